"""From the rows of a form that speak of groups to the segments of a scenario."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.scenario import form_texts as texts
from analysis.scenario.fields import suggest
from analysis.scenario.form_cells import Cell, Register, Row
from analysis.scenario.form_rows import (
    Rows,
    bilingual,
    entry,
    group,
    is_key,
    once,
    put_group,
    some,
)
from analysis.scenario.form_texts import Texts
from analysis.scenario.yamltext import Branch, Items

YEAR = re.compile(r"[0-9]{4}")
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_FROM = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")
_TOTALS = re.compile(r"(sub_?|grand_)?(total|jumlah)(_.*)?|keseluruhan|semua")
_PATH_KEYS = {
    "hold": (),
    "target": ("path.coverage", "path.year"),
    "schedule": (),
    "trend": (),
}
_PARTS = ("months", "paid", "label")
_VALUES = (
    "eligible",
    "eligible_growth_y",
    "members",
    "since",
    "verified_share",
    "place",
    "renewal_y",
    "profile",
)


def segments_of(rows: Rows, register: Register) -> Branch:
    """Return the mapping of all groups, from every sheet that speaks of them."""
    first = rows["Kelompok"]
    segments = Branch(first[0].place if first else register.cell("Kelompok", "A7"))
    for row in first:
        name = row.text("segment")
        if _TOTALS.fullmatch(name):
            row.report("segment", texts.TOTAL_ROW)
        elif _named(row) and once(name in segments, row, "segment"):
            segments.put(name, _segment(row), row.cells["segment"])
    _put_schedules(rows["Jadwal"], segments)
    _put_histories(rows["Riwayat"], segments)
    _put_rare(rows["Lanjutan"], segments)
    _put_exits(rows["Keluar"], segments)
    _put_windows(rows["Masa"], segments)
    _put_months(rows["Bulan"], segments)
    _need_schedules(first, segments)
    return segments


def _named(row: Row) -> bool:
    if not row.filled("segment"):
        row.report("segment", texts.REQUIRED)
    return row.filled("segment")


def _segment(row: Row) -> Branch:
    segment = Branch(row.cells["segment"])
    for key in _VALUES:
        segment.put(key, row.nodes[key], row.cells[key])
    put_group(segment, "tariff", group(row, "tariff"))
    segment.put("path", _path(row), row.cells["path.kind"])
    for part in _PARTS:
        if some(row, part):
            branch = bilingual(row, part) if part == "label" else group(row, part)
            put_group(segment, part, branch)
    return segment


def _path(row: Row) -> Branch:
    kind = row.text("path.kind")
    path = Branch(row.cells["path.kind"])
    path.put("kind", row.nodes["path.kind"], row.cells["path.kind"])
    used = _PATH_KEYS.get(kind, ())
    for key in ("path.coverage", "path.year"):
        if key in used:
            path.put(key.removeprefix("path."), row.nodes[key], row.cells[key])
        elif row.filled(key) and kind in _PATH_KEYS:
            row.report(key, texts.not_used(_word(row, kind)))
    return path


def _word(row: Row, kind: str) -> str:
    """Return the form's word for a kind of path."""
    known = row.register.known[str(row.cells["path.kind"])].column
    return next(word for word, one in known.words if one == kind) if known else kind


def _of_segment(rows: list[Row], segments: Branch) -> Iterator[tuple[Row, Branch]]:
    """Yield each row with the group it speaks of; note the rows of none."""
    for row in rows:
        name = row.text("segment")
        if not _named(row):
            continue
        if name in segments:
            yield row, segments[name]
        elif _TOTALS.fullmatch(name):
            row.report("segment", texts.TOTAL_ROW)
        else:
            row.report("segment", texts.no_such_group(suggest(name, segments)))


def _on_path(row: Row, key: str, segment: Branch, kind: str) -> bool:
    """Say whether a group's path uses a cell; note the cell if not."""
    found = segment["path"]["kind"].text
    if found == kind:
        return True
    if found in _PATH_KEYS:
        row.report(key, texts.of_path(kind, row.text("segment")))
    return False


def _put_schedules(rows: list[Row], segments: Branch) -> None:
    said = texts.FROM
    for row, segment in _of_segment(rows, segments):
        if _on_path(row, "segment", segment, "schedule"):
            _put_people(segment["path"], "members", row, ("from", _FROM, said))


def _put_histories(rows: list[Row], segments: Branch) -> None:
    said = texts.MONTH
    for row, segment in _of_segment(rows, segments):
        if _on_path(row, "segment", segment, "trend"):
            _put_people(segment["path"], "history", row, ("month", MONTH, said))


def _put_people(
    path: Branch, name: str, row: Row, start: tuple[str, re.Pattern[str], Texts]
) -> None:
    key, form, said = start
    if name not in path:
        path.put(name, Branch(row.cells[key]), row.cells[key])
    if not row.filled("people"):
        row.report("people", texts.REQUIRED)
    elif is_key(row, key, form, said) and once(row.text(key) in path[name], row, key):
        path[name].put(row.text(key), row.nodes["people"], row.cells["people"])


def _need_schedules(rows: list[Row], segments: Branch) -> None:
    for row in rows:
        path = segments.get(row.text("segment"), Branch(row.place)).get("path", {})
        if row.text("path.kind") == "schedule" and "members" not in path:
            row.report("path.kind", texts.NO_SCHEDULE)


def _put_rare(rows: list[Row], segments: Branch) -> None:
    seen: set[str] = set()
    for row, segment in _of_segment(rows, segments):
        if not once(row.text("segment") in seen, row, "segment"):
            continue
        seen.add(row.text("segment"))
        for key in ("target_people", "turnover_y"):
            segment.put(key, row.nodes[key], row.cells[key])
        if some(row, "self_paid"):
            put_group(segment, "self_paid", group(row, "self_paid"))
        key = "path.model"
        if row.filled(key) and _on_path(row, key, segment, "trend"):
            segment["path"].put("model", row.nodes[key], row.cells[key])
        _put_denominator(row, segment)


def _put_denominator(row: Row, segment: Branch) -> None:
    filled = [
        key for key in row.nodes if key.startswith("path.of.") and row.filled(key)
    ]
    if not filled or not _on_path(row, filled[0], segment, "target"):
        return
    of = Branch(row.cells[filled[0]])
    put_group(of, "name", bilingual(row, "path.of.name"))
    for key in ("people", "growth_y"):
        of.put(key, row.nodes[f"path.of.{key}"], row.cells[f"path.of.{key}"])
    put_group(segment["path"], "of", of)


def _put_exits(rows: list[Row], segments: Branch) -> None:
    for row, segment in _of_segment(rows, segments):
        keys = ("kind", "year", "share", "insurer")
        _items(segment, "exits", row.place).append(entry(row, keys))


def _put_windows(rows: list[Row], segments: Branch) -> None:
    for row, segment in _of_segment(rows, segments):
        _items(segment, "window", row.place).append(entry(row, ("first", "last")))


def _items(segment: Branch, key: str, place: Cell) -> Items:
    if key not in segment:
        segment.put(key, Items(place), place)
    return segment[key]


def _put_months(rows: list[Row], segments: Branch) -> None:
    for row, segment in _of_segment(rows, segments):
        if not is_key(row, "year", YEAR, texts.YEAR):
            continue
        if "months" not in segment:
            segment.put("months", Branch(row.place), row.place)
        year = row.text("year")
        if once(year in segment["months"], row, "year"):
            months = entry(row, ("first", "last"))
            segment["months"].put(year, months, row.cells["first"])
