"""Claims of one judgement balanced under one set of weights; reads no files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from analysis.evidence.facts import Interval, interval
from analysis.evidence.judgements import Identity, Settlement
from analysis.evidence.reconcile import Balance, balance

Rows = Mapping[str, Mapping[str, str]]  # claim -> its row of the ledger, as text


def printed(claim_id: str, rows: Rows) -> Fraction:
    """Return the figure of a claim, exactly as its source prints it."""
    return Fraction(rows[claim_id]["value"])


def reading(claim_id: str, rows: Rows) -> Interval:
    """Return everything a printed figure can stand for, given its rounding."""
    row = rows[claim_id]
    return interval(Fraction(row["value"]), row["rounding"], row["unit"])


def matrix(identities: Sequence[Identity], claims: Sequence[str]) -> np.ndarray:
    """Return identities as rows of coefficients over ``claims``."""
    rows = [[one.get(claim, 0) for claim in claims] for one in identities]
    return np.array(rows, dtype=float).reshape(len(rows), len(claims))


def sds(one: Settlement, weights: str, rows: Rows) -> dict[str, float]:
    """Return the sd of each claim of a balance under one set, in the claim's unit."""
    x = {claim: float(printed(claim, rows)) for claim in one.claims}
    mean = sum(map(abs, x.values())) / len(x)
    chosen = one.weights[weights]
    return {claim: chosen.spread(claim).sd(value, mean) for claim, value in x.items()}


def solve(one: Settlement, weights: str, rows: Rows) -> Balance:
    """Return the claims of a settlement balanced under one set of weights.

    No figure falls below 0 unless the judgement says so. Raises InputDataError where
    identities or bounds contradict each other.
    """
    bounds = [one.bounds.get(claim, (Fraction(0), None)) for claim in one.claims]
    return balance(
        [float(printed(claim, rows)) for claim in one.claims],
        [*sds(one, weights, rows).values()],
        matrix(one.identities, one.claims),
        lower=[-np.inf if low is None else float(low) for low, _ in bounds],
        upper=[np.inf if high is None else float(high) for _, high in bounds],
        names=one.claims,
    )
