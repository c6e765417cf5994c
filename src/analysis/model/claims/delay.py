"""Claims paid some months after the event: part of a year's cost falls in the next."""

from __future__ import annotations

import numpy as np

from analysis.model.claims.checks import not_negative
from analysis.units import MONTHS_PER_YEAR


def outstanding(cost_idr: np.ndarray, delay_months: np.ndarray) -> np.ndarray:
    """Return what the events of each year still cost after its end::

        cost x min(delay, 12) / 12

    Events are spread evenly over the year, each paid ``delay_months`` later. Both
    broadcast to (draw, segment, year). Raises ValueError for a negative delay.
    """
    months = np.minimum(not_negative(delay_months, "months of delay"), MONTHS_PER_YEAR)
    return cost_idr * (months / MONTHS_PER_YEAR)


def paid(cost_idr: np.ndarray, outstanding_idr: np.ndarray) -> np.ndarray:
    """Return what is paid in each year: its cost, less what it leaves, and the last's::

        cost_y - outstanding_y + outstanding_{y-1}

    Nothing is known of events before the first year; the last axis is the year.
    """
    now = np.array(cost_idr - outstanding_idr)
    now[..., 1:] += outstanding_idr[..., :-1]
    return now
