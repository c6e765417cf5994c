"""Run-off of claims: what has happened and is not yet reported or paid.

A triangle holds cumulative claims (a count or rupiah) by period of the event (rows, the
oldest first) and periods since (columns), known where row + column < rows, else NaN.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.language import Text, say

FEWEST_ROWS = 3
FEWEST_CLAIMS = 30  # assumed: below, chance moves development factors too much
SUM_TOLERANCE = 1e-9


@dataclass(frozen=True)
class RunOff:
    """Claims so far, in the end, and the difference, by row of the triangle."""

    latest: np.ndarray
    ultimate: np.ndarray
    reserve: np.ndarray


@dataclass(frozen=True)
class ChainLadder(RunOff):
    """A chain ladder with Mack's standard errors of the reserve, by row and in all.

    ``factors``: from each column to the next, one fewer than columns.
    """

    factors: np.ndarray
    standard_error: np.ndarray
    total_standard_error: float


@dataclass(frozen=True)
class Verdict:
    """The method a triangle allows (``none`` if it allows no method), and why."""

    method: str
    reason: Text


def method_for(
    triangle: np.ndarray, claims: float | None = None, *, may_fall: bool = False
) -> Verdict:
    """Say whether ``none``, ``bornhuetter_ferguson`` or ``chain_ladder`` can be used.

    ``claims``: how many claims stand behind a triangle of money; a triangle of counts
    says so itself. ``may_fall``: corrections may lower claims already known. Raises
    ValueError for a number of claims that is negative or missing.
    """
    triangle = np.asarray(triangle, dtype=float)
    if claims is not None and not (np.isfinite(claims) and claims >= 0):
        raise ValueError(
            f"{claims:g} claims are given; count those behind the triangle, 0 or more."
        )
    fault = _fault(triangle, may_fall)
    if fault:
        return Verdict("none", fault)
    number = float(_latest(triangle).sum()) if claims is None else claims
    few = _few(number) if number < FEWEST_CLAIMS else _empty_cell(triangle)
    if few:
        return Verdict("bornhuetter_ferguson", few)
    enough = say(
        id=f"{number:g} klaim dan setiap periode berisi: faktor dapat dihitung.",
        en=f"{number:g} claims and none of the periods is empty: factors can be "
        "computed.",
    )
    return Verdict("chain_ladder", enough)


def _few(number: float) -> Text:
    return say(
        id=f"Baru {number:g} klaim, kurang dari {FEWEST_CLAIMS}: faktor segitiga "
        "ditentukan kebetulan.",
        en=f"Only {number:g} claims so far, fewer than {FEWEST_CLAIMS}: chance would "
        "make the factors of the triangle.",
    )


def _fault(triangle: np.ndarray, may_fall: bool) -> Text | None:
    """Return why an array is no triangle of claims; None if it is one."""
    return _shape_fault(triangle) or (None if may_fall else _fall(triangle))


def _shape_fault(triangle: np.ndarray) -> Text | None:
    rows = len(triangle) if triangle.ndim else 0
    if triangle.shape != (rows, rows) or not np.array_equal(
        np.isfinite(triangle), _known(rows)
    ):
        return say(
            id="Datanya bukan segitiga: baris dan kolom harus sama banyak, dan terisi "
            "tepat sampai diagonal, sisanya kosong (NaN).",
            en="The data are no triangle: there must be as many rows as columns, "
            "filled exactly down to the diagonal and empty (NaN) beyond.",
        )
    if rows < FEWEST_ROWS:
        return say(
            id=f"Segitiga hanya {rows} baris; perlu paling sedikit {FEWEST_ROWS}.",
            en=f"The triangle has {rows} rows; it needs at least {FEWEST_ROWS}.",
        )
    if (triangle < 0).any():
        return say(
            id="Segitiga memuat angka di bawah 0; isilah klaim kumulatif.",
            en="The triangle holds a number below 0; fill in cumulative claims.",
        )
    return None


def _fall(triangle: np.ndarray) -> Text | None:
    """Return where cumulative claims fall; None if they never do."""
    row, column = _first(np.diff(triangle, axis=1) < 0)
    if row is None:
        return None
    return say(
        id=f"Klaim kumulatif baris {row} turun sesudah kolom {column}; periksa "
        "apakah angkanya per periode, bukan kumulatif.",
        en=f"The cumulative claims of row {row} fall after column {column}; check "
        "whether the numbers are of single periods and not cumulative.",
    )


def _empty_cell(triangle: np.ndarray) -> Text | None:
    """Return where nothing had been claimed yet; None if there is no such cell."""
    row, column = _first(triangle == 0)
    if row is None:
        return None
    return say(
        id=f"Baris {row} belum berisi klaim di kolom {column}: tidak ada yang dapat "
        "dikalikan; pakailah Bornhuetter-Ferguson.",
        en=f"Row {row} has no claims yet in column {column}: there is nothing to "
        "multiply; use Bornhuetter-Ferguson.",
    )


def _first(where: np.ndarray) -> tuple[int | None, int | None]:
    """Return row and column, counted from 1, of the first cell that is true."""
    found = np.argwhere(where)
    return (int(found[0][0]) + 1, int(found[0][1]) + 1) if len(found) else (None, None)


def _known(rows: int) -> np.ndarray:
    return np.add.outer(np.arange(rows), np.arange(rows)) < rows


def _latest(triangle: np.ndarray) -> np.ndarray:
    """Return the diagonal: what is known of each row, the oldest first."""
    return np.fliplr(triangle).diagonal()


def chain_ladder(triangle: np.ndarray, *, may_fall: bool = False) -> ChainLadder:
    """Return ultimates and reserves of a cumulative triangle C (rows i, columns k)::

        f_k = sum_i C_i,k+1 / sum_i C_ik        ultimate_i = latest_i x later factors
        s_k = sum_i (C_i,k+1 - f_k C_ik)^2 / C_ik / (rows with both - 1)
        mse_i = ultimate_i^2 sum_k s_k / f_k^2 (1 / C_ik + 1 / sum_j C_jk)

    ``may_fall``: corrections may lower claims already known. The last s_k is
    min(s_k-1^2 / s_k-2, s_k-2, s_k-1), with three rows that of the column before.
    Raises ValueError where the array is no triangle of three rows or more, falls
    although it must not, or has a cell of 0. Source: Mack (1993), ASTIN Bulletin 23.
    """
    triangle = np.asarray(triangle, dtype=float)
    fault = _fault(triangle, may_fall) or _empty_cell(triangle)
    if fault:
        raise ValueError(fault["en"])
    rows = len(triangle)
    steps = range(rows - 1)
    used = np.array([triangle[: rows - 1 - k, k].sum() for k in steps])
    reached = np.array([triangle[: rows - 1 - k, k + 1].sum() for k in steps])
    full = _filled(triangle, reached / used)
    errors, total = _mack(full, _variances(triangle, reached / used), used)
    return ChainLadder(
        latest=_latest(triangle),
        ultimate=full[:, -1],
        reserve=full[:, -1] - _latest(triangle),
        factors=reached / used,
        standard_error=errors,
        total_standard_error=total,
    )


def _filled(triangle: np.ndarray, factors: np.ndarray) -> np.ndarray:
    """Return the triangle with its empty cells developed by the factors."""
    full = triangle.copy()
    for k, factor in enumerate(factors):
        empty = np.isnan(full[:, k + 1])
        full[empty, k + 1] = full[empty, k] * factor
    return full


def _variances(triangle: np.ndarray, factors: np.ndarray) -> np.ndarray:
    """Return s_k / f_k^2 of each step, the last one after Mack's rule."""
    rows = len(triangle)
    found = []
    for k, factor in enumerate(factors[:-1]):
        before, after = triangle[: rows - 1 - k, k], triangle[: rows - 1 - k, k + 1]
        squares = (after - factor * before) ** 2 / before
        found.append(squares.sum() / (rows - 2 - k))
    last = found[-1]
    if len(found) > 1:
        falling = last**2 / found[-2] if found[-2] > 0 else 0.0
        last = min(falling, found[-2], last)
    return np.array([*found, last]) / factors**2


