"""Who is paid up, entitled, new, and long enough in, by segment and month."""

from __future__ import annotations

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


def early(
    plan: Plan,
    values: Values,
    entitled: np.ndarray,
    *,
    money: Money,
    tenures: Tenures,
) -> np.ndarray:
    """Return entitled members within the waiting months, (draw, segment, year, month).

    Whether an unfunded gap starts tenure anew is not known: a switch, drawn.
    """
    waiting = plan.monthly("jkm_early_months").reshape(-1)
    switch = plan.law.quantity("tenure_resets_after_gap", plan.months[0])
    resets = values.of(switch, "claims.tenure_resets_after_gap") == 1
    resetting = tenures.gaps_resetting()
    parts = []
    for index, kept in enumerate(tenures.gaps_left_out):
        there, found = _flat(entitled, index), 0.0 * _flat(entitled, index)
        for months in np.unique(waiting[waiting > 0]):
            old = _in_for(plan, index, kept, int(months))
            if resetting is not tenures.gaps_left_out:
                reset = _in_for(plan, index, resetting[index], int(months))
                reset = _since_paid(reset, old, _flat(money.funded, index))
                old = np.where(resets[:, None], reset, old)
            found = np.where(waiting == months, _beyond(there, old), found)
        parts.append(found)
    return _by_year(plan, parts)


def first_year_share(plan: Plan, entitled: np.ndarray, tenures: Tenures) -> np.ndarray:
    """Return the share of entitled months of members in their first twelve months.

    Gaps left out; (draw, segment, year), 0 where nobody is entitled.
    """
    parts = []
    for index, found in enumerate(tenures.gaps_left_out):
        old = _in_for(plan, index, found, MONTHS_PER_YEAR)
        new = _beyond(_flat(entitled, index), old)
        parts.append(new.reshape(len(new), len(plan.years), -1).sum(-1))
    new_m = np.stack(np.broadcast_arrays(*parts), axis=1)
    return ratio(new_m, entitled.sum(-1))


def _flat(by_year: np.ndarray, index: int) -> np.ndarray:
    """Return one segment over all months, (draw, month)."""
    return by_year[:, index].reshape(len(by_year), -1)


def _beyond(entitled: np.ndarray, old: np.ndarray) -> np.ndarray:
    """Return entitled - old, at least 0."""
    new = entitled - old
    return np.maximum(new, 0, out=new)


def _in_for(plan: Plan, index: int, found: tenure.Sequence, months: int) -> np.ndarray:
    """Return members with ``months`` full months and more, (draw, month)."""
    segment = plan.scenario.segments[plan.slugs[index]]
    long_in = _before(segment, plan) + found.number - 1 >= months
    start = tenure.of_start(found) * long_in
    joined = tenure.joined_and_stayed(found, months)
    return np.where(found.number > months, joined, start)


def _since_paid(reset: np.ndarray, kept: np.ndarray, funded: np.ndarray) -> np.ndarray:
    """Return ``reset`` with each gap as its last paid month, ``kept`` before any."""
    months = np.where(funded, np.arange(funded.shape[-1]), -1)
    last = np.broadcast_to(np.maximum.accumulate(months, -1), reset.shape)
    carried = np.take_along_axis(reset, np.maximum(last, 0), axis=-1)
    return np.where(last >= 0, carried, kept)


def _by_year(plan: Plan, parts: list[np.ndarray]) -> np.ndarray:
    by_month = np.stack(np.broadcast_arrays(*parts), axis=1)
    return by_month.reshape(*by_month.shape[:2], len(plan.years), MONTHS_PER_YEAR)


def ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Return part / whole, 0 where there is no whole."""
    return part / np.where(whole > 0, whole, 1)


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


def qualifying(
    plan: Plan, values: Values, late: np.ndarray, tenures: Tenures
) -> np.ndarray:
    """Return those of ``late`` with the months paid that the scholarship asks for.

    ``late`` (draw, segment, year, month): entitled and not early, and so the result.
    Of members there at the start whose tenure nobody published a share is assumed.
    """
    share = plan.law.quantity("tenure_36_months_share", plan.months[0])
    present = values.of(share, "claims.tenure_36_months_share").astype(np.float64)
    parts = []
    for index, found in enumerate(tenures.gaps_left_out):
        certain, unknown = _long_of(plan, index, found)
        long = certain + unknown * present[:, None]
        parts.append(np.minimum(long, _flat(late, index)))
    return _by_year(plan, parts)


def _long_of(
    plan: Plan, index: int, found: tenure.Sequence
) -> tuple[np.ndarray, np.ndarray]:
    """Return members long enough in by months paid, and those it is not known of."""
    segment = plan.scenario.segments[plan.slugs[index]]
    minimum = plan.monthly("jkm_scholarship_min_months").reshape(-1)
    old = tenure.of_start(found)
    joined = np.zeros_like(old)
    for months in np.unique(minimum):
        stayed = tenure.joined_and_stayed(found, int(months))
        later = np.maximum(stayed - old, 0) * (found.number > months)
        joined = np.where(minimum == months, later, joined)
    if segment.since is None:
        grown = np.minimum(1, found.number / minimum)
        return old * grown + joined, old * (1 - grown)
    reached = _before(segment, plan) + found.number - 1 >= minimum
    return old * reached + joined, old * 0.0
