"""Every draw against the oracle: the numbers drawn, put in as if they were certain."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from fractions import Fraction
from math import ceil, log

import pytest

from analysis.model.projection import project
from analysis.model.projection.plan import Values
from analysis.scenario.load import parse_scenario
from analysis.scenario.regions import region_pack
from minimal import scenario_text
from oracle import months_later
from oracle_table import central
from random_scenarios import REGION, places, random_scenario, with_ranges

DRAWS = 4
SEEDS = range(12)
TOTALS = (
    *("eligible", "members_end", "members_mean", "people_left_out"),
    *("funded_member_months", "active_member_months", "exposure_member_months"),
    *("unpaid_member_months", "arrears_idr", "arrears_paid_idr", "contributions_idr"),
    *("base_idr", "ceiling_idr", "uncut_bill_idr", "headroom_idr", "burden_share"),
    *("spreadsheet_bill_idr", "bridge_tariff_idr", "bridge_months_idr"),
    *("bridge_ceiling_idr", "bridge_funders_idr", "bridge_arrears_idr"),
)
TOLERANCE = {
    "members_mean": 1e-9,
    "burden_share": 1e-12,
    "base_idr": 0.01,
}


@pytest.fixture
def drawn(monkeypatch):
    """Return ``{(name, year): numbers}``, filled as a projection draws them."""
    found = {}
    of, chance = Values.of, Values.chance

    def keep_of(self, quantity, name, year=""):
        numbers = of(self, quantity, name, year)
        if self.stream is not None and not quantity.certain:
            found[name, year] = numbers
        return numbers

    def keep_chance(self, name):
        numbers = chance(self, name)
        if self.stream is not None:
            found[name, ""] = numbers
        return numbers

    monkeypatch.setattr(Values, "of", keep_of)
    monkeypatch.setattr(Values, "chance", keep_chance)
    return found


def of_draw(scenario, drawn, draw):
    """Return the scenario with the numbers of one draw in place of the ranges."""
    certain = deepcopy(scenario)
    for name, year, mapping, key in places(certain):
        if isinstance(mapping[key], dict):
            mapping[key] = float(drawn[name, year][draw])
    decision = certain["decision"] or {}
    if "instrument_hazard_y" in decision:
        hazard = decision.pop("instrument_hazard_y")
        chance = drawn["decision.instrument", ""][draw]
        day = dt.date.fromisoformat(decision["date"])
        wait = ceil(-12 * log(1 - chance) / hazard)
        year, month = months_later((day.year, day.month), wait)
        decision["instrument_date"] = f"{year}-{month:02d}-15"
    return certain


@pytest.mark.parametrize("seed", SEEDS)
def test_each_draw_is_the_central_path_of_its_numbers(seed, drawn):
    scenario = with_ranges(random_scenario(10_000 + seed), seed)
    text = scenario_text("random", {**scenario, "draws": DRAWS})
    draws = project(parse_scenario(text, "random.yaml")).draws
    draws = draws.set_index(["draw", "year"])
    wages = region_pack(REGION).minimum_wage_idr_m
    wrong = []
    for draw in range(DRAWS):
        expected = central(of_draw(scenario, drawn, draw), wages)
        for name in TOTALS:
            for year in {year for *_, year in expected if year != "all"}:
                value = expected.get((name, "all", "all", "all", year))
                if value is None:
                    continue
                found = draws.loc[(draw, year), name]
                gap = abs(Fraction(float(found)) - value)
                if gap > TOLERANCE.get(name, 0):
                    wrong.append(f"{draw} {year} {name}: {float(value)} {found}")
    assert not wrong, "\n".join([text, *wrong])
