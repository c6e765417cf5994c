"""The notebooks hold no logic, read like prose, and are executed as committed."""

from __future__ import annotations

import ast
import re
import statistics
from itertools import pairwise

import nbformat
import pytest

from analysis.paths import NOTEBOOKS, ROOT

PATHS = sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
EXPECTED = [
    *("01_evidence", "02_law", "03_enrolment", "04_bill"),
    *("05_claims", "06_sustainability", "07_priorities"),
    *("08_information", "09_comparison", "10_regions", "11_validation"),
]
MAX_CODE_LINES, MAX_CELL_LINES, MEDIAN_CELL_LINES = 60, 10, 3
WORDS_PER_CODE_LINE = 10
LOGIC = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda),
    *(ast.For, ast.While, ast.If, ast.IfExp, ast.Try, ast.With, ast.BinOp),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Compare),
)
ALLOWED_IMPORTS = {"analysis", "pandas", "matplotlib"}
FORBIDDEN_CALLS = {"groupby", "filterwarnings", "apply", "open", "Path", "print"}
SOURCE_ID = re.compile(r"\[(?:[A-Z]\d{2,3}[^\]]*)\]")
CATALOGUE = ROOT / "src/analysis/locale/id/LC_MESSAGES/notebooks.po"

each = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(path):
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def markdown(path):
    return [cell.source for cell in read(path).cells if cell.cell_type == "markdown"]


def lines(cell):
    return [line for line in cell.source.splitlines() if line.strip()]


def tags(cell):
    return cell.metadata.get("tags", [])


def test_all_notebooks_are_there():
    assert [path.stem for path in PATHS] == EXPECTED


@each
def test_first_cell_asks_answers_needs_and_writes(path):
    first = read(path).cells[0]
    assert first.cell_type == "markdown"
    title = first.source.splitlines()[0]
    assert title.startswith("# ")
    assert title.endswith("?")
    for word in ("**Answer.**", "**Needs:**", "**Writes:**"):
        assert word in first.source


@each
def test_second_cell_holds_typed_and_commented_literals(path):
    second = read(path).cells[1]
    assert tags(second) == ["parameters"]
    assert sum("parameters" in tags(cell) for cell in read(path).cells) == 1
    statements = ast.parse(second.source).body
    assert all(isinstance(one, ast.AnnAssign) for one in statements)
    for one in statements:
        ast.literal_eval(one.value)
        start = second.source.splitlines()[one.lineno - 1]
        assert "# " in start, f"no comment: {start}"


@each
def test_no_logic_in_code(path):
    for cell in code_cells(path):
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, LOGIC), f"{type(node).__name__}: {cell.source}"
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                assert name not in FORBIDDEN_CALLS, cell.source


@each
def test_imports_and_no_paths(path):
    for cell in code_cells(path):
        assert not cell.source.lstrip().startswith(("%", "!"))
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [alias.name for alias in node.names]
                module = getattr(node, "module", None) or names[0]
                assert module.partition(".")[0] in ALLOWED_IMPORTS
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert "/" not in node.value, f"a path: {node.value}"


@each
def test_code_is_short(path):
    sizes = [len(lines(cell)) for cell in code_cells(path)]
    assert sum(sizes) <= MAX_CODE_LINES
    assert max(sizes) <= MAX_CELL_LINES
    assert statistics.median(sizes) <= MEDIAN_CELL_LINES


@each
def test_prose_outweighs_code(path):
    words = sum(len(text.split()) for text in markdown(path))
    code = sum(len(lines(cell)) for cell in code_cells(path))
    assert words >= WORDS_PER_CODE_LINE * code


@each
def test_markdown_stands_before_every_cell_that_shows(path):
    cells = read(path).cells
    for before, cell in pairwise(cells):
        if cell.cell_type == "code" and cell.outputs:
            assert before.cell_type == "markdown", cell.source


@each
def test_no_digit_is_typed_in_prose_without_a_source_id(path):
    for text in markdown(path):
        for paragraph in text.split("\n\n"):
            plain = re.sub(r"\$\$.*?\$\$|\$[^$]*\$", "", paragraph, flags=re.S)
            plain = re.sub(r"`[^`]*`", "", plain)
            bare = SOURCE_ID.sub("", plain)
            if re.search(r"\d", bare):
                assert SOURCE_ID.search(plain) or "budget year" in plain, paragraph


@each
def test_one_output_a_cell_and_none_is_an_error(path):
    for cell in code_cells(path):
        assert len(cell.outputs) <= 1
        for output in cell.outputs:
            assert output.output_type in ("execute_result", "display_data")


@each
def test_committed_executed_and_without_traces_of_a_machine(path):
    shown = [cell for cell in code_cells(path) if cell.outputs]
    assert len(shown) >= 5, "run: iuran notebooks"
    text = path.read_text(encoding="utf-8")
    assert str(ROOT) not in text
    assert '"execution": {' not in text, "times of execution are stored"


@each
def test_figures_have_alt_text_and_are_left_to_other_tests(path):
    pictures = [
        (cell, output)
        for cell in code_cells(path)
        for output in cell.outputs
        if "image/png" in output.data
    ]
    assert pictures or path.stem.startswith("00")
    for cell, output in pictures:
        assert "nbval-ignore-output" in tags(cell)
        assert len(output.metadata["image/png"]["alt"]) > 40


@each
def test_tables_are_short(path):
    for cell in code_cells(path):
        for output in cell.outputs:
            body = output.data.get("text/html", "").partition("<tbody")[2]
            body = body.partition("</tbody")[0]  # a note below is no row
            assert body.count("<tr") <= 12, cell.source


@each
def test_ends_with_what_it_does_not_show(path):
    last = read(path).cells[-1]
    assert last.cell_type == "markdown"
    assert last.source.startswith("## What this does not show")


@each
def test_a_formula_stands_in_it_once(path):
    assert 1 <= sum(text.count("$$") // 2 for text in markdown(path)) <= 2


@each
def test_every_markdown_cell_has_an_indonesian_translation(path):
    from babel.messages.pofile import read_po

    from analysis.report.translate import missing

    with CATALOGUE.open("rb") as stream:
        known = {str(m.id): str(m.string) for m in read_po(stream, locale="id")}
    assert missing([read(path)], known) == []


def test_translation_keeps_source_ids_and_formulas():
    from babel.messages.pofile import read_po

    with CATALOGUE.open("rb") as stream:
        pairs = [(str(m.id), str(m.string)) for m in read_po(stream) if m.id]
    for english, indonesian in pairs:
        ids = r"[A-Z]\d{2,3}"
        assert re.findall(ids, english) == re.findall(ids, indonesian), english
        formulas = r"\$\$.*?\$\$"
        found = re.findall(formulas, english, re.S)
        assert found == re.findall(formulas, indonesian, re.S)


def test_notebook_text_keeps_clear_of_unknown_names():
    import analysis

    for path in PATHS:
        for cell in code_cells(path):
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.ImportFrom) and node.module == "analysis":
                    names = {alias.name for alias in node.names}
                    assert names <= set(analysis.__all__)
