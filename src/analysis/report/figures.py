"""Every figure by its name, and the set that goes with a run."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.errors import Problem, ScenarioError
from analysis.language import say
from analysis.report import frames
from analysis.report.figures_base import Picture
from analysis.report.figures_bill import bill, bridge, largest_step
from analysis.report.figures_breach_curve import breach_curve
from analysis.report.figures_break_even import break_even
from analysis.report.figures_burden_change import burden_change
from analysis.report.figures_carried import carried, first_breach
from analysis.report.figures_claims import claim_ratio, deaths, ledgers
from analysis.report.figures_compare import WHAT, comparison
from analysis.report.figures_coverage import coverage
from analysis.report.figures_difference import difference_by_year, waterfall
from analysis.report.figures_enrolment import funnel, path
from analysis.report.figures_evidence import evidence
from analysis.report.figures_flow import flow
from analysis.report.figures_funders import funders, payers
from analysis.report.figures_information import tornado, worth
from analysis.report.figures_law import law_timeline
from analysis.report.figures_leavers import leavers
from analysis.report.figures_months import member_months
from analysis.report.figures_national import (
    national_ledgers,
    national_map,
    national_spread,
)
from analysis.report.figures_people import people
from analysis.report.figures_priority import staircase
from analysis.report.figures_published import published
from analysis.report.figures_ratio import loss_chance, published_curve
from analysis.report.figures_receipts import exposure
from analysis.report.figures_regions import regions, tile_map
from analysis.report.figures_revenue import bases
from analysis.report.figures_rhythm import arrears, rhythm
from analysis.report.figures_settled import weights
from analysis.report.figures_stress import stress
from analysis.report.figures_validation import forecast_fans, pit
from analysis.report.figures_value import small_group, value
from analysis.report.sources import evidence_ids

if TYPE_CHECKING:
    from analysis.model.projection import Results
    from analysis.study.national import National

__all__ = [
    "all_figures",
    "arrears",
    "bases",
    "bill",
    "breach_curve",
    "break_even",
    "bridge",
    "burden_change",
    "carried",
    "claim_ratio",
    "comparison",
    "comparison_figures",
    "coverage",
    "deaths",
    "difference_by_year",
    "evidence",
    "exposure",
    "first_breach",
    "flow",
    "forecast_fans",
    "funders",
    "funnel",
    "law_timeline",
    "leavers",
    "ledgers",
    "loss_chance",
    "member_months",
    "national_figures",
    "national_ledgers",
    "national_map",
    "national_spread",
    "path",
    "payers",
    "people",
    "pit",
    "plot",
    "published",
    "published_curve",
    "regions",
    "rhythm",
    "small_group",
    "staircase",
    "stress",
    "tile_map",
    "tornado",
    "validation_figures",
    "value",
    "waterfall",
    "weights",
    "worth",
]

Shown = tuple[str, Picture, pd.DataFrame, dict[str, Any]]


def all_figures(results: Results, lang: str = "en") -> list[Shown]:
    """Return (name, figure, its numbers, its words and sources) for a run's page.

    The funder stack is left out where the general APBD pays alone, the bridge where
    no step of any year changes the bill.
    """
    idle = {
        "funders": len(frames.by_funder(results).columns) <= 1,
        "bridge": not largest_step(results).any(),
    }
    names = [name for name in ON_A_PAGE if not idle.get(name)]
    drawn = {name.replace("_", "-"): BY_NAME[name](results, lang) for name in names}
    ids = evidence_ids(results)
    meta = {"scenario": results.scenario.name, "evidence": ids}
    return _numbered(drawn, meta)


def comparison_figures(runs: Sequence[Results], lang: str = "en") -> list[Shown]:
    """Return the figures of a comparison: bills, people, claims, burden, causes."""
    drawn = {
        name.replace("_", "-"): comparison(runs, name, lang)
        for name in WHAT
        if name != "burden_share"
    }
    if all(not frames.by_year(run, "burden_share").empty for run in runs):
        drawn["burden-share"] = comparison(runs, "burden_share", lang)
    drawn["waterfall"] = waterfall(runs, lang)
    drawn["difference-by-year"] = difference_by_year(runs, lang)
    ids = list(dict.fromkeys(one for run in runs for one in evidence_ids(run)))
    names = [run.scenario.name for run in runs]
    return _numbered(drawn, {"scenarios": names, "evidence": ids})


def national_figures(found: National, lang: str = "en") -> list[Shown]:
    """Return the figures of all regions: the map, the spread, the three ledgers."""
    drawn = {
        "map": national_map(found, lang),
        "cost-per-inhabitant": national_spread(found, lang),
        "ledgers": national_ledgers(found, lang),
    }
    return _numbered(drawn, {"evidence": []})


def validation_figures(lang: str = "en") -> list[Shown]:
    """Return the figures of the record of forecasts."""
    drawn = {
        "published": published(lang),
        "forecast-fans": forecast_fans(lang),
        "pit": pit(lang),
    }
    return [
        (name, picture, table, meta | {"evidence": _ids_in(picture.words.source)})
        for name, picture, table, meta in _numbered(drawn, {})
    ]


def _ids_in(source: str) -> list[str]:
    """Return the evidence ids a source line names."""
    return re.findall(r"\b[A-Z]\d{3}\b", source)


def plot(results: Results, name: str, lang: str = "en") -> Picture:
    """Draw a figure of a run by its name: ``plot(results, "bill")``.

    Raises ScenarioError naming the nearest figures for an unknown name.
    """
    if name not in BY_NAME:
        raise ScenarioError(_unknown(name))
    return BY_NAME[name](results, lang)


def _unknown(name: str) -> Problem:
    near = ", ".join(get_close_matches(name, BY_NAME, cutoff=0.0))
    rule = say(id="Tidak ada gambar dengan nama ini.", en="No figure has this name.")
    remedy = say(id=f"Yang terdekat: {near}.", en=f"The nearest: {near}.")
    return Problem("", "figure", name, rule, remedy)


BY_NAME: dict[str, Callable[..., Picture]] = {
    "arrears": arrears,
    "bases": bases,
    "bill": bill,
    "breach_curve": breach_curve,
    "break_even": break_even,
    "bridge": bridge,
    "burden_change": burden_change,
    "carried": carried,
    "claim_ratio": claim_ratio,
    "coverage": coverage,
    "deaths": deaths,
    "evidence": evidence,
    "exposure": exposure,
    "first_breach": first_breach,
    "flow": flow,
    "funders": funders,
    "funnel": funnel,
    "law_timeline": law_timeline,
    "leavers": leavers,
    "ledgers": ledgers,
    "loss_chance": loss_chance,
    "member_months": member_months,
    "path": path,
    "payers": payers,
    "people": people,
    "published_curve": published_curve,
    "rhythm": rhythm,
    "small_group": small_group,
    "staircase": staircase,
    "stress": stress,
    "tornado": tornado,
    "value": value,
    "weights": weights,
    "worth": worth,
}
# the page of a run: the line first, then the bill, the people, the claims, the law
ON_A_PAGE = (
    *("carried", "bases", "first_breach", "breach_curve", "stress"),
    *("staircase", "worth", "tornado"),
    *("bridge", "funders"),
    *("people", "coverage", "funnel", "member_months"),
    *("flow", "deaths", "claim_ratio", "break_even"),
    "law_timeline",
)


def _numbered(drawn: dict[str, Picture], extra: dict[str, Any]) -> list[Shown]:
    return [
        (f"{step:02d}-{name}", picture, picture.table, picture.meta | extra)
        for step, (name, picture) in enumerate(drawn.items(), start=1)
    ]
