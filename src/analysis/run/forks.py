"""Work on several scenarios at a time, each in a process forked from this one.

What was imported and loaded before is shared. A process that dies takes its own
scenario with it and no other. Where forks are not safe (anywhere but on Linux, or
beside running threads) the same work is done here, one after the other.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, NoReturn

from analysis.errors import IuranError, MachineError, Problem
from analysis.run import advice, keeper
from analysis.run.watch import Watch

AT_A_TIME = 2
TICK_SECONDS = 0.2
_PR_SET_PDEATHSIG = 1  # of linux/prctl.h

Work = Callable[[Any, Watch], Any]


@dataclass
class _Running:
    number: int
    name: str
    process: BaseProcess


class _Told:
    """A watch at the other end of a pipe, told by several threads."""

    def __init__(self, to: Connection) -> None:
        self._to, self._lock = to, threading.Lock()

    def expect(self, steps: int) -> None:
        self._tell("expect", steps)

    def done(self, step: str) -> None:
        self._tell("done", step)

    def _tell(self, kind: str, said: Any) -> None:
        with self._lock:
            self._to.send((kind, said))

    def tick(self) -> None:
        pass


def each(work: Work, items: Sequence[tuple[str, Any]], watch: Watch) -> list[Any]:
    """Return for each (name, item) what ``work`` gives, or the IuranError it ended in.

    Raises:
        Exception: any other error of any of them; what still runs is ended.
    """
    if not possible():
        return here(work, items, watch)
    found: dict[int, Any] = {}
    waiting, running = list(enumerate(items)), {}
    try:
        while waiting or running:
            while waiting and len(running) < AT_A_TIME:
                number, (name, item) = waiting.pop(0)
                connection, process = _started(work, item)
                running[connection] = _Running(number, name, process)
            for connection in wait(list(running), TICK_SECONDS):
                _hear(connection, running, found, watch)
            watch.tick()
    finally:
        _end(running)
    return [found[number] for number in range(len(items))]


def here(work: Work, items: Sequence[tuple[str, Any]], watch: Watch) -> list[Any]:
    """Do the same in this process, one after the other."""
    return [_tried(work, item, watch) for _, item in items]


def possible() -> bool:
    """Say whether this process can be forked safely."""
    return keeper.POSSIBLE and threading.active_count() == 1


def _tried(work: Work, item: Any, watch: Watch) -> Any:
    try:
        return work(item, watch)
    except IuranError as error:
        return error


def _started(work: Work, item: Any) -> tuple[Connection, BaseProcess]:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    arguments = (work, item, theirs, os.getpid())
    process = context.Process(target=_child, args=arguments)
    process.start()
    theirs.close()
    return ours, process


def _child(work: Work, item: Any, to: Connection, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C: the parent ends this process
    signal.signal(signal.SIGTERM, _interrupted)
    # should the parent be killed, the system asks this process to end too
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # killed before it could be asked
        return
    with suppress(KeyboardInterrupt):
        to.send(_ended(work, item, to))


def _ended(work: Work, item: Any, to: Connection) -> tuple[str, Any]:
    """Return how a piece of work ended, and with what."""
    try:
        return "end", work(item, _Told(to))
    except IuranError as error:
        return "refused", (type(error), error.problems)
    except Exception as error:
        error.add_note(traceback.format_exc())  # what --debug shows
        return "error", _sendable(error)


def _sendable(error: Exception) -> Exception:
    """Return the error, or what it says where the other end could not rebuild it."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    except Exception:
        told = RuntimeError(f"{type(error).__name__}: {error}")
        told.add_note(traceback.format_exc())
        for note in error.__notes__:
            told.add_note(note)
        return told
    return error


def _interrupted(number: int, frame: object) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)  # it tidies up now
    raise KeyboardInterrupt


def _hear(
    connection: Connection,
    running: dict[Connection, _Running],
    found: dict[int, Any],
    watch: Watch,
) -> None:
    """Take one message of a process: a step, its end, or that it is gone."""
    one = running[connection]
    try:
        kind, said = connection.recv()
    except EOFError:
        gone = Problem(one.name, "", "", *advice.GONE)
        kind, said = "refused", (MachineError, gone)
    if kind in {"expect", "done"}:
        getattr(watch, kind)(said)
        return
    if kind == "error":
        raise said
    found[one.number] = said[0](said[1]) if kind == "refused" else said
    one.process.join()
    connection.close()
    del running[connection]


def _end(running: dict[Connection, _Running]) -> None:
    """End what still runs; it tidies up behind itself."""
    for one in running.values():
        one.process.terminate()
    for one in running.values():
        one.process.join()
