"""Growth of a base: spans, the pooled mean moved to own figures, long series, draws."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from analysis.model.revenue import (
    SERIES_LEAST,
    Growth,
    from_series,
    growth_draws,
    spans,
    updated,
)

POOLED = Growth(mean_y=0.05, mean_sd_y=0.03, sd_y=0.07, correlation=-0.3)
YEARS = st.integers(2010, 2030)


def test_a_break_parts_the_figures_before_it_from_those_of_its_year():
    levels = dict.fromkeys((2017, 2018, 2024, 2026, 2027), 1.0)
    assert spans(levels, [2026]) == [(2017, 2024), (2026, 2027)]
    assert spans(levels, [2020]) == [(2017, 2018), (2024, 2027)]
    assert spans(levels, [2017, 2028]) == [(2017, 2027)]
    assert spans({2024: 1.0, 2026: 1.0}, [2025]) == []


@given(st.sets(YEARS), st.sets(YEARS))
def test_spans_hold_exactly_the_steps_that_cross_no_break(years, breaks):
    found = spans(dict.fromkeys(years, 1.0), breaks)
    inside = {
        step
        for first, last in found
        for step in pairwise(sorted(y for y in years if first <= y <= last))
    }
    assert inside == {
        (a, b)
        for a, b in pairwise(sorted(years))
        if not breaks & set(range(a + 1, b + 1))
    }
    assert all(a[1] <= b[0] for a, b in pairwise(found))


def test_own_growth_moves_the_pooled_mean_as_worked_by_hand():
    # 100 -> 121 in two years: 10 % a year. v = 0.0049 (2 - 0.6) / 4 = 0.001715;
    # weight 0.0009 / (0.0009 + 0.001715) = 0.344168; 5 % + 0.344168 x 5 points
    found = updated(POOLED, {2020: 100.0, 2022: 121.0}, [])
    assert found.method == "own_pairs"
    assert found.own_mean_y == pytest.approx(0.10)
    assert found.weight == pytest.approx(0.344168, abs=1e-6)
    assert found.mean_y == pytest.approx(0.0672084, abs=1e-6)
    assert found.mean_sd_y == pytest.approx(0.03 * np.sqrt(1 - 0.344168), abs=1e-7)
    assert (found.sd_y, found.correlation) == (0.07, -0.3)


def test_two_spans_move_it_as_bayes_rule_on_a_grid_does():
    levels = {2018: 100.0, 2021: 130.0, 2026: 90.0, 2027: 93.0}
    found = updated(POOLED, levels, [2026])
    means = np.linspace(-0.3, 0.4, 70_001)
    years = np.array([3, 1])
    spread = 0.07 * np.sqrt(years - 0.6 * (years - 1)) / years
    seen = np.log([1.3, 93 / 90]) / years
    # the pooled spread is small: around 5 % a mean and its logarithm differ little
    weight = norm.pdf(means, 0.05, 0.03)
    for one, sd in zip(seen, spread, strict=True):
        weight *= norm.pdf(np.expm1(one), means, sd)
    mean = np.average(means, weights=weight)
    assert found.mean_y == pytest.approx(mean, abs=1e-3)
    sd = np.sqrt(np.average((means - mean) ** 2, weights=weight))
    assert found.mean_sd_y == pytest.approx(sd, abs=1e-5)


def test_the_level_of_a_break_never_enters_growth():
    levels = {2023: 100.0, 2024: 105.0, 2025: 300.0, 2026: 315.0}
    found = updated(POOLED, levels, [2025])
    assert found.own_mean_y == pytest.approx(0.05)
    doubled = {y: idr * (2 if y >= 2025 else 1) for y, idr in levels.items()}
    assert updated(POOLED, doubled, [2025]) == found
    assert updated(POOLED, {2024: 1.0, 2025: 9.0}, [2025]) == POOLED


def _series(count, rng, *, jump_from=None, jump=0.3):
    steps = rng.normal(0.06, 0.05, count)
    steps[0] = 0
    logs = 28 + steps.cumsum()
    years = range(2010, 2010 + count)
    return {
        year: float(np.exp(one + (jump if jump_from and year >= jump_from else 0)))
        for year, one in zip(years, logs, strict=True)
    }


def test_a_long_series_speaks_for_itself_as_its_mean_step_does():
    levels = _series(12, np.random.default_rng(7))
    steps = np.diff(np.log(list(levels.values())))
    found = from_series(levels, [])
    assert found.method == "series"
    assert found.mean_y == pytest.approx(np.expm1(steps.mean()), abs=1e-5)
    assert found.sd_y == pytest.approx(steps.std(ddof=1), rel=0.02)
    assert found.mean_sd_y == pytest.approx(steps.std(ddof=1) / np.sqrt(11), rel=0.02)


def test_the_step_of_a_break_is_left_out_of_a_long_series():
    levels = _series(12, np.random.default_rng(7), jump_from=2019)
    steps = np.diff(np.log(list(levels.values())))
    without = np.delete(steps, 2019 - 2011)
    found = from_series(levels, [2019])
    assert found.mean_y == pytest.approx(np.expm1(without.mean()), abs=1e-5)
    assert found.mean_y < from_series(levels, []).mean_y - 0.015


def test_a_missing_year_leaves_the_mean_step():
    levels = _series(11, np.random.default_rng(3))
    del levels[2014], levels[2015]
    found = from_series(levels, [])
    whole = np.log(levels[2020] / levels[2010]) / 10
    assert found.mean_y == pytest.approx(np.expm1(whole), abs=1e-5)


def test_seven_figures_are_no_series():
    levels = _series(SERIES_LEAST - 1, np.random.default_rng(1))
    assert from_series(levels, []) is None
    assert from_series(_series(SERIES_LEAST, np.random.default_rng(1)), []) is not None


def test_draws_scatter_and_give_back_as_asked_and_their_median_path_is_the_mean():
    growth = Growth(mean_y=0.0865, mean_sd_y=0.0, sd_y=0.14, correlation=-0.39)
    normals = np.random.default_rng(1).standard_normal((200_000, 12))
    logs = np.log1p(growth_draws(growth, normals))
    assert logs.shape == (200_000, 10)
    assert logs.std() == pytest.approx(0.14, rel=0.01)
    close = [np.corrcoef(logs[:, y], logs[:, y + 1])[0, 1] for y in range(9)]
    assert close == pytest.approx([-0.39] * 9, abs=0.01)
    assert np.corrcoef(logs[:, 0], logs[:, 2])[0, 1] == pytest.approx(0, abs=0.01)
    path = np.exp(logs.sum(1))
    assert np.median(path) == pytest.approx(1.0865**10, rel=0.005)


def test_what_a_draw_does_not_know_of_the_mean_stays_with_it():
    growth = Growth(mean_y=0.05, mean_sd_y=0.03, sd_y=0.0, correlation=0.0)
    normals = np.random.default_rng(1).standard_normal((1_000, 6))
    found = growth_draws(growth, normals)
    assert np.ptp(found, axis=1).max() < 1e-12
    assert found[:, 0].std() == pytest.approx(0.03, rel=0.1)
