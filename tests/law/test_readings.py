"""Where the sources leave a rule open, its readings can be chosen, and move results."""

from fractions import Fraction

import pytest

from analysis.errors import ScenarioError
from analysis.law import benefits
from analysis.law.parameters import load_law
from analysis.law.tariff import converted_tariff, tariff
from analysis.model.projection import project
from analysis.scenario.load import parse_scenario
from minimal import scenario_text

MILLION = 1_000_000
LAW = load_law()
SETTLED_BY_NONE = {
    *("jkm_early_months", "bpu_income_bracket_reading", "pppk_part_time_insurer"),
    *("non_asn_in_jkp", "ucj_denominator"),
}


def with_reading(name, reading, month="2025-07"):
    return load_law(overrides={name: {month: reading}})


@pytest.mark.parametrize("name", sorted(SETTLED_BY_NONE))
def test_an_open_rule_offers_its_readings(name):
    parameter = LAW.parameter(name)
    assert len(parameter.readings) >= 2
    assert all(one.text["id"] != one.text["en"] for one in parameter.readings.values())
    entry = parameter.entries[-1]
    assert parameter.reading_of(entry.value) is not None
    assert entry.mark != "law"


@pytest.mark.parametrize(
    ("reading", "by_tenure"),
    [
        ("no_rule", (42, 42, 42, 42)),
        ("fewer_than_three", (10, 10, 42, 42)),  # Pati: fewer than three months
        ("three_full_months", (10, 10, 10, 42)),  # Palu: the first three months
    ],
)
def test_the_three_month_rule(reading, by_tenure):
    law = with_reading("jkm_early_months", reading)
    paid = [benefits.jkm_benefit_at_tenure_idr(t, "2026-01", law) for t in range(4)]
    assert paid == [one * MILLION for one in by_tenure]


def test_the_three_month_rule_is_on_from_july_2025():
    readings = LAW.parameter("jkm_early_months")
    names = [
        readings.reading_of(LAW.entry("jkm_early_months", month).value).name
        for month in ("2025-06", "2025-07")
    ]
    assert names == ["no_rule", "three_full_months"]


def test_an_unknown_reading_names_the_known_ones():
    with pytest.raises(ScenarioError) as caught:
        with_reading("jkm_early_months", "three_months")
    assert "perhaps you mean three_full_months" in caught.value.message("en")
    with pytest.raises(ScenarioError, match="The name is not known"):
        with_reading("jkm_early_months", "t3")


@pytest.mark.parametrize(
    ("income", "jkk"),
    [
        (None, 10_000),  # the base of the lowest bracket: 1% x 1,000,000
        (2_500_000, 25_000),  # 1% x 2,500,000
        (600_000, 10_000),  # not below the lowest bracket
        (30_000_000, 207_000),  # not above the top one
    ],
)
def test_one_per_cent_of_income(income, jkk):
    name = "bpu_income_bracket_reading"
    law = with_reading(name, "one_percent_of_income", "2015-07")
    wage = Fraction(income) if income else None
    assert tariff("bpu", "2026-05", law, wage).jkk_idr_m == jkk
    assert tariff("bpu", "2026-05", LAW, wage).jkk_idr_m == 10_000


def test_staff_inside_jkp():
    """0.24% - 0.14% = 0.10% JKK; JKM 0.20% until January 2025, then 0.30%."""
    law = with_reading("non_asn_in_jkp", "inside_jkp", "2023-10")
    wage = Fraction(2_000_000)
    before = tariff("pu", "2025-01", law, wage)
    after = tariff("pu", "2025-02", law, wage)
    assert (before.jkk_idr_m, before.jkm_idr_m) == (2_000, 4_000)
    assert (after.jkk_idr_m, after.jkm_idr_m) == (2_000, 6_000)
    assert tariff("pu", "2025-01", LAW, wage).total_idr_m == 10_800


@pytest.mark.parametrize(
    ("reading", "jkk", "jkm"),
    [
        ("bpjs_tk", 2_400, 3_000),  # 0.24% and 0.30% of 1,000,000
        ("taspen", 2_400, 7_200),  # 0.24% and 0.72%
        ("none_budgeted", 0, 0),
    ],
)
def test_the_insurer_after_conversion(reading, jkk, jkm):
    law = with_reading("pppk_part_time_insurer", reading, "2026-01")
    paid = converted_tariff("2026-03", law, Fraction(MILLION))
    assert (paid.jkk_idr_m, paid.jkm_idr_m) == (jkk, jkm)
    assert paid.basis


def test_no_conversion_before_2026():
    with pytest.raises(ScenarioError, match="in force from 2026-01"):
        converted_tariff("2025-12", LAW, Fraction(MILLION))


def result(reading):
    law = {"overrides": {"jkm_early_months": {"2025-07": reading}}}
    text = scenario_text(
        "demo",
        {
            "first_year": 2027,
            "region": "7401",
            "law": law,
            "segments": {
                "rt_rw": {
                    "eligible": 3000,
                    "members": 1000,
                    "tariff": {"kind": "bpu"},
                    "path": {"kind": "schedule", "members": {"2027-03": 3000}},
                }
            },
        },
    )
    found = project(parse_scenario(text))
    return float(found.series("claims_idr", programme="jkm").iloc[0])


def test_a_scenario_chooses_a_reading_and_claims_move():
    none, two, three = map(result, ("no_rule", "fewer_than_three", "three_full_months"))
    assert none > two > three
