"""The record of forecasts: notebook 11 and its page, once for all scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analysis import paths
from analysis.run import execute, jobs, manifest, parameters, store, workers
from analysis.run.jobs import Job, Options, Outcome
from analysis.run.watch import Silent, Watch

NAME = "forecast-record"
SUBJECT = "frozen"  # the parameter that tells its notebook from the others


def wanted() -> bool:
    """Say whether a notebook shows the record of forecasts."""
    return any(
        SUBJECT
        in parameters.declared(execute.read_notebook(source), paths.shown(source))
        for source in execute.source_notebooks()
    )


def record(options: Options, watch: Watch | None = None) -> list[Outcome]:
    """Bring the folder of the record up to date; nothing where no notebook shows it.

    Raises:
        IuranError: the notebook failed, or nothing was calibrated or frozen yet.
    """
    if not wanted():
        return []
    watch = watch or Silent()
    recorded = {"kind": "validation", "lang": options.lang}
    job = Job(NAME, (), manifest.request([], recorded), manifest.now())
    stale = jobs.is_stale(job, options)
    if stale:
        watch.expect(1)
        _make(job, options, watch)
        watch.done(NAME)
    return [Outcome(NAME, options.reports / NAME, stale)]


def _make(job: Job, options: Options, watch: Watch) -> None:
    from analysis.report import page
    from analysis.run import forecasts

    days: Sequence[str] = forecasts.frozen_days()
    given = {SUBJECT: days[-1], "lang": options.lang}
    with (
        workers.notebook_workers() as pool,
        store.locked(options.reports, job.name),
        store.new_folder(options.reports, job.name) as folder,
    ):
        notebooks = workers.submit(pool, given, job.asked["hash"], watch)
        workers.write_notebooks(notebooks, folder, options.lang)
        page.write_validation(folder, days[-1], options.lang)
        jobs.close(folder, job, _described())


def _described() -> dict[str, Any]:
    from analysis.report.page import NOTEBOOKS

    title = dict(NOTEBOOKS["11_validation"])
    return {"kind": "validation", "name": NAME, "title": title, "warnings": []}
