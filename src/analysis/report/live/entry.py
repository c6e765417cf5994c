"""A yellow cell: what it takes, how it is asked, and the formula that finds a fault."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from analysis.language import Text, number, percent, say
from analysis.report.live.expr import Live, live

_MOST_DECIMALS = 2  # of a bound given in percent


@dataclass(frozen=True)
class Rule:
    """What a yellow cell takes: the kind of value, its ends, and the two messages.

    ``may_be_blank``: an empty cell has a meaning of its own (no ceiling, the law's
    tariff); elsewhere it is a fault.
    """

    kind: str  # whole, decimal, list, length
    low: float
    high: float
    message: Text
    choices: tuple[int, ...] = ()
    may_be_blank: bool = False

    def around(self, value: Any) -> Rule:
        """Return the rule, wide enough for the value the run itself has."""
        if self.kind == "length" or value is None or value == "":
            return self
        kind = "decimal" if self.kind == "whole" and value % 1 else self.kind
        low, high = min(self.low, value), max(self.high, value)
        return replace(self, kind=kind, low=low, high=high)


@dataclass(frozen=True)
class Entry:
    """A yellow cell that holds a number: where it stands, its rule, how it looks."""

    cell: Live
    rule: Rule
    look: str


@dataclass(frozen=True)
class Tie:
    """What two or more cells must keep together; the fault is shown at ``cell``.

    ``holds`` is a formula that gives true or false while all of ``of`` are numbers.
    """

    cell: Live
    of: tuple[Live, ...]
    holds: Live
    words: Text


def fault(entry: Entry) -> Live:
    """Return 1 where the cell breaks its rule, else 0.

    Asks for a number first: a text never reaches a comparison, where spreadsheets
    differ, and one that looks like a number ('6.000') is refused.
    """
    cell, rule = entry.cell.text, entry.rule
    low, high = (live(end).text for end in (rule.low, rule.high))
    asked = [f"{cell}>={low}", f"{cell}<={high}"]
    if rule.kind in ("whole", "list"):
        asked.append(f"{cell}=INT({cell})")
    blank = f"IF(ISBLANK({cell}),0,1)" if rule.may_be_blank else "1"
    return Live(f"IF(ISNUMBER({cell}),IF(AND({','.join(asked)}),0,1),{blank})", 0)


def tie_fault(tie: Tie) -> Live:
    """Return 1 where the cells do not keep what they must, else 0."""
    numbers = ",".join(f"ISNUMBER({one.text})" for one in tie.of)
    return Live(f"IF(AND({numbers}),IF({tie.holds.text},0,1),0)", 0)


def needed(entry: Entry) -> Text:
    """Return what the cell must hold, as it follows 'must be'."""
    rule = entry.rule
    ends = {
        lang: tuple(_end(end, entry, lang) for end in (rule.low, rule.high))
        for lang in ("id", "en")
    }
    what = _WHAT[
        "share" if _is_share(entry) else "whole" if rule.kind == "list" else rule.kind
    ]
    empty = _OR_BLANK if rule.may_be_blank else say(id="", en="")
    return say(
        id=f"{what['id']} {ends['id'][0]} sampai {ends['id'][1]}{empty['id']}",
        en=f"{what['en']} from {ends['en'][0]} to {ends['en'][1]}{empty['en']}",
    )


def _is_share(entry: Entry) -> bool:
    return entry.look in ("share", "fine")


def _end(value: float, entry: Entry, lang: str) -> str:
    if _is_share(entry):
        decimals = 0 if (value * 100) % 1 == 0 else _MOST_DECIMALS
        return percent(value, lang, decimals)
    return f"{value:.0f}" if entry.look == "whole" else number(value, lang)


def validation(rule: Rule, lang: str) -> dict[str, Any]:
    """Return the rule as the spreadsheet's own check of what is typed."""
    base = {
        "input_title": _TITLE[lang],
        "input_message": rule.message[lang],
        "error_title": _WRONG[lang],
        "error_message": rule.message[lang],
        "error_type": "stop",
        "ignore_blank": rule.may_be_blank or rule.kind == "length",
    }
    if rule.kind == "list":
        return {**base, "validate": "list", "source": [str(y) for y in rule.choices]}
    return {
        **base,
        "validate": rule.kind,
        "criteria": "between",
        "minimum": rule.low,
        "maximum": rule.high,
    }


_TITLE = say(id="Sel masukan", en="Input cell")
_WRONG = say(id="Nilai tidak diterima", en="Value not accepted")
_WHAT = {
    "whole": say(id="bilangan bulat", en="a whole number"),
    "decimal": say(id="angka", en="a number"),
    "share": say(id="persen", en="a percentage"),
}
_OR_BLANK = say(id=", atau kosong", en=", or empty")
