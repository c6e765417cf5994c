"""Numbers, probabilities and sizes of grids, checked."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

MOST_POINTS = 2**24
SUMS_TO_ONE = 1e-9


def allowed(points: float) -> int:
    """Return the number of points of a grid, if memory holds it."""
    if not points <= MOST_POINTS:
        raise ValueError(
            f"the grid would need {points:.3g} points, more than {MOST_POINTS}:"
            " choose a larger step"
        )
    return int(points)


def probabilities(values: Any, of_what: str) -> np.ndarray:
    """Return probabilities that add to 1 exactly, if they do but for rounding."""
    found = numbers(values, "probability")
    if found.min() < 0:
        raise ValueError(
            f"a probability of the {of_what} is {found.min():g}: none is negative"
        )
    if abs(found.sum() - 1) > SUMS_TO_ONE:
        raise ValueError(
            f"the probabilities of the {of_what} add to {found.sum():.10g}: they must"
            " add to 1"
        )
    return found / found.sum()


def numbers(values: Any, name: str) -> np.ndarray:
    """Return a row of finite numbers."""
    try:
        found = np.array(values, dtype=float)
    except (TypeError, ValueError):
        found = np.full(1, np.nan)
    if found.ndim != 1 or not found.size or not np.isfinite(found).all():
        raise ValueError(f"a {name} is no finite number: give one row of such numbers")
    return found


def number(value: Any, name: str) -> float:
    """Return a finite number."""
    try:
        found = float(value)
    except (TypeError, ValueError):
        found = math.nan
    if not math.isfinite(found):
        raise ValueError(f"{name} is {value!r}: it must be a finite number")
    return found
