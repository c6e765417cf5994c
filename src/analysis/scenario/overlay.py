"""Laying one file over another: what a variant names replaces what it inherits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from analysis.errors import Problem, ScenarioError
from analysis.language import say
from analysis.scenario.kinds import is_null
from analysis.scenario.messages import is_index
from analysis.scenario.quantities import WAYS
from analysis.scenario.yamltext import (
    MAX_DEPTH,
    Branch,
    Items,
    Place,
    Scalar,
    tree_of,
)

_ALTERNATIVES = (*WAYS, frozenset({"idr"}), frozenset({"share"}))
_ENTRY = re.compile(r"[0-9]{4}(-[0-9]{2})?")
_AGES = ("segments", "profile", "ages")
SET_LEVEL = 1_000
_OF_THE_FILE = {"name", "extends", "schema"}  # a run is called after its file


def merged(below: Branch, above: Branch, path: tuple[str, ...] = ()) -> Branch:
    """Return ``above`` laid over ``below``.

    Mappings merge key by key; lists, shares by age, and mappings of another kind or
    distribution, are replaced whole. null removes a segment or a dated entry.
    """
    # of a key that is missing the file is told, not the option that set another
    result = Branch(below.place if above.place.level == SET_LEVEL else above.place)
    for key, node in below.items():
        result.put(key, node, below.lines[key])
    for key, node in above.items():
        _drop_same_month(result, key)
        if is_null(node) and _removable(key, path):
            result.pop(key, None)
            continue
        old = result.get(key)
        if isinstance(old, Branch) and isinstance(node, Branch):
            node = _over(old, node, (*path, key))
        elif isinstance(old, Items) and isinstance(node, Branch):
            node = _over_items(old, node)
        result.put(key, node, above.lines[key])
    return result


def _over(old: Branch, new: Branch, path: tuple[str, ...]) -> Branch:
    fresh = (
        "evidence" in new  # not another claim, as printed
        or _other_kind(old, new)
        or path[:1] + path[2:] == _AGES
    )
    return new if fresh else merged(old, new, path)


def _over_items(old: Items, new: Branch) -> Items | Branch:
    """Let ``--set funding.0.ceiling_idr_y=1`` change one entry of a list."""
    if new.place.level != SET_LEVEL or not all(map(is_index, new)):
        return new
    result = Items(old.place)
    result.extend(old)
    for key, node in new.items():
        index = int(key)
        if index >= len(result):
            return new
        both = isinstance(result[index], Branch) and isinstance(node, Branch)
        result[index] = merged(result[index], node) if both else node
    return result


def _removable(key: str, path: tuple[str, ...]) -> bool:
    return path == ("segments",) or bool(_ENTRY.fullmatch(key))


def _drop_same_month(result: Branch, key: str) -> None:
    """A year and its January are one entry of a schedule."""
    if key not in result and _ENTRY.fullmatch(key):
        twin = key.removesuffix("-01") if "-" in key else f"{key}-01"
        result.pop(twin, None)


def _other_kind(old: Branch, new: Branch) -> bool:
    if "kind" in new:
        return _text(old.get("kind")) != _text(new["kind"])
    ways = [_way(branch) for branch in (old, new)]
    return None not in ways and ways[0] != ways[1]


def _way(branch: Branch) -> frozenset[str] | None:
    fits = (way for way in _ALTERNATIVES if branch and branch.keys() <= way)
    return next(fits, None)


def _text(node: Any) -> str | None:
    return node.text if isinstance(node, Scalar) else None


def with_overrides(tree: Branch, overrides: Mapping[str, Any]) -> Branch:
    """Return ``tree`` with values set by dotted key path, in their order."""
    place = Place("--set", level=SET_LEVEL)
    problems: list[Problem] = []
    for path, value in overrides.items():
        keys = path.split(".")
        too_deep = len(keys) > MAX_DEPTH
        if too_deep or "" in keys or keys[0] in _OF_THE_FILE:
            problems.append(_bad_path(path, value))
            continue
        try:
            node: Any = tree_of(value, place)
        except ScenarioError as error:
            problems.extend(error.problems)
            continue
        tree = with_node(tree, path, node, place)
    if problems:
        raise ScenarioError(problems)
    return tree


def with_node(tree: Branch, path: str, node: Any, place: Place) -> Branch:
    """Return ``tree`` with ``node``, written at ``place``, set at a dotted key path."""
    for key in reversed(path.split(".")):
        branch = Branch(place)
        branch.put(key, node, place)
        node = branch
    return merged(tree, node)


def _bad_path(path: str, value: Any) -> Problem:
    rule = say(
        id="Kunci untuk --set ditulis bagian.kunci; name, extends, dan schema tidak "
        "dapat diganti.",
        en="A key for --set is written part.key; name, extends and schema cannot be "
        "set.",
    )
    remedy = say(
        id="Tulis misalnya --set budget.when_short=months",
        en="Write for example --set budget.when_short=months",
    )
    found = str(value) if path in _OF_THE_FILE else ""
    return Problem("--set", path, found, rule, remedy)
