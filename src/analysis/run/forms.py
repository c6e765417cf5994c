"""Writing the planner's form where the user wants it, never over a file of theirs."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from analysis.errors import MachineError, Problem, ScenarioError
from analysis.language import say

SUFFIX = ".xlsx"


def usual_name(region: str | None) -> str:
    """Return the name of a form nobody named: a slug, as a run needs it."""
    return f"formulir-{region}{SUFFIX}" if region else f"formulir{SUFFIX}"


def write(path: Path, region: str | None, lang: str) -> None:
    """Write the form, whole or not at all.

    Raises:
        ScenarioError: the name is not one of a workbook, or the region is unknown.
        MachineError: the file exists, or its folder cannot be written.
    """
    from analysis.report.form import write_form

    if path.suffix.lower() != SUFFIX:
        raise ScenarioError(Problem("--out", "", str(path), *_SUFFIX))
    if path.exists():
        raise MachineError(Problem(str(path), "", "", *_EXISTS))
    if not path.parent.is_dir():
        raise MachineError(Problem(str(path.parent), "", "", *_NO_FOLDER))
    content = BytesIO()
    write_form(content, region, lang)
    try:
        _write_new(path, content.getvalue())
    except FileExistsError:
        raise MachineError(Problem(str(path), "", "", *_EXISTS)) from None
    except OSError as error:
        why = error.strerror or ""
        raise MachineError(Problem(str(path), "", why, *_UNWRITABLE)) from None


def _write_new(path: Path, content: bytes) -> None:
    with path.open("xb") as stream:
        try:
            stream.write(content)
        except OSError:
            path.unlink(missing_ok=True)
            raise


_SUFFIX = (
    say(id="Formulir berakhiran .xlsx.", en="A form ends in .xlsx."),
    say(id="Tulis misalnya --out cilegon.xlsx", en="Write for example --out my.xlsx"),
)
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
        id="Formulir tidak dapat ditulis di sini.",
        en="The form cannot be written here.",
    ),
    say(id="Pilih folder lain dengan --out.", en="Choose another folder with --out."),
)
