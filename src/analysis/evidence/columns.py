"""What each column of each table holds: the one declaration everything reads.

``data/raw/columns.csv`` has a row for each column of each table: its kind, unit,
meaning and caveat. Reading, pandera schemas and the codebook are made from it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.evidence.kinds import KINDS

RAW_PREFIX = "raw/"


@dataclass(frozen=True)
class Column:
    """A column: name, kind (see ``kinds``), unit, meaning, and what it may hold."""

    name: str
    kind: str
    key: bool
    optional: bool
    allowed: tuple[str, ...]
    unit: str
    meaning: str
    caveat: str

    @property
    def dtype(self) -> str:
        """Return the pandas type; whole numbers that may be missing are nullable."""
        name = "float64" if self.kind == "by_unit" else KINDS[self.kind].dtype
        return "Int64" if name == "int64" and self.optional else name


Tables = Mapping[str, tuple[Column, ...]]


def parse_columns(text: str) -> dict[str, tuple[Column, ...]]:
    """Return the columns of every table named in the text of ``columns.csv``."""
    tables: dict[str, list[Column]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        tables.setdefault(row["table"], []).append(_column(row))
    return {table: tuple(columns) for table, columns in tables.items()}


def _column(row: Mapping[str, str]) -> Column:
    return Column(
        name=row["column"],
        kind=row["kind"],
        key=row["key"] == "yes",
        optional=row["optional"] == "yes",
        allowed=tuple(row["allowed"].split("|")) if row["allowed"] else (),
        unit=row["unit"],
        meaning=row["meaning"],
        caveat=row["caveat"],
    )


def raw_tables(declared: Tables) -> Tables:
    """Return the columns of the raw tables, by path below ``data/raw``."""
    return {
        name.removeprefix(RAW_PREFIX): columns
        for name, columns in declared.items()
        if name.startswith(RAW_PREFIX)
    }


def processed_tables(declared: Tables) -> Tables:
    """Return the columns of the processed tables, by name."""
    return {
        name: columns
        for name, columns in declared.items()
        if not name.startswith(RAW_PREFIX)
    }
