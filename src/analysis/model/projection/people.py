"""People of all segments before any ceiling: (draw, segment, year, month)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from analysis.model.enrolment import (
    Counted,
    Course,
    Enrolment,
    count,
    enrol,
    members_end,
    straight_line,
)
from analysis.model.projection import trend
from analysis.model.projection.plan import Plan, Values, together
from analysis.scenario.segment import PPPK
from analysis.units import MONTHS_PER_YEAR, plain, round_half_up

_KEPT = 16  # versions of a segment remembered, those asked for last


@dataclass(frozen=True)
class SegmentPeople:
    """One segment's path. ``eligible`` (draw, year), ``people`` (draw, year, turn of
    ``Plan.turns``), ``start`` (draw,): members before the first year, all int64.

    ``funnel`` maps each step from the target to the budget to (draw, year), people on
    the mean of the year; ``planned_end`` (draw, year) int64 is what the path asks for
    in the last funded month. ``kept`` (draw, year) is the share that no exit takes and
    ``moved`` maps an insurer to the staff who became PPPK so far, (draw, year) real.
    """

    eligible: np.ndarray
    people: np.ndarray
    start: np.ndarray
    funnel: Mapping[str, np.ndarray]
    planned_end: np.ndarray
    kept: np.ndarray
    moved: Mapping[str, np.ndarray]


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

    Segments about which nothing is uncertain are taken from ``known``, the central run,
    and those of an earlier scenario with the same numbers from ``plan.memo``.
    """
    parts, opened = [], plan.few(plan.open_to_new(values))
    for index, slug in enumerate(plan.slugs):
        if known is not None and plan.people_certain(slug):
            parts.append(known.by_segment[index])
        else:
            parts.append(_remembered(plan, values, slug, opened))
    return People(
        stack([part.eligible for part in parts]),
        plan.whole(stack([part.people for part in parts])),
        stack([part.start for part in parts]),
        parts,
    )


def stack(parts: Sequence[np.ndarray]) -> np.ndarray:
    """Return per-segment arrays (draw, ...) as (draw, segment, ...)."""
    draws = max(part.shape[0] for part in parts)
    wide = [np.broadcast_to(part, (draws, *part.shape[1:])) for part in parts]
    return np.stack(wide, axis=1)


def _remembered(
    plan: Plan, values: Values, slug: str, opened: np.ndarray
) -> SegmentPeople:
    """Return a segment's path, worked out once for the scenarios that share it.

    Two paths are the same where all they are made of is: the segment, the years, the
    months told apart, the gate, the law of who insures PPPK, and the numbers drawn.
    """
    if values.key is None:
        return _segment(plan, values, slug, opened)
    scenario, segment = plan.scenario, plan.scenario.segments[slug]
    gate = (opened.shape, opened.tobytes())
    law = plan.law.hash if segment.exits else ""
    made_of = (scenario.region, plan.years, tuple(plan.turns), gate, law, segment)
    of_numbers = plan.memo.setdefault(("people", values.key[0]), {})
    if of_numbers.get("key") != values.key:  # another block: the last one is over
        of_numbers.clear()
        of_numbers["key"] = values.key
    versions = of_numbers.setdefault(("segment", slug), [])
    for other, found in versions:
        if other == made_of:
            return found
    found = _segment(plan, values, slug, opened)
    versions[:] = [*versions[1 - _KEPT :], (made_of, found)]
    return found


def _segment(
    plan: Plan, values: Values, slug: str, opened: np.ndarray
) -> SegmentPeople:
    index, numbers = plan.slugs.index(slug), _numbers(plan, values, slug)
    path = enrol(
        numbers["eligible"],
        numbers["members"],
        keep=numbers["keep"],
        growth_y=numbers["eligible_growth_y"],
        renewal_y=numbers["renewal_y"],
        path=_wanted(plan, slug, numbers),
        months=len(plan.turns),
    )
    exists, funded = plan.exists[index], plan.few(plan.funded[index])
    counted = count(
        path,
        verified_share=numbers["verified_share"],
        funded=funded,
        open_to_new=opened,
    )
    whole_year = np.where(funded.any(-1, keepdims=True), funded, True)
    people, start = _once(counted.people), _once(round_half_up(numbers["members"]))
    if len(start) > 1:  # on one draw axis: arrears compare the two
        people = np.broadcast_to(people, (len(start), *people.shape[1:]))
    return SegmentPeople(
        eligible=round_half_up(path.eligible) * exists,
        people=people,
        start=start,
        funnel=_funnel(plan, path, counted, numbers, exists=exists),
        planned_end=_once(members_end(counted.planned, whole_year) * exists),
        kept=numbers["keep"].astype(np.float64),
        moved=_moved(plan, slug, numbers, path.before),
    )


