"""How far a printed figure may lie from the true one, and which figures are whole."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from analysis.evidence.facts import interval
from analysis.evidence.kinds import KIND_OF_UNIT

WHOLE_KINDS = ("count", "money", "money_change")


def is_whole(unit: str) -> bool:
    """Say whether figures of a unit are whole numbers: people, cases, rupiah."""
    return KIND_OF_UNIT.get(unit) in WHOLE_KINDS


def half_step(row: Mapping[str, str]) -> Fraction:
    """Return how far a printed figure may lie from the true one, either way.

    0 for an exact figure, and for "more than x": it has no middle.
    """
    value = Fraction(row["value"])
    return value - interval(value, row["rounding"], row["unit"]).low
