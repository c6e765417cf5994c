"""Time, money and rounding, each conversion under its own name."""

from __future__ import annotations

import numpy as np

MONTHS_PER_YEAR = 12
# Draws are binary floats: a half that decimals hit exactly may lie a hair below.
_HALF_TOLERANCE = 1e-6

# of a Fraction or an int; a tenth of the time of adding a half as a Fraction
_floor_exact = np.frompyfunc(lambda x: x.numerator // x.denominator, 1, 1)
_half_up_exact = np.frompyfunc(
    lambda x: (2 * x.numerator + x.denominator) // (2 * x.denominator), 1, 1
)


_plain_exact = np.frompyfunc(lambda x: x.numerator if x.denominator == 1 else x, 1, 1)


def floor(x: np.ndarray) -> np.ndarray:
    """Return the largest whole number not above ``x``; exact where ``x`` is exact.

    ``x`` holds Fractions (dtype object), integers or floats; the result is int64.
    """
    x = np.asarray(x)
    if x.dtype == object:
        return _floor_exact(x).astype(np.int64)
    if x.dtype.kind in "iu":
        return x.astype(np.int64, copy=False)
    return np.floor(x + _HALF_TOLERANCE).astype(np.int64)


def round_half_up(x: np.ndarray) -> np.ndarray:
    """Return ``floor(x + 1/2)`` as int64; exact where ``x`` holds Fractions."""
    x = np.asarray(x)
    if x.dtype == object:
        return _half_up_exact(x).astype(np.int64)
    return floor(x if x.dtype.kind in "iu" else x + 0.5)


def plain(x: np.ndarray) -> np.ndarray:
    """Return exact numbers (dtype object) with the whole ones as integers.

    They are as exact and cost a fraction of the time; only a quotient needs a Fraction.
    """
    return _plain_exact(x) if x.dtype == object else x


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
