"""Scholarships against hand-worked families, brute force and second derivations."""

import tracemalloc
from math import exp

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.evidence import tables
from analysis.model.claims.births import births_y
from analysis.model.claims.scholarship import (
    Schedule,
    amounts_by_age,
    children,
    children_by_sex,
    expected_paid,
    flow_of,
    owed_by_year,
    paid_by_year,
    paid_children,
    present_value,
)

MILLION = 1_000_000
END = 23
# PP 82/2019: kindergarten to university, rupiah a year and years, all at school.
LEVELS = [
    (1.5 * MILLION, 2, 1.0),
    (1.5 * MILLION, 6, 1.0),
    (2.0 * MILLION, 3, 1.0),
    (3.0 * MILLION, 3, 1.0),
    (12.0 * MILLION, 5, 1.0),
]
AMOUNTS = amounts_by_age(LEVELS, END)
LAW = Schedule(AMOUNTS, 0.0, 2)
ALIVE = np.ones(END)
NOBODY = np.zeros(101)


def flat_fertility(births=0.06, periods=("1990-2000", "2000-2010", "2010-2030")):
    """Made up: the same births a year at every age from 15 to 50 (2.1 in all)."""
    rows = [(period, age, 5, births) for period in periods for age in range(15, 50, 5)]
    columns = ["period", "age_start", "age_width", "births_per_woman_y"]
    return pd.DataFrame(rows, columns=columns)


def one_woman(age):
    share = NOBODY.copy()
    share[age] = 1.0
    return {"male": NOBODY, "female": share}


def family(by_age):
    """Children of every woman, none of any man: {age: expected number}."""
    row = np.zeros(END)
    for age, number in by_age.items():
        row[age] = number
    return {"male": np.zeros((101, END)), "female": np.tile(row, (101, 1))}


def award_flow(shares, children_of, law):
    return flow_of(paid_children(shares, children_of, law.most_children), law)


# Amounts


def test_a_child_at_school_all_years_draws_87_million():
    assert AMOUNTS.sum() == 87 * MILLION
    assert AMOUNTS[[0, 3]].tolist() == [0, 0]
    assert AMOUNTS[[4, 5, 6, 11]].tolist() == [1.5 * MILLION] * 4
    assert AMOUNTS[[12, 14, 15, 17]].tolist() == [2e6, 2e6, 3e6, 3e6]
    assert AMOUNTS[[18, 22]].tolist() == [12e6, 12e6]


def test_enrolment_scales_its_level_only():
    half = [(*LEVELS[0][:2], 0.5), *LEVELS[1:4], (*LEVELS[4][:2], 0.25)]
    # 2 x 1.5 x 1/2 + 6 x 1.5 + 3 x 2 + 3 x 3 + 5 x 12 / 4 = 1.5 + 9 + 6 + 9 + 15
    assert amounts_by_age(half, END).sum() == pytest.approx(40.5 * MILLION)


def test_enrolment_may_differ_by_draw():
    shares = np.array([0.0, 0.5, 1.0])
    drawn = amounts_by_age([*LEVELS[:4], (*LEVELS[4][:2], shares)], END)
    assert drawn.shape == (3, END)
    assert drawn.sum(axis=1).tolist() == [27e6, 57e6, 87e6]


def test_an_end_age_equal_to_the_years_leaves_no_years_before():
    assert amounts_by_age([(1.0, 3, 1.0)], 3).tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    ("levels", "end_age", "said"),
    [
        ([], 23, "no school level"),
        (LEVELS, 18, "take 19 years and end at age 18"),
        ([(1.0, 2, 1.01)], 23, "lie from 0 to 1"),
        ([(1.0, 2, -0.1)], 23, "lie from 0 to 1"),
        ([(1.0, 2, np.nan)], 23, "lie from 0 to 1"),
        ([(-1.0, 2, 1.0)], 23, "at least 0"),
        ([(np.inf, 2, 1.0)], 23, "at least 0"),
        ([(1.0, 2.5, 1.0)], 23, "whole number"),
        ([(1.0, -1, 1.0)], 23, "whole number"),
    ],
)
def test_wrong_levels_are_refused(levels, end_age, said):
    with pytest.raises(ValueError, match=said):
        amounts_by_age(levels, end_age)


