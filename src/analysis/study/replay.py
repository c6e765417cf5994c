"""Published stocks beside what their first figure alone would have led to."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.model import growth
from analysis.study.trends import QUOTA_STEPS, Calibration, coverage

LEAST_POINTS = 3
METHODS = (QUOTA_STEPS, growth.MIXTURE)
_ENDS = (0.1, 0.5, 0.9)


def replay(
    panel: pd.DataFrame,
    calibration: Calibration,
    *,
    seed: int,
    draws: int = 2000,
    least_points: int = LEAST_POINTS,
) -> pd.DataFrame:
    """Return for each series of ``least_points`` figures the later ones, not typed in.

    Each later figure (people) beside ``hold``, the first figure kept, and quota steps
    and trend from that first figure: ``low_``, ``median_`` and ``high_`` (80 %) with
    ``in_80_``. Columns also ``series, first_date, date, years_ahead, claim_id``. The
    calibration may know the later figures: it shows what the model can reproduce, the
    back-test what it could have foreseen.
    """
    parts = [
        _one(rows, calibration, seed, draws)
        for _, rows in panel.groupby("series", sort=True)
        if rows["date"].nunique() >= least_points
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _one(
    rows: pd.DataFrame, calibration: Calibration, seed: int, draws: int
) -> pd.DataFrame:
    rows = rows.sort_values(["date", "claim_id"]).drop_duplicates("date")
    first, later = rows.iloc[:1], rows.iloc[1:]
    start, eligible = (float(first[name].iloc[0]) for name in ("people", "eligible"))
    found = later[["series", "date", "claim_id", "people"]].assign(
        first_date=first["date"].iloc[0],
        years_ahead=(later["year"] - first["year"].iloc[0]).round(2),
        hold=int(start),
    )
    for method in METHODS:
        drawn, _ = coverage(
            calibration, first, list(later["date"]), method, seed=seed, draws=draws
        )
        ends = np.quantile(drawn * eligible, _ENDS, axis=0).round().astype(int)
        for name, values in zip(("low", "median", "high"), ends, strict=True):
            found[f"{name}_{method}"] = values
        inside = later["people"].between(pd.Series(ends[0], later.index), ends[2])
        found[f"in_80_{method}"] = inside
    return found
