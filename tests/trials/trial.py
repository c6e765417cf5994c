"""One trial: a run that is killed or finds the disk full at a chosen write.

A trial is the command itself, forked from a process that has everything loaded. Its
writes are counted by an audit hook, which is told of every file the interpreter opens
for writing, names, moves or removes; limits of the system and a small disk reach what
libraries write below it.
"""

from __future__ import annotations

import atexit
import ctypes
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from faults import driver

NAME = driver.EARLIER
BEFORE = ("run", NAME, "--draws", "5", "--numbers-only", "--years", "2")
NUMBERS = (*BEFORE[:-1], "3")
NOTEBOOK = ("run", NAME, "--draws", "0", "--years", "2")
# what the interpreter tells of before it touches the disk
TOUCHES = {
    *("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link"),
    *("os.truncate", "shutil.rmtree"),
}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
IN_TIME, ENDED_WITHIN = 120, 10
NO_SPACE = 28
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of linux/prctl.h
SIGNALS = {
    "moment": signal.SIGKILL,
    "stop": signal.SIGINT,
    "term": signal.SIGTERM,
    "hangup": signal.SIGHUP,
}
PREVIOUS, NEW, NEITHER = "previous", "new", "neither"


@dataclass(frozen=True)
class Fault:
    """What goes wrong and where.

    ``way``: ``none``; ``kill`` or ``full`` at the ``at``-th touch of the results, or
    ``kill-writer`` where another process of the run does the writing; ``cut`` or
    ``cut-kill`` at byte ``at`` of any file; ``moment``, ``stop``, ``term``, ``hangup``
    are kill -9, Ctrl-C, SIGTERM and the end of the terminal after ``at`` seconds;
    ``disk`` has ``at`` KiB left. ``prepare`` is run before the command in its process.
    """

    way: str = "none"
    at: float = 0
    prepare: str = ""

    def wrong(self, ended: Ended) -> str:
        """Say what is wrong with how a trial ended, nothing if it held."""
        if ended.alive:
            return f"still running: {ended.alive}"
        if ended.state == NEITHER:
            return "the folder is neither the earlier run nor a whole new one"
        if ended.code == 0:
            return "" if ended.state == NEW else "done, and nothing is there"
        if ended.code < 0:
            return ""
        if ended.code not in (4, 130) or "Traceback" in ended.said:
            return f"exit code {ended.code}: {ended.said[-300:]}"
        if ended.code == 4 and ended.state != PREVIOUS:
            return "it says it failed, and the results are new"
        if "Remedy: " not in ended.said and "Stopped." not in ended.said:
            return f"no remedy: {ended.said}"
        left = ended.left if self.way != "kill-writer" else []
        return f"left behind: {left}" if left else ""


@dataclass(frozen=True)
class Ended:
    """How the command ended, what it said, and what stands in the results folder.

    ``left``: half folders; ``alive``: commands of processes that did not end with it.
    """

    code: int
    said: str
    state: str
    touches: int = 0
    left: list[str] = field(default_factory=list)
    alive: list[str] = field(default_factory=list)


