"""From the rows of a form to the mapping a scenario file would hold."""

from __future__ import annotations

import re
from collections.abc import Mapping

from analysis.scenario import form_texts as texts
from analysis.scenario.fields import suggest
from analysis.scenario.form_cells import Cell, Register, Row
from analysis.scenario.form_columns import SCHEDULE_PAIRS
from analysis.scenario.form_texts import Texts
from analysis.scenario.yamltext import Branch, Items, Scalar

Rows = Mapping[str, list[Row]]
SCHEMA = "1"
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_FROM = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
_TOTALS = {"total", "jumlah", "subtotal", "sub_total", "grand_total", "jumlah_total"}
_PATH_KEYS = {
    "hold": (),
    "target": ("path.coverage", "path.year"),
    "schedule": tuple(
        f"path.{part}_{n}"
        for n in range(1, SCHEDULE_PAIRS + 1)
        for part in ("from", "people")
    ),
}
_SEGMENT_PARTS = ("months", "paid", "window", "label")
_SEGMENT_VALUES = (
    "eligible", "eligible_growth_y", "members", "since", "verified_share", "place",
    "renewal_y", "profile",
)  # fmt: skip


def scenario_tree(single: Row, rows: Rows, register: Register, stem: str) -> Branch:
    """Return the mapping of a filled form; ``stem`` names it unless a cell does."""
    top = single.place
    tree = Branch(top)
    tree.put("schema", Scalar(SCHEMA, None, top), top)
    own = single.nodes["name"] if single.filled("name") else None
    name = own or Scalar(stem, None, single.cells["name"])
    tree.put("name", name, name.place)
    for key in ("title", "why"):
        if key == "title" or _any(single, key):
            _put_group(tree, key, _bilingual(single, key))
    for key in ("region", "first_year", "years", "draws", "seed", "wage_growth_y"):
        tree.put(key, single.nodes[key], single.cells[key])
    segments = _segments(rows["Kelompok"], register, top)
    tree.put("segments", segments, segments.place)
    _put_exits(rows["Keluar"], segments, register)
    _put_months(rows["Bulan"], segments, register)
    if _any(single, "decision"):
        _put_group(tree, "decision", _group(single, "decision"))
    tree.put("budget", _budget(single, rows["Anggaran"]), top)
    _put_list(tree, "funding", rows["Pendanaan"], ("funder", "ceiling_idr_y"))
    tree.put("law", _law(single, rows["Aturan"]), top)
    _put_list(tree, "shocks", rows["Guncangan"], ("kind", "year", "size", "share"))
    _put_marks(tree, rows["Anggapan"])
    return tree


def _any(row: Row, prefix: str) -> bool:
    return any(row.filled(key) for key in row.nodes if key.startswith(prefix + "."))


def _group(row: Row, prefix: str) -> Branch:
    """Return the mapping of all keys that start with ``prefix``."""
    keys = [key for key in row.nodes if key.startswith(prefix + ".")]
    branch = Branch(row.cells[keys[0]])
    for key in keys:
        branch.put(key.removeprefix(prefix + "."), row.nodes[key], row.cells[key])
    return branch


def _bilingual(row: Row, prefix: str) -> Branch:
    """Return a text in both languages; without an English one it stands for both."""
    branch = Branch(row.cells[f"{prefix}.id"])
    for lang in ("id", "en"):
        key = f"{prefix}.{lang}"
        given = key if row.filled(key) else f"{prefix}.id"
        branch.put(lang, row.nodes[given], row.cells[given])
    return branch


def _put_group(tree: Branch, key: str, branch: Branch) -> None:
    tree.put(key, branch, branch.place)


def _segments(rows: list[Row], register: Register, top: Cell) -> Branch:
    place = rows[0].place if rows else register.cell("Kelompok", "A7")
    segments = Branch(place)
    for row in rows:
        name = row.text("segment")
        if name in _TOTALS:
            row.report("segment", texts.TOTAL_ROW)
        elif _named(row) and _once(name in segments, row, "segment"):
            segments.put(name, _segment(row), row.cells["segment"])
    return segments


def _named(row: Row) -> bool:
    if not row.filled("segment"):
        row.report("segment", texts.REQUIRED)
    return row.filled("segment")


def _once(is_there: bool, row: Row, key: str) -> bool:
    if is_there:
        row.report(key, texts.TWICE)
    return not is_there


def _segment(row: Row) -> Branch:
    segment = Branch(row.cells["segment"])
    for key in _SEGMENT_VALUES:
        segment.put(key, row.nodes[key], row.cells[key])
    _put_group(segment, "tariff", _group(row, "tariff"))
    segment.put("path", _path(row), row.cells["path.kind"])
    for part in _SEGMENT_PARTS:
        if _any(row, part):
            branch = _bilingual(row, part) if part == "label" else _group(row, part)
            _put_group(segment, part, branch)
    return segment


def _path(row: Row) -> Branch:
    kind = row.text("path.kind")
    path = Branch(row.cells["path.kind"])
    path.put("kind", row.nodes["path.kind"], row.cells["path.kind"])
    used = _PATH_KEYS.get(kind, ())
    for key in row.nodes:
        other = key.startswith("path.") and key not in ("path.kind", *used)
        if other and row.filled(key) and kind in _PATH_KEYS:
            row.report(key, texts.not_used(_word(row, kind)))
    if kind == "target":
        for key in used:
            path.put(key.removeprefix("path."), row.nodes[key], row.cells[key])
    if kind == "schedule":
        _put_group(path, "members", _schedule(row))
    return path


