"""Text of a parameter file to dated values; every number stays the decimal written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import yaml

from analysis.language import Text, say
from analysis.law.rules import CONFIDENCES, MARKS, Place
from analysis.quantity import Quantity, is_increasing

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_NO_NOTE = say(id="", en="")
_SHAPES = ("normal", "gamma", "uniform", "choice")
_PARAMETER_KEYS = {
    *("title", "unit", "bounds", "choices", "values", "planned", "excludes_apbd")
}
_ENTRY_KEYS = {
    *("from", "value", "mark", "basis", "source", "confidence", "note", "range")
}


@dataclass(frozen=True)
class Entry:
    """One value with the month it is in force from, its basis and its sources."""

    value: Quantity | str
    from_month: str
    mark: str
    basis: str
    sources: tuple[str, ...] = ()
    confidence: str = "A"
    note: Text = field(default_factory=_NO_NOTE.copy, compare=False)
    overridden: bool = False
    planned: bool = False


@dataclass(frozen=True)
class Parameter:
    """A law value or an assumption with its unit, its bounds and its dated values."""

    name: str
    title: Text
    unit: str
    low: Fraction | None
    high: Fraction | None
    choices: tuple[str, ...]
    entries: tuple[Entry, ...]
    planned: tuple[Entry, ...]
    file: str
    excludes_apbd: bool = False

    @property
    def is_text(self) -> bool:
        """Say whether the values are words or days rather than numbers."""
        return bool(self.choices) or self.unit == "month-day"


def tree(text: str, place: Place) -> dict[str, Any]:
    """Return the YAML mapping with every scalar as the text written."""
    try:
        node = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        place.report("yaml", " ".join(str(error).split()))
        return {}
    if not isinstance(node, yaml.MappingNode):
        place.report("mapping")
        return {}
    return _plain(node, place)


def _plain(node: yaml.Node, place: Place) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _plain_mapping(node, place)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, place) for item in node.value]
    return node.value


def _plain_mapping(node: yaml.MappingNode, place: Place) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in node.value:
        inside = place.at(key.value)
        if key.value in result:
            inside.report("duplicate", f"line {key.start_mark.line + 1}")
        result[key.value] = _plain(value, inside)
    return result


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
    low, high = _bounds(body.get("bounds"), place.at("bounds"))
    bare = Parameter(
        name=name,
        title=two_languages(body.get("title"), place.at("title")),
        unit=required(body, "unit", place),
        low=low,
        high=high,
        choices=listed(body, "choices", place),
        entries=(),
        planned=(),
        file=place.file,
        excludes_apbd=body.get("excludes_apbd") == "true",
    )
    if not bare.is_text and low is None:
        place.at("bounds").report("missing")
    entries = _entries(body.get("values"), bare, place.at("values"))
    planned = _entries(body.get("planned", []), bare, place.at("planned"))
    if not entries:
        place.at("values").report("missing")
    planned = tuple(replace(entry, planned=True) for entry in planned)
    return replace(bare, entries=entries, planned=planned)


def _entries(items: Any, parameter: Parameter, place: Place) -> tuple[Entry, ...]:
    if not isinstance(items, list):
        place.report("list", items)
        return ()
    entries = tuple(
        _entry(item, parameter, place.at(str(number)))
        for number, item in enumerate(items)
        if isinstance(item, dict) or place.report("mapping", item)
    )
    months = [entry.from_month for entry in entries]
    if months != sorted(set(months)):
        place.report("order", ", ".join(months))
    return entries


def _entry(item: dict, parameter: Parameter, place: Place) -> Entry:
    place = place.at(item.get("from", "?"))
    known_keys(item, _ENTRY_KEYS, place)
    entry = Entry(
        value=value(item.get("value"), parameter, place.at("value")),
        from_month=_matching(MONTH, item.get("from"), "month", place),
        mark=one_of(MARKS, item.get("mark"), "mark", place),
        basis=required(item, "basis", place),
        sources=listed(item, "source", place),
        confidence=one_of(CONFIDENCES, item.get("confidence"), "confidence", place),
        note=two_languages(item["note"], place.at("note")) if "note" in item else {},
    )
    if entry.mark != "assumed" and not entry.sources:
        place.report("source")
    if entry.mark == "assumed" and not _has_range_and_reason(item):
        place.report("range")
    return replace(entry, note=entry.note or _NO_NOTE)


def _has_range_and_reason(item: dict) -> bool:
    return "note" in item and ("range" in item or isinstance(item.get("value"), dict))


def value(raw: Any, parameter: Parameter, place: Place) -> Quantity | str:
    """Return a value as a Quantity within its bounds, or as a word or day."""
    if parameter.unit == "month-day":
        return _matching(MONTH_DAY, raw, "month_day", place)
    if parameter.choices:
        return one_of(parameter.choices, raw, "choices", place)
    return number(raw, parameter.low, parameter.high, place)


def number(
    raw: Any, low: Fraction | None, high: Fraction | None, place: Place
) -> Quantity:
    """Return a certain or uncertain number; each of its values lies in the bounds."""
    kind, raws, weights = _shape(raw, place)
    numbers = tuple(_fraction(item, place) for item in raws)
    quantity = Quantity(kind, numbers, weights, low, high)
    inside = numbers[:1] if kind in ("normal", "gamma") else numbers
    for one, written in zip(inside, raws, strict=False):
        if (low is not None and one < low) or (high is not None and one > high):
            place.report("bounds", outside(written, low, high))
    if kind in ("percentiles", "uniform") and not is_increasing(numbers):
        place.report("rising", raw)
    if kind == "choice" and sum(weights) != 1:
        place.report("probabilities", raw)
    return quantity


def outside(found: object, low: Fraction | None, high: Fraction | None) -> str:
    """Return a value and the bounds it lies outside of, as a message shows them."""
    ends = ["" if end is None else f"{float(end):.15g}" for end in (low, high)]
    return f"{found}; {' .. '.join(ends)}"


def _shape(raw: Any, place: Place) -> tuple[str, list, tuple[Fraction, ...]]:
    """Return kind, numbers as written and probabilities of a value as written."""
    if not isinstance(raw, dict):
        return "exact", [raw], ()
    if set(raw) == {"median", "p10", "p90"}:
        return "percentiles", [raw["p10"], raw["median"], raw["p90"]], ()
    kind, items = next(iter(raw.items()), ("", ""))
    pairs = isinstance(items, list) and (kind == "choice" or len(items) == 2)
    if len(raw) != 1 or kind not in _SHAPES or not pairs:
        place.report("uncertain", raw)
        return "exact", ["0"], ()
    if kind != "choice":
        return kind, items, ()
    return kind, [v for v, _ in items], tuple(_fraction(p, place) for _, p in items)


def _fraction(raw: Any, place: Place) -> Fraction:
    if isinstance(raw, str) and _NUMBER.fullmatch(raw):
        return Fraction(raw)
    place.report("number", raw)
    return Fraction(0)


def _bounds(raw: Any, place: Place) -> tuple[Fraction | None, Fraction | None]:
    if raw is None:
        return None, None
    if not isinstance(raw, list) or len(raw) != 2:
        place.report("list", raw)
        return None, None
    low, high = (_fraction(item, place) for item in raw)
    if low >= high:
        place.report("rising", raw)
    return low, high


def known_keys(body: dict, known: set[str], place: Place) -> None:
    """Report the keys of ``body`` that are not known."""
    for key in body:
        if key not in known:
            place.at(key).report("key", key)


def required(body: dict, key: str, place: Place) -> str:
    """Return the text at ``key``; a missing or empty one is reported."""
    if not body.get(key):
        place.at(key).report("missing")
    return body.get(key) or ""


def listed(body: dict, key: str, place: Place) -> tuple[str, ...]:
    """Return the list at ``key``, empty if absent; anything else is reported."""
    items = body.get(key, [])
    if not isinstance(items, list):
        place.at(key).report("list", items)
        return ()
    return tuple(items)


def two_languages(raw: Any, place: Place) -> Text:
    """Return a text in both languages; a missing one is reported."""
    raw = raw if isinstance(raw, dict) else {}
    if set(raw) != {"id", "en"} or not all(raw.values()):
        place.report("two_languages", ", ".join(raw))
    return say(id=raw.get("id", ""), en=raw.get("en", ""))


def one_of(known: tuple[str, ...], raw: Any, rule: str, place: Place) -> str:
    """Return ``raw`` if it is one of ``known``; else report ``rule``."""
    if raw not in known:
        place.report(rule, raw or "")
    return raw or ""


def _matching(pattern: re.Pattern, raw: Any, rule: str, place: Place) -> str:
    if not isinstance(raw, str) or not pattern.fullmatch(raw):
        place.report(rule, raw)
    return raw or ""
