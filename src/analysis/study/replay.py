"""Published stocks beside what their first figure alone would have led to.

The cases stand in ``data/raw/calibration/replays.csv``: which figures begin and which
come later, and what the sources say about the difference. Nothing later is typed in:
each region is left out of the calibration its own replay uses.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.evidence import ledger
from analysis.evidence.panel import decimal_year, middle, used
from analysis.model import growth
from analysis.study.trends import QUOTA_STEPS, Calibration, calibrate, coverage

METHODS = (QUOTA_STEPS, growth.MIXTURE)
LEVELS = (0.1, 0.25, 0.5, 0.75, 0.9)
NAMES = [f"q{level * 100:02.0f}" for level in LEVELS]
_DAYS_PER_YEAR = 365.25


def replay(
    panel: pd.DataFrame,
    cases: pd.DataFrame,
    made_on: dt.date,
    *,
    seed: int,
    draws: int = 2000,
) -> pd.DataFrame:
    """Return for each case and method what follows from the first figure alone.

    ``panel``: all its rows; ``cases``: the table ``replay_cases``. One row a later
    figure, and one a yearly anniversary of the first (``number`` 0), for a fan.
    Columns: ``case, number, region, first_date, date, years_ahead, hold`` (the first
    figure kept), ``people`` (the later figure), ``method``, and people at the quantiles
    ``q10 ... q90``. Calibrated on the used rows of other regions known on ``made_on``.
    """
    found = []
    for region, part in cases.groupby("region", sort=True):
        others = used(panel[panel["region"] != region])
        calibration = calibrate(others, made_on, seed=seed)
        for case, rows in part.groupby("case", sort=True):
            first = stock(panel, str(case), rows["first_claims"].iloc[0])
            later = [_later(panel, row) for row in rows.itertuples()]
            found.append(_one(first, pd.DataFrame(later), calibration, draws))
    whole = pd.concat(found, ignore_index=True)
    return whole.assign(people=whole["people"].astype("Int64"))


def stock(panel: pd.DataFrame, name: str, claims: str) -> pd.DataFrame:
    """Return figures that add up to one stock as one row of a panel, named ``name``.

    ``claims``: ids between blanks; additions count too, they are in the ledger only.
    The day is the latest of them, the eligible people are of the latest in the panel.
    """
    ids = claims.split()
    people = sum(int(ledger.value(one)) for one in ids)
    day = max(middle(ledger.claim(one)["as_of"]) for one in ids)
    rows = panel[panel["claim_id"].isin(ids)].sort_values(["date", "claim_id"]).tail(1)
    return rows.assign(series=name, people=people, date=day, year=decimal_year(day))


def _later(panel: pd.DataFrame, row: tuple) -> dict:
    found = stock(panel, row.case, row.later_claims).iloc[0]
    return {"number": row.number, "date": found["date"], "people": found["people"]}


def _one(
    first: pd.DataFrame, later: pd.DataFrame, calibration: Calibration, draws: int
) -> pd.DataFrame:
    """Return the rows of one case: later figures, and anniversaries for the fan."""
    start = first.iloc[0]
    last = later["date"].max()
    years = -(-(last - start["date"]).days // int(_DAYS_PER_YEAR))
    fan = [_after(start["date"], year) for year in range(1, years + 1)]
    anniversaries = pd.DataFrame({"number": 0, "date": fan})
    parts = [
        _forecast(first, rows.assign(method=method), calibration, draws)
        for method in METHODS
        for rows in (later, anniversaries)
    ]
    found = pd.concat(parts, ignore_index=True).assign(
        case=start["series"],
        region=start["region"],
        first_date=start["date"],
        hold=int(start["people"]),
    )
    ahead = [(day - start["date"]).days / _DAYS_PER_YEAR for day in found["date"]]
    found["years_ahead"] = np.round(ahead, 2)
    order = ["case", "number", "region", "first_date", "date", "years_ahead", "hold"]
    return found[[*order, "people", "method", *NAMES]]


def _after(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year + years, day=min(day.day, 28))


def _forecast(
    first: pd.DataFrame, later: pd.DataFrame, calibration: Calibration, draws: int
) -> pd.DataFrame:
    targets: Sequence[dt.date] = sorted(set(later["date"]))
    drawn, _ = coverage(
        calibration,
        first,
        targets,
        later["method"].iloc[0],
        seed=calibration.seed,
        draws=draws,
    )
    people = np.quantile(drawn, LEVELS, axis=0).T * float(first["eligible"].iloc[0])
    ends = pd.DataFrame(np.rint(people).astype(int), index=targets, columns=NAMES)
    return later.join(ends, on="date")
