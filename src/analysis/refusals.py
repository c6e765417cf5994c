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
_NO_ROOM_FOR_IT = (
    say(
        id="Di sini sudah ada berkas atau folder dengan nama itu.",
        en="Another file or folder of that name is in the way.",
    ),
    say(id="pindahkan, lalu ulangi.", en="move it away, then run again."),
)
_TOO_LONG = (
    say(id="Nama ini terlalu panjang.", en="This name is too long."),
    say(id="pakai nama yang lebih pendek.", en="use a shorter name."),
)
_LIMIT = (
    say(
        id="Berkas melampaui ukuran terbesar yang diizinkan di sini.",
        en="The file exceeds the largest size allowed here.",
    ),
    say(
        id="naikkan batas ukuran berkas (ulimit -f), lalu ulangi.",
        en="raise the limit on file sizes (ulimit -f), then run again.",
    ),
)
_DISK = (
    say(id="Disk tidak dapat dipakai.", en="The disk cannot be used."),
    say(
        id="periksa disk atau sambungan ke disk jaringan, lalu ulangi.",
        en="check the disk or the connection to the network drive, then run again.",
    ),
)
_FILES = (
    say(
        id="Terlalu banyak berkas terbuka sekaligus.",
        en="Too many files are open at once.",
    ),
    say(
        id="naikkan batas berkas terbuka (ulimit -n), lalu ulangi.",
        en="raise the limit on open files (ulimit -n), then run again.",
    ),
)
_LINKS = (
    say(id="Tautan ini berputar-putar.", en="These links go round in a circle."),
    say(id="hapus tautannya.", en="remove the links."),
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
    **dict.fromkeys((errno.ENOTDIR, errno.EISDIR, errno.EEXIST), _NO_ROOM_FOR_IT),
    **dict.fromkeys((errno.EIO, errno.ESTALE), _DISK),
    **dict.fromkeys((errno.EMFILE, errno.ENFILE), _FILES),
    errno.ENAMETOOLONG: _TOO_LONG,
    errno.EFBIG: _LIMIT,
    errno.ELOOP: _LINKS,
    errno.ENOMEM: _MEMORY,
}
ELSEWHERE = say(
    id="Atau pilih folder lain dengan --out.",
    en="Or choose another folder with --out.",
)


def of(
    error: Exception, place: Path | None = None, elsewhere: Text = ELSEWHERE
) -> MachineError | None:
    """Return what the machine refused in our words; None for anything else.

    ``place`` is what was being written, in a folder that the user may choose;
    ``elsewhere`` tells how. Without it the error's own file is named.
    """
    if isinstance(error, MemoryError):
        return _machine("Python", "", _MEMORY)
    if isinstance(error, ModuleNotFoundError):
        ours = (error.name or "analysis").partition(".")[0] == "analysis"
        return None if ours else _machine("Python", error.name or "", _PACKAGE)
    if not isinstance(error, OSError) or error.errno not in _SAID:
        return None
    rule, remedy = _SAID[error.errno]
    if place is not None:
        remedy = say(**{lang: f"{remedy[lang]} {elsewhere[lang]}" for lang in remedy})
    where = place or error.filename
    named = paths.reachable(where) if isinstance(where, str | Path) else "disk"
    return _machine(named, os.strerror(error.errno), (rule, remedy))


@contextmanager
def told(place: Path | None = None, elsewhere: Text = ELSEWHERE) -> Iterator[None]:
    """Turn what the machine refuses in a block into a message with a remedy.

    ``place`` and ``elsewhere`` are those of ``of``.

    Raises:
        MachineError: in place of what the machine raised.
    """
    try:
        yield
    except (OSError, MemoryError, ModuleNotFoundError) as error:
        known = of(error, place, elsewhere)
        if known is None:
            raise
        raise known from error


def _machine(place: str, found: str, said: tuple[Text, Text]) -> MachineError:
    return MachineError(Problem(place, "", found, *said))
