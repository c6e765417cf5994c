"""The budget base a burden is measured against, year by year, and how it grows."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np
import pandas as pd

SERIES_LEAST = 8  # figures of one stage from which a series speaks for itself
Span = tuple[int, int]


@dataclass(frozen=True)
class Growth:
    """How a base grows a year, as shares.

    ``mean_y``, compound over many years, with its uncertainty ``mean_sd_y``; the
    logarithm of a single year's growth scatters by ``sd_y`` around it, and successive
    years correlate by ``correlation`` (-0.5 to 0: what one year gains the next loses).
    ``method``: ``pooled`` over other regions, ``own_pairs`` where the region's own
    figures moved the pooled mean (by ``weight`` towards ``own_mean_y``), ``series``
    where they stand alone.
    """

    mean_y: float
    mean_sd_y: float
    sd_y: float
    correlation: float
    method: Literal["pooled", "own_pairs", "series"] = "pooled"
    own_mean_y: float | None = None
    weight: float = 0.0


def spans(levels: Mapping[int, float], breaks: Collection[int]) -> list[Span]:
    """Return the longest spans (first, last year) of figures that cross no break.

    A break in year t parts the figures before t from those of t and later. A span has
    at least two figures.
    """
    found: list[Span] = []
    for first, last in pairwise(sorted(levels)):
        if any(first < year <= last for year in breaks):
            continue
        if found and found[-1][1] == first:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def updated(
    pooled: Growth, levels: Mapping[int, float], breaks: Collection[int]
) -> Growth:
    """Return the pooled growth moved towards a region's own figures of one stage.

    The yearly growth g of a span of K years, compound, has around the region's mean
    the variance::

        v = sd_y^2 (K + 2 correlation (K - 1)) / K^2

    Spans are weighed by 1 / v, V the variance of their mean, and with the spread of
    means between regions T = ``pooled.mean_sd_y``::

        weight = T^2 / (T^2 + V)
        mean = pooled + weight (own - pooled),    sd of it = T sqrt(1 - weight)

    ``levels`` in rupiah by year. Without a span the pooled growth is returned.
    """
    found = spans(levels, breaks)
    if not found:
        return pooled
    years = np.array([last - first for first, last in found], float)
    rise = [np.log(float(levels[last]) / float(levels[first])) for first, last in found]
    scatter = pooled.sd_y**2 * (years + 2 * pooled.correlation * (years - 1)) / years**2
    own = np.expm1(np.average(rise / years, weights=1 / scatter))
    between = pooled.mean_sd_y**2
    weight = between / (between + 1 / (1 / scatter).sum())
    return replace(
        pooled,
        mean_y=float(pooled.mean_y + weight * (own - pooled.mean_y)),
        mean_sd_y=float(pooled.mean_sd_y * np.sqrt(1 - weight)),
        method="own_pairs",
        own_mean_y=float(own),
        weight=float(weight),
    )


def from_series(levels: Mapping[int, float], breaks: Collection[int]) -> Growth | None:
    """Return the growth of a long series of one stage, None where none can be fitted.

    A random walk with drift on logarithms (``UnobservedComponents``), each break a step
    that enters no growth::

        log level_t = log level_{t-1} + drift + step in t + u_t

    A second variance, for noise that the next year gives back, was left out: eight to
    a dozen figures often put it so that the level never wanders, and ten years ahead
    then look certain. ``levels`` in rupiah by year, at least ``SERIES_LEAST``; years
    between may lack.
    """
    if len(levels) < SERIES_LEAST:
        return None
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    years = range(min(levels), max(levels) + 1)
    logs = np.log(pd.Series(levels, dtype=float).reindex(years).to_numpy())
    scaled = (logs - logs[0]) * 100  # variances near 1: the search for them needs it
    inside = [year for year in sorted(breaks) if years.start < year < years.stop]
    steps = np.array([[year >= one for one in inside] for year in years], float)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = UnobservedComponents(
            scaled, "rwdrift", exog=steps if inside else None, mle_regression=False
        ).fit(disp=False)
    sd_y = float(np.sqrt(fit.params[0])) / 100
    drift_sd = float(np.sqrt(fit.smoothed_state_cov[1, 1, -1])) / 100
    if not fit.mle_retvals["converged"] or not drift_sd < 1:
        return None
    drift = float(np.expm1(fit.smoothed_state[1, -1] / 100))
    return Growth(drift, drift_sd, sd_y, 0.0, "series", drift, 1.0)


def growth_draws(growth: Growth, normals: np.ndarray) -> np.ndarray:
    """Return growth by year, (draw, year), from standard normals (draw, year + 2)::

        1 + growth_t = (1 + mean) exp(sd_y (z_t + q z_{t-1}) / sqrt(1 + q^2))

    with q such that successive years correlate as they should, so that the path of
    ``mean_y`` is the median one; the first column of ``normals`` makes the mean of the
    draw, the second what the first year gives back.
    """
    r = growth.correlation
    q = (1 - np.sqrt(1 - 4 * r * r)) / (2 * r) if r else 0.0
    mean = growth.mean_y + growth.mean_sd_y * normals[:, :1]
    noise = (normals[:, 2:] + q * normals[:, 1:-1]) / np.sqrt(1 + q * q)
    return (1 + mean) * np.exp(growth.sd_y * noise) - 1


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
