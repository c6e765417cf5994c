"""Money of all segments: tariffs, base, ceiling, cuts and who pays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analysis.model import bill
from analysis.model.projection.people import People
from analysis.model.projection.plan import Plan, Values, alike, together
from analysis.model.revenue import base_path, wage_path
from analysis.units import floor

NO_CEILING = 2**62


@dataclass(frozen=True)
class Money:
    """A year's money. Axes: draw, segment S, programme 2, year Y, funder F + 1.

    ``people`` (draw, S, Y, 12) and ``funded`` (draw or 1, S, Y, 12) are those left
    after the ceiling; ``bill`` (draw, S, 2, Y) their bill and ``paid`` (draw, F + 1, S,
    2, Y) who pays it, the general APBD last. ``uncut_bill`` (draw, S, 2, Y) and
    ``uncut_apbd`` (draw, Y) are before the ceiling, ``full_year_bill`` (draw, Y) is the
    largest month's people at every month's tariff. ``base`` and ``ceiling`` (draw, Y)
    are None where the scenario gives none; ceiling is NaN in years without one.
    """

    people: np.ndarray
    funded: np.ndarray
    bill: np.ndarray
    paid: np.ndarray
    uncut_bill: np.ndarray
    uncut_apbd: np.ndarray
    full_year_bill: np.ndarray
    base: np.ndarray | None
    ceiling: np.ndarray | None


def pay(plan: Plan, values: Values, uncut: People) -> Money:
    """Return the bill of ``uncut`` people, cut to the ceiling (steps 5 to 7)."""
    tariff = _tariff(plan, values, uncut.people.shape[0])
    base = _base(plan, values)
    ceiling = _ceiling(plan, values, base)
    funders = _Funders(plan, values)
    uncut_bill = _bill(uncut.people, tariff)
    uncut_apbd = funders.allocate(uncut_bill)[:, -1].sum(1)
    people, funded, after = uncut.people, plan.funded[None], uncut_bill
    if ceiling is not None:
        limit = np.where(np.isnan(ceiling), NO_CEILING, ceiling).astype(np.int64)
        people, funded = _cut(
            plan,
            uncut,
            tariff=tariff,
            funders=funders,
            limit=limit,
            uncut_apbd=uncut_apbd,
        )
        after = uncut_bill if people is uncut.people else _bill(people, tariff)
    return Money(
        people=people,
        funded=funded,
        bill=after,
        paid=funders.split(after),
        uncut_bill=uncut_bill,
        uncut_apbd=uncut_apbd,
        full_year_bill=_full_year_bill(uncut.people, tariff),
        base=base,
        ceiling=ceiling,
    )


def _bill(people: np.ndarray, tariff: np.ndarray) -> np.ndarray:
    return bill.monthly_bill(people[:, :, None], tariff).sum(-1)


def _full_year_bill(people: np.ndarray, tariff: np.ndarray) -> np.ndarray:
    largest = people.max(-1, keepdims=True)
    return _bill(np.broadcast_to(largest, people.shape), tariff).sum((1, 2))


def _tariff(plan: Plan, values: Values, draws: int) -> np.ndarray:
    """Return rupiah per head and month, (draw or 1, S, 2, Y, 12)."""
    unit = plan.unit_tariff[None]
    if not plan.wage_based.any():
        return _lean(unit, draws)
    wages = [_wage(plan, values, slug) for slug in plan.slugs]
    wages = together(*wages)
    rows = max(wage.shape[0] for wage in wages)
    wide = [np.broadcast_to(wage, (rows, len(plan.years))) for wage in wages]
    wage = np.stack(wide, axis=1)[:, :, None, :, None]
    if wage.dtype != object:
        unit = unit.astype(np.float64)
    return _lean(unit * wage, draws)


def _lean(tariff: np.ndarray, draws: int) -> np.ndarray:
    """Return whole rupiah as integers, and floats where many draws share a tariff."""
    if tariff.dtype == object:
        if all(amount.denominator == 1 for amount in tariff.flat):
            return tariff.astype(np.int64)
        if draws > 1:
            return tariff.astype(np.float64)
    return tariff


def _wage(plan: Plan, values: Values, slug: str) -> np.ndarray:
    """Return the reported wage a month, (draw, year); 1 for flat-rate segments."""
    choice = plan.scenario.segments[slug].tariff
    if choice.kind != "pu":
        return np.full((1, len(plan.years)), plan.one, dtype=object)
    if choice.reported_wage != "umk":
        wage = values.of(choice.reported_wage, f"segments.{slug}.tariff.reported_wage")
        return np.repeat(wage[:, None], len(plan.years), axis=1)
    known = plan.region.minimum_wage_idr_m
    growth = plan.scenario.wage_growth_y
    grown = range(min(known), plan.years.stop)
    by_year = {year: values.of(growth, "wage_growth_y", year) for year in grown}
    return wage_path(known, plan.years, by_year)


def _base(plan: Plan, values: Values) -> np.ndarray | None:
    """Return the budget base of each year, (draw, year)."""
    budget = plan.scenario.budget
    if not budget.base_idr:
        return None
    given = {
        year: values.of(amount, "budget.base_idr", year)
        for year, amount in budget.base_idr.items()
        if year < plan.years.stop
    }
    span = range(min(given), plan.years.stop)
    growth = {y: values.of(budget.growth_y, "budget.growth_y", y) for y in span}
    given, growth, cuts = alike(given, growth, _cut_factors(plan, values))
    return base_path(given, plan.years, growth_y=growth, cut_factor=cuts)


def _cut_factors(plan: Plan, values: Values) -> dict[int, np.ndarray]:
    factors: dict[int, np.ndarray] = {}
    for number, shock in enumerate(plan.scenario.shocks):
        size = values.of(shock.size, f"shocks.{number}.size")
        share = values.of(shock.share, f"shocks.{number}.share")
        size, share = together(size, share)
        before = factors.get(shock.year, np.array([plan.one], dtype=object))
        before, factor = together(before, 1 + size * share)
        factors[shock.year] = before * factor
    return factors


def _ceiling(plan: Plan, values: Values, base: np.ndarray | None) -> np.ndarray | None:
    """Return the ceiling of each year in whole rupiah, (draw, year), NaN = none."""
    ceiling = plan.scenario.budget.ceiling
    if ceiling is None:
        return None
    if ceiling.share is not None:
        share, amount = together(values.of(ceiling.share, "budget.ceiling.share"), base)
        return floor(share[:, None] * amount).astype(np.float64)
    by_year = []
    current = np.array([np.nan])
    for year in range(min([*ceiling.idr, plan.years.start]), plan.years.stop):
        if year in ceiling.idr:
            amount = values.of(ceiling.idr[year], "budget.ceiling.idr", year)
            current = floor(amount).astype(np.float64)
        if year in plan.years:
            by_year.append(current)
    return np.stack(np.broadcast_arrays(*by_year), axis=1)


class _Funders:
    """The payers other than the general APBD, in order, and what they may pay."""

    def __init__(self, plan: Plan, values: Values) -> None:
        listed = plan.other_funders
        self.serves = np.array(
            [
                [not f.segments or slug in f.segments for slug in plan.slugs]
                for f in listed
            ]
        ).reshape(len(listed), len(plan.slugs))
        self.ceilings = [
            None
            if funder.ceiling_idr_y is None
            else floor(values.of(funder.ceiling_idr_y, f"funding.{number}.ceiling"))
            for number, funder in enumerate(listed)
        ]
        self.draws = max([1, *(len(c) for c in self.ceilings if c is not None)])

    def allocate(self, bill_y: np.ndarray) -> np.ndarray:
        """Return (draw, F + 1, S, Y) from a bill (draw, S, 2, Y)."""
        total = bill_y.sum(2)
        draws = max(total.shape[0], self.draws)
        years = total.shape[-1]
        rows = np.broadcast_to(total, (draws, *total.shape[1:]))
        rows = np.moveaxis(rows, -1, 1).reshape(draws * years, -1)
        ceilings = [
            self._by_row(c, np.repeat(np.arange(draws), years)) for c in self.ceilings
        ]
        paid = bill.allocate(rows, ceilings, self.serves)
        paid = paid.reshape(draws, years, *paid.shape[1:])
        return np.moveaxis(paid, 1, -1)

    def split(self, bill_y: np.ndarray) -> np.ndarray:
        """Return payments by programme, (draw, F + 1, S, 2, Y)."""
        paid = self.allocate(bill_y)
        draws, years = paid.shape[0], paid.shape[-1]
        if not self.ceilings:
            return np.broadcast_to(bill_y, (draws, *bill_y.shape[1:]))[:, None]
        wide = np.broadcast_to(bill_y, (draws, *bill_y.shape[1:]))
        rows = np.moveaxis(paid, -1, 1).reshape(draws * years, *paid.shape[1:3])
        bills = np.moveaxis(wide, -1, 1).reshape(draws * years, *wide.shape[1:3])
        parts = bill.split_by_programme(rows, bills)
        return np.moveaxis(parts.reshape(draws, years, *parts.shape[1:]), 1, -1)

    def rest(self, draw: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
        """Return the function (row, S) bill -> (row, S) paid by the general APBD."""
        ceilings = [self._by_row(ceiling, draw) for ceiling in self.ceilings]
        return lambda rows: bill.allocate(rows, ceilings, self.serves)[:, -1]

    @staticmethod
    def _by_row(ceiling: np.ndarray | None, draw: np.ndarray) -> np.ndarray | None:
        return None if ceiling is None else ceiling[np.minimum(draw, len(ceiling) - 1)]


def _cut(
    plan: Plan,
    uncut: People,
    *,
    tariff: np.ndarray,
    funders: _Funders,
    limit: np.ndarray,
    uncut_apbd: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return people and funded months after the ceiling."""
    over = uncut_apbd > limit
    draw, year = np.nonzero(over)
    if limit.shape[0] == 1 and len(draw) == 0:
        return uncut.people, plan.funded[None]
    draws = over.shape[0]
    people = np.array(np.broadcast_to(uncut.people, (draws, *uncut.people.shape[1:])))
    funded = np.array(np.broadcast_to(plan.funded, people.shape))
    rows = people[draw, :, year]
    rates = tariff[np.minimum(draw, tariff.shape[0] - 1), :, :, year]
    limits = np.broadcast_to(limit, over.shape)[draw, year]
    cut = _Cutter(rows, rates, limits, funders.rest(draw))
    rule = plan.scenario.budget.when_short
    if rule == "months":
        rows, kept = cut.months()
        funded[draw, :, year] &= kept[:, None]
    else:
        rows = cut.priority(plan.priority) if rule == "priority" else cut.heads()
    people[draw, :, year] = rows
    return people, funded


