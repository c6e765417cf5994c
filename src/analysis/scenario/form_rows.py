"""Pieces a row of the form gives to the mapping of a scenario."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from analysis.scenario import form_texts as texts
from analysis.scenario.form_cells import Row
from analysis.scenario.form_texts import Texts
from analysis.scenario.yamltext import Branch

Rows = Mapping[str, list[Row]]


def some(row: Row, prefix: str) -> bool:
    """Say whether any key that starts with ``prefix`` is filled."""
    return any(row.filled(key) for key in row.nodes if key.startswith(prefix + "."))


def group(row: Row, prefix: str) -> Branch:
    """Return the mapping of all keys that start with ``prefix``."""
    keys = [key for key in row.nodes if key.startswith(prefix + ".")]
    branch = Branch(row.cells[keys[0]])
    for key in keys:
        branch.put(key.removeprefix(prefix + "."), row.nodes[key], row.cells[key])
    return branch


def bilingual(row: Row, prefix: str) -> Branch:
    """Return a text in both languages; without an English one it stands for both."""
    branch = Branch(row.cells[f"{prefix}.id"])
    for lang in ("id", "en"):
        key = f"{prefix}.{lang}"
        given = key if row.filled(key) else f"{prefix}.id"
        branch.put(lang, row.nodes[given], row.cells[given])
    return branch


def entry(row: Row, keys: Iterable[str]) -> Branch:
    """Return the mapping of some keys of a row."""
    found = Branch(row.place)
    for key in keys:
        found.put(key, row.nodes[key], row.cells[key])
    return found


def put_group(tree: Branch, key: str, branch: Branch) -> None:
    """Put a mapping into another, where it stands."""
    tree.put(key, branch, branch.place)


def once(is_there: bool, row: Row, key: str) -> bool:
    """Say whether something is said for the first time; note it if not."""
    if is_there:
        row.report(key, texts.TWICE)
    return not is_there


def is_key(row: Row, key: str, form: re.Pattern[str], said: Texts) -> bool:
    """Say whether a cell can serve as the key of an entry; note it if not."""
    if form.fullmatch(row.text(key)):
        return True
    row.report(key, said if row.filled(key) else texts.REQUIRED)
    return False
