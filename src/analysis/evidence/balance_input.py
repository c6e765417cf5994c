"""What a balance is given, checked: every problem at once, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, issparse

from analysis.errors import InputDataError, Problem
from analysis.language import Text, say

FILE = "balance"


@dataclass(frozen=True)
class Claims:
    """Claims and the identities they stand in; ``constraints @ theta = totals``."""

    values: np.ndarray
    sd: np.ndarray
    constraints: csr_array
    totals: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    names: tuple[str, ...]

    def part(self, rows: np.ndarray, columns: np.ndarray) -> Claims:
        """Return the claims ``columns`` with the identities ``rows`` only."""
        return Claims(
            values=self.values[columns],
            sd=self.sd[columns],
            constraints=self.constraints[rows][:, columns],
            totals=self.totals[rows],
            lower=self.lower[columns],
            upper=self.upper[columns],
            names=tuple(self.names[column] for column in columns),
        )


def checked(
    values: Sequence[float],
    sd: Sequence[float] | float,
    constraints: Sequence[Sequence[float]],
    bounds: tuple[Sequence[float] | float | None, Sequence[float] | float | None],
    *,
    totals: Sequence[float] | None = None,
    names: Sequence[str] | None = None,
) -> Claims:
    """Return the claims of a balance as arrays of one length.

    ``bounds`` are the lower and the upper ones. Raises InputDataError with everything
    that is wrong: lengths, numbers that are not finite, an sd that is not above 0, a
    lower bound above the upper one.
    """
    x = np.array([float(value) for value in values])
    matrix = _matrix(constraints, len(x))
    labels = tuple(names or (f"claim {index + 1}" for index in range(len(x))))
    spread, goal = _filled(sd, len(x), 1.0), _filled(totals, matrix.shape[0], 0.0)
    low, high = (
        _filled(bound, len(x), side)
        for bound, side in zip(bounds, (-np.inf, np.inf), strict=True)
    )
    sizes = [len(spread), len(low), len(high), len(labels), matrix.shape[1]]
    if any(size != len(x) for size in sizes) or len(goal) != matrix.shape[0]:
        raise InputDataError(_lengths(len(x), [*sizes, len(goal)]))
    claims = Claims(x, spread, matrix, goal, low, high, labels)
    if problems := list(_problems(claims)):
        raise InputDataError(problems)
    return claims


def _matrix(constraints: Sequence[Sequence[float]], claims: int) -> csr_array:
    if issparse(constraints):
        return csr_array(constraints, dtype=float)
    try:
        dense = np.array(constraints, dtype=float)
    except ValueError as error:  # rows of different lengths
        raise InputDataError(_lengths(claims, [len(one) for one in constraints])) from (
            error
        )
    if dense.size == 0:
        return csr_array((0, claims))
    return csr_array(np.atleast_2d(dense))


def _filled(
    numbers: Sequence[float] | float | None, size: int, empty: float
) -> np.ndarray:
    if numbers is None:
        return np.full(size, empty)
    array = np.array(numbers, dtype=float)
    return np.full(size, float(array)) if array.ndim == 0 else array


def _lengths(claims: int, found: Sequence[int]) -> Problem:
    rule = say(
        id=f"Ada {claims} klaim; simpangan baku, batas, nama dan setiap identitas "
        "harus sepanjang itu.",
        en=f"There are {claims} claims; sd, bounds, names and each identity must be "
        "as long.",
    )
    remedy = say(
        id="Beri satu angka untuk setiap klaim.", en="Give one number for each claim."
    )
    return Problem(FILE, "", ", ".join(map(str, found)), rule, remedy)


_FINITE = (
    say(id="Bukan bilangan berhingga.", en="It is not a finite number."),
    say(id="Isi angkanya, atau buang klaim ini.", en="Fill it in, or drop the claim."),
)
_POSITIVE = (
    say(
        id="Simpangan baku harus lebih dari nol: tak ada angka terbitan yang pasti.",
        en="An sd must be above zero: no published figure is certain.",
    ),
    say(
        id="Pakai paling sedikit pembulatannya: langkah dibagi akar 12.",
        en="Use at least the rounding: the step divided by the root of 12.",
    ),
)
_CROSSED = (
    say(
        id="Batas bawah di atas batas atas.",
        en="The lower bound is above the upper bound.",
    ),
    say(id="Periksa kedua batas.", en="Check both bounds."),
)


def _problems(claims: Claims) -> Iterator[Problem]:
    for index, name in enumerate(claims.names):
        value, sd = claims.values[index], claims.sd[index]
        if not np.isfinite(value):
            yield _at(name, value, _FINITE)
        if not np.isfinite(sd):
            yield _at(f"sd {name}", sd, _FINITE)
        elif sd <= 0:
            yield _at(f"sd {name}", sd, _POSITIVE)
        low, high = claims.lower[index], claims.upper[index]
        if not low <= high:
            yield _at(name, f"{low:g} > {high:g}", _CROSSED)
    for index in np.flatnonzero(~np.isfinite(claims.constraints.data)):
        yield _at("constraints", claims.constraints.data[index], _FINITE)
    for index in np.flatnonzero(~np.isfinite(claims.totals)):
        yield _at(f"identity {index + 1}", claims.totals[index], _FINITE)


def _at(where: str, found: object, texts: tuple[Text, Text]) -> Problem:
    return Problem(FILE, where, str(found), *texts)
