"""Single values of a judgement, read from its text; what is wrong is noted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import yaml

from analysis.errors import InputDataError, Problem
from analysis.evidence import judgement_rules as rules
from analysis.evidence.judgements import FILE, Identity
from analysis.language import LANGUAGES, Text, say

NO_TEXT = say(id="", en="")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True)
class Place:
    """A key path of the file, and the problems found so far."""

    path: str = ""
    problems: list[Problem] = field(default_factory=list)

    def at(self, key: object) -> Place:
        """Return the place of a key below this one."""
        path = f"{self.path}.{key}" if self.path else str(key)
        return Place(path, self.problems)

    def wrong(self, rule: rules.Rule, found: object = "") -> None:
        """Note that what stands here breaks a rule."""
        self.problems.append(Problem(FILE, self.path, str(found), *rule))


class _Loader(yaml.BaseLoader):
    """Every scalar as the text written; a key written twice is refused."""


def _no_twice(loader: _Loader, node: yaml.MappingNode) -> dict[str, Any]:
    keys = [key.value for key, _ in node.value]
    if twice := [key for key in keys if keys.count(key) > 1]:
        said = f"{twice[0]} x {keys.count(twice[0])}"
        raise yaml.constructor.ConstructorError(problem_mark=node.start_mark, note=said)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor("tag:yaml.org,2002:map", _no_twice)


def tree(text: str) -> Any:
    """Return the YAML of a text, every scalar as written; raise what cannot be read."""
    try:
        return _Loader(text).get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 1}" if mark else ""
        found = getattr(error, "note", None) or getattr(error, "problem", "")
        raise InputDataError(
            Problem(FILE, line, str(found or ""), *rules.YAML)
        ) from None


def mapping(value: Any, place: Place) -> dict[str, Any]:
    """Return a mapping; note that it is none."""
    if isinstance(value, dict):
        return value
    place.wrong(rules.MISSING if value is None else rules.MAPPING, value or "")
    return {}


def listed(value: Any, place: Place) -> list[Any]:
    """Return a list; note that it is none."""
    if isinstance(value, list):
        return value
    place.wrong(rules.MISSING if value is None else rules.LIST, value or "")
    return []


def text_of(body: Mapping[str, Any], key: str, place: Place) -> str:
    """Return a text that must be there."""
    value = body.get(key)
    if isinstance(value, str) and value:
        return value
    place.at(key).wrong(rules.MISSING)
    return ""


def both(value: Any, place: Place) -> Text:
    """Return a text in both languages."""
    if isinstance(value, dict) and set(value) == set(LANGUAGES) and all(value.values()):
        return say(id=value["id"], en=value["en"])
    place.wrong(rules.LANGUAGES)
    return NO_TEXT


def number_of(value: Any, place: Place) -> Fraction:
    """Return a plain decimal, exactly."""
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Fraction(value)
    place.wrong(rules.NUMBER, value)
    return Fraction(1)


def identities(value: Any, place: Place) -> tuple[Identity, ...]:
    """Return identities written as ``S029 = S030 + S031``."""
    read = [
        _identity(one, place.at(number))
        for number, one in enumerate(listed(value, place), 1)
    ]
    return tuple(one for one in read if one)


def _identity(text: Any, place: Place) -> dict[str, int]:
    """Return ``whole = part + part - part`` as signs that add to zero."""
    words = text.split() if isinstance(text, str) else []
    signs, claims = words[1::2], words[::2]
    right = len(words) >= 3 and len(words) % 2 and signs[0] == "="
    if not right or set(signs[1:]) - {"+", "-"} or len(set(claims)) < len(claims):
        place.wrong(rules.IDENTITY, text)
        return {}
    parts = zip(claims[1:], ("+", *signs[1:]), strict=True)
    return {claims[0]: 1} | {one: -1 if sign == "+" else 1 for one, sign in parts}
