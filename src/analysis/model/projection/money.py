"""Money of all segments: tariffs, base, ceiling, cuts and who pays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.model import bill
from analysis.model.projection import limits, rates
from analysis.model.projection.arrears import Arrears, arrears
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
    ``arrears`` where the scenario lets months go unpaid: then ``people`` and ``funded``
    are of the months paid on time, and ``paid`` has the old debt settled in it.
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
    arrears: Arrears | None = None

    def listed(self, uncut: People, plan: Plan) -> tuple[np.ndarray, np.ndarray]:
        """Return people on the list and its months: unpaid months do not end it."""
        if self.arrears is None:
            return self.people, self.funded
        return uncut.people, plan.funded[None]


def pay(plan: Plan, values: Values, uncut: People) -> Money:
    """Return the bill of ``uncut`` people, cut to the ceiling (steps 5 to 7)."""
    listed = plan.few(uncut.people)
    tariff = rates.tariff(plan, values, len(listed))
    base = limits.base(plan, values)
    ceiling = limits.ceiling(plan, values, base)
    funders = Funders(plan, values)
    uncut_bill = bill.yearly_bill(listed, tariff, plan.times)
    uncut_apbd = funders.allocate(uncut_bill)[:, -1].sum(1)
    people, funded, owed = listed, plan.funded[None], None
    if ceiling is not None:
        limit = np.where(np.isnan(ceiling), NO_CEILING, ceiling).astype(np.int64)
        if plan.scenario.budget.when_short == "arrears":
            owed = arrears(plan, people, tariff, funders=funders, limit=limit)
            people, funded = people * owed.on_time, funded & owed.on_time
        else:
            rows = _Rows(np.nonzero(uncut_apbd > limit), limit, uncut_apbd.shape[0])
            people, funded = _cut(plan, listed, rows, tariff=tariff, funders=funders)
    same = people is listed
    after = uncut_bill if same else bill.yearly_bill(people, tariff, plan.times)
    paid = funders.split(after)
    if owed is not None:
        paid = np.array(np.broadcast_to(paid, (len(owed.debt_idr), *paid.shape[1:])))
        paid[:, -1] += owed.settled_idr
    largest = listed.max(-1, keepdims=True)
    return Money(
        people=uncut.people if same else plan.whole(people),
        funded=funded,
        bill=after,
        paid=paid,
        uncut_bill=uncut_bill,
        uncut_apbd=uncut_apbd,
        full_year_bill=bill.yearly_bill(largest, tariff, plan.times).sum((1, 2)),
        base=base,
        ceiling=ceiling,
        arrears=owed,
    )


@dataclass(frozen=True)
class _Rows:
    """The years over the ceiling: ``at`` = their draws and years, ``limit`` (draw or
    1, Y) and the number of draws."""

    at: tuple[np.ndarray, np.ndarray]
    limit: np.ndarray
    draws: int


def _cut(
    plan: Plan, listed: np.ndarray, over: _Rows, *, tariff: np.ndarray, funders: Funders
) -> tuple[np.ndarray, np.ndarray]:
    """Return people (draw, S, Y, turn) and funded months after the ceiling."""
    draw, year = over.at
    draws = max(over.draws, over.limit.shape[0])
    if over.limit.shape[0] == 1 and len(draw) == 0:
        return listed, plan.funded[None]
    people = np.array(np.broadcast_to(listed, (draws, *listed.shape[1:])))
    cut = Cutter(
        people[draw, :, year],
        tariff[np.minimum(draw, tariff.shape[0] - 1), :, :, year],
        np.broadcast_to(over.limit, (draws, len(plan.years)))[draw, year],
        times=plan.times,
        rest=funders.rest(draw),
        protected=plan.protected,
    )
    rule = plan.scenario.budget.when_short
    if rule == "months":
        funded = np.array(np.broadcast_to(plan.funded, people.shape))
        people[draw, :, year], kept = cut.months()
        funded[draw, :, year] &= kept
        return people, funded
    rows = cut.priority(plan.priority) if rule == "priority" else cut.heads()
    people[draw, :, year] = rows
    return people, plan.funded[None]