class _Cutter:
    """The years that do not fit, a row each, and the three ways to make them fit."""

    def __init__(
        self,
        people: np.ndarray,
        tariff: np.ndarray,
        limit: np.ndarray,
        rest: Callable[[np.ndarray], np.ndarray],
    ) -> None:
        self._people, self._tariff = people, tariff
        self._limit, self._rest = limit, rest
        first, self._run = bill.distinct_months(people, tariff)
        self._few, self._few_tariff = people[..., first], tariff[..., first]
        self._times = np.bincount(self._run)

    def _apbd(self, few: np.ndarray) -> np.ndarray:
        bills = bill.yearly_bill(few, self._few_tariff, self._times)
        return self._rest(bills.sum(-1))

    def _fits(self, few: np.ndarray) -> np.ndarray:
        return self._apbd(few).sum(1) <= self._limit

    def heads(self) -> np.ndarray:
        """Return people cut by one share for all segments the APBD pays for."""
        in_scope = self._apbd(self._few) > 0
        return bill.cut_heads(self._few, in_scope, self._fits)[..., self._run]

    def priority(self, order: list[int]) -> np.ndarray:
        """Return people filled in ``order``."""
        return bill.cut_priority(self._few, order, self._fits)[..., self._run]

    def months(self) -> tuple[np.ndarray, np.ndarray]:
        """Return people and months left after dropping the last months."""

        def fits(people: np.ndarray) -> np.ndarray:
            bills = bill.yearly_bill(people, self._tariff)
            return self._rest(bills.sum(-1)).sum(1) <= self._limit

        return bill.cut_months(self._people, fits)
