"""Money: the bill of people at a tariff, who pays it, and what a ceiling cuts.

A *row* is one year of one draw. Arrays: people (row, segment, month), tariff (row or 1,
segment, programme, month), bills (row, segment) or (row, segment, programme), int64.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from analysis.units import MONTHS_PER_YEAR, round_half_up

JKK, JKM = 0, 1  # positions on the programme axis

# people (row, segment, month) -> (row,): above 0 where the bill passes the ceiling
Excess = Callable[[np.ndarray], np.ndarray]


def monthly_bill(people: np.ndarray, tariff_idr_m: np.ndarray) -> np.ndarray:
    """Return ``round_half_up(people x tariff)`` in rupiah, int64.

    Exact where the tariff holds Fractions or integers; the arrays broadcast.
    """
    if tariff_idr_m.dtype == object:
        people = people.astype(object)
    return round_half_up(people * tariff_idr_m)


def yearly_bill(
    people: np.ndarray, tariff_idr_m: np.ndarray, times: np.ndarray
) -> np.ndarray:
    """Return the bill of a year by segment and programme, (row, segment, 2, ...).

    ``people`` (row, segment, ..., month); ``times`` (month,): how many equal months
    each month stands for.
    """
    return monthly_bill(people[:, :, None], tariff_idr_m) @ times


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


def cut_heads(people: np.ndarray, in_scope: np.ndarray, excess: Excess) -> np.ndarray:
    """Return people cut by the largest common share that fits the ceiling.

    Every segment in scope counts in any month at most ``floor(f x largest month)``; f
    is the largest fraction ``k / largest month`` in 0..1 with no ``excess``.
    ``in_scope`` (row, segment); ``excess(people)`` must not be above 0 at f = 0 and
    never fall as f rises. Rows are assumed not to fit uncut.
    """
    largest = np.where(in_scope, people.max(-1), 0)
    whole = np.maximum(largest.max(1), 1)

    def cut(numerator: np.ndarray, denominator: np.ndarray) -> np.ndarray:
        caps = numerator[:, None] * largest // denominator[:, None]
        capped = np.minimum(people, caps[..., None])
        return np.where(in_scope[..., None], capped, people)

    low = _last_fitting(lambda k: excess(cut(k, whole)), whole)
    # Between low/whole and (low + 1)/whole each smaller segment has at most one step.
    step = low[:, None] * largest // whole[:, None] + 1
    inside = in_scope & (step * whole[:, None] < (low[:, None] + 1) * largest)
    size = np.maximum(largest, 1)
    order = np.argsort(np.where(inside, step / size, np.inf), axis=1, kind="stable")

    def share(number: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the fraction after so many of the steps, numerator and denominator."""
        column = np.take_along_axis(order, np.maximum(number - 1, 0)[:, None], 1)
        at = [np.take_along_axis(one, column, 1)[:, 0] for one in (step, size)]
        return np.where(number > 0, at[0], low), np.where(number > 0, at[1], whole)

    most = inside.sum(1)
    return cut(*share(_last_fitting(lambda n: excess(cut(*share(n))), most + 1)))


def _last_fitting(
    excess: Callable[[np.ndarray], np.ndarray], beyond: np.ndarray
) -> np.ndarray:
    """Return the last whole number below ``beyond`` with no excess, (row,) int64.

    ``excess(number)`` (row,) is not above 0 at 0 and never falls. False position in its
    Illinois form, every third step by halves: the bill is all but a straight line in
    the cut, so that a few trials find what a dozen halvings would.
    """
    low, high = np.zeros_like(beyond), np.array(beyond)
    below, above = excess(low), excess(high - 1)
    low = np.where(above <= 0, high - 1, low)
    high = np.where((above > 0) & (high > 1), high - 1, high)
    moved, trial = np.zeros_like(beyond), 0
    while np.any(high - low > 1):
        width, trial = high - low, trial + 1
        part = below / np.where(above > below, below - above, -1)
        guess = (width * (part if trial % 3 else 0.5)).astype(np.int64)
        middle = np.where(width > 1, low + np.clip(guess, 1, width - 1), low)
        found = excess(middle)
        fits = found <= 0
        below = np.where(fits, found, np.where(moved < 0, below / 2, below))
        above = np.where(fits, np.where(moved > 0, above / 2, above), found)
        low, high = np.where(fits, middle, low), np.where(fits, high, middle)
        moved = np.where(fits, 1, -1)
    return low


def cut_months(
    people: np.ndarray, protected: np.ndarray, excess: Excess
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
        over = excess(people * kept()) > 0
        last = np.where(over, last - 1, last)
    return people * kept(), kept()


def cut_priority(
    people: np.ndarray, order: Sequence[int], excess: Excess
) -> np.ndarray:
    """Fill segments in ``order``, each with the largest whole cap that still fits.

    Segments after it are not counted yet; ``excess`` as for :func:`cut_heads`.
    """
    filled = np.zeros_like(people)
    for segment in order:
        capped = partial(_with_cap, filled, people, segment)
        over = partial(_after, capped, excess)
        filled = capped(_last_fitting(over, people[:, segment].max(-1) + 1))
    return filled


def _after(
    cut: Callable[[np.ndarray], np.ndarray], excess: Excess, cap: np.ndarray
) -> np.ndarray:
    return excess(cut(cap))


def _with_cap(
    filled: np.ndarray, people: np.ndarray, segment: int, cap: np.ndarray
) -> np.ndarray:
    trial = filled.copy()
    trial[:, segment] = np.minimum(people[:, segment], cap[:, None])
    return trial
