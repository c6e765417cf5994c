"""Notebook 02: what one worker costs by year, which rules, and which readings."""

import pytest

from analysis import load_scenario, project
from analysis.law.parameters import load_law
from analysis.report import tables
from analysis.report.law_events import OTHERS, PLANNED, PRICE, events
from analysis.report.worker_price import jumps, spans, worker_prices


@pytest.fixture(scope="module")
def cilegon():
    return project(load_scenario("cilegon-baseline", draws=0))


@pytest.fixture(scope="module")
def prices(cilegon):
    return worker_prices(cilegon).set_index("year")


@pytest.mark.parametrize(
    ("year", "idr_y"),
    [
        (2015, 6 * 16_800),  # from July
        (2016, 12 * 16_800),
        (2020, 7 * 16_800 + 5 * 168),  # relief from August
        (2021, 168 + 11 * 16_800),  # relief ends with January
        (2027, 12 * 16_800),
    ],
)
def test_a_bpu_worker_by_year(prices, year, idr_y):
    assert prices.loc[year, "bpu_idr_y"] == idr_y


def test_the_discount_reaches_only_those_who_pay_themselves(prices):
    # January to March in full, April to December at half
    assert prices.loc[2026, "self_paid_idr_y"] == 3 * 16_800 + 9 * 8_400
    assert prices.loc[2026, "bpu_idr_y"] == 12 * 16_800


def test_a_planned_tariff_stands_beside_the_law(prices):
    assert prices.loc[2027, "planned_idr_y"] == 12 * (10_000 + 13_471)
    assert prices.loc[:2026, "planned_idr_y"].isna().all()


def test_a_pu_worker_follows_the_minimum_wage(prices):
    # 0.54% of 4,815,102.80 for twelve months
    assert prices.loc[2024, "pu_idr_y"] == pytest.approx(0.0648 * 4_815_102.8)
    assert list(prices.loc[2015:2017, "wage"]) == ["unknown"] * 3
    assert prices.loc[2016, "pu_idr_y"] != prices.loc[2016, "pu_idr_y"]
    grown = prices.loc[2027]
    assert grown["wage"] == "grown"
    assert grown["wage_idr_m"] == pytest.approx(5_469_922.59 * 1.05)


def test_what_a_death_pays(prices):
    assert list(prices.loc[[2018, 2019], "death_idr"]) == [24e6, 42e6]
    assert prices.loc[2025, "early_death_idr"] == 10e6


def test_events_come_from_the_dated_law():
    found = {event.text["en"].partition(":")[0]: event for event in events(load_law())}
    relief = found["PP 49/2020"]
    assert (relief.month, relief.end, relief.kind) == ("2020-08", "2021-02", PRICE)
    discount = found["PP 50/2025"]
    assert (discount.month, discount.end) == ("2026-04", "2027-01")
    assert discount.kind == OTHERS
    assert found["Inpres 2/2021"].month == "2021-03"
    assert found["PP 49/2023"].month == "2023-10"
    assert found["Planned variant"].kind == PLANNED
    assert all(event.sources for event in found.values())
    months = [event.month for event in events(load_law())]
    assert months == sorted(months)


def test_planned_law_has_no_planned_event():
    assert not [one for one in events(load_law("planned")) if one.kind == PLANNED]


def test_jumps_and_spans():
    law = load_law()
    assert [month for month, *_ in jumps(law, "jkm_death_idr")] == ["2019-12"]
    assert spans(law, "relief_jkk_jkm_factor") == [("2020-08", "2021-02")]


def test_the_price_table_starts_with_the_first_whole_year(real):
    frame = tables.prices(real, "en").frame
    assert frame["Year"].iloc[0] == "2016"
    assert frame["Year"].iloc[-1] == "2027"
    assert len(frame) == 12


def test_each_unsettled_rule_has_one_reading_in_use(real):
    frame = tables.switches(real, "en").frame
    used = frame[frame["Reading"].str.endswith("(used)")]
    assert sorted(used["Rule"]) == sorted(set(frame["Rule"]))
    assert len(frame) > len(used)


def test_without_the_three_month_rule_claims_are_higher(real):
    frame = tables.switches(real, "en").frame
    early = frame[frame["Rule"].str.contains("First months")]
    other = early[~early["Reading"].str.endswith("(used)")].iloc[0]
    assert "42,000,000" in other["One worker, Rp"]
    assert other.iloc[-2] == "0"
    assert other.iloc[-1].startswith(("+", "0"))


def test_payers_are_listed_with_their_conditions(real):
    frame = tables.funder_rules(real, "en").frame
    assert {"yes", "no"} == set(frame["Budget money?"])
    assert frame["Basis"].str.len().min() > 0


@pytest.mark.parametrize("name", ["serang", "bogor", "cilegon", "cirebon"])
def test_years_before_a_rule_began_show_no_reading_of_it(name):
    replay = project(load_scenario(f"{name}-replay", draws=0))
    shown = tables.switches(replay, "en").frame["Rule"]
    assert not shown.str.contains("part-time PPPK").any()
    planned = project(load_scenario(f"{name}-baseline", draws=0))
    shown = tables.switches(planned, "en").frame["Rule"]
    assert shown.str.contains("part-time PPPK").any()
