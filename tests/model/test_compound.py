"""The distribution of a sum of claims, against counting, recursion, chance and algebra.

What must hold: it is the same as adding up by hand, as Panjer's recursion and as
drawing; nothing comes back around from beyond the grid; what is no distribution is
refused in a sentence.
"""

from __future__ import annotations

import math
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.model.claims.compound import (
    Aggregate,
    aggregate_distribution,
    convolve,
    mixed_poisson,
)

BENEFITS = {10: 0.05, 42: 0.95}  # million rupiah


def counted(numbers: dict, amounts: dict) -> Counter:
    """Every way to have n claims of these amounts, one by one, in exact fractions."""
    total = Counter()
    for number, chance in numbers.items():
        for drawn in product(amounts.items(), repeat=number):
            way = Fraction(chance)
            for _, share in drawn:
                way *= Fraction(share)
            total[sum(amount for amount, _ in drawn)] += way
    return total


def panjer(a: float, b: float, start: float, cost: np.ndarray, points: int):
    """The recursion for p(n) = (a + b / n) p(n - 1), P(N = 0) = start, no cost at 0."""
    found = [start]
    for s in range(1, points):
        most = min(s, len(cost) - 1)
        x = np.arange(1, most + 1)
        before = np.array(found)[s - x]
        found.append(float(((a + b * x / s) * cost[1 : most + 1]) @ before))
    return np.array(found)


def moments(count_mean, count_variance, cost_mean, cost_variance):
    return (
        count_mean * cost_mean,
        math.sqrt(count_mean * cost_variance + count_variance * cost_mean**2),
    )


def test_every_way_counted():
    numbers = {0: Fraction(1, 2), 1: Fraction(1, 4), 3: Fraction(1, 4)}
    amounts = {0: Fraction(1, 5), 2: Fraction(3, 10), 5: Fraction(1, 2)}
    exact = counted(numbers, amounts)
    found = aggregate_distribution(numbers, amounts)
    assert found.step == 1
    assert len(found.pmf) == 16
    for amount, chance in enumerate(found.pmf):
        assert chance == pytest.approx(float(exact[amount]), abs=1e-15)


def test_a_fixed_amount_is_the_count_itself():
    found = aggregate_distribution(3.5, 42_000_000)
    assert found.step == 42_000_000
    numbers = np.arange(len(found.pmf))
    assert found.pmf == pytest.approx(stats.poisson(3.5).pmf(numbers), abs=1e-15)
    for p in (0.0, 0.01, 0.5, 0.9, 0.995, 0.999999):
        expected = max(0, stats.poisson(3.5).ppf(p)) * 42_000_000
        assert found.quantile(p) == expected


@pytest.mark.parametrize(
    ("frequency", "recursion"),
    [
        (stats.poisson(2.2), (0, 2.2, math.exp(-2.2))),
        (stats.nbinom(1.7, 0.3), (0.7, 0.7 * 0.7, 0.3**1.7)),
        (stats.nbinom(n=1.7, p=0.3), (0.7, 0.7 * 0.7, 0.3**1.7)),
        (stats.binom(6, 0.4), (-2 / 3, 7 * 2 / 3, 0.6**6)),
        (stats.binom(6, p=0.4, loc=0), (-2 / 3, 7 * 2 / 3, 0.6**6)),
    ],
)
def test_the_same_as_panjers_recursion(frequency, recursion):
    cost = np.array([0, 0.2, 0.4, 0.2, 0.15, 0.05])
    found = aggregate_distribution(frequency, cost)
    expected = panjer(*recursion, cost, 60)
    size = min(60, len(found.pmf))
    assert found.pmf[:size] == pytest.approx(expected[:size], abs=1e-15)
    mean, sd = moments(frequency.mean(), frequency.var(), 2.45, 1.2475)
    assert (found.mean, found.sd) == pytest.approx((mean, sd), rel=1e-12)


