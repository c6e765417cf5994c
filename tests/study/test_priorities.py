"""Whom to cover first: by hand, by trying all choices, and the questions asked back."""

import re
from functools import cache
from itertools import product

import numpy as np
import pandas as pd
import pytest

from analysis.language import LANGUAGES
from analysis.model.projection import project
from analysis.report import figures, sentences, tables
from analysis.scenario.load import load_scenario, parse_scenario
from analysis.study import (
    answers_solve,
    billion,
    newcomers,
    priority,
    priority_order,
)
from analysis.study.ensemble import Ensemble, ensemble, sample
from analysis.study.line import line
from analysis.study.newcomers import groups
from minimal import scenario_text

NAMED = {"id": "Kelompok", "en": "Group"}
YEAR = 16_800 * 12  # rupiah a person and year
FRESH = {"path": {"kind": "hold"}, "tariff": {"kind": "bpu"}, "turnover_y": 0}


def group(members, eligible, **fields):
    return {**FRESH, "members": members, "eligible": eligible, **fields}


def run(segments, **fields):
    filled = {"first_year": 2027, "years": 3, "segments": segments, **fields}
    return project(parse_scenario(scenario_text("small", filled)))


def small():
    return run(
        {
            "rt_rw": group(3, 9),
            "nelayan": group(2, 6),
            "kebersihan": group(0, 4, months={"first": 11, "last": 12}),
            "non_asn": group(
                1,
                4,
                tariff={"kind": "pu", "reported_wage": 3_000_000},
            ),
            "kader": group(1, 10, verified_share=0.5),
        }
    )


def test_cost_and_worth_of_a_newcomer_by_hand():
    found = groups(small())
    assert found.at["nelayan", "cost_idr"] == YEAR
    assert found.at["kebersihan", "cost_idr"] == 16_800 * 2
    assert found.at["non_asn", "cost_idr"] == 3_000_000 * 0.0054 * 12
    rates = small().rates.query("year == 2027").set_index("segment")
    died = rates.at["nelayan", "population_death_rate_y"] * 0.84
    hurt = rates.at["nelayan", "accident_rate_y"] * rates.at["nelayan", "death_share"]
    # who joins in January has full months from April on: three of twelve are early
    money = died * (0.25 * 10e6 + 0.75 * 42e6) + hurt * 70e6
    assert found.at["nelayan", "deaths"] == pytest.approx(died + hurt)
    assert found.at["nelayan", "bereaved_idr"] == pytest.approx(money)
    months = money / (632_703 * 4.72)  # Cilegon's line, household of a poor family
    assert found.at["nelayan", "poverty_months"] == pytest.approx(months)
    # two months of cover are over before the three months of waiting
    two = rates.loc["kebersihan"]
    early = two["population_death_rate_y"] * 0.84 * 10e6 / 6
    work = two["accident_rate_y"] * two["death_share"] * 70e6 / 6
    assert found.at["kebersihan", "bereaved_idr"] == pytest.approx(early + work)


def test_weights_and_legal_duty_by_group():
    found = groups(small())
    assert found["income"].to_dict() == {
        "rt_rw": "honorarium",
        "nelayan": "vulnerable",
        "kebersihan": "wage",
        "non_asn": "wage",
        "kader": "honorarium",
    }
    assert list(found["duty"]) == [3, 2, 3, 1, 3]
    assert found.at["nelayan", "weight"] == 1
    assert tuple(found.loc["rt_rw", ["weight_low", "weight", "weight_high"]]) == (
        0.4,
        0.7,
        1.0,
    )
    # the instruction to put poor workers first ends in 2029
    later = run({"nelayan": group(0, 5)}, first_year=2031)
    assert list(groups(later)["duty"]) == [3]
    # before 2021 no rule says whom to enrol
    earlier = run({"nelayan": group(0, 5)}, first_year=2019)
    assert list(groups(earlier)["duty"]) == [3]


def test_own_slugs_take_their_profile_and_unknown_ones_are_vulnerable():
    found = groups(
        run(
            {
                "relawan": group(0, 5, label=NAMED, profile="kader"),
                "pedagang": group(0, 5, label=NAMED, profile="umum"),
            }
        )
    )
    assert list(found["income"]) == ["honorarium", "vulnerable"]


