"""Least squares under identities where a bound, such as people >= 0, binds.

Claims at a bound are taken out of the problem; they stay there as long as the
identities would push them further out (``lambda >= 0``), and otherwise come back. Where
this does not settle, least-distance programming (Lawson and Hanson 1974, chapter 23)
finds the claims at a bound: minimise ``|z|`` under ``G z >= h``.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.optimize import lsq_linear

from analysis.evidence.balance_input import Claims
from analysis.evidence.least_squares import (
    HOLDS,
    OUT_OF_BOUNDS,
    TINY,
    Projection,
    Rows,
    impossible,
    multipliers,
    singular,
    within_identities,
)

TURNS = 50
Pins = dict[int, float]  # claim -> the bound it is held at


def project(claims: Claims) -> Projection:
    """Return the balance of linked claims; what makes it impossible is in problems."""
    free, rows = within_identities(claims)
    problems = singular(claims, free) or free.problems
    if problems:
        return replace(free, problems=problems)
    if not _broken(claims, free.values):
        return free
    found = _settled(claims, free)
    if found is None:
        pins = _nearest(claims, free.values, rows)
        found = None if pins is None else _pinned(claims, free, pins)[0]
    if found is None or found.problems:
        return replace(free, problems=(impossible(claims, OUT_OF_BOUNDS),))
    inside = np.clip(found.values, claims.lower, claims.upper)  # a hair outside
    return replace(found, values=inside)


def _settled(claims: Claims, free: Projection) -> Projection | None:
    """Return the balance by pinning and releasing, None where it does not settle."""
    pins: Pins = {}
    found = free
    for _ in range(TURNS):
        broken = _broken(claims, found.values)
        held = pins | {index: _bound(claims, index, side) for index, side in broken}
        found, push = _pinned(claims, free, held)
        if found.problems:
            return None
        pins = {index: held[index] for index in held if push[index] >= -HOLDS}
        if pins == held and not _broken(claims, found.values):
            return found
    return None


def _bound(claims: Claims, index: int, side: int) -> float:
    return float((claims.lower, claims.upper)[side][index])


def _broken(claims: Claims, theta: np.ndarray) -> list[tuple[int, int]]:
    slack = HOLDS * claims.sd
    below = np.flatnonzero(theta < claims.lower - slack)
    above = np.flatnonzero(theta > claims.upper + slack)
    return [(int(i), 0) for i in below] + [(int(i), 1) for i in above]


def _pinned(
    claims: Claims, free: Projection, pins: Pins
) -> tuple[Projection, dict[int, float]]:
    """Return the balance with some claims at a bound, and how hard each is pushed."""
    held = np.array(sorted(pins), dtype=int)
    bounds = np.array([pins[index] for index in held.tolist()])
    rest = np.setdiff1d(np.arange(len(claims.values)), held)
    part = claims.part(np.arange(claims.constraints.shape[0]), rest)
    part = replace(part, totals=claims.totals - claims.constraints[:, held] @ bounds)
    inner, rows = within_identities(part)
    values, share = np.empty(len(claims.values)), np.zeros(len(claims.values))
    values[held], share[rest] = bounds, inner.variance_share
    values[rest] = inner.values
    moved = (values - claims.values) / claims.sd
    found = Projection(
        values,
        share,
        statistic=float(moved @ moved),
        df=inner.df + len(held),
        redundant=free.redundant,
        at_bound=tuple(held.tolist()),
        problems=inner.problems,
    )
    if not held.size:
        return found, {}
    pull = claims.constraints.T @ multipliers(part, inner, rows) * claims.sd
    outward = np.where(bounds == claims.lower[held], 1, -1)
    push = outward * (moved - pull)[held]
    return found, dict(zip(held.tolist(), push.tolist(), strict=True))


def _nearest(claims: Claims, theta: np.ndarray, rows: Rows) -> Pins | None:
    """Return the claims held at a bound; None where no figures fit."""
    watched: dict[tuple[int, int], None] = {}
    current, weights = theta, np.zeros(0)
    while broken := [one for one in _broken(claims, current) if one not in watched]:
        watched |= dict.fromkeys(broken)
        moved = _least_distance(claims, theta, rows, list(watched))
        if moved is None:
            return None
        current, weights = moved
    top = weights.max(initial=0)
    return {
        index: _bound(claims, index, side)
        for (index, side), weight in zip(watched, weights, strict=True)
        if weight > TINY * top
    }


def _least_distance(
    claims: Claims, theta: np.ndarray, rows: Rows, watched: list[tuple[int, int]]
) -> tuple[np.ndarray, np.ndarray] | None:
    index = np.array([one for one, _ in watched])
    sign = np.array([1.0 if side == 0 else -1.0 for _, side in watched])
    bound = np.array([_bound(claims, *one) for one in watched])
    basis = rows.orthonormal
    toward = -basis.T @ basis[:, index]
    toward[index, np.arange(len(index))] += 1
    toward *= sign
    short = sign * (bound - theta[index]) / claims.sd[index]
    scale = np.abs(short).max()
    system = np.vstack([toward, short / scale])
    goal = np.r_[np.zeros(len(theta)), 1.0]
    found = lsq_linear(system, goal, bounds=(0, np.inf), method="bvls", tol=1e-14)
    rest = system @ found.x - goal
    if np.linalg.norm(rest) < HOLDS:
        return None
    return theta - claims.sd * scale * rest[:-1] / rest[-1], found.x
