"""The named variables of the results table, from arrays with axes to series.

Every variable becomes an array (draw, series, year); ``describe`` says what the series
are. Totals come first: segment ``all``, then the segments in file order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.model.enrolment import members_end
from analysis.model.fans import Fans
from analysis.model.projection import beside
from analysis.model.projection.claim_variables import of_claims, with_total
from analysis.model.projection.ledgers import Ledgers
from analysis.model.projection.money import Money
from analysis.model.projection.people import People, denominator, stack
from analysis.model.projection.plan import Plan, Values
from analysis.model.projection.series import FUNNEL, IN_DRAWS
from analysis.model.sustainability import breach, required_cut
from analysis.units import MONTHS_PER_YEAR

Summed = Callable[[np.ndarray, int], np.ndarray]  # array and axis of the segments


@dataclass(frozen=True)
class Run:
    """One run, central or of a block of draws: people, money, claims."""

    people: People
    money: Money
    ledgers: Ledgers


def collect(plan: Plan, values: Values, run: Run) -> dict[str, np.ndarray]:
    """Return every variable as (draw, series, year)."""
    paid_in = _contributions(plan, run.money)
    found = of_bills(plan, values, run.people, run.money)
    found |= _entitled(run.ledgers)
    months = found["funded_member_months"]
    return found | of_claims(run.ledgers, paid_in[:, :, :, 0], months)


def of_bills(
    plan: Plan, values: Values, people: People, money: Money
) -> dict[str, np.ndarray]:
    """Return the variables of people and money as (draw, series, year)."""
    found = of_payers(plan, values, people, money, with_total)
    found |= _funnel(people)
    found |= _of_denominators(plan, values, found)
    return found | _bridge(plan, people, money)


def of_payers(
    plan: Plan, values: Values, people: People, money: Money, summed: Summed
) -> dict[str, np.ndarray]:
    """Return people and money without the steps that lead to them.

    Those are the funnel from the target to the budget and the bridge from the
    spreadsheet to the bill. ``summed``: with :func:`only_total` no segments either.
    """
    each_end = members_end(*map(plan.few, money.listed(people, plan)))
    found = _people(plan, people, money, summed(each_end, 1), summed)
    found |= _beside(plan, values, people, each_end, summed)
    paid_in = _contributions(plan, money, summed)
    found["contributions_idr"] = paid_in.reshape(len(paid_in), -1, paid_in.shape[-1])
    found |= _budget(money)
    return found | _arrears(people, money, summed)


def only_total(values: np.ndarray, axis: int) -> np.ndarray:
    """Return the sum over ``axis``, which keeps one place, as ``with_total`` has it."""
    return values.sum(axis, keepdims=True)


def _people(
    plan: Plan, people: People, money: Money, end: np.ndarray, summed: Summed
) -> dict[str, np.ndarray]:
    eligible = summed(people.eligible, 1)
    funded = summed(plan.of_year(plan.few(money.people)), 1)
    nobody = eligible == 0
    return {
        "eligible": eligible,
        "members_end": end,
        "members_mean": funded / MONTHS_PER_YEAR,
        "coverage_rate": np.where(nobody, 0, end / np.where(nobody, 1, eligible)),
        "people_left_out": eligible - end,
        "funded_member_months": funded,
    }


def _entitled(ledgers: Ledgers) -> dict[str, np.ndarray]:
    active = with_total(ledgers.active_m, 1)
    return {
        "active_member_months": active,
        "exposure_member_months": with_total(ledgers.exposure_m, 1),
        "active_mean": active / MONTHS_PER_YEAR,
    }


def _funnel(people: People) -> dict[str, np.ndarray]:
    steps = {
        name: with_total(stack([one.funnel[name] for one in people.by_segment]), 1)
        for name in FUNNEL[:-1]
    }
    planned = stack([one.planned_end for one in people.by_segment])
    return {**steps, "planned_end": with_total(planned, 1)}


def _of_denominators(
    plan: Plan, values: Values, found: dict[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Return coverage of the denominators targets name; NaN where none is named."""
    segments = plan.scenario.segments.items()
    named = [s for s, one in segments if getattr(one.path, "of", None) is not None]
    if not named:
        return {}
    rate = np.full(found["members_end"].shape, np.nan)
    parts = {s: denominator(plan, values, s).astype(np.float64) for s in named}
    for slug, people in parts.items():
        index = plan.slugs.index(slug) + 1
        rate = np.array(
            np.broadcast_to(rate, (max(len(rate), len(people)), *rate.shape[1:]))
        )
        rate[:, index] = found["members_end"][:, index] / np.maximum(people, 1)
    return {"target_coverage_rate": rate}


def _beside(
    plan: Plan, values: Values, people: People, end: np.ndarray, summed: Summed
) -> dict[str, np.ndarray]:
    """Return PPPK insured elsewhere and people who pay alone, where there are any."""
    moved = beside.moved(plan, values, people)
    alone = beside.self_paid(plan, values, people, end)
    rows = {}
    if moved is not None:
        rows["moved_people"] = summed(moved.people, 1)
        rows["moved_cost_idr"] = summed(moved.cost_idr, 1)
    if alone is not None:
        rows["self_paid_people"] = summed(alone.people, 1)
        rows["self_paid_idr"] = summed(alone.paid_idr, 1)
        rows["covered_people"] = summed(end + alone.people, 1)
    return rows


def _contributions(plan: Plan, money: Money, summed: Summed = with_total) -> np.ndarray:
    """Return (draw, segment, programme, funder, year), totals first on three axes."""
    names = funder_names(plan)
    listed = [funder.funder for funder in plan.other_funders] + ["apbd"]
    by_name = [
        money.paid[:, [i for i, other in enumerate(listed) if other == name]].sum(1)
        for name in names
    ]
    by_name = [summed(one, 1) for one in by_name]
    cube = np.stack(by_name, axis=3)  # draw, segment, programme, funder, year
    return with_total(with_total(cube, 2), 3)


def funder_names(plan: Plan) -> list[str]:
    """Return the payers in order, each once, the general APBD last."""
    return list(dict.fromkeys([*(f.funder for f in plan.other_funders), "apbd"]))


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
    largest = plan.few(people.people).max(-1).sum(1)
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


def _arrears(people: People, money: Money, summed: Summed) -> dict[str, np.ndarray]:
    """Return debt and unpaid months, of scenarios that let months go unpaid."""
    if money.arrears is None:
        return {}
    settled = money.arrears.settled_idr.sum((1, 2))[:, None]
    late = (people.people - money.people).sum(-1)
    return {
        "unpaid_member_months": summed(late, 1),
        "arrears_idr": summed(money.arrears.debt_idr.sum(2), 1),
        "arrears_paid_idr": settled,
        "bridge_arrears_idr": settled,
    }


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
