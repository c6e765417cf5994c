"""The pooled trend: equations against brute force, and what must not change."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal, multivariate_t

from analysis.errors import InputDataError
from analysis.model import growth
from analysis.model.draws import generator
from analysis.model.growth import hierarchical, sampling
from analysis.model.growth.changes import changes
from analysis.model.growth.fixed import TOO_FEW_DRAWS, TOO_FEW_SERIES
from analysis.model.growth.forecasts import FROM_OTHERS
from analysis.model.growth.hierarchical import hierarchical_levels
from analysis.model.growth.likelihood import batches, common, steps_between
from analysis.model.growth.record import (
    ABOVE_ELIGIBLE,
    ALL_EQUAL,
    AT_THE_EDGE,
    AVERAGED,
    NO_DATA,
    ONE_POINT,
    SORTED,
)
from analysis.model.growth.sampling import STAGE_DRAWS, sample
from analysis.model.projection import project, trend
from analysis.model.projection.trend import Mirrored
from analysis.scenario.load import parse_scenario
from minimal import scenario_text

POOL = 40_000


def streams(key, seed=3):
    return growth.Streams(
        own=lambda name: generator(seed, key, name),
        common=lambda name: generator(seed, name),
    )


def made(count, seed=0, drift=0.2):
    random = np.random.default_rng(seed)
    found = []
    for i in range(count):
        years = 2021.4 + np.sort(random.uniform(0, 4, 1 + i % 4))
        logits = random.normal(-1.5, 0.7) + drift * (years - 2021.4)
        people = POOL / (1 + np.exp(-logits - 0.1 * random.standard_normal(len(years))))
        points = [(y, int(n), POOL) for y, n in zip(years, people, strict=True)]
        found.append(growth.record(f"{i:02d}", points))
    return found


@pytest.fixture(scope="module")
def panel():
    return made(16)


@pytest.fixture(scope="module")
def fit(panel):
    return growth.fit(panel, seed=5)


def after(record, *ahead):
    last = record.years[-1] if len(record) else 2025.0
    return [last + step for step in ahead]


# ---- what is known of one series


def test_a_level_is_the_logit_and_its_variance():
    # 1,999.5 + 0.5 of 8,000: log(2000 / 6001) and 1/2000 + 1/6001
    known = growth.record("x", [(2024, 1999.5, 8000)])
    assert known.level[0] == pytest.approx(np.log(2000 / 6001))
    assert known.variance[0] == pytest.approx(1 / 2000 + 1 / 6001)


@pytest.mark.fault("F20.one")
@pytest.mark.parametrize(
    ("points", "note"),
    [
        ([], NO_DATA),
        ([(2024, 10, 100)], ONE_POINT),
        ([(2024, 10, 100), (2025, 10, 100)], ALL_EQUAL),
        ([(2025, 20, 100), (2024, 10, 100)], SORTED),
        ([(2024, 0, 100), (2025, 10, 100)], AT_THE_EDGE),
        ([(2024, 10, 100), (2025, 100, 100)], AT_THE_EDGE),
        ([(2024, 10, 100), (2025, 151, 100)], ABOVE_ELIGIBLE),
    ],
)
def test_points_of_every_kind_give_a_named_finite_forecast(fit, points, note):
    known = growth.record("x", points)
    assert note in known.notes
    for method in growth.METHODS:
        found = growth.forecast(
            fit, known, [2025.5, 2028], streams("x"), draws=200, method=method
        )
        assert np.isfinite(found.coverage).all()
        assert ((found.coverage >= 0) & (found.coverage <= 1)).all()
        assert set(known.notes) <= set(found.notes)
        low, high = np.quantile(found.coverage, [0.1, 0.9], axis=0)
        assert (high > low).all(), "never certain of what was not seen"


def test_a_pool_of_one_person_is_a_pool():
    # half a person of one and a half
    known = growth.record("x", [(2024, 0, 1)])
    assert known.level[0] == pytest.approx(np.log(0.5 / 1.5))


def test_out_of_order_is_the_same_record():
    points = [(2024, 10, 100), (2025, 20, 100), (2026, 25, 100)]
    one, two = growth.record("x", points), growth.record("x", points[::-1])
    assert np.array_equal(one.level, two.level)


def test_two_values_on_one_date_name_both():
    points = [(2024.5, 10, 100), (2024.5, 20, 100)]
    with pytest.raises(InputDataError) as error:
        growth.record("Kota X", points)
    for lang in ("id", "en"):
        assert "Kota X: 2024.5" in error.value.message(lang)
        assert "10 / 100; 20 / 100" in error.value.message(lang)


def test_two_values_on_one_date_averaged_on_request():
    points = [(2024.5, 10, 100), (2024.5, 20, 100), (2024.5, 20, 100)]
    known = growth.record("x", points, average=True)
    one, two = np.log(10.5 / 90.5), np.log(20.5 / 80.5)
    v = (1 / 10.5 + 1 / 90.5 + 1 / 20.5 + 1 / 80.5) / 2
    assert AVERAGED in known.notes
    assert known.level[0] == pytest.approx((one + two) / 2)
    assert known.variance[0] == pytest.approx(v / 2 + ((one - two) / 2) ** 2)


@pytest.mark.parametrize(
    "point",
    [
        (2024, -1, 100),
        (2024, np.nan, 100),
        (np.inf, 1, 100),
        (2024, 1, 0),
        (2024, 1, np.nan),
    ],
)
def test_no_number_or_no_eligible_pool_is_an_error(point):
    with pytest.raises(InputDataError):
        growth.record("x", [point])


def test_changes_of_two_series_by_hand():
    """Levels 0, 1 after a year; 0, 1 after half a year: drift 2 in 1.5 years."""

    def rising(key, years):
        people = POOL / (1 + np.exp(-np.arange(2.0)))
        return growth.record(key, list(zip(years, people, [POOL] * 2, strict=True)))

    found = changes([rising("a", [2024.0, 2025.0]), rising("b", [2024.0, 2024.5])])
    assert (found.count, found.years) == (2, 1.5)
    assert found.drift_y == pytest.approx(4 / 3, rel=1e-3)
    assert found.squares == pytest.approx(1 + 2, rel=1e-3)
    # (1 - 4/3)^2 / 1 + (1 - 2/3)^2 / 0.5
    assert found.squares_about_drift == pytest.approx(1 / 9 + 2 / 9, rel=1e-2)


# ---- the likelihood, by a second route


def brute_evidence(records, knots, sds, priors):
    """Density of all logits at once: one big normal, the common part as covariance."""
    level, drift, walk, shock, noise = sds
    series = np.concatenate([[i] * len(r) for i, r in enumerate(records)])
    since = np.concatenate([r.years - r.years[0] for r in records])
    between = np.concatenate(
        [steps_between(r.years[0], r.years, knots) for r in records]
    )
    same = series[:, None] == series
    cov = same * (
        level**2
        + drift**2 * since[:, None] * since
        + walk**2 * np.minimum(since[:, None], since)
    )
    cov = cov + priors.level_mean[1] ** 2
    cov += priors.drift_mean[1] ** 2 * since[:, None] * since
    cov += shock**2 * between @ between.T
    cov += np.diag(noise**2 + np.concatenate([r.variance for r in records]))
    mean = priors.level_mean[0] + priors.drift_mean[0] * since
    return multivariate_normal(mean, cov).logpdf(
        np.concatenate([r.level for r in records])
    )


@pytest.mark.fault("N11")
def test_the_evidence_is_that_of_one_big_normal(panel):
    knots = np.arange(2021.0, 2026.0)
    sds = np.array([[0.8, 0.2, 0.3, 0.25, 0.1], [1.5, 0.01, 0.6, 0.02, 0.4]])
    found = common(batches(panel, knots), sds, growth.WEAK).log_evidence
    expected = [brute_evidence(panel, knots, row, growth.WEAK) for row in sds]
    np.testing.assert_allclose(found, expected, rtol=1e-9)


def test_a_year_is_shared_by_the_days_between():
    knots = np.array([2023.0, 2024.0, 2025.0])
    found = steps_between(2023.75, np.array([2023.75, 2025.5]), knots)
    np.testing.assert_allclose(found, [[0, 0, 0], [0.25, 1, 0.5]])


def test_a_forecast_is_the_conditional_normal(panel):
    """With every draw the same sds and common part, mean and variance are closed."""
    sds, centre, shocks = [0.8, 0.2, 0.3, 0.25, 0.1], [-1.5, 0.1], [0.1, -0.2, 0.0, 0.3]
    fixed = growth.Fit(
        2021,
        np.array([sds]),
        np.array([centre]),
        np.array([shocks]),
        changes(panel),
        (99.0,),
        "",
        1,
        1,
    )
    known = panel[3]
    at = np.array([known.years[-1] + 2.5])
    drawn = hierarchical_levels(fixed, known, at, streams("x"), 200_000)[:, 0]
    times = np.append(known.years, at) - known.years[0]
    knots = np.arange(2021.0, 2028.0)
    between = steps_between(known.years[0], np.append(known.years, at), knots)
    cov = 0.8**2 + 0.2**2 * times[:, None] * times
    cov = cov + 0.3**2 * np.minimum(times[:, None], times)
    noise = 0.1**2 + np.append(known.variance, 0)
    cov = cov + np.diag(noise) + 0.25**2 * between[:, 4:] @ between[:, 4:].T
    mean = -1.5 + 0.1 * times + between[:, :4] @ shocks
    gain = np.linalg.solve(cov[:-1, :-1], cov[:-1, -1])
    expected = mean[-1] + gain @ (known.level - mean[:-1])
    variance = cov[-1, -1] - gain @ cov[:-1, -1]
    assert drawn.mean() == pytest.approx(expected, abs=4 * np.sqrt(variance / 2e5))
    assert drawn.var() == pytest.approx(variance, rel=0.02)


# ---- the sampler, where the posterior is known


def test_weighted_draws_have_the_moments_of_a_known_posterior():
    """Half-normal priors times exp(-k z^2 / 2): half-normal again, sd 1 / sqrt(1 + k).

    So narrow beside the priors that several stages are needed.
    """
    scales, narrower = np.array([1.0, 0.0, 3.0]), np.array([400.0, 0.0, 100.0])
    sds = np.array([1.0, 0.0, 3.0]) / np.sqrt(1 + narrower)

    def log_evidence(tried):
        z = tried[:, [0, 2]] / scales[[0, 2]]
        return -(z**2 @ narrower[[0, 2]]) / 2

    found = sample(log_evidence, scales, seed=1)
    stages = len(found.effective_by_stage)
    assert stages > 1
    assert found.sds.shape == (stages * STAGE_DRAWS, 3)
    assert found.weights.sum() == pytest.approx(1)
    assert found.effective_draws == pytest.approx(1 / (found.weights**2).sum())
    assert (found.sds[:, 1] == 0).all()
    error = 4 / np.sqrt(found.effective_draws)
    mean, square = found.weights @ found.sds, found.weights @ found.sds**2
    assert mean == pytest.approx(sds * np.sqrt(2 / np.pi), rel=error)
    assert square == pytest.approx(sds**2, rel=2 * error)
    equal = found.equal(4000)
    assert equal.mean(0) == pytest.approx(mean, rel=0.01)
    assert (equal**2).mean(0) == pytest.approx(square, rel=0.05)


def test_a_proposal_draws_from_the_t_whose_density_it_gives():
    root = np.array([[0.5, 0.0], [0.3, 0.2]])
    one = sampling._Proposal(np.array([1.0, -2.0]), root)
    drawn = one.draw(np.random.default_rng(0).random((200_000, 3)))
    law = multivariate_t(one.centre, root @ root.T, df=5)
    np.testing.assert_allclose(one.log_density(drawn[:99]), law.logpdf(drawn[:99]))
    assert drawn.mean(0) == pytest.approx(one.centre, abs=0.01)
    # the variance of a t with five degrees of freedom is 5 / 3 of its scale
    np.testing.assert_allclose(np.cov(drawn.T), root @ root.T * 5 / 3, rtol=0.05)


# ---- the fit


def test_the_importance_sampler_reports_enough_draws(fit):
    assert fit.effective_draws >= 400
    assert fit.effective_by_stage[0] < fit.effective_draws
    assert fit.fallback == ""


def test_refined_draws_agree_with_a_long_plain_run(panel, fit):
    """Self-normalised prior draws, 2^15 of them, by another sequence."""
    from scipy.special import ndtri
    from scipy.stats.qmc import Sobol

    uniform = Sobol(5, scramble=True, rng=11).random(2**15)
    sds = ndtri((1 + uniform) / 2) * growth.WEAK.scales
    knots = np.arange(2021.0, 2026.0)
    logs = common(batches(panel, knots), sds, growth.WEAK).log_evidence
    weights = np.exp(logs - logs.max())
    effective = weights.sum() ** 2 / (weights**2).sum()
    expected = weights @ sds / weights.sum()
    spread = np.sqrt(weights @ (sds - expected) ** 2 / weights.sum())
    error = spread * np.sqrt(1 / effective + 1 / fit.effective_draws)
    assert (np.abs(fit.sds.mean(0) - expected) < 4 * error).all()


@pytest.mark.fault("N6")
def test_order_of_regions_changes_nothing(panel, fit):
    again = growth.fit(panel[::-1], seed=5)
    assert again.version == fit.version
    assert np.array_equal(again.sds, fit.sds)


def test_a_written_fit_is_the_fit(panel, fit):
    import json

    stored = growth.Fit.from_dict(json.loads(json.dumps(fit.to_dict())))
    assert stored.version == fit.version
    for method in growth.METHODS:
        one, two = (
            growth.forecast(
                each,
                panel[2],
                after(panel[2], 1, 2),
                streams("a"),
                draws=50,
                method=method,
            ).coverage
            for each in (fit, stored)
        )
        assert np.array_equal(one, two)


@pytest.mark.fault("F20.single", "F20.equal")
def test_without_changes_the_fit_says_so():
    fit = growth.fit([growth.record("a", [(2024, 10, 100)])], seed=1)
    assert fit.fallback == TOO_FEW_SERIES
    found = growth.forecast(
        fit, growth.record("a", [(2024, 10, 100)]), [2026.0], streams("a"), draws=500
    )
    assert found.method == growth.RANDOM_WALK
    assert TOO_FEW_SERIES in found.notes
    low, high = np.quantile(found.coverage, [0.1, 0.9])
    assert high - low > 0.05


def test_too_few_effective_draws_fall_back_by_name(panel, monkeypatch):
    monkeypatch.setattr("analysis.model.growth.fitting.LEAST_EFFECTIVE", 1e9)
    fit = growth.fit(panel, seed=5)
    assert fit.fallback == TOO_FEW_DRAWS
    known = panel[1]
    args = (fit, known, after(known, 1), streams("b"))
    fallen = growth.forecast(*args, draws=100, method=growth.HIERARCHICAL)
    walk = growth.forecast(*args, draws=100, method=growth.RANDOM_WALK)
    assert fallen.method == growth.RANDOM_WALK
    assert TOO_FEW_DRAWS in fallen.notes
    assert np.array_equal(fallen.coverage, walk.coverage)


@pytest.mark.fault("F20.single")
def test_an_empty_panel_has_no_trend_and_says_so():
    fit = growth.fit([], seed=1)
    found = growth.forecast(
        fit, growth.record("a", []), [2026.0], streams("a"), draws=500
    )
    assert found.notes == (NO_DATA, FROM_OTHERS)
    low, high = np.quantile(found.coverage, [0.1, 0.9])
    assert high - low > 0.5


def test_common_shocks_are_those_of_the_years_between_the_points(panel, fit):
    first = min(record.years[0] for record in panel)
    last = max(record.years[-1] for record in panel)
    assert fit.first_year == np.floor(first)
    assert fit.end_year == np.ceil(last)


def test_two_joint_normals_where_one_is_certain():
    mean = np.array([[1.0, 2.0], [1.0, 2.0]])
    cov = np.array([[[0.0, 0.0], [0.0, 4.0]], [[9.0, 3.0], [3.0, 5.0]]])
    found = hierarchical._two_normals(mean, cov, np.array([[1.0, 1.0], [1.0, 1.0]]))
    # certain: 1, and 2 + 2 z; else 1 + 3 z, and 2 + z + sqrt(5 - 1) z'
    assert found[0].tolist() == [1, 4]
    assert found[1].tolist() == [4, 5]


def test_an_empty_panel_leaves_the_priors():
    priors = growth.Priors(level_mean=(-1.5, 0.5), drift_mean=(0.3, 0.1))
    fit = growth.fit([], seed=1, priors=priors)
    assert (fit.series, fit.points) == (0, 0)
    draws = len(fit.sds)
    mean, sd = np.array([-1.5, 0.3]), np.array([0.5, 0.1])
    assert (np.abs(fit.centre.mean(0) - mean) < 4 * sd / np.sqrt(draws)).all()
    assert fit.centre.std(0) == pytest.approx(sd, rel=0.1)
    half = priors.scales * np.sqrt(2 / np.pi)
    assert fit.sds.mean(0) == pytest.approx(half, rel=0.1)
    assert growth.fit(made(1), seed=1).series == 1


def test_a_component_left_out_stays_out(panel):
    fit = growth.fit(panel, seed=5, priors=growth.Priors(walk=0, shock=0))
    assert (fit.sds[:, [2, 3]] == 0).all()
    assert (fit.sds[:, [0, 1, 4]] > 0).all()


# ---- forecasts


@pytest.mark.parametrize("method", growth.METHODS)
def test_draws_are_prefixes(panel, fit, method):
    """Fewer draws or fewer years are the beginning of more."""
    known = panel[3]
    years = after(known, 1, 2, 5)
    long = growth.forecast(fit, known, years, streams("c"), draws=300, method=method)
    short = growth.forecast(
        fit, known, years[:2], streams("c"), draws=80, method=method
    )
    np.testing.assert_allclose(short.coverage, long.coverage[:80, :2], rtol=1e-12)


def test_years_must_follow_the_last_point(panel, fit):
    known = panel[3]
    with pytest.raises(ValueError, match="after the last point"):
        growth.forecast(fit, known, [known.years[-1]], streams("c"), draws=10)


def test_the_common_shock_is_common(panel, fit):
    """Years ahead, two regions' draws move together; their own parts do not."""
    known = growth.record("p", [(2024.5, 20_000, POOL)])
    at = [2034.5]
    one = hierarchical_levels(fit, known, np.array(at), streams("one"), 4000)[:, 0]
    two = hierarchical_levels(fit, known, np.array(at), streams("two"), 4000)[:, 0]
    assert np.corrcoef(one, two)[0, 1] > 0.2


