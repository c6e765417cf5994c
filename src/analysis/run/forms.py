"""Writing the planner's form where the user wants it, never over a file of theirs."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from analysis.errors import Problem, ScenarioError
from analysis.language import say
from analysis.run import newfile

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
    newfile.must_be_free(path)
    content = BytesIO()
    write_form(content, region, lang)
    newfile.write(path, content.getvalue())


_SUFFIX = (
    say(id="Formulir berakhiran .xlsx.", en="A form ends in .xlsx."),
    say(id="Tulis misalnya --out cilegon.xlsx", en="Write for example --out my.xlsx"),
)
