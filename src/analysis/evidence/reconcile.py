"""Figures that must add up, balanced by generalised least squares.

With the claims ``x``, their variances ``S`` (diagonal) and accounting identities
``A theta = c`` the balanced figures, their variances and the global test are::

    r = A x - c,  V = A S A'
    theta = x - S A' V^-1 r,  S_hat = S - S A' V^-1 A S
    G = r' V^-1 r ~ chi2(rank A),  z_i = (theta_i - x_i) / sqrt(S_ii - S_hat_ii)

Stone, Champernowne and Meade (1942). A balance whose p-value is below 0.01 is not
published: somewhere a figure is wrong, and least squares would only spread the error.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, issparse
from scipy.sparse.csgraph import connected_components
from scipy.stats import chi2

from analysis.errors import InputDataError, Problem
from analysis.evidence.balance_input import FILE, Claims, checked
from analysis.evidence.bounded import project
from analysis.evidence.least_squares import TINY, Projection
from analysis.language import say

PUBLISH_FROM_P = 0.01
SAME_Z = 1e-6  # figures whose |z| differ by less cannot be told apart by the test


@dataclass(frozen=True)
class Balance:
    """Balanced figures and how far they had to move.

    ``values``, ``sd``, ``adjustments`` and ``z`` have one entry a claim, in the unit
    of the claims (``z`` without unit). ``statistic`` is G with ``df`` degrees of
    freedom. ``redundant`` are the identities that follow from earlier ones and
    ``at_bound`` the claims held at a bound, by position.
    """

    names: tuple[str, ...]
    claims: np.ndarray
    values: np.ndarray
    sd_claims: np.ndarray
    sd: np.ndarray
    z: np.ndarray
    statistic: float
    df: int
    redundant: tuple[int, ...]
    at_bound: tuple[int, ...]

    @property
    def adjustments(self) -> np.ndarray:
        """Return balanced less claimed, one a claim."""
        return self.values - self.claims

    @property
    def p_value(self) -> float:
        """Return the chance of a statistic as large where every sd is right."""
        return float(chi2.sf(self.statistic, self.df)) if self.df else 1.0

    @property
    def publishable(self) -> bool:
        """Say whether the figures agree well enough for their balance to be shown."""
        return self.p_value >= PUBLISH_FROM_P

    @property
    def responsible(self) -> tuple[str, ...]:
        """Return the names of the claims with the largest ``|z|``; none without one."""
        size = np.abs(self.z)
        if not size.size or size.max() == 0:
            return ()
        largest = np.flatnonzero(size >= size.max() * (1 - SAME_Z))
        return tuple(self.names[index] for index in largest)

    def published(self) -> np.ndarray:
        """Return the balanced values.

        Raises InputDataError naming the responsible figures where the global test
        refuses them.
        """
        if not self.publishable:
            raise InputDataError(_refused(self))
        return self.values

    def table(self) -> pd.DataFrame:
        """Return claim, adjusted value, adjustment, its share of the claim and z."""
        claims = np.where(self.claims == 0, np.nan, self.claims)
        return pd.DataFrame(
            {
                "claim_id": self.names,
                "claim": self.claims,
                "sd_claim": self.sd_claims,
                "adjusted": self.values,
                "sd": self.sd,
                "adjustment": self.adjustments,
                "adjustment_share": self.adjustments / np.abs(claims),
                "z": self.z,
            }
        )


def balance(
    values: Sequence[float],
    sd: Sequence[float] | float,
    constraints: Sequence[Sequence[float]],
    *,
    lower: Sequence[float] | float | None = None,
    upper: Sequence[float] | float | None = None,
    totals: Sequence[float] | None = None,
    names: Sequence[str] | None = None,
) -> Balance:
    """Return ``values`` adjusted so that every row of ``constraints`` holds.

    ``values`` and ``sd`` have shape (claims,), ``constraints`` (identities, claims),
    dense or sparse: ``A theta = totals``, by default 0. ``lower`` and ``upper`` are
    bounds of the balanced figures. Claims that no identity links are balanced apart,
    so the time grows with their number and the size of the largest linked group.
    Raises InputDataError with everything wrong at once: lengths that differ, a number
    that is not finite, an sd that is not above 0, identities or bounds that contradict
    each other, or identities that leave no figure but one fixed beforehand.
    """
    claims = checked(
        values, sd, constraints, (lower, upper), totals=totals, names=names
    )
    parts = [_solved(claims, *group) for group in _groups(claims.constraints)]
    if problems := [one for *_, part in parts for one in part.problems]:
        raise InputDataError(problems)
    return _assembled(claims, parts)


def _groups(constraints: csr_array) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return (identities, claims) of each set of claims that identities link."""
    rows, columns = constraints.shape
    pattern = abs(constraints).tocoo()
    nodes = rows + columns
    links = csr_array(
        (np.ones(pattern.nnz), (pattern.coords[0], rows + pattern.coords[1])),
        shape=(nodes, nodes),
    )
    _, labels = connected_components(links, directed=False)
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    return [(g[g < rows], g[g >= rows] - rows) for g in np.split(order, cuts)]


