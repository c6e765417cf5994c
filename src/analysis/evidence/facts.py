"""Published figures as intervals: what a rounded figure can stand for.

``1,000`` as rounding of 17,000 means 16,500 to 17,500; "sekitar 3.600" is read to its
last digit that is not zero, 3,550 to 3,650; "lebih dari 200 juta" reaches to the next
such figure, 300 juta.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

ABOUT, MORE_THAN = "sekitar", ">"
DERIVED, QUALITATIVE = "derived", "qualitative"
_RELATIVE = re.compile(r"~(\d+(?:\.\d+)?)%")
_STAGE = re.compile(r"^B-\d+-\d{4}-(.+?)(-\d+)?$")


@dataclass(frozen=True)
class Interval:
    """Everything a figure can be, both ends included."""

    low: Fraction
    high: Fraction

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        """Return the product; both must not be negative."""
        return Interval(self.low * other.low, self.high * other.high)

    def __truediv__(self, other: Interval) -> Interval:
        """Return the quotient; both must not be negative, ``other`` above zero."""
        return Interval(self.low / other.high, self.high / other.low)

    def meets(self, other: Interval) -> bool:
        """Say whether both can be the same figure."""
        return self.low <= other.high and other.low <= self.high

    def whole(self) -> list[int]:
        """Return the whole numbers inside, at most a thousand."""
        first, last = -(-self.low // 1), self.high // 1
        return list(range(int(first), int(min(last, first + 1000)) + 1))


@dataclass(frozen=True)
class Fact:
    """One row of the ledger with a figure, and the interval it stands for."""

    claim_id: str
    source: str
    region: str
    region_name: str
    concept: str
    segment: str
    programme: str
    as_of: str
    start: str
    end: str
    value: Fraction
    interval: Interval
    rounding: str
    unit: str
    said: str
    relation: str
    quote: str
    note: str

    @property
    def stage(self) -> str:
        """Return the stage of a budget figure (proposed, agreed, ...); else empty."""
        found = _STAGE.match(self.claim_id)
        return found[1].removeprefix(self.concept) if found else ""


def facts(rows: Iterable[Mapping[str, str]], derived: bool = False) -> list[Fact]:
    """Return the rows of a ledger that hold a figure from a source.

    Figures we derived ourselves agree by construction: they are left out unless
    ``derived``.
    """
    left_out = (QUALITATIVE,) if derived else (QUALITATIVE, DERIVED)
    return [
        _fact(row) for row in rows if row["value"] and row["relation"] not in left_out
    ]


def _fact(row: Mapping[str, str]) -> Fact:
    value = Fraction(row["value"])
    return Fact(
        claim_id=row["claim_id"],
        source=row["source_id"],
        region=row["region"],
        region_name=row["region_name"],
        concept=row["concept"],
        segment=row["segment"],
        programme=row["programme"],
        as_of=row["as_of"],
        start=row["period_start"],
        end=row["period_end"],
        value=value,
        interval=interval(value, row["rounding"], row["unit"]),
        rounding=row["rounding"],
        unit=row["unit"],
        said=row["said_denominator"],
        relation=row["relation"],
        quote=row["quote"],
        note=row["note"],
    )


def interval(value: Fraction, rounding: str, unit: str = "") -> Interval:
    """Return what ``value`` can stand for, given how its source rounded it."""
    if rounding == MORE_THAN:
        return Interval(value, value + place(value))
    if rounding == ABOUT:
        half = place(value) / 2
    elif found := _RELATIVE.fullmatch(rounding):
        half = abs(value) * Fraction(found[1]) / 100
    else:
        half = _half_step(value, Fraction(rounding or "0"), unit)
    return Interval(value - half, value + half)


def _half_step(value: Fraction, step: Fraction, unit: str) -> Fraction:
    """Return half of a step; 1 means exact, and a share is known to its last digit.

    Some sources give the step of a share in percentage points, others as a share.
    """
    if unit == "share":
        return min(step or place(value), place(value)) / 2
    return Fraction(0) if step == 1 else step / 2


def place(value: Fraction) -> Fraction:
    """Return the place of the last digit that is not zero: 100 for 3,600."""
    if value == 0:
        return Fraction(1)
    step = Fraction(1)
    while (value / step).denominator != 1:
        step /= 10
    while (value / (step * 10)).denominator == 1:
        step *= 10
    return step
