"""Inverse questions: how many people, months, rupiah so that a target just holds.

The target is tried forward, on the central path or on draws, and the number is found
by bisection: where a target holds at one end of the range and fails at the other, the
answer is the last number that holds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from analysis.language import say
from analysis.law.parameters import load_law
from analysis.model.draws import Stream, blocks
from analysis.model.projection import money, people
from analysis.model.projection.plan import Plan, Values
from analysis.scenario.load import parse_scenario
from analysis.scenario.regions import region_pack
from analysis.scenario.schema import Scenario
from analysis.study.questions import Lever
from analysis.study.targets import Run, Target

DRAWS = 2000
PROBES = 8  # steps between the ends at which one direction is verified


@dataclass(frozen=True)
class Trial:
    """How far a target holds at one value: ``margin`` below 0 is what is missing.

    Of the year that binds; of draws, the margin that the asked share of them keeps.
    """

    margin: float
    year: int

    @property
    def holds(self) -> bool:
        """Say whether the target holds."""
        return self.margin >= 0


@dataclass(frozen=True)
class Answer:
    """The number sought, or why there is none.

    ``status``: ``largest`` or ``smallest`` value that holds (``value``; ``next_one``
    does not hold), ``all`` values hold, ``none`` holds, or ``unclear``: the target
    holds, fails and holds again, so no single number answers. ``value`` is None for
    the last three; ``trials`` holds all that was tried, by value.
    """

    lever: Lever
    target: Target
    confidence: float | None
    status: str
    value: int | None
    trials: Mapping[int, Trial]

    @property
    def next_one(self) -> int | None:
        """Return the first value that does not hold, None without an answer."""
        if self.value is None:
            return None
        return self.value + (1 if self.status == "largest" else -1)

    @property
    def binding(self) -> tuple[int, Trial]:
        """Return the value and trial that show what binds.

        With an answer: the first value that fails. Without: the one nearest to the
        other side, what is missing there or what room is left.
        """
        if self.next_one is not None:
            return self.next_one, self.trials[self.next_one]
        ends = (self.lever.low, self.lever.high)
        nearest = min(ends, key=lambda end: abs(self.trials[end].margin))
        return nearest, self.trials[nearest]

    @property
    def scenario(self) -> Scenario | None:
        """Return the scenario at the answer, None without one."""
        return None if self.value is None else self.lever.at(self.value)

    def sentence(self, lang: str = "en") -> str:
        """Return the answer in words, with the year that binds and by how much."""
        at, trial = self.binding
        return _SAID[self.status][lang].format(
            value=self.lever.shown(at if self.value is None else self.value, lang),
            next=self.lever.shown(at, lang),
            gap=self.target.shown(abs(trial.margin), lang),
            year=trial.year,
        )


class _Search:
    """The trials of one question; each value is tried once."""

    def __init__(
        self,
        lever: Lever,
        target: Target,
        confidence: float | None,
        draws: int,
        values: Values | None,
    ) -> None:
        self.lever, self.target, self._values = lever, target, values
        self._share = Fraction(1 if confidence is None else str(confidence))
        self._draws = 0 if confidence is None else draws
        self.memo: dict = {}
        self.trials: dict[int, Trial] = {}

    def at(self, value: int) -> Trial:
        """Return the trial of one value."""
        if value not in self.trials:
            if ("margin", value) not in self.memo:
                self.memo["margin", value] = self._worst(self.lever.at(value))
            self.trials[value] = self._judged(*self.memo["margin", value])
        return self.trials[value]

    def _worst(self, scenario: Scenario) -> tuple[np.ndarray, np.ndarray]:
        """Return each draw's smallest margin and its year."""
        margins = np.concatenate(
            [
                np.broadcast_to(self.target.margin(run), (run.draws, scenario.years))
                for run in self._runs(scenario)
            ]
        )
        return margins.min(1), scenario.first_year + margins.argmin(1)

    def _judged(self, worst: np.ndarray, years: np.ndarray) -> Trial:
        """Return the margin that the asked share of draws keeps, every year in it."""
        order = np.argsort(-worst, kind="stable")
        draw = order[math.ceil(self._share * len(order)) - 1]
        return Trial(float(worst[draw]), int(years[draw]))

    def _runs(self, scenario: Scenario) -> Iterator[Run]:
        law = load_law(scenario.law.variant, scenario.law.overrides)
        plan = Plan(scenario, law, region_pack(scenario.region), self.memo)
        known = people.uncut(plan, Values())
        if not self._draws:
            yield Run(plan, known, money.pay(plan, Values(), known), 1)
        for values, size in self._drawn(scenario):
            uncut = people.uncut(plan, values, known=known)
            yield Run(plan, uncut, money.pay(plan, values, uncut), size)

    def _drawn(self, scenario: Scenario) -> Iterator[tuple[Values, int]]:
        if self._draws and self._values is not None:
            yield self._values, self._draws
            return
        for block, size in blocks(self._draws):
            stream = Stream(scenario.seed, scenario.region, block, size)
            yield Values(stream), size

    def edge(self, good: int, bad: int) -> int:
        """Return the last value that holds between one that does and one that fails."""
        while abs(good - bad) > 1:
            middle = (good + bad) // 2
            if self.at(middle).holds:
                good = middle
            else:
                bad = middle
        return good

    def probe(self) -> None:
        """Try values evenly between the ends."""
        low, high = self.lever.low, self.lever.high
        for step in range(PROBES + 1):
            self.at(low + (high - low) * step // PROBES)

    @property
    def switches(self) -> int:
        """Return how often the target changes between holding and failing."""
        ordered = [self.trials[value].holds for value in sorted(self.trials)]
        return sum(one != other for one, other in pairwise(ordered))


def solve(
    lever: Lever,
    target: Target,
    *,
    confidence: float | None = None,
    draws: int = DRAWS,
    values: Values | None = None,
    as_file: bool = True,
    memo: dict | None = None,
) -> Answer:
    """Return the last value of ``lever`` at which ``target`` holds, exact to one.

    ``confidence`` None: on the central path. 0.5 or 0.9: in at least this share of
    ``draws`` the target holds in every year; all trials share their random numbers.
    ``values``: what the model asks for in as many draws, instead of the scenario's own.
    ``as_file``: both ends must be scenarios a file can hold; not so where what a file
    holds at one number was let go. ``memo``, handed over again for the same question
    at another confidence, keeps its trials.
    Cost: two ends, seven probes of one direction and log2 of the range, people and
    money only. Raises ScenarioError where an end of the range is no valid scenario or
    the target does not fit it, ValueError for a confidence outside 0..1 or no draws.
    """
    if confidence is not None and not (0 < confidence <= 1 and draws > 0):
        raise ValueError(
            f"a confidence of {confidence:g} on {draws} draws is asked; it lies above "
            "0 and at most at 1, on 1 draw or more"
        )
    for end in (lever.low, lever.high) if as_file else ():
        parse_scenario(lever.at(end).yaml_text())
    search = _Search(lever, target, confidence, draws, values)
    search.memo = {} if memo is None else memo
    search.probe()
    low, high = search.at(lever.low).holds, search.at(lever.high).holds
    value = None
    status = "all" if low else "none"
    if low != high:
        ends = (lever.low, lever.high) if low else (lever.high, lever.low)
        value, status = search.edge(*ends), "largest" if low else "smallest"
    if search.switches > (low != high):
        value, status = None, "unclear"
    return Answer(lever, target, confidence, status, value, search.trials)


_SAID = {
    "largest": say(
        id="Sampai {value} sasaran tercapai; dengan {next} kurang {gap} ({year}).",
        en="Up to {value} the target holds; with {next} {gap} short ({year}).",
    ),
    "smallest": say(
        id="Dari {value} sasaran tercapai; dengan {next} kurang {gap} ({year}).",
        en="From {value} the target holds; with {next} {gap} short ({year}).",
    ),
    "all": say(
        id="Bahkan dengan {value} sasaran tercapai; sisanya {gap} ({year}).",
        en="Even with {value} the target holds; {gap} to spare ({year}).",
    ),
    "none": say(
        id="Bahkan dengan {value} sasaran tidak tercapai; kurang {gap} ({year}).",
        en="Even with {value} the target does not hold; {gap} short ({year}).",
    ),
    "unclear": say(
        id="Sasaran tercapai, gagal, lalu tercapai lagi: tidak ada satu jawaban.",
        en="The target holds, fails and holds again: no single number answers.",
    ),
}
