"""A file a user asked for: written whole or not at all, never over another."""

from __future__ import annotations

from pathlib import Path

from analysis import paths
from analysis.errors import MachineError, Problem
from analysis.language import say


def must_be_free(path: Path) -> None:
    """Raise MachineError if a file is there already, or its folder is not."""
    if path.exists() or path.is_symlink():
        raise MachineError(Problem(place(path), "", "", *_EXISTS))
    if not path.parent.is_dir():
        raise MachineError(Problem(place(path.parent), "", "", *_NO_FOLDER))


def write(path: Path, content: bytes) -> None:
    """Write a new file. Raises MachineError where that is not possible."""
    must_be_free(path)
    try:
        _write_new(path, content)
    except FileExistsError:
        raise MachineError(Problem(place(path), "", "", *_EXISTS)) from None
    except OSError as error:
        why = error.strerror or ""
        raise MachineError(Problem(place(path), "", why, *_UNWRITABLE)) from None


def place(path: Path) -> str:
    """Return a path inside the project from its root, another as it was given."""
    if path.resolve().is_relative_to(paths.ROOT.resolve()):
        return paths.shown(path)
    return str(path)


def _write_new(path: Path, content: bytes) -> None:
    with path.open("xb") as stream:
        try:
            stream.write(content)
        except OSError:
            path.unlink(missing_ok=True)
            raise


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
_UNWRITABLE = (
    say(
        id="Berkas tidak dapat ditulis di sini.",
        en="The file cannot be written here.",
    ),
    say(id="Pilih folder lain dengan --out.", en="Choose another folder with --out."),
)
