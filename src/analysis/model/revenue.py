"""The budget base a burden is measured against, year by year."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np


def base_path(
    given_idr: Mapping[int, np.ndarray],
    years: range,
    *,
    growth_y: Mapping[int, np.ndarray],
    cut_factor: Mapping[int, np.ndarray],
) -> np.ndarray:
    """Return the base of each year, (draw, year)::

        base_y = base_{y-1} (1 + growth_y) x cut factors that start in y

    and the figure given wherever one is given. ``given_idr`` by year, the first not
    after ``years[0]``; ``growth_y`` and ``cut_factor`` by year, arrays (draw,); a year
    missing in ``cut_factor`` has no cut.
    """
    path = []
    base = given_idr[min(given_idr)]
    for year in range(min(given_idr), years.stop):
        if year in given_idr:
            base = given_idr[year]
        else:
            base = base * (1 + growth_y[year]) * cut_factor.get(year, 1)
        if year in years:
            path.append(base)
    return np.stack(np.broadcast_arrays(*path), axis=1)


def wage_path(
    known_idr_m: Mapping[int, object], years: range, growth_y: Mapping[int, np.ndarray]
) -> np.ndarray:
    """Return the wage of each year, (draw, year): known, else the last known grown.

    ``known_idr_m`` by year holds Fractions, its first year not after ``years[0]``.
    """
    given = {
        year: np.array([wage], dtype=object)
        for year, wage in known_idr_m.items()
        if year < years.stop
    }
    floats = any(growth.dtype != object for growth in growth_y.values())
    if floats:
        given = {year: wage.astype(float) for year, wage in given.items()}
    return base_path(given, years, growth_y=growth_y, cut_factor={})
