"""The units of a sweep, computed by the workers of a dask cluster.

Imported only where a scheduler's address is given; the package ``distributed`` is the
optional extra ``cluster``. Workers send bytes back: nothing is written over there.
"""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from analysis import paths
from analysis.errors import MachineError
from analysis.run import manifest, sweep_advice
from analysis.run.sweep_stream import streamed
from analysis.run.sweep_where import broken

if TYPE_CHECKING:
    from distributed import Client, Future

# how long a scheduler may take to answer, and then to have its first worker
ANSWER_S = 10
# how long it may be without any worker in the middle: a nanny needs some seconds
NO_WORKERS_S = 60
CLOSING_S = 3
# how long to wait for one result before asking whether anybody can still send it
FETCH_S = 60
# so many units a thread of the cluster; at least so many in all, for those who join
AHEAD, AT_LEAST = 3, 16
RETRIES = 2
PACKAGES = ("numpy", "pandas", "scipy", "pyarrow", "pydantic")
_LOST = (CancelledError, OSError, TimeoutError)


@dataclass(frozen=True)
class Refused:
    """What a worker returns that is not the one it should be: who, and what it has."""

    worker: str
    versions: Mapping[str, str]


@cache
def versions() -> dict[str, str]:
    """Return what the numbers and bytes of a unit depend on: code, data, libraries.

    Read once a process: what a process computes with is what it has loaded.
    """
    known = manifest.versions()
    return {
        "iuran": manifest.code_hash()[:12],
        "data": manifest.combined(_data())[:12],
        "python": known["python"],
        **{name: known[name] for name in PACKAGES},
    }


def _data() -> dict[str, str]:
    shared = manifest.shared_inputs().items()
    files = {name: digest for name, digest in shared if name.startswith("data/")}
    own = sorted(paths.REGIONS.glob("*.yaml"))
    return files | {paths.shown(file): manifest.sha256(file) for file in own}


def task(work: Callable[[Any], Any], unit: Any, expected: Mapping[str, str]) -> Any:
    """Return ``work(unit)``, computed on a worker, or a `Refused` of another version.

    Workers may join at any time, so each unit asks.
    """
    if versions() != expected:
        from distributed import get_worker

        return Refused(get_worker().address, versions())
    return work(unit)


def finished(
    units: Sequence[Any], address: str, work: Callable[[Any], Any]
) -> Iterator[Any]:
    """Yield ``work(unit)`` of every unit once, as the cluster finishes them.

    A worker that is lost costs only time: what it held is computed again elsewhere.

    Raises:
        MachineError: ``distributed`` is missing, nobody answers, a worker has another
            version, or the scheduler or all workers are lost in the middle.
        Exception: what ``work`` raised, as it is.
    """
    with _client(address) as client:
        threads = _same_versions(client, address)
        name = uuid.uuid4().hex

        def submit(unit: Any) -> Future:
            key = f"iuran-{name}-{unit.region}"
            return client.submit(
                *(task, work, unit, versions()), key=key, retries=RETRIES, pure=False
            )

        window = max(AT_LEAST, AHEAD * threads)
        watch = _Watch(client, address)
        for unit, future in streamed(units, submit, window, watch.look):
            yield _result(future, unit.region, watch)


def ready(address: str) -> None:
    """Return if a cluster answers, has workers, and all of them are as we are.

    Raises:
        MachineError: one of these is not so, or ``distributed`` is missing.
    """
    with _client(address) as client:
        _same_versions(client, address)


def _result(future: Future, region: str, watch: _Watch) -> Any:
    """Return what came back for a region, or raise what became of it."""
    from distributed import KilledWorker

    address = watch.address
    try:
        result = _fetched(future, watch)
    except KilledWorker as error:
        raise broken(region, address, sweep_advice.KILLS_WORKERS) from error
    except _LOST as error:
        if future.status == "error":
            raise
        raise broken(address, "", sweep_advice.LOST) from error
    if isinstance(result, Refused):
        raise _other_version({result.worker: result.versions})
    watch.seen()
    return result


