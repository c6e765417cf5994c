"""The main job: every shipped scenario, comparisons, record of forecasts, index."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence, Set
from functools import partial
from pathlib import Path

from analysis import paths
from analysis.errors import IuranError, Problem, ScenarioError
from analysis.run import (
    advice,
    comparison,
    forks,
    held,
    index,
    jobs,
    national,
    validation,
)
from analysis.run.held import Item
from analysis.run.jobs import Options, Outcome
from analysis.run.watch import Silent, Watch

Bring = Callable[[Watch], list[Outcome]]


def scenario_files(folder: Path | None = None) -> list[Path]:
    """Return the scenario files of a folder (default: the shipped ones) by name.

    Raises:
        ScenarioError: there is none.
    """
    folder = folder or paths.SCENARIOS
    found = sorted(folder.glob("*.yaml"), key=lambda path: path.stem)
    if not found:
        raise ScenarioError(Problem(paths.shown(folder), "", "", *advice.NO_SCENARIOS))
    return found


def report(options: Options, watch: Watch | None = None) -> list[Outcome]:
    """Bring all run folders, comparisons, record of forecasts and index up to date.

    Raises:
        IuranError: what went wrong; everything that could be finished is finished.
    """
    watch = watch or Silent()
    scenarios = scenario_files()
    outcomes = jobs.run(scenarios, options, watch)
    failures = [outcome.failure for outcome in outcomes if outcome.failure]
    failed = {outcome.name for outcome in outcomes if outcome.failure}
    for made in forks.each(_bring, _beside(scenarios, failed, options), watch):
        failures += [made] if isinstance(made, IuranError) else []
        outcomes += made if isinstance(made, list) else []
    # a run that was stopped may have left it as it was before
    if any(o.ran for o in outcomes) or not index.is_current(options.reports):
        refresh_index(options)
    jobs.raise_all(failures)
    return outcomes


def _beside(
    scenarios: Sequence[Path], failed: Set[str], options: Options
) -> list[tuple[str, Bring]]:
    """Return what is made after the scenarios, each by its name."""
    found: list[tuple[str, Bring]] = []
    for family in comparison.families(scenarios):
        if not failed.intersection(path.stem for path in family):
            items = held.of_files(family)
            found.append((family[0].stem, partial(_compare, items, options)))
    return [
        *found,
        ("record", partial(validation.record, options)),
        ("regions", partial(national.regions, options)),
    ]


def _bring(bring: Bring, watch: Watch) -> list[Outcome]:
    return bring(watch)


def _compare(items: Sequence[Item], options: Options, watch: Watch) -> list[Outcome]:
    return [comparison.compare(items, options, watch)]


def baselines(options: Options, watch: Watch | None = None) -> list[Outcome]:
    """Bring the runs of the planning baselines up to date.

    Raises:
        IuranError: what went wrong in any of them.
    """
    planned = [path for path in scenario_files() if path.stem.endswith("-baseline")]
    outcomes = jobs.run(planned, options, watch)
    jobs.raise_all([outcome.failure for outcome in outcomes if outcome.failure])
    return outcomes


def refresh_index(options: Options) -> None:
    """Write the page that links all runs; name the folders it cannot read."""
    for path in index.refresh(options.reports, options.lang):
        said = advice.UNREADABLE_RUN[options.lang].format(file=paths.reachable(path))
        print(said, file=sys.stderr)
