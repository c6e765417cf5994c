"""The nearest figures that satisfy accounting identities.

In units of the standard deviations, ``y = x / sd``, the rows of ``A diag(sd)`` are
``L Q`` with orthonormal rows ``Q`` and a lower triangle ``L``. Then::

    t = L^-1 (A x - c),  y_hat = y - Q' t,  G = t't,  S_hat_ii / S_ii = 1 - sum_k Q_ki^2

which needs no inverse and shows redundant identities: nothing is left of their row.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.linalg import solve_triangular

from analysis.errors import Problem
from analysis.evidence.balance_input import FILE, Claims
from analysis.language import Text, say

TINY = 1e-10
HOLDS = 1e-9  # relative gap at which an identity or a bound counts as held
REFINEMENTS = 2


@dataclass(frozen=True)
class Projection:
    """Balanced figures of one linked group; ``variance_share`` is S_hat_ii / S_ii.

    ``problems`` says what makes the balance impossible.
    """

    values: np.ndarray
    variance_share: np.ndarray
    statistic: float
    df: int
    redundant: tuple[int, ...] = ()
    at_bound: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Rows:
    """Independent identities: positions, norms and the factors ``L`` and ``Q``."""

    kept: list[int]
    norms: np.ndarray
    lower: np.ndarray
    orthonormal: np.ndarray


def within_identities(claims: Claims) -> tuple[Projection, Rows]:
    """Return the balance of linked claims without bounds, and its factors."""
    matrix = claims.constraints.toarray()
    rows = _independent(matrix * claims.sd)
    theta, first = np.array(claims.values), np.zeros(len(rows.kept))
    for turn in range(1 + REFINEMENTS):
        step = _solve(rows, (matrix @ theta - claims.totals)[rows.kept])
        theta = theta - claims.sd * (rows.orthonormal.T @ step)
        first = step if turn == 0 else first
    share = 1 - (rows.orthonormal**2).sum(axis=0)
    redundant = tuple(sorted(set(range(len(matrix))) - set(rows.kept)))
    found = Projection(theta, share, float(first @ first), len(rows.kept), redundant)
    return replace(found, problems=_contradictions(claims, matrix, found)), rows


def _solve(rows: Rows, gap: np.ndarray) -> np.ndarray:
    return solve_triangular(rows.lower, gap / rows.norms, lower=True)


def multipliers(claims: Claims, found: Projection, rows: Rows) -> np.ndarray:
    """Return what each identity pulls, ``y_hat - y = B' mu``; 0 for redundant ones."""
    pulls = np.zeros(claims.constraints.shape[0])
    moved = (found.values - claims.values) / claims.sd
    along = rows.orthonormal @ moved
    pulls[rows.kept] = (
        solve_triangular(rows.lower, along, lower=True, trans="T") / rows.norms
    )
    return pulls


def _independent(scaled: np.ndarray) -> Rows:
    """Return the rows that follow from no earlier one, by Gram and Schmidt, twice."""
    norms = np.linalg.norm(scaled, axis=1)
    size = min(scaled.shape)
    basis, lower, kept = np.empty((size, scaled.shape[1])), np.zeros((size, size)), []
    for index in np.flatnonzero(norms > 0):
        done = len(kept)
        if done == size:
            break
        known = basis[:done]
        row = scaled[index] / norms[index]
        parts = known @ row
        rest = row - parts @ known
        again = known @ rest
        rest = rest - again @ known
        length = np.linalg.norm(rest)
        if length > TINY:
            basis[done] = rest / length
            lower[done, : done + 1] = [*(parts + again), length]
            kept.append(int(index))
    done = len(kept)
    return Rows(kept, norms[kept], lower[:done, :done], basis[:done])


def _contradictions(
    claims: Claims, matrix: np.ndarray, found: Projection
) -> tuple[Problem, ...]:
    size = np.abs(matrix) @ np.abs(found.values) + np.abs(claims.totals)
    gap = np.abs(matrix @ found.values - claims.totals)
    least = TINY * np.abs(claims.values).max(initial=0)
    broken = gap > np.maximum(HOLDS * size, least)
    return (impossible(claims, CONTRADICTORY),) if broken.any() else ()


def singular(claims: Claims, found: Projection) -> tuple[Problem, ...]:
    """Return the problem that identities alone force a claim to zero, if they do."""
    fixed = (found.variance_share < TINY) & (claims.values != 0)
    if claims.totals.any() or not fixed.any():
        return ()
    return (impossible(claims, SINGULAR, fixed),)


CONTRADICTORY = (
    say(
        id="Identitas-identitas ini saling bertentangan: tak ada angka yang memenuhi.",
        en="These identities contradict each other: no figures satisfy them all.",
    ),
    say(
        id="Buang identitas satu per satu sampai yang tersisa dapat dipenuhi.",
        en="Drop one identity at a time until the rest can hold.",
    ),
)
SINGULAR = (
    say(
        id="Identitas-identitas ini memaksa angka tersebut menjadi nol, apa pun "
        "klaimnya.",
        en="These identities force the figures to zero, whatever the claims say.",
    ),
    say(
        id="Periksa tanda dan jumlah identitas: setiap identitas menghubungkan "
        "beberapa klaim.",
        en="Check signs and number of the identities: each links several claims.",
    ),
)
OUT_OF_BOUNDS = (
    say(
        id="Tak ada angka yang memenuhi identitas dan batas sekaligus.",
        en="No figures satisfy the identities and stay within the bounds.",
    ),
    say(
        id="Longgarkan batas, atau periksa identitasnya.",
        en="Widen the bounds, or check the identities.",
    ),
)


def impossible(
    claims: Claims, texts: tuple[Text, Text], chosen: np.ndarray | None = None
) -> Problem:
    """Return a problem that names the (chosen) claims."""
    names = [
        name
        for index, name in enumerate(claims.names)
        if chosen is None or chosen[index]
    ]
    return Problem(FILE, ", ".join(names), "", *texts)
