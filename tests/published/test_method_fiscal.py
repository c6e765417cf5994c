"""Numbers on budgets worked out by hand from published sources, computed twice.

Once with the package, once without it: in fractions for money and cuts, by adding up
Poisson terms, by integration for the two-piece normal and by a long sum for the
infinite horizon.
"""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import yaml
from scipy import integrate, stats

from analysis.evidence import tables
from analysis.law.parameters import load_law
from analysis.model.claims import aggregate_distribution
from analysis.model.priority import choose
from analysis.model.projection import central
from analysis.model.sustainability import (
    breach,
    every_year_cut,
    growth_differential,
    pv_cut,
    reserve,
)
from analysis.scenario.load import parse_scenario
from minimal import scenario_text

FILE = Path(__file__).with_name("method_fiscal.yaml")
PRINTED = yaml.safe_load(FILE.read_text(encoding="utf-8"))
BPU = 16_800


def agrees(value, printed):
    """Say whether a number is the printed one within half its last digit."""
    places = len(printed.partition(".")[2])
    assert float(value) == pytest.approx(float(printed), abs=0.5 * 10**-places + 1e-9)


def ledger(claim_id):
    rows = tables.read("ledger").set_index("claim_id")
    return Fraction(rows.loc[claim_id, "value"])


def people_of(claims):
    """Add up figures of the ledger; those with a minus are taken off."""
    return sum(-ledger(c[1:]) if c[0] == "-" else ledger(c) for c in claims)


def path_of(members, months=12, **fields):
    """Return the central path of one group at the flat tariff, from 2025."""
    segment = {
        "eligible": int(members),
        "members": int(members),
        "tariff": {"kind": "bpu"},
        "path": {"kind": "hold"},
        "months": {"first": 1, "last": months},
    }
    given = {"first_year": 2025, "segments": {"pekerja_rentan": segment}, **fields}
    return central(parse_scenario(scenario_text("worked", given)), load_law())


# --- cuts ------------------------------------------------------------------------


def example():
    given = PRINTED["cuts"]
    bill = [Fraction(x) for x in given["bill"]]
    growth, cap = Fraction(given["growth_y"]), Fraction(given["cap"])
    base = [given["base"] * (1 + growth) ** t for t in range(len(bill))]
    return bill, base, cap, Fraction(given["discount_y"])


def test_the_cut_of_every_year_and_the_one_in_present_value():
    bill, base, cap, discount = example()
    kept = min(cap * r / b for b, r in zip(bill, base, strict=True))
    weight = [(1 + discount) ** -t for t in range(len(bill))]
    spent, room = (
        sum(w * x for w, x in zip(weight, series, strict=True))
        for series in (bill, base)
    )
    second = {"every_year": 1 - kept, "present_value": 1 - cap * room / spent}
    found = {
        "every_year": every_year_cut(bill, base, float(cap)),
        "present_value": pv_cut(bill, base, float(cap), float(discount)),
    }
    for name, value in found.items():
        agrees(100 * value, PRINTED["cuts"][f"{name}_percent"])
        assert value == pytest.approx(float(second[name]), rel=1e-12)


def test_a_flat_bill_loses_weight_as_fast_as_the_base_grows():
    _, base, _, _ = example()
    np.testing.assert_allclose(growth_differential([7.0] * 4, base), -0.05)


def test_an_endless_cut_in_present_value_is_the_european_s2_without_debt():
    """S2 = -pb_0 - (R - 1) sum (pb_t - pb_0) R^-t, R = (1 + r) / (1 + g), no debt.

    pb_t is what the share of the base leaves in year t; from the fourth year on the
    burden stands still.
    """
    bill, base, cap, discount = example()
    growth, years = Fraction(PRINTED["cuts"]["growth_y"]), 4_000
    burden = [float(b / r) for b, r in zip(bill, base, strict=True)]
    burden += [burden[-1]] * (years - len(burden))
    left = [float(cap) - b for b in burden]
    ratio = float((1 + discount) / (1 + growth))
    later = sum((pb - left[0]) * ratio**-t for t, pb in enumerate(left, start=1))
    s2 = -left[0] - (ratio - 1) * later
    size = ratio ** -np.arange(years, dtype=float)  # of the base, discounted
    cut = pv_cut(np.array(burden) * size, size, float(cap))
    assert cut * (np.array(burden) * size).sum() / size.sum() == pytest.approx(
        s2, rel=1e-9
    )


# --- chance ----------------------------------------------------------------------


@pytest.mark.parametrize("row", PRINTED["reserve"]["rows"], ids=str)
def test_percentiles_of_deaths(row):
    expected, added, deaths = row["expected"], 0.0, -1
    while added < 0.99:
        deaths += 1
        added += math.exp(-expected) * expected**deaths / math.factorial(deaths)
    assert deaths == row["percentile"]
    agrees(deaths / expected, row["times"])
    assert aggregate_distribution(expected, 1).quantile(0.99) == deaths
    drawn = stats.poisson(expected).ppf((np.arange(100_000) + 0.5) / 100_000)
    assert reserve(drawn, expected) == pytest.approx(deaths - expected)


