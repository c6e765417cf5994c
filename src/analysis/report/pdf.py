"""A Word document as PDF, by LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from analysis.language import Text, say

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 120
NO_PROGRAM = say(
    id="LibreOffice tidak ditemukan: PDF tidak dibuat, dokumen Word lengkap.",
    en="LibreOffice was not found: no PDF was made, the Word documents are complete.",
)
FAILED = say(
    id="LibreOffice tidak menghasilkan PDF: dokumen Word lengkap.",
    en="LibreOffice made no PDF: the Word documents are complete.",
)


def from_docx(path: Path) -> Path | None:
    """Return the PDF written beside ``path``, None where none could be made.

    An earlier one of that name is replaced whole or, on failure, taken away: a PDF
    never belongs to another document than the one beside it.
    """
    target = path.with_suffix(".pdf")
    target.unlink(missing_ok=True)
    program = _program()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        made = _converted(program, path, Path(folder))
        if made is None:
            return None
        beside = target.with_name(f".{target.name}.part")
        shutil.copyfile(made, beside)
        os.replace(beside, target)
    return target


def reason() -> Text:
    """Return why :func:`from_docx` gave nothing, in words."""
    return NO_PROGRAM if _program() is None else FAILED


def _program() -> str | None:
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def _converted(program: str, path: Path, folder: Path) -> Path | None:
    """Return the PDF made in a folder with a profile of its own, None on failure."""
    profile = (folder / "profile").as_uri()
    asked = [
        *(program, "--headless", "--norestore", f"-env:UserInstallation={profile}"),
        *("--convert-to", "pdf", "--outdir", str(folder), str(path.resolve())),
    ]
    made = folder / f"{path.stem}.pdf"
    if not _done(asked) or not made.is_file() or not made.stat().st_size:
        return None
    return made


def _done(asked: Sequence[str]) -> bool:
    """Say whether a program ended well in time; what it started ends with it."""
    quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    try:
        running = subprocess.Popen(asked, start_new_session=True, **quiet)
    except OSError:
        return False
    try:
        return running.wait(SECONDS) == 0
    except subprocess.TimeoutExpired:
        _stop(running)
        return False
    except BaseException:  # its own session does not hear the Ctrl-C that ends ours
        _stop(running)
        raise


def _stop(running: subprocess.Popen) -> None:
    """End a program with all it started; on Windows itself alone."""
    if hasattr(os, "killpg"):
        os.killpg(running.pid, signal.SIGKILL)
    else:
        running.kill()
    running.wait()
