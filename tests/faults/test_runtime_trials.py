"""Killed, stopped or without room at every write: the earlier results stand."""

from __future__ import annotations

import json
import time

import pytest

from faults import driver
from trials import sweep
from trials.trial import (
    NAME,
    NEITHER,
    NEW,
    NUMBERS,
    PREVIOUS,
    Fault,
    Place,
    can_mount,
    moments,
)

LAST_WRITES = 6  # after the exchange: taking the earlier run and the lock away
EVERY = 2  # `make trials` tries each write


@pytest.fixture(scope="module")
def place(project_template, tmp_path_factory):
    """A project in a path with blanks and letters with marks."""
    root = tmp_path_factory.mktemp("trials") / "Kota Cilegón – 数 1"
    place = Place(driver.copy(project_template, root))
    yield place
    place.close()


@pytest.fixture(scope="module")
def whole(place):
    """An undisturbed run: how many writes it has and how long it takes."""
    started = time.monotonic()
    ended = place.tried(Fault())
    assert (ended.code, ended.state, ended.left) == (0, NEW, [])
    return ended.touches, time.monotonic() - started


def held(place, faults):
    """Try each fault; return how each ended. The first that does not hold is told."""
    seen = []
    for fault in faults:
        ended = place.tried(fault)
        assert fault.wrong(ended) == "", f"{fault}: {fault.wrong(ended)}"
        seen.append(ended)
    return seen


@pytest.mark.fault("R2.exchange", "R13.letters")
def test_killed_at_any_write(place, whole):
    touches, _ = whole
    assert touches > 15
    seen = held(place, [Fault("kill", at) for at in range(1, touches + 1)])
    states = [ended.state for ended in seen]
    assert {ended.code for ended in seen} == {-9}
    assert states == sorted(states, reverse=True), "first the earlier run, then the new"
    assert states.count(PREVIOUS) >= touches - LAST_WRITES
    assert any(ended.left for ended in seen)


@pytest.mark.fault("R4.run")
def test_no_space_left_at_any_write(place, whole):
    touches, _ = whole
    seen = held(place, [Fault("full", at) for at in range(2, touches + 1, EVERY)])
    refused = sum(ended.code == 4 for ended in seen)
    assert refused >= (touches - LAST_WRITES) // EVERY - 1
    assert all("disk is full" in ended.said for ended in seen if ended.code)


@pytest.mark.fault("R4.run")
@pytest.mark.parametrize("way", ["cut", "cut-kill"])
def test_a_file_that_breaks_off(place, whole, way):
    largest = max(one.stat().st_size for one in place.kept.iterdir())
    seen = held(place, [Fault(way, largest * part // 4) for part in (1, 2, 3)])
    assert {ended.state for ended in seen} == {PREVIOUS}


@pytest.mark.fault("R4.run")
def test_a_small_disk(place, whole):
    """Where no disk can be mounted the limits above have tried the same writes."""
    if can_mount(place.root / "notebooks"):
        seen = held(place, [Fault("disk", left) for left in (16, 60, 90, 5_000)])
        assert [ended.code for ended in seen] == [4, 4, 4, 0]
        assert all(ended.left == [] for ended in seen)


@pytest.mark.fault("R2.run")
def test_killed_at_ten_random_moments(place, whole):
    _, seconds = whole
    seen = held(place, [Fault("moment", at) for at in moments(10, seconds)])
    assert sum(ended.code == -9 for ended in seen) >= 5


@pytest.mark.fault("R3.run", "R3.terminal")
@pytest.mark.parametrize("way", ["stop", "term", "hangup"])
def test_asked_to_end(place, whole, way):
    _, seconds = whole
    seen = held(place, [Fault(way, seconds * part) for part in (0.1, 0.4)])
    assert {ended.code for ended in seen} == {130}
    assert {ended.state for ended in seen} == {PREVIOUS}
    assert all("Stopped. All results are whole" in one.said for one in seen)


@pytest.mark.fault("R8.dead", "R8.reused")
@pytest.mark.parametrize("number", ["99999999", "1"], ids=["dead", "of another now"])
def test_what_a_dead_run_left_is_removed_and_said(place, number):
    left = place.reports / f".tmp-{NAME}-{number}"
    left.mkdir()
    (left / "results.csv").write_text("half")
    (place.reports / ".locks").mkdir(exist_ok=True)
    holder = place.reports / ".locks" / f"{NAME}.holder"
    holder.write_text(json.dumps({"pid": int(number), "host": "here"}))
    ended = place.tried(Fault())
    assert (ended.code, ended.state, ended.left) == (0, NEW, [])
    assert f"{NAME}: an earlier run was stopped midway" in ended.said


@pytest.mark.fault("R10.run")
@pytest.mark.parametrize("room", [1, 4, 8, 16])
def test_too_little_memory(place, room):
    limit = (
        "import re, resource\n"
        "now = re.search(r'VmSize:\\s+(\\d+)', open('/proc/self/status').read())\n"
        f"most = (int(now[1]) + {room} * 1024) * 1024\n"
        "resource.setrlimit(resource.RLIMIT_AS, (most, most))"
    )
    fault = Fault(prepare=limit)
    ended = place.tried(fault, (*NUMBERS[:3], "4000", *NUMBERS[4:]))
    assert fault.wrong(ended) == ""
    assert (ended.code, ended.state) == (4, PREVIOUS)
    assert "emory" in ended.said


def test_a_torn_folder_is_told_from_a_whole_one(place):
    """What judges the trials must see one byte that is wrong."""
    results = place.reports / NAME / "results.csv"
    before = results.read_bytes()
    assert place.state() == PREVIOUS
    results.write_bytes(before[:-1])
    assert place.state() == NEITHER
    results.write_bytes(before)


def test_the_last_sweep_held():
    found = json.loads(sweep.RESULTS.read_text(encoding="utf-8"))
    summary = found["summary"]
    assert summary["ended without success"] >= 200
    assert summary["neither folder"] == 0
    assert found["wrong"] == []
    parts = summary.keys() - {"trials", "ended without success"}
    assert sum(summary[part] for part in parts) == summary["trials"]
