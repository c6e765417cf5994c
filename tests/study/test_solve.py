"""Inverse questions: by hand, against trying every number, forward at the answer."""

from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ScenarioError
from analysis.model.projection import central, project
from analysis.scenario.load import load_scenario, parse_scenario
from analysis.study.questions import (
    Lever,
    ceiling,
    months,
    people,
    shared_out,
    start,
    tariff,
)
from analysis.study.solve import solve
from analysis.study.targets import Bill, Coverage
from minimal import scenario_text
from random_scenarios import random_scenario, with_ranges

YEAR = 16_800 * 12  # rupiah a person and year


def group(members=100, eligible=200, **fields):
    return {
        "eligible": eligible,
        "members": members,
        "tariff": {"kind": "bpu"},
        "path": {"kind": "hold"},
        **fields,
    }


def small(segments=None, **fields):
    filled = {"first_year": 2027, "years": 3, **fields}
    filled["segments"] = segments or {"rt_rw": group()}
    return parse_scenario(scenario_text("small", filled))


def holds(scenario, target, memo=None):
    """Whether a target holds, read from the named results."""
    found = central(scenario, memo=memo)
    if isinstance(target, Coverage):
        row = scenario.segment_names.index(target.segment) + 1 if target.segment else 0
        at = target.year - scenario.first_year
        end, eligible = (int(found[n][row, at]) for n in ("members_end", "eligible"))
        share = Fraction(str(target.share))
        return (Fraction(end, eligible) if eligible else 0) >= share
    bill = found["uncut_bill_idr"][0]
    if target.limit_idr is not None:
        return bool((bill <= target.limit_idr).all())
    limit = found["ceiling_idr"][0]  # only in the years that have one
    return bool((np.isnan(limit) | (bill <= limit)).all())


def test_how_many_people_fit_by_hand():
    scenario = small()
    found = solve(people(scenario, "rt_rw"), Bill(77 * YEAR + 5))
    assert (found.status, found.value, found.next_one) == ("largest", 77, 78)
    assert found.binding[0] == 78
    assert found.binding[1].margin == 5 - YEAR
    assert found.sentence() == (
        "Up to 77 people the target holds; with 78 people Rp201,595 short (2027)."
    )
    assert found.sentence("id") == (
        "Sampai 77 orang sasaran tercapai; dengan 78 orang kurang Rp201.595 (2027)."
    )
    exact = solve(people(scenario, "rt_rw"), Bill(77 * YEAR))
    assert exact.value == 77
    assert exact.scenario.segments["rt_rw"].path.members == {"2027-01": 77}


def test_all_groups_share_alike():
    both = {"rt_rw": group(0, 300), "kader": group(0, 100)}
    found = solve(people(small(both)), Bill(40 * YEAR))
    assert found.value == 40
    paths = {
        slug: one.path.members["2027-01"]
        for slug, one in found.scenario.segments.items()
    }
    assert paths == {"rt_rw": 30, "kader": 10}


def test_how_many_months_by_hand():
    # 100 people x 16,800 = 1.68 m a month; 5 m pay for two
    late = {
        "rt_rw": group(months={"first": 10, "last": 12, 2028: {"first": 1, "last": 1}})
    }
    found = solve(months(small(late), "rt_rw"), Bill(5_000_000))
    assert (found.status, found.value) == ("largest", 2)
    assert found.scenario.segments["rt_rw"].months.of(2028) == (10, 11)
    most = solve(months(small(late)), Bill(10 * 1_680_000))
    assert most.scenario.segments["rt_rw"].months.of(2027) == (3, 12)


def test_which_ceiling_by_hand():
    # 10 % more eligible, all insured by 2029: 200, 220, 242 people
    grows = {
        "rt_rw": group(
            200,
            eligible_growth_y=0.1,
            path={"kind": "target", "coverage": 1, "year": 2027},
        )
    }
    scenario = small(grows)
    found = solve(ceiling(scenario), Bill())
    assert (found.status, found.value) == ("smallest", 242 * YEAR)
    assert found.binding[1].year == 2029
    half = solve(ceiling(scenario), Coverage(0.5, 2029, "rt_rw"))
    assert half.value == 121 * YEAR