@pytest.mark.parametrize(
    "wrong",
    [(-AMOUNTS, 0.0, 2), (AMOUNTS, -1.0, 2), (AMOUNTS, 0.0, -1), (AMOUNTS, 0.0, 1.5)],
)
def test_wrong_schedules_are_refused(wrong):
    with pytest.raises(ValueError, match="must be"):
        Schedule(*wrong)


# Births and children


def test_births_by_year_and_age():
    frame = flat_fertility()
    old = frame["period"] == "1990-2000"
    frame.loc[old, "births_per_woman_y"] = 0.1
    rate = births_y(frame)
    assert rate([1990, 1999, 2000], 30).tolist() == [0.1, 0.1, 0.06]
    assert rate(2020, [14, 14.9, 15, 49, 49.9, 50, -3]).tolist() == [
        *(0, 0, 0.06, 0.06, 0.06, 0, 0)
    ]


def test_one_period_and_one_band_are_enough():
    one = flat_fertility().iloc[[-1]]  # 2010-2030, 45 to 49
    assert births_y(one)(2020, [44, 45, 49, 50]).tolist() == [0, 0.06, 0.06, 0]


@pytest.mark.parametrize("year", [1989, 2030])
def test_a_year_without_fertility_is_refused(year):
    with pytest.raises(ValueError, match="covers 1990 to 2029"):
        births_y(flat_fertility())(year, 30)


@pytest.mark.parametrize("births", [-0.01, np.nan, np.inf])
def test_wrong_fertility_is_refused(births):
    with pytest.raises(ValueError, match="births per woman"):
        births_y(flat_fertility(births))


def test_an_empty_or_gappy_fertility_table_is_refused():
    with pytest.raises(ValueError, match="no rows"):
        births_y(flat_fertility().iloc[:0])
    with pytest.raises(ValueError, match="births per woman"):
        births_y(flat_fertility().iloc[1:])


def test_children_of_a_woman_by_hand():
    found = children(flat_fertility(), ALIVE, age=20, year=2022, end_age=END)
    # 20 now: gave birth at 20, 19, ..., 15, so children of 0 to 5 years.
    assert found.tolist() == [0.06] * 6 + [0] * 17


def test_children_of_an_older_woman_by_hand():
    found = children(flat_fertility(), ALIVE, age=60, year=2022, end_age=END)
    # The last birth at 49 was 11 years ago.
    assert found.tolist() == [0] * 11 + [0.06] * 12


def test_a_birth_falls_in_the_period_of_its_year():
    frame = flat_fertility()
    frame.loc[frame["period"] == "2000-2010", "births_per_woman_y"] = 0.1
    found = children(frame, ALIVE, age=45, year=2022, end_age=END)
    # Ages 0 to 12: born 2022 to 2010; 13 to 22: born 2009 to 2000.
    assert found.tolist() == [0.06] * 13 + [0.1] * 10


def test_children_survive_by_their_own_age():
    alive = 0.97 * 0.999 ** np.arange(END)
    all_born = children(flat_fertility(), ALIVE, age=40, year=2022, end_age=END)
    found = children(flat_fertility(), alive, age=40, year=2022, end_age=END)
    assert found == pytest.approx(all_born * alive)


def test_many_ages_at_once_are_the_ages_one_by_one():
    ages = np.arange(101)
    said = {"year": 2022, "end_age": END}
    together = children(flat_fertility(), ALIVE, age=ages, **said)
    single = [children(flat_fertility(), ALIVE, age=x, **said) for x in ages]
    assert together.tolist() == np.array(single).tolist()


def test_a_man_has_the_children_of_a_younger_woman():
    found = children_by_sex(
        flat_fertility(), ALIVE, year=2022, end_age=END, father_gap_years=4
    )
    assert found["male"].shape == found["female"].shape == (101, END)
    assert found["male"][4:].tolist() == found["female"][:-4].tolist()
    assert found["male"][:4].sum() == 0


@pytest.mark.parametrize("age", [-1, 101, np.nan, [30, 120]])
def test_a_member_outside_the_table_is_refused(age):
    with pytest.raises(ValueError, match="from 0 to 100"):
        children(flat_fertility(), ALIVE, age=age, year=2022, end_age=END)


@pytest.mark.parametrize(
    ("alive", "said"),
    [
        (ALIVE[:-1], "the 23 ages below 23"),
        (ALIVE * 1.1, "survival of children"),
        (ALIVE * np.nan, "survival of children"),
    ],
)
def test_a_wrong_survival_is_refused(alive, said):
    with pytest.raises(ValueError, match=said):
        children(flat_fertility(), alive, age=30, year=2022, end_age=END)


