"""Events of all segments drawn together, and what they cost.

The sum over segments of independent Poisson counts is Poisson of the summed mean. Each
of these events is of segment s with chance n_s / n, so its cost is a mixture, of which
the sum of many keeps mean and variance.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np


class Mixed(NamedTuple):
    """Events of all segments: how many are expected, and the cost of one.

    ``number`` (Y, D or 1); ``mean`` of the cost of one event and ``cv2``, its squared
    coefficient of variation, broadcast to it.
    """

    number: np.ndarray
    mean: np.ndarray
    cv2: np.ndarray


LEAST_CV2 = 1e-9  # below: all events cost the same


def mixed(number: np.ndarray, cost: np.ndarray, cv: float = 0.0) -> Mixed:
    """Return the events of all segments, each costing ``cost`` with spread ``cv``::

        n = sum n_s,   mean = sum n_s c_s / n,
        1 + cv2 = (1 + cv^2) n sum n_s c_s^2 / (sum n_s c_s)^2

    ``number`` (S, Y, D or 1) and ``cost`` broadcast. Mean 0 and cv2 = cv^2 of nothing.
    """
    total, own = number.sum(0), np.float64(cv) ** 2
    if cost.shape[0] == 1:  # one cost for all segments
        return Mixed(total, cost[0], own)
    once = number * cost
    first = once.sum(0)
    once *= cost
    one = np.ones_like(first)
    spread = np.divide(total * once.sum(0), first**2, out=one, where=first > 0)
    mean = np.divide(first, total, out=np.zeros_like(first), where=total > 0)
    return Mixed(total, mean, (1 + own) * np.maximum(spread, 1) - 1)


def cost_of(
    count: np.ndarray,
    one: Mixed,
    gamma: Callable[[np.ndarray], np.ndarray] | None = None,
) -> np.ndarray:
    """Return what ``count`` events cost together, (Y, D)::

        gamma(count / cv2) x cv2 x mean,   count x mean where cv2 = 0 or without chance

    Its mean is count x mean and its variance count x mean^2 x cv2, as of the sum of so
    many costs; a sum of gammas is a gamma. ``gamma``: standard gamma numbers of shapes.
    """
    if gamma is None or not np.any(one.cv2 > LEAST_CV2):
        return count * one.mean
    cv2 = np.maximum(one.cv2, LEAST_CV2)
    drawn = gamma(count / cv2)
    drawn *= cv2 * one.mean
    return drawn


def split(
    rng: np.random.Generator, count: np.ndarray, number: np.ndarray
) -> np.ndarray:
    """Return pooled counts divided over segments, (S, Y, D), adding up exactly::

        (N_1, ..., N_S) ~ multinomial(N; n_s / n)

    which makes the N_s independent Poisson counts of mean n_s where N is Poisson of n.
    ``count`` (Y, D); ``number`` (S, Y, D or 1). All of one segment where n is 0.
    """
    left = np.broadcast_to(number, (len(number), *count.shape))
    after = np.cumsum(left[::-1], 0)[::-1]
    rest, found = count.astype(np.int64), np.empty(left.shape, np.int64)
    for s in range(len(number) - 1):
        none = np.zeros(count.shape)
        share = np.divide(left[s], after[s], out=none, where=after[s] > 0)
        found[s] = rng.binomial(rest, np.minimum(share, 1))
        rest = rest - found[s]
    found[-1] = rest
    return found
