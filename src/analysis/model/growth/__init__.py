"""Coverage of regions with one to four published figures: pooled, interval-honest.

``record`` cleans what is known of one region and segment; ``fit`` estimates from a
whole panel what regions have in common, once; ``forecast`` draws the future of one
record from that frozen fit. Nothing here knows files, scenarios or money.
"""

from __future__ import annotations

from analysis.model.growth.fitting import fit
from analysis.model.growth.fixed import Fit
from analysis.model.growth.forecasts import (
    HIERARCHICAL,
    LINEAR,
    METHODS,
    MIXTURE,
    PERSISTENCE,
    RANDOM_WALK,
    WEIGHTS,
    Forecast,
    forecast,
    mix,
)
from analysis.model.growth.priors import WEAK, Priors
from analysis.model.growth.record import Record, record
from analysis.model.growth.streams import Streams

__all__ = [
    "HIERARCHICAL",
    "LINEAR",
    "METHODS",
    "MIXTURE",
    "PERSISTENCE",
    "RANDOM_WALK",
    "WEAK",
    "WEIGHTS",
    "Fit",
    "Forecast",
    "Priors",
    "Record",
    "Streams",
    "fit",
    "forecast",
    "mix",
    "record",
]
