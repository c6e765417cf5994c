"""Buhlmann-Straub: credibility of groups seen over several periods."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Credibility:
    """What is credible: collective ``mean``, variances, factor and premium by group.

    ``within``: variance of a ratio of weight 1 inside a group; ``between``: variance of
    the groups' true ratios; ``factor`` (Z, 0 to 1) and ``premium`` have one entry per
    group.
    """

    mean: float
    within: float
    between: float
    factor: np.ndarray
    premium: np.ndarray


def buhlmann_straub(ratio: np.ndarray, weight: np.ndarray) -> Credibility:
    """Return what is credible of each group's ratios X_ij with weights w_ij::

        within  = sum w_ij (X_ij - X_i)^2 / sum (n_i - 1)
        between = w / (w^2 - sum w_i^2) (sum w_i (X_i - X)^2 - (I - 1) within), or 0
        Z_i = w_i / (w_i + within / between)
        mean = sum Z_i X_i / sum Z_i,   premium_i = Z_i X_i + (1 - Z_i) mean

    ``ratio``, ``weight``: (group, period); a cell whose ratio is NaN is missing. With
    ``between`` 0 all Z are 0 and the mean is sum w_i X_i / w. Raises ValueError for
    other shapes, weights not above 0, fewer than two groups with ratios or none with
    two periods. Source: Buhlmann and Straub (1970); Buhlmann and Gisler (2005), 4.9.
    """
    ratio, weight = _cells(ratio, weight)
    cells = (weight > 0).sum(1)
    weights = weight.sum(1)
    known = weights > 0
    own = (weight * ratio).sum(1) / np.where(known, weights, 1)
    squares = (weight * (ratio - own[:, None]) ** 2).sum()
    within = squares / (cells[known] - 1).sum()
    between = _between(own, weights, within)
    if between == 0:
        factor = np.zeros(len(weights))
        mean = (weights * own).sum() / weights.sum()
    else:
        share = weights + within / between
        factor = np.divide(weights, share, where=known, out=np.zeros(len(weights)))
        mean = (factor * own).sum() / factor.sum()
    premium = factor * own + (1 - factor) * mean
    return Credibility(float(mean), float(within), between, factor, premium)


def _cells(ratio: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return ratios and weights with 0 in missing cells; refuse what cannot be used."""
    ratio, weight = np.asarray(ratio, dtype=float), np.asarray(weight, dtype=float)
    if ratio.ndim != 2 or ratio.shape != weight.shape:
        raise ValueError(
            f"Ratios of shape {ratio.shape} and weights of shape {weight.shape} are "
            "given; both must be tables of groups by periods of the same size."
        )
    there = ~np.isnan(ratio)
    if (
        not (np.isfinite(ratio[there]) & np.isfinite(weight[there])).all()
        or not (weight[there] > 0).all()
    ):
        raise ValueError(
            "A ratio stands beside a weight that is missing or not above 0; give its "
            "exposure, or leave the ratio out (NaN)."
        )
    cells = there.sum(1)
    if (cells > 0).sum() < 2 or cells.max() < 2:
        raise ValueError(
            f"There are {int((cells > 0).sum())} groups with ratios and at most "
            f"{int(cells.max(initial=0))} periods in one; two groups and two periods "
            "are needed to tell luck from differences."
        )
    return np.where(there, ratio, 0.0), np.where(there, weight, 0.0)


def _between(own: np.ndarray, weights: np.ndarray, within: float) -> float:
    """Return the variance between groups by moments, not below 0."""
    total = weights.sum()
    mean = (weights * own).sum() / total
    excess = (weights * (own - mean) ** 2).sum() - ((weights > 0).sum() - 1) * within
    return float(max(0.0, excess * total / (total**2 - (weights**2).sum())))
