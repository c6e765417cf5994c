"""Value of information against closed forms, small tables and its own limits."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats
from scipy.special import ndtri
from scipy.stats import qmc

from analysis.study.value_of_information import evpi, evppi


def normals(size, power=15, seed=1):
    """Independent standard normal draws (draw, input), evenly spread."""
    return ndtri(qmc.Sobol(size, rng=np.random.default_rng(seed)).random_base2(power))


def worth_of_knowing(mean, sd):
    """Linear-normal closed form: NB of one decision ~ N(mean, sd), of the other 0."""
    z = abs(mean) / sd
    return sd * (stats.norm.pdf(z) - z * stats.norm.sf(z))


@pytest.mark.parametrize("mean", [-1.5, 0.0, 0.4, 2.0])
def test_linear_normal_within_two_per_cent(mean):
    """NB = mean + 1.5 x1 - x2 + 0.5 x3 against 0, one input, two inputs, all."""
    x = normals(3)
    pulls = np.array([1.5, -1.0, 0.5])
    benefit = np.column_stack([np.zeros(len(x)), mean + x @ pulls])
    for known in ([0], [1], [0, 1], [0, 1, 2]):
        expected = worth_of_knowing(mean, math.hypot(*pulls[known]))
        assert evppi(x[:, known], benefit) == pytest.approx(expected, rel=0.02)
    assert evpi(benefit) == pytest.approx(
        worth_of_knowing(mean, math.hypot(*pulls)), rel=0.02
    )


def test_a_curved_benefit_of_a_skewed_input():
    """NB = 1.2 - exp(x) against 0; noise on top is worth nothing to know alone."""
    x = normals(2)
    spread = np.exp(0.8 * x[:, 0])
    benefit = np.column_stack([np.zeros(len(x)), 1.2 - spread + 3 * x[:, 1]])
    gained, _ = integrate.quad(
        lambda z: max(0.0, 1.2 - math.exp(0.8 * z)) * stats.norm.pdf(z), -8, 8
    )
    expected = gained - max(0.0, 1.2 - math.exp(0.32))
    assert evppi(spread, benefit) == pytest.approx(expected, rel=0.02)


def test_a_product_of_two_inputs_needs_both():
    """NB = x1 x2 against 0: each alone is worth nothing, both E|x1 x2| / 2 = 1 / pi."""
    x = normals(2)
    benefit = np.column_stack([np.zeros(len(x)), x[:, 0] * x[:, 1]])
    assert evppi(x[:, 0], benefit) < 0.01
    assert evppi(x, benefit) == pytest.approx(1 / math.pi, rel=0.02)


def test_three_decisions_by_integration():
    """NB = 0, x, 2 x - 1 with x normal: the best is 0, x or 2 x - 1 by x."""
    x = normals(2)
    noise = x[:, 1]
    benefit = np.column_stack([noise, x[:, 0] + noise, 2 * x[:, 0] - 1 + noise])
    expected, _ = integrate.quad(
        lambda z: max(0.0, z, 2 * z - 1) * stats.norm.pdf(z), -8, 8, points=[0, 1]
    )
    assert evppi(x[:, 0], benefit) == pytest.approx(expected, rel=0.02)
    assert evpi(benefit) == pytest.approx(expected, rel=0.02)


def test_few_values_are_exact():
    """Payoffs by hand: a state of chance 1/4, 3/4; bet +8 / -2, or nothing."""
    state = np.repeat([1, 0], [25, 75])
    benefit = np.column_stack([np.where(state, 8, -2), np.zeros(100)])
    assert evpi(benefit) == pytest.approx(2 - 0.5)
    assert evppi(state, benefit) == pytest.approx(1.5)


def test_a_few_values_beside_a_continuous_input():
    x = normals(2)
    level = np.digitize(x[:, 1], [-1, 0, 1]).astype(float)
    shift = np.array([-1.0, 0.5, 0.0, 2.0])[level.astype(int)]
    benefit = np.column_stack([np.zeros(len(x)), x[:, 0] + shift])
    chances = np.diff(stats.norm.cdf([-np.inf, -1, 0, 1, np.inf]))
    with_it = sum(
        p * (worth_of_knowing(m, 1) + max(m, 0.0))
        for p, m in zip(chances, [-1.0, 0.5, 0.0, 2.0], strict=True)
    )
    mean = float(chances @ [-1.0, 0.5, 0.0, 2.0])
    found = evppi(np.column_stack([x[:, 0], level]), benefit)
    assert found == pytest.approx(with_it - max(mean, 0), rel=0.02)


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    decisions=st.integers(1, 4),
    inputs=st.integers(1, 3),
    whole=st.booleans(),
)
def test_between_nothing_and_everything(seed, decisions, inputs, whole):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(600, inputs))
    x = np.round(x) if whole else x
    pull = rng.normal(size=(inputs, decisions))
    benefit = np.exp(x) @ pull + rng.normal(size=(600, decisions))
    found = evppi(x, benefit)
    assert 0 <= found <= evpi(benefit)
    assert found.standard_error >= 0
    assert evppi(x, 1e12 * benefit) == pytest.approx(1e12 * found, rel=1e-6, abs=1)


def test_the_error_covers_what_repetition_shows():
    """200 repetitions of 1,000 draws: nine of ten within 1.645 errors, or more."""
    expected, inside, found = worth_of_knowing(0.5, 1.0), 0, []
    for seed in range(200):
        x = np.random.default_rng(seed).normal(size=(1000, 2))
        benefit = np.column_stack([np.zeros(1000), 0.5 + x[:, 0] + x[:, 1]])
        worth = evppi(x[:, 0], benefit)
        found.append(worth)
        inside += abs(worth - expected) < 1.645 * worth.standard_error
    assert inside >= 175
    assert np.std(found) < 1.5 * np.mean([worth.standard_error for worth in found])


def test_what_decides_nothing_is_worth_nothing():
    x = normals(2, power=12)
    assert evpi(x[:, :1]) == 0  # one decision
    assert evppi(x[:, 0], x[:, 1:]) == 0
    benefit = np.column_stack([x[:, 0], x[:, 1]])
    assert evppi(np.full(len(x), 3.0), benefit) == 0  # never varies
    assert evppi(x[:, 0], np.column_stack([x[:, 0], x[:, 0] - 1])) == 0  # same best
    certain = evppi(np.column_stack([np.ones(len(x)), x[:, 0]]), benefit)
    assert certain == evppi(x[:, 0], benefit)


def test_inputs_said_twice_are_worth_as_much():
    x = normals(2, power=12)
    benefit = np.column_stack([np.zeros(len(x)), x.sum(axis=1)])
    once = evppi(x[:, 0], benefit)
    assert evppi(x[:, [0, 0]], benefit) == pytest.approx(once, rel=0.01)


@pytest.mark.parametrize(
    ("inputs", "benefit", "said"),
    [
        (np.ones(3), np.ones(3), r"net benefits are \(3,\): give \(draw, decision\)"),
        (np.ones(0), np.ones((0, 2)), r"net benefits are"),
        (np.ones(3), [[1, 2], [1, np.nan], [0, 1]], r"a net benefit is not a finite"),
        ([1, 2, np.inf], np.ones((3, 2)), r"an input is not a finite"),
        (np.ones(4), np.ones((3, 2)), r"inputs are \(4, 1\) and net benefits \(3, 2\)"),
        (np.arange(30), np.eye(30), r"30 draws are too few for 1 inputs"),
    ],
)
def test_what_cannot_be_is_refused(inputs, benefit, said):
    with pytest.raises(ValueError, match=said):
        evppi(inputs, benefit)


def test_a_benefit_that_turns_several_times():
    """NB = sin 2x against 0: a straight line or one bend would not see it."""
    x = normals(1)
    benefit = np.column_stack([np.zeros(len(x)), np.sin(2 * x[:, 0])])
    found = evppi(x[:, 0], benefit)
    assert found == pytest.approx(evpi(benefit), rel=0.03)


def test_a_curve_that_swings_below_a_step_is_not_worth_more_than_all():
    """The second decision is never worse: nothing to know, whatever the spline does."""
    x = normals(1, power=10)
    benefit = np.column_stack([np.zeros(len(x)), (x[:, 0] > 1).astype(float)])
    assert evpi(benefit) == 0
    assert evppi(x[:, 0], benefit) == 0
