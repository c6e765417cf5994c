"""Money in another unit: a hundred times every rupiah, the same shares and people."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from analysis.model.projection import project
from analysis.scenario.load import parse_scenario
from minimal import scenario_text
from random_scenarios import random_scenario

TIMES = 100
WAGE = 500_000  # of which every rate is whole rupiah: nothing is rounded
SHARES = ("burden_share", "coverage_rate", "required_cut_share", "breach_probability")
PEOPLE = ("members_end", "funded_member_months", "people_left_out", "eligible")
MONEY = ("contributions_idr", "ceiling_idr", "base_idr", "required_cut_idr")


def of_wages(chance):
    """A scenario whose bill follows the wage: the flat tariff stands in the law."""
    fields = random_scenario(chance) | {"law": {}, "wage_growth_y": 0}
    for segment in fields["segments"].values():
        segment["tariff"] = {"kind": "pu", "reported_wage": WAGE, "risk_group": 2}
        segment.pop("self_paid", None)
    return fields


def times(fields, by):
    """The same scenario with all money ``by`` times as much."""
    fields = deepcopy(fields)
    for segment in fields["segments"].values():
        segment["tariff"]["reported_wage"] *= by
    budget = fields["budget"]
    for years in (budget["base_idr"], budget["ceiling"].get("idr", {})):
        for year in years:
            years[year] *= by
    for funder in fields["funding"]:
        if "ceiling_idr_y" in funder:
            funder["ceiling_idr_y"] *= by
    return fields


def values(fields, names):
    text = scenario_text("fuzzed", fields)
    table = project(parse_scenario(text, "fuzzed.yaml")).table
    table = table[(table["statistic"] == "central") & table["variable"].isin(names)]
    keys = [name for name in table if name not in ("scenario", "value")]
    return table.set_index(keys)["value"].sort_index()


@pytest.mark.fault("N8")
@settings(max_examples=15, phases=[Phase.explicit, Phase.generate])
@given(st.randoms(use_true_random=False))
def test_a_hundred_times_the_money_is_the_same_shares_and_people(chance):
    one = of_wages(chance)
    more = times(one, TIMES)
    # a ceiling that is a share of a base is whole rupiah: one of the smallest bill
    bills = values(one, ("contributions_idr",))
    smallest = min([1e9, *bills[bills > 0]])
    for names, gap in ((SHARES, 1 / smallest), (PEOPLE, 1e-9)):
        assert (values(one, names) - values(more, names)).abs().max() < gap
    idr, idr_more = values(one, MONEY), values(more, MONEY)
    assert len(idr) == len(idr_more) > 0
    assert (idr * TIMES - idr_more).abs().max() <= TIMES  # a base is whole rupiah
