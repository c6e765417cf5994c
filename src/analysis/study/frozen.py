"""Forecasts put down with a date, and their scores when new figures arrive.

Nothing here writes a file: the caller keeps the frame as a dated CSV in
``data/processed/forecasts`` and never changes it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.model import growth
from analysis.study import scores
from analysis.study.backtest import LEVELS, QUANTILES
from analysis.study.trends import QUOTA_STEPS, Calibration, coverage

YEARS_AHEAD = 3
# a line through a series' own points is a yardstick of the back-test only
METHODS = (
    *(growth.PERSISTENCE, growth.RANDOM_WALK, growth.HIERARCHICAL, growth.MIXTURE),
    QUOTA_STEPS,
)
MATCHED_WITHIN_DAYS = 183  # a figure scores the target date nearest to its own date
DECIMALS = 6
KEYS = ["made_on", "series", "region", "segment", "target_date", "method"]
NAMES = [f"q{level * 1000:03.0f}" for level in QUANTILES]


def freeze(
    panel: pd.DataFrame,
    calibration: Calibration,
    *,
    seed: int,
    draws: int = 2000,
    methods: Sequence[str] = METHODS,
) -> pd.DataFrame:
    """Return the forecasts of every series for the coming ends of year.

    Targets: 31 December of the year ``calibration`` was made in and of the three after.
    One row a series, target and method. Columns: ``made_on, version, seed, series,
    region, segment, last_date, target_date, method``, quantiles ``q025 ... q975`` of
    published coverage (0-1, six decimals), ``eligible`` (people it is a share of),
    ``eligible_basis`` and ``notes``. The same inputs give the same bytes.
    """
    made_on = dt.date.fromisoformat(calibration.made_on)
    ends = [dt.date(made_on.year + i, 12, 31) for i in range(YEARS_AHEAD + 1)]
    known = panel[panel["known_on"] <= made_on]
    lines = []
    for _, rows in known.groupby("series", sort=True):
        last = rows.sort_values(["date", "people"]).iloc[-1]
        targets = [day for day in ends if day > last["date"] and day > made_on]
        for method in methods:
            drawn, notes = coverage(
                calibration, rows, targets, method, seed=seed, draws=draws
            )
            about = _about(calibration, last, method, notes)
            lines += _lines(about | {"seed": seed}, targets, drawn)
    columns = [*KEYS[:1], "version", "seed", *KEYS[1:4], "last_date", *KEYS[4:]]
    columns += [*NAMES, "eligible", "eligible_basis", "notes"]
    return pd.DataFrame(lines, columns=columns)


def _about(
    calibration: Calibration, last: pd.Series, method: str, notes: Sequence[str]
) -> dict:
    copied = ("series", "region", "segment", "eligible", "eligible_basis")
    return {
        "made_on": calibration.made_on,
        "version": calibration.version,
        "last_date": last["date"].isoformat(),
        "method": method,
        "notes": " ".join(notes),
        **{name: last[name] for name in copied},
    }


def _lines(about: dict, targets: Sequence[dt.date], drawn: np.ndarray) -> list[dict]:
    quantiles = np.quantile(drawn, QUANTILES, axis=0).round(DECIMALS)
    return [
        {
            **about,
            "target_date": day.isoformat(),
            **dict(zip(NAMES, quantiles[:, place].tolist(), strict=True)),
        }
        for place, day in enumerate(targets)
    ]


def score_frozen(frozen: pd.DataFrame, panel: pd.DataFrame) -> pd.DataFrame:
    """Return frozen forecasts beside the figures that came later, scored.

    A figure counts if it became known after ``made_on`` and describes a day after the
    forecast's last figure, at most 183 days from a target date: it scores the nearest
    target, and of several figures the nearest to the target is taken. Columns: those of
    ``KEYS``, ``claim_id, date, days_off, observed, median, absolute_error, wis, in_50,
    in_80, in_95``. Empty while nothing has arrived. ``panel``: used rows.
    """
    pairs = frozen.merge(
        panel[["series", "date", "known_on", "claim_id", "people", "eligible"]],
        on="series",
        suffixes=("", "_now"),
    )
    day = {
        name: pd.to_datetime(pairs[name])
        for name in ("made_on", "last_date", "target_date", "date", "known_on")
    }
    pairs["days_off"] = (day["date"] - day["target_date"]).dt.days.abs()
    fits = (day["known_on"] > day["made_on"]) & (day["date"] > day["last_date"])
    pairs = pairs[fits & (pairs["days_off"] <= MATCHED_WITHIN_DAYS)]
    near = [*KEYS[:2], "method"]
    order = ["days_off", "claim_id"]
    pairs = pairs.sort_values([*near, *order])
    pairs = pairs.drop_duplicates([*near, "claim_id"])  # nearest target of a figure
    pairs = pairs.drop_duplicates([*near, "target_date"])  # nearest figure of a target
    return _scored(pairs.assign(observed=pairs["people"] / pairs["eligible_now"]))


def _scored(pairs: pd.DataFrame) -> pd.DataFrame:
    found = pairs[[*KEYS, "claim_id", "date", "days_off", "observed"]].copy()
    found["median"] = pairs["q500"]
    found["absolute_error"] = (pairs["q500"] - pairs["observed"]).abs()
    found["wis"] = [
        scores.weighted_interval_score(row[:-1], QUANTILES, row[-1])
        for row in pairs[[*NAMES, "observed"]].to_numpy()
    ]
    for level in LEVELS:
        low, high = (f"q{1000 * (1 + side * level) / 2:03.0f}" for side in (-1, 1))
        inside = pairs["observed"].between(pairs[low], pairs[high])
        found[f"in_{level * 100:.0f}"] = inside
    return found.reset_index(drop=True)
