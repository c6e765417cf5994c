"""Properties of whole projections: shared random numbers, identities, seeds."""

import numpy as np
import pandas as pd
import pytest

from analysis.model import draws as draws_module
from analysis.model.projection import project
from analysis.scenario.load import parse_scenario

UNCERTAIN = """
schema: 1
name: uncertain
title: {id: Uji, en: Test}
region: "3672"
first_year: 2027
years: 4
draws: 300
segments:
  rt_rw:
    eligible: 1600
    members: 1000
    eligible_growth_y: {normal: [0.01, 0.01]}
    tariff: {kind: bpu}
    path: {kind: target, coverage: {uniform: [0.7, 0.95]}, year: 2029}
  non_asn:
    eligible: 500
    members: 500
    tariff: {kind: pu, reported_wage: umk, risk_group: 1}
    path: {kind: hold}
    place: leave
    renewal_y: {median: 0.9, p10: 0.8, p90: 0.97}
budget:
  base_idr: {2026: 1966841743000}
  growth_y: {normal: [0.045, 0.07]}
  ceiling: {share: 0.00014}
  when_short: heads
funding: [{funder: provinsi, ceiling_idr_y: 20000000}, {funder: apbd}]
"""
THIRD = """
  kader:
    eligible: 300
    members: 300
    tariff: {kind: bpu}
    path: {kind: hold}
budget:
"""
PEOPLE = ["eligible", "members_end", "funded_member_months", "contributions_idr"]


def run(text=UNCERTAIN, **overrides):
    return project(parse_scenario(text, file="uncertain.yaml", **overrides))


@pytest.fixture(scope="module")
def results():
    return run()


@pytest.mark.fault("N3")
def test_identities_hold(results):
    found = results.identities()
    assert found["holds"].all(), found


def test_the_ceiling_is_never_passed_in_any_draw(results):
    draws = results.draws
    assert (draws["contributions_apbd_idr"] <= draws["ceiling_idr"]).all()
    assert (draws["uncut_bill_idr"] > draws["ceiling_idr"]).any()


def test_same_seed_same_numbers_and_another_seed_others(results):
    again = run()
    pd.testing.assert_frame_equal(results.table, again.table)
    pd.testing.assert_frame_equal(results.draws, again.draws)
    other = run(seed=1)
    assert (other.draws["base_idr"] != results.draws["base_idr"]).any()


def test_a_longer_run_begins_with_the_shorter(results, monkeypatch):
    monkeypatch.setattr(draws_module, "BLOCK", 300)  # so that 700 draws are 3 blocks
    longer = run(draws=700).draws
    same = longer[longer["draw"] < 300].reset_index(drop=True)
    pd.testing.assert_frame_equal(same, results.draws)
    assert longer["draw"].nunique() == 700


def test_a_new_segment_leaves_the_others_as_they_were():
    free = UNCERTAIN.replace("  ceiling: {share: 0.00014}\n", "")
    before = run(free).table
    after = run(free.replace("budget:\n", THIRD.lstrip("\n"))).table
    keys = ["segment", "programme", "variable", "year", "statistic"]

    def of(table):
        rows = table[table["segment"].isin(["rt_rw", "non_asn"])]
        rows = rows[rows["variable"].isin(PEOPLE) & (rows["funder"] == "all")]
        return rows.set_index(keys)["value"].sort_index()

    pd.testing.assert_series_equal(of(before), of(after))


def test_scenarios_share_their_random_numbers(results):
    lower = run(**{"budget.ceiling.share": "0.0001"})
    assert (lower.draws["base_idr"] == results.draws["base_idr"]).all()
    assert (lower.draws["uncut_bill_idr"] == results.draws["uncut_bill_idr"]).all()
    gap = results.draws["contributions_idr"] - lower.draws["contributions_idr"]
    assert (gap >= 0).all()


def test_revenue_growth_is_drawn_anew_each_year(results):
    base = results.draws.pivot(index="draw", columns="year", values="base_idr")
    growth = np.log(base).diff(axis=1).dropna(axis=1)
    assert abs(growth.corr().iloc[0, 1]) < 0.2


def test_no_draws_gives_the_central_path_only(results):
    alone = run(draws=0)
    assert alone.draws is None
    assert set(alone.table["statistic"]) == {"central", "never_share"}
    central = results.table[results.table["statistic"] == "central"]
    only = alone.table[alone.table["statistic"] == "central"]
    assert (only["value"].to_numpy() == central["value"].to_numpy()).all()


def test_expected_deaths_are_exposure_times_rate(results):
    rate = results.death_rates.set_index("segment")["death_rate_y"]
    months = results.series("exposure_member_months", segment="rt_rw")
    deaths = results.series("deaths", segment="rt_rw", programme="jkm")
    assert deaths[2027] == pytest.approx(months[2027] / 12 * rate["rt_rw"])


def test_one_year_scenarios_keep_year_and_all_apart():
    one = run(years=1, **{"segments.rt_rw.path": "{kind: hold}"})
    assert one.series("members_end").index.tolist() == [2027]
    assert one.series("members_end").name == "members_end"
    breach = one.table[one.table["variable"] == "years_to_breach"]
    assert (breach["year"] == "all").all()


def test_the_wait_for_an_instrument_is_that_of_the_law_where_asked():
    """`calibrated` takes the value in force in the month of the decision."""
    decided = '\ndecision: {date: "2027-02-10", instrument_hazard_y: %s}\n'
    law = """law:
  variant: current
  overrides: {instrument_hazard_y: {"2026-01": 4, "2027-02": 2, "2027-03": 0.5}}
"""
    calibrated = run(UNCERTAIN + decided % "calibrated" + law)
    two, four = (run(UNCERTAIN + decided % hazard) for hazard in (2, 4))
    pd.testing.assert_frame_equal(calibrated.draws, two.draws)
    assert not two.draws.equals(four.draws)


def test_each_quantity_year_block_region_and_seed_has_numbers_of_its_own():
    def of(name="a", year=2027, seed=1, region="3672", block=0):
        stream = draws_module.Stream(seed, region, block, 50)
        return stream.of(name, year).random(50).tolist()

    others = [of("b"), of(year=2028), of(seed=2), of(region="3673"), of(block=1)]
    drawn = [of(), *others]
    assert of() == drawn[0]
    assert len({tuple(one) for one in drawn}) == len(drawn)
