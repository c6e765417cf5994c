"""Paths, rounding, rhythm: small numbers worked by hand."""

from fractions import Fraction as F

import numpy as np
import pytest

from analysis.model.enrolment import (
    Course,
    active_and_entitled,
    count,
    enrol,
    members_end,
    straight_line,
)


def exact(*numbers):
    return np.array([F(n) for n in numbers], dtype=object)


def path(eligible, members, years, **changes):
    options = {
        "keep": np.array([[F(1)] * years], dtype=object),
        "growth_y": exact("0"),
        "renewal_y": exact("1"),
        "path": None,
    } | changes
    return enrol(exact(eligible), exact(members), **options)


def test_growth_and_renewal_start_in_the_second_year():
    found = path("100", "80", 3, growth_y=exact("0.1"), renewal_y=exact("0.5"))
    assert found.eligible.tolist() == [[100, 110, 121]]
    assert found.wanted[0, :, 0].tolist() == [80, 40, 20]


def test_exit_applies_at_the_start_of_its_year_even_the_first():
    keep = np.array([[F("0.5"), F(1)]], dtype=object)
    found = path("100", "80", 2, keep=keep)
    assert found.eligible.tolist() == [[50, 50]]
    assert found.wanted[0, :, 11].tolist() == [40, 40]


def test_schedule_holds_until_named_and_carries_december():
    named = np.full((3, 12), -1)
    named[1, 9:] = 500
    wanted = path("1000", "100", 3, path=named).wanted[0]
    assert wanted[1].tolist() == [100] * 9 + [500] * 3
    assert wanted[2].tolist() == [500] * 12


def line(members, of, goal, reached, years):
    numbers = (exact(members), exact(of), exact(goal))
    return straight_line(*numbers, reached=reached, years=years)


def test_target_is_a_straight_line_then_constant():
    coverage = line("50", "1000", "0.95", 3, 4)
    assert coverage.tolist() == [[F("0.35"), F("0.65"), F("0.95"), F("0.95")]]
    wanted = path("1000", "50", 4, path=Course(coverage)).wanted[0, :, 0]
    assert wanted.tolist() == [350, 650, 950, 950]


def test_a_line_down_and_one_for_each_draw():
    coverage = straight_line(
        exact("900"), exact("1000"), exact("0.5", "0.1"), reached=2, years=2
    )
    assert coverage.tolist() == [[F("0.7"), F("0.5")], [F("0.5"), F("0.1")]]


def test_coverage_is_a_share_of_the_eligible_as_they_move_or_of_others():
    coverage = np.array([[F("0.5"), F("0.6")]], dtype=object)
    growth = {"growth_y": exact("0.1")}
    own = path("100", "10", 2, path=Course(coverage), **growth)
    assert own.wanted[0, :, 0].tolist() == [50, 66]
    others = np.array([[F(40), F(30)]], dtype=object)
    found = path("100", "10", 2, path=Course(coverage, others), **growth)
    assert found.wanted[0, :, 0].tolist() == [20, 18]


def test_nobody_eligible_gives_nobody():
    coverage = line("0", "0", "0.9", 2, 2)
    assert coverage.tolist() == [[F("0.45"), F("0.9")]]  # from a coverage of 0
    assert (path("0", "0", 2, path=Course(coverage)).wanted == 0).all()


@pytest.mark.parametrize(("members", "counted"), [("2.5", 3), ("2.4999", 2)])
def test_people_are_counted_by_rounding_half_up(members, counted):
    found = count(
        path("10", members, 1),
        verified_share=exact("1"),
        funded=np.ones((1, 12), bool),
        open_to_new=np.ones((1, 12), bool),
    )
    assert found.people[0, 0, 0] == counted


def test_cap_is_the_floor_of_verified_unrounded_eligible_and_gate_holds():
    open_to_new = np.zeros((1, 12), bool)
    open_to_new[0, 6:] = True
    named = np.full((1, 12), 99)
    found = count(
        path("100.9", "30", 1, path=named),
        verified_share=exact("0.9"),
        funded=np.ones((1, 12), bool),
        open_to_new=open_to_new,
    )
    assert found.people[0, 0].tolist() == [30] * 6 + [90] * 6  # floor(0.9 x 100.9) = 90


def test_last_funded_month_counts_for_the_year():
    people = np.arange(24).reshape(1, 2, 12)
    funded = np.zeros((1, 2, 12), bool)
    funded[0, 0, :10] = True
    assert members_end(people, funded).tolist() == [[9, 0]]


def test_half_yearly_arrears():
    people = np.full((1, 1, 12), 100)
    people[0, 0, 6:] = 160
    active, entitled = active_and_entitled(
        people, np.ones((1, 1, 12), bool), np.array([90]), every=6, grace_months=3
    )
    assert active[0, 0].tolist() == [0] * 5 + [100] + [0] * 5 + [160]
    # three months of grace for those known before: 90, then the 100 paid in June
    assert entitled[0, 0].tolist() == [90] * 3 + [0, 0, 100] + [100] * 3 + [0, 0, 160]


def test_arrears_pass_gaps_and_pay_in_the_last_funded_month():
    funded = np.zeros((1, 2, 12), bool)
    funded[0, 0, :8] = True  # January to August of year 1; all of year 2
    funded[0, 1] = True
    people = np.where(funded, 50, 0)
    active, entitled = active_and_entitled(
        people, funded, np.array([40]), every=12, grace_months=3
    )
    assert np.flatnonzero(active).tolist() == [7, 23]
    assert entitled[0, 0].tolist() == [40] * 3 + [0] * 4 + [50] + [0] * 4
    assert entitled[0, 1].tolist() == [50] * 3 + [0] * 8 + [50]


def test_a_line_from_nobody_stays_exact():
    """Whole numbers divided would be binary: a third of the way is 1/3, not 0.333."""
    nobody, all_of_them = np.array([0], dtype=object), np.array([1], dtype=object)
    found = straight_line(nobody, nobody, all_of_them, reached=3, years=3)
    assert found.tolist() == [[F(1, 3), F(2, 3), F(1)]]
    assert {type(share) for share in found.flat} == {F}
