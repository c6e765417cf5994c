"""When a decision becomes a paid month: the budget calendar as a gate."""

from __future__ import annotations

import datetime as dt
import math

from analysis.law.dated import Law
from analysis.units import month_index, month_name


def gate_month(
    decision: dt.date, instrument: dt.date | None, revised: bool, law: Law
) -> str:
    """Return the first month (``"YYYY-MM"``) in which new cover can be paid.

    A decision up to the cut-off of year t enters the budget of t + 1 (January), a later
    one that of t + 2; ``revised``: the revised budget of t (October), a later one that
    of t + 1. Never before the month after ``instrument``, the day the rule is signed.
    """
    year, first = _budget(decision, revised, law)
    gate = f"{year:04d}-{first:02d}"
    if instrument is None:
        return gate
    return max(gate, month_after(instrument))


def _budget(decision: dt.date, revised: bool, law: Law) -> tuple[int, int]:
    """Return year and first month of the budget a decision can still enter."""
    month = _month(decision)
    kind = "revised" if revised else "budget"
    in_time = f"{decision:%m-%d}" <= law.text(f"{kind}_cutoff_month_day", month)
    ahead = (0 if revised else 1) + (0 if in_time else 1)
    first = "revised_budget_first_month" if revised else "budget_first_month"
    return decision.year + ahead, int(law.value(first, month))


def month_after(day: dt.date) -> str:
    """Return the month after the one ``day`` lies in."""
    month = _month(day)
    return month_name(month_index(month, day.year) + 1, day.year)


def waiting_months(hazard_y: float, chance: float) -> int:
    """Return after how many months an instrument is signed::

        ceil(12 x -ln(1 - chance) / hazard_y)

    ``hazard_y``: how often a year it happens; ``chance`` in [0, 1).
    """
    return math.ceil(12 * -math.log1p(-chance) / hazard_y)


def _month(day: dt.date) -> str:
    return f"{day.year:04d}-{day.month:02d}"
