"""The scenario that is measured: twelve groups of a city."""

from __future__ import annotations

from typing import Any

from analysis.paths import SCENARIOS
from analysis.scenario.load import load_scenario, parse_scenario
from analysis.scenario.schema import Scenario

PARENT = "cilegon-baseline"
GROUPS, YEARS, DRAWS = 12, 20, 10_000
ADDED = ("marbot", "guru_ngaji", "umkm", "parkir", "opang", "buruh_serabutan")
PART_EACH = """
  {group}:
    eligible: {{uniform: [2000, 4000]}}
    members: 1000
    tariff: {{kind: bpu}}
    path: {{kind: target, coverage: {{uniform: [0.3, 0.6]}}, year: 2031}}
    place: refill"""
HEAD = """\
schema: 1
name: twelve-groups
extends: {parent}
title: {{id: dua belas kelompok, en: twelve groups}}
why: {{id: tolok ukur, en: benchmark}}
years: {years}
draws: {draws}
budget: {{ceiling: null}}
segments:"""


def twelve(draws: int = DRAWS, years: int = YEARS, **changed: Any) -> Scenario:
    """Return the parent and as many groups as make twelve.

    The added ones move to an uncertain target, so people differ from draw to draw; no
    ceiling cuts them. ``changed``: values by dotted path.
    """
    missing = ADDED[: GROUPS - len(load_scenario(PARENT, draws=0).segments)]
    text = HEAD.format(parent=PARENT, years=years, draws=draws)
    text += "".join(PART_EACH.format(group=group) for group in missing)
    return parse_scenario(text + "\n", str(SCENARIOS / "twelve.yaml"), **changed)
