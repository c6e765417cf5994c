"""Months that are alike are told once: the same numbers as month by month."""

import numpy as np
import pandas as pd
import pytest

from analysis.law.parameters import load_law
from analysis.model.projection import bills, people
from analysis.model.projection.plan import Plan, Values
from analysis.scenario.load import parse_scenario
from analysis.scenario.regions import region_pack
from analysis.units import MONTHS_PER_YEAR, floor, plain, round_half_up
from minimal import scenario_text
from random_scenarios import random_scenario, with_ranges

SEEDS = (0, 1, 3, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 19, 20, 23, 24)


def scenario_of(seed):
    return parse_scenario(scenario_text("uji", random_scenario(seed)), "uji.yaml")


def drawn(seed):
    text = with_ranges(random_scenario(20_000 + seed), seed)
    return parse_scenario(scenario_text("uji", {**text, "draws": 7}), "uji.yaml")


def plan_of(scenario):
    law = load_law(scenario.law.variant, scenario.law.overrides)
    return Plan(scenario, law, region_pack(scenario.region))


@pytest.mark.parametrize("make", [scenario_of, drawn])
@pytest.mark.parametrize("seed", range(0, 30, 2))
def test_bills_are_those_of_twelve_months(seed, make, monkeypatch):
    scenario = make(seed)
    found = bills(scenario).table
    every = property(lambda self: np.arange(MONTHS_PER_YEAR))
    monkeypatch.setattr(Plan, "turns", every)
    pd.testing.assert_frame_equal(found, bills(scenario).table)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_told_once_is_alike(seed):
    plan = plan_of(scenario_of(seed))
    uncut = people.uncut(plan, Values())
    for months in (plan.funded, plan.unit_tariff, uncut.people):
        assert (plan.whole(plan.few(months)) == months).all()
    assert (plan.of_year(plan.few(uncut.people)) == uncut.people.sum(-1)).all()


def test_the_law_is_asked_once_where_it_stands_still():
    asked = []
    plan = plan_of(scenario_of(0))

    def found(month):
        asked.append(month)
        return plan.law.value("bpu_jkk_idr_m", month)

    by_month = plan.by_month(found).reshape(-1)
    each = [plan.law.value("bpu_jkk_idr_m", month) for month in plan.months]
    assert by_month.tolist() == each
    assert len(asked) == len(set(asked)) < len(plan.months)


@pytest.mark.parametrize("name", ["relief_jkk_jkm_factor", "mortality_period"])
def test_a_run_of_months_ends_where_any_value_changes(name):
    law = load_law()
    months = [f"{year}-{month:02d}" for year in (2020, 2021) for month in range(1, 13)]
    changes = {entry.from_month for entry in law.parameter(name).entries}
    starts = [month for month, _ in law.steady(months)]
    assert changes & set(months) <= set(starts)
    assert sum(count for _, count in law.steady(months)) == len(months)


def test_whole_numbers_stay_exact_as_integers():
    from fractions import Fraction as F

    mixed = plain(np.array([F(3), F(1, 2), F(-5, 2), F(7)], dtype=object))
    assert [type(x) for x in mixed] == [int, F, F, int]
    assert round_half_up(mixed).tolist() == [3, 1, -2, 7]
    assert floor(mixed).tolist() == [3, 0, -3, 7]
    huge = plain(np.array([F(10**40, 3), F(2**70)], dtype=object))
    assert huge.tolist() == [F(10**40, 3), 2**70]
