"""Percentiles of a sample by year, in the columns of a fan."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.model.fans import PERCENTS

HIGHEST = 99  # percent: what a reserve is held for


def fan(draws: np.ndarray, central: pd.Series) -> pd.DataFrame:
    """Return central, mean, p05..p95 and p99 of ``draws`` (point, year) by year.

    ``central`` gives the years. A year without any number has NaN.
    """
    known = ~np.isnan(draws).all(0)
    found = np.full((len(PERCENTS) + 2, draws.shape[1]), np.nan)
    found[0, known] = np.nanmean(draws[:, known], 0)
    percents = (*PERCENTS, HIGHEST)
    found[1:, known] = np.nanpercentile(draws[:, known], percents, axis=0)
    names = ["mean", *(f"p{percent:02d}" for percent in percents)]
    columns = dict(zip(names, found, strict=True))
    return pd.DataFrame({"central": central.to_numpy(), **columns}, central.index)
