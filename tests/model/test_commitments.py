"""Scholarships owed and claims paid late, by hand and one award at a time."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.model.claims import delay
from analysis.model.claims.commitments import Flow, commitments


def one_flow(*by_year, weight=1.0):
    """Return a flow of one draw, segment and level from payments by year of event."""
    idr = np.array(by_year, dtype=float)[None, :, None]
    return Flow(idr, np.full((1, len(by_year), 1), weight))


def one(values):
    return np.array(values, dtype=float)[None, None]


def test_awards_are_paid_out_in_full():
    flow = one_flow(*[[20, 20, 20]] * 5)
    found = commitments(one([1, 0, 0, 0.5, 0]), flow, 0.0)
    assert found.paid_idr[0, 0].tolist() == [20, 20, 20, 10, 10]
    assert found.owed_idr[0, 0].tolist() == [40, 20, 0, 20, 10]
    assert (found.owed_pv_idr == found.owed_idr).all()
    assert (found.award_idr == 60).all()


def test_each_award_is_paid_by_the_rule_of_its_own_year():
    flow = one_flow([12, 0], [15, 15], [15, 15])
    found = commitments(one([1, 1, 0]), flow, 0.0)
    assert found.paid_idr[0, 0].tolist() == [12, 15, 15]
    assert found.owed_idr[0, 0].tolist() == [0, 15, 0]


def test_what_is_owed_is_discounted():
    # 110 next year and 121 the year after: at 10 % each is worth 100 now
    flow = one_flow([0, 110, 121], [0, 110, 121])
    found = commitments(one([1, 0]), flow, 0.1)
    assert found.value_idr[0, 0] == pytest.approx([200, 200], abs=1e-9)
    assert found.owed_pv_idr[0, 0] == pytest.approx([200, 110], abs=1e-9)
    assert found.owed_idr[0, 0].tolist() == [231, 121]


def test_draws_and_levels_do_not_mix():
    rng = np.random.default_rng(5)
    draws, segments, years, levels, last = 7, 2, 4, 3, 5
    flow = Flow(
        rng.random((segments, years, levels, last)), rng.random((draws, years, levels))
    )
    awards, interest = rng.random((draws, segments, years)), 0.07
    found = commitments(awards, flow, interest)
    paid, owed, owed_pv, value, award = np.zeros((5, draws, segments, years))
    for d, s, y, level, k in np.ndindex(draws, segments, years, levels, last):
        idr = flow.idr[s, y, level, k] * flow.weight[d, y, level]
        for end in range(y, years):
            if y + k == end:
                paid[d, s, end] += awards[d, s, y] * idr
            elif y + k > end:
                late = (1 + interest) ** (end - y - k)
                owed[d, s, end] += awards[d, s, y] * idr
                owed_pv[d, s, end] += awards[d, s, y] * idr * late
        award[d, s, y] += idr
        value[d, s, y] += idr / (1 + interest) ** k
    assert np.allclose(found.paid_idr, paid, rtol=1e-12)
    assert np.allclose(found.owed_idr, owed, rtol=1e-12)
    assert np.allclose(found.owed_pv_idr, owed_pv, rtol=1e-12)
    assert np.allclose(found.award_idr, award, rtol=1e-12)
    assert np.allclose(found.value_idr, value, rtol=1e-12)


def test_a_law_without_scholarships_owes_nothing():
    found = commitments(one([3, 4]), one_flow([0, 0], [0, 0]), 0.07)
    assert not any(getattr(found, name).any() for name in vars(found))


def test_a_quarter_is_late_where_claims_take_three_months():
    cost = one([120, 240, 0])
    late = delay.outstanding(cost, np.array([[[3.0]]]))
    assert late[0, 0].tolist() == [30, 60, 0]
    assert delay.paid(cost, late)[0, 0].tolist() == [90, 210, 60]


def test_more_than_a_year_late_counts_as_a_year():
    cost = one([120, 0])
    late = delay.outstanding(cost, np.array([[[12.0, 60.0]]]))
    assert late[0, 0].tolist() == [120, 0]
    assert delay.paid(cost, late)[0, 0].tolist() == [0, 120]


def test_nothing_is_paid_before_it_happens():
    with pytest.raises(ValueError, match="months of delay must be numbers of at least"):
        delay.outstanding(one([1]), np.array([-1.0]))
