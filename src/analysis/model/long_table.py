"""The long table of results, one number a row, from series by year and statistic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.model.results import COLUMNS, Variable

_DIMENSIONS = ("segment", "programme", "funder")
_SAME = ("scenario", "region", "variable", "unit")  # in all rows of a variable


def long_table(
    scenario: str,
    region: str,
    years: Sequence[str],
    variables: Mapping[str, Variable],
    statistics: Mapping[str, Mapping[str, np.ndarray]],
) -> pd.DataFrame:
    """Return the long table.

    ``statistics`` maps statistic -> variable -> (series, year) values; NaN and
    infinite values (nothing to report, never) have no row.
    """
    present = set().union(*(values.keys() for values in statistics.values()))
    columns = {name: _Texts() for name in COLUMNS[:-1]}
    numbers = []
    for name, variable in variables.items():
        if name not in present:
            continue
        found = {s: values[name] for s, values in statistics.items() if name in values}
        texts = dict(zip(_DIMENSIONS, zip(*variable.labels, strict=True), strict=True))
        texts["year"] = years if variable.yearly else ["all"]
        texts["statistic"] = list(found)
        same = (scenario, region, name, variable.unit)
        texts |= zip(_SAME, ([text] for text in same), strict=True)
        _add(columns, texts)
        cube = np.stack(list(found.values()), axis=-1)
        numbers.append(cube.reshape(-1).astype(np.float64))
    value = np.concatenate(numbers)
    keep = np.flatnonzero(np.isfinite(value))
    kept = {name: column.rows(keep) for name, column in columns.items()}
    return pd.DataFrame({**kept, "value": value[keep]})


def _add(columns: Mapping[str, _Texts], texts: Mapping[str, Sequence[str]]) -> None:
    """Add the rows of one variable: series by year by statistic."""
    series, span, count = (len(texts[c]) for c in ("segment", "year", "statistic"))
    for name, column in columns.items():
        each = {"statistic": 1, "year": count}.get(name, span * count)
        column.add(texts[name], each, rows=series * span * count)


class _Texts:
    """A column of few different texts, each held once, row by row by its number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._rows: list[np.ndarray] = []

    def add(self, texts: Sequence[str], each: int, rows: int) -> None:
        """Add each text ``each`` times, and all of that until ``rows`` are full."""
        numbers = [self._numbers.setdefault(one, len(self._numbers)) for one in texts]
        times = rows // (each * len(numbers))
        cube = np.broadcast_to(np.array(numbers)[:, None], (times, len(numbers), each))
        self._rows.append(cube.reshape(-1))

    def rows(self, keep: np.ndarray) -> pd.Index:
        """Return the texts of the rows to ``keep``."""
        return pd.Index(list(self._numbers)).take(np.concatenate(self._rows)[keep])
