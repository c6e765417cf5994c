"""The entries of one browser window: what it started from, what was typed over it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from analysis.law.parameters import load_law
from analysis.report.app.starts import Start
from analysis.scenario.messages import locate
from analysis.scenario.numerals import decimal
from analysis.scenario.yamltext import Branch, Items, Scalar

TARIFFS = {"tariff.jkk": "bpu_jkk_idr_m", "tariff.jkm": "bpu_jkm_idr_m"}
CHOICES = {
    "ceiling.kind": ("as_is", "idr", "none"),
    "target.kind": ("as_is", "hold", "target"),
}
_DEFAULTS = {"months.first": "1", "months.last": "12"}
_YEAR = re.compile(r"\d{4}")
_UNIFORM = {"uniform"}
RANGE, EITHER = " sampai ", " atau "
_SAID = {
    RANGE: re.compile(r"\s+(?:sampai|s/d|s\.d\.|to)\s+"),
    EITHER: re.compile(r"\s+(?:atau|or)\s+"),
}


@dataclass(frozen=True)
class Entries:
    """What one window holds; ``typed`` are texts by field, only where they differ."""

    start: Start
    typed: Mapping[str, str] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def set(self, key: str, text: str) -> Entries:
        """Return the entries with one field typed; as it started is not typed."""
        text = text.strip()
        for said, written in _SAID.items():
            text = written.sub(said, text)
        rest = {name: said for name, said in self.typed.items() if name != key}
        new = {} if text == self.initial(key) else {key: text}
        return replace(self, typed=rest | new)

    def add(self, slug: str) -> Entries:
        """Return the entries with one more group, its people not yet known."""
        if slug in self.removed:
            return replace(self, removed=_without(self.removed, slug))
        if slug in self.groups or slug not in load_law().segments:
            return self
        return replace(self, added=(*self.added, slug))

    def remove(self, slug: str) -> Entries:
        """Return the entries without a group."""
        mine = f"segments.{slug}."
        typed = {k: v for k, v in self.typed.items() if not k.startswith(mine)}
        if slug in self.added:
            return replace(self, typed=typed, added=_without(self.added, slug))
        if slug not in self.groups:
            return self
        return replace(self, typed=typed, removed=(*self.removed, slug))

    @property
    def groups(self) -> list[str]:
        """Return the groups in the order of the page."""
        given = self.start.nodes["segments"]
        return [*(slug for slug in given if slug not in self.removed), *self.added]

    @property
    def first_year(self) -> str:
        """Return the first budget year: the one typed where that is a year."""
        typed = self.typed.get("first_year", "")
        return typed if _YEAR.fullmatch(typed) else self.initial("first_year")

    @property
    def is_changed(self) -> bool:
        """Say whether anything differs from the start."""
        return bool(self.typed or self.added or self.removed)

    def fields(self) -> Iterator[str]:
        """Yield the fields that take part, those of the groups first."""
        for slug in self.groups:
            for part in ("eligible", "members", *_DEFAULTS):
                yield f"segments.{slug}.{part}"
            if self.value("target.kind") == "as_is":
                yield from self.scheduled(slug)
        yield from ("title", "first_year", "years", *TARIFFS, *CHOICES)
        if self.value("ceiling.kind") == "idr":
            yield "ceiling.idr"
        if self.value("target.kind") == "target":
            yield from ("target.coverage", "target.year")

    def scheduled(self, slug: str) -> list[str]:
        """Return the fields of the numbers a group's schedule names, by month."""
        node = self.start.nodes["segments"].get(slug)
        path = node["path"] if isinstance(node, Branch) else {}
        months = path.get("members")
        months = months if isinstance(months, Branch) else {}
        return [f"segments.{slug}.path.members.{month}" for month in months]

    def value(self, key: str) -> str:
        """Return what a field holds: what was typed, else what it started with."""
        return self.typed.get(key, self.initial(key))

    def initial(self, key: str) -> str:
        """Return what a field held at the start."""
        if key in TARIFFS:
            law = load_law(self.start.law.variant, self.start.law.overrides)
            return _tariff(law, TARIFFS[key], f"{self.first_year}-01")
        if key.startswith("ceiling."):
            kind, amount = self._ceiling()
            return kind if key == "ceiling.kind" else amount
        tree = self.start.nodes
        if key == "target.kind":
            kinds = {node["path"]["kind"].text for node in tree["segments"].values()}
            return "hold" if kinds <= {"hold"} else "as_is"
        if key == "title":
            return ""
        _, node, _ = locate(tree, tuple(key.split(".")))
        return shown(node) or _DEFAULTS.get(".".join(key.split(".")[2:]), "")

    def _ceiling(self) -> tuple[str, str]:
        """Return kind and rupiah of the start's ceiling; a simple one can be typed."""
        node = self.start.nodes["budget"].get("ceiling")
        if not isinstance(node, Branch):
            return "none", ""
        given = node.get("idr")
        given = given if isinstance(given, Branch) else {}
        amounts = [shown(one) for year, one in given.items()]
        held = all(year <= self.initial("first_year") for year in given)
        if len(amounts) == 1 and held and amounts[0].isdecimal():
            return "idr", amounts[0]
        return "as_is", ""


def _without(names: tuple[str, ...], slug: str) -> tuple[str, ...]:
    return tuple(one for one in names if one != slug)


def _tariff(law: Any, name: str, month: str) -> str:
    """Return a tariff of the law; empty in a month before the law has one."""
    known_from = law.parameter(name).entries[0].from_month
    return decimal(law.value(name, month)) if month >= known_from else ""


def shown(node: Any) -> str:
    """Return a value as it can be typed: a number, ``5 sampai 7``, ``5 atau 7``."""
    if node is None or (isinstance(node, Scalar) and node.null):
        return ""
    if isinstance(node, Branch) and set(node) == _UNIFORM:
        return RANGE.join(one.text for one in node["uniform"])
    if isinstance(node, Branch) and set(node) == {"choice"}:
        pairs = [[one.text for one in pair] for pair in node["choice"]]
        if [weight for _, weight in pairs] == ["0.5", "0.5"]:
            return EITHER.join(number for number, _ in pairs)
    return _flow(node)


def _flow(node: Any) -> str:
    if isinstance(node, Branch):
        return "{" + ", ".join(f"{k}: {_flow(one)}" for k, one in node.items()) + "}"
    if isinstance(node, Items):
        return "[" + ", ".join(map(_flow, node)) + "]"
    return str(node.text)
