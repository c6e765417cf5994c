"""Many regions and scenarios in one go: computed, summed, and resumed where it ended.

A unit of work is one region with all its scenarios (:mod:`analysis.run.sweep_unit`).
Its files are written when it is finished (:mod:`analysis.run.sweep_folder`), so a sweep
that ends for whatever reason goes on where it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

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
    preflight,
    store,
    sweep_estimate,
    sweep_folder,
    sweep_manifest,
    sweep_sums,
    sweep_tables,
)
from analysis.run import sweep_words as words
from analysis.run.store_texts import BUSY_SWEEP
from analysis.run.sweep_folder import COPY, province_of
from analysis.run.sweep_manifest import INCOMPLETE, OK, RUNNING, STOPPED, Asked
from analysis.run.sweep_pool import finished, ready
from analysis.run.sweep_unit import MACHINE_CODE, Done, Unit, work
from analysis.run.sweep_where import Where
from analysis.run.watch import Silent, Watch
from analysis.scenario.sweep_file import Sweep

OUT = paths.REPORTS / "sweeps"
_ERRORS = {2: InputDataError, 3: ScenarioError, MACHINE_CODE: MachineError}


class Stopped(IuranError):
    """A person ended the sweep after it had changed its folder."""

    exit_code = 130


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
    """A sweep under way.

    ``left``: province -> its regions not yet computed; ``stale``: provinces whose sum
    holds what is not so any more; ``kept``: regions finished before; ``computed``: now.
    ``begun``: what is not kept has been deleted, and the manifest says so.
    """

    asked: Asked
    folder: Path
    origin: Mapping[str, str]
    keys: Mapping[str, str]
    started: str
    left: dict[str, set[str]] = field(default_factory=dict)
    stale: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)
    computed: set[str] = field(default_factory=set)
    failures: dict[str, Done] = field(default_factory=dict)
    begun: bool = False

    @property
    def sweep(self) -> Sweep:
        """Return what the file asks for."""
        return self.asked.sweep


def sweep(path: Path | str, options: Options, watch: Watch | None = None) -> Outcome:
    """Compute what is not finished of a sweep, then its totals and tables.

    A region that fails keeps no other from finishing; the outcome names it and holds
    the failure. What is finished stays, whatever ends the sweep.

    Raises:
        ScenarioError: the file is wrong, the sweep is large and nobody agreed, or
            another file of this name has finished work in the folder.
        MachineError: another process runs it, the folder is not a sweep's, cannot be
            written or is full, the workers keep dying, or inputs or code changed.
        Stopped: a person ended it; what was finished is kept.
    """
    asked = sweep_manifest.read(path)
    name = asked.sweep.name
    folder = store.run_folder(options.out, store.checked_name(name))
    with store.locked(options.out, name, options.wait_s, busy=BUSY_SWEEP):
        sweep_manifest.refuse_others(asked, folder)
        origin = sweep_folder.made_from()
        keys, now = sweep_folder.keys(asked.sweep, origin), manifest.now()
        run = _Run(asked, folder, origin, keys, now)
        todo = _unfinished(run, options.force)
        if todo or not sweep_manifest.is_closed(asked, folder, origin):
            if todo:
                preflight.check()
                ready(options.where)
                found = sweep_estimate.estimate(asked.sweep, todo, options.where)
                sweep_estimate.agree(found, folder, yes=options.yes, lang=options.lang)
            _guarded(run, todo, options, watch or Silent())
    done = len(asked.sweep.regions) - len(run.failures)
    return Outcome(folder, done, len(todo), tuple(run.failures), _failure(run))


def _guarded(run: _Run, todo: Sequence[str], options: Options, watch: Watch) -> None:
    """Compute and close; whatever ends the sweep before, its manifest says so."""
    try:
        _compute(run, todo, options, watch)
        _close(run)
    except BaseException as error:
        if run.begun:
            with suppress(IuranError, OSError):
                _drop_changed(run)
                _write_manifest(run, STOPPED)
            if isinstance(error, KeyboardInterrupt):
                said = words.stopped(len(run.kept | run.computed))
                raise Stopped(Problem(run.sweep.name, "", "", *said)) from error
        raise


def _unfinished(run: _Run, force: bool) -> list[str]:
    """Return the regions to compute, and note which sums cannot be kept."""
    found: list[str] = []
    for province in sorted({province_of(code) for code in run.sweep.regions}):
        held = sweep_sums.verified(run.folder, province)
        if force or any(run.keys.get(code) != key for code, key in held.items()):
            held = {}
        if not held and sweep_sums.exists(run.folder, province):
            run.stale.add(province)
        for code in run.sweep.regions:
            if province_of(code) == province and (
                force
                or not sweep_folder.is_finished(run.folder, code, run.keys[code], held)
            ):
                found.append(code)
    return found


def _compute(run: _Run, todo: Sequence[str], options: Options, watch: Watch) -> None:
    """Work on the regions of ``todo``, province by province, and sum each province.

    Nothing is deleted before the first region is finished, or none has to be.
    """
    run.kept = set(run.sweep.regions) - set(todo)
    run.left = {province_of(code): set() for code in run.sweep.regions}
    for code in todo:
        run.left[province_of(code)].add(code)
    summed = sweep_folder.is_summed(run.sweep)
    units = [Unit(code, run.sweep, summed) for code in todo]
    watch.expect(len(units))
    with closing(finished(units, options.where, work)) as results:
        for done in results:
            with sweep_folder.touched(run.folder):
                _take(run, done)
            watch.done(done.region)
    with sweep_folder.touched(run.folder):
        _begin(run)


def _begin(run: _Run) -> None:
    """Delete, once, what is not kept, and sum the provinces that need nothing more."""
    if run.begun:
        return
    run.begun = True
    _write_manifest(run, RUNNING)
    for province in run.stale:
        sweep_sums.forget(run.folder, province)
    sweep_folder.clear(run.folder, run.kept)
    for province in run.left:
        _settle(run, province)


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
        _begin(run)
        sweep_folder.keep(run.folder, done, run.keys[done.region])
        run.computed.add(done.region)
    run.left[province].discard(done.region)
    if run.begun:
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
    with sweep_folder.touched(run.folder):
        if sweep_folder.is_summed(run.sweep):
            held = sweep_sums.write_totals(run.folder, sorted(run.left))
        sweep_tables.write_scenarios(run.sweep, run.folder)
        sweep_tables.write_regions(run.folder, _good(run))
        store.write_bytes(run.folder / COPY, run.asked.content)
    if _changed(run):
        problem = Problem(run.sweep.name, "", "", words.NO_CHANGE, words.RUN_AGAIN)
        raise MachineError(problem)
    totals = {place: len(codes) for place, codes in held.items()}
    _write_manifest(run, INCOMPLETE if run.failures else OK, totals)


def _changed(run: _Run) -> list[str]:
    """Return the regions whose inputs, own facts or code are not those of the start."""
    manifest.forget()
    now = sweep_folder.keys(run.sweep, sweep_folder.made_from())
    return [code for code in run.sweep.regions if now[code] != run.keys[code]]


def _drop_changed(run: _Run) -> None:
    """Take back what was computed while its inputs changed: nobody knows from which."""
    for code in run.computed.intersection(_changed(run)):
        sweep_folder.drop(run.folder, code)
        sweep_sums.forget(run.folder, province_of(code))
        run.computed.discard(code)


def _write_manifest(
    run: _Run, status: str, totals: Mapping[str, int] | None = None
) -> None:
    sweep_manifest.write(
        run.asked,
        run.folder,
        status,
        origin=run.origin,
        started=run.started,
        failures={code: done.problems for code, done in run.failures.items()},
        totals=totals or {},
    )


def _failure(run: _Run) -> IuranError | None:
    """Return one error with the problems of all regions, of the highest exit code."""
    if not run.failures:
        return None
    worst = max(done.exit_code for done in run.failures.values())
    problems = [one for done in run.failures.values() for one in done.problems]
    return _ERRORS.get(worst, IuranError)(problems)