def tried(frame, covered, money, capacity):
    """All choices of newcomers that keep every limit: (people, ...) tuples."""
    most = (frame["verified"] - covered).clip(lower=0)
    cost = frame["cost_idr"].to_numpy()
    for people in product(*(range(int(n) + 1) for n in most)):
        if np.dot(people, cost) <= money and sum(people) <= capacity:
            yield np.array(people)


def value_of(frame, objective, people):
    if objective == "duty":
        months = people * frame["poverty_months"].to_numpy()
        ranks = frame["duty"].to_numpy()
        return tuple(round(months[ranks == rank].sum(), 9) for rank in (1, 2, 3))
    name = {"deaths": "deaths", "claims": "benefit_idr"}.get(objective, objective)
    unit = 1.0 if objective == "people" else frame[name].to_numpy()
    return round(float((people * unit).sum()), 6 if objective == "claims" else 9)


@pytest.mark.parametrize("objective", billion.OBJECTIVES)
@pytest.mark.parametrize("capacity", [6, 100])
def test_no_choice_is_better(objective, capacity, monkeypatch):
    money = 8 * YEAR + 50_000
    monkeypatch.setattr(billion, "BILLION", money)
    monkeypatch.setattr(billion, "capacity", lambda: pd.Series({"value": capacity}))
    results = small()
    frame = groups(results)
    plans = {
        "next": (billion.next_billion(results), frame["covered"]),
        "first": (billion.first_billion(results), 0 * frame["covered"]),
    }
    for plan, covered in plans.values():
        spent = plan[objective]
        every = list(tried(frame, covered, money, capacity))
        best = max(value_of(frame, objective, one) for one in every)
        assert value_of(frame, objective, spent.people.to_numpy()) == best
        assert any((spent.people.to_numpy() == one).all() for one in every)
        assert spent.cost_idr + spent.left_idr == money


def test_price_of_each_limit_is_what_solving_again_gives(monkeypatch):
    money = 4 * YEAR
    monkeypatch.setattr(billion, "BILLION", money)
    monkeypatch.setattr(billion, "STEP_IDR", YEAR)
    results = run({"nelayan": group(2, 4), "kader": group(5, 9, verified_share=0.8)})
    frame, found = groups(results), billion.prices(results)
    price = found.set_index(["limit", "segment"])["poverty_months"]
    months, stay = frame["poverty_months"], frame["stay_poverty_months"]
    # two fishers and the two checked cadres are added for the money there is
    assert list(billion.next_billion(results)["poverty_months"].people) == [2, 2]
    assert price["money", "all"] == 0
    assert price["capacity", "all"] == 0
    # one name more finds no money, one person less who must stay finds no name
    assert price["names", "kader"] == 0
    assert not price["nobody_dropped"].any()
    monkeypatch.setattr(billion, "BILLION", YEAR)
    poor = run({"nelayan": group(2, 4), "kader": group(5, 9)})
    price = billion.prices(poor).set_index(["limit", "segment"])["poverty_months"]
    assert price["money", "all"] == pytest.approx(months["nelayan"])
    gain = months["nelayan"] - stay["kader"]
    assert gain > 0
    assert price["nobody_dropped", "kader"] == pytest.approx(gain)
    assert price["nobody_dropped", "nelayan"] == 0
    monkeypatch.setattr(billion, "BILLION", 40 * YEAR)
    rich = run({"nelayan": group(2, 4), "kader": group(5, 9, verified_share=0.8)})
    price = billion.prices(rich).set_index(["limit", "segment"])["poverty_months"]
    assert price["names", "kader"] == pytest.approx(months["kader"])
    assert price["names", "nelayan"] == 0


def test_everybody_is_covered_added_or_left_out_with_a_reason(monkeypatch):
    monkeypatch.setattr(billion, "BILLION", 8 * YEAR)
    found = billion.left_out(small())
    parts = found[["covered", "added", "unverified", "waiting"]]
    assert (parts.sum(axis=1) == found["eligible"]).all()
    assert (parts >= 0).all().all()
    assert found.at["kader", "unverified"] == 5
    left = parts[["unverified", "waiting"]].sum(axis=1)
    assert ((found["reason"] != "") == (left > 0)).all()
    assert found.at["kader", "reason"] == "money"
    assert found.at["nelayan", "reason"] == ""
    monkeypatch.setattr(billion, "capacity", lambda: pd.Series({"value": 1}))
    assert "capacity" in set(billion.left_out(small())["reason"])


