"""Forms for the tests: the template, filled with what a scenario file says."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import yaml

from analysis.report.form import write_form
from analysis.scenario.form_columns import KELOMPOK, SKENARIO, TABLES
from analysis.scenario.form_layout import KEY_ROW

SEGMENT_KEYS = [column.key for column in KELOMPOK.columns]


def template(path: Path, region: str | None = None, lang: str = "id") -> Path:
    write_form(path, region, lang)
    return path


def empty_tables(book) -> None:
    for sheet in TABLES:
        page = book[sheet.name]
        for row in page.iter_rows(min_row=KEY_ROW + 1):
            for cell in row:
                cell.value = None


def put_single(book, key: str, value) -> None:
    page = book[SKENARIO.name]
    row = next(r for r in range(1, 60) if page.cell(r, 2).value == key)
    page.cell(row, 3).value = value


def put_row(book, sheet: str, line: int, **values) -> None:
    """Fill a row, the first is 0; keys have ``__`` for a point."""
    page = book[sheet]
    keys = {page.cell(KEY_ROW, n).value: n for n in range(1, 60)}
    for key, value in values.items():
        page.cell(KEY_ROW + 1 + line, keys[key.replace("__", ".")]).value = value


def cell_text(value):
    """Write what is no single value as YAML in flow style, like a planner would."""
    if isinstance(value, dict):
        flow = yaml.safe_dump(value, default_flow_style=True, width=10_000)
        return flow.strip()
    return ", ".join(value) if isinstance(value, list) else value


def fill(path: Path, scenario: dict) -> Path:
    """Fill the form at ``path`` with a scenario as YAML reads it (no ``extends``)."""
    book = openpyxl.load_workbook(path)
    empty_tables(book)
    for column in SKENARIO.columns:
        put_single(book, column.key, cell_text(_at(scenario, column.key)))
    _fill_tables(book, scenario)
    book.save(path)
    return path


def _at(scenario: dict, key: str):
    for part in key.split("."):
        scenario = (scenario or {}).get(part)
    return scenario


def _fill_tables(book, scenario: dict) -> None:
    budget = scenario.get("budget", {})
    bases = budget.get("base_idr") or {}
    ceilings = (budget.get("ceiling") or {}).get("idr") or {}
    for line, year in enumerate(sorted({*bases, *ceilings})):
        put_row(book, "Anggaran", line, year=year,
                base_idr=cell_text(bases.get(year)),
                ceiling_idr=cell_text(ceilings.get(year)))  # fmt: skip
    exits, months = [], []
    for line, (slug, segment) in enumerate(scenario["segments"].items()):
        put_row(book, "Kelompok", line, segment=slug, **_segment(segment))
        exits += [{"segment": slug, **one} for one in segment.get("exits", [])]
        for year, span in segment.get("months", {}).items():
            if isinstance(year, int):
                months.append({"segment": slug, "year": year, **span})
    funders = [dict(one) for one in scenario.get("funding", [])]
    for one in funders:
        if "segments" in one:
            one["segments"] = ", ".join(one["segments"])
    overrides = (scenario.get("law") or {}).get("overrides") or {}
    tables = {
        "Keluar": exits,
        "Bulan": months,
        "Pendanaan": funders,
        "Guncangan": scenario.get("shocks", []),
        "Aturan": [
            {"parameter": name, "from": month, "value": value}
            for name, dated in overrides.items()
            for month, value in dated.items()
        ],
        "Anggapan": [_mark(*one) for one in scenario.get("assumed", {}).items()],
    }
    for sheet, rows in tables.items():
        for line, row in enumerate(rows):
            put_row(book, sheet, line, **row)


def _mark(key: str, mark: dict) -> dict:
    why = mark["why"]
    bounds = {"low": mark.get("low"), "high": mark.get("high")}
    return {"key": key, **bounds, "why__id": why["id"], "why__en": why["en"]}


def _segment(segment: dict) -> dict:
    values = {}
    for key in SEGMENT_KEYS:
        found = _at(segment, key) if key != "segment" else None
        if found is not None:
            values[key.replace(".", "__")] = cell_text(found)
    members = segment["path"].get("members", {})
    for n, (start, people) in enumerate(members.items(), 1):
        values[f"path__from_{n}"], values[f"path__people_{n}"] = str(start), people
    return values
