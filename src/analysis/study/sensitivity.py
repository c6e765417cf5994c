"""What moves a result: indices of Sobol by input, and one input at a time (tornado)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import numpy as np

LOW, HIGH = 0.1, 0.9  # percentiles of a tornado
LEAST_POINTS = 2


class Uncertain(Protocol):
    """An input as `analysis.quantity.Quantity`: a centre and draws from uniforms."""

    @property
    def central(self) -> Fraction:
        """Return the value of the central path."""

    def draws(self, uniform: np.ndarray) -> np.ndarray:
        """Return values from numbers between 0 and 1."""


Range = Sequence[float] | Uncertain
Ranges = Mapping[str, Range] | Sequence[Range]
Function = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True, eq=False)
class Indices:
    """Shares of the variance of a result by input, arrays (input,), and intervals.

    ``first``: of the input alone; ``total``: with all its interactions;
    ``first_interval`` and ``total_interval`` (2, input): ends of the bootstrap interval
    of ``level``; ``variance`` of the result.
    """

    names: tuple[str, ...]
    first: np.ndarray
    total: np.ndarray
    first_interval: np.ndarray
    total_interval: np.ndarray
    level: float
    variance: float


@dataclass(frozen=True)
class Bar:
    """Result at the low and at the high value of one input, the others central."""

    name: str
    low_input: float
    high_input: float
    low: float
    high: float
    swing: float


@dataclass(frozen=True)
class Tornado:
    """Result at the central values, and the bars from the widest to the narrowest."""

    base: float
    bars: tuple[Bar, ...]


def sobol(
    function: Function,
    ranges: Ranges,
    n: int,
    seed: int,
    *,
    level: float = 0.9,
    resamples: int = 200,
) -> Indices:
    """Return first-order and total indices of Sobol by scipy.stats.sobol_indices::

        S_i = Var(E[y | x_i]) / Var(y),  T_i = E[Var(y | x without x_i)] / Var(y)

    ``function`` takes inputs (input, point) in the order of ``ranges`` and returns
    results (point,); it is called with n (d + 2) points in all. ``ranges`` by name, or
    in a row: (low, high) for uniform, or a Quantity. ``n`` is a power of two; the same
    seed gives the same indices. Intervals are bootstrap percentiles over the points.

    The inputs are drawn independently of each other: for correlated ones the indices
    are not valid. The caller groups those, as one range (0, 1) from which ``function``
    works out all of them. A result that never moves has indices of 0. Raises ValueError
    where n is no power of two, a range is empty, or a result is not finite.
    Source: Saltelli et al. (2010), Computer Physics Communications 181.
    """
    from scipy import stats

    names, inputs = _inputs(ranges)
    if n < LEAST_POINTS or n & (n - 1):
        raise ValueError(f"n is {n}: give a power of two, such as {_nearest_power(n)}")
    sample = _evaluated(function, inputs, n, seed)
    spread = float(np.var(np.concatenate([sample["f_A"], sample["f_B"]])))
    if spread == 0:
        nothing = np.zeros((2, len(names)))
        return Indices(names, nothing[0], nothing[0], nothing, nothing, level, spread)
    found = stats.sobol_indices(func=sample, n=n)
    first, total = _resampled(sample, n, seed, resamples)
    ends = [(1 - level) / 2, (1 + level) / 2]
    return Indices(
        names=names,
        first=found.first_order,
        total=found.total_order,
        first_interval=np.quantile(first, ends, axis=0),
        total_interval=np.quantile(total, ends, axis=0),
        level=level,
        variance=spread,
    )


def tornado(
    function: Function,
    ranges: Ranges,
    *,
    low: float = LOW,
    high: float = HIGH,
) -> Tornado:
    """Return what a result does when one input at a time is low and high.

    ``function`` and ``ranges`` as in ``sobol``; low and high are percentiles (p10 and
    p90) of each input, the others at their central value (the middle of a range). The
    swing is the largest less the smallest of low, base and high, so that a result which
    turns back is not hidden. Inputs that move together are the caller's to group.
    Raises ValueError where a range is empty or a result is not finite.
    """
    names, inputs = _inputs(ranges)
    centre = np.array([_central(given) for given in inputs])
    points = np.repeat(centre[:, None], 2 * len(inputs) + 1, axis=1)
    ends = [_inverse(given, np.array([low, high])) for given in inputs]
    for i, pair in enumerate(ends):
        points[i, [2 * i + 1, 2 * i + 2]] = pair
    base, *rest = (float(y) for y in _results(function, points))
    bars = [
        Bar(
            name,
            *(float(x) for x in ends[i]),
            *(rest[2 * i], rest[2 * i + 1]),
            swing=max(base, *rest[2 * i : 2 * i + 2])
            - min(base, *rest[2 * i : 2 * i + 2]),
        )
        for i, name in enumerate(names)
    ]
    return Tornado(base, tuple(sorted(bars, key=lambda bar: -bar.swing)))


def _inputs(ranges: Ranges) -> tuple[tuple[str, ...], list[Range]]:
    if not len(ranges):
        raise ValueError("there are no inputs: name at least one range")
    if not isinstance(ranges, Mapping):
        ranges = {f"x{i}": given for i, given in enumerate(ranges, start=1)}
    for name, given in ranges.items():
        if not hasattr(given, "draws") and not _is_range(given):
            raise ValueError(
                f"the range of {name} is {given}: give a lower and a higher number"
            )
    return tuple(ranges), list(ranges.values())


def _is_range(given: Sequence[float]) -> bool:
    return len(given) == 2 and np.isfinite(given).all() and given[0] <= given[1]


def _nearest_power(n: int) -> int:
    return max(LEAST_POINTS, 2 ** round(np.log2(max(n, LEAST_POINTS))))


def _central(given: Range) -> float:
    if hasattr(given, "draws"):
        return float(given.central)
    return (given[0] + given[1]) / 2


def _inverse(given: Range, uniform: np.ndarray) -> np.ndarray:
    if hasattr(given, "draws"):
        return given.draws(uniform)
    return given[0] + (given[1] - given[0]) * uniform


def _results(function: Function, points: np.ndarray) -> np.ndarray:
    found = np.asarray(function(points), dtype=float)
    if found.shape != points.shape[1:]:
        raise ValueError(
            f"the function gave {found.shape} results for {points.shape[1]} points: "
            "it takes (input, point) and returns one result a point"
        )
    if not np.isfinite(found).all():
        raise ValueError("a result is not a finite number: narrow the ranges")
    return found


def _evaluated(
    function: Function, inputs: list[Range], n: int, seed: int
) -> dict[str, np.ndarray]:
    """Return results at A, at B, and at A with one input each from B."""
    from scipy.stats import qmc

    size = len(inputs)
    uniform = qmc.Sobol(2 * size, rng=np.random.default_rng([seed, 2])).random(n).T
    a, b = (
        np.array([_inverse(x, u) for x, u in zip(inputs, part, strict=True)])
        for part in (uniform[:size], uniform[size:])
    )
    mixed = np.repeat(a[None], size, axis=0)
    mixed[np.arange(size), np.arange(size)] = b
    return {
        "f_A": _results(function, a),
        "f_B": _results(function, b),
        "f_AB": np.stack([_results(function, points) for points in mixed]),
    }


def _resampled(
    sample: dict[str, np.ndarray], n: int, seed: int, resamples: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return indices of points drawn again with replacement, (resample, input) each."""
    from scipy import stats

    rng = np.random.default_rng([seed, 1])
    first, total = [], []
    for _ in range(resamples):
        again = rng.integers(0, n, n)
        drawn = {key: values[..., again] for key, values in sample.items()}
        found = stats.sobol_indices(func=drawn, n=n)
        first.append(found.first_order)
        total.append(found.total_order)
    return np.array(first), np.array(total)
