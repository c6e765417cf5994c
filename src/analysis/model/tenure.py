"""Tenure: how many of a month's members have been covered for how long.

Only numbers of people are known, not who they are. Everybody of a group is taken to
leave alike, whatever his tenure; a freed place is filled by somebody new. Arrays have
the shape (draw, month) over all months of the projection.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Sequence:
    """The months that count, and who stayed from one to the next.

    ``people`` (draw, month), carried over months that do not count; ``number`` (draw
    or 1, month): months counted so far, this one included; ``product`` and ``breaks``:
    the running product of the shares that stayed since the last time everybody was
    new, and how often that was; ``start`` (draw,) members before the first month.
    """

    people: np.ndarray
    number: np.ndarray
    product: np.ndarray
    breaks: np.ndarray
    start: np.ndarray


def monthly_turnover(turnover_y: np.ndarray) -> np.ndarray:
    """Return the share of places freed and refilled in a month::

    1 - (1 - turnover_y)^(1/12)
    """
    return 1 - (1 - turnover_y) ** (1 / 12)


def sequence(
    people: np.ndarray, counts: np.ndarray, start: np.ndarray, turnover_m: np.ndarray
) -> Sequence:
    """Return who stayed, month by month::

        stayed_m = min(1 - turnover_m, people_m / people_{m-1}),  0 after nobody

    ``people`` (draw, month); ``counts`` broadcasts to it: months that count, others are
    left out; ``start`` (draw,) and ``turnover_m`` (draw,).
    """
    draws = max(len(people), len(counts), len(start), len(turnover_m))
    shape = (draws, people.shape[1])
    people, number = np.broadcast_to(people, shape), np.cumsum(counts, 1)
    counts = np.broadcast_to(counts, shape)
    before = np.broadcast_to(start, shape[:1]).astype(np.float64)
    first, most = before, 1 - np.broadcast_to(turnover_m, shape[:1])
    running, breaks = np.ones(draws), np.zeros(draws, np.int64)
    columns = []
    for month in range(shape[1]):
        now = np.where(counts[:, month], people[:, month], before)
        share = np.divide(now, before, out=np.zeros(draws), where=before > 0)
        stayed = np.where(counts[:, month], np.minimum(most, share), 1.0)
        none = stayed == 0
        running = np.where(none, 1.0, running * stayed)
        breaks = breaks + none
        columns.append((now, running, breaks))
        before = now
    carried, product, broken = (np.stack(one, 1) for one in zip(*columns, strict=True))
    return Sequence(carried, number, product, broken, first)


def of_start(found: Sequence) -> np.ndarray:
    """Return how many members of each month were there at the start, (draw, month)."""
    return found.start[:, None] * found.product * (found.breaks == 0)


def joined_and_stayed(found: Sequence, months: int) -> np.ndarray:
    """Return members of each month with ``months`` full months and more in the run::

        people_{m-months} x stayed_{m-months+1} x ... x stayed_m

    0 in the first ``months`` months; members of the start are among the people.
    """
    result = np.zeros(found.people.shape)
    alike = (found.number == found.number[:1]).all()  # nearly always: no sorting
    numbers = found.number[:1] if alike else found.number
    patterns, which = np.unique(numbers, axis=0, return_inverse=True)
    for number, count in enumerate(patterns):  # few patterns of months differ
        first = np.searchsorted(count, months, side="right")
        now = slice(first, None)
        then = np.searchsorted(count, count[now] - months)
        rows: slice | np.ndarray = slice(None)
        if len(patterns) > 1:
            rows = np.flatnonzero(np.broadcast_to(which == number, len(result)))
        people, product, breaks = (
            one[rows] for one in (found.people, found.product, found.breaks)
        )
        stayed = people[:, then] * product[:, now] / product[:, then]
        result[rows, now] = stayed * (breaks[:, then] == breaks[:, now])
    return result
