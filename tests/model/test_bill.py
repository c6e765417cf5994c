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


EACH = np.ones(12, int)


@pytest.mark.parametrize("seed", range(120))
def test_heads_equal_brute_force(seed):
    rng = np.random.default_rng(seed)
    people = rng.integers(0, (9, 60, 400)[seed % 3], (1, 3, 12))
    tariff = rng.integers(1, 5, (1, 3, 2, 12))
    scope = np.array([[True, True, bool(rng.integers(2))]])
    whole = yearly_bill(people, tariff, EACH).sum(-1)[0]
    free = whole[~scope[0]].sum()
    limit = rng.integers(0, whole.sum() - free) + free

    def excess(counted):
        return yearly_bill(counted, tariff, EACH).sum((1, 2)) - limit

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
        if excess(trial)[0] <= 0:
            best = trial
    assert cut_heads(people, scope, excess).tolist() == best.tolist()


@pytest.mark.parametrize("kink", [0, 7, 500, 99_000, 10**9])
def test_a_cut_is_found_in_few_trials_whatever_the_shape_of_the_bill(kink):
    """A payer before the APBD takes ``kink`` rupiah: no straight line any more."""
    tops = np.arange(1, 100_000, 371)
    people, scope = tops[:, None, None], np.ones((len(tops), 1), bool)
    limits = np.maximum(tops * 1 - kink, 0) * 2 // 3
    asked = []

    def excess(counted):
        asked.append(1)
        return np.maximum(counted.sum((1, 2)) - kink, 0) ** 2 // tops - limits

    left = cut_heads(people, scope, excess)
    over = excess(people) > 0
    assert (excess(left)[over] <= 0).all()
    assert (excess(left + 1)[over] > 0).all()
    assert len(asked) < 45


def test_months_drop_from_december():
    people = np.full((2, 1, 12), 10)
    limits = np.array([95, 1000])

    def excess(counted):
        return counted.sum((1, 2)) - limits

    left, kept = cut_months(people, np.array([False]), excess)
    assert kept[:, 0].sum(1).tolist() == [9, 12]
    assert left.sum((1, 2)).tolist() == [90, 120]


def test_priority_fills_in_order():
    people = np.full((1, 2, 12), 10)

    def excess(counted):
        return counted.sum((1, 2)) - 150

    left = cut_priority(people, [1, 0], excess)
    assert left[0, 1].tolist() == [10] * 12
    assert left[0, 0].tolist() == [2] * 12
