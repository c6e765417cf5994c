"""How many die: life tables by period, ages of groups, selection by duration."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd

from analysis.law.segments import Profile
from analysis.model import claims
from analysis.model.claims import life_table
from analysis.model.projection.claim_rates import common
from analysis.model.projection.plan import Plan, Values
from analysis.quantity import Quantity


def death_rates(plan: Plan, values: Values, first_year_share: np.ndarray) -> np.ndarray:
    """Return population mortality x selection, (draw, segment, year)::

        q x selection x (1 + (f - 1) e)

    ``first_year_share``: e, the share of months in the first year of cover.
    """
    selection = [_selection(plan, values, slug) for slug in plan.slugs]
    group = np.stack(np.broadcast_arrays(*selection))[:, None]
    factor = common(plan, values, "selection_first_year_factor") - 1
    by_duration = np.moveaxis(factor * first_year_share, 0, -1)  # draws last in memory
    rate = np.multiply(by_duration + 1, population_rates(plan)[..., None], order="C")
    return np.moveaxis(rate * group, -1, 0)


def _selection(plan: Plan, values: Values, slug: str) -> np.ndarray:
    """Return the selection of a group: mean x parts of nation, place and group.

    The mean is not known better than the ten groups it was estimated from, and that is
    one number for Indonesia. What makes groups differ (age, claiming, reporting) is
    partly common to a place, so cutting the same people into more groups must not
    narrow the range.
    """
    whole = plan.law.quantity("selection_factor", plan.months[0])
    if whole.kind != "gamma":
        return values.of(whole, "claims.selection").astype(np.float64)
    mean, sd = (float(number) for number in whole.numbers)
    national, place = (
        float(plan.law.value(f"selection_{of}_share", plan.months[0]))
        for of in ("national", "shared")
    )
    nation_cv, rest_cv = claims.shared_and_own_cv(sd / mean, national)
    place_cv, own_cv = claims.shared_and_own_cv(rest_cv, place)
    parts = (
        (place_cv, values.of, "claims.selection"),
        (nation_cv, values.national, "claims.selection_mean"),
        (own_cv, values.of, f"claims.{slug}.selection"),
    )
    for cv, drawn, name in parts:
        if cv > 0:
            part = Quantity("gamma", (Fraction(1), Fraction(cv)))
            mean = mean * drawn(part, name).astype(np.float64)
    return np.atleast_1d(mean)


def population_rates(plan: Plan) -> np.ndarray:
    """Return the life-table deaths per person-year of each profile, (segment, year)."""
    periods = [mortality_period(plan, year) for year in plan.years]
    groups = [ages(plan, slug) for slug in plan.slugs]
    return np.array(
        [[_population_rate(plan, group, one) for one in periods] for group in groups]
    )


def _population_rate(plan: Plan, group: Group, period: str) -> float:
    key = ("death rate", period, *group)
    if key not in plan.memo:
        table = mortality_table(plan, period)
        plan.memo[key] = life_table.group_rate_y(table, *group)
    return plan.memo[key]


Group = tuple[tuple[life_table.Band, ...], float]  # bands of ages, share of men


def ages(plan: Plan, slug: str) -> Group:
    """Return the bands of ages of a segment and its share of men."""
    return ages_of(plan.profile(slug))


def ages_of(profile: Profile) -> Group:
    """Return the bands of ages and the share of men of a profile."""
    bands = tuple(tuple(map(float, band)) for band in profile.bands)
    return bands, float(profile.male_share.central)


def mortality_period(plan: Plan, year: int) -> str:
    """Return the period of the life table that holds in January of ``year``."""
    return plan.law.text("mortality_period", f"{year}-01")


def mortality_table(plan: Plan, period: str) -> life_table.LifeTable:
    """Return the life table of a period by single year of age."""
    key = ("life table", period)
    if key not in plan.memo:
        region = plan.region
        plan.memo[key] = table_of(region.mortality, region.population_weights, period)
    return plan.memo[key]


def table_of(
    mortality: pd.DataFrame, people: pd.DataFrame, period: str
) -> life_table.LifeTable:
    """Return the life table of a period; people of the year nearest to its middle.

    ``mortality`` and ``people``: all periods and years; of two years as near the
    earlier one.
    """
    middle = sum(map(int, period.split("-"))) / 2
    years = people["year"].astype(int)
    nearest = min(sorted(set(years)), key=lambda year: abs(year - middle))
    return life_table.graduated(
        mortality[mortality["period"] == period], people[years == nearest]
    )


def middle_year(period: str) -> int:
    """Return the middle year of a period: 2027 of ``"2025-2030"``."""
    return sum(map(int, period.split("-"))) // 2
