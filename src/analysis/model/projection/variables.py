"""The named variables of the results table, from arrays with axes to series.

Every variable becomes an array (draw, series, year); ``describe`` says what the series
are. Totals come first: segment ``all``, then the segments in file order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
import pandas as pd

from analysis.model.enrolment import members_end
from analysis.model.fans import Fans
from analysis.model.projection.ledgers import Ledgers
from analysis.model.projection.money import Money
from analysis.model.projection.people import People
from analysis.model.projection.plan import PROGRAMMES, Plan
from analysis.model.results import Variable
from analysis.model.sustainability import breach, required_cut
from analysis.units import MONTHS_PER_YEAR

ALL = "all"
BY_SEGMENT = {
    "eligible": "people",
    "members_end": "people",
    "members_mean": "people",
    "coverage_rate": "share",
    "people_left_out": "people",
    "funded_member_months": "member-months",
    "active_member_months": "member-months",
    "exposure_member_months": "member-months",
    "claim_ratio": "share",
    "incurred_ratio": "share",
    "fund_balance_idr": "idr",
    "household_benefit_idr": "idr",
}
BY_PROGRAMME = {
    "deaths": ("count", ("jkm",)),
    "accidents": ("count", ("jkk",)),
    "claims_count": ("count", PROGRAMMES),
    "claims_idr": ("idr", PROGRAMMES),
    "claims_incurred_idr": ("idr", PROGRAMMES),
    "benefit_commitments_idr": ("idr", ("jkm",)),
}
BY_YEAR = {
    "base_idr": "idr",
    "ceiling_idr": "idr",
    "uncut_bill_idr": "idr",
    "headroom_idr": "idr",
    "burden_share": "share",
    "required_cut_share": "share",
    "spreadsheet_bill_idr": "idr",
    "bridge_tariff_idr": "idr",
    "bridge_months_idr": "idr",
    "bridge_ceiling_idr": "idr",
    "bridge_funders_idr": "idr",
    "breach_probability": "share",
    "years_to_breach": "years",
}
IN_DRAWS = (
    "eligible",
    "members_end",
    "members_mean",
    "funded_member_months",
    "active_member_months",
    "exposure_member_months",
    "people_left_out",
    "contributions_idr",
    "deaths",
    "accidents",
    "claims_count",
    "claims_idr",
    "claims_incurred_idr",
    "benefit_commitments_idr",
    "fund_balance_idr",
    *[name for name, unit in BY_YEAR.items() if unit == "idr"],
    "burden_share",
)


def describe(slugs: Sequence[str], funders: Sequence[str]) -> dict[str, Variable]:
    """Return unit and series of every variable."""
    segments = [ALL, *slugs]
    found = {
        name: Variable(unit, [(s, ALL, ALL) for s in segments])
        for name, unit in BY_SEGMENT.items()
    }
    for name, (unit, programmes) in BY_PROGRAMME.items():
        labels = [(s, p, ALL) for s, p in product(segments, [ALL, *programmes])]
        found[name] = Variable(unit, labels)
    labels = list(product(segments, [ALL, *PROGRAMMES], [ALL, *funders]))
    found["contributions_idr"] = Variable("idr", labels)
    for name, unit in BY_YEAR.items():
        yearly = name != "years_to_breach"
        found[name] = Variable(unit, [(ALL, ALL, ALL)], yearly)
    return found


def collect(
    plan: Plan, people: People, money: Money, ledgers: Ledgers
) -> dict[str, np.ndarray]:
    """Return every variable as (draw, series, year)."""
    found = _people(people, money, ledgers)
    found |= _contributions(plan, money)
    found |= _claims(ledgers, found["contributions_idr"])
    found |= _budget(money)
    found |= _bridge(plan, people, money)
    return found


def with_total(values: np.ndarray, axis: int) -> np.ndarray:
    """Return the array with its sum over ``axis`` put first on that axis."""
    return np.concatenate([values.sum(axis, keepdims=True), values], axis)


def _people(people: People, money: Money, ledgers: Ledgers) -> dict[str, np.ndarray]:
    end = with_total(members_end(money.people, money.funded), 1)
    eligible = with_total(people.eligible, 1)
    funded = with_total(money.people.sum(-1), 1)
    nobody = eligible == 0
    return {
        "eligible": eligible,
        "members_end": end,
        "members_mean": funded / MONTHS_PER_YEAR,
        "coverage_rate": np.where(nobody, 0, end / np.where(nobody, 1, eligible)),
        "people_left_out": eligible - end,
        "funded_member_months": funded,
        "active_member_months": with_total(ledgers.active_m, 1),
        "exposure_member_months": with_total(ledgers.exposure_m, 1),
    }


def _contributions(plan: Plan, money: Money) -> dict[str, np.ndarray]:
    """Return contributions by segment, programme and funder, totals first."""
    names = funder_names(plan)
    listed = [funder.funder for funder in plan.other_funders] + ["apbd"]
    by_name = [
        money.paid[:, [i for i, other in enumerate(listed) if other == name]].sum(1)
        for name in names
    ]
    cube = np.stack(by_name, axis=3)  # draw, segment, programme, funder, year
    for axis in (1, 2, 3):
        cube = with_total(cube, axis)
    return {"contributions_idr": cube.reshape(cube.shape[0], -1, cube.shape[-1])}


def funder_names(plan: Plan) -> list[str]:
    """Return the payers in order, each once, the general APBD last."""
    return list(dict.fromkeys([*(f.funder for f in plan.other_funders), "apbd"]))


def _claims(ledgers: Ledgers, contributions: np.ndarray) -> dict[str, np.ndarray]:
    claims = ledgers.claims
    jkk, jkm = with_total(claims.jkk_idr, 1), with_total(claims.jkm_idr, 1)
    deaths, accidents = with_total(claims.deaths, 1), with_total(claims.accidents, 1)
    stock = with_total(claims.commitments_idr, 1)
    incurred = with_total(claims.jkm_incurred_idr, 1)
    paid_in = contributions[:, :: contributions.shape[1] // deaths.shape[1]]
    total = jkk + jkm
    return {
        "deaths": _interleave(deaths, deaths),
        "accidents": _interleave(accidents, accidents),
        "claims_count": _interleave(deaths + accidents, accidents, deaths),
        "claims_idr": _interleave(total, jkk, jkm),
        "claims_incurred_idr": _interleave(jkk + incurred, jkk, incurred),
        "benefit_commitments_idr": _interleave(stock, stock),
        "claim_ratio": _ratio(total, paid_in),
        "incurred_ratio": _ratio(jkk + incurred, paid_in),
        "fund_balance_idr": paid_in - total,
        "household_benefit_idr": total,
    }


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Return part / whole, NaN (no row) where there is no whole."""
    return part / np.where(whole > 0, whole, np.nan)


