"""The budget base a burden is measured against, and the ceiling on the bill."""

from __future__ import annotations

import numpy as np

from analysis.model.projection.plan import Plan, Values, alike, together
from analysis.model.revenue import base_path
from analysis.units import floor


def base(plan: Plan, values: Values) -> np.ndarray | None:
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
        # what the centre transfers is cut for all regions alike
        size = values.national(shock.size, f"shocks.{number}.size")
        share = values.of(shock.share, f"shocks.{number}.share")
        size, share = together(size, share)
        before = factors.get(shock.year, np.array([plan.one], dtype=object))
        before, factor = together(before, 1 + size * share)
        factors[shock.year] = before * factor
    return factors


def ceiling(plan: Plan, values: Values, base: np.ndarray | None) -> np.ndarray | None:
    """Return the ceiling of each year in whole rupiah, (draw, year), NaN = none."""
    given = plan.scenario.budget.ceiling
    if given is None:
        return None
    if given.share is not None:
        share, amount = together(values.of(given.share, "budget.ceiling.share"), base)
        return floor(share[:, None] * amount).astype(np.float64)
    by_year = []
    current = np.array([np.nan])
    for year in range(min([*given.idr, plan.years.start]), plan.years.stop):
        if year in given.idr:
            amount = values.of(given.idr[year], "budget.ceiling.idr", year)
            current = floor(amount).astype(np.float64)
        if year in plan.years:
            by_year.append(current)
    return np.stack(np.broadcast_arrays(*by_year), axis=1)
