"""A file a user asked for: written whole or not at all, never over another."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from glob import escape
from pathlib import Path

from analysis import paths, refusals
from analysis.errors import MachineError, Problem
from analysis.language import say

OLD_SECONDS = 60.0
_LEFT = ".tmp-"


def must_be_free(path: Path) -> None:
    """Raise MachineError if a file is there already, or its folder is not."""
    if os.path.lexists(path):
        raise MachineError(Problem(paths.reachable(path), "", "", *_EXISTS))
    if not os.path.isdir(path.parent):
        raise MachineError(Problem(paths.reachable(path.parent), "", "", *_NO_FOLDER))


def write(path: Path, content: bytes) -> None:
    """Write a new file. Raises MachineError where that is not possible."""
    must_be_free(path)
    with refusals.told(path):
        _write_new(path, content)


def _write_new(path: Path, content: bytes) -> None:
    """Write beside the place, then give the name, which must be free, in one step."""
    beside = path.with_name(f"{_LEFT}{path.name}-{os.getpid()}")
    _remove_left(path)
    try:
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        _name(beside, path)
    finally:
        with suppress(OSError):
            beside.unlink()


def _remove_left(path: Path) -> None:
    """Remove what a killed process left half-written; a living one is done sooner."""
    for left in path.parent.glob(f"{_LEFT}{escape(path.name)}-*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > OLD_SECONDS:
                left.unlink()


def _name(beside: Path, path: Path) -> None:
    """Call the file ``path``, never over one that has appeared there meanwhile."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without links: the check before is all there is
        must_be_free(path)
        beside.rename(path)


_EXISTS = (
    say(
        id="Berkas ini sudah ada dan tidak akan ditimpa.",
        en="This file exists and is not overwritten.",
    ),
    say(
        id="Pilih nama lain dengan --out, atau pindahkan berkas itu.",
        en="Choose another name with --out, or move the file.",
    ),
)
_NO_FOLDER = (
    say(id="Folder ini tidak ada.", en="This folder does not exist."),
    say(id="Buat foldernya, atau pilih --out lain.", en="Make it, or change --out."),
)
