"""The axes of a sweep's grid beside each other: no value twice, none overruled."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from analysis.scenario import sweep_file_texts as texts
from analysis.scenario.messages import Issue
from analysis.scenario.yamltext import Branch, Items, Node, Scalar


def repeated(key: str, values: Items) -> Iterator[Issue]:
    """Yield a finding for each value of an axis that stands there already."""
    seen: set[str] = set()
    for index, node in enumerate(values):
        value = _value(node)
        if value in seen:
            yield Issue(("grid", key, index), *texts.VALUE_TWICE)
        seen.add(value)


def overruling(changes: Branch) -> Iterator[Issue]:
    """Yield a finding for each axis that changes what stands in a scenario's name.

    Axes are applied after the variant, one after the other. One may fill in what a
    mapping before it leaves open, but change nothing that is said there.
    """
    axes = _axes(changes)
    for at, (key, _) in enumerate(axes):
        for variant, other, node in _set_by_variants(changes):
            if _overrules(key, other, node):
                yield Issue(("grid", key), *texts.overruled(other, variant), key)
        for other, nodes in axes[:at]:
            if any(_overrules(key, other, node) for node in nodes):
                yield Issue(("grid", key), *texts.overruled(other), key)


def _axes(tree: Branch) -> list[tuple[str, Items]]:
    grid = tree.get("grid")
    found = grid.items() if isinstance(grid, Branch) else ()
    return [(key, values) for key, values in found if isinstance(values, Items)]


def _set_by_variants(tree: Branch) -> Iterator[tuple[str, str, Node]]:
    variants = tree.get("variants")
    for name, one in variants.items() if isinstance(variants, Branch) else ():
        changes = one.get("set") if isinstance(one, Branch) else None
        for key, node in changes.items() if isinstance(changes, Branch) else ():
            yield name, key, node


def _overrules(later: str, earlier: str, node: Node) -> bool:
    """Say whether a change at ``later`` undoes that of ``earlier`` to ``node``."""
    if f"{earlier}.".startswith(f"{later}."):
        return True
    if not later.startswith(f"{earlier}."):
        return False
    for part in later.removeprefix(f"{earlier}.").split("."):
        if not isinstance(node, Branch):
            return True
        if part not in node:
            return False
        node = node[part]
    return True


def _value(node: Node) -> str:
    """Return a text that is equal for equal values, however a number is written."""
    if isinstance(node, Branch):
        return repr(sorted((key, _value(one)) for key, one in node.items()))
    if not isinstance(node, Scalar):
        return repr([_value(one) for one in node])
    try:
        number = Decimal(node.text) if not node.quoted else None
        finite = number is not None and number.is_finite()
        plain = number.normalize() if finite else None
    except ArithmeticError:  # no number, or one beyond all bounds
        plain = None
    return repr((plain, "" if plain is not None else node.text))