def _mack(
    full: np.ndarray, variances: np.ndarray, used: np.ndarray
) -> tuple[np.ndarray, float]:
    """Return the standard errors of the reserves by row and of their sum."""
    rows, ultimate = len(full), full[:, -1]
    mse, total = np.zeros(rows), 0.0
    for i in range(1, rows):
        open_steps = slice(rows - 1 - i, rows - 1)
        s, below = variances[open_steps], used[open_steps]
        mse[i] = ultimate[i] ** 2 * (s * (1 / full[i, open_steps] + 1 / below)).sum()
        younger = ultimate[i + 1 :].sum()
        total += mse[i] + 2 * ultimate[i] * younger * (s / below).sum()
    return np.sqrt(mse), float(np.sqrt(total))


def bornhuetter_ferguson(
    triangle: np.ndarray,
    prior_ultimate: np.ndarray,
    pattern: np.ndarray,
    *,
    may_fall: bool = False,
) -> RunOff:
    """Return ultimates and reserves from what was expected before any claim::

        reserve_i = prior ultimate_i x (1 - share claimed by now in the pattern)

    ``triangle``, ``may_fall`` as in :func:`chain_ladder`, but cells may be 0;
    ``prior_ultimate`` by row; ``pattern``: by column, the share of claims known by
    then, rising to 1. Raises ValueError where the array is no triangle or falls, and
    for other lengths, priors below 0 and patterns that fall or do not end at 1.
    Source: Bornhuetter and Ferguson (1972), PCAS 59.
    """
    triangle = np.asarray(triangle, dtype=float)
    fault = _fault(triangle, may_fall)
    if fault:
        raise ValueError(fault["en"])
    prior, pattern = np.asarray(prior_ultimate, float), np.asarray(pattern, float)
    _check_prior(prior, pattern, len(triangle))
    reserve = prior * (1 - pattern[::-1])
    latest = _latest(triangle)
    return RunOff(latest=latest, ultimate=latest + reserve, reserve=reserve)


def _check_prior(prior: np.ndarray, pattern: np.ndarray, rows: int) -> None:
    if prior.shape != (rows,) or pattern.shape != (rows,):
        raise ValueError(
            f"The triangle has {rows} rows, the priors {prior.size} and the pattern "
            f"{pattern.size} numbers; give {rows} of each."
        )
    if not (np.isfinite(prior) & (prior >= 0)).all():
        raise ValueError(
            "A prior ultimate is missing or below 0; give the claims expected of each "
            "row before any was known."
        )
    rising = (np.diff(pattern) >= 0).all() and pattern[0] >= 0
    if not (rising and abs(pattern[-1] - 1) <= SUM_TOLERANCE):
        raise ValueError(
            f"The pattern {pattern.tolist()} must rise from 0 or more to 1; give the "
            "share of claims known by the end of each period."
        )
