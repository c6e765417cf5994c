"""Rows that studies add to the long table of a run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from analysis.model.results import COLUMNS, Results

Row = dict[str, Any]


def row(variable: str, unit: str, value: float, **dimensions: Any) -> Row:
    """Return one row; ``dimensions``: year, statistic, segment, programme, funder.

    What is not named is ``all``, the statistic ``central``.
    """
    every = dict.fromkeys(("segment", "programme", "funder", "year"), "all")
    given = {**every, "statistic": "central", **dimensions}
    given["year"] = str(given["year"])
    return {**given, "variable": variable, "unit": unit, "value": float(value)}


def long_rows(results: Results, rows: Iterable[Row]) -> pd.DataFrame:
    """Return the rows as those of ``results.table``."""
    frame = pd.DataFrame(list(rows))
    frame.insert(0, "region", results.scenario.region)
    frame.insert(0, "scenario", results.scenario.name)
    return frame[COLUMNS]