def test_a_gap_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="age gap"):
        children_by_sex(
            flat_fertility(), ALIVE, year=2022, end_age=END, father_gap_years=np.nan
        )


# Indonesia


@pytest.fixture(scope="module")
def indonesia():
    return tables.read("fertility")


@pytest.mark.parametrize(("year", "age"), [(2022, 45), (2018, 30), (2032, 60)])
def test_children_in_indonesia_row_by_row(indonesia, year, age):
    expected = np.zeros(END)
    for row in indonesia.itertuples():
        first, end = (int(part) for part in row.period.split("-"))
        for child in range(END):
            at_birth = age - child
            in_band = row.age_start <= at_birth < row.age_start + row.age_width
            if in_band and first <= year - child < end:
                expected[child] += row.births_per_woman_y
    found = children(indonesia, ALIVE, age=age, year=year, end_age=END)
    assert found == pytest.approx(expected)


def test_a_woman_of_45_in_indonesia(indonesia):
    """About two and a half births in all, some 1.8 of them less than 23 years ago."""
    rate, ago = births_y(indonesia), np.arange(31)
    assert 2.4 < rate(2022 - ago, 45 - ago).sum() < 2.7
    young = children(indonesia, ALIVE, age=45, year=2022, end_age=END)
    assert 1.7 < young.sum() < 1.9
    old = children(indonesia, ALIVE, age=75, year=2022, end_age=END)
    assert old.sum() == 0


def test_an_award_in_indonesia_lies_below_the_most(indonesia):
    of = children_by_sex(indonesia, ALIVE, year=2022, end_age=END, father_gap_years=4)
    awards = [award_flow(one_woman(x), of, LAW).sum() / MILLION for x in range(101)]
    assert max(awards) < 174
    assert 80 < awards[45] < 90
    assert awards[10] == awards[80] == 0


# The number paid for


@given(st.floats(0, 30), st.integers(0, 6))
def test_expected_paid_is_the_sum_over_the_poisson_distribution(mean, most):
    n = np.arange(200)
    direct = (np.minimum(n, most) * stats.poisson.pmf(n, mean)).sum()
    assert expected_paid(mean, most) == pytest.approx(direct, abs=1e-12)


@pytest.mark.parametrize("mean", [0.01, 0.5, 1.6, 2.3, 8])
def test_expected_paid_of_two_in_closed_form(mean):
    by_hand = 2 - 2 * exp(-mean) - mean * exp(-mean)
    assert expected_paid(mean, 2) == pytest.approx(by_hand)


def test_expected_paid_of_very_few_keeps_its_digits():
    assert expected_paid(1e-12, 2) == pytest.approx(1e-12, rel=1e-9)
    assert expected_paid([0.0, 1e9], 2).tolist() == [0, 2]


@pytest.mark.parametrize(("mean", "most"), [(-0.1, 2), (np.nan, 2), (1.0, -1)])
def test_a_wrong_number_of_children_is_refused(mean, most):
    with pytest.raises(ValueError, match="must be"):
        expected_paid(mean, most)


# Awards


def test_two_certain_newborns_draw_174_million():
    flow = award_flow(one_woman(30), family({0: 1e6}), LAW)
    assert flow.sum() == pytest.approx(174 * MILLION)
    assert flow == pytest.approx(2 * AMOUNTS)


def test_two_certain_children_of_different_ages():
    # Equal numbers of 10 and of 20 year olds: the two paid for are one of each.
    flow = award_flow(one_woman(40), family({10: 1e6, 20: 1e6}), LAW)
    one, other = AMOUNTS[10:].copy(), AMOUNTS[20:]
    one[: len(other)] += other
    assert flow[:13] == pytest.approx(one)
    assert flow[13:].tolist() == [0] * 10


def test_an_award_by_simulated_families():
    rng = np.random.default_rng(5)
    mean = np.linspace(0.02, 0.14, END)
    number = rng.poisson(mean.sum(), 200_000)
    ages = rng.choice(END, size=(200_000, 2), p=mean / mean.sum())
    left = np.append(AMOUNTS[::-1].cumsum()[::-1], 0.0)
    drawn = (left[ages] * (np.arange(2) < number[:, None])).sum(axis=1)
    flow = award_flow(one_woman(40), family(dict(enumerate(mean))), LAW)
    error = drawn.std() / np.sqrt(len(drawn))
    assert abs(flow.sum() - drawn.mean()) < 4 * error


