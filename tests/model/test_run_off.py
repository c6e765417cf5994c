"""Run-off: three rows by hand, what is refused, and when a method cannot be used."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model.run_off import (
    FEWEST_CLAIMS,
    bornhuetter_ferguson,
    chain_ladder,
    method_for,
)

NAN = float("nan")
THREE = np.array([[100, 150, 165], [120, 168, NAN], [90, NAN, NAN]])


def test_three_rows_by_hand():
    """f = 318 / 220 and 165 / 150; s = 100 (1.5 - f)^2 + 120 (1.4 - f)^2 = 0.545."""
    found = chain_ladder(THREE)
    first, second = 318 / 220, 1.1
    assert found.factors == pytest.approx([first, second])
    assert found.latest == pytest.approx([165, 168, 90])
    assert found.ultimate == pytest.approx([165, 184.8, 90 * first * second])
    assert found.reserve == pytest.approx([0, 16.8, 90 * first * second - 90])
    s = 100 * (1.5 - first) ** 2 + 120 * (1.4 - first) ** 2
    now = 90 * first
    middle = 184.8**2 * s / second**2 * (1 / 168 + 1 / 150)
    young = (now * second) ** 2 * (
        s / first**2 * (1 / 90 + 1 / 220) + s / second**2 * (1 / now + 1 / 150)
    )
    assert found.standard_error == pytest.approx([0, middle**0.5, young**0.5])
    both = 2 * 184.8 * now * second * s / second**2 / 150
    total = (middle + young + both) ** 0.5
    assert found.total_standard_error == pytest.approx(total)


@pytest.mark.parametrize("calm_first", [False, True])
def test_the_last_variance_follows_macks_rule(calm_first):
    """Row 2 waits for the last column only, so its error shows the last variance."""
    first = [2.0, 2.0, 2.0] if calm_first else [1.2, 1.9, 1.5]
    second = [1.2, 1.5] if calm_first else [1.5, 1.52]
    triangle = np.full((4, 4), NAN)
    triangle[:, 0] = [100, 120, 90, 110]
    triangle[:3, 1] = triangle[:3, 0] * first
    triangle[:2, 2] = triangle[:2, 1] * second
    triangle[0, 3] = triangle[0, 2] * 1.1
    found = chain_ladder(triangle)
    spread = []
    for k, n in ((0, 3), (1, 2)):
        before, after = triangle[:n, k], triangle[:n, k + 1]
        ratio = after / before
        spread.append(
            (before * (ratio - after.sum() / before.sum()) ** 2).sum() / (n - 1)
        )
    last = 0.0 if calm_first else spread[1] ** 2 / spread[0]
    now, only = triangle[1, 2], triangle[0, 2]
    error = (1.1 * now) ** 2 * last / 1.1**2 * (1 / now + 1 / only)
    assert found.standard_error[1] == pytest.approx(error**0.5, abs=1e-9)


def test_claims_that_develop_alike_leave_no_doubt():
    triangle = np.array([[10, 20, 22.0], [30, 60, NAN], [50, NAN, NAN]])
    found = chain_ladder(triangle)
    assert found.ultimate == pytest.approx([22, 66, 110])
    assert found.total_standard_error == pytest.approx(0, abs=1e-9)


@given(st.integers(3, 8), st.integers(0, 1000), st.floats(0.5, 1000))
def test_the_unit_of_money_scales_everything(rows, seed, scale):
    rng = np.random.default_rng(seed)
    triangle = rng.uniform(1, 100, (rows, rows)).cumsum(axis=1)
    triangle[np.add.outer(np.arange(rows), np.arange(rows)) >= rows] = NAN
    one, other = chain_ladder(triangle), chain_ladder(triangle * scale)
    assert (one.reserve >= 0).all()
    assert (one.factors >= 1).all()
    assert other.reserve == pytest.approx(one.reserve * scale)
    assert other.standard_error == pytest.approx(one.standard_error * scale)
    assert one.total_standard_error <= one.standard_error.sum() * (1 + 1e-9)
    assert one.total_standard_error >= one.standard_error.max()


def test_errors_say_how_far_reserves_are_off():
    """Simulated by Mack's own model: the error has the size its formula gives."""
    rng = np.random.default_rng(2)
    rows, factors = 5, np.array([2.0, 1.5, 1.2, 1.1])
    hidden = np.add.outer(np.arange(rows), np.arange(rows)) >= rows
    squares, formula = [], []
    for _ in range(1500):
        full = np.empty((rows, rows))
        full[:, 0] = rng.gamma(50, 20, rows)
        for k, factor in enumerate(factors):
            before = full[:, k]
            grown = rng.gamma(before * (factor - 1) / 4, 4)  # variance 4 (f - 1) C
            full[:, k + 1] = before + grown
        found = chain_ladder(np.where(hidden, NAN, full))
        truth = full[:, -1].sum() - found.latest.sum()
        squares.append((found.reserve.sum() - truth) ** 2)
        formula.append(found.total_standard_error**2)
    assert np.mean(formula) == pytest.approx(np.mean(squares), rel=0.15)


def test_bornhuetter_ferguson_by_hand():
    triangle = np.array([[4, 6, 6], [0, 3, NAN], [0, NAN, NAN]])
    found = bornhuetter_ferguson(triangle, [5, 8, 10], [0.5, 0.8, 1])
    assert found.reserve == pytest.approx([0, 1.6, 5])
    assert found.ultimate == pytest.approx([6, 4.6, 5])
    assert found.latest == pytest.approx([6, 3, 0])


