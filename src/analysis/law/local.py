"""The local layer: rules of one region, and the dated values they set there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from analysis.errors import Problem, ScenarioError
from analysis.language import Text, day, say
from analysis.law.dated import Law, Overrides, overridden
from analysis.law.parameters import load_law
from analysis.law.reading import Parameter

KINDS: dict[str, Text] = {
    "perwali": say(id="Perwali", en="Perwali (mayor's regulation)"),
    "perbup": say(id="Perbup", en="Perbup (regent's regulation)"),
    "perda": say(id="Perda", en="Perda (regional regulation)"),
    "se": say(id="Surat edaran", en="Circular (surat edaran)"),
    "mou": say(id="Nota kesepakatan", en="Memorandum (nota kesepakatan)"),
    "keputusan": say(id="Keputusan", en="Decree (keputusan)"),
}
STATUSES: dict[str, Text] = {
    "issued": say(id="terbit", en="issued"),
    "draft": say(id="rancangan", en="draft"),
    "asked": say(id="diminta, belum disusun", en="asked for, not drafted"),
}
_NO_NUMBER = say(id="nomor belum dilihat", en="number not seen")
_NO_DAY = say(id="tanggal belum dilihat", en="date not seen")


@dataclass(frozen=True)
class LocalRule:
    """A rule of one region: what it is, what it does, where it was read.

    ``funders``: earmarked money whose use it provides for. ``overrides``: dated law
    values it sets for this region's runs only.
    """

    kind: str
    status: str
    number: str | None
    year: int | None
    date: dt.date | None
    title: Text = field(compare=False)
    does: Text = field(compare=False)
    sources: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    overrides: Mapping[str, Mapping[str, Fraction | str]] = field(default_factory=dict)

    @property
    def is_issued(self) -> bool:
        """Say whether the rule is more than a draft or a wish."""
        return self.status == "issued"

    def name(self, lang: str) -> str:
        """Return ``Perwali 41/2024``, or what is known of number and year."""
        kind = KINDS[self.kind][lang]
        if self.number and self.year:
            return f"{kind} {self.number}/{self.year}"
        if self.year:
            return f"{kind} {self.year}, {_NO_NUMBER[lang]}"
        return f"{kind}, {_NO_NUMBER[lang]}"

    def when(self, lang: str) -> str:
        """Return the day the rule bears, or that it was not seen."""
        return day(self.date, lang) if self.date else _NO_DAY[lang]


def merged(own: Overrides, rules: Sequence[LocalRule]) -> dict[str, dict]:
    """Return a scenario's overrides on top of those its region's rules set.

    A scenario's value replaces the rule's from the scenario's first month on; of two
    rules the later in the list wins in the same way.
    """
    result: dict[str, dict] = {}
    for layer in (*(rule.overrides for rule in rules if rule.is_issued), own):
        for name, by_month in layer.items():
            first = min(by_month, default="9999-12")
            kept = result.get(name, {})
            before = {month: kept[month] for month in kept if month < first}
            result[name] = {**before, **by_month}
    return result


def with_rules(law: Law, rules: Sequence[LocalRule]) -> Law:
    """Return the law as it stands in a region: its rules name themselves as basis."""
    parameters = dict(law.parameters)
    for rule in rules:
        if rule.is_issued:
            parameters |= {
                name: _signed(parameter, rule, set(rule.overrides[name]))
                for name, parameter in overridden(
                    parameters, rule.overrides, ""
                ).items()
                if name in rule.overrides
            }
    return replace(law, parameters=parameters)


def _signed(parameter: Parameter, rule: LocalRule, months: set[str]) -> Parameter:
    """Return the parameter with the rule as basis and source of what it set."""
    entries = tuple(
        replace(
            entry,
            basis=rule.name("id"),
            basis_en=rule.name("en"),
            sources=rule.sources,
            mark="law",
            confidence="N",
            note=rule.does,
        )
        if entry.overridden and entry.from_month in months
        else entry
        for entry in parameter.entries
    )
    return replace(parameter, entries=entries)


def problems(rule: LocalRule, where: str, file: str) -> list[Problem]:
    """Return what the law finds wrong with the values a rule sets."""
    try:
        overridden(load_law().parameters, rule.overrides, file, f"{where}.law")
    except ScenarioError as error:
        return list(error.problems)
    return []
