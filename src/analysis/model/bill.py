"""Money: the bill of people at a tariff, who pays it, and what a ceiling cuts.

A *row* is one year of one draw. Arrays: people (row, segment, month), tariff (row or 1,
segment, programme, month), bills (row, segment) or (row, segment, programme), int64.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from analysis.units import MONTHS_PER_YEAR, round_half_up

JKK, JKM = 0, 1  # positions on the programme axis

Fits = Callable[[np.ndarray], np.ndarray]


def monthly_bill(people: np.ndarray, tariff_idr_m: np.ndarray) -> np.ndarray:
    """Return ``round_half_up(people x tariff)`` in rupiah, int64.

    Exact where the tariff holds Fractions or integers; the arrays broadcast.
    """
    if tariff_idr_m.dtype == object:
        people = people.astype(object)
    return round_half_up(people * tariff_idr_m)


def yearly_bill(
    people: np.ndarray, tariff_idr_m: np.ndarray, times: np.ndarray | int = 1
) -> np.ndarray:
    """Return the bill of a year by segment and programme, (row, segment, 2).

    ``times`` (month,): how many equal months each month stands for.
    """
    months = monthly_bill(people[:, :, None, :], tariff_idr_m) * times
    return months[..., 0] if months.shape[-1] == 1 else months.sum(-1)


def distinct_months(
    people: np.ndarray, tariff_idr_m: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the first of each run of equal months, and the run each month is in.

    Months are equal when people and tariff are, in every row; a year mostly has one or
    two runs, which makes the search for a cut that much cheaper.
    """
    same = [
        (people[..., m] == people[..., m - 1]).all()
        and (tariff_idr_m[..., m] == tariff_idr_m[..., m - 1]).all()
        for m in range(1, people.shape[-1])
    ]
    run = np.concatenate([[0], np.cumsum(~np.array(same, dtype=bool))])
    return np.flatnonzero(np.diff(run, prepend=-1)), run


def allocate(
    bill: np.ndarray, ceilings: Sequence[np.ndarray | None], serves: np.ndarray
) -> np.ndarray:
    """Return what each funder pays for each segment, (row, funder + 1, segment).

    Funders come in order; each pays for its segments in file order up to its ceiling.
    The last entry is the rest, the general APBD's. ``bill`` (row, segment);
    ``ceilings`` one (row,) array or None per funder; ``serves`` (funder, segment).
    """
    left = bill.copy()
    paid = np.zeros((bill.shape[0], len(ceilings) + 1, bill.shape[1]), np.int64)
    for funder, ceiling in enumerate(ceilings):
        room = None if ceiling is None else np.broadcast_to(ceiling, left.shape[:1])
        for segment in np.flatnonzero(serves[funder]):
            share = left[:, segment].copy()
            if room is not None:
                share = np.minimum(share, room)
                room = room - share
            paid[:, funder, segment] = share
            left[:, segment] -= share
    paid[:, -1] = left
    return paid


def split_by_programme(paid: np.ndarray, bill: np.ndarray) -> np.ndarray:
    """Return payments by programme, (row, funder, segment, 2), adding up exactly.

    A payment is split in proportion to the segment's year, JKK rounded half up; what
    an earlier funder's rounding took is no longer there to be paid. ``paid`` (row,
    funder, segment); ``bill`` (row, segment, programme).
    """
    total = bill.sum(-1)
    left_jkk, left_jkm = bill[..., JKK].copy(), bill[..., JKM].copy()
    parts = np.zeros((*paid.shape, 2), np.int64)
    for funder in range(paid.shape[1]):
        payment = paid[:, funder]
        jkk = _proportional(payment, bill[..., JKK], total)
        jkk = np.minimum(np.maximum(jkk, payment - left_jkm), left_jkk)
        parts[:, funder, :, JKK], parts[:, funder, :, JKM] = jkk, payment - jkk
        left_jkk, left_jkm = left_jkk - jkk, left_jkm - (payment - jkk)
    return parts


