"""Sweeps under faults: killed, started twice, no room, too large, stopped by hand."""

from __future__ import annotations

import errno
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_sweep import CITIES, FAILING, OF_WAGE, data_of, written

from analysis.__main__ import main
from analysis.errors import MachineError, ScenarioError
from analysis.run import (
    manifest,
    store,
    sweep,
    sweep_estimate,
    sweep_folder,
    sweep_sums,
    sweep_unit,
)
from analysis.run.sweep_estimate import Estimate
from analysis.run.sweep_where import Where
from analysis.scenario.sweep_file import load_sweep

SCRIPT = Path(__file__).with_name("small_sweep.py")
PATIENCE_S = 60


@pytest.fixture(autouse=True)
def same_code(monkeypatch):
    """The code does not change while a test runs, whoever edits it."""
    monkeypatch.setattr(manifest, "code_hash", lambda: "fixed")


def run(path, out, **more):
    return sweep.sweep(path, sweep.Options(out, Where(1), lang="en", **more))


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory):
    place = tmp_path_factory.mktemp("unbroken")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest, "code_hash", lambda: "fixed")
        return data_of(run(written(place), place / "out").folder)


def started(path, out, workers=1, pause_s=0.0, **more):
    words = [sys.executable, SCRIPT, path, out, workers, pause_s]
    return subprocess.Popen(
        [str(word) for word in words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        **more,
    )


def wait_for(found, process):
    until = time.monotonic() + PATIENCE_S
    while not found():
        assert time.monotonic() < until
        assert process.poll() is None, process.stdout.read()
        time.sleep(0.01)


def status_of(out):
    return json.loads((out / "small" / manifest.FILE).read_text())["status"]


def records(out):
    return list((out / "small" / sweep_folder.RECORDS).glob("*.json"))


@pytest.mark.parametrize("finished", [0, 2])
def test_killed_in_the_middle_it_goes_on_where_it_was(tmp_path, unbroken, finished):
    path, out = written(tmp_path), tmp_path / "out"
    with started(path, out, pause_s=0.3) as process:
        if finished:
            wait_for(lambda: len(records(out)) == finished, process)
        else:
            wait_for((out / "small" / manifest.FILE).is_file, process)
        os.killpg(process.pid, signal.SIGKILL)
    left = len(CITIES) - len(records(out))
    assert (
        json.loads((out / "small" / manifest.FILE).read_text())["status"] == "running"
    )
    for left_behind in (sweep_folder.RECORDS, sweep_sums.FOLDER):
        (out / "small" / left_behind).mkdir(exist_ok=True)
        (out / "small" / left_behind / ".tmp-36.parquet-1").write_text("half")
    outcome = run(path, out)
    assert outcome.computed == left
    assert left >= 1
    assert data_of(outcome.folder) == unbroken
    assert not list(outcome.folder.rglob(".tmp-*"))


def test_a_unit_without_its_record_is_not_finished(tmp_path, unbroken, monkeypatch):
    """Killed between the files of a unit and its record: the unit is computed again."""
    path, out = written(tmp_path), tmp_path / "out"
    with monkeypatch.context() as patch:
        patch.setattr(
            sweep_folder.json, "dumps", stop_at_record(sweep_folder.json.dumps)
        )
        with pytest.raises(sweep.Stopped):
            run(path, out)
    assert sweep_folder.region_file(out / "small", "3271").is_file()
    outcome = run(path, out)
    assert outcome.computed == 3
    assert data_of(outcome.folder) == unbroken


def stop_at_record(dumps):
    def stop(content, **options):
        if isinstance(content, dict) and "sha256" in content:
            raise KeyboardInterrupt
        return dumps(content, **options)

    return stop


@pytest.mark.fault("R3.sweep")
def test_stopped_by_hand_it_says_so_and_goes_on(tmp_path, unbroken, monkeypatch):
    path, out = written(tmp_path), tmp_path / "out"
    made, seen = sweep_unit._made, []

    def stop(unit):
        seen.append(unit.region)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return made(unit)

    with monkeypatch.context() as patch:
        patch.setattr(sweep_unit, "_made", stop)
        with pytest.raises(sweep.Stopped):
            run(path, out)
    assert status_of(out) == sweep.STOPPED
    outcome = run(path, out)
    assert outcome.computed == 1
    assert data_of(outcome.folder) == unbroken


@pytest.mark.fault("R7.sweep")
def test_the_same_sweep_twice_at_once(tmp_path, unbroken):
    """The second names the first and gives up, or waits and finds all done."""
    path, out = written(tmp_path), tmp_path / "out"
    with started(path, out, pause_s=0.3) as first:
        wait_for((out / "small" / manifest.FILE).is_file, first)
        with pytest.raises(MachineError, match=f"pid {first.pid}") as caught:
            run(path, out, wait_s=0.05)
        assert caught.value.exit_code == 4
        waited = run(path, out, wait_s=PATIENCE_S)
        assert first.wait() == 0
    assert waited.computed == 0
    assert data_of(waited.folder) == unbroken


LIMITED = """\
import resource, signal, sys
from pathlib import Path
from analysis.errors import IuranError
from analysis.run import sweep_unit
sys.path.insert(0, sys.argv[1])
import small_sweep
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
made, seen = sweep_unit._made, []
def limit(unit):
    seen.append(unit)
    if len(seen) == 2:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, 8_000))
    return made(unit)
sweep_unit._made = limit
try:
    small_sweep.main(sys.argv[2], sys.argv[3], "1")
except IuranError as error:
    print(error.message("en"))
    sys.exit(error.exit_code)
"""


@pytest.mark.fault("R4.sweep")
def test_no_room_for_a_file_keeps_what_is_finished(tmp_path, unbroken):
    """The system refuses to write more: exit 4, and what was finished stays."""
    path, out = written(tmp_path), tmp_path / "out"
    words = [sys.executable, "-c", LIMITED, SCRIPT.parent, path, out]
    words = [str(word) for word in words]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 4, done.stdout + done.stderr
    assert "largest size" in done.stdout
    assert not done.stderr
    assert [one.stem for one in records(out)] == ["3271"]
    outcome = run(path, out)
    assert outcome.computed == 2
    assert data_of(outcome.folder) == unbroken


@pytest.mark.fault("R4.sweep")
@pytest.mark.parametrize("at", range(1, 14, 4))
def test_a_full_disk_at_any_write(tmp_path, unbroken, monkeypatch, at):
    path, out = written(tmp_path), tmp_path / "out"
    fsync, calls = os.fsync, []

    def full(stream):
        calls.append(stream)
        if len(calls) >= at:
            raise OSError(errno.ENOSPC, "no space")
        fsync(stream)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(MachineError, match="disk is full"):
            run(path, out)
    assert not list(out.rglob(".tmp-*"))
    kept = len(records(out))
    outcome = run(path, out)
    assert outcome.computed == len(CITIES) - kept
    assert data_of(outcome.folder) == unbroken


def test_a_folder_that_cannot_be_written(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(errno.EROFS, "read-only")

    path = written(tmp_path)
    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(MachineError, match="no permission to read or write"):
        run(path, tmp_path / "out")


@pytest.mark.fault("R10.sweep")
def test_a_machine_that_fails_stops_the_sweep(tmp_path, monkeypatch):
    def no_memory(unit):
        raise MemoryError

    monkeypatch.setattr(sweep_unit, "_made", no_memory)
    with pytest.raises(MachineError, match="Memory ran out"):
        run(written(tmp_path), tmp_path / "out")
    assert not records(tmp_path / "out")


@pytest.mark.fault("R17.code")
def test_code_that_changes_meanwhile_is_told(tmp_path, monkeypatch):
    answers = iter(["one", "two"])
    monkeypatch.setattr(manifest, "code_hash", lambda: next(answers, "two"))
    path, out = written(tmp_path), tmp_path / "out"
    with pytest.raises(MachineError, match="changed during the sweep"):
        run(path, out)
    assert run(path, out).computed == 3


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("id", ("2 wilayah selesai; tidak selesai: 1101.", "1101 Kabupaten Aceh")),
        ("en", ("2 regions are finished; not finished: 1101.", "1101 Kabupaten Aceh")),
    ],
)
def test_the_command_names_the_region_and_ends_with_its_code(
    tmp_path, capsys, lang, words
):
    path = written(tmp_path, "3672", "3673", FAILING, tariff=OF_WAGE)
    asked = ["sweep", str(path), "--out", str(tmp_path / "out"), "--workers", "1"]
    assert main([*asked, "--lang", lang]) == 3
    said = capsys.readouterr()
    assert words[0] in said.out
    assert words[1] in said.err
    assert "Traceback" not in said.err


