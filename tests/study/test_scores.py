"""Scores against published and closed-form answers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri
from statsmodels.genmod import families
from statsmodels.genmod.generalized_linear_model import GLM

from analysis.study import scores


@pytest.mark.parametrize(("observed", "expected"), [(0.0, 0.233695), (1.0, 0.602441)])
def test_crps_of_a_standard_normal(observed, expected):
    """Closed form: y (2 Phi(y) - 1) + 2 phi(y) - 1 / sqrt(pi)."""
    draws = ndtri((np.arange(20_000) + 0.5) / 20_000)
    assert scores.crps(draws, observed) == pytest.approx(expected, abs=2e-4)


@given(
    draws=st.lists(st.floats(-100, 100), min_size=1, max_size=12),
    observed=st.floats(-100, 100),
)
def test_crps_is_the_sample_formula(draws, observed):
    x = np.array(draws)
    expected = np.abs(x - observed).mean() - np.abs(x[:, None] - x).mean() / 2
    assert scores.crps(x, observed) == pytest.approx(expected, abs=1e-9)


def test_crps_of_many_at_once_is_that_of_each():
    draws = np.random.default_rng(0).normal(size=(3, 4, 50))
    observed = np.arange(12.0).reshape(3, 4)
    found = scores.crps(draws, observed)
    assert found[2, 1] == pytest.approx(scores.crps(draws[2, 1], observed[2, 1]))


@pytest.mark.parametrize(
    ("lower", "upper", "observed", "alpha", "expected"),
    [(3, 7, 5, 0.5, 4), (3, 7, 1, 0.5, 4 + 2 / 0.5 * 2), (3, 7, 8, 0.2, 4 + 10)],
)
def test_interval_score_by_hand(lower, upper, observed, alpha, expected):
    assert scores.interval_score(lower, upper, observed, alpha) == expected


def test_weighted_interval_score_of_scoringutils():
    """scoringutils, weigh = FALSE: (8 + 4 + 0 / 2) / (2 + 1 / 2) = 4.8."""
    found = scores.weighted_interval_score([1, 3, 5, 7, 9], [0, 0.25, 0.5, 0.75, 1], 5)
    assert found == pytest.approx(4.8)


def test_weighted_interval_score_refuses_odd_levels():
    for levels in ([0.1, 0.5], [0.1, 0.9], [0.1, 0.5, 0.8]):
        with pytest.raises(ValueError, match="pairs about"):
            scores.weighted_interval_score([1] * len(levels), levels, 5)


def test_pit_counts_ties_half():
    assert scores.pit(np.array([1, 2, 2, 3]), 2.0) == pytest.approx(0.5)
    assert scores.pit(np.array([1, 2, 2, 3]), 9.0) == 1


def test_wilson_interval():
    """Wilson (1927), 8 of 10 at 95 %: 0.4902 to 0.9433."""
    found = scores.coverage([True] * 8 + [False] * 2)
    assert found == pytest.approx((0.8, 0.4902, 0.9433), abs=5e-5)


def test_why_no_two_column_quasi_binomial():
    """A trap of statsmodels: counts in two columns with scale="X2" divide by the number
    of trials twice, and the standard errors shrink where they should grow."""
    random = np.random.default_rng(3)
    trials = np.full(40, 50_000)
    share = 1 / (1 + np.exp(1 + 0.5 * random.standard_normal(40)))
    successes = random.binomial(trials, share)
    ones = np.ones((40, 1))
    binomial = families.Binomial()
    counts = np.column_stack([successes, trials - successes])
    wrong = GLM(counts, ones, binomial).fit(scale="X2")
    right = GLM(successes / trials, ones, binomial, var_weights=trials).fit(scale="X2")
    assert right.scale == pytest.approx(right.pearson_chi2 / right.df_resid)
    assert wrong.scale * trials[0] == pytest.approx(right.scale, rel=1e-6)
    assert wrong.bse[0] < right.bse[0] / 100
