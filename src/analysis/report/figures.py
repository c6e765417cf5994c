"""Every figure by its name, and the set that goes with a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.errors import Problem, ScenarioError
from analysis.language import say
from analysis.report import frames
from analysis.report.figures_base import Picture
from analysis.report.figures_bill import bill, bridge, funders
from analysis.report.figures_break_even import break_even
from analysis.report.figures_claims import claim_ratio, deaths, ledgers
from analysis.report.figures_compare import comparison
from analysis.report.figures_enrolment import funnel, path
from analysis.report.figures_evidence import evidence
from analysis.report.figures_law import law_timeline
from analysis.report.figures_leavers import leavers
from analysis.report.figures_limits import breach, burden, required_cut
from analysis.report.figures_months import member_months
from analysis.report.figures_people import coverage, people
from analysis.report.figures_ratio import loss_chance, published_curve
from analysis.report.figures_receipts import exposure
from analysis.report.figures_rhythm import arrears, rhythm
from analysis.report.figures_settled import weights
from analysis.report.figures_validation import forecast_fans, pit
from analysis.report.figures_value import small_group, value
from analysis.report.sources import evidence_ids

if TYPE_CHECKING:
    from analysis.model.projection import Results

__all__ = [
    "all_figures",
    "arrears",
    "bill",
    "breach",
    "break_even",
    "bridge",
    "burden",
    "claim_ratio",
    "comparison",
    "comparison_figures",
    "coverage",
    "deaths",
    "evidence",
    "exposure",
    "forecast_fans",
    "funders",
    "funnel",
    "law_timeline",
    "leavers",
    "ledgers",
    "loss_chance",
    "member_months",
    "path",
    "people",
    "pit",
    "plot",
    "published_curve",
    "required_cut",
    "rhythm",
    "small_group",
    "validation_figures",
    "value",
    "weights",
]

Shown = tuple[str, Picture, pd.DataFrame, dict[str, Any]]


def all_figures(results: Results, lang: str = "en") -> list[Shown]:
    """Return (name, figure, its numbers, its words and sources) for a run's page.

    Figures of a ceiling are left out where the scenario has none or they would show
    only zeros or no chance, the funder stack where the general APBD pays alone.
    """
    drawn = {
        "bill": bill(results, lang),
        "bridge": bridge(results, lang),
        "people": people(results, lang),
        "coverage": coverage(results, lang),
        "member-months": member_months(results, lang),
        "ledgers": ledgers(results, lang),
        "deaths": deaths(results, lang),
        "claim-ratio": claim_ratio(results, lang),
        "break-even": break_even(results, lang),
    }
    if not frames.by_year(results, "burden_share").empty:
        drawn["burden"] = burden(results, lang)
    drawn |= _limits(results, lang)
    if len(frames.by_funder(results).columns) > 1:
        drawn["funders"] = funders(results, lang)
    ids = evidence_ids(results)
    meta = {"scenario": results.scenario.name, "evidence": ids}
    return _numbered(drawn, meta)


def _limits(results: Results, lang: str) -> dict[str, Picture]:
    drawn = {}
    chance = frames.breach_probability(results)
    if len(chance) and chance.max() > 0 and not frames.limits_are_fixed(results):
        drawn["breach"] = breach(results, lang)
    cut = frames.fan(results, "required_cut_share")
    if len(cut) and cut.max().max() > 0:
        drawn["required-cut"] = required_cut(results, lang)
    return drawn


def comparison_figures(runs: Sequence[Results], lang: str = "en") -> list[Shown]:
    """Return the figures of a comparison: bill, people, left out, claims, burden."""
    drawn = {
        name.replace("_", "-"): comparison(runs, name, lang)
        for name in ("bill", "members_end", "people_left_out", "claim_ratio")
    }
    if all(not frames.by_year(run, "burden_share").empty for run in runs):
        drawn["burden-share"] = comparison(runs, "burden_share", lang)
    return _numbered(drawn, {"scenarios": [run.scenario.name for run in runs]})


def validation_figures(lang: str = "en") -> list[Shown]:
    """Return the figures of the record of forecasts."""
    drawn = {"forecast-fans": forecast_fans(lang), "pit": pit(lang)}
    return _numbered(drawn, {})


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
    "bill": bill,
    "breach": breach,
    "break_even": break_even,
    "bridge": bridge,
    "burden": burden,
    "claim_ratio": claim_ratio,
    "coverage": coverage,
    "deaths": deaths,
    "evidence": evidence,
    "exposure": exposure,
    "funders": funders,
    "funnel": funnel,
    "law_timeline": law_timeline,
    "leavers": leavers,
    "ledgers": ledgers,
    "loss_chance": loss_chance,
    "member_months": member_months,
    "path": path,
    "people": people,
    "published_curve": published_curve,
    "required_cut": required_cut,
    "rhythm": rhythm,
    "small_group": small_group,
    "value": value,
    "weights": weights,
}


def _numbered(drawn: dict[str, Picture], extra: dict[str, Any]) -> list[Shown]:
    return [
        (f"{step:02d}-{name}", picture, picture.frame, picture.meta | extra)
        for step, (name, picture) in enumerate(drawn.items(), start=1)
    ]
