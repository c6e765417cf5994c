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
    """Return what ``awards`` (D or 1, S, Y) pay and owe, see :class:`Commitments`.

    ``discount_y``: the yearly interest that values are reckoned with. Awards of years
    before the first are not known. Work grows with D x S x Y x L x K, memory with
    D x S x Y.
    """
    levels = zip(
        np.moveaxis(flow.idr, 2, 0), np.moveaxis(flow.weight, 2, 0), strict=True
    )
    found = [
        _of_level(awards, idr, weight[:, None], discount_y) for idr, weight in levels
    ]
    award, value, paid, owed_pv = (sum(parts) for parts in zip(*found, strict=True))
    owed = np.cumsum(awards * award - paid, -1)
    owed = np.maximum(owed, 0)  # a paid-up award is 0, not a rounding remnant
    return Commitments(award, value, paid, owed, owed_pv)


def _of_level(
    awards: np.ndarray, idr: np.ndarray, weight: np.ndarray, discount_y: float
) -> tuple[np.ndarray, ...]:
    """Return award, value, payments and what is owed at present value of one level."""
    weighted = awards * weight
    return (
        idr.sum(-1) * weight,
        scholarship.present_value(idr, discount_y) * weight,
        scholarship.paid_by_year(weighted, idr),
        scholarship.owed_by_year(weighted, idr, discount_y),
    )
