"""The law of a run: dated values, plans if asked for, and a scenario's overrides."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from analysis.errors import ScenarioError
from analysis.language import Text
from analysis.law.reading import MONTH, Entry, Parameter, value
from analysis.law.rules import Place, problem, too_early, unknown_name
from analysis.law.segments import Profile, SegmentInfo
from analysis.quantity import Quantity

Overrides = Mapping[str, Mapping[str, Fraction | int | str]]
THIS_YEAR = "2026-01"  # month of a value asked for without a month


@dataclass(frozen=True)
class Law:
    """Every law value and assumption by name and month (``"YYYY-MM"``).

    Unknown names and months before the first value raise :class:`ScenarioError`.
    """

    variant: str
    parameters: Mapping[str, Parameter]
    segments: Mapping[str, SegmentInfo]
    profiles: Mapping[str, Profile]
    hash: str

    def names(self) -> list[str]:
        """Return the names of all parameters, sorted."""
        return sorted(self.parameters)

    def parameter(self, name: str) -> Parameter:
        """Return a parameter with all its dated values."""
        if name not in self.parameters:
            raise ScenarioError(
                unknown_name("data/parameters", name, name, self.parameters)
            )
        return self.parameters[name]

    def title(self, name: str) -> Text:
        """Return what a parameter is called, in both languages."""
        return self.parameter(name).title

    def entry(self, name: str, month: str) -> Entry:
        """Return the value in force in ``month`` with its basis and sources."""
        if name not in self._months:
            self.parameter(name)
        if not isinstance(month, str) or not MONTH.fullmatch(month):
            raise ScenarioError(problem("data/parameters", name, month, "month"))
        position = bisect_right(self._months[name], month) - 1
        if position < 0:
            file, first = self.parameters[name].file, self._months[name][0]
            raise ScenarioError(too_early(file, name, month, first))
        return self.parameters[name].entries[position]

    @cached_property
    def _months(self) -> dict[str, list[str]]:
        return {
            name: [entry.from_month for entry in parameter.entries]
            for name, parameter in self.parameters.items()
        }

    def steady(self, months: Sequence[str]) -> list[tuple[str, int]]:
        """Return the first month of each run in which no value changes, and its length.

        ``months`` follow each other.
        """
        changes = {month for months in self._months.values() for month in months}
        first = [n for n, month in enumerate(months) if n == 0 or month in changes]
        ends = [*first[1:], len(months)]
        return [(months[n], end - n) for n, end in zip(first, ends, strict=True)]

    def value(self, name: str, month: str) -> Fraction:
        """Return the value in force in ``month``, the central one if uncertain."""
        return self.quantity(name, month).central

    def quantity(self, name: str, month: str = THIS_YEAR) -> Quantity:
        """Return the number in force in ``month`` with its uncertainty."""
        found = self.entry(name, month).value
        if isinstance(found, str):
            file = self.parameters[name].file
            raise ScenarioError(problem(file, name, found, "text_value"))
        return found

    def text(self, name: str, month: str) -> str:
        """Return a word or day (``"07-31"``) in force in ``month``."""
        found = self.entry(name, month).value
        return found if isinstance(found, str) else str(found.central)

    def segment(self, slug: str) -> SegmentInfo:
        """Return label, default tariff and profile of a known segment."""
        if slug not in self.segments:
            raise ScenarioError(
                unknown_name("data/parameters/segments.yaml", slug, slug, self.segments)
            )
        return self.segments[slug]

    def turnover_y(self, slug: str, month: str) -> Quantity:
        """Return the share of a segment's places that change hands in a year."""
        own = f"turnover_{slug}_y"
        return self.quantity(own if own in self.parameters else "turnover_y", month)

    def profile(self, name: str) -> Profile:
        """Return ages and sexes by the slug of a profile or of a known segment."""
        slug = self.segments[name].profile if name in self.segments else name
        if slug not in self.profiles:
            known = [*self.profiles, *self.segments]
            raise ScenarioError(
                unknown_name("data/parameters/profiles.yaml", name, name, known)
            )
        return self.profiles[slug]


def with_plans(parameters: Mapping[str, Parameter]) -> dict[str, Parameter]:
    """Return the parameters with planned values in their place among the others."""
    return {name: _with_plan(one) for name, one in parameters.items()}


def _with_plan(parameter: Parameter) -> Parameter:
    by_month = {e.from_month: e for e in (*parameter.entries, *parameter.planned)}
    return replace(parameter, entries=tuple(by_month[m] for m in sorted(by_month)))


def overridden(
    parameters: Mapping[str, Parameter],
    overrides: Overrides,
    file: str,
    where: str = "law.overrides",
) -> dict[str, Parameter]:
    """Return the parameters as a scenario sets them, all problems raised at once.

    An override is in force from its month until the next one and replaces whatever
    the law says from its first month on. ``where``: the key path it stands at.
    """
    place = Place(file, where, [])
    result = dict(parameters)
    for name, by_month in overrides.items():
        if name not in parameters:
            where = place.at(name).path
            place.problems.append(unknown_name(file, where, name, parameters))
            continue
        result[name] = _set(parameters[name], by_month, place.at(name))
    if place.problems:
        raise ScenarioError(place.problems)
    return result


def _set(parameter: Parameter, by_month: Mapping, place: Place) -> Parameter:
    own = [
        _override(parameter, month, by_month[month], place)
        for month in sorted(by_month, key=str)
    ]
    first = own[0].from_month if own else "9999-12"
    kept = [entry for entry in parameter.entries if entry.from_month < first]
    return replace(parameter, entries=(*kept, *own))


def _override(parameter: Parameter, month: str, raw: object, place: Place) -> Entry:
    place = place.at(str(month))
    if not isinstance(month, str) or not MONTH.fullmatch(month):
        place.report("month", month)
    return Entry(
        value=_given(raw, parameter, place),
        from_month=str(month),
        mark="assumed",
        basis=place.path,
        overridden=True,
    )


def _given(raw: object, parameter: Parameter, place: Place) -> Quantity | str:
    """Return what a scenario gives: a number, the name of a reading, or a text."""
    if parameter.is_text:
        return value(raw, parameter, place)
    if isinstance(raw, str) and raw in parameter.readings:
        raw = parameter.readings[raw].value
    if isinstance(raw, str):
        found = _from_text(raw, parameter, place)
    elif isinstance(raw, bool) or not isinstance(raw, Fraction | int):
        place.report("number", raw)
        found = Quantity.exact(0)
    else:
        found = _number(Fraction(raw), parameter, place)
    if isinstance(found, Quantity) and _is_broken_rupiah(found, parameter):
        place.report("whole_rupiah", raw)
    return found


def _from_text(raw: str, parameter: Parameter, place: Place) -> Quantity | str:
    if raw[:1].isalpha() and parameter.readings:
        place.problems.append(
            unknown_name(place.file, place.path, raw, parameter.readings)
        )
        return Quantity.exact(0)
    return value(raw, parameter, place)


def _number(given: Fraction, parameter: Parameter, place: Place) -> Quantity:
    parameter.bounds.check(given, f"{float(given):.15g}", place)
    return Quantity("exact", (given,), (), *parameter.bounds.ends)


def _is_broken_rupiah(found: Quantity, parameter: Parameter) -> bool:
    return parameter.unit.startswith("idr") and found.central.denominator != 1
