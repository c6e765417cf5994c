"""The benchmarks: nothing changes, the own line, a walk with the pooled drift.

All return logits of coverage, (draw, date). Parameters of the pool come from the
common stream, what happens to the series from its own.
"""

from __future__ import annotations

import numpy as np

from analysis.model.growth.fixed import Fit
from analysis.model.growth.record import ALL_EQUAL, Record
from analysis.model.growth.streams import Streams

LEAST_FOR_A_LINE = 3


def persistent_levels(
    fit: Fit, known: Record, at: np.ndarray, streams: Streams, draws: int
) -> np.ndarray:
    """Return the last level with the pooled spread of changes::

    y_h = y_last + s sqrt(h) t        s^2 = pooled mean of d^2 / L, t: Student's
    """
    variance = _variance(*fit.changes.persistent, streams, draws)
    return known.level[-1] + _walk(np.sqrt(variance), _ahead(known, at), streams)


def walking_levels(
    fit: Fit, known: Record, at: np.ndarray, streams: Streams, draws: int
) -> np.ndarray:
    """Return a random walk from the last level with the pooled drift::

        y_h = y_last + m h + s sqrt(h) z        m ~ N(drift, s^2 / sum L)

    s^2 is drawn from its posterior, so y_h is Student's t about y_last + drift h.
    """
    variance = _variance(*fit.changes.drifting, streams, draws)
    ahead = _ahead(known, at)
    drift = _pooled_drift(fit, variance, streams, draws)
    walk = _walk(np.sqrt(variance), ahead, streams)
    return known.level[-1] + drift[:, None] * ahead + walk


def _pooled_drift(
    fit: Fit, variance: np.ndarray, streams: Streams, draws: int
) -> np.ndarray:
    """Return draws of the drift a year; its prior is two years of no change."""
    years = fit.changes.years + 2.0
    normal = streams.common("drift").standard_normal(draws)
    mean = fit.changes.drift_y * fit.changes.years / years
    return mean + np.sqrt(variance / years) * normal


def linear_levels(
    fit: Fit, known: Record, at: np.ndarray, streams: Streams, draws: int
) -> np.ndarray:
    """Return the least-squares line through the series' own points, Student's t.

    With two points, or where all are equal and the line would be certain, the line
    carries the pooled spread of changes as a walk; with one point it is level.
    """
    if len(known) < LEAST_FOR_A_LINE or ALL_EQUAL in known.notes:
        return _line_of_two(fit, known, at, streams, draws)
    since = known.years - known.years.mean()
    slope, level = np.polyfit(since, known.level, 1)
    residuals = known.level - level - slope * since
    freedom = len(known) - 2
    scale = max(float(residuals @ residuals) / freedom, float(known.variance.mean()))
    variance = scale * freedom / streams.own("chi").chisquare(freedom, draws)
    ahead = at - known.years.mean()
    sds = np.sqrt(variance)[:, None]
    two = streams.own("line").standard_normal((draws, 2))
    error = two[:, :1] / np.sqrt(len(known))
    error = error + two[:, 1:] * ahead / np.sqrt(since @ since)
    fresh = _columns("line", streams, draws, len(at))
    return level + slope * ahead + sds * (error + fresh)


def _line_of_two(
    fit: Fit, known: Record, at: np.ndarray, streams: Streams, draws: int
) -> np.ndarray:
    if len(known) == 1:
        return persistent_levels(fit, known, at, streams, draws)
    span = known.years[-1] - known.years[0]
    slope = (known.level[-1] - known.level[0]) / span
    variance = _variance(*fit.changes.persistent, streams, draws)
    error = np.sqrt(variance / span) * streams.own("line").standard_normal(draws)
    ahead = _ahead(known, at)
    walk = _walk(np.sqrt(variance), ahead, streams)
    return known.level[-1] + (slope + error[:, None]) * ahead + walk


def _variance(
    freedom: float, variance: float, streams: Streams, draws: int
) -> np.ndarray:
    return variance * freedom / streams.common("chi").chisquare(freedom, draws)


def _ahead(known: Record, at: np.ndarray) -> np.ndarray:
    return at - known.years[-1]


def _walk(sd_y: np.ndarray, ahead: np.ndarray, streams: Streams) -> np.ndarray:
    """Return a random walk at the dates ``ahead`` years, (draw, date)."""
    steps = np.sqrt(np.diff(ahead, prepend=0.0))
    normal = _columns("walk", streams, len(sd_y), len(ahead))
    return sd_y[:, None] * np.cumsum(normal * steps, axis=1)


def _columns(name: str, streams: Streams, draws: int, dates: int) -> np.ndarray:
    """Return normal numbers (draw, date), each date's from a stream of its own."""
    each = [streams.own(f"{name}.{i}").standard_normal(draws) for i in range(dates)]
    return np.stack(each, axis=1)
