"""Balancing: the worked cities, the properties of the method, bad input."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.sparse import eye_array, kron

from analysis.errors import InputDataError
from analysis.evidence.reconcile import balance, suspects
from analysis.evidence.settlements import (
    AD_HOC,
    CILEGON_SETS,
    SURVEY,
    TOTAL,
    cilegon,
    serang,
    serang_rates,
)
from analysis.evidence.weights import (
    EQUAL,
    PROPORTIONAL,
    RELATIVE,
    under_weights,
    weight_sets,
)
from analysis.language import LANGUAGES

SERANG = {  # labour force, employed, unemployed: adjusted, and adjustment
    EQUAL: ((322_187.3, 292_884.7, 29_302.7), (-216.7, 216.7, 216.7)),
    PROPORTIONAL: ((322_078.7, 292_963.3, 29_115.3), (-325.3, 295.3, 29.3)),
    RELATIVE: ((322_049.2, 292_960.3, 29_088.9), (-354.8, 292.3, 2.9)),
    SURVEY: ((322_360.2, 292_704.1, 29_656.1), (-43.8, 36.1, 570.1)),
}
SERANG_RATES = {  # unemployment, covered of employed, covered of labour force, %
    EQUAL: (9.095, 8.128, 7.389),
    PROPORTIONAL: (9.040, 8.126, 7.391),
    RELATIVE: (9.032, 8.126, 7.392),
    SURVEY: (9.200, 8.133, 7.385),
}


@pytest.mark.parametrize("weights", SERANG)
def test_serang_under_each_set_of_weights(weights):
    table = serang()
    rows = table[table["weights"] == weights]
    adjusted, adjustment = SERANG[weights]
    assert tuple(rows["adjusted"].round(1)) == adjusted
    assert tuple(rows["adjustment"].round(1)) == adjustment
    rates = serang_rates(table).set_index("weights").loc[weights] * 100
    assert tuple(rates.round(3)) == SERANG_RATES[weights]


def test_weights_move_serang_s_coverage_by_less_than_a_hundredth_of_a_point():
    rates = serang_rates()
    for column in ("covered_of_employed", "covered_of_labour_force"):
        assert (rates[column].max() - rates[column].min()) * 100 < 0.01


@pytest.mark.parametrize(
    ("name", "statistic", "p_value"),
    [("A", 49.53, 1.8e-11), ("B", 3.66, 0.16), ("C", 0.90, 0.64)],
)
def test_cilegon_s_global_test(name, statistic, p_value):
    found = cilegon(name)
    assert round(found.statistic, 2) == statistic
    assert found.df == 2
    assert float(f"{found.p_value:.2g}") == p_value
    assert found.publishable is (name != "A")


def test_cilegon_s_figures():
    by_set = {
        name: dict(zip(cilegon(name).names, cilegon(name).values, strict=True))
        for name in CILEGON_SETS
    }
    rounded = {
        name: tuple(round(values[one]) for one in ("S014", "S017", "S022"))
        for name, values in by_set.items()
    }
    assert rounded["A"][:2] == (18_866, 11_354)
    assert rounded["B"] == (17_125, 9_617, 6_173)
    assert rounded["C"] == (19_192, 11_655, 6_174)
    found = cilegon("C")
    moved = dict(zip(found.names, found.adjustments.round(1), strict=True))
    assert (moved["S015"], moved["S021"], moved["S022"]) == (1.9, 2.1, -33.0)
    assert round(moved["S016"], 1) in (5.8, 5.9)  # 5.845, printed as +5.9
    assert round(found.sd[found.names.index("S022")]) == 30


def test_a_refused_balance_is_not_published_and_names_its_figures():
    found = cilegon("A")
    assert found.z[found.names.index(TOTAL)] == pytest.approx(7.0, abs=0.05)
    assert set(found.responsible) == {TOTAL, *AD_HOC}
    with pytest.raises(InputDataError) as caught:
        found.published()
    for lang in LANGUAGES:
        assert all(name in caught.value.message(lang) for name in found.responsible)
    assert cilegon("C").published() is not None


def test_leaving_out_one_claim_or_identity():
    found = cilegon("A")
    matrix = np.zeros((2, 9))
    matrix[0], matrix[0, 7], matrix[0, 8] = 1, -1, 0
    matrix[1, [0, 1, 4, 5, 6, 8]] = [1, 1, 1, 1, 1, -1]
    table = suspects(found.claims, found.sd_claims, matrix, names=found.names)
    best = table[table["p_value"] > 0.01]
    assert set(best["name"]) == {TOTAL, *AD_HOC, "identity 1"}
    without = np.delete(np.arange(9), 7)
    again = balance(
        found.claims[without], found.sd_claims[without], matrix[1:, without]
    )
    row = table.set_index("name").loc[TOTAL]
    assert row["statistic"] == pytest.approx(again.statistic)
    segments = found.names.index("S017")
    assert row["implied"] == pytest.approx(again.values[:7].sum())
    assert segments == 2


def test_answers_are_shown_under_three_sets_or_not_at_all():
    table = under_weights([3.0, 1.0, 1.0], [[1, -1, -1]])
    assert table["weights"].nunique() == 3
    two = {"one": [1, 1, 1], "two": [1, 2, 3]}
    with pytest.raises(InputDataError):
        under_weights([3.0, 1.0, 1.0], [[1, -1, -1]], two)


def test_a_claim_of_zero_still_has_an_uncertainty():
    for sd in weight_sets([0.0, 10.0, 10.0]).values():
        assert (sd > 0).all()


# --- properties ----------------------------------------------------------------


@st.composite
def problems(draw, bounded=False):
    """A random system with a solution that is not zero and lies within the bounds."""
    claims = draw(st.integers(3, 8))
    rows = draw(st.integers(1, claims - 2))
    seed = draw(st.integers(0, 2**32 - 1))
    random = np.random.default_rng(seed)
    truth = random.uniform(1, 1e6, claims)
    matrix = random.integers(-1, 2, (rows, claims)).astype(float)
    totals = matrix @ truth
    values = truth + random.normal(0, 0.3, claims) * truth
    sd = random.uniform(0.01, 0.5, claims) * truth
    spread = 0.1 * truth if bounded else np.full(claims, np.inf)
    return values, sd, matrix, totals, truth - spread, truth + spread


@given(problems())
def test_balanced_values_satisfy_the_identities(problem):
    values, sd, matrix, totals, *_ = problem
    found = balance(values, sd, matrix, totals=totals)
    size = abs(matrix) @ abs(found.values) + abs(totals)
    assert (abs(matrix @ found.values - totals) <= 1e-9 * np.maximum(size, 1)).all()
    assert found.df == np.linalg.matrix_rank(matrix)
    assert len(found.redundant) == len(matrix) - found.df
    assert (found.sd <= sd * (1 + 1e-12)).all()


@given(problems(), st.randoms(use_true_random=False), st.floats(1e-6, 1e6))
def test_order_and_units_do_not_matter(problem, random, scale):
    values, sd, matrix, totals, *_ = problem
    found = balance(values, sd, matrix, totals=totals)
    columns, rows = list(range(len(values))), list(range(len(matrix)))
    random.shuffle(columns)
    random.shuffle(rows)
    other = balance(
        values[columns] * scale,
        sd[columns] * scale,
        matrix[rows][:, columns],
        totals=totals[rows] * scale,
    )
    size = np.abs(values).max()
    assert other.values / scale == pytest.approx(
        found.values[columns], rel=1e-7, abs=1e-9 * size
    )
    assert other.statistic == pytest.approx(found.statistic, rel=1e-7, abs=1e-9)
    assert other.df == found.df


@given(problems(bounded=True))
def test_bounds_are_never_left_and_nothing_nearer_exists(problem):
    values, sd, matrix, totals, lower, upper = problem
    found = balance(values, sd, matrix, totals=totals, lower=lower, upper=upper)
    assert (found.values >= lower).all()
    assert (found.values <= upper).all()
    size = abs(matrix) @ abs(found.values) + abs(totals)
    assert (abs(matrix @ found.values - totals) <= 1e-8 * np.maximum(size, 1)).all()
    middle = (lower + upper) / 2
    near = minimize(
        lambda y: (((middle + sd * y - values) / sd) ** 2).sum(),
        np.zeros(len(values)),
        jac=lambda y: 2 * (middle + sd * y - values) / sd,
        bounds=list(zip((lower - middle) / sd, (upper - middle) / sd, strict=True)),
        method="SLSQP",
        constraints={
            "type": "eq",
            "fun": lambda y: (matrix @ (sd * y)) / sd.max(),
            "jac": lambda y: matrix * sd / sd.max(),
        },
    )
    if near.success:
        assert found.statistic <= near.fun * (1 + 1e-5) + 1e-6


@given(problems())
def test_an_identity_without_weight_changes_nothing(problem):
    values, sd, matrix, totals, *_ = problem
    found = balance(values, sd, matrix, totals=totals)
    idle = np.vstack([matrix, np.zeros(len(values)), matrix[0]])
    other = balance(values, sd, idle, totals=[*totals, 0.0, totals[0]])
    assert other.values == pytest.approx(found.values, rel=1e-12)
    assert (other.statistic, other.df) == (pytest.approx(found.statistic), found.df)
    assert set(other.redundant) >= {len(matrix), len(matrix) + 1}


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1))
def test_the_test_refuses_one_balance_in_a_hundred_that_is_right(seed):
    random = np.random.default_rng(seed)
    truth = np.array([3.0, 1.0, 2.0, 6.0])
    matrix = [[1, -1, -1, 0], [1, 1, 2, -1.3333333333333333]]
    refused = [
        not balance(truth + random.normal(0, 0.1, 4), 0.1, matrix).publishable
        for _ in range(100)
    ]
    assert sum(refused) <= 8


def test_ten_thousand_claims_finish_and_time_is_linear():
    def seconds(groups):
        values = np.random.default_rng(1).uniform(10, 100, 4 * groups)
        matrix = kron(eye_array(groups), [[1, 1, 1, -1]]).tocsr()
        start = time.process_time()
        found = balance(values, 1.0, matrix, lower=0)
        assert abs(matrix @ found.values).max() < 1e-9
        return time.process_time() - start

    small, large = seconds(250), seconds(2500)
    assert large < 15 * small + 1


def test_one_identity_over_ten_thousand_claims():
    values = np.random.default_rng(2).uniform(1, 100, 10_000)
    matrix = np.ones((1, 10_000))
    matrix[0, -1] = -1
    found = balance(values, 1.0, matrix, lower=0)
    assert abs(matrix @ found.values)[0] < 1e-6
    assert found.at_bound


# --- bad input -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "sd", "constraints", "options", "word"),
    [
        ([2, 1, 1], [1, 0, -1], [[1, -1, -1]], {}, "sd"),
        ([2, 1], [1, 1], [[1, -1, -1]], {}, "2 claims"),
        ([2, 1, 1], [1, 1], [[1, -1, -1]], {}, "3 claims"),
        ([2, 1, 1], 1, [[1, -1], [1, -1, -1]], {}, "claims"),
        ([float("nan"), 1, 1], 1, [[1, -1, -1]], {}, "finite"),
        ([2, 1, 1], 1, [[1, float("inf"), -1]], {}, "finite"),
        ([2, 1, 1], 1, [[1, -1, -1]], {"lower": 3, "upper": 1}, "above"),
        ([2, 1], 1, [[1, -1], [1, -1]], {"totals": [0, 1]}, "contradict"),
        ([2, 1], 1, [[1, -1], [1, 1]], {}, "zero"),
        ([2, 1, 1], 1, [[1, -1, -1]], {"lower": [0, 2, 2], "upper": 3}, "bounds"),
    ],
)
def test_bad_input_is_a_plain_sentence(values, sd, constraints, options, word):
    with pytest.raises(InputDataError) as caught:
        balance(values, sd, constraints, **options)
    assert word in caught.value.message("en")
    assert caught.value.message("id") != caught.value.message("en")


def test_everything_wrong_is_told_at_once():
    with pytest.raises(InputDataError) as caught:
        balance([float("nan"), 1, 1], [0, -1, 1], [[1, -1, -1]])
    assert len(caught.value.problems) == 3


def test_no_identity_leaves_claims_as_they_are():
    found = balance([1.0, 2.0], 1, [])
    assert (found.values.tolist(), found.df, found.p_value) == ([1.0, 2.0], 0, 1.0)
    assert found.responsible == ()