def test_with_its_own_ultimates_it_is_the_chain_ladder():
    ladder = chain_ladder(THREE)
    pattern = 1 / np.append(np.cumprod(ladder.factors[::-1])[::-1], 1)
    found = bornhuetter_ferguson(THREE, ladder.ultimate, pattern)
    assert found.ultimate == pytest.approx(ladder.ultimate)


WRONG = {
    "no triangle": [[1, 2, 3], [1, 2, 3], [1, 2, 3]],
    "no triangle, other": [[1, 2, 3], [1, 2, NAN], [NAN, NAN, NAN]],
    "no triangle, rows": [[1, 2, 3], [1, 2, NAN]],
    "no triangle, infinite": [[1, 2, float("inf")], [1, 2, NAN], [1, NAN, NAN]],
    "has 2 rows": [[1, 2], [1, NAN]],
    "below 0": [[-1, 2, 3], [1, 2, NAN], [1, NAN, NAN]],
    "row 2 fall after column 1": [[1, 2, 3], [3, 2, NAN], [1, NAN, NAN]],
}


@pytest.mark.parametrize("said", WRONG)
def test_what_is_no_triangle(said):
    triangle, words = np.array(WRONG[said]), said.partition(",")[0]
    verdict = method_for(triangle)
    assert verdict.method == "none"
    assert words in verdict.reason["en"]
    with pytest.raises(ValueError, match=words):
        chain_ladder(triangle)
    with pytest.raises(ValueError, match=words):
        bornhuetter_ferguson(triangle, np.ones(len(triangle)), np.ones(len(triangle)))


@pytest.mark.parametrize("nothing", [[], [1, 2, 3], 5.0, [[]]])
def test_what_is_no_table(nothing):
    assert method_for(np.array(nothing)).method == "none"
    with pytest.raises(ValueError, match="triangle"):
        chain_ladder(np.array(nothing))


def test_corrections_may_be_allowed():
    falling = np.array([[100, 90, 95], [50, 48, NAN], [70, NAN, NAN]])
    with pytest.raises(ValueError, match="row 1 fall after column 1"):
        chain_ladder(falling)
    found = chain_ladder(falling, may_fall=True)
    assert found.factors[0] == pytest.approx(138 / 150)
    assert found.reserve[1] == pytest.approx(48 * 95 / 90 - 48)
    assert method_for(falling, may_fall=True).method == "chain_ladder"
    prior = bornhuetter_ferguson(falling, [1, 1, 1], [0.2, 0.5, 1], may_fall=True)
    assert prior.reserve == pytest.approx([0, 0.5, 0.8])


@pytest.mark.fault("N15")
@pytest.mark.parametrize(
    ("triangle", "cell"),
    [
        ([[0, 40, 50], [0, 30, NAN], [0, NAN, NAN]], "Row 1 has no claims yet"),
        ([[9, 40, 50], [0, 30, NAN], [8, NAN, NAN]], "Row 2 has no claims yet"),
        ([[9, 40, 50], [8, 30, NAN], [0, NAN, NAN]], "Row 3 has no claims yet"),
    ],
)
def test_cells_without_claims_leave_nothing_to_multiply(triangle, cell):
    triangle = np.array(triangle)
    with pytest.raises(ValueError, match=cell):
        chain_ladder(triangle)
    verdict = method_for(triangle)
    assert verdict.method == "bornhuetter_ferguson"
    assert cell in verdict.reason["en"]


def test_few_claims_are_no_base_for_factors():
    counts = np.array([[4, 9, 12], [5, 10, NAN], [7, NAN, NAN]])  # 29 in all
    few = method_for(counts)
    assert few.method == "bornhuetter_ferguson"
    assert few.reason["en"].startswith("Only 29 claims so far, fewer than 30")
    assert "29 klaim" in few.reason["id"]
    counts[2, 0] += 1
    enough = method_for(counts)
    assert enough.method == "chain_ladder"
    assert enough.reason["en"].startswith("30 claims")
    rupiah = counts * 42e6
    assert method_for(rupiah, FEWEST_CLAIMS - 1).method == "bornhuetter_ferguson"
    assert method_for(rupiah, FEWEST_CLAIMS).method == "chain_ladder"


@pytest.mark.parametrize("claims", [NAN, -1, float("inf")])
def test_a_number_of_claims_that_is_none_is_refused(claims):
    with pytest.raises(ValueError, match="count those behind the triangle"):
        method_for(THREE, claims)


@pytest.mark.parametrize(
    ("prior", "pattern", "said"),
    [
        ([1, 1], [0.2, 0.5, 1], "priors 2 and the pattern 3"),
        ([1, 1, 1], [0.5, 1], "priors 3 and the pattern 2"),
        ([1, -1, 1], [0.2, 0.5, 1], "below 0"),
        ([1, NAN, 1], [0.2, 0.5, 1], "missing"),
        ([1, 1, 1], [0.5, 0.2, 1], "must rise"),
        ([1, 1, 1], [0.2, 0.5, 0.9], "must rise"),
        ([1, 1, 1], [-0.2, 0.5, 1], "must rise"),
        ([1, 1, 1], [0.2, NAN, 1], "must rise"),
    ],
)
def test_priors_that_are_refused(prior, pattern, said):
    with pytest.raises(ValueError, match=said):
        bornhuetter_ferguson(THREE, prior, pattern)
