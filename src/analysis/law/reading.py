"""Text of a parameter file to dated values; every number stays the decimal written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from analysis.language import Text, say
from analysis.law.nodes import (
    Bounds,
    either,
    items,
    known_keys,
    listed,
    matching,
    number,
    one_of,
    pair,
    required,
    tree,
    two_languages,
)
from analysis.law.rules import CONFIDENCES, MARKS, Place, unknown_name
from analysis.quantity import Quantity

__all__ = ["MONTH", "Entry", "Parameter", "Reading", "parameters", "tree", "value"]

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_DAY = r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
# Units of texts that are neither a number nor a choice: their form, the rule broken.
_TEXTS = {
    "month-day": (re.compile(_DAY), "month_day"),
    "date": (re.compile(rf"\d{{4}}-{_DAY}"), "date"),
    "week of year": (re.compile(r"(0[1-9]|1[0-2])-w[1-5]"), "week"),
    "account code": (re.compile(r"\d\.\d(\.\d\d){3}\.\d{4}(-\d{4})?"), "account"),
}
_COUNTED = {
    *("months", "years", "children", "days", "working days", "day of month"),
    *("month of year", "switch"),
}
_NO_NOTE = say(id="", en="")
_PARAMETER_KEYS = {
    *("title", "unit", "bounds", "or_zero", "draws", "choices", "readings"),
    *("values", "planned", "excludes_apbd"),
}
_ENTRY_KEYS = {
    *("from", "value", "mark", "basis", "source", "confidence", "note", "range")
}


@dataclass(frozen=True)
class Reading:
    """One way to read an unsettled rule; ``value`` is None where the name is it."""

    name: str
    value: Fraction | None
    text: Text = field(compare=False)


@dataclass(frozen=True)
class Entry:
    """One value with the month it is in force from, its basis and its sources.

    ``range``: what else it may be, two ends of a number or a list of words; empty
    where the value itself says it, or where it is certain.
    """

    value: Quantity | str
    from_month: str
    mark: str
    basis: str
    sources: tuple[str, ...] = ()
    confidence: str = "A"
    note: Text = field(default_factory=_NO_NOTE.copy, compare=False)
    overridden: bool = False
    planned: bool = False
    basis_en: str = field(default="", compare=False)
    range: tuple[Fraction | str, ...] = ()

    def basis_in(self, lang: str) -> str:
        """Return what the value rests on; a law's name stays Indonesian."""
        return self.basis_en if lang == "en" and self.basis_en else self.basis


@dataclass(frozen=True)
class Parameter:
    """A law value or an assumption with its unit, its bounds and its dated values."""

    name: str
    title: Text
    unit: str
    bounds: Bounds
    choices: tuple[str, ...]
    entries: tuple[Entry, ...]
    planned: tuple[Entry, ...]
    file: str
    excludes_apbd: bool = False
    readings: Mapping[str, Reading] = field(default_factory=dict, compare=False)

    @property
    def is_text(self) -> bool:
        """Say whether the values are words or days rather than numbers."""
        return bool(self.choices) or self.unit in _TEXTS

    def reading_of(self, found: Quantity | str) -> Reading | None:
        """Return the reading that ``found`` follows, None where there is none."""
        if isinstance(found, str):
            return self.readings.get(found)
        same = (one for one in self.readings.values() if one.value == found.central)
        return next(same, None)


def parameters(text: str, place: Place) -> dict[str, Parameter]:
    """Return the parameters of a file; what is wrong is gathered in ``place``."""
    found = {}
    for name, body in tree(text, place).items():
        if not isinstance(body, dict):
            place.at(name).report("mapping", body)
            continue
        found[name] = _parameter(name, body, place.at(name))
    return found


def _parameter(name: str, body: dict, place: Place) -> Parameter:
    known_keys(body, _PARAMETER_KEYS, place)
    unit = required(body, "unit", place)
    bounds = _bounds(body, unit, place)
    readings = _readings(body.get("readings", {}), bounds, place.at("readings"))
    bare = Parameter(
        name=name,
        title=two_languages(body.get("title"), place.at("title")),
        unit=unit,
        bounds=bounds,
        choices=listed(body, "choices", place) or _named(readings),
        entries=(),
        planned=(),
        file=place.file,
        excludes_apbd=body.get("excludes_apbd") == "true",
        readings=readings,
    )
    if not bare.is_text and bounds.low is None:
        place.at("bounds").report("missing")
    entries = _entries(body.get("values"), bare, place.at("values"))
    planned = _entries(body.get("planned", []), bare, place.at("planned"))
    if not entries:
        place.at("values").report("missing")
    planned = tuple(replace(entry, planned=True) for entry in planned)
    return replace(bare, entries=entries, planned=planned)


