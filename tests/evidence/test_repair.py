"""Repair in order: label, typing error, rounding, least squares, hold apart."""

import time
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputDataError
from analysis.evidence import ledger
from analysis.evidence.repair import (
    AGREES,
    HELD_APART,
    LABEL,
    LEAST_SQUARES,
    ROUNDING,
    TYPING,
    repair,
)
from analysis.evidence.repair_input import Share, Table
from analysis.evidence.settlements import repaired
from analysis.evidence.typos import (
    INVALID,
    correct_typos,
    distance,
    one_error_away,
)

LABOUR_FORCE, EMPLOYED, UNEMPLOYED = "S029", "S030", "S031"
POPULATION, COVERAGE, GAP = "S028", "S040", "S041"
TOTAL, AD_HOC, REMAINING = "S014", {"S017", "S018"}, "S022"
REFUSED = {"cilegon-members": "A"}


def by_id(table):
    return table.set_index("claim_id")


def plain(claims, **options):
    """A table whose figures are uncertain by 1 %."""
    numbers = {name: Fraction(value) for name, value in claims.items()}
    sd = {name: abs(float(value)) / 100 + 1 for name, value in numbers.items()}
    return by_id(repair(Table(numbers, sd, **options)))


def test_serang_is_settled_in_order():
    table = by_id(repaired("3673"))
    assert table.loc[COVERAGE, "step"] == LABEL
    assert table.loc[COVERAGE, "adjustment"] == 0
    assert EMPLOYED in table.loc[COVERAGE, "alternatives"]
    assert table.loc[GAP, ["step", "adjustment"]].tolist() == [LABEL, 0]
    assert table.loc[POPULATION, "step"] == TYPING
    assert table.loc[POPULATION, "adjusted"] == float(ledger.value("R001"))
    assert table.loc[UNEMPLOYED, "step"] == LEAST_SQUARES
    assert "29736 (2 typing errors away)" in table.loc[UNEMPLOYED, "alternatives"]
    assert table.loc[UNEMPLOYED, "adjustment"] == pytest.approx(570.1, abs=0.05)


def test_what_no_typing_error_explains_is_left_as_printed():
    # 9,876 is no sum of 11 and 22, and no digit of one of them makes it so
    found = correct_typos([9_876, 11, 22], [[1, -1, -1]])
    assert (found.status, found.values) == (INVALID, (9_876, 11, 22))
    assert found.applied == found.candidates == ()


def test_serang_s_gap_has_no_repair_of_one_digit():
    x = [ledger.value(one) for one in (LABOUR_FORCE, EMPLOYED, UNEMPLOYED)]
    found = correct_typos(x, [[1, -1, -1]], max_distance=3)
    distances = {int(one.new): one.distance for one in found.candidates}
    assert distances == {321_754: 3, 293_318: 3, 29_736: 2}


def test_the_two_populations_of_serang_are_one_digit_apart():
    assert distance(ledger.value(POPULATION), ledger.value("R001")) == 1


def test_cilegon_s_total_is_held_apart_and_the_rest_settled():
    table = by_id(repaired("3672", REFUSED))
    apart = table[table["step"] == HELD_APART]
    assert set(apart.index) == {TOTAL, *AD_HOC}
    assert (apart["adjustment"] == 0).all()
    assert all("balance refused, p = 1.8e-11" in one for one in apart["alternatives"])
    assert round(table.loc[REMAINING, "adjusted"]) == 6_174
    assert table.loc[REMAINING, "step"] == LEAST_SQUARES


def test_no_typing_error_explains_cilegon():
    table = by_id(repaired("3672", REFUSED))
    assert TYPING not in set(table["step"])
    for claim_id, value in (("S015", 1_571), ("S016", 2_693), ("S019", 375)):
        assert f"{value} (2 typing errors away)" in table.loc[claim_id, "alternatives"]


def test_figures_that_agree_stay():
    table = plain({"a": 5, "b": 2, "c": 3}, identities=[{"a": 1, "b": -1, "c": -1}])
    assert set(table["step"]) == {AGREES}
    assert (table["adjustment"] == 0).all()


def test_a_typing_error_comes_before_least_squares():
    claims = {"x1": 1452, "x2": 161, "x3": 1568}
    table = plain(claims, identities=[{"x1": 1, "x2": 1, "x3": -1}])
    assert table.loc["x2", ["adjusted", "step"]].tolist() == [116, TYPING]
    assert set(table.drop("x2")["step"]) == {AGREES}


def test_rounding_comes_before_least_squares():
    steps = {"a": Fraction(100)}
    claims = {"a": 500, "b": 217, "c": 261}
    identity = {"a": 1, "b": -1, "c": -1}
    table = plain(claims, identities=[identity], steps=steps)
    assert table.loc["a", ["adjusted", "step"]].tolist() == [478, ROUNDING]
    assert set(table.drop("a")["step"]) == {AGREES}


def test_a_mistyped_denominator_is_found_through_the_share():
    claims = {"covered": 935_079, "eligible": 1_873_899, "rate": "0.5088"}
    table = plain(
        claims,
        steps={"rate": Fraction("0.0001")},
        shares=[Share("rate", "covered", "eligible")],
    )
    assert table.loc["eligible", ["adjusted", "step"]].tolist() == [1_837_899, TYPING]
    assert table.loc["rate", "step"] == AGREES


def test_bali_s_workers_are_repaired_through_the_share():
    table = by_id(repaired("51"))
    assert table.loc["K011", ["adjusted", "step"]].tolist() == [1_837_899, TYPING]
    assert set(table.drop("K011")["step"]) == {AGREES}


