"""The tables on the disk: raw ones read strictly, processed ones built and read.

``build`` is the border between what was published and what the model uses; ``read``
is the fast way to a processed table.
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

from analysis import paths
from analysis.errors import InputDataError, Problem
from analysis.evidence import codebook
from analysis.evidence.assemble import assemble
from analysis.evidence.columns import (
    Tables,
    parse_columns,
    processed_tables,
    raw_tables,
)
from analysis.evidence.ledger_rules import ledger_problems
from analysis.evidence.links import EVIDENCE, broken_links
from analysis.evidence.reading import Row, read_table
from analysis.language import say

COLUMNS = "columns.csv"
JUDGEMENTS = "settlements.yaml"
MANIFEST = "manifest.json"
CODEBOOK = paths.DOCS / "codebook.md"


@cache
def declared() -> Tables:
    """Return the declared columns of every raw and processed table."""
    return parse_columns((paths.RAW / COLUMNS).read_text(encoding="utf-8"))


def read(name: str) -> pd.DataFrame:
    """Return a processed table; codes and ids are text, declared numbers are numbers.

    Raises InputDataError where there is no such table or it was not built yet.
    """
    return _read(name).copy()


@cache
def _read(name: str) -> pd.DataFrame:
    columns = processed_tables(declared()).get(name)
    path = paths.PROCESSED / f"{name}.csv"
    if columns is None or not path.is_file():
        raise InputDataError(_no_table(name, path))
    types = {column.name: column.dtype for column in columns}
    return pd.read_csv(
        path,
        dtype=types,
        keep_default_na=False,
        na_values={name: [""] for name, kind in types.items() if kind != "str"},
        encoding="utf-8",
    )


def stored(name: str) -> dict[str, Any]:
    """Return an estimate kept as ``data/processed/NAME.json``, as it was written.

    ``trend``: what ``study.trends.Calibration.from_dict`` takes. Raises InputDataError
    where it was not made yet.
    """
    return json.loads(_stored(name))


@cache
def _stored(name: str) -> str:
    path = paths.PROCESSED / f"{name}.json"
    if not path.is_file():
        raise InputDataError(_no_estimate(path))
    return path.read_text(encoding="utf-8")


def kept(name: str) -> pd.DataFrame:
    """Return an estimate kept as ``data/processed/NAME.csv``; regions are text.

    ``make data`` does not write these files: ``iuran forecast`` and the simulation
    study do. Raises InputDataError where it was not made yet.
    """
    path = paths.PROCESSED / f"{name}.csv"
    if not path.is_file():
        raise InputDataError(_no_estimate(path))
    found = pd.read_csv(path, dtype={"region": "str"}, encoding="utf-8")
    return found.fillna({"notes": ""}) if "notes" in found else found


def _no_estimate(path: Path) -> Problem:
    rule = say(
        id="Taksiran ini belum dibuat.",
        en="This estimate has not been made.",
    )
    remedy = say(
        id="Jalankan iuran forecast --calibrate.",
        en="Run iuran forecast --calibrate.",
    )
    return Problem(paths.shown(path), "", "", rule, remedy)


def _no_table(name: str, path: Path) -> Problem:
    rule = say(
        id="Tabel ini tidak ada atau belum dibuat.",
        en="There is no such table, or it has not been built.",
    )
    remedy = say(id="Jalankan make data.", en="Run make data.")
    return Problem(paths.shown(path), "", name, rule, remedy)


def read_raw(folder: Path | None = None) -> dict[str, list[Row]]:
    """Return every raw table as rows of text, by its path below ``folder``.

    Raises InputDataError with all problems of all files at once.
    """
    folder = folder or paths.RAW
    raw: dict[str, list[Row]] = {}
    problems: list[Problem] = []
    for name, columns in sorted(raw_tables(declared()).items()):
        path = folder / name
        if not path.is_file():
            problems.append(_missing_file(path))
            continue
        rule = ledger_problems if name == EVIDENCE else None
        shown = _shown(path, folder)
        raw[name], found = read_table(path.read_bytes(), shown, columns, rule)
        problems += found
    if not problems:
        problems = list(broken_links(raw, raw_tables(declared())))
    if problems:
        raise InputDataError(problems)
    return raw


def _shown(path: Path, folder: Path) -> str:
    return f"data/raw/{path.relative_to(folder).as_posix()}"


def judgements_text() -> str:
    """Return the text of the judgements on figures that contradict each other."""
    return (paths.PARAMETERS / JUDGEMENTS).read_text(encoding="utf-8")


def _missing_file(path: Path) -> Problem:
    rule = say(id="Berkas tidak ada.", en="The file is missing.")
    remedy = say(
        id="Pulihkan berkas ini dari repositori.",
        en="Restore this file from the repository.",
    )
    return Problem(paths.shown(path), "", "", rule, remedy)


def build(
    check: bool = False, raw: Path | None = None, processed: Path | None = None
) -> list[Path]:
    """Build the processed tables from the raw ones and return the files.

    The same raw bytes give the same processed bytes. With ``check`` nothing is
    written: files that differ from what would be written are the problem. ``raw`` and
    ``processed`` are the folders, by default those of the project.
    Raises InputDataError with everything wrong in the raw files.
    """
    raw, target = raw or paths.RAW, processed or paths.PROCESSED
    columns = processed_tables(declared())
    tables = assemble(read_raw(raw), columns, judgements_text())
    _validate(tables)
    files = {target / f"{name}.csv": _as_csv(rows) for name, rows in tables.items()}
    files[target / MANIFEST] = _manifest(raw, files)
    if processed is None:
        files[CODEBOOK] = codebook.text(tables, columns).encode()
    if check:
        _compare(files)
    else:
        _write(files)
        _read.cache_clear()
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


def _as_csv(rows: Sequence[Row]) -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8")


def _manifest(raw: Path, files: Mapping[Path, bytes]) -> bytes:
    names = [COLUMNS, *raw_tables(declared())]
    content = {
        "raw": {name: _sha256((raw / name).read_bytes()) for name in sorted(names)},
        "judgements": {JUDGEMENTS: _sha256(judgements_text().encode())},
        "processed": {path.name: _sha256(data) for path, data in files.items()},
    }
    return (json.dumps(content, indent=2, sort_keys=True) + "\n").encode()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write(files: Mapping[Path, bytes]) -> None:
    """Write all files beside their places first, then move them: all or none."""
    beside = {path: path.with_name(f".tmp-{path.name}") for path in files}
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            beside[path].write_bytes(data)
    except OSError:
        for one in beside.values():
            one.unlink(missing_ok=True)
        raise
    for path, one in beside.items():
        one.replace(path)


def _compare(files: Mapping[Path, bytes]) -> None:
    stale = [
        path
        for path, data in files.items()
        if not path.is_file() or path.read_bytes() != data
    ]
    if stale:
        raise InputDataError(_stale(path) for path in stale)


def _stale(path: Path) -> Problem:
    rule = say(
        id="Berkas ini tidak sama dengan hasil dari data mentah.",
        en="This file is not what the raw data give.",
    )
    remedy = say(id="Jalankan make data.", en="Run make data.")
    return Problem(paths.shown(path), "", "", rule, remedy)
