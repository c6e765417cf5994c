"""A scenario put where the planner's form has room for it, each value with its source.

Cells of defaults stay empty. Reading the form again gives the same scenario.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.report.form_known import Filled
from analysis.scenario.form_columns import KELOMPOK, SKENARIO
from analysis.scenario.form_layout import SOURCE, Column
from analysis.scenario.form_rare import LANJUTAN
from analysis.scenario.provenance import is_printed
from analysis.scenario.resolved import flow, leaves
from analysis.scenario.schema import Scenario

Cells = dict[str, Any]
_EVIDENCE = re.compile(r"evidence (\S+): ")
_UNSTATED = "default"


@dataclass(frozen=True)
class _Source:
    """The resolved values of a scenario by key path, with where they came from."""

    tree: Mapping[str, Any]
    origins: Mapping[str, str]
    lang: str

    def at(self, path: str) -> Any:
        """Return what stands at a path; None where there is nothing."""
        node: Any = self.tree
        for key in path.split("."):
            node = node.get(key) if isinstance(node, dict) else None
        return node

    def cell(self, path: str, value: Any, column: Column | None = None) -> Any:
        """Return what a cell holds for a value; None for nothing and for defaults."""
        origins = {self.origins.get(leaf, "") for leaf, _ in leaves(value, path)}
        if value is None or value == [] or origins == {_UNSTATED}:
            return None
        found = _EVIDENCE.match(min(origins))
        if found and len(origins) == 1:
            printed = ", as: printed" if is_printed(min(origins)) else ""
            return f"{{evidence: {found[1]}{printed}}}"
        return _written(value, column, self.lang)

    def note(self, paths: Iterable[str]) -> str | None:
        """Return the published sources of some values, each once."""
        told = [self.origins.get(path, "") for path in paths]
        return "; ".join(dict.fromkeys(o for o in told if _EVIDENCE.match(o))) or None


def _written(value: Any, column: Column | None, lang: str) -> Any:
    if isinstance(value, dict):
        return flow(value)
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, bool):
        value = str(value).lower()
    words = column.words if column is not None and lang == "id" else ()
    shown = {meant: word for word, meant in words}
    return shown.get(str(value), value)


def of_scenario(scenario: Scenario, lang: str) -> Filled:
    """Return the cells of a scenario, by sheet and key; the file's name is its name."""
    source = _Source(scenario.resolved(), scenario.provenance, lang)
    single = {
        column.key: (source.cell(column.key, source.at(column.key), column), "")
        for column in SKENARIO.columns
        if column.key != "name"
    }
    return Filled(single, _rows(source))


def _rows(source: _Source) -> dict[str, list[Cells]]:
    segments = list(source.tree["segments"])
    rare = [_of_group(source, slug, LANJUTAN.columns[1:]) for slug in segments]
    return {
        "Anggaran": list(_by_year(source)),
        "Kelompok": [_of_group(source, one, KELOMPOK.columns[1:]) for one in segments],
        "Jadwal": list(_dated(source, "members", "from")),
        "Riwayat": list(_dated(source, "history", "month")),
        "Lanjutan": [row for row in rare if len(row) > 1],
        "Keluar": list(_of_lists(source, "exits")),
        "Masa": list(_of_lists(source, "window")),
        "Bulan": list(_months(source)),
        "Pendanaan": list(_entries(source, "funding")),
        "Guncangan": list(_entries(source, "shocks")),
        "Aturan": [
            {"parameter": name, "from": month, "value": value}
            for name, dated in source.tree["law"]["overrides"].items()
            for month, value in dated.items()
        ],
        "Anggapan": [
            {
                "key": key,
                "low": mark["low"],
                "high": mark["high"],
                "why.id": mark["why"]["id"],
                "why.en": mark["why"]["en"],
            }
            for key, mark in source.tree["assumed"].items()
        ],
    }


def _filled(row: Cells) -> Cells:
    return {key: value for key, value in row.items() if value is not None}


def _of_group(source: _Source, slug: str, columns: tuple[Column, ...]) -> Cells:
    start = f"segments.{slug}"
    paths = {one.key: f"{start}.{one.key}" for one in columns if one.key != SOURCE}
    row = {
        column.key: source.cell(paths[column.key], source.at(paths[column.key]), column)
        for column in columns
        if column.key in paths
    }
    return _filled({"segment": slug, **row, SOURCE: source.note(paths.values())})


def _by_year(source: _Source) -> Iterator[Cells]:
    bases = source.at("budget.base_idr") or {}
    lines = source.at("budget.ceiling.idr") or {}
    for year in sorted({*bases, *lines}):
        base, line = f"budget.base_idr.{year}", f"budget.ceiling.idr.{year}"
        yield _filled(
            {
                "year": year,
                "base_idr": source.cell(base, bases.get(year)),
                "ceiling_idr": source.cell(line, lines.get(year)),
                SOURCE: source.note((base, line)),
            }
        )


def _dated(source: _Source, name: str, key: str) -> Iterator[Cells]:
    for slug, segment in source.tree["segments"].items():
        for start, people in (segment["path"].get(name) or {}).items():
            yield {"segment": slug, key: start, "people": people}


def _of_lists(source: _Source, name: str) -> Iterator[Cells]:
    for slug in source.tree["segments"]:
        for row in _entries(source, f"segments.{slug}.{name}"):
            yield {"segment": slug, **row}


def _entries(source: _Source, path: str) -> Iterator[Cells]:
    for index, one in enumerate(source.at(path) or ()):
        row = {
            key: source.cell(f"{path}.{index}.{key}", value)
            for key, value in one.items()
        }
        yield _filled(row)


def _months(source: _Source) -> Iterator[Cells]:
    for slug, segment in source.tree["segments"].items():
        for year, span in segment["months"].items():
            if isinstance(span, dict):
                yield {"segment": slug, "year": year, **span}
