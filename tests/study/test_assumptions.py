"""The register: everything marked is in it once, and stands as it is written."""

from fractions import Fraction
from functools import cache

import pytest
import yaml

from analysis import paths
from analysis.evidence import ledger
from analysis.evidence.settlements import judgements
from analysis.law import parameters
from analysis.law.parameters import load_law, structure
from analysis.quantity import Quantity
from analysis.scenario.load import load_scenario
from analysis.study.assumed_figures import of_scenarios, of_settlements
from analysis.study.assumptions import (
    QUALITY,
    Assumption,
    alternatives,
    of_law,
    of_structure,
)
from analysis.study.impact import Trial
from analysis.study.measured import Measured, assumptions

NEW = """
invented_share:
  title: {id: "Bagian rekaan", en: "An invented share"}
  unit: share
  bounds: [0, 1]
  values:
    - from: "2015-07"
      value: {uniform: [0.1, 0.2]}
      mark: assumed
      basis: "uji"
      confidence: A
      note: {id: "Hanya untuk uji.", en: "For a test only."}
"""


@cache
def scenarios():
    files = sorted(paths.SCENARIOS.glob("*.yaml"))
    return {file.stem: load_scenario(file) for file in files}


@cache
def listed():
    return assumptions(scenarios())


def written_as_assumed(node, path=()):
    """Paths of everything a parameter file marks as assumed, read as plain YAML."""
    if isinstance(node, dict):
        if node.get("mark") == "assumed":
            yield (*path, str(node.get("from", "")))
        for key, value in node.items():
            yield from written_as_assumed(value, (*path, key))
    elif isinstance(node, list):
        for item in node:
            yield from written_as_assumed(item, path)


def from_the_files(folder):
    """Name and first month of every assumed value, cell of a profile: no month."""
    found = []
    for file in sorted(folder.glob("*.yaml")):
        tree = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
        for path in written_as_assumed(tree):
            if file.stem == "profiles":
                found.append((f"profiles.{path[0]}.{path[1]}", ""))
            else:
                found.append((path[0], path[-1]))
    return found


def names(found):
    """Name and first month of the assumed values of the law in a register."""
    law = load_law()
    for one in found:
        if one.mark == "assumed" and one.kind in ("parameter", "profile"):
            name, _, month = one.key.partition("@")
            if one.kind == "parameter" and not month:
                month = law.parameter(name).entries[0].from_month
            yield name, month


def test_every_assumed_value_is_listed_once():
    expected = from_the_files(paths.PARAMETERS)
    assert len(expected) > 60
    assert sorted(names(listed())) == sorted(expected)


def test_a_new_assumed_value_is_listed(tmp_path, monkeypatch):
    import shutil

    folder = tmp_path / "parameters"
    shutil.copytree(paths.PARAMETERS, folder)
    with (folder / "claims.yaml").open("a", encoding="utf-8") as file:
        file.write(NEW)
    monkeypatch.setattr(paths, "PARAMETERS", folder)
    (new,) = [one for one in of_law(load_law()) if one.key == "invented_share"]
    assert (new.mark, new.quality) == ("assumed", "D")
    assert new.ends == (Fraction("0.1"), Fraction("0.2"))
    assert new.note["en"] == "For a test only."


def test_every_mark_of_a_scenario_is_listed_once():
    written = {}
    for file in paths.SCENARIOS.glob("*.yaml"):
        tree = yaml.safe_load(file.read_text(encoding="utf-8"))
        for key in tree.get("assumed", {}):
            written[f"{file.stem}: {key}"] = 1
    found = [o.key for o in listed() if o.kind == "scenario" and o.mark == "assumed"]
    assert sorted(found) == sorted(written)


def test_every_judgement_is_listed_once():
    found = [one.key for one in of_settlements(judgements())]
    assert found == [f"settlement: {one.name}" for one in judgements()]


def test_keys_are_unique():
    keys = [one.key for one in listed()]
    assert len(keys) == len(set(keys))


def lies_inside(one: Assumption) -> bool:
    """Whether what is used is one of the ends or between them, where they say so."""
    words = any(isinstance(end, str) for end in one.ends)
    if isinstance(one.value, dict) or not one.ends or one.kind == "settlement":
        return True
    if isinstance(one.value, str) and not words:  # a wage called "umk"
        return True
    return min(one.ends) <= one.value <= max(one.ends) or one.value in one.ends


