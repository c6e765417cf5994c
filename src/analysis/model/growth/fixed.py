"""A fit once made and kept: what every region's forecast shares."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np

from analysis.model.growth.changes import Changes

DIGITS = 9  # kept of each number, so that a written fit is the fit
TOO_FEW_DRAWS = "fewer_than_50_effective_draws"
TOO_FEW_SERIES = "no_series_with_two_points"


@dataclass(frozen=True)
class Fit:
    """What a panel says about all series, frozen.

    ``sds`` (draw, 5), ``centre`` (draw, 2): common level and drift a year, ``shocks``
    (draw, step): common change of each calendar year from ``first_year`` on. The rows
    are joint posterior draws of equal weight. ``changes``: the benchmarks' input.
    ``effective_by_stage``: of the importance sampler. ``fallback``: why the
    hierarchical model may not be used, empty where it may. ``series``, ``points``: of
    the panel.
    """

    first_year: int
    sds: np.ndarray
    centre: np.ndarray
    shocks: np.ndarray
    changes: Changes
    effective_by_stage: tuple[float, ...]
    fallback: str
    series: int
    points: int

    @property
    def effective_draws(self) -> float:
        """Return the effective draws of the importance sampler, 0 without one."""
        return self.effective_by_stage[-1] if self.effective_by_stage else 0.0

    @property
    def end_year(self) -> int:
        """Return the calendar year after the last estimated common shock."""
        return self.first_year + self.shocks.shape[1]

    @cached_property
    def version(self) -> str:
        """Return twelve characters that change with any number of the fit."""
        text = json.dumps(self.to_dict(), sort_keys=True)
        return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Return the fit as plain lists and numbers; ``from_dict`` gives it back."""
        names = [field.name for field in fields(self)]
        found = {name: getattr(self, name) for name in names}
        for name in ("sds", "centre", "shocks"):
            found[name] = found[name].tolist()
        found["changes"] = asdict(self.changes)
        found["effective_by_stage"] = list(self.effective_by_stage)
        return found

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Fit:
        """Return the fit that ``to_dict`` described, bit for bit."""
        found = dict(stored)
        for name in ("sds", "centre", "shocks"):
            found[name] = np.array(found[name], dtype=float)
        rows = len(found["sds"])
        found["shocks"] = found["shocks"].reshape(rows, -1)
        found["changes"] = Changes(**found["changes"])
        found["effective_by_stage"] = tuple(found["effective_by_stage"])
        return cls(**found)


def rounded(values: np.ndarray) -> np.ndarray:
    """Return ``values`` to ``DIGITS`` significant digits."""
    flat = [float(f"{value:.{DIGITS}g}") for value in values.ravel()]
    return np.array(flat).reshape(values.shape)
