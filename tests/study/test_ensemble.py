"""The ensemble: a scenario as a function of what is not known about it."""

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

from analysis.law.parameters import load_law
from analysis.model.draws import BLOCK
from analysis.model.projection import central
from analysis.quantity import Quantity
from analysis.scenario.load import load_scenario, parse_scenario
from analysis.scenario.regions import region_pack
from analysis.study.ensemble import Ensemble
from analysis.study.placed import spread
from analysis.study.unknowns import (
    GROUPS,
    Unknown,
    count_spread,
    funded_months,
    group_of,
    is_count,
    widened,
)

SHIPPED = (
    *("cilegon-baseline", "cilegon-ceiling", "cilegon-arrears", "cilegon-target-2029"),
    *("cilegon-election-2029", "serang-baseline", "serang-pppk"),
    *("bogor-baseline", "cirebon-baseline"),
)
MEMO = {}  # life tables are the same in all regions


@pytest.fixture(scope="module")
def made():
    found = {}

    def of(name, **options):
        key = (name, *options.items())
        if key not in found:
            found[key] = Ensemble(load_scenario(name), memo=MEMO, **options)
        return found[key]

    return of


def point(ensemble, points=1, **numbers):
    """All unknowns as held, the named ones at a number or numbers."""
    uniform = np.full((len(ensemble.unknowns), points), np.nan)
    for at, unknown in enumerate(ensemble.unknowns):
        uniform[at] = numbers.pop(unknown.name, np.nan)
    assert not numbers, "no such unknown"
    return uniform


@pytest.mark.parametrize("name", SHIPPED)
def test_as_held_it_is_the_central_path(made, name):
    ensemble = made(name)
    found = ensemble.at(point(ensemble), claims=True)
    known = central(load_scenario(name))
    assert found.bill_idr[0] == pytest.approx(known["uncut_bill_idr"][0], rel=1e-12)
    assert found.benefit_idr[0].sum(0) == pytest.approx(
        known["claims_incurred_idr"][0], rel=1e-12
    )
    assert found.deaths[0].sum(0) == pytest.approx(known["deaths"][0], rel=1e-12)
    assert found.fund_result_idr[0] == pytest.approx(
        known["underwriting_result_idr"][0], rel=1e-9
    )
    if name != "cirebon-baseline":  # there the eligible have to hold more members
        assert found.eligible[0].sum(0) == pytest.approx(known["eligible"][0])
    assert found.members_end[0].sum(0) == pytest.approx(known["members_end"][0])


def test_one_unknown_is_a_scenario_with_that_value(made):
    ensemble = made("serang-baseline")
    for number in (0.0, 0.3, 1.0):
        found = ensemble.at(point(ensemble, verified=number), claims=True)
        share = np.interp(number, [0, 0.5, 1], [0.4167, 0.5, 1])
        changed = {"segments.pekerja_rentan.verified_share": round(float(share), 12)}
        known = central(load_scenario("serang-baseline", **changed))
        assert found.bill_idr[0] == pytest.approx(known["uncut_bill_idr"][0], abs=1)
        assert found.benefit_idr[0].sum(0) == pytest.approx(
            known["claims_incurred_idr"][0], rel=1e-9
        )


def test_counts_move_together_and_as_far_as_published_ones_differ(made):
    ensemble = made("cilegon-baseline")
    all_members = [1528, 2650, 332, 61, 1593, 1717, 1439]  # at most floor(eligible)
    for number in (0.0, 0.25, 1.0):
        factor = 1 + 0.094 * (2 * number - 1)
        people = sum(math.floor(count * factor) for count in all_members)
        people += math.floor(800 * factor + 0.5)
        found = ensemble.at(point(ensemble, member_counts=number))
        assert found.bill_idr[0, 0] == people * 16_800 * 12


def test_spread_of_counts_by_hand():
    pairs = [(17_000, 19_185), (6_207, 6_164), (10_120, 11_392), (3_500, 3_511)]
    pairs.append((3_500, 3_600))
    mean = sum(math.log(a / b) ** 2 for a, b in pairs) / len(pairs)
    assert float(count_spread()) == pytest.approx(math.sqrt(1.5 * mean), abs=5e-4)


