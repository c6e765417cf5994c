"""Credibility: formulas worked in fractions, by integration and by statsmodels."""

import itertools
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2, gamma, poisson
from statsmodels.discrete.discrete_model import NegativeBinomial

from analysis.evidence.tables import read
from analysis.model.credibility import (
    between_groups,
    buhlmann_straub,
    collective,
    gamma_poisson,
    next_ratio,
    pooled,
    pooled_variants,
)

NAN = float("nan")

# --- Buhlmann-Straub ------------------------------------------------------------

RATIO = [[5, 7, 6, NAN], [2, 3, NAN, 1], [9, 8, 12, 10], [4, NAN, NAN, NAN]]
WEIGHT = [[10, 20, 15, NAN], [40, 30, NAN, 50], [5, 5, 10, 8], [12, NAN, NAN, NAN]]


def by_fractions(ratio, weight):
    """Return the estimators as the textbook sums them, cell by cell."""
    cells = [
        [
            (Fraction(x), Fraction(w))
            for x, w in zip(xs, ws, strict=True)
            if not np.isnan(x)
        ]
        for xs, ws in zip(ratio, weight, strict=True)
    ]
    weights = [sum((w for _, w in group), Fraction(0)) for group in cells]
    own = [
        sum(x * w for x, w in group) / weight if weight else Fraction(0)
        for group, weight in zip(cells, weights, strict=True)
    ]
    squares = sum(
        w * (x - own[i]) ** 2 for i, group in enumerate(cells) for x, w in group
    )
    within = squares / sum(len(group) - 1 for group in cells if group)
    total = sum(weights)
    mean = sum(w * x for w, x in zip(weights, own, strict=True)) / total
    excess = sum(w * (x - mean) ** 2 for w, x in zip(weights, own, strict=True))
    excess -= (sum(w > 0 for w in weights) - 1) * within
    between = max(Fraction(0), excess * total / (total**2 - sum(w**2 for w in weights)))
    if between == 0:
        return mean, within, between, [Fraction(0)] * len(weights), [mean] * len(own)
    factor = [w / (w + within / between) for w in weights]
    mean = sum(z * x for z, x in zip(factor, own, strict=True)) / sum(factor)
    premium = [z * x + (1 - z) * mean for z, x in zip(factor, own, strict=True)]
    return mean, within, between, factor, premium


@pytest.mark.parametrize(
    ("ratio", "weight"),
    [
        (RATIO, WEIGHT),
        ([[1, 3], [2, 2]], [[1, 1], [1, 1]]),  # groups differ less than chance
        ([[1, 1], [3, 3]], [[2, 5], [1, 1]]),  # no luck at all
        ([[NAN, NAN], [1, 2], [5, 7]], [[NAN, NAN], [3, 4], [5, 6]]),
    ],
)
def test_buhlmann_straub_by_fractions(ratio, weight):
    found = buhlmann_straub(np.array(ratio), np.array(weight))
    mean, within, between, factor, premium = by_fractions(ratio, weight)
    assert found.mean == pytest.approx(float(mean))
    assert found.within == pytest.approx(float(within))
    assert found.between == pytest.approx(float(between))
    assert found.factor == pytest.approx([float(z) for z in factor])
    assert found.premium == pytest.approx([float(p) for p in premium])


def test_without_differences_everybody_pays_the_mean():
    found = buhlmann_straub([[1, 3], [2, 2]], [[1, 1], [3, 1]])
    assert found.between == 0
    assert (found.factor == 0).all()
    assert found.premium == pytest.approx([2, 2])


def test_a_missing_group_gets_the_mean():
    found = buhlmann_straub([[NAN, NAN], [1, 2], [5, 7]], np.full((3, 2), 10.0))
    assert found.factor[0] == 0
    assert found.premium[0] == found.mean


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 6), st.integers(2, 5))
def test_premiums_lie_between_own_and_collective(seed, groups, periods):
    rng = np.random.default_rng(seed)
    weight = rng.uniform(0.1, 100, (groups, periods))
    ratio = rng.gamma(2, 1, (groups, 1)) + rng.normal(0, 1, (groups, periods))
    found = buhlmann_straub(ratio, weight)
    own = (ratio * weight).sum(1) / weight.sum(1)
    edges = np.sort([own, np.full(groups, found.mean)], axis=0)
    assert (found.premium >= edges[0] - 1e-9).all()
    assert (found.premium <= edges[1] + 1e-9).all()
    assert ((found.factor >= 0) & (found.factor <= 1)).all()
    order = np.argsort(weight.sum(1))
    assert (np.diff(found.factor[order]) >= 0).all()


