"""Exact distribution of what chance claims cost together, by Fourier transform.

S = X1 + ... + XN, the number N of claims and their amounts X independent. On a grid of
amounts the transform of S is the generating function of N at the transform of X
(Klugman, Panjer and Willmot, Loss Models, chapter 9).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from analysis.model.claims.compound_inputs import (
    BEYOND,
    Count,
    common_step,
    cost_of,
    count_of,
    points_to,
)
from analysis.model.claims.compound_numbers import allowed, number

TIE = 1e-13  # a probability missed by no more than rounding counts as reached
MOST_POWERS = 512  # points of a severity that the bound is worked out with
TILT = 14.0  # of a cut grid's far end: what comes around falls below 1e-12
LIKE_POISSON = 1e-8  # extra variance, relative, below which a mixture is Poisson


@dataclass(frozen=True, eq=False)
class Aggregate:
    """Distribution of a sum of claims: ``pmf`` at the amounts 0, step, 2 step, ...

    ``beyond``: probability of more than the last amount, 0 unless the grid was cut.
    """

    pmf: np.ndarray
    step: float
    beyond: float = 0.0

    @property
    def amounts(self) -> np.ndarray:
        """The grid, as long as ``pmf``."""
        return self.step * np.arange(len(self.pmf))

    @cached_property
    def mean(self) -> float:
        """Expected amount; ValueError where the grid was cut."""
        whole(self)
        return float(self.pmf @ self.amounts)

    @cached_property
    def sd(self) -> float:
        """Standard deviation of the amount."""
        return math.sqrt(float(self.pmf @ (self.amounts - self.mean) ** 2))

    @cached_property
    def _reached(self) -> np.ndarray:
        return np.cumsum(self.pmf)

    @cached_property
    def _beyond(self) -> np.ndarray:
        return np.append(np.cumsum(self.pmf[::-1])[::-1], 0.0) + self.beyond

    def quantile(self, p: float | np.ndarray) -> Any:
        """Return the smallest amount with P(S <= amount) >= p, for 0 <= p <= 1.

        Infinite where the grid was cut before it.
        """
        levels = levels_of(p)
        index = np.searchsorted(self._reached, levels - TIE)
        found = self.step * np.minimum(index, len(self.pmf) - 1)
        if self.beyond:
            found = np.where(index < len(self.pmf), found, np.inf)
        return float(found) if found.ndim == 0 else found

    def between(self, p: float | np.ndarray) -> Any:
        """Return the quantile where amounts may lie between the points of the grid.

        Each point's probability lies evenly over half a step to both sides of it; 0
        has all of its own. Of a continuous severity the error falls with step^2, that
        of ``quantile`` with step. Infinite where the grid was cut before it.
        """
        edges = self.step * (np.arange(len(self.pmf)) + 0.5)
        past = np.inf if self.beyond else edges[-1]
        found = np.interp(levels_of(p), self._reached, edges, left=0.0, right=past)
        return float(found) if found.ndim == 0 else found

    def above(self, amount: float | np.ndarray) -> Any:
        """Return P(S > amount); past the end of a cut grid the most it can be."""
        index = np.floor(np.asarray(amount, dtype=float) / self.step + 1e-9) + 1
        found = self._beyond[np.clip(index, 0, len(self.pmf)).astype(int)]
        return float(found) if found.ndim == 0 else found


def aggregate_distribution(
    frequency: Any,
    severity: Any,
    *,
    step: float | None = None,
    up_to: float | None = None,
) -> Aggregate:
    """Return the distribution of the sum of a random number of random amounts.

    ``pmf`` is the inverse Fourier transform of ::

        sum over n of P(N = n) F^n,  F the transform of the amounts' probabilities

    ``frequency``: the mean of a Poisson number; a frozen discrete distribution of
    scipy.stats; the probabilities of 0, 1, 2, ... claims; or a mapping of numbers to
    probabilities. ``severity``: one amount; a mapping of amounts to probabilities; a
    pair (amounts, probabilities); the probabilities of 0, step, 2 step, ...; or a
    frozen distribution of scipy.stats, if continuous with a ``step``.

    Without ``step`` the grid is the coarsest that holds every amount. Each cell of a
    continuous severity is shared between its two ends so that its mean stays; only the
    second moment rises, by at most step^2 / 4 (about step^2 / 6 on a fine grid). At
    most 1e-18 of probability lies beyond the grid (Chernoff's bound) and is counted at
    its start. With ``up_to`` the grid ends there and ``beyond`` is what lies past it:
    probabilities up to there need no larger amounts, and are right to about 1e-10.
    Raises ValueError for what is no distribution, for amounts below zero or off the
    grid, and where the grid would need more than 2^24 points.
    """
    count = count_of(frequency)
    if up_to is None:
        cost, grid = cost_of(severity, step)
        return Aggregate(tidy(summed(count, cost, length(count, cost))), grid)
    if not 0 < number(up_to, "up_to") < math.inf:
        raise ValueError(f"up_to is {up_to}: it must be above 0")
    cost, grid = cost_of(severity, step, float(up_to))
    points = points_to(float(up_to), grid)
    pmf = np.maximum(summed(count, cost, points, TILT / points), 0)
    pmf.flags.writeable = False
    return Aggregate(pmf, grid, max(0.0, 1 - float(pmf.sum())))


def summed(
    count: Count, cost: np.ndarray, points: int, tilt: float = 0.0
) -> np.ndarray:
    """Return the first ``points`` probabilities of the sum.

    With ``tilt`` c above 0 everything is worked out times exp(-c k) at point k, on a
    grid twice as long (Gruebel and Hermesmeier, ASTIN Bulletin 29, 1999): what comes
    around from beyond its end arrives times exp(-2 c points). Without, nothing may lie
    beyond ``points``.
    """
    from scipy import fft

    size = fft.next_fast_len(2 * points if tilt else points, real=True)
    weight = np.exp(-tilt * np.arange(points)) if tilt else 1.0
    lighter = cost * weight[: len(cost)] if tilt else cost
    with np.errstate(all="ignore"):
        less_one = np.expm1(count.log_pgf(fft.rfft(lighter, size)))
        nothing = np.exp(count.log_pgf(cost[0]))
    less_one[np.isnan(less_one)] = -1  # a generating function of 0 has no logarithm
    pmf = fft.irfft(less_one, size)[:points] / weight
    pmf[0] = nothing
    return pmf


def levels_of(p: float | np.ndarray) -> np.ndarray:
    """Return the levels of quantiles; ValueError unless all lie from 0 to 1."""
    levels = np.asarray(p, dtype=float)
    if not ((levels >= 0) & (levels <= 1)).all():
        raise ValueError(f"a quantile's level is {p}: give one from 0 to 1")
    return levels


def whole(found: Aggregate) -> None:
    """Refuse a distribution whose grid was cut: its far end is not known."""
    if found.beyond:
        raise ValueError(
            "the distribution was cut: leave up_to out for its mean, spread and sums"
        )


def mixed_poisson(mean: float, cv: float) -> Any:
    """Return the number of claims at a gamma-distributed rate, a frozen distribution.

    A negative binomial of this mean and the variance ::

        mean + (cv mean)^2

    ``cv``: coefficient of variation of the rate; 0 gives the Poisson itself. Raises
    ValueError unless both are finite and at least 0.
    """
    from scipy import stats

    for name, value in (("mean", mean), ("cv", cv)):
        if not 0 <= value < math.inf:
            raise ValueError(f"{name} is {value}: it must be finite and at least 0")
    if mean * cv**2 < LIKE_POISSON:
        return stats.poisson(mean)
    return stats.nbinom(1 / cv**2, 1 / (1 + mean * cv**2))


def convolve(*parts: Aggregate) -> Aggregate:
    """Return the distribution of the sum of independent parts, on their common grid.

    Raises ValueError without parts, or where the grid would need more than 2^24 points.
    """
    from scipy import fft

    if not parts:
        raise ValueError("there is nothing to add up: give at least one distribution")
    for part in parts:
        whole(part)
    step = common_step(np.array([part.step for part in parts]))
    spread = [spread_out(part.pmf, round(part.step / step)) for part in parts]
    points = allowed(sum(len(pmf) - 1 for pmf in spread) + 1)
    size = fft.next_fast_len(points, real=True)
    spectrum = np.prod([fft.rfft(pmf, size) for pmf in spread], axis=0)
    return Aggregate(tidy(fft.irfft(spectrum, size)[:points]), step)


def spread_out(pmf: np.ndarray, times: int) -> np.ndarray:
    """Return the same probabilities on a grid so many times finer."""
    finer = np.zeros(allowed(times * (len(pmf) - 1) + 1))
    finer[::times] = pmf
    return finer


def length(count: Count, cost: np.ndarray) -> int:
    """Return how many points the sum needs: no more than 1e-18 lies beyond.

    Chernoff's bound, for any t above 0 and K the sum's cumulant generating function ::

        P(S >= s) <= exp(K(t) - t s)

    Many amounts are rounded up to fewer, which only raises the bound.
    """
    used = np.flatnonzero(cost)
    largest = used[-1]
    if not largest or not count.most:
        return len(cost)
    width = 1 + largest // MOST_POWERS
    chances = np.bincount(-(-used // width), cost[used])
    amounts = width * np.arange(len(chances))[chances > 0]
    pulls = np.geomspace(1e-8, 500, 96) / amounts[-1]
    moments = np.exp(np.outer(pulls, amounts)) @ chances[chances > 0]
    with np.errstate(all="ignore"):
        cumulants = np.nan_to_num(count.log_pgf(moments), nan=np.inf, posinf=np.inf)
    bound = ((cumulants - math.log(BEYOND)) / pulls).min()
    return allowed(max(min(np.ceil(bound), count.most * largest) + 1, len(cost)))


def tidy(pmf: np.ndarray) -> np.ndarray:
    """Return probabilities without what rounding left: none negative, adding to 1."""
    noise = max(0.0, -pmf.min())
    clean = np.trim_zeros(np.where(pmf > noise, pmf, 0.0), "b")
    clean /= clean.sum()
    clean.flags.writeable = False
    return clean
