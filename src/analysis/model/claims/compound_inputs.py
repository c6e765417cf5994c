"""Numbers of claims and their amounts, from the forms they may be given in."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from typing import Any, NamedTuple

import numpy as np

MOST_POINTS = 2**24
BEYOND = 1e-18  # probability that may be left out at the far end
SUMS_TO_ONE = 1e-9
LEFT_OUT = 1e-6  # of a severity's second moment, beyond its last point


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


def cost_of(severity: Any, step: float | None) -> tuple[np.ndarray, float]:
    """Return the probabilities of the amounts 0, step, 2 step, ..., and the step.

    Raises ValueError for what is no distribution of amounts on such a grid.
    """
    if step is not None and not 0 < number(step, "step") < math.inf:
        raise ValueError(f"step is {step}: it must be above 0")
    grid = 1.0 if step is None else float(step)
    if is_frozen(severity):
        return frozen_cost(severity, step), grid
    pair = as_pair(severity)
    if not pair and is_row(severity):
        return probabilities(severity, "claim amounts"), grid
    values, chances = pair or ([severity], [1.0])
    amounts = numbers(values, "claim amount")
    grid = common_step(amounts) if step is None else grid
    return dense(amounts, chances, grid, "claim amount"), grid


def frozen_cost(cost: Any, step: float | None) -> np.ndarray:
    """Return a frozen distribution of amounts on the grid."""
    if hasattr(cost, "pmf"):
        return tabled(cost, "claim amount")
    if step is None:
        raise ValueError("a continuous severity has no grid of its own: give step")
    return discretised(cost, float(step))


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


def discretised(cost: Any, step: float) -> np.ndarray:
    """Return a continuous severity on the grid, each cell shared between its ends.

    From a cell of probability P with area A under the survival function, and survival
    s at its upper end, A / step - s goes to that end and the rest of P to the lower
    one: the mean, the sum of all A, stays. The cell that Gauss's rule integrates worst
    takes what is missing to it. Raises ValueError for what has no finite variance or
    reaches below 0.
    """
    mean, variance = (float(moment) for moment in cost.stats("mv"))
    if not math.isfinite(mean + variance):
        raise ValueError("the severity has no finite mean and variance: cap it")
    if cost.support()[0] < 0:
        raise ValueError("the severity may be negative: it must start at 0 or above")
    ends = step * np.arange(
        allowed(np.ceil(largest(cost, mean**2 + variance) / step)) + 1
    )
    rough, area = (areas(cost, ends, nodes) for nodes in (2, 6))
    area[np.argmax(abs(area - rough))] += mean - area.sum()
    survival = cost.sf(ends)
    upper = area / step - survival[1:]
    table = np.append(-np.diff(survival) - upper, survival[-1])
    table[1:] += upper
    table = probabilities(np.maximum(table, 0), "claim amounts")
    if abs(table @ ends - mean) > SUMS_TO_ONE * mean:
        raise ValueError(
            f"a step of {step:g} is too coarse for the severity: refine it"
        )
    return table


def largest(cost: Any, square: float) -> float:
    """Return the amount beyond which hardly anything of the second moment lies."""
    top = min(float(cost.isf(1e-16)), float(cost.support()[1]))
    while math.isfinite(top) and cost.sf(top) * top**2 > LEFT_OUT * square:
        top *= 1.2
    return top


def areas(cost: Any, ends: np.ndarray, nodes: int) -> np.ndarray:
    """Return the area under the survival function, cell by cell (Gauss-Legendre)."""
    places, weights = np.polynomial.legendre.leggauss(nodes)
    widths = np.diff(ends) / 2
    return sum(
        weight * widths * cost.sf(ends[:-1] + widths * (1 + place))
        for place, weight in zip(places, weights, strict=True)
    )


def common_step(amounts: np.ndarray) -> float:
    """Return the largest step that divides every amount; 1 where all are 0."""
    if (amounts == np.rint(amounts)).all() and abs(amounts).max() < 2**53:
        return float(np.gcd.reduce(amounts.astype(np.int64)) or 1)
    exact = [Fraction(str(amount)) for amount in amounts.tolist()]
    below = math.lcm(*(amount.denominator for amount in exact))
    return float(Fraction(math.gcd(*(int(amount * below) for amount in exact)), below))


def allowed(points: float) -> int:
    """Return the number of points of a grid, if memory holds it."""
    if not points <= MOST_POINTS:
        raise ValueError(
            f"the grid would need {points:.3g} points, more than {MOST_POINTS}:"
            " choose a larger step"
        )
    return int(points)


def probabilities(values: Any, of_what: str) -> np.ndarray:
    """Return probabilities that add to 1 exactly, if they do but for rounding."""
    found = numbers(values, "probability")
    if found.min() < 0:
        raise ValueError(
            f"a probability of the {of_what} is {found.min():g}: none is negative"
        )
    if abs(found.sum() - 1) > SUMS_TO_ONE:
        raise ValueError(
            f"the probabilities of the {of_what} add to {found.sum():.10g}: they must"
            " add to 1"
        )
    return found / found.sum()


def numbers(values: Any, name: str) -> np.ndarray:
    """Return a row of finite numbers."""
    try:
        found = np.array(values, dtype=float)
    except (TypeError, ValueError):
        found = np.full(1, np.nan)
    if found.ndim != 1 or not found.size or not np.isfinite(found).all():
        raise ValueError(f"a {name} is no finite number: give one row of such numbers")
    return found


def number(value: Any, name: str) -> float:
    """Return a finite number."""
    try:
        found = float(value)
    except (TypeError, ValueError):
        found = math.nan
    if not math.isfinite(found):
        raise ValueError(f"{name} is {value!r}: it must be a finite number")
    return found