def _fetched(future: Future, watch: _Watch) -> Any:
    """Return a result; one whose worker dies meanwhile is waited for once more."""
    while True:
        try:
            return future.result(timeout=FETCH_S)
        except TimeoutError:
            if future.status == "error":  # it is what ``work`` has raised
                raise
            watch.look()


class _Watch:
    """Looks after a cluster while nothing comes back."""

    def __init__(self, client: Client, address: str) -> None:
        self._client, self.address = client, address
        self.seen()

    def seen(self) -> None:
        """Note that the cluster has a worker now."""
        self._seen = time.monotonic()

    def look(self) -> None:
        """Raise if the scheduler is gone, or has had no worker for too long."""
        try:
            if self._client.nthreads():
                self.seen()
        except _LOST as error:
            raise broken(self.address, "", sweep_advice.LOST) from error
        if time.monotonic() - self._seen > NO_WORKERS_S:
            raise broken(self.address, "", sweep_advice.NO_WORKERS)


def _same_versions(client: Client, address: str) -> int:
    """Return the number of threads of the cluster, all of whose workers are as we are.

    Raises:
        MachineError: there is no worker, or one has another version or no package.
    """
    try:
        with suppress(TimeoutError):
            client.wait_for_workers(1, timeout=ANSWER_S)
        asked, threads = client.run(versions, on_error="return"), client.nthreads()
    except _LOST as error:
        raise broken(address, "", sweep_advice.LOST) from error
    found = {name: said for name, said in asked.items() if not _is_lost(said)}
    if not found:
        raise broken(address, "", sweep_advice.NO_WORKERS)
    wrong = {name: said for name, said in found.items() if said != versions()}
    if wrong:
        raise _other_version(wrong)
    return sum(threads.values())


def _is_lost(said: Any) -> bool:
    """Say whether a worker went away while it was asked, which is harmless."""
    return isinstance(said, OSError)


def _other_version(wrong: Mapping[str, Any]) -> MachineError:
    worker, said = min(wrong.items())
    return broken(worker, _difference(said), sweep_advice.OTHER_VERSION)


def _difference(said: Mapping[str, str] | Exception) -> str:
    if isinstance(said, Exception):
        return _short(said)
    ours = versions()
    named = [name for name in ours if said.get(name) != ours[name]]
    return "; ".join(f"{name} {said.get(name)} <> {ours[name]}" for name in named)


@contextmanager
def _client(address: str) -> Iterator[Client]:
    """Give a connection; it is closed on any way out, within a few seconds."""
    client = _connected(address)
    try:
        yield client
    finally:
        with suppress(Exception):
            client.close(timeout=CLOSING_S)


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise broken("distributed", "", sweep_advice.NOT_INSTALLED) from error
    _hush()
    with warnings.catch_warnings(action="ignore"):
        try:
            with ThreadPoolExecutor(1) as apart:  # here a loop may run already
                apart.submit(asyncio.run, _greeted(address)).result()
            return Client(address, timeout=ANSWER_S, set_as_default=False)
        except MachineError:
            raise
        except Exception as error:  # whatever a stranger at that port says
            raise _unreachable(address, error) from error


async def _greeted(address: str) -> None:
    """Return once a scheduler has answered; the client itself waits without end."""
    from distributed.comm import connect

    how = _certified(address) if address.startswith("tls://") else {}
    greeting = connect(address, timeout=ANSWER_S, **how)
    (await asyncio.wait_for(greeting, ANSWER_S)).abort()


def _hush() -> None:
    """Silence loggers that would tell again, in tracebacks, what is told here."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _certified(address: str) -> dict[str, Any]:
    """Return how to connect with the certificates dask's own configuration names.

    Raises:
        MachineError: it names none, or files that cannot be used.
    """
    from distributed.security import Security

    try:
        how = Security().get_connection_args("client")
    except OSError as error:
        texts = sweep_advice.NO_CERTIFICATE
        raise broken(address, _short(error), texts) from error
    if how["ssl_context"] is None:
        raise broken(address, "", sweep_advice.NO_CERTIFICATE)
    return how


def _short(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]


def _unreachable(address: str, error: Exception) -> MachineError:
    if address.startswith("tls://"):
        return broken(address, _short(error), sweep_advice.NO_HANDSHAKE)
    return broken(address, "", sweep_advice.NO_ANSWER)
