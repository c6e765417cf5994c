"""Every case of tests/cases, worked by hand, against the model.

A case names the rows of ``results.table`` it expects (dimensions not named are
``all``): whole numbers exactly, shares within the tolerance it states, ``none`` where
no row may be. ``refused`` names the key a scenario must be refused for.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from analysis.errors import ScenarioError
from analysis.model.projection import project
from analysis.scenario.load import parse_scenario
from minimal import scenario_text
from oracle_table import VARIABLES

FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
CASES = [
    case for file in FILES for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]
KEYS = {"id", "title", "source", "arithmetic", "scenario"}
FIGURES = [case for case in CASES if "expect" in case]
REFUSALS = [case for case in CASES if "refused" in case]


def name_of(case):
    return case["id"]


def parsed(case):
    text = scenario_text(case["id"], case["scenario"])
    return parse_scenario(text, f"{case['id']}.yaml")


def expected_rows(case):
    """Yield (dimensions, value, tolerance) of every row a case names."""
    for row in case["expect"]:
        values = row["values"] if "values" in row else {row["year"]: row["value"]}
        for year, value in values.items():
            where = {
                "variable": row["variable"],
                "segment": row.get("segment", "all"),
                "programme": row.get("programme", "all"),
                "funder": row.get("funder", "all"),
                "year": str(year),
            }
            yield where, value, Fraction(str(row.get("tolerance", 0)))


def central_values(table):
    """Return ``{(variable, segment, programme, funder, year): [value, ...]}``."""
    central = table[table["statistic"] == "central"]
    columns = ["variable", "segment", "programme", "funder", "year"]
    found = {}
    for *key, value in central[[*columns, "value"]].itertuples(index=False):
        found.setdefault(tuple(key), []).append(value)
    return found


def disagreement(found, where, value, tolerance):
    """Return what is wrong with one expected row, or None."""
    rows = found.get(tuple(where.values()), [])
    if value == "none":
        return f"{where}: no row expected, found {rows}" if rows else None
    if len(rows) != 1:
        return f"{where}: {len(rows)} rows"
    gap = abs(Fraction(str(rows[0])) - Fraction(str(value)))
    return f"{where}: expected {value}, found {rows[0]}" if gap > tolerance else None


@pytest.mark.parametrize("case", FIGURES, ids=name_of)
def test_case(case):
    found = central_values(project(parsed(case)).table)
    wrong = [disagreement(found, *row) for row in expected_rows(case)]
    wrong = [line for line in wrong if line]
    assert not wrong, "\n".join([case["arithmetic"], *wrong])


@pytest.mark.parametrize("case", REFUSALS, ids=name_of)
def test_refused(case):
    with pytest.raises(ScenarioError) as refusal:
        parsed(case)
    assert any(
        problem.where.startswith(case["refused"]) for problem in refusal.value.problems
    ), refusal.value.message("en")


def test_there_are_enough_cases_and_each_explains_itself():
    names = [case["id"] for case in CASES]
    assert len(names) == len(set(names)) >= 200
    for case in CASES:
        assert set(case) >= KEYS, case["id"]
        assert ("expect" in case) != ("refused" in case), case["id"]
        assert len(case["arithmetic"]) > 20, case["id"]


def test_every_variable_of_the_central_path_has_a_case():
    covered = {row["variable"] for case in FIGURES for row in case["expect"]}
    assert not VARIABLES - covered
