"""All regencies and cities: notebook 10, its page and its tables, once for all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import paths
from analysis.run import alone, execute, parameters
from analysis.run.jobs import Options, Outcome
from analysis.run.watch import Watch

if TYPE_CHECKING:
    from analysis.study.national import National

NAME = "all-regions"


def regions(options: Options, watch: Watch | None = None) -> list[Outcome]:
    """Bring the folder of all regions up to date; nothing where no notebook shows it.

    Raises:
        IuranError: the notebook failed, or a region's labour force is not known.
    """
    return alone.bring(_page(), options, watch)


def _page() -> alone.Page:
    return alone.Page(
        name=NAME,
        kind="regions",
        notebook="10_regions",
        subject="share_of_workers",
        given=_given,
        write=_write,
        # any region's own file may change its grade and its revenue
        files=tuple(sorted(paths.REGIONS.glob("*.yaml"))),
    )


def _given() -> dict[str, Any]:
    """Return the parameters as the notebook has them, with all regions computed."""
    page = _page()
    source = alone.shown_by(page)
    declared = parameters.declared(execute.read_notebook(source), paths.shown(source))
    asked = {name: value for name, value in declared.items() if name != "lang"}
    _found(asked)
    return {page.subject: asked[page.subject], **asked}


def _found(asked: Mapping[str, Any]) -> National:
    """Return all regions for these parameters, worked out once a process."""
    from analysis.study.national import national

    return national(**asked)


def _write(folder: Path, given: Mapping[str, Any], lang: str) -> None:
    from analysis.report import page

    page.write_national(folder, _found(given), lang)