def _solved(
    claims: Claims, rows: np.ndarray, columns: np.ndarray
) -> tuple[np.ndarray, np.ndarray, Projection]:
    return rows, columns, project(claims.part(rows, columns))


def _assembled(claims: Claims, parts: list[tuple]) -> Balance:
    size = len(claims.values)
    values, share = np.array(claims.values), np.ones(size)
    for _, columns, part in parts:
        values[columns], share[columns] = part.values, part.variance_share
    moved = np.sqrt(np.clip(1 - share, 0, None)) * claims.sd
    adjustment = values - claims.values
    z = np.divide(adjustment, moved, out=np.zeros(size), where=moved > 0)
    return Balance(
        names=claims.names,
        claims=claims.values,
        values=values,
        sd_claims=claims.sd,
        sd=claims.sd * np.sqrt(np.clip(share, 0, None)),
        z=z,
        statistic=float(sum(part.statistic for *_, part in parts)),
        df=sum(part.df for *_, part in parts),
        redundant=_indices((rows, part.redundant) for rows, _, part in parts),
        at_bound=_indices((columns, part.at_bound) for _, columns, part in parts),
    )


def _indices(pairs: Iterable[tuple[np.ndarray, np.ndarray]]) -> tuple[int, ...]:
    """Return the chosen positions of each (all, chosen) pair, sorted."""
    return tuple(sorted(int(whole[one]) for whole, chosen in pairs for one in chosen))


def _refused(result: Balance) -> Problem:
    names = ", ".join(result.responsible)
    found = f"G = {result.statistic:.2f}, df {result.df}, p = {result.p_value:.2g}"
    rule = say(
        id="Angka-angka ini tidak dapat diseimbangkan: uji global menolak (p < 0,01).",
        en="These figures cannot be balanced: the global test refuses (p < 0.01).",
    )
    remedy = say(
        id=f"Periksa dahulu {names}: konsep, salah ketik, lalu simpangan bakunya.",
        en=f"First look at {names}: its concept, its typing, then its sd.",
    )
    return Problem(FILE, names, found, rule, remedy)


def suspects(
    values: Sequence[float],
    sd: Sequence[float] | float,
    constraints: Sequence[Sequence[float]],
    *,
    names: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return the global test without one claim, then without one identity, at a time.

    Leaving out claim i lowers G by ``z_i^2`` and df by 1; the others then say what it
    should be: ``implied = x_i + adjustment_i / (1 - S_hat_ii / S_ii)``. Columns:
    ``left_out`` (claim or identity), ``name``, ``statistic``, ``df``, ``p_value``,
    ``implied``; the most telling first.
    """
    whole = balance(values, sd, constraints, names=names)
    rows = [*_without_claims(whole), *_without_identities(whole, constraints)]
    columns = ["left_out", "name", "statistic", "df", "p_value", "implied"]
    table = pd.DataFrame(rows, columns=columns)
    order = ["p_value", "statistic"]
    return table.sort_values(order, ascending=[False, True], kind="stable")


def _without_claims(whole: Balance) -> list[tuple]:
    free = 1 - (whole.sd / whole.sd_claims) ** 2
    rows = []
    for index in np.flatnonzero(free > TINY):
        statistic = max(0.0, whole.statistic - whole.z[index] ** 2)
        rest = replace(whole, statistic=statistic, df=whole.df - 1)
        implied = whole.claims[index] + whole.adjustments[index] / free[index]
        name = whole.names[index]
        rows.append(("claim", name, statistic, rest.df, rest.p_value, implied))
    return rows


def _without_identities(whole: Balance, constraints: Sequence) -> list[tuple]:
    matrix = csr_array(constraints if issparse(constraints) else np.array(constraints))
    rows = []
    for index in range(matrix.shape[0]):
        kept = np.arange(matrix.shape[0]) != index
        rest = balance(whole.claims, whole.sd_claims, matrix[kept])
        name = f"identity {index + 1}"
        rows.append(("identity", name, rest.statistic, rest.df, rest.p_value, np.nan))
    return rows
