"""Repair in order: label, typing error, rounding, least squares, hold apart."""

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
    Share,
    Table,
    repair,
)
from analysis.evidence.settlements import (
    AD_HOC,
    COVERAGE,
    EMPLOYED,
    LABOUR_FORCE,
    POPULATION,
    REMAINING,
    TOTAL,
    UNEMPLOYED,
    cilegon_repaired,
    serang_repaired,
)
from analysis.evidence.typos import correct_typos, distance, one_error_away


def by_id(table):
    return table.set_index("claim_id")


def plain(claims, **options):
    """A table whose figures are uncertain by 1 %."""
    numbers = {name: Fraction(value) for name, value in claims.items()}
    sd = {name: abs(float(value)) / 100 + 1 for name, value in numbers.items()}
    return by_id(repair(Table(numbers, sd, **options)))


def test_serang_is_settled_in_order():
    table = by_id(serang_repaired())
    assert table.loc[COVERAGE, "step"] == LABEL
    assert table.loc[COVERAGE, "adjustment"] == 0
    assert EMPLOYED in table.loc[COVERAGE, "alternatives"]
    assert table.loc[POPULATION, "step"] == TYPING
    assert table.loc[POPULATION, "adjusted"] == float(ledger.value("R001"))
    assert table.loc[UNEMPLOYED, "step"] == LEAST_SQUARES
    assert "29736 (2 typing errors away)" in table.loc[UNEMPLOYED, "alternatives"]
    assert table.loc[UNEMPLOYED, "adjustment"] == pytest.approx(570.1, abs=0.05)


def test_serang_s_gap_has_no_repair_of_one_digit():
    x = [ledger.value(one) for one in (LABOUR_FORCE, EMPLOYED, UNEMPLOYED)]
    found = correct_typos(x, [[1, -1, -1]], max_distance=3)
    distances = {int(one.new): one.distance for one in found.candidates}
    assert distances == {321_754: 3, 293_318: 3, 29_736: 2}


def test_the_two_populations_of_serang_are_one_digit_apart():
    assert distance(ledger.value(POPULATION), ledger.value("R001")) == 1


def test_cilegon_s_total_is_held_apart_and_the_rest_settled():
    table = by_id(cilegon_repaired("A"))
    apart = table[table["step"] == HELD_APART]
    assert set(apart.index) == {TOTAL, *AD_HOC}
    assert (apart["adjustment"] == 0).all()
    assert all("balance refused, p = 1.8e-11" in one for one in apart["alternatives"])
    assert round(table.loc[REMAINING, "adjusted"]) == 6_174
    assert table.loc[REMAINING, "step"] == LEAST_SQUARES


def test_no_typing_error_explains_cilegon():
    table = by_id(cilegon_repaired("A"))
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