def test_persistence_stays_and_the_walk_drifts():
    # 0.3 a year in every series, exactly: the walk goes on by 0.3, persistence stays
    def rising(i):
        logits = -1 + 0.1 * i + 0.3 * np.arange(4)
        people = POOL / (1 + np.exp(-logits))
        return growth.record(
            f"{i}", [(2020 + t, n, POOL) for t, n in enumerate(people)]
        )

    panel = [rising(i) for i in range(20)]
    fit = growth.fit(panel, seed=2)
    known = panel[0]
    for method, moved in ((growth.PERSISTENCE, 0.0), (growth.RANDOM_WALK, 0.87)):
        found = growth.forecast(
            fit, known, [2026.0], streams("d"), draws=4000, method=method
        )
        median = np.median(found.coverage)
        # 60 of 62 years of drift 0.3: the prior holds two years of none
        change = np.log(median / (1 - median)) - known.level[-1]
        assert change == pytest.approx(moved, abs=0.03)


def test_the_mixture_takes_rows_of_its_parts(panel, fit):
    known = panel[3]
    args = (fit, known, after(known, 1, 3), streams("e"))
    parts = [
        growth.forecast(*args, draws=400, method=m).coverage for m in growth.WEIGHTS
    ]
    mixed = growth.forecast(*args, draws=400).coverage
    from_part = np.array([(mixed == part).all(1) for part in parts])
    assert from_part.any(0).all()
    shares = from_part.mean(1)
    np.testing.assert_allclose(shares, list(growth.WEIGHTS.values()), atol=0.08)


