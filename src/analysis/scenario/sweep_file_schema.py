"""What a sweep file may hold, and the checks before its first scenario is built."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field, ValidationError
from pydantic_core import PydanticCustomError

from analysis import paths
from analysis.language import Text, say
from analysis.scenario import fields, region_names
from analysis.scenario import sweep_file_texts as texts
from analysis.scenario.kinds import Bilingual, Closed, Slug
from analysis.scenario.messages import Issue, issues_of
from analysis.scenario.sweep_file_axes import repeated
from analysis.scenario.versions import version
from analysis.scenario.yamltext import MAX_DEPTH, Branch, Items, Scalar

PARENTS = paths.SCENARIOS
ALL, PROVINCES = "all", "provinces"
GIVEN = ("schema", "name", "title", "why", "region")  # by the sweep, not its scenario
# one for all scenarios of a sweep, or they could not share their random numbers
COMMON = (*GIVEN, "extends", "first_year", "years", "draws", "seed")


class VariantForm(Closed):
    """Changes to the scenario, by dotted key as after ``--set``."""

    title: Bilingual | None = None
    set: dict[str, Any] = Field(default_factory=dict)


class SweepFile(Closed):
    """The keys of a sweep file."""

    schema_version: Annotated[int, version()] = Field(alias="schema", examples=["1"])
    name: Slug = Field(examples=["all-regions"])
    title: Bilingual = Field(examples=['{id: "...", en: "..."}'])
    why: Bilingual = Field(examples=['{id: "...", en: "..."}'])
    regions: Any = Field(examples=["all"])
    scenario: dict[str, Any] = Field(examples=["{first_year: 2027, ...}"])
    variants: dict[Slug, VariantForm] = Field(default_factory=dict)
    grid: dict[str, tuple[Any, ...]] = Field(default_factory=dict)


def checked(tree: Branch, stem: str) -> tuple[SweepFile | None, list[Issue]]:
    """Return what the file holds and all that is wrong with it."""
    form, issues = None, list(_name(tree, stem))
    try:
        form = SweepFile.model_validate(tree)
    except ValidationError as error:
        issues += issues_of(error, SweepFile)
    if "regions" in tree:
        issues += _region_issues(tree["regions"])
    issues += _scenario_issues(tree.get("scenario"))
    issues += _variant_issues(tree.get("variants"))
    issues += _grid_issues(tree.get("grid"))
    return form, issues


def regions_of(tree: Branch) -> tuple[str, ...]:
    """Return the codes the file names, without repeating one, in order of code."""
    node = tree["regions"]
    if isinstance(node, Scalar):
        return tuple(sorted(region_names.codes()))
    if isinstance(node, Items):
        return tuple(sorted(item.text for item in node))
    wanted = {item.text for item in node[PROVINCES]}
    return tuple(sorted(code for code in region_names.codes() if code[:2] in wanted))


def _name(tree: Branch, stem: str) -> Iterator[Issue]:
    name = getattr(tree.get("name"), "text", stem)
    if name != stem:
        yield Issue(("name",), *texts.other_name(stem))


def _region_issues(node: Any) -> Iterator[Issue]:
    if isinstance(node, Scalar) and node.text == ALL:
        return
    if isinstance(node, Items) and node:
        yield from _codes(node, ("regions",), _is_region)
    elif isinstance(node, Branch) and list(node) == [PROVINCES] and node[PROVINCES]:
        listed = node[PROVINCES]
        if isinstance(listed, Items):
            yield from _codes(listed, ("regions", PROVINCES), _is_province)
            return
        yield Issue(("regions", PROVINCES), *texts.WHICH_REGIONS)
    else:
        yield Issue(("regions",), *texts.WHICH_REGIONS)


def _codes(items: Items, loc: tuple[str, ...], refused: Any) -> Iterator[Issue]:
    seen: set[str] = set()
    for index, item in enumerate(items):
        where = (*loc, index)
        if advice := refused(item):
            yield Issue(where, *advice)
        elif item.text in seen:
            yield Issue(where, *texts.NAMED_TWICE)
        seen.add(getattr(item, "text", ""))


def _is_region(item: Any) -> tuple[Text, Text] | None:
    try:
        code = fields.code(item)
    except PydanticCustomError as error:
        context = error.context or {}
        return context["rule"], context["remedy"]
    return None if code in region_names.codes() else region_names.refusal(code)


def _is_province(item: Any) -> tuple[Text, Text] | None:
    known = region_names.provinces()
    if isinstance(item, Scalar) and item.quoted is not False and item.text in known:
        return None
    return texts.PROVINCE


def _scenario_issues(node: Any) -> Iterator[Issue]:
    for key in GIVEN if isinstance(node, Branch) else ():
        if key in node:
            yield Issue(("scenario", key), *texts.GIVEN_BY_SWEEP)
    parent = node.get("extends", "") if isinstance(node, Branch) else ""
    if parent != "" and (not isinstance(parent, Scalar) or parent.null):
        yield Issue(("scenario", "extends"), *texts.EXTENDS)


def _variant_issues(node: Any) -> Iterator[Issue]:
    for name, one in node.items() if isinstance(node, Branch) else ():
        changes = one.get("set") if isinstance(one, Branch) else None
        for key in changes if isinstance(changes, Branch) else ():
            yield from _key(key, ("variants", name, "set", key))


def _grid_issues(node: Any) -> Iterator[Issue]:
    for key, values in node.items() if isinstance(node, Branch) else ():
        yield from _key(key, ("grid", key))
        if isinstance(values, Items) and not values:
            yield Issue(("grid", key), *texts.EMPTY_AXIS)
        if isinstance(values, Items):
            yield from repeated(key, values)


def _key(key: str, loc: tuple[str, ...]) -> Iterator[Issue]:
    parts = key.split(".")
    if "" in parts or len(parts) > MAX_DEPTH:
        yield Issue(loc, *texts.BAD_KEY, key)
    elif parts[0] in COMMON:
        rule = say(
            id=f"`{parts[0]}` sama bagi semua skenario satu sapuan.",
            en=f"`{parts[0]}` is the same in all scenarios of a sweep.",
        )
        yield Issue(loc, rule, texts.IN_SCENARIO, key)