def test_claims_follow_the_law_of_the_draws(made):
    """Selection at a number is what a run with that selection gives."""
    ensemble = made("serang-baseline")
    found = ensemble.at(point(ensemble, ages_and_deaths=0.5), claims=True)
    held = ensemble.at(point(ensemble), claims=True)
    assert (found.deaths != held.deaths).all()
    assert (found.bill_idr == held.bill_idr).all()
    assert (found.members_end == held.members_end).all()


def test_marks_are_let_go_and_draws_stay():
    wide = widened(load_scenario("cirebon-baseline"))
    members = wide.segments["lkk"].members
    assert (members.kind, members.numbers) == ("uniform", (747, 4000, 4400))
    assert wide.segments["lkk"].eligible.central == 4400
    assert wide.segments["non_asn"].members.numbers == (298, 975)
    serang = load_scenario("serang-baseline")
    wide = widened(serang)
    drawn = serang.segments["pekerja_rentan"].verified_share
    share = wide.segments["pekerja_rentan"].verified_share
    assert drawn.numbers == (Fraction("0.4167"), Fraction("0.5833"))
    assert share.numbers == (drawn.numbers[0], Fraction("0.5"), 1)
    assert wide.segments["non_asn"].members.numbers == (574, 574, 1331)
    assert wide.segments["non_asn"].exits[0].share.numbers[0] == 0
    ceiling = widened(load_scenario("cilegon-baseline")).budget.ceiling.idr[2026]
    assert ceiling.numbers == (1_656_600_000, 2_200_000_000, 2_296_600_000)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_widened_scenario_stays_as_it_is(name):
    wide = widened(load_scenario(name))
    assert widened(wide) == wide


def test_counts_never_pass_the_eligible():
    changed = {"segments.rt_rw.eligible": 1600}
    wide = widened(load_scenario("cilegon-baseline", **changed))
    segment = wide.segments["rt_rw"]
    assert segment.members.numbers[1:] == (1528, 1600)
    assert is_count(segment.members)
    assert not is_count(segment.eligible)
    assert not is_count(Quantity("uniform", (747, 4400)))


def test_the_reported_wage_is_a_part_of_a_minimum_wage_that_grows():
    certain = {"wage_growth_y": "0.05", "segments.non_asn.members": 500}
    ensemble = Ensemble(load_scenario("cirebon-baseline", **certain), memo=MEMO)
    wages = [one.keys for one in ensemble.unknowns if one.name == "wages"]
    assert wages == [("segments.non_asn.tariff.reported_wage",)]
    number, last = 0.25, region_pack("3274").minimum_wage_idr_m[2026]
    found = ensemble.at(point(ensemble, wages=number))
    part = (1_000_000 + 2 * number * (2_878_646 - 1_000_000)) / float(last)
    lkk = 4000 * 16_800 * 12
    for year in range(10):
        wage = float(last) * 1.05 ** (year + 1) * part
        programmes = round(0.0024 * wage * 500) + round(0.003 * wage * 500)
        expected = lkk + 12 * programmes
        assert found.bill_idr[0, year] == pytest.approx(expected, abs=24)
    assert ensemble.scenario.segments["non_asn"].tariff.reported_wage == "umk"


def test_months_vary_only_where_asked(made):
    plain, asked = made("bogor-baseline"), made("bogor-baseline", months=True)
    assert funded_months(load_scenario("bogor-baseline")) == {
        "pekerja_rentan_provinsi": (2, 12)
    }
    assert "months" not in [one.name for one in plain.unknowns]
    numbers = np.array([0.0, 0.5, 1.0, np.nan])
    found = asked.at(point(asked, 4, months=numbers))
    ours, theirs = 7894 * 16_800 * 12, 14_580 * 16_800
    province = 489_888_000 / 2
    months = np.array([2, 7, 12, 2])
    assert found.bill_idr[:, 0] == pytest.approx(ours + theirs * months - province)


def test_points_do_not_depend_on_their_neighbours(made):
    ensemble = made("bogor-baseline", months=True)
    uniform = np.random.default_rng(1).random((len(ensemble.unknowns), BLOCK + 100))
    whole = ensemble.at(uniform, claims=True)
    part = ensemble.at(uniform[:, 500:520], claims=True)
    for name in ("bill_idr", "benefit_idr", "members_end", "fund_result_idr"):
        ours = getattr(whole, name)[500:520]
        assert ours == pytest.approx(getattr(part, name), rel=1e-12)


