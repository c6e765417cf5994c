"""Parameters are checked before papermill sees them; it would run or ignore them."""

from __future__ import annotations

import math

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis.errors import MachineError, ScenarioError
from analysis.run import parameters

TAG = {"tags": ["parameters"]}
SOURCE = (
    'scenario: str = "cilegon-baseline"  # stem\n'
    "overrides: dict = {}  # changes\n"
    'lang = "en"'
)
DECLARED = {"scenario": "a", "overrides": {}, "lang": "en", "year": None}


def notebook(*cells):
    return new_notebook(cells=list(cells))


def test_names_and_defaults_are_read_without_running_them():
    found = parameters.declared(notebook(new_code_cell(SOURCE, metadata=TAG)), "x")
    assert found == {"scenario": "cilegon-baseline", "overrides": {}, "lang": "en"}


@pytest.mark.fault("P5.none", "P5.two", "P5.text")
@pytest.mark.parametrize(
    "cells",
    [
        (),
        (new_code_cell(SOURCE),),
        (new_markdown_cell(SOURCE, metadata=TAG),),
        (new_code_cell(SOURCE, metadata=TAG), new_code_cell("a = 1", metadata=TAG)),
        (new_code_cell("a = open('x')", metadata=TAG),),
        (new_code_cell("import os", metadata=TAG),),
        (new_code_cell("a =", metadata=TAG),),
    ],
    ids=["none", "untagged", "markdown", "two", "call", "import", "broken"],
)
def test_a_notebook_without_one_plain_cell_is_refused(cells):
    with pytest.raises(MachineError) as caught:
        parameters.declared(notebook(*cells), "x.ipynb")
    assert caught.value.exit_code == 4
    assert "x.ipynb" in caught.value.message()


@pytest.mark.fault("P1.notebook", "P2.notebook")
@pytest.mark.parametrize(
    "given",
    [
        {"scenaro": "a"},
        {'a = 1; import os; os.system("touch canary"); z': 1},
        {"Scenario": "a"},
        {"scenario": 5},
        {"scenario": "x" * 201},
        {"scenario": None},
        {"year": math.inf},
        {"year": math.nan},
        {"overrides": {"draws": math.nan}},
        {"overrides": {"draws": object()}},
        {"overrides": ["draws"]},
    ],
)
def test_what_papermill_would_swallow_is_refused(given):
    with pytest.raises(ScenarioError) as caught:
        parameters.validate(DECLARED, given, "x.ipynb")
    assert caught.value.exit_code == 3


def test_all_problems_are_told_at_once():
    with pytest.raises(ScenarioError) as caught:
        parameters.validate(DECLARED, {"one": 1, "two": 2}, "x.ipynb")
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    "given",
    [
        {"scenario": "b"},
        {"overrides": {"budget.when_short": "months", "draws": 0}},
        {"year": 2027},
        {},
    ],
)
def test_plain_values_pass(given):
    parameters.validate(DECLARED, given, "x.ipynb")
