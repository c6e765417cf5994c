"""What a head costs a month: flat tariffs, and shares of a reported wage."""

from __future__ import annotations

import numpy as np

from analysis.model.projection.plan import Plan, Values, together
from analysis.model.revenue import wage_path


def tariff(plan: Plan, values: Values, draws: int) -> np.ndarray:
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
