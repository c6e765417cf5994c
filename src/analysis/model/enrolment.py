"""People: who is eligible, wanted, counted, paid up and entitled, by month.

Arrays of people have the shape (draw, year, month). Numbers carried from year to year
are real numbers, Fractions (dtype object) where every input is certain, so that floors
and halves are those of the decimals as written.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.units import MONTHS_PER_YEAR, floor, round_half_up


@dataclass(frozen=True)
class Target:
    """Coverage ``coverage`` (draw,) to be reached in the ``years``-th year."""

    coverage: np.ndarray
    years: int


@dataclass(frozen=True)
class Enrolment:
    """The uncut path of one segment before months and money limit it.

    ``eligible`` (draw, year); ``wanted`` (draw, year, month); ``carried`` (draw, year):
    the first members as exits and renewal alone would have left them.
    """

    eligible: np.ndarray
    wanted: np.ndarray
    carried: np.ndarray


def enrol(
    eligible: np.ndarray,
    members: np.ndarray,
    *,
    keep: np.ndarray,
    growth_y: np.ndarray,
    renewal_y: np.ndarray,
    path: np.ndarray | Target | None,
) -> Enrolment:
    """Return the path of a segment (interfaces: steps 1 and 2)::

        eligible_y = eligible_{y-1} keep_y (1 + growth)      growth from year 2
        members_y  = wanted_{y-1,Dec} keep_y renewal         renewal from year 2

    ``eligible``, ``members``, ``growth_y``, ``renewal_y`` (draw,); ``keep`` (draw,
    year) = 1 - share that exits. ``path``: None holds what is left; an array (year,
    month) names numbers, -1 where none is named; a Target moves coverage in a line.
    """
    start_coverage = _ratio(members, eligible)
    carried = members
    stages = []
    for year in range(keep.shape[1]):
        grow = growth_y if year else growth_y * 0
        renew = renewal_y if year else renewal_y * 0 + 1
        eligible = eligible * keep[:, year] * (1 + grow)
        members = members * keep[:, year] * renew
        carried = carried * keep[:, year] * renew
        if isinstance(path, Target):
            members = _on_line(start_coverage, path, year) * eligible
        wanted = _months(members, None if isinstance(path, Target) else path, year)
        stages.append((eligible, wanted, carried))
        members = wanted[:, -1]
    eligible_y, wanted_m, carried_y = zip(*stages, strict=True)
    return Enrolment(
        np.stack(eligible_y, 1), np.stack(wanted_m, 1), np.stack(carried_y, 1)
    )


def _ratio(members: np.ndarray, eligible: np.ndarray) -> np.ndarray:
    nobody = eligible == 0
    return np.where(nobody, members * 0, members / np.where(nobody, 1, eligible))


def _on_line(start: np.ndarray, target: Target, year: int) -> np.ndarray:
    steps = min(year + 1, target.years)
    return start + (target.coverage - start) * steps / target.years


def _months(members: np.ndarray, named: np.ndarray | None, year: int) -> np.ndarray:
    months = np.repeat(members[:, None], MONTHS_PER_YEAR, axis=1)
    if named is None:
        return months
    return np.where(named[year] >= 0, named[year] + months * 0, months)


def count(
    enrolment: Enrolment,
    *,
    verified_share: np.ndarray,
    funded: np.ndarray,
    open_to_new: np.ndarray,
) -> np.ndarray:
    """Return the people counted, (draw, year, month) int64 (interfaces: steps 3, 4)::

        min(round(wanted), floor(verified_share x eligible)), 0 in unfunded months,
        and before the gate opens at most round(carried)

    ``verified_share`` (draw,); ``funded`` and ``open_to_new`` (year, month) bool.
    """
    cap = floor(verified_share[:, None] * enrolment.eligible)
    people = np.minimum(round_half_up(enrolment.wanted), cap[..., None])
    held = np.minimum(people, round_half_up(enrolment.carried)[..., None])
    return np.where(funded, np.where(open_to_new, people, held), 0)


def members_end(people: np.ndarray, funded: np.ndarray) -> np.ndarray:
    """Return the people of each year's last funded month (0 if none), int64.

    ``people`` and ``funded`` broadcast to (..., year, month).
    """
    funded = np.broadcast_to(funded, people.shape)
    last = MONTHS_PER_YEAR - 1 - funded[..., ::-1].argmax(-1)
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


def recent_members(
    people: np.ndarray, members_start: np.ndarray, months: int, *, gap_resets: bool
) -> np.ndarray:
    """Return how many of each month's members joined less than ``months`` months ago.

    With ``gap_resets`` a member counts as old if covered in each of the last
    ``months`` months, without it if the group was that large at any earlier time::

        recent_m = max(0, people_m - min(people_{m-1}, ..., people_{m-months}))

    ``people`` (draw, year, month); members before the first month are old.
    """
    flat = people.reshape(people.shape[0], -1)
    start = np.broadcast_to(members_start, flat.shape[:1])[:, None]
    history = np.concatenate([np.repeat(start, months, 1), flat], 1)
    if gap_resets:
        windows = np.lib.stride_tricks.sliding_window_view(history, months, axis=1)
        known = windows[:, : flat.shape[1]].min(-1)
    else:
        known = np.maximum.accumulate(history, 1)[:, : flat.shape[1]]
    return np.maximum(flat - known, 0).reshape(people.shape)


def long_members(
    people: np.ndarray, funded: np.ndarray, members_start: np.ndarray, months: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return members in since the start, and later ones in for ``months`` and more.

    ::

        old_m  = min(start, people_m)
        late_m = min(people_m - old_m, max(0, max(people up to m - months) - start))

    ``people`` (draw, year, month); ``members_start`` (draw,). Only funded months count
    towards the ``months``; ``funded`` broadcasts to ``people``.
    """
    flat = people.reshape(people.shape[0], -1)
    paid = np.broadcast_to(funded, people.shape).reshape(flat.shape)
    start = np.broadcast_to(members_start, flat.shape[:1])[:, None]
    old = np.minimum(start, flat)
    largest = np.maximum.accumulate(flat, 1)
    known = np.zeros_like(flat)
    # few patterns of funded months are different, so few rounds
    patterns, which = np.unique(np.cumsum(paid, 1), axis=0, return_inverse=True)
    for number, count in enumerate(patterns):
        rows = which == number
        then = np.searchsorted(count, np.maximum(count - months, 1))
        then = np.minimum(then, count.size - 1)  # nothing funded at all
        known[rows] = np.where(count > months, largest[rows][:, then], 0)
    late = np.minimum(flat - old, np.maximum(known - start, 0))
    return old.reshape(people.shape), late.reshape(people.shape)
