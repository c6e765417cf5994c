"""Who is paid up, entitled, new, and long enough in, by segment and year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.model import tenure
from analysis.model.enrolment import active_and_entitled
from analysis.model.projection.arrears import entitled_unpaid
from analysis.model.projection.cover import Cover, Rules, sums
from analysis.model.projection.money import Money
from analysis.model.projection.people import People
from analysis.model.projection.plan import Plan, Values
from analysis.scenario.schema import Segment
from analysis.units import MONTHS_PER_YEAR, month_index


@dataclass(frozen=True)
class Exposure:
    """What claims of a year rest on; (draw or 1, segment, year).

    Member-months: ``active_m`` paid up, ``entitled_m`` to claims, ``early_m`` of those
    within the waiting months. Shares: ``first_year_share`` of entitled months of
    members in their first twelve, ``qualifying_share`` of the months after the waiting
    ones with those paid that the scholarship asks for; 0 where there are none. Rupiah
    per death: ``full_benefit_idr`` and ``early_benefit_idr``, mean of the months by
    those they are for; (1, 1, year) where no month of a year differs.
    """

    active_m: np.ndarray
    entitled_m: np.ndarray
    early_m: np.ndarray
    first_year_share: np.ndarray
    qualifying_share: np.ndarray
    full_benefit_idr: np.ndarray
    early_benefit_idr: np.ndarray


def yearly(plan: Plan, values: Values, people: People, money: Money) -> Exposure:
    """Return what the claims of each segment and year rest on, after all cuts."""
    active, entitled = rhythm(plan, people, money)
    rules = _rules(plan, values)
    covers = _covers(plan, values, people, money, entitled)
    each = [sums(rules, one) for one in covers]
    found = {name: _together([one[name] for one in each]) for name in each[0]}
    entitled_m, early_m = _of_year(entitled), found["early_m"]
    late_m = entitled_m - early_m
    return Exposure(
        active_m=entitled_m if active is entitled else _of_year(active),
        entitled_m=entitled_m,
        early_m=early_m,
        first_year_share=_ratio(found["first_year_m"], entitled_m),
        qualifying_share=_ratio(found["qualifying_m"], late_m),
        full_benefit_idr=_benefit(rules.full_idr, found.get("late_idr"), late_m),
        early_benefit_idr=_benefit(rules.reduced_idr, found.get("early_idr"), early_m),
    )


def rhythm(plan: Plan, people: People, money: Money) -> tuple[np.ndarray, np.ndarray]:
    """Return active and entitled people, (draw, segment, year, month).

    One array where all are paid for in advance and on time.
    """
    segments = plan.scenario.segments.values()
    late = [s.paid.covers == "arrears" and s.paid.every > 1 for s in segments]
    if not any(late) and money.arrears is None:
        return money.people, money.people
    active, entitled = money.people.copy(), money.people.copy()
    grace = plan.law.value("lapse_after_unpaid_months", plan.months[0])
    for index, segment in enumerate(segments):
        if late[index]:
            active[:, index], entitled[:, index] = active_and_entitled(
                money.people[:, index],
                money.funded[:, index],
                people.start[:, index],
                every=segment.paid.every,
                grace_months=int(grace),
            )
    if money.arrears is not None:
        entitled = entitled + entitled_unpaid(
            people.people,
            plan.funded,
            on_time=money.arrears.on_time,
            members_start=people.start,
            grace_months=int(grace),
        )
    return active, entitled


def _rules(plan: Plan, values: Values) -> Rules:
    months = ("jkm_early_months", "jkm_scholarship_min_months")
    benefits = ("jkm_death_idr", "jkm_early_death_idr")
    switch, share = (
        values.national(plan.law.quantity(name, plan.months[0]), f"claims.{name}")
        for name in ("tenure_resets_after_gap", "tenure_36_months_share")
    )
    return Rules(
        *(plan.monthly(name).reshape(-1).astype(int) for name in months),
        *(plan.monthly(name).reshape(-1) for name in benefits),
        resets=switch == 1,
        present=share.astype(np.float64),
    )


def _covers(
    plan: Plan, values: Values, people: People, money: Money, entitled: np.ndarray
) -> list[Cover]:
    """Return each segment by month, one draw where all are alike."""
    covers = []
    for index, (slug, segment) in enumerate(plan.scenario.segments.items()):
        covered, funded, there = (
            _once(one[:, index].reshape(len(one), -1))
            for one in (money.people, money.funded, entitled)
        )
        start = _once(people.start[:, index])
        turnover_m = tenure.monthly_turnover(_turnover_y(plan, values, slug))
        reset = None
        if not funded.all():
            every = np.ones((1, funded.shape[1]), bool)
            reset = tenure.sequence(covered, every, start, turnover_m)
        months = np.where(funded, np.arange(funded.shape[1]), -1)
        covers.append(
            Cover(
                entitled=there,
                kept=tenure.sequence(covered, funded, start, turnover_m),
                reset=reset,
                paid=np.maximum.accumulate(months, 1),
                before_m=_before(segment, plan),
            )
        )
    return covers


def _once(values: np.ndarray) -> np.ndarray:
    """Return one draw where all are alike."""
    return values[:1] if (values == values[:1]).all() else values


def _before(segment: Segment, plan: Plan) -> float:
    """Return the months of cover of the present members; without end if not known."""
    if segment.since is None:
        return np.inf
    return -month_index(segment.since, plan.years.start)


def _turnover_y(plan: Plan, values: Values, slug: str) -> np.ndarray:
    """Return the share of places that go to somebody else in a year, (draw,).

    0 where who leaves is not replaced: renewal_y says it.
    """
    segment = plan.scenario.segments[slug]
    if segment.place == "leave":
        return np.zeros(1)
    given = segment.turnover_y or plan.law.turnover_y(slug, plan.months[0])
    return values.of(given, f"segments.{slug}.turnover_y").astype(np.float64)


def _together(parts: Sequence[np.ndarray]) -> np.ndarray:
    """Return per-segment arrays (draw or 1, year) as (draw, segment, year).

    Draws last in memory: most work on them is along draws.
    """
    draws = max(map(len, parts))
    found = np.empty((len(parts), parts[0].shape[1], draws))
    for index, part in enumerate(parts):
        found[index] = part.T
    return np.moveaxis(found, -1, 0)


def _of_year(by_month: np.ndarray) -> np.ndarray:
    """Return sums of (draw, segment, year, month), draws last in memory."""
    last = np.moveaxis(by_month.sum(-1), 0, -1)
    return np.moveaxis(np.ascontiguousarray(last), -1, 0)


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Return part / whole, 0 where there is no whole."""
    return part / np.where(whole > 0, whole, 1)


def _benefit(
    benefit_idr: np.ndarray, weighted_idr: np.ndarray | None, months: np.ndarray
) -> np.ndarray:
    """Return the mean benefit of a year by months, (draw or 1, segment, year).

    ``benefit_idr`` (month,); the plain mean of a year without any of the ``months``.
    """
    plain = benefit_idr.reshape(-1, MONTHS_PER_YEAR).mean(1)[None, None]
    if weighted_idr is None:
        return plain
    return np.where(months > 0, _ratio(weighted_idr, months), plain)
