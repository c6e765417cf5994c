"""Folders that belong to no scenario: a notebook and its page, once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis import paths
from analysis.run import execute, jobs, manifest, parameters, store, workers
from analysis.run.jobs import Job, Options, Outcome
from analysis.run.watch import Silent, Watch


@dataclass(frozen=True)
class Page:
    """One such folder.

    ``subject``: the parameter that tells its notebook from the others; ``given``
    returns what the notebook is told, the subject first; ``write`` makes the page from
    that, in the folder. ``files``: what it reads beyond what every run does.
    """

    name: str
    kind: str
    notebook: str
    subject: str
    given: Callable[[], dict[str, Any]]
    write: Callable[[Path, Mapping[str, Any], str], None]
    files: tuple[Path, ...] = ()


def shown_by(page: Page) -> Path | None:
    """Return the notebook that takes the page's subject, None where there is none."""
    for source in execute.source_notebooks():
        notebook = execute.read_notebook(source)
        if page.subject in parameters.declared(notebook, paths.shown(source)):
            return source
    return None


def bring(page: Page, options: Options, watch: Watch | None = None) -> list[Outcome]:
    """Bring the folder of a page up to date; nothing where no notebook shows it.

    Raises:
        IuranError: the notebook failed, or something it needs is missing.
    """
    if shown_by(page) is None:
        return []
    watch = watch or Silent()
    recorded = {"kind": page.kind, "lang": options.lang}
    asked = manifest.request(page.files, recorded)
    job = Job(page.name, page.files, asked, manifest.now())
    stale = jobs.is_stale(job, options)
    if stale:
        watch.expect(1)
        _make(page, job, options, watch)
        watch.done(page.name)
    return [Outcome(page.name, options.reports / page.name, stale)]


def _make(page: Page, job: Job, options: Options, watch: Watch) -> None:
    # before the kernels: forked ones find here what this process has computed
    given = page.given()
    with (
        workers.notebook_workers({}) as pool,
        store.locked(options.reports, job.name),
        store.new_folder(options.reports, job.name) as folder,
    ):
        told = {**given, "lang": options.lang}
        shown = workers.chosen(told)
        notebooks = workers.submit(pool, shown, job.asked["hash"], watch)
        workers.write_notebooks(notebooks, folder, options.lang)
        page.write(folder, given, options.lang)
        jobs.close(folder, job, _described(page))


def _described(page: Page) -> dict[str, Any]:
    from analysis.report.page_words import NOTEBOOKS

    title = dict(NOTEBOOKS[page.notebook])
    return {"kind": page.kind, "name": page.name, "title": title, "warnings": []}
