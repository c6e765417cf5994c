"""Costs of accidents by hand, and against the law's own exact arithmetic."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.law import benefits
from analysis.law.parameters import load_law
from analysis.model.claims.accident import (
    care_and_wages_idr,
    disability_idr,
    incapacity_idr,
    work_death_idr,
)

LAW = load_law()
MONTH = "2026-01"
MILLION = 1_000_000
STMB = {"full_months": 12, "later_share": 0.5}
DISABILITY = {
    "total_share": 0.1,
    "degree": 0.2,
    "partial_multiple": 80,
    "total_multiple": 56,
    "periodic_idr": 12 * MILLION,
}
DEATH = {"multiple": 48, "least_idr": 20 * MILLION, "fixed_idr": 22 * MILLION}
WAGE = st.integers(1, 30_000_000)


@pytest.mark.parametrize(
    ("months", "wages"), [(0, 0), (0.5, 0.5), (12, 12), (15, 13.5), (36, 24)]
)
def test_lost_wages_by_hand(months, wages):
    assert incapacity_idr(months, 1e6, **STMB) == wages * MILLION


def test_disability_by_hand():
    # 0.9 x 0.2 x 80 x 1 = 14.4; 0.1 x (56 + 12) = 6.8: 21.2 million.
    assert disability_idr(1e6, **DISABILITY) == pytest.approx(21.2 * MILLION)


@pytest.mark.parametrize(
    ("total", "expected"), [(0, 0.2 * 80 * 3e6), (1, 56 * 3e6 + 12e6)]
)
def test_disabilities_of_one_kind(total, expected):
    found = disability_idr(3e6, **{**DISABILITY, "total_share": total})
    assert found == pytest.approx(expected)


@pytest.mark.parametrize(
    ("wage", "millions"), [(1.0, 70), (4.8, 252.4), (0.1, 42), (0, 42)]
)
def test_death_at_work_by_hand(wage, millions):
    assert work_death_idr(wage * 1e6, **DEATH) == pytest.approx(millions * 1e6)


@pytest.mark.parametrize(("wage", "millions"), [(3.1e6, 8.2), (1e6, 4.0)])
def test_a_mean_accident_as_the_parameters_say(wage, millions):
    """The note beside jkk_care_idr sums the parts for a PU and for a BPU wage."""
    named = ("total_disability_share", "disability_degree", "incapacity_months")
    named += ("care_idr", "death_share", "disability_share")
    central = {one: float(LAW.value(f"jkk_{one}", MONTH)) for one in named}
    mix = {**DISABILITY, "total_share": central["total_disability_share"]}
    disabled = disability_idr(wage, **{**mix, "degree": central["disability_degree"]})
    lost = incapacity_idr(central["incapacity_months"], wage, **STMB)
    mean = (
        care_and_wages_idr(central["care_idr"], lost)
        + central["death_share"] * work_death_idr(wage, **DEATH)
        + central["disability_share"] * disabled
    )
    assert abs(mean / MILLION - millions) < 0.05
    if wage == 3.1e6:  # what was published
        published = float(LAW.value("jkk_cost_per_case_idr", MONTH))
        assert mean == pytest.approx(published, rel=0.01)


@given(WAGE, st.integers(0, 40))
def test_agrees_with_the_law(wage, months):
    exact = Fraction(wage)
    dead = benefits.jkk_death_benefit_idr(MONTH, LAW, exact)
    assert work_death_idr(wage, **DEATH) == pytest.approx(float(dead))
    unable = benefits.jkk_incapacity_idr(months, MONTH, LAW, exact)
    assert incapacity_idr(months, wage, **STMB) == pytest.approx(float(unable))
    total = benefits.jkk_total_disability_idr(MONTH, LAW, exact)
    partial = benefits.jkk_partial_disability_idr(Fraction(1, 5), MONTH, LAW, exact)
    mixed = float(total) * 0.1 + float(partial) * 0.9
    assert disability_idr(wage, **DISABILITY) == pytest.approx(mixed)


@given(WAGE, st.integers(0, 10_000_000), st.floats(0, 40))
def test_a_higher_wage_never_lowers_a_cost(wage, more, months):
    for cost in (
        lambda w: incapacity_idr(months, w, **STMB),
        lambda w: disability_idr(w, **DISABILITY),
        lambda w: work_death_idr(w, **DEATH),
    ):
        assert cost(wage + more) >= cost(wage)


@given(st.floats(0, 60), st.floats(0, 60))
def test_more_months_never_cost_less(months, more):
    paid = incapacity_idr(months, 2e6, **STMB)
    assert incapacity_idr(months + more, 2e6, **STMB) >= paid
    assert paid <= months * 2e6 * (1 + 1e-12)


def test_draws_segments_and_years_broadcast():
    wages = np.linspace(1e6, 3e6, 5)  # by year
    months = np.array([0.5, 1.0, 14.0])[:, None, None]  # by draw
    full = np.array([12, 12, 12, 6, 6])
    found = incapacity_idr(months, wages * np.ones((2, 1)), full, 0.5)
    assert found.shape == (3, 2, 5)
    assert found[2, 1, 0] == (12 + 1) * 1e6
    assert found[2, 0, 4] == (6 + 4) * 3e6
    assert disability_idr(wages, **DISABILITY).shape == (5,)
    assert work_death_idr(found, **DEATH).shape == (3, 2, 5)


@pytest.mark.parametrize("wrong", [-1.0, np.nan, np.inf, [1e6, -1e6]])
def test_wages_below_zero_or_missing_are_refused(wrong):
    for cost in (
        lambda w: incapacity_idr(1, w, **STMB),
        lambda w: disability_idr(w, **DISABILITY),
        lambda w: work_death_idr(w, **DEATH),
    ):
        with pytest.raises(ValueError, match="wages must be numbers of at least 0"):
            cost(wrong)


@pytest.mark.parametrize("wrong", [-0.1, 1.01, 40, np.nan])
def test_shares_outside_0_to_1_are_refused(wrong):
    for name in ("total_share", "degree"):
        with pytest.raises(ValueError, match="from 0 to 1"):
            disability_idr(1e6, **{**DISABILITY, name: wrong})
    with pytest.raises(ValueError, match="from 0 to 1"):
        incapacity_idr(1, 1e6, 12, wrong)


def test_other_numbers_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="months must be"):
        incapacity_idr(-1, 1e6, **STMB)
    with pytest.raises(ValueError, match="costs of care"):
        care_and_wages_idr(-1, 0)
