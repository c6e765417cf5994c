"""The hierarchical model's forecast of one series, given a frozen fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.model.growth.fixed import Fit
from analysis.model.growth.likelihood import covariance, steps_between
from analysis.model.growth.record import Record
from analysis.model.growth.streams import Streams


@dataclass(frozen=True)
class _Shared:
    """What all regions share in each draw: ``sds`` (draw, 5), ``centre`` (draw, 2),
    ``shocks`` (draw, year) of the years from ``knots`` (year,) on."""

    sds: np.ndarray
    centre: np.ndarray
    shocks: np.ndarray
    knots: np.ndarray

    def change(self, first: float, years: np.ndarray) -> np.ndarray:
        """Return the common change from ``first`` to each of ``years``."""
        return self.shocks @ steps_between(first, years, self.knots).T


def hierarchical_levels(
    fit: Fit, known: Record, at: np.ndarray, streams: Streams, draws: int
) -> np.ndarray:
    """Return draws of a published figure's logit at the years ``at``, (draw, date).

    Draw i takes a row of the fit, the same for all regions; the series' level at its
    last point and its drift are drawn given its own points, and carried forward::

        y_h = level + drift h + walk sqrt(h) z + C(last + h) - C(last) + noise e

    e is one number for all dates of a draw: every date's spread is that of a published
    figure, and a path by year does not jump for its sake.
    """
    shared = _shared(fit, at, streams, draws)
    first = known.years[0] if len(known) else at[0]
    last = known.years[-1] if len(known) else at[0]
    level, drift = _state(known, shared, streams)
    ahead = at - last
    gaps = np.sqrt(np.diff(ahead, prepend=0.0))
    each = [streams.own(f"walk.{i}").standard_normal(draws) for i in range(len(at))]
    walk = np.cumsum(np.stack(each, axis=1) * gaps, axis=1)
    noise = streams.own("noise").standard_normal(draws)[:, None]
    own = level[:, None] + drift[:, None] * ahead + shared.sds[:, 2:3] * walk
    return own + shared.change(first, at) + shared.sds[:, 4:5] * noise


def _shared(fit: Fit, at: np.ndarray, streams: Streams, draws: int) -> _Shared:
    """Return one row of the fit for each draw, with the shocks of years to come."""
    row = (streams.common("row").random(draws) * len(fit.sds)).astype(int)
    sds = fit.sds[row]
    future = range(fit.end_year, int(np.ceil(at[-1])))
    fresh = [
        sds[:, 3] * streams.common(f"shock.{year}").standard_normal(draws)
        for year in future
    ]
    shocks = np.column_stack([fit.shocks[row], *fresh])
    knots = fit.first_year + np.arange(shocks.shape[1], dtype=float)
    return _Shared(sds, fit.centre[row], shocks, knots)


def _state(
    known: Record, shared: _Shared, streams: Streams
) -> tuple[np.ndarray, np.ndarray]:
    """Return level at the last point (common shocks apart) and drift, (draw,) each.

    Both are drawn from their normal distribution given the points.
    """
    sds, centre = shared.sds, shared.centre
    since = known.years - known.years[0] if len(known) else np.zeros(0)
    last = since[-1] if len(since) else 0.0
    mean = np.stack([centre[:, 0] + centre[:, 1] * last, centre[:, 1]], axis=1)
    cov = _own_cov(last, sds)
    if len(known):
        cross = _cross(last, since, sds)
        solved = np.linalg.solve(_points_cov(known, since, sds), cross)
        solved = np.swapaxes(solved, 1, 2)
        expected = centre[:, :1] + centre[:, 1:] * since
        left = known.level - expected - shared.change(known.years[0], known.years)
        mean = mean + (solved @ left[..., None])[..., 0]
        cov = cov - solved @ cross
    normal = streams.own("state").standard_normal((len(sds), 2))
    return _two_normals(mean, cov, normal)


def _own_cov(last: float, sds: np.ndarray) -> np.ndarray:
    """Return the prior covariance of level at the last point and drift, (draw, 2, 2)"""
    level, drift, walk = (sds[:, i] ** 2 for i in range(3))
    top = level + drift * last**2 + walk * last
    return np.stack([top, drift * last, drift * last, drift], -1).reshape(-1, 2, 2)


def _cross(last: float, since: np.ndarray, sds: np.ndarray) -> np.ndarray:
    """Return the covariance of the points with level and drift, (draw, point, 2)."""
    level, drift, walk = (sds[:, i, None] ** 2 for i in range(3))
    with_level = level + drift * last * since + walk * since
    return np.stack([with_level, drift * since], axis=-1)


def _points_cov(known: Record, since: np.ndarray, sds: np.ndarray) -> np.ndarray:
    cov = covariance(since, since, sds)
    diagonal = np.arange(len(since))
    cov[:, diagonal, diagonal] += sds[:, 4:5] ** 2 + known.variance
    return cov


def _two_normals(
    mean: np.ndarray, cov: np.ndarray, normal: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return one draw of two joint normals for each row; zero variances are allowed."""
    sd = np.sqrt(np.maximum(cov[:, 0, 0], 0))
    slope = np.divide(cov[:, 0, 1], sd, out=np.zeros_like(sd), where=sd > 0)
    rest = np.sqrt(np.maximum(cov[:, 1, 1] - slope**2, 0))
    one = mean[:, 0] + sd * normal[:, 0]
    return one, mean[:, 1] + slope * normal[:, 0] + rest * normal[:, 1]
