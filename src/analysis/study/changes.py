"""Small changes of a scenario that shocks are made of; each returns a new scenario."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

import pandas as pd

from analysis.law.dated import Law
from analysis.quantity import Quantity
from analysis.scenario.schema import Ceiling, Scenario, Shock
from analysis.scenario.segment import MonthSpan, Segment
from analysis.study.unknowns import widened

Span = tuple[int, int]


def times(quantity: Quantity, factor: Fraction) -> Quantity:
    """Return the quantity with all its numbers multiplied."""
    if factor == 1:
        return quantity
    return replace(quantity, numbers=tuple(n * factor for n in quantity.numbers))


def odds(share: Fraction, shift: float) -> Fraction:
    """Return a share with its log-odds raised by ``shift``; 0 and 1 stay."""
    if not 0 < share < 1:
        return share
    factor = Fraction(str(round(math.exp(shift), 9)))
    return share * factor / (1 - share + share * factor)


def odds_times(quantity: Quantity, shift: float) -> Quantity:
    """Return an uncertain share with its log-odds raised; an sd stays as wide."""
    first, *rest = quantity.numbers
    if quantity.kind in ("normal", "gamma"):
        return replace(quantity, numbers=(odds(first, shift), *rest))
    numbers = tuple(odds(number, shift) for number in quantity.numbers)
    return replace(quantity, numbers=numbers)


def with_segments(
    scenario: Scenario, changed: Mapping[str, Segment]
) -> Scenario | None:
    """Return the scenario with segments replaced or added, None where none differs."""
    segments = {**scenario.segments, **changed}
    if segments == scenario.segments:
        return None
    return scenario.model_copy(update={"segments": segments})


def with_line(scenario: Scenario, line_idr: pd.Series) -> Scenario:
    """Return the scenario held to a line in rupiah, index year, NaN = no line yet.

    A ceiling that is a share of the base stays: it moves with the base.
    """
    given = scenario.budget.ceiling
    if given is not None and given.share is not None:
        return scenario
    idr = {int(y): Quantity.exact(round(v)) for y, v in line_idr.dropna().items()}
    ceiling = Ceiling.model_construct(idr=idr, share=None) if idr else None
    budget = scenario.budget.model_copy(update={"ceiling": ceiling})
    return _with_marks(
        scenario.model_copy(update={"budget": budget}),
        lambda key: not key.startswith("budget.ceiling"),
    )


def let_go(scenario: Scenario) -> Scenario:
    """Return the widened scenario without the marks that widened it.

    What is changed in it afterwards stays as changed; marks of wages reported stay,
    for they are let go when points are drawn.
    """
    return _with_marks(widened(scenario), lambda key: ".tariff" in key)


def _with_marks(scenario: Scenario, keep: Callable[[str], bool]) -> Scenario:
    marks = {key: mark for key, mark in scenario.assumed.items() if keep(key)}
    return scenario.model_copy(update={"assumed": marks})


def with_line_times(scenario: Scenario, factor: Fraction, year: int) -> Scenario:
    """Return the scenario with a line in rupiah multiplied from ``year`` on."""
    ceiling = scenario.budget.ceiling
    if ceiling is None or not ceiling.idr:
        return scenario
    idr = {y: times(x, factor) if y >= year else x for y, x in ceiling.idr.items()}
    lower = ceiling.model_copy(update={"idr": idr})
    budget = scenario.budget.model_copy(update={"ceiling": lower})
    return scenario.model_copy(update={"budget": budget})


def projected_years(scenario: Scenario) -> list[int]:
    """Return the years whose base is grown from an earlier one, not given."""
    given = scenario.budget.base_idr
    if not given:
        return []
    years = range(scenario.first_year, scenario.last_year + 1)
    return [year for year in years if year not in given]


def with_falls(scenario: Scenario, falls: Mapping[int, Fraction]) -> Scenario:
    """Return the scenario whose base falls by a share from each year on."""
    one = Quantity.exact(1)
    added = tuple(
        Shock.model_construct(
            kind="transfer_cut", year=year, size=Quantity.exact(-fall), share=one
        )
        for year, fall in falls.items()
    )
    return scenario.model_copy(update={"shocks": (*scenario.shocks, *added)})


def with_tariffs(
    scenario: Scenario, law: Law, names: Iterable[str], factor: Fraction
) -> Scenario:
    """Return the scenario with dated tariffs multiplied from its first month on.

    ``law`` is the one the scenario is under; amounts are rounded half up to a rupiah.
    """
    from_start = {f"{scenario.first_year}-01": factor}
    return with_tariffs_from(scenario, law, dict.fromkeys(names, from_start))


def with_tariffs_from(
    scenario: Scenario, law: Law, factors: Mapping[str, Mapping[str, Fraction]]
) -> Scenario:
    """Return the scenario with tariffs multiplied; ``factors``: name -> month -> x."""
    overrides = dict(scenario.law.overrides)
    for name, by_month in factors.items():
        dated = {entry.from_month for entry in law.parameters[name].entries}
        first = max(min(by_month), min(dated))
        months = {first, *(m for m in (*by_month, *dated) if m > first)}
        overrides[name] = {
            month: _raised(law, name, month, by_month) for month in sorted(months)
        }
    chosen = scenario.law.model_copy(update={"overrides": overrides})
    return scenario.model_copy(update={"law": chosen})


def _raised(
    law: Law, name: str, month: str, by_month: Mapping[str, Fraction]
) -> Fraction:
    factor = by_month[max(start for start in by_month if start <= month)]
    value = law.value(name, month) * factor
    if law.parameters[name].unit.startswith("idr"):
        return Fraction(math.floor(value + Fraction(1, 2)))
    return value


def with_months(scenario: Scenario, spans: Mapping[int, Span | None]) -> Scenario:
    """Return the scenario with other funded months in some years.

    A span is taken as far as a segment is funded at all; None stands for the first
    half of its months, rounded up.
    """
    changed = {
        slug: _funded(segment, spans) for slug, segment in scenario.segments.items()
    }
    return scenario.model_copy(update={"segments": changed})


def _funded(segment: Segment, spans: Mapping[int, Span | None]) -> Segment:
    years = dict(segment.months.by_year)
    for year, span in spans.items():
        first, last = segment.months.of(year)
        low, high = span or (first, first + (last - first) // 2)
        low = max(first, low)
        years[year] = MonthSpan.model_construct(
            first=low, last=max(low, min(last, high))
        )
    months = segment.months.model_copy(update={"by_year": years})
    return segment.model_copy(update={"months": months})
