"""Claims of all segments: the fund pays them, households receive them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.model import claims
from analysis.model.claims import delay
from analysis.model.claims.commitments import Commitments, Flow, commitments
from analysis.model.draws import Stream
from analysis.model.projection import awards, exposure, mortality
from analysis.model.projection.claim_rates import claim_rates, common
from analysis.model.projection.exposure import Exposure
from analysis.model.projection.money import Money
from analysis.model.projection.people import People
from analysis.model.projection.plan import Plan, Values


@dataclass(frozen=True)
class Account:
    """What one programme pays and owes; (draw, segment, year), in rupiah.

    ``incurred_idr``: all that the year's events cost; ``paid_idr``: paid in the year;
    ``outstanding_idr``: events not yet paid at its end, scholarships apart;
    ``commitments``: scholarships. ``expected_idr`` and ``expected_pv_idr`` are what is
    to be incurred at the rates of the draw, scholarships at full and at present value.
    """

    incurred_idr: np.ndarray
    paid_idr: np.ndarray
    outstanding_idr: np.ndarray
    commitments: Commitments
    expected_idr: np.ndarray
    expected_pv_idr: np.ndarray


@dataclass(frozen=True)
class Ledgers:
    """What members are exposed to, and the claims on them.

    ``accounts`` by programme; ``levy_share`` (draw, 1, year) of contributions goes to
    the administrator.
    """

    exposure: Exposure
    claims: claims.Claims
    rates: claims.ClaimRates
    accounts: dict[str, Account]
    levy_share: np.ndarray

    @property
    def active_m(self) -> np.ndarray:
        """Return paid-up member-months, (draw, segment, year)."""
        return self.exposure.active_m

    @property
    def exposure_m(self) -> np.ndarray:
        """Return member-months entitled to claims, (draw, segment, year)."""
        return self.exposure.entitled_m

    @property
    def early_m(self) -> np.ndarray:
        """Return member-months within the waiting months, (draw, segment, year)."""
        return self.exposure.early_m


def keep(
    plan: Plan, values: Values, people: People, money: Money, stream: Stream | None
) -> Ledgers:
    """Return exposure and claims after all cuts; with ``stream`` claims are drawn."""
    seen = exposure.yearly(plan, values, people, money)
    died = mortality.death_rates(plan, values, seen.first_year_share)
    rates = claim_rates(plan, values, death_rate_y=died, seen=seen)
    outcome = means = claims.expected(seen.entitled_m, seen.early_m, rates)
    if stream is not None:
        chance = _Chance(plan, stream)
        outcome = claims.simulated(seen.entitled_m, seen.early_m, rates, chance)
    flows = awards.flows(plan, values)
    return Ledgers(
        exposure=seen,
        claims=outcome,
        rates=rates,
        accounts=_accounts(plan, values, outcome, means, flows),
        levy_share=common(plan, values, "operating_levy_share"),
    )


def _accounts(
    plan: Plan,
    values: Values,
    outcome: claims.Claims,
    means: claims.Claims,
    flows: dict[str, Flow],
) -> dict[str, Account]:
    months = common(plan, values, "claim_delay_months")
    discount_y = float(plan.law.quantity("discount_rate_y", plan.months[0]).central)
    found = {}
    for programme, flow in flows.items():
        cost, number = outcome.of(programme)
        later = delay.outstanding(cost, months)
        awarded = commitments(number, flow, discount_y)
        mean_cost, mean_number = means.of(programme)
        total = awarded.award_idr
        found[programme] = Account(
            incurred_idr=cost + number * total,
            paid_idr=delay.paid(cost, later) + awarded.paid_idr,
            outstanding_idr=later,
            commitments=awarded,
            expected_idr=mean_cost + mean_number * total,
            expected_pv_idr=mean_cost + mean_number * awarded.value_idr,
        )
    return found


_Draw = Callable[[np.random.Generator, np.ndarray, int], np.ndarray]


class _Chance:
    """Random numbers of claims: a stream per segment, year and kind of event."""

    def __init__(self, plan: Plan, stream: Stream) -> None:
        self._plan, self._stream = plan, stream

    def count(self, kind: str, mean: np.ndarray) -> np.ndarray:
        """Return Poisson counts, (draw, segment, year)."""
        return self._each(kind, mean, np.random.Generator.poisson)

    def gamma(self, kind: str, shape: np.ndarray) -> np.ndarray:
        """Return standard gamma numbers, (draw, segment, year)."""
        return self._each(kind, shape, np.random.Generator.standard_gamma)

    def _each(self, kind: str, parameter: np.ndarray, draw: _Draw) -> np.ndarray:
        size = self._stream.size
        result = np.empty((*parameter.shape[1:], size))  # draws last: filled by rows
        for s, slug in enumerate(self._plan.slugs):
            for y, year in enumerate(self._plan.years):
                rng = self._stream.of(f"claims.{slug}.{kind}", year)
                result[s, y] = draw(rng, parameter[:, s, y], size)
        return np.moveaxis(result, -1, 0)


def monthly_table(plan: Plan, uncut: People, money: Money) -> pd.DataFrame:
    """Return people by segment and month of the central path.

    Columns: segment, month, ``listed`` (planned and past the gate), ``funded`` (paid
    for on time), ``active`` (paid up) and ``entitled`` (to claims).
    """
    active, entitled = exposure.rhythm(plan, uncut, money)
    by_month = {
        "listed": uncut.people[0],
        "funded": money.people[0],
        "active": active[0],
        "entitled": entitled[0],
    }
    frame = pd.DataFrame({name: one.reshape(-1) for name, one in by_month.items()})
    frame.insert(0, "segment", np.repeat(plan.slugs, len(plan.months)))
    frame.insert(1, "month", np.tile(plan.months, len(plan.slugs)))
    return frame
