"""Forecasts of published stocks by every method, from what a panel knew on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.evidence.panel import decimal_year
from analysis.model import growth, quota_steps
from analysis.model.draws import generator

QUOTA_STEPS = "quota_steps"
METHODS = (*growth.METHODS, QUOTA_STEPS)


@dataclass(frozen=True)
class Calibration:
    """What a panel says about all series: the pooled trend and the quota steps.

    Made once and kept (``to_dict``), so that a new region changes no other region's
    forecast until it is made anew.
    """

    made_on: str
    seed: int
    fit: growth.Fit
    steps: quota_steps.Steps

    @property
    def version(self) -> str:
        """Return a name for exactly these numbers: day and twelve characters."""
        return f"{self.made_on}-{self.fit.version}"

    def to_dict(self) -> dict[str, Any]:
        """Return the calibration as plain lists and numbers, for a JSON file."""
        about = {"made_on": self.made_on, "seed": self.seed}
        return about | {"fit": self.fit.to_dict(), "steps": self.steps.to_dict()}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Calibration:
        """Return the calibration that ``to_dict`` described, bit for bit."""
        fit = growth.Fit.from_dict(stored["fit"])
        found = quota_steps.Steps.from_dict(stored["steps"])
        return cls(stored["made_on"], stored["seed"], fit, found)


def calibrate(panel: pd.DataFrame, made_on: dt.date, *, seed: int) -> Calibration:
    """Return what the used rows of a ``panel`` known on ``made_on`` say together."""
    known = panel[panel["known_on"] <= made_on]
    fit = growth.fit(list(records(known).values()), seed=seed)
    return Calibration(made_on.isoformat(), seed, fit, steps(known))


def records(panel: pd.DataFrame) -> dict[str, growth.Record]:
    """Return the record of each series; close values of one day are averaged."""
    parts = panel.groupby("series", sort=True)
    return {str(series): _record(str(series), rows) for series, rows in parts}


def _record(series: str, rows: pd.DataFrame) -> growth.Record:
    points = rows[["year", "people", "eligible"]].to_numpy(dtype=float).tolist()
    return growth.record(series, sorted(points), average=True)


def steps(panel: pd.DataFrame) -> quota_steps.Steps:
    """Return the quota-step estimate from the intervals between stocks of a series."""
    stocks = panel.groupby(["series", "year"], sort=True)["people"].mean().reset_index()
    before = stocks.groupby("series")[["year", "people"]].shift()
    years = stocks["year"] - before["year"]
    kept = before["people"] > 0
    return quota_steps.estimate(
        before.loc[kept, "people"].to_numpy(),
        stocks.loc[kept, "people"].to_numpy(),
        years[kept].to_numpy(),
    )


def streams(seed: int, series: str) -> growth.Streams:
    """Return the random numbers of a series, and those common to all."""
    return growth.Streams(
        own=lambda name: generator(seed, "trend", series, name),
        common=lambda name: generator(seed, "trend", name),
    )


def coverage(
    calibration: Calibration,
    rows: pd.DataFrame,
    targets: Sequence[dt.date],
    method: str,
    *,
    seed: int,
    draws: int,
) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return draws of one series' published coverage, (draw, target), and notes.

    ``rows``: what is known of the series; ``targets`` rise and lie after its last
    point. Raises ValueError for a method not in ``METHODS``.
    """
    if method not in METHODS:
        raise ValueError(f"{method}: not one of {', '.join(METHODS)}")
    series = str(rows["series"].iloc[0])
    years = [decimal_year(day) for day in targets]
    numbers = streams(seed, series)
    if method != QUOTA_STEPS:
        known = _record(series, rows)
        found = growth.forecast(
            calibration.fit, known, years, numbers, draws=draws, method=method
        )
        return found.coverage, found.notes
    last = rows.sort_values(["year", "people"]).iloc[-1]
    people = quota_steps.people(
        calibration.steps,
        float(last["people"]),
        np.array(years) - last["year"],
        float(last["eligible"]),
        own=numbers.own,
        common=numbers.common,
        draws=draws,
    )
    return people / float(last["eligible"]), ()
