"""What a form starts from: a shipped baseline, a region alone, or an opened file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from analysis.report.form_known import filled
from analysis.scenario.load import load_scenario
from analysis.scenario.region_names import codes
from analysis.scenario.resolved import yaml_text
from analysis.scenario.schema import LawChoice, Scenario
from analysis.scenario.yamltext import Branch, Place, read_tree

BASELINES = {
    "3271": "bogor-baseline",
    "3274": "cirebon-baseline",
    "3672": "cilegon-baseline",
    "3673": "serang-baseline",
}
FIRST_REGION = "3672"
DRAWS = 2000
_YEARS = 10
_NEXT_BUDGET = 2027  # where no figure of the region says which year is next


@dataclass(frozen=True)
class Start:
    """A whole scenario as text, and where each of its values is from, by key path.

    ``name`` and ``title`` are those of the scenario it was. ``is_bare``: a region
    nobody wrote a scenario for; its text has gaps (null), to be filled in.
    """

    region: str
    name: str
    title: Mapping[str, str]
    text: str
    origins: Mapping[str, str]
    law: LawChoice = field(default_factory=LawChoice)

    is_bare: bool = False

    @cached_property
    def nodes(self) -> Branch:
        """Return the nodes of the text, to be read only."""
        return self.tree()

    def tree(self) -> Branch:
        """Return the nodes of the text anew, to be written over."""
        found = read_tree(self.text, Place(self.name))
        assert isinstance(found, Branch)
        return found


@cache
def start(region: str) -> Start:
    """Return what the form of a region starts from.

    A region without a baseline starts with its published groups, if there are any;
    nobody is invented.
    """
    if region in BASELINES:
        return of_scenario(load_scenario(BASELINES[region]))
    return _of_region(region)


def of_scenario(scenario: Scenario) -> Start:
    """Return a start that stands alone: what a parent gave is written out."""
    return Start(
        region=scenario.region,
        name=scenario.name,
        title=scenario.title.model_dump(),
        text=scenario.yaml_text(),
        origins=dict(scenario.provenance),
        law=scenario.law,
    )


def _of_region(region: str) -> Start:
    name, known = codes()[region], filled(region, "id")
    rows = known.rows.get("Kelompok", [])
    bases = {row["year"]: row["base_idr"] for row in known.rows.get("Anggaran", [])}
    title = {"id": f"{name}, diisi di formulir", "en": f"{name}, filled in the form"}
    origins = {
        f"segments.{row['segment']}.members": row["source"]
        for row in rows
        if row["members"] is not None
    }
    whole = {
        "schema": 1,
        "name": re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:50],
        "title": title,
        "region": region,
        "first_year": known.single.get("first_year", (_NEXT_BUDGET, ""))[0],
        "years": _YEARS,
        "draws": DRAWS,
        "segments": {
            row["segment"]: group(row["segment"], _given(row)) for row in rows
        },
        "budget": {"base_idr": {y: int(v) for y, v in bases.items()}},
    }
    return Start(
        region=region,
        name=whole["name"],
        title=title,
        text=yaml_text(whole, origins),
        origins=origins,
        is_bare=True,
    )


def _given(row: Mapping[str, Any]) -> dict[str, Any]:
    members = row["members"]
    return {"members": None if members is None else int(members)}


def group(slug: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a known group with its usual tariff; people are null where not given."""
    from analysis.law.parameters import load_law

    usual = load_law().segment(slug).default_tariff
    tariff: dict[str, Any] = {"kind": usual.kind}
    if usual.kind == "pu":
        wage = usual.reported_wage or "umk"
        tariff |= {"reported_wage": wage, "risk_group": usual.risk_group}
    people = {"eligible": None, "members": None, **given}
    return {**people, "tariff": tariff, "path": {"kind": "hold"}}
