"""A sheet that remembers what stands where: put a formula, get a reference back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from xlsxwriter.utility import xl_rowcol_to_cell

from analysis.language import Text
from analysis.report.live.entry import Entry, Rule, Tie, fault, validation
from analysis.report.live.expr import Live, formula, pick
from analysis.report.workbook_layout import LINE_PT, text_height

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

RESIZE = {"format_columns": True, "format_rows": True}  # what protection allows
YELLOW, BLUE, GREY = "#FFF2B3", "#DCE9F5", "#F2F2F2"
ALARM = {"bg_color": "#C00000", "font_color": "#FFFFFF", "bold": True}
# names of two cells of the sheet of checks; as written, nothing is wrong
FAULTS, MESSAGE = Live("Isian_salah", 0), Live("Isian_salah_pesan", "")
_UNGUARDED = ("state", "flag")  # a line that must speak up while entries are wrong
_NUMBERS = {
    "money": "#,##0",
    "people": "#,##0",
    "halves": "#,##0.00",
    "whole": "0",
    "year": "0",
    "share": "0.00%",
    "fine": "0.000%",
    "real": "#,##0.000",
    "cents": "#,##0.00",
    "step": "0.0000000000",
    "text": "@",
    "plain": "General",
}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": "#1F3864"},
    "part": {"bold": True, "font_size": 12, "font_color": "#1F3864", "bottom": 1},
    "note": {"text_wrap": True, "valign": "top", "font_color": "#404040"},
    "state": {"text_wrap": True, "valign": "vcenter", "bold": True, "bg_color": GREY},
    "flag": {"bold": True, "font_color": "#C00000"},
    "head": {
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "align": "center",
        "bg_color": BLUE,
        "border": 1,
        "border_color": "#BFBFBF",
    },
    "words": {"text_wrap": True, "valign": "top", "indent": 1},
    "year": {"num_format": "0", "align": "left", "indent": 1},
    "unit": {"align": "center"},
    "strong": {"bold": True, "valign": "top", "text_wrap": True},
}


@dataclass(frozen=True)
class Asked:
    """A yellow cell that the numbers hang on: its words, its cell, its first value."""

    label: str
    cell: Live
    look: str


@dataclass
class Book:
    """All live sheets of a workbook and the yellow cells asked on them."""

    file: Workbook
    lang: str
    asked: list[Asked] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    _formats: dict[tuple[str, str], Format] = field(default_factory=dict)

    def look(self, look: str, manner: str = "") -> Format:
        """Return a format: a number's or a text's look, plain, yellow or total."""
        key = (look, manner)
        if key not in self._formats:
            made = dict(_LOOKS.get(look, {"num_format": _NUMBERS.get(look, "@")}))
            made.setdefault("valign", "top")
            if manner == "yellow":
                made |= {"bg_color": YELLOW, "locked": False, "border": 1}
                made |= {"border_color": "#BF9000"}
            if manner == "total":
                made |= {"bold": True, "top": 1}
            self._formats[key] = self.file.add_format(made)
        return self._formats[key]

    def red(self) -> Format:
        """Return the format of what is wrong."""
        if ("alarm", "") not in self._formats:
            self._formats["alarm", ""] = self.file.add_format(ALARM)
        return self._formats["alarm", ""]

    def sheet(self, name: Text, *, widths: tuple[float, ...] = ()) -> Paper:
        """Add a sheet, protected without a password, ready for A4 across."""
        made = self.file.add_worksheet(name[self.lang][:31])
        made.hide_gridlines(2)
        made.protect("", RESIZE)
        made.set_landscape()
        made.set_paper(9)
        made.set_margins(0.4, 0.4, 0.5, 0.6)
        made.fit_to_pages(1, 0)
        made.set_footer("&L&8&A&R&8&P / &N")
        for column, width in enumerate(widths):
            made.set_column(column, column, width)
        return Paper(self, made, list(widths))


@dataclass
class Paper:
    """One sheet; ``put`` writes a cell and returns a reference to it.

    ``is_guarded``: formulas show nothing while an entry is wrong.
    """

    book: Book
    target: Worksheet
    widths: list[float] = field(default_factory=list)
    is_guarded: bool = False
    _values: dict[tuple[int, int], Any] = field(default_factory=dict)

    @property
    def prefix(self) -> str:
        """Return what stands before a cell of this sheet in a formula elsewhere."""
        return f"'{self.target.get_name()}'!"

    def put(
        self, row: int, column: int, what: Any, look: str = "words", manner: str = ""
    ) -> Live:
        """Write a text, a number or a formula; return the reference to the cell."""
        form = self.book.look(look, manner)
        value = what.value if isinstance(what, Live) else what
        if isinstance(value, bool | np.bool_):
            value = int(value)
        if isinstance(what, Live):
            if self.is_guarded and look not in _UNGUARDED:
                what = pick(FAULTS.same(0), what, "")
            text = formula(what).replace(self.prefix, "")
            self.target.write_formula(row, column, text, form, value)
        elif value is None or value == "":
            self.target.write_blank(row, column, None, form)
        elif isinstance(value, str):
            self.target.write_string(row, column, value, form)
        else:
            self.target.write_number(row, column, float(value), form)
        self._values[row, column] = "" if value is None else value
        return self.at(row, column)

    def at(self, row: int, column: int) -> Live:
        """Return the reference to a cell that is written."""
        name = xl_rowcol_to_cell(row, column, True, True)
        return Live(self.prefix + name, self._values[row, column])

    def numbers(self, first: tuple[int, int], last: tuple[int, int]) -> Live:
        """Return a range of numbers with the values put there."""
        rows, columns = range(first[0], last[0] + 1), range(first[1], last[1] + 1)
        values = [[self._values[row, column] for column in columns] for row in rows]
        ends = [xl_rowcol_to_cell(*corner, True, True) for corner in (first, last)]
        return Live(self.prefix + ":".join(ends), np.array(values, dtype=np.float64))

    def ask(
        self, place: tuple[int, int], value: Any, rule: Rule, look: str, label: str = ""
    ) -> Live:
        """Write a yellow cell with its bounds; ``label`` puts it among the inputs."""
        cell, rule = self.put(*place, value, look, "yellow"), rule.around(value)
        self.target.data_validation(*place, *place, validation(rule, self.book.lang))
        if rule.kind != "length":
            entry = Entry(cell, rule, look)
            self.book.entries.append(entry)
            self.alarm(place, fault(entry).same(1))
        if label:
            self.book.asked.append(Asked(label, cell, look))
        return cell

    def alarm(self, place: tuple[int, int], condition: Live) -> None:
        """Show a cell in white on red while a condition holds."""
        red = self.book.red()
        told = formula(condition).replace(self.prefix, "")
        look = {"type": "formula", "criteria": told, "format": red}
        self.target.conditional_format(*place, *place, look)

    def heads(self, row: int, texts: list[Text | str], first: int = 0) -> None:
        """Write headings, the row as high as the longest needs."""
        said = [one if isinstance(one, str) else one[self.book.lang] for one in texts]
        for column, text in enumerate(said, start=first):
            self.put(row, column, text, "head")
        widths = self.widths[first : first + len(said)]
        self.target.set_row(row, text_height(said, widths))

    def line(self, row: int, text: Any, look: str = "note", *, last: int) -> None:
        """Write a text across the sheet, its row as high as the text needs."""
        said = text[self.book.lang] if isinstance(text, dict) else text
        shown = said.value if isinstance(said, Live) else said
        form = self.book.look(look)
        self.target.merge_range(row, 0, row, last, "", form)
        self.put(row, 0, said, look)
        width = sum(self.widths[: last + 1])
        if look in ("note", "state"):
            height = text_height([str(shown)], [width])
            self.target.set_row(row, max(LINE_PT, height) + 3 * (look == "state"))
        elif look == "title":
            self.target.set_row(row, 24)

    def on_many_pages(self, row: int, column: int) -> None:
        """Print a wide sheet over several pages, its headings on each."""
        self.target.set_print_scale(70)
        self.target.repeat_rows(row)
        self.target.repeat_columns(0, column)

    def name(self, name: str, cell: Live) -> None:
        """Give a cell or range a name formulas and people can use."""
        self.book.file.define_name(name, "=" + cell.text)
