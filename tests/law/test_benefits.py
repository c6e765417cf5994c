"""Benefits at dates on both sides of every change."""

from fractions import Fraction

import pytest

from analysis.law import benefits
from analysis.law.parameters import load_law

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
