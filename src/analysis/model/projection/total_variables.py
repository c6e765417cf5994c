"""The variables of the results table of all segments together.

Without the funnel from the target to the budget and the bridge from the spreadsheet to
the bill: ``project`` has those.

Arrays (draw, row, year) with draws last in memory; rows are the totals of
``series.describe``: all and by programme, of contributions also by payer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.model.projection import variables
from analysis.model.projection.claim_rates import common
from analysis.model.projection.exposure import Exposure
from analysis.model.projection.likely import last
from analysis.model.projection.money import Money
from analysis.model.projection.people import People
from analysis.model.projection.plan import PROGRAMMES, Plan, Values
from analysis.model.projection.pooled import Pooled
from analysis.units import MONTHS_PER_YEAR


@dataclass(frozen=True)
class Run:
    """One run, central or of a block of draws."""

    people: People
    money: Money
    exposure: Exposure
    claims: Pooled


def collect(plan: Plan, values: Values, run: Run) -> dict[str, np.ndarray]:
    """Return every variable as (draw, row, year)."""
    total = variables.only_total
    found = variables.of_payers(plan, values, run.people, run.money, total)
    rows = _exposed(run.exposure) | _claims(plan, values, run, found)
    return found | {name: np.moveaxis(array, -1, 0) for name, array in rows.items()}


def _exposed(seen: Exposure) -> dict[str, np.ndarray]:
    """Return member-months, (1, Y, draw)."""
    active = last(seen.active_m).sum(0, keepdims=True)
    return {
        "active_member_months": active,
        "exposure_member_months": last(seen.entitled_m).sum(0, keepdims=True),
        "active_mean": active / MONTHS_PER_YEAR,
    }


def _claims(
    plan: Plan, values: Values, run: Run, bills: dict[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Return the variables of claims, (row, Y, draw)."""
    paid_in = _with_all(last(run.money.paid.sum((1, 2))))
    levy_share = last(common(plan, values, "operating_levy_share"))
    of = {
        name: _by_programme(run.claims, name)
        for name in (
            *("paid_idr", "incurred_idr", "outstanding_idr", "owed_idr", "owed_pv_idr"),
            *("expected_idr", "expected_pv_idr"),
        )
    }
    levy = paid_in * levy_share
    months = last(bills["funded_member_months"])
    return _counts(run.claims) | {
        "claims_idr": of["paid_idr"],
        "claims_incurred_idr": of["incurred_idr"],
        "claims_outstanding_idr": of["outstanding_idr"],
        "benefit_commitments_idr": of["owed_idr"],
        "benefit_commitments_pv_idr": of["owed_pv_idr"],
        "operating_levy_idr": levy,
        "underwriting_result_idr": paid_in - levy - of["incurred_idr"],
        "balancing_tariff_idr_m": _ratio(
            of["expected_idr"] / (1 - levy_share), np.where(paid_in[:1] > 0, months, 0)
        ),
        "claim_ratio": _ratio(of["paid_idr"][:1], paid_in[:1]),
        "incurred_ratio": _ratio(of["incurred_idr"][:1], paid_in[:1]),
        "value_per_rupiah": _ratio(of["expected_pv_idr"][:1], paid_in[:1]),
        "fund_balance_idr": paid_in[:1] - of["paid_idr"][:1],
        "household_benefit_idr": of["paid_idr"][:1],
    }


def _counts(claims: Pooled) -> dict[str, np.ndarray]:
    """Return deaths, accidents and cases, (row, Y, draw)."""
    return {
        "deaths": _with_all(np.stack([claims.work_deaths, claims.deaths])),
        "accidents": np.stack([claims.accidents, claims.accidents]),
        "claims_count": _with_all(np.stack([claims.accidents, claims.deaths])),
    }


def _by_programme(claims: Pooled, name: str) -> np.ndarray:
    parts = [getattr(claims.accounts[programme], name) for programme in PROGRAMMES]
    return _with_all(np.stack(np.broadcast_arrays(*parts)))


def _with_all(by_programme: np.ndarray) -> np.ndarray:
    """Return (programme, Y, draw) with the sum of all put first."""
    return np.concatenate([by_programme.sum(0, keepdims=True), by_programme])


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Return part / whole, NaN where there is no whole."""
    return part / np.where(whole > 0, whole, np.nan)
