"""Can the budget line be kept: room, cuts, reserve, and the first year it breaks."""

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

    0 where there is no bill at all.
    """
    bill, base = np.asarray(bill, float), np.asarray(base, float)
    weight = (1 + discount) ** -np.arange(len(bill), dtype=float)
    billed = (weight * bill).sum()
    return float(1 - cap * (weight * base).sum() / billed) if billed > 0 else 0.0


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


def first_breach(bill_draws: np.ndarray, ceiling: np.ndarray) -> np.ndarray:
    """Return the chance of each year to be the first above the ceiling, never last::

        P(T = t) = share of draws with bill_t > ceiling_t and no earlier breach

    ``bill_draws`` (draw, year); ``ceiling`` broadcasts to it. Shape (year + 1,); the
    last entry is the share of draws without any breach, so that all add to 1.
    """
    found = breach(bill_draws, ceiling)
    years = np.arange(1, np.shape(bill_draws)[1] + 1)
    first = (found["first_year"][:, None] == years).mean(0)
    return np.append(first, found["never_share"])


def breach_curve(
    bill_draws: np.ndarray, ceiling: np.ndarray, heights: np.ndarray
) -> np.ndarray:
    """Return the chance of any breach with the ceiling at each of ``heights``::

        P(max_t bill_t / ceiling_t > height)

    ``bill_draws`` (draw, year); ``ceiling`` broadcasts to it, NaN = no ceiling yet;
    ``heights`` (height,) are multiples of the ceiling. Shape (height,).
    """
    line = np.broadcast_to(ceiling, np.shape(bill_draws))
    over = bill_draws[..., None] > line[..., None] * np.asarray(heights)
    return over.any(1).mean(0)


def growth_differential(bill: np.ndarray, base: np.ndarray) -> np.ndarray:
    """Return by how much the bill outgrows the base, from each year to the next::

        (bill_t / bill_{t-1} - 1) - (base_t / base_{t-1} - 1)

    Above 0 the burden rises. Arrays (..., year) broadcast; shape (..., year - 1), NaN
    after a year without a bill or a base.
    """
    bill, base = np.asarray(bill, float), np.asarray(base, float)
    return _growth(bill) - _growth(base)


def _growth(series: np.ndarray) -> np.ndarray:
    before = series[..., :-1]
    return series[..., 1:] / np.where(before > 0, before, np.nan) - 1


def reserve(bill_draws: np.ndarray, planned: float, level: float = 0.99) -> float:
    """Return the rupiah over ``planned`` that cover the bill with chance ``level``::

        quantile(bill, level) - planned, at least 0

    ``bill_draws`` (draw,) of one year. Raises ValueError for a level outside 0..1.
    """
    if not 0 <= level <= 1:
        raise ValueError(f"a level of {level:g} is asked; it lies between 0 and 1")
    return float(max(np.quantile(bill_draws, level) - planned, 0.0))
