"""One segment by month: who is early, in the first year, and long enough in.

Worked out once for each stretch of months that are alike: the same people, tenure,
rules and year.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.model import tenure
from analysis.units import MONTHS_PER_YEAR


@dataclass(frozen=True)
class Rules:
    """The law by month, (month,), and what of it is drawn, (draw,).

    ``waiting`` and ``minimum`` months for the full benefit and the scholarship;
    ``full_idr`` and ``reduced_idr`` benefits; ``resets``: whether a gap starts tenure
    anew; ``present``: the share of members of the start long enough in where nobody
    published since when they are.
    """

    waiting: np.ndarray
    minimum: np.ndarray
    full_idr: np.ndarray
    reduced_idr: np.ndarray
    resets: np.ndarray
    present: np.ndarray

    @property
    def by_month(self) -> np.ndarray:
        """Return what differs from month to month, (key, month)."""
        years = np.arange(len(self.waiting)) // MONTHS_PER_YEAR
        dated = (self.waiting, self.minimum, self.full_idr, self.reduced_idr)
        return np.stack([years, *dated])


@dataclass(frozen=True)
class Cover:
    """One segment by month: ``entitled`` (draw or 1, month) and who stayed.

    ``kept``: gaps left out of tenure; ``reset``: gaps ending it, None without any.
    ``paid`` (draw or 1, month): the last month paid, -1 before any. ``before_m``:
    months of cover of the members of the start, without end if not known.
    """

    entitled: np.ndarray
    kept: tenure.Sequence
    reset: tenure.Sequence | None
    paid: np.ndarray
    before_m: float


def sums(rules: Rules, cover: Cover) -> dict[str, np.ndarray]:
    """Return one segment's member-months of each year by tenure, (draw, year)."""
    at, of_year = _stretches(rules, cover)
    entitled, waiting = cover.entitled[:, at], rules.waiting[at]
    early = np.where(waiting > 0, _beyond(entitled, _waited(rules, cover, at)), 0)
    late = entitled - early
    new = _beyond(entitled, _in_for(cover, cover.kept, _a_year(at), at[None]))
    found = {
        "early_m": early,
        "first_year_m": new,
        "qualifying_m": np.minimum(_qualifying(rules, cover, at), late),
    }
    if dated(rules.full_idr):
        found["late_idr"] = late * rules.full_idr[at]
    if dated(rules.reduced_idr):
        found["early_idr"] = early * rules.reduced_idr[at]
    # draws last in memory, as everything made of it
    return {name: (of_year @ one.T).T for name, one in found.items()}


def _stretches(rules: Rules, cover: Cover) -> tuple[np.ndarray, np.ndarray]:
    """Return the first month of each stretch of months alike, and months of a year.

    (n,) positions of months, and how many such months each year has, (year, n).
    """
    every = np.arange(len(rules.waiting))
    kept = [
        tenure.names(cover.kept, months, every[None])
        for months in (rules.waiting, rules.minimum, _a_year(every))
    ]
    keys = [rules.by_month, cover.entitled, *kept]
    if cover.reset is not None:
        paid = np.maximum(cover.paid, 0)
        keys += [tenure.names(cover.reset, rules.waiting, paid), cover.paid < 0]
    differ = sum(tenure.changes(key) for key in keys)
    at = np.flatnonzero(np.diff(differ, prepend=-1))
    length = np.diff(at, append=len(every))
    years = np.arange(len(every) // MONTHS_PER_YEAR)
    return at, length * (at // MONTHS_PER_YEAR == years[:, None])


def _a_year(at: np.ndarray) -> np.ndarray:
    return np.full(len(at), MONTHS_PER_YEAR)


def _in_for(
    cover: Cover, found: tenure.Sequence, months: np.ndarray, at: np.ndarray
) -> np.ndarray:
    """Return members with ``months`` (n,) full months and more, (draw, n)."""

    def known(number: np.ndarray, months: np.ndarray) -> np.ndarray:
        return cover.before_m + number - 1 >= months

    return tenure.long_in(found, months, at, known)


def _waited(rules: Rules, cover: Cover, at: np.ndarray) -> np.ndarray:
    """Return members past the waiting months, (draw, n).

    Whether an unfunded gap starts tenure anew is not known: a switch, drawn. Who is
    entitled in a gap has the tenure of the last month paid.
    """
    waiting = rules.waiting[at]
    old = _in_for(cover, cover.kept, waiting, at[None])
    if cover.reset is None or not rules.resets.any():
        return old
    paid = cover.paid[:, at]
    anew = _in_for(cover, cover.reset, waiting, np.maximum(paid, 0))
    return np.where(rules.resets[:, None] & (paid >= 0), anew, old)


def _qualifying(rules: Rules, cover: Cover, at: np.ndarray) -> np.ndarray:
    """Return members with the months paid that the scholarship asks for, (draw, n).

    Of members of the start whose tenure nobody published a share is assumed.
    """
    minimum = rules.minimum[at]
    if np.isfinite(cover.before_m):
        return _in_for(cover, cover.kept, minimum, at[None])

    def known(number: np.ndarray, minimum: np.ndarray) -> np.ndarray:
        grown = np.minimum(1, number / minimum)
        return grown + (1 - grown) * rules.present[:, None]

    return tenure.long_in(cover.kept, minimum, at[None], known)


def _beyond(entitled: np.ndarray, old: np.ndarray) -> np.ndarray:
    """Return entitled - old, at least 0."""
    new = entitled - old
    return np.maximum(new, 0, out=new)


def dated(benefit_idr: np.ndarray) -> bool:
    """Say whether months of one year differ: in most runs none does."""
    by_year = benefit_idr.reshape(-1, MONTHS_PER_YEAR)
    return bool((by_year != by_year[:, :1]).any())
