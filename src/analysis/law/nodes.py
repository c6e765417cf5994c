"""Nodes of a parameter file to checked values; every number stays as written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

import yaml

from analysis.language import Text, say
from analysis.law.rules import Place, outside
from analysis.quantity import Quantity, is_increasing

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_SHAPES = ("normal", "gamma", "uniform", "choice")


class Bounds(NamedTuple):
    """What a number may be: in ``low..high``, or 0 with ``zero``; ``whole``: counted.

    They catch a slip of the pen (a factor of 10, 12 or 1,000). ``clip`` is what draws
    of an uncertain value are clipped to, where nature allows more than a writer needs.
    """

    low: Fraction | None
    high: Fraction | None
    zero: bool = False
    whole: bool = False
    clip: tuple[Fraction | None, Fraction | None] | None = None

    @property
    def ends(self) -> tuple[Fraction | None, Fraction | None]:
        """Return the ends for draws."""
        return self.clip or (self.low, self.high)

    def hold(self, number: Fraction) -> bool:
        """Say whether ``number`` is inside."""
        if self.zero and number == 0:
            return True
        above = self.low is None or number >= self.low
        return above and (self.high is None or number <= self.high)

    def check(self, number: Fraction, written: object, place: Place) -> None:
        """Report ``number`` if it is outside, or broken where it is counted."""
        if not self.hold(number):
            place.problems.append(outside(place, written, self))
        elif self.whole and number.denominator != 1:
            place.report("whole", written)

    def __str__(self) -> str:
        """Return the bounds as a message shows them."""
        low, high = (
            "" if end is None else f"{float(end):.15g}" for end in (self.low, self.high)
        )
        return f"{'0, ' if self.zero else ''}{low} .. {high}"


def tree(text: str, place: Place) -> dict[str, Any]:
    """Return the YAML mapping with every scalar as the text written."""
    events = yaml.parse(text, Loader=yaml.CBaseLoader)  # faster than composed nodes
    try:
        for event in events:
            if isinstance(event, yaml.MappingStartEvent):
                return _mapping(events, place)
            if isinstance(event, yaml.NodeEvent):
                break
    except (yaml.YAMLError, RecursionError) as error:
        place.report("yaml", " ".join(str(error).split()))
        return {}
    place.report("mapping")
    return {}


def _mapping(events: Iterator[yaml.Event], place: Place) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        name = _key(event)
        if name in result:
            line = event.start_mark.line + 1
            place.at(name).report("duplicate", f"line {line}")
        value = next(events)
        scalar = isinstance(value, yaml.ScalarEvent)  # most are: no place is needed
        result[name] = value.value if scalar else _node(value, events, place.at(name))
    return result


def _key(event: yaml.Event) -> str:
    if isinstance(event, yaml.ScalarEvent):
        return event.value
    line = event.start_mark.line + 1
    raise yaml.YAMLError(f"line {line}: a key must be one word")


def _node(event: yaml.Event, events: Iterator[yaml.Event], place: Place) -> Any:
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(events, place)
    if isinstance(event, yaml.ScalarEvent):
        return event.value
    if isinstance(event, yaml.AliasEvent):
        place.report("yaml", f"*{event.anchor}")
        return ""
    items: list[Any] = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        items.append(_node(event, events, place))
    return items


def number(raw: Any, bounds: Bounds, place: Place) -> Quantity:
    """Return a certain or uncertain number; each of its values lies in the bounds."""
    kind, raws, weights = _shape(raw, place)
    numbers = tuple(fraction(item, place) for item in raws)
    inside = numbers[:1] if kind in ("normal", "gamma") else numbers
    for one, written in zip(inside, raws, strict=False):
        bounds.check(one, written, place)
    if kind in ("percentiles", "uniform") and not is_increasing(numbers):
        place.report("rising", raw)
    if kind == "choice" and sum(weights) != 1:
        place.report("probabilities", raw)
    return Quantity(kind, numbers, weights, *bounds.ends)


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
    if not all(isinstance(one, list) and len(one) == 2 for one in items):
        place.report("uncertain", raw)
        return "exact", ["0"], ()
    return kind, [v for v, _ in items], tuple(fraction(p, place) for _, p in items)


def fraction(raw: Any, place: Place) -> Fraction:
    """Return the decimal as written; anything else is reported and counts as 0."""
    if isinstance(raw, str) and _NUMBER.fullmatch(raw):
        return Fraction(raw)
    place.report("number", raw)
    return Fraction(0)


def pair(raw: Any, place: Place) -> tuple[Fraction | None, Fraction | None]:
    """Return a lower and an upper end, both None where nothing is written."""
    if raw is None:
        return None, None
    if not isinstance(raw, list) or len(raw) != 2:
        place.report("list", raw)
        return None, None
    low, high = (fraction(item, place) for item in raw)
    if low >= high:
        place.report("rising", raw)
    return low, high


def mapping(raw: Any, place: Place) -> dict[str, Any]:
    """Return a mapping; anything else is reported and counts as an empty one."""
    if isinstance(raw, dict):
        return raw
    place.report("mapping", raw)
    return {}


def known_keys(body: dict, known: set[str], place: Place) -> None:
    """Report the keys of ``body`` that are not known."""
    for key in body:
        if key not in known:
            place.at(key).report("key", key)


def required(body: dict, key: str, place: Place) -> str:
    """Return the text at ``key``; a missing or empty one, or none, is reported."""
    found = body.get(key)
    if found and isinstance(found, str):
        return found
    place.at(key).report("text" if found else "missing", found or "")
    return ""


def listed(body: dict, key: str, place: Place) -> tuple[str, ...]:
    """Return the list of texts at ``key``, empty if absent; all else is reported."""
    found = items(body, key, place)
    for one in found:
        if not isinstance(one, str):
            place.at(key).report("text", one)
    return tuple(one for one in found if isinstance(one, str))


def items(body: dict, key: str, place: Place) -> tuple[Any, ...]:
    """Return the list at ``key``, empty if absent; anything else is reported."""
    found = body.get(key, [])
    if not isinstance(found, list):
        place.at(key).report("list", found)
        return ()
    return tuple(found)


def two_languages(raw: Any, place: Place) -> Text:
    """Return a text in both languages; a missing one is reported."""
    raw = raw if isinstance(raw, dict) else {}
    texts = {lang: one for lang, one in raw.items() if one and isinstance(one, str)}
    if set(raw) != {"id", "en"} or set(texts) != set(raw):
        place.report("two_languages", ", ".join(raw))
    return say(id=texts.get("id", ""), en=texts.get("en", ""))


def either(raw: Any, place: Place) -> Text:
    """Return a text in both languages; a plain one is the same in both."""
    if isinstance(raw, str) and raw:
        return say(id=raw, en=raw)
    if raw is None or raw == "":
        place.report("missing")
        return say(id="", en="")
    return two_languages(raw, place)


def one_of(known: tuple[str, ...], raw: Any, rule: str, place: Place) -> str:
    """Return ``raw`` if it is one of ``known``; else report ``rule``."""
    if raw in known:
        return raw
    place.report(rule, raw or "")
    return raw if isinstance(raw, str) else ""


def matching(pattern: re.Pattern, raw: Any, rule: str, place: Place) -> str:
    """Return ``raw`` if it has the form of ``pattern``; else report ``rule``."""
    text = raw if isinstance(raw, str) else ""
    if not pattern.fullmatch(text):
        place.report(rule, raw)
    return text
