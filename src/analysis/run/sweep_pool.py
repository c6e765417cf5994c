"""The units of a sweep, computed by processes of this machine or by a cluster.

A unit is pure: the same unit gives the same bytes, wherever and however often it is
computed. So a process that dies costs nothing but time.
"""

from __future__ import annotations

import os
import queue
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NoReturn

from analysis import ONE_THREAD
from analysis.run import sweep_unit
from analysis.run.sweep_advice import DYING, TRIES
from analysis.run.sweep_stream import streamed
from analysis.run.sweep_where import Where, broken

# so many units wait for a process that becomes free
AHEAD = 2
# a process that has no work for so long ends by itself
IDLE_S = 30
# so often a process looks whether the sweep it works for is still there
LOOK_S = 1.0


def finished(
    units: Sequence[Any],
    where: Where,
    work: Callable[[Any], Any] = sweep_unit.work,
) -> Iterator[Any]:
    """Yield ``work(unit)`` of every unit once, as they finish, in any order.

    ``work`` and the units are picklable, ``work`` is pure, and each unit has another
    ``unit.region``. One worker computes in this process. Closing the iterator ends
    every process it started.

    Raises:
        MachineError: the workers keep dying, or the cluster cannot be used or is lost.
        Exception: what ``work`` raised, as it is.
    """
    if where.scheduler:
        from analysis.run import sweep_cluster

        return sweep_cluster.finished(units, where.scheduler, work)
    workers = min(where.workers or _cores(), max(len(units), 1))
    if workers == 1:
        return _here(units, work)
    return _by_processes(units, workers, work)


def ready(where: Where) -> None:
    """Return if units could be computed there now; on this machine they always can.

    Raises:
        MachineError: the cluster does not answer, has no worker or another version.
    """
    if where.scheduler:
        from analysis.run import sweep_cluster

        sweep_cluster.ready(where.scheduler)


def _cores() -> int:
    from joblib import cpu_count

    return cpu_count()


def _here(units: Sequence[Any], work: Callable[[Any], Any]) -> Iterator[Any]:
    for unit in units:
        yield work(unit)


def _by_processes(
    units: Sequence[Any], workers: int, work: Callable[[Any], Any]
) -> Iterator[Any]:
    """Compute in processes; when one dies, begin anew with what is not finished.

    Units that were under way then come last, and where nothing was finished in between
    they are computed one by one: a unit that ends its process cannot keep the others
    from finishing.
    """
    from concurrent.futures.process import BrokenProcessPool

    left, tries = {unit.region: unit for unit in units}, 0
    while left:
        before, begun = len(left), {}
        try:
            yield from _until_broken(left, begun, 1 if tries else workers, work)
        except BrokenProcessPool as error:
            tries = tries + 1 if len(left) == before else 0
            if tries == TRIES:
                raise broken(", ".join(sorted(begun)), "", DYING) from error
        left = {name: unit for name, unit in left.items() if name not in begun} | begun


def _until_broken(
    left: dict[str, Any], begun: dict[str, Any], workers: int, work: Callable
) -> Iterator[Any]:
    """Yield results; take them out of ``left``, and note in ``begun`` what is not."""
    with _processes(workers) as pool:

        def submit(unit: Any) -> Any:
            begun[unit.region] = unit
            with _ctrl_c_held_back():
                return pool.submit(work, unit)

        window = workers * (1 + AHEAD) if workers > 1 else 1
        watch = _Watch(pool)
        for unit, future in streamed(list(left.values()), submit, window, watch.look):
            result = future.result()
            del left[unit.region], begun[unit.region]
            yield result


@contextmanager
def _processes(workers: int) -> Iterator[Any]:
    """Give a pool of fresh processes (as on Windows: spawned, not forked)."""
    from joblib.externals.loky.process_executor import ProcessPoolExecutor

    begin = {"initializer": _begin, "initargs": (os.getpid(),)}
    pool = ProcessPoolExecutor(workers, timeout=IDLE_S, env=ONE_THREAD, **begin)
    try:
        yield pool
    finally:
        with suppress(queue.Empty):  # loky trips over units it has not yet handed out
            while True:
                pool._work_ids.get_nowait()
        pool.shutdown(wait=True, kill_workers=True)


class _Watch:
    """Looks after a pool: a process killed while it sends leaves half a result.

    Loky would wait for the other half without end.
    """

    def __init__(self, pool: Any) -> None:
        self._pool, self._dead = pool, set()

    def look(self) -> None:
        """End the pool if a process that was dead before is not yet noticed."""
        processes = dict(self._pool._processes)
        dead = {pid for pid, one in processes.items() if not one.is_alive()}
        if dead & self._dead:
            for one in processes.values():
                one.terminate()
            self._pool._result_queue._writer.close()  # nobody writes: the wait ends
        self._dead = dead


@contextmanager
def _ctrl_c_held_back() -> Iterator[None]:
    """Hold Ctrl-C back while processes start: they inherit being deaf to it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # its own start would let Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(parent: int) -> None:
    """Prepare a process: Ctrl-C, which reaches all of them, is the parent's to answer.

    It ends with the parent. Whoever is sending a result that no one takes any more
    would not notice: each process holds the other end of that pipe as well.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if os.name == "posix":
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: int) -> NoReturn:
    while os.getppid() == parent:
        time.sleep(LOOK_S)
    os._exit(1)
