"""The fit of a whole panel: five sds by importance sampling, the rest exactly."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from analysis.model.growth.changes import changes
from analysis.model.growth.fixed import TOO_FEW_DRAWS, TOO_FEW_SERIES, Fit, rounded
from analysis.model.growth.likelihood import batches, common
from analysis.model.growth.priors import WEAK, Priors
from analysis.model.growth.record import Record
from analysis.model.growth.sampling import sample

LEAST_EFFECTIVE = 50.0
KEPT_DRAWS = 512


def fit(
    records: Sequence[Record],
    *,
    seed: int,
    priors: Priors = WEAK,
    draws: int = KEPT_DRAWS,
) -> Fit:
    """Return what the ``records`` have in common, for use by every forecast.

    ::

        y_ij = a_i + b_i t + w_ij + C(t_ij) - C(t_i1) + e_ij
        a_i ~ N(level_mean, level^2)        b_i ~ N(drift_mean, drift^2)
        w, C random walks with sd walk and shock a year;  e_ij ~ N(0, noise^2 + v_ij)

    with t, w and C counted from the series' first point, dates in fractions of years,
    and C linear within a calendar year. Given the five sds it is Gaussian; these have
    half-normal priors (``Priors``) and are integrated by importance sampling. Below 50
    effective draws, or without a series of two points, the fit says so in ``fallback``
    and forecasts use the random walk with pooled drift.

    The order of the records changes nothing; ``seed`` fixes every random number.
    """
    known = sorted((r for r in records if len(r)), key=lambda record: record.key)
    knots = _knots(known)
    if not any(len(record) > 1 for record in known):
        return _prior_only(known, knots, priors, seed=seed, draws=draws)
    parts = batches(known, knots)
    found = sample(
        lambda sds: common(parts, sds, priors).log_evidence, priors.scales, seed
    )
    sds = found.equal(draws)
    posterior = common(parts, sds, priors)
    centre, shocks = _draw_common(posterior.precision, posterior.score, sds, seed)
    enough = found.effective_draws >= LEAST_EFFECTIVE
    return Fit(
        first_year=int(knots[0]),
        sds=rounded(sds),
        centre=rounded(centre),
        shocks=rounded(shocks),
        changes=changes(known),
        effective_by_stage=tuple(round(e, 1) for e in found.effective_by_stage),
        fallback="" if enough else TOO_FEW_DRAWS,
        series=len(known),
        points=sum(map(len, known)),
    )


def _knots(records: Sequence[Record]) -> np.ndarray:
    """Return the calendar years that lie, wholly or partly, between points."""
    if not records:
        return np.zeros(1)
    first = min(math.floor(record.years[0]) for record in records)
    last = max(math.ceil(record.years[-1]) for record in records)
    return np.arange(first, max(last, first + 1), dtype=float)


def _draw_common(
    precision: np.ndarray, score: np.ndarray, sds: np.ndarray, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return one draw of the common part for each row of ``sds``."""
    normal = np.random.default_rng([seed, 1]).standard_normal(score.shape)
    root = np.linalg.cholesky(precision)
    mean = np.linalg.solve(precision, score[..., None])
    spread = np.linalg.solve(np.swapaxes(root, 1, 2), normal[..., None])
    drawn = (mean + spread)[..., 0]
    return drawn[:, :2], drawn[:, 2:] * sds[:, 3:4]


def _prior_only(
    records: Sequence[Record],
    knots: np.ndarray,
    priors: Priors,
    *,
    seed: int,
    draws: int,
) -> Fit:
    """Return the fit of a panel in which no series has two points."""
    random = np.random.default_rng([seed, 2])
    sds = np.abs(random.standard_normal((draws, 5))) * priors.scales
    (level, level_sd), (drift, drift_sd) = priors.level_mean, priors.drift_mean
    normal = random.standard_normal((draws, 2 + len(knots)))
    centre = normal[:, :2] * (level_sd, drift_sd) + (level, drift)
    return Fit(
        first_year=int(knots[0]),
        sds=rounded(sds),
        centre=rounded(centre),
        shocks=rounded(normal[:, 2:] * sds[:, 3:4]),
        changes=changes(records),
        effective_by_stage=(),
        fallback=TOO_FEW_SERIES,
        series=len(records),
        points=sum(map(len, records)),
    )
