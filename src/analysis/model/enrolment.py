"""People: who is eligible, wanted, counted, paid up and entitled, by month.

Arrays of people have the shape (draw, year, month); runs of equal months may stand as
one. Numbers carried from year to year are real numbers, exact (dtype object: Fractions
and whole numbers) where every input is certain, so that floors and halves are those of
the decimals as written.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from analysis.units import MONTHS_PER_YEAR, floor, round_half_up


@dataclass(frozen=True)
class Course:
    """Coverage in each year, (draw, year), such as a target or a trend asks for.

    It is a share of ``denominator`` (draw, year), None for the eligible.
    """

    coverage: np.ndarray
    denominator: np.ndarray | None = None


@dataclass(frozen=True)
class Enrolment:
    """The uncut path of one segment before months and money limit it.

    ``eligible`` (draw, year); ``wanted`` (draw, year, month); ``carried`` (draw, year):
    the first members as exits and renewal alone would have left them; ``before``
    (draw, year): members carried into a year, before its exits.
    """

    eligible: np.ndarray
    wanted: np.ndarray
    carried: np.ndarray
    before: np.ndarray


@dataclass(frozen=True)
class Counted:
    """People of each month, (draw, year, month) int64, one condition after the other.

    ``verified`` (draw, year) may be counted at most; ``planned`` are wanted and
    verified, ``opened`` past the gate, ``people`` in funded months.
    """

    verified: np.ndarray
    planned: np.ndarray
    opened: np.ndarray
    people: np.ndarray


def straight_line(
    members: np.ndarray,
    of: np.ndarray,
    goal: np.ndarray,
    *,
    reached: int,
    years: int,
) -> np.ndarray:
    """Return coverage on a line to ``goal`` and constant from there, (draw, year)::

        c_k = c_0 + (goal - c_0) min(k, n) / n,   c_0 = members / of, 0 of nobody

    ``members``, ``of`` (draw,) before the first year; ``goal`` (draw,), a share of
    ``of``; n = ``reached``, the year that reaches it, 1 for the first.
    """
    nobody = of == 0
    # a whole number divided by another is no longer exact; a Fraction is
    members = members * (Fraction(1) if of.dtype == object else 1.0)
    start = np.where(nobody, members * 0, members / np.where(nobody, 1, of))
    steps = (min(year, reached) for year in range(1, years + 1))
    return np.stack([start + (goal - start) * step / reached for step in steps], 1)


def enrol(
    eligible: np.ndarray,
    members: np.ndarray,
    *,
    keep: np.ndarray,
    growth_y: np.ndarray,
    renewal_y: np.ndarray,
    path: np.ndarray | Course | None,
    months: int = MONTHS_PER_YEAR,
) -> Enrolment:
    """Return the path of a segment (interfaces: steps 1 and 2)::

        eligible_y = eligible_{y-1} keep_y (1 + growth)      growth from year 2
        members_y  = wanted_{y-1,Dec} keep_y renewal         renewal from year 2

    ``eligible``, ``members``, ``growth_y``, ``renewal_y`` (draw,); ``keep`` (draw,
    year) = 1 - share that exits. ``path``: None holds what is left; an array (year,
    month) names numbers, -1 where none is named; a Course gives coverage by year.
    ``months``: as many as a year is told by.
    """
    carried = members
    stages = []
    for year in range(keep.shape[1]):
        before = members
        grow = growth_y if year else growth_y * 0
        renew = renewal_y if year else renewal_y * 0 + 1
        eligible = eligible * keep[:, year] * (1 + grow)
        members = members * keep[:, year] * renew
        carried = carried * keep[:, year] * renew
        if isinstance(path, Course):
            of = path.denominator
            base = eligible if of is None else of[:, year]
            members = path.coverage[:, year] * base
        named = path if isinstance(path, np.ndarray) else None
        wanted = _months(members, months, None if named is None else named[year])
        stages.append((eligible, wanted, carried, before))
        members = wanted[:, -1]
    columns = (np.broadcast_arrays(*one) for one in zip(*stages, strict=True))
    return Enrolment(*(np.stack(one, 1) for one in columns))


def _months(members: np.ndarray, count: int, named: np.ndarray | None) -> np.ndarray:
    months = np.repeat(members[:, None], count, axis=1)
    return months if named is None else np.where(named >= 0, named, months)


def count(
    enrolment: Enrolment,
    *,
    verified_share: np.ndarray,
    funded: np.ndarray,
    open_to_new: np.ndarray,
) -> Counted:
    """Return the people counted (interfaces: steps 3, 4)::

        min(round(wanted), floor(verified_share x eligible)), 0 in unfunded months,
        and before the gate opens at most round(carried)

    ``verified_share`` (draw,); ``funded`` (year, month) bool; ``open_to_new`` (draw or
    1, year, month) bool.
    """
    verified = floor(verified_share[:, None] * enrolment.eligible)
    planned = np.minimum(round_half_up(enrolment.wanted), verified[..., None])
    held = np.minimum(planned, round_half_up(enrolment.carried)[..., None])
    opened = np.where(open_to_new, planned, held)
    return Counted(verified, planned, opened, np.where(funded, opened, 0))


def members_end(people: np.ndarray, funded: np.ndarray) -> np.ndarray:
    """Return the people of each year's last funded month (0 if none), int64.

    ``people`` and ``funded`` broadcast to (..., year, month).
    """
    funded = np.broadcast_to(funded, people.shape)
    last = funded.shape[-1] - 1 - funded[..., ::-1].argmax(-1)
    found = np.take_along_axis(people, last[..., None], -1)[..., 0]
    return np.where(funded.any(-1), found, 0)


def active_and_entitled(
    people: np.ndarray,
    funded: np.ndarray,
    members_start: np.ndarray,
    *,
    every: int,
    grace_months: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Return paid-up and claim-entitled people when contributions come in arrears.

    Calendar blocks of ``every`` months are paid in their last funded month: only that
    month is active. Entitled are that month and the first ``grace_months`` other funded
    months of the block, these for at most the people of the last funded month before
    the block (interfaces: step 8). ``people`` (draw, year, month) after all cuts;
    ``funded`` broadcasts to it; ``members_start`` (draw,).
    """
    shape = people.shape
    people = people.reshape(shape[0], -1)
    funded = np.broadcast_to(funded, shape).reshape(shape[0], -1)
    active, entitled = np.zeros_like(people), np.zeros_like(people)
    before = np.broadcast_to(members_start, shape[:1])
    for first in range(0, people.shape[1], every):
        block = slice(first, first + every)
        paid = _last_true(funded[:, block])
        unpaid = funded[:, block] & ~paid
        early = unpaid & (np.cumsum(unpaid, 1) <= grace_months)
        active[:, block] = np.where(paid, people[:, block], 0)
        known = np.minimum(people[:, block], before[:, None])
        entitled[:, block] = active[:, block] + np.where(early, known, 0)
        before = np.where(paid.any(1), active[:, block].sum(1), before)
    return active.reshape(shape), entitled.reshape(shape)


def _last_true(flags: np.ndarray) -> np.ndarray:
    """Return flags with only the last True of each row kept."""
    following = np.cumsum(flags[:, ::-1], 1)[:, ::-1]
    return flags & (following == 1)
