"""What a choice is made from: whole people and exact amounts, refused where wrong."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Problem:
    """A choice to be made: tuples by segment, amounts exact."""

    members: tuple[int, ...]
    cost: tuple[Fraction, ...]
    value: tuple[Fraction, ...]
    ceiling: Fraction
    divisible: bool
    least: tuple[int, ...]
    reach: tuple[int, ...]
    total: int


def problem_of(
    members: ArrayLike,
    unit_cost: ArrayLike,
    unit_value: ArrayLike,
    ceiling: float,
    divisible: bool,
) -> Problem:
    """Return the problem without a floor or a limit of administration."""
    people = people_of(members, "members", None)
    size = len(people)
    (limit,) = amounts([ceiling], "the ceiling", 1)
    return Problem(
        members=people,
        cost=amounts(unit_cost, "unit_cost", size),
        value=amounts(unit_value, "unit_value", size),
        ceiling=limit,
        divisible=bool(divisible),
        least=(0,) * size,
        reach=people,
        total=sum(people),
    )


def constrained(
    problem: Problem, least: ArrayLike, reach: ArrayLike | None, total: int | None
) -> Problem:
    """Return it with who must stay, and how many administration can newly enrol."""
    size = len(problem.members)
    floor = people_of(least, "least", size)
    over = [i for i in range(size) if floor[i] > problem.members[i]]
    if over:
        raise ValueError(
            f"least is {floor[over[0]]} of {problem.members[over[0]]} members in "
            f"segment {over[0] + 1}: nobody can be kept who is not there, lower it"
        )
    return replace(
        problem,
        least=floor,
        reach=problem.reach if reach is None else people_of(reach, "reach", size),
        total=problem.total
        if total is None
        else people_of([total], "reach_total", 1)[0],
    )


def amounts(given: ArrayLike, what: str, size: int) -> tuple[Fraction, ...]:
    """Return decimals as written, by segment; ValueError where one is no amount."""
    values = np.atleast_1d(np.asarray(given, dtype=object))
    if len(values) == 1 and size > 1:
        values = np.repeat(values, size)
    if values.ndim != 1 or len(values) != size:
        raise ValueError(
            f"{what} has {values.size} values for {size} segments: give one for each"
        )
    wrong = [v for v in values if not (math.isfinite(v) and v >= 0)]
    if wrong:
        raise ValueError(
            f"{what} must be numbers of at least 0, found {wrong[0]}: correct it"
        )
    return tuple(Fraction(str(v)) for v in values)


def people_of(given: ArrayLike, what: str, size: int | None) -> tuple[int, ...]:
    """Return whole people by segment; ValueError where a number is none."""
    count = np.atleast_1d(np.asarray(given, dtype=object)).size
    found = amounts(given, what, count if size is None else size)
    parts = [number for number in found if number.denominator != 1]
    if parts:
        raise ValueError(f"{what} must be whole people, found {float(parts[0]):g}")
    return tuple(number.numerator for number in found)


def affordable(problem: Problem) -> None:
    """Raise ValueError where those who must stay cost more than the ceiling."""
    needed = total_of(problem.cost, problem.least)
    if needed > problem.ceiling:
        raise ValueError(
            f"the people who must stay cost Rp{math.ceil(needed):,} and the ceiling is "
            f"Rp{math.floor(problem.ceiling):,}: raise it by "
            f"Rp{math.ceil(needed - problem.ceiling):,} or lower the least"
        )


def total_of(unit: Sequence[Fraction], people: Sequence[int]) -> Fraction:
    """Return the sum of people times what each costs or is worth."""
    return sum((u * x for u, x in zip(unit, people, strict=True)), Fraction(0))