def test_which_tariff_by_hand():
    # 100 people x 12 months x (10,000 + x) <= 20,000,000: x <= 6,666.67
    found = solve(tariff(small()), Bill(20_000_000))
    assert (found.status, found.value) == ("largest", 6_666)
    own = {"overrides": {"bpu_jkm_idr_m": {"2026-01": 5_000, "2027-06": 9_000}}}
    assert solve(tariff(small(law=own)), Bill(20_000_000)).value == 6_666  # replaced
    later = solve(tariff(small(law=own), month="2028-01"), Bill(20_000_000))
    # 2027: 12 x 10,000 + 5 x 5,000 + 7 x 9,000 = 208,000 a person: above it anyway
    assert later.status == "none"
    assert later.binding[1].year == 2027
    assert later.binding[1].margin == 20_000_000 - 100 * 208_000
    roomy = solve(tariff(small(law=own), month="2028-01"), Bill(21_600_000))
    assert roomy.value == 8_000
    assert roomy.scenario.law.overrides["bpu_jkm_idr_m"] == {
        "2026-01": 5_000,
        "2027-06": 9_000,
        "2028-01": 8_000,
    }


def test_which_start_by_hand():
    # 2029 may cost as much as it likes; 2027 and 2028 100 people and 30 months of 50
    limits = {2027: 100 * YEAR, 2028: 100 * YEAR + 50 * 3 * 16_800, 2029: 10**12}
    scenario = small(budget={"ceiling": {"idr": limits}})
    found = solve(start(scenario, "rt_rw", 150), Bill())
    assert found.status == "smallest"
    assert found.lever.shown(found.value, "en") == "a start in October 2028"
    assert found.binding[1].margin == -50 * 16_800
    covered = solve(start(small(), "rt_rw", 150), Coverage(0.75, 2028))
    assert covered.status == "largest"  # the latest start
    assert covered.lever.shown(covered.value, "id") == "mulai Desember 2028"


def test_no_answer_is_said_and_nothing_raised():
    both = small({"rt_rw": group(), "kader": group()})
    full = solve(people(both, "rt_rw"), Bill(100 * YEAR - 1))
    assert (full.status, full.value, full.scenario) == ("none", None, None)
    assert full.sentence() == (
        "Even with 0 people the target does not hold; Rp1 short (2027)."
    )
    free = solve(people(both, "rt_rw"), Bill(300 * YEAR))
    assert (free.status, free.value) == ("all", None)
    assert free.sentence("id") == (
        "Bahkan dengan 200 orang sasaran tercapai; sisanya Rp0 (2027)."
    )


def test_years_without_a_ceiling_are_free():
    scenario = small(budget={"ceiling": {"idr": {2028: 77 * YEAR}}})
    found = solve(people(scenario, "rt_rw"), Bill())
    assert (found.value, found.binding[1].year) == (77, 2028)


def test_where_nobody_is_eligible_nobody_is_covered():
    nobody = people(small({"rt_rw": group(0, 0)}), "rt_rw")
    assert solve(nobody, Coverage(0.5, 2028)).status == "none"
    assert solve(nobody, Coverage(0, 2028)).status == "all"


def test_a_response_that_turns_has_no_answer():
    class Middle:
        def margin(self, run):
            asked = run.plan.scenario.segments["rt_rw"].path.members["2027-01"]
            return np.full((1, 3), 30.0 - abs(asked - 100))

        def shown(self, gap, lang):
            return str(gap)

    found = solve(people(small(), "rt_rw"), Middle())
    assert (found.status, found.value) == ("unclear", None)
    assert "no single number" in found.sentence()


def random_levers(scenario, rng):
    slug = rng.choice(scenario.segment_names)
    return {
        "people": people(scenario, slug),
        "all": people(scenario),
        "months": months(scenario, rng.choice((None, slug))),
        "start": start(scenario, slug, rng.randint(0, 40)),
    }


