"""The record of forecasts: notebook 11 and its page, once for all scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.run import alone
from analysis.run.jobs import Options, Outcome
from analysis.run.watch import Watch


def record(options: Options, watch: Watch | None = None) -> list[Outcome]:
    """Bring the folder of the record up to date; nothing where no notebook shows it.

    Raises:
        IuranError: the notebook failed, or nothing was calibrated or frozen yet.
    """
    return alone.bring(PAGE, options, watch)


def _given() -> dict[str, Any]:
    from analysis.run import forecasts

    return {"frozen": forecasts.frozen_days()[-1]}


def _write(folder: Path, given: Mapping[str, Any], lang: str) -> None:
    from analysis.report import page

    page.write_validation(folder, given["frozen"], lang)


PAGE = alone.Page(
    name="forecast-record",
    kind="validation",
    notebook="11_validation",
    subject="frozen",
    given=_given,
    write=_write,
)
NAME = PAGE.name
