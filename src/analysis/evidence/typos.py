"""Typing errors: a digit dropped, added, changed, or two neighbours swapped.

Scholtus (2009), as the R package deducorrect does it: where identities are violated,
each figure that stands in no satisfied identity is solved for; the solution is a
candidate when its restricted Damerau-Levenshtein (optimal string alignment) distance
from the printed figure is at most 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

DIGITS = "0123456789"
VALID, CORRECTED, PARTIAL, INVALID = "valid", "corrected", "partial", "invalid"
MOST_CANDIDATES = 16  # each subset is tried; more never came up in one set of edits


@dataclass(frozen=True)
class Candidate:
    """A figure that would be one typing error away: position, value, distance.

    ``edits`` are the violated identities it satisfies.
    """

    position: int
    old: Fraction
    new: Fraction
    distance: int
    edits: tuple[int, ...]


@dataclass(frozen=True)
class Typing:
    """Figures after repair of typing errors.

    ``status`` is valid (nothing violated), corrected, partial (identities are still
    violated) or invalid (nothing can be done). ``applied`` are the repairs made and
    ``candidates`` all that were found, so that an ambiguous one is seen.
    """

    values: tuple[Fraction, ...]
    status: str
    applied: tuple[Candidate, ...]
    candidates: tuple[Candidate, ...]


def distance(one: Fraction | int, other: Fraction | int) -> int:
    """Return how many typing errors lie between two printed numbers.

    Deleting, adding or changing a digit and swapping two neighbours cost 1 each; the
    minus sign counts as a digit.
    """
    from rapidfuzz.distance import OSA  # only repairs need it

    return int(OSA.distance(_printed(one), _printed(other)))


def _printed(number: Fraction | int) -> str:
    number = Fraction(number)
    if number.denominator == 1:
        return str(number.numerator)
    return f"{float(number):.12g}"


def correct_typos(
    values: Sequence[Fraction | int],
    edits: Sequence[Sequence[int]],
    *,
    totals: Sequence[Fraction | int] | None = None,
    fixed: Sequence[int] = (),
    tolerance: Fraction | int = 0,
    max_distance: int = 1,
    least: Fraction | int | None = None,
) -> Typing:
    """Return ``values`` with the typing errors that ``edits`` reveal repaired.

    ``edits`` are rows of whole coefficients, ``edits @ values = totals`` (0). A gap up
    to ``tolerance`` is no violation; ``fixed`` are positions never changed and
    ``least`` is the smallest value a repair may give. Repairs are chosen to satisfy
    most violated edits, at most one repair for each edit; where several choices are
    equally good only what they share is repaired.
    """
    x = tuple(Fraction(value) for value in values)
    goals = [Fraction(total) for total in totals or [0] * len(edits)]
    gaps = _gaps(x, edits, goals)
    violated = [row for row, gap in enumerate(gaps) if abs(gap) > tolerance]
    if not violated:
        return Typing(x, VALID, (), ())
    free = _free(edits, violated, fixed)
    found = tuple(
        one
        for one in _candidates(x, edits, gaps, violated, free)
        if one.distance <= max_distance and (least is None or one.new >= least)
    )
    chosen = _shared(_best(found))
    if not chosen:
        return Typing(x, INVALID, (), found)
    new = {one.position: one.new for one in chosen}
    repaired = tuple(new.get(position, old) for position, old in enumerate(x))
    left = any(abs(gap) > tolerance for gap in _gaps(repaired, edits, goals))
    return Typing(repaired, PARTIAL if left else CORRECTED, chosen, found)


def _gaps(
    x: Sequence[Fraction], edits: Sequence[Sequence[int]], goals: Sequence[Fraction]
) -> list[Fraction]:
    return [
        sum((a * b for a, b in zip(edit, x, strict=True)), -goal)
        for edit, goal in zip(edits, goals, strict=True)
    ]


def _free(
    edits: Sequence[Sequence[int]], violated: Sequence[int], fixed: Sequence[int]
) -> list[int]:
    """Return the positions that stand in violated edits only."""
    satisfied = [edit for row, edit in enumerate(edits) if row not in violated]
    return [
        position
        for position in range(len(edits[0]))
        if position not in fixed and not any(edit[position] for edit in satisfied)
    ]


def _candidates(
    x: Sequence[Fraction],
    edits: Sequence[Sequence[int]],
    gaps: Sequence[Fraction],
    violated: Sequence[int],
    free: Sequence[int],
) -> Iterator[Candidate]:
    for position in free:
        solved: dict[Fraction, list[int]] = {}
        for row in violated:
            if factor := edits[row][position]:
                solved.setdefault(x[position] - gaps[row] / factor, []).append(row)
        for value, rows in solved.items():
            if value.denominator == 1 or x[position].denominator != 1:
                steps = distance(x[position], value)
                yield Candidate(position, x[position], value, steps, tuple(rows))


def _best(found: Sequence[Candidate]) -> list[tuple[Candidate, ...]]:
    """Return the sets of candidates that satisfy most edits, no edit twice."""
    pool = sorted(found, key=lambda one: -len(one.edits))[:MOST_CANDIDATES]
    best: list[tuple[Candidate, ...]] = []
    most = 0
    for size in range(1, len(pool) + 1):
        for chosen in combinations(pool, size):
            rows = [row for one in chosen for row in one.edits]
            positions = {one.position for one in chosen}
            if len(set(rows)) < len(rows) or len(positions) < size:
                continue
            if len(rows) > most:
                best, most = [], len(rows)
            if len(rows) == most:
                best.append(chosen)
    return best


def _shared(best: Sequence[tuple[Candidate, ...]]) -> tuple[Candidate, ...]:
    if not best:
        return ()
    return tuple(one for one in best[0] if all(one in other for other in best))


def one_error_away(number: int) -> set[int]:
    """Return every whole number whose print lies one typing error from ``number``."""
    text = str(number)
    places = range(len(text))
    swapped = {
        text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in range(len(text) - 1)
    }
    dropped = {text[:i] + text[i + 1 :] for i in places}
    changed = {text[:i] + digit + text[i + 1 :] for i in places for digit in DIGITS}
    added = {text[:i] + d + text[i:] for i in range(len(text) + 1) for d in DIGITS}
    printed = {one for one in swapped | dropped | changed | added if one.isdigit()}
    return {int(one) for one in printed if one == "0" or one[0] != "0"} - {number}


def share_typos(
    numerator: int, denominator: int, share: Fraction, half_step: Fraction
) -> list[tuple[str, int]]:
    """Return the one-error repairs with which a printed share fits its two counts.

    ``share`` (0-1) is printed to within ``half_step``. Each repair is ``("numerator" or
    "denominator", value)``, nearest to the printed share first; none where it fits.
    """
    if _fits(numerator, denominator, share, half_step):
        return []
    repairs = [("numerator", one, denominator) for one in one_error_away(numerator)]
    repairs += [("denominator", numerator, one) for one in one_error_away(denominator)]
    fitting = [one for one in repairs if _fits(one[1], one[2], share, half_step)]
    fitting.sort(key=lambda one: abs(Fraction(one[1], one[2]) - share))
    return [(part, a if part == "numerator" else b) for part, a, b in fitting]


def _fits(numerator: int, denominator: int, share: Fraction, half: Fraction) -> bool:
    return denominator > 0 and abs(Fraction(numerator, denominator) - share) <= half
