"""Each shock against the number worked by hand, and what all of them share."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from analysis.language import LANGUAGES
from analysis.model.projection import central, project
from analysis.scenario.load import load_scenario, parse_scenario
from analysis.study import shocks, stress
from analysis.study.changes import let_go
from analysis.study.stresses import BASE
from analysis.study.stresses_tailored import STRESSES
from minimal import scenario_text

BPU_Y = 16_800 * 12
STANDARD = ["revenue", "take_up", "tariff", "wages", "together"]
GROUP = {"tariff": {"kind": "bpu"}, "path": {"kind": "hold"}}
STAFF = {
    "eligible": 50,
    "members": 50,
    "tariff": {"kind": "pu", "reported_wage": "umk"},
    "path": {"kind": "hold"},
}


def run(**fields):
    filled = {
        "first_year": 2027,
        "years": 4,
        "segments": {"rt_rw": {"eligible": 100, "members": 50, **GROUP}},
        "budget": {
            "base_idr": {2026: 10**12},
            "growth_y": 0.04,
            "ceiling": {"idr": {2026: 12_000_000}},
        },
        **fields,
    }
    return project(parse_scenario(scenario_text("demo", filled)))


def under(results, slug):
    shock = next(one for one in STRESSES if one.slug == slug)
    base, found = (stress.under(results, one) for one in (BASE, shock))
    return stress.Tested(shock, base, found)


@pytest.fixture(scope="module")
def plain():
    return run()


@pytest.fixture(scope="module")
def cilegon():
    return project(load_scenario("cilegon-baseline", draws=0))


def test_without_a_shock_nothing_moves(plain):
    base = stress.under(plain, BASE)
    assert np.array_equal(base.bill_idr, plain.series("uncut_bill_idr"))
    assert base.line_idr.eq(12_000_000).all()
    assert base.cut_share == 0
    assert base.breach_year is None


def test_the_standard_set_and_its_codes():
    codes = {one.slug: one.code for one in STRESSES if one.code}
    assert list(codes) == STANDARD
    assert list(codes.values()) == ["S-R", "S-N", "S-C", "S-W", "S-X"]
    assert len({one.slug for one in STRESSES}) == len(STRESSES)


def test_weak_revenue_is_one_sd_lower_for_two_years_and_leaves_the_bill(plain):
    found = under(plain, "revenue")
    low = 1 + 0.04 - 0.07
    path = [low, low**2, low**2 * 1.04, low**2 * 1.04**2]
    assert found.outcome.base_idr.to_numpy() == pytest.approx(1e12 * np.array(path))
    assert found.change_idr == 0
    assert found.outcome.burden == pytest.approx(50 * BPU_Y / (1e12 * low**2))


def test_weak_pad_is_one_sd_of_a_single_year_lower():
    # 114 pairs of years of budgeted PAD; 0.048 is the spread of three years together
    budget = {"base": "pad", "base_idr": {2026: 10**12}, "growth_y": 0.04}
    base = under(run(budget=budget), "revenue").outcome.base_idr
    assert base[2027] == pytest.approx(1e12 * (1.04 - 0.1549))
    assert base[2028] == pytest.approx(1e12 * (1.04 - 0.1549) ** 2)


def test_the_base_given_for_a_year_is_not_shocked():
    budget = {"base_idr": {2026: 10**12, 2027: 10**12}, "growth_y": 0.04}
    base = under(run(budget=budget), "revenue").outcome.base_idr
    assert base[2027] == 1e12
    assert base[2029] == pytest.approx(1e12 * 0.97**2)


def test_take_up_raises_the_odds_by_the_sd_of_published_changes(plain):
    # 26 changes of published coverage, log-odds: squares about the drift 5.9388 / 25
    times = math.exp(math.sqrt(5.938796668198665 / 25))
    members = round(100 * times / (1 + times))  # one half: odds 1
    found = under(plain, "take_up")
    assert found.outcome.bill_idr.eq(members * BPU_Y).all()
    assert members == 62


def test_take_up_finds_nothing_where_all_are_covered():
    segments = {"rt_rw": {"eligible": 100, "members": 100, **GROUP}}
    assert under(run(segments=segments), "take_up").outcome is None


@pytest.mark.parametrize(
    ("more", "members"),
    [
        ({"verified_share": 0.3}, 41),  # odds 3/7 x 1.628
        ({"path": {"kind": "schedule", "members": {2027: 80}}}, 87),
        ({"path": {"kind": "target", "coverage": 0.8, "year": 2027}}, 87),
    ],
)
def test_take_up_moves_every_kind_of_path(more, members):
    segment = {"eligible": 100, "members": 50, **GROUP, **more}
    found = under(run(segments={"rt_rw": segment}), "take_up")
    assert found.outcome.bill_idr[2028] == members * BPU_Y


def test_the_tariff_goes_to_break_even(plain):
    found = under(plain, "tariff")
    assert found.outcome.bill_idr.eq(50 * 23_471 * 12).all()
    assert found.change_share == pytest.approx(6_671 / 16_800)
    assert found.outcome.cut_share == pytest.approx(1 - 12e6 / (50 * 23_471 * 12))
    assert found.outcome.breach_year == 2027


def test_wage_earners_pay_jkm_in_proportion():
    results = run(segments={"non_asn": STAFF})
    found = under(results, "tariff")
    ratio = (0.0024 + 0.003 * 1.981) / 0.0054
    assert found.change_share == pytest.approx(ratio - 1, rel=1e-6)


def test_a_scenario_that_revises_the_tariff_is_not_revised_twice():
    results = run(law={"overrides": {"bpu_jkm_idr_m": {"2027-01": 9000}}})
    assert under(results, "tariff").outcome is None
    # ... but a tenth more is a tenth more of what it pays
    assert under(results, "tariff_10").change_share == pytest.approx(0.1)


def test_wages_grow_faster_for_two_years_only():
    results = run(segments={"non_asn": STAFF}, wage_growth_y=0.05)
    found = under(results, "wages")
    sd = (0.068 - 0.013) / (2 * 1.2815515655446004)
    step = (1.05 + sd) / 1.05
    rise = (found.outcome.bill_idr / found.base.bill_idr).to_numpy()
    assert rise == pytest.approx([step, step**2, step**2, step**2], rel=1e-6)


def test_half_of_each_together(plain):
    found = under(plain, "together")
    times = math.exp(0.5 * shocks.take_up_sd())
    people = round(100 * times / (1 + times))
    jkm = math.floor(6_800 * (1 + 0.981 / 2) + 0.5)
    assert found.outcome.bill_idr.eq(people * (10_000 + jkm) * 12).all()
    assert found.outcome.base_idr[2027] == pytest.approx(1e12 * (1.04 - 0.035))


def test_a_cut_of_transfers_takes_base_and_line(plain):
    kept = 1 - 0.2466 * 0.57
    found = under(plain, "transfer_cut").outcome
    assert found.base_idr[2027] == pytest.approx(1e12 * 1.04 * kept)
    assert found.line_idr.to_numpy() == pytest.approx(12e6 * kept, abs=1)


def test_pad_holds_no_transfers():
    budget = {"base": "pad", "base_idr": {2026: 10**12}}
    found = under(run(budget=budget), "transfer_cut")
    assert found.outcome.base_idr.eq(found.base.base_idr).all()
    assert found.outcome.line_idr[2027] < found.base.line_idr[2027]


def test_a_line_that_is_a_share_falls_with_the_base():
    budget = {"base_idr": {2026: 10**12}, "ceiling": {"share": 0.001}}
    found = under(run(budget=budget), "transfer_cut")
    kept = 1 - 0.2466 * 0.57
    assert found.outcome.line_idr[2027] == pytest.approx(10**9 * kept, abs=1)


def test_the_election_staff_of_cilegon(cilegon):
    found = under(cilegon, "election")
    assert found.outcome.bill_idr[2029] == 2_040_192_000 + 13_021 * 16_800 * 4
    assert found.change_idr == 875_011_200
    assert found.outcome.worst_year == 2029
    other = central(load_scenario("cilegon-election-2029", draws=0))
    assert found.outcome.bill_idr[2029] == other["uncut_bill_idr"][0, 2]


def test_election_staff_by_population_elsewhere():
    results = run(region="3673")
    share = results.region.population / 480_378
    assert shocks.election_staff(results) == pytest.approx(13_021 * share, abs=0.5)
    assert under(run(years=2), "election").outcome is None


def test_staff_who_become_pppk_leave_the_bill():
    segments = {"rt_rw": {"eligible": 100, "members": 50, **GROUP}, "non_asn": STAFF}
    found = under(run(segments=segments), "pppk")
    assert found.outcome.bill_idr.eq(50 * BPU_Y).all()
    assert found.outcome.most_left_out == 0  # insured elsewhere


def test_money_in_the_revised_budget_pays_three_months_of_the_first_year(plain):
    found = under(plain, "late_budget")
    assert found.outcome.bill_idr.tolist() == [50 * 16_800 * 3, *[50 * BPU_Y] * 3]
    assert found.outcome.most_left_out == 50 * 9 / 12


def test_half_the_months_of_every_segment():
    windowed = {"eligible": 100, "members": 50, **GROUP}
    segments = {
        "rt_rw": windowed,
        "kader": {**windowed, "months": {"first": 8, "last": 12}},
    }
    found = under(run(segments=segments), "half_months")
    assert found.outcome.bill_idr.eq(50 * 16_800 * (6 + 3)).all()
    assert found.outcome.most_left_out == pytest.approx(50 * (6 + 2) / 12)


def test_an_epidemic_costs_the_fund_and_not_the_budget(plain):
    found = under(plain, "epidemic")
    assert found.change_idr == 0
    excess = stress.excess_deaths(plain, "rt_rw")
    jkm = plain.series("claims_incurred_idr", programme="jkm")
    every = plain.series("claims_incurred_idr")
    paid = plain.series("contributions_idr")
    rise = (every + excess * jkm) / paid
    assert found.outcome.claim_ratio.to_numpy() == pytest.approx(rise.to_numpy())
    assert 0.2 < excess < 0.5  # five times the 4 to 9 % of the table of 2020-2025


def test_the_largest_other_payer_leaves():
    funding = [
        {"funder": "csr", "ceiling_idr_y": 1_000_000},
        {"funder": "provinsi", "ceiling_idr_y": 3_000_000},
        {"funder": "apbd"},
    ]
    found = under(run(funding=funding), "funder_leaves")
    assert found.change_idr == 4 * 3_000_000
    assert under(run(), "funder_leaves").outcome is None


def test_an_assumed_line_stays_under_every_shock():
    results = run(budget={"base_idr": {2026: 10**12}})
    for one in stress.stress(results):
        if one.applies and one.stress.slug != "transfer_cut":
            assert one.outcome.line_idr.eq(50 * BPU_Y).all()


def test_chances_come_from_what_is_not_known():
    # 40 to 60 people, evenly, whole people only; the line pays for 55
    people = {"uniform": [40, 60]}
    segments = {"rt_rw": {"eligible": people, "members": people, **GROUP}}
    ceiling = {"ceiling": {"idr": {2026: 55 * BPU_Y}}}
    results = run(segments=segments, budget=ceiling)
    base = stress.under(results, BASE)
    assert base.probability == pytest.approx(4 / 20, abs=0.01)  # from 56 on
    assert under(results, "tariff").outcome.probability == pytest.approx(1, abs=0.01)
    milder = under(results, "tariff_10").outcome.probability
    assert milder == pytest.approx(9 / 20, abs=0.01)  # from 51 on


def test_a_shock_holds_against_the_range_of_the_same_value():
    results = project(load_scenario("serang-baseline", draws=0))
    wide = let_go(results.scenario)
    changed = shocks.pppk(results, wide, Fraction(1))
    assert let_go(changed).segments["non_asn"].exits[0].share.certain


def test_the_worst_come_first_one_of_each_cause(cilegon):
    worst = stress.top(cilegon)
    assert [one.stress.slug for one in worst] == ["election", "tariff", "transfer_cut"]
    cuts = [one.outcome.cut_share for one in worst]
    assert cuts == sorted(cuts, reverse=True)
    assert len({one.stress.cause for one in worst}) == 3


def test_nothing_is_worst_where_nobody_is_paid_for():
    segments = {"rt_rw": {"eligible": 100, "members": 0, **GROUP}}
    assert stress.top(run(segments=segments, years=2)) == []


def test_rows_are_finite_and_named_once(cilegon):
    rows = stress.rows(cilegon)
    names = [one["variable"] for one in rows]
    assert len(set(names)) == len(names)
    assert np.isfinite([one["value"] for one in rows]).all()
    by_name = {one["variable"]: one["value"] for one in rows}
    assert by_name["stress_election_bill_change_idr"] == 875_011_200
    assert by_name["stress_tariff_cut_share"] == pytest.approx(1 - 2.2 / 2.850277, 1e-4)
    assert by_name["stress_applying_count"] == 10


def test_tables_and_sentences_in_both_languages(cilegon):
    from analysis.report import sentences, tables

    for lang in LANGUAGES:
        table = tables.stress(cilegon, lang)
        assert len(table.frame) == 12
        assert "S-W" in table.note  # does not apply, and says so
        assert "▲" in table.html()
        assert len(tables.stress_sizes(cilegon, lang).frame) == 10
        assert sentences.stress(cilegon, lang)
    said = sentences.stress(cilegon, "en")
    assert "24.5%" in said
    assert "the line falls to Rp1.89 billion" in said


def test_a_picture_for_those_who_do_not_see_it(cilegon):
    from analysis.report import figures

    picture = figures.stress(cilegon, "en")
    assert "Election staff paid by the APBD: 24.5%" in picture.words.alt
    assert len(picture.frame) == 11
