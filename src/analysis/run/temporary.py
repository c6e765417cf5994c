"""Private folders for what lives no longer than a run: sockets of kernels.

A run that is killed cannot take its folders away. Each is held by a lock the system
frees with the last process that uses it; the next run removes those nobody holds.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from analysis import refusals
from analysis.errors import MachineError, Problem
from analysis.language import say

PREFIX = ".iuran-run-"  # nobody else names a folder so: it may be removed
# a folder this young may belong to a run that has not locked it yet
YOUNG_SECONDS = 60.0
_NOWHERE = (
    say(
        id="Tidak ada folder yang dapat ditulisi untuk berkas sementara.",
        en="No folder for temporary files can be written.",
    ),
    say(
        id="beri variabel TMPDIR sebuah folder yang dapat ditulisi, lalu ulangi.",
        en="give the variable TMPDIR a folder that can be written, then run again.",
    ),
)
_ELSEWHERE = say(
    id="Atau pilih folder lain dengan variabel TMPDIR.",
    en="Or choose another folder with the variable TMPDIR.",
)


def place() -> Path:
    """Return where temporary files go. Raises MachineError where nothing can be put."""
    try:
        return Path(tempfile.gettempdir())
    except FileNotFoundError:
        raise MachineError(Problem("TMPDIR", "", "", *_NOWHERE)) from None


@contextmanager
def private_folder() -> Iterator[str]:
    """Give a folder of this user alone; it goes with the block.

    Raises:
        MachineError: there is no room for temporary files.
    """
    parent = place()
    _remove_dead(parent)
    with refusals.told(parent, _ELSEWHERE):
        folder = tempfile.mkdtemp(prefix=PREFIX)
    held = _held(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if held is not None:
            os.close(held)


def _held(folder: str) -> int | None:
    """Return the open folder with its lock, None where somebody else has that."""
    try:
        import fcntl
    except ImportError:  # no such locks: nothing is ever removed there
        return None
    number = None
    try:
        number = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        if number is not None:
            os.close(number)
        return None
    return number


def _remove_dead(parent: Path) -> None:
    """Remove the folders of runs that were killed."""
    for path in parent.glob(f"{PREFIX}*"):
        with suppress(OSError):
            found = path.lstat()
            own = hasattr(os, "getuid") and found.st_uid == os.getuid()
            if not own or time.time() - found.st_mtime < YOUNG_SECONDS:
                continue
            held = _held(str(path))
            if held is not None:
                shutil.rmtree(path, ignore_errors=True)
                os.close(held)