def within_reach(lever, rng):
    """A target that some value of the lever meets, most of them just so."""
    scenario = lever.at(rng.randint(lever.low, lever.high))
    found = central(scenario)
    if rng.random() < 0.6:
        return Bill(int(found["uncut_bill_idr"].max()) - rng.randint(0, 1))
    share = round(float(found["coverage_rate"][0, -1]), 3)
    return Coverage(share, scenario.last_year)


@pytest.mark.parametrize("seed", [0, 1, 3, 5, 6, 7, 10])
@pytest.mark.parametrize("name", ["people", "all", "months", "start"])
def test_random_scenarios_against_trying_every_number(seed, name):
    rng = Random(seed)
    scenario = parse_scenario(scenario_text("random", random_scenario(seed)))
    lever = random_levers(scenario, rng)[name]
    target = within_reach(lever, rng)
    found = solve(lever, target)
    memo, values = {}, range(lever.low, lever.high + 1)
    every = [holds(lever.at(value), target, memo) for value in values]
    for value, trial in found.trials.items():
        assert trial.holds == every[value - lever.low], value
    one_way = every in (sorted(every), sorted(every, reverse=True))
    if found.status in ("all", "none"):
        assert {every[0], every[-1]} == {found.status == "all"}
    elif found.status == "unclear":
        assert not one_way
    else:
        assert every[found.value - lever.low]
        assert not every[found.next_one - lever.low]
        count = sum(every)
        expected = lever.low + count - 1, lever.high - count + 1
        assert not one_way or found.value == expected[found.status == "smallest"]


@pytest.mark.parametrize("seed", range(6))
def test_rupiah_are_exact_on_random_scenarios(seed):
    scenario = parse_scenario(scenario_text("random", random_scenario(seed)))
    found = solve(ceiling(scenario), Bill())
    largest = project(scenario).series("uncut_bill_idr").max()
    assert (found.value or 0) == largest
    if largest:
        assert not holds(found.lever.at(found.value - 1), Bill())


@pytest.mark.parametrize(
    ("confidence", "percentile"), [(0.5, 0.5), (0.9, 0.1), (0.99, 0.01)]
)
def test_an_uncertain_ceiling_by_its_percentile(confidence, percentile):
    unsure = {"uniform": [100 * YEAR, 180 * YEAR]}
    scenario = small(budget={"ceiling": {"idr": {2027: unsure}}})
    lever = people(scenario, "rt_rw")
    found = solve(lever, Bill(), confidence=confidence)
    assert found.value == pytest.approx(100 + 80 * percentile, abs=3)
    for value, kept in ((found.value, True), (found.next_one, False)):
        drawn = project(lever.at(value).model_copy(update={"draws": 2000})).draws
        fits = (drawn["uncut_bill_idr"] <= drawn["ceiling_idr"]).groupby(drawn["draw"])
        assert (fits.all().mean() >= confidence) == kept


@pytest.mark.parametrize("seed", range(5))
def test_forward_on_draws_of_random_scenarios(seed):
    rng = Random(seed)
    fields = with_ranges(random_scenario(seed), seed)
    scenario = parse_scenario(scenario_text("random", fields))
    lever = random_levers(scenario, rng)["all"]
    answers = [solve(lever, Bill(), confidence=c, draws=300) for c in (0.5, 0.9)]
    assert (answers[0].value or 0) >= (answers[1].value or 0)
    for found in answers:
        for value, trial in found.trials.items():
            run = project(lever.at(value).model_copy(update={"draws": 300})).draws
            fits = run["uncut_bill_idr"] <= run["ceiling_idr"].fillna(np.inf)
            share = fits.groupby(run["draw"]).all().mean()
            assert trial.holds == (share >= found.confidence), value


def test_coverage_on_draws():
    unsure = {"rt_rw": group(0, {"uniform": [150, 250]})}
    lever = people(small(unsure), "rt_rw")
    found = solve(lever, Coverage(0.5, 2028, "rt_rw"), confidence=0.9)
    assert found.value == pytest.approx(120, abs=2)  # half of 240, the 90th of 100
    assert found.status == "smallest"
    for value, kept in ((found.value, True), (found.next_one, False)):
        run = project(lever.at(value).model_copy(update={"draws": 2000})).draws
        last = run[run["year"] == 2028]
        share = (last["members_end"] * 2 >= last["eligible"]).mean()
        assert (share >= 0.9) == kept


