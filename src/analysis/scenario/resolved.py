"""A scenario written out again: plain values, and YAML that says where they are from.

Reading the YAML again gives the same scenario.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import singledispatch
from typing import Any

from pydantic import BaseModel

from analysis.quantity import Quantity
from analysis.scenario.numerals import decimal

_PLAIN_TEXT = re.compile(r"[a-z][a-z_-]*")
_NOT_PLAIN = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


@singledispatch
def plain(value: Any) -> Any:
    """Return ``value`` as what YAML holds: mappings, lists, text, numbers."""
    return value


@plain.register
def _(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)


@plain.register
def _(value: dt.date) -> str:
    return value.isoformat()


@plain.register(tuple)
def _(value: tuple[Any, ...]) -> list[Any]:
    return [plain(item) for item in value]


@plain.register(dict)
def _(value: dict[Any, Any]) -> dict[Any, Any]:
    return {key: plain(item) for key, item in value.items()}


@plain.register
def _(value: Quantity) -> Any:
    numbers = [plain(number) for number in value.numbers]
    if value.kind == "exact":
        return numbers[0]
    if value.kind == "percentiles":
        return dict(zip(("p10", "median", "p90"), numbers, strict=True))
    if value.kind == "choice":
        weights = [plain(weight) for weight in value.weights]
        return {"choice": [list(pair) for pair in zip(numbers, weights, strict=True)]}
    return {value.kind: numbers}


@plain.register
def _(value: BaseModel) -> dict[Any, Any]:
    fields = type(value).model_fields
    written = {
        field.alias or name: plain(getattr(value, name))
        for name, field in fields.items()
    }
    if written.get("kind") == "bpu":  # a reported wage belongs to PU only
        return {"kind": "bpu"}
    years = written.pop("by_year", {})
    return {**written, **years}


def is_spread(value: Any) -> bool:
    """Say whether a resolved value is an uncertain number."""
    ways = ({"p10", "median", "p90"}, {"normal"}, {"uniform"}, {"choice"})
    return isinstance(value, dict) and set(value) in ways


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield key path and value of every leaf of a resolved scenario."""
    if isinstance(value, Mapping) and value and not is_spread(value):
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield from leaves(item, f"{path}.{index}")
    else:
        yield path, value


def marked(resolved: Mapping[str, Any], key: str) -> tuple[str, Any]:
    """Return key and value the model uses for a key marked as assumed.

    A mark on a branch stands for its last number (a ceiling by year), on a tariff for
    the reported wage.
    """
    below = [
        (path, value)
        for path, value in leaves(resolved)
        if f"{path}.".startswith(f"{key}.") and value is not None
    ]
    wages = [pair for pair in below if pair[0].endswith(".reported_wage")]
    numbers = [pair for pair in below if not isinstance(pair[1], str)]
    return (wages or numbers or below or [(key, None)])[-1]


def yaml_text(resolved: Mapping[str, Any], origins: Mapping[str, str]) -> str:
    """Return YAML of a resolved scenario; a comment gives the origin of each value."""
    return "\n".join(_lines(resolved, origins, "", "")) + "\n"


def _lines(
    value: Mapping[Any, Any], origins: Mapping[str, str], path: str, indent: str
) -> Iterator[str]:
    for key, item in value.items():
        at = f"{path}.{key}" if path else str(key)
        nested = isinstance(item, dict) and item and not is_spread(item)
        if nested:
            yield f"{indent}{flow(key)}:"
            yield from _lines(item, origins, at, indent + "  ")
        else:
            yield f"{indent}{flow(key)}: {flow(item)}{_comment(at, item, origins)}"


def _comment(path: str, item: Any, origins: Mapping[str, str]) -> str:
    keys = [key for key, _ in leaves(item, path)]
    found = list(dict.fromkeys(origins[key] for key in keys if key in origins))
    words = " ".join("; ".join(found).split())
    return f"  # {words}" if words else ""


def flow(value: Any) -> str:
    """Return one value as YAML in flow style."""
    if isinstance(value, dict):
        inner = (f"{flow(key)}: {flow(item)}" for key, item in value.items())
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    if isinstance(value, float):
        return decimal(Fraction(repr(value)))
    if isinstance(value, str):
        bare = _PLAIN_TEXT.fullmatch(value) and value not in _NOT_PLAIN
        return value if bare else json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return str(value).lower()
    return "null" if value is None else str(value)
