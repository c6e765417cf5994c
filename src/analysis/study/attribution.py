"""Why two scenarios differ: the difference split over levers by Shapley values.

A lever is what a planner decides or assumes apart from the rest. The order in which
levers are moved changes what each seems to do; the Shapley value is the mean over all
orders, so no order is preferred and the parts add up to the difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import factorial

import numpy as np
import pandas as pd

from analysis.law.parameters import load_law
from analysis.model.projection import central
from analysis.model.projection.series import ALL, describe
from analysis.model.results import ADDITIVE
from analysis.scenario.schema import Scenario
from analysis.study.mixtures import (
    LEVERS,
    Coalition,
    check_comparable,
    is_valid,
    levers_between,
    mixed,
)


class Attribution:
    """The difference ``second - first`` of any variable, split over levers.

    ``players``: the levers in which the two differ, each a tuple of one name; of more
    where one without the other is no valid scenario. Costs at most 2^k central paths of
    k players, once for all variables. Raises ScenarioError for scenarios of different
    regions or years.
    """

    def __init__(self, first: Scenario, second: Scenario) -> None:
        check_comparable(first, second)
        self.first, self.second = first, second
        self._memo: dict = {}
        self._paths: dict[Coalition, Mapping[str, np.ndarray]] = {}
        self._valid: dict[Coalition, bool] = {}

    @cached_property
    def players(self) -> tuple[tuple[str, ...], ...]:
        """Return the levers that differ, those that only move together as one."""
        found = tuple((lever,) for lever in levers_between(self.first, self.second))
        while self._invalid(found):
            pairs = combinations(found, 2)
            found = min((_joined(found, *pair) for pair in pairs), key=self._invalid)
        return found

    @property
    def merged(self) -> tuple[tuple[str, ...], ...]:
        """Return the players that stand for several levers."""
        return tuple(player for player in self.players if len(player) > 1)

    @property
    def evaluations(self) -> int:
        """Return how many central paths were computed so far."""
        return len(self._paths)

    def of(
        self,
        variable: str,
        *,
        segment: str = ALL,
        programme: str = ALL,
        funder: str = ALL,
    ) -> pd.DataFrame:
        """Return what each player adds to ``variable`` of the central path.

        Index: years and ``all`` (their sum); columns: players, merged ones joined by
        ``+``, and ``total`` = second - first. A group or payer that one scenario lacks
        counts 0. Raises ValueError for a series that neither has, or without a value in
        some year.
        """
        labels = (segment, programme, funder)
        self._check(variable, labels)
        worth = {
            frozenset(taken): self._series(_levers(taken), variable, labels)
            for taken in _subsets(self.players)
        }
        parts = shapley(worth)
        total = worth[frozenset(self.players)] - worth[frozenset()]
        columns = {"+".join(player): parts[player] for player in self.players}
        first = self.first.first_year
        years = range(first, first + self.first.years)
        return _frame({**columns, "total": total}, years)

    def bill(self) -> pd.DataFrame:
        """Return the parts of the general APBD's bill, see :meth:`of`."""
        return self.of("contributions_idr", funder="apbd")

    def _invalid(self, players: Sequence[tuple[str, ...]]) -> int:
        """Return how many mixtures of the two are no valid scenario."""
        mixtures = (_levers(taken) for taken in _subsets(players))
        return sum(not self._fits(taken) for taken in mixtures)

    def _fits(self, taken: Coalition) -> bool:
        if taken not in self._valid:
            self._valid[taken] = self._is_an_end(taken) or is_valid(
                mixed(self.first, self.second, taken)
            )
        return self._valid[taken]

    def _is_an_end(self, taken: Coalition) -> bool:
        return len(taken) in (0, len(levers_between(self.first, self.second)))

    def _series(
        self, taken: Coalition, variable: str, labels: tuple[str, str, str]
    ) -> np.ndarray:
        """Return a series of one mixture, (year,) of Fractions."""
        scenario = mixed(self.first, self.second, taken)
        if taken not in self._paths:
            law = load_law(scenario.law.variant, scenario.law.overrides)
            self._paths[taken] = central(scenario, law, self._memo)
        path, known = self._paths[taken], _known(scenario)[variable].labels
        if variable in path and labels in known:
            values = np.asarray(path[variable][known.index(labels)], dtype=float)
        else:
            absent = 0.0 if variable in ADDITIVE else np.nan
            values = np.full(scenario.years, absent)
        if not np.isfinite(values).all():
            raise ValueError(
                f"{variable} has no value in some year of a mixture of "
                f"{self.first.name} and {self.second.name}; choose a variable that has "
                "one in every year, such as contributions_idr"
            )
        return np.array([Fraction(value) for value in values], dtype=object)

    def _check(self, variable: str, labels: tuple[str, str, str]) -> None:
        both = [_known(one) for one in (self.first, self.second)]
        if variable not in both[0] or not both[0][variable].yearly:
            raise ValueError(
                f"{variable} is no variable of the results by year; "
                "results.table lists them"
            )
        if not any(labels in known[variable].labels for known in both):
            raise ValueError(
                f"{variable} has no series of segment, programme, funder {labels} in "
                f"{self.first.name} or {self.second.name}; results.table lists them"
            )


def shapley(
    worth: Mapping[frozenset, np.ndarray],
) -> dict[tuple[str, ...], np.ndarray]:
    """Return the Shapley value of each player, exact where ``worth`` is::

        sum over S without i of |S|! (k - |S| - 1)! / k! (worth(S + i) - worth(S))

    ``worth`` maps each of the 2^k sets of players to an array of one shape. Shapley
    (1953), A value for n-person games.
    """
    players = max(worth, key=len)
    k = len(players)
    found = {player: worth[frozenset()] * 0 for player in sorted(players)}
    for taken, value in worth.items():
        for player in players - taken:
            weight = Fraction(
                factorial(len(taken)) * factorial(k - len(taken) - 1), factorial(k)
            )
            found[player] = found[player] + weight * (worth[taken | {player}] - value)
    return found


def _subsets(players: Sequence[tuple[str, ...]]) -> Iterator[tuple]:
    for size in range(len(players) + 1):
        yield from combinations(players, size)


def _levers(players: Sequence[tuple[str, ...]]) -> Coalition:
    return frozenset(lever for player in players for lever in player)


def _joined(
    players: Sequence[tuple[str, ...]], one: tuple[str, ...], other: tuple[str, ...]
) -> tuple[tuple[str, ...], ...]:
    both = tuple(sorted((*one, *other), key=LEVERS.index))
    rest = [player for player in players if player not in (one, other)]
    return tuple(sorted([*rest, both], key=lambda player: LEVERS.index(player[0])))


def _known(scenario: Scenario) -> dict:
    payers = list(dict.fromkeys(funder.funder for funder in scenario.funding))
    return describe(scenario.segment_names, payers)


def _frame(columns: Mapping[str, np.ndarray], years: range) -> pd.DataFrame:
    rows = {
        name: [float(value) for value in (*values, values.sum())]
        for name, values in columns.items()
    }
    return pd.DataFrame(rows, index=pd.Index([*years, ALL], name="year"))
