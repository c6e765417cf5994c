"""The planner's form: a workbook to fill in, what is known filled in with its source.

Yellow cells are inputs. The same call gives the same bytes. ``scenario.form`` reads it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from analysis.language import say
from analysis.report.form_guide import GUIDE, GUIDE_NAME
from analysis.report.form_known import Filled, filled, lists, sources
from analysis.scenario.form_cells import address
from analysis.scenario.form_columns import SKENARIO, TABLES
from analysis.scenario.form_layout import (
    KEY_COLUMN,
    KEY_ROW,
    NOTE_COLUMN,
    VALUE_COLUMN,
    Column,
    Sheet,
)
from analysis.scenario.numerals import decimal

if TYPE_CHECKING:
    import xlsxwriter

# xlsxwriter writes the hour into the file; a fixed one keeps equal forms byte-equal
CREATED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
YELLOW, GREY, MUTED = "#FFF2CC", "#EFEFEF", "#6B6B6B"
LIST_SHEET = "Daftar"
SOURCE_SHEET = "Sumber"
_TEXT_FORMAT = "@"  # keeps 2024-01 and 3672 from becoming dates and numbers
_TEXTUAL = {
    *("text", "slug", "code", "month", "from", "date", "list", "group", "word"),
    "profile",
}
_ACCEPTS = say(id="Diterima", en="Takes")
_EXAMPLE = say(id="Contoh", en="Example")
_EMPTY = say(id="kosong", en="empty")
_HEADINGS = {
    0: say(id="Isian", en="Item"),
    1: say(id="kunci (jangan diubah)", en="key (leave as is)"),
    2: say(id="Nilai", en="Value"),
    3: _ACCEPTS,
    4: say(id="Contoh, atau nilai bila kosong", en="Example, or value if empty"),
    5: say(id="Sumber / catatan", en="Source / note"),
}


@dataclass(frozen=True)
class _Pen:
    """The workbook being written, its formats and its language."""

    book: xlsxwriter.Workbook
    lang: str
    formats: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.formats[name]


def write_form(
    path: Path | BinaryIO, region_code: str | None = None, lang: str = "id"
) -> None:
    """Write the form for a region (Kemendagri code), or an empty one.

    Raises ScenarioError where there is no such region.
    """
    import xlsxwriter

    known = filled(region_code, lang) if region_code else Filled()
    listed = lists(lang)
    told = sources(region_code, lang) if region_code else []
    target = str(path) if isinstance(path, Path) else path
    book = xlsxwriter.Workbook(target, _OPTIONS)
    book.set_properties({"title": "Iuran", "created": CREATED})
    pen = _Pen(book, lang, _formats(book))
    _guide(pen)
    _single(pen, known.single)
    for sheet in TABLES:
        _table(pen, sheet, known.rows.get(sheet.name, ()))
    _plain(pen, SOURCE_SHEET, told or [[_NO_REGION[lang]]])
    _plain(pen, LIST_SHEET, listed)
    book.get_worksheet_by_name(SKENARIO.name).activate()
    book.close()


_NO_REGION = say(
    id="Formulir ini dibuat tanpa --region; belum ada yang diketahui di sini.",
    en="This form was made without --region; nothing is known here yet.",
)


def _formats(book: xlsxwriter.Workbook) -> dict[str, Any]:
    base = {"valign": "top"}
    field = {**base, "bg_color": YELLOW, "border": 1, "border_color": "#BFBFBF"}
    kinds = {
        "title": {"bold": True, "font_size": 14},
        "text": {**base, "text_wrap": True},
        "head": {**base, "bold": True, "text_wrap": True, "bottom": 1},
        "key": {**base, "font_color": MUTED, "bg_color": GREY, "font_size": 8},
        "hint": {**base, "font_color": MUTED, "text_wrap": True, "font_size": 9},
        "input_text": {**field, "num_format": _TEXT_FORMAT},
        "input_people": {**field, "num_format": "#,##0"},
        "input_plain": {**field, "num_format": "0"},
        "input_share": {**field, "num_format": "0.0####"},
    }
    return {name: book.add_format(kind) for name, kind in kinds.items()}


def _input(pen: _Pen, column: Column) -> Any:
    if column.kind in _TEXTUAL or column.kind in {"choice", "key"}:
        return pen["input_text"]
    if column.kind in {"number", "bound"}:
        return pen["input_share"]
    plain = column.kind == "year" or column.key in {"seed", "draws", "years"}
    return pen["input_plain" if plain else "input_people"]


def _guide(pen: _Pen) -> None:
    page = pen.book.add_worksheet(GUIDE_NAME)
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 92)
    page.hide_gridlines(2)
    for row, (head, body) in enumerate(GUIDE):
        page.write_string(row, 0, head[pen.lang], pen["head"])
        page.write_string(row, 1, body[pen.lang], pen["text"])


def _top(pen: _Pen, sheet: Sheet, page: Any) -> None:
    page.write_string(0, 0, sheet.title[pen.lang], pen["title"])
    page.write_string(1, 0, sheet.help[pen.lang])


def _single(pen: _Pen, known: Mapping[str, tuple[Any, str]]) -> None:
    page = pen.book.add_worksheet(SKENARIO.name)
    _top(pen, SKENARIO, page)
    for position, width in enumerate((44, 20, 34, 40, 24, 60)):
        page.set_column(position, position, width)
        page.write_string(KEY_ROW - 1, position, _HEADINGS[position][pen.lang],
                          pen["head"])  # fmt: skip
    page.freeze_panes(KEY_ROW, KEY_COLUMN)
    for row, column in enumerate(SKENARIO.columns, start=KEY_ROW):
        value, note = known.get(column.key, (None, ""))
        page.write_string(row, 0, _label(column, pen.lang), pen["text"])
        page.write_string(row, KEY_COLUMN - 1, column.key, pen["key"])
        _write(page, row, VALUE_COLUMN - 1, value, _input(pen, column))
        page.write_string(row, 3, column.accepts(pen.lang), pen["hint"])
        page.write_string(row, 4, _example(column, pen.lang), pen["hint"])
        page.write_string(row, NOTE_COLUMN - 1, note, pen["hint"])
        _validate(pen, page, column, (row, VALUE_COLUMN - 1, row))


def _table(pen: _Pen, sheet: Sheet, rows: Iterable[Mapping[str, Any]]) -> None:
    page = pen.book.add_worksheet(sheet.name)
    _top(pen, sheet, page)
    page.freeze_panes(KEY_ROW, 1)
    rows = list(rows)
    last = KEY_ROW + max(sheet.rows, len(rows) + 5) - 1
    for position, column in enumerate(sheet.columns):
        width = 40 if column.key in {"source", "why.id", "why.en"} else 17
        page.set_column(position, position, width)
        page.write_string(2, position, column.accepts(pen.lang), pen["hint"])
        page.write_string(3, position, _example(column, pen.lang), pen["hint"])
        page.write_string(4, position, _label(column, pen.lang), pen["head"])
        page.write_string(KEY_ROW - 1, position, column.key, pen["key"])
        for row in range(KEY_ROW, last + 1):
            values = rows[row - KEY_ROW] if row - KEY_ROW < len(rows) else {}
            _write(page, row, position, values.get(column.key), _input(pen, column))
        _validate(pen, page, column, (KEY_ROW, position, last))


def _label(column: Column, lang: str) -> str:
    return column.label[lang] + (" *" if column.required else "")


def _example(column: Column, lang: str) -> str:
    if not column.default:
        return f"{_EXAMPLE[lang].lower()}: {column.shown_example(lang)}"
    value = dict(column.words).get(column.default, column.default)
    return f"{_EMPTY[lang]} = {column.default if lang == 'id' else value}"


def _write(page: Any, row: int, column: int, value: Any, form: Any) -> None:
    if value is None:
        page.write_blank(row, column, None, form)
    elif isinstance(value, str):
        page.write_string(row, column, value, form)
    else:
        page.write_number(row, column, float(value), form)


def _plain(pen: _Pen, name: str, rows: list[list[Any]]) -> None:
    page = pen.book.add_worksheet(name)
    page.freeze_panes(1, 0)
    for position in range(max(map(len, rows))):
        page.set_column(position, position, 46 if position in (1, 5, 6) else 26)
    for number, row in enumerate(rows):
        for position, value in enumerate(row):
            _write(page, number, position, value, pen["text" if number else "head"])


def _validate(pen: _Pen, page: Any, column: Column, area: tuple[int, int, int]) -> None:
    """Let the spreadsheet itself refuse what the reader would refuse."""
    first, position, last = area
    rule: dict[str, Any] = {}
    if column.words:
        rule = {"validate": "list", "source": column.choices(pen.lang)}
    elif column.kind == "group":
        rule = {"validate": "list", "source": f"={LIST_SHEET}!$A$2:$A$40",
                "error_type": "information"}  # fmt: skip
    elif column.numeric:
        rule = {"validate": "custom",
                "value": _bounds(column, address(first + 1, position + 1))}  # fmt: skip
    if rule:
        message = f"{column.accepts(pen.lang)}. {_EXAMPLE[pen.lang]}: "
        message += column.shown_example(pen.lang)
        rule |= {"error_title": _NOT_SO[pen.lang], "error_message": message[:255],
                 "input_message": message[:255]}  # fmt: skip
        page.data_validation(first, position, last, position, rule)


_NOT_SO = say(id="Belum sesuai", en="Not accepted")


def _bounds(column: Column, at: str) -> str:
    """Return the formula that is true for what a cell takes."""
    low, high = (decimal(Fraction(bound)) for bound in (column.low, column.high))
    tests = [f"ISNUMBER({at})", f"{at}>={low}", f"{at}<={high}"]
    if column.kind in {"whole", "year"}:
        tests.append(f"INT({at})={at}")
    number = f"AND({','.join(tests)})"
    others = [f'LEFT({at},1)="{{"'] if column.spread else []
    others += [f'{at}="umk"'] if column.key == "tariff.reported_wage" else []
    return f"=OR({','.join([number, *others])})" if others else f"={number}"
