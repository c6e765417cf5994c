"""Months at the poverty line, and the scale of it."""

import math

import pytest

from analysis.model.poverty import months_covered, people_bereaved, share_of_poor


def test_a_benefit_keeps_a_household_of_four_a_quarter_as_long_as_one_person():
    assert months_covered(42e6, 600_000) == 70
    assert months_covered(42e6, 600_000, 4) == 17.5
    assert months_covered(0, 600_000) == 0


def test_people_and_their_share():
    assert people_bereaved(2.5, 4) == 10
    assert share_of_poor(10, 2_000) == 0.005
    assert share_of_poor(0, 1) == 0


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: months_covered(1, 0), "poverty line is 0"),
        (lambda: months_covered(1, 1, 0), "people in the household is 0"),
        (lambda: months_covered(-1, 1), "benefit is -1"),
        (lambda: people_bereaved(math.nan, 4), "number of deaths is nan"),
        (lambda: share_of_poor(1, 0), "poor people is 0"),
    ],
)
def test_bad_input_is_refused(call, said):
    with pytest.raises(ValueError, match=said):
        call()