def _numbers(plan: Plan, values: Values, slug: str) -> dict[str, np.ndarray]:
    """Return what a segment's path is made of, all Fractions or all floats."""
    segment = plan.scenario.segments[slug]
    drawn_as = {"members": "eligible"} if segment.members == segment.eligible else {}
    numbers = {
        field: values.of(
            getattr(segment, field), f"segments.{slug}.{drawn_as.get(field, field)}"
        )
        for field in ("eligible", "members", "eligible_growth_y", "verified_share")
    }
    if segment.target_people is not None:
        name = f"segments.{slug}.target_people"
        numbers["target"] = values.of(segment.target_people, name)
    numbers["renewal_y"] = _renewal(plan, values, slug)
    if segment.path.kind == "trend":
        numbers["course"] = trend.coverage(plan, values, slug)
    numbers |= _shares(plan, values, slug)
    numbers["keep"] = _keep(plan, slug, numbers)
    if segment.path.kind == "target":
        name = f"segments.{slug}.path.coverage"
        numbers["coverage"] = values.of(segment.path.coverage, name)
        if segment.path.of is not None:
            numbers["denominator"] = denominator(plan, values, slug)
    of_one_kind = together(*numbers.values())
    return dict(zip(numbers, map(plain, of_one_kind), strict=True))


def denominator(plan: Plan, values: Values, slug: str) -> np.ndarray:
    """Return the people a target's coverage is a share of, (draw, year)."""
    of, name = plan.scenario.segments[slug].path.of, f"segments.{slug}.path.of"
    people, growth = together(
        values.of(of.people, f"{name}.people"),
        values.of(of.growth_y, f"{name}.growth_y"),
    )
    return np.stack([people * (1 + growth) ** y for y in range(len(plan.years))], 1)


def _funnel(
    plan: Plan,
    path: Enrolment,
    counted: Counted,
    numbers: dict[str, np.ndarray],
    *,
    exists: np.ndarray,
) -> dict[str, np.ndarray]:
    """Return the steps before money is short, people on the mean of the year."""
    target = path.eligible
    if "target" in numbers:  # moves on as the eligible do, by exits and growth
        keep, growth = numbers["keep"], 1 + numbers["eligible_growth_y"][:, None]
        grown = np.cumprod(keep, 1) * growth ** np.arange(keep.shape[1])
        target = numbers["target"][:, None] * grown
    steps = {
        "target_people": round_half_up(target),
        "verified_people": counted.verified,
        "planned_mean": plan.of_year(counted.planned) / MONTHS_PER_YEAR,
        "opened_mean": plan.of_year(counted.opened) / MONTHS_PER_YEAR,
        "budgeted_mean": plan.of_year(counted.people) / MONTHS_PER_YEAR,
    }
    return {name: _once(step * exists) for name, step in steps.items()}


def _moved(
    plan: Plan, slug: str, numbers: dict[str, np.ndarray], before: np.ndarray
) -> dict[str, np.ndarray]:
    """Return members who became PPPK up to each year by their insurer, (draw, year)."""
    moved: dict[str, np.ndarray] = {}
    for at, year in enumerate(plan.years):
        left = before[:, at].astype(np.float64)
        for number, leave in plan.exits(slug, year):
            share = numbers[f"exit.{number}"].astype(np.float64)
            if leave.kind in PPPK:
                insurer = leave.insurer or plan.insurer(leave.kind, year)
                stock = moved.setdefault(insurer, np.zeros((1, len(plan.years))))
                new = (left * share)[:, None] * (np.arange(len(plan.years)) >= at)
                moved[insurer] = stock + new
            left = left * (1 - share)
    return moved


def _once(values: np.ndarray) -> np.ndarray:
    """Return one draw where all are equal: most cuts then need no draws at all."""
    return values[:1] if (values == values[:1]).all() else values


def _renewal(plan: Plan, values: Values, slug: str) -> np.ndarray:
    segment = plan.scenario.segments[slug]
    if segment.place == "refill":  # a freed place goes to another person
        return np.array([plan.one], dtype=object)
    return values.of(segment.renewal_y, f"segments.{slug}.renewal_y")


def _shares(plan: Plan, values: Values, slug: str) -> dict[str, np.ndarray]:
    """Return the share each exit takes, (draw,), named by its place in the file."""
    return {
        f"exit.{number}": values.of(
            leave.share, f"segments.{slug}.exits.{year}.{number}"
        )
        for year in plan.years
        for number, leave in plan.exits(slug, year)
    }


def _keep(plan: Plan, slug: str, numbers: dict[str, np.ndarray]) -> np.ndarray:
    """Return the share kept at the start of each year, (draw, year)."""
    ones = np.array([plan.one], dtype=object)
    by_year = []
    for year in plan.years:
        taken = [numbers[f"exit.{number}"] for number, _ in plan.exits(slug, year)]
        by_year.append(reduce(lambda kept, share: kept * (1 - share), taken, ones))
    by_year = together(*by_year)
    return np.stack(np.broadcast_arrays(*by_year), axis=1)


def _wanted(plan: Plan, slug: str, numbers: dict) -> np.ndarray | Course | None:
    path = plan.scenario.segments[slug].path
    if path.kind == "target":
        of = numbers.get("denominator")
        line = straight_line(
            numbers["members"],
            numbers["eligible"] if of is None else of[:, 0],
            numbers["coverage"],
            reached=path.year - plan.years.start + 1,
            years=len(plan.years),
        )
        return Course(line, of)
    if path.kind == "trend":
        return Course(numbers["course"])
    return plan.few(plan.named(slug)) if path.kind == "schedule" else None
