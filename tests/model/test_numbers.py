"""Quantities, random streams, fans and sustainability measures."""

from fractions import Fraction as F

import numpy as np
import pytest

from analysis.model import fans as fans_module
from analysis.model.claims import break_even_death_rate_y, shared_and_own_cv
from analysis.model.draws import BLOCK, Stream, blocks
from analysis.model.fans import PERCENTS, Fans, percentiles
from analysis.model.revenue import base_path
from analysis.model.sustainability import breach, every_year_cut, pv_cut, required_cut
from analysis.quantity import Quantity
from analysis.units import floor, round_half_up


def test_central_values():
    assert Quantity("percentiles", (F(1), F(3), F(9))).central == 3
    assert Quantity("normal", (F("0.045"), F("0.07"))).central == F("0.045")
    assert Quantity("uniform", (F(1), F(4))).central == F("2.5")
    two = Quantity("choice", (F(1342), F(2403)), (F("0.5"), F("0.5")))
    assert two.central == 1342


def test_percentiles_pass_through_the_three_points():
    quantity = Quantity("percentiles", (F(1), F(3), F(9)), low=F(0))
    assert quantity.draws(np.array([0.1, 0.5, 0.9])) == pytest.approx([1, 3, 9])
    assert 0 < quantity.draws(np.array([1e-12]))[0] < 1e-2
    around_zero = Quantity("percentiles", (F(-1), F(0), F(2)), low=F("-1.5"))
    found = around_zero.draws(np.array([1e-12, 0.1, 0.5, 0.9]))
    assert found == pytest.approx([-1.5, -1, 0, 2])


def test_choice_draws_follow_their_weights():
    quantity = Quantity("choice", (F(1), F(2), F(3)), (F("0.2"), F("0.3"), F("0.5")))
    drawn = quantity.draws(np.array([0.1, 0.2, 0.49, 0.5, 0.99]))
    assert drawn.tolist() == [1, 2, 2, 3, 3]


def test_rounding_is_exact_for_decimals_and_tolerant_for_draws():
    assert round_half_up(np.array([F("0.35") * 10], dtype=object)).tolist() == [4]
    assert round_half_up(np.array([0.285 * 100 + 0.0])).tolist() == [29]
    assert floor(np.array([F("0.29") * 100], dtype=object)).tolist() == [29]


def test_a_longer_run_begins_with_the_draws_of_a_shorter_one():
    short, long = Stream(7, "3672", 0, 10), Stream(7, "3672", 0, BLOCK)
    assert (long.uniform("a", 2027)[:10] == short.uniform("a", 2027)).all()
    other = Stream(7, "3673", 0, 10).uniform("a", 2027)
    assert not np.allclose(other, short.uniform("a", 2027))
    assert blocks(2 * BLOCK + 1)[-1] == (2, 1)


def test_percentiles_equal_numpy():
    draws = np.random.default_rng(1).normal(size=(3, 1001))
    expected = np.percentile(draws, PERCENTS, axis=-1).T
    assert percentiles(draws) == pytest.approx(expected)


def test_never_is_passed_on_not_interpolated():
    found = percentiles(np.array([1.0, 2.0, np.inf, np.inf]))
    assert found[0] < 2
    assert np.isinf(found[-1])


def test_fans_on_disk_equal_fans_in_memory():
    rng = np.random.default_rng(2)
    data = [{"x": rng.normal(size=(50, 2, 3)), "y": np.ones((1, 1, 3))}] * 3
    kept = []
    for limit in (fans_module.MEMORY_LIMIT_BYTES, 0):
        fans = Fans(limit)
        for block in data:
            fans.add(block, 50)
        kept.append(fans.summary("x"))
        assert fans.summary("y")[1].shape == (1, 3, len(PERCENTS))
    for memory, disk in zip(*kept, strict=True):
        assert (memory == disk).all()


@pytest.mark.parametrize("limit", [fans_module.MEMORY_LIMIT_BYTES, 0])
@pytest.mark.parametrize("top", [9, 2**24, 2**24 + 2, 2**40])
def test_numbers_kept_half_as_long_are_the_very_same(top, limit):
    rng = np.random.default_rng(3)
    counts = rng.integers(0, 9, (60, 2, 3))
    counts[37, 1, 2] = top - 1  # past the first draws, which decide early
    gaps = np.where(counts % 5 == 0, np.nan, counts / 2)
    fans = Fans(limit)
    for rows in (slice(40), slice(40, 60)):
        fans.add({"counts": counts[rows], "gaps": gaps[rows]}, len(counts[rows]))
    mean, found = fans.summary("counts")
    assert (mean == counts.mean(0)).all()
    assert (found == percentiles(np.moveaxis(counts, 0, -1).astype(float))).all()
    again = np.concatenate([fans.block("gaps", 1, n) for n in (0, 1)], axis=-1)
    assert np.array_equal(again, gaps[:, 1].T, equal_nan=True)


def test_a_series_that_never_varies_is_exactly_its_number():
    fans = Fans()
    for _ in range(3):
        fans.add({"x": np.full((7, 1, 2), 454 + 1 / 3)}, 7)
    mean, found = fans.summary("x")
    assert (mean == 454 + 1 / 3).all()
    assert (found == 454 + 1 / 3).all()


def test_pv_hides_the_breach_the_every_year_cut_shows():
    # method.md section 4: bill 1, 1.5, 2.2, 3; revenue 1000 growing 5 %; cap 0.2 %
    bill, base = [1, 1.5, 2.2, 3], [1000 * 1.05**t for t in range(4)]
    assert every_year_cut(bill, base, 0.002) == pytest.approx(0.228, abs=5e-4)
    assert pv_cut(bill, base, 0.002, 0.06) == pytest.approx(-0.144, abs=5e-4)


def test_breach_counts_from_one_and_keeps_never():
    found = breach(np.array([[1, 3, 5], [1, 1, 1]]), np.array([2, 2, 2]))
    assert found["first_year"].tolist() == [2, np.inf]
    assert found["probability"].tolist() == [0, 0.5, 0.5]
    assert found["never_share"] == 0.5
    no_ceiling_yet = breach(np.array([[9.0, 9.0]]), np.array([np.nan, 10.0]))
    assert no_ceiling_yet["never_share"] == 1


def test_required_cut_of_no_bill_is_nothing():
    assert required_cut(np.array([0, 100]), np.array([50, 75])).tolist() == [0, 0.25]


def test_base_starts_again_where_a_figure_is_given():
    def one(x):
        return np.array([F(x)], dtype=object)

    path = base_path(
        {2024: one(100), 2027: one(200)},
        range(2025, 2029),
        growth_y={year: one("0.1") for year in range(2025, 2029)},
        cut_factor={2024: one("0.1"), 2026: one("0.9"), 2027: one("0.1")},
    )
    # the cuts of 2024 and 2027 are inside the figures given for those years
    assert path.tolist() == [[110, F("108.9"), 200, 220]]


def test_shared_and_own_selection_multiply_to_the_whole_spread():
    shared, own = shared_and_own_cv(0.7, 0.5)
    assert (1 + shared**2) * (1 + own**2) == pytest.approx(1 + 0.7**2)
    assert shared_and_own_cv(0.7, 1.0) == pytest.approx((0.7, 0))


def test_break_even_of_the_flat_tariff():
    # cases.md section 2: Rp16,800 against Rp42 m: 4.8 deaths per 1,000
    assert break_even_death_rate_y(16_800, 42e6) == pytest.approx(0.0048)