def test_a_count_known_by_its_table_only():
    """Geometric from 1, a shifted Poisson, and the Poisson as a plain table."""
    cost = {1: 0.5, 4: 0.5}
    for count in (stats.geom(0.3), stats.poisson(3, loc=2), stats.randint(2, 9)):
        found = aggregate_distribution(count, cost)
        mean, sd = moments(count.mean(), count.var(), 2.5, 2.25)
        assert (found.mean, found.sd) == pytest.approx((mean, sd), rel=1e-9)
    table = stats.poisson(3).pmf(np.arange(60))
    by_table = aggregate_distribution(table, cost)
    by_name = aggregate_distribution(3, cost)
    size = min(len(by_table.pmf), len(by_name.pmf))
    assert by_table.pmf[:size] == pytest.approx(by_name.pmf[:size], abs=1e-15)
    pair = ([3, 0, 1], [0.1, 0.5, 0.4])
    by_pair, by_row = (
        aggregate_distribution(n, cost) for n in (pair, [0.5, 0.4, 0, 0.1])
    )
    assert by_pair.pmf == pytest.approx(by_row.pmf, abs=1e-16)
    scalars = (np.float64(3), np.array(3.0), Fraction(3), Decimal(3), np.int64(3))
    for three in scalars:
        assert aggregate_distribution(three, cost).pmf.tolist() == by_name.pmf.tolist()


@pytest.mark.parametrize(
    "severity",
    [
        BENEFITS,
        pd.Series(BENEFITS),
        ([42, 10], [0.95, 0.05]),
        [[10, 42, 42], [0.05, 0.5, 0.45]],
        np.array([[10, 42], [0.05, 0.95]]),
        {Decimal(10): 0.05, Decimal(42): 0.95},
        {10: Fraction(1, 20), 42: Fraction(19, 20)},
        {10_000_000: 0.05, 42_000_000: 0.95},
    ],
)
def test_the_forms_of_a_severity(severity):
    unit = 1_000_000 if isinstance(severity, dict) and 42_000_000 in severity else 1
    found = aggregate_distribution(90, severity)
    assert found.step == 2 * unit
    same = aggregate_distribution(90, BENEFITS)
    assert found.pmf == pytest.approx(same.pmf, abs=1e-15)
    assert found.quantile(0.99) == unit * same.quantile(0.99)


def test_the_step_makes_no_difference_but_to_the_grid():
    fine, coarse = (aggregate_distribution(7, BENEFITS, step=h) for h in (0.5, 2))
    assert fine.step == 0.5
    assert fine.pmf[::4][:400] == pytest.approx(coarse.pmf[:400], abs=1e-15)
    assert not np.delete(fine.pmf, np.arange(0, len(fine.pmf), 4)).max() > 1e-15
    levels = np.array([0.0, 0.5, 0.9, 0.995])
    assert fine.quantile(levels) == pytest.approx(coarse.quantile(levels))
    tenths = aggregate_distribution(7, {0.1: 0.5, 0.25: 0.5})
    assert tenths.step == 0.05
    assert tenths.mean == pytest.approx(7 * 0.175)


def test_quantiles_and_exceedance():
    found = aggregate_distribution([0.5, 0.3, 0.2], 10)
    assert [found.quantile(p) for p in (0, 0.5, 0.51, 0.8, 0.80001, 1)] == [
        *(0, 0, 10, 10, 20, 20)
    ]
    amounts = np.array([-1.0, 0, 9.99, 10, 19, 20, 1e12])
    beyond = [1, 0.5, 0.5, 0.2, 0.2, 0, 0]
    assert found.above(amounts) == pytest.approx(beyond, abs=1e-15)
    assert found.above(10) == pytest.approx(0.2)
    assert found.amounts.tolist() == [0, 10, 20]


def test_amounts_that_are_counts_themselves():
    """Poisson(3) groups of Poisson(2), 5 each (Neyman type A)."""
    found = aggregate_distribution(3, stats.poisson(2), step=5)
    assert found.step == 5
    assert found.pmf[0] == pytest.approx(math.exp(3 * (math.exp(-2) - 1)))
    mean, sd = moments(3, 3, 2, 2)
    assert (found.mean, found.sd) == pytest.approx((5 * mean, 5 * sd), rel=1e-12)


def test_no_claims_at_all():
    for none in (0, [1.0], stats.poisson(0), stats.binom(9, 0.0), {0: 1.0}):
        found = aggregate_distribution(none, BENEFITS)
        assert found.pmf.tolist() == [1]
        assert (found.mean, found.sd, found.quantile(0.99)) == (0, 0, 0)
    for nothing in (0, [1.0], {0: 1.0}, stats.poisson(0)):
        assert aggregate_distribution(5, nothing).pmf.tolist() == [1]


