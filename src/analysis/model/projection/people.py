"""People of all segments before any ceiling: (draw, segment, year, month)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from analysis.model.enrolment import Target, count, enrol
from analysis.model.projection.plan import Plan, Values, together
from analysis.units import round_half_up


@dataclass(frozen=True)
class SegmentPeople:
    """One segment's path. ``eligible`` (draw, year), ``people`` (draw, year, month),
    ``start`` (draw,): members before the first year, all int64."""

    eligible: np.ndarray
    people: np.ndarray
    start: np.ndarray


@dataclass(frozen=True)
class People:
    """All segments on one draw axis (1 where nothing about people is uncertain).

    ``eligible`` (draw, segment, year), ``people`` (draw, segment, year, month),
    ``start`` (draw, segment).
    """

    eligible: np.ndarray
    people: np.ndarray
    start: np.ndarray
    by_segment: Sequence[SegmentPeople]


def uncut(plan: Plan, values: Values, known: People | None = None) -> People:
    """Return the people of interfaces' steps 1 to 4.

    Segments about which nothing is uncertain are taken from ``known``, the central run.
    """
    parts = []
    for index, slug in enumerate(plan.slugs):
        if known is not None and plan.people_certain(slug):
            parts.append(known.by_segment[index])
        else:
            parts.append(_segment(plan, values, slug))
    return People(
        stack([part.eligible for part in parts]),
        stack([part.people for part in parts]),
        stack([part.start for part in parts]),
        parts,
    )


def stack(parts: Sequence[np.ndarray]) -> np.ndarray:
    """Return per-segment arrays (draw, ...) as (draw, segment, ...)."""
    draws = max(part.shape[0] for part in parts)
    wide = [np.broadcast_to(part, (draws, *part.shape[1:])) for part in parts]
    return np.stack(wide, axis=1)


def _segment(plan: Plan, values: Values, slug: str) -> SegmentPeople:
    segment = plan.scenario.segments[slug]
    index = plan.slugs.index(slug)
    drawn_as = {"members": "eligible"} if segment.members == segment.eligible else {}
    numbers = {
        field: values.of(
            getattr(segment, field), f"segments.{slug}.{drawn_as.get(field, field)}"
        )
        for field in ("eligible", "members", "eligible_growth_y", "verified_share")
    }
    numbers["renewal_y"] = _renewal(plan, values, slug)
    numbers["keep"] = _keep(plan, values, slug)
    if segment.path.kind == "target":
        name = f"segments.{slug}.path.coverage"
        numbers["coverage"] = values.of(segment.path.coverage, name)
    numbers = dict(zip(numbers, together(*numbers.values()), strict=True))
    path = enrol(
        numbers["eligible"],
        numbers["members"],
        keep=numbers["keep"],
        growth_y=numbers["eligible_growth_y"],
        renewal_y=numbers["renewal_y"],
        path=_wanted(plan, slug, numbers),
    )
    people = count(
        path,
        verified_share=numbers["verified_share"],
        funded=plan.funded[index],
        open_to_new=plan.open_to_new,
    )
    eligible = round_half_up(path.eligible) * plan.exists[index]
    start = round_half_up(numbers["members"])
    return SegmentPeople(eligible, _once(people), _once(start))


def _once(values: np.ndarray) -> np.ndarray:
    """Return one draw where all are equal: most cuts then need no draws at all."""
    return values[:1] if (values == values[:1]).all() else values


def _renewal(plan: Plan, values: Values, slug: str) -> np.ndarray:
    segment = plan.scenario.segments[slug]
    if segment.place == "refill":  # a freed place goes to another person
        return np.array([plan.one], dtype=object)
    return values.of(segment.renewal_y, f"segments.{slug}.renewal_y")


def _keep(plan: Plan, values: Values, slug: str) -> np.ndarray:
    """Return the share kept at the start of each year, (draw, year)."""
    exits = plan.scenario.segments[slug].exits
    by_year = []
    for year in plan.years:
        name = f"segments.{slug}.exits.{year}"
        shares = [
            values.of(leave.share, f"{name}.{number}")
            for number, leave in enumerate(exits)
            if leave.year == year
        ]
        ones = np.array([plan.one], dtype=object)
        by_year.append(reduce(lambda kept, share: kept * (1 - share), shares, ones))
    by_year = together(*by_year)
    return np.stack(np.broadcast_arrays(*by_year), axis=1)


def _wanted(plan: Plan, slug: str, numbers: dict) -> np.ndarray | Target | None:
    path = plan.scenario.segments[slug].path
    if path.kind == "target":
        return Target(numbers["coverage"], path.year - plan.years.start + 1)
    return plan.named(slug) if path.kind == "schedule" else None
