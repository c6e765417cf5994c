"""Benefits at dates on both sides of every change."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ScenarioError
from analysis.law import benefits
from analysis.law.parameters import load_law
from analysis.model.claims.scholarship import amounts_by_age

LAW = load_law()
MILLION = 1_000_000


@pytest.mark.parametrize(
    ("month", "full", "early", "early_months"),
    [
        ("2015-07", 24, 24, 0),
        ("2019-11", 24, 24, 0),
        ("2019-12", 42, 42, 0),  # 2 December 2019, monthly resolution
        ("2022-07", 42, 42, 0),  # Lamongan: Rp42 m, length of membership not asked
        ("2025-06", 42, 42, 0),
        ("2025-07", 42, 10, 3),  # Palu, 23 July 2025
        ("2040-01", 42, 10, 3),
    ],
)
def test_jkm_benefit(month, full, early, early_months):
    assert benefits.jkm_death_benefit_idr(month, LAW) == full * MILLION
    assert benefits.jkm_early_death_benefit_idr(month, LAW) == early * MILLION
    assert benefits.jkm_early_months(month, LAW) == early_months


@pytest.mark.parametrize(
    ("tenure", "month", "millions"),
    [
        (0, "2025-06", 42),
        (0, "2025-07", 10),
        (2, "2025-07", 10),
        (3, "2025-07", 42),
        (40, "2025-07", 42),
        (0, "2019-11", 24),
    ],
)
def test_jkm_benefit_by_tenure(tenure, month, millions):
    paid = benefits.jkm_benefit_at_tenure_idr(tenure, month, LAW)
    assert paid == millions * MILLION


@pytest.mark.parametrize("month", ["2018-01", "2019-12", "2026-01"])
def test_jkm_parts_add_up(month):
    parts = ("jkm_lump_idr", "jkm_periodic_idr", "jkm_funeral_idr")
    total = sum(LAW.value(name, month) for name in parts)
    assert total == LAW.value("jkm_death_idr", month)


def test_early_death_pays_the_funeral_only():
    early = LAW.value("jkm_early_death_idr", "2025-07")
    assert early == LAW.value("jkm_funeral_idr", "2025-07")


@pytest.mark.parametrize(
    ("month", "wage", "millions"),
    [
        ("2019-11", None, Fraction("55.8")),  # 48 + 4.8 + 3
        ("2019-12", None, 70),  # 48 + 12 + 10, quoted in Kepulauan Riau 2023
        ("2026-01", None, 70),
        ("2019-11", 4 * MILLION, Fraction("199.8")),  # Suara: 192 + 4.8 + 3
        ("2026-01", 2 * MILLION, 118),  # 96 + 12 + 10
        ("2026-01", Fraction(4_800_000), Fraction("252.4")),  # 230.4 + 12 + 10
        ("2026-01", 100_000, 42),  # 4.8 m is below the JKM lump of 20 m: 20 + 12 + 10
    ],
)
def test_jkk_death(month, wage, millions):
    assert benefits.jkk_death_benefit_idr(month, LAW, wage) == millions * MILLION


@pytest.mark.parametrize("month", ["2018-01", "2026-01"])
def test_jkk_death_parameter_is_the_sum_at_the_bpu_base(month):
    computed = benefits.jkk_death_benefit_idr(month, LAW)
    assert LAW.value("jkk_death_idr", month) == computed


def test_scholarship():
    assert benefits.scholarship_per_child_idr("2026-01", LAW) == 87 * MILLION
    assert benefits.scholarship_maximum_idr("2026-01", LAW) == 174 * MILLION
    assert benefits.scholarship_maximum_idr("2019-11", LAW) == 12 * MILLION
    assert benefits.jkm_scholarship_min_months("2019-12", LAW) == 36
    assert benefits.jkm_scholarship_min_months("2019-11", LAW) == 60


def test_the_three_month_rule_is_a_switch():
    off = {"jkm_early_months": {"2025-07": Fraction(0)}}
    law = load_law(overrides=off)
    assert benefits.jkm_benefit_at_tenure_idr(0, "2026-01", law) == 42 * MILLION


# Wages and accidents


@pytest.mark.parametrize(
    ("month", "wage", "millions"),
    [
        ("2019-11", None, Fraction("60.8")),  # 56 + 4.8
        ("2019-12", None, 68),  # 56 + 12
        ("2019-11", Fraction(4_800_000), Fraction("273.6")),  # 268.8 + 4.8
        ("2026-01", Fraction(4_800_000), Fraction("280.8")),  # 268.8 + 12
    ],
)
def test_total_disability(month, wage, millions):
    paid = benefits.jkk_total_disability_idr(month, LAW, wage)
    assert paid == millions * MILLION


@pytest.mark.parametrize(
    ("percent", "wage", "millions"),
    [
        (0, None, 0),
        (40, None, 32),  # 0.4 x 80 x 1
        (35, Fraction(4_800_000), Fraction("134.4")),  # 28 x 4.8
        (100, None, 80),
    ],
)
def test_partial_disability(percent, wage, millions):
    share = Fraction(percent, 100)
    paid = benefits.jkk_partial_disability_idr(share, "2026-01", LAW, wage)
    assert paid == millions * MILLION


@pytest.mark.parametrize(
    ("months", "month", "wage", "millions"),
    [
        (0, "2026-01", None, 0),
        (Fraction(1, 2), "2026-01", None, Fraction(1, 2)),
        (12, "2026-01", None, 12),
        (15, "2026-01", None, Fraction("13.5")),  # 12 + 3 x 1/2
        (24, "2026-01", Fraction(4_800_000), Fraction("86.4")),  # (12 + 6) x 4.8
        (6, "2019-11", None, 6),
        (7, "2019-12", None, 7),
    ],
)
def test_incapacity(months, month, wage, millions):
    paid = benefits.jkk_incapacity_idr(months, month, LAW, wage)
    assert paid == millions * MILLION


def test_what_follows_six_months_under_the_old_rule_is_not_known():
    with pytest.raises(ScenarioError) as caught:
        benefits.jkk_incapacity_idr(7, "2019-11", LAW)
    for lang in ("id", "en"):
        said = caught.value.message(lang)
        for part in ("jkk_incapacity_later_share", "2019-11", "2019-12"):
            assert part in said


@pytest.mark.parametrize(
    ("costs", "month", "millions"),
    [
        ({}, "2026-01", 0),
        ({"land": 6}, "2019-11", 1),
        ({"land": 6}, "2019-12", 5),
        ({"sea": Fraction("1.25")}, "2026-01", Fraction("1.25")),
        ({"land": 6, "sea": Fraction("1.5"), "air": 12}, "2026-01", Fraction("16.5")),
    ],
)
def test_transport(costs, month, millions):
    exact = {carrier: Fraction(cost) * MILLION for carrier, cost in costs.items()}
    assert benefits.jkk_transport_idr(exact, month, LAW) == millions * MILLION


@pytest.mark.parametrize(("cost", "paid"), [(0, 0), (7, 7), (20, 20), (26, 20)])
def test_home_care(cost, paid):
    found = benefits.jkk_home_care_idr(Fraction(cost) * MILLION, "2019-12", LAW)
    assert found == paid * MILLION


# Scholarships


def test_the_schedule_of_pp_82_2019():
    schedule = benefits.scholarship_schedule("2026-12", LAW)
    assert schedule.levels == (
        *((1_500_000, 2), (1_500_000, 6), (2_000_000, 3), (3_000_000, 3)),
        (12_000_000, 5),
    )
    assert (schedule.end_age, schedule.most_children) == (23, 2)
    assert schedule.single_idr == 0


def test_the_schedule_of_pp_44_2015_pays_one_child_once():
    schedule = benefits.scholarship_schedule("2018-12", LAW)
    assert schedule.levels == ((0, 0),) * 5
    assert schedule.single_idr == 12 * MILLION
    assert schedule.most_children == 1
    assert schedule.end_age == 23  # the first age known, of December 2019


def test_a_level_set_to_nothing_keeps_its_years():
    law = load_law(overrides={"scholarship_sd_idr_y": {"2026-01": Fraction(0)}})
    assert benefits.scholarship_schedule("2026-01", law).levels[1] == (0, 6)
    assert benefits.scholarship_per_child_idr("2026-01", law) == 78 * MILLION


def test_the_schedule_by_age_pays_what_a_child_may_draw():
    """The pure module spreads the levels over ages; nothing is lost on the way."""
    schedule = benefits.scholarship_schedule("2026-12", LAW)
    levels = [(float(amount), years, 1.0) for amount, years in schedule.levels]
    by_age = amounts_by_age(levels, schedule.end_age)
    assert by_age.sum() == benefits.scholarship_per_child_idr("2026-12", LAW)
    assert by_age.nonzero()[0].tolist() == list(range(4, 23))
    old = benefits.scholarship_schedule("2018-12", LAW)
    none = amounts_by_age([(float(a), y, 1.0) for a, y in old.levels], old.end_age)
    assert none.tolist() == [0] * 23


def test_jkk_scholarship_needs_no_tenure():
    assert benefits.jkk_scholarship_min_months("2019-12", LAW) == 0
    with pytest.raises(ScenarioError, match="2019-12"):
        benefits.jkk_scholarship_min_months("2019-11", LAW)


# What holds for every wage and tenure

WAGES = st.integers(1, 50_000_000).map(Fraction)
MONTHS = st.sampled_from(["2015-07", "2019-11", "2019-12", "2025-07", "2030-01"])


@given(WAGES, st.integers(0, 10_000_000), MONTHS, st.integers(0, 6))
def test_a_higher_wage_never_lowers_a_benefit(wage, more, month, unable):
    half = Fraction(1, 2)
    for benefit in (
        lambda w: benefits.jkk_death_benefit_idr(month, LAW, w),
        lambda w: benefits.jkk_total_disability_idr(month, LAW, w),
        lambda w: benefits.jkk_partial_disability_idr(half, month, LAW, w),
        lambda w: benefits.jkk_incapacity_idr(unable, month, LAW, w),
    ):
        assert benefit(wage + more) >= benefit(wage)


@given(WAGES, MONTHS)
def test_a_death_at_work_never_pays_less_than_another(wage, month):
    paid = benefits.jkk_death_benefit_idr(month, LAW, wage)
    assert paid >= benefits.jkm_death_benefit_idr(month, LAW)


@given(st.integers(0, 100), st.integers(0, 100), MONTHS)
def test_longer_tenure_never_lowers_the_jkm_benefit(tenure, more, month):
    paid = benefits.jkm_benefit_at_tenure_idr(tenure, month, LAW)
    assert benefits.jkm_benefit_at_tenure_idr(tenure + more, month, LAW) >= paid


@given(st.integers(0, 60), st.integers(0, 60))
def test_more_months_without_work_never_pay_less(months, more):
    paid = benefits.jkk_incapacity_idr(months, "2026-01", LAW)
    assert benefits.jkk_incapacity_idr(months + more, "2026-01", LAW) >= paid


# What cannot be


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (
            lambda m: benefits.jkk_death_benefit_idr(m, LAW, Fraction(-1)),
            r"wage_idr_m \(found: -1\).* above zero",
        ),
        (lambda m: benefits.jkk_death_benefit_idr(m, LAW, Fraction(0)), "above zero"),
        (lambda m: benefits.jkk_total_disability_idr(m, LAW, Fraction(-1)), "above"),
        (lambda m: benefits.jkk_incapacity_idr(-1, m, LAW), "negative"),
        (lambda m: benefits.jkm_benefit_at_tenure_idr(-1, m, LAW), "negative"),
        (
            lambda m: benefits.jkk_partial_disability_idr(Fraction(101, 100), m, LAW),
            "from 0 to 1",
        ),
        (
            lambda m: benefits.jkk_partial_disability_idr(Fraction(-1, 9), m, LAW),
            "from 0 to 1",
        ),
        (lambda m: benefits.jkk_transport_idr({"rail": MILLION}, m, LAW), "land"),
        (lambda m: benefits.jkk_transport_idr({"sea": -MILLION}, m, LAW), "negative"),
        (lambda m: benefits.jkk_home_care_idr(Fraction(-1), m, LAW), "negative"),
    ],
)
def test_impossible_facts_are_refused(ask, said):
    with pytest.raises(ScenarioError, match=said) as caught:
        ask("2026-01")
    assert caught.value.message("id") != caught.value.message("en")


@pytest.mark.parametrize(
    "ask",
    [
        lambda m: benefits.jkk_death_benefit_idr(m, LAW),
        lambda m: benefits.jkk_total_disability_idr(m, LAW),
        lambda m: benefits.jkk_partial_disability_idr(Fraction(1, 2), m, LAW),
        lambda m: benefits.jkk_incapacity_idr(3, m, LAW),
        lambda m: benefits.jkk_transport_idr({"air": MILLION}, m, LAW),
        lambda m: benefits.scholarship_schedule(m, LAW),
        lambda m: benefits.jkm_benefit_at_tenure_idr(3, m, LAW),
    ],
)
def test_a_month_before_the_law_is_refused(ask):
    with pytest.raises(ScenarioError, match="in force from 2015-07"):
        ask("2015-06")
    ask("2015-07")
