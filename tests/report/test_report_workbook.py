"""The workbook opens, holds the numbers of the run, and repeats byte for byte."""

from functools import cache

import openpyxl
import pytest

from analysis.report import frames, workbook
from analysis.report.sources import evidence_ids

VALUES = ("Sources", "People", "Claims", "Three ledgers", "Assumptions")
HEADS = 3  # row of the headings of a sheet of values; the code names follow


@pytest.fixture(scope="module")
def books(real, tmp_path_factory):
    """Path of the workbook in a language, written once for all tests."""

    @cache
    def book(lang):
        path = tmp_path_factory.mktemp("book") / "workbook.xlsx"
        workbook.write_workbook(real, path, lang)
        return path

    return book


@cache
def opened(path):
    return openpyxl.load_workbook(path, data_only=True)


@pytest.fixture(scope="module")
def written(books):
    return books("en")


def rows_of(path, name):
    """Return the code names of a sheet of values and its rows."""
    sheet = opened(path)[name]
    rows = list(sheet.iter_rows(min_row=HEADS + 1, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_sheets_stand_in_the_order_planners_need(books):
    names = opened(books("id")).sheetnames
    assert names[:9] == [
        *("Petunjuk", "Masukan", "Hukum", "Hasil", "Jembatan", "Skenario"),
        *("Uji tekan", "RKA", "Sumber"),
    ]


def test_numbers_equal_the_results(written, real):
    sheet = opened(written)["Results"]
    heads = [cell.value for cell in sheet[6]]
    column = heads.index("APBD bill after ceiling (Rp)")
    expected = frames.bill(real)
    found = {
        row[0]: row[column]
        for row in sheet.iter_rows(
            min_row=7, max_row=6 + len(expected), values_only=True
        )
    }
    assert found == expected.to_dict()


def test_people_are_those_of_the_long_table(written, real):
    rows = rows_of(written, "People")
    found = {(r["segment"], r["year"]): r["members_end"] for r in rows}
    for slug in [*real.scenario.segments, "all"]:
        for year, members in frames.by_year(real, "members_end", segment=slug).items():
            assert found[slug, year] == members


def test_values_say_that_they_do_not_move(books):
    book = opened(books("id"))
    for name in ("Uji tekan", "Peserta", "Klaim", "Tiga buku"):
        said = [book[name].cell(row, 1).value for row in (1, 2)]
        assert any("tidak ikut berubah" in str(text) for text in said), name
    assert "HIDUP" in book["Hasil"]["A2"].value


@pytest.mark.fault("N16")
def test_no_sheet_shows_missing_values_as_text(written):
    for one in opened(written):
        for row in one.iter_rows(values_only=True):
            assert not {"nan", "NaN", "None", "inf"} & {
                str(v) for v in row if v is not None
            }


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_column_has_words_and_no_number_a_bare_point(books, lang):
    book = opened(books(lang))
    for one in book:
        formats = {cell.number_format for row in one.iter_rows() for cell in row}
        assert not [form for form in formats if form.endswith(".##")]
    for name in book.sheetnames[8:14]:
        for head, code in zip(book[name][HEADS], book[name][HEADS + 1], strict=True):
            assert head.value
            assert code.value
            assert "_" not in head.value
        assert book[name].freeze_panes


def shown_width(value, form):
    """Letters a number takes in its format."""
    if "%" in form:
        return len(f"{value * 100:.{form.count('0') - 1}f}%")
    decimals = len(form.partition(".")[2])
    return len(f"{value:,.{decimals}f}" if "," in form else f"{value:.{decimals}f}")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_number_has_the_room_it_needs(books, lang):
    for sheet in opened(books(lang)):
        widths = {
            column: one.width
            for one in sheet.column_dimensions.values()
            for column in range(one.min, one.max + 1)
        }
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float):
                    width = widths[cell.column]
                    need = shown_width(cell.value, cell.number_format)
                    assert need <= width, (sheet.title, cell.coordinate)


def test_inputs_give_value_origin_and_source(replay, tmp_path):
    workbook.write_workbook(replay, tmp_path / "x.xlsx", "en")
    found = rows_of(tmp_path / "x.xlsx", "Origin of inputs")
    row = next(r for r in found if r["input"] == "segments.rt_rw.members")
    assert (row["value"], row["unit"]) == (1528, "people")
    assert row["what"].endswith(": insured people")
    assert "S015" in row["origin"]
    assert row["source_title"]
    assert any((r["url"] or "").startswith("https://") for r in found)
    sources = {row["id"]: row for row in rows_of(tmp_path / "x.xlsx", "Sources")}
    assert set(evidence_ids(replay)) <= set(sources)
    assert sources["S015"]["used"] == "the figure as printed"
    revenue = sources["B-3672-2024-pendapatan_daerah-anggaran"]["used"]
    assert revenue.startswith("rounded by its source: 2,358,500,000,000 to")


def test_long_texts_get_rows_of_their_height(written):
    one = opened(written)["Law"]
    tallest = max(one.row_dimensions[row].height or 15 for row in range(5, 9))
    assert tallest >= 30
