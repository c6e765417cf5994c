"""Short of money by not paying: months unpaid, debt into the next year.

Arrays: people (draw, S, Y, 12), tariff (draw or 1, S, 2, Y, 12), debt (draw, S, 2, Y).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analysis.model import bill
from analysis.model.projection.payers import Funders
from analysis.model.projection.plan import Plan
from analysis.units import MONTHS_PER_YEAR


@dataclass(frozen=True)
class Arrears:
    """What stays unpaid: ``on_time`` (draw, S, Y, 12) bool, the months paid in their
    year; ``debt_idr`` and ``settled_idr`` (draw, S, 2, Y), owed at the end of a year
    and old debt paid in it."""

    on_time: np.ndarray
    debt_idr: np.ndarray
    settled_idr: np.ndarray


def arrears(
    plan: Plan,
    people: np.ndarray,
    tariff: np.ndarray,
    *,
    funders: Funders,
    limit: np.ndarray,
) -> Arrears:
    """Return which months are paid on time and what is owed, year after year::

        settled_y = min(debt_{y-1}, limit_y - what no shortage may touch)
        debt_y    = debt_{y-1} - settled_y + bill of the months after the k-th

    ``k`` is the largest number of months whose bill, settled debt included, fits the
    ``limit`` (draw, Y).
    """
    draws = max(people.shape[0], tariff.shape[0], limit.shape[0], funders.draws)
    debt = np.zeros((draws, len(plan.slugs), 2), np.int64)
    years = []
    for year in range(len(plan.years)):
        bills = bill.monthly_bill(people[:, :, None, year], tariff[..., year, :])
        bills = np.broadcast_to(bills, (draws, *bills.shape[1:]))
        room = np.broadcast_to(limit, (draws, limit.shape[1]))[:, year]
        rest = funders.rest(np.arange(draws))
        on_time, settled = _year(bills, debt, room, rest, plan.protected)
        late = (bills * ~on_time[:, :, None]).sum(-1)
        debt = debt - settled + late
        years.append((on_time, debt, settled))
    on_time, debts, settlements = zip(*years, strict=True)
    return Arrears(np.stack(on_time, 2), np.stack(debts, 3), np.stack(settlements, 3))


def _year(
    bills: np.ndarray,
    debt: np.ndarray,
    limit: np.ndarray,
    rest: Callable[[np.ndarray], np.ndarray],
    protected: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the months paid on time (draw, S, 12) and the debt settled."""
    scope = (rest(bills.sum((2, 3))) > 0) & ~protected
    month = np.arange(MONTHS_PER_YEAR)

    def kept(last: int) -> np.ndarray:
        return ~scope[..., None] | (month < last)

    apbd = [
        rest((bills.sum(2) * kept(last)).sum(-1)).sum(1)
        for last in range(MONTHS_PER_YEAR + 1)
    ]
    limit = np.maximum(limit, apbd[0])
    owed = debt.sum((1, 2))
    settled = np.minimum(owed, limit - apbd[0])
    fits = np.stack(apbd, 1) <= (limit - settled)[:, None]
    last = fits.cumprod(1).sum(1) - 1
    on_time = ~scope[..., None] | (month < last[:, None])[:, None]
    return on_time, _in_order(settled, debt)


def _in_order(amount: np.ndarray, debt: np.ndarray) -> np.ndarray:
    """Return ``amount`` (draw,) laid on the debts in file order, JKK before JKM."""
    flat = debt.reshape(len(debt), -1)
    before = np.cumsum(flat, 1) - flat
    paid = np.clip(amount[:, None] - before, 0, flat)
    return paid.reshape(debt.shape)


def entitled_unpaid(
    people: np.ndarray,
    listed: np.ndarray,
    *,
    on_time: np.ndarray,
    members_start: np.ndarray,
    grace_months: int,
) -> np.ndarray:
    """Return who may still claim in unpaid months, (draw, S, Y, 12).

    The first ``grace_months`` of a run of unpaid months, for at most the people of the
    last month paid before it. ``people`` are those on the list, in ``listed`` months;
    ``members_start`` (draw, S).
    """
    shape = np.broadcast_shapes(people.shape, on_time.shape)
    flat = [
        np.broadcast_to(array, shape).reshape(*shape[:2], -1)
        for array in (people, listed, on_time)
    ]
    known = np.broadcast_to(members_start, shape[:2])
    run = np.zeros(shape[:2], np.int64)
    entitled = np.zeros_like(flat[0])
    for month in range(entitled.shape[-1]):
        count, funded, paid = (array[..., month] for array in flat)
        unpaid = funded & ~paid
        run = np.where(unpaid, run + 1, np.where(funded, 0, run))
        within = unpaid & (run <= grace_months)
        entitled[..., month] = np.where(within, np.minimum(count, known), 0)
        known = np.where(funded & paid, count, known)
    return entitled.reshape(shape)