def test_verified_share_alone_leaves_names_to_check():
    results = run({"kader": group(5, 10, verified_share=0.5)})
    assert billion.left_out(results).at["kader", "reason"] == "names"
    assert billion.next_billion(results)["poverty_months"].people.sum() == 0
    # verified are a floor, eligible are rounded: no name is unchecked for that
    grown = run({"kader": group(1, {"uniform": [9, 12]})})
    assert not billion.left_out(grown)["unverified"].any()


def test_weights_move_places_only_inside_their_ranges(monkeypatch):
    monkeypatch.setattr(billion, "BILLION", 6 * YEAR)
    results = small()
    order, frame = priority_order.orders(results), groups(results)
    assert (order["rank_best"] <= order["rank"]).all()
    assert (order["rank"] <= order["rank_worst"]).all()
    assert list(order["rank"]) == sorted(order["rank"])
    # at weight one the officers, who die more often, pass the fishers
    assert order.at["nelayan", "rank"] == 1
    assert order.at["rt_rw", "rank_best"] == 1
    assert order.at["rt_rw", "rank_worst"] > 1
    high = billion.added(
        frame.assign(
            poverty_months=frame["poverty_months"]
            / frame["weight"]
            * frame["weight_high"]
        ),
        "poverty_months",
        0 * frame["covered"],
    )
    assert order.at["rt_rw", "first_high"] == high["rt_rw"]
    assert priority_order.contested(results, "first") > 0


def test_share_of_draws_in_which_a_group_leads():
    results = run(
        {"nelayan": group(50, 90), "kader": group(50, 90), "petani": group(0, 20)},
        draws=100,
    )
    share = priority_order.first_share(results)
    assert np.isnan(share["petani"])  # nobody in the sample: nothing is known
    assert share.drop("petani").sum() == pytest.approx(1)
    assert share["nelayan"] > share["kader"]
    found, frame = sample(results), groups(results)
    rate = found.deaths[:, :2, 0] / found.members_end[:, :2, 0]
    # whatever the weight of the cadres, a fisher who dies at twice their rate leads
    weight = frame.at["kader", "weight_high"]
    sure = (rate[:, 0] > rate[:, 1] * weight * _money(frame)).mean()
    assert share["nelayan"] >= sure


def _money(frame):
    paid = frame["bereaved_idr"] / frame["deaths"]
    return paid["kader"] / paid["nelayan"]


def uncertain():
    return run(
        {
            "nelayan": group({"uniform": [40, 60]}, 90),
            "non_asn": group(
                20,
                30,
                tariff={
                    "kind": "pu",
                    "reported_wage": {"uniform": [2_000_000, 4_000_000]},
                },
            ),
        },
        draws=200,
        budget={"ceiling": {"idr": {2027: 70 * YEAR}}},
    )


def kept(scenario, limit):
    """Share of points whose uncut bill stays under a limit in every year."""
    drawn = Ensemble(scenario.model_copy(update={"assumed": {}}))
    worst = drawn.sample(answers_solve.DRAWS).bill_idr.max(1)
    return float((worst <= limit).mean())


def test_inverse_answers_hold_forward_and_the_next_one_does_not():
    results = uncertain()
    limit = 70 * YEAR
    seen = set()
    asked = {name: lever for name, lever, _ in answers_solve._asked(results)}
    for one in answers_solve.solved(results):
        if one.name not in ("people", "months", "tariff_jkm_idr_m"):
            continue
        if one.value is None:
            continue
        lever = asked[one.name]
        assert kept(lever.at(one.value), limit) >= one.confidence
        assert kept(lever.at(one.at), limit) < one.confidence
        seen.add(one.name)
    assert seen >= {"people", "tariff_jkm_idr_m"}


def test_line_needed_is_the_bill_so_many_points_keep():
    results = uncertain()
    worst = sample(results).bill_idr.max(1)
    found = [one for one in answers_solve.solved(results) if one.name == "line_idr"]
    assert [one.confidence for one in found] == [0.5, 0.9]
    for one in found:
        assert (worst <= one.value).mean() >= one.confidence
        assert (worst <= one.value - 1).mean() < one.confidence


def test_start_is_the_first_month_that_fits_into_the_first_year():
    # ten more people cost 168,000 a month; what is left pays for three months
    results = run(
        {"nelayan": group(20, 30)},
        budget={"ceiling": {"idr": {2027: 20 * YEAR + 3 * 168_000}}},
    )
    scenario = results.scenario
    lever = answers_solve.questions.within_a_year(
        answers_solve.questions.start(scenario, "nelayan", 30)
    )
    target = answers_solve.Bill(None, 2027)
    answer = answers_solve.solve(lever, target)
    assert (answer.status, answer.value) == ("smallest", 9)
    assert answer.binding[1].margin == -168_000


