"""Variants and --set: what they replace, what they keep, whose value it is."""

from __future__ import annotations

from fractions import Fraction

import pytest
from scenario_texts import BASE

from analysis.errors import ScenarioError
from analysis.quantity import Quantity
from analysis.scenario.load import load_scenario, parse_scenario

PARENT = (
    BASE
    + """\
    months: {first: 2, last: 11}
    exits: [{kind: pppk, year: 2027, share: 0.1}]
  kader:
    eligible: {median: 100, p10: 90, p90: 120}
    members: 90
    tariff: {kind: pu, reported_wage: umk, risk_group: 2}
    path: {kind: schedule, members: {2027: 95, 2028: 99}}
budget:
  base_idr: {2026: 1000000000}
  ceiling: {idr: {2026: 900}}
assumed:
  segments.kader.members: {low: 80, high: 100, why: {id: "a", en: "a"}}
"""
)
CHILD = """\
schema: 1
name: anak
extends: uji
why: {id: "Uji.", en: "Test."}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "uji.yaml").write_text(PARENT, encoding="utf-8")
    return tmp_path


def child(folder, lines, **overrides):
    (folder / "anak.yaml").write_text(CHILD + lines, encoding="utf-8")
    return load_scenario(folder / "anak.yaml", **overrides)


def refused(folder, lines, **overrides):
    with pytest.raises(ScenarioError) as caught:
        child(folder, lines, **overrides)
    assert caught.value.exit_code == 3
    return caught.value


def test_an_empty_variant_equals_its_parent(folder):
    parent = load_scenario(folder / "uji.yaml").resolved()
    variant = child(folder, "").resolved()
    own = {"name", "extends", "why"}
    assert {k: v for k, v in variant.items() if k not in own} == {
        k: v for k, v in parent.items() if k not in own
    }


def test_mappings_merge_key_by_key(folder):
    variant = child(folder, "segments: {rt_rw: {months: {first: 3}, members: 7}}")
    segment = variant.segments["rt_rw"]
    assert segment.months.of(2027) == (3, 11)
    assert segment.members == Quantity.exact(7)
    assert segment.eligible == Quantity.exact(1528)
    assert list(variant.segments) == ["rt_rw", "kader"]


def test_a_path_of_the_same_kind_merges_and_a_year_is_its_january(folder):
    new = '{"2028-01": 50, 2029: 60}'
    variant = child(
        folder,
        f"segments: {{kader: {{path: {{kind: schedule, members: {new}}}}}}}",
    )
    members = variant.segments["kader"].path.members
    assert members == {"2027-01": 95, "2028-01": 50, "2029-01": 60}


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (
            "segments: {kader: {path: {kind: target, coverage: 0.9, year: 2028}}}",
            lambda s: s.segments["kader"].path.kind == "target",
        ),
        (
            "segments: {kader: {tariff: {kind: bpu}}}",
            lambda s: s.segments["kader"].tariff.reported_wage is None,
        ),
        (
            "segments: {kader: {eligible: {uniform: [95, 110]}}}",
            lambda s: s.segments["kader"].eligible.kind == "uniform",
        ),
        (
            "segments: {kader: {eligible: {p90: 150}}}",
            lambda s: s.segments["kader"].eligible.numbers == (90, 100, 150),
        ),
        (
            "segments: {kader: {eligible: 105}}",
            lambda s: s.segments["kader"].eligible.central == 105,
        ),
        (
            "budget: {ceiling: {share: 0.5}}",
            lambda s: s.budget.ceiling.idr is None,
        ),
        ("budget: {ceiling: null}", lambda s: s.budget.ceiling is None),
        ("segments: {rt_rw: {exits: []}}", lambda s: s.segments["rt_rw"].exits == ()),
        (
            "segments: {rt_rw: {months: null}}",
            lambda s: s.segments["rt_rw"].months.of(2027) == (1, 12),
        ),
        ("segments: {kader: null}", lambda s: list(s.segments) == ["rt_rw"]),
        (
            "budget: {ceiling: {idr: {2026: null, 2027: 5}}}",
            lambda s: list(s.budget.ceiling.idr) == [2027],
        ),
    ],
)
def test_what_a_variant_replaces(folder, lines, read):
    assert read(child(folder, lines))


def test_a_grandchild(folder):
    child(folder, "years: 7")
    text = CHILD.replace("name: anak", "name: cucu").replace("uji", "anak")
    (folder / "cucu.yaml").write_text(text + "draws: 5", encoding="utf-8")
    scenario = load_scenario(folder / "cucu.yaml")
    assert (scenario.years, scenario.draws) == (7, 5)
    assert scenario.provenance["years"] == "file anak.yaml line 5"
    assert scenario.provenance["region"] == "file uji.yaml line 4"


def test_inherited_marks_fall_where_the_variant_sets_the_value(folder):
    assert "segments.kader.members" in child(folder, "").marks
    assert not child(folder, "segments: {kader: {members: 50}}").marks
    assert not child(folder, "", **{"segments.kader.members": 50}).marks
    assert not child(folder, "segments: {kader: null}").marks


def test_a_variant_marks_an_inherited_value(folder):
    mark = "segments.rt_rw.members: {low: 1, high: 2000, why: {id: b, en: b}}"
    variant = child(folder, f"assumed: {{{mark}}}")
    assert set(variant.marks) == {"segments.kader.members", "segments.rt_rw.members"}


def test_a_variant_must_say_why(folder):
    with (folder / "uji.yaml").open("a", encoding="utf-8") as parent:
        parent.write('why: {id: "a", en: "b"}\n')
    (folder / "anak.yaml").write_text("name: anak\nextends: uji\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(folder / "anak.yaml")
    assert [problem.where for problem in caught.value.problems] == ["why"]
    assert caught.value.problems[0].file.startswith("anak.yaml")  # not its parent's
    assert "must say why" in caught.value.message("en")
    assert "alasannya" in caught.value.message("id")


def test_a_variant_has_its_own_name(folder):
    (folder / "anak.yaml").write_text(
        CHILD.replace("name: anak\n", ""), encoding="utf-8"
    )
    with pytest.raises(ScenarioError) as caught:
        load_scenario(folder / "anak.yaml")
    assert [problem.where for problem in caught.value.problems] == ["name"]


def test_a_problem_names_the_file_it_stands_in(folder):
    (folder / "uji.yaml").write_text(
        PARENT.replace("members: 90", "members: 9,0"), encoding="utf-8"
    )
    error = refused(folder, "years: 0")
    files = [problem.file for problem in error.problems]
    assert files == ["anak.yaml:5", "uji.yaml:17"]


EXTENDS = {
    "itself": ("anak", "anak -> anak", "circle", "berputar"),
    "nobody": ("uij", "uij", "`uji`", "`uji`"),
    "a folder above": ("../uji", "../uji", "names no folder", "tanpa folder"),
    "an absolute path": ("/etc/passwd", "/etc/passwd", "letters", "huruf"),
}


@pytest.mark.parametrize("case", EXTENDS)
def test_a_parent_that_cannot_be(case, folder):
    parent, found, english, indonesian = EXTENDS[case]
    (folder / "anak.yaml").write_text(
        CHILD.replace("extends: uji", f"extends: {parent}"), encoding="utf-8"
    )
    with pytest.raises(ScenarioError) as caught:
        load_scenario(folder / "anak.yaml")
    problem = caught.value.problems[0]
    assert (problem.file, problem.where) == ("anak.yaml:3", "extends")
    assert problem.found == found
    assert english in problem.sentence("en")
    assert indonesian in problem.sentence("id")


def test_a_circle_of_two(folder):
    child(folder, "")
    (folder / "uji.yaml").write_text(PARENT + "extends: anak\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(folder / "anak.yaml")
    problem = caught.value.problems[0]
    assert problem.found == "anak -> uji -> anak"
    assert problem.file.startswith("uji.yaml:")


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("budget.when_short", "months", lambda s: s.budget.when_short == "months"),
        ("region", "3673", lambda s: s.region == "3673"),
        ("region", '"3673"', lambda s: s.region == "3673"),
        ("years", 5, lambda s: s.years == 5),
        ("years", "5", lambda s: s.years == 5),
        ("budget.revised", True, lambda s: s.budget.revised),
        (
            "wage_growth_y",
            0.00001,
            lambda s: s.wage_growth_y.central == Fraction(1, 100_000),
        ),
        (
            "wage_growth_y",
            Fraction("0.06"),
            lambda s: s.wage_growth_y.central == Fraction("0.06"),
        ),
        ("segments.kader", None, lambda s: list(s.segments) == ["rt_rw"]),
        (
            "segments.rt_rw.exits.0.share",
            "0.2",
            lambda s: (
                s.segments["rt_rw"].exits[0].share == Quantity.exact("0.2")
                and s.segments["rt_rw"].exits[0].year == 2027
            ),
        ),
        (
            "segments.kader.path",
            {"kind": "target", "coverage": 0.95, "year": 2028},
            lambda s: s.segments["kader"].path.coverage == Quantity.exact("0.95"),
        ),
        (
            "law.overrides.bpu_jkm_idr_m.2027-01",
            "13471",
            lambda s: s.law.overrides == {"bpu_jkm_idr_m": {"2027-01": 13471}},
        ),
        (
            "segments.kader.path.members.2028-01",
            "1",
            lambda s: s.segments["kader"].path.members["2028-01"] == 1,
        ),
    ],
)
def test_values_set_from_outside(folder, key, value, read):
    scenario = load_scenario(folder / "uji.yaml", **{key: value})
    assert read(scenario)


def test_a_set_value_is_named_as_such(folder):
    scenario = load_scenario(folder / "uji.yaml", years=5)
    assert scenario.provenance["years"] == "--set"


@pytest.mark.parametrize(
    ("key", "value", "where", "words"),
    [
        ("budget.wen_short", "months", "budget.wen_short", "`when_short`"),
        ("years", 200, "years", "between 1 and 40"),
        ("years", 2.5, "years", "whole"),
        ("segments.rt_rw.eligible", "16.800", "segments.rt_rw.eligible", "16800"),
        ("segments.rt_rw.exits.7.share", "0.2", "segments.rt_rw.exits", "list"),
        ("region", "36.72", "region", '"3672"'),
        ("", "1", "", "budget.when_short=months"),
        ("budget..base", "pad", "budget..base", "budget.when_short=months"),
        ("extends", "lain", "extends", "cannot be set"),
        ("title.id", "{", "", "YAML"),
        ("title.id", "3672010101010001", "", "16-digit"),
    ],
)
def test_a_bad_value_from_outside(folder, key, value, where, words):
    with pytest.raises(ScenarioError) as caught:
        load_scenario(folder / "uji.yaml", **{key: value})
    problem = caught.value.problems[0]
    assert problem.file.startswith("--set")
    assert problem.where == where
    assert words in problem.sentence("en")


def test_a_text_finds_its_parent_beside_the_file_it_names(folder):
    scenario = parse_scenario(CHILD, file=str(folder / "anak.yaml"))
    assert scenario.region == "3672"
