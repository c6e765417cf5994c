"""The rules of a scenario's region, laid under what the scenario itself sets."""

from __future__ import annotations

from analysis import paths
from analysis.law.local import LocalRule, merged
from analysis.scenario import regions
from analysis.scenario.schema import Scenario


def rules_of(code: str) -> tuple[LocalRule, ...]:
    """Return the local rules of a region's file; none where it has no file."""
    facts = regions.region_facts(code)
    return tuple(rule.as_law() for rule in facts.rules) if facts else ()


def with_local_law(scenario: Scenario) -> tuple[Scenario, dict[str, str]]:
    """Return the scenario with its region's dated values, and where those came from.

    The second is an origin by key path, for the resolved scenario. The scenario's own
    ``law.overrides`` win from their first month on.
    """
    rules = rules_of(scenario.region)
    own = scenario.law.overrides
    whole = merged(own, rules)
    if whole == own:
        return scenario, {}
    law = scenario.law.model_copy(update={"overrides": whole})
    return scenario.model_copy(update={"law": law}), {
        f"law.overrides.{name}.{month}": _origin(rules, name, month, scenario.region)
        for name, by_month in whole.items()
        for month in by_month
        if month not in own.get(name, {})
    }


def _origin(rules: tuple[LocalRule, ...], name: str, month: str, code: str) -> str:
    rule = next(r for r in reversed(rules) if month in r.overrides.get(name, {}))
    file = paths.shown(paths.REGIONS / f"{code}.yaml")
    return f"local rule {rule.name('id')}, file {file}"
