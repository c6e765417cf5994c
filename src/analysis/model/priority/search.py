"""The search for the best choice: a knapsack of whole numbers, solved by HiGHS.

Its tolerances are relative, so a sum of 10^12 can pass the ceiling by some rupiah. The
search starts from a choice filled by value per rupiah and sees only what is left of
the ceiling; what it answers is counted again in exact numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from analysis.model.priority.problem import Problem, total_of

GAP = 1e-9  # of the value: one person in a thousand million
MOST_NODES = 200  # of the search; what is then not proven is returned


@dataclass(frozen=True)
class Lots:
    """Whole numbers: ``size`` people a lot, ``weight`` of the ``room``, ``most``."""

    size: tuple[int, ...]
    weight: tuple[int, ...]
    value: tuple[Fraction, ...]
    most: tuple[int, ...]
    room: int
    total: int

    def fits(self, lots: Sequence[int]) -> bool:
        """Say whether so many lots keep every limit, counted in whole numbers."""
        weight = sum(w * k for w, k in zip(self.weight, lots, strict=True))
        people = sum(n * k for n, k in zip(self.size, lots, strict=True))
        inside = all(0 <= k <= m for k, m in zip(lots, self.most, strict=True))
        return inside and weight <= self.room and people <= self.total

    def worth(self, lots: Sequence[int]) -> Fraction:
        """Return what so many lots are worth."""
        return total_of(self.value, lots)


def lots_of(problem: Problem) -> Lots:
    """Return what can be added to the least: single people, or the whole rest."""
    spare = [m - x for m, x in zip(problem.members, problem.least, strict=True)]
    size = [1 if problem.divisible else n for n in spare]
    cost = [c * n for c, n in zip(problem.cost, size, strict=True)]
    room = problem.ceiling - total_of(problem.cost, problem.least)
    whole = math.lcm(room.denominator, *(c.denominator for c in cost))
    common = math.gcd(*(int(c * whole) for c in cost)) or 1
    weight = [int(c * whole) // common for c in cost]
    space = int(room * whole) // common
    value = [v * n for v, n in zip(problem.value, size, strict=True)]
    most = [
        min(n, r, problem.total) // s if s and v else 0
        for n, r, s, v in zip(spare, problem.reach, size, value, strict=True)
    ]
    most = [min(m, space // w) if w else m for m, w in zip(most, weight, strict=True)]
    return Lots(
        tuple(size), tuple(weight), tuple(value), tuple(most), space, problem.total
    )


def solved(problem: Problem) -> tuple[list[int], float]:
    """Return the best people by segment, and how much better there can be at most."""
    lots = lots_of(problem)
    found, unproven = list(lots.most), 0.0
    if not lots.fits(found):
        found, unproven = _searched(lots)
    found = _in_order(lots, found)
    people = [
        least + n * k
        for least, n, k in zip(problem.least, lots.size, found, strict=True)
    ]
    return people, unproven


def _filled(lots: Lots) -> list[int]:
    """Return the lots filled by value per rupiah: what the search starts from."""
    found, room, total = [0] * len(lots.size), lots.room, lots.total
    ratio = [
        v / w if w else math.inf for v, w in zip(lots.value, lots.weight, strict=True)
    ]
    for i in sorted(range(len(found)), key=lambda i: -ratio[i]):
        by_money = room // lots.weight[i] if lots.weight[i] else lots.most[i]
        by_hand = total // lots.size[i] if lots.size[i] else 0
        found[i] = min(lots.most[i], by_money, by_hand)
        room -= found[i] * lots.weight[i]
        total -= found[i] * lots.size[i]
    return found


def _searched(lots: Lots) -> tuple[list[int], float]:
    """Return the best lots; an answer beyond the room in exact numbers is cut off."""
    start = _filled(lots)
    cuts: list[tuple[list[int], int]] = []
    room = lots.room
    while True:
        found, bound = _milp(lots, start, room, cuts)
        if lots.fits(found):
            break
        if max(lots.most) == 1:
            cuts.append((found, sum(found) - 1))
        else:
            weight = sum(w * k for w, k in zip(lots.weight, found, strict=True))
            room -= max(1, weight - lots.room)
    best = max(found, start, key=lots.worth)
    return best, max(0.0, bound - float(lots.worth(best)))


def _milp(
    lots: Lots, start: list[int], room: int, cuts: list[tuple[list[int], int]]
) -> tuple[list[int], float]:
    """Return lots and the bound of their worth: HiGHS moves from ``start``.

    The last variable is the constant 1: it holds what the start is worth.
    """
    from scipy import optimize

    rows = [lots.weight, lots.size, *(row for row, _ in cuts)]
    limits = [room, lots.total, *(limit for _, limit in cuts)]
    spent = [sum(a * k for a, k in zip(row, start, strict=True)) for row in rows]
    scale = max(lots.value)
    answer: Any = optimize.milp(
        [*(-float(v / scale) for v in lots.value), -float(lots.worth(start) / scale)],
        integrality=[*([1] * len(start)), 0],
        bounds=optimize.Bounds(
            [*(-k for k in start), 1],
            [*(m - k for m, k in zip(lots.most, start, strict=True)), 1],
        ),
        constraints=optimize.LinearConstraint(
            np.array([[*row, 0] for row in rows], dtype=float),
            -np.inf,
            np.subtract(limits, spent).astype(float),
        ),
        options={"mip_rel_gap": GAP, "node_limit": MOST_NODES},
    )
    moved = np.zeros(len(start)) if answer.x is None else answer.x[:-1]
    found = [k + round(float(d)) for k, d in zip(start, moved, strict=True)]
    done = answer.status == 0
    bound = 0.0 if done else -answer.mip_dual_bound * float(scale)
    return found, bound


def _in_order(lots: Lots, found: list[int]) -> list[int]:
    """Return the same lots with segments that are alike filled in their order."""
    result = list(found)
    alike: dict[tuple[int, int, Fraction], list[int]] = {}
    for i, key in enumerate(zip(lots.size, lots.weight, lots.value, strict=True)):
        alike.setdefault(key, []).append(i)
    for group in alike.values():
        left = sum(found[i] for i in group)
        for i in group:
            result[i] = min(left, lots.most[i])
            left -= result[i]
    return result