def test_scenarios_of_a_region_share_their_numbers(made):
    one, other = made("cilegon-baseline"), made("cilegon-target-2029")
    drawn, also = one.sample(64), other.sample(64)
    names = [[unknown.name for unknown in x.unknowns] for x in (one, other)]
    for name in set(names[0]) & set(names[1]):
        ours, theirs = names[0].index(name), names[1].index(name)
        assert (drawn.uniform[ours] == also.uniform[theirs]).all()
    again = Ensemble(load_scenario("cilegon-baseline"), memo=MEMO).sample(64)
    assert (again.bill_idr == drawn.bill_idr).all()
    elsewhere = replace_seed("cilegon-baseline").sample(64)
    assert (elsewhere.uniform != drawn.uniform).all()


def replace_seed(name):
    return Ensemble(load_scenario(name, seed=7), memo=MEMO)


def test_further_inputs_spread_as_evenly_and_follow_nothing():
    uniform = stats.qmc.Sobol(1, rng=3).random(4096)[:, 0]
    others = np.array([spread(uniform, f"a|{year}") for year in range(100)])
    assert others.min() > 0
    assert others.max() < 1
    even = [stats.kstest(numbers, "uniform").pvalue for numbers in others]
    assert stats.kstest(even, "uniform").pvalue > 1e-3
    # correlations of independent numbers scatter by 1 / sqrt(points)
    follows = np.corrcoef([uniform, *others])[np.triu_indices(101, 1)]
    assert follows.std() * 64 == pytest.approx(1, abs=0.05)
    assert (spread(uniform[:5], "a|7") == others[7, :5]).all()
    assert np.isnan(spread(np.array([np.nan]), "a")).all()


def test_a_trend_is_an_unknown_with_its_median_in_the_middle():
    path = {"segments.rt_rw.path.kind": "trend", "segments.rt_rw.eligible": 2000}
    scenario = load_scenario("cilegon-baseline", **path)
    ensemble = Ensemble(scenario, memo=MEMO)
    assert "take_up" in [unknown.name for unknown in ensemble.unknowns]
    found = ensemble.at(point(ensemble, 4, take_up=[0.05, 0.5, 0.95, np.nan]))
    low, middle, high, held = found.members_end[:, 0].mean(-1)
    assert low < middle < high
    assert held == pytest.approx(middle, rel=0.05)


def test_the_memo_knows_one_trend_from_another():
    memo, path = {}, {"segments.rt_rw.path.kind": "trend"}
    first = load_scenario("cilegon-baseline", **path)
    more = load_scenario(
        "cilegon-baseline",
        **path,
        **{"segments.rt_rw.eligible": 4000, "segments.rt_rw.members": 600},
    )
    central(first, memo=memo)
    ours, alone = central(more, memo=memo), central(more)
    assert (ours["members_end"] == alone["members_end"]).all()


def test_what_is_asked_for_belongs_somewhere(made):
    for name in SHIPPED:
        for unknown in made(name).unknowns:
            assert unknown.name in GROUPS
            assert unknown.keys
    assert made("cilegon-baseline").unknowns[0] == Unknown(
        "member_counts", made("cilegon-baseline").unknowns[0].keys
    )
    with pytest.raises(ValueError, match="no group of unknowns holds weather"):
        group_of("weather", load_scenario("cilegon-baseline"))


def test_points_of_another_shape_are_refused(made):
    with pytest.raises(ValueError, match="points are"):
        made("cilegon-baseline").at(np.zeros((2, 5)))


def test_a_waiting_instrument_is_one_unknown():
    text = """
schema: 1
name: small
title: {id: a, en: a}
region: "3672"
first_year: 2027
years: 3
segments:
  rt_rw:
    eligible: 1000
    members: 200
    tariff: {kind: bpu}
    path: {kind: schedule, members: {2027: 900}}
decision: {date: "2026-07-01", instrument_hazard_y: calibrated}
"""
    ensemble = Ensemble(parse_scenario(text), load_law(), memo=MEMO)
    found = ensemble.at(point(ensemble, 2, take_up=[0.01, 0.99]), alike=True)
    early, late = found.bill_idr.sum(1)
    assert early > late
    assert ensemble.scenario.segments["rt_rw"].members.certain  # a schedule holds
    assert replace(ensemble.unknowns[0]) == ensemble.unknowns[0]
