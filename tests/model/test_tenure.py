"""Tenure by hand: who stayed, who is new, what a gap does."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as shapes

from analysis.model import tenure
from analysis.model.projection import project
from analysis.scenario.load import parse_scenario
from minimal import scenario_text

NONE = np.zeros(1)
HUNDRED = {
    "eligible": 100,
    "members": 100,
    "tariff": {"kind": "bpu"},
    "path": {"kind": "hold"},
    "turnover_y": 0,
}
RESET = {"overrides": {"tenure_resets_after_gap": {"2015-07": 1}}}


def early_months(segment, years=1, **changes):
    """Return the member-months within the three waiting months, 2026 and on."""
    fields = {"first_year": 2026, "years": years, "segments": {"linmas": segment}}
    results = project(
        parse_scenario(scenario_text("early", fields | changes), "early.yaml")
    )
    share = results.death_rates.set_index("segment")["early_share"]["linmas"]
    return share * results.series("exposure_member_months").sum()


def run(people, *, start=0, turnover_m=NONE, counts=None):
    people = np.array([people])
    counts = np.ones(people.shape, bool) if counts is None else np.array([counts])
    return tenure.sequence(people, counts, np.array([start]), turnover_m)


def months_of(found):
    return np.arange(found.number.shape[1])[None]


def of_start(found):
    return tenure.of_start(found, months_of(found))


def joined_and_stayed(found, months):
    return tenure.joined_and_stayed(found, months, months_of(found))


def test_turnover_of_a_year_is_twelve_of_a_month():
    monthly = tenure.monthly_turnover(np.array([0.19]))
    assert np.isclose((1 - monthly) ** 12, 0.81)


def test_joiners_are_old_after_as_many_months():
    found = run([4, 10, 10, 10, 10], start=4)
    assert joined_and_stayed(found, 3)[0].tolist() == [0, 0, 0, 4, 10]
    assert of_start(found)[0].tolist() == [4] * 5


def test_all_leave_alike_whatever_their_tenure():
    # 8 old and 8 new; half of the places go: 4 and 4 are left
    found = run([8, 16, 8, 8], start=8)
    assert of_start(found)[0].tolist() == [8, 8, 4, 4]
    assert joined_and_stayed(found, 2)[0].tolist() == [0, 0, 4, 8]


def test_freed_places_start_again():
    # 100 places, a tenth changes hands each month: 90, 81, 72.9 of the start remain
    found = run([100, 100, 100, 100], start=100, turnover_m=np.array([0.1]))
    assert np.allclose(of_start(found)[0], [90, 81, 72.9, 65.61])
    assert np.allclose(joined_and_stayed(found, 2)[0], [0, 0, 81, 81])


def test_a_gap_left_out_or_ending_tenure():
    people, counts = [5, 0, 0, 5, 5], [True, False, False, True, True]
    left_out = run(people, start=5, counts=counts)
    assert left_out.number[0].tolist() == [1, 1, 1, 2, 3]
    assert of_start(left_out)[0].tolist() == [5] * 5
    ended = run(people, start=5)
    assert of_start(ended)[0].tolist() == [5, 0, 0, 0, 0]
    assert joined_and_stayed(ended, 1)[0].tolist() == [0, 0, 0, 0, 5]


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
    old = joined_and_stayed(found, months)
    older = joined_and_stayed(found, months + 1)
    assert (old * counts <= people + 1e-9).all()
    assert (older <= old + 1e-9).all()
    assert (of_start(found) <= start + 1e-9).all()


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
    old, oldest = [], []
    for month, now in enumerate(people, 1):
        stayed = min(1 - turnover, now / before) if before else 0.0
        cohorts = {joined: left * stayed for joined, left in cohorts.items()}
        cohorts[month] = now - sum(cohorts.values())
        late = [n for joined, n in cohorts.items() if joined + months <= month]
        old.append(sum(late) if month > months else 0.0)
        oldest.append(cohorts[0])
        before = now
    assert np.allclose(joined_and_stayed(found, months)[0], old)
    assert np.allclose(of_start(found)[0], oldest)


@given(
    shapes.arrays(np.int64, (3, 24), elements=st.integers(0, 4)),
    shapes.arrays(bool, (3, 24)),
    shapes.arrays(np.float64, 3, elements=st.sampled_from([0, 0.1, 0.25])),
    st.integers(1, 6),
)
def test_draws_do_not_mix(people, counts, turnover, months):
    people, start = people * counts, np.array([3, 0, 4])
    together = tenure.sequence(people, counts, start, turnover)
    at, asked = months_of(together), np.full(24, months)

    def known(number, months):
        return number / months

    found = tenure.long_in(together, asked, at, known)
    for draw in range(3):
        one = slice(draw, draw + 1)
        alone = tenure.sequence(people[one], counts[one], start[one], turnover[one])
        assert np.allclose(found[draw], tenure.long_in(alone, asked, at, known)[0])


@given(
    shapes.arrays(np.int64, (2, 30), elements=st.sampled_from([5, 5, 5, 8])),
    shapes.arrays(bool, (1, 30), elements=st.sampled_from([True, True, False])),
    st.integers(1, 6),
)
def test_months_of_the_same_name_have_the_same_tenure(people, counts, months):
    found = tenure.sequence(people, counts, np.array([6]), np.array([0.1]))
    at, asked = months_of(found), np.full(30, months)
    names = tenure.names(found, asked, at)
    alike = (names[:, 1:] == names[:, :-1]).all(0)
    in_for = tenure.long_in(found, asked, at, lambda number, _: number * 0 + 0.5)
    assert np.allclose(in_for[:, 1:][:, alike], in_for[:, :-1][:, alike])


def test_held_members_are_alike_once_the_months_have_passed():
    found = run([100] * 36, start=100)
    names = tenure.names(found, np.full(36, 3), months_of(found))
    assert tenure.changes(names).tolist() == [0, 1, 2, *[3] * 33]


def test_newcomers_wait_three_months_and_present_members_do_not():
    assert np.isclose(early_months(HUNDRED), 0)
    new = HUNDRED | {"members": 0, "path": {"kind": "schedule", "members": {2026: 100}}}
    # nobody had a full month in January, in April all have three
    assert np.isclose(early_months(new), 300)
    later = HUNDRED | {"path": {"kind": "schedule", "members": {"2026-11": 100}}}
    assert np.isclose(early_months(later | {"members": 60}), 2 * 40)


def test_since_says_how_far_back_the_present_members_joined():
    # joined in December: one full month in January, three in March
    assert np.isclose(early_months(HUNDRED | {"since": "2025-12"}), 200)
    assert np.isclose(early_months(HUNDRED | {"since": "2025-10"}), 0)


def test_turnover_keeps_some_early_without_changing_the_members():
    stay = 0.81 ** (1 / 12)
    found = early_months(HUNDRED | {"turnover_y": 0.19})
    # present members count as long in; from the third month on 1 - stay^3 are early
    by_month = [1 - stay, 1 - stay**2, *[1 - stay**3] * 10]
    assert np.isclose(found, 100 * sum(by_month))
    # under `leave` nobody takes a freed place
    leave = HUNDRED | {"turnover_y": 0.19, "place": "leave"}
    assert np.isclose(early_months(leave), 0)


def test_a_yearly_gap_resets_tenure_only_where_the_switch_says_so():
    half = HUNDRED | {"months": {"first": 1, "last": 6}}
    assert np.isclose(early_months(half, years=2), 0)
    assert np.isclose(early_months(half, years=2, law=RESET), 300)


def test_unpaid_months_are_a_gap_like_others():
    budget = {
        "base_idr": {2026: 10**9},
        "ceiling": {"idr": {2026: 13_440_000, 2027: 50_000_000}},
        "when_short": "arrears",
    }
    assert np.isclose(early_months(HUNDRED, years=2, budget=budget), 0)
    # eight months paid in 2026; who is paid for again in January 2027 is new
    assert np.isclose(early_months(HUNDRED, years=2, budget=budget, law=RESET), 300)


def test_who_is_entitled_in_unpaid_months_has_the_tenure_of_the_last_paid_one():
    # 2027 settles four months of 2026 and pays January and February
    budget = {
        "base_idr": {2026: 10**9},
        "ceiling": {"idr": {2026: 13_440_000, 2027: 10_080_000}},
        "when_short": "arrears",
    }
    found = early_months(HUNDRED, years=2, budget=budget, law=RESET)
    # September to November 2026 long in; January to May 2027 all new again
    assert np.isclose(found, 500)
    assert np.isclose(early_months(HUNDRED, years=2, budget=budget), 0)


def test_where_fewer_are_entitled_than_covered_they_are_those_longest_in():
    # 40 join in February; until the payment in June only the first 100 are entitled
    half_yearly = HUNDRED | {
        "eligible": 140,
        "path": {"kind": "schedule", "members": {"2026-02": 140}},
        "paid": {"every": 6, "covers": "arrears"},
    }
    assert np.isclose(early_months(half_yearly), 0)
    monthly = half_yearly | {"paid": {"every": 1, "covers": "advance"}}
    assert np.isclose(early_months(monthly), 3 * 40)


def test_the_waiting_months_are_those_of_the_month():
    new = HUNDRED | {"members": 0, "path": {"kind": "schedule", "members": {2026: 100}}}
    law = {"overrides": {"jkm_early_months": {"2015-07": 1, "2026-03": 3}}}
    # January within the first month, March within the first three
    assert np.isclose(early_months(new, law=law), 200)
