"""Strict reading of a CSV file: every cell as text, every problem at once."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from analysis import privacy
from analysis.errors import Problem
from analysis.evidence.columns import BY_UNIT, Column
from analysis.evidence.kinds import KIND_OF_UNIT, KINDS, NUMERIC, fits
from analysis.evidence.nearest import nearest
from analysis.language import Text, say

Row = dict[str, str]
RowRule = Callable[[Row], Iterator[tuple[str, str, Text, Text]]]
_NUMBERS = {*NUMERIC, BY_UNIT, "money_text"}
_SIGNATURES = {
    b"PK\x03\x04": "Excel (.xlsx)",
    b"\xd0\xcf\x11\xe0": "Excel (.xls)",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"%PDF": "PDF",
}
_SAVE = say(
    id='Simpan sebagai "CSV UTF-8 (dipisahkan koma)".',
    en='Save it as "CSV UTF-8 (comma delimited)".',
)
_CHECK_ROW = say(
    id="Periksa koma dan tanda kutip pada baris ini.",
    en="Check the commas and quotation marks of this row.",
)


def read_table(
    data: bytes, file: str, columns: Sequence[Column], rule: RowRule | None = None
) -> tuple[list[Row], list[Problem]]:
    """Return the rows of a CSV file as text, and everything that is wrong with it.

    ``data`` is the file as bytes, ``file`` the name shown to the reader; ``columns``
    are the declared columns and ``rule`` yields what is wrong between the cells of a
    row. Rows are numbered as a spreadsheet counts: header = 1.
    """
    text, problems = _decoded(data, file)
    if problems:
        return [], problems
    records, problems = _records(text, file)
    if problems:
        return [], problems
    while records and not any(cell.strip() for cell in records[-1][1]):
        records.pop()
    if not records:
        return [], [_empty(file)]
    header = [name.strip() for name in records[0][1]]
    problems = _personal(header, 1, file)
    problems += _header_problems(header, file, columns)
    if not problems and len(records) == 1:
        problems = [_no_rows(file)]
    if problems:
        return [], problems
    return _rows(header, records[1:], (file, columns), rule)


def _records(text: str, file: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """Return the rows with their numbers, as far as they can be told apart."""
    records: list[tuple[int, list[str]]] = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), strict=True):
            records.append((len(records) + 1, record))
    except csv.Error:
        where = row_name(len(records) + 1)
        rule = say(
            id="Tanda kutip tidak ditutup, berdiri di tengah sel, atau selnya terlalu "
            "panjang.",
            en="A quotation mark is not closed or stands inside a cell, or the cell is "
            "too long.",
        )
        return [], [Problem(file, where, '"', rule, _CHECK_ROW)]
    return records, []


def _decoded(data: bytes, file: str) -> tuple[str, list[Problem]]:
    if not data.strip():
        return "", [_empty(file)]
    for signature, name in _SIGNATURES.items():
        if data.startswith(signature):
            rule = say(
                id=f"Berkas ini {name}, bukan CSV.", en=f"This is {name}, not CSV."
            )
            return "", [Problem(file, "", name, rule, _SAVE)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        rule = say(
            id="Bukan UTF-8 (mungkin Windows-1252).",
            en="Not UTF-8 (perhaps Windows-1252).",
        )
        byte = f"byte 0x{data[error.start]:02x}"
        return "", [Problem(file, row_name(row), byte, rule, _SAVE)]
    if "\x00" in text:
        where = row_name(text.count("\n", 0, text.index("\x00")) + 1)
        rule = say(id="Ada byte NUL.", en="There are NUL bytes in the file.")
        return "", [Problem(file, where, "NUL", rule, _SAVE)]
    return text, []


def _empty(file: str) -> Problem:
    rule = say(id="Berkas kosong.", en="The file is empty.")
    return Problem(file, "", "", rule, _restore())


def _no_rows(file: str) -> Problem:
    rule = say(
        id="Hanya ada baris judul.", en="There is a header but there are no rows."
    )
    return Problem(file, "", "", rule, _restore())


def _restore() -> Text:
    return say(
        id="Pulihkan berkas ini dari repositori atau isi datanya.",
        en="Restore this file from the repository or fill it in.",
    )


def _header_problems(
    header: list[str], file: str, columns: Sequence[Column]
) -> Iterator[Problem]:
    if len(header) == 1 and (mark := re.search(r"[;\t|]", header[0])):
        rule = say(
            id=f"Pemisah kolom {mark[0]!r}, seharusnya koma.",
            en=f"Columns are separated by {mark[0]!r}, not by a comma.",
        )
        yield Problem(file, row_name(1), header[0][:60], rule, _SAVE)
        return
    names = [column.name for column in columns]
    found = ", ".join(header)
    for name in (name for name in names if name not in header):
        rule = say(id=f"Kolom {name} tidak ada.", en=f"The column {name} is missing.")
        remedy = say(id=f"Tambahkan kolom {name}.", en=f"Add the column {name}.")
        yield Problem(file, row_name(1), found, rule, remedy)
    for name in (name for name, times in Counter(header).items() if times > 1):
        rule = say(
            id=f"Kolom {name} ada dua kali.", en=f"The column {name} is there twice."
        )
        remedy = say(id="Hapus salah satu.", en="Remove one of them.")
        yield Problem(file, row_name(1), found, rule, remedy)
    for name in (name for name in header if name not in names):
        yield _unknown_column(file, name, names)


def _unknown_column(file: str, name: str, names: list[str]) -> Problem:
    near = nearest(name.lower(), names, count=1)
    hint_id = f" Mungkin maksudnya {near[0]}." if near else ""
    hint_en = f" Perhaps {near[0]} is meant." if near else ""
    rule = say(
        id=f"Kolom ini tidak dikenal.{hint_id}",
        en=f"This column is not known.{hint_en}",
    )
    remedy = say(id="Hapus atau ganti nama kolom.", en="Remove or rename the column.")
    return Problem(file, row_name(1), name or '""', rule, remedy)


def _rows(
    header: list[str],
    records: list[tuple[int, list[str]]],
    table: tuple[str, Sequence[Column]],
    rule: RowRule | None,
) -> tuple[list[Row], list[Problem]]:
    file, columns = table
    rows: list[Row] = []
    numbers: list[int] = []
    problems: list[Problem] = []
    for number, record in records:
        if len(record) != len(header):
            problems += _personal(record, number, file)
            problems.append(_wrong_length(file, number, len(record), len(header)))
            continue
        row = {name: cell.strip() for name, cell in zip(header, record, strict=True)}
        problems += _cell_problems(row, number, file, columns)
        for column, found, why, remedy in rule(row) if rule else ():
            where = f"{row_name(number)}, {column}"
            problems.append(Problem(file, where, found, why, remedy))
        rows.append(row)
        numbers.append(number)
    problems += _repeated_keys(rows, numbers, file, columns)
    return rows, problems


def _wrong_length(file: str, number: int, found: int, wanted: int) -> Problem:
    rule = say(
        id=f"Baris ini punya {found} kolom, judul punya {wanted}.",
        en=f"This row has {found} cells, the header has {wanted}.",
    )
    return Problem(file, row_name(number), "", rule, _CHECK_ROW)


def _cell_problems(
    row: Row, number: int, file: str, columns: Sequence[Column]
) -> Iterator[Problem]:
    for column in columns:
        cell, where = row[column.name], f"{row_name(number)}, {column.name}"
        wrong = _wrong_cell(cell, column, row.get("unit", ""))
        if column.kind not in _NUMBERS and (found := privacy.found(cell)):
            yield Problem(file, where, found[0].shown, *found[0].said)
        elif wrong is not None:
            yield Problem(file, where, cell, *wrong)


def _wrong_cell(cell: str, column: Column, unit: str) -> tuple[Text, Text] | None:
    if not cell:
        return None if column.optional else _blank(column)
    if column.allowed and cell not in column.allowed:
        return _not_allowed(column)
    name = column.kind
    if name == BY_UNIT:
        name = KIND_OF_UNIT.get(unit, "decimal")
    if fits(name, cell):
        return None
    return KINDS[name].rule, KINDS[name].remedy


def _personal(record: Sequence[str], number: int, file: str) -> list[Problem]:
    """Return what leads to a person in cells that belong to no column."""
    found = [one for cell in record for one in privacy.found(cell)]
    return [Problem(file, row_name(number), one.shown, *one.said) for one in found]


def _blank(column: Column) -> tuple[Text, Text]:
    rule = say(id="Sel ini wajib diisi.", en="This cell must be filled.")
    if column.allowed:
        return rule, _not_allowed(column)[1]
    return rule, say(id=f"Isi {column.name}.", en=f"Fill in {column.name}.")


def _not_allowed(column: Column) -> tuple[Text, Text]:
    values = ", ".join(column.allowed)
    rule = say(id="Nilai ini tidak dikenal.", en="This value is not known.")
    return rule, say(id=f"Pakai salah satu: {values}.", en=f"Use one of: {values}.")


def _repeated_keys(
    rows: list[Row], numbers: list[int], file: str, columns: Sequence[Column]
) -> Iterator[Problem]:
    # a table without a key is a list: the same row twice would count twice
    names = [column.name for column in columns]
    key = [column.name for column in columns if column.key] or names
    first: dict[tuple[str, ...], int] = {}
    for number, row in zip(numbers, rows, strict=True):
        values = tuple(row[name] for name in key)
        before = first.setdefault(values, number)
        if before != number:
            where = row_name(number)
            where += "" if key == names else f", {', '.join(key)}"
            yield Problem(file, where, " / ".join(values), *_repeated(before))


def _repeated(before: int) -> tuple[Text, Text]:
    rule = say(
        id=f"Kunci ini sudah ada pada baris {before}.",
        en=f"This key already stands in row {before}.",
    )
    remedy = say(
        id="Simpan satu baris, atau bedakan kuncinya.",
        en="Keep one row, or make the keys differ.",
    )
    return rule, remedy


def row_name(number: int) -> str:
    """Return how a row is named to the reader, counted as a spreadsheet counts."""
    return f"baris/row {number}"
