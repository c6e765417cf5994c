"""A difference split over levers: by hand, by all orders, on random scenarios."""

from fractions import Fraction
from itertools import combinations, permutations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import ScenarioError
from analysis.model.projection import central, project
from analysis.scenario.load import load_scenario, parse_scenario
from analysis.scenario.schema import Scenario
from analysis.scenario.segment import Segment
from analysis.study import mixtures
from analysis.study.attribution import Attribution, shapley
from analysis.study.mixtures import levers_between, mixed
from minimal import scenario_text
from random_scenarios import random_scenario

TARIFF = 16_800


def group(members=100, eligible=200, **fields):
    return {
        "eligible": eligible,
        "members": members,
        "tariff": {"kind": "bpu"},
        "path": {"kind": "hold"},
        **fields,
    }


def small(segments=None, **fields):
    given_fields = {"first_year": 2027, "years": 2, "segments": segments, **fields}
    given_fields["segments"] = segments or {"rt_rw": group()}
    return parse_scenario(scenario_text("small", given_fields))


def half_a_year(members):
    return {"rt_rw": group(members, months={"first": 1, "last": 6})}


def in_tariffs(frame):
    """Parts in units of one month of one member."""
    return {name: frame.loc[2027, name] / TARIFF for name in frame}


def test_people_and_months_by_hand():
    # 100 x 12 = 1200; 150 x 12 = 1800; 100 x 6 = 600; 150 x 6 = 900
    # people first: + 600, then months - 900; months first: - 600, then people + 300
    found = Attribution(small(), small(half_a_year(150)))
    frame = found.bill()
    assert in_tariffs(frame) == {"people": 450, "months": -750, "total": -300}
    assert frame.loc["all"].tolist() == [900 * TARIFF, -1500 * TARIFF, -600 * TARIFF]
    assert found.players == (("people",), ("months",))
    assert (found.merged, found.evaluations) == ((), 4)


def test_three_levers_by_hand():
    # 23,471 = 10,000 + 13,471; a = 100 or 150 people, m = 12 or 6, t = 16.8 or 23.471
    dear = {"overrides": {"bpu_jkm_idr_m": {"2027-01": 13_471}}}
    frame = Attribution(small(), small(half_a_year(150), law=dear)).bill()
    old, new = 16_800, 23_471
    assert frame.loc[2027, "people"] == (
        50 * (2 * 12 * old + 12 * new + 6 * old + 2 * 6 * new) / 6
    )
    assert frame.loc[2027, "law"] == (
        (new - old) * (2 * 1200 + 1800 + 600 + 2 * 900) / 6
    )
    assert frame.loc[2027, "total"] == 900 * new - 1200 * old


@pytest.mark.parametrize(
    ("lever", "fields"),
    [
        (
            "people",
            {
                "segments": {
                    "rt_rw": group(path={"kind": "target", "coverage": 1, "year": 2028})
                }
            },
        ),
        ("people", {"segments": {"rt_rw": group(place="leave", renewal_y=0.5)}}),
        (
            "people",
            {
                "segments": {
                    "rt_rw": group(exits=[{"kind": "pppk", "year": 2027, "share": 0.5}])
                }
            },
        ),
        (
            "months",
            {
                "segments": {
                    "rt_rw": group(window={"first": "2027-01", "last": "2027-03"})
                }
            },
        ),
        (
            "tariff",
            {
                "segments": {
                    "rt_rw": group(tariff={"kind": "pu", "reported_wage": 1_000_000})
                }
            },
        ),
        ("law", {"law": {"variant": "planned"}}),
        ("budget", {"budget": {"ceiling": {"idr": {2027: 10_000_000}}}}),
        ("funders", {"funding": [{"funder": "csr", "ceiling_idr_y": 5_000_000}]}),
    ],
)
def test_one_lever_takes_the_whole_difference(lever, fields):
    first, second = small(), small(**fields)
    frame = Attribution(first, second).bill()
    assert list(frame) == [lever, "total"]
    one = [
        project(s).series("contributions_idr", funder="apbd") for s in (first, second)
    ]
    assert frame[lever].drop("all").tolist() == (one[1] - one[0]).tolist()
    assert frame.loc["all", "total"] != 0


def test_what_does_not_touch_the_variable_gets_exactly_nothing():
    older = {"rt_rw": group(150, since="2020-01")}
    budget = {"base_idr": {2027: 10**9}, "growth_y": 0.07}
    frame = Attribution(small(), small(older, budget=budget)).bill()
    assert list(frame) == ["people", "budget", "other", "total"]
    assert (frame[["budget", "other"]] == 0).all(axis=None)
    claims = Attribution(small(), small({"rt_rw": group(since="2020-01")}))
    assert claims.of("claims_idr").loc["all", "other"] != 0