def test_every_draw_weighs_the_same(monkeypatch):
    # in blocks of two draws, those of two equal ones are computed as one
    monkeypatch.setattr("analysis.model.draws.BLOCK", 2)
    rare = {"rt_rw": group({"choice": [[100, 0.7], [150, 0.3]]})}
    scenario = small(rare)
    drawn = project(scenario.model_copy(update={"draws": 100})).draws
    few = (drawn[drawn["year"] == 2027]["members_end"] == 100).sum()
    assert 60 < few < 80
    lever, limit = months(scenario), Bill(100 * YEAR)
    found = solve(lever, limit, confidence=few / 100, draws=100)
    assert found.status == "all"
    found = solve(lever, limit, confidence=(few + 1) / 100, draws=100)
    assert (found.status, found.value) == ("largest", 8)  # 150 people x 8 months


def test_what_is_certain_is_the_same_in_every_draw():
    found = solve(people(small(), "rt_rw"), Bill(77 * YEAR), confidence=0.9)
    assert found.value == 77


def test_a_shipped_scenario_inverts():
    scenario = load_scenario("cilegon-ceiling")
    found = solve(people(scenario), Bill())
    assert found.status == "largest"
    assert holds(found.scenario, Bill())
    assert not holds(found.lever.at(found.next_one), Bill())


def refused(call):
    with pytest.raises(ScenarioError) as error:
        call()
    assert error.value.message("id") != error.value.message("en")
    return error.value.message("en")


def test_bad_questions_are_refused_with_a_remedy():
    scenario = small()
    assert "Perhaps you mean `rt_rw`" in refused(lambda: people(scenario, "rt_rv"))
    assert "no such group" in refused(lambda: start(scenario, "kader", 5))
    assert "rupiah a person and month" in refused(
        lambda: tariff(scenario, "pu_jkm_rate")
    )
    lever = people(scenario, "rt_rw")
    assert "no ceiling" in refused(lambda: solve(lever, Bill()))
    late = small(budget={"ceiling": {"idr": {2040: 1}}})
    assert "no ceiling" in refused(lambda: solve(people(late), Bill()))
    for target in (
        Coverage(0.5, 2030),
        Coverage(1.2, 2028),
        Coverage(0.5, 2028, "kader"),
    ):
        assert "share of 0 to 1" in refused(lambda t=target: solve(lever, t))
    many = start(scenario, "rt_rw", 10**9)
    assert "members.2027-01" in refused(lambda: solve(many, Bill(1)))


@pytest.mark.parametrize(("confidence", "draws"), [(0, 9), (1.1, 9), (0.5, 0)])
def test_bad_confidence_is_refused(confidence, draws):
    lever = people(small(), "rt_rw")
    with pytest.raises(ValueError, match="above 0 and at most at 1"):
        solve(lever, Bill(1), confidence=confidence, draws=draws)


def one_by_one(people, weights):
    found = [0] * len(weights)
    for _ in range(people):
        claims = [
            Fraction(2 * w, 2 * n + 1) for w, n in zip(weights, found, strict=True)
        ]
        found[claims.index(max(claims))] += 1
    return found


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6), st.data())
def test_places_are_shared_out_one_by_one(weights, data):
    people = data.draw(st.integers(0, sum(weights)))
    found = shared_out(people, weights)
    assert found == one_by_one(people, weights)
    assert sum(found) == people
    assert shared_out(sum(weights), weights) == weights


def test_each_number_is_tried_once():
    asked = []

    def at(value):
        asked.append(value)
        return lever.at(value)

    lever = people(small(), "rt_rw")
    counting = Lever("people", lever.low, lever.high, at, lever.shown)
    found = solve(counting, Bill(77 * YEAR))
    assert len(asked) == len(found.trials) + 2  # the ends are also checked as files
    assert len(found.trials) <= 9 + 8  # nine probes, log2(200) steps
