"""A scenario resolved by month: which months are funded, which tariff applies when.

Together with ``projection`` the only module of ``model`` that knows scenarios and law.
What is certain becomes arrays here, once; what is not stays a Quantity and becomes
numbers through :class:`Values`, once per block of draws.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import numpy as np

from analysis.law.calendar import gate_month, waiting_months
from analysis.law.parameters import Law
from analysis.law.segments import Profile
from analysis.law.tariff import tariff
from analysis.model.draws import Stream
from analysis.quantity import Quantity
from analysis.scenario.ages import profile_of
from analysis.scenario.regions import RegionPack
from analysis.scenario.schema import Scenario, Segment
from analysis.scenario.segment import Denominator, Exit
from analysis.units import MONTHS_PER_YEAR, month_index, month_name

PROGRAMMES = ("jkk", "jkm")


def together(*arrays: np.ndarray) -> list[np.ndarray]:
    """Return the arrays as Fractions if all are exact, else all as floats."""
    if all(array.dtype == object for array in arrays):
        return list(arrays)
    return [array.astype(np.float64) for array in arrays]


def alike(*maps: dict) -> list[dict]:
    """Return the maps with all their arrays as Fractions or all as floats."""
    arrays = together(*(array for one in maps for array in one.values()))
    rest = iter(arrays)
    return [{key: next(rest) for key in one} for one in maps]


class Values:
    """The numbers of one run: the central ones, or those of one block of draws."""

    def __init__(self, stream: Stream | None = None) -> None:
        self.stream = stream

    def of(self, quantity: Quantity, name: str, year: int | str = "") -> np.ndarray:
        """Return the quantity as (draw,): one Fraction if certain or central."""
        if self.stream is None or quantity.certain:
            return np.array([quantity.central], dtype=object)
        return quantity.draws(self.stream.uniform(name, year))

    def chance(self, name: str) -> np.ndarray:
        """Return uniform numbers as (draw,): one half on the central path."""
        return np.array([0.5]) if self.stream is None else self.stream.uniform(name)

    def place(self, name: str) -> np.ndarray | None:
        """Return where among its sorted draws a trend stands, 0-1 (draw,).

        None: on its median, or as the stream draws it.
        """
        return None

    def reported_share(self, name: str) -> np.ndarray:
        """Return what part of the minimum wage is reported, (draw,): all of it."""
        return np.array([Fraction(1)], dtype=object)


@dataclass(frozen=True)
class Plan:
    """What a scenario fixes for every draw. S segments, Y years.

    ``memo`` is the store of values worked out once for all draws.
    """

    scenario: Scenario
    law: Law
    region: RegionPack
    memo: dict = field(default_factory=dict, compare=False)

    one = Fraction(1)

    @property
    def years(self) -> range:
        """Return the budget years projected."""
        first = self.scenario.first_year
        return range(first, first + self.scenario.years)

    @property
    def slugs(self) -> list[str]:
        """Return the segments in the order of the file."""
        return list(self.scenario.segments)

    @cached_property
    def months(self) -> list[str]:
        """Return all months of the projection as ``YYYY-MM``."""
        count = len(self.years) * MONTHS_PER_YEAR
        return [month_name(index, self.scenario.first_year) for index in range(count)]

    @cached_property
    def funded(self) -> np.ndarray:
        """Return which months are funded, (S, Y, 12) bool."""
        segments = self.scenario.segments.values()
        return np.stack([self._funded(segment) for segment in segments])

    def _funded(self, segment: Segment) -> np.ndarray:
        number = np.arange(1, MONTHS_PER_YEAR + 1)
        spans = [segment.months.of(year) for year in self.years]
        by_year = np.stack(
            [(first <= number) & (number <= last) for first, last in spans]
        )
        return by_year & self._inside(segment)

    def _inside(self, segment: Segment) -> np.ndarray:
        index = np.arange(len(self.months)).reshape(len(self.years), MONTHS_PER_YEAR)
        if not segment.window:
            return np.ones_like(index, dtype=bool)
        inside = np.zeros_like(index, dtype=bool)
        for span in segment.window:
            first = month_index(span.first, self.scenario.first_year)
            last = month_index(span.last, self.scenario.first_year)
            inside |= (first <= index) & (index <= last)
        return inside

    @cached_property
    def exists(self) -> np.ndarray:
        """Return in which years a segment exists at all, (S, Y) bool."""
        segments = self.scenario.segments.values()
        return np.stack([self._inside(segment).any(-1) for segment in segments])

    @cached_property
    def gate(self) -> str | None:
        """Return the first month of new cover, None without a decision."""
        if self.scenario.decision is None:
            return None
        return month_name(int(self.gates(Values())[0]), self.years.start)

    def gates(self, values: Values) -> np.ndarray:
        """Return the position of the first month of new cover, (draw,) int."""
        decision = self.scenario.decision
        if decision is None:
            return np.array([0])
        signed = _date(decision.instrument_date)
        revised, day = self.scenario.budget.revised, _date(decision.date)
        first = self.years.start
        budget = month_index(gate_month(day, signed, revised, self.law), first)
        if decision.instrument_hazard_y is None:
            return np.array([budget])
        wait = self._waits(decision.instrument_hazard_y, day, values)
        return np.maximum(budget, month_index(f"{day:%Y-%m}", first) + wait + 1)

    def _waits(
        self, hazard_y: Quantity | str, day: dt.date, values: Values
    ) -> np.ndarray:
        if isinstance(hazard_y, str):
            hazard_y = self.law.quantity("instrument_hazard_y", f"{day:%Y-%m}")
        rate = values.of(hazard_y, "decision.instrument_hazard_y").astype(np.float64)
        both = np.broadcast_arrays(rate, values.chance("decision.instrument"))
        return np.array([waiting_months(*pair) for pair in zip(*both, strict=True)])

    def open_to_new(self, values: Values) -> np.ndarray:
        """Return in which months people may be added, (draw or 1, Y, 12) bool."""
        index = np.arange(len(self.months)).reshape(len(self.years), MONTHS_PER_YEAR)
        return index >= self.gates(values)[:, None, None]

    def named(self, slug: str) -> np.ndarray:
        """Return the people a schedule names, (Y, 12) int, -1 where it names none."""
        named = np.full((len(self.years), MONTHS_PER_YEAR), -1)
        entries = self.scenario.segments[slug].path.members
        for month, people in sorted(entries.items()):
            year, first = divmod(month_index(month, self.years.start), MONTHS_PER_YEAR)
            if year < len(self.years):
                named[year, first:] = people
        return named

    def exits(self, slug: str, year: int) -> list[tuple[int, Exit]]:
        """Return the exits of ``year`` with their number among those of the file."""
        exits = self.scenario.segments[slug].exits
        return [(n, leave) for n, leave in enumerate(exits) if leave.year == year]

    def insurer(self, kind: str, year: int) -> str:
        """Return who insures staff who become PPPK, where the scenario does not say."""
        name = "asn_insurer" if kind == "pppk" else "pppk_part_time_insurer"
        known_from = self.law.parameter(name).entries[0].from_month
        return self.law.text(name, max(f"{year}-01", known_from))

    def profile(self, slug: str) -> Profile:
        """Return the ages and sexes of a segment: its own, or those of the law."""
        return profile_of(slug, self.scenario.segments[slug].profile, self.law)

    @cached_property
    def wage_based(self) -> np.ndarray:
        """Return which segments pay a share of a wage, (S,) bool."""
        segments = self.scenario.segments.values()
        return np.array([segment.tariff.kind == "pu" for segment in segments])

    @cached_property
    def unit_tariff(self) -> np.ndarray:
        """Return rupiah a month (bpu) or per rupiah of wage (pu), (S, 2, Y, 12)."""
        rows = [self._unit_tariff(s) for s in self.scenario.segments.values()]
        shape = (len(rows), len(self.years), MONTHS_PER_YEAR, len(PROGRAMMES))
        return np.moveaxis(np.array(rows, dtype=object).reshape(shape), -1, 1)

    def _unit_tariff(self, segment: Segment) -> list[tuple[Fraction, Fraction]]:
        key = (segment.tariff.kind, segment.tariff.risk_group)
        if key not in self._tariffs:
            self._tariffs[key] = [self._at(month, *key) for month in self.months]
        return self._tariffs[key]

    @cached_property
    def _tariffs(self) -> dict:
        return {}

    def _at(self, month: str, kind: str, group: int) -> tuple[Fraction, Fraction]:
        wage = {"reported_wage_idr_m": self.one} if kind == "pu" else {}
        applied = tariff(kind, month, self.law, risk_group=group, **wage)
        return applied.jkk_idr_m, applied.jkm_idr_m

    def monthly(self, name: str) -> np.ndarray:
        """Return a law value by month, (Y, 12) of floats."""
        values = [float(self.law.value(name, month)) for month in self.months]
        return np.array(values).reshape(len(self.years), MONTHS_PER_YEAR)

    def people_certain(self, slug: str) -> bool:
        """Say whether a segment's people are the same in every draw."""
        segment = self.scenario.segments[slug]
        numbers = [
            segment.eligible,
            segment.members,
            segment.eligible_growth_y,
            segment.verified_share,
            *(leave.share for leave in segment.exits),
        ]
        if segment.place == "leave":
            numbers.append(segment.renewal_y)
        if segment.path.kind == "target":
            numbers.append(segment.path.coverage)
            numbers += [] if segment.path.of is None else _uncertain(segment.path.of)
        if segment.path.kind == "trend":
            return False
        if segment.target_people is not None:
            numbers.append(segment.target_people)
        decision = self.scenario.decision
        waits = decision is not None and decision.instrument_hazard_y is not None
        return not waits and all(number.certain for number in numbers)

    @property
    def other_funders(self) -> list:
        """Return the payers other than the general APBD, in order."""
        return [f for f in self.scenario.funding if f.funder != "apbd"]

    @property
    def protected(self) -> np.ndarray:
        """Return which segments no cut may touch, (S,) bool."""
        named = self.scenario.budget.protect
        return np.array([slug in named for slug in self.slugs])

    @property
    def priority(self) -> list[int]:
        """Return segment positions: protected ones, by priority, then the others."""
        first = [slug for slug in self.slugs if slug in self.scenario.budget.protect]
        order = dict.fromkeys([*first, *self.scenario.budget.priority, *self.slugs])
        return [self.slugs.index(slug) for slug in order if slug in self.slugs]


def _uncertain(of: Denominator) -> list[Quantity]:
    return [of.people, of.growth_y]


def _date(value: dt.date | str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value