def test_a_start_in_a_year_without_a_line_is_not_asked():
    results = run({"nelayan": group(20, 30)}, budget={"ceiling": {"idr": {2028: YEAR}}})
    found = pd.DataFrame(priority.rows(results))
    asked = set(found["variable"][found["variable"].str.startswith("solve_")])
    assert "solve_people_gap_idr" in asked
    assert not any(name.startswith("solve_start_month") for name in asked)
    assert np.isfinite(found["value"]).all()


def test_rows_are_named_once_and_finite():
    results = uncertain()
    frame = pd.DataFrame(priority.rows(results))
    keys = ["variable", "segment", "programme", "funder", "year", "statistic"]
    assert not frame.duplicated(keys).any()
    assert np.isfinite(frame["value"]).all()
    people = frame[frame["variable"] == "next_billion_people"].set_index("segment")
    parts = people["value"].drop("all")
    assert people.at["all", "value"] == parts.sum() == 50
    assert not frame["statistic"].str.startswith("p").any()  # not quantiles


def test_where_nobody_can_be_covered_the_rows_say_none():
    frame = pd.DataFrame(priority.rows(empty())).set_index("variable")["value"]
    assert frame["next_billion_people"] == frame["first_billion_people"] == 0
    assert frame["next_billion_left_idr"] == billion.BILLION


PARTS = [
    sentences.first_to_cover,
    sentences.order_holds,
    sentences.claims_contrast,
    sentences.inverse,
    tables.priority_people,
    tables.priority_order,
    tables.priority_left_out,
    tables.priority_limits,
    tables.inverse,
    figures.staircase,
]


def empty():
    """A scenario whose only group does not exist in the first year."""
    later = {"first": "2029-01", "last": "2029-06"}
    return run({"adhoc_kpu": group(0, 50, window=later)}, years=2)


@pytest.mark.parametrize("part", PARTS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("case", ["empty", "nobody_left", "cilegon"])
def test_every_part_stands_in_both_languages(part, case):
    results = {
        "empty": empty,
        "nobody_left": lambda: run({"rt_rw": group(7, 7)}, budget={"base_idr": {}}),
        "cilegon": cilegon,
    }[case]()
    shown = [part(results, lang) for lang in LANGUAGES]
    if part is figures.staircase:
        assert all(one.png() and len(one.words.alt) > 40 for one in shown)
    else:
        assert repr(shown[0]) != repr(shown[1])
        assert not re.search(r"\bnan\b", repr(shown))


@cache
def cilegon():
    scenario = load_scenario("cilegon-baseline")
    return project(scenario.model_copy(update={"draws": 0, "years": 2}))


def test_many_groups_are_gathered_and_still_add_up():
    slugs = "rt_rw lkk karang_taruna kader nelayan petani linmas marbot guru_ngaji"
    results = run({slug: group(1, 5) for slug in [*slugs.split(), "umkm", "opang"]})
    table = tables.priority_people(results).frame
    assert len(table) == 12
    people = table.iloc[:, 2].tolist()[:10]
    assert table.iloc[8, 0] == "Other groups"
    assert sum(map(int, people[:9])) == int(people[9]) == 4 * 11


def test_capacity_is_the_largest_addition_published():
    found = newcomers.capacity()
    assert (found["claim_id"], float(found["value"])) == ("N075", 13_289)


@pytest.mark.parametrize("name", ["cilegon-baseline", "cirebon-baseline"])
def test_questions_are_asked_at_the_points_of_the_sample(name):
    results = project(load_scenario(f"scenarios/{name}.yaml"))
    asked = {(one.name, one.confidence): one for one in answers_solve.solved(results)}
    bill = ensemble(results).sample(answers_solve.DRAWS).bill_idr
    idr = int(line(results).idr.iloc[0])
    for confidence in answers_solve.CONFIDENCES:
        room = idr - np.quantile(bill.max(1), confidence, method="inverted_cdf")
        whole_year = asked["months", confidence]
        assert (whole_year.status == "all") == (room >= 0)
        if whole_year.status == "all":
            assert whole_year.gap_idr == pytest.approx(room, abs=1)
