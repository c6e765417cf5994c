"""Cover for a share of the workers of every region: by hand, and by the model."""

from __future__ import annotations

import math

import numpy as np
import pytest

from analysis import project
from analysis.errors import ScenarioError
from analysis.model.projection.totals import totals
from analysis.scenario.region_workers import labour_force
from analysis.study import national
from analysis.study.national_check import beside_published, carried
from national_few import CITIES, asked, few, found

CILEGON, SERIBU = "3672", "3101"
TWO = {code: few()[code] for code in (CILEGON, "1101")}


def test_the_bill_is_people_times_tariff_times_twelve():
    for code, row in found().regions.iterrows():
        people = math.floor(labour_force(code).people / 10 + 0.5)
        assert row["covered"] == people
        assert row["cost_idr"] == people * 16_800 * 12
        assert row["cost_per_inhabitant_idr"] * row["population"] == pytest.approx(
            people * 16_800 * 12
        )


def test_revenue_needed_is_the_bill_over_the_share_and_jakartas_parts_have_none():
    regions = found().regions
    needed = regions["revenue_needed_idr"]
    assert regions.index[needed.isna()].tolist() == [SERIBU]
    own = regions.drop(index=SERIBU)
    assert (own["revenue_needed_idr"] == own["cost_idr"] * 1000).all()


def test_revenue_stands_only_where_it_was_published():
    regions = found().regions
    known = regions.dropna(subset="revenue_idr")
    assert tuple(known.index) == CITIES
    row = known.loc[CILEGON]
    assert (row["revenue_idr"], row["revenue_year"]) == (1_966_841_743_000, 2026)
    assert row["revenue_source"] == "B-3672-2026-pendapatan_daerah-raperda_disetujui"
    assert row["revenue_share"] == pytest.approx(row["cost_idr"] / 1_966_841_743_000)


def test_revenue_of_later_years_is_not_used():
    row = asked(TWO, year=2024).regions.loc[CILEGON]
    assert row["revenue_year"] == 2024


def test_sums_are_sums_of_the_draws_of_every_region():
    whole = found()
    for name, variable in (("deaths", "deaths"), ("claims_incurred_idr",) * 2):
        each = {
            code: totals(national.scenarios_of(code, whole.question), keep=(variable,))[
                0
            ].draws[variable][0]
            for code in (CILEGON, "3673", "3601")
        }
        banten = whole.draws[name][whole.places.index("36")]
        assert (banten == sum(each.values())).all()
    provinces = whole.draws["deaths"][:-1].sum(axis=0)
    assert (whole.draws["deaths"][-1] == provinces).all()
    assert whole.nation["cost_idr"] == whole.regions["cost_idr"].sum()
    assert whole.sums.loc["36", "with_own"] >= 2


def test_another_region_changes_no_digit_of_the_others():
    """Its mean of claims is of the nation of the run, by what a person costs there."""
    alone = asked(TWO).regions.loc[CILEGON]
    among = found().regions.loc[CILEGON]
    own = [name for name in among.index if not name.endswith("_mean")]
    assert alone[own].equals(among[own])


def test_means_of_regions_and_provinces_are_the_nations_a_person_covered():
    whole = found()
    for frame in (whole.regions, whole.sums):
        for name, draws in whole.draws.items():
            mean = frame[f"{name}_mean"] / frame["covered"]
            assert np.allclose(mean, draws[-1].mean() / whole.nation["covered"])
    by_province = whole.regions.groupby("province")["deaths_mean"].sum()
    assert np.allclose(by_province, whole.sums["deaths_mean"].drop(""))
    assert whole.regions["deaths_mean"].sum() == pytest.approx(
        whole.draws["deaths"][-1].mean()
    )


def test_what_is_one_number_for_indonesia_does_not_cancel_out():
    """Accidents share one rate: as one number, not as 40 independent ones."""
    whole = found()
    spread = whole.draws["accidents"][-1].std()
    each = whole.regions["accidents_p95"] - whole.regions["accidents_p05"]
    alone = np.sqrt(((each / 3.29) ** 2).sum())
    assert spread > 2 * alone


def test_the_full_model_says_the_same_of_a_region():
    """`project` of the same scenario: equal bill, deaths and claims within chance."""
    question = asked(TWO, draws=2000).question
    scenario = national.scenarios_of(CILEGON, question)[0]
    row = asked(TWO, draws=2000).regions.loc[CILEGON]
    results = project(scenario)
    assert results.series("contributions_idr").iloc[0] == row["cost_idr"]
    for name in ("deaths", "accidents", "claims_incurred_idr"):
        draws = results.draws[name]
        error = draws.std() / math.sqrt(len(draws))
        assert abs(draws.mean() - row[f"{name}_mean"]) < 5 * error


def test_new_members_cost_the_same_and_get_less_in_their_first_year():
    standing, joining = totals(
        national.scenarios_of(CILEGON, found().question), keep=national.KEPT
    )
    bills = [one.draws["contributions_idr"] for one in (standing, joining)]
    assert (bills[0] == bills[1]).all()
    nation = found().nation
    less = nation["first_year_incurred_idr_mean"] / nation["claims_incurred_idr_mean"]
    assert 0.6 < less < 0.95
    for events, paid in (
        ("claims_incurred", "claims"),
        ("first_year_incurred", "first_year_claims"),
    ):
        assert 0.6 < nation[f"{paid}_idr_mean"] / nation[f"{events}_idr_mean"] < 0.95


def test_the_same_question_has_the_same_answer():
    one, two = (asked(TWO) for _ in range(2))
    assert one.regions.equals(two.regions)
    assert not one.regions.equals(asked(TWO, seed=8).regions)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("share_of_workers", one) for one in (0, -0.1, 1.01, math.nan, math.inf)],
        *[("share_of_budget", one) for one in (0.0, 2)],
        *[("draws", one) for one in (0, 99, 10_000_000)],
    ],
)
def test_what_is_no_share_or_too_few_draws_is_refused(name, value):
    with pytest.raises(ScenarioError) as caught:
        asked(TWO, **{name: value})
    (problem,) = caught.value.problems
    assert (problem.where, problem.found) == (name, str(value))
    assert caught.value.exit_code == 3
    assert problem.rule["id"] != problem.rule["en"]


def test_published_labour_forces_stand_beside_the_estimate():
    rows = beside_published().set_index("region")
    assert tuple(rows.index) == CITIES
    row = rows.loc[CILEGON]
    assert row["published"] == 208_907
    assert row["deviation"] == pytest.approx(labour_force(CILEGON).people / 208_907 - 1)
    assert row["claim_id"] == "L-3672-2025-angkatan_kerja"


def test_what_a_share_of_revenue_carries_by_hand():
    row = carried(found()).loc[CILEGON]
    assert row["line_idr"] == pytest.approx(1_966_841_743)
    assert row["workers"] == 1_966_841_743 // 201_600
    assert row["workers_share"] == row["workers"] / labour_force(CILEGON).people
