"""Draws of future coverage of one record, by method, from a frozen fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.model.growth.fixed import Fit
from analysis.model.growth.hierarchical import hierarchical_levels
from analysis.model.growth.record import Record
from analysis.model.growth.streams import Streams
from analysis.model.growth.walks import (
    linear_levels,
    persistent_levels,
    walking_levels,
)

PERSISTENCE = "persistence"
LINEAR = "linear"
RANDOM_WALK = "random_walk"
HIERARCHICAL = "hierarchical"
MIXTURE = "mixture"
METHODS = (PERSISTENCE, LINEAR, RANDOM_WALK, HIERARCHICAL, MIXTURE)
# Shares of the draws each method gives to the mixture. No back-test is long enough to
# favour one. Half hierarchical and half random walk fails the simulation study
# (benchmarks/simulation.md); with three tenths of persistence no truth breaks it.
WEIGHTS: Mapping[str, float] = {HIERARCHICAL: 0.4, RANDOM_WALK: 0.3, PERSISTENCE: 0.3}
FROM_OTHERS = "level_from_other_regions"

_Levels = Callable[[Fit, Record, np.ndarray, Streams, int], np.ndarray]
_LEVELS: Mapping[str, _Levels] = {
    PERSISTENCE: persistent_levels,
    LINEAR: linear_levels,
    RANDOM_WALK: walking_levels,
    HIERARCHICAL: hierarchical_levels,
}


@dataclass(frozen=True)
class Forecast:
    """``coverage`` (draw, date), shares 0-1, at ``years``; how it was made; ``notes``:
    what was done to the points, which fallback was taken and why."""

    years: np.ndarray
    coverage: np.ndarray
    method: str
    notes: tuple[str, ...]


def forecast(
    fit: Fit,
    known: Record,
    years: Sequence[float],
    streams: Streams,
    *,
    draws: int,
    method: str = MIXTURE,
    weights: Mapping[str, float] = WEIGHTS,
) -> Forecast:
    """Return draws of the published coverage of ``known`` at ``years``.

    The fit is not changed by the record: sds and common part are those of the panel,
    level, drift and walk of the series are conditioned on its own points. (Weighing
    the sds by them too would count a series of the panel twice, and its few points say
    next to nothing about them.) Draw i has the same sds and common shocks in all
    regions, and depends neither on the number of draws nor on later years.

    Without points the level is that of a series not yet seen (``level_from_other_
    regions``), whatever the method; where the fit has a ``fallback`` the random walk
    with pooled drift stands in for the hierarchical model. Both are in ``notes``.
    Raises ValueError for an unknown method, or years that do not rise or do not lie
    after the last point.
    """
    at = np.asarray(years, dtype=float)
    if np.any(np.diff(at) <= 0) or (len(known) and at[0] <= known.years[-1]):
        raise ValueError(f"{known.key}: years must rise and lie after the last point")
    notes = [*known.notes]
    if method in (HIERARCHICAL, MIXTURE) and fit.fallback and len(known):
        notes.append(fit.fallback)
        method = RANDOM_WALK
    if not len(known):
        notes.append(FROM_OTHERS)
        method = HIERARCHICAL
    levels = _drawn(fit, known, at, streams, draws, method=method, weights=weights)
    return Forecast(at, (1 + np.tanh(levels / 2)) / 2, method, tuple(notes))


def _drawn(
    fit: Fit,
    known: Record,
    at: np.ndarray,
    streams: Streams,
    draws: int,
    *,
    method: str,
    weights: Mapping[str, float],
) -> np.ndarray:
    if method != MIXTURE:
        return _LEVELS[method](fit, known, at, streams, draws)
    parts = {
        name: _LEVELS[name](fit, known, at, streams, draws)
        for name, weight in weights.items()
        if weight > 0
    }
    uniform = streams.common(MIXTURE).random(draws)
    return mix(parts, weights, uniform)


def mix(
    parts: Mapping[str, np.ndarray], weights: Mapping[str, float], uniform: np.ndarray
) -> np.ndarray:
    """Return for each draw the row of one of ``parts``, chosen by ``weights``.

    ``parts`` (draw, date) each; ``uniform`` (draw,), from the common stream so that
    draw i uses the same method in all regions. The order of the methods is that of
    their names. Weights need not add to 1.
    """
    names = sorted(parts)
    edges = np.cumsum([weights[name] for name in names])
    chosen = np.searchsorted(edges, uniform * edges[-1], side="right")
    stacked = np.stack([parts[name] for name in names])
    return stacked[chosen, np.arange(len(uniform))]
