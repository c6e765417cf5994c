"""When a line first breaks, how high it must be, what outgrows what, the reserve."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.model.sustainability import (
    breach,
    breach_curve,
    every_year_cut,
    first_breach,
    growth_differential,
    pv_cut,
    reserve,
)

BILLS = np.array([[1, 3, 5], [4, 1, 4], [1, 2, 3], [2, 2, 9]], float)
LINE = np.array([3.0, 2.5, 4.0])
bills = arrays(float, (7, 5), elements=st.integers(0, 20))
lines = arrays(float, 5, elements=st.integers(1, 20))


def test_first_breach_by_hand():
    # 1 3 5: second year; 4 1 4: first; 1 2 3: never; 2 2 9: third
    assert first_breach(BILLS, LINE) == pytest.approx([0.25, 0.25, 0.25, 0.25])


@given(bills, lines)
def test_first_breach_is_a_distribution_that_counts_every_draw_once(bill, line):
    found = first_breach(bill, line)
    counted = np.zeros(6)
    for draw in bill:
        over = [year for year in range(5) if draw[year] > line[year]]
        counted[over[0] if over else 5] += 1
    assert found == pytest.approx(counted / 7)
    assert found.sum() == pytest.approx(1)
    assert (np.cumsum(found[:-1]) >= breach(bill, line)["probability"] - 1e-12).all()


def test_years_without_a_line_are_not_broken():
    line = np.array([np.nan, 2.5, 4.0])
    assert first_breach(BILLS, line) == pytest.approx([0, 0.25, 0.25, 0.5])


def test_a_bill_equal_to_the_line_is_no_breach():
    assert first_breach(np.array([[2.0]]), np.array([2.0])) == pytest.approx([0, 1])


@given(bills, lines)
def test_the_curve_counts_the_draws_whose_hardest_year_is_above(bill, line):
    heights = np.array([0.5, 1.0, 1.5])
    worst = (bill / line).max(1)
    expected = [(worst > height + 1e-12).mean() for height in heights]
    found = breach_curve(bill, line, heights)
    assert found == pytest.approx(expected)
    assert (np.diff(found) <= 0).all()
    assert found[1] == pytest.approx(1 - first_breach(bill, line)[-1])


def test_the_curve_takes_a_line_that_differs_by_draw():
    line = np.array([[1.0], [5.0]])
    bill = np.array([[2.0, 2.0], [4.0, 4.0]])
    assert breach_curve(bill, line, [1.0, 0.7]) == pytest.approx([0.5, 1.0])


def test_growth_differential_by_hand():
    # bill +50 % and -20 %, base +25 % and +0 %
    found = growth_differential([100, 150, 120], [1000, 1250, 1250])
    assert found == pytest.approx([0.25, -0.2])


def test_the_burden_moves_with_the_differential():
    bill, base = np.array([3.0, 4.2]), np.array([900.0, 1080.0])
    moved = (bill[1] / base[1]) / (bill[0] / base[0]) - 1
    assert growth_differential(bill, base)[0] == pytest.approx(
        moved * base[1] / base[0]
    )


def test_no_growth_is_said_after_a_year_without_a_bill():
    found = growth_differential([0, 5, 10], [1, 1, 1])
    assert np.isnan(found[0])
    assert found[1] == pytest.approx(1.0)


def test_reserve_is_the_quantile_over_the_plan_and_never_negative():
    draws = np.arange(101.0)  # its 99 % quantile is 99
    assert reserve(draws, 60) == pytest.approx(39)
    assert reserve(draws, 120) == 0
    assert reserve(draws, 0, level=0.5) == pytest.approx(50)
    with pytest.raises(ValueError, match="level of"):
        reserve(draws, 60, level=1.2)


def test_no_bill_needs_no_cut():
    assert pv_cut([0, 0], [5, 5], 1.0) == 0
    assert every_year_cut([0, 0], [5, 5], 1.0) == 0
