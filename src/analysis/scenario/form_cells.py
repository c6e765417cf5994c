"""From the cells of a form to nodes that know their sheet and address."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from analysis.errors import Problem, ScenarioError
from analysis.scenario import form_texts as texts
from analysis.scenario.form_layout import Column
from analysis.scenario.form_package import numeral
from analysis.scenario.form_texts import Texts
from analysis.scenario.yamltext import Branch, Items, Node, Place, Scalar, read_tree

_RANGE = re.compile(r"(.+?)\s*(?:s\.d\.|s/d|sampai|\.\.)\s*(.+)")
_LETTERS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class Cell(Place):
    """Where a value stands in a workbook; ``line`` orders cells over all sheets."""

    sheet: str = ""
    address: str = ""
    note: str = ""

    def __str__(self) -> str:
        return f"{self.file}: {self.sheet}!{self.address}"

    @property
    def origin(self) -> str:
        """Say in words where the value came from, with the source beside it."""
        words = f"file {self.file} {self.sheet}!{self.address}"
        return f"{words}; {self.note}" if self.note else words


@dataclass(frozen=True)
class Known:
    """What a message about a cell needs: its place, column and text."""

    cell: Cell
    column: Column | None
    text: str


class Register:
    """Every cell handed out and every problem found while reading one form."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.known: dict[str, Known] = {}
        self.problems: list[Problem] = []
        self.sheets: list[str] = []

    def cell(self, sheet: str, address: str, note: str = "") -> Cell:
        """Return the place of an address."""
        if sheet not in self.sheets:
            self.sheets.append(sheet)
        row, column = row_and_column(address)
        order = (self.sheets.index(sheet) * 10**8) + row * 10**3 + column
        found = Cell(self.file, order, sheet=sheet, address=address, note=note)
        self.known.setdefault(str(found), Known(found, None, ""))
        return found

    def remember(self, cell: Cell, column: Column | None, text: str) -> None:
        """Keep what stands in a cell, for messages about it."""
        self.known[str(cell)] = Known(cell, column, text)

    def report(self, cell: Cell, found: str, said: Texts) -> None:
        """Note a problem of one cell."""
        self.problems.append(Problem(str(cell), "", found, *said))


def row_and_column(address: str) -> tuple[int, int]:
    """Return row and column of an address such as ``D7``, from 1."""
    match = _LETTERS.fullmatch(address)
    if match is None:
        return 0, 0
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), min(column, 10**3 - 1)


def address(row: int, column: int) -> str:
    """Return the address of row and column, from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def text_of(value: Any, kind: str = "text") -> str:
    """Return the value of a cell as it would be written in a file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return numeral(value)
    if isinstance(value, dt.datetime | dt.date):
        return value.strftime("%Y-%m" if kind in {"month", "from"} else "%Y-%m-%d")
    return str(value).strip()


class Row:
    """One row of a table, or the single values of sheet Skenario, by key."""

    def __init__(self, register: Register, place: Cell) -> None:
        self.register, self.place = register, place
        self.nodes: dict[str, Node] = {}
        self.cells: dict[str, Cell] = {}
        self.typed: dict[str, str] = {}

    def add(self, column: Column, cell: Cell, value: Any) -> None:
        """Take the value of one cell."""
        self.typed[column.key] = text_of(value, column.kind)
        text = column.value_of(self.typed[column.key])
        self.register.remember(cell, column, text)
        self.cells[column.key] = cell
        self.nodes[column.key] = self._node(column, cell, text)

    def _node(self, column: Column, cell: Cell, text: str) -> Node:
        if column.kind == "list":
            return _list(text, cell)
        if column.kind == "group":
            return Scalar(group_name(text), None, cell)
        if (column.spread or column.kind == "profile") and text.startswith("{"):
            return self._braces(text, cell)
        match = _RANGE.fullmatch(text) if column.spread else None
        return _uniform(match.groups(), cell) if match else Scalar(text, None, cell)

    def _braces(self, text: str, cell: Cell) -> Node:
        try:
            node = read_tree(text, Place(""), quoted=None)
        except ScenarioError:
            self.register.report(cell, text, texts.NOT_INLINE)
            return Scalar("", None, cell)
        return placed(node, cell) if node is not None else Scalar("", None, cell)

    def text(self, key: str) -> str:
        """Return what stands under a key ("" if nothing or more than one value)."""
        node = self.nodes.get(key)
        return node.text if isinstance(node, Scalar) else ""

    def filled(self, key: str) -> bool:
        """Say whether something stands under a key."""
        node = self.nodes.get(key)
        return bool(node) if isinstance(node, Items | Branch) else bool(self.text(key))

    def report(self, key: str, said: Texts) -> None:
        """Note a problem of the cell under a key."""
        self.register.report(self.cells[key], self.typed[key], said)


def group_name(text: str) -> str:
    """Return a group's name as the model writes it: ``RT/RW`` is ``rt_rw``."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_") if text else ""


def _list(text: str, cell: Cell) -> Node:
    names = [group_name(part) for part in re.split(r"[,;\n]", text) if part.strip()]
    items = Items(cell)
    items.extend(Scalar(name, None, cell) for name in names)
    return items


def _uniform(ends: Sequence[str], cell: Cell) -> Branch:
    items, branch = Items(cell), Branch(cell)
    items.extend(Scalar(end, None, cell) for end in ends)
    branch.put("uniform", items, cell)
    return branch


def placed(node: Node, cell: Cell) -> Node:
    """Return ``node`` with all of it standing in ``cell``."""
    if isinstance(node, Branch):
        branch = Branch(cell)
        for key, item in node.items():
            branch.put(key, placed(item, cell), cell)
        return branch
    if isinstance(node, Items):
        items = Items(cell)
        items.extend(placed(item, cell) for item in node)
        return items
    return replace(node, place=cell)
