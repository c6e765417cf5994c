"""What is known of one region and segment: points in order, on the logit scale."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np

from analysis.errors import InputDataError, Problem
from analysis.language import Text, say

# One point: (calendar year with its fraction, people insured, eligible people).
Point = tuple[float, float, float]
NO_DATA = "no_data"
ONE_POINT = "one_point"
ALL_EQUAL = "all_equal"
SORTED = "points_sorted"
AVERAGED = "two_values_on_one_date_averaged"
ABOVE_ELIGIBLE = "above_eligible_taken_as_full_coverage"
AT_THE_EDGE = "coverage_zero_or_full"
_HALF = 0.5  # keeps the logit of no and of full coverage finite


@dataclass(frozen=True)
class Record:
    """Points of one series, one a date, in order of date.

    ``years`` (point,) calendar years with fractions; ``level`` (point,) logit of
    coverage; ``variance`` (point,) of that logit; ``notes``: what was done to the
    points, and what they cannot tell.
    """

    key: str
    years: np.ndarray
    level: np.ndarray
    variance: np.ndarray
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.years)


def record(
    key: str, points: Iterable[Sequence[float]], *, average: bool = False
) -> Record:
    """Return the points of series ``key`` as a record.

    ``points``: (year, people, eligible) in any order. With n people of P eligible::

        level    = log((n + 1/2) / (P - n + 1/2))
        variance = 1 / (n + 1/2) + 1 / (P - n + 1/2)

    so that no and full coverage stay finite and say little. People above the eligible
    pool count as full coverage. Equal values on one date are one point; different ones
    are an error that names both, or with ``average`` their mean logit, with the square
    of their spread added to the variance. What was done stands in ``notes``.

    Raises InputDataError where a number is missing, negative or not a number, where
    there is no eligible pool, or two values of one date differ.
    """
    rows = [(float(year), float(n), float(pool)) for year, n, pool in points]
    problems = [p for row in rows for p in _problems(key, row)]
    if not average:
        problems += _conflicts(key, rows)
    if problems:
        raise InputDataError(problems)
    ordered = sorted(set(rows))
    dates = [_one(group) for _, group in groupby(ordered, key=itemgetter(0))]
    notes = tuple(_notes(rows, ordered, dates))
    years, level, variance = (np.array(part) for part in _columns(dates))
    return Record(key, years, level, variance, notes)


def _columns(dates: Sequence[Point]) -> Iterable[Sequence[float]]:
    return zip(*dates, strict=True) if dates else ((), (), ())


def _one(group: Iterable[Point]) -> Point:
    """Return year, level and variance of one date's values."""
    rows = list(group)
    levels, variances = zip(*(_logit(n, pool) for _, n, pool in rows), strict=True)
    spread = float(np.var(levels)) if len(rows) > 1 else 0.0
    variance = float(np.mean(variances)) / len(rows) + spread
    return rows[0][0], float(np.mean(levels)), variance


def _logit(people: float, pool: float) -> tuple[float, float]:
    inside = min(people, pool) + _HALF
    outside = max(pool - people, 0.0) + _HALF
    return math.log(inside / outside), 1 / inside + 1 / outside


def _notes(
    rows: Sequence[Point], ordered: Sequence[Point], dates: Sequence[Point]
) -> Iterable[str]:
    years = [row[0] for row in rows]
    if years != sorted(years):
        yield SORTED
    if len(dates) < len(ordered):
        yield AVERAGED
    if any(n > pool for _, n, pool in rows):
        yield ABOVE_ELIGIBLE
    if any(n in (0, pool) for _, n, pool in rows):
        yield AT_THE_EDGE
    if len(dates) < 2:
        yield ONE_POINT if dates else NO_DATA
    elif len({level for _, level, _ in dates}) == 1:
        yield ALL_EQUAL


def _problems(key: str, row: Point) -> Iterable[Problem]:
    year, people, pool = row
    where = f"{year:g}"
    if not (math.isfinite(year) and math.isfinite(people)) or people < 0:
        yield Problem(key, where, f"{people:g}", _NUMBER, _GIVE_NUMBER)
    elif not math.isfinite(pool) or pool <= 0:
        yield Problem(key, where, f"{pool:g}", _POOL, _GIVE_POOL)


def _conflicts(key: str, rows: Sequence[Point]) -> list[Problem]:
    found = []
    for year, group in groupby(sorted(set(rows)), key=itemgetter(0)):
        shown = [f"{n:g} / {pool:g}" for _, n, pool in group]
        if len(shown) > 1:
            found.append(Problem(key, f"{year:g}", "; ".join(shown), _TWO, _CHOOSE))
    return found


_NUMBER: Text = say(
    id="Tanggal dan jumlah peserta harus berupa angka yang tidak negatif.",
    en="Date and number of members must be numbers that are not negative.",
)
_GIVE_NUMBER: Text = say(
    id="Isi angka yang diterbitkan, atau hapus titik ini.",
    en="Give the published number, or remove this point.",
)
_POOL: Text = say(
    id="Cakupan tidak dapat dihitung tanpa jumlah orang yang layak.",
    en="Coverage cannot be computed without a number of eligible people.",
)
_GIVE_POOL: Text = say(
    id="Isi jumlah yang layak di atas nol, atau pakai jalur hold.",
    en="Give an eligible number above zero, or use the path hold.",
)
_TWO: Text = say(
    id="Dua angka berbeda untuk tanggal yang sama (peserta / yang layak).",
    en="Two different figures for the same date (members / eligible).",
)
_CHOOSE: Text = say(
    id="Pilih satu angka; yang lain disimpan terpisah di data/raw/evidence.csv.",
    en="Choose one figure; the other is held apart in data/raw/evidence.csv.",
)
