"""What a live workbook is made from: the scenario by month, and the run's own people.

Paths, months, tariffs, the payers and a ceiling by heads are computed in the sheets.
What they cannot compute comes from here as values of the run.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import prod

import numpy as np

from analysis.model.enrolment import members_end
from analysis.model.projection import money, people, trend
from analysis.model.projection.plan import Plan, Values
from analysis.model.results import Results
from analysis.report.labels import funder_label, segment_label
from analysis.scenario.schema import Funder
from analysis.scenario.segment import Segment
from analysis.units import MONTHS_PER_YEAR

# A ceiling is found among shares k/n of head counts: products of two such numbers are
# exact, and their quotients lie clear of whole numbers, up to this many people a group.
STEPS = 20
MOST_HEADS = 2**STEPS - 1


@dataclass(frozen=True)
class Facts:
    """A run and what its sheets take from it. ``year`` and ``group`` are positions."""

    results: Results
    lang: str

    @cached_property
    def plan(self) -> Plan:
        """Return the scenario by month."""
        run = self.results
        return Plan(run.scenario, run.law, run.region)

    @cached_property
    def uncut(self) -> people.People:
        """Return the people of the central path before the ceiling."""
        return people.uncut(self.plan, Values())

    @cached_property
    def paid(self) -> money.Money:
        """Return the money of the central path."""
        return money.pay(self.plan, Values(), self.uncut)

    @property
    def years(self) -> range:
        """Return the budget years."""
        return self.plan.years

    @cached_property
    def groups(self) -> list[Segment]:
        """Return the groups in the order of the file."""
        return list(self.plan.scenario.segments.values())

    @property
    def slugs(self) -> list[str]:
        """Return the names of the groups in the file."""
        return self.plan.slugs

    @cached_property
    def labels(self) -> list[str]:
        """Return what the groups are called."""
        return [segment_label(self.results, slug, self.lang) for slug in self.slugs]

    @property
    def funders(self) -> list[Funder]:
        """Return the payers other than the general APBD."""
        return self.plan.other_funders

    def funder_name(self, number: int) -> str:
        """Return what a payer is called."""
        return funder_label(self.funders[number].funder, self.lang)

    def serves(self, number: int, group: int) -> bool:
        """Say whether a payer pays for a group."""
        named = self.funders[number].segments
        return not named or self.slugs[group] in named

    @property
    def rule(self) -> str:
        """Return what the scenario does when money is short."""
        return self.plan.scenario.budget.when_short

    @cached_property
    def cut_is_live(self) -> bool:
        """Say whether the sheets compute the cut to the ceiling.

        By heads, with payers whose groups do not overlap, and groups small enough.
        """
        groups = range(len(self.slugs))
        apart = all(
            not any(self.serves(a, g) and self.serves(b, g) for g in groups)
            for a, b in combinations(range(len(self.funders)), 2)
        )
        return self.rule == "heads" and apart and self.uncut.people.max() <= MOST_HEADS

    def people_after(self, year: int, group: int) -> np.ndarray:
        """Return the people of the run after the ceiling, (month,)."""
        return self.paid.people[0, group, year]

    def end_after(self, year: int, group: int) -> float:
        """Return the members at the end of a year of the run."""
        return float(self._ends[0, group, year])

    @cached_property
    def _ends(self) -> np.ndarray:
        return members_end(*self.paid.listed(self.uncut, self.plan))

    def settled(self, year: int) -> float:
        """Return old debt the run pays in a year."""
        owed = self.paid.arrears
        return 0.0 if owed is None else float(owed.settled_idr.sum((1, 2))[0, year])

    def inside(self, year: int, group: int) -> np.ndarray:
        """Return which months lie in a group's window, (month,) bool."""
        spans = self.groups[group].window
        months = self.plan.months[MONTHS_PER_YEAR * year :][:MONTHS_PER_YEAR]
        found = [any(one.first <= m <= one.last for one in spans) for m in months]
        return np.array(found) | (not spans)

    def is_open(self, year: int) -> np.ndarray:
        """Return which months lie behind the gate of new cover, (month,) bool."""
        return self.plan.open_to_new(Values())[0, year]

    def course(self, group: int) -> list[float]:
        """Return the coverage a trend gives each year."""
        found = trend.coverage(self.plan, Values(), self.slugs[group])
        return [float(share) for share in found[0]]

    def tariff(self, group: int, year: int) -> np.ndarray:
        """Return JKK and JKM by month, rupiah or per rupiah of wage, (2, month)."""
        return self.plan.unit_tariff[group, :, year]

    @cached_property
    def tariffs(self) -> dict[tuple[str, int, int], int]:
        """Return every tariff the groups pay, each with a group that pays it."""
        found: dict[tuple[str, int, int], int] = {}
        for group in range(len(self.slugs)):
            for programme in (0, 1):
                found.setdefault(self.tariff_of(group, programme), group)
        return dict(sorted(found.items()))

    def tariff_of(self, group: int, programme: int) -> tuple[str, int, int]:
        """Return which tariff a group pays: kind, risk group of JKK, programme."""
        paid = self.groups[group].tariff
        has_risk = paid.kind == "pu" and programme == 0
        return paid.kind, paid.risk_group if has_risk else 0, programme

    def is_minimum_wage(self, group: int) -> bool:
        """Say whether a group pays on the minimum wage of the region."""
        paid = self.groups[group].tariff
        return paid.kind == "pu" and paid.reported_wage == "umk"

    @property
    def needs_minimum_wage(self) -> bool:
        """Say whether a group pays on the minimum wage."""
        return any(self.is_minimum_wage(n) for n in range(len(self.groups)))

    @property
    def has_base(self) -> bool:
        """Say whether the run knows the base of the burden."""
        return self.paid.base is not None

    def known(self, what: str) -> dict[int, float]:
        """Return the known minimum wages or bases by year, up to the last year."""
        given = (
            self.results.region.minimum_wage_idr_m
            if what == "wage"
            else {
                year: amount.central
                for year, amount in self.plan.scenario.budget.base_idr.items()
            }
        )
        return {y: float(one) for y, one in given.items() if y < self.years.stop}

    def cut_factor(self, year: int) -> float:
        """Return what cuts of transfers leave of the base in the year they start."""
        cuts = [one for one in self.plan.scenario.shocks if one.year == year]
        kept = [1 + one.size.central * one.share.central for one in cuts]
        return float(prod(kept, start=Fraction(1)))

    def last_known(self, what: str) -> int | None:
        """Return the last known year before the first, None where that is known."""
        known = self.known(what)
        if self.years[0] in known:
            return None
        return max(year for year in known if year < self.years[0])
