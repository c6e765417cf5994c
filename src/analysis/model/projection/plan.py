"""A scenario resolved: what is certain in it, and its values once drawn.

Together with ``projection`` the only module of ``model`` that knows scenarios and law.
What is certain becomes arrays here, once; what is not stays a Quantity and becomes
numbers through :class:`Values`, once per block of draws.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from analysis.law.calendar import gate_month, waiting_months
from analysis.law.segments import Profile
from analysis.model.draws import Stream
from analysis.model.projection.calendar import Calendar
from analysis.quantity import Quantity
from analysis.scenario.ages import profile_of
from analysis.scenario.regions import RegionPack
from analysis.scenario.segment import Denominator, Exit
from analysis.units import MONTHS_PER_YEAR, month_index, month_name

PROGRAMMES = ("jkk", "jkm")


def together(*arrays: np.ndarray) -> list[np.ndarray]:
    """Return the arrays as Fractions if all are exact, else all as floats."""
    if all(array.dtype == object for array in arrays):
        return list(arrays)
    return [array.astype(np.float64) for array in arrays]


def alike(*maps: dict) -> list[dict]:
    """Return the maps with all their arrays as Fractions or all as floats."""
    arrays = together(*(array for one in maps for array in one.values()))
    rest = iter(arrays)
    return [{key: next(rest) for key in one} for one in maps]


class Values:
    """The numbers of one run: the central ones, or those of one block of draws."""

    def __init__(self, stream: Stream | None = None) -> None:
        self.stream = stream

    @property
    def key(self) -> tuple | None:
        """Return what the numbers are fixed by, besides the scenario's own words.

        The kind of run first. None: not known, as for a class that answers otherwise.
        """
        if type(self) is not Values:
            return None
        return ("central",) if self.stream is None else ("drawn", *self.stream.key)

    def of(self, quantity: Quantity, name: str, year: int | str = "") -> np.ndarray:
        """Return the quantity as (draw,): one Fraction if certain or central."""
        if self.stream is None or quantity.certain:
            return np.array([quantity.central], dtype=object)
        return quantity.draws(self.stream.uniform(name, year))

    def national(self, quantity: Quantity, name: str) -> np.ndarray:
        """Return what is one number for all of Indonesia, (draw,), as :meth:`of`.

        Equal in all regions of a seed, so that the sum of regions is as uncertain as
        the number itself.
        """
        if self.stream is None or quantity.certain:
            return self.of(quantity, name)
        return quantity.draws(self.stream.common_uniform(name))

    def once(self, key: Hashable, found: Callable[[], Any]) -> Any:
        """Return ``found()``; kept under ``key`` by values that many scenarios ask."""
        return found()

    def chance(self, name: str) -> np.ndarray:
        """Return uniform numbers as (draw,): one half on the central path."""
        return np.array([0.5]) if self.stream is None else self.stream.uniform(name)

    def place(self, name: str) -> np.ndarray | None:
        """Return where among its sorted draws a trend stands, 0-1 (draw,).

        None: on its median, or as the stream draws it.
        """
        return None

    def reported_share(self, name: str) -> np.ndarray:
        """Return what part of the minimum wage is reported, (draw,): all of it."""
        return np.array([Fraction(1)], dtype=object)


@dataclass(frozen=True)
class Plan(Calendar):
    """What a scenario fixes for every draw. S segments, Y years.

    ``memo`` is the store of values worked out once for all draws.
    """

    region: RegionPack
    memo: dict = field(default_factory=dict, compare=False)

    @cached_property
    def gate(self) -> str | None:
        """Return the first month of new cover, None without a decision."""
        if self.scenario.decision is None:
            return None
        return month_name(int(self.gates(Values())[0]), self.years.start)

    def gates(self, values: Values) -> np.ndarray:
        """Return the position of the first month of new cover, (draw,) int."""
        decision = self.scenario.decision
        if decision is None:
            return np.array([0])
        signed = _date(decision.instrument_date)
        revised, day = self.scenario.budget.revised, _date(decision.date)
        first = self.years.start
        budget = month_index(gate_month(day, signed, revised, self.law), first)
        if decision.instrument_hazard_y is None:
            return np.array([budget])
        wait = self._waits(decision.instrument_hazard_y, day, values)
        return np.maximum(budget, month_index(f"{day:%Y-%m}", first) + wait + 1)

    def _waits(
        self, hazard_y: Quantity | str, day: dt.date, values: Values
    ) -> np.ndarray:
        if isinstance(hazard_y, str):
            hazard_y = self.law.quantity("instrument_hazard_y", f"{day:%Y-%m}")
        rate = values.of(hazard_y, "decision.instrument_hazard_y").astype(np.float64)
        both = np.broadcast_arrays(rate, values.chance("decision.instrument"))
        return np.array([waiting_months(*pair) for pair in zip(*both, strict=True)])

    def open_to_new(self, values: Values) -> np.ndarray:
        """Return in which months people may be added, (draw or 1, Y, 12) bool."""
        index = np.arange(len(self.months)).reshape(len(self.years), MONTHS_PER_YEAR)
        return index >= self.gates(values)[:, None, None]

    @cached_property
    def turns(self) -> np.ndarray:
        """Return the months of a year that may differ from the one before, 0 first.

        By people or tariff, in any year and draw: most scenarios have one or two, and
        what is equal is computed once (:meth:`few`, :meth:`whole`).
        """
        budget, decision = self.scenario.budget, self.scenario.decision
        by_cut = budget.ceiling and budget.when_short in ("months", "arrears")
        if by_cut or (decision and decision.instrument_hazard_y is not None):
            return np.arange(MONTHS_PER_YEAR)
        paths = self.scenario.segments.items()
        named = [self.named(s) for s, one in paths if one.path.kind == "schedule"]
        cubes = (self.funded, self.unit_tariff, self.open_to_new(Values()), *named)
        changes = np.zeros(MONTHS_PER_YEAR, bool)
        changes[0] = True
        for cube in cubes:
            differ = cube[..., 1:] != cube[..., :-1]
            changes[1:] |= differ.reshape(-1, MONTHS_PER_YEAR - 1).any(0)
        return np.flatnonzero(changes)

    @cached_property
    def times(self) -> np.ndarray:
        """Return how many equal months each of ``turns`` stands for, 12 in all."""
        return np.diff(self.turns, append=MONTHS_PER_YEAR)

    def few(self, months: np.ndarray) -> np.ndarray:
        """Return the months (..., 12) that may differ, (..., turn)."""
        turns = self.turns
        return months if len(turns) == MONTHS_PER_YEAR else months[..., turns]

    def of_year(self, few: np.ndarray) -> np.ndarray:
        """Return the sum of twelve months, (...), of whole numbers (..., turn)."""
        return few @ self.times

    def whole(self, few: np.ndarray) -> np.ndarray:
        """Return all months (..., 12) of those that may differ."""
        if few.shape[-1] == 1:
            return np.broadcast_to(few, (*few.shape[:-1], MONTHS_PER_YEAR))
        every = few.shape[-1] == MONTHS_PER_YEAR
        return few if every else np.repeat(few, self.times, axis=-1)

    def exits(self, slug: str, year: int) -> list[tuple[int, Exit]]:
        """Return the exits of ``year`` with their number among those of the file."""
        exits = self.scenario.segments[slug].exits
        return [(n, leave) for n, leave in enumerate(exits) if leave.year == year]

    def insurer(self, kind: str, year: int) -> str:
        """Return who insures staff who become PPPK, where the scenario does not say."""
        name = "asn_insurer" if kind == "pppk" else "pppk_part_time_insurer"
        known_from = self.law.parameter(name).entries[0].from_month
        return self.law.text(name, max(f"{year}-01", known_from))

    def profile(self, slug: str) -> Profile:
        """Return the ages and sexes of a segment: its own, or those of the law."""
        return profile_of(slug, self.scenario.segments[slug].profile, self.law)

    @cached_property
    def wage_based(self) -> np.ndarray:
        """Return which segments pay a share of a wage, (S,) bool."""
        segments = self.scenario.segments.values()
        return np.array([segment.tariff.kind == "pu" for segment in segments])

    def people_certain(self, slug: str) -> bool:
        """Say whether a segment's people are the same in every draw."""
        segment = self.scenario.segments[slug]
        numbers = [
            segment.eligible,
            segment.members,
            segment.eligible_growth_y,
            segment.verified_share,
            *(leave.share for leave in segment.exits),
        ]
        if segment.place == "leave":
            numbers.append(segment.renewal_y)
        if segment.path.kind == "target":
            numbers.append(segment.path.coverage)
            numbers += [] if segment.path.of is None else _uncertain(segment.path.of)
        if segment.path.kind == "trend":
            return False
        if segment.target_people is not None:
            numbers.append(segment.target_people)
        decision = self.scenario.decision
        waits = decision is not None and decision.instrument_hazard_y is not None
        return not waits and all(number.certain for number in numbers)

    @property
    def other_funders(self) -> list:
        """Return the payers other than the general APBD, in order."""
        return [f for f in self.scenario.funding if f.funder != "apbd"]

    @property
    def protected(self) -> np.ndarray:
        """Return which segments no cut may touch, (S,) bool."""
        named = self.scenario.budget.protect
        return np.array([slug in named for slug in self.slugs])

    @property
    def priority(self) -> list[int]:
        """Return segment positions: protected ones, by priority, then the others."""
        first = [slug for slug in self.slugs if slug in self.scenario.budget.protect]
        order = dict.fromkeys([*first, *self.scenario.budget.priority, *self.slugs])
        return [self.slugs.index(slug) for slug in order if slug in self.slugs]


def _uncertain(of: Denominator) -> list[Quantity]:
    return [of.people, of.growth_y]


def _date(value: dt.date | str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value
