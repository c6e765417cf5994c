"""What a revision of the tariff costs: by hand, where it is paid already, for wages."""

import math

import pytest

from analysis import load_scenario, project
from analysis.study import tariff_shock


@pytest.fixture(scope="module")
def cilegon():
    return project(load_scenario("cilegon-baseline", draws=0))


def test_the_ratio_is_the_last_one_published():
    assert tariff_shock.published_ratio() == 1.981


@pytest.mark.parametrize(
    ("tariff", "ratio", "balanced"),
    [(6_800, 1.981, 13_471), (6_800, 1.0, 6_800), (100, 0, 0), (10, 0.05, 1)],
)
def test_the_tariff_that_balances(tariff, ratio, balanced):
    assert tariff_shock.balanced_idr_m(tariff, ratio) == balanced


@pytest.mark.parametrize(
    ("tariff", "ratio"), [(0, 1.9), (6_800, -1), (6_800, math.nan), (6_800, math.inf)]
)
def test_bad_input_is_refused(tariff, ratio):
    with pytest.raises(ValueError, match="the tariff must be above 0"):
        tariff_shock.balanced_idr_m(tariff, ratio)


def test_the_price_of_cilegon_by_hand(cilegon):
    """10,120 people x 12 months x (13,471 - 6,800); the bill rises by 39.7 %."""
    price = tariff_shock.price(cilegon, 1.981)
    assert price["extra_idr"].tolist() == [10_120 * 12 * 6_671] * 10
    assert price["apbd_extra_idr"].tolist() == price["extra_idr"].tolist()
    assert price["rise_share"].tolist() == pytest.approx([6_671 / 16_800] * 10)
    # what the same money would no longer keep: 10,120 x (1 - 16,800 / 23,471)
    assert price["places"].iloc[0] == pytest.approx(10_120 * (1 - 16_800 / 23_471))


def test_a_ratio_of_one_changes_nothing(cilegon):
    price = tariff_shock.price(cilegon, 1.0)
    assert (price[["extra_idr", "rise_share", "places"]] == 0).all(axis=None)


def test_a_scenario_that_pays_it_already_pays_no_more():
    revised = project(load_scenario("cilegon-tariff-2027", draws=0))
    price = tariff_shock.price(revised, tariff_shock.published_ratio())
    assert (price["extra_idr"] == 0).all()
    assert (price["funded_months"] > 0).all()


def test_wage_earners_pay_in_the_same_proportion():
    serang = project(load_scenario("serang-replay", draws=0))
    price = tariff_shock.price(serang, 2.0)
    jkm = serang.series("contributions_idr", programme="jkm")
    assert price["extra_idr"].tolist() == pytest.approx(jkm.tolist(), rel=1e-6)


def test_other_payers_bear_their_part():
    run = project(load_scenario("bogor-baseline", draws=0))
    price = tariff_shock.price(run, 1.5)
    share = run.series("contributions_idr", funder="apbd")
    share = share / run.series("contributions_idr")
    found = price["apbd_extra_idr"] / price["extra_idr"]
    assert found.tolist() == pytest.approx(share.tolist())


def test_a_payer_of_one_group_bears_the_rise_of_that_group_only():
    staff = {"kind": "pu", "reported_wage": 3_000_000, "risk_group": 1}
    changed = {"segments.pekerja_rentan.tariff": staff}
    run = project(load_scenario("bogor-baseline", draws=0, **changed))
    by_hand = 0.0
    for slug in run.scenario.segments:  # doubled, the JKM part of each comes on top
        jkm = run.series("contributions_idr", segment=slug, programme="jkm")
        paid = run.series("contributions_idr", segment=slug)
        apbd = run.series("contributions_idr", segment=slug, funder="apbd")
        by_hand = by_hand + jkm * apbd / paid
    found = tariff_shock.price(run, 2.0)["apbd_extra_idr"]
    assert found.tolist() == pytest.approx(by_hand.tolist())
    together = run.series("contributions_idr", funder="apbd")
    together = together / run.series("contributions_idr")
    blunt = tariff_shock.price(run, 2.0)["extra_idr"] * together
    assert found.iloc[0] > 1.02 * blunt.iloc[0]


def test_months_without_cover_cost_nothing():
    nobody = load_scenario(
        "cilegon-baseline", draws=0, **{"segments.nelayan.members": 0}
    )
    price = tariff_shock.price(project(nobody), 1.981)
    assert price["extra_idr"].iloc[0] == (10_120 - 332) * 12 * 6_671
