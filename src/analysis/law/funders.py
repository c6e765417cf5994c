"""Who may pay contributions, for which segments and on what conditions, by month."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from analysis.language import Text, say
from analysis.law import nodes
from analysis.law.reading import MONTH
from analysis.law.rules import CONFIDENCES, MARKS, Place

ALL = "all"
_KEYS = {"label", "apbd_money", "values"}
_ENTRY_KEYS = {
    *("from", "pays", "needs_local_rule", "allocation_share_max", "range"),
    "revised_budget_only",
    *("mark", "basis", "source", "confidence", "note"),
}
_SHARE = nodes.Bounds(Fraction(1, 100), Fraction(1))


@dataclass(frozen=True)
class Condition:
    """What a funder may pay from a month on; ``pays`` is None for every segment.

    ``revised_budget_only``: the money is there from the first month of the revised
    budget of each year.
    """

    from_month: str
    pays: tuple[str, ...] | None
    needs_local_rule: bool
    allocation_share_max: Fraction | None
    mark: str
    basis: Text
    sources: tuple[str, ...]
    confidence: str
    note: Text = field(compare=False)
    revised_budget_only: bool = False

    def may_pay(self, names: Collection[str]) -> bool:
        """Say whether a segment may be paid for, by its slug or its profile's."""
        return self.pays is None or bool(set(names) & set(self.pays))


@dataclass(frozen=True)
class Funder:
    """A payer: whether its money is the region's own budget, and its conditions."""

    slug: str
    label: Text = field(compare=False)
    is_apbd_money: bool
    conditions: tuple[Condition, ...]

    def in_force(self, month: str) -> Condition | None:
        """Return the conditions of ``month``; None before the first."""
        months = [one.from_month for one in self.conditions]
        position = bisect_right(months, month) - 1
        return self.conditions[position] if position >= 0 else None


def read(text: str, place: Place) -> dict[str, Funder]:
    """Return the funders of a text; what is wrong is gathered in ``place``."""
    bodies = nodes.tree(text, place)
    return {slug: _funder(slug, bodies[slug], place.at(slug)) for slug in bodies}


def _funder(slug: str, body: Any, place: Place) -> Funder:
    body = nodes.mapping(body, place)
    nodes.known_keys(body, _KEYS, place)
    items = body.get("values", [])
    if not isinstance(items, list) or not items:
        place.at("values").report("list", items)
        items = []
    conditions = tuple(
        _condition(item, place.at(f"values.{number}"))
        for number, item in enumerate(items)
        if isinstance(item, dict) or place.report("mapping", item)
    )
    months = [one.from_month for one in conditions]
    if months != sorted(set(months)):
        place.at("values").report("order", ", ".join(months))
    return Funder(
        slug=slug,
        label=nodes.two_languages(body.get("label"), place.at("label")),
        is_apbd_money=_switch(body, "apbd_money", place),
        conditions=conditions,
    )


def _condition(item: dict, place: Place) -> Condition:
    nodes.known_keys(item, _ENTRY_KEYS, place)
    pays = item.get("pays")
    note = nodes.two_languages(item["note"], place.at("note")) if "note" in item else {}
    mark = nodes.one_of(MARKS, item.get("mark"), "mark", place)
    sources = nodes.listed(item, "source", place)
    if mark != "assumed" and not sources:
        place.report("source")
    if mark == "assumed" and not ("range" in item and note):
        place.report("range")
    return Condition(
        from_month=nodes.matching(MONTH, item.get("from"), "month", place),
        pays=None if pays == ALL else nodes.listed(item, "pays", place),
        needs_local_rule=_switch(item, "needs_local_rule", place),
        allocation_share_max=_share(item, place.at("allocation_share_max")),
        mark=mark,
        basis=nodes.either(item.get("basis"), place.at("basis")),
        sources=sources,
        confidence=nodes.one_of(
            CONFIDENCES, item.get("confidence"), "confidence", place
        ),
        note=note or say(id="", en=""),
        revised_budget_only=_switch(item, "revised_budget_only", place),
    )


def _switch(body: dict, key: str, place: Place) -> bool:
    raw = body.get(key, "false")
    nodes.one_of(("true", "false"), raw, "choices", place.at(key))
    return raw == "true"


def _share(item: dict, place: Place) -> Fraction | None:
    raw = item.get("allocation_share_max")
    return None if raw is None else nodes.number(raw, _SHARE, place).central
