"""The planner's form holds every key of a scenario, and gives the same numbers back.

The keys are read from the models: a new one fails here until the form has its place.
"""

from __future__ import annotations

import io
import typing
from pathlib import Path

import openpyxl
import pytest
from pydantic import BaseModel

from analysis import paths
from analysis.model.projection import project
from analysis.report.form import write_form
from analysis.scenario.form_columns import SKENARIO, TABLES
from analysis.scenario.form_layout import KEY_ROW, SOURCE
from analysis.scenario.load import load_scenario, parse_scenario
from analysis.scenario.schema import Scenario

WHOLE = (Path(__file__).parent / "whole_scenario.yaml").read_text("utf-8")
# what excludes something of the whole scenario: an instrument not signed yet, a line as
# a share of the base
OTHERS = {
    "not signed": {
        "decision.instrument_date": None,
        "decision.instrument_hazard_y": "calibrated",
    },
    "signed some day": {
        "decision.instrument_date": None,
        "decision.instrument_hazard_y": {"uniform": [1, 2]},
    },
    "a share": {"budget.ceiling.idr": None, "budget.ceiling.share": 0.001},
    "arrears": {"budget.when_short": "arrears"},
}
# there is one version of the schema; a form stands alone and inherits nothing
NO_PLACE = {"Scenario.schema", "Scenario.extends"}


def models_of(annotation) -> set[type[BaseModel]]:
    """Models an annotation speaks of, and the models of their fields."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = annotation.model_fields.values()
        return {annotation}.union(*(models_of(field.annotation) for field in fields))
    return set().union(*map(models_of, typing.get_args(annotation)))


def keys_of_schema():
    return {
        f"{model.__name__}.{field.alias or name}"
        for model in models_of(Scenario)
        for name, field in model.model_fields.items()
    }


def said(node) -> set[str]:
    """Keys of the schema to which a scenario gives a value that is not the default."""
    if isinstance(node, dict):
        return set().union(*map(said, node.values()))
    if isinstance(node, tuple):
        return set().union(*map(said, node))
    if not isinstance(node, BaseModel):
        return set()
    found = set()
    for name, field in type(node).model_fields.items():
        value = getattr(node, name)
        found |= said(value)
        if field.is_required() or value != field.get_default(call_default_factory=True):
            found.add(f"{type(node).__name__}.{field.alias or name}")
    return found


def scenario_of(name):
    return parse_scenario(WHOLE, **OTHERS.get(name, {}))


def read_back(scenario, folder, lang="id"):
    path = folder / f"{scenario.name}.xlsx"
    write_form(path, lang=lang, scenario=scenario)
    return load_scenario(path)


def test_the_scenarios_of_this_test_hold_every_key_of_the_schema():
    held = set().union(*(said(scenario_of(name)) for name in ("", *OTHERS)))
    assert keys_of_schema() - held == NO_PLACE - {"Scenario.schema"}


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", ["whole", *OTHERS])
def test_a_form_holds_every_key(name, lang, tmp_path):
    scenario = scenario_of(name)
    assert read_back(scenario, tmp_path, lang).resolved() == scenario.resolved()


def test_a_form_gives_the_numbers_of_its_scenario(tmp_path):
    scenario = scenario_of("whole")
    first, second = (project(one) for one in (scenario, read_back(scenario, tmp_path)))
    assert first.table.equals(second.table)
    assert first.table["value"].abs().sum() > 0


@pytest.mark.parametrize("name", [file.stem for file in paths.SCENARIOS.glob("*.yaml")])
def test_every_scenario_of_the_project_fits_the_form(name, tmp_path):
    scenario = load_scenario(name)
    assert read_back(scenario, tmp_path).resolved() == scenario.resolved()


def test_a_figure_of_the_ledger_stays_one(tmp_path):
    origins = read_back(scenario_of("whole"), tmp_path).provenance
    assert origins["segments.rt_rw.eligible"].startswith("evidence S015")
    assert origins["segments.rt_rw.members"].endswith("as printed")


def test_what_is_not_said_stays_empty():
    """A form of a scenario shows what was decided, not what is usual."""
    content = io.BytesIO()
    write_form(content, scenario=load_scenario("cilegon-baseline"))
    page = openpyxl.load_workbook(content)["Kelompok"]
    keys = {cell.value: cell.column for cell in page[KEY_ROW]}
    assert page.cell(KEY_ROW + 1, keys["eligible_growth_y"]).value is None
    assert page.cell(KEY_ROW + 1, keys["members"]).value is not None


def test_no_column_of_the_form_is_without_a_use():
    """Every cell a planner can fill goes into the scenario, or is a source."""
    filled = set()
    for name in ("whole", *OTHERS):
        content = io.BytesIO()
        write_form(content, scenario=scenario_of(name))
        filled |= set(filled_keys(openpyxl.load_workbook(content)))
    known = {(SKENARIO.name, column.key) for column in SKENARIO.columns}
    known |= {(s.name, c.key) for s in TABLES for c in s.columns if c.key != SOURCE}
    assert known - filled == {("Skenario", "name")}  # the file's name


def filled_keys(book):
    page = book[SKENARIO.name]
    for row in page.iter_rows(min_row=KEY_ROW + 1, values_only=True):
        if row[2] is not None:
            yield SKENARIO.name, row[1]
    for sheet in TABLES:
        page = book[sheet.name]
        keys = [cell.value for cell in page[KEY_ROW]]
        for row in page.iter_rows(min_row=KEY_ROW + 1, values_only=True):
            for key, value in zip(keys, row, strict=True):
                if value is not None:
                    yield sheet.name, key