def _bounds(body: dict, unit: str, place: Place) -> Bounds:
    low, high = pair(body.get("bounds"), place.at("bounds"))
    clip = pair(body["draws"], place.at("draws")) if "draws" in body else None
    return Bounds(low, high, body.get("or_zero") == "true", unit in _COUNTED, clip)


def _named(readings: Mapping[str, Reading]) -> tuple[str, ...]:
    """Return the readings that are words: the choices of a text."""
    return tuple(name for name, one in readings.items() if one.value is None)


def _readings(raw: Any, bounds: Bounds, place: Place) -> dict[str, Reading]:
    if not isinstance(raw, dict):
        place.report("mapping", raw)
        return {}
    return {name: _reading(name, raw[name], bounds, place.at(name)) for name in raw}


def _reading(name: str, body: Any, bounds: Bounds, place: Place) -> Reading:
    body = dict(body) if isinstance(body, dict) else {}
    found = None
    if "value" in body:
        found = number(body.pop("value"), bounds, place.at("value")).central
    return Reading(name, found, two_languages(body, place))


def _entries(found: Any, parameter: Parameter, place: Place) -> tuple[Entry, ...]:
    if not isinstance(found, list):
        place.report("list", found)
        return ()
    entries = tuple(
        _entry(item, parameter, place.at(str(number)))
        for number, item in enumerate(found)
        if isinstance(item, dict) or place.report("mapping", item)
    )
    months = [entry.from_month for entry in entries]
    if months != sorted(set(months)):
        place.report("order", ", ".join(months))
    return entries


def _entry(item: dict, parameter: Parameter, place: Place) -> Entry:
    place = place.at(item.get("from", "?"))
    known_keys(item, _ENTRY_KEYS, place)
    basis = either(item.get("basis"), place.at("basis"))
    entry = Entry(
        value=value(item.get("value"), parameter, place.at("value")),
        from_month=matching(MONTH, item.get("from"), "month", place),
        mark=one_of(MARKS, item.get("mark"), "mark", place),
        basis=basis["id"],
        sources=listed(item, "source", place),
        confidence=one_of(CONFIDENCES, item.get("confidence"), "confidence", place),
        note=two_languages(item["note"], place.at("note")) if "note" in item else {},
        basis_en=basis["en"],
        range=_range(item, parameter, place.at("range")),
    )
    if entry.mark != "assumed" and not entry.sources:
        place.report("source")
    if entry.mark == "assumed" and not _has_range_and_reason(item):
        place.report("range")
    return replace(entry, note=entry.note or _NO_NOTE)


def _range(item: dict, parameter: Parameter, place: Place) -> tuple:
    """Return the ends of a range as numbers, or its words or days as written."""
    ends = [value(raw, parameter, place) for raw in items(item, "range", place)]
    numbers = [one.central for one in ends if isinstance(one, Quantity)]
    if numbers and (len(numbers) != 2 or numbers[0] > numbers[1]):
        place.report("rising", item["range"])
    return tuple(numbers or ends)


def _has_range_and_reason(item: dict) -> bool:
    return "note" in item and ("range" in item or isinstance(item.get("value"), dict))


def value(raw: Any, parameter: Parameter, place: Place) -> Quantity | str:
    """Return a value as a Quantity within its bounds, or as a word or day."""
    if parameter.choices:
        return _choice(raw, parameter, place)
    if parameter.unit in _TEXTS:
        form, rule = _TEXTS[parameter.unit]
        return matching(form, raw, rule, place)
    return number(raw, parameter.bounds, place)


def _choice(raw: Any, parameter: Parameter, place: Place) -> str:
    if raw not in parameter.choices:
        where = (place.file, place.path)
        place.problems.append(unknown_name(*where, str(raw), parameter.choices))
    return str(raw)