def _proportional(
    payment: np.ndarray, part: np.ndarray, whole: np.ndarray
) -> np.ndarray:
    # Whole bills keep their programmes; only divided ones need the long product, which
    # may pass 2**63 and is therefore done on Python integers.
    result = np.where(payment == whole, part, 0)
    divided = (payment != whole) & (payment > 0)
    p, a, w = (x[divided].astype(object) for x in (payment, part, whole))
    result[divided] = ((2 * p * a + w) // (2 * w)).astype(np.int64)
    return result


def cut_heads(people: np.ndarray, in_scope: np.ndarray, fits: Fits) -> np.ndarray:
    """Return people cut by the largest common share that fits the ceiling.

    Every segment in scope counts in any month at most ``floor(f x largest month)``; f
    is the largest fraction ``k / largest month`` in 0..1 for which ``fits`` holds.
    ``in_scope`` (row, segment); ``fits(people)`` -> (row,) must hold at f = 0 and, once
    lost, stay lost as f rises. Rows are assumed not to fit uncut.
    """
    largest = np.where(in_scope, people.max(-1), 0)
    whole = np.maximum(largest.max(1), 1)
    low, high = np.zeros_like(whole), whole.copy()

    def cut(numerator: np.ndarray, denominator: np.ndarray) -> np.ndarray:
        caps = numerator[:, None] * largest // denominator[:, None]
        capped = np.minimum(people, caps[..., None])
        return np.where(in_scope[..., None], capped, people)

    while np.any(high - low > 1):
        middle = (low + high) // 2
        good = fits(cut(middle, whole))
        low, high = np.where(good, middle, low), np.where(good, high, middle)
    # Between low/whole and high/whole each smaller segment has at most one step.
    step = low[:, None] * largest // whole[:, None] + 1
    inside = in_scope & (step * whole[:, None] < high[:, None] * largest)
    size = np.maximum(largest, 1)
    order = np.argsort(np.where(inside, step / size, np.inf), axis=1, kind="stable")
    numerator, denominator = low, whole
    for column in order.T:
        rows = np.arange(len(column))
        k, m = step[rows, column], size[rows, column]
        good = inside[rows, column] & fits(cut(k, m))
        numerator = np.where(good, k, numerator)
        denominator = np.where(good, m, denominator)
    return cut(numerator, denominator)


def cut_months(
    people: np.ndarray, protected: np.ndarray, fits: Fits
) -> tuple[np.ndarray, np.ndarray]:
    """Drop December, November, ... of all unprotected segments until the bill fits.

    ``protected`` (segment,). Returns the people left and ``kept`` (row, segment,
    month), the months still funded.
    """
    months = np.arange(MONTHS_PER_YEAR)
    last = np.full(people.shape[0], MONTHS_PER_YEAR)

    def kept() -> np.ndarray:
        return protected[:, None] | (months < last[:, None])[:, None, :]

    for _ in range(MONTHS_PER_YEAR):
        over = ~fits(people * kept())
        last = np.where(over, last - 1, last)
    return people * kept(), kept()


def cut_priority(people: np.ndarray, order: Sequence[int], fits: Fits) -> np.ndarray:
    """Fill segments in ``order``, each with the largest whole cap that still fits.

    Segments after it are not counted yet; ``fits`` as for :func:`cut_heads`.
    """
    filled = np.zeros_like(people)
    for segment in order:
        low = np.zeros(people.shape[0], np.int64)
        high = people[:, segment].max(-1) + 1
        while np.any(high - low > 1):
            middle = (low + high) // 2
            good = fits(_with_cap(filled, people, segment, middle))
            low, high = np.where(good, middle, low), np.where(good, high, middle)
        filled = _with_cap(filled, people, segment, low)
    return filled


def _with_cap(
    filled: np.ndarray, people: np.ndarray, segment: int, cap: np.ndarray
) -> np.ndarray:
    trial = filled.copy()
    trial[:, segment] = np.minimum(people[:, segment], cap[:, None])
    return trial
