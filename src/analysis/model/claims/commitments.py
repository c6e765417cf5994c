"""Scholarship awards of a projection: what they pay, and what they still owe.

The flows of ``scholarship`` for all segments, years and draws at once. D draws, S
segments, Y years, L school levels, K years since the event.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.model.claims import scholarship


@dataclass(frozen=True)
class Flow:
    """What one award of each year pays in the years that follow.

    ``idr`` (S, Y, L, K): rupiah where every child is at school and draws; ``weight`` (D
    or 1, Y, L): share of children enrolled x share of scholarships drawn.
    """

    idr: np.ndarray
    weight: np.ndarray


@dataclass(frozen=True)
class Commitments:
    """Awards of each year and of earlier ones; all (D, S, Y), in rupiah.

    ``award_idr``: what one award pays in all, ``value_idr`` its present value at the
    event; ``paid_idr`` in the year, ``owed_idr`` at its end and ``owed_pv_idr`` the
    present value of that.
    """

    award_idr: np.ndarray
    value_idr: np.ndarray
    paid_idr: np.ndarray
    owed_idr: np.ndarray
    owed_pv_idr: np.ndarray


def commitments(awards: np.ndarray, flow: Flow, discount_y: float) -> Commitments:
    """Return what ``awards`` (D or 1, S, Y) pay and owe, see :class:`Commitments`::

        paid(y) = sum over t, l of  awards(t) weight(t, l) x paid of one award (t, l, y)

    and what is owed likewise: one matrix product a segment. ``discount_y``: the yearly
    interest that values are reckoned with. Awards of years before the first are not
    known. Work grows with D x S x Y x L x Y, memory with D x Y x (S + L).
    """
    used = flow.idr.any((0, 1, 3))  # levels that pay something under these laws
    idr, weight = flow.idr[:, :, used], np.moveaxis(flow.weight[..., used], 0, -1)
    found = (
        *_in_all(idr, weight, discount_y),
        *_by_year(np.moveaxis(awards, 0, -1), weight, idr, discount_y),
    )
    # draws stand last in memory, where most work is along them
    return Commitments(*(np.moveaxis(one, -1, 0) for one in found))


def _in_all(idr: np.ndarray, weight: np.ndarray, discount_y: float) -> np.ndarray:
    """Return what an award pays in all and its present value, (2, S, Y, D or 1)."""
    worth = [idr.sum(-1), scholarship.present_value(idr, discount_y)]  # each S, Y, L
    # a product a segment and year: another segment leaves every digit of the others
    return np.moveaxis(np.stack(worth, 2) @ weight, 2, 0)


def _by_year(
    awards: np.ndarray, weight: np.ndarray, idr: np.ndarray, discount_y: float
) -> np.ndarray:
    """Return what is paid, owed, and owed at present value, (3, S, Y, D or 1).

    ``awards`` (S, Y, D or 1), ``weight`` (Y, L, D or 1).
    """
    of_one = _of_one_award(idr, discount_y)
    segments, years, draws = np.broadcast_shapes(awards.shape, weight.shape[::2])
    weighted = np.empty((*weight.shape[:2], draws))
    found = np.empty((3, segments, years, draws))
    for s in range(segments):
        np.multiply(awards[s][:, None], weight, out=weighted)
        each = of_one[s] @ weighted.reshape(-1, draws)
        found[:, s] = each.reshape(3, years, draws)
    return found


def _of_one_award(idr: np.ndarray, discount_y: float) -> np.ndarray:
    """Return what one award pays and owes in each year, (S, 3 Y, L Y of the award)."""
    segments, years, levels, _ = idr.shape
    one = np.eye(years)[:, None]  # an award of each year, for all levels
    flow = np.moveaxis(idr, 2, 1)[:, None]  # S, 1, L, Y, K
    each = [
        scholarship.paid_by_year(one, flow),
        scholarship.owed_by_year(one, flow),
        scholarship.owed_by_year(one, flow, discount_y),
    ]  # each S, Y of the award, L, Y
    by_award = np.concatenate(each, -1).reshape(segments, years * levels, 3 * years)
    return by_award.swapaxes(1, 2)