def test_the_command_says_where_the_table_is(tmp_path, capsys):
    asked = ["sweep", str(written(tmp_path, "3672")), "--out", str(tmp_path / "out")]
    assert main([*asked, "--workers", "1", "--lang", "en"]) == 0
    assert "regions.csv" in capsys.readouterr().out


MILLION = """\
grid:
  segments.pekerja_rentan.renewal_y: [{shares}]
  segments.pekerja_rentan.eligible_growth_y: [{shares}]
  segments.pekerja_rentan.verified_share: [{shares}]
"""


def test_a_million_cells_are_refused_not_built(tmp_path, monkeypatch):
    shares = ", ".join(f"0.{number}" for number in range(100, 200))
    path = written(tmp_path)
    path.write_text(path.read_text() + MILLION.format(shares=shares))
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr(sweep_estimate.shutil, "disk_usage", lambda _: Disk(10**15))
    built = []
    build = sweep.Sweep.scenario

    def counted(self, *of):
        built.append(of)
        return build(self, *of)

    monkeypatch.setattr(sweep.Sweep, "scenario", counted)
    with pytest.raises(ScenarioError, match="add --yes") as caught:
        run(path, tmp_path / "out")
    assert caught.value.exit_code == 3
    assert "3 regions x 2,000,000 scenarios" in caught.value.message("en")
    assert len(built) < 1000
    assert not (tmp_path / "out" / "small").exists()


