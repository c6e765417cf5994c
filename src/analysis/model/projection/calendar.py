"""What a scenario and the law say by month, the same in every draw.

Months of a year that are alike are told once: most years have one or two different
ones, and people and bills of the others need no computing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from analysis.law.parameters import Law
from analysis.law.tariff import tariff
from analysis.scenario.schema import Scenario, Segment
from analysis.units import MONTHS_PER_YEAR, month_index, month_name, plain


@dataclass(frozen=True)
class Calendar:
    """A scenario and its law by month. S segments, Y years."""

    scenario: Scenario
    law: Law

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

    def named(self, slug: str) -> np.ndarray:
        """Return the people a schedule names, (Y, 12) int, -1 where it names none."""
        named = np.full((len(self.years), MONTHS_PER_YEAR), -1)
        entries = self.scenario.segments[slug].path.members
        for month, people in sorted(entries.items()):
            year, first = divmod(month_index(month, self.years.start), MONTHS_PER_YEAR)
            if year < len(self.years):
                named[year, first:] = people
        return named

    @cached_property
    def unit_tariff(self) -> np.ndarray:
        """Return rupiah a month (bpu) or per rupiah of wage (pu), (S, 2, Y, 12)."""
        asked = [s.tariff for s in self.scenario.segments.values()]
        keys = [(one.kind, one.risk_group) for one in asked]
        found = {key: self._unit_tariff(*key) for key in dict.fromkeys(keys)}
        return np.stack([found[key] for key in keys])

    def _unit_tariff(self, kind: str, group: int) -> np.ndarray:
        """Return one tariff, (2, Y, 12): int64 if whole rupiah, else exact."""
        wage = {"reported_wage_idr_m": self.one} if kind == "pu" else {}

        def applied(month: str) -> tuple[Fraction, Fraction]:
            found = tariff(kind, month, self.law, risk_group=group, **wage)
            return found.jkk_idr_m, found.jkm_idr_m

        found = plain(np.moveaxis(self.by_month(applied), -1, 0))
        whole = all(isinstance(amount, int) for amount in found.flat)
        return found.astype(np.int64) if whole else found

    def by_month(self, found: Callable[[str], object]) -> np.ndarray:
        """Return what the law says by month, (Y, 12, ...) of exact numbers.

        ``found(month)``: a number or a tuple; asked once where the law stands still.
        """
        runs = self.law.steady(self.months)
        values = np.array([found(month) for month, _ in runs], dtype=object)
        every = np.repeat(values, [count for _, count in runs], axis=0)
        return every.reshape(len(self.years), MONTHS_PER_YEAR, *values.shape[1:])

    def monthly(self, name: str) -> np.ndarray:
        """Return a law value by month, (Y, 12) of floats."""
        exact = self.by_month(lambda month: self.law.value(name, month))
        return exact.astype(np.float64)
