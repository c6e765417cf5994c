"""Time, money and rounding, each conversion under its own name."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

MONTHS_PER_YEAR = 12
# Draws are binary floats: a half that decimals hit exactly may lie a hair below.
_HALF_TOLERANCE = 1e-6

_floor_exact = np.frompyfunc(math.floor, 1, 1)


def floor(x: np.ndarray) -> np.ndarray:
    """Return the largest whole number not above ``x``; exact where ``x`` is exact.

    ``x`` holds Fractions (dtype object), integers or floats; the result is int64.
    """
    x = np.asarray(x)
    if x.dtype == object:
        return _floor_exact(x).astype(np.int64)
    if x.dtype.kind in "iu":
        return x.astype(np.int64)
    return np.floor(x + _HALF_TOLERANCE).astype(np.int64)


def round_half_up(x: np.ndarray) -> np.ndarray:
    """Return ``floor(x + 1/2)`` as int64; exact where ``x`` holds Fractions."""
    x = np.asarray(x)
    half = Fraction(1, 2) if x.dtype == object else 0.5
    return floor(x + half) if x.dtype.kind not in "iu" else x.astype(np.int64)


def years_from_months(months: np.ndarray) -> np.ndarray:
    """Return person-years from person-months."""
    return months / MONTHS_PER_YEAR


def month_index(month: str, first_year: int) -> int:
    """Return the position of ``"YYYY-MM"`` counted from January of ``first_year``."""
    year, number = int(month[:4]), int(month[5:7])
    return (year - first_year) * MONTHS_PER_YEAR + number - 1


def month_name(index: int, first_year: int) -> str:
    """Return ``"YYYY-MM"`` of a position counted from January of ``first_year``."""
    year, month = divmod(index, MONTHS_PER_YEAR)
    return f"{first_year + year:04d}-{month + 1:02d}"
