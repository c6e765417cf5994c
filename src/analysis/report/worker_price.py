"""What one worker costs a year and what a death pays, year by year of law."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from analysis.law.dated import Law
from analysis.law.parameters import load_law
from analysis.law.tariff import names, tariff
from analysis.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from analysis.model.projection import Results

FIRST_YEAR, LAST_YEAR = 2015, 2027
DISCOUNT = "discount_bpu_factor"
_PUBLISHED, _GROWN, _UNKNOWN = "published", "grown", "unknown"
COLUMNS = (
    *("year", "months", "bpu_idr_y", "self_paid_idr_y", "planned_idr_y"),
    *("pu_idr_y", "wage_idr_m", "wage", "death_idr", "early_death_idr"),
)


@dataclass(frozen=True)
class Wages:
    """Minimum wages by year, the last one grown; a missing year stays missing."""

    known: dict[int, Fraction]
    growth_y: Fraction

    def of(self, year: int) -> tuple[Fraction | None, str]:
        """Return the wage of a year, and whether it was published or grown."""
        if year in self.known:
            return self.known[year], _PUBLISHED
        last = max(self.known, default=year)
        if not self.known or year < last:
            return None, _UNKNOWN
        return self.known[last] * (1 + self.growth_y) ** (year - last), _GROWN


def worker_prices(results: Results) -> pd.DataFrame:
    """Return what one worker costs a year and what a death pays, by year, rupiah.

    ::

        bpu_idr_y = sum over the months in force of (JKK + JKM)

    ``months`` is how many months of the year the law covers, ``self_paid_idr_y`` what a
    BPU member pays who pays for himself, ``planned_idr_y`` the BPU cost under planned
    law (NaN where it is the same). ``wage`` says whether the minimum wage is published,
    grown from the last one, or unknown. Benefits are those of December.
    """
    planned = load_law("planned", results.scenario.law.overrides)
    growth = results.scenario.wage_growth_y.central
    wages = Wages(results.region.minimum_wage_idr_m, growth)
    rows = [
        _year(year, results.law, planned, wages)
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    kinds = dict.fromkeys(("planned_idr_y", "pu_idr_y", "wage_idr_m"), float)
    return frame.astype(kinds)


def _year(year: int, law: Law, planned: Law, wages: Wages) -> tuple:
    months = months_in_force(law, year)
    bpu = _sum(months, law)
    plan = _sum(months, planned)
    wage, kind = wages.of(year)
    pu = None if wage is None else _sum(months, law, wage)
    paid = sum(
        (tariff("bpu", m, law).total_idr_m * law.value(DISCOUNT, m) for m in months),
        Fraction(0),
    )
    december = months[-1]
    return (
        *(year, len(months), float(bpu), float(paid)),
        None if plan == bpu else float(plan),
        *(None if pu is None else float(pu), None if wage is None else float(wage)),
        kind,
        float(law.value("jkm_death_idr", december)),
        float(law.value("jkm_early_death_idr", december)),
    )


def months_in_force(law: Law, year: int) -> list[str]:
    """Return the months of ``year`` for which both BPU tariffs have a value."""
    first = max(law.parameter(name).entries[0].from_month for name in names("bpu"))
    every = (f"{year}-{month:02d}" for month in range(1, MONTHS_PER_YEAR + 1))
    return [month for month in every if month >= first]


def _sum(months: list[str], law: Law, wage: Fraction | None = None) -> Fraction:
    kind = "bpu" if wage is None else "pu"
    paid = (tariff(kind, month, law, wage).total_idr_m for month in months)
    return sum(paid, Fraction(0))


def jumps(law: Law, name: str) -> list[tuple[str, Fraction, Fraction]]:
    """Return (month, value before, value after) of every change of a law value."""
    entries = law.parameter(name).entries
    found = []
    for before, after in pairwise(entries):
        old, new = (law.value(name, one.from_month) for one in (before, after))
        if old != new:
            found.append((after.from_month, old, new))
    return found


def spans(law: Law, name: str, usual: Fraction = Fraction(1)) -> list[tuple[str, str]]:
    """Return (first month, first month after) of each time a value is not ``usual``."""
    entries = law.parameter(name).entries
    ends = [entry.from_month for entry in entries[1:]] + [f"{LAST_YEAR + 1}-01"]
    return [
        (entry.from_month, end)
        for entry, end in zip(entries, ends, strict=True)
        if law.value(name, entry.from_month) != usual
    ]
