"""Many files put down at once: beside their places first, then moved."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


def all_at_once(files: Mapping[Path, bytes], folder: Path) -> None:
    """Write all files beside their places, on the disk; then move them in order.

    One build of ``folder`` at a time. Where writing fails nothing has changed; a build
    killed between two moves is told by the last file, which vouches for the others.
    Raises OSError as the system does.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # not ".csv": what a killed build leaves is no input; the next build takes it over
    beside = {path: path.with_name(f".tmp-{path.name}.part") for path in files}
    with _alone(folder):
        try:
            for path, data in files.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                _put(beside[path], data)
            for path, one in beside.items():
                one.replace(path)
        finally:
            for one in beside.values():
                one.unlink(missing_ok=True)


def _put(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time into the block; it waits for the other."""
    try:
        import fcntl
    except ModuleNotFoundError:  # Windows knows no locks of folders
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
