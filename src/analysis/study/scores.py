"""Scores of probabilistic forecasts: proper ones, and how often intervals held."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

LEAST_FOR_A_VERDICT = 30  # forecasts below which calibration cannot be shown


def crps(draws: np.ndarray, observed: np.ndarray | float) -> np.ndarray:
    """Return the continuous ranked probability score of draws, lower is better::

        mean |x - y| - mean |x - x'| / 2

    over all pairs of draws, each with itself too. ``draws`` (..., draw); ``observed``
    (...) or a number. In units of the observed. Sorted draws give the second mean in
    n log n::

        mean |x - x'| = 2 / n^2 sum_i (2 i - n - 1) x_(i)
    """
    ordered = np.sort(np.asarray(draws, dtype=float), axis=-1)
    count = ordered.shape[-1]
    away = np.abs(ordered - np.asarray(observed, dtype=float)[..., None]).mean(-1)
    places = 2 * np.arange(1, count + 1) - count - 1
    apart = 2 * (ordered * places).sum(-1) / count**2
    return away - apart / 2


def interval_score(
    lower: np.ndarray | float,
    upper: np.ndarray | float,
    observed: np.ndarray | float,
    alpha: float,
) -> np.ndarray:
    """Return the interval score of central 1 - alpha intervals, lower is better::

        (upper - lower) + 2 / alpha (distance of the observed outside the interval)

    Source: Gneiting and Raftery (2007), equation 43. Units of the observed.
    """
    lower, upper, y = (np.asarray(x, dtype=float) for x in (lower, upper, observed))
    outside = np.maximum(lower - y, 0) + np.maximum(y - upper, 0)
    return upper - lower + 2 / alpha * outside


def weighted_interval_score(
    quantiles: Sequence[float], levels: Sequence[float], observed: float
) -> float:
    """Return the weighted interval score of a forecast given by its quantiles::

        WIS = (|y - median| / 2 + sum_k interval_score_k) / (1/2 + K)

    K pairs of levels (alpha_k / 2, 1 - alpha_k / 2), each with the same weight, as
    scoringutils with ``weigh = FALSE``; the interval from level 0 to 1 has alpha 0: its
    width counts where the observed lies inside, else the score is infinite.
    ``levels`` must mirror each other and hold 0.5. Raises ValueError otherwise.
    """
    by_level = dict(sorted(zip(map(float, levels), quantiles, strict=True)))
    below = [level for level in by_level if level < 0.5]
    paired = all(_mirror(level, by_level) is not None for level in below)
    if 0.5 not in by_level or not paired or len(by_level) != 2 * len(below) + 1:
        raise ValueError("levels must be pairs about 0.5, and 0.5 itself")
    total = abs(observed - by_level[0.5]) / 2
    for level in below:
        upper = by_level[_mirror(level, by_level)]
        total += _one_interval(by_level[level], upper, observed, 2 * level)
    return float(total / (0.5 + len(below)))


def _mirror(level: float, by_level: dict[float, float]) -> float | None:
    found = [other for other in by_level if abs(other + level - 1) < 1e-9]
    return found[0] if found else None


def _one_interval(lower: float, upper: float, observed: float, alpha: float) -> float:
    if alpha > 0:
        return float(interval_score(lower, upper, observed, alpha))
    return upper - lower if lower <= observed <= upper else float("inf")


def pit(draws: np.ndarray, observed: np.ndarray | float) -> np.ndarray:
    """Return where the observed lies among the draws, 0-1: uniform if calibrated::

        P(x < y) + P(x = y) / 2

    ``draws`` (..., draw); ``observed`` (...).
    """
    y = np.asarray(observed, dtype=float)[..., None]
    return (draws < y).mean(-1) + (draws == y).mean(-1) / 2


def coverage(inside: Sequence[bool], level: float = 0.95) -> tuple[float, float, float]:
    """Return the share of intervals that held, with its Wilson interval.

    ``inside``: one truth value a forecast, at least one. ``level``: of the Wilson
    interval. Forecasts of one region are not independent: the interval is then too
    narrow, see ``backtest``.
    """
    from scipy.stats import binomtest

    held, count = int(np.sum(inside)), len(inside)
    low, high = binomtest(held, count).proportion_ci(level, method="wilson")
    return held / count, float(low), float(high)
