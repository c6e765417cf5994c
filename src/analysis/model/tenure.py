"""Tenure: how many of a month's members have been covered for how long.

Only numbers of people are known, not who they are. Everybody of a group is taken to
leave alike, whatever his tenure; a freed place is filled by somebody new. Arrays have
the shape (draw, month) over all months of the projection.

With s = 1 - turnover the share that stays from one month that counts to the next is

    min(s, people_m / people_{m-1})  =  s x min(1, people_m / people_{m-1} / s)

and the last factor is 1 while the people are. So who stayed k months is s^k times what
the few changes between took beyond turnover: a column for each stretch of equal people
is enough, however many months it has.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Sequence:
    """The months that count, and who stayed from one to the next.

    By stretch of equal people (draw or 1, stretch), the first the members before the
    first month: ``people``; ``kept``: the running product of what changes left beyond
    turnover, 1 where nobody was left; ``breaks``: how often that was. By month:
    ``stretch`` (month,); ``number`` (draw or 1, month): months counted so far, this one
    included; ``counted`` (draw or 1, month): the k-th that counts. ``stay_m`` (draw,)
    is s.
    """

    people: np.ndarray
    kept: np.ndarray
    breaks: np.ndarray
    stretch: np.ndarray
    number: np.ndarray
    counted: np.ndarray
    stay_m: np.ndarray


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

    ``people`` (draw or 1, month); ``counts`` (draw or 1, month): months that count,
    others are left out; ``start`` and ``turnover_m`` (draw or 1,).
    """
    month = np.arange(1, people.shape[1] + 1)
    last = np.maximum.accumulate(np.where(counts, month, 0), 1)  # 0: the start
    everybody = _beside(start[:, None], people)
    carried = _beside(everybody[:, :1], _take(everybody, last))
    stretch = changes(carried)
    first = np.flatnonzero(np.diff(stretch, prepend=-1))
    columns, stay_m = carried[:, first].astype(np.float64), 1 - turnover_m
    beyond = _beyond_turnover(columns, stay_m)
    return Sequence(
        people=columns,
        kept=np.cumprod(np.where(beyond == 0, 1, beyond), 1),
        breaks=np.cumsum(beyond == 0, 1),
        stretch=stretch[1:],
        number=np.cumsum(counts, 1),
        counted=np.argsort(~counts, 1, kind="stable"),
        stay_m=stay_m,
    )


def _beyond_turnover(people: np.ndarray, stay_m: np.ndarray) -> np.ndarray:
    """Return min(1, people_c / people_{c-1} / s), 1 first and 0 after nobody."""
    before, now = people[:, :-1], people[:, 1:]
    share = np.divide(now, before, out=np.zeros(now.shape), where=before > 0)
    stay = np.broadcast_to(stay_m[:, None], (len(stay_m), share.shape[1]))
    share, stay = np.broadcast_arrays(share, stay)
    beyond = np.divide(share, stay, out=np.ones(share.shape), where=share < stay)
    if (beyond == beyond[:1]).all():  # nobody left but by turnover: most groups
        beyond = beyond[:1]
    return _beside(np.ones((1, 1)), beyond)


def changes(by_month: np.ndarray) -> np.ndarray:
    """Return how often a row of (row, month) changed up to each month, (month,) int."""
    changed = (by_month[:, 1:] != by_month[:, :-1]).any(0)
    return np.concatenate([[0], np.cumsum(changed)])


def of_start(found: Sequence, at: np.ndarray) -> np.ndarray:
    """Return how many members of the months ``at`` were there at the start::

        start x s^number x kept,  0 once nobody was left

    ``at`` (draw or 1, n): positions of months; (draw, n).
    """
    now, number = found.stretch[at], _take(found.number, at)
    kept = _take(found.kept, now) * (_take(found.breaks, now) == 0)
    return found.people[:, :1] * kept * (found.stay_m**number.T).T


def joined_and_stayed(found: Sequence, months: int, at: np.ndarray) -> np.ndarray:
    """Return members of the months ``at`` with ``months`` full months and more::

        people_{m-months} x s^months x kept_m / kept_{m-months}

    Months that count, of one run; 0 in the first ``months`` of them. Members of the
    start are among the people. ``at`` (draw or 1, n): positions of months; (draw, n).
    """
    now, then = found.stretch[at], found.stretch[_ago(found, months, at)]
    one_run = _take(found.breaks, then) == _take(found.breaks, now)
    kept = _take(found.kept, now) / _take(found.kept, then)
    passed = _take(found.number, at) > months
    left = _take(found.people, then) * kept * (passed & one_run)
    return left * found.stay_m[:, None] ** months


def long_in(
    found: Sequence,
    months: np.ndarray,
    at: np.ndarray,
    known: Callable[[np.ndarray, np.ndarray], np.ndarray],
) -> np.ndarray:
    """Return members of the months ``at`` (draw or 1, n) in for ``months`` (n,).

    While no more months than that have counted these are members of the start: the
    share ``known(number, months)`` of them, given how many have, (draw or 1, n);
    (draw, n).
    """
    number = _take(found.number, at)
    passed = number > months
    early, late = ~passed.all(0), passed.any(0)
    share = known(number[:, early], months[early]) * ~passed[:, early]
    sizes = map(len, (found.people, found.kept, found.stay_m, passed, share))
    result = np.zeros((len(months), max(sizes))).T  # draws last in memory
    result[:, early] = of_start(found, at[:, early]) * share
    for count in np.unique(months[late]):
        these = late & (months == count)
        result[:, these] += joined_and_stayed(found, int(count), at[:, these])
    return result


def names(found: Sequence, months: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Return (key, n) int, equal where as many people are in for ``months`` (n,).

    ``at`` (draw or 1, n): positions of months.
    """
    if max(len(found.number), len(at)) > 1:  # what counts differs by draw: none alike
        return np.arange(len(months))[None]
    number = found.number[:, at[0]]
    then = found.stretch[_ago(found, months, at)]
    return np.concatenate([found.stretch[at], np.where(number > months, then, -number)])


def _ago(found: Sequence, months: int | np.ndarray, at: np.ndarray) -> np.ndarray:
    """Return the positions of the months ``months`` that count before, (row, n)."""
    number = np.maximum(_take(found.number, at) - months - 1, 0)
    return _take(found.counted, number)


def _take(values: np.ndarray, index: np.ndarray) -> np.ndarray:
    """Return values (draw or 1, n) at an index (draw or 1, k) of each, (draw, k)."""
    if len(index) == 1:
        return values[:, index[0]]
    wide = np.broadcast_to(values, (len(index), values.shape[1]))
    return np.take_along_axis(wide, index, 1)


def _beside(first: np.ndarray, then: np.ndarray) -> np.ndarray:
    """Return two arrays (draw or 1, n) side by side."""
    draws = max(len(first), len(then))
    wide = [np.broadcast_to(one, (draws, one.shape[1])) for one in (first, then)]
    return np.concatenate(wide, 1)
