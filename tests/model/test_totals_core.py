"""The arrays of the hot path against the long way round."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from analysis.model.claims.commitments import Flow, commitments
from analysis.model.core import awards
from analysis.model.core.pool import Mixed, cost_of, mixed, split
from analysis.model.projection import pooled
from analysis.paths import ROOT

CORE = ROOT / "src" / "analysis" / "model" / "core"
HOT_LINES = 200
RNG = np.random.default_rng(4)


def test_the_hot_path_stays_short():
    lines = [path.read_text(encoding="utf-8") for path in CORE.glob("*.py")]
    assert sum(len(text.splitlines()) for text in lines) < HOT_LINES


def test_pooled_costs_have_mean_and_variance_of_the_segments():
    number = np.array([3.0, 0.5, 0.0, 8.0])[:, None, None]
    cost, cv, draws = np.array([2.0, 30.0, 5.0, 1.0])[:, None, None], 1.5, 400_000
    one = mixed(number, cost, cv)
    counts = RNG.poisson(one.number, (1, draws)).astype(float)
    drawn = cost_of(counts, one, RNG.standard_gamma)
    mean = (number * cost).sum()
    variance = (number * cost**2 * (1 + cv**2)).sum()
    assert (one.number * one.mean).item() == pytest.approx(mean)
    assert drawn.mean() == pytest.approx(mean, abs=4 * np.sqrt(variance / draws))
    assert drawn.var() == pytest.approx(variance, rel=0.02)


def test_awards_spread_as_their_costs_do_between_segments():
    """Gammas one sd above their mean: count x mean + the sd of the sum."""
    above = SimpleNamespace(gamma=lambda name: lambda shape: shape + np.sqrt(shape))
    number = {"dead": 2.0, "disabled": 8.0, "late": 5.0}
    award = {"jkk": Mixed(None, 10.0, 0.3), "jkm": Mixed(None, 20.0, 0.6)}
    one = SimpleNamespace(total_share=0.25, award=award)
    count = {name: np.array([[value]]) for name, value in number.items()}
    found = pooled._awarded(one, count, above)
    # two deaths and a quarter of eight disabilities; 2 + 8 / 16 of their variance
    assert found["jkk"] == pytest.approx(10 * (4 + np.sqrt(2.5 * 0.3)))
    assert found["jkm"] == pytest.approx(20 * (5 + np.sqrt(5 * 0.6)))
    expected = pooled._awarded(one, count, None)
    assert (expected["jkk"], expected["jkm"]) == (40, 100)


def test_equal_costs_need_no_chance():
    one = mixed(np.ones((2, 1, 1)), np.full((2, 1, 1), 7.0))
    assert one.cv2 == pytest.approx(0)
    assert cost_of(np.array([[3.0]]), one, RNG.standard_gamma) == pytest.approx(21)
    nothing = mixed(np.zeros((2, 1, 1)), np.array([1.0, 2.0])[:, None, None])
    assert (nothing.mean, nothing.cv2) == (0, 0)
    alone = mixed(np.ones((3, 2, 5)), np.full((1, 2, 1), 4.0), 0.5)
    assert alone == Mixed(pytest.approx(np.full((2, 5), 3.0)), alone.mean, 0.25)


def test_a_split_adds_up_exactly_and_is_poisson_by_segment():
    number = np.array([0.7, 0.0, 4.0, 11.0])[:, None, None]
    draws = 200_000
    pooled = RNG.poisson(number.sum(), (1, draws))
    parts = split(RNG, pooled, number)
    assert (parts.sum(0) == pooled).all()
    for part, mean in zip(parts[:, 0], number[:, 0, 0], strict=True):
        assert part.mean() == pytest.approx(mean, abs=4 * np.sqrt(mean / draws))
        assert part.var() == pytest.approx(mean, rel=0.03)
    assert abs(np.corrcoef(parts[0, 0], parts[3, 0])[0, 1]) < 4 / np.sqrt(draws)
    assert (split(RNG, np.array([[5]]), np.zeros((2, 1, 1)))[:, 0, 0] == [0, 5]).all()


def test_later_payments_are_those_of_each_segment():
    years, levels, longest, rate = 5, 3, 7, 0.06
    idr = RNG.random((2, years, levels, longest)) * 1e6
    weight = RNG.random((1, years, levels))
    events = RNG.random((1, 2, years)) * 9
    each = commitments(events, Flow(idr, weight), rate)
    number = events[0][:, :, None]
    by_level = awards.by_level(number, idr.sum(-1), np.moveaxis(weight, 0, -1))
    share = awards.pattern(events[0], idr)
    found = awards.later(by_level, awards.later_matrix(share, rate))
    whole = (events * each.award_idr).sum((0, 1))
    assert by_level.sum(1)[:, 0] == pytest.approx(whole)
    for rows, name in zip(found, ("paid_idr", "owed_idr", "owed_pv_idr"), strict=True):
        whole = getattr(each, name).sum((0, 1))
        assert rows[:, 0] == pytest.approx(whole), name


def test_a_pattern_adds_up_or_is_nothing():
    idr = RNG.random((2, 3, 2, 4))
    idr[:, 1] = 0
    found = awards.pattern(np.array([[1.0, 1, 0], [2, 5, 0]]), idr)
    assert found.sum(-1) == pytest.approx(np.array([[1, 1], [0, 0], [1, 1]]))