class Place:
    """A project with an earlier run, brought back to that after each trial."""

    def __init__(self, root: Path) -> None:
        self.root, self.reports = root, root / "reports"
        self.kept = root / "kept"
        self._here, there = get_context("spawn").Pipe()
        told = (str(root), there)
        self._serving = get_context("spawn").Process(target=_serve, args=told)
        self._serving.start()
        there.close()
        atexit.register(self.close)  # what serves waits for the end of this pipe
        shutil.rmtree(self.reports, ignore_errors=True)
        ended = self._ended(BEFORE, Fault())
        assert ended.code == 0, ended.said
        shutil.copytree(self.reports / NAME, self.kept)
        self.before = driver.digest(self.kept)

    def close(self) -> None:
        self._here.close()
        self._serving.join(IN_TIME)

    def tried(self, fault: Fault, words: Sequence[str] = NUMBERS) -> Ended:
        """Run the command with a fault; bring the earlier run back afterwards."""
        if fault.way == "disk":
            with self._disk(int(fault.at)):
                return self._ended(words, fault)
        ended = self._ended(words, fault)
        if ended.state != PREVIOUS:
            self.back()
        for name in ended.left:  # the next trial counts its writes from the same start
            shutil.rmtree(self.reports / name, ignore_errors=True)
        return ended

    def back(self) -> None:
        """Put the earlier run in the place of what stands there."""
        shutil.rmtree(self.reports / NAME, ignore_errors=True)
        shutil.copytree(self.kept, self.reports / NAME)

    def _ended(self, words: Sequence[str], fault: Fault) -> Ended:
        with tempfile.TemporaryDirectory() as place:
            self._here.send((place, [*words, "--force"], fault))
            if not self._here.poll(IN_TIME):
                message = f"{fault}: not ended in {IN_TIME} s"
                raise AssertionError(message)
            code, alive = self._here.recv()
            said, count = (_text(Path(place) / name) for name in ("said", "count"))
        left = driver.leftovers(self.reports)
        return Ended(code, said, self.state(), int(count or 0), left, alive)

    def state(self) -> str:
        """Say what stands in the results folder: the earlier run, a whole new one."""
        found = driver.digest(self.reports / NAME)
        if found == getattr(self, "before", None):
            return PREVIOUS
        try:
            told = json.loads((self.reports / NAME / "manifest.json").read_text())
            listed = {**told["outputs"], "manifest.json": found["manifest.json"]}
            return NEW if told["status"] == "ok" and listed == found else NEITHER
        except (OSError, ValueError, KeyError):
            return NEITHER

    @contextmanager
    def _disk(self, left: int) -> Iterator[None]:
        """Put the results on a disk of their own with so many KiB left."""
        aside = self.root / "aside"
        self.reports.rename(aside)
        self.reports.mkdir()
        used = sum(one.stat().st_size // 1024 + 8 for one in self.kept.iterdir())
        size = f"size={used + left}k"
        mount = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(self.reports)]
        subprocess.run(mount, check=True)
        try:
            shutil.copytree(self.kept, self.reports / NAME)
            yield
        finally:
            subprocess.run(["umount", str(self.reports)], check=True)
            self.reports.rmdir()
            aside.rename(self.reports)


def can_mount(place: Path) -> bool:
    """Say whether a small disk can be mounted: by root, outside of tight containers."""
    tried = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if subprocess.run(tried, capture_output=True).returncode:
        return False
    return subprocess.run(["umount", str(place)]).returncode == 0


def write_notebook(root: Path, source: str, name: str = "01_one.ipynb") -> Path:
    """Write a notebook that takes a scenario and does ``source`` in its second cell."""
    from nbformat import v4, write

    given = 'scenario: str = "x"\noverrides: dict = {}\nlang: str = "en"'
    cells = [
        v4.new_code_cell(given, id="parameters", metadata={"tags": ["parameters"]}),
        v4.new_code_cell(source, id="answer"),
    ]
    write(v4.new_notebook(cells=cells), root / "notebooks" / name)
    return root / "notebooks" / name


def killer(seconds: float) -> str:
    """Return a cell whose kernel is killed from outside after so many seconds."""
    return (
        "import os, signal, time\n"
        "kernel = os.getpid()\n"
        "if os.fork() == 0:\n"
        f"    time.sleep({seconds})\n"
        "    os.kill(kernel, signal.SIGKILL)\n"
        "    os._exit(0)\n"
        "time.sleep(30)"
    )


