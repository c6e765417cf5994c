"""Claims of all segments: the fund pays them, households receive them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from analysis.model import claims
from analysis.model.draws import Stream
from analysis.model.projection import exposure
from analysis.model.projection.money import Money
from analysis.model.projection.people import People
from analysis.model.projection.plan import Plan, Values
from analysis.quantity import Quantity


@dataclass(frozen=True)
class Ledgers:
    """Paid-up and entitled people by month, and the claims on them.

    ``active`` and ``entitled`` (draw, segment, year, month); ``early_m`` (draw,
    segment, year) member-months within the waiting months.
    """

    active: np.ndarray
    entitled: np.ndarray
    early_m: np.ndarray
    claims: claims.Claims
    rates: claims.ClaimRates

    @property
    def active_m(self) -> np.ndarray:
        """Return paid-up member-months, (draw, segment, year)."""
        return self.active.sum(-1)

    @property
    def exposure_m(self) -> np.ndarray:
        """Return member-months entitled to claims, (draw, segment, year)."""
        return self.entitled.sum(-1)


def keep(
    plan: Plan, values: Values, people: People, money: Money, stream: Stream | None
) -> Ledgers:
    """Return exposure and claims after all cuts; with ``stream`` claims are drawn."""
    active, entitled = exposure.rhythm(plan, people, money)
    tenures = exposure.Tenures(plan, values, people, money)
    recent = exposure.recent(plan, values, money, tenures)
    early = np.minimum(recent, entitled)
    long = exposure.long(plan, money, tenures)
    rates = _rates(plan, values, entitled, early, long)
    exposure_m, early_m = entitled.sum(-1), early.sum(-1)
    if stream is None:
        outcome = claims.expected(exposure_m, early_m, rates)
    else:
        chance = _Chance(plan, stream)
        cost_cv = float(plan.law.quantity("jkk_cost_cv", plan.months[0]).central)
        outcome = claims.simulated(
            exposure_m, early_m, rates, chance=chance, cost_cv=cost_cv
        )
    return Ledgers(active, entitled, early_m, outcome, rates)


_Draw = Callable[[np.random.Generator, np.ndarray], np.ndarray]


class _Chance:
    """Random numbers of claims: a stream per segment, year and kind of event."""

    def __init__(self, plan: Plan, stream: Stream) -> None:
        self._plan, self._stream = plan, stream

    def count(self, kind: str, mean: np.ndarray) -> np.ndarray:
        """Return Poisson counts, (draw, segment, year)."""
        return self._each(kind, mean, lambda rng, one: rng.poisson(one))

    def gamma(self, kind: str, shape: np.ndarray) -> np.ndarray:
        """Return standard gamma numbers, (draw, segment, year)."""
        return self._each(kind, shape, lambda rng, one: rng.standard_gamma(one))

    def _each(self, kind: str, parameter: np.ndarray, draw: _Draw) -> np.ndarray:
        size = self._stream.size
        result = np.empty((size, *parameter.shape[1:]))
        for s, slug in enumerate(self._plan.slugs):
            for y, year in enumerate(self._plan.years):
                rng = self._stream.of(f"claims.{slug}.{kind}", year)
                one = np.broadcast_to(parameter[:, s, y], (size,))
                result[:, s, y] = draw(rng, one)
        return result


def _rates(
    plan: Plan,
    values: Values,
    entitled: np.ndarray,
    early: np.ndarray,
    long: exposure.Long,
) -> claims.ClaimRates:
    full, reduced = plan.monthly("jkm_death_idr"), plan.monthly("jkm_early_death_idr")
    present = _common(plan, values, "tenure_36_months_share")
    lasts = [plan.law.quantity("scholarship_years", f"{y}-12") for y in plan.years]
    return claims.ClaimRates(
        death_rate_y=_death_rates(plan, values),
        accident_rate_y=_accident_rates(plan, values),
        full_benefit_idr=claims.weighted_benefit(full, entitled - early),
        early_benefit_idr=claims.weighted_benefit(reduced, early),
        accident_cost_idr=_common(plan, values, "jkk_cost_per_case_idr"),
        qualifying_share=long.sure + long.if_present * present,
        award_idr=_common(plan, values, "scholarship_award_idr"),
        scholarship_years=[int(quantity.central) for quantity in lasts],
    )


def _common(plan: Plan, values: Values, name: str) -> np.ndarray:
    """Return an assumption common to all segments, (draw, 1, year).

    A value that changes by date keeps its place in the range: one random number.
    """
    dated = [plan.law.quantity(name, f"{year}-12") for year in plan.years]
    numbers = {one: values.of(one, f"claims.{name}") for one in dict.fromkeys(dated)}
    by_year = [numbers[one].astype(np.float64) for one in dated]
    return np.stack(np.broadcast_arrays(*by_year), axis=1)[:, None, :]


def _accident_rates(plan: Plan, values: Values) -> np.ndarray:
    bpu = _common(plan, values, "jkk_incidence_bpu_y")
    pu = _common(plan, values, "jkk_incidence_pu_y")
    return np.where(plan.wage_based[None, :, None], pu, bpu)  # (draw, S, year)


def _death_rates(plan: Plan, values: Values) -> np.ndarray:
    """Return population mortality x selection, (draw, segment, year)."""
    selection = [_selection(plan, values, slug) for slug in plan.slugs]
    factor = np.stack(np.broadcast_arrays(*selection), axis=1)
    return factor[:, :, None] * population_rates(plan)[None]


def _selection(plan: Plan, values: Values, slug: str) -> np.ndarray:
    """Return the selection of a group: mean x what its place shares x its own part.

    What makes groups differ (age, claiming, reporting) is partly common to a place, so
    cutting the same people into more groups must not narrow the range.
    """
    whole = plan.law.quantity("selection_factor", plan.months[0])
    if whole.kind != "gamma":
        return values.of(whole, "claims.selection").astype(np.float64)
    mean, sd = (float(number) for number in whole.numbers)
    share = float(plan.law.value("selection_shared_share", plan.months[0]))
    names = ("claims.selection", f"claims.{slug}.selection")
    for cv, name in zip(claims.shared_and_own_cv(sd / mean, share), names, strict=True):
        if cv > 0:
            part = Quantity("gamma", (Fraction(1), Fraction(cv)))
            mean = mean * values.of(part, name).astype(np.float64)
    return np.atleast_1d(mean)


def population_rates(plan: Plan) -> np.ndarray:
    """Return the life-table deaths per person-year of each profile, (segment, year)."""
    rates = [
        [_population_rate(plan, slug, year) for year in plan.years]
        for slug in plan.slugs
    ]
    return np.array(rates)


def _population_rate(plan: Plan, slug: str, year: int) -> float:
    profile = plan.law.profile(plan.scenario.segments[slug].profile or slug)
    period = plan.law.text("mortality_period", f"{year}-01")
    key = (period, profile)
    if key not in plan.memo:
        mortality = plan.region.mortality
        plan.memo[key] = claims.death_rate_y(
            mortality[mortality["period"] == period],
            _population(plan, period),
            age_low=float(profile.age_low.central),
            age_high=float(profile.age_high.central),
            male_share=float(profile.male_share.central),
        )
    return plan.memo[key]


def _population(plan: Plan, period: str) -> pd.DataFrame:
    """Return the age weights of the year nearest to the middle of ``period``."""
    table = plan.region.population_weights
    middle = sum(int(year) for year in period.split("-")) / 2
    nearest = min(table["year"].unique(), key=lambda year: abs(int(year) - middle))
    return table[table["year"] == nearest]


def monthly_table(
    plan: Plan, uncut: People, money: Money, ledgers: Ledgers
) -> pd.DataFrame:
    """Return people by segment and month of the central path.

    Columns: segment, month, ``listed`` (planned and past the gate), ``funded`` (paid
    for on time), ``active`` (paid up) and ``entitled`` (to claims).
    """
    by_month = {
        "listed": uncut.people[0],
        "funded": money.people[0],
        "active": ledgers.active[0],
        "entitled": ledgers.entitled[0],
    }
    frame = pd.DataFrame({name: one.reshape(-1) for name, one in by_month.items()})
    frame.insert(0, "segment", np.repeat(plan.slugs, len(plan.months)))
    frame.insert(1, "month", np.tile(plan.months, len(plan.slugs)))
    return frame


def death_rate_table(plan: Plan, ledgers: Ledgers) -> pd.DataFrame:
    """Return the central death rate of each segment in the first year."""
    exposure, early = ledgers.exposure_m[0].sum(-1), ledgers.early_m[0].sum(-1)
    return pd.DataFrame(
        {
            "segment": plan.slugs,
            "population_death_rate_y": population_rates(plan)[:, 0],
            "death_rate_y": ledgers.rates.death_rate_y[0, :, 0],
            "early_share": early / np.maximum(exposure, 1),
        }
    )
