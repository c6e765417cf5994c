"""Run folders that are complete or not there: built aside, renamed once, locked.

A run of NAME works in ``.tmp-NAME-PID`` beside the final folder, holds the lock
``.locks/NAME.lock`` and ends with one exchange of the two folders. Where the system
knows no exchange, what stood there before is moved to ``.old-NAME-PID`` for the blink
between two renames and put back if the second fails.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from analysis import paths, refusals
from analysis.errors import MachineError, Problem, ScenarioError
from analysis.language import Text, say
from analysis.run import store_texts as texts
from analysis.run import swap

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
LOCKS = ".locks"
KINDS = ("tmp", "old")
WAIT_SECONDS = 60.0


def checked_name(name: str, file: str = "") -> str:
    """Return ``name`` if it is a slug, else raise ScenarioError (exit 3)."""
    if SLUG.fullmatch(name):
        return name
    rule = say(
        id="Nama skenario hanya huruf kecil, angka dan tanda hubung, paling banyak 64.",
        en="A scenario name has lower-case letters, digits and hyphens, at most 64.",
    )
    remedy = say(
        id="ganti nama berkas, misalnya cilegon-2027.yaml.",
        en="rename the file, for example cilegon-2027.yaml.",
    )
    raise ScenarioError(Problem(file or "SCENARIO", "name", name[:80], rule, remedy))


def run_folder(reports: Path, name: str) -> Path:
    """Return the folder of a run; it always lies directly in ``reports``."""
    folder = reports / name
    with refusals.told(folder):
        inside = os.path.dirname(os.path.realpath(folder)) == os.path.realpath(reports)
        if folder.is_symlink() or not inside:
            raise _machine(folder, texts.OUTSIDE, texts.CHOOSE)
        if folder.exists() and not folder.is_dir():
            raise _machine(folder, texts.NOT_A_FOLDER, texts.CHOOSE)
    return folder


@contextmanager
def locked(
    reports: Path,
    name: str,
    wait_seconds: float = WAIT_SECONDS,
    busy: Text = texts.BUSY,
) -> Iterator[None]:
    """Hold the lock of one run name; wait at most ``wait_seconds`` for another run.

    The operating system frees the lock when its holder dies, so a lock is never
    stale. What a dead run left behind is cleaned up before the block begins. ``busy``
    is what to say of a name that another process holds.

    Raises:
        MachineError: another run holds the name (the message says which), or the
            folder cannot be written.
    """
    from filelock import FileLock, Timeout

    lock_file = reports / LOCKS / f"{name}.lock"
    with refusals.told(lock_file.parent):
        lock_file.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(lock_file, timeout=wait_seconds)
    try:
        with refusals.told(lock_file.parent):
            lock.acquire()
    except Timeout:
        raise _held(reports, name, busy) from None
    try:
        _say_who(reports, name)
        recover(reports, name)
        yield
    finally:
        with suppress(OSError):  # the next holder writes its own
            _holder_file(reports, name).unlink()
        lock.release()


@contextmanager
def new_folder(reports: Path, name: str) -> Iterator[Path]:
    """Give a temporary folder; rename it to ``reports/name`` if the block succeeds.

    Call it only while holding the lock of ``name``. On any exception the temporary
    folder is removed and what stood at the final place is as it was.
    """
    final = run_folder(reports, name)
    temporary = reports / f".tmp-{name}-{os.getpid()}"
    with refusals.told(final):
        _remove(temporary)
        temporary.mkdir()
        try:
            yield temporary
            sync(temporary)
            exchange(temporary, final)
        finally:
            _remove(temporary)


def exchange(new: Path, final: Path) -> None:
    """Put ``new`` at ``final``; what was there is removed, or put back on failure."""
    if not final.exists():
        new.rename(final)
    elif swap.exchanged(new, final):
        _remove(new)
    else:
        _by_two_renames(new, final)
    with suppress(OSError):  # the new folder is there, whatever the disk says now
        _settle(final.parent)


def _by_two_renames(new: Path, final: Path) -> None:
    old = final.with_name(f".old-{final.name}-{os.getpid()}")
    final.rename(old)
    try:
        new.rename(final)
    except BaseException:
        old.rename(final)
        raise
    _remove(old)


def tidy(reports: Path, name: str) -> bool:
    """Clean up after dead runs of ``name`` and say whether there were any.

    What belongs to a living run is left alone.

    Raises:
        MachineError: the folder cannot be read.
    """
    with refusals.told(reports):
        left = reports.is_dir() and any(_left_behind(reports, k, name) for k in KINDS)
    if not left:
        return False
    try:
        with locked(reports, name, wait_seconds=0):
            return True
    except MachineError:
        return False


def recover(reports: Path, name: str) -> list[str]:
    """Clean up after dead runs of ``name``; return what was removed or put back."""
    done = []
    for left in _left_behind(reports, "old", name):
        if (reports / name).exists():
            _remove(left)
        else:
            left.rename(reports / name)
        done.append(left.name)
    for left in _left_behind(reports, "tmp", name):
        _remove(left)
        done.append(left.name)
    return done


def _remove(path: Path) -> None:
    """Remove a folder or a file; what cannot be removed stays for the next run."""
    with suppress(OSError):
        path.unlink() if path.is_symlink() or path.is_file() else shutil.rmtree(path)


def sync(folder: Path) -> None:
    """Ask the system to put every file of ``folder`` on the disk, names included."""
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            _settle(path)
            continue
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())


def _settle(folder: Path) -> None:
    """Ask the system to keep the names in a folder through a loss of power."""
    if os.name != "posix":  # elsewhere a folder cannot be opened
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def write_text(path: Path, text: str) -> None:
    """Replace a file in one step, so that a reader sees the old or the new one."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Replace a file in one step, so that a reader sees the old or the new one."""
    with beside(path) as temporary:
        temporary.write_bytes(content)


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give a temporary file; put it on the disk and at ``path`` if the block succeeds.

    Raises:
        MachineError: the folder cannot be written, or the disk is full.
    """
    with refusals.told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".tmp-{path.name}-{os.getpid()}")
        try:
            yield temporary
            with temporary.open("rb+") as stream:
                os.fsync(stream.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def _left_behind(reports: Path, kind: str, name: str) -> list[Path]:
    pattern = re.compile(rf"\.{kind}-{re.escape(name)}-\d+")
    return sorted(path for path in reports.iterdir() if pattern.fullmatch(path.name))


def _holder_file(reports: Path, name: str) -> Path:
    return reports / LOCKS / f"{name}.holder"


def _say_who(reports: Path, name: str) -> None:
    who = {"pid": os.getpid(), "host": socket.gethostname()}
    file = _holder_file(reports, name)
    with refusals.told(reports):
        file.unlink(missing_ok=True)  # a link somebody put there is not followed
        file.write_text(json.dumps(who), encoding="utf-8")


def _held(reports: Path, name: str, busy: Text) -> MachineError:
    try:
        who = json.loads(_holder_file(reports, name).read_text(encoding="utf-8"))
        holder = f"pid {who['pid']}, {who['host']}"
    except (OSError, ValueError, KeyError):
        holder = "?"
    place = paths.reachable(reports / name)
    return MachineError(Problem(place, "lock", holder, busy, texts.WAIT))


def _machine(path: Path, rule: Text, remedy: Text) -> MachineError:
    return MachineError(Problem(paths.reachable(path), "", "", rule, remedy))
