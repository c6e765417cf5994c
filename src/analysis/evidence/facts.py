"""Published figures as intervals: what a rounded figure can stand for.

``1000`` as rounding of 17,000 means 16,500 up to 18,000: newspapers cut figures as
often as they round them (4.6368 billion is printed as 4.63). "sekitar 3.600" is read to
its last digit that is not zero, 3,550 to 3,700; "lebih dari 200 juta" reaches to the
next such figure, 300 juta.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

EXACT, ABOUT, MORE_THAN = "1", "sekitar", ">"
DERIVED, QUALITATIVE, EVENT = "derived", "qualitative", "event"
REJECTED = "rejected"
NATION = ""
POINT = Fraction(1, 100)
_RELATIVE = re.compile(r"~(\d+(?:\.\d+)?)%")
_STAGE = re.compile(r"^B-\d+-\d{4}-(.+?)(-\d+)?$")
_STEP = re.compile(r"[1-9]\d*|0\.\d+")


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
class Reading:
    """A figure as printed or computed, and everything it can be."""

    value: Fraction
    interval: Interval

    def __add__(self, other: Reading) -> Reading:
        return Reading(self.value + other.value, self.interval + other.interval)

    def __sub__(self, other: Reading) -> Reading:
        return Reading(self.value - other.value, self.interval - other.interval)

    def __mul__(self, other: Reading) -> Reading:
        return Reading(self.value * other.value, self.interval * other.interval)

    def __truediv__(self, other: Reading) -> Reading:
        return Reading(self.value / other.value, self.interval / other.interval)

    @classmethod
    def zero(cls) -> Reading:
        """Return nothing, exactly."""
        return cls(Fraction(0), Interval(Fraction(0), Fraction(0)))

    def meets(self, other: Reading) -> bool:
        """Say whether both can be the same figure."""
        return self.interval.meets(other.interval)


def exactly(number: Fraction | int) -> Reading:
    """Return a number that is known exactly."""
    return Reading(Fraction(number), Interval(Fraction(number), Fraction(number)))


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
    status: str
    funding: str
    quote: str

    @property
    def reading(self) -> Reading:
        """Return the figure with everything it can stand for."""
        return Reading(self.value, self.interval)

    @property
    def stage(self) -> str:
        """Return the stage of a budget figure (proposed, agreed, ...); else empty."""
        found = _STAGE.match(self.claim_id)
        return found[1].removeprefix(self.concept) if found else ""

    @property
    def derived(self) -> bool:
        """Say whether the project computed the figure: then nobody printed it."""
        return self.relation == DERIVED

    @property
    def year(self) -> str:
        """Return the year the figure is about."""
        return (self.start or self.as_of)[:4]

    @property
    def day(self) -> dt.date:
        """Return the date of the figure; an unknown day or month counts as the first.

        A stock of "2024" may stand anywhere in the year: see ``same_date``.
        """
        parts = [int(part) for part in self.as_of.split("-")]
        return dt.date(*[*parts, 1, 1][:3])


def facts(rows: Iterable[Mapping[str, str]]) -> list[Fact]:
    """Return the rows of a ledger that hold a figure."""
    return [
        _fact(row) for row in rows if row["value"] and row["relation"] != QUALITATIVE
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
        status=row.get("status", ""),
        funding=row.get("funding", ""),
        quote=row["quote"],
    )


def interval(value: Fraction, rounding: str, unit: str = "") -> Interval:
    """Return what ``value`` can stand for, given how its source rounded it.

    ``rounding`` is 1 (exact), a step in the unit of the value, ``sekitar`` (about),
    ``>`` (more than), ``~1%`` (within one per cent) or empty (not stated); see the
    codebook. Raises ValueError for anything else.
    """
    if found := _RELATIVE.fullmatch(rounding):
        half = abs(value) * Fraction(found[1]) / 100
        return Interval(value - half, value + half)
    if rounding == MORE_THAN:
        return Interval(value, value + place(value))
    step = _step(value, rounding)
    if rounding == ABOUT and unit == "share":  # about 40 % is no step of ten points
        step = min(step, POINT)
    return Interval(value - step / 2, value + step)


def _step(value: Fraction, rounding: str) -> Fraction:
    if rounding == EXACT:
        return Fraction(0)
    if rounding == ABOUT:
        return place(value)
    if not rounding:  # not stated: whole to the last digit is taken as counted
        return Fraction(0) if place(value) == 1 else place(value)
    if not _STEP.fullmatch(rounding):
        message = f"rounding {rounding!r}"
        raise ValueError(message)
    return Fraction(rounding)


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


def added_up(facts: Iterable[Fact]) -> Reading:
    """Return the sum of figures."""
    return sum((one.reading for one in facts), Reading.zero())


def same_date(one: Fact, other: Fact) -> bool:
    """Say whether two dates agree as far as both are known."""
    known = min(len(one.as_of), len(other.as_of))
    return one.as_of[:known] == other.as_of[:known]


def same_period(one: Fact, other: Fact) -> bool:
    """Say whether two figures are about the same stretch or point of time."""
    if one.start and other.start:
        return (one.start, one.end) == (other.start, other.end)
    return (
        same_date(one, other)
        if not (one.start or other.start)
        else _in_year(one, other)
    )


def _in_year(one: Fact, other: Fact) -> bool:
    """Say whether a figure dated by its year alone is about the year of the other."""
    bare = one if not one.start else other
    return len(bare.as_of) == len("2025") and one.year == other.year


def full_months(start: str, end: str) -> int:
    """Return the calendar months that lie wholly in a period given to the day; else 0.

    ``2025-03-01`` to ``2025-12-31`` are ten, ``2024-01-01`` to ``2024-08-22`` seven.
    """
    if min(len(start), len(end)) < len("2025-03-01"):
        return 0
    first, after = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    after += dt.timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    return max(0, months - (1 if first.day > 1 else 0))


def days_apart(one: Fact, other: Fact) -> int:
    """Return the fewest days two dates can be apart, given how far they are known."""
    (_, until), (late, _) = sorted((_span(one), _span(other)))
    return max(0, (late - until).days)


def _span(fact: Fact) -> tuple[dt.date, dt.date]:
    parts = [int(part) for part in fact.as_of.split("-")]
    first = fact.day
    if len(parts) == 1:
        return first, dt.date(first.year, 12, 31)
    if len(parts) == 2:
        return first, _next_month(first) - dt.timedelta(days=1)
    return first, first


def _next_month(first: dt.date) -> dt.date:
    return (first + dt.timedelta(days=31)).replace(day=1)
