"""Exposure of segments nobody's number of which is drawn, read off from a table.

With certain people and funded months, what claims rest on is, segment by segment, an
analytic function of turnover alone, linear in the share long enough in, and a choice of
two for gaps. It is worked out by ``exposure.yearly`` itself at the points of Chebyshev
and, between them, held against it; where it does not hold, it is not used.
"""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from analysis.model.core.chebyshev import basis, coefficients, points
from analysis.model.projection import exposure
from analysis.model.projection.exposure import Exposure
from analysis.model.projection.money import Money
from analysis.model.projection.people import People
from analysis.model.projection.plan import Plan, Values
from analysis.quantity import Quantity

COUNT = 24  # points
ACCURACY = 1e-9  # of the largest value of a field, between the points
_SWITCH, _SHARE = "claims.tenure_resets_after_gap", "claims.tenure_36_months_share"
_BENEFITS = ("full_benefit_idr", "early_benefit_idr")
_CORNERS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))  # gap resets, share
_ENDS = np.array([2.0**-53, 1 - 2.0**-53])  # of uniform random numbers


class Tables:
    """The exposure of a plan, certain segments by table, the others draw by draw."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._parts: dict[bytes, Plan] = {}
        self._tables: dict[tuple, Table] = {}

    def yearly(self, values: Values, people: People, money: Money) -> Exposure:
        """Return ``exposure.yearly`` of the draws of ``values``, to rounding."""
        certain = _certain(self._plan, people, money)
        if not certain.any():
            return exposure.yearly(self._plan, values, people, money)
        found = [
            self._part(values, certain, *_only(certain, people, money, draws=1)),
        ]
        if not certain.all():
            rest = _only(~certain, people, money, draws=None)
            found.append(exposure.yearly(self._of(~certain), values, *rest))
        return found[0] if certain.all() else _together(certain, *found)

    def _part(
        self, values: Values, certain: np.ndarray, people: People, money: Money
    ) -> Exposure:
        plan = self._of(certain)
        arrays = (certain, people.start, money.people, money.funded)
        key = tuple(one.tobytes() for one in arrays)
        if key not in self._tables:
            self._tables[key] = Table(plan, people, money)
        table = self._tables[key]
        if not table.exact:
            return exposure.yearly(plan, values, people, money)
        return table.yearly(values)

    def _of(self, which: np.ndarray) -> Plan:
        """Return the plan of some segments."""
        if which.all():
            return self._plan
        key = which.tobytes()
        if key not in self._parts:
            scenario = self._plan.scenario
            pairs = zip(scenario.segments.items(), which, strict=True)
            segments = dict(pair for pair, wanted in pairs if wanted)
            part = scenario.model_copy(update={"segments": segments})
            self._parts[key] = replace(self._plan, scenario=part)
        return self._parts[key]


def _certain(plan: Plan, people: People, money: Money) -> np.ndarray:
    """Return which segments have the same people and months in all draws, (S,) bool."""
    if money.arrears is not None:
        return np.zeros(len(plan.slugs), bool)
    if money.people is people.people and len(money.funded) == 1:  # nothing was cut
        return np.array([plan.people_certain(slug) for slug in plan.slugs])
    found = np.ones(len(plan.slugs), bool)
    for one in (people.start, money.people, money.funded):
        if len(one) > 1:
            found &= (one == one[:1]).all(axis=(0, *range(2, one.ndim)))
    return found


def _only(
    which: np.ndarray, people: People, money: Money, draws: int | None
) -> tuple[People, Money]:
    """Return people and money of some segments, of the first ``draws``."""
    first = slice(draws)
    return (
        replace(people, start=people.start[first, which]),
        replace(
            money,
            people=money.people[first, which],
            funded=money.funded[first, which],
        ),
    )


def _together(certain: np.ndarray, table: Exposure, drawn: Exposure) -> Exposure:
    """Return all segments again; arrays (draw, S, Y) with draws last in memory."""
    whole = {}
    for one in fields(Exposure):
        parts = [np.moveaxis(getattr(each, one.name), 0, -1) for each in (table, drawn)]
        if one.name in _BENEFITS and np.array_equal(*parts):
            whole[one.name] = getattr(table, one.name)  # one for all segments
            continue
        shape = (len(certain), parts[0].shape[1], max(p.shape[2] for p in parts))
        found = np.empty(shape)
        found[certain], found[~certain] = parts
        whole[one.name] = np.moveaxis(found, -1, 0)
    return Exposure(**whole)


class _At(Values):
    """Central values but for turnover, the switch and the share, (point,)."""

    def __init__(
        self, turnover_y: dict[str, np.ndarray], resets: np.ndarray, share: np.ndarray
    ) -> None:
        super().__init__()
        self._given = {**turnover_y, _SWITCH: resets, _SHARE: share}

    def of(self, quantity: Quantity, name: str, year: int | str = "") -> np.ndarray:
        """Return the value of each point."""
        given = self._given.get(name)
        return super().of(quantity, name, year) if given is None else given


class Table:
    """What the claims of certain people rest on, for any turnover of its range.

    ``exact``: whether it holds to ``ACCURACY`` between the points.
    """

    def __init__(self, plan: Plan, people: People, money: Money) -> None:
        self._plan = plan
        given = {slug: exposure.turnover(plan, slug) for slug in plan.slugs}
        self._ends = {  # of ln(share of places that stay a year)
            slug: np.log1p(-one.draws(_ENDS))
            for slug, one in given.items()
            if one is not None and not one.certain
        }
        self.exact = all(np.isfinite(ends).all() for ends in self._ends.values())
        if self.exact:
            seen = exposure.yearly(plan, self._at(_GRID), people, money)
            found = {one.name: getattr(seen, one.name) for one in fields(Exposure)}
            self._certain = {n: one for n, one in found.items() if len(one) == 1}
            self._drawn = {n: _Field(one) for n, one in found.items() if len(one) > 1}
            self.exact = all(one.exact for one in self._drawn.values())

    def _at(self, grid: np.ndarray) -> _At:
        """Return values at points: place of turnover, switch, share; (point, 3)."""
        place, resets, share = grid.T
        turnover_y = {
            f"segments.{slug}.turnover_y": -np.expm1(
                low + (high - low) * (place + 1) / 2
            )
            for slug, (low, high) in self._ends.items()
        }
        return _At(turnover_y, resets, share)

    def yearly(self, values: Values) -> Exposure:
        """Return ``exposure.yearly`` of the draws of ``values``."""
        rules = exposure.drawn_rules(self._plan, values)
        read = basis(self._places(values), COUNT)
        drawn = {n: one.at(read, *rules) for n, one in self._drawn.items()}
        return Exposure(**self._certain, **drawn)

    def _places(self, values: Values) -> np.ndarray:
        """Return where turnover stands between its ends, -1 to 1, (S, draw)."""
        rows = []
        for slug in self._plan.slugs:
            if slug not in self._ends:
                rows.append(np.zeros(1))
                continue
            low, high = self._ends[slug]
            stay = np.log1p(-exposure.turnover_y(self._plan, values, slug))
            rows.append(2 * (stay - low) / (high - low) - 1)
        return np.stack(np.broadcast_arrays(*rows))


class _Field:
    """One field by coefficients: (S, Y, K) for neither, share, gap, and both."""

    def __init__(self, found: np.ndarray) -> None:
        corners = found[: 4 * COUNT].reshape(4, COUNT, *found.shape[1:])
        none, share, gap, both = (coefficients(one) for one in corners)
        parts = (none, share - none, gap - none, both - gap - share + none)
        self._parts = [np.ascontiguousarray(one.transpose(1, 2, 0)) for one in parts]
        self._matters = [np.any(one) for one in self._parts]
        largest = np.abs(found).max()
        held = self.at(*_trial(found.shape[1]))
        apart = np.abs(
            np.moveaxis(held, 0, -1) - np.moveaxis(found[4 * COUNT :], 0, -1)
        )
        self.exact = bool(apart.max() <= ACCURACY * largest)

    def at(self, read: np.ndarray, resets: np.ndarray, share: np.ndarray) -> np.ndarray:
        """Return the field at the draws, (draw, S, Y) with draws last in memory."""
        none, by_share, by_gap, by_both = self._parts
        found = none @ read
        if self._matters[1]:
            found += (by_share @ read) * share
        if self._matters[2] and resets.any():
            found += (by_gap @ read) * resets
        if self._matters[3] and resets.any():
            found += (by_both @ read) * (resets * share)
        return np.moveaxis(found, -1, 0)


def _trial(segments: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return where a field is held against what it stands for."""
    place, resets, share = _GRID[4 * COUNT :].T
    return basis(np.broadcast_to(place, (segments, len(place))), COUNT), resets, share


def _grid() -> np.ndarray:
    """Return the points: four times all places, then between them; (point, 3)."""
    at = points(COUNT)
    between = (at[:-1] + at[1:]) / 2
    places = [*[at] * len(_CORNERS), between, between]
    corners = [*_CORNERS, (0.0, 0.5), (1.0, 0.5)]
    return np.concatenate(
        [
            np.column_stack([place, np.tile(corner, (len(place), 1))])
            for place, corner in zip(places, corners, strict=True)
        ]
    )


_GRID = _grid()
