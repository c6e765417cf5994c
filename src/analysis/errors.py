"""Errors a planner can act on: where, what was found, the rule, the remedy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.language import Text, say
from analysis.privacy import masked

SHOWN_AT_MOST = 20
LONGEST_SHOWN = 200


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in what the user gave us.

    ``file`` is shown as given; ``where`` is a row as a spreadsheet counts or a key
    path such as ``segments.rt_rw.members``; ``found`` is the value as written.
    """

    file: str
    where: str
    found: str
    rule: Text
    remedy: Text

    def sentence(self, lang: str = "id") -> str:
        """Return the problem as one line in ``lang``."""
        found = say(id="ditemukan", en="found")[lang]
        remedy = say(id="Perbaikan", en="Remedy")[lang]
        file, where = _short(self.file), _short(self.where)
        place = f"{file}: {where}" if where else file
        value = f" ({found}: {_short(self.found)})" if self.found else ""
        advice = f"{remedy}: {self.remedy[lang]}"
        return _plain(masked(f"{place}{value}: {self.rule[lang]} {advice}"))


def _short(text: str) -> str:
    """Return a text cut to be shown; masked first, as half a number has no shape."""
    text = masked(text)
    whole = len(text) <= LONGEST_SHOWN
    return text if whole else f"{text[:LONGEST_SHOWN]}... ({len(text)})"


def _plain(text: str) -> str:
    """Return one line: what a terminal would obey is written out, as `\\n`."""
    escaped = (
        sign if sign.isprintable() else sign.encode("unicode_escape").decode()
        for sign in text
    )
    return "".join(escaped)


class IuranError(Exception):
    """Base of every error shown to the user; ``exit_code`` ends the process."""

    exit_code = 5

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        one = isinstance(problems, Problem)
        self.problems: Sequence[Problem] = [problems] if one else list(problems)
        super().__init__(self.message("en"))

    def message(self, lang: str = "id") -> str:
        """Return all problems, one a line, the first twenty in full."""
        lines = [problem.sentence(lang) for problem in self.problems[:SHOWN_AT_MOST]]
        left = len(self.problems) - SHOWN_AT_MOST
        if left > 0:
            more = say(id=f"... dan {left} lagi", en=f"... and {left} more")
            lines.append(more[lang])
        return "\n".join(lines)


class InputDataError(IuranError):
    """A data file does not hold what its schema promises."""

    exit_code = 2


class ScenarioError(IuranError):
    """A scenario or parameter is wrong."""

    exit_code = 3


class MachineError(IuranError):
    """The machine lacks something: a package, a free folder, room on the disk."""

    exit_code = 4
