"""What is wrong with a scenario, said to a planner in Indonesian and English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from analysis.errors import Problem
from analysis.language import Text, say
from analysis.scenario.fields import suggest
from analysis.scenario.yamltext import Branch, Items, Place

Loc = tuple[str | int, ...]
PATHS = ("hold", "schedule", "target", "trend")
_SHOWN_LETTERS = 80
_INDEX_DIGITS = 6


@dataclass(frozen=True)
class Issue:
    """One finding at a key path; ``found`` replaces the value written there.

    ``own``: of a key the file itself must have, whatever its parents say.
    """

    loc: Loc
    rule: Text
    remedy: Text
    found: str | None = None
    own: bool = False


def issues_of(
    error: ValidationError, model: type[BaseModel], at: Loc = ()
) -> Iterator[Issue]:
    """Yield what pydantic found, in our words; ``at`` is where ``model`` stands."""
    for one in error.errors(include_url=False):
        loc = at + tuple(one["loc"])
        yield _issue(one, loc, model, tuple(one["loc"]))


def _issue(one: Any, loc: Loc, model: type[BaseModel], inside: Loc) -> Issue:
    context = one.get("ctx", {})
    if one["type"] == "iuran":
        is_key = loc[-1:] == ("[key]",)
        found = str(loc[-2]) if is_key else None
        loc = loc[:-1] if is_key else loc
        return Issue(loc, context["rule"], context["remedy"], found)
    if one["type"] == "extra_forbidden":
        return unknown_key(loc, keys_at(model, inside[:-1]))
    if one["type"] == "missing":
        return _missing(loc, model, inside)
    if one["type"].startswith("union_tag"):
        return _which_kind(loc, context.get("tag", ""))
    shape = "list" if one["type"] in {"tuple_type", "list_type"} else "mapping"
    return Issue(loc, *_SHAPES[shape])


def unknown_key(loc: Loc, known: Iterable[str]) -> Issue:
    """Return the finding for a key nobody reads."""
    key = str(loc[-1])
    rule = say(id="Kunci ini tidak dikenal.", en="This key is not known.")
    remedy = _COMMA if key.isdecimal() else suggest(key, list(known))
    return Issue(loc, rule, remedy, key)


def _missing(loc: Loc, model: type[BaseModel], inside: Loc) -> Issue:
    key = str(loc[-1])
    example = next(_examples(model, inside), "...")
    rule = say(
        id=f"Kunci wajib `{key}` tidak ada.", en=f"The required key `{key}` is missing."
    )
    remedy = say(
        id=f"Tambahkan, misalnya `{key}: {example}`.",
        en=f"Add it, for example `{key}: {example}`.",
    )
    return Issue(loc, rule, remedy)


def _which_kind(loc: Loc, kind: str) -> Issue:
    listed = ", ".join(PATHS)
    rule = say(
        id=f"Jalur (`path`) memerlukan `kind`: {listed}.",
        en=f"A path needs a `kind`: {listed}.",
    )
    return Issue(loc, rule, suggest(kind, PATHS))


def models_at(model: type[BaseModel], loc: Loc) -> list[type[BaseModel]]:
    """Return the models that may stand at a key path below ``model``."""
    found = [model]
    for part in loc:
        deeper = [
            inner
            for one in found
            for name, field in one.model_fields.items()
            if part in {name, field.alias}
            for inner in models_in(field.annotation)
        ]
        found = deeper or [one for one in found if kind_of(one) in {None, part}]
    return found


def kind_of(model: type[BaseModel]) -> str | None:
    """Return the one kind a model stands for, None if it has none or several."""
    kind = model.model_fields.get("kind")
    kinds = get_args(kind.annotation) if kind else ()
    return kinds[0] if len(kinds) == 1 else None


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that a type is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)


def keys_at(model: type[BaseModel], loc: Loc) -> list[str]:
    """Return the keys a file may use at a key path."""
    fields = [one.model_fields for one in models_at(model, loc)]
    names = [field.alias or name for each in fields for name, field in each.items()]
    return [name for name in dict.fromkeys(names) if name != "by_year"]


def _examples(model: type[BaseModel], loc: Loc) -> Iterator[str]:
    for one in models_at(model, loc[:-1]):
        for name, field in one.model_fields.items():
            if loc[-1] in {name, field.alias}:
                yield from field.examples or ()


def report(
    issues: Iterable[Issue], tree: Branch, own: Branch | None = None
) -> list[Problem]:
    """Return the problems in the order of the file, each once.

    ``own`` is the file without its parents, where it has any.
    """
    placed = []
    for issue in issues:
        searched = own if issue.own and own is not None else tree
        keys, node, place = locate(searched, issue.loc)
        found = written(node) if issue.found is None else issue.found
        problem = Problem(str(place), ".".join(keys), found, issue.rule, issue.remedy)
        placed.append(((-place.level, place.line or 0), problem))
    ordered = sorted(placed, key=lambda pair: pair[0])
    unique = {(one.file, one.where, one.rule["en"]): one for _, one in ordered}
    return list(unique.values())


def locate(tree: Branch, loc: Loc) -> tuple[list[str], Any, Place]:
    """Return the keys as written, the node (None if absent) and its place.

    Parts of ``loc`` that no file contains (the kind of a path) are left out.
    """
    keys: list[str] = []
    node: Any = tree
    place = tree.place
    for position, part in enumerate(loc):
        step = _step(node, part)
        if step is None and position < len(loc) - 1 and isinstance(node, Branch):
            continue
        keys.append(str(part))
        node, place = step or (None, place)
    return keys, node, place


def is_index(part: str) -> bool:
    """Say whether a part of a key path can be the number of an entry of a list."""
    return part.isdecimal() and len(part) <= _INDEX_DIGITS


def _step(node: Any, part: str | int) -> tuple[Any, Place] | None:
    if isinstance(node, Branch):
        for key in (str(part), str(part).removesuffix("-01")):
            if key in node:
                return node[key], node.lines[key]
    if isinstance(node, Items) and is_index(str(part)) and int(part) < len(node):
        inner = node[int(part)]
        return inner, inner.place
    return None


def written(node: Any) -> str:
    """Return a node as it was written, shortened."""
    if node is None:
        return ""
    words = _flow(node)
    long = len(words) > _SHOWN_LETTERS
    return words[:_SHOWN_LETTERS] + "..." if long else words


def _flow(node: Any) -> str:
    if isinstance(node, Branch):
        return "{" + ", ".join(f"{key}: {_flow(node[key])}" for key in node) + "}"
    if isinstance(node, Items):
        return "[" + ", ".join(_flow(item) for item in node) + "]"
    return f'"{node.text}"' if node.quoted else node.text


_COMMA = say(
    id="Di dalam {...} koma memulai kunci baru; tulis angka tanpa koma.",
    en="Inside {...} a comma starts a new key; write numbers without commas.",
)
_SHAPES = {
    "list": (
        say(id="Di sini harus ada daftar.", en="A list belongs here."),
        say(id="Tulis daftar dalam [ ... ].", en="Write a list in [ ... ]."),
    ),
    "mapping": (
        say(
            id="Di sini harus ada pemetaan kunci: nilai.",
            en="A mapping of keys and values belongs here.",
        ),
        say(
            id="Tulis {kunci: nilai} atau baris-baris `kunci: nilai` yang menjorok.",
            en="Write {key: value} or indented lines `key: value`.",
        ),
    ),
}
