"""Numbers of claims and their amounts, from the forms they may be given in."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from typing import Any, NamedTuple

import numpy as np

from analysis.model.claims.compound_cells import discretised
from analysis.model.claims.compound_numbers import (
    MOST_POINTS,
    allowed,
    number,
    numbers,
    probabilities,
)

BEYOND = 1e-18  # probability that may be left out at the far end


class Count(NamedTuple):
    """A number of claims: ln of its generating function, its largest value."""

    log_pgf: Callable[[np.ndarray], np.ndarray]
    most: float


def count_of(frequency: Any) -> Count:
    """Return a number of claims from any of the forms `aggregate_distribution` takes.

    Raises ValueError for what is no distribution of a number.
    """
    if is_frozen(frequency):
        return frozen_count(frequency)
    pair = as_pair(frequency)
    if pair:
        return listed(dense(*pair, 1.0, "claim number"))
    if is_row(frequency):
        return listed(probabilities(frequency, "claim numbers"))
    mean = number(frequency, "the mean number of claims")
    if mean < 0:
        raise ValueError(f"the mean number of claims is {mean}: it must be at least 0")
    return Count(poisson(mean), math.inf if mean else 0)


def poisson(mu: float) -> Callable[[np.ndarray], np.ndarray]:
    """Return ln of ``exp(mu (z - 1))``."""
    return lambda z: mu * (z - 1)


def nbinom(n: float, p: float) -> Callable[[np.ndarray], np.ndarray]:
    """Return ln of ``(1 + (1 - p) / p (1 - z))^-n``."""
    return lambda z: -n * np.log1p((1 - p) / p * (1 - z))


def binom(n: float, p: float) -> Callable[[np.ndarray], np.ndarray]:
    """Return ln of ``(1 + p (z - 1))^n``."""
    return lambda z: n * np.log1p(p * (z - 1))


def frozen_count(count: Any) -> Count:
    """Return a frozen distribution's number of claims, in closed form where known."""
    if not hasattr(count, "pmf"):
        raise ValueError(
            f"{count.dist.name} is no number of claims: give a discrete one"
        )
    known = {"poisson": poisson, "nbinom": nbinom, "binom": binom}
    closed = known.get(count.dist.name)
    given = parameters(count)
    if closed is None or given.pop("loc", 0):
        return listed(tabled(count, "claim number"))
    return Count(closed(**given), float(count.support()[1]))


def parameters(count: Any) -> dict[str, float]:
    """Return the parameters of a frozen distribution by name."""
    shapes = (count.dist.shapes or "").replace(" ", "").split(",")
    names = (*filter(None, shapes), "loc")
    named = dict(zip(names, count.args, strict=False)) | count.kwds
    if not np.isfinite(count.mean()):
        raise ValueError(f"{count.dist.name} with {named} is no distribution")
    return {name: number(value, name) for name, value in named.items()}


def listed(chances: np.ndarray) -> Count:
    """Return the number of claims with these probabilities of 0, 1, 2, ... claims.

    Its generating function, less 1, is ::

        (z - 1) (P(N > 0) + P(N > 1) z + P(N > 2) z^2 + ...)
    """
    more = np.cumsum(chances[:0:-1])  # P(N > n) from the largest n down

    def log_pgf(z: np.ndarray) -> np.ndarray:
        return np.log1p((z - 1) * reduce(lambda sum_, p: sum_ * z + p, more, 0 * z))

    return Count(log_pgf, len(chances) - 1)


def tabled(frozen: Any, name: str) -> np.ndarray:
    """Return the probabilities of 0, 1, 2, ... of a frozen discrete distribution."""
    low, high = frozen.support()
    if not low >= 0:
        raise ValueError(f"the smallest {name} is {low}: it must be at least 0")
    last = np.ceil(min(high, frozen.mean() + 10 * frozen.std() + 20))
    while last < high and last <= MOST_POINTS and frozen.pmf(last) > BEYOND:
        last = min(high, 2 * last)
    return probabilities(frozen.pmf(np.arange(allowed(last + 1))), f"{name}s")


