"""What is not known about a scenario, in groups: one bar, one index, one question each.

A scenario holds many values at what was published last. Here they are let go: a mark
with a range becomes that range, and counts of people scatter as far as published counts
of the same people contradict each other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from analysis.evidence import ledger
from analysis.quantity import Quantity
from analysis.scenario.regions import region_pack
from analysis.scenario.resolved import marked
from analysis.scenario.schema import Scenario
from analysis.scenario.segment import Segment

# Names asked of `Values`, by the first pattern that fits; the order is that of lists.
GROUPS: dict[str, str] = {
    "member_counts": r"segments\.\w+\.members",
    "eligible": r"segments\.\w+\.(eligible\w*|target_people|path\.of\.\w+)",
    "verified": r"segments\.\w+\.verified_share",
    "take_up": r"segments\.\w+\.(path(\.coverage)?|renewal_y)|decision\.\w+",
    "exits": r"segments\.\w+\.exits\..+",
    "wages": r"segments\.\w+\.tariff\.reported_wage|wage_growth_y",
    "revenue": r"budget\.(base_idr|growth_y)|shocks\..+",
    "ceiling": r"budget\.ceiling\..+",
    "others_pay": r"funding\..+|segments\.\w+\.self_paid\.\w+",
    "turnover": r"segments\.\w+\.turnover_y|claims\.tenure_\w+",
    "ages_and_deaths": r"claims\.(\w+\.)?selection\w*",
    "accidents": r"claims\.jkk_\w+",
    "benefits": r"claims\.\w+",
    "months": r"segments\.\w+\.months",
}
MONTHS = "segments.{}.months"
# Counts of the same people at the same time, as sums of claims of the ledger.
RIVAL_COUNTS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("S014",), ("S015", "S016", "S017", "S018", "S019", "S020", "S021")),
    (("S022",), ("S015", "S016", "S019", "S020", "S021")),
    (("N021", "N020", "N025"), ("N021", "K003")),
    (("N024",), ("K003",)),
    (("S003",), ("S004",)),
)
ANSWERS = "questions-"  # files of answers begin so: their counts are known
DIGITS = 3  # of the spread of counts
ROOT_MEAN = 1.5  # two draws of (-s, s) differ by s sqrt(2 / 3), root mean square


@dataclass(frozen=True)
class Unknown:
    """Inputs that vary together: one bar, one index, one question to ask.

    ``name``: a key of ``GROUPS``; ``keys``: what the model asks for, in its order.
    """

    name: str
    keys: tuple[str, ...]


def group_of(key: str, scenario: Scenario) -> str:
    """Return the group of a name the model asks for.

    Eligible people who are all members are a count of members. Raises ValueError for a
    name that belongs nowhere.
    """
    slug = key.split(".")[1] if key.startswith("segments.") else ""
    if key.endswith(".eligible"):
        segment = scenario.segments[slug]
        key = f"segments.{slug}.members" if all_members(segment) else key
    for group, pattern in GROUPS.items():
        if re.fullmatch(pattern, key):
            return group
    raise ValueError(f"no group of unknowns holds {key}: add it to GROUPS")


def all_members(segment: Segment) -> bool:
    """Say whether the eligible of a segment are its members, one number for both."""
    return segment.members == segment.eligible


@lru_cache(maxsize=1)
def count_spread() -> Fraction:
    """Return how far a published count may be off either way, as a share of it::

        s = sqrt(3/2) x root mean square of ln(count / rival count)

    over the ``RIVAL_COUNTS`` of the ledger: if each lies anywhere within s of the
    truth, two of them differ by s sqrt(2/3), root mean square.
    """
    logs = [math.log(_sum(one) / _sum(other)) for one, other in RIVAL_COUNTS]
    spread = math.sqrt(ROOT_MEAN * sum(x * x for x in logs) / len(logs))
    return Fraction(f"{spread:.{DIGITS}f}")


def _sum(claims: Sequence[str]) -> Fraction:
    return sum((ledger.value(claim) for claim in claims), Fraction(0))


def off(count: Fraction, most: Fraction | None = None) -> tuple[Fraction, Fraction]:
    """Return the ends between which a published count of people may lie."""
    spread = count_spread()
    high = count * (1 + spread)
    return count * (1 - spread), high if most is None else min(high, most)


def is_count(quantity: Quantity) -> bool:
    """Say whether a quantity is a published count that was let go."""
    if quantity.kind != "uniform" or len(quantity.numbers) == len(("low", "high")):
        return False
    low, count, _ = quantity.numbers
    return low == off(count)[0]


def widened(scenario: Scenario) -> Scenario:
    """Return the scenario with what it holds let go; what it draws stays as it is.

    A value marked `assumed` with low and high becomes even from low to the value and
    from there to high, half of the chance on each side: it stays the median. The field
    must be one that can be uncertain. So does a value drawn between ends or from a list
    that the mark reaches beyond: it goes by the wider of the two. Eligible people who
    were the members are then at least the high end. Certain, unmarked members of groups
    that `hold` scatter by :func:`count_spread`, unless a form of questions answered
    them. A widened scenario stays as it is. To ask what a change does, change the
    widened scenario: a mark knows nothing of the change.
    """
    resolved = scenario.resolved()
    for key, mark in scenario.assumed.items():
        path, value = marked(resolved, key)
        if value is not None and None not in (mark.low, mark.high):
            change = _let_go(mark.low, mark.high)
            scenario = _changed(scenario, path.split("."), change)
    segments = {slug: _segment(scenario, slug) for slug in scenario.segments}
    return scenario.model_copy(update={"segments": segments})


def _let_go(low: Fraction, high: Fraction) -> Callable[[Any], Any]:
    def change(value: Any) -> Any:
        if not isinstance(value, Quantity) or not _reaches_further(value, low, high):
            return value
        return replace(value, kind="uniform", numbers=_around(value.central, low, high))

    return change


def _reaches_further(value: Quantity, low: Fraction, high: Fraction) -> bool:
    """Say whether a mark holds more than a value does that has ends, or is certain."""
    if value.certain or low >= high:
        return low < high
    ends = min(value.numbers), max(value.numbers)
    has_ends = value.kind in ("uniform", "choice")
    return has_ends and low <= ends[0] and ends[1] <= high and ends != (low, high)


def _around(middle: Fraction, low: Fraction, high: Fraction) -> tuple[Fraction, ...]:
    """Return the range with its median, without where that lies outside."""
    return (low, middle, high) if low <= middle <= high else (low, high)


def _changed(node: Any, keys: list[str], change: Callable[[Any], Any]) -> Any:
    """Return a model, mapping or tuple with the value at ``keys`` changed."""
    if not keys:
        return change(node)
    first, rest = keys[0], keys[1:]
    if isinstance(node, tuple):
        at = int(first)
        return (*node[:at], _changed(node[at], rest, change), *node[at + 1 :])
    if isinstance(node, dict):
        at = next(key for key in node if str(key) == first)
        return {**node, at: _changed(node[at], rest, change)}
    if isinstance(node, Quantity | str | int):
        return node
    value = _changed(getattr(node, first), rest, change)
    return node.model_copy(update={first: value})


def _segment(scenario: Scenario, slug: str) -> Segment:
    segment, key = scenario.segments[slug], f"segments.{slug}.members"
    if key in scenario.assumed:
        return _with_room(segment)
    if scenario.provenance.get(key, "").startswith(f"file {ANSWERS}"):
        return segment
    return _scattered(segment)


def _with_room(segment: Segment) -> Segment:
    """Return a segment whose eligible hold the most members its range allows."""
    members, eligible = segment.members, segment.eligible
    if not eligible.certain or members.kind != "uniform":
        return segment
    most = max(eligible.central, members.numbers[-1])
    return segment.model_copy(update={"eligible": replace(eligible, numbers=(most,))})


def _scattered(segment: Segment) -> Segment:
    """Return a segment whose published count of members is let go."""
    members, eligible = segment.members, segment.eligible
    if segment.path.kind != "hold" or not members.certain or not members.central:
        return segment
    both = all_members(segment)
    most = eligible.central if eligible.certain and not both else None
    low, high = off(members.central, most)
    wide = replace(members, kind="uniform", numbers=(low, members.central, high))
    update = {"members": wide, "eligible": wide} if both else {"members": wide}
    return segment.model_copy(update=update)


def reported_wages(scenario: Scenario) -> dict[str, Quantity]:
    """Return what part of the minimum wage is reported, by segment that says so.

    Of wage-earning groups at the minimum wage whose reported wage is marked with low
    and high rupiah: even on either side of the minimum wage known last, and over it.
    """
    found = {}
    resolved = scenario.resolved()
    for key, mark in scenario.assumed.items():
        path, value = marked(resolved, key)
        if value == "umk" and None not in (mark.low, mark.high):
            known = _minimum_wage(scenario)
            ends = _around(Fraction(1), mark.low / known, mark.high / known)
            found[path] = Quantity("uniform", ends)
    return found


def funded_months(scenario: Scenario) -> dict[str, tuple[int, int]]:
    """Return the fewest and most months a year, of segments marked with both."""
    found = {}
    for slug in scenario.segments:
        mark = scenario.assumed.get(MONTHS.format(slug))
        if mark and None not in (mark.low, mark.high) and mark.low < mark.high:
            found[slug] = int(mark.low), int(mark.high)
    return found


def with_months(scenario: Scenario, counts: Mapping[str, int]) -> Scenario:
    """Return the scenario with other numbers of funded months, by segment.

    They end where they ended before, as far as that many fit.
    """
    changed = {}
    for slug, count in counts.items():
        segment = scenario.segments[slug]
        last = max(segment.months.last, count)
        months = segment.months.model_copy(
            update={"first": last - count + 1, "last": last}
        )
        changed[slug] = segment.model_copy(update={"months": months})
    return scenario.model_copy(update={"segments": {**scenario.segments, **changed}})


def _minimum_wage(scenario: Scenario) -> Fraction:
    known = region_pack(scenario.region).minimum_wage_idr_m
    return known[max(year for year in known if year <= scenario.first_year)]
