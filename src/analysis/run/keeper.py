"""Kernels forked from the process that holds a run's results.

An ordinary kernel imports everything again and works out again what the run has
already computed: more than half of what a full run costs. The keeper is a fork of the
run's own process that waits to be asked and forks a kernel for each notebook: imports,
results and the studies made so far are there from the start. It lives no longer than
the run, so nothing in it is older than the run. Only on Linux: elsewhere a fork of a
process that has loaded the system's libraries is not safe.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

from analysis.run import temporary

CLIENT = Path(__file__).with_name("kernel_client.py")
POSSIBLE = sys.platform == "linux"
# a Unix socket's path may have 107 bytes, 103 on other systems
LONGEST_SOCKET_PATH = 100
MOST_WORDS = 65_536  # bytes of a kernel's command line
_GRANTED = b"+"
_INLINE = "module://matplotlib_inline.backend_inline"


@contextmanager
def kept(names: Mapping[str, Any]) -> Iterator[str]:
    """Fork a keeper; give the address it listens at, "" where there can be none.

    There can be none off Linux, beside threads, and where the folder of temporary files
    has a name too long for a socket.
    ``names`` of the package mean something else in its kernels, as ``project`` that
    returns what is there. Asked for while this process has only one thread: a fork
    copies no other, but the locks it holds.
    """
    if not POSSIBLE or threading.active_count() > 1:
        yield ""
        return
    with temporary.private_folder() as private:
        address = f"{private}/keeper"
        if len(os.fsencode(address)) > LONGEST_SOCKET_PATH:
            yield ""
            return
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(address)
            listening.listen()
            inside, outside = os.pipe()
            number = _forked(lambda: _keep(listening, inside, outside, names))
        os.close(inside)
        try:
            yield address
        finally:
            os.close(outside)  # what the keeper waits for, however this process ends
            os.waitpid(number, 0)


def command(address: str) -> list[str]:
    """Return the command of a kernel, an ordinary one where no keeper answers."""
    # without site-packages and environment the interpreter starts in 10 ms
    return [sys.executable, "-I", "-S", str(CLIENT), address, "-f", "{connection_file}"]


def _forked(work: Callable[[], Any]) -> int:
    """Return the number of a fork of this process that does ``work`` and ends."""
    sys.stdout.flush()
    sys.stderr.flush()
    number = os.fork()
    if number:
        return number
    try:
        work()
    finally:
        os._exit(1)  # nothing of the parent's is tidied up or told twice


def _keep(
    listening: socket.socket, life: int, outside: int, names: Mapping[str, Any]
) -> NoReturn:
    os.close(outside)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGCHLD, _collect)
    gc.freeze()
    while True:
        ready, _, _ = select.select([listening, life], [], [])
        if life in ready:
            os._exit(0)
        connection, _ = listening.accept()
        _forked(lambda asked=connection: _become_kernel(asked, names))
        connection.close()


def _collect(number: int, frame: object) -> None:
    """Take leave of the kernels that have ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _become_kernel(connection: socket.socket, names: Mapping[str, Any]) -> None:
    """Be the kernel the client at the other end asked for, as long as it is there."""
    import analysis

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    words = connection.recv(MOST_WORDS).decode().split("\0")
    for name, value in names.items():
        setattr(analysis, name, value)
    connection.sendall(_GRANTED)
    end = threading.Thread(target=_end_with, args=(connection,), daemon=True)
    end.start()
    _serve(words)


def _end_with(connection: socket.socket) -> NoReturn:
    connection.recv(1)
    os._exit(1)


def _serve(words: list[str]) -> None:
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance(parent_handle=os.getppid())  # ends when the keeper does
    app.initialize(words)
    # an ordinary kernel says by the environment that figures go inline, before
    # matplotlib is loaded; here it may be loaded already and would draw for nobody
    if "matplotlib" in sys.modules:
        sys.modules["matplotlib"].use(_INLINE)
    app.start()
