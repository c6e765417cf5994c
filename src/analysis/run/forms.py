"""Writing the planner's form where the user wants it, never over a file of theirs."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import Problem, ScenarioError
from analysis.language import say
from analysis.run import newfile

if TYPE_CHECKING:
    from analysis.scenario.schema import Scenario

SUFFIX = ".xlsx"


def usual_name(subject: str | None) -> str:
    """Return the name of a form nobody named: a slug, as a run needs it.

    ``subject``: a region's code or a scenario's name, None of the empty form.
    """
    return f"formulir-{subject}{SUFFIX}" if subject else f"formulir{SUFFIX}"


def write(
    path: Path, region: str | None, lang: str, scenario: Scenario | None = None
) -> None:
    """Write the form, whole or not at all; with ``scenario`` filled in with that.

    Raises:
        ScenarioError: the name is not one of a workbook, or the region is unknown.
        MachineError: the file exists, or its folder cannot be written.
    """
    from analysis.report.form import write_form

    if path.suffix.lower() != SUFFIX:
        raise ScenarioError(Problem("--out", "", str(path), *_SUFFIX))
    newfile.must_be_free(path)
    content = BytesIO()
    write_form(content, region, lang, scenario)
    newfile.write(path, content.getvalue())


_SUFFIX = (
    say(id="Formulir berakhiran .xlsx.", en="A form ends in .xlsx."),
    say(id="Tulis misalnya --out cilegon.xlsx", en="Write for example --out my.xlsx"),
)
