"""A continuous severity on a grid, cell by cell, its mean kept."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from analysis.model.claims.compound_numbers import (
    SUMS_TO_ONE,
    allowed,
    probabilities,
)

LEFT_OUT = 1e-6  # of a severity's second moment, beyond its last point
FLAT = 1e-8  # bend of a cell's survival, of the mean, that Simpson's rule is enough for
PLACES, WEIGHTS = np.polynomial.legendre.leggauss(6)
FAR_CELLS = 64  # of growing width, where the grid ends before the severity


def discretised(cost: Any, step: float, up_to: float = math.inf) -> np.ndarray:
    """Return a continuous severity on the grid, each cell shared between its ends.

    From a cell of probability P with area A under the survival function, and survival
    s at its upper end, A / step - s goes to that end and the rest of P to the lower
    one: the mean, the sum of all A, stays. The cell that Simpson's rule integrates
    worst takes what is missing to it. What lies beyond the first point past ``up_to``
    is counted there. Raises ValueError for what has no finite variance or reaches
    below 0.
    """
    mean, variance = (float(moment) for moment in cost.stats("mv"))
    if not math.isfinite(mean + variance):
        raise ValueError("the severity has no finite mean and variance: cap it")
    if cost.support()[0] < 0:
        raise ValueError("the severity may be negative: it must start at 0 or above")
    top = largest(cost, mean**2 + variance)
    cells = allowed(np.ceil(min(top, up_to + step) / step))
    ends = step * np.arange(cells + 1)
    halves = cost.sf(step / 2 * np.arange(2 * cells + 1))
    survival = halves[::2]
    rough, area = areas(cost, ends, halves, FLAT * mean)
    area[np.argmax(abs(area - rough))] += mean - area.sum() - beyond(cost, ends, top)
    upper = area / step - survival[1:]
    table = np.append(-np.diff(survival) - upper, survival[-1])
    table[1:] += upper
    table = probabilities(np.maximum(table, 0), "claim amounts")
    if abs(table @ ends - area.sum()) > SUMS_TO_ONE * mean:
        raise ValueError(
            f"a step of {step:g} is too coarse for the severity: refine it"
        )
    return table


def beyond(cost: Any, ends: np.ndarray, top: float) -> float:
    """Return the area under the survival function from the last end to ``top``.

    What these few cells miss of a severity that is not smooth there, the worst cell of
    the grid is given: of beta(0.5, 0.5) some 1e-6.
    """
    if ends[-1] >= top:
        return 0.0
    far = ends[-1] * (top / ends[-1]) ** (np.arange(FAR_CELLS + 1) / FAR_CELLS)
    return float(gauss(cost, far[:-1], np.diff(far)).sum())


def largest(cost: Any, square: float) -> float:
    """Return the amount beyond which hardly anything of the second moment lies."""
    top = min(float(cost.isf(1e-16)), float(cost.support()[1]))
    while math.isfinite(top) and cost.sf(top) * top**2 > LEFT_OUT * square:
        top *= 1.2
    return top


def gauss(cost: Any, starts: np.ndarray, widths: np.ndarray) -> np.ndarray:
    """Return the area under the survival function of cells (Gauss-Legendre)."""
    amounts = starts[:, None] + np.outer(widths, (1 + PLACES) / 2)
    return widths * (cost.sf(amounts) @ WEIGHTS) / 2


def areas(
    cost: Any, ends: np.ndarray, halves: np.ndarray, flat: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the area under the survival function, cell by cell: roughly, and well.

    Roughly by Simpson's rule, which stands where it differs from the straight line
    between the ends by no more than ``flat``; elsewhere by Gauss's. ``halves``: the
    survival function at the ends and in the middles.
    """
    widths = np.diff(ends)
    line = widths * (halves[:-2:2] + halves[2::2]) / 2
    rough = (line + 2 * widths * halves[1::2]) / 3
    bent = np.flatnonzero(abs(rough - line) > flat)
    area = rough.copy()
    area[bent] = gauss(cost, ends[:-1][bent], widths[bent])
    return rough, area
