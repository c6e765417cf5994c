"""Bills, funders and cuts against brute force."""

from fractions import Fraction as F

import numpy as np
import pytest

from analysis.model.bill import (
    allocate,
    cut_heads,
    cut_months,
    cut_priority,
    monthly_bill,
    split_by_programme,
    yearly_bill,
)


def test_bill_rounds_halves_up_exactly():
    tariff = np.array([F("0.5"), F("12307.402752"), F(6800)], dtype=object)
    people = np.array([1, 1000, 3])
    assert monthly_bill(people, tariff).tolist() == [1, 12307403, 20400]


def test_funders_pay_in_order_up_to_their_ceilings():
    bill = np.array([[100, 50]])
    serves = np.array([[True, False], [True, True]])
    paid = allocate(bill, [np.array([30]), np.array([90])], serves)
    assert paid.tolist() == [[[30, 0], [70, 20], [0, 30]]]


def test_halves_of_a_split_never_ask_for_more_than_there_is():
    bill = np.array([[[1, 1]]])
    paid = np.array([[[1], [1], [0]]])
    parts = split_by_programme(paid, bill)
    assert parts.sum(1).tolist() == bill.tolist()
    assert parts.min() >= 0


@pytest.mark.parametrize("seed", range(40))
def test_heads_equal_brute_force(seed):
    rng = np.random.default_rng(seed)
    people = rng.integers(0, 9, (1, 3, 12))
    tariff = rng.integers(1, 5, (1, 3, 2, 12))
    scope = np.array([[True, True, bool(rng.integers(2))]])
    free = yearly_bill(people, tariff).sum(-1)[0, ~scope[0]].sum()
    limit = rng.integers(0, yearly_bill(people, tariff).sum() - free) + free

    def fits(counted):
        return yearly_bill(counted, tariff).sum((1, 2)) <= limit

    largest = people.max(-1)[0]
    tops = largest[scope[0]].tolist()
    candidates = {F(k, m) for m in tops if m for k in range(m + 1)}
    best = None
    for f in sorted(candidates):
        caps = [
            int(f * m) if s else m
            for m, s in zip(largest.tolist(), scope[0], strict=True)
        ]
        trial = np.minimum(people, np.array(caps)[None, :, None])
        if fits(trial)[0]:
            best = trial
    assert cut_heads(people, scope, fits).tolist() == best.tolist()


def test_months_drop_from_december():
    people = np.full((2, 1, 12), 10)
    limits = np.array([95, 1000])

    def fits(counted):
        return counted.sum((1, 2)) <= limits

    left, kept = cut_months(people, np.array([False]), fits)
    assert kept[:, 0].sum(1).tolist() == [9, 12]
    assert left.sum((1, 2)).tolist() == [90, 120]


def test_priority_fills_in_order():
    people = np.full((1, 2, 12), 10)

    def fits(counted):
        return counted.sum((1, 2)) <= 150

    left = cut_priority(people, [1, 0], fits)
    assert left[0, 1].tolist() == [10] * 12
    assert left[0, 0].tolist() == [2] * 12