@settings(max_examples=15)
@given(
    points=st.lists(
        st.tuples(
            st.floats(2015, 2025),
            st.integers(0, 60_000),
            st.integers(1, 60_000),
        ),
        max_size=5,
        unique_by=lambda point: point[0],
    ),
    method=st.sampled_from(growth.METHODS),
)
def test_any_points_give_shares_and_permuting_them_nothing(fit, points, method):
    one, two = growth.record("z", points), growth.record("z", points[::-1])
    found = [
        growth.forecast(
            fit, known, [2026.0, 2036.0], streams("z"), draws=60, method=method
        )
        for known in (one, two)
    ]
    assert np.array_equal(found[0].coverage, found[1].coverage)
    assert ((found[0].coverage >= 0) & (found[0].coverage <= 1)).all()


# ---- trends in a scenario


def test_mirrored_numbers_come_in_pairs_of_their_law():
    numbers = Mirrored(0, "x")
    normal = numbers.standard_normal((4000, 2))
    assert normal.shape == (4000, 2)
    assert (normal[2000:] == -normal[:2000]).all()
    assert numbers.standard_normal(10).shape == (10,)
    twice = {
        "uniform": (numbers.random(4000), 1 / 2),
        "chi-squared": (numbers.chisquare(3, 4000), 3),
        "beta": (numbers.beta(2, 6, 4000), 1 / 4),
        "share": (numbers.dirichlet(np.array([1, 2, 5]), 4000)[:, 1], 1 / 4),
    }
    for drawn, mean in twice.values():
        assert len(drawn) == 4000
        assert (drawn[2000:] == drawn[:2000]).all()
        assert drawn.mean() == pytest.approx(mean, rel=0.05)
        assert drawn.std() > mean / 10
    again = Mirrored(0, "x").standard_normal((4000, 2))
    assert (again == normal).all()
    assert (Mirrored(1, "x").standard_normal((4000, 2)) != normal).all()


