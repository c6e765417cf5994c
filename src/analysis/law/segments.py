"""The groups a budget covers: label, default tariff with its reason, ages and sexes."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from analysis.language import Text
from analysis.law import nodes
from analysis.law.rules import MARKS, Place
from analysis.quantity import Quantity

KINDS = ("bpu", "pu")
_AGE = nodes.Bounds(Fraction(15), Fraction(80))
_SHARE = nodes.Bounds(Fraction(0), Fraction(1))
_SEGMENT_KEYS = {"label", "entry", "exit", "default_tariff", "profile"}
_TARIFF_KEYS = {"kind", "risk_group", "reported_wage", "reason", "source"}
_PROFILE_KEYS = {"title", "age_low", "age_high", "male_share", "why"}
Bands = tuple[tuple[Fraction, Fraction, Fraction], ...]


@dataclass(frozen=True)
class DefaultTariff:
    """The tariff a segment has where its region says nothing, and why."""

    kind: str
    risk_group: int
    reported_wage: str | None
    reason: Text = field(compare=False)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class SegmentInfo:
    """A known segment: its label, default tariff and the slug of its profile.

    ``entry`` and ``exit`` describe how people get on its list and off it.
    """

    slug: str
    label: Text = field(compare=False)
    entry: Text = field(compare=False)
    exit: Text = field(compare=False)
    default_tariff: DefaultTariff
    profile: str


@dataclass(frozen=True)
class Profile:
    """Ages (``age_low`` <= age < ``age_high``) and share of men of a kind of group.

    ``given``: the bands of ages a scenario knows of its own group; a standard profile
    has none, nor has one of a scenario ``marks``.
    """

    slug: str
    title: Text = field(compare=False)
    age_low: Quantity
    age_high: Quantity
    male_share: Quantity
    marks: tuple[str, ...]
    why: Text = field(compare=False)
    given: Bands = ()

    @property
    def bands(self) -> Bands:
        """Return (low, high, share of members) with low <= age < high, by age."""
        low, high = self.age_low.central, self.age_high.central
        return self.given or ((low, high, Fraction(1)),)


def segments(text: str, place: Place) -> dict[str, SegmentInfo]:
    """Return the segments of a file; what is wrong is gathered in ``place``."""
    bodies = nodes.tree(text, place)
    return {slug: _segment(slug, bodies[slug], place.at(slug)) for slug in bodies}


def _segment(slug: str, body: Any, place: Place) -> SegmentInfo:
    body = nodes.mapping(body, place)
    nodes.known_keys(body, _SEGMENT_KEYS, place)
    return SegmentInfo(
        slug=slug,
        label=nodes.two_languages(body.get("label"), place.at("label")),
        entry=nodes.two_languages(body.get("entry"), place.at("entry")),
        exit=nodes.two_languages(body.get("exit"), place.at("exit")),
        default_tariff=_default(body.get("default_tariff"), place.at("default_tariff")),
        profile=nodes.required(body, "profile", place),
    )


def _default(body: Any, place: Place) -> DefaultTariff:
    body = body if isinstance(body, dict) else {}
    nodes.known_keys(body, _TARIFF_KEYS, place)
    sources = nodes.listed(body, "source", place)
    if not sources:
        place.report("source")
    return DefaultTariff(
        kind=nodes.one_of(KINDS, body.get("kind"), "kind", place.at("kind")),
        risk_group=_risk_group(body.get("risk_group", "1"), place.at("risk_group")),
        reported_wage=_word(body, "reported_wage", place),
        reason=nodes.two_languages(body.get("reason"), place.at("reason")),
        sources=sources,
    )


def _word(body: dict, key: str, place: Place) -> str | None:
    return nodes.required(body, key, place) if key in body else None


def _risk_group(raw: Any, place: Place) -> int:
    known = ("1", "2", "3", "4", "5")
    group = nodes.one_of(known, raw, "risk_group", place)
    return int(group) if group in known else 1


def profiles(text: str, place: Place) -> dict[str, Profile]:
    """Return the profiles of a file; what is wrong is gathered in ``place``."""
    bodies = nodes.tree(text, place)
    return {slug: _profile(slug, bodies[slug], place.at(slug)) for slug in bodies}


def _profile(slug: str, body: Any, place: Place) -> Profile:
    body = nodes.mapping(body, place)
    nodes.known_keys(body, _PROFILE_KEYS, place)
    names = {"age_low": _AGE, "age_high": _AGE, "male_share": _SHARE}
    cells = {name: _cell(body, name, place) for name in names}
    numbers = {
        name: nodes.number(cells[name]["value"], bounds, place.at(name))
        for name, bounds in names.items()
    }
    if numbers["age_low"].central >= numbers["age_high"].central:
        place.at("age_high").report("rising", body.get("age_high"))
    marks = [
        nodes.one_of(MARKS, cells[name].get("mark"), "mark", place.at(name))
        for name in names
    ]
    return Profile(
        slug=slug,
        title=nodes.two_languages(body.get("title"), place.at("title")),
        **numbers,
        marks=tuple(marks),
        why=nodes.two_languages(body.get("why"), place.at("why")),
    )


def _cell(body: dict, name: str, place: Place) -> dict:
    cell = body.get(name)
    if isinstance(cell, dict) and "value" in cell:
        return cell
    place.at(name).report("missing")
    return {"value": "20", "mark": "assumed"}
