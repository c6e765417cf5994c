"""A planner's form (.xlsx) as the mapping a scenario file would hold.

The form is only read. What it holds is checked by the checks of every scenario; this
module says of each problem in which cell it stands, what the cell takes, an example.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from analysis import paths, privacy
from analysis.errors import MachineError, Problem, ScenarioError
from analysis.privacy import masked
from analysis.scenario import form_package_texts
from analysis.scenario import form_texts as texts
from analysis.scenario.fields import suggest
from analysis.scenario.form_cells import Register, Row, address
from analysis.scenario.form_cells import row_and_column as split
from analysis.scenario.form_columns import SKENARIO, TABLES
from analysis.scenario.form_layout import (
    KEY_COLUMN,
    KEY_ROW,
    MAX_COLUMNS,
    MAX_ROWS,
    NOTE_COLUMN,
    SOURCE,
    VALUE_COLUMN,
    Sheet,
)
from analysis.scenario.form_messages import explained
from analysis.scenario.form_package import (
    MAX_FILE_BYTES,
    Raw,
    parts_of,
    raw_sheets,
)
from analysis.scenario.form_tree import scenario_tree
from analysis.scenario.form_written import other_texts, reaches_out
from analysis.scenario.yamltext import Branch

Values = list[tuple[Any, ...]]
_EMPTY_ROW: tuple[Any, ...] = ()
_SHEETS = (SKENARIO, *TABLES)


@dataclass(frozen=True)
class Form:
    """A form as read: its mapping, and the words for problems of its cells."""

    tree: Branch
    register: Register

    def problems(self, more: Iterable[Problem] = ()) -> list[Problem]:
        """Return all problems cell by cell, each with what the cell takes.

        ``more`` are those the checks of a scenario found in ``tree``.
        """
        own = {one.file for one in self.register.problems}
        found = [
            *self.register.problems,
            *(one for one in more if one.file not in own),
        ]
        return explained(found, self.register)


def read_form(file: Path) -> Form:
    """Return what a form holds.

    Raises ScenarioError when it cannot be read as the form, with every reason.
    """
    register = Register(paths.shown(file))
    data = _bytes(file, register.file)
    parts = parts_of(data, register.file)
    raws = raw_sheets(parts, register.file)
    _note_personal(file.stem, raws, other_texts(parts), register)
    _note_formulas(raws, register)
    _stop_if_any(register)
    values = _values(data, raws, register)
    headers = {sheet.name: _header(sheet, values[sheet.name], register)
               for sheet in _SHEETS}  # fmt: skip
    _stop_if_any(register)
    for sheet in _SHEETS:
        _note_cells(sheet, raws[sheet.name], values[sheet.name], register)
    single = _single(values[SKENARIO.name], headers[SKENARIO.name], register)
    rows = {
        sheet.name: list(_rows(sheet, values[sheet.name], headers, register))
        for sheet in TABLES
    }
    return Form(scenario_tree(single, rows, register, file.stem), register)


def _bytes(file: Path, shown: str) -> bytes:
    try:
        size = file.stat().st_size
        if size > MAX_FILE_BYTES:
            said = form_package_texts.TOO_LARGE
            raise ScenarioError(Problem(shown, "", f"{size} bytes", *said))
        return file.read_bytes()
    except OSError as error:
        why = error.strerror or ""
        raise MachineError(Problem(shown, "", why, *texts.UNREADABLE)) from None


def _stop_if_any(register: Register) -> None:
    if register.problems:
        raise ScenarioError(explained(register.problems, register))


def _note_personal(
    stem: str, raws: Mapping[str, Raw], others: Iterable[str], register: Register
) -> None:
    for words in (stem, *raws, *others):
        for one in privacy.found(words):
            problem = Problem(masked(register.file), "", one.shown, *one.said)
            register.problems.append(problem)
    for name, raw in raws.items():
        for at, text in (*raw.cells.items(), *raw.formulas.items()):
            for one in privacy.found(text):
                register.report(register.cell(masked(name), at), one.shown, one.said)


def _note_formulas(raws: Mapping[str, Raw], register: Register) -> None:
    for name, raw in raws.items():
        for at, formula in raw.formulas.items():
            if reaches_out(formula):
                said = form_package_texts.LINKED
                register.report(register.cell(name, at), f"={formula}", said)


def _values(
    data: bytes, raws: Mapping[str, Raw], register: Register
) -> dict[str, Values]:
    """Return the cells of the form's sheets, row by row."""
    missing = [sheet.name for sheet in _SHEETS if sheet.name not in raws]
    for name in missing:
        said = texts.no_sheet(raws)
        register.problems.append(Problem(register.file, name, "", *said))
    _stop_if_any(register)
    try:
        return {sheet.name: found for sheet, found in _opened(data)}
    except Exception:  # openpyxl lets through whatever a damaged part makes it meet
        said = form_package_texts.DAMAGED
        raise ScenarioError(Problem(register.file, "", "", *said)) from None


