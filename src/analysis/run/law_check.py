"""What ``iuran check`` looks at unasked: law, settlements, local rules, cautions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from analysis import paths
from analysis.errors import IuranError, Problem, ScenarioError
from analysis.law.rules import Place

if TYPE_CHECKING:
    from analysis.law.local import LocalRule
    from analysis.scenario.schema import Scenario


def problems() -> list[IuranError]:
    """Return what is wrong with the parameter files, and with the rules of regions."""
    from analysis.law import parameters

    found = parameters.check()
    errors: list[IuranError] = [ScenarioError(found)] if found else []
    errors += _of_settlements()
    return errors if found else [*errors, *_of_regions()]


def _of_settlements() -> list[IuranError]:
    """Return what cannot be read in the judgements; ``iuran data`` computes them."""
    from analysis.evidence import tables
    from analysis.evidence.judgement_reading import parse_judgements

    try:
        parse_judgements(tables.judgements_text())
    except IuranError as error:
        return [error]
    return []


def counts() -> dict[str, int]:
    """Return how many parameters and how many local rules stand."""
    from analysis.law.parameters import load_law

    rules = sum(len(_rules(code)) for code in _codes())
    return {"parameters": len(load_law().parameters), "rules": rules}


def cautions(scenarios: Sequence[Scenario]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield name and caution for what a scenario may not mean."""
    from analysis.scenario.cautions import cautions

    for scenario in scenarios:
        for caution in cautions(scenario):
            yield scenario.name, dict(caution)


def _codes() -> list[str]:
    return sorted(path.stem for path in paths.REGIONS.glob("*.yaml"))


def _rules(code: str) -> tuple[LocalRule, ...]:
    from analysis.scenario.local_law import rules_of

    return rules_of(code)


def _of_regions() -> list[IuranError]:
    """Return a failure for each region whose file or whose rules are wrong."""
    errors: list[IuranError] = []
    wrong: list[Problem] = []
    for code in _codes():
        place = Place(paths.shown(paths.REGIONS / f"{code}.yaml"), "rules", wrong)
        try:
            for number, rule in enumerate(_rules(code)):
                _check(rule, place.at(str(number)))
        except IuranError as error:
            errors.append(error)
    return [*errors, *([ScenarioError(wrong)] if wrong else [])]


def _check(rule: LocalRule, place: Place) -> None:
    from analysis.evidence.tables import read
    from analysis.law.checking import check_sources
    from analysis.law.parameters import funders, sources
    from analysis.law.rules import unknown_name

    check_sources(rule.sources, sources(), place)
    claims = set(read("ledger")["claim_id"])
    for claim_id in rule.evidence:
        if claim_id not in claims:
            place.report("evidence", claim_id)
    for slug in rule.funders:
        if slug not in funders():
            where = (place.file, place.at("funders").path)
            place.problems.append(unknown_name(*where, slug, funders()))
