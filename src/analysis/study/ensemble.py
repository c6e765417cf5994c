"""A scenario at many points of what is not known about it, without chance in claims.

The projection is worked out at points of a cube, one axis for each unknown. Counts of
deaths and accidents are expectations, so that what differs between two points is what
is known at them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from analysis.law.dated import Law
from analysis.law.parameters import load_law
from analysis.model.draws import BLOCK, generator
from analysis.model.enrolment import members_end
from analysis.model.projection import ledgers, money, people
from analysis.model.projection.plan import Plan, Values
from analysis.model.results import Results
from analysis.scenario.regions import region_pack
from analysis.scenario.schema import Scenario
from analysis.study.once import once
from analysis.study.placed import Asked, Key, Placed, Points
from analysis.study.unknowns import (
    GROUPS,
    MONTHS,
    Unknown,
    funded_months,
    group_of,
    reported_wages,
    widened,
    with_months,
)

POINTS = 2048


@dataclass
class Sample:
    """What a scenario gives at P points, by segment S and year Y.

    ``uniform`` (unknown, P). ``bill_idr`` (P, Y): uncut bill of the general APBD,
    ``all_payers_idr`` (P, Y) of all payers. ``base_idr`` and ``ceiling_idr`` (P, Y) are
    None where the scenario gives none; NaN = no ceiling in that year. ``members_end``
    (after the ceiling) and ``eligible`` (P, S, Y) people. With claims, expected:
    ``benefit_idr``, what the year's deaths and accidents will cost the fund, and
    ``deaths`` (P, S, Y); ``contributions_idr`` of all payers after the ceiling and
    ``fund_result_idr``, contributions less levy and benefits, (P, Y).
    """

    years: range
    uniform: np.ndarray
    bill_idr: np.ndarray
    all_payers_idr: np.ndarray
    base_idr: np.ndarray | None
    ceiling_idr: np.ndarray | None
    members_end: np.ndarray
    eligible: np.ndarray
    benefit_idr: np.ndarray | None = None
    deaths: np.ndarray | None = None
    contributions_idr: np.ndarray | None = None
    fund_result_idr: np.ndarray | None = None


class Ensemble:
    """A widened scenario as a function of its unknowns.

    ``unknowns``: those that the projection asks for and that vary, in the order of
    ``GROUPS``. ``memo`` keeps life tables and the like from one ensemble to the next.
    With ``months`` the number of funded months varies too where it is marked with a
    range: how many there will be is decided, so it belongs to what is asked, not to the
    band of a bill.
    """

    def __init__(
        self,
        scenario: Scenario,
        law: Law | None = None,
        *,
        memo: dict | None = None,
        months: bool = False,
    ) -> None:
        self.scenario = widened(scenario)
        law = law or load_law(scenario.law.variant, scenario.law.overrides)
        region = region_pack(scenario.region)
        self._plan_of = partial(
            Plan, law=law, region=region, memo={} if memo is None else memo
        )
        self._wages = reported_wages(self.scenario)
        self._months = funded_months(scenario) if months else {}
        self._held = _held(self._plan_of(scenario))
        self._variants: dict[tuple[int, ...], tuple[Plan, people.People]] = {}
        self.unknowns = self._asked()
        self._group = partial(group_of, scenario=self.scenario)

    @property
    def has_months(self) -> bool:
        """Say whether the number of funded months varies."""
        return bool(self._months)

    def _asked(self) -> tuple[Unknown, ...]:
        asked, plan = Asked(self._wages), self._plan_of(self.scenario)
        _run(plan, asked, people.uncut(plan, asked), claims=True)
        keys = [*asked.uncertain, *(MONTHS.format(slug) for slug in self._months)]
        by_group: dict[str, list[str]] = {group: [] for group in GROUPS}
        for key in dict.fromkeys(keys):
            by_group[group_of(key, self.scenario)].append(key)
        found = by_group.items()
        return tuple(Unknown(group, tuple(held)) for group, held in found if held)

    def at(
        self, uniform: np.ndarray, *, claims: bool = False, alike: bool = False
    ) -> Sample:
        """Return the results at points, numbers from 0 to 1 (unknown, point).

        NaN: every input of that unknown as the scenario holds it. The first input of an
        unknown takes its number, counts of people all take the same; each further input
        and year takes a number that is worked out from it and spreads as evenly, or,
        with ``alike``, the same one. Raises ValueError for another shape.
        """
        uniform = np.asarray(uniform, dtype=float)
        if uniform.ndim != 2 or len(uniform) != len(self.unknowns):
            raise ValueError(
                f"points are {uniform.shape}: give ({len(self.unknowns)}, points)"
            )
        found: dict[str, np.ndarray | None] = {}
        for months, rows in self._blocks(uniform, alike):
            part = self._part(months, self._points(uniform[:, rows], alike), claims)
            _fill(found, part, rows, uniform.shape[1])
        years = self._plan_of(self.scenario).years
        return Sample(years=years, uniform=uniform, **found)

    def sample(self, points: int, *, claims: bool = False) -> Sample:
        """Return the results at scrambled points of Sobol, seeded by the scenario.

        ``points``: a power of two. An unknown has the same numbers in every scenario of
        a region with the same seed, so that differences between scenarios are theirs.
        """
        cube = self._cube(points)
        rows = [cube[unknown.name] for unknown in self.unknowns]
        return self.at(np.array(rows).reshape(-1, points), claims=claims)

    def values(self, points: int) -> Placed:
        """Return what a variant of the scenario asks for at the points of a sample.

        ``points`` as in :meth:`sample`; inputs that only the variant asks for vary too.
        """
        first = {one.name: one.keys[0] for one in self.unknowns}
        placed = Points(self._cube(points), first, self._group)
        return Placed(placed, self._held, self._wages)

    def _cube(self, points: int) -> dict[str, np.ndarray]:
        from scipy.stats import qmc

        rng = generator(self.scenario.seed, self.scenario.region, "ensemble")
        cube = qmc.Sobol(len(GROUPS), rng=rng).random(points).T
        return dict(zip(GROUPS, cube, strict=True))

    def _points(self, uniform: np.ndarray, alike: bool) -> Points:
        names = [one.name for one in self.unknowns]
        first = {one.name: one.keys[0] for one in self.unknowns}
        rows = dict(zip(names, uniform, strict=True))
        return Points(rows, first, self._group, alike)

    def _blocks(
        self, uniform: np.ndarray, alike: bool
    ) -> Iterator[tuple[tuple[int, ...], np.ndarray]]:
        """Yield funded months, where they vary, and the points that have them."""
        points = self._points(uniform, alike)
        drawn = np.empty((len(self._months), uniform.shape[1]), dtype=int)
        for row, (slug, (low, high)) in enumerate(self._months.items()):
            number = points.of(MONTHS.format(slug))
            count = low + (np.nan_to_num(number) * (high - low + 1)).astype(int)
            held = self.scenario.segments[slug].months
            drawn[row] = np.where(
                np.isnan(number), held.last - held.first + 1, np.minimum(count, high)
            )
        kinds, which = np.unique(drawn, axis=1, return_inverse=True)
        for number, months in enumerate(kinds.T):
            rows = np.flatnonzero(which.ravel() == number)
            for first in range(0, len(rows), BLOCK):
                yield tuple(map(int, months)), rows[first : first + BLOCK]

    def _part(
        self, months: tuple[int, ...], points: Points, claims: bool
    ) -> dict[str, np.ndarray | None]:
        if months not in self._variants:
            counts = dict(zip(self._months, months, strict=True))
            plan = self._plan_of(with_months(self.scenario, counts))
            self._variants[months] = plan, people.uncut(plan, Values())
        plan, central = self._variants[months]
        values = Placed(points, self._held, self._wages)
        uncut = people.uncut(plan, values, known=central)
        return _run(plan, values, uncut, claims=claims)


def _held(plan: Plan) -> dict[Key, object]:
    """Return the central value of all the model asks for, by name and year."""
    asked = Asked({})
    _run(plan, asked, people.uncut(plan, asked), claims=True)
    for slug, segment in plan.scenario.segments.items():
        asked.central[f"segments.{slug}.members", ""] = segment.members.central
    return asked.central


def _run(
    plan: Plan, values: Values, uncut: people.People, *, claims: bool
) -> dict[str, np.ndarray | None]:
    """Return the fields of a sample, one point where nothing varies."""
    paid = money.pay(plan, values, uncut)
    found = {
        "bill_idr": paid.uncut_apbd,
        "all_payers_idr": paid.uncut_bill.sum((1, 2)),
        "base_idr": paid.base,
        "ceiling_idr": paid.ceiling,
        "members_end": members_end(*paid.listed(uncut, plan)),
        "eligible": uncut.eligible,
    }
    if claims:
        found |= _claims(ledgers.keep(plan, values, uncut, paid, None), paid)
    return found


def _claims(kept: ledgers.Ledgers, paid: money.Money) -> dict[str, np.ndarray]:
    benefit = sum(one.expected_idr for one in kept.accounts.values())
    paid_in = paid.paid.sum((1, 2, 3))
    levied = paid_in * (1 - kept.levy_share[:, 0])
    return {
        "benefit_idr": benefit,
        "deaths": kept.claims.deaths + kept.claims.work_deaths,
        "contributions_idr": paid_in,
        "fund_result_idr": levied - benefit.sum(1),
    }


def _fill(
    found: dict[str, np.ndarray | None],
    part: dict[str, np.ndarray | None],
    rows: np.ndarray,
    points: int,
) -> None:
    """Put the results of some points where they belong."""
    for name, values in part.items():
        if values is None:
            found[name] = None
        else:
            shape = (points, *values.shape[1:])
            found.setdefault(name, np.empty(shape))[rows] = values


@once
def ensemble(results: Results) -> Ensemble:
    """Return the ensemble of a run."""
    return Ensemble(results.scenario, results.law)


@once
def sample(results: Results) -> Sample:
    """Return the sample of a run that its studies share, claims where the run has."""
    return ensemble(results).sample(POINTS, claims=not results.rates.empty)


@once
def asked(results: Results) -> Ensemble:
    """Return the ensemble that funded months belong to, where marked with a range."""
    if not funded_months(results.scenario):
        return ensemble(results)
    return Ensemble(results.scenario, results.law, months=True)


@once
def asked_sample(results: Results) -> Sample:
    """Return the sample of :func:`asked`, claims included."""
    found = asked(results)
    if found is ensemble(results):
        return sample(results)
    return found.sample(POINTS, claims=True)
