"""From the rows of a form to the mapping a scenario file would hold."""

from __future__ import annotations

from analysis.scenario import form_texts as texts
from analysis.scenario.form_cells import Register, Row
from analysis.scenario.form_groups import MONTH, YEAR, segments_of
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
from analysis.scenario.versions import SCHEMA
from analysis.scenario.yamltext import Branch, Items, Scalar


def scenario_tree(single: Row, rows: Rows, register: Register, stem: str) -> Branch:
    """Return the mapping of a filled form; ``stem`` names it unless a cell does."""
    top = single.place
    tree = Branch(top)
    tree.put("schema", Scalar(str(SCHEMA), None, top), top)
    own = single.nodes["name"] if single.filled("name") else None
    name = own or Scalar(stem, None, single.cells["name"])
    tree.put("name", name, name.place)
    for key in ("title", "why"):
        if key == "title" or some(single, key):
            put_group(tree, key, bilingual(single, key))
    for key in ("region", "first_year", "years", "draws", "seed", "wage_growth_y"):
        tree.put(key, single.nodes[key], single.cells[key])
    put_group(tree, "segments", segments_of(rows, register))
    if some(single, "decision"):
        put_group(tree, "decision", group(single, "decision"))
    tree.put("budget", _budget(single, rows["Anggaran"]), top)
    _put_list(tree, "funding", rows["Pendanaan"], ("funder", "ceiling_idr_y"))
    tree.put("law", _law(single, rows["Aturan"]), top)
    _put_list(tree, "shocks", rows["Guncangan"], ("kind", "year", "size", "share"))
    _put_marks(tree, rows["Anggapan"])
    return tree


def _by_year(rows: list[Row], key: str) -> Branch | None:
    filled = [row for row in rows if row.filled(key)]
    if not filled:
        return None
    found = Branch(filled[0].cells[key])
    for row in filled:
        year = row.text("year")
        if is_key(row, "year", YEAR, texts.YEAR) and once(year in found, row, "year"):
            found.put(year, row.nodes[key], row.cells[key])
    return found


def _budget(single: Row, rows: list[Row]) -> Branch:
    budget = Branch(single.place)
    for key in ("base", "growth_y", "when_short", "revised"):
        full = f"budget.{key}"
        budget.put(key, single.nodes[full], single.cells[full])
    for key in ("priority", "protect"):
        full = f"budget.{key}"
        if single.filled(full):
            budget.put(key, single.nodes[full], single.cells[full])
    bases, ceilings = _by_year(rows, "base_idr"), _by_year(rows, "ceiling_idr")
    if bases is not None:
        put_group(budget, "base_idr", bases)
    share = "budget.ceiling.share"
    if ceilings is not None or single.filled(share):
        ceiling = Branch(
            single.cells[share] if single.filled(share) else ceilings.place
        )
        if ceilings is not None:
            put_group(ceiling, "idr", ceilings)
        if single.filled(share):
            ceiling.put("share", single.nodes[share], single.cells[share])
        put_group(budget, "ceiling", ceiling)
    return budget


def _put_list(tree: Branch, key: str, rows: list[Row], keys: tuple[str, ...]) -> None:
    if not rows:
        return
    items = Items(rows[0].place)
    for row in rows:
        found = entry(row, keys)
        if row.filled("segments"):
            found.put("segments", row.nodes["segments"], row.cells["segments"])
        items.append(found)
    tree.put(key, items, items.place)


def _law(single: Row, rows: list[Row]) -> Branch:
    law = Branch(single.cells["law.variant"])
    law.put("variant", single.nodes["law.variant"], single.cells["law.variant"])
    overrides = Branch(rows[0].place if rows else law.place)
    for row in rows:
        name, month = row.text("parameter"), row.text("from")
        if not name:
            row.report("parameter", texts.REQUIRED)
        elif is_key(row, "from", MONTH, texts.MONTH):
            if name not in overrides:
                overrides.put(name, Branch(row.place), row.cells["parameter"])
            if once(month in overrides[name], row, "from"):
                overrides[name].put(month, row.nodes["value"], row.cells["value"])
    if overrides:
        put_group(law, "overrides", overrides)
    return law


def _put_marks(tree: Branch, rows: list[Row]) -> None:
    marks = Branch(rows[0].place) if rows else Branch(tree.place)
    for row in rows:
        key = row.text("key")
        if not key:
            row.report("key", texts.REQUIRED)
        elif once(key in marks, row, "key"):
            mark = entry(row, ("low", "high"))
            put_group(mark, "why", bilingual(row, "why"))
            marks.put(key, mark, row.cells["key"])
    if marks:
        put_group(tree, "assumed", marks)
