"""Gamma-Poisson: what few deaths add to what is known of groups like this one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class GammaPoisson:
    """What is known of a death rate: ``factor`` Z, ``mean``, and intervals.

    ``shape`` and ``exposure`` are those of the gamma distribution of the rate; infinite
    where the prior leaves nothing open.
    """

    factor: np.ndarray | float
    mean: np.ndarray | float
    shape: np.ndarray | float
    exposure: np.ndarray | float

    def interval(self, level: float) -> tuple[np.ndarray | float, np.ndarray | float]:
        """Return the rates between which the true one lies with chance ``level``."""
        from scipy.stats import gamma

        if not 0 < level < 1:
            raise ValueError(
                f"The level of the interval is {level}; it must lie between 0 and 1."
            )
        fixed = np.isinf(self.shape)
        shape = np.where(fixed, 1, self.shape)
        scale = 1 / np.where(fixed, 1, self.exposure)
        low, high = (
            np.where(fixed, self.mean, gamma.ppf(p, shape, scale=scale))[()]
            for p in ((1 - level) / 2, (1 + level) / 2)
        )
        return low, high


def gamma_poisson(
    deaths: np.ndarray | float,
    exposure: np.ndarray | float,
    prior_mean: np.ndarray | float,
    prior_cv: np.ndarray | float,
) -> GammaPoisson:
    """Return the rate of a group from its deaths and what is known of such groups::

        k = 1 / (prior_cv^2 prior_mean),   Z = exposure / (exposure + k)
        mean = (deaths + k prior_mean) / (exposure + k)

    Deaths are Poisson of rate x exposure, the rate is gamma with ``prior_mean`` and
    ``prior_cv``; arrays broadcast. Without exposure it is the prior; with ``prior_cv``
    0 the prior mean and nothing else. Raises ValueError for negative numbers, deaths
    without exposure and a prior mean not above 0.
    """
    deaths, exposure, prior_mean, prior_cv = np.broadcast_arrays(
        *(
            np.asarray(one, dtype=float)
            for one in (deaths, exposure, prior_mean, prior_cv)
        )
    )
    _check_experience(deaths, exposure)
    if not ((prior_mean > 0) & (prior_cv >= 0) & np.isfinite(prior_cv)).all():
        raise ValueError(
            f"The prior has the mean {prior_mean} and the coefficient of variation "
            f"{prior_cv}; the mean must be above 0, the other 0 or more."
        )
    fixed = prior_cv**2 == 0
    shape = np.divide(1, prior_cv**2, where=~fixed, out=np.full(fixed.shape, np.inf))
    k = shape / prior_mean
    factor = exposure / (exposure + k)
    own = deaths / np.where(exposure > 0, exposure, 1)
    mean = factor * own + (1 - factor) * prior_mean
    return GammaPoisson(factor, mean, shape + deaths, k + exposure)


def _check_experience(deaths: np.ndarray, exposure: np.ndarray) -> None:
    good = (deaths >= 0) & (exposure >= 0) & np.isfinite(deaths) & np.isfinite(exposure)
    if not good.all():
        raise ValueError(
            f"Deaths {deaths} and exposure {exposure} are given; both must be finite "
            "numbers of 0 or more."
        )
    if ((deaths > 0) & (exposure == 0)).any():
        raise ValueError(
            "There are deaths without exposure; give the person-years or the deaths "
            "expected of the same group and time."
        )


def next_ratio(
    own_ratio: float, events_at_one: float, *, collective_ratio: float, cv: float
) -> GammaPoisson:
    """Return the ratio to expect next year: Z x own + (1 - Z) x collective.

    ``own_ratio`` of claims to contributions (or deaths to expected deaths) last year;
    ``events_at_one``: how many events would have made it 1, so that the ratio is events
    / events_at_one; ``collective_ratio`` and ``cv`` of groups like it. ``.interval``
    says where the expected ratio lies, without next year's luck. Errors as in
    :func:`gamma_poisson`.
    """
    events = own_ratio * events_at_one
    return gamma_poisson(events, events_at_one, collective_ratio, cv)
