"""What a scenario may refer to: regions, segments, profiles, parameters."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from analysis.errors import Problem, ScenarioError
from analysis.language import Text
from analysis.law.parameters import Law, load_law
from analysis.scenario import region_names, regions
from analysis.scenario.yamltext import Branch

Overrides = Mapping[str, Mapping[str, Fraction]]


@dataclass(frozen=True)
class Surroundings:
    """What a scenario is checked against; ``own_why``: a variant says its own why."""

    tree: Branch
    own_why: bool

    def regions(self) -> Collection[str]:
        """Return the codes of the 514 kabupaten and kota."""
        return region_names.codes()

    def population(self, code: str) -> int:
        """Return the people of a region, 0 where there is no such region."""
        return region_names.populations().get(code, 0)

    def no_region(self, code: str) -> tuple[Text, Text]:
        """Return rule and remedy for a code that is none of them."""
        return region_names.refusal(code)

    def years_without_umk(self, code: str, first_year: int) -> list[int]:
        """Return years from ``first_year`` to the last known whose UMK is unknown."""
        known = regions.minimum_wages(code)
        if not known:
            return [first_year]
        years = range(first_year, max(known))
        return [year for year in years if year not in known]

    def segments(self) -> list[str]:
        """Return the known segments."""
        return list(_law().segments)

    def profiles(self) -> list[str]:
        """Return the profiles; a segment's name stands for its own profile."""
        return list(dict.fromkeys([*_law().profiles, *_law().segments]))

    def is_money(self, name: str) -> bool:
        """Say whether a parameter of the law is an amount of rupiah."""
        parameter = _law().parameters.get(name)
        return parameter is not None and parameter.unit.startswith("idr")

    def law_problems(self, overrides: Overrides) -> list[Problem]:
        """Return what the law finds wrong in dated overrides."""
        try:
            load_law("current", overrides)
        except ScenarioError as error:
            return list(error.problems)
        return []


def _law() -> Law:
    return load_law()
