"""Can the budget line be kept: headroom, cuts, and the first year it breaks."""

from __future__ import annotations

import numpy as np


def required_cut(bill: np.ndarray, ceiling: np.ndarray) -> np.ndarray:
    """Return the share of the bill to be cut so that it fits: ``1 - ceiling / bill``.

    At least 0, and 0 where there is no bill. Arrays broadcast to (draw, year).
    """
    safe = np.where(bill > 0, bill, 1)
    return np.where(bill > 0, np.maximum(1 - ceiling / safe, 0.0), 0.0)


def every_year_cut(bill: np.ndarray, base: np.ndarray, cap: float) -> float:
    """Return the one cut that keeps every year under ``cap x base``::

    1 - min_t(cap base_t / bill_t), at least 0
    """
    bill, base = np.asarray(bill, float), np.asarray(base, float)
    return float(required_cut(bill, cap * base).max())


def pv_cut(
    bill: np.ndarray, base: np.ndarray, cap: float, discount: float = 0.0
) -> float:
    """Return the cut that fits in present value; negative means room, hides breaches::

    1 - cap sum_t d^t base_t / sum_t d^t bill_t,    d = 1 / (1 + discount), t = 0..
    """
    bill, base = np.asarray(bill, float), np.asarray(base, float)
    weight = (1 + discount) ** -np.arange(len(bill), dtype=float)
    return float(1 - cap * (weight * base).sum() / (weight * bill).sum())


def breach(bill_draws: np.ndarray, ceiling: np.ndarray) -> dict[str, np.ndarray]:
    """Return when bills first pass the ceiling.

    ``bill_draws`` (draw, year); ``ceiling`` broadcasts to it, NaN = no ceiling yet.
    Keys: ``by_draw`` (draw, year) 0 or 1, ``probability`` (year,), ``first_year``
    (draw,) counted from 1 and infinite where it never happens, ``never_share`` ().
    """
    over = np.asarray(bill_draws) > np.asarray(ceiling)
    first = np.where(over.any(1), over.argmax(1) + 1.0, np.inf)
    return {
        "by_draw": over.astype(np.float64),
        "probability": over.mean(0),
        "first_year": first,
        "never_share": np.isinf(first).mean(),
    }
