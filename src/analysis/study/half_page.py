"""What the half page of a memo counts and puts in order: shocks, and marked inputs."""

from __future__ import annotations

from analysis.errors import ScenarioError
from analysis.model.projection import bills
from analysis.model.results import Results
from analysis.scenario.load import parse_scenario
from analysis.scenario.schema import Scenario
from analysis.study import stress
from analysis.study.assumed_figures import of_scenarios
from analysis.study.once import once
from analysis.study.rows import Row, row
from analysis.study.stress import ROUND, Tested


def deepens(tested: Tested) -> bool:
    """Say whether a shock asks for a larger cut than the plan without any shock."""
    if not tested.applies:
        return False
    return tested.outcome.cut_share > tested.base.cut_share + ROUND


@once
def swings(results: Results) -> dict[str, float]:
    """Return by how many rupiah each marked input moves the bill, all years together.

    From the low to the high end of its mark, the other inputs as the scenario has them;
    the general APBD's bill before any ceiling. A mark without a range moves nothing.
    """
    scenario = results.scenario.model_copy(update={"draws": 0})
    found = dict.fromkeys(scenario.marks, 0.0)
    start = f"{scenario.name}: "
    for one in of_scenarios({scenario.name: scenario}, results.law):
        key = one.key.removeprefix(start)
        if key in found:
            tried = [_bill(scenario, changes) for _, changes in one.tries(scenario)]
            known = [bill for bill in tried if bill is not None]
            found[key] = max(known, default=0.0) - min(known, default=0.0)
    return found


def _bill(scenario: Scenario, changes: dict) -> float | None:
    """Return the bill of all years, None where the change is no valid scenario."""
    try:
        changed = parse_scenario(scenario.yaml_text(), **changes)
    except ScenarioError:
        return None
    return float(bills(changed).series("uncut_bill_idr").sum())


def rows(results: Results) -> list[Row]:
    """Return how many shocks ask for a larger cut than there is without a shock."""
    count = sum(map(deepens, stress.stress(results)))
    return [row("stress_deepening_count", "count", count)]
