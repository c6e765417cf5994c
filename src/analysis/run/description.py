"""What the manifest says about a scenario's results, and whether they may be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.errors import IuranError, Problem
from analysis.run import advice
from analysis.scenario.cautions import cautions

if TYPE_CHECKING:
    from analysis.model.results import Results


def described(results: Results) -> dict[str, Any]:
    """Return what the manifest says about a scenario's results."""
    scenario = results.scenario
    bases = {
        slug: scenario.provenance.get(f"segments.{slug}.eligible", "")
        for slug in scenario.segments
    }
    return {
        "kind": "scenario",
        "name": scenario.name,
        "title": dict(scenario.title),
        "region": scenario.region,
        "first_year": scenario.first_year,
        "years": scenario.years,
        "draws": scenario.draws,
        "seed": scenario.seed,
        "law": results.law.hash,
        "gate_month": results.gate_month,
        "coverage_basis": bases,
        "assumed": sorted(scenario.marks),
        "rows": {"results": len(results.table)},
        "warnings": [caution["en"] for caution in cautions(scenario)],
    }


def refuse_broken(results: Results) -> None:
    """Raise IuranError if the numbers contradict each other: nobody may use them."""
    broken, name = results.identities().query("not holds"), results.scenario.name
    problems = [
        Problem(name, row.identity, f"{row.largest_gap}", *advice.BROKEN)
        for row in broken.itertuples()
    ]
    if problems:
        raise IuranError(problems)
