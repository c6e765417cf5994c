"""Unpaid months: the debt adds up in every draw, and cover is lost month by month."""

from __future__ import annotations

import pytest

from analysis.model.projection import project
from analysis.scenario.load import parse_scenario
from minimal import scenario_text
from random_scenarios import random_scenario, with_ranges

HUNDRED = {
    "eligible": 100,
    "members": 100,
    "tariff": {"kind": "bpu"},
    "path": {"kind": "hold"},
}


def run(fields, **changes):
    text = scenario_text("arrears", {**fields, **changes})
    return project(parse_scenario(text, "arrears.yaml"))


def months_of(results, column, segment="rt_rw"):
    frame = results.months
    return frame.loc[frame["segment"] == segment, column].tolist()


@pytest.fixture(scope="module", params=range(25))
def by_year(request):
    """Return the draws of a scenario short of money, a column a year."""
    fields = with_ranges(random_scenario(70_000 + request.param), request.param)
    fields["budget"]["when_short"] = "arrears"
    draws = run(fields, draws=40).draws
    return lambda name: draws.pivot(index="draw", columns="year", values=name)


def test_debt_is_that_of_last_year_less_settled_plus_unpaid(by_year):
    debt, settled = by_year("arrears_idr"), by_year("arrears_paid_idr")
    unpaid = -by_year("bridge_ceiling_idr")
    before = debt.shift(axis=1, fill_value=0)
    assert (debt == before - settled + unpaid).all(axis=None)
    assert (debt >= 0).all(axis=None)
    assert (settled <= before).all(axis=None)
    assert (unpaid >= 0).all(axis=None)


def test_paid_and_owed_make_the_uncut_bill(by_year):
    debt = by_year("arrears_idr")
    change = debt - debt.shift(axis=1, fill_value=0)
    steps = ("spreadsheet_bill_idr", "bridge_tariff_idr", "bridge_months_idr")
    uncut = sum(by_year(name) for name in steps)
    assert (by_year("contributions_idr") + change == uncut).all(axis=None)


def test_the_bridge_ends_at_what_the_general_apbd_pays(by_year):
    names = ("spreadsheet_bill", "bridge_tariff", "bridge_months", "bridge_ceiling")
    names = (*names, "bridge_funders", "bridge_arrears")
    total = sum(by_year(f"{name}_idr") for name in names)
    assert (total == by_year("contributions_apbd_idr")).all(axis=None)


@pytest.mark.parametrize("seed", range(6))
def test_debt_and_bills_of_the_groups_add_up(seed):
    fields = with_ranges(random_scenario(80_000 + seed), seed)
    fields["budget"]["when_short"] = "arrears"
    results = run(fields, draws=20)
    found = results.identities()
    assert found["holds"].all(), found
    debts = [results.series("arrears_idr", segment=s) for s in fields["segments"]]
    assert (sum(debts) == results.series("arrears_idr")).all()


def test_uncertain_members_with_a_certain_path_are_drawn():
    # 40 or 60 before, 80 from January in every draw: only who may claim differs
    segment = HUNDRED | {
        "members": {"choice": [[40, 0.5], [60, 0.5]]},
        "path": {"kind": "schedule", "members": {2026: 80}},
        "paid": {"every": 6, "covers": "arrears"},
    }
    fields = {"first_year": 2026, "segments": {"rt_rw": segment}}
    draws = run(fields, draws=200).draws
    # January to March 3 x 40 or 60, June 80; second half 4 x 80
    assert set(draws["exposure_member_months"]) == {120 + 400, 180 + 400}
    short = {
        "base_idr": {2026: 10**9},
        "ceiling": {"idr": {2026: 1}},
        "when_short": "arrears",
    }
    draws = run(fields, draws=200, budget=short).draws
    assert set(draws["exposure_member_months"]) == {120, 180}
    assert set(draws["arrears_idr"]) == {80 * 16800 * 12}


def test_half_yearly_arrears_fall_in_january_and_come_back_in_june():
    fields = {"first_year": 2026, "years": 2}
    half_yearly = HUNDRED | {"paid": {"every": 6, "covers": "arrears"}}
    results = run(fields, segments={"rt_rw": half_yearly})
    half = [0, 0, 0, 0, 0, 100]
    assert months_of(results, "active") == half * 4
    assert months_of(results, "entitled") == [100, 100, 100, 0, 0, 100] * 4
    assert months_of(results, "listed") == [100] * 24
    assert months_of(results, "funded") == [100] * 24
    monthly = run(fields, segments={"rt_rw": HUNDRED})
    assert months_of(monthly, "active") == [100] * 24
    assert months_of(monthly, "entitled") == [100] * 24
    assert results.series("contributions_idr").equals(
        monthly.series("contributions_idr")
    )


def test_unpaid_months_stay_listed_and_lose_cover_after_three():
    budget = {
        "base_idr": {2026: 10**9},
        "ceiling": {"idr": {2026: 13_440_000}},
        "when_short": "arrears",
    }
    fields = {"first_year": 2026, "years": 2, "budget": budget}
    results = run(fields, segments={"rt_rw": HUNDRED})
    assert months_of(results, "listed") == [100] * 24
    paid = [100] * 8 + [0] * 4 + [100] * 4 + [0] * 8
    assert months_of(results, "funded") == paid
    assert months_of(results, "active") == paid
    still = [100] * 11 + [0] + [100] * 7 + [0] * 5
    assert months_of(results, "entitled") == still


@pytest.mark.parametrize("seed", range(10))
def test_months_add_up_to_the_years(seed):
    results = run(random_scenario(90_000 + seed))
    frame = results.months.assign(year=lambda one: one["month"].str[:4].astype(int))
    by_year = frame.groupby(["segment", "year"])[["funded", "active", "entitled"]].sum()
    for column in ("funded", "active", "entitled"):
        name = "exposure" if column == "entitled" else column
        for segment in frame["segment"].unique():
            yearly = results.series(f"{name}_member_months", segment=segment)
            assert (by_year.loc[segment, column] == yearly).all(), (segment, column)
    assert (frame["active"] <= frame["funded"]).all()
    assert (frame["funded"] <= frame["listed"]).all()
    assert (frame["entitled"] <= frame["listed"]).all()