def cost_of(
    severity: Any, step: float | None, up_to: float = math.inf
) -> tuple[np.ndarray, float]:
    """Return the probabilities of the amounts 0, step, 2 step, ..., and the step.

    Amounts above ``up_to`` are left out: the probabilities then add to less than 1.
    Raises ValueError for what is no distribution of amounts on such a grid.
    """
    if step is not None and not 0 < number(step, "step") < math.inf:
        raise ValueError(f"step is {step}: it must be above 0")
    grid = 1.0 if step is None else float(step)
    if is_frozen(severity):
        table = frozen_cost(severity, step, up_to)
    else:
        pair = as_pair(severity)
        if not pair and is_row(severity):
            table = probabilities(severity, "claim amounts")
        else:
            values, chances = pair or ([severity], [1.0])
            amounts = numbers(values, "claim amount")
            grid = common_step(amounts) if step is None else grid
            table = dense(amounts, chances, grid, "claim amount")
    return (table if up_to == math.inf else table[: points_to(up_to, grid)]), grid


def points_to(up_to: float, step: float) -> int:
    """Return how many points of the grid reach ``up_to``, the first one at 0."""
    return allowed(math.ceil(up_to / step - 1e-9) + 1)


def frozen_cost(cost: Any, step: float | None, up_to: float) -> np.ndarray:
    """Return a frozen distribution of amounts on the grid."""
    if hasattr(cost, "pmf"):
        return tabled(cost, "claim amount")
    if step is None:
        raise ValueError("a continuous severity has no grid of its own: give step")
    return discretised(cost, float(step), up_to)


def is_frozen(given: Any) -> bool:
    """Say whether something is a frozen distribution of scipy.stats."""
    return hasattr(given, "dist") and hasattr(given, "support")


def is_row(given: Any) -> bool:
    """Say whether something is a sequence, and no array without dimensions."""
    sized = hasattr(given, "__len__") and not isinstance(given, str)
    return sized and getattr(given, "ndim", 1) > 0


def as_pair(given: Any) -> tuple[Any, Any] | None:
    """Return values and their probabilities, or None of anything else."""
    if hasattr(given, "items"):
        pairs = list(given.items())
        return [value for value, _ in pairs], [chance for _, chance in pairs]
    if is_row(given) and len(given) == 2 and all(map(is_row, given)):
        return given[0], given[1]
    return None


def dense(values: Any, chances: Any, step: float, name: str) -> np.ndarray:
    """Return the probabilities of 0, step, 2 step, ... from those of some of them."""
    known = numbers(values, name)
    weights = probabilities(chances, f"{name}s")
    if len(known) != len(weights):
        raise ValueError(f"{len(known)} {name}s have {len(weights)} probabilities")
    if known.min() < 0:
        raise ValueError(f"a {name} is {known.min():g}: it must be at least 0")
    places = np.rint(known / step)
    off = abs(known / step - places) > 1e-9 * np.maximum(1, places)
    if off.any():
        raise ValueError(
            f"{name} {known[off][0]:g} is no multiple of {step:g}: choose a step that"
            " divides every one, or give none"
        )
    table = np.zeros(allowed(places.max() + 1))
    np.add.at(table, places.astype(int), weights)
    return table


def common_step(amounts: np.ndarray) -> float:
    """Return the largest step that divides every amount; 1 where all are 0."""
    if (amounts == np.rint(amounts)).all() and abs(amounts).max() < 2**53:
        return float(np.gcd.reduce(amounts.astype(np.int64)) or 1)
    exact = [Fraction(str(amount)) for amount in amounts.tolist()]
    below = math.lcm(*(amount.denominator for amount in exact))
    return float(Fraction(math.gcd(*(int(amount * below) for amount in exact)), below))
