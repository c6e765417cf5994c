"""Sobol indices against closed forms, and a tornado worked by hand."""

from fractions import Fraction

import numpy as np
import pytest
from scipy.special import ndtri

from analysis.quantity import Quantity
from analysis.study.sensitivity import sobol, tornado

POINTS = 2**14
UNIT = {"a": (0.0, 1.0), "b": (0.0, 1.0), "c": (0.0, 1.0)}


def ishigami(x, a=7.0, b=0.1):
    return np.sin(x[0]) + a * np.sin(x[1]) ** 2 + b * x[2] ** 4 * np.sin(x[0])


@pytest.mark.parametrize("seed", [0, 1, 20261121])
def test_ishigami(seed):
    ranges = [(-np.pi, np.pi)] * 3
    found = sobol(ishigami, ranges, POINTS, seed, resamples=20)
    assert found.names == ("x1", "x2", "x3")
    np.testing.assert_allclose(found.first, [0.31391, 0.44241, 0], atol=0.01)
    np.testing.assert_allclose(found.total, [0.55759, 0.44241, 0.24368], atol=0.01)
    assert found.variance == pytest.approx(13.84459, rel=0.01)


def test_a_sum_of_uncertain_quantities_splits_by_variance():
    """Var = (2 x 3)^2 + 4^2 + 12^2 / 12 = 36 + 16 + 12: no interaction."""
    ranges = {
        "twice": Quantity("normal", (Fraction(5), Fraction(3))),
        "once": Quantity("normal", (Fraction(-1), Fraction(4))),
        "flat": (0.0, 12.0),
    }
    found = sobol(lambda x: 2 * x[0] + x[1] + x[2], ranges, POINTS, 5)
    expected = np.array([36, 16, 12]) / 64
    np.testing.assert_allclose(found.first, expected, atol=0.01)
    np.testing.assert_allclose(found.total, expected, atol=0.01)


def test_a_product_interacts():
    """y = a b of mean 1/2 each: V = 1/9 - 1/16, each alone 1/4 x 1/12."""
    found = sobol(lambda x: x[0] * x[1] + 0 * x[2], UNIT, POINTS, 3)
    variance, alone = 7 / 144, 1 / 48
    shared = variance - 2 * alone
    np.testing.assert_allclose(found.first, [alone / variance] * 2 + [0], atol=0.01)
    np.testing.assert_allclose(
        found.total, [(alone + shared) / variance] * 2 + [0], atol=0.01
    )


def test_intervals_hold_the_indices_and_narrow_with_more_points():
    ranges = [(-np.pi, np.pi)] * 3
    few = sobol(ishigami, ranges, 2**9, 11)
    many = sobol(ishigami, ranges, 2**13, 11)
    for found in (few, many):
        assert (found.first_interval[0] <= found.first).all()
        assert (found.first <= found.first_interval[1]).all()
        assert (found.total_interval[0] <= found.total).all()
        assert (found.total <= found.total_interval[1]).all()
    width = [np.ptp(found.total_interval, axis=0) for found in (few, many)]
    assert (width[1] < width[0] / 2).all()
    assert few.level == 0.9


def test_a_wider_level_gives_a_wider_interval():
    narrow, wide = (
        sobol(ishigami, [(-1, 1)] * 3, 2**8, 1, level=level) for level in (0.5, 0.99)
    )
    assert (np.ptp(wide.first_interval, 0) > np.ptp(narrow.first_interval, 0)).all()


def test_the_seed_alone_decides():
    one, again, other = (
        sobol(ishigami, [(-1, 1)] * 3, 256, seed) for seed in (7, 7, 8)
    )
    np.testing.assert_array_equal(one.first, again.first)
    np.testing.assert_array_equal(one.first_interval, again.first_interval)
    np.testing.assert_array_equal(one.total_interval, again.total_interval)
    assert (one.first != other.first).all()


def test_a_result_that_never_moves_has_no_indices():
    found = sobol(lambda x: np.full(x.shape[1], 3.5), UNIT, 64, 1)
    assert found.first.tolist() == found.total.tolist() == [0, 0, 0]
    assert found.variance == 0


def test_large_money_does_not_lose_the_indices():
    found = sobol(lambda x: 1e13 + 1e6 * x[0] + 2e6 * x[1], UNIT, POINTS, 2)
    np.testing.assert_allclose(found.first, [0.2, 0.8, 0], atol=0.01)


def test_a_tornado_by_hand():
    """y = people x tariff: 100 x 2 = 200 in the middle, p10 and p90 one at a time."""
    ranges = {
        "tariff": (1.0, 3.0),
        "people": Quantity("normal", (Fraction(100), Fraction(10))),
        "idle": (0.0, 1.0),
    }
    found = tornado(lambda x: x[0] * x[1] + 0 * x[2], ranges)
    assert found.base == 200
    assert [bar.name for bar in found.bars] == ["tariff", "people", "idle"]
    tariff, people, idle = found.bars
    assert (tariff.low_input, tariff.high_input) == pytest.approx((1.2, 2.8))
    assert (tariff.low, tariff.high, tariff.swing) == pytest.approx((120, 280, 160))
    reach = 10 * ndtri(0.9)
    assert people.high_input == pytest.approx(100 + reach)
    assert people.swing == pytest.approx(4 * reach)
    assert idle.swing == 0


def test_a_tornado_shows_a_result_that_turns_back():
    found = tornado(lambda x: (x[0] - 0.5) ** 2 + 0.001 * x[1], [(0, 1), (0, 1)])
    assert [bar.name for bar in found.bars] == ["x1", "x2"]
    assert found.bars[0].swing == pytest.approx(0.16)


def test_other_percentiles():
    found = tornado(lambda x: x[0], [(0, 100)], low=0.05, high=0.95)
    assert (found.bars[0].low, found.bars[0].high) == pytest.approx((5, 95))


@pytest.mark.parametrize(
    ("ranges", "n", "said"),
    [
        (UNIT, 1000, r"n is 1000: give a power of two, such as 1024"),
        (UNIT, 1, r"n is 1: give a power of two, such as 2"),
        (UNIT, 0, r"n is 0"),
        ({}, 64, r"no inputs"),
        ({"a": (2.0, 1.0)}, 64, r"range of a is \(2.0, 1.0\)"),
        ({"a": (0.0, float("inf"))}, 64, r"range of a"),
        ({"a": (1.0,)}, 64, r"range of a"),
    ],
)
def test_what_cannot_be_is_refused(ranges, n, said):
    with pytest.raises(ValueError, match=said):
        sobol(lambda x: x[0], ranges, n, 1)


def test_functions_that_do_not_answer_are_refused():
    with pytest.raises(ValueError, match="one result a point"):
        sobol(lambda x: x, UNIT, 64, 1)
    with pytest.raises(ValueError, match="not a finite number"):
        tornado(lambda x: x[0] * np.nan, UNIT)
