"""Debt, errors of budget projections and scores of intervals, as others print them.

Every printed answer is derived a second time, without the code under test: debt year by
year in fractions, statistics of errors by adding up, scores by their formula.
"""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import yaml

from analysis.model.sustainability import growth_differential, pv_cut
from analysis.study.scores import crps, interval_score, weighted_interval_score

FILE = Path(__file__).with_name("budgets.yaml")
PUBLISHED = yaml.safe_load(FILE.read_text(encoding="utf-8"))
TAXES = Fraction(1, 5)  # of the economy: any share gives the same debt


def agrees(value, printed):
    """Say whether a number is the printed one within half its last digit."""
    places = len(printed.partition(".")[2])
    assert float(value) == pytest.approx(float(printed), abs=0.5 * 10**-places + 1e-9)


# --- debt ------------------------------------------------------------------------


class Debt:
    """A debt in whole numbers, and what keeps its share of the economy level."""

    def __init__(self, record):
        self.interest, self.growth = (
            Fraction(record[name]) for name in ("interest_y", "growth_y")
        )
        self.start, self.size, self.years = (
            record[name] for name in ("debt", "size", "years")
        )
        said = record["surplus_share"]
        level = Fraction(self.start, self.size)
        self.surplus = (
            self.stabilising(level) if said == "stabilising" else Fraction(said)
        )

    def stabilising(self, share):
        return share * (self.interest - self.growth) / (1 + self.growth)

    def economy(self, year):
        return self.size * (1 + self.growth) ** year

    def year_by_year(self, surplus=None):
        surplus = self.surplus if surplus is None else surplus
        path = [Fraction(self.start)]
        for year in range(1, self.years + 1):
            grown = path[-1] * (1 + self.interest)
            path.append(grown - surplus * self.economy(year))
        return path

    def by_present_value(self):
        """What the cut in present value leaves unpaid, with interest, at the end."""
        taxes = [0, *(TAXES * self.economy(t) for t in range(1, self.years + 1))]
        spent = [self.start, *(x * (1 - self.surplus / TAXES) for x in taxes[1:])]
        weight = (1 + float(self.interest)) ** -np.arange(self.years + 1.0)
        cut = pv_cut(spent, taxes, 1.0, float(self.interest))
        return cut * (weight * np.array(spent, float)).sum() / weight[-1]


@pytest.mark.parametrize("record", PUBLISHED["debt"], ids=lambda record: record["name"])
def test_debt(record):
    debt, printed = Debt(record), record["printed"]
    end = debt.year_by_year()[-1]
    share = end / debt.economy(debt.years)
    agrees(100 * share, printed["share_percent"])
    assert end == printed.get("debt", end)
    assert debt.by_present_value() == pytest.approx(float(end), rel=1e-12)
    if "stabilising_percent" in printed:
        agrees(100 * debt.stabilising(share), printed["stabilising_percent"])


@pytest.mark.parametrize("record", PUBLISHED["debt"], ids=lambda record: record["name"])
def test_a_stabilising_surplus_leaves_no_growth_differential(record):
    debt = Debt(record)
    level = debt.stabilising(Fraction(debt.start, debt.size))
    economy = [debt.economy(year) for year in range(debt.years + 1)]
    found = growth_differential(debt.year_by_year(level), economy)
    np.testing.assert_allclose(found, 0, atol=1e-12)


# --- record ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "record", PUBLISHED["record"]["horizons"], ids=lambda record: record["year"]
)
def test_record_of_the_congressional_budget_office(record):
    """The score of a forecast that is one number is how far it was off."""
    errors, printed = record["errors"], record["printed"]
    n = len(errors)
    assert n == printed["n"]
    second = {
        "mean": math.fsum(errors) / n,
        "absolute": math.fsum(map(abs, errors)) / n,
        "root_mean_square": math.sqrt(math.fsum(x * x for x in errors) / n),
    }
    off = crps(np.array(errors)[:, None], np.zeros(n))
    found = {
        "mean": (off * np.sign(errors)).mean(),
        "absolute": off.mean(),
        "root_mean_square": math.sqrt((off**2).mean()),
    }
    for name, value in found.items():
        agrees(second[name], printed[name])
        assert value == pytest.approx(second[name], rel=1e-12)
    low, high = np.quantile(errors, (1 / 6, 5 / 6))
    agrees(high - low, printed["two_thirds"])


# --- intervals -------------------------------------------------------------------


@pytest.mark.parametrize("row", PUBLISHED["intervals"]["rows"], ids=str)
def test_interval_scores(row):
    observed, alpha = PUBLISHED["intervals"]["observed"], row["alpha"]
    ends = list(zip(row["lower"], row["upper"], observed, strict=True))
    second = [
        alpha / 2 * (up - low) + max(low - y, 0) + max(y - up, 0) for low, up, y in ends
    ]
    assert second == pytest.approx(row["printed"])
    found = [interval_score(*end, alpha) * alpha / 2 for end in ends]
    np.testing.assert_allclose(found, second)


def test_quantile_scores():
    record = PUBLISHED["quantiles"]
    values, levels, y = record["values"], record["levels"], record["observed"]
    second = (abs(y - 5) / 2 + (9 - 1) + (7 - 3)) / (1 / 2 + 2)
    assert second == record["printed"]
    assert weighted_interval_score(values, levels, y) == pytest.approx(second)
