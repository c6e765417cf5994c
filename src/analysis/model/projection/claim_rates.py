"""Rates, shares and rupiah of claims, from the plan and the law of its years."""

from __future__ import annotations

import numpy as np

from analysis.model import claims
from analysis.model.claims import accident
from analysis.model.projection import rates
from analysis.model.projection.exposure import Exposure
from analysis.model.projection.plan import Plan, Values


def common(plan: Plan, values: Values, name: str) -> np.ndarray:
    """Return an assumption common to all segments and regions, (draw, 1, year).

    The value of each December. One that changes by date keeps its place in the range:
    one random number.
    """

    def found() -> np.ndarray:
        dated = [plan.law.quantity(name, month) for month in decembers(plan)]
        numbers = {
            one: values.national(one, f"claims.{name}") for one in dict.fromkeys(dated)
        }
        by_year = [numbers[one].astype(np.float64) for one in dated]
        by_draw = np.stack(np.broadcast_arrays(*by_year))  # draws last in memory
        return by_draw.T[:, None]

    return values.once(("common", plan.law.hash, plan.years, name), found)


def decembers(plan: Plan) -> list[str]:
    """Return the months whose law yearly amounts are taken from."""
    return [f"{year}-12" for year in plan.years]


def claim_rates(
    plan: Plan,
    values: Values,
    *,
    death_rate_y: np.ndarray,
    seen: Exposure,
) -> claims.ClaimRates:
    """Return all that turns exposure into claims."""
    wage = wages(plan, values)
    names = ("death_share", "disability_share", "total_disability_share")
    shares = {name: common(plan, values, f"jkk_{name}") for name in names}
    first = plan.months[0]
    return claims.ClaimRates(
        death_rate_y=death_rate_y,
        full_benefit_idr=seen.full_benefit_idr,
        early_benefit_idr=seen.early_benefit_idr,
        qualifying_share=seen.qualifying_share,
        accident_rate_y=accident_rates(plan, values, plan.wage_based),
        **shares,
        care_idr=care(plan, values, wage),
        work_death_idr=work_death(plan, wage),
        disability_idr=disability(plan, values, wage, shares["total_disability_share"]),
        cost_cv=float(plan.law.value("jkk_cost_cv", first)),
        disability_cv=float(plan.law.value("jkk_disability_cv", first)),
    )


def wages(plan: Plan, values: Values) -> np.ndarray:
    """Return the wage JKK benefits rest on, rupiah a month, (draw, segment, year).

    The reported one of PU segments, the base of the lowest contribution of BPU ones.
    """
    base = _yearly(plan, "bpu_wage_base_idr_m")[:, 0]
    rows = [
        rates.wage(plan, values, slug).astype(np.float64) if is_share else base
        for slug, is_share in zip(plan.slugs, plan.wage_based, strict=True)
    ]
    return np.stack(np.broadcast_arrays(*rows), axis=1)


def _yearly(plan: Plan, name: str) -> np.ndarray:
    """Return a law value of each December, (1, 1, year)."""
    first = plan.law.parameter(name).entries[0].from_month  # not known before: as then
    months = [max(month, first) for month in decembers(plan)]
    return np.array([[[float(plan.law.value(name, month)) for month in months]]])


def accident_rates(plan: Plan, values: Values, wage_based: np.ndarray) -> np.ndarray:
    """Return accidents per person-year, (draw, S, year); ``wage_based`` (S,) bool."""
    bpu = common(plan, values, "jkk_incidence_bpu_y")
    pu = common(plan, values, "jkk_incidence_pu_y")
    return np.where(wage_based[None, :, None], pu, bpu)


def care(plan: Plan, values: Values, wage: np.ndarray) -> np.ndarray:
    """Return treatment, transport and lost wage of an accident, (draw, S, year)."""
    lost = accident.incapacity_idr(
        common(plan, values, "jkk_incapacity_months"),
        wage,
        _yearly(plan, "jkk_incapacity_full_months"),
        _yearly(plan, "jkk_incapacity_later_share"),
    )
    return accident.care_and_wages_idr(common(plan, values, "jkk_care_idr"), lost)


def work_death(plan: Plan, wage: np.ndarray) -> np.ndarray:
    """Return the benefit of a death at work without scholarship, (draw, S, year)."""
    fixed = _yearly(plan, "jkk_periodic_idr") + _yearly(plan, "jkk_funeral_idr")
    return accident.work_death_idr(
        wage,
        multiple=_yearly(plan, "jkk_death_wage_multiple"),
        least_idr=_yearly(plan, "jkm_lump_idr"),
        fixed_idr=fixed,
    )


def disability(
    plan: Plan, values: Values, wage: np.ndarray, total_share: np.ndarray
) -> np.ndarray:
    """Return the mean benefit of a disability, (draw, S, year)."""
    return accident.disability_idr(
        wage,
        total_share=total_share,
        degree=common(plan, values, "jkk_disability_degree"),
        partial_multiple=_yearly(plan, "jkk_partial_disability_wage_multiple"),
        total_multiple=_yearly(plan, "jkk_total_disability_wage_multiple"),
        periodic_idr=_yearly(plan, "jkk_periodic_idr"),
    )