def test_buhlmann_straub_finds_the_truth():
    """Simulated: mean 5, between 4, within 100, many groups."""
    rng = np.random.default_rng(5)
    weight = rng.uniform(5, 50, (4000, 4))
    truth = rng.normal(5, 2, 4000)
    ratio = truth[:, None] + rng.normal(0, 10, weight.shape) / np.sqrt(weight)
    found = buhlmann_straub(ratio, weight)
    assert found.mean == pytest.approx(5, abs=0.1)
    assert found.between == pytest.approx(4, rel=0.05)
    assert found.within == pytest.approx(100, rel=0.03)
    own = (ratio * weight).sum(1) / weight.sum(1)
    errors = [np.mean((one - truth) ** 2) for one in (own, found.premium, found.mean)]
    assert errors[1] < min(errors[0], errors[2])


@pytest.mark.parametrize(
    ("ratio", "weight", "said"),
    [
        ([1, 2], [1, 2], "tables of groups by periods"),
        ([[1, 2], [3, 4]], [[1, 2]], "same size"),
        ([[1, 2], [3, 4]], [[1, 0], [1, 1]], "not above 0"),
        ([[1, 2], [3, 4]], [[1, -1], [1, 1]], "not above 0"),
        ([[1, 2], [3, 4]], [[1, NAN], [1, 1]], "missing"),
        ([[1, float("inf")], [3, 4]], [[1, 1], [1, 1]], "missing"),
        ([[1, 2]], [[1, 1]], "1 groups"),
        ([[1, 2], [NAN, NAN]], [[1, 1], [1, 1]], "1 groups"),
        ([[1, NAN], [NAN, 2]], [[1, 1], [1, 1]], "at most 1 periods"),
    ],
)
def test_tables_buhlmann_straub_refuses(ratio, weight, said):
    with pytest.raises(ValueError, match=said):
        buhlmann_straub(np.array(ratio, float), np.array(weight, float))


# --- gamma-Poisson --------------------------------------------------------------


@pytest.mark.parametrize(
    ("deaths", "exposure", "mean", "cv"),
    [(18, 2383.22, 0.00385, 0.4), (0, 500, 0.004, 0.6), (7, 900, 0.01, 0.9)],
)
def test_gamma_poisson_by_integration(deaths, exposure, mean, cv):
    """Prior x likelihood on a fine grid, without conjugacy."""
    rate = np.linspace(0, 20 * mean, 400_001)[1:]
    density = gamma.pdf(rate, 1 / cv**2, scale=mean * cv**2)
    density *= poisson.pmf(deaths, rate * exposure)
    density /= density.sum()
    found = gamma_poisson(deaths, exposure, mean, cv)
    assert found.mean == pytest.approx((rate * density).sum(), rel=1e-4)
    below = density.cumsum()
    for level in (0.5, 0.8, 0.95):
        low, high = found.interval(level)
        assert np.interp(low, rate, below) == pytest.approx((1 - level) / 2, abs=1e-4)
        assert np.interp(high, rate, below) == pytest.approx((1 + level) / 2, abs=1e-4)
    own = deaths / exposure
    assert found.mean == pytest.approx(found.factor * own + (1 - found.factor) * mean)


def test_many_groups_at_once():
    deaths, exposure = np.array([0, 3, 18, 0]), np.array([0, 900, 2383, 50])
    found = gamma_poisson(deaths, exposure, 0.004, 0.4)
    low, high = found.interval(0.8)
    for i, (d, e) in enumerate(zip(deaths, exposure, strict=True)):
        one = gamma_poisson(d, e, 0.004, 0.4)
        assert found.mean[i] == pytest.approx(one.mean)
        assert (low[i], high[i]) == pytest.approx(one.interval(0.8))


