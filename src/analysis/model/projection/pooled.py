"""Claims of all segments together: the events of a year drawn once, not by segment.

Counts and costs are those of the sum over segments (``likely``). Arrays (Y, draw) with
draws last in memory, one draw on the central path.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analysis.model.claims import delay
from analysis.model.core import awards as paid_later
from analysis.model.core.pool import cost_of
from analysis.model.draws import Stream
from analysis.model.projection.claim_rates import common
from analysis.model.projection.likely import Awards, Events, last
from analysis.model.projection.plan import PROGRAMMES, Plan, Values


@dataclass(frozen=True)
class Account:
    """What one programme pays and owes, (Y, draw), as ``ledgers.Account``."""

    incurred_idr: np.ndarray
    paid_idr: np.ndarray
    outstanding_idr: np.ndarray
    owed_idr: np.ndarray
    owed_pv_idr: np.ndarray
    expected_idr: np.ndarray
    expected_pv_idr: np.ndarray


@dataclass(frozen=True)
class Pooled:
    """Events, (Y, draw), and the accounts of both programmes."""

    deaths: np.ndarray
    work_deaths: np.ndarray
    accidents: np.ndarray
    accounts: dict[str, Account]


class Chance:
    """Random numbers of pooled claims: a stream for each year and kind of event."""

    def __init__(self, plan: Plan, stream: Stream) -> None:
        self._years, self._stream = plan.years, stream

    def count(self, kind: str, mean: np.ndarray) -> np.ndarray:
        """Return Poisson counts, (Y, draw)."""
        return self._each(kind, mean, "poisson")

    def gamma(self, kind: str) -> Callable[[np.ndarray], np.ndarray]:
        """Return standard gamma numbers as a function of their shapes, (Y, draw)."""
        return lambda shape: self._each(f"{kind}_idr", shape, "standard_gamma")

    def _each(self, kind: str, parameter: np.ndarray, law: str) -> np.ndarray:
        found = np.empty((len(self._years), self._stream.size))
        rows = np.broadcast_to(parameter, found.shape)
        for row, year in enumerate(self._years):
            numbers = self._stream.of(f"totals.{kind}", year)
            found[row] = getattr(numbers, law)(rows[row])
        return found


def pooled(
    plan: Plan,
    values: Values,
    one: Events,
    shares: Awards,
    chance: Chance | None = None,
) -> Pooled:
    """Return events and accounts; expected ones without ``chance``."""
    number = _numbers(one)
    drawn = number
    if chance is not None:
        drawn = {kind: chance.count(kind, mean) for kind, mean in number.items()}
    cost, mean = _costs(one, drawn, chance), _costs(one, number, None)
    awarded = _awarded(one, drawn, chance)
    months = last(common(plan, values, "claim_delay_months"))[0]
    later = {p: delay.outstanding(cost[p], months) for p in PROGRAMMES}
    return Pooled(
        deaths=drawn["late"] + drawn["early"],
        work_deaths=drawn["dead"],
        accidents=_all_accidents(drawn),
        accounts={
            p: _account(cost[p], mean[p], later[p], awarded[p], _Level(one, shares, p))
            for p in PROGRAMMES
        },
    )


def _numbers(one: Events) -> dict[str, np.ndarray]:
    """Return the expected number of each kind of event."""
    disabled, dead = one.disability.number, one.work_death.number
    return {
        "late": one.late.number,
        "early": one.early.number,
        "healed": np.maximum(one.care.number - dead - disabled, 0),
        "disabled": disabled,
        "dead": dead,
    }


def _all_accidents(events: dict[str, np.ndarray]) -> np.ndarray:
    return events["healed"] + events["disabled"] + events["dead"]


def _costs(
    one: Events, count: dict[str, np.ndarray], chance: Chance | None
) -> dict[str, np.ndarray]:
    """Return what the events of a year cost without scholarships, (Y, draw)."""

    def of(kind: str, number: np.ndarray) -> np.ndarray:
        gamma = None if chance is None else chance.gamma(kind)
        return cost_of(number, getattr(one, kind), gamma)

    accidents = of("care", _all_accidents(count)) + of("disability", count["disabled"])
    return {
        "jkk": accidents + of("work_death", count["dead"]),
        "jkm": of("late", count["late"]) + of("early", count["early"]),
    }


def _awarded(
    one: Events, count: dict[str, np.ndarray], chance: Chance | None
) -> dict[str, np.ndarray]:
    """Return what the awards of a year's events cost in all, (Y, draw).

    Of disabilities the share T that is total brings one: d deaths and b disabilities
    cost m (d + T b), of variance m^2 cv2 (d + T^2 b) between segments.
    """
    number = count["dead"] + one.total_share * count["disabled"]
    square = count["dead"] + one.total_share**2 * count["disabled"]
    alike = np.divide(square, number, out=np.ones_like(number), where=number > 0)
    jkk, jkm = one.award["jkk"], one.award["jkm"]
    jkk = jkk._replace(cv2=jkk.cv2 * alike)
    gamma = [chance and chance.gamma(f"{p}_award") for p in PROGRAMMES]
    return {
        "jkk": cost_of(number, jkk, gamma[0]),
        "jkm": cost_of(count["late"], jkm, gamma[1]),
    }


class _Level:
    """Awards of one programme by school level: expected cost, and when it is paid."""

    def __init__(self, one: Events, shares: Awards, programme: str) -> None:
        self.idr = one.level_idr[programme]
        self.expected_idr = self.idr.sum(1)
        self.value_idr = (shares.value[programme][:, :, None] * self.idr).sum(1)
        self._matrix = shares.matrix[programme]

    def later(self, awarded: np.ndarray) -> np.ndarray:
        """Return paid, owed and its present value, (3, Y, draw), of what was awarded.

        The levels share it as they share what is expected.
        """
        expected, none = self.expected_idr, np.zeros_like(awarded)
        ratio = np.divide(awarded, expected, out=none, where=expected > 0)
        return paid_later.later(self.idr * ratio[:, None], self._matrix)


def _account(
    cost: np.ndarray,
    mean: np.ndarray,
    outstanding: np.ndarray,
    awarded: np.ndarray,
    level: _Level,
) -> Account:
    """Return the account of a programme; ``mean``: the expected cost."""
    paid, owed, owed_pv = level.later(awarded)
    return Account(
        incurred_idr=cost + awarded,
        paid_idr=delay.paid(cost.T, outstanding.T).T + paid,
        outstanding_idr=outstanding,
        owed_idr=owed,
        owed_pv_idr=owed_pv,
        expected_idr=mean + level.expected_idr,
        expected_pv_idr=mean + level.value_idr,
    )