def test_members_of_different_ages_are_averaged():
    of = children_by_sex(
        flat_fertility(), ALIVE, year=2022, end_age=END, father_gap_years=4
    )
    mixed = {"male": NOBODY.copy(), "female": NOBODY.copy()}
    mixed["male"][50], mixed["female"][30] = 0.25, 0.75
    father = {"male": np.eye(101)[50], "female": NOBODY}
    apart = 0.25 * award_flow(father, of, LAW) + 0.75 * award_flow(
        one_woman(30), of, LAW
    )
    assert award_flow(mixed, of, LAW) == pytest.approx(apart)


def test_nobody_without_children_draws_anything():
    assert award_flow(one_woman(80), family({}), LAW).tolist() == [0] * END


def test_the_old_rule_pays_once():
    old = Schedule(np.zeros(END), 12.0 * MILLION, 1)
    flow = award_flow(one_woman(30), family({9: 1.0}), old)
    assert flow[0] == pytest.approx(12 * MILLION * (1 - exp(-1)))
    assert flow[1:].tolist() == [0] * 22


def test_amounts_of_many_draws_at_once():
    drawn = Schedule(np.stack([AMOUNTS, AMOUNTS / 2]), 0.0, 2)
    flow = award_flow(one_woman(30), family({3: 1.0, 15: 0.5}), drawn)
    alone = award_flow(one_woman(30), family({3: 1.0, 15: 0.5}), LAW)
    assert flow == pytest.approx(np.stack([alone, alone / 2]))


@given(
    st.lists(st.floats(0, 3), min_size=END, max_size=END),
    st.integers(0, END - 1),
    st.floats(0, 2),
)
def test_more_children_paid_for_never_lower_an_award(numbers, age, more):
    """Of the same ages: the expected number paid for rises with the mean."""
    row = dict(enumerate(numbers))
    scaled = {a: n * (1 + more) for a, n in row.items()}
    before = award_flow(one_woman(30), family(row), LAW)
    after = award_flow(one_woman(30), family(scaled), LAW)
    assert np.all(after >= before * (1 - 1e-12))
    three = Schedule(AMOUNTS, 0.0, 3)
    assert np.all(award_flow(one_woman(30), family(row), three) >= before * (1 - 1e-12))


@pytest.mark.parametrize(
    ("shares", "of", "said"),
    [
        ({"female": np.eye(101)[3] * 0.9}, np.zeros((101, END)), "add to 0.9"),
        ({"female": -np.eye(101)[3]}, np.zeros((101, END)), "at least 0"),
        ({"female": np.eye(101)[3] * np.nan}, np.zeros((101, END)), "at least 0"),
        ({"female": np.eye(90)[3]}, np.zeros((90, END)), "ages 0 to 100"),
        ({"female": np.eye(101)[3]}, np.zeros((90, END)), "ages 0 to 100"),
        ({"female": np.eye(101)[3]}, np.full((101, END), -1.0), "at least 0"),
    ],
)
def test_wrong_members_are_refused(shares, of, said):
    with pytest.raises(ValueError, match=said):
        paid_children(shares, {"female": of}, 2)


def test_children_and_amounts_of_different_ages_are_refused():
    with pytest.raises(ValueError, match="18 ages and amounts for 23"):
        flow_of(np.zeros(18), LAW)


# Present value


def test_present_value_by_hand():
    # 100 now, 110 in a year, 121 in two, at 10 %: 300.
    assert present_value(np.array([100, 110, 121]), 0.1) == pytest.approx(300)


@given(
    st.lists(st.floats(0, 1e8), min_size=1, max_size=30),
    st.floats(0, 0.5),
    st.floats(0, 0.5),
)
def test_discounting_never_raises(flow, low, more):
    flow = np.array(flow)
    assert present_value(flow, 0.0) == pytest.approx(flow.sum())
    less = present_value(flow, low + more)
    assert less <= present_value(flow, low) * (1 + 1e-12)
    assert less >= flow[0] * (1 - 1e-12)


def test_present_values_of_many_flows_and_rates():
    flows = np.arange(12.0).reshape(2, 2, 3)
    rates = np.array([0.0, 0.25])
    found = present_value(flows, rates)
    assert found[1, 1] == pytest.approx(9 + 10 / 1.25 + 11 / 1.25**2)
    assert found[:, 0].tolist() == [0 + 1 + 2, 6 + 7 + 8]


