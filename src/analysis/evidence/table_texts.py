"""What is said of tables that are missing, stale, changed by hand or too large."""

from __future__ import annotations

from pathlib import Path

from analysis import paths
from analysis.errors import Problem
from analysis.language import say
from analysis.privacy import Personal

_MAKE_DATA = say(id="Jalankan make data.", en="Run make data.")
_RESTORE = say(
    id="Pulihkan berkas ini dari repositori.",
    en="Restore this file from the repository.",
)


def no_estimate(path: Path) -> Problem:
    """Return the problem of an estimate that was never made."""
    rule = say(id="Taksiran ini belum dibuat.", en="This estimate has not been made.")
    remedy = say(
        id="Jalankan iuran forecast --calibrate.",
        en="Run iuran forecast --calibrate.",
    )
    return Problem(paths.shown(path), "", "", rule, remedy)


def damaged_estimate(path: Path) -> Problem:
    """Return the problem of an estimate that cannot be read."""
    rule = say(
        id="Taksiran ini rusak, diubah, atau tidak dibuat bersama yang lain.",
        en="This estimate is damaged, was changed, or was not made with the others.",
    )
    remedy = say(
        id="Pulihkan dari repositori, atau jalankan iuran forecast --calibrate.",
        en="Restore it from the repository, or run iuran forecast --calibrate.",
    )
    return Problem(paths.shown(path), "", "", rule, remedy)


def no_table(name: str, path: Path) -> Problem:
    """Return the problem of a table that is not declared or not built."""
    rule = say(
        id="Tabel ini tidak ada atau belum dibuat.",
        en="There is no such table, or it has not been built.",
    )
    return Problem(paths.shown(path), "", name, rule, _MAKE_DATA)


def changed(path: Path) -> Problem:
    """Return the problem of a built table that is not the one that was built."""
    rule = say(
        id="Isi tabel ini bukan yang dibuat dari data mentah (diubah dengan tangan, "
        "atau pembuatannya terputus).",
        en="This table is not the one built from the raw data (changed by hand, or "
        "building was interrupted).",
    )
    return Problem(paths.shown(path), "", "", rule, _MAKE_DATA)


def stale(path: Path) -> Problem:
    """Return the problem of a built table that the raw data no longer give."""
    rule = say(
        id="Berkas ini tidak sama dengan hasil dari data mentah.",
        en="This file is not what the raw data give.",
    )
    return Problem(paths.shown(path), "", "", rule, _MAKE_DATA)


def missing_file(path: Path) -> Problem:
    """Return the problem of a file of ours that is not there."""
    rule = say(id="Berkas tidak ada.", en="The file is missing.")
    return Problem(paths.shown(path), "", "", rule, _RESTORE)


def empty_file(path: Path) -> Problem:
    """Return the problem of a file of ours that holds nothing."""
    rule = say(id="Berkas kosong.", en="The file is empty.")
    return Problem(paths.shown(path), "", "", rule, _RESTORE)


def not_utf8(path: Path, data: bytes, error: UnicodeDecodeError) -> Problem:
    """Return the problem of a text of ours in another encoding, with its line."""
    line = data.count(b"\n", 0, error.start) + 1
    rule = say(
        id="Bukan UTF-8 (mungkin Windows-1252).",
        en="Not UTF-8 (perhaps Windows-1252).",
    )
    remedy = say(id="Simpan sebagai UTF-8.", en="Save it as UTF-8.")
    found = f"byte 0x{data[error.start]:02x}"
    return Problem(paths.shown(path), f"baris/line {line}", found, rule, remedy)


def personal(path: Path, line: int, one: Personal) -> Problem:
    """Return the problem of what leads to a person, in a text of ours."""
    return Problem(paths.shown(path), f"baris/line {line}", one.shown, *one.said)


def too_large(path: Path, size: int, most: int) -> Problem:
    """Return the problem of a raw table beyond any real one."""
    rule = say(
        id=f"Berkas paling besar {most // 1_000_000} MB.",
        en=f"A file has at most {most // 1_000_000} MB.",
    )
    remedy = say(
        id="Simpan hanya angka yang diterbitkan, satu baris per angka.",
        en="Keep published figures only, one row a figure.",
    )
    return Problem(paths.shown(path), "", f"{size} bytes", rule, remedy)


def wrong_declaration(path: Path) -> Problem:
    """Return the problem of a declaration of columns that cannot be read."""
    rule = say(
        id="Daftar kolom ini tidak dapat dibaca.",
        en="This list of columns cannot be read.",
    )
    return Problem(paths.shown(path), "", "", rule, _RESTORE)