def with_trend(model, draws=0, **more):
    segment = {
        "eligible": 20_000,
        "members": 6_000,
        "tariff": {"kind": "bpu"},
        "path": {"kind": "trend", "model": model},
    }
    segment["path"] |= more
    fields = {"first_year": 2027, "years": 3, "segments": {"rt_rw": segment}}
    fields["draws"] = draws
    return project(parse_scenario(scenario_text("demo", fields)))


def test_the_median_of_persistence_is_the_coverage_known():
    # (6,000 + 0.5) / (20,000 + 1), which is nobody more or less
    found = with_trend("persistence").series("members_end")
    assert found.tolist() == [6000, 6000, 6000]


def test_draws_of_a_trend_lie_about_its_central_path():
    for model in ("random_walk", "hierarchical", "quota_steps"):
        found = with_trend(model, draws=400)
        drawn = found.draws.pivot_table(
            index="draw", columns="year", values="members_end"
        )
        assert (drawn.std() > 100).all()
        assert drawn.std().is_monotonic_increasing
        medians, central = drawn.median(), found.series("members_end")
        error = 4 * 1.25 * drawn.std() / np.sqrt(len(drawn))
        assert (abs(medians - central.to_numpy()) < error).all()


def test_the_median_of_the_walk_goes_on_by_the_pooled_drift():
    """From the end of 2026, a year at a time: the last point is the members given."""
    found = with_trend("random_walk", history={"2024-12": 3_000}).series("members_end")
    fit = trend._calibration()[0]
    years = fit.changes.years
    drift = fit.changes.drift_y * years / (years + 2)
    logits = np.log(6000.5 / 14_000.5) + drift * np.arange(1, 4)
    expected = 20_000 / (1 + np.exp(-logits))
    assert found.to_numpy() == pytest.approx(expected, abs=1)


def test_the_median_of_a_line_goes_on_along_its_points(fit):
    """Three points on a line of logits, 0.2 a year; then only two of them."""
    logits = -1 + 0.2 * np.arange(6)
    people = (POOL + 1) / (1 + np.exp(-logits)) - 0.5
    mirrored = growth.Streams(
        own=lambda name: Mirrored(0, "x", name), common=lambda name: Mirrored(0, name)
    )
    for points in (3, 2):
        rows = [(2020 + i, people[i], POOL) for i in range(points)]
        ahead = np.arange(points, 6)
        found = growth.forecast(
            fit,
            growth.record("x", rows),
            2020 + ahead,
            mirrored,
            draws=2000,
            method=growth.LINEAR,
        ).coverage
        expected = 1 / (1 + np.exp(-logits[ahead]))
        assert np.median(found, axis=0) == pytest.approx(expected, abs=1e-3)
        assert (np.diff(found.std(0)) > 0).all()
