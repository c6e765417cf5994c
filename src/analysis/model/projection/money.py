"""Money of all segments: tariffs, base, ceiling, cuts and who pays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.model import bill
from analysis.model.projection import limits, rates
from analysis.model.projection.payers import Cutter, Funders
from analysis.model.projection.people import People
from analysis.model.projection.plan import Plan, Values

NO_CEILING = 2**62


@dataclass(frozen=True)
class Money:
    """A year's money. Axes: draw, segment S, programme 2, year Y, funder F + 1.

    ``people`` (draw, S, Y, 12) and ``funded`` (draw or 1, S, Y, 12) are those left
    after the ceiling; ``bill`` (draw, S, 2, Y) their bill and ``paid`` (draw, F + 1, S,
    2, Y) who pays it, the general APBD last. ``uncut_bill`` (draw, S, 2, Y) and
    ``uncut_apbd`` (draw, Y) are before the ceiling, ``full_year_bill`` (draw, Y) is the
    largest month's people at every month's tariff. ``base`` and ``ceiling`` (draw, Y)
    are None where the scenario gives none; ceiling is NaN in years without one.
    """

    people: np.ndarray
    funded: np.ndarray
    bill: np.ndarray
    paid: np.ndarray
    uncut_bill: np.ndarray
    uncut_apbd: np.ndarray
    full_year_bill: np.ndarray
    base: np.ndarray | None
    ceiling: np.ndarray | None


def pay(plan: Plan, values: Values, uncut: People) -> Money:
    """Return the bill of ``uncut`` people, cut to the ceiling (steps 5 to 7)."""
    tariff = rates.tariff(plan, values, uncut.people.shape[0])
    base = limits.base(plan, values)
    ceiling = limits.ceiling(plan, values, base)
    funders = Funders(plan, values)
    uncut_bill = _bill(uncut.people, tariff)
    uncut_apbd = funders.allocate(uncut_bill)[:, -1].sum(1)
    people, funded, after = uncut.people, plan.funded[None], uncut_bill
    if ceiling is not None:
        limit = np.where(np.isnan(ceiling), NO_CEILING, ceiling).astype(np.int64)
        people, funded = _cut(
            plan,
            uncut,
            tariff=tariff,
            funders=funders,
            limit=limit,
            uncut_apbd=uncut_apbd,
        )
        after = uncut_bill if people is uncut.people else _bill(people, tariff)
    return Money(
        people=people,
        funded=funded,
        bill=after,
        paid=funders.split(after),
        uncut_bill=uncut_bill,
        uncut_apbd=uncut_apbd,
        full_year_bill=_full_year_bill(uncut.people, tariff),
        base=base,
        ceiling=ceiling,
    )


def _bill(people: np.ndarray, tariff: np.ndarray) -> np.ndarray:
    return bill.monthly_bill(people[:, :, None], tariff).sum(-1)


def _full_year_bill(people: np.ndarray, tariff: np.ndarray) -> np.ndarray:
    largest = people.max(-1, keepdims=True)
    return _bill(np.broadcast_to(largest, people.shape), tariff).sum((1, 2))


def _cut(
    plan: Plan,
    uncut: People,
    *,
    tariff: np.ndarray,
    funders: Funders,
    limit: np.ndarray,
    uncut_apbd: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return people and funded months after the ceiling."""
    over = uncut_apbd > limit
    draw, year = np.nonzero(over)
    if limit.shape[0] == 1 and len(draw) == 0:
        return uncut.people, plan.funded[None]
    draws = over.shape[0]
    people = np.array(np.broadcast_to(uncut.people, (draws, *uncut.people.shape[1:])))
    funded = np.array(np.broadcast_to(plan.funded, people.shape))
    rows = people[draw, :, year]
    rates = tariff[np.minimum(draw, tariff.shape[0] - 1), :, :, year]
    limits = np.broadcast_to(limit, over.shape)[draw, year]
    cut = Cutter(rows, rates, limits, funders.rest(draw))
    rule = plan.scenario.budget.when_short
    if rule == "months":
        rows, kept = cut.months()
        funded[draw, :, year] &= kept[:, None]
    else:
        rows = cut.priority(plan.priority) if rule == "priority" else cut.heads()
    people[draw, :, year] = rows
    return people, funded
