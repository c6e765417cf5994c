"""How the work grows: in draws, years and regions; 27 scenarios at once; pairs."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Sequence
from itertools import product

import numpy as np

from analysis.model.projection.totals import totals
from analysis.model.totals import STATISTICS
from analysis.scenario.schema import Scenario
from benchmarks.measure import PAIRS, Row, seconds, share, timed
from benchmarks.scenarios import ADDED, twelve

DRAWS, YEARS = (3_000, 30_000), (10, 40)
REGIONS = ("3672", "3273", "3573", "7371", "1271", "6471", "5171", "8171")
REGION_DRAWS, REGION_YEARS = 1_000, 10
SEEDS, PAIR_DRAWS, PAIR_YEARS = 48, 1_000, 5
WATCHED = ("balancing_tariff_idr_m", "claims_idr", "contributions_idr")


def rows() -> list[Row]:
    """Return what was reached of the targets of this group."""
    return [
        together(),
        slope("growth_draws", DRAWS, lambda draws: [twelve(draws, 10)]),
        slope("growth_years", YEARS, lambda years: [twelve(2_000, years)]),
        slope("growth_regions", (1, len(REGIONS)), in_regions),
        antithetic(),
    ]


def variants() -> list[Scenario]:
    """Return 27 scenarios of one region: coverage x turnover x growth of revenue."""
    found = []
    for coverage, turnover, growth in product(
        (0.4, 0.6, 0.8), (0.05, 0.1, 0.2), (0.02, 0.045, 0.07)
    ):
        changed = {f"segments.{g}.path.coverage": coverage for g in ADDED[:4]}
        changed |= {f"segments.{g}.turnover_y": turnover for g in ADDED[:4]}
        changed["budget.growth_y"] = growth
        found.append(twelve(REGION_DRAWS, REGION_YEARS, **changed))
    return found


def together() -> Row:
    """Return the row of 27 scenarios in one call; first, that nothing differs."""
    given = variants()
    at_once, apart = totals(given), [totals([one])[0] for one in given]
    for one, other in zip(at_once, apart, strict=True):
        if not np.array_equal(one.values, other.values, equal_nan=True):
            raise AssertionError("a scenario differs from itself in company")
    memo: dict = {}
    pairs = timed(lambda: totals(given), lambda: [totals([one]) for one in given])
    kept_s = seconds(lambda: [totals([one], memo=memo) for one in given])
    ours_s = statistics.median(pair.ours for pair in pairs)
    told = (
        f"{len(given)} scenarios of twelve groups, {REGION_YEARS} years,"
        f" {REGION_DRAWS:,} draws; {ours_s / kept_s:.2f} of calls that share what they"
        " look up. Equal to the last digit."
    )
    return share("scenarios_27", pairs, remark=told)


def in_regions(count: int) -> list[Scenario]:
    """Return the same scenario in so many regions."""
    codes = REGIONS[:count]
    return [twelve(REGION_DRAWS, REGION_YEARS, region=code) for code in codes]


def slope(id_: str, sizes: Sequence[int], made: Callable[[int], list[Scenario]]) -> Row:
    """Return the row of growth: log of seconds by log of size, small and large."""
    small, large = (made(size) for size in sizes)

    def run(scenarios: list[Scenario]) -> None:
        for one in scenarios:
            totals([one])

    pairs = timed(lambda: run(large), lambda: run(small), times=(1, 2))
    width = math.log(sizes[1] / sizes[0])
    slopes = tuple(math.log(pair.ours / pair.theirs) / width for pair in pairs)
    large_s, small_s = (statistics.median(side) for side in zip(*pairs, strict=True))
    told = f"from {sizes[0]:,} (alternative) to {sizes[1]:,} (ours)"
    return Row(id_, slopes, large_s, small_s, remark=told)


def antithetic() -> Row:
    """Return how many plain draws have the error of one of a pair.

    The variance over seeds, plain over antithetic, of the mean of a variable that rests
    on parameters alone; parts of the seeds give the values. Chance of claims is not
    drawn in pairs, so what holds it gains less.
    """
    given = [twelve(PAIR_DRAWS, PAIR_YEARS, seed=seed) for seed in range(1, SEEDS + 1)]
    memo: dict = {}
    plain, pairs = (
        np.array([_statistics(one, memo, pairs=pairs) for one in given])
        for pairs in (False, True)
    )
    gain = plain.var(0, ddof=1) / pairs.var(0, ddof=1)
    parts = zip(
        *(np.array_split(one[:, 0], PAIRS) for one in (plain, pairs)), strict=True
    )
    values = tuple(float(a.var(ddof=1) / b.var(ddof=1)) for a, b in parts)
    told = "; ".join(
        f"`{name}` mean {mean:.2g}, 95 % quantile {p95:.2g}"
        for name, mean, p95 in zip(WATCHED, gain[::2], gain[1::2], strict=True)
    )
    return Row(
        "antithetic",
        values,
        remark=f"Mean of `{WATCHED[0]}` of year {PAIR_YEARS}, {PAIR_DRAWS:,} draws,"
        f" {SEEDS} seeds in {PAIRS} parts. All seeds together: {told}.",
    )


def _statistics(scenario: Scenario, memo: dict, *, pairs: bool) -> list[float]:
    """Return mean and 95 % quantile of each watched variable in the last year."""
    found = totals([scenario], memo=memo, antithetic=pairs)[0]
    rows = {label.variable: row for row, label in reversed([*enumerate(found.labels)])}
    columns = [STATISTICS.index(name) for name in ("mean", "p95")]
    return [
        float(found.values[rows[name], -1, column])
        for name in WATCHED
        for column in columns
    ]
