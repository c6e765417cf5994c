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
from analysis.language import say

PREFIX = ".iuran-run-"  # nobody else names a folder so: it may be removed
# a folder this young may belong to a run that has not locked it yet
YOUNG_SECONDS = 60.0
_ELSEWHERE = say(
    id="Atau pilih folder lain dengan variabel TMPDIR.",
    en="Or choose another folder with the variable TMPDIR.",
)


@contextmanager
def private_folder() -> Iterator[str]:
    """Give a folder of this user alone; it goes with the block.

    Raises:
        MachineError: there is no room for temporary files.
    """
    _remove_dead()
    with refusals.told(Path(tempfile.gettempdir()), _ELSEWHERE):
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


def _remove_dead() -> None:
    """Remove the folders of runs that were killed."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            found = path.lstat()
            own = hasattr(os, "getuid") and found.st_uid == os.getuid()
            if not own or time.time() - found.st_mtime < YOUNG_SECONDS:
                continue
            held = _held(str(path))
            if held is not None:
                shutil.rmtree(path, ignore_errors=True)
                os.close(held)
