"""What a ratio can say: intervals by adding up chances, curves by hand, bad input."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model.claims.loss_ratio import (
    break_even_death_rate_y,
    chance_above_one,
    chance_of_deaths,
    fitting,
    implied_death_rate_y,
    poisson_interval,
    rate_interval_y,
    standardised_ratio,
)

BPU, DEATH_IDR = 16_800, 42e6


def at_most(count, mean):
    """Return P(N <= count) of a Poisson number by adding up its terms."""
    terms = [
        math.exp(-mean + k * math.log(mean) - math.lgamma(k + 1))
        for k in range(count + 1)
    ]
    return math.fsum(terms)


@given(st.integers(1, 300), st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99]))
def test_each_end_leaves_half_of_the_rest(deaths, level):
    low, high = poisson_interval(deaths, level)
    assert 1 - at_most(deaths - 1, low) == pytest.approx((1 - level) / 2, abs=1e-9)
    assert at_most(deaths, high) == pytest.approx((1 - level) / 2, abs=1e-9)


def test_no_deaths_leave_the_low_end_at_zero():
    low, high = poisson_interval(0)
    assert low == 0
    assert high == pytest.approx(-math.log(0.025))
    assert rate_interval_y(0, 61) == (0, 0, pytest.approx(high / 61))
    assert standardised_ratio(0, 0.3)[0] == 0


@given(st.floats(0, 500), st.floats(0, 5))
def test_the_interval_grows_with_the_deaths_and_holds_them(deaths, more):
    low, high = poisson_interval(deaths)
    assert low <= deaths <= high
    further = poisson_interval(deaths + more)
    assert further[0] >= low - 1e-9
    assert further[1] >= high - 1e-9


@given(
    st.floats(1, 1e10),
    st.floats(1e6, 1e10),
    st.lists(st.floats(1_000, 50_000), min_size=1, max_size=5),
)
def test_every_row_of_the_curve_gives_the_published_ratio(claims, paid, tariffs):
    curve = fitting(
        claims, paid, tariffs_idr_m=np.array(tariffs), payment_idr=DEATH_IDR
    )
    again = curve["death_rate_y"] * DEATH_IDR / (12 * curve["tariff_idr_m"])
    assert again.to_numpy() == pytest.approx(claims / paid)
    assert (curve["low_y"] <= curve["death_rate_y"]).all()
    assert (curve["high_y"] >= curve["death_rate_y"]).all()
    months = curve["person_years"] * 12
    assert (months * curve["tariff_idr_m"]).to_numpy() == pytest.approx(paid)


def test_break_even_leaves_what_accidents_cost():
    assert break_even_death_rate_y(BPU, DEATH_IDR, 33_600) == pytest.approx(0.004)
    assert break_even_death_rate_y(BPU, DEATH_IDR, 1e9) == 0
    both = break_even_death_rate_y(np.array([0, 16_800]), DEATH_IDR)
    assert both == pytest.approx([0, 0.0048])
    assert implied_death_rate_y(0, BPU, DEATH_IDR) == 0


@pytest.mark.parametrize("cv", [0.0, 0.4, 0.75])
def test_chance_of_deaths_by_simulation(cv):
    numbers = np.random.default_rng(7)
    rate = numbers.gamma(1 / cv**2, cv**2, 400_000) if cv else 1.0
    deaths = numbers.poisson(np.broadcast_to(9.2 * rate, 400_000))
    assert chance_of_deaths(12, 9.2, cv) == pytest.approx(
        (deaths >= 12).mean(), abs=4e-3
    )


def test_certain_and_impossible_counts():
    assert chance_of_deaths(0, 3) == 1
    assert chance_of_deaths(-2, 3, 0.5) == 1
    assert chance_of_deaths(1, 0) == 0
    assert chance_of_deaths(1, 0, 0.5) == 0


def test_a_death_that_just_uses_up_the_money_is_no_loss():
    years = 10 * DEATH_IDR / (12 * BPU)  # contributions of exactly ten benefits
    found = chance_above_one(years, 0.0048, tariff_idr_m=BPU, payment_idr=DEATH_IDR)
    assert found == pytest.approx(1 - at_most(10, years * 0.0048))


def test_other_claims_leave_less_for_deaths():
    # 12 x 16,800 - 33,600 = 168,000 a person-year: 2,000 of them pay eight deaths
    found = chance_above_one(
        2000, 0.005, tariff_idr_m=BPU, payment_idr=DEATH_IDR, other_idr_y=33_600
    )
    assert found == pytest.approx(1 - at_most(8, 10))


def test_nobody_has_no_loss_and_no_tariff_always_has_one_with_a_death():
    nobody = chance_above_one(0, 0.005, tariff_idr_m=BPU, payment_idr=DEATH_IDR)
    free = chance_above_one(1000, 0.005, tariff_idr_m=0, payment_idr=DEATH_IDR)
    assert nobody == 0
    assert free == pytest.approx(1 - math.exp(-5))


def test_accidents_that_cost_more_than_the_tariff_leave_no_doubt():
    for people, rate, expected in ((50, 0.0, 1), (50, 0.004, 1), (0, 0.004, 0)):
        found = chance_above_one(
            people,
            rate,
            tariff_idr_m=1_000,
            payment_idr=DEATH_IDR,
            other_idr_y=12_001,
            rate_cv=0.6,
        )
        assert found == expected


def test_large_groups_with_a_known_rate_end_on_their_side():
    for rate, side in ((0.004, 0), (0.006, 1)):
        found = chance_above_one(1e6, rate, tariff_idr_m=BPU, payment_idr=DEATH_IDR)
        assert found == pytest.approx(side, abs=1e-6)
    unknown = chance_above_one(
        1e6, 0.004, tariff_idr_m=BPU, payment_idr=DEATH_IDR, rate_cv=0.6
    )
    assert 0.2 < unknown < 0.4


def curve_of(claims=1.0, paid=1.0, tariff=BPU, payment=DEATH_IDR):
    return fitting(claims, paid, tariffs_idr_m=np.array([tariff]), payment_idr=payment)


REFUSED = {
    "the number of deaths is -1": lambda: poisson_interval(-1),
    "the number of deaths is nan": lambda: poisson_interval(math.nan),
    "level is 95": lambda: poisson_interval(3, 95),
    "exposure in person-years is 0; it must be above": lambda: rate_interval_y(1, 0),
    "expected number of deaths is 0; it must be above": lambda: standardised_ratio(
        1, 0
    ),
    "claim ratio is -0.1": lambda: implied_death_rate_y(-0.1, BPU, DEATH_IDR),
    "payment for a death is 0": lambda: break_even_death_rate_y(BPU, 0),
    "tariff is -1": lambda: break_even_death_rate_y(np.array([5, -1]), DEATH_IDR),
    "sum of claims is -1": lambda: curve_of(claims=-1),
    "sum of contributions is 0": lambda: curve_of(paid=0),
    "lowest tariff is 0": lambda: curve_of(tariff=0),
    "lowest tariff is nan": lambda: fitting(
        1, 1, tariffs_idr_m=np.array([]), payment_idr=DEATH_IDR
    ),
    "cost of other claims is nan": lambda: break_even_death_rate_y(
        BPU, DEATH_IDR, math.nan
    ),
    "cost of other claims is -1": lambda: break_even_death_rate_y(
        np.array([BPU, 1]), DEATH_IDR, np.array([3, -1])
    ),
    "variation of the rate is -1": lambda: chance_of_deaths(1, 1, -1),
    "expected number of deaths is inf": lambda: chance_of_deaths(1, math.inf),
    "death rate is -1": lambda: chance_above_one(
        1, -1, tariff_idr_m=BPU, payment_idr=DEATH_IDR
    ),
}


@pytest.mark.parametrize("said", REFUSED)
def test_bad_input_is_refused_with_what_was_found(said):
    with pytest.raises(ValueError, match=said.replace("(", r"\(")):
        REFUSED[said]()
