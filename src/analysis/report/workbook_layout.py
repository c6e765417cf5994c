"""How a sheet looks: two heading rows, number formats by kind, widths, row heights."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.report.keys import UNITS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# xlsxwriter writes the hour into the file; a fixed one keeps equal runs byte-equal
CREATED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
WIDEST, NARROWEST = 40, 9
LINE_PT = 15
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
NUMBER_FORMATS = {
    "money": "#,##0",
    "share": "0.000%",
    "share_y": "0.000%",
    "people": "#,##0",
    "months": "#,##0",
    "count": "#,##0.0",
    "year": "0",
    "years": "0.0",
    "month": "0",
    "each": "0",
    "number": "0",
}
_LOOKS: dict[str, dict[str, Any]] = {
    "head": {
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "bg_color": "#DCE9F5",
    },
    "code": {"italic": True, "font_color": "#666666", "font_size": 8, "bottom": 1},
    "text": {"text_wrap": True, "valign": "top", "indent": 1},
}


@dataclass(frozen=True)
class Column:
    """A column: its code name, what people read, and the kind of its values.

    ``kind`` is a key of ``keys.UNITS``; ``"row"`` takes it from the sheet's ``kinds``.
    """

    code: str
    head: str
    kind: str = "text"

    def title(self, lang: str) -> str:
        """Return the heading with its unit: ``Bill before the ceiling (Rp)``."""
        unit = "" if self.kind == "row" else UNITS[self.kind][lang]
        return f"{self.head} ({unit})" if unit else self.head


@dataclass(frozen=True)
class Sheet:
    """A frame with a column description each; ``kinds`` gives the kind of each row."""

    frame: pd.DataFrame
    columns: Sequence[Column]
    kinds: Sequence[str] = field(default_factory=tuple)

    def kind(self, column: int, row: int) -> str:
        """Return the kind of the value in a cell."""
        kind = self.columns[column].kind
        return self.kinds[row] if kind == "row" else kind


def write(sheets: Mapping[str, Sheet], path: Path, lang: str) -> None:
    """Write the sheets in order; equal sheets give equal bytes."""
    book = new_book(path)
    add(book, sheets, lang)
    book.close()


def new_book(path: Path) -> Workbook:
    """Return a workbook in which every text stays a text; close it to write it."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), _OPTIONS)
    book.set_properties({"title": "Iuran", "created": CREATED})
    return book


def add(book: Workbook, sheets: Mapping[str, Sheet], lang: str) -> None:
    """Add sheets of values, in order."""
    looks = formats(book)
    for name, sheet in sheets.items():
        write_sheet(book.add_worksheet(name[:31]), sheet, looks, lang)


def formats(book: Workbook) -> dict[str, Format]:
    """Return the looks of headings, texts and numbers."""
    looks = {name: book.add_format(look) for name, look in _LOOKS.items()}
    for kind, form in NUMBER_FORMATS.items():
        looks[kind] = book.add_format({"num_format": form, "valign": "top"})
    return looks


def write_sheet(
    target: Worksheet,
    sheet: Sheet,
    looks: Mapping[str, Format],
    lang: str,
    *,
    top: int = 0,
) -> None:
    """Write a sheet of values; ``top``: rows left free above the headings."""
    titles = [column.title(lang) for column in sheet.columns]
    widths = [_width(sheet, place, title) for place, title in enumerate(titles)]
    for place, column in enumerate(sheet.columns):
        target.set_column(place, place, widths[place])
        target.write_string(top, place, titles[place], looks["head"])
        target.write_string(top + 1, place, column.code, looks["code"])
    target.set_row(top, text_height(titles, [width - 1 for width in widths]))
    target.set_row(top + 1, LINE_PT)
    for row, values in enumerate(sheet.frame.itertuples(index=False), start=top + 2):
        shown = [
            _cell(
                target, (row, place), value, (sheet.kind(place, row - top - 2), looks)
            )
            for place, value in enumerate(values)
        ]
        if (height := text_height(shown, widths)) > LINE_PT:
            target.set_row(row, height)
    target.freeze_panes(top + 2, _frozen(sheet))
    if len(sheet.frame):
        last = len(sheet.frame) + top + 1
        target.autofilter(top + 1, 0, last, len(sheet.columns) - 1)
    target.set_landscape()
    target.set_paper(9)
    target.fit_to_pages(1, 0)
    target.repeat_rows(top, top + 1)


def _frozen(sheet: Sheet) -> int:
    """Return how many columns stay in sight: those up to the year, if it is near."""
    codes = [column.code for column in sheet.columns]
    return codes.index("year") + 1 if "year" in codes[:3] else 1


def _cell(
    target: Worksheet,
    place: tuple[int, int],
    value: object,
    form: tuple[str, Mapping[str, Format]],
) -> str:
    """Write a value, numbers as numbers; return the text that needs room."""
    kind, looks = form
    if isinstance(value, str):
        if kind == "year" and value.isdigit():
            target.write_number(*place, int(value), looks[kind])
            return ""
        target.write_string(*place, value, looks["text"])
        return value
    if value is not None and math.isfinite(value):
        number = float(value)
        target.write_number(*place, number, looks["number" if kind == "text" else kind])
    return ""


def text_height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Return the height in points that the wrapped texts of a row need."""
    lines = [
        sum(_lines(part, width) for part in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    ]
    return LINE_PT * max(1, *lines) if lines else LINE_PT


def _lines(text: str, width: float) -> int:
    """Return how many lines a text fills; words break where they end."""
    lines, used = 1, 0.0
    for word in text.split():
        need = len(word) * 0.95 + 0.9
        if used and used + need > width:
            lines, used = lines + 1, 0.0
        lines += int(need // (width + 1)) if need > width else 0
        used += need
    return lines


def _width(sheet: Sheet, place: int, title: str) -> float:
    """Return a width that holds the numbers in full and most texts."""
    values = sheet.frame.iloc[:, place]
    longest = max(
        (_length(v, sheet.kind(place, i)) for i, v in enumerate(values)), default=0
    )
    words = max((len(word) for word in title.split()), default=0)
    needed = max(len(title) * 0.45, words + 2, longest + 3)
    return float(min(WIDEST, max(NARROWEST, math.ceil(needed))))


def _length(value: object, kind: str) -> int:
    if isinstance(value, str):
        return max((len(line) for line in value.split("\n")), default=0)
    if value is None or not math.isfinite(value):
        return 0
    return len(f"{float(value):,.0f}") + (4 if kind.startswith("share") else 1)
