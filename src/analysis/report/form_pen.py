"""How the sheets of the planner's form look, on the screen and on paper."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from analysis.language import Text, say
from analysis.scenario.form_cells import address
from analysis.scenario.form_layout import Column
from analysis.scenario.numerals import decimal

if TYPE_CHECKING:
    import xlsxwriter

YELLOW, GREY, MUTED, RED = "#FFF2CC", "#EFEFEF", "#6B6B6B", "#B42318"
NEEDED, OPTIONAL, READING = "#FFC000", "#BFBFBF", "#2F6DB5"  # of the sheets' tabs
LIST_SHEET = "Daftar"
EXAMPLE = say(id="Contoh", en="Example")
_A4 = 9
_FULL_SIZE = 100  # characters that fit beside each other on a landscape page
MOST_ON_A_PAGE = 156  # made smaller, but still to be read; a wider table takes more
LINE, SMALL_LINE, _PADDING = 15.0, 13.5, 3.0  # points
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}
_TEXT_FORMAT = "@"  # keeps 2024-01 and 3672 from becoming dates and numbers
_TEXTUAL = {
    *("text", "slug", "code", "month", "from", "date", "list", "group", "word"),
    *("profile", "choice", "key"),
}
_EMPTY = say(id="kosong", en="empty")
_NOT_SO = say(id="Belum sesuai", en="Not accepted")
_FOOTER = say(id="&LIuran, &A&R&P dari &N", en="&LIuran, &A&R&P of &N")
_LONGEST_MESSAGE = 255  # what a spreadsheet shows beside a cell


@dataclass(frozen=True)
class Pen:
    """The workbook being written, its formats and its language."""

    book: xlsxwriter.Workbook
    lang: str
    formats: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.formats[name]

    def say(self, text: Text) -> str:
        """Return a text in the language of the form."""
        return text[self.lang]

    def sheet(self, name: str, tab: str, widths: Sequence[float]) -> Any:
        """Return a new sheet with its columns, ready to be printed one page wide."""
        page = self.book.add_worksheet(name)
        page.set_tab_color(tab)
        for position, width in enumerate(widths):
            page.set_column(position, position, width)
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(**_MARGINS)
        if sum(widths) > MOST_ON_A_PAGE:
            page.fit_to_pages(math.ceil(sum(widths) / MOST_ON_A_PAGE), 0)
        elif sum(widths) > _FULL_SIZE:
            page.fit_to_pages(1, 0)
        page.set_footer(self.say(_FOOTER))
        return page

    def input(self, column: Column) -> Any:
        """Return the format of the cells of a column."""
        if column.kind in _TEXTUAL:
            return self["input_text"]
        if column.kind in {"number", "bound"}:
            return self["input_share"]
        plain = column.kind == "year" or column.key in {"seed", "draws", "years"}
        return self["input_plain" if plain else "input_people"]


def pen_for(book: xlsxwriter.Workbook, lang: str) -> Pen:
    """Return the pen of a new workbook."""
    base = {"valign": "top"}
    field = {**base, "bg_color": YELLOW, "border": 1, "border_color": "#BFBFBF"}
    line = {**base, "text_wrap": True, "bottom": 4, "bottom_color": "#BFBFBF"}
    kinds = {
        "title": {"bold": True, "font_size": 14},
        "warning": {"bold": True, "font_size": 14, "font_color": RED},
        "note": {**base, "text_wrap": True},
        "text": {**base, "text_wrap": True},
        "line": line,
        "line_bold": {**line, "bold": True},
        "line_number": {**line, "num_format": "#,##0", "align": "left"},
        "line_decimal": {**line, "num_format": "#,##0.00##", "align": "left"},
        "head": {**base, "bold": True, "text_wrap": True, "bottom": 1},
        "key": {
            **base,
            "font_color": MUTED,
            "bg_color": GREY,
            "font_size": 9,
            "text_wrap": True,
        },
        "hint": {**base, "font_color": MUTED, "text_wrap": True, "font_size": 10},
        "sample": {**line, "italic": True, "align": "left"},
        "input_text": {**field, "num_format": _TEXT_FORMAT, "text_wrap": True},
        "input_people": {**field, "num_format": "#,##0"},
        "input_plain": {**field, "num_format": "0"},
        "input_share": {**field, "num_format": "0.0####"},
    }
    return Pen(
        book, lang, {name: book.add_format(kind) for name, kind in kinds.items()}
    )


def write(page: Any, at: tuple[int, int], value: Any, form: Any) -> None:
    """Write a value; a text is never taken for a formula, a link or a number."""
    if value is None:
        page.write_blank(*at, None, form)
    elif isinstance(value, str):
        page.write_string(*at, value, form)
    else:
        page.write_number(*at, float(value), form)


def fit(page: Any, row: int, texts: Iterable[tuple[Any, float]], size: float) -> None:
    """Make a row high enough for ``texts``, each with the width of its column."""
    told = [(text, width) for text, width in texts if isinstance(text, str)]
    lines = [_lines(text, width * LINE / size) for text, width in told]
    page.set_row(row, max([1, *lines]) * size + _PADDING)


def _lines(text: str, width: float) -> int:
    room = max(int(width), 1)
    parts = (textwrap.wrap(part, room) or [""] for part in text.split("\n"))
    return sum(len(part) for part in parts)


def label(column: Column, lang: str) -> str:
    """Return a column's name, with a star where it must be filled."""
    return column.label[lang] + (" *" if column.required else "")


def example(column: Column, lang: str) -> str:
    """Return an example of what a cell takes, or what it means when empty."""
    if not column.default:
        return f"{EXAMPLE[lang].lower()}: {column.shown_example(lang)}"
    value = dict(column.words).get(column.default, column.default)
    return f"{_EMPTY[lang]} = {column.default if lang == 'id' else value}"


def validate(pen: Pen, page: Any, column: Column, area: tuple[int, int, int]) -> None:
    """Let the spreadsheet itself refuse what the reader would refuse."""
    first, position, last = area
    rule: dict[str, Any] = {}
    if column.closed:
        rule = {"validate": "list", "source": column.choices(pen.lang)}
    elif column.kind == "group":
        rule = {
            "validate": "list",
            "source": f"={LIST_SHEET}!$A$2:$A$40",
            "error_type": "information",
        }
    elif column.numeric:
        rule = {
            "validate": "custom",
            "value": _bounds(column, address(first + 1, position + 1)),
        }
    elif column.kind in _TEXTUAL:
        rule = {"validate": "any"}
    if rule:
        message = f"{column.accepts(pen.lang)}. {EXAMPLE[pen.lang]}: "
        message = (message + column.shown_example(pen.lang))[:_LONGEST_MESSAGE]
        rule |= {
            "error_title": _NOT_SO[pen.lang],
            "error_message": message,
            "input_message": message,
        }
        page.data_validation(first, position, last, position, rule)


def _bounds(column: Column, at: str) -> str:
    """Return the formula that is true for what a cell takes."""
    low, high = (decimal(Fraction(bound)) for bound in (column.low, column.high))
    tests = [f"ISNUMBER({at})", f"{at}>={low}", f"{at}<={high}"]
    if column.kind in {"whole", "year"}:
        tests.append(f"INT({at})={at}")
    number = f"AND({','.join(tests)})"
    others = [f'LEFT({at},1)="{{"', f'ISNUMBER(SEARCH("s.d.",{at}))']
    others = others if column.spread else []
    others += [f'{at}="{one}"' for pair in column.words for one in dict.fromkeys(pair)]
    return f"=OR({','.join([number, *others])})" if others else f"={number}"