def test_a_change_of_nothing_gives_nothing():
    first = small()
    second = first.model_copy(
        update={"name": "other", "seed": 1, "draws": 9, "title": {"id": "x", "en": "y"}}
    )
    found = Attribution(first, second)
    frame = found.bill()
    assert list(frame) == ["total"]
    assert (frame == 0).all(axis=None)
    assert (found.players, found.evaluations) == ((), 1)


def test_a_group_only_one_has_is_a_lever_of_its_own():
    both = {"rt_rw": group(120), "kader": group(50)}
    found = Attribution(small(), small(both))
    # no interaction: 20 and 50 people of 12 months, in either order
    assert in_tariffs(found.bill()) == {"people": 240, "groups": 600, "total": 840}
    kader = found.of("members_end", segment="kader")
    assert kader.loc[2028].to_dict() == {"people": 0, "groups": 50, "total": 50}
    gone = Attribution(small(both), small())
    assert in_tariffs(gone.bill()) == {"people": -240, "groups": -600, "total": -840}
    csr = small(funding=[{"funder": "csr", "ceiling_idr_y": 1_000_000}])
    paid = Attribution(small(), csr).of("contributions_idr", funder="csr")
    assert paid["funders"].tolist() == [10**6, 10**6, 2 * 10**6]


def test_the_order_of_groups_decides_whom_a_payer_pays():
    listed = {"rt_rw": group(), "kader": group()}
    funding = [{"funder": "csr", "ceiling_idr_y": 1_000_000}]
    turned = small(dict(reversed(listed.items())), funding=funding)
    found = Attribution(small(listed, funding=funding), turned)
    of_csr = found.of("contributions_idr", segment="kader", funder="csr")
    assert of_csr["groups"].tolist() == [10**6, 10**6, 2 * 10**6]


def test_levers_that_only_fit_together_are_one():
    # people who pay for themselves exist only where the tariff is bpu
    alone = {"rt_rw": group(self_paid={"people": 5})}
    wages = {"rt_rw": group(tariff={"kind": "pu", "reported_wage": 1_000_000})}
    found = Attribution(small(alone), small(wages, wage_growth_y=0))
    assert found.players == (("people", "tariff"),)
    assert found.merged == found.players
    # 0.54 % of a million is 5,400; 100 people x 12 months x (5,400 - 16,800)
    frame = found.bill()
    assert list(frame) == ["people+tariff", "total"]
    assert frame.loc[2027, "total"] == 1200 * (5_400 - 16_800)
    months = {"rt_rw": {**wages["rt_rw"], "months": {"first": 1, "last": 6}}}
    for pair in ((alone, months), (months, alone)):
        assert Attribution(*map(small, pair)).players == (
            ("people", "tariff"),
            ("months",),
        )


def test_what_cannot_be_compared_is_said_in_both_languages():
    far = small(first_year=2028, years=3, region="3604")
    with pytest.raises(ScenarioError) as error:
        Attribution(small(), far)
    found = error.value
    assert [p.where for p in found.problems] == ["region", "first_year", "years"]
    assert "3672, 3604" in found.message("en")
    assert "Samakan `region`" in found.message("id")


@pytest.mark.parametrize("variable", ["bil", "years_to_breach"])
def test_unknown_variables_are_refused(variable):
    with pytest.raises(ValueError, match="no variable of the results by year"):
        Attribution(small(), small()).of(variable)


def test_unknown_series_and_missing_values_are_refused():
    found = Attribution(small(), small(budget={"ceiling": {"idr": {2027: 10**7}}}))
    with pytest.raises(ValueError, match="no series"):
        found.of("members_end", segment="kadr")
    with pytest.raises(ValueError, match="no value in some year"):
        found.of("headroom_idr")


def test_every_key_of_a_scenario_belongs_to_a_lever_or_moves_nothing():
    apart = {*mixtures.DESCRIPTIVE, *mixtures.SHARED, "segments"}
    assert set(Scenario.model_fields) <= {*mixtures.OF_SCENARIO, *apart}
    assert set(Segment.model_fields) <= {*mixtures.OF_SEGMENT, *apart}
    named = {*mixtures.OF_SCENARIO.values(), *mixtures.OF_SEGMENT.values(), "groups"}
    assert named == set(mixtures.LEVERS)


def by_all_orders(worth):
    players = sorted(max(worth, key=len))
    total = dict.fromkeys(players, 0)
    orders = list(permutations(players))
    for order in orders:
        for at, player in enumerate(order):
            before = frozenset(order[:at])
            total[player] = total[player] + worth[before | {player}] - worth[before]
    return {player: value / len(orders) for player, value in total.items()}


