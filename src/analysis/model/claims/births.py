"""Births per woman by calendar year and age, from rates of periods and age bands."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.model.claims.checks import not_negative

Births = Callable[[ArrayLike, ArrayLike], np.ndarray]


def births_y(fertility: pd.DataFrame) -> Births:
    """Return a function that gives births per woman by calendar year and her age.

    ``fertility``: period ("2020-2025", the years from 2020 to 2024), age_start,
    age_width, births_per_woman_y. Year and age broadcast; no births outside the ages of
    the bands. Raises ValueError for bad rates and for a year outside the periods.
    """
    if fertility.empty:
        raise ValueError("the fertility table has no rows: give the rates of a period")
    grid = fertility.pivot(
        index="period",
        columns=["age_start", "age_width"],
        values="births_per_woman_y",
    ).sort_index(axis=1)
    rates = not_negative(grid.to_numpy(float), "births per woman")
    ends = np.array([[int(year) for year in one.split("-")] for one in grid.index])
    starts, widths = np.array(grid.columns.to_list(), float).T

    def rate(year: ArrayLike, age: ArrayLike) -> np.ndarray:
        period = _row(np.asarray(year), ends[:, 0], ends[:, 1])
        if np.any(period < 0):
            raise ValueError(
                f"fertility covers {ends.min()} to {ends.max() - 1}, not all of "
                f"{np.min(year)} to {np.max(year)}: add the missing period"
            )
        band = _row(np.asarray(age, float), starts, starts + widths)
        return np.where(band >= 0, rates[period, np.maximum(band, 0)], 0.0)

    return rate


def _row(value: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return which half-open interval holds each value; -1 for none."""
    place = np.searchsorted(low, value, side="right") - 1
    inside = (place >= 0) & (value < high[np.maximum(place, 0)])
    return np.where(inside, place, -1)
