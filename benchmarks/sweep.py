"""The sweep of 514 regions x 27 scenarios x 1,000 draws on two workers.

Efficiency is the time of one worker over twice that of two, for the same regions and
with all that a sweep does: computing, writing, summing. The start of the workers is
left out: time counts from the region after which every process is warm to the last but
one, while all are busy. A part of the regions stands for all; ``SWEEP_REGIONS=514``
measures the whole, once.
"""

from __future__ import annotations

import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from analysis import paths
from analysis.run import sweep as sweeping
from analysis.run.sweep_pool import ONE_THREAD
from analysis.run.sweep_where import Where
from analysis.scenario.sweep_file import load_sweep
from benchmarks.measure import PAIRS, WALL, Row

WHOLE, WARM = 514, 6
REGIONS = int(os.environ.get("SWEEP_REGIONS", "20"))
ROUNDS = PAIRS if REGIONS < WHOLE else 1
# three times the nine scenarios that are shipped
GRID = "\ngrid:\n  segments.pekerja_rentan.eligible_growth_y: [0, 0.01, 0.02]\n"
PROGRAM = ("-m", "distributed.cli.dask_")
QUIET = ("--host", "127.0.0.1", "--no-dashboard", "--dashboard-address", "127.0.0.1:0")
GIB = 1024**3


class Clock:
    """Notes when each region is finished."""

    def __init__(self) -> None:
        self.times: list[float] = []

    def expect(self, steps: int) -> None:
        """Take note of nothing."""

    def done(self, step: str) -> None:
        """Note the time."""
        self.times.append(time.perf_counter())

    def seconds(self) -> float:
        """Return the seconds in which all workers were busy, and warm."""
        return self.times[-2] - self.times[WARM - 1]


class Memory:
    """The largest sum of what processes hold, shared pages counted once (PSS)."""

    def __init__(self, *processes: psutil.Process) -> None:
        self._processes, self._ended = processes, threading.Event()
        self.gib = 0.0
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(0.2):
            family = {one for root in self._processes for one in _family(root)}
            self.gib = max(self.gib, sum(map(_held, family)) / GIB)


def _family(root: psutil.Process) -> list[psutil.Process]:
    try:
        return [root, *root.children(recursive=True)]
    except psutil.Error:
        return []


def _held(process: psutil.Process) -> int:
    try:
        found = process.memory_full_info()
    except psutil.Error:
        return 0
    return getattr(found, "pss", found.rss)


def rows() -> list[Row]:
    """Run the sweep by one worker, by two, and by a cluster of two, in turn."""
    with tempfile.TemporaryDirectory() as name, _cluster(Path(name)) as cluster:
        file = _file(Path(name))
        ways = {"one": Where(1), "loky": Where(2), "dask": Where(scheduler=cluster[0])}
        found = {way: [] for way in ways}
        for turn in range(ROUNDS):
            some = {way: _swept(file, where, turn) for way, where in ways.items()}
            if len({digest for _, digest in some.values()}) != 1:
                sys.exit(f"the results differ: {some}")
            for way, (seconds, _) in some.items():
                found[way].append(seconds)
        loky = _memory(file, "--workers", "2")
        dask = _memory(file, "--scheduler", cluster[0], others=cluster[1])
    held = f"{_part()}; loky {loky:.2f}, dask with its scheduler {dask:.2f} GiB"
    memory = Row("sweep_memory", (max(loky, dask),), clock=WALL, remark=held)
    return [_row("loky", found), _row("dask", found), memory]


def _row(way: str, found: dict[str, list[float]]) -> Row:
    pairs = zip(found["one"], found[way], strict=True)
    efficiency = tuple(one / (2 * two) for one, two in pairs)
    medians = (statistics.median(found[which]) for which in (way, "one"))
    remark = f"{_part()}; identical bytes by one worker, loky and dask"
    return Row(f"sweep_{way}", efficiency, *medians, clock=WALL, remark=remark)


def _part() -> str:
    measured = f"{REGIONS} of {WHOLE} regions" if REGIONS < WHOLE else "all regions"
    return f"{measured}, the first {WARM} as warm-up"


def _file(folder: Path) -> Path:
    """Write the sweep that is measured: the shipped one, with a grid of three."""
    shipped = paths.SWEEPS / "all-regions.yaml"
    codes = json.dumps(list(load_sweep(shipped).regions[:REGIONS]))
    text = shipped.read_text(encoding="utf-8").replace(
        "name: all-regions", "name: part"
    )
    text = text.replace("regions: all\n", f"regions: {codes}\n") + GRID
    file = folder / "part.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def _swept(file: Path, where: Where, turn: int) -> tuple[float, str]:
    """Return the seconds of a sweep and one hash of all its results."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as name:
        options = sweeping.Options(Path(name), where, yes=True)
        outcome = sweeping.sweep(file, options, clock)
        if outcome.failure:
            raise outcome.failure
        digest = _digest(outcome.folder)
    print(f"  {turn}: {where}: {clock.seconds():.1f} s, {digest[:12]}", file=sys.stderr)
    return clock.seconds(), digest


def _digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for file in sorted(folder.rglob("*.parquet")):
        whole.update(file.relative_to(folder).as_posix().encode())
        whole.update(file.read_bytes())
    return whole.hexdigest()


def _memory(file: Path, *how: str, others: tuple[psutil.Process, ...] = ()) -> float:
    """Return the peak memory, GiB, of the command as typed and of ``others``."""
    with tempfile.TemporaryDirectory() as name:
        words = [sys.executable, "-m", "analysis", "sweep", str(file), *how]
        pipe = subprocess.DEVNULL
        running = subprocess.Popen(
            [*words, "--out", name, "--yes"], stdout=pipe, stderr=pipe
        )
        with Memory(psutil.Process(running.pid), *others) as memory:
            code = running.wait()
    if code:
        sys.exit(f"{' '.join(words)} ended with {code}")
    return memory.gib


@contextmanager
def _cluster(folder: Path) -> Iterator[tuple[str, tuple[psutil.Process, ...]]]:
    """Give the address and the processes of a dask cluster of two workers."""
    written, started = folder / "scheduler.json", []

    def start(what: str, *words: str) -> None:
        line = [sys.executable, PROGRAM[0], f"{PROGRAM[1]}{what}", *words, *QUIET]
        log = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        env = {**os.environ, **ONE_THREAD}
        started.append(subprocess.Popen(line, env=env, **log))

    try:
        start("scheduler", "--port", "0", "--scheduler-file", str(written))
        while not written.exists() or not written.read_text().endswith("}"):
            time.sleep(0.1)
        address = json.loads(written.read_text())["address"]
        for _ in range(2):
            start("worker", address, "--nthreads", "1", "--no-nanny")
        yield address, tuple(psutil.Process(one.pid) for one in started)
    finally:
        for one in reversed(started):  # workers first: they look for their scheduler
            one.kill()
            one.wait()


def main(argv: Any = None) -> int:
    """Print what was measured."""
    for row in rows():
        print(row)
    return 0


if __name__ == "__main__":
    sys.exit(main())
