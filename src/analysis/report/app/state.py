"""From entries to a scenario, by the readers and checks of every scenario file.

Pure: nothing is kept between calls, so windows cannot mix.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis import privacy
from analysis.errors import Problem, ScenarioError
from analysis.language import Text, say
from analysis.report.app import words
from analysis.report.app.entries import CHOICES, EITHER, RANGE, TARIFFS, Entries
from analysis.report.app.starts import DRAWS, Start, group
from analysis.scenario.build import build
from analysis.scenario.schema import Scenario
from analysis.scenario.yamltext import (
    Branch,
    Items,
    Node,
    Place,
    Scalar,
    read_tree,
    tree_of,
)

FORM = Place("diisi di formulir", level=1_000)
NAME_SUFFIX, _LONGEST = "-formulir", 64
_NEEDED = re.compile(
    r"segments\.\w+\.(eligible|members)|segments\.\w+\.path\.members\..+"
    r"|first_year|years|ceiling\.idr|target\.(coverage|year)|tariff\.\w+"
)
_MEMBERS = re.compile(r"segments\.\w+\.members")
_TITLE = "title"


@dataclass(frozen=True)
class Checked:
    """The scenario of the entries, or what is wrong: by field, and all else."""

    scenario: Scenario | None
    by_field: Mapping[str, Text] = field(default_factory=dict)
    others: tuple[Text, ...] = ()


def checked(entries: Entries) -> Checked:
    """Return the scenario of the entries, or every message, field by field."""
    tree, unread = _tree(entries)
    missing = {
        key: words.empty(key) for key in entries.fields() if _is_missing(entries, key)
    }
    by_field = unread | missing
    if not entries.groups:
        return Checked(None, by_field, (words.NO_GROUP,))
    try:
        scenario = build(tree, tree, [])
    except ScenarioError as error:
        return _refused(entries, error.problems, by_field)
    if by_field:
        return Checked(None, by_field)
    return Checked(_with_origins(scenario, entries.start))


def _is_missing(entries: Entries, key: str) -> bool:
    return bool(_NEEDED.fullmatch(key)) and not entries.value(key)


def _refused(
    entries: Entries, problems: Iterable[Problem], by_field: Mapping[str, Text]
) -> Checked:
    found, others = dict(by_field), []
    for problem in problems:
        key = _field_of(entries, problem.where)
        if key is not None:
            found.setdefault(key, words.advice(problem))
        else:
            place, said = privacy.masked(problem.where), words.advice(problem)
            others.append(say(id=f"{place}: {said['id']}", en=f"{place}: {said['en']}"))
    return Checked(None, found, tuple(others))


def _field_of(entries: Entries, where: str) -> str | None:
    """Return the field a key path belongs to, None where the page has none for it."""
    for key in entries.fields():
        for path in paths(entries, key):
            if where == path or where.startswith(f"{path}."):
                return key
    return None


def paths(entries: Entries, key: str) -> list[str]:
    """Return the key paths of the scenario that a field writes."""
    if key in TARIFFS:
        return [f"law.overrides.{TARIFFS[key]}.{entries.first_year}-01"]
    if key == "ceiling.idr" or (key, entries.value(key)) == ("ceiling.kind", "none"):
        return ["budget.ceiling"]
    if key == "ceiling.kind":
        return []
    if key.startswith("target."):
        part = key.removeprefix("target.")
        return [f"segments.{slug}.path.{part}" for slug in entries.groups]
    return [key]


def _tree(entries: Entries) -> tuple[Branch, dict[str, Text]]:
    """Return the scenario's nodes, and messages of texts that are no value at all."""
    tree, unread = entries.start.tree(), {}
    for slug in entries.removed:
        tree["segments"].pop(slug)
    for slug in entries.added:
        _put(tree, f"segments.{slug}", tree_of(group(slug, {}), FORM))
    _put_choices(tree, entries)
    for key in entries.fields():
        if key not in entries.typed or key in CHOICES:
            continue
        if personal := privacy.found(entries.typed[key]):
            unread[key] = words.together(*personal[0].said)
            continue
        if key == _TITLE:
            continue
        try:
            _put_typed(tree, entries, key)
        except ScenarioError as error:
            unread[key] = words.advice(error.problems[0])
    _mark(tree, entries)
    _head(tree, entries)
    return tree, unread


