"""Two scenarios mixed lever by lever: some levers as in one, the rest as in the other.

A lever is what a planner decides or assumes apart from the rest; every key of a
scenario belongs to one, or describes it and moves no result.
"""

from __future__ import annotations

from functools import cache

from analysis.errors import Problem, ScenarioError
from analysis.language import say
from analysis.scenario.load import parse_scenario
from analysis.scenario.schema import Scenario
from analysis.scenario.segment import Segment

GROUPS, OTHER = "groups", "other"
LEVERS = ("people", "months", "tariff", "law", "budget", "funders", OTHER, GROUPS)
OF_SEGMENT = {
    **dict.fromkeys(
        (
            *("eligible", "eligible_growth_y", "target_people", "members", "path"),
            *("verified_share", "place", "renewal_y", "turnover_y", "exits"),
            "self_paid",
        ),
        "people",
    ),
    **dict.fromkeys(("months", "paid", "window"), "months"),
    "tariff": "tariff",
    **dict.fromkeys(("since", "profile"), OTHER),
}
OF_SCENARIO = {
    "decision": "people",
    "wage_growth_y": "tariff",
    "law": "law",
    **dict.fromkeys(("budget", "shocks"), "budget"),
    "funding": "funders",
}
# what describes a scenario and moves nothing on the central path
DESCRIPTIVE = (
    *("schema_version", "name", "extends", "title", "why", "draws", "seed"),
    *("assumed", "label"),
)
SHARED = ("region", "first_year", "years")
Coalition = frozenset[str]


def levers_between(first: Scenario, second: Scenario) -> tuple[str, ...]:
    """Return the levers in which two scenarios differ, in the order of ``LEVERS``."""
    found = {
        OF_SCENARIO.get(name, OTHER)
        for name in _fields(Scenario)
        if getattr(first, name) != getattr(second, name)
    }
    for slug in first.segments.keys() & second.segments.keys():
        pair = first.segments[slug], second.segments[slug]
        found |= {
            OF_SEGMENT.get(name, OTHER)
            for name in _fields(Segment)
            if getattr(pair[0], name) != getattr(pair[1], name)
        }
    if first.segment_names != second.segment_names:
        found.add(GROUPS)
    return tuple(lever for lever in LEVERS if lever in found)


def mixed(first: Scenario, second: Scenario, taken: Coalition) -> Scenario:
    """Return ``first`` with the levers ``taken`` set as in ``second``.

    A group that only one scenario has comes and goes with the lever ``groups``, whole;
    so does the order of the groups, in which payers pay. Marks of assumed values stay
    behind: they describe keys a mixture may not have.
    """
    listed = second if GROUPS in taken else first
    segments = {
        slug: _mixed_segment(first, second, slug, taken) for slug in listed.segments
    }
    changed = {
        name: getattr(second, name)
        for name in _fields(Scenario)
        if OF_SCENARIO.get(name, OTHER) in taken
    }
    return first.model_copy(update={**changed, "segments": segments, "assumed": {}})


def _mixed_segment(
    first: Scenario, second: Scenario, slug: str, taken: Coalition
) -> Segment:
    here, there = first.segments.get(slug), second.segments.get(slug)
    if here is None or there is None:
        return here or there
    changed = {
        name: getattr(there, name)
        for name in _fields(Segment)
        if OF_SEGMENT.get(name, OTHER) in taken
    }
    return here.model_copy(update=changed)


def is_valid(scenario: Scenario) -> bool:
    """Say whether a mixture keeps every rule of a scenario file."""
    try:
        parse_scenario(scenario.yaml_text())
    except ScenarioError:
        return False
    return True


def check_comparable(first: Scenario, second: Scenario) -> None:
    """Raise ScenarioError for scenarios of different regions or years."""
    problems = [
        Problem(
            f"{first.name}, {second.name}",
            key,
            f"{getattr(first, key)}, {getattr(second, key)}",
            say(
                id="Beda dua skenario hanya dapat diurai bila nilainya sama.",
                en="A difference can only be split where both have the same value.",
            ),
            say(
                id=f"Samakan `{key}` pada salah satunya, misalnya dengan --set.",
                en=f"Give one of them the other's `{key}`, for example with --set.",
            ),
        )
        for key in SHARED
        if getattr(first, key) != getattr(second, key)
    ]
    if problems:
        raise ScenarioError(problems)


@cache
def _fields(model: type[Scenario] | type[Segment]) -> tuple[str, ...]:
    """Return the fields that belong to a lever; a new one belongs to ``other``."""
    apart = (*DESCRIPTIVE, *SHARED, "segments")
    return tuple(name for name in model.model_fields if name not in apart)
