"""Quota steps: chances by hand, and people that stay inside what is possible."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.model import quota_steps
from analysis.model.draws import generator

BEFORE = np.array([1000, 1000, 1000, 1000, 1000.0])
AFTER = np.array([1000, 1050, 2000, 600, 0.0])
YEARS = np.array([1.0, 1, 1, 1, 1])


def numbers(key="x", seed=1):
    return {
        "own": lambda name: generator(seed, key, name),
        "common": lambda name: generator(seed, name),
    }


@pytest.fixture(scope="module")
def steps():
    return quota_steps.estimate(BEFORE, AFTER, YEARS)


def test_intervals_are_counted_by_kind(steps):
    assert steps.counts == {"plateau": 2, "step": 1, "cut": 1, "stop": 1}
    assert steps.steps[0] == pytest.approx(np.log(2))
    assert steps.cuts[0] == pytest.approx(np.log(0.6))
    assert steps.small == pytest.approx((0, np.log(1.05)))


def test_the_chance_of_a_change_is_beta(steps):
    # 3 changes in 5 years of one year each, uniform prior: Beta(4, 3), mean 4/7
    assert steps.change_y == pytest.approx(4 / 7, abs=1e-4)


def test_a_long_interval_without_change_counts_its_years():
    # one interval of 5 years without change is five of one year: Beta(1, 6)
    found = quota_steps.estimate(np.ones(1), np.ones(1), np.array([5.0]))
    assert found.change_y == pytest.approx(1 / 7, abs=1e-4)


def test_a_long_interval_shares_its_step_over_the_changes_expected():
    found = quota_steps.estimate(np.ones(1), np.array([4.0]), np.array([6.0]))
    p = found.change_y
    expected = np.log(4) / (6 * p / (1 - (1 - p) ** 6))
    assert found.steps[0] == pytest.approx(expected, rel=1e-6)


def test_chances_add_to_one_and_are_wide_with_few_events(steps):
    found = quota_steps.chances(steps)
    assert sum(mean for mean, _, _ in found.values()) == pytest.approx(1)
    low, high = found["stop"][1:]
    assert high / max(low, 1e-9) > 5


@pytest.mark.parametrize(
    ("before", "after", "years"), [(0, 1, 1), (1, -1, 1), (1, 1, 0)]
)
def test_impossible_intervals_are_refused(before, after, years):
    with pytest.raises(ValueError, match="above 0"):
        quota_steps.estimate(np.array([before]), np.array([after]), np.array([years]))


def test_the_chance_of_no_change_is_kept_by_the_draws(steps):
    """With whole years and no wobble, people stay with the mean of (1 - p)^h."""
    calm = quota_steps.estimate(
        np.ones(30), np.array([1.0] * 20 + [2] * 10), np.ones(30)
    )
    drawn = quota_steps.people(
        calm, 1000, np.array([1.0, 3.0]), 1e9, draws=20_000, **numbers()
    )
    # 10 of 30 changed: p ~ Beta(11, 21); E(1-p) = 21/32, E(1-p)^3 = 21 22 23 / 32 33 34
    assert (drawn[:, 0] == 1000).mean() == pytest.approx(21 / 32, abs=0.015)
    kept = 21 * 22 * 23 / (32 * 33 * 34)
    assert (drawn[:, 1] == 1000).mean() == pytest.approx(kept, abs=0.015)


def test_a_part_of_a_year_has_a_part_of_the_chance(steps):
    half = quota_steps.people(
        steps, 1000, np.array([0.5]), 1e9, draws=20_000, **numbers()
    )
    grid = (np.arange(400) + 0.5) / 400
    expected = np.array(steps.change_posterior) @ np.sqrt(1 - grid)
    still = np.isin(half[:, 0], [1000, 1050, 1049])
    assert still.mean() == pytest.approx(expected, abs=0.02)


def test_draws_are_prefixes(steps):
    long = quota_steps.people(
        steps, 900, np.array([0.4, 1.4, 3.0]), 2000, draws=200, **numbers()
    )
    short = quota_steps.people(
        steps, 900, np.array([0.4, 1.4]), 2000, draws=50, **numbers()
    )
    assert np.array_equal(short, long[:50, :2])


def test_another_region_has_its_own_fate_and_the_same_parameters(steps):
    one, two = (
        quota_steps.people(steps, 900, np.array([2.0]), 1e9, draws=500, **numbers(key))
        for key in ("one", "two")
    )
    assert not np.array_equal(one, two)


def test_nobody_to_start_with_stays_nobody(steps):
    found = quota_steps.people(
        steps, 0, np.array([1.0, 2.0]), 100, draws=50, **numbers()
    )
    assert (found == 0).all()


def test_written_and_read_it_is_the_same(steps):
    assert quota_steps.Steps.from_dict(steps.to_dict()) == steps


@settings(max_examples=25)
@given(
    start=st.integers(0, 50_000),
    eligible=st.integers(0, 60_000),
    gaps=st.lists(st.floats(0.05, 3), min_size=1, max_size=4),
)
def test_people_are_whole_and_between_none_and_eligible(steps, start, eligible, gaps):
    found = quota_steps.people(
        steps, start, np.cumsum(gaps), eligible, draws=100, **numbers()
    )
    assert np.isfinite(found).all()
    assert ((found >= 0) & (found <= eligible)).all()
    assert (found == np.floor(found)).all()
