"""The tables on the disk: raw ones read strictly, processed ones built and read.

``build`` is the border between what was published and what the model uses; ``read``
is the fast way to a processed table, which must be the one that was built.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import paths, privacy, refusals
from analysis.errors import InputDataError, Problem
from analysis.evidence import codebook, estimates
from analysis.evidence import table_texts as texts
from analysis.evidence.assemble import assemble
from analysis.evidence.columns import (
    DECLARATION,
    Column,
    Tables,
    parse_columns,
    processed_tables,
    raw_tables,
)
from analysis.evidence.ledger_rules import ledger_problems
from analysis.evidence.links import EVIDENCE, broken_links
from analysis.evidence.reading import Row, read_table
from analysis.evidence.writing import all_at_once

COLUMNS = "columns.csv"
JUDGEMENTS = "settlements.yaml"
MANIFEST = "manifest.json"
CODEBOOK = paths.DOCS / "codebook.md"
MAX_BYTES = 10_000_000  # thirty times the largest raw table of the project


@cache
def declared() -> Tables:
    """Return the declared columns of every raw and processed table.

    Raises InputDataError where the declaration itself cannot be read.
    """
    path = paths.RAW / COLUMNS
    if not path.is_file():
        raise InputDataError(texts.missing_file(path))
    data = path.read_bytes()
    try:
        return parse_columns(data.decode("utf-8"))
    except (ValueError, csv.Error):
        _, problems = read_table(data, paths.shown(path), DECLARATION)
        known = problems or [texts.wrong_declaration(path)]
        raise InputDataError(known) from None


def read(name: str) -> pd.DataFrame:
    """Return a processed table; codes and ids are text, declared numbers are numbers.

    Raises InputDataError where there is no such table, it was not built yet, it is not
    the one that was built, or what it was built from has changed.
    """
    return _read(name).copy()


@cache
def _read(name: str) -> pd.DataFrame:
    columns = processed_tables(declared()).get(name)
    if columns is None:
        raise InputDataError(texts.no_table(name, paths.PROCESSED / f"{name}.csv"))
    types = {column.name: column.dtype for column in columns}
    return pd.read_csv(
        io.BytesIO(built(name)),
        dtype=types,
        keep_default_na=False,
        na_values={name: [""] for name, kind in types.items() if kind != "str"},
        encoding="utf-8",
    )


def built(name: str) -> bytes:
    """Return a processed table as the bytes that were built.

    Raises InputDataError where it was not built yet, or changed since: a table edited
    by hand, left from a build that was killed, or older than the raw files never
    reaches a result.
    """
    path = paths.PROCESSED / f"{name}.csv"
    if not path.is_file():
        raise InputDataError(texts.no_table(name, path))
    data = path.read_bytes()
    if _hashes(paths.PROCESSED, paths.RAW).get(path.name) != _sha256(data):
        raise InputDataError(texts.changed(path))
    return data


@cache
def _hashes(folder: Path, raw: Path) -> dict[str, str]:
    """Return the hashes of built tables, if they are made from what is there now."""
    path = folder / MANIFEST
    try:
        told = dict(json.loads(path.read_bytes()))
        hashes = dict(told.pop("processed"))
    except (OSError, ValueError, KeyError, TypeError):
        raise InputDataError(texts.no_table(MANIFEST, path)) from None
    if told != _made_from(raw):
        raise InputDataError(texts.stale(path))
    return hashes


def stored(name: str) -> dict[str, Any]:
    """Return an estimate kept as ``data/processed/NAME.json``, as it was written.

    ``trend``: what ``study.trends.Calibration.from_dict`` takes. Raises InputDataError
    where it was not made yet, or cannot be read.
    """
    return json.loads(_stored(name))


@cache
def _stored(name: str) -> bytes:
    return estimates.read(f"{name}.json")


def kept(name: str) -> pd.DataFrame:
    """Return an estimate kept as ``data/processed/NAME.csv``; regions are text.

    Raises InputDataError where it was not made yet, or cannot be read.
    """
    file = f"{name}.csv"
    data = io.BytesIO(estimates.read(file))
    try:
        found = pd.read_csv(data, dtype={"region": "str"}, encoding="utf-8")
    except ValueError:  # of pandas' parser and of the encoding
        raise InputDataError(texts.damaged_estimate(paths.PROCESSED / file)) from None
    return found.fillna({"notes": ""}) if "notes" in found else found


def read_raw(folder: Path | None = None) -> dict[str, list[Row]]:
    """Return every raw table as rows of text, by its path below ``folder``.

    Raises InputDataError with all problems of all files at once.
    """
    folder = folder or paths.RAW
    raw: dict[str, list[Row]] = {}
    problems: list[Problem] = []
    for name, columns in sorted(raw_tables(declared()).items()):
        raw[name], found = _read_raw(folder / name, folder, columns)
        problems += found
    if not problems:
        problems = list(broken_links(raw, raw_tables(declared())))
    if problems:
        raise InputDataError(problems)
    return raw


def _read_raw(
    path: Path, folder: Path, columns: Sequence[Column]
) -> tuple[list[Row], list[Problem]]:
    if not path.is_file():
        return [], [texts.missing_file(path)]
    size = path.stat().st_size
    if size > MAX_BYTES:
        return [], [texts.too_large(path, size, MAX_BYTES)]
    name = path.relative_to(folder).as_posix()
    rule = ledger_problems if name == EVIDENCE else None
    with refusals.told():
        return read_table(path.read_bytes(), f"data/raw/{name}", columns, rule)


def judgements_text() -> str:
    """Return the text of the judgements on figures that contradict each other.

    Raises InputDataError where the file is missing, empty, no UTF-8 or names a person.
    """
    path = paths.PARAMETERS / JUDGEMENTS
    if not path.is_file():
        raise InputDataError(texts.missing_file(path))
    data = path.read_bytes()
    if not data.strip():
        raise InputDataError(texts.empty_file(path))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputDataError(texts.not_utf8(path, data, error)) from None
    if personal := [texts.personal(path, *one) for one in privacy.by_line(text)]:
        raise InputDataError(personal)
    return text


def build(
    check: bool = False, raw: Path | None = None, processed: Path | None = None
) -> list[Path]:
    """Build the processed tables from the raw ones and return the files.

    The same raw bytes give the same processed bytes. With ``check`` nothing is
    written: files that differ from what would be written are the problem. ``raw`` and
    ``processed`` are the folders, by default those of the project.
    Raises InputDataError with everything wrong in the raw files, MachineError where
    the disk refuses.
    """
    raw, target = raw or paths.RAW, processed or paths.PROCESSED
    columns = processed_tables(declared())
    tables = assemble(read_raw(raw), columns, judgements_text())
    _validate(tables)
    files = {
        target / f"{name}.csv": _as_csv(rows, columns[name])
        for name, rows in tables.items()
    }
    manifest = _manifest(raw, files)
    if processed is None:
        files[CODEBOOK] = codebook.text(tables, columns).encode()
    files[target / MANIFEST] = manifest  # the last: it vouches for the others
    if check:
        _compare(files)
    else:
        with refusals.told():
            all_at_once(files, target)
        _read.cache_clear()
        _hashes.cache_clear()
    return list(files)


def _validate(tables: Mapping[str, Sequence[Row]]) -> None:
    from analysis.evidence import schemas  # pandera is slow to load

    problems: list[Problem] = []
    for name, rows in tables.items():
        columns = declared()[name]
        problems += schemas.problems(name, typed(name, rows), columns)
    if problems:
        raise InputDataError(problems)


def typed(name: str, rows: Sequence[Row]) -> pd.DataFrame:
    """Return rows of text of a processed table with its declared types."""
    columns = declared()[name]
    frame = pd.DataFrame(rows, columns=[column.name for column in columns], dtype="str")
    for column in columns:
        kind = column.dtype
        if kind != "str":
            cells = frame[column.name].replace("", None)
            frame[column.name] = pd.to_numeric(cells).astype(kind)
    return frame


def _as_csv(rows: Sequence[Row], columns: Sequence[Column]) -> bytes:
    buffer = io.StringIO()
    names = [column.name for column in columns]
    writer = csv.DictWriter(buffer, fieldnames=names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8")


def _manifest(raw: Path, files: Mapping[Path, bytes]) -> bytes:
    made = {"processed": {path.name: _sha256(data) for path, data in files.items()}}
    text = json.dumps(_made_from(raw) | made, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def _made_from(raw: Path) -> dict[str, dict[str, str]]:
    """Return the hashes of what tables are built from; a missing file has none."""
    names = [COLUMNS, *raw_tables(declared())]
    files = {name: raw / name for name in names if (raw / name).is_file()}
    return {
        "raw": {name: _sha256(path.read_bytes()) for name, path in files.items()},
        "judgements": {JUDGEMENTS: _sha256(judgements_text().encode())},
    }


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _compare(files: Mapping[Path, bytes]) -> None:
    stale = [
        path
        for path, data in files.items()
        if not path.is_file() or path.read_bytes() != data
    ]
    if stale:
        raise InputDataError(texts.stale(path) for path in stale)
