"""Scenarios side by side: the comparison notebook and workbook in one folder."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import paths
from analysis.errors import Problem, ScenarioError
from analysis.language import LANGUAGES, say
from analysis.run import advice, jobs, manifest, store, workers
from analysis.run.jobs import Job, Options, Outcome
from analysis.run.watch import Silent, Watch

if TYPE_CHECKING:
    from analysis.scenario.schema import Scenario

LONGEST_NAME = 120
TITLE = say(
    id="{title}: dibandingkan dengan {count} skenario lain",
    en="{title}: compared with {count} other scenarios",
)


def families(scenarios: Sequence[Path]) -> list[list[Path]]:
    """Return each scenario that others extend, followed by those variants."""
    by_name = {path.stem: path for path in scenarios}
    parents = {path: manifest.parent_of(path) for path in scenarios}
    return [
        [by_name[name], *(path for path in scenarios if parents[path] == name)]
        for name in sorted(by_name)
        if name in parents.values()
    ]


def name_of(names: Sequence[str]) -> str:
    """Return the folder of a comparison, shortened where many are compared."""
    name = "compare-" + "-".join(names)
    if len(name) <= LONGEST_NAME:
        return name
    digest = hashlib.sha256("\n".join(names).encode()).hexdigest()[:8]
    return f"compare-{names[0]}-{len(names) - 1}-others-{digest}"


def named(word: str) -> Path:
    """Return the scenario file a user means: a path, a name, or a run folder.

    Raises:
        ScenarioError: there is no such scenario.
    """
    from analysis.scenario.load import scenario_file

    folder = Path(word)
    return scenario_file(folder.name if folder.is_dir() else word)


def comparison_job(scenarios: Sequence[Path], options: Options) -> Job:
    """Return the job that compares ``scenarios`` with the first of them.

    Raises:
        ScenarioError: fewer than two different scenarios are named.
    """
    names = [store.checked_name(path.stem, paths.shown(path)) for path in scenarios]
    if len(set(names)) < 2 or len(set(names)) < len(names):
        raise ScenarioError(Problem("compare", "", ", ".join(names), *advice.TWO))
    recorded = {"kind": "comparison", "scenarios": names, "lang": options.lang}
    asked = manifest.request(scenarios, recorded)
    return Job(name_of(names), tuple(scenarios), asked, manifest.now())


def compare(
    scenarios: Sequence[Path], options: Options, watch: Watch | None = None
) -> Outcome:
    """Bring the comparison of ``scenarios`` up to date.

    Raises:
        IuranError: a scenario is wrong or the notebook failed.
    """
    watch = watch or Silent()
    job = comparison_job(scenarios, options)
    stale = jobs.is_stale(job, options)
    if stale:
        watch.expect(1)
        _make(job, options, watch)
        watch.done(job.name)
    return Outcome(job.name, options.reports / job.name, stale)


def _make(job: Job, options: Options, watch: Watch) -> None:
    from analysis.model.projection import project
    from analysis.report import page, workbook

    scenarios = jobs.load_all(job.files, {})
    given = {
        "scenarios": [jobs.notebooks_name(path) for path in job.files],
        "lang": options.lang,
    }
    with (
        workers.notebook_workers() as pool,
        store.locked(options.reports, job.name),
        store.new_folder(options.reports, job.name) as folder,
    ):
        notebooks = workers.submit(pool, given, job.asked["hash"], watch)
        results = [project(scenario) for scenario in scenarios]
        workers.write_notebooks(notebooks, folder, options.lang)
        workbook.write_comparison_workbook(
            results, folder / "results.xlsx", options.lang
        )
        page.write_comparison(folder, results, options.lang)
        jobs.close(folder, job, _described(job, scenarios))


def _described(job: Job, scenarios: Sequence[Scenario]) -> dict[str, Any]:
    first, others = scenarios[0], len(scenarios) - 1
    return {
        "kind": "comparison",
        "name": job.name,
        "title": {
            lang: TITLE[lang].format(title=getattr(first.title, lang), count=others)
            for lang in LANGUAGES
        },
        "scenarios": [scenario.name for scenario in scenarios],
        "region": first.region,
        "warnings": [],
    }
