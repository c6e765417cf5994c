"""Rolling origin: what would have been forecast, from what was known on that day.

An origin is the day a figure of a series became known. The forecast of every later
figure of that series uses only rows published by then - for the pooled part too - so
that nothing that came later can move it. The forecast is for the exact date of the
later figure; its horizon is the time from the series' last known figure to that date,
counted to the nearest whole year in the tables.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.study import scores
from analysis.study.trends import METHODS, Calibration, calibrate, coverage

PUBLICATION, AS_OF = "known_on", "date"
LEVELS = (0.5, 0.8, 0.95)
QUANTILES = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
UNDER_HALF_A_YEAR, LONGER = 0, 4  # classes of horizon besides 1, 2 and 3 years
_DAYS_PER_YEAR = 365.25


class Task(NamedTuple):
    """One forecast to be made: of ``target``, a row of the panel, on ``origin``."""

    origin: dt.date
    series: str
    target: int


def tasks(panel: pd.DataFrame) -> list[Task]:
    """Return every pair of an origin and a later figure of the same series.

    The figure is later in both senses: known after the origin, and about a day after
    the last figure of the series known at the origin.
    """
    found = set()
    for series, rows in panel.groupby("series", sort=True):
        for origin in sorted(set(rows["known_on"])):
            known = rows["known_on"] <= origin
            later = rows[~known & (rows["date"] > rows.loc[known, "date"].max())]
            found |= {Task(origin, str(series), int(place)) for place in later.index}
    return sorted(found)


def backtest(
    panel: pd.DataFrame,
    *,
    seed: int,
    draws: int = 1000,
    methods: Sequence[str] = METHODS,
    known: str = PUBLICATION,
) -> pd.DataFrame:
    """Return one row for each forecast and method, scored.

    ``panel``: used rows of ``evidence.panel``. ``known``: the column that says when a
    figure could be used: its publication (the honest one), or the date it describes,
    as the region itself knew it. Columns: ``made_on, series, region, segment,
    last_date, target_date, horizon_years, horizon, method, observed, median, crps,
    absolute_error, wis, pit``, the ends ``low_80, high_80, ...`` and ``in_50, in_80,
    in_95``, ``crps_log`` (of the log of people) and ``notes``. Coverage is a share 0-1.
    """
    panel = panel.assign(known_on=panel[known]).reset_index(drop=True)
    rows = [
        {**about, "method": method, **scored(drawn, about["observed"]), "notes": notes}
        for about, method, drawn, notes in forecasts(panel, seed, draws, methods)
    ]
    return pd.DataFrame(rows)


def forecasts(
    panel: pd.DataFrame, seed: int, draws: int, methods: Sequence[str]
) -> Iterator[tuple[dict, str, np.ndarray, str]]:
    """Yield for each task and method what it is about, the draws, and notes."""
    calibration: Calibration | None = None
    for task in tasks(panel):
        if calibration is None or calibration.made_on != task.origin.isoformat():
            calibration = calibrate(panel, task.origin, seed=seed)
        target = panel.loc[task.target]
        rows = panel[panel["series"] == task.series]
        rows = rows[rows["known_on"] <= task.origin]
        about = _about(task, rows, target)
        for method in methods:
            drawn, notes = coverage(
                calibration, rows, [target["date"]], method, seed=seed, draws=draws
            )
            yield about, method, drawn[:, 0], " ".join(notes)


def _about(task: Task, rows: pd.DataFrame, target: pd.Series) -> dict:
    last = rows["date"].max()
    ahead = (target["date"] - last).days / _DAYS_PER_YEAR
    return {
        "made_on": task.origin,
        "series": task.series,
        "region": target["region"],
        "segment": target["segment"],
        "last_date": last,
        "target_date": target["date"],
        "horizon_years": round(ahead, 3),
        "horizon": horizon_class(ahead),
        "observed": target["people"] / target["eligible"],
    }


def horizon_class(years: float) -> int:
    """Return 1, 2 or 3 for the nearest whole year, 0 below half a year, 4 beyond."""
    return min(int(years + 0.5), LONGER)


def scored(drawn: np.ndarray, observed: float) -> dict[str, float]:
    """Return the scores of one forecast, ``drawn`` (draw,), and its intervals."""
    quantiles = np.quantile(drawn, QUANTILES)
    found = {
        "median": float(quantiles[3]),
        "crps": float(scores.crps(drawn, np.float64(observed))),
        "crps_log": float(scores.crps(_log(drawn), _log(np.float64(observed)))),
        "absolute_error": abs(float(quantiles[3]) - observed),
        "wis": scores.weighted_interval_score(quantiles, QUANTILES, observed),
        "pit": float(scores.pit(drawn, np.float64(observed))),
    }
    ends = {0.5: (2, 4), 0.8: (1, 5), 0.95: (0, 6)}
    for level in LEVELS:
        low, high = (float(quantiles[place]) for place in ends[level])
        name = f"{level * 100:.0f}"
        found |= {f"low_{name}": low, f"high_{name}": high}
        found[f"in_{name}"] = low <= observed <= high
    return found


def _log(share: np.ndarray) -> np.ndarray:
    """Return the log of a share; a stop counts as one in a million."""
    return np.log(share + 1e-6)
