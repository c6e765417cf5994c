"""How uncertain each claim is: sets of standard deviations, side by side.

Nobody publishes the uncertainty of these figures, so a balance is always shown under
several answers to the question. With ``m`` the mean size of the claims and ``k`` the
relative uncertainty of a claim of that size::

    equal absolute sd               sd_i = k m
    variance proportional to value  sd_i = k sqrt(m |x_i|)
    equal relative sd               sd_i = k |x_i|

Balanced values do not depend on ``k``; the test and its p-value do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
import pandas as pd

from analysis.errors import InputDataError, Problem
from analysis.evidence.balance_input import FILE
from analysis.evidence.judgements import LEAST_SETS, Spread
from analysis.evidence.reconcile import balance
from analysis.language import say

EQUAL, PROPORTIONAL, RELATIVE = (
    "equal absolute sd",
    "variance proportional to value",
    "equal relative sd",
)
RELATIVE_SD = 0.01
KINDS = {EQUAL: "equal", PROPORTIONAL: "proportional", RELATIVE: "relative"}


def weight_sets(
    values: Sequence[float],
    *,
    relative_sd: float = RELATIVE_SD,
    custom: Mapping[str, Sequence[float]] | None = None,
) -> dict[str, np.ndarray]:
    """Return the three sets of sd for ``values``, and the ``custom`` ones after them.

    Each set has shape (claims,), in the unit of the claims. ``relative_sd`` is ``k``.
    """
    x = [float(value) for value in values]
    mean = sum(map(abs, x)) / len(x) or 1.0
    size = Fraction(str(relative_sd))
    sets = {
        name: np.array([Spread(kind, size).sd(value, mean) for value in x])
        for name, kind in KINDS.items()
    }
    added = custom or {}
    return sets | {name: np.array(sd, dtype=float) for name, sd in added.items()}


def under_weights(
    values: Sequence[float],
    constraints: Sequence[Sequence[float]],
    sets: Mapping[str, Sequence[float]] | None = None,
    *,
    names: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return the balance under every set of weights, one row a claim and set.

    ``sets`` maps a name to standard deviations of shape (claims,); without it the
    three of ``weight_sets``. Columns of ``Balance.table`` after ``weights``, then
    ``statistic``, ``df``, ``p_value`` and ``publishable``. Raises InputDataError where
    there are fewer than three sets.
    """
    sets = weight_sets(values) if sets is None else sets
    if len(sets) < LEAST_SETS:
        raise InputDataError(_too_few(len(sets)))
    tables = []
    for label, sd in sets.items():
        result = balance(values, sd, constraints, names=names)
        test = {
            "statistic": result.statistic,
            "df": result.df,
            "p_value": result.p_value,
            "publishable": result.publishable,
        }
        table = result.table().assign(**test)
        table.insert(0, "weights", label)
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def _too_few(found: int) -> Problem:
    rule = say(
        id="Hasil ditunjukkan di bawah paling sedikit tiga himpunan bobot.",
        en="The answer is shown under at least three sets of weights.",
    )
    remedy = say(
        id="Pakai weight_sets, dan tambahkan milik Anda di sampingnya.",
        en="Use weight_sets, and add your own beside them.",
    )
    return Problem(FILE, "weights", str(found), rule, remedy)
