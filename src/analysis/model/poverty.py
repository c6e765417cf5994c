"""What a benefit is worth to a household, and how many people that concerns."""

from __future__ import annotations

import math


def months_covered(benefit_idr: float, line_idr_m: float, people: float = 1.0) -> float:
    """Return for how many months a benefit keeps a household at the poverty line::

        benefit / (line x people)

    ``line_idr_m``: rupiah a person and month, above 0; ``people`` in the household,
    above 0. Raises ValueError for anything else.
    """
    _above_zero(line_idr_m, "poverty line")
    _above_zero(people, "number of people in the household")
    _not_negative(benefit_idr, "benefit")
    return benefit_idr / (line_idr_m * people)


def people_bereaved(deaths: float, household_size: float) -> float:
    """Return the people in the households of those who died: ``deaths x size``."""
    _not_negative(deaths, "number of deaths")
    _above_zero(household_size, "number of people in the household")
    return deaths * household_size


def share_of_poor(people: float, poor: float) -> float:
    """Return ``people`` over the poor of the place: a scale, not a fall in poverty.

    Most bereaved households are not poor and few become so; nothing here says who.
    """
    _not_negative(people, "number of people")
    _above_zero(poor, "number of poor people")
    return people / poor


def _above_zero(value: float, what: str) -> None:
    if not (math.isfinite(value) and value > 0):
        raise ValueError(f"the {what} is {value:g}; it must be above 0")


def _not_negative(value: float, what: str) -> None:
    if not (math.isfinite(value) and value >= 0):
        raise ValueError(f"the {what} is {value:g}; it must be 0 or more")
