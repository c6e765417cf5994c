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
BY_UNIT = "by_unit"


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
        name = "float64" if self.kind == BY_UNIT else KINDS[self.kind].dtype
        return "Int64" if name == "int64" and self.optional else name


Tables = Mapping[str, tuple[Column, ...]]


def parse_columns(text: str) -> dict[str, tuple[Column, ...]]:
    """Return the columns of every table named in the text of ``columns.csv``.

    Raises ValueError where the text is not such a list; ``DECLARATION`` says why.
    """
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    if next(rows, None) != [column.name for column in DECLARATION]:
        raise ValueError("columns")
    tables: dict[str, list[Column]] = {}
    for row in rows:
        table, *cells = row
        tables.setdefault(table, []).append(_column(*cells))
    return {table: tuple(columns) for table, columns in tables.items()}


def _column(*cells: str) -> Column:
    name, kind, key, optional, allowed, unit, meaning, caveat = cells
    if kind not in KINDS and kind != BY_UNIT:
        raise ValueError(kind)
    return Column(
        name=name,
        kind=kind,
        key=key == "yes",
        optional=optional == "yes",
        allowed=tuple(allowed.split("|")) if allowed else (),
        unit=unit,
        meaning=meaning,
        caveat=caveat,
    )


def _said(name: str, *allowed: str, optional: bool = False) -> Column:
    return Column(name, "text", False, optional, allowed, "", "", "")


# The columns of the declaration itself: what is wrong in it is told like any table.
DECLARATION = (
    *(_said("table"), _said("column"), _said("kind", *KINDS, BY_UNIT)),
    *(_said("key", "yes", "no"), _said("optional", "yes", "no")),
    *(_said(name, optional=True) for name in ("allowed", "unit", "meaning", "caveat")),
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
