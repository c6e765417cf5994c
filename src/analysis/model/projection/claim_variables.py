"""The variables of the three ledgers: what payers, the fund and households hold.

Arrays (draw, series, year), totals first, as in ``variables``; by programme the order
is all, jkk, jkm for each segment.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.model.projection.claim_rates import wages
from analysis.model.projection.ledgers import Ledgers
from analysis.model.projection.money import Money
from analysis.model.projection.mortality import population_rates
from analysis.model.projection.plan import PROGRAMMES, Plan, Values
from analysis.units import years_from_months


def of_claims(
    ledgers: Ledgers, contributions: np.ndarray, funded_months: np.ndarray
) -> dict[str, np.ndarray]:
    """Return the variables of claims.

    ``contributions`` (draw, segment, programme, year) from all payers and
    ``funded_months`` (draw, segment, year), both with their totals first.
    """
    found = _counts(ledgers) | _money(ledgers)
    incurred, paid = found["claims_incurred_idr"], found["claims_idr"]
    levy = contributions * ledgers.levy_share[:, :, None]
    found["operating_levy_idr"] = levy
    found["underwriting_result_idr"] = contributions - levy - incurred
    found["balancing_tariff_idr_m"] = _balancing_tariff(
        ledgers, contributions, funded_months
    )
    found = {name: _as_series(cube) for name, cube in found.items()}
    paid_in = contributions[:, :, 0]
    value = with_total(sum(a.expected_pv_idr for a in ledgers.accounts.values()), 1)
    return found | {
        "claim_ratio": _ratio(paid[:, :, 0], paid_in),
        "incurred_ratio": _ratio(incurred[:, :, 0], paid_in),
        "value_per_rupiah": _ratio(value, paid_in),
        "fund_balance_idr": paid_in - paid[:, :, 0],
        "household_benefit_idr": paid[:, :, 0],
    }


def with_total(values: np.ndarray, axis: int) -> np.ndarray:
    """Return the array with its sum over ``axis`` put first on that axis."""
    return np.concatenate([values.sum(axis, keepdims=True), values], axis)


def _cube(by_programme: dict[str, np.ndarray]) -> np.ndarray:
    """Return (draw, segment, programme, year) with totals first."""
    parts = [np.moveaxis(by_programme[programme], 0, -1) for programme in PROGRAMMES]
    segments, years, draws = np.broadcast_shapes(*(part.shape for part in parts))
    cube = np.empty((segments + 1, len(parts) + 1, years, draws))  # draws last
    for number, part in enumerate(parts, 1):
        cube[1:, number] = part
    np.sum(cube[1:, 1:], axis=1, out=cube[1:, 0])
    np.sum(cube[1:], axis=0, out=cube[0])
    return np.moveaxis(cube, -1, 0)


def _as_series(cube: np.ndarray) -> np.ndarray:
    last = np.moveaxis(cube, 0, -1)  # draws last in memory
    return np.moveaxis(last.reshape(-1, *last.shape[2:]), -1, 0)


def _counts(ledgers: Ledgers) -> dict[str, np.ndarray]:
    claims = ledgers.claims
    deaths = {"jkk": claims.work_deaths, "jkm": claims.deaths}
    cases = {"jkk": claims.accidents, "jkm": claims.deaths}
    accidents = with_total(claims.accidents, 1)[:, :, None]
    both = (len(accidents), accidents.shape[1], 2, accidents.shape[-1])  # all and jkk
    return {
        "deaths": _cube(deaths),
        "accidents": np.broadcast_to(accidents, both),
        "claims_count": _cube(cases),
    }


def _money(ledgers: Ledgers) -> dict[str, np.ndarray]:
    owed = {
        name: _cube(
            {p: getattr(one.commitments, of) for p, one in ledgers.accounts.items()}
        )
        for name, of in (
            ("benefit_commitments_idr", "owed_idr"),
            ("benefit_commitments_pv_idr", "owed_pv_idr"),
        )
    }
    return {
        "claims_idr": _by_programme(ledgers, "paid_idr"),
        "claims_incurred_idr": _by_programme(ledgers, "incurred_idr"),
        "claims_outstanding_idr": _by_programme(ledgers, "outstanding_idr"),
        **owed,
    }


def _by_programme(ledgers: Ledgers, name: str) -> np.ndarray:
    return _cube({p: getattr(one, name) for p, one in ledgers.accounts.items()})


def _balancing_tariff(
    ledgers: Ledgers, contributions: np.ndarray, funded_months: np.ndarray
) -> np.ndarray:
    """Return expected incurred / (1 - levy share) / months; NaN where none was paid."""
    needed = _by_programme(ledgers, "expected_idr") / (
        1 - ledgers.levy_share[:, :, None]
    )
    months = np.where(contributions[:, :, :1] > 0, funded_months[:, :, None], 0)
    return _ratio(needed, months)


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Return part / whole, NaN (no row) where there is no whole."""
    return part / np.where(whole > 0, whole, np.nan)


def rate_table(plan: Plan, ledgers: Ledgers, money: Money) -> pd.DataFrame:
    """Return what claims are made of on the central path, a row a segment and year.

    Rates per person-year; benefits and awards in rupiah per event; ``tariff_*``: mean
    per funded member-month, NaN where there is none.
    """
    used, accounts = ledgers.rates, ledgers.accounts
    exposure = ledgers.exposure_m
    unit = _ratio(money.bill, money.people.sum(-1)[:, :, None])
    columns = {
        "person_years": years_from_months(exposure),
        "early_share": ledgers.early_m / np.where(exposure > 0, exposure, 1),
        "population_death_rate_y": population_rates(plan)[None],
        "death_rate_y": used.death_rate_y,
        "full_benefit_idr": used.full_benefit_idr,
        "early_benefit_idr": used.early_benefit_idr,
        "qualifying_share": used.qualifying_share,
        "award_idr": accounts["jkm"].commitments.award_idr,
        "award_pv_idr": accounts["jkm"].commitments.value_idr,
        "accident_rate_y": used.accident_rate_y,
        "death_share": used.death_share,
        "disability_share": used.disability_share,
        "total_disability_share": used.total_disability_share,
        "care_idr": used.care_idr,
        "work_death_idr": used.work_death_idr,
        "disability_idr": used.disability_idr,
        "jkk_award_idr": accounts["jkk"].commitments.award_idr,
        "jkk_award_pv_idr": accounts["jkk"].commitments.value_idr,
        "wage_idr_m": wages(plan, Values()),
        "tariff_jkk_idr_m": unit[:, :, 0],
        "tariff_jkm_idr_m": unit[:, :, 1],
    }
    shape = (len(plan.slugs), len(plan.years))
    frame = pd.DataFrame(
        {
            name: np.broadcast_to(one[0], shape).reshape(-1).astype(np.float64)
            for name, one in columns.items()
        }
    )
    frame.insert(0, "segment", np.repeat(plan.slugs, len(plan.years)))
    frame.insert(1, "year", np.tile(np.array(plan.years), len(plan.slugs)))
    return frame