def test_what_is_left_of_a_share_is_compared_with_what_is_left():
    claims = {"covered": 8, "employed": 100, "all": 110, "gap": "0.92"}
    share = Share("gap", "covered", "all", ("employed",), complement=True)
    table = plain(claims, steps={"gap": Fraction("0.01")}, shares=[share])
    assert table.loc["gap", "step"] == LABEL


def test_least_squares_stays_within_bounds():
    """Three parts of 16 and a sum of 16: 8 to move for each figure; c stops at 12."""
    claims = dict.fromkeys(("all", "a", "b", "c"), Fraction(16))
    identity = {"all": 1, "a": -1, "b": -1, "c": -1}
    free = Table(claims, dict.fromkeys(claims, 10.0), identities=[identity])
    assert by_id(repair(free)).loc["c", "adjusted"] == pytest.approx(8)
    bounded = Table(
        claims, dict.fromkeys(claims, 10.0), identities=[identity], lower={"c": 12.0}
    )
    table = by_id(repair(bounded))
    assert table.loc["c", "adjusted"] == 12
    assert table.loc["all", "adjusted"] == pytest.approx(
        table.loc[["a", "b", "c"], "adjusted"].sum()
    )


def test_a_figure_held_apart_takes_no_part_in_what_follows():
    """Its witness says it is another concept, so its sum is not forced on the rest."""
    claims = {"a": 500, "b": 217, "c": 261}
    identity = {"a": 1, "b": -1, "c": -1}
    table = plain(claims, identities=[identity], witnesses={"a": Fraction(777)})
    assert table.loc["a", ["adjusted", "step"]].tolist() == [500, HELD_APART]
    assert set(table.drop("a")["step"]) == {AGREES}


def test_what_a_witness_settled_is_not_mistyped_again():
    """116 + 1,452 = 1,568; a witness backs 1,452, so only x2 can be the slip."""
    claims = {"x1": 1425, "x2": 161, "x3": 1568}
    identity = {"x1": 1, "x2": 1, "x3": -1}
    table = plain(claims, identities=[identity], witnesses={"x1": Fraction(1452)})
    assert table["step"].tolist() == [TYPING, TYPING, AGREES]
    assert table.loc["x2", "adjusted"] == 116


def test_only_claims_in_an_identity_need_an_sd():
    claims = {
        "a": Fraction(5),
        "b": Fraction(2),
        "c": Fraction(4),
        "alone": Fraction(9),
    }
    identity = {"a": 1, "b": -1, "c": -1}
    table = by_id(repair(Table(claims, dict.fromkeys("abc", 1.0), [identity])))
    assert table.loc["alone", "step"] == AGREES


def test_a_share_that_fits_nothing_is_held_apart():
    claims = {"covered": 10, "eligible": 97, "rate": "0.55"}
    shares = [Share("rate", "covered", "eligible")]
    table = plain(claims, steps={"rate": Fraction("0.01")}, shares=shares)
    assert table.loc["rate", "step"] == HELD_APART
    assert "counts give 0.1031" in table.loc["rate", "alternatives"]


def test_another_source_far_away_is_held_apart():
    table = plain({"a": 17_000}, witnesses={"a": Fraction(19_185)})
    assert table.loc["a", ["adjusted", "step"]].tolist() == [17_000, HELD_APART]


def test_unknown_claims_are_named():
    with pytest.raises(InputDataError) as caught:
        plain({"a": 1}, identities=[{"a": 1, "b": -1}], shares=[Share("r", "a", "n")])
    found = {problem.found for problem in caught.value.problems}
    assert found == {"b", "r", "n"}


@given(st.integers(0, 10**9))
def test_neighbours_are_exactly_one_error_away(number):
    near = one_error_away(number)
    assert number not in near
    assert all(distance(number, one) == 1 for one in near)


@given(st.integers(0, 2**32 - 1))
def test_a_mistyped_subtotal_is_repaired_or_left(seed):
    """It is left where two other slips would explain the two gaps as well."""
    random = np.random.default_rng(seed)
    parts = random.integers(100, 99_999, 4).tolist()
    truth = [*parts, sum(parts[:2]), sum(parts[2:]), sum(parts)]
    edits = [
        [1, 1, 0, 0, -1, 0, 0],
        [0, 0, 1, 1, 0, -1, 0],
        [0, 0, 0, 0, 1, 1, -1],
    ]
    where = int(random.integers(4, 6))  # a subtotal stands in two edits
    printed = list(truth)
    printed[where] = int(random.choice(sorted(one_error_away(truth[where]))))
    found = correct_typos(printed, edits)
    right = [one for one in found.candidates if one.position == where]
    assert truth[where] in [one.new for one in right]
    if found.status == "corrected":
        assert list(found.values) == truth
    else:
        assert len(found.candidates) > 1


def test_ten_thousand_claims_are_repaired_in_linear_time():
    def seconds(groups):
        random = np.random.default_rng(3)
        claims, identities = {}, []
        for group in range(groups):
            parts = random.integers(100, 99_999, 3).tolist()
            names = [f"{group}.{number}" for number in range(4)]
            whole = sum(parts) + int(random.integers(-40, 40))
            claims |= dict(zip(names, map(Fraction, [*parts, whole]), strict=True))
            identities.append(dict(zip(names, (1, 1, 1, -1), strict=True)))
        sd = {name: float(value) / 100 + 1 for name, value in claims.items()}
        start = time.process_time()
        table = repair(Table(claims, sd, identities))
        assert len(table) == 4 * groups
        return time.process_time() - start

    small, large = seconds(250), seconds(2500)
    assert large < 20 * small + 1
