"""The Gaussian part: given the five sds, everything else is integrated exactly.

Series are independent given what they have in common, so each adds a small matrix to
the information on the common part; series with equally many points go through the
linear algebra together, for many draws of the sds at once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.model.growth.priors import Priors
from analysis.model.growth.record import Record

CHUNK = 256  # draws at a time: bounds memory
_LOG_2_PI = math.log(2 * math.pi)


@dataclass(frozen=True)
class Batch:
    """Series with equally many points: ``since`` (series, point) years since the first,
    ``design`` (series, point, common), ``level`` and ``variance`` (series, point)."""

    since: np.ndarray
    design: np.ndarray
    level: np.ndarray
    variance: np.ndarray


@dataclass(frozen=True)
class Common:
    """Posterior of the common part given the sds: ``precision`` (draw, common, common),
    ``score`` (draw, common), ``log_evidence`` (draw,)."""

    precision: np.ndarray
    score: np.ndarray
    log_evidence: np.ndarray


def steps_between(first: float, years: np.ndarray, knots: np.ndarray) -> np.ndarray:
    """Return how much of each calendar year lies between ``first`` and ``years``.

    ``knots`` (step,) first days of the years; the result is (..., step), 0 to 1.
    """
    until = np.clip(np.asarray(years)[..., None] - knots, 0, 1)
    return until - np.clip(first - knots, 0, 1)


def batches(records: Sequence[Record], knots: np.ndarray) -> list[Batch]:
    """Return the records with points, grouped by how many they have."""
    sizes = sorted({len(known) for known in records} - {0})
    return [
        _batch([known for known in records if len(known) == size], knots)
        for size in sizes
    ]


def _batch(records: Sequence[Record], knots: np.ndarray) -> Batch:
    since = np.stack([known.years - known.years[0] for known in records])
    shocks = np.stack(
        [steps_between(known.years[0], known.years, knots) for known in records]
    )
    ones = np.ones_like(since)[..., None]
    return Batch(
        since,
        np.concatenate([ones, since[..., None], shocks], axis=-1),
        np.stack([known.level for known in records]),
        np.stack([known.variance for known in records]),
    )


def common(parts: Sequence[Batch], sds: np.ndarray, priors: Priors) -> Common:
    """Return the posterior of the common part for each draw of ``sds`` (draw, 5)::

        y_ij = X_ij g + u_ij,   g = (common level, common drift, shock of each year)
        cov(u_ij, u_ik) = level^2 + drift^2 t_j t_k + walk^2 min(t_j, t_k)
                          + [j = k] (noise^2 + variance_ij)

    t in years since the series' first point, from which its drift, its walk and the
    common shocks count. Shocks are counted in units of their sd.
    """
    chunks = [
        _common(parts, sds[start : start + CHUNK], priors)
        for start in range(0, len(sds), CHUNK)
    ]
    fields = ("precision", "score", "log_evidence")
    return Common(*(np.concatenate([getattr(c, f) for c in chunks]) for f in fields))


def _common(parts: Sequence[Batch], sds: np.ndarray, priors: Priors) -> Common:
    size = parts[0].design.shape[-1]
    mean, precision = _prior(priors, size)
    information = np.zeros((len(sds), size, size))
    score = np.zeros((len(sds), size))
    constant = np.full(len(sds), mean @ precision @ mean - _log_det(precision))
    for part in parts:
        more = _series(part, sds)
        information += more[0]
        score += more[1]
        constant += more[2]
    units = np.ones((len(sds), size))
    units[:, 2:] = sds[:, 3:4]
    information *= units[:, :, None] * units[:, None, :]
    information += precision
    score = score * units + precision @ mean
    solved = np.linalg.solve(information, score[..., None])[..., 0]
    evidence = (score * solved).sum(-1) - _log_det(information) - constant
    return Common(information, score, evidence / 2)


def _prior(priors: Priors, size: int) -> tuple[np.ndarray, np.ndarray]:
    mean, precision = np.zeros(size), np.ones(size)
    for place, (centre, sd) in enumerate((priors.level_mean, priors.drift_mean)):
        mean[place], precision[place] = centre, sd**-2
    return mean, np.diag(precision)


def _series(part: Batch, sds: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return information, score and constant that the series of a batch add."""
    cov = covariance(part.since, part.since, sds[:, None])
    diagonal = np.arange(part.since.shape[1])
    cov[..., diagonal, diagonal] += sds[:, 4, None, None] ** 2 + part.variance
    inverse = np.linalg.inv(cov)
    draws, size = len(sds), part.design.shape[-1]
    flat = part.design.reshape(-1, size)
    weighted = (inverse @ part.design).reshape(draws, -1, size)
    solved = (inverse @ part.level[..., None]).reshape(draws, -1)
    logs = _log_det(cov).sum(-1) + part.level.size * _LOG_2_PI
    return flat.T @ weighted, solved @ flat, solved @ part.level.ravel() + logs


def covariance(one: np.ndarray, two: np.ndarray, sds: np.ndarray) -> np.ndarray:
    """Return the covariance of a series' own part between two sets of times.

    ``one`` (..., n) and ``two`` (..., m) in years since the first point; ``sds``
    (..., 5). The result is (..., n, m), without the noise of single figures.
    """
    level, drift, walk = (sds[..., i, None, None] for i in range(3))
    row, column = one[..., :, None], two[..., None, :]
    return level**2 + drift**2 * row * column + walk**2 * np.minimum(row, column)


def _log_det(matrix: np.ndarray) -> np.ndarray:
    return np.linalg.slogdet(matrix)[1]