@pytest.mark.parametrize("g", PRINTED["two_piece_normal"]["g"])
def test_two_piece_normal(g):
    """P(x < mode) = s1 / (s1 + s2), and the moments, of what a fan is drawn from."""
    s = PRINTED["two_piece_normal"]["s"]
    one, two = s / math.sqrt(1 + g), s / math.sqrt(1 - g)
    below = one / (one + two)

    def density(x):
        spread = one if x < 0 else two
        height = math.sqrt(2 / math.pi) / (one + two)
        return height * math.exp(-0.5 * (x / spread) ** 2)

    def moment(power):
        halves = ((-20, 0), (0, 20))
        parts = (
            integrate.quad(lambda x: x**power * density(x), *ends) for ends in halves
        )
        return sum(value for value, _ in parts)

    mean = math.sqrt(2 / math.pi) * (two - one)
    variance = (1 - 2 / math.pi) * (two - one) ** 2 + one * two
    assert moment(0) == pytest.approx(1)
    assert integrate.quad(density, -20, 0)[0] == pytest.approx(below)
    assert (moment(1), moment(2) - mean**2) == pytest.approx((mean, variance))
    u = (np.arange(200_000) + 0.5) / 200_000
    low, high = u / below / 2, 0.5 + (u - below) / (1 - below) / 2
    drawn = np.where(u < below, one * stats.norm.ppf(low), two * stats.norm.ppf(high))
    over = breach(drawn[:, None], np.array([0.0]))["probability"][0]
    assert over == pytest.approx(1 - below, abs=1e-5)
    assert (drawn.mean(), drawn.var()) == pytest.approx((mean, variance), abs=1e-3)


# --- money -----------------------------------------------------------------------


@pytest.mark.parametrize("row", PRINTED["bills"], ids=lambda row: row["what"])
def test_bills(row):
    people = people_of(row["people"])
    second = people * BPU * row["months"]
    agrees(second / 10**9, row["printed"])
    found = path_of(people, row["months"])
    assert found["uncut_bill_idr"][0, 0] == second


def test_a_point_of_coverage_in_serang():
    bill = ledger("S030") / 100 * BPU * 12
    agrees(bill / 10**6, PRINTED["serang_point_of_employed_million_idr"])
    found = path_of(round(ledger("S030") / 100))
    assert found["uncut_bill_idr"][0, 0] == pytest.approx(float(bill), rel=2e-4)


def test_burden_of_cilegon():
    given = PRINTED["burden"]
    people = people_of(given["people"])
    agrees(100 * people * BPU * 12 / given["budget_idr"], given["percent"])
    found = path_of(people, budget={"base_idr": {2025: given["budget_idr"]}})
    agrees(100 * found["burden_share"][0, 0], given["percent"])


def test_whose_balance_the_claims_are():
    """Claims above contributions are money into the city, not a deficit of it."""
    given = PRINTED["balance_of_cilegon"]
    into_the_city = ledger(given["claims"]) - ledger(given["contributions"])
    agrees(into_the_city / 10**6, given["million_idr"])
    found = path_of(people_of(["S022"]))
    households, fund = (
        found[name][0, 0] for name in ("household_benefit_idr", "fund_balance_idr")
    )
    paid = found["contributions_idr"][0, 0]
    assert float(households) + float(fund) == pytest.approx(float(paid))


# --- whom to cover ---------------------------------------------------------------


def test_at_one_tariff_and_one_benefit_mortality_alone_decides():
    """What claims per rupiah rank by, and why they are not the default."""
    rates = [0.0031, 0.0107, 0.0052, 0.0089]
    members, cost = [100] * 4, BPU * 12
    for places in (50, 150, 250, 350):
        found = choose(
            *(members, cost, [42e6 * rate for rate in rates], places * cost, True)
        )
        left = places
        for i in np.argsort(rates)[::-1]:
            assert found.people[i] == min(100, left)
            left -= min(100, left)


def test_a_path_to_a_target_stops_where_the_share_of_revenue_ends():
    """N_t = min(path, kappa R_t / 12 c), people in whole."""
    share, base, growth = Fraction(1, 1000), 10**12, Fraction(3, 100)
    segment = {
        "eligible": 10_000,
        "members": 2_000,
        "tariff": {"kind": "bpu"},
        "path": {"kind": "target", "coverage": 1, "year": 2028},
    }
    fields = {
        "first_year": 2025,
        "years": 5,
        "segments": {"pekerja_rentan": segment},
        "budget": {
            "base_idr": {2025: base},
            "growth_y": 0.03,
            "ceiling": {"share": 0.001},
        },
    }
    found = central(parse_scenario(scenario_text("glide", fields)), load_law())
    for t in range(5):
        room = share * base * (1 + growth) ** t / (12 * BPU)
        most = min(int(found["planned_end"][0, t]), math.floor(room))
        assert found["members_end"][0, t] <= most
        if most == math.floor(room):  # every month full
            assert found["members_end"][0, t] >= most - 1
