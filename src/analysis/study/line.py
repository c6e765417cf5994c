"""The budget line a bill is held against: the scenario's ceiling, or its first year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from analysis.model.results import Results
from analysis.study.once import once

if TYPE_CHECKING:
    from analysis.study.ensemble import Sample


@dataclass(frozen=True)
class Line:
    """Rupiah the general APBD may spend a year; index year, NaN = no line yet.

    ``basis``: ``scenario`` where the file gives a ceiling; ``first_year`` where it
    gives none, an assumption wherever it is shown.
    """

    idr: pd.Series
    basis: Literal["scenario", "first_year"]

    @property
    def is_assumed(self) -> bool:
        """Say whether the scenario gives no ceiling."""
        return self.basis == "first_year"


@once
def line(results: Results) -> Line:
    """Return the central line of each year.

    The scenario's ceiling; without one a line carried over in rupiah year after year:
    the central uncut bill of the first year that has any.
    """
    years = pd.RangeIndex(
        results.scenario.first_year, results.scenario.last_year + 1, name="year"
    )
    ceiling = results.series("ceiling_idr")
    if len(ceiling):
        return Line(ceiling.reindex(years), "scenario")
    bill = results.series("uncut_bill_idr").reindex(years)
    first = (bill > 0) & ((bill > 0).cumsum() == 1)
    held = bill.where(first).ffill()
    return Line(held.rename("ceiling_idr"), "first_year")


def line_draws(
    results: Results, sample: Sample, *, as_stated: bool = True
) -> np.ndarray:
    """Return the line of each point, (P or 1, Y), NaN = no line yet.

    As stated, a ceiling in rupiah is the scenario's own number at every point and a
    share moves with the base. ``as_stated=False`` lets a ceiling the scenario marks as
    assumed vary over its range too.
    """
    central = line(results)
    if central.is_assumed or (as_stated and _is_fixed(results)):
        return central.idr.to_numpy(float)[None]
    return sample.ceiling_idr


def _is_fixed(results: Results) -> bool:
    given = results.scenario.budget.ceiling
    return given.share is None and all(idr.certain for idr in given.idr.values())