def _word(row: Row, value: str) -> str:
    known = row.register.known[str(row.cells["path.kind"])].column
    return next(word for word, one in known.words if one == value) if known else value


def _schedule(row: Row) -> Branch:
    members = Branch(row.cells["path.from_1"])
    for n in range(1, SCHEDULE_PAIRS + 1):
        start, people = f"path.from_{n}", f"path.people_{n}"
        if not row.filled(start) and not row.filled(people):
            if n == 1:
                row.report(start, texts.REQUIRED)
            continue
        if not row.filled(people):
            row.report(people, texts.REQUIRED)
        elif _key(row, start, _FROM, texts.FROM) and _once(
            row.text(start) in members, row, start
        ):
            members.put(row.text(start), row.nodes[people], row.cells[people])
    return members


def _key(row: Row, key: str, form: re.Pattern[str], said: Texts) -> bool:
    """Say whether a cell can serve as the key of an entry; note it if not."""
    if form.fullmatch(row.text(key)):
        return True
    row.report(key, said if row.filled(key) else texts.REQUIRED)
    return False


def _of_segment(row: Row, segments: Branch) -> Branch | None:
    """Return the group a row speaks of; note the row if there is none."""
    if not _named(row):
        return None
    name = row.text("segment")
    if name not in segments:
        row.report("segment", texts.no_such_group(suggest(name, segments)))
    return segments.get(name)


def _put_exits(rows: list[Row], segments: Branch, register: Register) -> None:
    for row in rows:
        segment = _of_segment(row, segments)
        if segment is None:
            continue
        if "exits" not in segment:
            segment.put("exits", Items(row.place), row.place)
        segment["exits"].append(_entry(row, ("kind", "year", "share")))


def _entry(row: Row, keys: tuple[str, ...]) -> Branch:
    entry = Branch(row.place)
    for key in keys:
        entry.put(key, row.nodes[key], row.cells[key])
    return entry


def _put_months(rows: list[Row], segments: Branch, register: Register) -> None:
    for row in rows:
        segment = _of_segment(row, segments)
        if segment is None or not _key(row, "year", _YEAR, texts.YEAR):
            continue
        if "months" not in segment:
            segment.put("months", Branch(row.place), row.place)
        year = row.text("year")
        if _once(year in segment["months"], row, "year"):
            months = _entry(row, ("first", "last"))
            segment["months"].put(year, months, row.cells["first"])


def _by_year(rows: list[Row], key: str) -> Branch | None:
    filled = [row for row in rows if row.filled(key)]
    if not filled:
        return None
    found = Branch(filled[0].cells[key])
    for row in filled:
        year = row.text("year")
        if _key(row, "year", _YEAR, texts.YEAR) and _once(year in found, row, "year"):
            found.put(year, row.nodes[key], row.cells[key])
    return found


def _budget(single: Row, rows: list[Row]) -> Branch:
    budget = Branch(single.place)
    for key in ("base", "growth_y", "when_short", "revised"):
        full = f"budget.{key}"
        budget.put(key, single.nodes[full], single.cells[full])
    if single.filled("budget.priority"):
        key = "budget.priority"
        budget.put("priority", single.nodes[key], single.cells[key])
    bases, ceilings = _by_year(rows, "base_idr"), _by_year(rows, "ceiling_idr")
    if bases is not None:
        _put_group(budget, "base_idr", bases)
    share = "budget.ceiling.share"
    if ceilings is not None or single.filled(share):
        ceiling = Branch(
            single.cells[share] if single.filled(share) else ceilings.place
        )
        if ceilings is not None:
            _put_group(ceiling, "idr", ceilings)
        if single.filled(share):
            ceiling.put("share", single.nodes[share], single.cells[share])
        _put_group(budget, "ceiling", ceiling)
    return budget


def _put_list(tree: Branch, key: str, rows: list[Row], keys: tuple[str, ...]) -> None:
    if not rows:
        return
    items = Items(rows[0].place)
    for row in rows:
        entry = _entry(row, keys)
        if row.filled("segments"):
            entry.put("segments", row.nodes["segments"], row.cells["segments"])
        items.append(entry)
    tree.put(key, items, items.place)


def _law(single: Row, rows: list[Row]) -> Branch:
    law = Branch(single.cells["law.variant"])
    law.put("variant", single.nodes["law.variant"], single.cells["law.variant"])
    overrides = Branch(rows[0].place if rows else law.place)
    for row in rows:
        name, month = row.text("parameter"), row.text("from")
        if not name:
            row.report("parameter", texts.REQUIRED)
        elif _key(row, "from", _MONTH, texts.MONTH):
            if name not in overrides:
                overrides.put(name, Branch(row.place), row.cells["parameter"])
            if _once(month in overrides[name], row, "from"):
                overrides[name].put(month, row.nodes["value"], row.cells["value"])
    if overrides:
        _put_group(law, "overrides", overrides)
    return law


def _put_marks(tree: Branch, rows: list[Row]) -> None:
    marks = Branch(rows[0].place) if rows else Branch(tree.place)
    for row in rows:
        key = row.text("key")
        if not key:
            row.report("key", texts.REQUIRED)
        elif _once(key in marks, row, "key"):
            mark = _entry(row, ("low", "high"))
            _put_group(mark, "why", _bilingual(row, "why"))
            marks.put(key, mark, row.cells["key"])
    if marks:
        _put_group(tree, "assumed", marks)
