"""The record of the forecasts: what is kept of them, and read again by the reports."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pandas as pd

from analysis.evidence.panel import panel, used
from analysis.evidence.tables import kept, read, stored
from analysis.study.backtest import AS_OF, PUBLICATION, backtest
from analysis.study.replay import replay
from analysis.study.trends import Calibration, calibrate

SEED = 20261121
BACKTEST, REPLAY, SIMULATION, TREND = "backtest", "replay", "simulation", "trend"
DRAWS, DECIMALS = 1000, 6


def made(
    made_on: dt.date, seed: int = SEED
) -> tuple[Calibration, dict[str, pd.DataFrame]]:
    """Return the calibration of a day, and back-test and replays made with it, by name.

    The back-test holds both readings of when a figure could be used, in the column
    ``known``: from its publication, or from the day it describes.
    """
    everything = panel()
    rows = used(everything[everything["known_on"] <= made_on])
    calibration = calibrate(rows, made_on, seed=seed)
    tests = [
        backtest(rows, seed=seed, draws=DRAWS, known=known).assign(known=known)
        for known in (PUBLICATION, AS_OF)
    ]
    replays = replay(everything, read("replay_cases"), made_on, seed=seed)
    frames = {BACKTEST: pd.concat(tests, ignore_index=True), REPLAY: replays}
    return calibration, {name: part.round(DECIMALS) for name, part in frames.items()}


def calibration() -> Calibration:
    """Return the calibration that is kept."""
    return Calibration.from_dict(stored(TREND))


@cache
def tested() -> pd.DataFrame:
    """Return the back-test that is kept; ``known`` says from when a figure counted."""
    return kept(BACKTEST)


@cache
def replayed() -> pd.DataFrame:
    """Return the replays that are kept, dates as dates."""
    found = kept(REPLAY)
    days = {name: pd.to_datetime(found[name]) for name in ("first_date", "date")}
    return found.assign(**days)


@cache
def simulated() -> pd.DataFrame:
    """Return the table of the simulation study (benchmarks/simulation.py)."""
    return kept(SIMULATION)