class Disk:
    def __init__(self, free):
        self.free = free


def test_too_little_room_is_told_before_the_start(tmp_path, monkeypatch):
    monkeypatch.setattr(sweep_estimate.shutil, "disk_usage", lambda _: Disk(1_000))
    with pytest.raises(MachineError, match="the disk has"):
        run(written(tmp_path), tmp_path / "out", yes=True)
    assert not records(tmp_path / "out")


LARGE = Estimate(regions=514, scenarios=27, seconds=7_200, size=6e9)


@pytest.mark.parametrize(
    ("answer", "starts"), [("y", True), ("Ya", True), ("n", False), ("", False)]
)
def test_a_person_is_asked(tmp_path, monkeypatch, answer, starts):
    asked = []
    monkeypatch.setattr(sweep_estimate.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sweep_estimate.shutil, "disk_usage", lambda _: Disk(10**12))
    monkeypatch.setattr("builtins.input", lambda text: asked.append(text) or answer)
    if starts:
        sweep_estimate.agree(LARGE, tmp_path / "new", yes=False, lang="id")
    else:
        with pytest.raises(KeyboardInterrupt):
            sweep_estimate.agree(LARGE, tmp_path / "new", yes=False, lang="id")
    assert "514 wilayah x 27 skenario: sekitar 2 jam dan 6,0 GB" in asked[0]
    sweep_estimate.agree(LARGE, tmp_path / "new", yes=True, lang="id")
    assert len(asked) == 1


def test_the_estimate_is_in_proportion(tmp_path, monkeypatch):
    """A scenario takes 0.1 s and 1 ms a draw, 1 kB and 10 bytes a draw."""

    def timed(sweep_, region, cells, draws):
        size = len(cells)
        return size * (0.1 + draws * 0.001), size * 1_000, size * draws * 10

    monkeypatch.setattr(sweep_estimate, "_timed", timed)
    asked = load_sweep(written(tmp_path, draws=("draws: 60", "draws: 4000")))
    for regions, workers in ((1, 1), (3, 1), (3, 2)):
        some = list(CITIES)[:regions]
        found = sweep_estimate.estimate(asked, some, Where(workers))
        assert found.seconds == pytest.approx(regions * 2 * 4.1 / workers)
        # a sum of draws of either province, and twice the two regions of the larger
        assert found.size == pytest.approx(2 * (regions * 1_000 + 6 * 40_000))


def test_a_sample_that_fails_does_not_keep_the_sweep_from_starting(
    tmp_path, monkeypatch
):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(sweep_estimate, "_timed", broken)
    assert run(written(tmp_path), tmp_path / "out").regions == len(CITIES)


def test_a_sum_that_is_damaged_is_made_anew(tmp_path, unbroken):
    path, out = written(tmp_path), tmp_path / "out"
    folder = run(path, out).folder
    (folder / sweep_sums.FOLDER / "36.parquet").write_bytes(b"PAR1 and no more")
    (folder / sweep_sums.TOTALS).unlink()
    outcome = run(path, out)
    assert outcome.computed == 2
    assert data_of(folder) == unbroken


def test_a_file_where_the_folder_should_be(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "small").write_text("mine")
    with pytest.raises(MachineError, match="stands where"):
        run(written(tmp_path), tmp_path / "out")
    assert store.LOCKS not in os.listdir(tmp_path / "out")