@pytest.mark.fault("N15")
def test_without_exposure_it_is_the_prior():
    found = gamma_poisson(0, 0, 0.004, 0.5)
    assert (found.factor, found.mean) == (0, 0.004)
    expected = gamma.ppf([0.1, 0.9], 4, scale=0.001)
    assert found.interval(0.8) == pytest.approx(tuple(expected))


def test_a_prior_without_doubt_stays():
    found = gamma_poisson([5, 0], [100, 0], 0.004, [0, 0.5])
    assert found.factor[0] == 0
    assert found.mean == pytest.approx([0.004, 0.004])
    low, high = found.interval(0.9)
    assert low[0] == high[0] == 0.004
    assert low[1] < 0.004 < high[1]


def test_one_person():
    alive, dead = (gamma_poisson(deaths, 1, 0.005, 0.4) for deaths in (0, 1))
    assert 0 < alive.factor < 0.001
    assert alive.mean < 0.005 < dead.mean < 0.006


RATES = st.floats(0.0005, 0.05)
CVS = st.floats(0.05, 1.5)


@given(st.integers(0, 200), st.floats(1, 1e5), RATES, CVS)
def test_estimates_lie_between_own_and_collective(deaths, exposure, mean, cv):
    found = gamma_poisson(deaths, exposure, mean, cv)
    low, high = sorted([deaths / exposure, mean])
    assert low * (1 - 1e-12) <= found.mean <= high * (1 + 1e-12)
    assert 0 < found.factor < 1


@given(st.floats(0, 1e5), st.floats(0, 1e5), RATES, CVS)
def test_more_exposure_is_never_less_credible(exposure, more, mean, cv):
    factors = gamma_poisson(0, np.array([exposure, exposure + more]), mean, cv).factor
    assert factors[1] >= factors[0]


@given(st.integers(0, 50), st.floats(1, 1e4), RATES, CVS, st.floats(0.1, 0.9))
def test_a_surer_interval_is_wider(deaths, exposure, mean, cv, level):
    found = gamma_poisson(deaths, exposure, mean, cv)
    low, high = found.interval(level)
    wider_low, wider_high = found.interval(level + 0.05)
    assert wider_low <= low < high <= wider_high


@pytest.mark.fault("N11")
def test_intervals_hold_as_often_as_they_say():
    """Simulated: true rates drawn from the prior."""
    rng = np.random.default_rng(3)
    truth = rng.gamma(1 / 0.16, 0.005 * 0.16, 20_000)
    exposure = rng.uniform(0, 5000, truth.size)
    found = gamma_poisson(rng.poisson(truth * exposure), exposure, 0.005, 0.4)
    low, high = found.interval(0.8)
    assert np.mean((low <= truth) & (truth <= high)) == pytest.approx(0.8, abs=0.01)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((-1, 100, 0.004, 0.4), "0 or more"),
        ((1, -100, 0.004, 0.4), "0 or more"),
        ((NAN, 100, 0.004, 0.4), "0 or more"),
        ((1, 0, 0.004, 0.4), "deaths without exposure"),
        ((1, 100, 0, 0.4), "mean must be above 0"),
        ((1, 100, NAN, 0.4), "mean must be above 0"),
        ((1, 100, 0.004, -0.4), "the other 0 or more"),
        ((1, 100, 0.004, float("inf")), "the other 0 or more"),
    ],
)
def test_experience_that_is_refused(arguments, said):
    with pytest.raises(ValueError, match=said):
        gamma_poisson(*arguments)


@pytest.mark.parametrize("level", [0, 1, -0.5, 95])
def test_levels_that_are_refused(level):
    with pytest.raises(ValueError, match="between 0 and 1"):
        gamma_poisson(1, 100, 0.004, 0.4).interval(level)


def test_next_year_is_not_last_year():
    """Cilegon: 18 deaths where 11.44 would break even; groups like it at 0.80."""
    at_one = 28_598.67 * 16_800 / 42e6
    found = next_ratio(18 / at_one, at_one, collective_ratio=0.802, cv=0.4)
    by_rate = gamma_poisson(18, 28_598.67 / 12, 0.802 * 0.0048, 0.4)
    assert found.factor == pytest.approx(by_rate.factor)
    assert found.mean == pytest.approx(by_rate.mean / 0.0048)
    assert found.mean == pytest.approx(1.26, abs=0.005)
    assert found.interval(0.95)[0] < 1 < found.interval(0.95)[1]


