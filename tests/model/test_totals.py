"""The fast core beside the full projection: what is equal, and what in the mean."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from analysis.model import fans
from analysis.model.draws import BLOCK, Stream
from analysis.model.projection import project
from analysis.model.projection import totals as core
from analysis.model.projection.plan import Values
from analysis.model.projection.series import BY_YEAR, FUNNEL
from analysis.model.projection.totals import totals
from analysis.model.totals import STATISTICS
from analysis.paths import SCENARIOS
from analysis.quantity import Quantity
from analysis.scenario.load import load_scenario, parse_scenario
from minimal import scenario_text
from random_claims import with_claims
from random_scenarios import random_scenario, with_ranges

SHIPPED = sorted(path.stem for path in SCENARIOS.glob("*.yaml"))
SEEDS, YEARS = range(16), range(2027, 2031)
ONLY_PROJECT = {
    *("years_to_breach", "planned_end", *FUNNEL[:-1]),
    *("spreadsheet_bill_idr", *(name for name in BY_YEAR if name.startswith("bridge"))),
} - {"bridge_arrears_idr"}
MONEY = (
    *("eligible", "members_end", "members_mean", "coverage_rate", "people_left_out"),
    *("funded_member_months", "contributions_idr", "uncut_bill_idr", "base_idr"),
    *("ceiling_idr", "headroom_idr", "required_cut_share", "burden_share"),
    *("breach_probability", "arrears_idr", "arrears_paid_idr", "moved_cost_idr"),
    *("active_member_months", "exposure_member_months"),
)
DRAWN = (
    *("deaths", "accidents", "claims_count", "claims_idr", "claims_incurred_idr"),
    *("claims_outstanding_idr", "benefit_commitments_idr"),
    "benefit_commitments_pv_idr",
)


def by_key(found):
    """Values of a result by variable, programme, payer, year and statistic."""
    return {
        (*label[:3], str(year), statistic): value
        for label, rows in zip(found.labels, found.values, strict=True)
        for year, row in zip(found.years, rows, strict=True)
        for statistic, value in zip(STATISTICS, row, strict=True)
        if np.isfinite(value)
    }


def of_project(scenario):
    table = project(scenario).table
    table = table[(table["segment"] == "all") & (table["year"] != "all")]
    keys = ["variable", "programme", "funder", "year", "statistic"]
    found = table.set_index(keys)["value"].to_dict()
    return {key: value for key, value in found.items() if key[-1] in STATISTICS}


def random_one(seed, **changes):
    fields = with_claims(random_scenario(30_000 + seed), seed)
    if changes.get("draws"):
        fields = with_ranges(fields, seed)
    text = scenario_text("random", {**fields, **changes})
    return parse_scenario(text, "random.yaml")


def same_where_no_chance(scenario):
    found, expected = by_key(totals([scenario])[0]), of_project(scenario)
    assert found.keys() == {key for key in expected if key[0] not in ONLY_PROJECT}
    for key, value in found.items():
        if key[-1] == "central":
            assert value == pytest.approx(expected[key], rel=1e-9, abs=1e-6), key
        elif key[0] in MONEY:
            assert value == expected[key], key
        elif key[0] not in DRAWN and key[0] == "balancing_tariff_idr_m":
            assert value == pytest.approx(expected[key], rel=1e-9), key


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_scenarios_as_projected(name):
    same_where_no_chance(load_scenario(name, draws=40))


@pytest.mark.parametrize("seed", range(40))
def test_random_scenarios_on_the_central_path(seed):
    same_where_no_chance(random_one(seed))


@pytest.mark.parametrize("seed", range(6))
def test_random_scenarios_with_ranges(seed):
    same_where_no_chance(random_one(seed, draws=30))


def two_routes(seed):
    """Draws of totals by both routes, and spreads of JKK, name -> (year, ...)."""
    scenario = load_scenario("serang-pppk", draws=BLOCK, years=4, seed=seed)
    results, names = project(scenario), [name for name in core.KEEP if name in DRAWN]
    fast = totals([scenario], keep=names)[0]
    full = {
        name: results.draws.pivot_table(
            index="year", columns="draw", values=name
        ).to_numpy()
        for name in names
    }
    return moments(fast.draws, by_key(fast)), moments(full, of_project(scenario))


def moments(draws, by_statistic):
    """Means and variances of all, spread of what accidents cost; (year,) each."""
    found = {
        (name, of.__name__): of(values, axis=1)
        for name, values in draws.items()
        for of in (np.mean, np.var)
    }
    for name in ("claims_incurred_idr", "claims_idr", "claims_outstanding_idr"):
        rows = {
            statistic: np.array(
                [by_statistic[name, "jkk", "all", str(y), statistic] for y in YEARS]
            )
            for statistic in ("mean", "p10", "p90")
        }
        found[name, "jkk", "mean"] = rows["mean"]
        found[name, "jkk", "spread"] = rows["p90"] - rows["p10"]
    return found


def test_means_and_variances_by_both_routes():
    """Differences over 16 seeds, in standard errors of their mean."""
    found = [two_routes(seed) for seed in SEEDS]
    worst = 0.0
    for key in found[0][0]:
        apart = np.array([fast[key] - full[key] for fast, full in found])
        error = apart.std(axis=0, ddof=1) / np.sqrt(len(SEEDS))
        z = np.abs(apart.mean(axis=0)) / error
        assert (z < 4).all(), (key, z)
        worst = max(worst, z.max())
    assert worst > 0.1  # the routes do draw different numbers


def test_a_variant_that_changes_nothing_differs_by_exactly_nothing():
    one = load_scenario("cilegon-baseline", draws=300)
    other = load_scenario("cilegon-baseline", draws=300)
    first, second = totals([one, other], keep=core.KEEP)
    assert np.array_equal(first.values, second.values, equal_nan=True)
    for name in core.KEEP:
        assert (first.draws[name] == second.draws[name]).all()


def test_one_call_equals_many_in_any_order():
    names = [name for name in SHIPPED if name.startswith("cilegon")]
    changes = {"draws": 300, "years": 4, "first_year": 2027}
    many = [
        load_scenario(name, **changes)
        for name in names
        if load_scenario(name).first_year == changes["first_year"]
    ]
    assert len(many) >= 4
    changed = {"segments.kader.turnover_y": 0.4}, {"segments.kader.since": "2026-11"}
    many += [load_scenario("cilegon-baseline", **changes, **one) for one in changed]
    together = totals(many, keep=("claims_idr",))
    backwards = totals(many[::-1], keep=("claims_idr",))[::-1]
    for one, scenario, back in zip(together, many, backwards, strict=True):
        alone = totals([scenario], keep=("claims_idr",))[0]
        for other in (alone, back):
            assert one.labels == other.labels
            assert np.array_equal(one.values, other.values, equal_nan=True)
            assert (one.draws["claims_idr"] == other.draws["claims_idr"]).all()


def test_wages_that_grow_otherwise_are_not_shared():
    pair = [
        load_scenario("serang-pppk", draws=100, years=3, **one)
        for one in ({}, {"wage_growth_y": 0.12})
    ]
    for one, scenario in zip(totals(pair), pair, strict=True):
        alone = totals([scenario])[0]
        assert np.array_equal(one.values, alone.values, equal_nan=True)


def test_only_a_ceiling_changes_only_what_it_cuts():
    one = load_scenario("cilegon-baseline", draws=200)
    loose = load_scenario("cilegon-baseline", draws=200, **{"budget.ceiling": None})
    first, second = totals([one, loose], keep=("claims_incurred_idr", "deaths"))
    found, other = by_key(first), by_key(second)
    assert found["uncut_bill_idr", "all", "all", "2027", "mean"] == pytest.approx(
        other["uncut_bill_idr", "all", "all", "2027", "mean"]
    )
    assert (first.draws["deaths"] == second.draws["deaths"]).all()  # nothing is cut


def test_a_longer_run_begins_with_the_draws_of_a_shorter():
    short, long = (
        totals([load_scenario("cirebon-baseline", draws=draws)], keep=core.KEEP)[0]
        for draws in (BLOCK, BLOCK + 70)
    )
    for name in core.KEEP:
        assert long.draws[name].shape[1] == BLOCK + 70
        assert (long.draws[name][:, :BLOCK] == short.draws[name]).all()


def test_national_numbers_are_one_for_all_regions():
    here, there = (Values(Stream(5, region, 0, 9)) for region in ("3672", "3273"))
    even = Quantity("uniform", (0, 1))
    assert (here.national(even, "a") == there.national(even, "a")).all()
    assert (here.of(even, "a") != there.of(even, "a")).all()
    assert (Values().national(even, "a") == Values().of(even, "a")).all()


def test_memory_hardly_grows_with_draws(monkeypatch):
    monkeypatch.setattr(core, "MEMORY_LIMIT_BYTES", 2**20)
    memo = {}
    peaks = []
    for draws in (2 * BLOCK, 2 * BLOCK, 6 * BLOCK):
        one = load_scenario("cirebon-baseline", draws=draws, years=3)
        tracemalloc.start()
        totals([one], memo=memo)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    a_row = 3 * 8 * 4 * BLOCK  # what one sorted row of the longer run has more
    assert peaks[2] - peaks[1] < 6 * a_row


def test_antithetic_pairs_narrow_the_means():
    even = Quantity("uniform", (0, 1))
    nine, four = (
        Values(Stream(1, "3672", 0, size, antithetic=True)).of(even, "a")
        for size in (9, 4)
    )
    assert nine[:8:2] + nine[1::2] == pytest.approx(np.ones(4))
    assert nine[:4] == pytest.approx(four)  # a longer run begins with a shorter one

    def of(seed, antithetic):
        one = load_scenario("cirebon-baseline", draws=200, years=2, seed=seed)
        found = by_key(totals([one], antithetic=antithetic)[0])
        return found["balancing_tariff_idr_m", "all", "all", "2028", "mean"]

    plain, paired = ([of(seed, way) for seed in range(20)] for way in (False, True))
    assert np.var(paired) < 0.5 * np.var(plain)
    assert np.mean(paired) == pytest.approx(np.mean(plain), rel=0.05)


def test_fans_use_every_draw():
    one = load_scenario("cirebon-baseline", draws=BLOCK + 500)
    found = totals([one], keep=("claims_idr",))[0]
    row = [label[:3] for label in found.labels].index(("claims_idr", "all", "all"))
    expected = np.percentile(found.draws["claims_idr"], fans.PERCENTS, axis=1).T
    assert found.values[row][:, 2:] == pytest.approx(expected, abs=1)
    assert found.values[row][:, 1] == pytest.approx(
        found.draws["claims_idr"].mean(axis=1), abs=1
    )


def test_without_draws_there_is_only_the_central_path():
    found = totals([load_scenario("cilegon-baseline", draws=0)], keep=("deaths",))[0]
    assert np.isnan(found.values[..., 1:]).all()
    assert found.draws["deaths"].shape == (10, 0)


@pytest.mark.parametrize(
    ("changes", "word"),
    [({"draws": 7}, "draws"), ({"seed": 7}, "seed"), ({"years": 3}, "years")],
)
def test_scenarios_of_one_call_are_alike(changes, word):
    pair = [load_scenario("cilegon-baseline", **one) for one in ({}, changes)]
    with pytest.raises(ValueError, match=word):
        totals(pair)


def test_what_cannot_be_kept_is_refused():
    with pytest.raises(ValueError, match="turnover"):
        totals([load_scenario("cilegon-baseline", draws=0)], keep=("turnover",))
    with pytest.raises(ValueError, match="at least one"):
        totals([])
