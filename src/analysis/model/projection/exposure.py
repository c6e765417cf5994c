"""Who is paid up, entitled, new, and long enough in, by segment and month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.model.enrolment import (
    active_and_entitled,
    long_members,
    recent_members,
)
from analysis.model.projection.money import Money
from analysis.model.projection.people import People
from analysis.model.projection.plan import Plan, Values
from analysis.scenario.schema import Segment
from analysis.units import month_index


def rhythm(plan: Plan, people: People, money: Money) -> tuple[np.ndarray, np.ndarray]:
    """Return active and entitled people, (draw, segment, year, month)."""
    active, entitled = money.people.copy(), money.people.copy()
    grace = plan.law.value("lapse_after_unpaid_months", plan.months[0])
    for index, segment in enumerate(plan.scenario.segments.values()):
        if segment.paid.covers == "advance" or segment.paid.every == 1:
            continue
        active[:, index], entitled[:, index] = active_and_entitled(
            money.people[:, index],
            money.funded[:, index],
            people.start[:, index],
            every=segment.paid.every,
            grace_months=int(grace),
        )
    return active, entitled


def recent(plan: Plan, values: Values, people: People, money: Money) -> np.ndarray:
    """Return members still within the waiting months, (draw, segment, year, month).

    Whether an unfunded gap starts tenure anew is not known: a switch, drawn.
    """
    waiting = plan.monthly("jkm_early_months")
    if not waiting.any():
        return np.zeros_like(money.people)
    kept, reset = (
        _recent_by_rule(plan, people, money, gap_resets=rule) * (waiting > 0)
        for rule in (False, True)
    )
    if (kept == reset).all():
        return kept
    switch = plan.law.quantity("tenure_resets_after_gap", plan.months[0])
    resets = values.of(switch, "claims.tenure_resets_after_gap") == 1
    return np.where(resets[:, None, None, None], reset, kept)


def _recent_by_rule(
    plan: Plan, people: People, money: Money, *, gap_resets: bool
) -> np.ndarray:
    months = int(plan.monthly("jkm_early_months").max())
    parts = []
    for index, segment in enumerate(plan.scenario.segments.values()):
        start = people.start[:, index]
        if _joined_within(segment.since, plan.years.start, months):
            start = start * 0
        covered = money.people[:, index]
        parts.append(recent_members(covered, start, months, gap_resets=gap_resets))
    return np.stack(parts, axis=1)


def _joined_within(since: str | None, first_year: int, months: int) -> bool:
    return since is not None and month_index(since, first_year) > -months


@dataclass(frozen=True)
class Long:
    """Shares of members long enough in for the scholarship, (draw, segment, year).

    ``sure`` by the months paid; ``if_present`` of members there at the start whose
    tenure nobody published: it counts as far as the assumed share says.
    """

    sure: np.ndarray
    if_present: np.ndarray


def long(plan: Plan, people: People, money: Money) -> Long:
    """Return who qualifies for the scholarship by months paid (see :class:`Long`)."""
    segments = enumerate(plan.scenario.segments.values())
    parts = [_long_of(plan, people, money, i, segment) for i, segment in segments]
    sure, if_present = (np.concatenate(part, 1) for part in zip(*parts, strict=True))
    return Long(sure, if_present)


def _long_of(
    plan: Plan, people: People, money: Money, index: int, segment: Segment
) -> tuple[np.ndarray, np.ndarray]:
    covered, funded = money.people[:, index], money.funded[:, index]
    minimum = plan.monthly("jkm_scholarship_min_months")
    start = people.start[:, index]
    paid = np.cumsum(funded.reshape(len(funded), -1), 1).reshape(funded.shape)
    old, late = _by_rule(covered, funded, start, minimum)
    if segment.since is None:
        grown = np.minimum(1, paid / minimum)
        certain, unknown = old * grown + late, old * (1 - grown)
    else:
        before = -month_index(segment.since, plan.years.start)
        certain, unknown = old * (before + paid >= minimum) + late, old * 0.0
    total = np.maximum(covered.sum(-1), 1)
    return (certain.sum(-1) / total)[:, None], (unknown.sum(-1) / total)[:, None]


def _by_rule(
    covered: np.ndarray, funded: np.ndarray, start: np.ndarray, minimum: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return old and long late members, each month by the waiting months it has."""
    late = np.zeros_like(covered)
    for months in np.unique(minimum):
        old, found = long_members(covered, funded, start, int(months))
        late = np.where(minimum == months, found, late)
    return old, late
