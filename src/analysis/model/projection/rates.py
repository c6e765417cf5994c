"""What a head costs a month: flat tariffs, and shares of a reported wage."""

from __future__ import annotations

import numpy as np

from analysis.model.projection.plan import Plan, Values, together
from analysis.model.revenue import wage_path


def tariff(plan: Plan, values: Values, draws: int) -> np.ndarray:
    """Return rupiah per head and month, (draw or 1, S, 2, Y, turn)."""
    unit = plan.few(plan.unit_tariff)[None]
    if not plan.wage_based.any():
        return lean(unit, draws)
    wages = [
        wage(plan, values, slug) if plan.wage_based[index] else _flat(plan)
        for index, slug in enumerate(plan.slugs)
    ]
    wages = together(*wages)
    rows = max(one.shape[0] for one in wages)
    wide = [np.broadcast_to(one, (rows, len(plan.years))) for one in wages]
    reported = np.stack(wide, axis=1)[:, :, None, :, None]
    if reported.dtype != object:
        unit = unit.astype(np.float64)
    return lean(unit * reported, draws)


def lean(tariff: np.ndarray, draws: int) -> np.ndarray:
    """Return whole rupiah as integers, and floats where many draws share a tariff."""
    if tariff.dtype == object:
        if all(amount.denominator == 1 for amount in tariff.flat):
            return tariff.astype(np.int64)
        if draws > 1:
            return tariff.astype(np.float64)
    return tariff


def _flat(plan: Plan) -> np.ndarray:
    return np.full((1, len(plan.years)), plan.one, dtype=object)


def wage(
    plan: Plan, values: Values, slug: str, *, else_minimum: bool = False
) -> np.ndarray | None:
    """Return the reported wage of a PU segment a month, (draw, year).

    ``else_minimum``: the minimum wage for other segments, None where none is known.
    """
    choice = plan.scenario.segments[slug].tariff
    name = f"segments.{slug}.tariff.reported_wage"
    if choice.kind == "pu" and choice.reported_wage != "umk":
        given = values.of(choice.reported_wage, name)
        return np.repeat(given[:, None], len(plan.years), axis=1)
    known = plan.region.minimum_wage_idr_m
    if else_minimum and (not known or min(known) > plan.years.start):
        return None
    growth = plan.scenario.wage_growth_y
    grown = range(min(known), plan.years.stop)
    by_year = {year: values.of(growth, "wage_growth_y", year) for year in grown}
    path, share = together(
        wage_path(known, plan.years, by_year), values.reported_share(name)
    )
    return path * share[:, None]