def test_what_is_used_lies_in_its_range():
    assert [one.key for one in listed() if not lies_inside(one)] == []


def test_each_says_why_and_rests_on_something_known():
    for one in listed():
        assert all(one.title.values()), one.key
        assert all(one.note.values()), one.key
        assert one.quality in QUALITY
        assert (paths.ROOT / one.file).is_file(), one.key
        known = parameters.sources()
        for source in set(one.sources) - set(known):
            assert ledger.claim(source)["claim_id"] == source


def test_structure_stands_where_it_says():
    for one in structure().values():
        text = (paths.ROOT / one.where).read_text(encoding="utf-8")
        assert one.words in text, f"{one.name}: not in {one.where}"


def test_structure_can_be_tried_in_every_baseline():
    tried = [one for one in of_structure(structure()) if not one.acts]
    assert tried
    for one in tried:
        for scenario in scenarios().values():
            assert one.tries(scenario), one.key


def test_a_variant_repeats_nothing_of_its_parent():
    found = {one.key for one in of_scenarios(scenarios(), load_law())}
    assert "cilegon-ceiling: budget.ceiling" in found
    assert "cilegon-ceiling: segments.pekerja_informal.eligible" not in found


def exact(*numbers):
    return tuple(map(Fraction, numbers))


@pytest.mark.parametrize(
    ("value", "ends"),
    [
        (Quantity("percentiles", exact("0.1", "0.3", "0.7")), exact("0.1", "0.7")),
        (Quantity("uniform", exact("1", "2")), exact("1", "2")),
        (Quantity("choice", exact("0", "1"), exact("0.5", "0.5")), exact("0", "1")),
        # mean -+ 1.2816 sd
        (Quantity("normal", exact("0.05", "0.02")), exact("0.0244", "0.0756")),
        (Quantity.exact(3), ()),
    ],
)
def test_ends_of_a_range(value, ends):
    assert alternatives(value) == ends


def test_a_range_of_one_point_is_none():
    assert alternatives(Quantity.exact(3), exact("3", "3")) == ()
    assert alternatives("a", ("a", "b")) == ("a", "b")


def assumption(**given):
    fields = {"key": "k", "kind": "parameter", "mark": "assumed", "title": {}}
    fields |= {"note": {}, "unit": "", "file": "", "value": 1, "ends": (0, 2)}
    return Assumption(**{**fields, **given})


@pytest.mark.parametrize(
    ("given", "quality"),
    [
        ({}, "D"),
        ({"sources": ("S01",)}, "C"),
        ({"confidence": "D"}, "C"),
        ({"confidence": "U"}, "D"),
        ({"mark": "derived", "confidence": "D"}, "B"),
        ({"mark": "published", "confidence": "N"}, "B"),
        ({"mark": "derived", "confidence": "V"}, "A"),
    ],
)
def test_quality_follows_by_rule(given, quality):
    assert assumption(**given).quality == quality


def measured(size, **given):
    changes = {"bill": size, "claims": 0.0, "breach": 1.0}
    return Measured(assumption(**given), (Trial("s", 1, changes, ("bill",)),))


@pytest.mark.parametrize(
    ("size", "impact"),
    [
        *((0.5, "over 10%"), (-0.5, "over 10%"), (0.1, "1-10%"), (0.011, "1-10%")),
        *((-0.01, "under 1%"), (1e-6, "under 1%"), (0.0, "none")),
    ],
)
def test_impact_is_the_largest_change(size, impact):
    assert measured(size).impact == impact


def test_what_was_not_tried_says_so():
    assert Measured(assumption()).impact == "not used"
    assert Measured(assumption(ends=())).impact == "not measured"
    still = (Trial("s", 1, {"bill": 0.0}, ()),)
    assert Measured(assumption(), still, {"s": (0.1, -0.3)}).impact == "ranges"
    assert Measured(assumption(), still, {"s": (0.0, 0.0)}).impact == "none"


def test_the_least_known_of_the_most_telling_stands_first():
    rows = [
        measured(0.05, key="small"),
        measured(0.2, key="known", sources=("S01",)),
        measured(0.15, key="unknown"),
        measured(0.9, key="more unknown"),
    ]
    rows.sort(key=lambda row: row.rank)
    found = [row.assumption.key for row in rows]
    assert found == ["more unknown", "unknown", "known", "small"]