# --- what groups have in common -------------------------------------------------


@pytest.fixture(scope="module")
def groups():
    table = read("calibration_groups")
    return table.assign(deaths=table["deaths"].astype(float))


@pytest.fixture(scope="module")
def used(groups):
    return groups[groups["use"] == "yes"]


def moments(deaths, exposure):
    """Return the pooled rate and cv by pairs of groups, another form of the sums."""
    mean = Fraction(sum(deaths)) / sum(exposure)
    total = sum(exposure)
    scatter = sum(
        w * v * (Fraction(d) / w - Fraction(e) / v) ** 2
        for (d, w), (e, v) in itertools.combinations(
            zip(deaths, exposure, strict=True), 2
        )
    )
    pairs = sum(2 * w * v for w, v in itertools.combinations(exposure, 2))
    between = (scatter / total - (len(deaths) - 1) * mean) / (Fraction(pairs) / total)
    return mean, max(between, 0)


def test_pooled_by_pairs(used):
    deaths = [int(one) for one in used["deaths"]]
    exposure = [Fraction(str(one)) for one in used["exposure_person_years"]]
    mean, between = moments(deaths, exposure)
    rate, cv = pooled(used["deaths"], used["exposure_person_years"])
    assert rate == pytest.approx(float(mean))
    assert cv == pytest.approx(float(between) ** 0.5 / float(mean))


def test_the_pooled_rate_and_spread(used):
    rate, cv = pooled(used["deaths"], used["exposure_person_years"])
    assert rate == pytest.approx(490 / 102_121.78, rel=1e-6)
    assert 1000 * rate == pytest.approx(4.80, abs=0.005)
    assert cv == pytest.approx(0.594, abs=0.001)


def test_known_mean_and_spread_are_found_again():
    """Simulated: mean 5 per 1,000, cv 0.4, many groups: moments find both."""
    rng = np.random.default_rng(7)
    years = rng.uniform(2_000, 30_000, 4_000)
    deaths = rng.poisson(rng.gamma(1 / 0.16, 0.005 * 0.16, years.size) * years)
    rate, cv = pooled(deaths, years)
    assert rate == pytest.approx(0.005, rel=0.02)
    assert cv == pytest.approx(0.4, rel=0.04)
    found = between_groups(deaths, years)
    assert found.cv_likely == pytest.approx(0.4, rel=0.04)
    assert found.cv_low < 0.4 < found.cv_high
    assert found.cv_high - found.cv_low < 0.04


def test_equal_groups_have_no_spread():
    assert pooled([10, 20, 5], [2000, 4000, 1000]) == (0.005, 0.0)
    assert pooled([10], [2000]) == collective([10], [2000]) == (0.005, 0.0)
    assert collective([10, 20, 5], [2000, 4000, 1000]) == (0.005, 0.0)
    assert pooled([0, 0], [2000, 4000]) == (0.0, 0.0)


def test_the_collective_by_hand():
    """Two groups of equal size: both count the same, so the mean is the plain one."""
    mean, sd = collective([10, 30], [1000, 1000])
    between = 2 * 1000 * 0.01**2 / 1000 - 0.02 / 1000  # 0.00018
    z = 1000 * between / (1000 * between + 0.02)
    assert mean == pytest.approx(0.02)
    assert sd == pytest.approx((between * (1 + 1 / (2 * z))) ** 0.5)


def test_a_large_group_does_not_speak_for_all():
    deaths, years = np.array([1000.0, 2, 3, 1]), np.array([100_000.0, 1000, 1000, 1000])
    mean, _ = collective(deaths, years)
    assert mean < pooled(deaths, years)[0]


def of_statsmodels(deaths, expected, cv):
    """Return the log likelihood at a given cv and its best ratio, by a GLM."""
    family = sm.families.NegativeBinomial(alpha=cv**2)
    ones = np.ones((len(deaths), 1))
    return sm.GLM(deaths, ones, family=family, exposure=expected).fit(tol=1e-12).llf


