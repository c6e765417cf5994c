"""From scenario files to run folders: what is stale is run, the rest is left alone.

A process for each scenario, two at a time: it projects, answers all studies once,
forks the kernels of the notebooks from there, writes the documents meanwhile and
closes the folder.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import paths
from analysis.errors import IuranError, MachineError, Problem
from analysis.run import advice, execute, forks, manifest, preflight, store, workers
from analysis.run.watch import Silent, Watch

if TYPE_CHECKING:
    from analysis.model.results import Results
    from analysis.scenario.schema import Scenario


@dataclass(frozen=True)
class Options:
    """What the user asked for besides the scenario."""

    reports: Path = paths.REPORTS
    overrides: Mapping[str, Any] = field(default_factory=dict)
    lang: str = "id"
    numbers_only: bool = False
    analysis: bool = False
    force: bool = False

    @property
    def with_answers(self) -> bool:
        """Say whether the numbers of the studies belong to the results."""
        return self.analysis or not self.numbers_only

    def recorded(self) -> dict[str, Any]:
        """Return the options that shape the content of a run folder."""
        return {
            "overrides": dict(self.overrides),
            "lang": self.lang,
            "numbers_only": self.numbers_only,
            "analysis": self.with_answers,
        }


@dataclass(frozen=True)
class Job:
    """One run folder to make."""

    name: str
    files: tuple[Path, ...]
    asked: Mapping[str, Any]
    started: str


@dataclass(frozen=True)
class Outcome:
    """What became of one folder; ``ran`` is False where nothing had changed.

    ``older``: the schema of the results it took the place of, 0 if it is this one's or
    there were none.
    """

    name: str
    folder: Path
    ran: bool
    failure: IuranError | None = None
    older: int = 0


def scenario_job(path: Path, options: Options) -> Job:
    """Return the job of a scenario file; its name is the file's stem (a slug)."""
    name = store.checked_name(path.stem, paths.shown(path))
    asked = manifest.request([path], {"kind": "scenario", **options.recorded()})
    return Job(name, (path,), asked, manifest.now())


def run(
    scenarios: Sequence[Path], options: Options, watch: Watch | None = None
) -> list[Outcome]:
    """Bring the run folders of ``scenarios`` up to date, in their order.

    Every scenario is read before anything is computed. One that fails while it is
    computed leaves its earlier folder as it was, says so in its outcome, and does
    not keep the others from finishing.

    Raises:
        IuranError: all problems of all scenario files at once.
    """
    watch = watch or Silent()
    jobs = [scenario_job(path, options) for path in scenarios]
    older = {job.name: older_schema(options.reports / job.name) for job in jobs}
    stale = [job for job in jobs if is_stale(job, options)]
    loaded = load_all([job.files[0] for job in stale], options.overrides)
    watch.expect(len(stale))
    pairs = [(job.name, (job, *one)) for job, *one in zip(stale, loaded, strict=True)]
    each = forks.here if options.numbers_only else forks.each
    if stale and not options.numbers_only:
        execute.preload()
    ended = each(partial(_make, options), pairs, watch)
    failures = {
        job.name: end
        for job, end in zip(stale, ended, strict=True)
        if end and not _is_in_place(job, options)
    }
    return [
        Outcome(
            job.name,
            options.reports / job.name,
            job in stale,
            failures.get(job.name),
            older[job.name],
        )
        for job in jobs
    ]


def _is_in_place(job: Job, options: Options) -> bool:
    """Say whether the folder is what this job made: it died while tidying up."""
    found = manifest.read(options.reports / job.name) or {}
    own = {"hash": job.asked["hash"], "started": job.started}
    return own.items() <= found.items()


def older_schema(folder: Path) -> int:
    """Return the schema of finished results if it is an earlier one, else 0."""
    found = manifest.read(folder) or {}
    schema = manifest.schema_of(found)
    return schema if 0 < schema < manifest.SCHEMA else 0


def is_stale(job: Job, options: Options) -> bool:
    """Say whether a run folder is missing or made from something else.

    What dead runs of that name left behind is cleaned up first, and told.

    Raises:
        MachineError: a newer version of the program wrote what is there, or a package
            is missing that making it again needs.
    """
    if store.tidy(options.reports, job.name):
        said = advice.RECOVERED[options.lang].format(name=job.name)
        print(said, file=sys.stderr)
    folder = store.run_folder(options.reports, job.name)
    if not options.force:
        _refuse_newer(folder)
        if manifest.is_current(folder, job.asked):
            return False
    preflight.check()
    return True


