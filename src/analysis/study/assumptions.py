"""Assumptions as they stand in ``data/parameters``: dated values, ages, structure.

Nothing is listed by hand: a new assumed value is in the register because it is marked.
What scenarios, funders and judgements on figures assume: ``assumed_figures``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from analysis.language import Text, say
from analysis.law.dated import Law
from analysis.law.reading import Entry, Parameter
from analysis.law.segments import Profile
from analysis.law.structure import Structural
from analysis.quantity import Quantity
from analysis.scenario.resolved import marked, plain
from analysis.scenario.schema import Scenario
from analysis.study.impact import PROFILE, Changes, expanded

Tries = Callable[[Scenario], list[tuple[Any, Changes]]]
CELLS: dict[str, Text] = {
    "age_low": say(id="umur termuda", en="youngest age"),
    "age_high": say(id="umur tertua", en="oldest age"),
    "male_share": say(id="bagian laki-laki", en="share of men"),
}
# a default offered to planners: the key of a scenario it is the default of
OFFERED = {
    "wage_growth_y": "wage_growth_y",
    "revenue_growth_y": "budget.growth_y",
    "eligible_growth_y": "segments.*.eligible_growth_y",
    "verified_share": "segments.*.verified_share",
}


def _nothing(scenario: Scenario) -> list[tuple[Any, Changes]]:
    return []


@dataclass(frozen=True)
class Assumption:
    """One thing the project takes to be so, and what else it may be.

    ``key`` is its name in the file ``file``, unique in the register. ``value`` and
    ``ends``: what is used and the low and high end, or the choices. ``tries`` says for
    a scenario which changes try those; ``scenario`` is set where only one has it;
    ``law_value`` (name, month) where the law holds it.
    """

    key: str
    kind: str
    mark: str
    title: Text
    value: Any
    ends: tuple[Any, ...]
    unit: str
    note: Text
    file: str
    confidence: str = "A"
    sources: tuple[str, ...] = ()
    scenario: str = ""
    law_value: tuple[str, str] | None = None
    acts: tuple[str, ...] = ()
    tries: Tries = field(default=_nothing, compare=False, repr=False)

    @property
    def quality(self) -> str:
        """Return how well it is known, A (best) to D: see ``QUALITY``."""
        if self.mark != "assumed":
            return "A" if self.confidence == "V" else "B"
        return "C" if self.sources or self.confidence in ("V", "N", "D") else "D"


QUALITY: dict[str, Text] = {
    "A": say(
        id="hitungan atas angka resmi atau teks hukum",
        en="arithmetic on official figures or the text of a law",
    ),
    "B": say(
        id="hitungan atas, atau bacaan dari, angka yang diterbitkan",
        en="arithmetic on, or a reading of, published figures",
    ),
    "C": say(
        id="anggapan kami, dengan angka terbit di belakangnya",
        en="our assumption, with a published figure behind it",
    ),
    "D": say(
        id="anggapan kami, tanpa sumber", en="our assumption, no source found for it"
    ),
}


def alternatives(value: Quantity | str, entry_range: tuple = ()) -> tuple[Any, ...]:
    """Return what else a value may be: the ends of its range, or every choice.

    A spread ends at its p10 and p90 (80 in 100), an even one at its two ends.
    """
    if isinstance(value, str) or value.certain:
        return entry_range if len(set(entry_range)) > 1 else ()
    if value.kind in ("choice", "uniform"):
        return value.numbers
    if value.kind == "percentiles":
        return value.numbers[0], value.numbers[2]
    low, high = value.draws(np.array([0.1, 0.9]))
    return Fraction(f"{low:.3g}"), Fraction(f"{high:.3g}")


def of_law(law: Law) -> Iterator[Assumption]:
    """Yield dated values that are assumed, or that carry a judgement of ours.

    Judgement: derived and uncertain or explained, or one of several readings of a rule.
    """
    for parameter in law.parameters.values():
        for entry in (*parameter.entries, *parameter.planned):
            if entry.mark == "assumed" or _is_judgement(entry, parameter):
                yield _dated(entry, parameter)
    for profile in law.profiles.values():
        yield from _cells(profile)


def _is_judgement(entry: Entry, parameter: Parameter) -> bool:
    if parameter.readings and entry.mark not in ("law", "official"):
        return True
    uncertain = isinstance(entry.value, Quantity) and not entry.value.certain
    explained = bool(entry.range or entry.note["en"])
    return entry.mark == "derived" and (uncertain or explained)


def _dated(entry: Entry, parameter: Parameter) -> Assumption:
    dated = len(parameter.entries) + len(parameter.planned) > 1
    key = f"{parameter.name}@{entry.from_month}" if dated else parameter.name
    ends = alternatives(entry.value, entry.range)
    if entry.planned and isinstance(entry.value, Quantity):
        ends = (entry.value.central,)
    if not ends and parameter.readings:
        named = parameter.readings.items()
        ends = tuple(name if r.value is None else r.value for name, r in named)
    central = entry.value
    offered = parameter.name in OFFERED
    always = offered or entry.planned  # tried although no run asks for it
    law_value = None if always else (parameter.name, entry.from_month)
    return Assumption(
        key=key,
        kind="parameter",
        mark=entry.mark,
        title=_title(entry, parameter),
        value=central.central if isinstance(central, Quantity) else central,
        ends=ends,
        unit=parameter.unit,
        note=_note(entry),
        file=parameter.file,
        confidence=entry.confidence,
        sources=entry.sources,
        law_value=law_value,
        tries=_tries_of(parameter, key, entry, ends),
    )


def _title(entry: Entry, parameter: Parameter) -> Text:
    if not entry.planned:
        return parameter.title
    named = parameter.title
    return say(id=f"{named['id']} (rencana)", en=f"{named['en']} (planned)")


def _note(entry: Entry) -> Text:
    if entry.note["en"]:
        return entry.note
    return say(id=entry.basis, en=entry.basis_in("en"))


def _tries_of(parameter: Parameter, key: str, entry: Entry, ends: tuple) -> Tries:
    offered = OFFERED.get(parameter.name)
    if offered is None:
        return lambda scenario: [(end, {key: end}) for end in ends]

    def tries(scenario: Scenario) -> list[tuple[Any, Changes]]:
        keys = [
            path
            for path in expanded({offered: 0}, scenario)
            if _is_default(scenario, path, entry.value)
        ]
        return [(end, dict.fromkeys(keys, plain(end))) for end in ends if keys]

    return tries


def _is_default(scenario: Scenario, path: str, value: Quantity | str) -> bool:
    """Say whether a scenario leaves a key to the default, or writes the same value."""
    if scenario.provenance.get(path) == "default":
        return True
    return marked(scenario.resolved(), path)[1] == plain(value)


def _cells(profile: Profile) -> Iterator[Assumption]:
    for (cell, words), mark in zip(CELLS.items(), profile.marks, strict=True):
        value: Quantity = getattr(profile, cell)
        key = f"{PROFILE}{profile.slug}.{cell}"
        ends = alternatives(value)
        title = {lang: f"{profile.title[lang]}: {words[lang]}" for lang in ("id", "en")}
        if mark == "assumed":
            yield Assumption(
                key=key,
                kind="profile",
                mark=mark,
                title=say(**title),
                value=value.central,
                ends=ends,
                unit="share" if cell == "male_share" else "years",
                note=profile.why,
                file="data/parameters/profiles.yaml",
                law_value=(PROFILE + profile.slug, ""),
                tries=_each(key, ends),
            )


def of_all_ages(law: Law) -> dict[str, Assumption]:
    """Return what the cells of all profiles together assume, cell -> assumption.

    Not assumptions of their own: all low ends are tried at once, then all high ends.
    """
    found = {}
    for cell, words in CELLS.items():
        ends = {
            f"{PROFILE}{slug}.{cell}": alternatives(getattr(profile, cell))
            for slug, profile in law.profiles.items()
        }
        low, high = (
            {key: pair[side] for key, pair in ends.items() if pair} for side in (0, -1)
        )
        found[cell] = Assumption(
            key=f"{PROFILE}*.{cell}",
            kind="profile",
            mark="assumed",
            title=words,
            value=None,
            ends=("low", "high"),
            unit="",
            note=words,
            file="data/parameters/profiles.yaml",
            tries=_both(low, high),
        )
    return found


def _both(low: Changes, high: Changes) -> Tries:
    return lambda scenario: [("low", low), ("high", high)]


def _each(key: str, ends: tuple) -> Tries:
    return lambda scenario: [(end, {key: end}) for end in ends]


def of_structure(structure: Mapping[str, Structural]) -> Iterator[Assumption]:
    """Yield what the model takes for granted."""
    for one in structure.values():
        yield Assumption(
            key=one.name,
            kind="structure",
            mark="assumed",
            title=one.title,
            value=None,
            ends=(),
            unit="",
            note=one.note,
            file=one.where,
            sources=one.sources,
            acts=one.acts,
            tries=_instead(one),
        )


def _instead(one: Structural) -> Tries:
    return lambda scenario: [
        (changes, expanded(changes, scenario)) for changes in one.instead
    ]
