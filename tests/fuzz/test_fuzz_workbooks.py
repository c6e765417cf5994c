"""The planner's form drawn and spoilt: a valid one is its scenario, else words."""

from __future__ import annotations

import io
from random import Random

import openpyxl
import pytest
from fuzz_bytes import TOKENS, book
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from analysis.errors import ScenarioError
from analysis.report.form import write_form
from analysis.scenario.form_columns import SKENARIO, TABLES
from analysis.scenario.form_layout import KEY_ROW, VALUE_COLUMN
from analysis.scenario.load import load_scenario, parse_scenario
from minimal import scenario_text
from random_scenarios import random_scenario, with_ranges

NAME = "fuzzed"
SLOW = {
    "phases": [Phase.explicit, Phase.generate],
    "suppress_health_check": list(HealthCheck),
}
chances = st.randoms(use_true_random=False)


def scenario_of(fields):
    return parse_scenario(scenario_text(NAME, fields), f"{NAME}.yaml")


def form_of(scenario):
    content = io.BytesIO()
    write_form(content, scenario=scenario)
    return content.getvalue()


def read(folder, data):
    path = folder / f"{NAME}.xlsx"
    path.write_bytes(data)
    return load_scenario(path)


@settings(max_examples=12, **SLOW)
@given(chances)
def test_a_form_of_any_scenario_is_that_scenario(tmp_path, chance):
    scenario = scenario_of(with_ranges(random_scenario(chance), chance))
    assert read(tmp_path, form_of(scenario)).resolved() == scenario.resolved()


@pytest.fixture(scope="module")
def filled():
    return form_of(scenario_of(with_ranges(random_scenario(7), 7)))


CELLS = st.one_of(
    st.sampled_from([t.decode("utf-8", "replace") for t in TOKENS if t.isascii()]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40),
    st.text("0123456789.,-%Rp ", min_size=1, max_size=20),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.none(),
)
ILLEGAL = str.maketrans("", "", "".join(map(chr, [*range(9), 11, 12, *range(14, 32)])))


@settings(max_examples=20, **SLOW)
@given(st.data())
def test_a_wrong_cell_is_read_or_refused_with_its_address(tmp_path, filled, data):
    workbook = openpyxl.load_workbook(io.BytesIO(filled))
    for _ in range(data.draw(st.integers(1, 3), "cells")):
        sheet = data.draw(st.sampled_from([SKENARIO, *TABLES]), "sheet")
        page = workbook[sheet.name]
        row = data.draw(st.integers(KEY_ROW + 1, KEY_ROW + 12), "row")
        column = data.draw(st.integers(1, len(sheet.columns)), "column")
        column = VALUE_COLUMN if sheet is SKENARIO else column
        value = data.draw(CELLS, "value")
        value = value.translate(ILLEGAL) if isinstance(value, str) else value
        page.cell(row, column).value = value
    target = io.BytesIO()
    workbook.save(target)
    read_or_refused(tmp_path, target.getvalue(), cells=True)


@settings(max_examples=100, **SLOW)
@given(st.integers(0, 2**32))
def test_a_damaged_workbook_is_read_or_refused_in_words(tmp_path, filled, seed):
    read_or_refused(tmp_path, book(Random(seed), filled, [filled]), cells=False)


def read_or_refused(folder, data, *, cells):
    try:
        scenario = read(folder, data)
    except ScenarioError as error:
        problems = error.problems
    else:
        problems = []
        again = parse_scenario(scenario.yaml_text(), "again.yaml")
        assert again.resolved() == scenario.resolved()
    sheets = {sheet.name for sheet in (SKENARIO, *TABLES)}
    for problem in problems:
        for lang in ("id", "en"):
            assert problem.sentence(lang).startswith(f"{NAME}.xlsx")
            assert problem.sentence(lang).isprintable()
            assert problem.remedy[lang]
        assert not cells or problem.where.partition("!")[0] in sheets, problem
    assert [path.name for path in folder.iterdir()] == [f"{NAME}.xlsx"]
