"""Forms for the tests: the template, filled with what a scenario file says."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import yaml

from analysis.report.form import write_form
from analysis.scenario.form_columns import KELOMPOK, LANJUTAN, SKENARIO, TABLES
from analysis.scenario.form_layout import KEY_ROW

SEGMENT_KEYS = [column.key for column in KELOMPOK.columns[1:]]
RARE_KEYS = [column.key for column in LANJUTAN.columns[1:]]


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
        scenario = scenario.get(part) if isinstance(scenario, dict) else None
    return scenario


def _fill_tables(book, scenario: dict) -> None:
    budget = scenario.get("budget", {})
    bases = budget.get("base_idr") or {}
    ceilings = (budget.get("ceiling") or {}).get("idr") or {}
    for line, year in enumerate(sorted({*bases, *ceilings})):
        put_row(book, "Anggaran", line, year=year,
                base_idr=cell_text(bases.get(year)),
                ceiling_idr=cell_text(ceilings.get(year)))  # fmt: skip
    exits, months, windows, dated, rare = [], [], [], {"Jadwal": [], "Riwayat": []}, []
    for line, (slug, segment) in enumerate(scenario["segments"].items()):
        put_row(book, "Kelompok", line, segment=slug, **_values(segment, SEGMENT_KEYS))
        exits += [{"segment": slug, **one} for one in segment.get("exits", [])]
        for year, span in segment.get("months", {}).items():
            if isinstance(year, int):
                months.append({"segment": slug, "year": year, **span})
        given = segment.get("window") or []
        for window in given if isinstance(given, list) else [given]:
            windows.append({"segment": slug, **window})
        for start, people in segment["path"].get("members", {}).items():
            row = {"segment": slug, "from": str(start), "people": people}
            dated["Jadwal"].append(row)
        for month, people in segment["path"].get("history", {}).items():
            row = {"segment": slug, "month": month, "people": people}
            dated["Riwayat"].append(row)
        if values := _values(segment, RARE_KEYS):
            rare.append({"segment": slug, **values})
    funders = [dict(one) for one in scenario.get("funding", [])]
    for one in funders:
        if "segments" in one:
            one["segments"] = ", ".join(one["segments"])
    overrides = (scenario.get("law") or {}).get("overrides") or {}
    tables = {
        **dated,
        "Keluar": exits,
        "Masa": windows,
        "Lanjutan": rare,
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


def _values(segment: dict, keys: list[str]) -> dict:
    found = {key: _at(segment, key) for key in keys}
    return {
        key.replace(".", "__"): cell_text(value)
        for key, value in found.items()
        if value is not None
    }
