"""Whom to cover first, against every possible choice and against filling by hand."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.model.priority import choose, problem, search

A_YEAR = 201_600  # rupiah: 12 months of Rp16,800


def options_of(members, least, divisible):
    if divisible:
        return [range(low, m + 1) for m, low in zip(members, least, strict=True)]
    return [sorted({low, m}) for m, low in zip(members, least, strict=True)]


def best_value(case, divisible):
    """The best value of all choices there are, in fractions."""
    best = None
    for people in product(*options_of(case["members"], case["least"], divisible)):
        new = [x - low for x, low in zip(people, case["least"], strict=True)]
        cost = sum(c * x for c, x in zip(case["unit_cost"], people, strict=True))
        if cost > case["ceiling"] or sum(new) > case["reach_total"]:
            continue
        if any(n > r for n, r in zip(new, case["reach"], strict=True)):
            continue
        value = sum(v * x for v, x in zip(case["unit_value"], people, strict=True))
        best = value if best is None else max(best, value)
    return best


@st.composite
def cases(draw, largest=5):
    size = draw(st.integers(1, 4))

    def several(low, high):
        return draw(st.lists(st.integers(low, high), min_size=size, max_size=size))

    members = several(0, largest)
    least = [min(x, m) for x, m in zip(several(0, 2), members, strict=True)]
    cost = several(0, 40)
    needed = sum(c * x for c, x in zip(cost, least, strict=True))
    return {
        "members": members,
        "unit_cost": cost,
        "unit_value": several(0, 30),
        "ceiling": needed + draw(st.integers(0, 300)),
        "least": least,
        "reach": several(0, largest),
        "reach_total": draw(st.integers(0, largest * size)),
    }


@settings(max_examples=60, deadline=None)
@given(case=cases(), divisible=st.booleans())
def test_no_choice_is_worth_more(case, divisible):
    found = choose(**case, divisible=divisible)
    assert found.value == best_value(case, divisible)
    assert found.unproven == 0


@settings(max_examples=40, deadline=None)
@given(case=cases(), divisible=st.booleans())
def test_limits_hold(case, divisible):
    found = choose(**case, divisible=divisible)
    people, least = found.people, np.array(case["least"])
    assert found.cost == (people * case["unit_cost"]).sum() <= case["ceiling"]
    assert (people >= least).all()
    assert (people + found.left_out == case["members"]).all()
    assert (people - least <= case["reach"]).all()
    assert (people - least).sum() <= case["reach_total"]
    if not divisible:
        assert ((people == least) | (found.left_out == 0)).all()


@settings(max_examples=25, deadline=None)
@given(case=cases(), divisible=st.booleans(), more=st.integers(1, 100))
def test_more_money_is_never_worth_less(case, divisible, more):
    before = choose(**case, divisible=divisible)
    after = choose(**{**case, "ceiling": case["ceiling"] + more}, divisible=divisible)
    assert after.value >= before.value


def by_hand(case):
    """Filled by value per rupiah, the last segment in part: exact for one ceiling."""
    left, worth = Fraction(case["ceiling"]), Fraction(0)
    rows = zip(case["members"], case["unit_cost"], case["unit_value"], strict=True)
    for m, c, v in sorted(rows, key=lambda row: -Fraction(row[2], row[1])):
        taken = min(Fraction(m), left / c)
        left, worth = left - taken * c, worth + taken * v
    return worth


@settings(max_examples=25, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.integers(1, 20_000), st.integers(100_000, 900_000), st.integers(1, 999)
        ),
        min_size=1,
        max_size=6,
    ),
    share=st.floats(0.05, 0.95),
)
def test_whole_people_come_within_one_person_of_shares(rows, share):
    members, cost, value = (list(column) for column in zip(*rows, strict=True))
    full = sum(m * c for m, c in zip(members, cost, strict=True))
    case = {"members": members, "unit_cost": cost, "unit_value": value}
    case["ceiling"] = int(full * share)
    found = choose(**case, divisible=True)
    bound = by_hand(case)
    assert found.cost <= case["ceiling"]
    assert bound - max(value) <= Fraction(found.value) <= bound


@pytest.mark.parametrize("short", [0, 1])
@pytest.mark.parametrize("seed", range(12))
def test_a_million_million_is_kept_to_the_rupiah(seed, short):
    """Segments of up to Rp1e12: one choice fits exactly, or misses by a rupiah."""
    rng = np.random.default_rng(seed)
    cost = rng.integers(10**11, 10**12, 9)
    value = cost + rng.integers(0, 10**10, 9)
    ceiling = int(cost[rng.permutation(9)[:5]].sum()) - short
    found = choose(np.ones(9, int), cost, value, ceiling, False)
    best = max(
        int(value[list(taken)].sum())
        for taken in (np.flatnonzero(bits) for bits in product((0, 1), repeat=9))
        if cost[list(taken)].sum() <= ceiling
    )
    assert found.cost <= ceiling
    assert int(value[found.people == 1].sum()) == best


@pytest.mark.parametrize(("divisible", "least"), [(True, 48 - 9), (False, 36)])
def test_an_answer_beyond_the_ceiling_is_not_believed(monkeypatch, divisible, least):
    """The solver first answers with everybody; the best are 48 and, whole, 36."""
    solve, rooms = search._milp, []

    def too_much(lots, start, room, cuts):
        rooms.append(room)
        everybody = list(lots.most), 0.0
        return everybody if len(rooms) == 1 else solve(lots, start, room, cuts)

    monkeypatch.setattr(search, "_milp", too_much)
    case = problem.problem_of([4, 4], [7, 5], [9, 6], 40, divisible)
    people, _ = search.solved(case)
    assert len(rooms) == 2
    assert 9 * people[0] + 6 * people[1] >= least
    assert 7 * people[0] + 5 * people[1] <= 40


def test_people_today_stay_though_others_are_worth_more():
    found = choose(
        *([100, 100], [A_YEAR] * 2, [1, 5], 100 * A_YEAR, True), least=[30, 0]
    )
    assert found.people.tolist() == [30, 70]
    assert found.left_out.tolist() == [70, 30]
    assert found.cost == 20_160_000
    assert found.price.least.tolist() == [4, 0]  # one of the 30 less, one at 5 more


def test_prices_are_what_one_more_brings():
    """Both limits by hand: 60 people at 5, then at 1 as far as 80 in all."""
    found = choose(
        *([100, 100], [A_YEAR] * 2, [1, 5], 10**9, True),
        reach=[100, 60],
        reach_total=80,
    )
    assert found.people.tolist() == [20, 60]
    assert found.price.reach.tolist() == [0, 4]  # one at 5 in the place of one at 1
    assert found.price.reach_total == 1
    assert found.price.ceiling == 0
    money = choose([100, 100], [A_YEAR] * 2, [1, 5], 50 * A_YEAR, True)
    assert money.price.ceiling * A_YEAR == pytest.approx(5)
    assert money.price.step_idr == A_YEAR
    assert choose([9], [5], [2], 20, True, step_idr=1).price.ceiling == 0


def test_segments_that_are_alike_are_filled_in_their_order():
    found = choose([50, 80, 50], [A_YEAR] * 3, [2, 3, 2], 110 * A_YEAR + 5, True)
    assert found.people.tolist() == [30, 80, 0]
    whole = choose([50, 80, 50], [A_YEAR] * 3, [2, 3, 2], 130 * A_YEAR, False)
    assert whole.people.tolist() == [50, 80, 0]


def test_a_segment_worth_nothing_stays_at_its_least():
    found = choose([10, 10], [5, 5], [0, 1], 1000, True, least=[2, 0])
    assert found.people.tolist() == [2, 10]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"ceiling": 1_000_000}, r"must stay cost Rp2,016,000 .* by Rp1,016,000"),
        ({"members": [10, 5]}, r"unit_cost has 3 values for 2 segments"),
        ({"members": [20.5, 5, 5]}, r"members must be whole people, found 20.5"),
        ({"least": [11, 0, 0], "members": [10, 5, 5]}, r"least is 11 of 10"),
        ({"unit_value": [1, -1, 1]}, r"unit_value .* found -1"),
        ({"unit_cost": [1, float("nan"), 1]}, r"unit_cost .* found nan"),
        ({"ceiling": float("nan")}, r"the ceiling .* found nan"),
        ({"reach_total": -1}, r"reach_total .* found -1"),
        ({"step_idr": 0}, r"step_idr is 0"),
    ],
)
def test_what_cannot_be_is_refused(changed, said):
    case = {
        "members": [20, 5, 5],
        "unit_cost": [A_YEAR] * 3,
        "unit_value": [1, 2, 3],
        "ceiling": 10**8,
        "divisible": True,
        "least": [10, 0, 0],
    }
    with pytest.raises(ValueError, match=said):
        choose(**{**case, **changed})
