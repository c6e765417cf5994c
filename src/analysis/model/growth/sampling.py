"""Draws of the five sds: importance sampling in stages, deterministic given the seed.

Stage one draws from the prior. Each later stage draws from a multivariate t whose mean
and covariance match the weighted draws so far, in the log of the sds. All stages are
kept and weighted by the mixture they were drawn from together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

STAGE_DRAWS = 1024
MOST_STAGES = 6
ENOUGH = 400.0  # effective draws at which refining stops
_FREEDOM = 5.0  # of the t proposal: heavier tails than what it approximates
_FLAT = 100.0  # effective draws the moments are taken from, at least
_FAR = 30.0
_EDGE = 2.0**-33  # keeps quasi-random numbers off 0 and 1


@dataclass(frozen=True)
class Sample:
    """Weighted draws: ``sds`` (draw, 5), ``weights`` (draw,) adding to 1, and the
    effective number of draws after each stage."""

    sds: np.ndarray
    weights: np.ndarray
    effective_by_stage: tuple[float, ...]

    @property
    def effective_draws(self) -> float:
        """Return ``1 / sum(weights^2)`` of all stages together."""
        return self.effective_by_stage[-1]

    def equal(self, count: int) -> np.ndarray:
        """Return ``count`` draws of equal weight, by systematic resampling."""
        edges = np.cumsum(self.weights)
        at = (np.arange(count) + 0.5) / count * edges[-1]
        return self.sds[np.searchsorted(edges, at)]


@dataclass(frozen=True)
class _Proposal:
    """A t in the log of the sds: centre, and the root of its scale matrix."""

    centre: np.ndarray
    root: np.ndarray

    def draw(self, uniform: np.ndarray) -> np.ndarray:
        from scipy.special import gammaincinv, ndtri

        normal = ndtri(uniform[:, :-1])
        chi_square = 2 * gammaincinv(_FREEDOM / 2, uniform[:, -1:])
        return self.centre + normal @ self.root.T * np.sqrt(_FREEDOM / chi_square)

    def log_density(self, logs: np.ndarray) -> np.ndarray:
        from scipy.special import gammaln

        size = len(self.centre)
        z = np.linalg.solve(self.root, (logs - self.centre).T)
        half = (_FREEDOM + size) / 2
        constant = gammaln(half) - gammaln(_FREEDOM / 2)
        constant -= size / 2 * np.log(_FREEDOM * np.pi)
        constant -= np.log(np.diag(self.root)).sum()
        return constant - half * np.log1p((z**2).sum(0) / _FREEDOM)


def sample(
    log_evidence: Callable[[np.ndarray], np.ndarray], scales: np.ndarray, seed: int
) -> Sample:
    """Return draws from the posterior of the sds with half-normal priors ``scales``.

    ``log_evidence`` takes (draw, 5) sds; an sd whose scale is 0 stays 0.
    """
    free = scales > 0
    logs = _prior_draws(scales[free], seed)
    evidence = log_evidence(_all(logs, scales))
    proposals: list[_Proposal] = []
    effective: list[float] = []
    while True:
        weights = _weights(logs, evidence, scales[free], proposals)
        effective.append(float(1 / (weights**2).sum()))
        if effective[-1] >= ENOUGH or len(effective) == MOST_STAGES:
            return Sample(_all(logs, scales), weights, tuple(effective))
        proposals.append(_matched(logs, weights))
        uniform = _sobol(int(free.sum()) + 1, seed + len(proposals))
        new = proposals[-1].draw(uniform)
        logs = np.concatenate([logs, new])
        evidence = np.concatenate([evidence, log_evidence(_all(new, scales))])


def _all(logs: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """Return all five sds; beyond ``_FAR`` scales the prior leaves no weight."""
    free = scales > 0
    sds = np.zeros((len(logs), len(free)))
    sds[:, free] = np.minimum(np.exp(np.minimum(logs, 50)), _FAR * scales[free])
    return sds


def _sobol(dimensions: int, seed: int) -> np.ndarray:
    from scipy.stats.qmc import Sobol

    uniform = Sobol(dimensions, scramble=True, rng=seed).random(STAGE_DRAWS)
    return np.clip(uniform, _EDGE, 1 - _EDGE)


def _prior_draws(scales: np.ndarray, seed: int) -> np.ndarray:
    from scipy.special import ndtri

    return np.log(scales * ndtri((1 + _sobol(len(scales), seed)) / 2))


def _log_prior(logs: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """Return the log density of the logs of half-normal sds."""
    z = np.exp(np.minimum(logs, 50)) / scales
    return (np.log(z) - z**2 / 2 + np.log(2 / np.pi) / 2).sum(-1)


def _weights(
    logs: np.ndarray,
    evidence: np.ndarray,
    scales: np.ndarray,
    proposals: list[_Proposal],
) -> np.ndarray:
    """Return prior x evidence over the density of all stages together, adding to 1."""
    prior = _log_prior(logs, scales)
    densities = [prior, *(each.log_density(logs) for each in proposals)]
    together = np.logaddexp.reduce(densities, axis=0)
    log_weights = prior + evidence - together
    weights = np.exp(log_weights - log_weights.max())
    return weights / weights.sum()


def _matched(logs: np.ndarray, weights: np.ndarray) -> _Proposal:
    """Return the t with the moments of the weighted draws."""
    flat = _flattened(weights)
    centre = flat @ logs
    deviations = logs - centre
    cov = (flat[:, None] * deviations).T @ deviations
    cov += 1e-4 * np.eye(len(centre))  # never singular, however few draws count
    return _Proposal(centre, np.linalg.cholesky(cov))


def _flattened(weights: np.ndarray) -> np.ndarray:
    """Return weights^a / sum, a <= 1 so that at least ``_FLAT`` draws count.

    A few draws with all the weight would give a proposal far too narrow.
    """
    for power in (1.0, 0.8, 0.6, 0.4, 0.3, 0.2, 0.1):
        flat = weights**power
        flat /= flat.sum()
        if 1 / (flat**2).sum() >= _FLAT:
            break
    return flat
