"""What the arrays of this package must hold; one sentence says what is wrong."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def not_negative(value: ArrayLike, what: str) -> np.ndarray:
    """Return ``value`` as floats; ValueError where one is below 0 or no number."""
    found = np.asarray(value, float)
    wrong = ~(np.isfinite(found) & (found >= 0))
    if wrong.any():
        raise ValueError(
            f"{what} must be numbers of at least 0, found {found[wrong][0]:g}: "
            "correct or leave it out"
        )
    return found


def share(value: ArrayLike, what: str) -> np.ndarray:
    """Return ``value`` as floats; ValueError where one lies outside 0 to 1."""
    found = np.asarray(value, float)
    wrong = ~((found >= 0) & (found <= 1))
    if wrong.any():
        raise ValueError(
            f"{what} must lie from 0 to 1, found {found[wrong][0]:g}: "
            "write 53 per cent as 0.53"
        )
    return found


def count(value: float, what: str) -> int:
    """Return ``value`` as a whole number of at least 0; ValueError if it is none."""
    if not (np.isfinite(value) and value >= 0 and value == int(value)):
        raise ValueError(
            f"{what} must be a whole number of at least 0, found {value:g}: correct it"
        )
    return int(value)
