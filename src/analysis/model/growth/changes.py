"""Changes between successive points of all series: the benchmarks' only input."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.model.growth.record import Record

# Never no spread: the prior weighs as much as two changes with the sd the hierarchical
# model expects of a walk. Assumed.
PRIOR_CHANGES = 2.0
PRIOR_SD = 0.3


@dataclass(frozen=True)
class Changes:
    """Pooled changes of the logit: how many, over how many years together, the mean a
    year, and sums of squares a year about zero and about the mean."""

    count: int
    years: float
    drift_y: float
    squares: float
    squares_about_drift: float

    @property
    def persistent(self) -> tuple[float, float]:
        """Return freedom and variance a year where nothing is expected to change."""
        return self._with_prior(self.count, self.squares)

    @property
    def drifting(self) -> tuple[float, float]:
        """Return freedom and variance a year about the pooled drift."""
        return self._with_prior(max(self.count - 1, 0), self.squares_about_drift)

    @staticmethod
    def _with_prior(count: int, squares: float) -> tuple[float, float]:
        freedom = count + PRIOR_CHANGES
        return freedom, (squares + PRIOR_CHANGES * PRIOR_SD**2) / freedom


def changes(records: Sequence[Record]) -> Changes:
    """Return the pooled changes of all records::

        drift = sum d / sum L        squares = sum d^2 / L,  sum (d - drift L)^2 / L

    d the change of the logit between successive points, L the years between them.
    """
    steps = [np.diff(known.level) for known in records]
    gaps = [np.diff(known.years) for known in records]
    step = np.concatenate([np.empty(0), *steps])
    gap = np.concatenate([np.empty(0), *gaps])
    if not len(step):
        return Changes(0, 0.0, 0.0, 0.0, 0.0)
    drift = float(step.sum() / gap.sum())
    about = float(((step - drift * gap) ** 2 / gap).sum())
    squares = float((step**2 / gap).sum())
    return Changes(len(step), float(gap.sum()), drift, squares, about)
