"""Spoiling raw tables: cells, rows, headers and bytes of a project's data/raw."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

EVIDENCE = "evidence.csv"
WAGES = "minimum_wages/minimum_wages.csv"
BUDGETS = "budgets/budgets.csv"
Table = list[list[str]]


def raw(project: Path, name: str) -> Path:
    return project / "data" / "raw" / name


def rows_of(path: Path) -> Table:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def change(path: Path, edit: Callable[[Table], None]) -> None:
    """Edit the rows of a table in place; the first one is its header."""
    rows = rows_of(path)
    edit(rows)
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    path.write_text(buffer.getvalue(), encoding="utf-8")


def set_cells(path: Path, column: str, cells: dict[int, str]) -> None:
    """Write cells of a column; rows are counted as a spreadsheet does."""

    def edit(rows: Table) -> None:
        place = rows[0].index(column)
        for number, cell in cells.items():
            rows[number - 1][place] = cell

    change(path, edit)


def row_of(path: Path, key: str) -> int:
    """Return the row whose first cell is ``key``, as a spreadsheet counts."""
    return [row[0] for row in rows_of(path)].index(key) + 1