@pytest.mark.parametrize("mean", [1e-12, 1e-6, 0.01, 1, 100, 10_000, 300_000])
def test_nothing_comes_around_and_moments_are_exact(mean):
    """From one claim in a million million years to hundred thousands a year."""
    found = aggregate_distribution(mean, BENEFITS)
    square = 0.05 * 100 + 0.95 * 42**2
    assert found.mean == pytest.approx(mean * 40.4, rel=1e-9)
    assert found.sd == pytest.approx(math.sqrt(mean * square), rel=1e-9)
    assert found.pmf.min() >= 0
    assert found.pmf.sum() == pytest.approx(1, abs=1e-14)
    assert found.pmf[0] == pytest.approx(math.exp(-mean), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("cv", [0.05, 0.5, 2.0])
def test_heavy_counts_stay_on_the_grid(cv):
    found = aggregate_distribution(mixed_poisson(50, cv), {1: 0.5, 3: 0.5})
    mean, sd = moments(50, 50 + (50 * cv) ** 2, 2, 1)
    assert (found.mean, found.sd) == pytest.approx((mean, sd), rel=1e-9)


def test_a_fair_coin():
    """A generating function that is 0 somewhere: its logarithm is not there."""
    for tosses in (7, 11, 15, 64):
        found = aggregate_distribution(stats.binom(tosses, 0.5), 1)
        ways = [math.comb(tosses, heads) / 2**tosses for heads in range(tosses + 1)]
        size = len(found.pmf)
        assert found.pmf == pytest.approx(ways[:size], abs=1e-15)
        assert tosses + 1 - 5 <= size <= tosses + 1


def test_many_small_amounts_and_one_very_large():
    """More amounts than the bound is worked out with: they are rounded up."""
    cost = {1: 1 - 1e-9, 20_480: 1e-9}
    found = aggregate_distribution(100_000, cost, step=1)
    first, second = 1 + 1e-9 * 20_479, 1 + 1e-9 * (20_480**2 - 1)
    assert found.mean == pytest.approx(1e5 * first, rel=1e-8)
    assert found.sd == pytest.approx(math.sqrt(1e5 * second), rel=1e-6)


def test_thinning():
    """Claims that cost nothing in half the cases are half as many claims."""
    thinned = aggregate_distribution(8, {0: 0.5, 3: 0.3, 7: 0.2})
    fewer = aggregate_distribution(4, {3: 0.6, 7: 0.4})
    size = min(len(thinned.pmf), len(fewer.pmf))
    assert thinned.pmf[:size] == pytest.approx(fewer.pmf[:size], abs=1e-15)


def test_convolution_of_independent_parts():
    """Two compound Poissons are one of the mixed amounts; the grids need not agree."""
    deaths = aggregate_distribution(3, {10: 0.2, 42: 0.8})
    accidents = aggregate_distribution(12, {3: 0.9, 60: 0.1})
    together = convolve(deaths, accidents)
    mixed = {10: 0.04, 42: 0.16, 3: 0.72, 60: 0.08}
    whole = aggregate_distribution(15, mixed)
    assert (deaths.step, accidents.step, together.step) == (2, 3, 1)
    size = min(len(together.pmf), len(whole.pmf))
    assert together.pmf[:size] == pytest.approx(whole.pmf[:size], abs=1e-15)
    assert convolve(deaths).pmf == pytest.approx(deaths.pmf, abs=1e-15)
    direct = np.convolve(accidents.pmf, accidents.pmf)
    twice = convolve(accidents, accidents).pmf
    assert twice == pytest.approx(direct[: len(twice)], abs=1e-15)


def test_a_mixture_of_poissons_is_what_it_says():
    """Integrated over the gamma rate, number by number."""
    mean, cv = 4.0, 0.4
    rate = stats.gamma(1 / cv**2, scale=mean * cv**2)
    edges = rate.ppf(np.linspace(0, 1, 20_001))
    middles = rate.ppf((np.arange(20_000) + 0.5) / 20_000)
    assert np.diff(edges).min() > 0
    for number in range(10):
        drawn = stats.poisson(middles).pmf(number).mean()
        assert mixed_poisson(mean, cv).pmf(number) == pytest.approx(drawn, rel=2e-4)
    for same in (mixed_poisson(mean, 0), mixed_poisson(mean, 1e-9)):
        assert same.var() == same.mean() == mean
    assert mixed_poisson(0, 0.3).mean() == 0
    assert mixed_poisson(30, 1e-4).var() == pytest.approx(30 + 30**2 * 1e-8, rel=1e-9)


CONTINUOUS = [
    stats.gamma(0.05, scale=20),
    stats.gamma(1 / 1.5**2, scale=1.5**2),
    stats.gamma(5),
    stats.lognorm(1.0),
    stats.expon(0.53),
    stats.uniform(0.13, 2.31),
    stats.beta(0.5, 0.5),
    stats.weibull_min(0.7),
]


@pytest.mark.parametrize("cost", CONTINUOUS, ids=lambda cost: cost.dist.name)
def test_a_continuous_severity_keeps_its_mean(cost):
    """The second moment rises by at most step^2 / 4, on a fine grid by step^2 / 6."""
    step = 0.05
    found = aggregate_distribution(12, cost, step=step)
    assert found.mean == pytest.approx(12 * cost.mean(), rel=1e-9)
    rise = found.sd**2 / 12 - cost.var() - cost.mean() ** 2
    assert 0 <= rise <= step**2 / 4
    finer = aggregate_distribution(12, cost, step=step / 10)
    for p in (0.5, 0.9, 0.99):
        assert found.quantile(p) == pytest.approx(finer.quantile(p), abs=1.5 * step)


def test_poisson_sums_of_exponentials_by_their_series():
    """Given n claims the sum is gamma(n): F(x) = sum of P(N = n) gamma(n).cdf(x)."""
    found = aggregate_distribution(6, stats.expon(), step=0.002)
    numbers = np.arange(1, 60)
    for x in (0.5, 3, 6, 12, 20):
        exact = stats.poisson(6).pmf(numbers) @ stats.gamma(numbers).sf(x)
        between = (found.above(x - 0.002) + found.above(x)) / 2
        assert between == pytest.approx(exact, rel=1e-6)


def test_a_lognormal_tail():
    """99 % of Poisson(20) x lognormal(0, 1): 69.10786 by a transform of 2^22 points."""
    found = aggregate_distribution(20, stats.lognorm(1), step=0.02)
    assert found.quantile(0.99) == pytest.approx(69.10786, abs=0.02)
    assert found.above(69.10786) == pytest.approx(0.01, abs=2e-5)


def test_between_the_points_of_the_grid():
    """A grid of 0.05 errs by 1e-5 where its own points are 1e-3 apart."""
    found = aggregate_distribution(20, stats.lognorm(1), step=0.05, up_to=110)
    assert found.between(0.99) == pytest.approx(69.10786, rel=1e-5)
    assert found.quantile(0.99) != pytest.approx(69.10786, rel=1e-5)
    whole = aggregate_distribution(20, stats.lognorm(1), step=0.05)
    assert whole.between(0.99) == pytest.approx(found.between(0.99), rel=1e-9)
    assert whole.between(1.0) == whole.amounts[-1] + 0.025
    seldom = aggregate_distribution(0.1, stats.expon(), step=0.1)
    assert seldom.between(np.array([0.0, 0.5])).tolist() == [0, 0]


CUT = [
    (20, stats.lognorm(1), 0.05),
    (stats.nbinom(1.7, 0.3), stats.gamma(0.44, scale=5), 0.1),
    (stats.binom(6, 0.4), BENEFITS, 1),
    (6, stats.beta(2, 3), 0.01),
    (90, stats.poisson(3), 1),
]


@pytest.mark.parametrize("share", [0.02, 0.5, 1.0, 1.7])
@pytest.mark.parametrize(("frequency", "severity", "step"), CUT)
def test_a_cut_grid_is_the_whole_one_up_to_its_end(frequency, severity, step, share):
    """Also where nearly all lies beyond: nothing comes around."""
    whole = aggregate_distribution(frequency, severity, step=step)
    up_to = share * whole.mean
    cut = aggregate_distribution(frequency, severity, step=step, up_to=up_to)
    size = min(len(cut.pmf), len(whole.pmf))
    assert step * (len(cut.pmf) - 1) >= up_to > step * (len(cut.pmf) - 2)
    assert cut.pmf[:size] == pytest.approx(whole.pmf[:size], abs=1e-10)
    assert cut.beyond == pytest.approx(whole.above(cut.amounts[-1]), abs=1e-9)
    assert cut.above(up_to / 2) == pytest.approx(whole.above(up_to / 2), abs=1e-9)
    reached = 0.9 * (1 - cut.beyond)
    if reached > 1e-6:
        assert cut.quantile(reached) == whole.quantile(reached)
    if cut.beyond > 1e-6:
        past = 1 - cut.beyond / 2
        assert cut.quantile(past) == cut.between(past) == math.inf


def test_a_cut_distribution_has_no_mean_and_cannot_be_added():
    cut = aggregate_distribution(20, BENEFITS, up_to=500)
    for asked in ("mean", "sd"):
        with pytest.raises(ValueError, match="leave up_to out"):
            getattr(cut, asked)
    with pytest.raises(ValueError, match="leave up_to out"):
        convolve(cut, cut)


def test_the_same_as_drawing():
    chance = np.random.default_rng(20261122)
    count, cost = mixed_poisson(25, 0.2), stats.gamma(0.44, scale=5)
    found = aggregate_distribution(count, cost, step=0.25)
    numbers = count.rvs(400_000, random_state=chance)
    drawn = chance.gamma(0.44 * np.maximum(numbers, 1e-12), 5) * (numbers > 0)
    for p in (0.05, 0.5, 0.9, 0.99):
        share = (drawn <= found.quantile(p)).mean()
        error = math.sqrt(p * (1 - p) / len(drawn))
        assert share == pytest.approx(p, abs=5 * error + 0.004)
    assert drawn.mean() == pytest.approx(found.mean, rel=5e-3)
    assert drawn.std() == pytest.approx(found.sd, rel=1e-2)


weights = st.lists(st.integers(0, 9), min_size=1, max_size=6).filter(any)


def shares(counts: list[int]) -> np.ndarray:
    return np.array(counts) / sum(counts)


@settings(max_examples=60, deadline=None)
@given(weights, weights, st.sampled_from([1, 250, 0.5, 1_000_000]))
def test_any_table_of_numbers_and_amounts(numbers, amounts, step):
    """Against adding up convolutions, and quantiles against their definition."""
    chances, cost = shares(numbers), shares(amounts)
    found = aggregate_distribution(chances, cost, step=step)
    expected = np.zeros(len(cost) * len(chances))
    power = np.ones(1)
    for chance in chances:
        expected[: len(power)] += chance * power
        power = np.convolve(power, cost)
    assert found.step == step
    assert found.pmf == pytest.approx(expected[: len(found.pmf)], abs=1e-14)
    assert expected[len(found.pmf) :] == pytest.approx(0, abs=1e-14)
    for p in (0.03, 0.5, 0.97):
        place = round(found.quantile(p) / step)
        assert expected[: place + 1].sum() >= p - 1e-12
        assert expected[:place].sum() < p


@settings(max_examples=60, deadline=None)
@given(
    st.floats(1e-6, 400),
    st.dictionaries(st.integers(0, 60), st.integers(1, 9), min_size=1, max_size=6),
    st.sampled_from([0, 0.1, 1.0]),
)
def test_any_rate_and_amounts(mean, amounts, cv):
    """Moments by algebra; quantiles rise with the level and reach it."""
    total = sum(amounts.values())
    cost = {x: n / total for x, n in amounts.items()}
    count = mixed_poisson(mean, cv)
    found = aggregate_distribution(count, cost)
    x, p = np.array(list(cost)), np.array(list(cost.values()))
    first, second = p @ x, p @ x**2
    expected = moments(count.mean(), count.var(), first, second - first**2)
    assert (found.mean, found.sd) == pytest.approx(expected, rel=1e-8, abs=1e-12)
    assert found.pmf.min() >= 0
    assert found.pmf.sum() == pytest.approx(1, abs=1e-12)
    levels = np.linspace(0, 0.999, 23)
    amount = found.quantile(levels)
    assert (np.diff(amount) >= 0).all()
    assert (1 - found.above(amount) >= levels - 1e-12).all()


@settings(max_examples=25, deadline=None)
@given(st.floats(0.01, 40), st.floats(0.01, 40))
def test_parts_add_up(one, two):
    parts = [aggregate_distribution(mean, BENEFITS) for mean in (one, two)]
    whole = aggregate_distribution(one + two, BENEFITS)
    together = convolve(*parts)
    size = min(len(whole.pmf), len(together.pmf))
    assert together.pmf[:size] == pytest.approx(whole.pmf[:size], abs=1e-14)


def test_the_result_cannot_be_changed():
    found = aggregate_distribution(3, BENEFITS)
    with pytest.raises(ValueError, match="read-only"):
        found.pmf[0] = 1
    with pytest.raises(AttributeError):
        found.step = 2
    assert isinstance(found, Aggregate)


REFUSED = [
    (-1, BENEFITS, {}, "mean number of claims is -1"),
    (math.nan, BENEFITS, {}, "finite number"),
    (math.inf, BENEFITS, {}, "finite number"),
    ("many", BENEFITS, {}, "'many'"),
    (None, BENEFITS, {}, "None"),
    ([], BENEFITS, {}, "number"),
    ([0.5, 0.4], BENEFITS, {}, r"add to 0\.9"),
    ([1.2, -0.2], BENEFITS, {}, "negative"),
    ({1.5: 1.0}, BENEFITS, {}, "no multiple of 1"),
    ({-1: 1.0}, BENEFITS, {}, "at least 0"),
    (stats.poisson(-1), BENEFITS, {}, "poisson"),
    (stats.skellam(2, 2), BENEFITS, {}, "at least 0"),
    (stats.zipf(1.5), BENEFITS, {}, "zipf"),
    (stats.norm(9), BENEFITS, {}, "norm is no number of claims"),
    (stats.poisson, BENEFITS, {}, "finite number"),
    (3, stats.gamma, {"step": 1}, "finite number"),
    (3, aggregate_distribution(1, 5), {}, "finite number"),
    (([0, 1], [0.5, 0.6]), BENEFITS, {}, r"claim numbers add to 1\.1"),
    (3, {10: 0.5, 42: 0.4}, {}, r"add to 0\.9"),
    (3, {10: 1.5, 42: -0.5}, {}, "negative"),
    (3, {-10: 1.0}, {}, "at least 0"),
    (3, {10: 1.0}, {"step": 4}, "no multiple of 4"),
    (3, {10: 1.0}, {"step": 0}, "above 0"),
    (3, {10: 1.0}, {"step": -1}, "above 0"),
    (3, {10: 1.0}, {"step": math.nan}, "step is nan"),
    (3, {math.inf: 1.0}, {}, "finite"),
    (3, {}, {}, "amount"),
    (3, ([10, 42], [1.0]), {}, "2 claim amounts have 1"),
    (3, [[10, 42], [0.5, "half"]], {}, "probability"),
    (3, {1: 0.5, 10**9: 0.5}, {}, "larger step"),
    (1e9, BENEFITS, {}, "larger step"),
    (3, {0.1: 0.5, 1 / 3: 0.5}, {}, "larger step"),
    (3, stats.gamma(2), {}, "give step"),
    (3, BENEFITS, {"up_to": 0}, "up_to is 0: it must be above 0"),
    (3, BENEFITS, {"up_to": math.nan}, "up_to is nan"),
    (3, BENEFITS, {"up_to": 1e9, "step": 1}, "larger step"),
    (3, stats.norm(5), {"step": 1}, "negative"),
    (3, stats.pareto(1.5), {"step": 1}, "finite mean and variance"),
    (3, stats.pareto(2.1), {"step": 100}, "larger step"),
    (3, stats.gamma(2, scale=1e6), {"step": 1e-3}, "larger step"),
    (3, stats.gamma(-2), {"step": 1}, "finite mean and variance"),
]


@pytest.mark.parametrize(("frequency", "severity", "more", "says"), REFUSED)
def test_what_is_no_distribution_is_refused(frequency, severity, more, says):
    with pytest.raises(ValueError, match=says):
        aggregate_distribution(frequency, severity, **more)


def test_other_refusals():
    found = aggregate_distribution(3, BENEFITS)
    for level in (-0.1, 1.1, math.nan, [0.5, 2]):
        with pytest.raises(ValueError, match="from 0 to 1"):
            found.quantile(level)
    with pytest.raises(ValueError, match="at least one"):
        convolve()
    with pytest.raises(ValueError, match="larger step"):
        convolve(found, Aggregate(found.pmf, 1e-9))
    for mean, cv in ((-1, 0.1), (1, -0.1), (math.nan, 0), (1, math.inf)):
        with pytest.raises(ValueError, match="at least 0"):
            mixed_poisson(mean, cv)