def moments(count: int, seconds: float, seed: int = 20260921) -> list[float]:
    """Return random moments, the same ones each time."""
    chance = random.Random(seed)
    return [chance.uniform(0, seconds) for _ in range(count)]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _serve(root: str, asked) -> None:
    """Load everything once; fork a command for each trial asked for."""
    # whoever a killed run leaves behind becomes a child of this process
    ctypes.CDLL(None).prctl(SUBREAPER, 1)
    os.environ.update(driver.environment(Path(root), "en", {}))
    os.chdir(root)
    sys.path.insert(0, driver.source())
    from analysis.model import projection  # noqa: F401 - loaded for every trial
    from analysis.run import description, execute, files, jobs  # noqa: F401 - same
    from analysis.scenario import load  # noqa: F401 - same

    execute.preload()
    while True:
        try:
            place, words, fault = asked.recv()
        except EOFError:
            return
        number = os.fork()
        if not number:
            _child(place, root, words, fault)
        code = os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
        asked.send((code, _orphans()))


def _orphans() -> list[str]:
    """Return what does not end by itself soon after the command, and end it."""
    import psutil

    until = time.monotonic() + ENDED_WITHIN
    while True:
        children = psutil.Process().children(recursive=True)
        alive = [one for one in children if one.status() != psutil.STATUS_ZOMBIE]
        if not alive or time.monotonic() > until:
            break
        time.sleep(0.05)
    told = [" ".join(one.cmdline())[:200] for one in alive]
    for one in alive:
        one.kill()
    for one in children:
        one.wait(ENDED_WITHIN)
    return told


def _child(place: str, root: str, words: list[str], fault: Fault) -> None:
    """Run the command here, with the fault prepared."""
    os.setsid()
    said = os.open(f"{place}/said", os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o666)
    for number in (1, 2):
        os.dup2(said, number)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    from analysis.__main__ import main

    sys.argv = ["iuran", *words]
    if "--numbers-only" not in words:
        _lighten()
    exec(fault.prepare, {})
    count = _prepared(fault, f"{root}/reports")
    code = main(words)
    sys.stdout.flush()
    sys.stderr.flush()
    Path(place, "count").write_text(str(count()))
    os._exit(code)


def _lighten() -> None:
    """Write the documents of a run as one line each: what matters is when and where."""
    from analysis.report import headline, memo, page, questions_form, workbook
    from analysis.study import answers

    def line(path: Path) -> None:
        path.write_text("a line\n")

    workbook.write_workbook = lambda _, path, lang: line(path)
    headline.write = lambda _, folder: line(folder / "headline.csv")
    memo.write_memos = lambda _, folder: line(folder / "memo-id.docx")
    page.write_run_page = lambda folder, _, lang: line(folder / "index.html")
    questions_form.questions_form = lambda *_: "a line"
    answers.with_answers = lambda results: results


def _prepared(fault: Fault, watched: str):
    """Set the fault; return what counts the touches so far."""
    if fault.way in ("cut", "cut-kill"):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        action = signal.SIG_IGN if fault.way == "cut" else signal.SIG_DFL
        signal.signal(signal.SIGXFSZ, action)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(fault.at),) * 2)
    if fault.way in SIGNALS:
        _watchdog(fault)
    seen = [0]

    def hook(event: str, given: tuple) -> None:
        if event not in TOUCHES or not str(given[0]).startswith(watched):
            return
        if event == "open" and not (given[2] or 0) & WRITING:
            return
        seen[0] += 1
        if seen[0] != fault.at:
            return
        if fault.way == "kill":
            os.killpg(0, signal.SIGKILL)
        if fault.way == "kill-writer":
            os.kill(os.getpid(), signal.SIGKILL)
        if fault.way == "full":
            raise OSError(NO_SPACE, "No space left on device", str(given[0]))

    sys.addaudithook(hook)
    return lambda: seen[0]


def _watchdog(fault: Fault) -> None:
    """Fork a process that kills or stops this one after a while."""
    run = os.getpid()
    if os.fork():
        return
    os.setsid()
    time.sleep(fault.at)
    try:
        os.kill(run, SIGNALS[fault.way])
    finally:
        os._exit(0)
