"""Balancing: what is refused, the properties of the method, bad input."""

import time

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.sparse import eye_array, kron

from analysis.errors import InputDataError
from analysis.evidence import ledger
from analysis.evidence.balanced import matrix, printed, sds, solve
from analysis.evidence.reconcile import balance, suspects
from analysis.evidence.settlements import judgement
from analysis.evidence.weights import under_weights, weight_sets
from analysis.language import LANGUAGES

TOTAL, AD_HOC = "S014", {"S017", "S018"}


def cilegon(weights):
    return solve(judgement("cilegon-members"), weights, ledger.rows())


@pytest.mark.fault("N14")
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
    one, rows = judgement("cilegon-members"), ledger.rows()
    x = np.array([float(printed(claim, rows)) for claim in one.claims])
    sd = np.array([*sds(one, "A", rows).values()])
    edits = matrix(one.identities, one.claims)
    table = suspects(x, sd, edits, names=one.claims)
    best = table[table["p_value"] > 0.01]
    assert set(best["name"]) == {TOTAL, *AD_HOC, "identity 1"}
    kept = np.array([claim != TOTAL for claim in one.claims])
    again = balance(x[kept], sd[kept], edits[1:, kept])
    row = table.set_index("name").loc[TOTAL]
    assert row["statistic"] == pytest.approx(again.statistic)
    listed = [claim not in (TOTAL, "S022") for claim in one.claims if claim != TOTAL]
    assert row["implied"] == pytest.approx(again.values[listed].sum())


def test_answers_are_shown_under_three_sets_or_not_at_all():
    table = under_weights([3.0, 1.0, 1.0], [[1, -1, -1]])
    assert table["weights"].nunique() == 3
    named = under_weights([3.0, 1.0, 1.0], [[1, -1, -1]], names=["all", "a", "b"])
    assert named["claim_id"].tolist() == ["all", "a", "b"] * 3
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
    assert (abs(matrix @ found.values - totals) <= 1e-9 * np.maximum(size, 1)).all()
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


@given(problems(), st.integers(0, 7))
def test_a_claim_of_no_weight_moves_no_other(problem, which):
    """A claim with a huge sd takes what its identities leave: the rest is balanced
    as if neither the claim nor what only it could close were there.
    """
    values, sd, matrix, totals, *_ = problem
    loose = which % len(values)
    free = matrix[:, loose] == 0
    assume(0 < free.sum() < len(free) and len(free) - free.sum() == 1)
    rest = np.arange(len(values)) != loose
    kept = balance(values[rest], sd[rest], matrix[free][:, rest], totals=totals[free])
    sd = sd.copy()
    sd[loose] = 1e7 * np.abs(values).max()
    found = balance(values, sd, matrix, totals=totals)
    size = np.abs(values).max()
    assert found.values[rest] == pytest.approx(kept.values, rel=1e-6, abs=1e-6 * size)
    assert found.statistic == pytest.approx(kept.statistic, rel=1e-4, abs=1e-4)


@given(problems(), st.floats(1e-3, 1e3))
def test_one_factor_on_all_sds_moves_nothing_but_the_test(problem, factor):
    values, sd, matrix, totals, *_ = problem
    found = balance(values, sd, matrix, totals=totals)
    other = balance(values, factor * sd, matrix, totals=totals)
    size = np.abs(values).max()
    assert other.values == pytest.approx(found.values, rel=1e-7, abs=1e-9 * size)
    assert other.statistic * factor**2 == pytest.approx(found.statistic, rel=1e-6)


@given(problems(bounded=True))
def test_bounds_that_do_not_bind_change_nothing(problem):
    values, sd, matrix, totals, *_ = problem
    found = balance(values, sd, matrix, totals=totals)
    wide = np.abs(found.values).max() * 10
    other = balance(values, sd, matrix, totals=totals, lower=-wide, upper=wide)
    assert other.values.tolist() == found.values.tolist()
    assert other.at_bound == ()


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
        ([2, 1, 1], 1, [[1, -1, -1]], {"totals": [float("nan")]}, "finite"),
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
