"""Scenarios that differ in money alone: people and claims worked out once for all.

Common random numbers make people, rates and events of two scenarios the same wherever
their segments and what the law says of them are; budgets, ceilings and tariffs only
decide what is paid. Whatever a ceiling cuts is worked out for each.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from analysis.law import tariff
from analysis.model.claims.commitments import Flow
from analysis.model.draws import Stream
from analysis.model.projection import awards, exposure, likely, people, pooled
from analysis.model.projection.exposure import Exposure
from analysis.model.projection.likely import Awards
from analysis.model.projection.money import Money
from analysis.model.projection.people import People
from analysis.model.projection.plan import Plan, Values
from analysis.model.projection.pooled import Pooled

_TARIFFS = {
    *tariff.names("bpu"),
    *(name for group in tariff.RISK_GROUPS for name in tariff.names("pu", group)),
}
_UNCUT = "uncut"


def likeness(plan: Plan) -> tuple[Any, ...]:
    """Return what people and claims rest on; equal for scenarios that share them."""
    scenario = plan.scenario
    overrides = scenario.law.overrides.items()
    return (
        scenario.segments,
        scenario.decision,
        scenario.budget.revised,
        scenario.wage_growth_y,
        scenario.law.variant,
        {name: dated for name, dated in overrides if name not in _TARIFFS},
        tuple(plan.turns),
    )


class Kin:
    """People and claims of scenarios alike in all but money.

    What a block of draws found is kept until the next block is :meth:`begin`.
    """

    def __init__(self, plan: Plan, values: Values) -> None:
        self._plan, self.likeness = plan, likeness(plan)
        self.values = values  # of the central path
        self.central = people.uncut(plan, values)
        self._fixed: dict[Hashable, Any] = {}  # of all blocks
        self._block: dict[Hashable, Any] = {}
        self._values, self._stream = values, None

    def begin(self, values: Values, stream: Stream) -> None:
        """Turn to the next block of draws."""
        self._values, self._stream, self._block = values, stream, {}

    def uncut(self) -> People:
        """Return the people of the block before any ceiling."""

        def found() -> People:
            return people.uncut(self._plan, self._values, known=self.central)

        return self._once(self._block, _UNCUT, found)

    def fixed(self, paid: Money) -> tuple[Hashable, Exposure, Pooled, Awards]:
        """Return what the central path finds, and how it shares out scholarships."""
        key = _key(self.central, paid)

        def found() -> tuple[Hashable, Exposure, Pooled, Awards]:
            plan, values = self._plan, self.values
            seen = exposure.yearly(plan, values, self.central, paid)
            shares = Awards(plan, seen, self._flows())
            events = likely.events(plan, values, seen, shares)
            return key, seen, pooled.pooled(plan, values, events, shares), shares

        return self._once(self._fixed, key, found)

    def _flows(self) -> dict[str, Flow]:
        def found() -> dict[str, Flow]:
            return awards.flows(self._plan, self.values)

        return self._once(self._fixed, "flows", found)

    def drawn(
        self, uncut: People, paid: Money, central: tuple[Hashable, Awards]
    ) -> tuple[Exposure, Pooled]:
        """Return what claims rest on, and the claims of the block after all cuts.

        ``central``: key and shares of :meth:`fixed`.
        """
        (of, shares), key = central, _key(uncut, paid)

        def found() -> tuple[Exposure, Pooled]:
            seen = exposure.yearly(self._plan, self._values, uncut, paid)
            events = likely.events(self._plan, self._values, seen, shares)
            chance = pooled.Chance(self._plan, self._stream)
            return seen, pooled.pooled(self._plan, self._values, events, shares, chance)

        return found() if key is None else self._once(self._block, (of, key), found)

    @staticmethod
    def _once(
        store: dict[Hashable, Any], key: Hashable, found: Callable[[], Any]
    ) -> Any:
        if key not in store:
            store[key] = found()
        return store[key]


def _key(uncut: People, paid: Money) -> Hashable:
    """Return a name for the people left: equal names, equal people.

    None where a ceiling cuts other people in other draws.
    """
    arrays = (uncut.start, paid.people, paid.funded)
    if all(len(one) == 1 for one in arrays):
        return tuple(one.tobytes() for one in arrays)
    is_uncut = paid.people is uncut.people and paid.arrears is None
    return _UNCUT if is_uncut and len(paid.funded) == 1 else None
