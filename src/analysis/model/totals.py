"""Totals of a region over all segments: the result of the fast core, pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

STATISTICS = ("central", "mean", "p05", "p10", "p25", "p50", "p75", "p90", "p95")


class Label(NamedTuple):
    """What a row is; "all" where summed."""

    variable: str
    programme: str
    funder: str
    unit: str


@dataclass(frozen=True)
class Totals:
    """One scenario of one region, all segments together.

    ``labels``: a row each, with the names of the results table; ``values`` (row, year,
    statistic), NaN where there is nothing; ``draws``: of the variables asked for,
    (year, draw) int64, whole rupiah or people.
    """

    scenario: str
    region: str
    years: tuple[int, ...]
    labels: tuple[Label, ...]
    values: np.ndarray
    draws: Mapping[str, np.ndarray]
