"""What the machine refuses, in words: a full disk, a right that lacks, no memory."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis import paths
from analysis.errors import MachineError, Problem
from analysis.language import Text, say

_FULL = (
    say(id="Disk penuh.", en="The disk is full."),
    say(id="kosongkan ruang, lalu ulangi.", en="make room, then run again."),
)
_DENIED = (
    say(
        id="Tidak ada izin untuk membaca atau menulis di sini.",
        en="There is no permission to read or write here.",
    ),
    say(
        id="periksa izin berkas dan foldernya.",
        en="check the permissions of the file and its folder.",
    ),
)
_TOO_LONG = (
    say(id="Nama ini terlalu panjang.", en="This name is too long."),
    say(id="pakai nama yang lebih pendek.", en="use a shorter name."),
)
_REFUSED = (
    say(id="Sistem operasi menolak.", en="The operating system refuses."),
    say(
        id="periksa berkas, folder dan disknya, lalu ulangi.",
        en="check the file, its folder and its disk, then run again.",
    ),
)
_MEMORY = (
    say(id="Memori habis.", en="Memory ran out."),
    say(
        id="kurangi --draws atau tutup program lain, lalu ulangi.",
        en="use fewer --draws or close other programs, then run again.",
    ),
)
_PACKAGE = (
    say(id="Paket Python ini tidak ada.", en="This Python package is missing."),
    say(
        id="hapus folder .venv, lalu jalankan make report.",
        en="remove the folder .venv, then run make report.",
    ),
)
_SAID = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), _FULL),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _DENIED),
    errno.ENAMETOOLONG: _TOO_LONG,
    **dict.fromkeys(
        (
            *(errno.EIO, errno.ESTALE, errno.EMFILE, errno.ENFILE, errno.EFBIG),
            *(errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ELOOP, errno.ENOMEM),
        ),
        _REFUSED,
    ),
}


def of(error: Exception) -> MachineError | None:
    """Return what the machine refused in our words; None for anything else."""
    if isinstance(error, MemoryError):
        return _machine("", "", _MEMORY)
    if isinstance(error, ModuleNotFoundError):
        ours = (error.name or "analysis").partition(".")[0] == "analysis"
        return None if ours else _machine("Python", error.name or "", _PACKAGE)
    if isinstance(error, OSError) and error.errno in _SAID:
        where = error.filename
        place = paths.reachable(where) if isinstance(where, str | Path) else "disk"
        return _machine(place, os.strerror(error.errno), _SAID[error.errno])
    return None


@contextmanager
def told() -> Iterator[None]:
    """Turn what the machine refuses in a block into a message with a remedy.

    Raises:
        MachineError: in place of what the machine raised.
    """
    try:
        yield
    except (OSError, MemoryError, ModuleNotFoundError) as error:
        known = of(error)
        if known is None:
            raise
        raise known from error


def _machine(place: str, found: str, said: tuple[Text, Text]) -> MachineError:
    return MachineError(Problem(place or "Python", "", found, *said))