@pytest.mark.parametrize("rate", [-1, -2, np.nan])
def test_a_wrong_rate_is_refused(rate):
    with pytest.raises(ValueError, match="above -1"):
        present_value(np.ones(3), rate)
    with pytest.raises(ValueError, match="above -1"):
        owed_by_year(np.ones(3), np.ones((3, 2)), rate)


# Years


def brute(events, flow, rate):
    """Follow every payment of every event, one by one."""
    years, k_max = flow.shape
    paid, owed = np.zeros(years), np.zeros(years)
    for start in range(years):
        for k in range(k_max):
            amount = events[start] * flow[start, k]
            if start + k < years:
                paid[start + k] += amount
            for year in range(start, min(start + k, years)):
                owed[year] += amount / (1 + rate) ** (start + k - year)
    return paid, owed


FLOWS = st.tuples(st.integers(1, 7), st.integers(1, 9), st.integers(0, 10**6))


@given(FLOWS, st.sampled_from([0.0, 0.03, 0.2]))
def test_years_follow_every_payment(sizes, rate):
    years, k_max, seed = sizes
    rng = np.random.default_rng(seed)
    events, flow = rng.poisson(2, years) * 1.0, rng.random((years, k_max)) * 1e7
    paid, owed = brute(events, flow, rate)
    assert paid_by_year(events, flow) == pytest.approx(paid)
    assert owed_by_year(events, flow, rate) == pytest.approx(owed)


@given(FLOWS)
def test_what_was_awarded_is_paid_or_owed(sizes):
    years, k_max, seed = sizes
    rng = np.random.default_rng(seed)
    events, flow = rng.poisson(2, (3, years)), rng.random((3, years, k_max)) * 1e7
    paid, owed = paid_by_year(events, flow), owed_by_year(events, flow)
    awarded = (events * flow.sum(axis=-1)).cumsum(axis=-1)
    assert paid.cumsum(axis=-1) + owed == pytest.approx(awarded)
    assert np.all(paid >= 0)
    assert np.all(owed >= 0)
    assert np.all(owed_by_year(events, flow, 0.05) <= owed * (1 + 1e-12))


def test_present_value_of_what_is_owed_rolls_forward():
    """Owed at the end of y = (owed before + new awards - paid), a year discounted."""
    rng = np.random.default_rng(1)
    events, flow, rate = rng.poisson(3, 12), rng.random((12, END)), 0.065
    paid = paid_by_year(events, flow)
    owed = owed_by_year(events, flow, rate)
    new = events * present_value(flow, rate)
    before = np.append(0, owed[:-1]) * (1 + rate)
    assert before + new - paid == pytest.approx(owed)


def test_the_law_may_change_between_events():
    # Year 1 under the old rule: one payment; year 2 under the new: 5, then 7.
    events, flow = np.array([2.0, 1.0, 0.0]), np.array([[12.0, 0], [5, 7], [5, 7]])
    assert paid_by_year(events, flow).tolist() == [24, 5, 7]
    assert owed_by_year(events, flow).tolist() == [0, 7, 0]
    assert owed_by_year(events, flow, 0.4).tolist() == [0, 5, 0]


def test_shapes_broadcast():
    events = np.ones((4, 3, 6))
    flow = np.ones((3, 6, END))
    rate = np.array([0.0, 0.1, 0.2, 0.3])[:, None, None]
    assert paid_by_year(events, flow).shape == (4, 3, 6)
    owed = owed_by_year(events, flow, rate)
    assert owed.shape == (4, 3, 6)
    assert owed[2, 1] == pytest.approx(owed_by_year(np.ones(6), flow[0], 0.2))
    drawn = np.ones((4, 1, 6, END))
    assert owed_by_year(np.ones((3, 6)), drawn).shape == (4, 3, 6)


@pytest.mark.parametrize("shape", [(5, 3), (3,), ()])
def test_a_flow_of_other_years_is_refused(shape):
    with pytest.raises(ValueError, match="events of 3 years"):
        paid_by_year(np.ones(3), np.ones(shape))


def test_memory_does_not_grow_with_payments():
    events, flow = np.ones((2000, 10, 8)), np.ones((10, 8, END))
    tracemalloc.start()
    owed_by_year(events, flow, 0.05)
    paid_by_year(events, flow)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * events.nbytes
