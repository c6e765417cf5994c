"""The clean room is clean: no network, nothing of the user, nothing left out."""

from __future__ import annotations

import json
import subprocess
import sys

import offline
import pytest

import cleanroom

IN_REACH = (
    "import socket, sys\n"
    "own = socket.create_server(('127.0.0.1', 0))\n"
    "socket.create_connection(own.getsockname(), 5).close()\n"
    "print('own machine answers')\n"
    "try:\n"
    "    socket.create_connection(('1.1.1.1', 443), 5)\n"
    "except OSError:\n"
    "    print('nobody else does')\n"
)


@pytest.fixture(scope="module")
def cut():
    return cleanroom.cut()


@pytest.mark.fault("R12.run")
def test_only_the_own_machine_answers(cut):
    if not cut:  # a machine that cannot cut its network says so and checks nothing
        assert cleanroom.main() == cleanroom.NO_CUT
        return
    command = [*cut, sys.executable, "-c", IN_REACH]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["own machine answers", "nobody else does"]


def test_a_network_that_is_not_cut_is_noticed(monkeypatch):
    monkeypatch.setattr(offline.socket, "if_nameindex", lambda: [(1, "lo"), (2, "e")])
    assert not offline.is_cut()
    monkeypatch.setattr(offline.socket, "if_nameindex", lambda: [(1, "lo")])
    monkeypatch.setattr(offline, "_answers", lambda _: True)
    assert not offline.is_cut()
    monkeypatch.setattr(offline, "_answers", lambda _: False)
    assert offline.is_cut()


def test_nothing_of_the_user_is_in_reach(monkeypatch, tmp_path):
    for name in ("PYTHONPATH", "IURAN_ROOT", "VIRTUAL_ENV", "UV_CACHE_DIR"):
        monkeypatch.setenv(name, "elsewhere")
    found = cleanroom.bare(tmp_path)
    assert found["HOME"] == str(tmp_path)
    assert set(found) <= {"HOME", *cleanroom.KEPT}
    assert "UV_CACHE_DIR" in cleanroom.bare(tmp_path, *cleanroom.TO_INSTALL)


def test_tests_are_counted_over_all_sessions(tmp_path):
    log = tmp_path / "test.log"
    log.write_text(
        "tests/test_x.py::test_it FAILED\n"
        "9822 passed, 3 skipped in 787.23s (0:13:07)\n"
        "=== 1 failed, 40 passed in 12.50s ===\n"
    )
    assert cleanroom.counted(log) == {"passed": 9862, "failed": 1, "skipped": 3}
    assert cleanroom.counted(tmp_path / "none.log")["passed"] == 0


def test_a_step_that_fails_ends_the_walk(monkeypatch, tmp_path):
    tried = []

    def make(targets, *_):
        tried.append(targets)
        return targets != "report", 1.0

    monkeypatch.setattr(cleanroom, "clone", lambda place: place)
    monkeypatch.setattr(cleanroom, "commit", lambda tree: "abc")
    monkeypatch.setattr(cleanroom, "_make", make)
    told = cleanroom.walked(tmp_path, ["cut"])
    assert told["status"] == "failed"
    assert told["failed_in"] == "report"
    assert tried == [".venv/.ok tools", "report"]


def test_the_clone_is_that_of_the_last_commit(tmp_path):
    tree = cleanroom.clone(tmp_path / "clone")
    words = ["git", "rev-parse", "HEAD"]
    heads = {
        subprocess.run(words, cwd=place, capture_output=True, check=True).stdout
        for place in (tree, cleanroom.ROOT)
    }
    assert len(heads) == 1
    assert cleanroom.unchanged(tree)
    (tree / "README.md").write_text("changed")
    assert not cleanroom.unchanged(tree)


def test_the_last_walk_went_through_to_the_end():
    """The first of all walks has no last one: it is the one that writes the file."""
    if cleanroom.RESULTS.is_file():
        told = json.loads(cleanroom.RESULTS.read_text(encoding="utf-8"))
        assert told["status"] == "passed"
        assert told["tests"]["failed"] == 0