def _put_choices(tree: Branch, entries: Entries) -> None:
    """Set paths and ceiling where the page chose other ones than the start has."""
    kind = entries.typed.get("target.kind")
    if kind in ("hold", "target"):
        for slug in entries.groups:
            _put(tree, f"segments.{slug}.path", tree_of({"kind": kind}, FORM))
    if entries.typed.get("ceiling.kind") == "none":
        _put(tree, "budget.ceiling", Scalar("", None, FORM))


def _put_typed(tree: Branch, entries: Entries, key: str) -> None:
    node = _node(entries.typed[key])
    if key == "ceiling.idr":
        amount, node = node, Branch(FORM)
        _put(node, f"idr.{entries.first_year}", amount)
    for path in paths(entries, key):
        _put(tree, path, node)


def _node(text: str) -> Node:
    """Return what a text stands for: a number, a range, one of two, or flow YAML."""
    if text.startswith(("{", "[", "&")):
        return read_tree(text, FORM, quoted=None) or Scalar("", None, FORM)
    for sign, kind in ((RANGE, "uniform"), (EITHER, "choice")):
        if sign in text:
            inner = [_word(one) for one in text.split(sign)]
            if kind == "choice":
                inner = [_items([one, _word("0.5")]) for one in inner]
            branch = Branch(FORM)
            branch.put(kind, _items(inner), FORM)
            return branch
    return _word(text) if text else Scalar("", None, FORM)


def _word(text: str) -> Scalar:
    """Return a text as it stands: a typed ``null`` is no number, not nothing."""
    one = Scalar(text, None, FORM)
    return Scalar(text, True, FORM) if one.null else one


def _items(nodes: Iterable[Node]) -> Items:
    found = Items(FORM)
    found.extend(nodes)
    return found


def _put(tree: Branch, path: str, node: Any) -> None:
    """Set the value at a key path, replacing whatever stood there."""
    *above, last = path.split(".")
    for key in above:
        if not isinstance(tree.get(key), Branch):
            tree.put(key, Branch(FORM), FORM)
        tree = tree[key]
    tree.put(last, node, FORM)


def _mark(tree: Branch, entries: Entries) -> None:
    """Mark what was typed as assumed, in place of what was marked there before.

    Counts of members are not marked: a mark without a range would call them certain,
    and no count is; their origin and the reason of the scenario say they were typed.
    """
    given = tree.get("assumed")
    marks = given if isinstance(given, Branch) else Branch(FORM)
    typed = [
        path
        for key in entries.typed
        if key != _TITLE and key in entries.fields()
        for path in paths(entries, key)
    ]
    gone = [f"segments.{slug}" for slug in entries.removed]
    for mark in [one for one in marks if _touches(one, [*typed, *gone])]:
        del marks[mark]
    for path in typed:
        if not _MEMBERS.fullmatch(path):
            marks.put(path, tree_of({"why": dict(words.TYPED)}, FORM), FORM)
    tree.put("assumed", marks, FORM)


def _touches(mark: str, found: Iterable[str]) -> bool:
    return any(
        f"{mark}.".startswith(f"{path}.") or f"{path}.".startswith(f"{mark}.")
        for path in found
    )


def _head(tree: Branch, entries: Entries) -> None:
    """Set name, title, reason and number of draws."""
    start, typed = entries.start, entries.typed.get(_TITLE)
    name = start.name.removesuffix(NAME_SUFFIX)[: _LONGEST - len(NAME_SUFFIX)]
    titles = dict.fromkeys(("id", "en"), typed) if typed else dict(start.title)
    changed = ", ".join([*entries.typed, *entries.added, *entries.removed])
    for key, text in (
        ("name", name + NAME_SUFFIX),
        *((f"title.{lang}", text) for lang, text in titles.items()),
        *(
            (f"why.{lang}", text)
            for lang, text in words.why(start.name, changed).items()
        ),
    ):
        _put(tree, key, Scalar(text, True, FORM))
    _put(tree, "draws", Scalar(str(DRAWS), None, FORM))


def _with_origins(scenario: Scenario, start: Start) -> Scenario:
    """Give what was not typed the origin it had where it was first written."""
    here = f"file {start.name} line "
    for path, origin in scenario.provenance.items():
        if origin.startswith(here):
            scenario.provenance[path] = start.origins.get(path, origin)
    return scenario