def test_the_spread_and_its_interval_by_statsmodels(used):
    deaths = used["deaths"].to_numpy()
    expected = used["exposure_person_years"].to_numpy(dtype=float) * 0.005
    model = NegativeBinomial(deaths, np.ones((10, 1)), exposure=expected)
    fit = model.fit(disp=0, method="bfgs", maxiter=1000)
    for level in (0.8, 0.95):
        found = between_groups(deaths, expected, level)
        assert found.cv_likely == pytest.approx(fit.params[1] ** 0.5, rel=1e-4)
        for cv in (found.cv_low, found.cv_high):
            lost = 2 * (fit.llf - of_statsmodels(deaths, expected, cv))
            assert lost == pytest.approx(chi2.ppf(level, 1), abs=1e-4)
        assert (found.mean, found.sd) == collective(deaths, expected)
        assert found.cv == pooled(deaths, expected)[1]


def test_the_interval_of_the_spread_holds_the_truth():
    rng = np.random.default_rng(11)
    held = []
    for _ in range(200):
        expected = rng.uniform(2, 60, 10)
        deaths = rng.poisson(rng.gamma(4, 0.25, 10) * expected)  # cv 0.5
        found = between_groups(deaths, expected, 0.9)
        held.append(found.cv_low <= 0.5 <= found.cv_high)
    assert 0.83 <= np.mean(held) <= 0.97


def test_groups_that_do_not_differ_may_have_no_spread():
    found = between_groups([10, 20, 5], [2000, 4000, 1000])
    assert found.cv == found.cv_likely == found.cv_low == 0
    assert 0 < found.cv_high < 1


def test_a_few_deaths_say_nothing_of_the_spread():
    found = between_groups([0, 1], [1.0, 1.0])
    assert found.cv_low == 0
    assert found.cv_high > 2


def test_the_unit_of_exposure_changes_the_ratio_only(used):
    deaths, years = used["deaths"], used["exposure_person_years"]
    one, other = between_groups(deaths, years), between_groups(deaths, years / 200)
    assert other.mean == pytest.approx(200 * one.mean)
    for name in ("cv", "cv_likely", "cv_low", "cv_high"):
        assert getattr(other, name) == pytest.approx(getattr(one, name), rel=1e-5)


@pytest.mark.parametrize(
    ("deaths", "expected", "said"),
    [
        ([], [], "one or more groups"),
        ([1, 2], [1], "one or more groups"),
        ([-1, 2], [1, 1], "below 0"),
        ([1, 2], [0, 1], "not above 0"),
        ([1, NAN], [1, 1], "below 0"),
    ],
)
def test_groups_that_are_refused(deaths, expected, said):
    for estimate in (pooled, collective, between_groups):
        with pytest.raises(ValueError, match=said):
            estimate(np.array(deaths, float), np.array(expected, float))


@pytest.mark.parametrize(
    ("deaths", "level"), [([5.0], 0.95), ([0.0, 0.0], 0.95), ([1.0, 2.0], 1.0)]
)
def test_spreads_that_cannot_be_known(deaths, level):
    with pytest.raises(ValueError, match="needs two groups, a death"):
        between_groups(np.array(deaths), np.ones(len(deaths)), level)


def test_other_readings_of_the_groups(groups):
    table = pooled_variants(groups, groups["exposure_person_years"])
    variants = table.set_index("variant")
    other = variants.loc["with bone_bolango_rentan_2023_27000"]
    assert 1000 * other["ratio"] == pytest.approx(4.53, abs=0.005)
    assert other["cv"] == pytest.approx(0.42, abs=0.005)
    assert variants.loc["used", "groups"] == other["groups"] == 10
    without = variants[variants.index.str.startswith("without")]
    assert len(without) == 10
    assert (without["groups"] == 9).all()


def test_readings_of_a_small_table():
    table = pd.DataFrame(
        {
            "group": ["a", "b", "a2"],
            "deaths": [4, 6, 4],
            "use": ["yes", "yes", "no"],
            "instead_of": ["", "", "a"],
        }
    )
    found = pooled_variants(table, [10, 10, 5]).set_index("variant")["ratio"]
    assert found.to_dict() == {
        "used": 0.5,
        "with a2": pytest.approx(10 / 15),
        "without a": 0.6,
        "without b": 0.4,
    }