@settings(max_examples=40)
@given(st.integers(0, 5), st.integers(0, 10**6))
def test_the_mean_over_all_orders(k, seed):
    rng = Random(seed)
    worth = {
        frozenset(taken): np.array(
            [Fraction(rng.randint(-99, 99), 7), Fraction(rng.randint(0, 10**15))]
        )
        for size in range(k + 1)
        for taken in combinations(range(k), size)
    }
    found, expected = shapley(worth), by_all_orders(worth)
    assert {p: v.tolist() for p, v in found.items()} == {
        p: v.tolist() for p, v in expected.items()
    }


def test_the_glove_game():
    """One left glove, two right ones, a pair is worth 1: 2/3, 1/6, 1/6 (textbook)."""
    worth = {
        frozenset(taken): np.array([Fraction("left" in taken and len(taken) > 1)])
        for size in range(4)
        for taken in combinations(("left", "right", "also right"), size)
    }
    found = {player: value[0] for player, value in shapley(worth).items()}
    sixth = Fraction(1, 6)
    assert found == {"left": 4 * sixth, "right": sixth, "also right": sixth}


def pairs():
    """Pairs of random scenarios of the same years, as far apart as they come."""
    by_years = {}
    for seed in range(40):
        fields = random_scenario(seed)
        key = fields["first_year"], fields["years"]
        by_years.setdefault(key, []).append(fields)
    found = [tuple(some[:2]) for some in by_years.values() if len(some) > 1]
    return [
        tuple(parse_scenario(scenario_text("random", one)) for one in pair)
        for pair in found[:3]
    ]


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: str(pair[0].first_year))
def test_random_scenarios(pair):
    first, second = pair
    found, back = Attribution(first, second), Attribution(second, first)
    assert len(found.players) >= 4
    run = [project(one) for one in pair]
    for variable, labels in (
        ("contributions_idr", {"funder": "apbd"}),
        ("contributions_idr", {"segment": "rt_rw", "programme": "jkm"}),
        ("members_end", {}),
        ("claims_incurred_idr", {}),
        ("coverage_rate", {}),
    ):
        frame = found.of(variable, **labels)
        parts = frame.drop(columns="total")
        scale = parts.abs().sum(axis=1).clip(lower=1e-12)
        assert ((parts.sum(axis=1) - frame["total"]).abs() <= 1e-9 * scale).all()
        old, new = (one.series(variable, **labels) for one in run)
        assert frame["total"].drop("all").to_numpy() == pytest.approx(
            (new - old).to_numpy(), rel=1e-9, abs=1e-9
        )
        assert (frame == -back.of(variable, **labels)[frame.columns]).all(axis=None)
    assert found.evaluations == 2 ** len(found.players)


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: str(pair[0].first_year))
def test_random_scenarios_against_all_orders_of_three_levers(pair):
    first, whole = pair
    levers = levers_between(first, whole)
    taken = frozenset(one for one in levers if one in ("months", "budget", "funders"))
    second = mixed(first, whole, taken)
    found = Attribution(first, second)
    levers = sorted(taken)
    place = first.first_year, len(first.segments)

    def bill(some):
        # all segments, both programmes, the general APBD: after every other payer
        chosen = mixed(first, second, frozenset(some))
        payers = len({f.funder for f in chosen.funding})
        return central(chosen)["contributions_idr"][payers].astype(float)

    worth = {
        frozenset(some): bill(some)
        for size in range(len(levers) + 1)
        for some in combinations(levers, size)
    }
    frame = found.bill().drop("all")
    for lever, value in by_all_orders(worth).items():
        assert frame[lever].tolist() == pytest.approx(value.tolist()), place


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: str(pair[0].first_year))
def test_no_lever_is_the_first_and_all_are_the_second(pair):
    first, second = pair
    levers = frozenset(levers_between(first, second))
    for taken, expected in ((frozenset(), first), (levers, second)):
        found, wanted = central(mixed(first, second, taken)), central(expected)
        assert found.keys() == wanted.keys()
        for name, values in wanted.items():
            np.testing.assert_array_equal(found[name], values, err_msg=name)


def test_two_shipped_scenarios():
    first, second = map(load_scenario, ("cilegon-baseline", "cilegon-tariff-2027"))
    found = Attribution(first, second)
    frame = found.bill()
    assert list(frame) == ["law", "total"]
    difference = [
        project(one.model_copy(update={"draws": 0})).series(
            "contributions_idr", funder="apbd"
        )
        for one in (first, second)
    ]
    assert frame.loc["all", "law"] == (difference[1] - difference[0]).sum()


def test_players_come_in_one_order_whatever_the_order_of_a_set():
    players = [f"player {number}" for number in range(9, 0, -1)]
    worth = {
        frozenset(taken): Fraction(len(taken))
        for size in range(len(players) + 1)
        for taken in combinations(players, size)
    }
    assert list(shapley(worth)) == sorted(players)
