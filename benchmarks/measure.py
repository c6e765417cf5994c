"""Measuring in pairs: ours and the alternative in turn, in one run.

Seconds differ between machines and from hour to hour; the ratio of two measures taken
one after the other differs least. So every row is the median of pairwise ratios, with
the smallest and the largest beside it. Processor time counts where both sides work in
one process, wall time where processes start or work side by side.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from analysis.paths import ROOT

PAIRS = 5
CPU, WALL = "cpu", "wall"
CLOCKS = {CPU: time.process_time, WALL: time.perf_counter}
_MIB = 1024  # KiB, the unit in which Linux counts resident memory


@dataclass(frozen=True)
class Row:
    """What was reached of one target.

    ``id``: that of the target. ``values``: the ratio of each pair, or the numbers
    themselves where the target is no ratio; empty where nothing could be measured.
    ``ours_s``, ``theirs_s``: median seconds on ``clock``. ``remark``: what else a
    reader must know. ``reason``: why nothing was measured, or why the target is missed;
    ``idea``: what to try next. Left empty, the texts of ``targets.MISSED`` stand.
    """

    id: str
    values: tuple[float, ...] = ()
    ours_s: float | None = None
    theirs_s: float | None = None
    clock: str = CPU
    remark: str = ""
    reason: str = ""
    idea: str = ""


class Pair(NamedTuple):
    """Seconds of ours and of the alternative, one after the other."""

    ours: float
    theirs: float


class Process(NamedTuple):
    """A process that has ended: wall and processor seconds, peak resident memory."""

    wall_s: float
    cpu_s: float
    memory_mib: float


def seconds(work: Callable[[], Any], clock: str = CPU, times: int = 1) -> float:
    """Return the seconds of one call, the mean of ``times`` calls."""
    now = CLOCKS[clock]
    started = now()
    for _ in range(times):
        work()
    return (now() - started) / times


def in_turn(
    ours: Callable[[], float], theirs: Callable[[], float], pairs: int = PAIRS
) -> list[Pair]:
    """Return ``pairs`` pairs of seconds, each side measuring itself; one warm-up."""
    ours(), theirs()
    return [Pair(ours(), theirs()) for _ in range(pairs)]


def timed(
    ours: Callable[[], Any],
    theirs: Callable[[], Any],
    *,
    pairs: int = PAIRS,
    clock: str = CPU,
    times: tuple[int, int] = (1, 1),
) -> list[Pair]:
    """Return pairs of seconds of two functions, each called ``times`` in a row."""
    sides = [
        lambda work=work, n=n: seconds(work, clock, n)
        for work, n in zip((ours, theirs), times, strict=True)
    ]
    return in_turn(*sides, pairs)


def faster(id_: str, pairs: Sequence[Pair], **more: Any) -> Row:
    """Return the row of a target "at least so many times": theirs / ours."""
    return _row(id_, pairs, [pair.theirs / pair.ours for pair in pairs], more)


def share(id_: str, pairs: Sequence[Pair], **more: Any) -> Row:
    """Return the row of a target "at most this part of": ours / theirs."""
    return _row(id_, pairs, [pair.ours / pair.theirs for pair in pairs], more)


def _row(id_: str, pairs: Sequence[Pair], ratios: list[float], more: dict) -> Row:
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    return Row(id_, tuple(ratios), ours, theirs, **more)


def process(words: Sequence[str], **environment: str) -> Process:
    """Run a command of one process to its end; stop everything if it fails."""
    known = {**os.environ, "OMP_NUM_THREADS": "1", **environment}
    pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    started = time.perf_counter()
    with subprocess.Popen(words, env=known, cwd=ROOT, **pipes) as running:
        told = running.stderr.read()
        _, status, usage = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    wall_s = time.perf_counter() - started
    if running.returncode:
        sys.exit(f"{' '.join(words)} ended with {running.returncode}:\n{told.decode()}")
    return Process(wall_s, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _MIB)
