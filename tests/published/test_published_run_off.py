"""Chain ladders as the literature prints them, each derived a second time.

Reserves: an over-dispersed Poisson regression on row and column. Standard errors:
Mack's recursion of 1999, column by column, instead of his closed sums of 1993.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
import yaml

from analysis.model.run_off import chain_ladder, method_for

FILE = Path(__file__).with_name("run_off.yaml")
PUBLISHED = yaml.safe_load(FILE.read_text(encoding="utf-8"))


@pytest.fixture(params=PUBLISHED)
def case(request):
    return PUBLISHED[request.param]


def triangle_of(case):
    rows = case["cumulative"]
    return np.array([row + [np.nan] * (len(rows) - len(row)) for row in rows], float)


def ladder(case):
    return chain_ladder(triangle_of(case), may_fall=case["may_fall"])


def test_as_printed(case):
    found = ladder(case)
    np.testing.assert_allclose(found.reserve, case["reserve"], atol=0.51)
    assert found.reserve.sum() == pytest.approx(case["total_reserve"], abs=0.51)
    printed = case["total_standard_error"]
    assert found.total_standard_error == pytest.approx(printed, abs=0.51)


def test_years_as_printed():
    case = PUBLISHED["taylor_ashe"]
    found = ladder(case)
    np.testing.assert_allclose(found.factors, case["factors"], atol=5.1e-5)
    np.testing.assert_allclose(found.standard_error, case["standard_error"], atol=0.51)


def test_the_reserve_is_that_of_a_poisson_regression(case):
    triangle = triangle_of(case)
    rows = len(triangle)
    paid = np.diff(triangle, axis=1, prepend=0)
    cells = pd.DataFrame(
        [(i, k, paid[i, k]) for i in range(rows) for k in range(rows)],
        columns=["row", "column", "paid"],
    )
    design = pd.get_dummies(
        cells[["row", "column"]].astype(str), drop_first=True, dtype=float
    )
    design = sm.add_constant(design)
    known = cells["paid"].notna()
    fit = sm.GLM(cells["paid"][known], design[known], family=sm.families.Poisson()).fit(
        scale="X2", tol=1e-12
    )
    reserve = fit.predict(design[~known]).groupby(cells["row"]).sum()
    np.testing.assert_allclose(ladder(case).reserve[1:], reserve, rtol=1e-6)


def test_standard_errors_by_recursion(case):
    """Mack (1999): mse(k + 1) = C^2 (s / C + s / S) + mse(k) f^2, column by column."""
    triangle = triangle_of(case)
    rows = len(triangle)
    factors, variances, sums = [], [], []
    for k in range(rows - 1):
        pairs = [(triangle[i, k], triangle[i, k + 1]) for i in range(rows - 1 - k)]
        total = sum(before for before, _ in pairs)
        factor = sum(after for _, after in pairs) / total
        squares = [before * (after / before - factor) ** 2 for before, after in pairs]
        factors.append(factor)
        sums.append(total)
        if len(pairs) > 1:
            variances.append(sum(squares) / (len(pairs) - 1))
    a, b = variances[-2:]
    variances.append(min(b**2 / a, a, b))
    process, estimate, size = np.zeros(rows), np.zeros((rows, rows)), np.zeros(rows)
    for k in range(rows - 1):
        size[rows - 1 - k] = triangle[rows - 1 - k, k]
        open_rows = slice(rows - 1 - k, rows)
        f, s = factors[k], variances[k]
        now = size[open_rows]
        process[open_rows] = process[open_rows] * f**2 + now * s
        block = estimate[open_rows, open_rows]
        block[:] = block * f**2 + np.outer(now, now) * s / sums[k]
        size[open_rows] = now * f
    found = ladder(case)
    mse = process + estimate.diagonal()
    np.testing.assert_allclose(found.standard_error, np.sqrt(mse), rtol=1e-9)
    total = np.sqrt(process.sum() + estimate.sum())
    assert found.total_standard_error == pytest.approx(total, rel=1e-9)


def test_enough_claims_for_a_chain_ladder(case):
    verdict = method_for(triangle_of(case), 500, may_fall=case["may_fall"])
    assert verdict.method == "chain_ladder"
