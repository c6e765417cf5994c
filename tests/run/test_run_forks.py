"""Scenarios worked on in processes of their own: order, failures, deaths, endings."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time

import psutil
import pytest

from analysis.errors import MachineError, Problem, ScenarioError
from analysis.language import say
from analysis.run import forks, keeper
from analysis.run.watch import Silent

pytestmark = pytest.mark.skipif(not keeper.POSSIBLE, reason="forks on Linux only")
RULE = say(id="aturan", en="rule")


class Counting(Silent):
    def __init__(self):
        self.expected, self.steps = 0, []

    def expect(self, steps):
        self.expected += steps

    def done(self, step):
        self.steps.append(step)


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """Take this process for one of a single thread; those of other tests sleep."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def each(work, *items):
    watch = Counting()
    return forks.each(work, [(str(item), item) for item in items], watch), watch


def test_results_come_in_order_from_other_processes():
    def work(item, watch):
        time.sleep(0.3 if item == 1 else 0)
        return item, os.getpid()

    found, _ = each(work, 1, 2, 3)
    assert [item for item, _ in found] == [1, 2, 3]
    numbers = {number for _, number in found}
    assert len(numbers) == 3
    assert os.getpid() not in numbers


def test_no_more_than_two_at_a_time(tmp_path):
    def work(item, watch):
        mark = tmp_path / str(item)
        mark.touch()
        time.sleep(0.3)
        found = len(list(tmp_path.iterdir()))
        mark.unlink()
        return found

    found, _ = each(work, 1, 2, 3, 4)
    assert max(found) == forks.AT_A_TIME


def test_steps_are_told_as_they_are_done():
    def work(item, watch):
        watch.expect(2)
        watch.done(f"{item}a")
        watch.tick()
        watch.done(f"{item}b")

    _, watch = each(work, 1)
    assert (watch.expected, watch.steps) == (2, ["1a", "1b"])


@pytest.mark.parametrize("apart", [True, False])
def test_a_refusal_ends_one_item_only(monkeypatch, apart):
    monkeypatch.setattr(keeper, "POSSIBLE", apart)

    def work(item, watch):
        if item == 1:
            raise ScenarioError(Problem("a.yaml", "years", "x", RULE, RULE))
        return item

    found, _ = each(work, 1, 2)
    assert isinstance(found[0], ScenarioError)
    assert found[0].problems[0].where == "years"
    assert found[1] == 2


def test_a_process_that_dies_takes_its_own_item_only():
    def work(item, watch):
        if item == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.3)
        return item

    found, _ = each(work, 1, 2, 3)
    assert isinstance(found[0], MachineError)
    assert "1: The process of this scenario died" in found[0].message("en")
    assert found[1:] == [2, 3]


def still_running():
    """Processes that work: the helpers other tests leave until we end are none."""
    found = psutil.Process().children()
    waiting = ("tracker", "forkserver", "spawn_main")
    return [
        one
        for one in found
        if not any(word in " ".join(one.cmdline()) for word in waiting)
    ]


def slow_beside(first, tmp_path):
    """Return work whose item 1 does ``first`` while the others tidy up behind them."""

    def work(item, watch):
        if item == 1:
            time.sleep(0.5)
            first()
        mark = tmp_path / str(item)
        mark.touch()
        try:
            time.sleep(60)
        finally:
            mark.unlink()

    return work


def test_a_defect_ends_what_still_runs(tmp_path):
    with pytest.raises(ZeroDivisionError):
        each(slow_beside(lambda: 1 / 0, tmp_path), 1, 2)
    assert list(tmp_path.iterdir()) == []
    assert still_running() == []


@pytest.mark.fault("R3.run")
def test_ctrl_c_ends_what_still_runs(tmp_path):
    parent = os.getpid()
    interrupt = slow_beside(lambda: os.kill(parent, signal.SIGINT), tmp_path)
    with pytest.raises(KeyboardInterrupt):
        each(interrupt, 1, 2)
    assert list(tmp_path.iterdir()) == []
    assert still_running() == []


class Told(Exception):
    """An error that cannot be rebuilt from what pickle keeps of it."""

    def __init__(self, what, why):
        super().__init__(f"{what}: {why}")


def test_an_error_that_cannot_be_sent_is_told_in_words():
    def work(item, watch):
        error = Told("the cause", "is kept")
        error.lock = threading.Lock() if item == 1 else None
        raise error

    for item in (1, 2):  # cannot be written, cannot be read
        # itself where a package of other tests has taught pickle every error
        with pytest.raises((RuntimeError, Told), match="the cause: is kept") as caught:
            each(work, item)
        assert "in work" in "".join(caught.value.__notes__)


def test_whoever_is_killed_before_the_fork_can_ask_leaves_nothing_behind(tmp_path):
    def work(item, watch):
        (tmp_path / "begun").touch()

    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    stranger = os.getppid()  # another process than the one that forks
    process = context.Process(target=forks._child, args=(work, 1, theirs, stranger))
    process.start()
    process.join()
    assert not ours.poll()
    assert list(tmp_path.iterdir()) == []


KILLED = """
import sys, time
from pathlib import Path
from analysis.run import forks
from analysis.run.watch import Silent

def work(item, watch):
    mark = Path(sys.argv[1])
    try:
        mark.touch()
        print("working", flush=True)
        time.sleep(60)
    finally:
        mark.unlink()

forks.each(work, [("1", 1)], Silent())
"""


@pytest.mark.fault("R2.notebooks")
def test_a_killed_run_takes_its_processes_along(tmp_path):
    mark = tmp_path / "mark"
    words = [sys.executable, "-c", KILLED, str(mark)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as parent:
        parent.stdout.readline()
        assert mark.exists()
        parent.kill()
        assert parent.stdout.read() == ""  # until the last process has closed it
    assert not mark.exists()


def test_beside_other_threads_the_work_is_done_here(monkeypatch):
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert each(lambda item, watch: os.getpid(), 1)[0] == [os.getpid()]
