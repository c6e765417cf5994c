"""Many regions and scenarios in one go: computed, summed, and resumed where it ended.

A unit of work is one region with all its scenarios (:mod:`analysis.run.sweep_unit`).
Its files are written when it is finished (:mod:`analysis.run.sweep_folder`), so a sweep
that ends for whatever reason goes on where it was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis import paths
from analysis.errors import (
    InputDataError,
    IuranError,
    MachineError,
    Problem,
    ScenarioError,
)
from analysis.run import (
    manifest,
    store,
    sweep_estimate,
    sweep_folder,
    sweep_sums,
    sweep_tables,
)
from analysis.run import sweep_words as words
from analysis.run.sweep_folder import province_of
from analysis.run.sweep_pool import finished
from analysis.run.sweep_unit import MACHINE_CODE, Done, Unit, work
from analysis.run.sweep_where import Where
from analysis.run.watch import Silent, Watch
from analysis.scenario.sweep_file import Sweep, load_sweep, sweep_file

OUT = paths.REPORTS / "sweeps"
COPY = "sweep.yaml"
OK, INCOMPLETE, RUNNING, STOPPED = "ok", "incomplete", "running", "stopped"
_ERRORS = {2: InputDataError, 3: ScenarioError, MACHINE_CODE: MachineError}


@dataclass(frozen=True)
class Options:
    """What was asked for besides the sweep file.

    ``yes``: start however large it is; ``force``: compute finished regions again;
    ``wait_s``: how long to wait for another process that runs the same sweep.
    """

    out: Path = OUT
    where: Where = field(default_factory=Where)
    yes: bool = False
    force: bool = False
    lang: str = "id"
    wait_s: float = store.WAIT_SECONDS


@dataclass(frozen=True)
class Outcome:
    """What became of a sweep: regions computed now, not finished, and why."""

    folder: Path
    regions: int
    computed: int
    failed: tuple[str, ...]
    failure: IuranError | None


@dataclass
class _Run:
    """A sweep under way. ``left``: province -> its regions not yet computed."""

    sweep: Sweep
    file: Path
    folder: Path
    origin: Mapping[str, str]
    keys: Mapping[str, str]
    started: str
    left: dict[str, set[str]] = field(default_factory=dict)
    failures: dict[str, Done] = field(default_factory=dict)


def sweep(path: Path | str, options: Options, watch: Watch | None = None) -> Outcome:
    """Compute what is not finished of a sweep, then its totals and tables.

    A region that fails keeps no other from finishing; the outcome names it and holds
    the failure. What is finished stays, whatever ends the sweep.

    Raises:
        ScenarioError: the file is wrong, or the sweep is large and nobody agreed.
        MachineError: another process runs it, the folder cannot be written or is full,
            the workers keep dying, or inputs or code changed meanwhile.
    """
    asked = load_sweep(path)
    folder = store.run_folder(options.out, store.checked_name(asked.name))
    with store.locked(options.out, asked.name, options.wait_s):
        origin = sweep_folder.made_from()
        keys, now = sweep_folder.keys(asked, origin), manifest.now()
        run = _Run(asked, sweep_file(path), folder, origin, keys, now)
        todo = _unfinished(run, options.force)
        if todo or not _is_closed(run):
            if todo:
                found = sweep_estimate.estimate(asked, todo, options.where)
                sweep_estimate.agree(found, folder, yes=options.yes, lang=options.lang)
            _guarded(run, todo, options, watch or Silent())
    done = len(asked.regions) - len(run.failures)
    return Outcome(folder, done, len(todo), tuple(run.failures), _failure(run))


def _guarded(run: _Run, todo: Sequence[str], options: Options, watch: Watch) -> None:
    """Compute and close; whatever ends the sweep before, its manifest says so."""
    _write_manifest(run, RUNNING)
    try:
        _compute(run, todo, options, watch)
        _close(run)
    except BaseException:
        with suppress(IuranError):
            _write_manifest(run, STOPPED)
        raise


def _unfinished(run: _Run, force: bool) -> list[str]:
    """Return the regions to compute; a sum that holds a changed region is dropped."""
    found = []
    for province in sorted({province_of(code) for code in run.sweep.regions}):
        held = sweep_sums.included(run.folder, province)
        if force or any(run.keys.get(code) != key for code, key in held.items()):
            sweep_sums.forget(run.folder, province)
            held = {}
        for code in run.sweep.regions:
            if province_of(code) == province and (
                force
                or not sweep_folder.is_finished(run.folder, code, run.keys[code], held)
            ):
                found.append(code)
    return found


def _compute(run: _Run, todo: Sequence[str], options: Options, watch: Watch) -> None:
    """Work on the regions of ``todo``, province by province, and sum each province."""
    kept = set(run.sweep.regions) - set(todo)
    with store.as_machine_error(run.folder):
        sweep_folder.clear(run.folder, kept)
    run.left = {province_of(code): set() for code in run.sweep.regions}
    for code in todo:
        run.left[province_of(code)].add(code)
    for province in run.left:
        _settle(run, province)
    summed = sweep_folder.is_summed(run.sweep)
    units = [Unit(code, run.sweep, summed) for code in todo]
    watch.expect(len(units))
    with closing(finished(units, options.where, work)) as results:
        for done in results:
            _take(run, done)
            watch.done(done.region)


def _take(run: _Run, done: Done) -> None:
    """Write a finished unit down; sum its province if it was the last one of it.

    Raises MachineError if the machine failed: it would fail the others as well.
    """
    province = province_of(done.region)
    if done.exit_code == MACHINE_CODE:
        raise MachineError(done.problems)
    if done.problems:
        run.failures[done.region] = done
    else:
        with store.as_machine_error(run.folder):
            sweep_folder.keep(run.folder, done, run.keys[done.region])
    run.left[province].discard(done.region)
    _settle(run, province)


def _settle(run: _Run, province: str) -> None:
    if run.left[province] or not sweep_folder.is_summed(run.sweep):
        return
    regions = {c: run.keys[c] for c in _good(run) if province_of(c) == province}
    sweep_sums.add(run.folder, province, regions)


def _good(run: _Run) -> list[str]:
    """Return the regions that have not failed."""
    return [code for code in run.sweep.regions if code not in run.failures]


def _close(run: _Run) -> None:
    """Write totals, tables and the manifest, if nothing moved meanwhile."""
    held: dict[str, list[str]] = {}
    if sweep_folder.is_summed(run.sweep):
        held = sweep_sums.write_totals(run.folder, sorted(run.left))
    sweep_tables.write_scenarios(run.sweep, run.folder)
    sweep_tables.write_regions(run.folder, _good(run))
    store.write_bytes(run.folder / COPY, run.file.read_bytes())
    manifest.forget()
    if sweep_folder.made_from() != run.origin:
        problem = Problem(run.sweep.name, "", "", words.NO_CHANGE, words.RUN_AGAIN)
        raise MachineError(problem)
    totals = {place: len(codes) for place, codes in held.items()}
    _write_manifest(run, INCOMPLETE if run.failures else OK, totals)


def _write_manifest(
    run: _Run, status: str, totals: Mapping[str, int] | None = None
) -> None:
    content: dict[str, Any] = {
        "status": status,
        "kind": "sweep",
        **_described(run),
        "started": run.started,
        "ended": manifest.now(),
        "versions": manifest.versions(),
        "git": manifest.git_state(),
        "regions_in_totals": dict(totals or {}),
        "failures": {
            code: [one.sentence("en") for one in done.problems]
            for code, done in sorted(run.failures.items())
        },
    }
    if status in (OK, INCOMPLETE):
        content["units"] = {c: sweep_folder.record(run.folder, c) for c in _good(run)}
        content["outputs"] = _outputs(run.folder)
    text = json.dumps(content, indent=2, ensure_ascii=False, sort_keys=True)
    store.write_text(run.folder / manifest.FILE, text + "\n")


def _described(run: _Run) -> dict[str, Any]:
    first = run.sweep.cell(0)
    for code in _good(run):
        with suppress(IuranError):
            scenario = run.sweep.scenario(code, first)
            break
    else:
        scenario = None
    common = ("first_year", "years", "draws", "seed")
    return {
        "name": run.sweep.name,
        "title": dict(run.sweep.title),
        "regions": len(run.sweep.regions),
        "scenarios": run.sweep.count,
        "sweep_file": manifest.sha256(run.file),
        "made_from": dict(run.origin),
        **{name: getattr(scenario, name, None) for name in common},
    }


def _outputs(folder: Path) -> dict[str, int]:
    """Return name -> bytes of the files that stand beside the regions'."""
    return {
        path.name: path.stat().st_size
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name != manifest.FILE
    }


def _is_closed(run: _Run) -> bool:
    """Say whether totals and tables of exactly this sweep are there already."""
    found = manifest.read(run.folder) or {}
    return (
        found.get("status") == OK
        and found.get("sweep_file") == manifest.sha256(run.file)
        and found.get("made_from") == dict(run.origin)
        and found.get("outputs") == _outputs(run.folder)
    )


def _failure(run: _Run) -> IuranError | None:
    """Return one error with the problems of all regions, of the highest exit code."""
    if not run.failures:
        return None
    worst = max(done.exit_code for done in run.failures.values())
    problems = [one for done in run.failures.values() for one in done.problems]
    return _ERRORS.get(worst, IuranError)(problems)
