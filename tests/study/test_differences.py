"""Runs side by side: parts that add up, years that differ, what a folder held."""

from itertools import pairwise

import numpy as np
import pytest

from analysis import paths
from analysis.errors import ScenarioError
from analysis.model.projection import project
from analysis.run.comparison import families
from analysis.scenario.load import load_scenario, parse_scenario
from analysis.study import differences, together
from analysis.study.differences import TOTAL, Split
from minimal import scenario_text

PER_MONTH = 16_800


def small(name="small", members=100, **fields):
    group = {
        "eligible": 400,
        "members": members,
        "tariff": {"kind": "bpu"},
        "path": {"kind": "hold"},
    }
    given = {"first_year": 2027, "years": 2, "segments": {"rt_rw": group}, **fields}
    return parse_scenario(scenario_text(name, given))


def run(name="small", members=100, **fields):
    return project(small(name, members, **fields))


def shipped(name):
    return project(load_scenario(name, draws=0))


def ceiling(idr):
    return {"budget": {"ceiling": {"idr": {2027: idr}}}}


def test_people_and_ceiling_by_hand():
    # 100 people cost 20.16 million a year, 300 people 60.48, under a line of 10.08:
    # neither 20.16, the line alone 10.08, people alone 60.48, both 10.08
    first, second = run(), run("wide", 300, **ceiling(10_080_000))
    (one,) = differences.differences([first, second])
    parts = one.bill_idr.loc[2027]
    alone = {"people": 60_480_000 - 20_160_000, "budget": 10_080_000 - 20_160_000}
    last = {"people": 0, "budget": 10_080_000 - 60_480_000}
    assert {name: parts[name] for name in alone} == {
        name: (alone[name] + last[name]) / 2 for name in alone
    }
    assert parts[TOTAL] == 10_080_000 - 20_160_000
    assert one.uncut_idr.loc[2027].to_dict() == {
        "people": 40_320_000,
        "budget": 0,
        TOTAL: 40_320_000,
    }
    assert one.told == ["people", "budget", TOTAL]
    assert (one.steps, one.years) == (None, [2027, 2028])


def test_a_change_of_nothing_differs_by_exactly_nothing():
    (one,) = differences.differences([run(), run("same")])
    assert (one.causes, one.told) == ([], [TOTAL])
    for frame in (one.bill_idr, one.uncut_idr, one.members):
        assert (frame == 0).all(axis=None)


def parts_add_up(one: Split) -> None:
    for frame in (one.bill_idr, one.uncut_idr, one.members):
        if len(frame.columns) == 1:
            continue
        parts = frame.drop(columns=TOTAL)
        scale = parts.abs().sum(axis=1).clip(lower=1)
        assert ((parts.sum(axis=1) - frame[TOTAL]).abs() <= 1e-9 * scale).all()
    last = one.years[-1], one.reference_years[-1]
    for frame, variable, dimensions in (
        (one.bill_idr, "contributions_idr", {"funder": "apbd"}),
        (one.uncut_idr, "uncut_bill_idr", {}),
        (one.members, "members_end", {}),
    ):
        after = one.run.series(variable, **dimensions)[last[0]]
        before = one.reference.series(variable, **dimensions)[last[1]]
        assert frame.loc[last[0], TOTAL] == pytest.approx(after - before, rel=1e-12)


FAMILIES = families(sorted(paths.SCENARIOS.glob("*.yaml")))


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family[0].stem)
def test_every_shipped_family_adds_up(family):
    runs = [shipped(path.stem) for path in family]
    for one in differences.differences(runs):
        assert one.steps is None
        parts_add_up(one)


@pytest.mark.parametrize(
    ("first", "second", "why", "pair"),
    [
        ("cilegon-baseline", "serang-baseline", "regions", (2036, 2036)),
        ("cilegon-baseline", "cilegon-replay", "years", (2028, 2028)),
        ("cirebon-baseline", "cirebon-replay", "years", (2036, 2026)),
    ],
)
def test_where_nothing_can_be_mixed_the_bridge_stands_in(first, second, why, pair):
    runs = [shipped(first), shipped(second)]
    (one,) = differences.differences(runs)
    assert why in one.steps["en"]
    assert (one.reference_years[-1], one.years[-1]) == pair
    assert one.causes[0] == "spreadsheet_bill_idr"
    parts_add_up(one)
    gaps = np.diff(one.reference_years), np.diff(one.years)
    assert all((gap == 1).all() for gap in gaps)


