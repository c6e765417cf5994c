"""The workbook opens, holds the numbers of the run, and repeats byte for byte."""

from functools import cache

import openpyxl
import pytest

from analysis.report import frames, workbook
from analysis.report.sources import evidence_ids


@pytest.fixture(scope="module")
def books(real, tmp_path_factory):
    """Path of the workbook in a language, written once for all tests."""

    @cache
    def book(lang):
        path = tmp_path_factory.mktemp("book") / "results.xlsx"
        workbook.write_workbook(real, path, lang)
        return path

    return book


@pytest.fixture(scope="module")
def written(books):
    return books("en")


def sheet(path, name):
    return openpyxl.load_workbook(path, read_only=True)[name]


def test_one_sheet_a_table_readme_first(written):
    names = openpyxl.load_workbook(written, read_only=True).sheetnames
    assert names[0] == "readme"
    for name in ("bill", "people", "bridge", "funders", "ledgers", "results"):
        assert name in names


def test_numbers_equal_the_results(written, real):
    rows = list(sheet(written, "bill").iter_rows(values_only=True))
    column = rows[1].index("contributions_apbd_idr")
    assert rows[0][column] == "APBD bill after the ceiling (Rp)"
    read = {row[0]: row[column] for row in rows[2:]}
    assert all(isinstance(year, int) for year in read)
    expected = frames.bill(real)
    assert {year: pytest.approx(value) for year, value in expected.items()} == read


def test_every_number_of_the_long_table_is_there(written, real):
    rows = sheet(written, "results").iter_rows(min_row=2, values_only=True)
    value = next(rows).index("value")
    total = sum(row[value] for row in rows)
    assert total == pytest.approx(real.table["value"].sum())


def test_texts_are_never_formulas(fake, tmp_path):
    fake.scenario.provenance["evil"] = "=HYPERLINK(1)"
    try:
        workbook.write_workbook(fake, tmp_path / "x.xlsx", "en")
    finally:
        del fake.scenario.provenance["evil"]
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    cells = [c for s in book for row in s.iter_rows() for c in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]


def test_equal_runs_give_equal_bytes(fake, tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        workbook.write_workbook(fake, tmp_path / name, "id")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_no_sheet_shows_missing_values_as_text(written):
    for one in openpyxl.load_workbook(written, read_only=True):
        for row in one.iter_rows(values_only=True):
            assert not {"nan", "NaN", "None", "inf"} & {
                str(v) for v in row if v is not None
            }


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_column_has_words_and_no_number_a_bare_point(books, lang):
    for one in openpyxl.load_workbook(books(lang)):
        for head, code in zip(one[1], one[2], strict=True):
            assert head.value
            assert code.value
            assert "_" not in head.value
        assert one.freeze_panes
        formats = {cell.number_format for row in one.iter_rows() for cell in row}
        assert not [form for form in formats if form.endswith(".##")]


def test_inputs_give_value_origin_and_source(replay, tmp_path):
    workbook.write_workbook(replay, tmp_path / "x.xlsx", "en")
    rows = list(sheet(tmp_path / "x.xlsx", "inputs").iter_rows(values_only=True))
    found = [dict(zip(rows[1], row, strict=True)) for row in rows[2:]]
    row = next(r for r in found if r["input"] == "segments.rt_rw.members")
    assert (row["value"], row["unit"]) == (1528, "people")
    assert row["what"].endswith(": insured people")
    assert "S015" in row["origin"]
    assert row["source_title"]
    assert any((r["url"] or "").startswith("https://") for r in found)


def test_sources_resolve_every_evidence_id(replay, tmp_path):
    workbook.write_workbook(replay, tmp_path / "x.xlsx", "en")
    rows = list(sheet(tmp_path / "x.xlsx", "sources").iter_rows(values_only=True))
    assert set(evidence_ids(replay)) <= {row[0] for row in rows}
    found = {row[0]: dict(zip(rows[1], row, strict=True)) for row in rows[2:]}
    assert found["S015"]["used"] == "the figure as printed"
    revenue = found["B-3672-2024-pendapatan_daerah-anggaran"]["used"]
    assert revenue.startswith("rounded by its source: 2,358,500,000,000 to")


def test_long_texts_get_rows_of_their_height(written):
    one = openpyxl.load_workbook(written)["readme"]
    tallest = max(one.row_dimensions[row].height or 15 for row in range(3, 12))
    assert tallest >= 30
