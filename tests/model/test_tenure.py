"""Tenure by hand: who stayed, who is new, what a gap does."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as shapes

from analysis.model import tenure

NONE = np.zeros(1)


def run(people, *, start=0, turnover_m=NONE, counts=None):
    people = np.array([people])
    counts = np.ones(people.shape, bool) if counts is None else np.array([counts])
    return tenure.sequence(people, counts, np.array([start]), turnover_m)


def test_turnover_of_a_year_is_twelve_of_a_month():
    monthly = tenure.monthly_turnover(np.array([0.19]))
    assert np.isclose((1 - monthly) ** 12, 0.81)


def test_joiners_are_old_after_as_many_months():
    found = run([4, 10, 10, 10, 10], start=4)
    assert tenure.joined_and_stayed(found, 3)[0].tolist() == [0, 0, 0, 4, 10]
    assert tenure.of_start(found)[0].tolist() == [4] * 5


def test_all_leave_alike_whatever_their_tenure():
    # 8 old and 8 new; half of the places go: 4 and 4 are left
    found = run([8, 16, 8, 8], start=8)
    assert tenure.of_start(found)[0].tolist() == [8, 8, 4, 4]
    assert tenure.joined_and_stayed(found, 2)[0].tolist() == [0, 0, 4, 8]


def test_freed_places_start_again():
    # 100 places, a tenth changes hands each month: 90, 81, 72.9 of the start remain
    found = run([100, 100, 100, 100], start=100, turnover_m=np.array([0.1]))
    assert np.allclose(tenure.of_start(found)[0], [90, 81, 72.9, 65.61])
    assert np.allclose(tenure.joined_and_stayed(found, 2)[0], [0, 0, 81, 81])


def test_a_gap_left_out_or_ending_tenure():
    people, counts = [5, 0, 0, 5, 5], [True, False, False, True, True]
    left_out = run(people, start=5, counts=counts)
    assert left_out.number[0].tolist() == [1, 1, 1, 2, 3]
    assert tenure.of_start(left_out)[0].tolist() == [5] * 5
    ended = run(people, start=5)
    assert tenure.of_start(ended)[0].tolist() == [5, 0, 0, 0, 0]
    assert tenure.joined_and_stayed(ended, 1)[0].tolist() == [0, 0, 0, 0, 5]


@given(
    shapes.arrays(np.int64, (3, 30), elements=st.integers(0, 50)),
    shapes.arrays(bool, (1, 30)),
    st.integers(0, 50),
    st.floats(0, 0.5),
    st.integers(1, 12),
)
def test_tenure_is_a_part_of_the_people_and_falls_with_the_months(
    people, counts, start, turnover, months
):
    people = people * counts
    found = tenure.sequence(people, counts, np.array([start]), np.array([turnover]))
    old = tenure.joined_and_stayed(found, months)
    older = tenure.joined_and_stayed(found, months + 1)
    assert (old * counts <= people + 1e-9).all()
    assert (older <= old + 1e-9).all()
    assert (tenure.of_start(found) <= start + 1e-9).all()


@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=20),
    st.integers(0, 9),
    st.sampled_from([0.0, 0.1, 0.25]),
    st.integers(1, 6),
)
def test_equal_to_following_every_cohort(people, start, turnover, months):
    found = run(people, start=start, turnover_m=np.array([turnover]))
    cohorts = {0: float(start)}  # month of joining -> people left; 0 = at the start
    before = float(start)
    old, of_start = [], []
    for month, now in enumerate(people, 1):
        stayed = min(1 - turnover, now / before) if before else 0.0
        cohorts = {joined: left * stayed for joined, left in cohorts.items()}
        cohorts[month] = now - sum(cohorts.values())
        late = [n for joined, n in cohorts.items() if joined + months <= month]
        old.append(sum(late) if month > months else 0.0)
        of_start.append(cohorts[0])
        before = now
    assert np.allclose(tenure.joined_and_stayed(found, months)[0], old)
    assert np.allclose(tenure.of_start(found)[0], of_start)