def _interleave(*parts: np.ndarray) -> np.ndarray:
    """Return (draw, series, year) with the parts of each segment side by side."""
    cube = np.stack(parts, axis=2)
    return cube.reshape(cube.shape[0], -1, cube.shape[-1])


def _budget(money: Money) -> dict[str, np.ndarray]:
    found = {"uncut_bill_idr": money.uncut_apbd}
    if money.base is not None:
        base = money.base.astype(np.float64)
        apbd = money.paid[:, -1].sum((1, 2))
        share = apbd / np.where(base > 0, base, np.nan)  # no base left: no share
        found |= {"base_idr": base, "burden_share": share}
    if money.ceiling is not None:
        over = breach(money.uncut_apbd, money.ceiling)
        cut = required_cut(money.uncut_apbd, money.ceiling)
        found |= {
            "ceiling_idr": money.ceiling,
            "headroom_idr": money.ceiling - money.uncut_apbd,
            "required_cut_share": np.where(np.isnan(money.ceiling), np.nan, cut),
            "breach_probability": over["by_draw"],
            "years_to_breach": over["first_year"][:, None],
        }
    return {name: values[:, None, :] for name, values in found.items()}


def _bridge(plan: Plan, people: People, money: Money) -> dict[str, np.ndarray]:
    tariff = int(plan.law.value("spreadsheet_tariff_idr_m", plan.months[0]))
    largest = people.people.max(-1).sum(1)
    cell = largest * tariff * MONTHS_PER_YEAR
    uncut, after = money.uncut_bill.sum((1, 2)), money.bill.sum((1, 2))
    steps = {
        "spreadsheet_bill_idr": cell,
        "bridge_tariff_idr": money.full_year_bill - cell,
        "bridge_months_idr": uncut - money.full_year_bill,
        "bridge_ceiling_idr": after - uncut,
        "bridge_funders_idr": -money.paid[:, :-1].sum((1, 2, 3)),
    }
    return {name: values[:, None, :] for name, values in steps.items()}


def draws_frames(fans: Fans, years: range, funders: int) -> Iterator[pd.DataFrame]:
    """Yield the draws by block: a row a draw and year, all segments together.

    ``contributions_apbd_idr`` is the general APBD's bill, the last of ``funders``.
    """
    columns = {name: (name, 0) for name in IN_DRAWS if name in fans.names()}
    columns["contributions_apbd_idr"] = ("contributions_idr", funders)
    first = 0
    for number in range(fans.block_count):
        kept = {c: fans.block(*at, number) for c, at in columns.items()}
        count = max(values.shape[-1] for values in kept.values())
        index = {
            "draw": np.repeat(np.arange(first, first + count), len(years)),
            "year": np.tile(np.array(years), count),
        }
        yield pd.DataFrame({**index, **{c: v.T.reshape(-1) for c, v in kept.items()}})
        first += count
