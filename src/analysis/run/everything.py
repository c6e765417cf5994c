"""The main job: every shipped scenario, comparisons, record of forecasts, index."""

from __future__ import annotations

from pathlib import Path

from analysis import paths
from analysis.errors import Problem, ScenarioError
from analysis.run import advice, comparison, held, jobs, validation
from analysis.run.jobs import Options, Outcome
from analysis.run.watch import Watch

INDEX = "index.html"


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
    scenarios = scenario_files()
    outcomes = jobs.run(scenarios, options, watch)
    failed = {outcome.name for outcome in outcomes if outcome.failure}
    for family in comparison.families(scenarios):
        if not failed.intersection(path.stem for path in family):
            outcomes.append(comparison.compare(held.of_files(family), options, watch))
    outcomes += validation.record(options, watch)
    if any(o.ran for o in outcomes) or not (options.reports / INDEX).is_file():
        refresh_index(options)
    jobs.raise_all([outcome.failure for outcome in outcomes if outcome.failure])
    return outcomes


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
    """Write the page that links all runs."""
    from analysis.report import page

    page.write_index(options.reports, options.lang)
