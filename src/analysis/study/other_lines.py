"""What the answer would be under a lower or a higher budget line."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd

from analysis.model.projection import central
from analysis.model.results import Results
from analysis.model.sustainability import breach_curve, every_year_cut
from analysis.quantity import Quantity
from analysis.scenario.schema import Budget, Ceiling, Scenario
from analysis.study.ensemble import sample
from analysis.study.line import line, line_draws
from analysis.study.once import once

HEIGHTS = np.arange(70, 131) / 100  # of the line
SURE = 0.9  # of the sample
_FURTHER = 60  # points beyond the usual heights, where they are too low
LINES = (0.75, 0.9, 1.0, 1.1, 1.25)  # of the line
_KEEP_ALL = ("months", "arrears")  # rules that leave everybody on the list


@once
def curve(results: Results) -> pd.Series | None:
    """Return the chance of any breach by the height of the line, 0.7 to 1.3 of it.

    Higher lines follow where ``SURE`` of the sample need one. None where there is no
    line.
    """
    if line(results).idr.isna().all():
        return None
    heights, enough = HEIGHTS, _enough(results)
    if HEIGHTS[-1] < enough < np.inf:
        more = np.linspace(HEIGHTS[-1], enough, _FURTHER + 1)[1:]
        heights = np.append(HEIGHTS, more)
    return pd.Series(
        _chance(results, heights), pd.Index(heights, name="height"), name="any_breach"
    )


def _enough(results: Results) -> float:
    """Return the height of the line that ``SURE`` of the sample stay under, in 0.01."""
    drawn = sample(results)
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = np.nan_to_num(
            drawn.bill_idr / line_draws(results, drawn), posinf=np.inf
        )
    sure = np.quantile(needed.max(axis=1), SURE, method="higher")
    return float(np.ceil(sure * 100) / 100)


def _chance(results: Results, heights: np.ndarray) -> np.ndarray:
    drawn = sample(results)
    return breach_curve(drawn.bill_idr, line_draws(results, drawn), heights)


@once
def by_height(results: Results) -> pd.DataFrame | None:
    """Return what other lines would change, a row for each multiple of the line.

    Columns: line_idr of the first year with one, covered (people at the end of the last
    year), left_out (places lost in the hardest year), any_breach (chance over the
    sample), cut (every year's, of the central bill). None without a line. Places are
    cut by the scenario's rule, or by heads where that rule keeps everybody listed.
    """
    idr = line(results).idr.dropna()
    if idr.empty or idr.max() <= 0:
        return None
    wanted = _people(results, results.scenario.budget.model_copy(update=_UNCAPPED))
    bill = results.series("uncut_bill_idr").reindex(idr.index)
    capped = [_people(results, _budget(results, height)) for height in LINES]
    columns = {
        "line_idr": [float(idr.iloc[0]) * height for height in LINES],
        "covered": [people[-1] for people in capped],
        "left_out": [(wanted - people).max() for people in capped],
        "any_breach": _chance(results, np.array(LINES)),
        "cut": [every_year_cut(bill, idr, height) for height in LINES],
    }
    return pd.DataFrame(columns, index=pd.Index(LINES, name="height"))


_UNCAPPED = {"ceiling": None}


def _people(results: Results, budget: Budget) -> np.ndarray:
    """Return people covered at the end of each year of the central path."""
    scenario: Scenario = results.scenario.model_copy(update={"budget": budget})
    return central(scenario, results.law)["members_end"][0].astype(float)


def _budget(results: Results, height: float) -> Budget:
    """Return the budget of the scenario under ``height`` times the line."""
    budget, factor = results.scenario.budget, Fraction(str(height))
    idr = {
        int(year): Quantity.exact(Fraction(value) * factor)
        for year, value in line(results).idr.dropna().items()
    }
    rule = "heads" if budget.when_short in _KEEP_ALL else budget.when_short
    ceiling = Ceiling.model_construct(idr=idr)
    return budget.model_copy(update={"ceiling": ceiling, "when_short": rule})
