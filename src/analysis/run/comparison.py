"""Scenarios side by side: the comparison notebook and workbook in one folder."""

from __future__ import annotations

import hashlib
import os.path
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import paths
from analysis.errors import Problem, ScenarioError
from analysis.language import LANGUAGES, say
from analysis.run import dependencies, jobs, manifest, store, workers
from analysis.run.held import Item
from analysis.run.jobs import Job, Options, Outcome
from analysis.run.watch import Silent, Watch
from analysis.scenario.texts import TWO

if TYPE_CHECKING:
    from analysis.model.results import Results
    from analysis.scenario.schema import Scenario

LONGEST_NAME = 120
TITLE = say(
    id="{title}: dibandingkan dengan {count} skenario lain",
    en="{title}: compared with {count} other scenarios",
)


def families(scenarios: Sequence[Path]) -> list[list[Path]]:
    """Return each scenario that others extend, followed by those variants."""
    by_name = {path.stem: path for path in scenarios}
    parents = {path: dependencies.parent_of(path) for path in scenarios}
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
    return scenario_file(folder.name if os.path.isdir(folder) else word)


def comparison_job(items: Sequence[Item], options: Options) -> Job:
    """Return the job that compares ``items`` with the first of them.

    Raises:
        ScenarioError: fewer than two different scenarios are named.
    """
    names = [store.checked_name(one.name, paths.shown(one.file)) for one in items]
    unlike = {*names}, {one.file.resolve() for one in items}
    if len(names) < 2 or any(len(one) < len(names) for one in unlike):
        raise ScenarioError(Problem("compare", "", ", ".join(names), *TWO))
    recorded = {"kind": "comparison", "scenarios": names, "lang": options.lang}
    held_runs = {one.name: one.held["hash"] for one in items if one.held}
    files = tuple(one.file for one in items)
    asked = manifest.request(files, recorded | {"held": held_runs})
    return Job(name_of(names), files, asked, manifest.now())


def compare(
    items: Sequence[Item], options: Options, watch: Watch | None = None
) -> Outcome:
    """Bring the comparison of ``items`` up to date.

    Raises:
        IuranError: a scenario is wrong or the notebook failed.
    """
    watch = watch or Silent()
    job = comparison_job(items, options)
    stale = jobs.is_stale(job, options)
    if stale:
        watch.expect(1)
        _make(job, items, options, watch)
        watch.done(job.name)
    return Outcome(job.name, options.reports / job.name, stale)


def _make(job: Job, items: Sequence[Item], options: Options, watch: Watch) -> None:
    from analysis.report import page, workbook_compare

    scenarios = jobs.load_all(job.files, {})
    with (
        store.locked(options.reports, job.name),
        store.new_folder(options.reports, job.name) as folder,
    ):
        given = _given(items, options.lang)
        shown = workers.chosen(given)
        runs = _projected(scenarios, items)
        _write_numbers(runs, folder)
        with workers.notebook_workers({"project_all": _Known(given, runs)}) as pool:
            notebooks = workers.submit(pool, shown, job.asked["hash"], watch)
            workers.make_room(notebooks, folder)
            book = folder / "results.xlsx"
            workbook_compare.write_comparison_workbook(runs, book, options.lang)
            page.write_comparison(folder, runs, options.lang)
            workers.write_notebooks(notebooks, folder, options.lang)
        jobs.close(folder, job, _described(job, runs))


@dataclass(frozen=True)
class _Known:
    """``project_all`` where the results of one comparison are at hand."""

    given: Mapping[str, Any]
    runs: list[Results]

    def __call__(
        self, scenarios: Sequence[str], stored: Any = None, **more: Any
    ) -> list[Results]:
        from analysis.study.together import project_all

        asked = {"scenarios": list(scenarios), "stored": stored or {}}
        if not more and asked == {key: self.given[key] for key in asked}:
            return self.runs
        return project_all(scenarios, stored, **more)


def _given(items: Sequence[Item], lang: str) -> dict[str, Any]:
    """Return the parameters of the notebook."""
    words = [jobs.notebooks_name(one.file) for one in items]
    stored = {
        word: one.stored for word, one in zip(words, items, strict=True) if one.held
    }
    return {"scenarios": words, "stored": stored, "lang": lang}


def _projected(scenarios: Sequence[Scenario], items: Sequence[Item]) -> list[Results]:
    from analysis.study import together

    fields = [one.stored for one in items]
    stored = [together.read_stored(one) if one else None for one in fields]
    return together.projected(scenarios, stored)


def _write_numbers(runs: Sequence[Results], folder: Path) -> None:
    import pandas as pd

    from analysis.run import files
    from analysis.study import differences

    tables = [*(run.table for run in runs), differences.rows(runs)]
    files.write_table(pd.concat(tables, ignore_index=True), folder)


def _described(job: Job, runs: Sequence[Results]) -> dict[str, Any]:
    from analysis.study import together

    first, others = runs[0].scenario, len(runs) - 1
    return {
        "kind": "comparison",
        "name": job.name,
        "title": {
            lang: TITLE[lang].format(title=getattr(first.title, lang), count=others)
            for lang in LANGUAGES
        },
        "scenarios": [run.scenario.name for run in runs],
        "region": first.region,
        "warnings": [said["en"] for said in together.warnings(runs)],
    }
