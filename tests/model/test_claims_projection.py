"""Claims of whole projections: balances in every draw, order, chance, edges."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.law.parameters import load_law
from analysis.model import projection
from analysis.model.claims.compound import aggregate_distribution, convolve
from analysis.model.draws import Stream
from analysis.model.projection import people, project, series, variables
from analysis.model.projection.plan import Plan, Values
from analysis.scenario.load import parse_scenario
from analysis.scenario.regions import region_pack
from minimal import scenario_text
from random_claims import with_claims
from random_scenarios import random_scenario, with_ranges

REGION = "3672"
MONEY = (
    *("claims_idr", "claims_incurred_idr", "claims_outstanding_idr"),
    *("benefit_commitments_idr", "benefit_commitments_pv_idr"),
    *("operating_levy_idr", "underwriting_result_idr"),
)
COUNTS = ("deaths", "accidents", "claims_count")
PER_PAID_IN = ("claim_ratio", "incurred_ratio", "value_per_rupiah")
LEVELS = ("tk", "sd", "smp", "sma", "pt")
# every uncertain value of claims made certain, so that chance alone is left
CERTAIN = {
    "selection_factor": 0.9,
    "selection_first_year_factor": 1.2,
    "jkk_incidence_bpu_y": 0.02,
    "jkk_incidence_pu_y": 0.02,
    "jkk_cost_cv": 2,
    "jkk_death_share": 0.05,
    "jkk_disability_share": 0.1,
    "jkk_total_disability_share": 0.05,
    "jkk_disability_degree": 0.1,
    "jkk_disability_cv": 1,
    "jkk_care_idr": 2_000_000,
    "jkk_incapacity_months": 0.5,
    "claim_delay_months": 2,
    "father_age_gap_years": 4,
    **{f"scholarship_enrolled_{level}_share": 0.9 for level in LEVELS},
    "scholarship_use_share": 0.8,
    "discount_rate_y": 0.06,
    "operating_levy_share": 0.05,
    "tenure_36_months_share": 0.4,
    "tenure_resets_after_gap": 0,
}
GROUP = {
    "eligible": 2000,
    "members": 2000,
    "tariff": {"kind": "bpu"},
    "path": {"kind": "hold"},
    "turnover_y": 0,
    "profile": {"male_share": 0.6, "ages": {"30-64": 1}},
}


def scenario(*segments, overrides=CERTAIN, **fields):
    slugs = ("linmas", "kader", "nelayan")
    law = {"overrides": {name: {"2015-07": one} for name, one in overrides.items()}}
    whole = {
        "region": REGION,
        "first_year": 2027,
        "segments": dict(zip(slugs, segments, strict=False)),
        "law": law,
        **fields,
    }
    return parse_scenario(scenario_text("claims", whole), "claims.yaml")


def paths(one, draws=0):
    """Return ``{(variable, segment, programme, funder): (draw, year)}``."""
    law = load_law(one.law.variant, one.law.overrides)
    plan = Plan(one, law, region_pack(one.region), {})
    stream = Stream(one.seed, one.region, 0, draws) if draws else None
    values = Values(stream)
    uncut = people.uncut(plan, values)
    found, _ = projection._run(plan, values, uncut, stream)
    labels = series.describe(plan.slugs, variables.funder_names(plan))
    return {
        (name, *label): cube[:, number]
        for name, cube in found.items()
        if labels[name].yearly
        for number, label in enumerate(labels[name].labels)
    }


def of(found, variable):
    return {key[1:]: one for key, one in found.items() if key[0] == variable}


@cache
def drawn(seed):
    """Return the draws of a random scenario, its people and claims uncertain."""
    given_ = with_claims(with_ranges(random_scenario(10_000 + seed), seed), seed)
    for name in ("selection_factor", "discount_rate_y", "operating_levy_share"):
        given_["law"]["overrides"].pop(name, None)
    text = scenario_text("random", given_)
    return paths(parse_scenario(text, "random.yaml"), draws=5)


# ---- balances


@pytest.mark.parametrize("seed", range(12))
def test_payers_fund_and_households_add_to_zero_in_every_draw(seed):
    found = drawn(seed)
    paid = of(found, "contributions_idr")
    for (segment, _, _), fund in of(found, "fund_balance_idr").items():
        households = found["household_benefit_idr", segment, "all", "all"]
        payers = -sum(
            one
            for (s, programme, funder), one in paid.items()
            if s == segment and programme != "all" and funder != "all"
        )
        assert np.abs(payers + fund + households).max() < 1e-3, segment


@pytest.mark.parametrize("seed", range(12))
def test_what_is_incurred_and_not_paid_is_owed_in_every_draw(seed):
    found = drawn(seed)
    for key, incurred in of(found, "claims_incurred_idr").items():
        owed = found["benefit_commitments_idr", *key]
        owed = owed + found["claims_outstanding_idr", *key]
        rise = np.diff(owed, prepend=0.0, axis=-1)
        assert np.allclose(incurred - found["claims_idr", *key], rise, atol=1e-3), key
        assert (found["benefit_commitments_pv_idr", *key] <= owed + 1e-3).all()
        result = found["contributions_idr", *key]
        result = result - found["operating_levy_idr", *key] - incurred
        assert np.allclose(result, found["underwriting_result_idr", *key], atol=1e-3)


@pytest.mark.parametrize("seed", range(12))
def test_parts_add_up_and_nothing_is_missing_or_without_end(seed):
    found = drawn(seed)
    for name in (*MONEY, *COUNTS):
        rows = of(found, name)
        segments = {key[0] for key in rows} - {"all"}
        for segment, programme, _ in rows:
            one = rows[segment, programme, "all"]
            assert np.isfinite(one).all(), name
            parts = [rows[s, programme, "all"] for s in segments]
            if segment == "all":
                assert np.allclose(one, sum(parts), rtol=1e-9, atol=1e-3), name
    for name in PER_PAID_IN:
        for key, ratio in of(found, name).items():
            paid_in = found["contributions_idr", *key] > 0
            assert (np.isfinite(ratio) == paid_in).all(), name
    for (segment, *rest), tariff in of(found, "balancing_tariff_idr_m").items():
        months = found["funded_member_months", segment, "all", "all"]
        paid_in = found["contributions_idr", segment, "all", "all"]
        known = (months > 0) & (paid_in > 0)
        assert (np.isfinite(tariff) == known).all(), (segment, rest)


# ---- order


def expected_of(variable, programme, *segments, **fields):
    results = project(scenario(*segments, **fields))
    return results.series(variable, programme=programme).sum()


@settings(max_examples=25)
@given(
    st.integers(26, 60),
    st.integers(0, 20),
    st.integers(1, 20),
    st.sampled_from([0, 0.4, 1]),
)
def test_an_older_group_is_never_expected_to_get_less_for_deaths(low, width, by, men):
    # from 26 on: the death rate of young men falls from 23 to 26 in WPP 2024
    assume(low + width + by <= 100)

    def benefit(first):
        ages = {f"{first}-{first + width}": 1}
        group = GROUP | {"profile": {"male_share": men, "ages": ages}}
        rate = project(scenario(group)).rates.iloc[0]
        return rate["person_years"] * rate["death_rate_y"] * rate["full_benefit_idr"]

    assert benefit(low + by) >= benefit(low)


@settings(max_examples=25)
@given(st.integers(0, 60), st.integers(1, 60), st.sampled_from([0, 0.3]))
def test_longer_tenure_is_never_expected_to_bring_less(months, longer, turnover):
    same_rate = CERTAIN | {"selection_first_year_factor": 1}

    def benefit(ago):
        year, month = divmod(2027 * 12 - ago, 12)
        group = {"since": f"{year}-{month + 1:02d}", "turnover_y": turnover}
        return expected_of(
            "claims_incurred_idr", "jkm", GROUP | group, overrides=same_rate
        )

    assert benefit(months + longer) >= benefit(months) - 1e-3


@settings(max_examples=25)
@given(st.integers(200_000, 20_000_000), st.integers(1, 10_000_000))
def test_a_higher_reported_wage_is_never_expected_to_bring_less(wage, more):
    def benefit(idr):
        tariff = {"kind": "pu", "reported_wage": idr, "risk_group": 1}
        return expected_of("claims_incurred_idr", "jkk", GROUP | {"tariff": tariff})

    assert benefit(wage + more) >= benefit(wage)


# ---- edges


NOBODY = GROUP | {"eligible": 0, "members": 0}
ONE = GROUP | {"eligible": 1, "members": 1}
NO_MONTH = GROUP | {"window": {"first": "2028-01", "last": "2028-12"}}


@pytest.mark.parametrize("draws", [0, 50])
@pytest.mark.parametrize("group", [NOBODY, NO_MONTH], ids=["nobody", "no month"])
def test_who_is_never_covered_claims_nothing(group, draws):
    results = project(scenario(group, draws=draws))
    for name in (*MONEY, *COUNTS, "fund_balance_idr", "household_benefit_idr"):
        rows = results.table[results.table["variable"] == name]
        assert (rows["value"] == 0).all(), name
    ratios = {*PER_PAID_IN, "balancing_tariff_idr_m"}
    assert not ratios & set(results.table["variable"])
    rates = results.rates
    nothing = rates[["person_years", "early_share", "qualifying_share"]]
    assert (nothing == 0).all(axis=None)
    assert rates["tariff_jkm_idr_m"].isna().all()
    numbers = rates.drop(columns="segment").filter(regex="^(?!tariff)")
    assert np.isfinite(numbers).all(axis=None)
    assert results.identities()["holds"].all()


def test_one_person_has_the_claims_of_one():
    found, many = (
        project(scenario(group, draws=200 * (group is ONE))) for group in (ONE, GROUP)
    )
    for name in MONEY:
        one, all_ = found.series(name)[2027], many.series(name)[2027]
        assert 2000 * one == pytest.approx(all_, rel=1e-9, abs=1e-3), name
    assert found.fan("deaths").loc[2027].isin([0, 1, 2]).all()
    assert found.identities()["holds"].all()


def test_where_nothing_is_paid_in_there_is_no_ratio_but_claims_go_on():
    # the ceiling leaves no month of 2027 paid; the first three keep their rights
    budget = {
        "base_idr": {2027: 10**9},
        "ceiling": {"idr": {2027: 0}},
        "when_short": "arrears",
    }
    results = project(scenario(GROUP, budget=budget))
    assert results.series("exposure_member_months")[2027] == 3 * 2000
    assert results.series("claims_idr")[2027] > 0
    assert results.series("underwriting_result_idr")[2027] < 0
    ratios = {*PER_PAID_IN, "balancing_tariff_idr_m"}
    assert not ratios & set(results.table["variable"])
    assert results.identities()["holds"].all()


def test_a_new_segment_leaves_claims_and_contributions_of_the_others():
    pu = {"kind": "pu", "reported_wage": "umk", "risk_group": 2}
    other = GROUP | {"eligible": 300, "members": 300, "tariff": pu}
    few = paths(scenario(GROUP, overrides={}), draws=40)
    more = paths(scenario(GROUP, other, overrides={}), draws=40)
    names = (*MONEY, *COUNTS, "contributions_idr", "eligible", "members_end")
    compared = [k for k in few if k[0] in names and k[1] == "linmas"]
    assert len(compared) > 20
    for key in compared:
        assert np.array_equal(*np.broadcast_arrays(few[key], more[key])), key


# ---- what the rates say


def test_claims_incurred_follow_from_the_rates():
    joined = {"since": "2026-11", "turnover_y": 0.2}
    results = project(scenario(GROUP | joined, years=4, draws=0))
    rate = results.rates.set_index("year")
    assert (rate["segment"] == "linmas").all()
    died = rate["person_years"] * rate["death_rate_y"]
    early = died * rate["early_share"]
    award = rate["qualifying_share"] * rate["award_idr"]
    jkm = early * rate["early_benefit_idr"]
    jkm += (died - early) * (rate["full_benefit_idr"] + award)
    hurt = rate["person_years"] * rate["accident_rate_y"]
    dead, disabled = hurt * rate["death_share"], hurt * rate["disability_share"]
    jkk = hurt * rate["care_idr"] + dead * rate["work_death_idr"]
    jkk += disabled * rate["disability_idr"]
    jkk += (dead + disabled * rate["total_disability_share"]) * rate["jkk_award_idr"]
    for programme, incurred in (("jkm", jkm), ("jkk", jkk)):
        found = results.series("claims_incurred_idr", programme=programme)
        assert incurred.to_numpy() == pytest.approx(found.to_numpy(), rel=1e-12)
    deaths = results.series("deaths", programme="jkk")
    assert deaths.to_numpy() == pytest.approx(dead.to_numpy())
    worth = results.series("value_per_rupiah") * results.series("contributions_idr")
    later = (died - early) * rate["qualifying_share"]
    later *= rate["award_idr"] - rate["award_pv_idr"]
    awards = dead + disabled * rate["total_disability_share"]
    later += awards * (rate["jkk_award_idr"] - rate["jkk_award_pv_idr"])
    assert worth.to_numpy() == pytest.approx((jkm + jkk - later).to_numpy())


def test_the_first_year_weighs_on_the_death_rate():
    # nobody before January: in their first twelve months all of 2027, nobody after
    joining = {"members": 0, "path": {"kind": "schedule", "members": {2027: 2000}}}
    results = project(scenario(GROUP | joining, years=2))
    rate = results.rates["death_rate_y"] / results.rates["population_death_rate_y"]
    assert rate.tolist() == pytest.approx([0.9 * 1.2, 0.9])


def test_death_rates_are_those_of_the_first_year():
    old = GROUP | {"profile": {"male_share": 1, "ages": {"50-64": 1}}}
    results = project(scenario(GROUP, old | {"since": "2026-12"}, years=3))
    found = results.death_rates
    assert found.columns.tolist() == [
        *("segment", "population_death_rate_y", "death_rate_y", "early_share")
    ]
    first = results.rates[results.rates["year"] == 2027]
    assert found["death_rate_y"].tolist() == first["death_rate_y"].tolist()
    # one full month in January, three in March: 2 of 36 months
    assert found["early_share"].tolist() == pytest.approx([0, 2 / 36])


# ---- chance


def incurred(programme, draws, group=GROUP):
    one = scenario(group | {"since": "2020-01"})
    return paths(one, draws)["claims_incurred_idr", "linmas", programme, "all"][:, 0]


def test_the_mean_of_draws_is_the_central_path():
    one = scenario(GROUP | {"since": "2026-11"}, years=3)
    central, many = paths(one), paths(one, draws=2000)
    checked = 0
    for (name, *key), values in many.items():
        if name not in (*MONEY, *COUNTS) or len(values) == 1:
            continue
        middle = central[name, *key][0]
        error = values.std(0, ddof=1) / len(values) ** 0.5
        assert (np.abs(values.mean(0) - middle) < 4.5 * error + 1e-6).all(), (name, key)
        checked += 1
    assert checked > 20


def agrees(exact, draws):
    """Say whether the draws lie around exact quantiles as chance allows."""
    found = []
    for p in (0.05, 0.25, 0.5, 0.75, 0.95):
        at, tie = exact.quantile(p), exact.step * 1.01
        error = 4.5 * (p * (1 - p) / len(draws)) ** 0.5
        below, upto = (draws < at - tie).mean(), (draws <= at + tie).mean()
        found.append(below - error <= p <= upto + error)
    return all(found)


def test_drawn_jkm_claims_follow_the_exact_distribution():
    rate = project(scenario(GROUP | {"since": "2020-01"})).rates.iloc[0]
    assert rate["early_share"] == 0
    assert rate["qualifying_share"] == 1
    each = rate["full_benefit_idr"] + rate["award_idr"]
    died = rate["person_years"] * rate["death_rate_y"]
    exact = aggregate_distribution(died, {1: 1.0})
    draws = incurred("jkm", 20_000) / each
    assert np.allclose(draws, np.round(draws))
    assert agrees(replace(exact, step=1), np.round(draws))


STEP = 250_000.0


def cells(distribution):
    """Return the probabilities of 0, step, 2 step, ... of a continuous amount."""
    edges = np.arange(0, distribution.ppf(1 - 1e-9) / STEP + 1) + 0.5
    above = np.concatenate([[0.0], distribution.cdf(edges * STEP)])
    return np.diff(above) / above[-1]


def test_drawn_jkk_claims_follow_the_exact_distribution():
    rate = project(scenario(GROUP | {"since": "2020-01"})).rates.iloc[0]
    hurt = rate["person_years"] * rate["accident_rate_y"]
    care = cells(stats.gamma(1 / 2**2, scale=rate["care_idr"] * 2**2))
    harm = cells(stats.gamma(1, scale=rate["disability_idr"]))
    after = rate["total_disability_share"] * rate["jkk_award_idr"]
    death = rate["work_death_idr"] + rate["jkk_award_idr"]

    def later(pmf, idr):
        return np.concatenate([np.zeros(round(idr / STEP)), pmf])

    parts = (
        (1 - rate["death_share"] - rate["disability_share"], care),
        (rate["disability_share"], later(np.convolve(care, harm), after)),
        (rate["death_share"], later(care, death)),
    )
    exact = convolve(
        *(aggregate_distribution(hurt * share, pmf, step=STEP) for share, pmf in parts)
    )
    draws = incurred("jkk", 20_000)
    assert exact.mean == pytest.approx(draws.mean(), rel=0.02)
    assert exact.sd == pytest.approx(draws.std(), rel=0.05)
    assert agrees(exact, draws)


def test_the_overrides_leave_nothing_uncertain():
    given_ = {name: {"2015-07": Fraction(str(v))} for name, v in CERTAIN.items()}
    law = load_law("current", given_)
    assert all(law.quantity(name, "2027-12").certain for name in CERTAIN)
    one = scenario(GROUP)
    flat = paths(one, draws=30)
    for name in ("balancing_tariff_idr_m", "value_per_rupiah"):
        for key, values in of(flat, name).items():
            assert np.ptp(values, axis=0).max() < 1e-9 * values.max(), (name, key)
