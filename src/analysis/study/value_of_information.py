"""What it is worth to know better before deciding: all unknowns, or some of them."""

from __future__ import annotations

from itertools import combinations
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

KNOTS = 6  # of a spline, between its ends
FEW_VALUES = 10  # of an input: each gets its own mean instead of a spline
FEW_GROUPS, DRAWS_A_GROUP = 100, 5  # joint values that get their own mean
DRAWS_A_COLUMN = 10  # least draws for each coefficient of a regression


class Worth(float):
    """A value of information with its Monte Carlo error, in the unit of net benefit."""

    standard_error: float

    def __new__(cls, value: float, standard_error: float) -> Self:
        """Return the number ``value`` that carries ``standard_error``."""
        worth = super().__new__(cls, value)
        worth.standard_error = standard_error
        return worth


def evpi(net_benefit: ArrayLike) -> Worth:
    """Return the expected value of perfect information::

        E[max_d NB_d] - max_d E[NB_d]

    ``net_benefit`` (draw, decision), in rupiah or any unit; the answer is in that unit.
    0 for one decision. Raises ValueError for what is not (draw, decision) or finite.
    """
    ahead = _ahead(net_benefit)
    return _worth(ahead, ahead)


def evppi(inputs: ArrayLike, net_benefit: ArrayLike) -> Worth:
    """Return the expected value of knowing one input, or a group of them, exactly::

        E[max_d E[NB_d | X]] - max_d E[NB_d]

    ``inputs`` (draw,) or (draw, input) of the group, ``net_benefit`` (draw, decision).
    E[NB_d | X] is a regression of NB_d less that of the best decision on X: means by
    value where X takes few values; else least squares on a cubic spline of each input's
    normal scores, the input itself, and the products of each two. Correlated inputs
    belong into one group. At least 0 and at most ``evpi``. The standard error is that
    of the draws without the regression's help, so rather too large, and knows nothing
    of a shape the regression misses. Inputs that never vary are worth 0. Raises
    ValueError where draws do not match, are too few, or are not finite.
    Source: Strong, Oakley and Brennan (2014), Medical Decision Making 34.
    """
    ahead = _ahead(net_benefit)
    given = np.asarray(inputs, dtype=float)
    given = given[:, None] if given.ndim == 1 else given
    if given.ndim != 2 or len(given) != len(ahead):
        raise ValueError(
            f"inputs are {given.shape} and net benefits {ahead.shape}: "
            "give one row of inputs for each draw"
        )
    if not np.isfinite(given).all():
        raise ValueError("an input is not a finite number: leave that draw out")
    varying = given[:, np.ptp(given, axis=0) > 0]
    if not varying.shape[1] or ahead.shape[1] == 1:
        return Worth(0.0, 0.0)
    found = _worth(_expected(varying, ahead), ahead)
    return Worth(min(found, evpi(net_benefit)), found.standard_error)


def _ahead(net_benefit: ArrayLike) -> np.ndarray:
    """Return net benefits less those of the decision that is best as things stand."""
    found = np.asarray(net_benefit, dtype=float)
    if found.ndim != 2 or not found.size:
        raise ValueError(f"net benefits are {found.shape}: give (draw, decision)")
    if not np.isfinite(found).all():
        raise ValueError("a net benefit is not a finite number: leave that draw out")
    best = int(found.mean(axis=0).argmax())
    return found - found[:, [best]]


def _worth(expected: np.ndarray, ahead: np.ndarray) -> Worth:
    """Return the mean of what is known to be best, and the error of that mean.

    The error is that of the net benefits drawn under the decisions taken: which one is
    taken is chosen best, so errors of the choice are of second order.
    """
    taken = ahead[np.arange(len(ahead)), expected.argmax(axis=1)]
    value = float(expected.max(axis=1).mean())
    return Worth(max(0.0, value), float(taken.std() / np.sqrt(len(taken))))


def _expected(inputs: np.ndarray, ahead: np.ndarray) -> np.ndarray:
    values, group = np.unique(inputs, axis=0, return_inverse=True)
    if len(values) <= min(FEW_GROUPS, len(ahead) // DRAWS_A_GROUP):
        count = np.bincount(group.ravel())
        sums = [np.bincount(group.ravel(), column) for column in ahead.T]
        return (np.array(sums) / count).T[group.ravel()]
    columns = _columns(inputs)
    needed = DRAWS_A_COLUMN * columns.shape[1]
    if len(ahead) < needed:
        raise ValueError(
            f"{len(ahead)} draws are too few for {inputs.shape[1]} inputs: "
            f"give at least {needed}"
        )
    return columns @ np.linalg.lstsq(columns, ahead, rcond=None)[0]


def _columns(inputs: np.ndarray) -> np.ndarray:
    """Return what is regressed on: (draw, column), the constant first."""
    scaled = (inputs - inputs.mean(axis=0)) / inputs.std(axis=0)
    pairs = combinations(range(inputs.shape[1]), 2)
    products = [scaled[:, i] * scaled[:, j] for i, j in pairs]
    shapes = [_shape(column) for column in inputs.T]
    return np.column_stack([np.ones(len(inputs)), scaled, *products, *shapes])


def _shape(column: np.ndarray) -> np.ndarray:
    """Return a cubic spline's basis on normal scores, or one column for each value."""
    from scipy import interpolate, special, stats

    values = np.unique(column)
    if len(values) <= FEW_VALUES:
        return (column[:, None] == values[1:]).astype(float)
    score = special.ndtri((stats.rankdata(column) - 0.5) / len(column))
    ends = score.min(), score.max()
    inner = np.unique(np.quantile(score, np.arange(1, KNOTS + 1) / (KNOTS + 1)))
    inner = inner[(inner > ends[0]) & (inner < ends[1])]
    knots = np.r_[[ends[0]] * 4, inner, [ends[1]] * 4]
    basis = interpolate.BSpline.design_matrix(score, knots, 3).toarray()
    return basis[:, 1:]
