"""Scenarios drawn by hypothesis: valid ones run and hold, spoilt ones are refused.

A valid one is written as a file, read, projected; every identity must hold. A spoilt
one has a value, a key or a line that a planner, a program or a bad intention might
write; it is read, or refused with a message in both languages, and nothing else.
"""

from __future__ import annotations

import string
from copy import deepcopy

import pytest
import yaml
from fuzz_bytes import TOKENS
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from analysis.errors import ScenarioError
from analysis.model.projection import project
from analysis.scenario.load import parse_scenario
from faults import driver
from minimal import QuotedText, scenario_text
from random_scenarios import random_scenario, with_ranges

DRAWS = 6
QUICK = [Phase.explicit, Phase.generate]  # a run is too slow to shrink many times
chances = st.randoms(use_true_random=False)


@st.composite
def scenarios(draw):
    """The fields of a valid scenario, with ranges; every key of a file may be there."""
    chance = draw(chances)
    fields = random_scenario(chance)
    return with_ranges(fields, chance) if draw(st.booleans()) else fields


def read(fields, **overrides):
    return parse_scenario(scenario_text("fuzzed", fields), "fuzzed.yaml", **overrides)


@pytest.mark.fault("N9", "N10", "N12")
@settings(max_examples=20, phases=QUICK)
@given(scenarios())
def test_a_valid_scenario_runs_and_holds_every_identity(fields):
    results = project(read(fields, draws=DRAWS))
    found = results.identities().set_index("identity")
    assert found["holds"].all(), found
    table = results.table
    assert table["value"].abs().lt(float("inf")).all()
    coverage = table[table["variable"].isin(["coverage_rate", "target_coverage_rate"])]
    assert coverage["value"].between(0, 1).all()
    wide = table[table["statistic"].str.startswith("p")].pivot(
        index=[c for c in table if c not in ("statistic", "value")],
        columns="statistic",
        values="value",
    )
    assert len(wide)
    assert not (wide.diff(axis=1) < 0).any(axis=None)  # p05 <= p10 <= ... <= p95


@settings(max_examples=40)
@given(scenarios())
def test_written_out_and_read_again_it_is_the_same(fields):
    scenario = read(fields)
    again = parse_scenario(scenario.yaml_text(), "again.yaml")
    assert again.resolved() == scenario.resolved()


JUNK = st.one_of(
    st.sampled_from([token.decode("utf-8", "replace") for token in TOKENS]),
    st.text(max_size=40),
    st.text(string.digits + ".,-+eE_%/: ", min_size=1, max_size=30),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.booleans(),
    st.none(),
    st.just([]),
    st.just({}),
    st.dictionaries(st.text(max_size=8), st.integers(), max_size=3),
    st.lists(st.one_of(st.integers(), st.text(max_size=8)), max_size=5),
    st.just({"uniform": [2, 1]}),
    st.just({"choice": [[1, 0.4], [2, 0.4]]}),
    st.just({"normal": [1, -1]}),
)


def places(node, path=()):
    """Yield the key path of everything below a node."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in pairs:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


@st.composite
def spoilt(draw):
    """The fields of a scenario with one to three things wrong, perhaps."""
    fields = deepcopy(draw(scenarios()))
    for _ in range(draw(st.integers(1, 3))):
        *above, last = draw(st.sampled_from(sorted(places(fields), key=repr)))
        holder = fields
        for key in above:
            holder = holder[key]
        how = draw(
            st.sampled_from(["value", "value", "value", "gone", "more", "twice"])
        )
        if how == "gone":
            del holder[last]
        elif how == "value":
            holder[last] = deepcopy(draw(JUNK))
        elif isinstance(holder, dict):
            holder[draw(st.text(max_size=20))] = deepcopy(draw(JUNK))
        else:
            holder.append(deepcopy(draw(JUNK)) if how == "more" else holder[last])
    return fields


def text_of(fields) -> str:
    whole = {"schema": 1, "name": "fuzzed", "title": {"id": "a", "en": "b"}, **fields}
    return yaml.dump(whole, Dumper=QuotedText, sort_keys=False, allow_unicode=True)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(spoilt())
def test_a_spoilt_scenario_is_read_or_refused_in_words(fields):
    try:
        scenario = parse_scenario(text_of(fields), "fuzzed.yaml")
    except ScenarioError as error:
        refused_in_words(error)
        return
    again = parse_scenario(scenario.yaml_text(), "again.yaml")
    assert again.resolved() == scenario.resolved()


def refused_in_words(error):
    assert error.exit_code == 3
    assert 1 <= len(error.message("id").splitlines()) <= driver.MOST_LINES
    for problem in error.problems:
        for lang in ("id", "en"):
            assert problem.rule[lang].strip()
            assert problem.remedy[lang].strip()
            assert problem.sentence(lang).isprintable()
            assert problem.sentence(lang).startswith(("fuzzed.yaml", "region"))
        for jargon in ("pydantic", "Input should", "Branch(", "Scalar("):
            assert jargon not in problem.sentence("en")


@pytest.mark.fault("N9")
def test_the_command_runs_valid_ones_and_leaves_nothing_of_spoilt_ones(
    project_template, tmp_path
):
    """The real command on a folder of both; in the process the examples are quicker."""
    project = driver.copy(project_template, tmp_path / "project")
    valid = [random_scenario(seed) for seed in range(1000, 1003)]
    for number, fields in enumerate(valid):
        name = f"valid-{number}"
        path = project / "scenarios" / f"{name}.yaml"
        path.write_text(
            scenario_text(name, fields | {"draws": DRAWS}), encoding="utf-8"
        )
        seen = driver.quick(project, ["run", name, "--numbers-only"])
        assert seen.code == 0, seen.said
        assert (project / "reports" / name / "manifest.json").is_file()
    for number, (key, value) in enumerate(SPOILT):
        name = f"spoilt-{number}"
        path = project / "scenarios" / f"{name}.yaml"
        text = scenario_text(name, random_scenario(number) | {key: value})
        path.write_text(text, encoding="utf-8")
        driver.refused(project, ["run", name, "--numbers-only"], 3, place=[path.name])


SPOILT = (
    ("years", "3,5"),
    ("segments", {"rt_rw": []}),
    ("shocks", {"kind": "x" * 70_000}),
)
