"""Whom to cover first under a ceiling: the people by segment that are worth most."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analysis.model.priority.problem import (
    Problem,
    affordable,
    constrained,
    problem_of,
    total_of,
)
from analysis.model.priority.search import solved


@dataclass(frozen=True, eq=False)
class Price:
    """What the best value gains where one constraint gives way and the others hold.

    ``ceiling``: value per rupiah, of ``step_idr`` more money; ``least`` (segment,):
    value of one person less who must stay; ``reach`` (segment,) and ``reach_total``:
    value of one person more whom administration can enrol.
    """

    ceiling: float
    step_idr: int
    least: np.ndarray
    reach: np.ndarray
    reach_total: float


@dataclass(frozen=True, eq=False)
class Choice:
    """People chosen and left out by segment, what they cost and are worth.

    ``cost`` in rupiah, exact (a whole number where the unit costs are whole);
    ``value`` in the units of the unit value; ``unproven``: at most so much more value
    can exist, 0 where the search went to its end (to 1e-9 of the value).
    """

    people: np.ndarray
    left_out: np.ndarray
    cost: int | Fraction
    value: float
    unproven: float
    price: Price


def choose(
    members: ArrayLike,
    unit_cost: ArrayLike,
    unit_value: ArrayLike,
    ceiling: float,
    divisible: bool,
    *,
    least: ArrayLike = 0,
    reach: ArrayLike | None = None,
    reach_total: int | None = None,
    step_idr: int | None = None,
) -> Choice:
    """Return the people by segment whose cover is worth most under the ceiling::

        max sum_s unit_value_s x_s,  sum_s unit_cost_s x_s <= ceiling,
        least_s <= x_s <= members_s,  x_s - least_s <= reach_s,
        sum_s (x_s - least_s) <= reach_total

    Arrays by segment: ``members`` and ``least`` (today's number, nobody is dropped)
    whole people, ``unit_cost`` rupiah per person of the budget year, ``unit_value``
    any unit per person (at least 0; a segment worth nothing stays at its least).
    ``divisible``: whole people; else a segment is at its least or whole. ``reach``:
    most people administration can newly enrol, by segment and in all. Segments of equal
    cost and value (and size, unless divisible) are filled in the order given.

    Whole people have no duals, so ``price`` solves again with one unit more of each
    constraint; of money with ``step_idr`` (default: the dearest person left out, or
    segment where it is all or nothing). Raises ValueError for what is no number of
    people or money, and where the least alone passes the ceiling.
    """
    problem = problem_of(members, unit_cost, unit_value, ceiling, divisible)
    problem = constrained(problem, least, reach, reach_total)
    affordable(problem)
    people, unproven = solved(problem)
    left = [m - x for m, x in zip(problem.members, people, strict=True)]
    step = _step(problem, left) if step_idr is None else step_idr
    if not step >= 1:
        raise ValueError(f"step_idr is {step}: price at least one rupiah more")
    cost = total_of(problem.cost, people)
    return Choice(
        people=np.array(people, dtype=np.int64),
        left_out=np.array(left, dtype=np.int64),
        cost=cost.numerator if cost.denominator == 1 else cost,
        value=float(total_of(problem.value, people)),
        unproven=unproven,
        price=_prices(problem, people, step),
    )


def _step(problem: Problem, left: Sequence[int]) -> int:
    wanted = [
        c if problem.divisible else c * n
        for c, v, n in zip(problem.cost, problem.value, left, strict=True)
        if n and v
    ]
    return max(1, math.ceil(max(wanted, default=0)))


def _prices(problem: Problem, people: Sequence[int], step: int) -> Price:
    """Solve again with one unit more of each constraint; what is loose costs nothing.

    Who need not stay frees money but no place in the total: it counts new people.
    """
    worth = total_of(problem.value, people)
    size = range(len(people))

    def gain(**changed: Any) -> float:
        other, _ = solved(replace(problem, **changed))
        return max(0.0, float(total_of(problem.value, other) - worth))

    def reached(i: int) -> float:
        new = people[i] - problem.least[i]
        spare = problem.members[i] - people[i]
        tied = spare and (new == problem.reach[i] or not problem.divisible)
        return gain(reach=_moved(problem.reach, i, 1)) if tied else 0.0

    def kept(i: int) -> float:
        if not problem.least[i] == people[i] > 0:
            return 0.0
        least = _moved(problem.least, i, -1)
        return gain(least=least, reach=_moved(problem.reach, i, 1))

    return Price(
        ceiling=gain(ceiling=problem.ceiling + step) / step,
        step_idr=step,
        least=np.array([kept(i) for i in size]),
        reach=np.array([reached(i) for i in size]),
        reach_total=gain(total=problem.total + 1),
    )


def _moved(values: tuple[int, ...], i: int, by: int) -> tuple[int, ...]:
    return (*values[:i], values[i] + by, *values[i + 1 :])
