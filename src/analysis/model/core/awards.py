"""Scholarships of all segments together: what is paid and owed year after year.

L school levels, K years since the event.
"""

from __future__ import annotations

import numpy as np


def by_level(number: np.ndarray, idr: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return what the awards of all segments cost by level, (Y, L, D)::

        weight_yl  x  sum over s of  n_sy idr_syl

    ``number`` (S, Y, D or 1) awards; ``idr`` (S, Y, L) rupiah in all where every child
    is at school; ``weight`` (Y, L, D or 1): enrolled x drawn. A product for each year.
    """
    found = np.matmul(idr.transpose(1, 2, 0), number.transpose(1, 0, 2))
    return found * weight


def pattern(number: np.ndarray, idr: np.ndarray) -> np.ndarray:
    """Return the shares of an award's cost by years since the event, (Y, L, K)::

        f_k = sum n_s idr_s(k) / sum n_s idr_s,   0 where nothing is paid

    That of the ``number`` (S, Y) expected; the plain mean in years without any.
    ``idr`` (S, Y, L, K).
    """
    share = np.where(number.sum(0) > 0, number, 1)
    flow = np.einsum("sy,sylk->ylk", share, idr)
    whole = flow.sum(-1, keepdims=True)
    return np.divide(flow, whole, out=np.zeros_like(flow), where=whole > 0)


def later_matrix(share: np.ndarray, discount_y: float) -> np.ndarray:
    """Return what a rupiah of award of year s pays in year y and owes after it::

        paid: f_s(y - s),   owed: sum over k > y - s of f_s(k),
        owed at present value: each times (1 + r)^-(k - y + s)

    ``share`` (Y, L, K) of :func:`pattern`; returns (3 Y, Y L).
    """
    years, levels, longest = share.shape
    factor = 1 / (1 + discount_y)
    owed, value = np.zeros((2, *share.shape))
    for k in reversed(range(longest - 1)):
        owed[..., k] = owed[..., k + 1] + share[..., k + 1]
        value[..., k] = factor * (value[..., k + 1] + share[..., k + 1])
    matrix = np.zeros((3, years, years, levels))
    for since in range(min(years, longest)):
        now = np.arange(since, years)
        for row, part in enumerate((share, owed, value)):
            matrix[row, now, now - since] = part[now - since, :, since]
    return matrix.reshape(3 * years, years * levels)


def later(level_idr: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """Return what awards that cost ``level_idr`` (Y, L, D) pay and owe, (3, Y, D)::

        (paid, owed, owed at present value) = matrix @ level_idr

    One product for all years and levels.
    """
    found = matrix @ level_idr.reshape(matrix.shape[1], -1)
    return found.reshape(3, len(level_idr), -1)
