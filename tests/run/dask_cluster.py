"""A real dask cluster on loopback, of processes of its own, for tests."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil

HERE = Path(__file__).parent
START_S = 60
QUIET = ("--host", "127.0.0.1", "--no-dashboard", "--dashboard-address", "127.0.0.1:0")


class Cluster:
    """One scheduler and its workers; whatever is left of them ends with the block."""

    def __init__(self, folder: Path, *more: str) -> None:
        self._folder, self._more, self._file = folder, more, folder / "scheduler.json"
        self.started: list[subprocess.Popen] = []
        self.scheduler = self._start(
            "dask_scheduler", *QUIET, "--port", "0", "--scheduler-file", str(self._file)
        )
        self.address = self._written()["address"]

    def _written(self):
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            with contextlib.suppress(OSError, ValueError):
                return json.loads(self._file.read_text())
            assert self.scheduler.poll() is None, self.log()
            time.sleep(0.05)
        raise TimeoutError(self.log())

    def worker(self, *more: str, **environment: str) -> subprocess.Popen:
        """Start a worker of one thread; whoever needs it waits for it."""
        options = (*QUIET, "--nthreads", "1", "--local-directory", str(self._folder))
        nanny = () if "--nanny" in more else ("--no-nanny",)
        words = ("dask_worker", self.address, *options, *nanny, *more)
        return self._start(*words, **environment)

    def _start(self, program: str, *words: str, **environment: str):
        path = os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])
        known = {**os.environ, "PYTHONPATH": path, **environment}
        with (self._folder / "log").open("a") as log:
            running = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    f"distributed.cli.{program}",
                    *words,
                    *self._more,
                ],
                env=known,
                stdout=log,
                stderr=log,
            )
        self.started.append(running)
        return running

    def log(self) -> str:
        return (self._folder / "log").read_text()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for running in reversed(self.started):
            end(running)


def end(running: subprocess.Popen) -> None:
    """End a process at once, with those it started (a nanny's worker)."""
    with contextlib.suppress(psutil.NoSuchProcess):
        for child in psutil.Process(running.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()
    running.kill()
    running.wait()
