"""Errors a planner can act on: where, what was found, the rule, the remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.language import Text, say

SHOWN_AT_MOST = 20
_SIXTEEN_DIGITS = re.compile(r"(?<!\d)(\d{4})\d{8}(\d{4})(?!\d)")


def masked(text: str) -> str:
    """Return ``text`` with the middle of any 16-digit (identity) number hidden."""
    return _SIXTEEN_DIGITS.sub(r"\1********\2", text)


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
        place = f"{self.file}: {self.where}" if self.where else self.file
        value = f" ({found}: {masked(self.found)})" if self.found else ""
        advice = f"{remedy}: {self.remedy[lang]}"
        return f"{masked(place)}{value}: {self.rule[lang]} {advice}"


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
