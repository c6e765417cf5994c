"""Who is paid up, entitled, new, and long enough in, by segment and month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.model import tenure
from analysis.model.enrolment import active_and_entitled
from analysis.model.projection.arrears import entitled_unpaid
from analysis.model.projection.money import Money
from analysis.model.projection.people import People
from analysis.model.projection.plan import Plan, Values
from analysis.scenario.schema import Segment
from analysis.units import MONTHS_PER_YEAR, month_index


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
    if money.arrears is not None:
        entitled = entitled + entitled_unpaid(
            people.people,
            plan.funded,
            on_time=money.arrears.on_time,
            members_start=people.start,
            grace_months=int(grace),
        )
    return active, entitled


class Tenures:
    """Who stayed from month to month, by segment: gaps left out, or ending tenure."""

    def __init__(
        self, plan: Plan, values: Values, people: People, money: Money
    ) -> None:
        self._plan, self._people, self._money = plan, people, money
        self._turnover_m = [
            tenure.monthly_turnover(_turnover_y(plan, values, slug))
            for slug in plan.slugs
        ]
        self.gaps_left_out = self._sequences(every_month=False)

    def gaps_resetting(self) -> list[tenure.Sequence]:
        """Return the sequences in which an unfunded month ends everybody's tenure."""
        if self._money.funded.all():
            return self.gaps_left_out
        return self._sequences(every_month=True)

    def _sequences(self, *, every_month: bool) -> list[tenure.Sequence]:
        found = []
        for index, turnover_m in enumerate(self._turnover_m):
            covered, funded = (
                one[:, index].reshape(len(one), -1)
                for one in (self._money.people, self._money.funded)
            )
            counts = np.ones_like(funded) if every_month else funded
            start = self._people.start[:, index]
            found.append(tenure.sequence(covered, counts, start, turnover_m))
        return found


def recent(plan: Plan, values: Values, money: Money, tenures: Tenures) -> np.ndarray:
    """Return members still within the waiting months, (draw, segment, year, month).

    Whether an unfunded gap starts tenure anew is not known: a switch, drawn.
    """
    waiting = plan.monthly("jkm_early_months")
    if not waiting.any():
        return np.zeros_like(money.people)
    kept = _recent(plan, money, tenures.gaps_left_out)
    resetting = tenures.gaps_resetting()
    if resetting is tenures.gaps_left_out:
        return kept * (waiting > 0)
    reset = _recent(plan, money, resetting)
    switch = plan.law.quantity("tenure_resets_after_gap", plan.months[0])
    resets = values.of(switch, "claims.tenure_resets_after_gap") == 1
    return np.where(resets[:, None, None, None], reset, kept) * (waiting > 0)


def _recent(plan: Plan, money: Money, sequences: list[tenure.Sequence]) -> np.ndarray:
    months = int(plan.monthly("jkm_early_months").max())
    parts = []
    for index, found in enumerate(sequences):
        segment = plan.scenario.segments[plan.slugs[index]]
        long_in = _before(segment, plan) + found.number - 1 >= months
        start = tenure.of_start(found) * long_in
        joined = tenure.joined_and_stayed(found, months)
        old = np.where(found.number > months, joined, start)
        covered = money.people[:, index]
        parts.append(np.maximum(covered.reshape(len(covered), -1) - old, 0))
    by_month = np.stack(np.broadcast_arrays(*parts), axis=1)
    return by_month.reshape(*by_month.shape[:2], len(plan.years), MONTHS_PER_YEAR)


def _before(segment: Segment, plan: Plan) -> float:
    """Return the months of cover of the present members; without end if not known."""
    if segment.since is None:
        return np.inf
    return -month_index(segment.since, plan.years.start)


def _turnover_y(plan: Plan, values: Values, slug: str) -> np.ndarray:
    """Return the share of places that go to somebody else in a year, (draw,)."""
    segment = plan.scenario.segments[slug]
    if segment.place == "leave":  # who leaves is not replaced: renewal_y says it
        return np.zeros(1)
    given = segment.turnover_y or plan.law.turnover_y(slug, plan.months[0])
    return values.of(given, f"segments.{slug}.turnover_y").astype(np.float64)


@dataclass(frozen=True)
class Long:
    """Shares of members long enough in for the scholarship, (draw, segment, year).

    ``sure`` by the months paid; ``if_present`` of members there at the start whose
    tenure nobody published: it counts as far as the assumed share says.
    """

    sure: np.ndarray
    if_present: np.ndarray


def long(plan: Plan, money: Money, tenures: Tenures) -> Long:
    """Return who qualifies for the scholarship by months paid (see :class:`Long`)."""
    sequences = enumerate(tenures.gaps_left_out)
    parts = [_long_of(plan, money, index, found) for index, found in sequences]
    sure, if_present = (
        np.stack(np.broadcast_arrays(*part), axis=1)
        for part in zip(*parts, strict=True)
    )
    return Long(sure, if_present)


def _long_of(
    plan: Plan, money: Money, index: int, found: tenure.Sequence
) -> tuple[np.ndarray, np.ndarray]:
    segment = plan.scenario.segments[plan.slugs[index]]
    minimum = plan.monthly("jkm_scholarship_min_months").reshape(-1)
    old = tenure.of_start(found)
    late = np.zeros_like(old)
    for months in np.unique(minimum):
        stayed = tenure.joined_and_stayed(found, int(months))
        later = np.maximum(stayed - old, 0) * (found.number > months)
        late = np.where(minimum == months, later, late)
    if segment.since is None:
        grown = np.minimum(1, found.number / minimum)
        certain, unknown = old * grown + late, old * (1 - grown)
    else:
        reached = _before(segment, plan) + found.number - 1 >= minimum
        certain, unknown = old * reached + late, old * 0.0
    covered = money.people[:, index]
    counts = (covered > 0).reshape(len(covered), -1)
    total = np.maximum(covered.sum(-1), 1)
    by_year = [
        (one * counts).reshape(-1, len(plan.years), MONTHS_PER_YEAR).sum(-1) / total
        for one in (certain, unknown)
    ]
    return by_year[0], by_year[1]