def test_old_debt_is_a_step_where_one_run_has_it():
    kept, owing = shipped("cilegon-ceiling"), shipped("cilegon-arrears")
    frame = differences.steps(kept, owing)
    assert frame.loc[2028, "bridge_arrears_idr"] > 0
    parts = frame.drop(columns=TOTAL).sum(axis=1)
    assert parts.tolist() == pytest.approx(frame[TOTAL].tolist())
    assert "bridge_arrears_idr" not in differences.steps(kept, kept)


def test_the_year_a_bill_crosses_its_ceiling():
    # 100 people for a year: 20,160,000; people grow, the line does not
    path = {"kind": "schedule", "members": {2028: 101}}
    groups = {
        "rt_rw": {
            "eligible": 400,
            "members": 100,
            "tariff": {"kind": "bpu"},
            "path": path,
        }
    }
    growing = {"segments": groups, **ceiling(20_160_000)}
    assert together.crossed(run(**growing)) == 2028
    assert together.crossed(run(**ceiling(20_159_999))) == 2027
    assert together.crossed(run(**ceiling(20_160_000))) is None
    assert together.crossed(run()) is None


def test_what_is_not_like_with_like_is_said_in_both_languages():
    alike = [run(), run("more", 101)]
    assert together.warnings(alike) == []
    far = [run(), run("far", first_year=2028, region="3673")]
    found = together.warnings(far)
    assert [text["en"].split()[1] for text in found] == ["places", "years"]
    assert "Kota Cilegon, Kota Serang" in found[0]["id"]
    assert "2027-2028, 2028-2029" in found[1]["id"]
    seeds = [run(draws=2), run("other", draws=2, seed=1)]
    assert "seeds differ" in together.warnings(seeds)[0]["en"]
    without_draws = [run(), run("other", seed=1)]
    assert together.warnings(without_draws) == []


def held(**fields):
    bills = {"2027": 5.0, "2028": 6.0}
    given = {"name": "then", "made": "2025-01-02", "changed": [], "bill_idr": bills}
    return together.read_stored({**given, **fields})


def test_a_run_folder_is_computed_again_and_its_bill_kept():
    runs = together.projected([small(), small()], [None, held(changed=["code"])])
    assert [one.scenario.name for one in runs] == ["small", "then"]
    assert together.stored(runs[0]) is None
    assert together.stored(runs[1]).bill_idr == {2027: 5, 2028: 6}
    (warning,) = together.warnings(runs)
    assert "then was made on 2025-01-02" in warning["en"]
    assert "the program" in warning["en"]
    assert "program" in warning["id"]
    table = differences.rows(runs).query("variable == 'stored_bill_idr'")
    assert table[["scenario", "year", "value"]].to_numpy().tolist() == [
        ["then", "2027", 5],
        ["then", "2028", 6],
    ]
    unchanged = together.projected([small(), small()], [None, held()])
    assert together.warnings(unchanged) == []


def test_every_number_is_a_row_of_the_long_table():
    runs = [run(), run("wide", 300, **ceiling(10_080_000))]
    (one,) = differences.differences(runs)
    found = differences.rows(runs).set_index(["variable", "year"])["value"]
    for stem, unit, frame in (
        ("bill_difference", "_idr", one.bill_idr),
        ("uncut_bill_difference", "_idr", one.uncut_idr),
        ("members_difference", "", one.members),
    ):
        for cause, values in frame.items():
            for year, value in values.items():
                assert found[f"{stem}_{cause}{unit}", str(year)] == value
    assert found["ceiling_crossed_year", "all"] == 2027
    assert len(found) == len(found.index.unique())


@pytest.mark.parametrize("names", [("small",), ("small", "small")])
def test_fewer_than_two_different_runs_are_refused(names):
    with pytest.raises(ScenarioError) as error:
        differences.differences([run(name) for name in names])
    assert "two different" in error.value.message("en")
    assert "dua skenario" in error.value.message("id")


def test_many_runs_are_set_against_the_first():
    runs = [run(f"with-{members}", members) for members in range(100, 115)]
    found = differences.differences(runs)
    changes = [one.members.loc[2028, TOTAL] for one in found]
    assert changes == list(range(1, 15))
    totals = [one.bill_idr.loc["all", TOTAL] for one in found]
    assert all(b - a == 24 * PER_MONTH for a, b in pairwise(totals))


def test_a_difference_is_worked_out_again_for_another_reference():
    first, second, third = run(), run("more", 110), run("most", 120)
    (_, before) = differences.differences([first, second, third])
    (after, _) = differences.differences([second, third, first])
    assert before.members.loc[2028, TOTAL] == 20
    assert after.members.loc[2028, TOTAL] == 10
