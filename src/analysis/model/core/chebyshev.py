"""Smooth functions of one number by draw: worked out at few points, read off for all.

K points of Chebyshev on -1 to 1, so that an analytic function is exact to rounding from
some twenty points on.
"""

from __future__ import annotations

import numpy as np


def points(count: int) -> np.ndarray:
    """Return the points, (K,): cos(pi (k + 1/2) / K)."""
    return np.cos(np.pi * (np.arange(count) + 0.5) / count)


def coefficients(values: np.ndarray) -> np.ndarray:
    """Return the coefficients of values (K, ...) at the points, (K, ...)::

    c_j = 2 / K  sum over k of  f(x_k) cos(j pi (k + 1/2) / K),  c_0 halved
    """
    count = len(values)
    angle = np.pi * (np.arange(count) + 0.5) / count
    cosine = np.cos(np.outer(np.arange(count), angle)) * 2 / count
    cosine[0] /= 2
    return np.tensordot(cosine, values, 1)


def basis(place: np.ndarray, count: int) -> np.ndarray:
    """Return T_0 to T_{K-1} at ``place`` (S, D) by recurrence, (S, K, D)::

    T_k = 2 x T_{k-1} - T_{k-2}
    """
    found = np.empty((len(place), count, place.shape[1]))
    found[:, 0], found[:, 1], twice = 1, place, 2 * place
    for k in range(2, count):
        np.multiply(twice, found[:, k - 1], out=found[:, k])
        found[:, k] -= found[:, k - 2]
    return found
