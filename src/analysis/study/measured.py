"""The register of assumptions with what each one moves, most telling first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from analysis.evidence import settlements
from analysis.language import Text, say
from analysis.law import parameters
from analysis.law.dated import Law
from analysis.scenario.schema import Scenario
from analysis.study.assumed_figures import (
    of_funders,
    of_scenarios,
    of_settlements,
)
from analysis.study.assumptions import (
    Assumption,
    of_all_ages,
    of_law,
    of_structure,
)
from analysis.study.impact import ACTS_ON, Bench, Changes, Trial

NOTHING = 1e-9  # below it a change is what floating point leaves
# class of impact -> what it means, the largest first
IMPACTS: dict[str, Text] = {
    "over 10%": say(id="lebih dari 10%", en="a result moves by more than 10%"),
    "1-10%": say(id="1 sampai 10%", en="by 1 to 10%"),
    "under 1%": say(id="kurang dari 1%", en="by less than 1%"),
    "ranges": say(
        id="hanya rentangnya", en="only how wide the ranges are, not the central path"
    ),
    "none": say(id="tidak ada", en="no result moves"),
    "not used": say(
        id="tidak dipakai",
        en="the central path and the draws never ask for it in the years projected",
    ),
    "not measured": say(
        id="tidak diukur", en="no range is given, or the model has no switch for it"
    ),
}
_LIMITS = (("over 10%", 0.10), ("1-10%", 0.01), ("under 1%", NOTHING))


@dataclass(frozen=True)
class Measured:
    """An assumption, what its other values did, and how wide they make the ranges.

    ``trials`` has one entry a scenario and value; ``spread`` the relative changes of
    the width of the claims' range by scenario, only where nothing else moved.
    """

    assumption: Assumption
    trials: tuple[Trial, ...] = ()
    spread: Mapping[str, tuple[float, ...]] | None = None

    @property
    def size(self) -> float:
        """Return the largest change, of a result or else of a range."""
        if self.spread is not None:
            return max(abs(x) for pair in self.spread.values() for x in pair)
        return max((trial.size for trial in self.trials), default=0.0)

    @property
    def impact(self) -> str:
        """Return the class of impact, a key of ``IMPACTS``."""
        if not self.assumption.ends and not self.trials:
            return "not measured"
        if not self.trials:
            return "not used"
        if self.spread is not None and self.size > NOTHING:
            return "ranges"
        found = (name for name, limit in _LIMITS if self.size > limit)
        return next(found, "none")

    @property
    def worst(self) -> Trial:
        """Return the trial with the largest change."""
        return max(self.trials, key=lambda trial: trial.size)

    @property
    def acts(self) -> tuple[str, ...]:
        """Return the groups of results it acts on, found by what moved."""
        if self.impact == "ranges":
            return ("ranges",)
        moved = {area for trial in self.trials for area in trial.acts}
        return self.assumption.acts or tuple(area for area in ACTS_ON if area in moved)

    @property
    def rank(self) -> tuple:
        """Return the key that puts first what matters most and is known least."""
        quality = -ord(self.assumption.quality)
        place = list(IMPACTS).index(self.impact)
        return place, quality, -round(self.size, 6), self.assumption.key


@dataclass(frozen=True)
class Register:
    """Every assumption with its impact, ranked; ``ages``: those of all groups at once.

    ``baselines`` names the scenarios of ``scenarios`` on which values were tried.
    """

    rows: tuple[Measured, ...]
    ages: Mapping[str, Measured]
    scenarios: Mapping[str, Scenario]
    baselines: tuple[str, ...]
    law: Law


def assumptions(scenarios: Mapping[str, Scenario]) -> list[Assumption]:
    """Return every assumption of the project, each once."""
    law = parameters.load_law()
    return [
        *of_law(law),
        *of_funders(parameters.funders()),
        *of_scenarios(scenarios, law),
        *of_settlements(settlements.judgements()),
        *of_structure(parameters.structure()),
    ]


def register(scenarios: Mapping[str, Scenario]) -> Register:
    """Return every assumption with what it moves, one at a time.

    What a scenario assumes is tried in that scenario, everything else in each planning
    baseline (``*-baseline``).
    """

    @cache
    def bench(name: str) -> Bench:
        return Bench(scenarios[name])

    baselines = tuple(name for name in scenarios if name.endswith("-baseline"))

    def measured(one: Assumption) -> Measured:
        names = [one.scenario] if one.scenario else baselines
        return _measured(one, [bench(name) for name in names])

    law = parameters.load_law()
    rows = [measured(one) for one in assumptions(scenarios)]
    ages = {cell: measured(one) for cell, one in of_all_ages(law).items()}
    rows.sort(key=lambda row: row.rank)
    return Register(tuple(rows), ages, scenarios, baselines, law)


def _measured(one: Assumption, benches: Sequence[Bench]) -> Measured:
    asked = [bench for bench in benches if _is_read(one, bench)]
    trials = [
        (bench, bench.trial(changes, tried), changes)
        for bench in asked
        for tried, changes in one.tries(bench.scenario)
    ]
    done = tuple(trial for _, trial, _ in trials)
    moved = any(trial.size > NOTHING or trial.acts for trial in done)
    if moved or not done or one.law_value is None:
        return Measured(one, done)
    return Measured(one, done, _spreads(trials))


def _spreads(
    trials: Iterable[tuple[Bench, Trial, Changes]],
) -> dict[str, tuple[float, ...]]:
    by_name: dict[str, tuple[float, ...]] = {}
    for bench, trial, changes in trials:
        name = trial.scenario
        by_name[name] = (*by_name.get(name, ()), bench.spread(changes))
    return by_name


def _is_read(one: Assumption, bench: Bench) -> bool:
    return one.law_value is None or bench.reads(*one.law_value)
