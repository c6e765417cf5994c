"""Scholarships: children of members, what is paid year by year, what is still owed.

An event (a death, or a total disability) of one year is followed by payments in that
year and the ones after, as long as there are children at school.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import gammainc

from analysis.model.claims.births import births_y
from analysis.model.claims.checks import count, not_negative, share

OLDEST = 100  # last single age of members, the open one


@dataclass(frozen=True)
class Schedule:
    """What one month of law pays a child.

    ``amount_idr_y``: (..., end_age) rupiah a year by the child's age, the share of
    children enrolled inside; ``single_idr``: paid once with the event, else 0;
    ``most_children``: how many children of one member are paid for.
    """

    amount_idr_y: np.ndarray
    single_idr: float
    most_children: int

    def __post_init__(self) -> None:
        """Refuse negative or missing amounts and a number of children below 0."""
        not_negative(self.amount_idr_y, "scholarship amounts")
        not_negative(self.single_idr, "single payments")
        count(self.most_children, "the most children paid for")


def amounts_by_age(
    levels: Sequence[tuple[float, int, float]], end_age: int
) -> np.ndarray:
    """Return what is paid a year for a child of each age below ``end_age``.

    ::

        amount of the level x share enrolled; the last level ends at end_age

    ``levels``: rupiah a year, years, share enrolled (a number or an array (...)), from
    kindergarten to university. Returns (..., end_age); 0 before the first level.
    Raises ValueError without levels, or where their years exceed ``end_age``.
    """
    if not levels:
        raise ValueError("no school level was given: a scholarship needs at least one")
    taken = sum(count(years, "years of a level") for _, years, _ in levels)
    if taken > end_age:
        raise ValueError(
            f"the levels take {taken} years and end at age {end_age}: "
            "raise the end age or shorten a level"
        )
    rows = [_amount(amount, enrolled) for amount, _, enrolled in levels]
    shape = np.broadcast_shapes(*(row.shape for row in rows))
    before = np.zeros((*shape, int(end_age) - taken))
    parts = [
        np.broadcast_to(row[..., None], (*shape, int(years)))
        for row, (_, years, _) in zip(rows, levels, strict=True)
    ]
    return np.concatenate([before, *parts], axis=-1)


def _amount(amount_idr_y: float, enrolled: ArrayLike) -> np.ndarray:
    amount = not_negative(amount_idr_y, "scholarship amounts")
    return amount * share(enrolled, "shares of children enrolled")


def children(
    fertility: pd.DataFrame,
    child_survival: np.ndarray,
    *,
    age: ArrayLike,
    year: int,
    end_age: int,
) -> np.ndarray:
    """Return the living children of a woman by their age, (..., end_age).

    ::

        births per woman at age x - a in year t - a  x  survival of a child to age a

    ``age``: her age x (...); ``child_survival``: (end_age,). Raises ValueError for an
    age outside 0 to 100 and a survival that is no probability.
    """
    woman = np.asarray(age, float)
    if not np.all((woman >= 0) & (woman <= OLDEST)):
        raise ValueError(f"ages of members lie from 0 to {OLDEST}, not {age}")
    alive = share(child_survival, "survival of children")
    if alive.shape != (end_age,):
        raise ValueError(
            f"survival of children is needed for the {end_age} ages below {end_age}, "
            f"not in the shape {alive.shape}"
        )
    child, births = np.arange(end_age), births_y(fertility)
    return births(year - child, woman[..., None] - child) * alive


def children_by_sex(
    fertility: pd.DataFrame,
    child_survival: np.ndarray,
    *,
    year: int,
    end_age: int,
    father_gap_years: float,
) -> dict[str, np.ndarray]:
    """Return the children of women and men of each age, (101, end_age) by sex.

    A man has the children of a woman ``father_gap_years`` younger. Raises as
    :func:`children`.
    """
    if not np.isfinite(father_gap_years):
        raise ValueError(f"the fathers' age gap is a number, not {father_gap_years}")
    ages = np.arange(OLDEST + 1.0)
    as_of = {"male": ages - father_gap_years, "female": ages}
    return {
        sex: children(
            fertility,
            child_survival,
            age=np.clip(woman, 0, OLDEST),  # nobody is born to either end
            year=year,
            end_age=end_age,
        )
        for sex, woman in as_of.items()
    }


def expected_paid(mean: ArrayLike, most: int) -> np.ndarray:
    """Return how many children are paid for where their number N is Poisson.

    ::

        E min(N, c) = P(N >= 1) + ... + P(N >= c)

    ``mean``: expected number (...), at least 0; ``most``: c.
    """
    mean = not_negative(mean, "expected numbers of children")
    most = count(most, "the most children paid for")
    return sum((gammainc(n, mean) for n in range(1, most + 1)), np.zeros(mean.shape))


def paid_children(
    shares: Mapping[str, np.ndarray], children_of: Mapping[str, np.ndarray], most: int
) -> np.ndarray:
    """Return the children paid for per event by their age at it, (end_age,).

    ::

        sum over sexes and ages x of  share(x)  E min(N_x, most)  children(x, a) / mu_x

    Which children of a larger family are paid for does not depend on their ages.
    ``shares``: by sex (101,), together 1; ``children_of``: by sex (101, end_age), their
    sum over a is mu_x. Raises ValueError for other shares or shapes.
    """
    people = np.concatenate([np.asarray(shares[sex], float) for sex in shares])
    living = np.concatenate([np.asarray(children_of[sex], float) for sex in shares])
    not_negative(people, "shares of members by age")
    if not np.isclose(people.sum(), 1, atol=1e-6):
        raise ValueError(
            f"shares of members by age add to {people.sum():.6g}, not to 1"
        )
    if len(people) != len(living) or len(people) != len(shares) * (OLDEST + 1):
        raise ValueError(
            f"shares and children need the ages 0 to {OLDEST} of each sex: "
            f"found {len(people)} and {len(living)} rows"
        )
    mean = not_negative(living, "numbers of children").sum(axis=1)
    paid = people * expected_paid(mean, most)
    return np.divide(paid, mean, out=np.zeros_like(paid), where=mean > 0) @ living


def flow_of(paid_for: np.ndarray, schedule: Schedule) -> np.ndarray:
    """Return rupiah per event by years since it, (..., end_age).

    ::

        flow(k) = sum over ages a of  paid_for(a) x amount(a + k),  + single if k = 0

    ``paid_for``: children by age at the event, (..., end_age), of
    :func:`paid_children`; leading axes broadcast with those of the amounts.
    """
    amount = np.asarray(schedule.amount_idr_y, float)
    end_age = amount.shape[-1]
    if np.shape(paid_for)[-1] != end_age:
        raise ValueError(
            f"children are given for {np.shape(paid_for)[-1]} ages and amounts for "
            f"{end_age}: both need every age below the end age"
        )
    flow = np.stack(
        [
            (paid_for[..., : end_age - k] * amount[..., k:]).sum(axis=-1)
            for k in range(end_age)
        ],
        axis=-1,
    )
    flow[..., 0] += schedule.single_idr * np.sum(paid_for, axis=-1)
    return flow


def present_value(flow: np.ndarray, rate_y: ArrayLike) -> np.ndarray:
    """Return the value of ``flow`` (..., k) at k = 0: sum of flow(k) (1 + r)^-k.

    ``rate_y``: r, a number or (...). Raises ValueError for r of -1 or below.
    """
    factor, flow = _discount(rate_y), np.asarray(flow, float)
    value = np.zeros(np.broadcast_shapes(factor.shape, flow.shape[:-1]))
    for k in reversed(range(flow.shape[-1])):
        value = value * factor + flow[..., k]
    return value


def paid_by_year(events: np.ndarray, flow: np.ndarray) -> np.ndarray:
    """Return rupiah paid in each year for the events of it and of earlier ones.

    ::

        paid(y) = sum over k of  events(y - k) x flow(y - k, k)

    ``events``: (..., year); ``flow``: (..., year, k), by the year of the event; leading
    axes broadcast. Work grows with years x k, memory with (..., year).
    """
    paid, years = _nothing(events, flow)
    for k in range(min(years, flow.shape[-1])):
        paid[..., k:] += events[..., : years - k] * flow[..., : years - k, k]
    return paid


def owed_by_year(
    events: np.ndarray, flow: np.ndarray, rate_y: ArrayLike = 0.0
) -> np.ndarray:
    """Return what the events up to each year still cost after it, (..., year).

    ::

        owed(y) = sum over s <= y, j >= 1 of
                  events(s) x flow(s, y - s + j) x (1 + r)^-j

    Shapes as in :func:`paid_by_year`; ``rate_y``: r, a number or an array that
    broadcasts with (..., year); 0 leaves it undiscounted.
    """
    factor = _discount(rate_y)
    owed, years = _nothing(events, flow)
    later = np.zeros(np.broadcast_shapes(flow.shape[:-1], factor.shape))
    for k in reversed(range(flow.shape[-1])):
        if k < years:
            owed[..., k:] += events[..., : years - k] * later[..., : years - k]
        later = factor * (flow[..., k] + later)
    return owed


def _nothing(events: np.ndarray, flow: np.ndarray) -> tuple[np.ndarray, int]:
    years = events.shape[-1]
    if flow.ndim < 2 or flow.shape[-2] != years:
        raise ValueError(
            f"events of {years} years need a flow of (..., {years}, k), "
            f"not of the shape {flow.shape}"
        )
    return np.zeros(np.broadcast_shapes(events.shape, flow.shape[:-1])), years


def _discount(rate_y: ArrayLike) -> np.ndarray:
    rate = np.asarray(rate_y, float)
    if not np.all(rate > -1):
        raise ValueError(f"a discount rate lies above -1 a year, not {rate_y}")
    return 1 / (1 + rate)
