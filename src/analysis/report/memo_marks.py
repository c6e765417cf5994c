"""Values no source gives, as a memo says them: what moves the bill most comes first."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

from analysis.language import number, percent, rupiah_short, say
from analysis.report import keys
from analysis.report.labels import text_of
from analysis.report.memo_line import is_line
from analysis.report.memo_text import LABEL, lowered, shortened
from analysis.study.half_page import swings
from analysis.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from analysis.report.memo_told import Teller

MONTHS, EXITS = ".months", ".exits"  # exits: a list, its last number is meant


def ordered(told: Teller) -> list[str]:
    """Return the marked keys: the line, then by what they move the bill, then ranges.

    Of two that move it alike, one with a range goes before one without.
    """
    moved, marks = swings(told.results), told.results.scenario.marks
    return sorted(
        marks,
        key=lambda key: (
            not is_line(key),
            -moved[key],
            marks[key].low == marks[key].high,
        ),
    )


def key_words(told: Teller, key: str) -> str:
    """Return whose value a key is, shortened, and what it is; safe as HTML."""
    label = keys.key_label(told.results, key, told.lang)
    owner, colon, what = label.rpartition(": ")
    return escape(f"{shortened(owner, LABEL)}{colon}{what}")


def reasoned(told: Teller, key: str) -> str:
    """Say a marked value with its range and the reason given for it."""
    named, shown, ends = _value(told, key)
    why = shortened(text_of(told.results.scenario.marks[key].why, told.lang))
    range_ = say(id=f" (rentang {ends})", en=f" (range {ends})")[told.lang]
    label = key_words(told, named)
    return f"<b>{label}</b> {escape(shown)}{range_ if ends else ''}: {escape(why)}"


def brief(told: Teller, key: str) -> str:
    """Say a marked value with its range; of months, what all twelve would cost."""
    named, shown, ends = _value(told, key)
    label = lowered(key_words(told, named))
    more = "; ".join(filter(None, [ends, _all_year(told, key)]))
    return f"{label} {escape(shown)}{f' ({more})' if more else ''}"


def _all_year(told: Teller, key: str) -> str:
    """Say the bill with everybody paid for all year, where a mark reaches that far."""
    at = {"year": told.first}
    bill = told.value("option_all_year_bill_idr", **at)
    high = told.results.scenario.marks[key].high
    if not key.endswith(MONTHS) or bill is None or high is None:
        return ""
    if high < MONTHS_PER_YEAR:
        return ""
    shown = told.money("option_all_year_bill_idr", **at)
    beyond = ""
    if bill > told.value("measured_bill_idr", statistic="p95", **at):
        beyond = say(id=", di luar rentang biaya", en=", outside the range of cost")
        beyond = beyond[told.lang]
    return say(
        id=f"bila semua dua belas bulan: {shown}{beyond}",
        en=f"if all twelve months: {shown}{beyond}",
    )[told.lang]


def _value(told: Teller, key: str) -> tuple[str, str, str]:
    """Return the key to name, the value and the range of a mark, the last in words."""
    mark = told.results.scenario.marks[key]
    path, value = _marked(told, key)
    kind = keys.key_kind(path)
    shown = _amount(keys.central(value), kind, told.lang)
    named = key if path.startswith(f"{key}.") and EXITS in key else path
    if None in (mark.low, mark.high) or mark.low == mark.high:
        return named, shown, ""
    low, high = (_amount(one, kind, told.lang) for one in (mark.low, mark.high))
    return (
        named,
        shown,
        say(id=f"{low} sampai {high}", en=f"{low} to {high}")[told.lang],
    )


def _marked(told: Teller, key: str) -> tuple[str, object]:
    """Return key and value of a mark; of months, how many there are."""
    if not key.endswith(MONTHS):
        return keys.value_at(told.results, key)
    segment = told.results.scenario.segments[key.split(".")[1]]
    first, last = segment.months.of(told.first)
    return key, last - first + 1


def _amount(value: object, kind: str, lang: str) -> str:
    """Write a value of a scenario as a reader expects it."""
    if value is None or isinstance(value, str | bool | list):
        return keys.written(value, kind, lang)
    size = float(value)
    if kind == "money":
        return rupiah_short(size, lang)
    if kind.startswith("share"):
        return percent(size, lang, int(round(size * 1000) % 10 != 0))
    return number(math.floor(size + 0.5), lang) if kind != "year" else str(int(size))