def _opened(data: bytes) -> Iterator[tuple[Sheet, Values]]:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about extensions that a form has no use for
        book = openpyxl.load_workbook(
            BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        for sheet in _SHEETS:
            page = book[sheet.name]
            page.reset_dimensions()
            rows = page.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS)
            yield sheet, [tuple(_value(cell) for cell in row) for row in rows]


def _value(cell: Any) -> Any:
    return texts.ERROR_VALUE if cell.data_type == "e" else cell.value


def _at(values: Values, row: int, column: int) -> Any:
    """Return the value at row and column, from 1; None outside."""
    line = values[row - 1] if row <= len(values) else _EMPTY_ROW
    return line[column - 1] if column <= len(line) else None


def _header(sheet: Sheet, values: Values, register: Register) -> dict[str, int]:
    """Return where each key stands: its row in Skenario, its column in a table."""
    if sheet is SKENARIO:
        cells = [(n, address(n, KEY_COLUMN), _at(values, n, KEY_COLUMN))
                 for n in range(KEY_ROW + 1, len(values) + 1)]  # fmt: skip
    else:
        cells = [(n, address(KEY_ROW, n), _at(values, KEY_ROW, n))
                 for n in range(1, MAX_COLUMNS + 1)]  # fmt: skip
    found: dict[str, int] = {}
    known = [column.key for column in sheet.columns]
    for position, at, value in cells:
        key = str(value).strip() if value is not None else ""
        if key in found or (key and key not in known):
            _note_key(register, sheet, at, key, twice=key in found)
        elif key:
            found[key] = position
    for key in known:
        if key not in found:
            said = texts.no_column(found)
            problem = Problem(register.file, f"{sheet.name}: {key}", "", *said)
            register.problems.append(problem)
    return found


def _note_key(
    register: Register, sheet: Sheet, at: str, key: str, *, twice: bool
) -> None:
    known = [column.key for column in sheet.columns]
    said = texts.TWICE if twice else texts.unknown_column(suggest(key, known))
    register.report(register.cell(sheet.name, at), key, said)


def _note_cells(sheet: Sheet, raw: Raw, values: Values, register: Register) -> None:
    """Note merged and hidden cells, formulas without a value, data outside."""

    def note(at: str, said: texts.Texts) -> None:
        text = raw.cells.get(at, "")
        register.report(register.cell(sheet.name, at), text, said)

    for area in raw.merged:
        if split(area.partition(":")[2])[0] > KEY_ROW:
            note(area.partition(":")[0], texts.MERGED)
    for at in raw.without_value:
        note(at, texts.NO_VALUE)
    for at in raw.cells:
        row, column = split(at)
        if not _is_data(sheet, row, column):
            continue
        if raw.hidden or row in raw.hidden_rows or column in raw.hidden_columns:
            note(at, texts.HIDDEN)
        elif _at(values, row, column) == texts.ERROR_VALUE:
            note(at, texts.CELL_ERROR)
        elif not _has_key(sheet, values, row, column):
            note(at, texts.OUTSIDE)


def _is_data(sheet: Sheet, row: int, column: int) -> bool:
    return row > KEY_ROW and (sheet is not SKENARIO or column == VALUE_COLUMN)


def _has_key(sheet: Sheet, values: Values, row: int, column: int) -> bool:
    if row > MAX_ROWS or column > MAX_COLUMNS:
        return False
    if sheet is SKENARIO:
        return _at(values, row, KEY_COLUMN) is not None
    return _at(values, KEY_ROW, column) is not None


def _single(values: Values, header: Mapping[str, int], register: Register) -> Row:
    """Return the single values of sheet Skenario."""
    row = Row(register, register.cell(SKENARIO.name, "C1"))
    for column in SKENARIO.columns:
        line = header[column.key]
        note = _note(_at(values, line, NOTE_COLUMN))
        cell = register.cell(SKENARIO.name, address(line, VALUE_COLUMN), note)
        row.add(column, cell, _read(values, line, VALUE_COLUMN))
    return row


def _rows(
    sheet: Sheet,
    values: Values,
    headers: Mapping[str, Mapping[str, int]],
    register: Register,
) -> Iterator[Row]:
    """Yield the rows of a table that hold something."""
    header = headers[sheet.name]
    for line in range(KEY_ROW + 1, len(values) + 1):
        inputs = [key for key in header if key != SOURCE]
        if all(_at(values, line, header[key]) in (None, "") for key in inputs):
            continue
        note = _note(_at(values, line, header[SOURCE])) if SOURCE in header else ""
        place = register.cell(sheet.name, address(line, header[sheet.columns[0].key]))
        row = Row(register, place)
        for column in sheet.columns:
            at = address(line, header[column.key])
            cell = register.cell(sheet.name, at, note)
            row.add(column, cell, _read(values, line, header[column.key]))
        yield row


def _read(values: Values, row: int, column: int) -> Any:
    value = _at(values, row, column)
    return None if value == texts.ERROR_VALUE else value


def _note(value: Any) -> str:
    """Return the source beside a cell as one line that a comment can hold."""
    words = " ".join(str(value).split()) if value is not None else ""
    return "".join(sign for sign in words if sign.isprintable())