def _refuse_newer(folder: Path) -> None:
    schema = manifest.schema_of(manifest.read(folder) or {})
    if schema > manifest.SCHEMA:
        where, said = f"{manifest.FILE}: schema", (schema, manifest.SCHEMA)
        place = paths.reachable(folder)
        raise MachineError(Problem(place, where, str(schema), *advice.of_schema(*said)))


def load_all(
    files: Sequence[Path],
    overrides: Mapping[str, Any],
    known: Sequence[IuranError] = (),
) -> list[Scenario]:
    """Return the scenarios of ``files``; raise once with the problems of all.

    ``known`` were found before, and are told with them.
    """
    if not files and not known:
        return []
    from analysis.scenario.load import load_scenario

    loaded, failures = [], list(known)
    for path in files:
        try:
            loaded.append(load_scenario(path, **overrides))
        except IuranError as error:
            failures.append(error)
    raise_all(failures)
    return loaded


def raise_all(failures: Sequence[IuranError]) -> None:
    """Raise nothing, the one failure, or one error with the problems of all."""
    if len(failures) == 1:
        raise failures[0]
    if failures:
        problems = [problem for error in failures for problem in error.problems]
        raise type(failures[0])(problems)


def notebooks_name(path: Path) -> str:
    """Return a shipped scenario's stem, or another file's path.

    ``execute`` shows of a path only what is not this machine's.
    """
    if path.resolve().parent == paths.SCENARIOS.resolve():
        return path.stem
    return str(path.resolve())


def _make(options: Options, one: tuple[Job, Scenario], watch: Watch) -> None:
    """Compute and write one scenario's folder."""
    from analysis.model.projection import project
    from analysis.run import description, files
    from analysis.study import answers

    job, scenario = one
    with (
        store.locked(options.reports, job.name),
        store.new_folder(options.reports, job.name) as folder,
    ):
        # a notebook that is damaged is told before anything is computed
        given = _given(job, options)
        shown = {} if options.numbers_only else workers.chosen(given)
        bare = project(scenario)
        results = answers.with_answers(bare) if options.with_answers else bare
        description.refuse_broken(results)
        files.write_results(results, folder)
        content = description.described(results)
        if not options.numbers_only:
            known = {"project": _Known(bare)}
            with workers.notebook_workers(known) as pool:
                notebooks = workers.submit(pool, shown, job.asked["hash"], watch)
                workers.make_room(notebooks, folder)
                content["memo_pdf"] = _write_documents(results, folder, options.lang)
                workers.write_notebooks(notebooks, folder, options.lang)
        close(folder, job, content)
    watch.done(job.name)


def _given(job: Job, options: Options) -> dict[str, Any]:
    """Return what the notebooks are told."""
    return {
        "scenario": notebooks_name(job.files[0]),
        "overrides": dict(options.overrides),
        "lang": options.lang,
    }


@dataclass(frozen=True)
class _Known:
    """``project`` where the results of one scenario are at hand."""

    results: Results

    def __call__(self, scenario: Scenario, **more: Any) -> Results:
        from analysis.model.projection import project

        if scenario == self.results.scenario and not more:
            return self.results
        return project(scenario, **more)


def _write_documents(results: Results, folder: Path, lang: str) -> str:
    """Write what people read; return why there is no PDF, or that there is one."""
    from analysis.report import headline, memo, page, questions_form, workbook

    workbook.write_workbook(results, folder / "workbook.xlsx", lang)
    headline.write(results, folder)
    missing = memo.write_memos(results, folder)
    form = folder / f"{questions_form.name_of(results.scenario.name)}.yaml"
    text = questions_form.questions_form(results, lang)
    form.write_text(text, encoding="utf-8", newline="\n")
    page.write_run_page(folder, results, lang)  # it links what stands beside it
    return missing or "written"


def close(folder: Path, job: Job, content: Mapping[str, Any]) -> None:
    """Write the manifest, the last file of a folder, if nothing moved meanwhile.

    Raises:
        MachineError: inputs or code changed while the run was computing.
    """
    manifest.forget()
    now = manifest.request(job.files, job.asked["options"])
    if now["hash"] != job.asked["hash"]:
        raise MachineError(Problem(job.name, "", "", *advice.CHANGED_MEANWHILE))
    manifest.write(folder, {**content, **job.asked, "started": job.started})
