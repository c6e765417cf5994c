"""The planner's form: a workbook to fill in, what is known filled in with its source.

Yellow cells are inputs. The same call gives the same bytes. ``scenario.form`` reads it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from analysis.language import say
from analysis.report import form_example, form_guide, form_questions
from analysis.report.form_filled import of_scenario
from analysis.report.form_known import Filled, filled, lists, sources
from analysis.report.form_pen import (
    LINE,
    LIST_SHEET,
    MOST_ON_A_PAGE,
    NEEDED,
    OPTIONAL,
    READING,
    SMALL_LINE,
    Pen,
    example,
    fit,
    label,
    pen_for,
    validate,
    write,
)
from analysis.scenario import form_columns
from analysis.scenario.form_columns import SKENARIO, TABLES
from analysis.scenario.form_layout import (
    KEY_COLUMN,
    KEY_ROW,
    SOURCE,
    VALUE_COLUMN,
    Column,
    Sheet,
)
from analysis.scenario.kinds import MAX_RUPIAH

if TYPE_CHECKING:
    from analysis.scenario.schema import Scenario

# xlsxwriter writes the hour into the file; a fixed one keeps equal forms byte-equal
CREATED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
SOURCE_SHEET = "Sumber"
SPARE_ROWS = 5
_HEADINGS = {
    0: say(id="Isian", en="Item"),
    1: say(id="kunci (jangan diubah)", en="key (leave as is)"),
    2: say(id="Nilai", en="Value"),
    3: say(id="Diterima", en="Takes"),
    4: say(id="Contoh, atau nilai bila kosong", en="Example, or value if empty"),
    5: say(id="Sumber / catatan", en="Source / note"),
}


def write_form(
    path: Path | BinaryIO,
    region_code: str | None = None,
    lang: str = "id",
    scenario: Scenario | None = None,
) -> None:
    """Write the form for a region (Kemendagri code), or an empty one.

    With ``scenario`` it is filled in with that, whose region it is for. Raises
    ScenarioError where there is no such region.
    """
    import xlsxwriter

    region_code = scenario.region if scenario else region_code
    known = filled(region_code, lang) if region_code and not scenario else Filled()
    known = of_scenario(scenario, lang) if scenario else known
    told = sources(region_code, lang) if region_code else []
    target = str(path) if isinstance(path, Path) else path
    book = xlsxwriter.Workbook(target, _OPTIONS)
    book.set_properties({"title": "Iuran", "created": CREATED})
    pen = pen_for(book, lang)
    form_guide.write_sheet(pen)
    form_example.write_sheet(pen)
    _single(pen, known.single)
    for sheet in TABLES:
        _table(pen, sheet, known.rows.get(sheet.name, ()))
    form_questions.write_sheet(pen)
    _plain(pen, SOURCE_SHEET, told or [[_NO_REGION[lang]]], _SOURCE_WIDTHS)
    _plain(pen, LIST_SHEET, lists(lang), _LIST_WIDTHS)
    book.get_worksheet_by_name(SKENARIO.name).activate()
    book.close()


_NO_REGION = say(
    id="Formulir ini dibuat tanpa --region; belum ada yang diketahui di sini.",
    en="This form was made without --region; nothing is known here yet.",
)
_SINGLE_WIDTHS = (32, 15, 24, 25, 20, 22)
_SOURCE_WIDTHS = (16, 16, 12, 19, 11, 40, 26, 15)
_LIST_WIDTHS = (15, 24, 8, 12, 27, 34, 34)


def _top(pen: Pen, sheet: Sheet, page: Any) -> None:
    # beside the first column, where that is printed on every page
    at = 1 if sum(map(_width, sheet.columns)) > MOST_ON_A_PAGE else 0
    at = 0 if sheet is SKENARIO else at
    page.write_string(0, at, pen.say(sheet.title), pen["title"])
    page.write_string(1, at, pen.say(sheet.help))


def _single(pen: Pen, known: Mapping[str, tuple[Any, str]]) -> None:
    page = pen.sheet(SKENARIO.name, NEEDED, _SINGLE_WIDTHS)
    _top(pen, SKENARIO, page)
    for position, heading in _HEADINGS.items():
        page.write_string(KEY_ROW - 1, position, pen.say(heading), pen["head"])
    heads = map(pen.say, _HEADINGS.values())
    fit(page, KEY_ROW - 1, zip(heads, _SINGLE_WIDTHS, strict=True), LINE)
    page.freeze_panes(KEY_ROW, KEY_COLUMN)
    page.repeat_rows(KEY_ROW - 1)
    for row, column in enumerate(SKENARIO.columns, start=KEY_ROW):
        value, note = known.get(column.key, (None, ""))
        told = (label(column, pen.lang), column.key, value, column.accepts(pen.lang),
                example(column, pen.lang), note)  # fmt: skip
        forms = (pen["text"], pen["key"], pen.input(column), *[pen["hint"]] * 3)
        for position, form in enumerate(forms):
            write(page, (row, position), told[position], form)
        fit(page, row, zip(told, _SINGLE_WIDTHS, strict=True), LINE)
        validate(pen, page, column, (row, VALUE_COLUMN - 1, row))


def _table(pen: Pen, sheet: Sheet, rows: Iterable[Mapping[str, Any]]) -> None:
    tab = NEEDED if sheet in form_columns.NEEDED else OPTIONAL
    page = pen.sheet(sheet.name, tab, [_width(column) for column in sheet.columns])
    _top(pen, sheet, page)
    page.freeze_panes(KEY_ROW, 1)
    page.repeat_rows(4, KEY_ROW - 1)
    page.repeat_columns(0)
    rows = list(rows)
    last = KEY_ROW + max(sheet.rows, len(rows) + SPARE_ROWS) - 1
    _heads(pen, sheet, page)
    for row in range(KEY_ROW, last + 1):
        values = rows[row - KEY_ROW] if row - KEY_ROW < len(rows) else {}
        for position, column in enumerate(sheet.columns):
            write(page, (row, position), values.get(column.key), pen.input(column))
        told = [(values.get(one.key), _width(one)) for one in sheet.columns]
        fit(page, row, told, LINE)
    for position, column in enumerate(sheet.columns):
        validate(pen, page, column, (KEY_ROW, position, last))


def _heads(pen: Pen, sheet: Sheet, page: Any) -> None:
    """Write the rows above a table: what a column takes, an example, label, key."""
    lines = (
        (2, Column.accepts, "hint", SMALL_LINE),
        (3, example, "hint", SMALL_LINE),
        (4, label, "head", LINE),
    )
    for row, words, form, size in lines:
        told = [words(column, pen.lang) for column in sheet.columns]
        for position, text in enumerate(told):
            page.write_string(row, position, text, pen[form])
        fit(page, row, zip(told, map(_width, sheet.columns), strict=True), size)
    for position, column in enumerate(sheet.columns):
        page.write_string(KEY_ROW - 1, position, column.key, pen["key"])


def _width(column: Column) -> int:
    if column.key in {SOURCE, "why.id", "why.en", "key"}:
        return 36
    if column.high == MAX_RUPIAH:
        return 21
    return 22 if column.key in {"label.id", "label.en", "profile", "parameter"} else 16


def _plain(pen: Pen, name: str, rows: list[list[Any]], widths: Sequence[float]) -> None:
    page = pen.sheet(name, READING, widths)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    for number, row in enumerate(rows):
        for position, value in enumerate(row):
            form = pen[_format_of(value)] if number else pen["head"]
            write(page, (number, position), value, form)
        fit(page, number, zip(row, widths, strict=False), LINE)


def _format_of(value: Any) -> str:
    if value is None or isinstance(value, str):
        return "line"
    return "line_number" if float(value).is_integer() else "line_decimal"
