"""What stands beside the budget's bill: PPPK insured elsewhere, people who pay alone.

Nothing here is in ``contributions_idr``: other accounts and other purses pay it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from analysis.law.tariff import converted_tariff, self_paid_tariff
from analysis.model.bill import monthly_bill
from analysis.model.projection import rates
from analysis.model.projection.people import People
from analysis.model.projection.plan import Plan, Values
from analysis.units import round_half_up


@dataclass(frozen=True)
class Moved:
    """Staff who became PPPK and what insuring them costs, (draw, S, Y)."""

    people: np.ndarray
    cost_idr: np.ndarray


@dataclass(frozen=True)
class SelfPaid:
    """People who pay for themselves and what they pay, (draw, S, Y)."""

    people: np.ndarray
    paid_idr: np.ndarray


def moved(plan: Plan, values: Values, people: People) -> Moved | None:
    """Return the PPPK who left and their cost on other accounts, None without any::

        cost_y = sum over months, programmes of round(people x rate x wage)

    The wage is the reported one of a PU segment, else the minimum wage; NaN (no row)
    where none is known.
    """
    parts = [_moved(plan, values, people, slug) for slug in plan.slugs]
    if not any(segment.moved for segment in people.by_segment):
        return None
    counts, costs = zip(*parts, strict=True)
    return Moved(_stacked(counts), _stacked(costs))


def _moved(
    plan: Plan, values: Values, people: People, slug: str
) -> tuple[np.ndarray, np.ndarray]:
    by_insurer = people.by_segment[plan.slugs.index(slug)].moved
    none = np.zeros((1, len(plan.years)))
    cost = none
    for insurer, stock in by_insurer.items():
        if insurer == "none_budgeted":
            continue
        wage = rates.wage(plan, values, slug, else_minimum=True)
        if wage is None:
            cost = np.full_like(none, np.nan)
            break
        unit = _insurer_rates(plan, insurer)
        price = wage.astype(np.float64)[..., None, None] * unit
        months = monthly_bill(round_half_up(stock)[..., None, None], price)
        cost = cost + months.sum((-1, -2))
    return round_half_up(sum(by_insurer.values(), none)), cost


def _insurer_rates(plan: Plan, insurer: str) -> np.ndarray:
    """Return rates of a wage by programme and month, (Y, 12, 2)."""
    one = Fraction(1)
    found = [converted_tariff(m, plan.law, one, insurer) for m in plan.months]
    pairs = [[float(unit.jkk_idr_m), float(unit.jkm_idr_m)] for unit in found]
    return np.array(pairs).reshape(len(plan.years), -1, 2)


def self_paid(
    plan: Plan, values: Values, people: People, members_end: np.ndarray
) -> SelfPaid | None:
    """Return who pays alone, None where no segment says::

        s_y = s_{y-1} - crowd_out x places added + take_over x people dropped

    at least 0, at most the eligible the budget does not cover. ``members_end`` (draw,
    S, Y).
    """
    segments = plan.scenario.segments
    if not any(one.self_paid for one in segments.values()):
        return None
    counts = [
        _alone(plan, values, people, slug, members_end[:, index])
        for index, slug in enumerate(plan.slugs)
    ]
    price = np.array([_alone_price(plan, slug) for slug in plan.slugs], dtype=object)
    count = _stacked(counts)
    months = monthly_bill(count[..., None, None], rates.lean(price, len(count)))
    return SelfPaid(count, months.sum((-1, -2)))


def _alone(
    plan: Plan, values: Values, people: People, slug: str, end: np.ndarray
) -> np.ndarray:
    """Return the people of a segment who pay alone, (draw, Y) int64."""
    given = plan.scenario.segments[slug].self_paid
    if given is None:
        return np.zeros((1, len(plan.years)), np.int64)
    name = f"segments.{slug}.self_paid"
    stock, crowd_out, take_over = (
        values.of(getattr(given, key), f"{name}.{key}").astype(np.float64)
        for key in ("people", "crowd_out", "take_over")
    )
    own = people.by_segment[plan.slugs.index(slug)]
    before = own.start.astype(np.float64)
    found = []
    for year in range(len(plan.years)):
        stay, now = before * own.kept[:, year], end[:, year]
        added, dropped = np.maximum(now - stay, 0), np.maximum(stay - now, 0)
        stock = np.maximum(stock - crowd_out * added + take_over * dropped, 0)
        stock = np.minimum(stock, np.maximum(own.eligible[:, year] - now, 0))
        found.append(round_half_up(stock))
        before = now
    return np.stack(np.broadcast_arrays(*found), 1)


def _alone_price(plan: Plan, slug: str) -> np.ndarray:
    """Return rupiah a month by programme of who pays alone, (Y, 12, 2)."""
    found = [self_paid_tariff(slug, month, plan.law) for month in plan.months]
    pairs = [[one.jkk_idr_m, one.jkm_idr_m] for one in found]
    return np.array(pairs, dtype=object).reshape(len(plan.years), -1, 2)


def _stacked(parts: list[np.ndarray]) -> np.ndarray:
    return np.stack(np.broadcast_arrays(*parts), axis=1)
