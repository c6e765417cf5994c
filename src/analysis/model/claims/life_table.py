"""A life table by single year of age: graduation, the rate of a group, survival.

Rates are central death rates, deaths per person-year of exposure. Ages are completed
years 0 to 100; the open last band counts as the one year 100.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.units import MONTHS_PER_YEAR

SEXES = ("male", "female")
OPEN_AGE = 100
AGES = OPEN_AGE + 1
SUM_TOLERANCE = 1e-9

Band = tuple[float, float, float]  # low, high (low <= age < high), share of members


@dataclass(frozen=True)
class LifeTable:
    """Death rates and people by sex (``male``, ``female``) and single year of age.

    Each array has the shape (101,): ``rate_y`` deaths per person-year, ``people`` the
    population that weighs the ages. Raises ValueError for a missing sex, another shape
    and numbers that are negative or not finite.
    """

    rate_y: Mapping[str, np.ndarray]
    people: Mapping[str, np.ndarray]

    def __post_init__(self) -> None:
        for what, by_sex in (("death rates", self.rate_y), ("people", self.people)):
            for sex in SEXES:
                _check_column(by_sex.get(sex), f"{what} of {sex}")


def _check_column(values: np.ndarray | None, what: str) -> None:
    if values is None or np.shape(values) != (AGES,):
        raise ValueError(
            f"The life table has no {what} for the ages 0 to {OPEN_AGE}; "
            f"give one array of {AGES} numbers for each of {' and '.join(SEXES)}."
        )
    bad = ~(np.isfinite(values) & (np.asarray(values) >= 0))
    if bad.any():
        age = int(np.argmax(bad))
        raise ValueError(
            f"The life table holds {values[age]} as {what} at age {age}; "
            "it must be a finite number of 0 or more."
        )


def graduated(mortality: pd.DataFrame, population: pd.DataFrame) -> LifeTable:
    """Return the table by single year of age from rates and people in age bands.

    A monotone cubic (PCHIP) goes through the sums at the edges of the bands; the value
    of age x is its rise from x to x + 1, so each band keeps its hazard and people::

        H(edge) = sum of width x rate below,  rate(x) = H(x + 1) - H(x)
        P(edge) = sum of people below,        people(x) = P(x + 1) - P(x)

    ``mortality``: sex, age_start, age_width, death_rate_y of one period;
    ``population``: sex, age_start, age_width, population of one year. Bands follow each
    other from age 0; the last one is open from 100 (its width is not read). Raises
    ValueError for anything else. Method: Fritsch and Carlson (1980) as in scipy.
    """
    rates, people = {}, {}
    for sex in SEXES:
        edges, rate = _bands(mortality, sex, "death_rate_y")
        rates[sex] = _by_age(edges, np.diff(edges) * rate[:-1], rate[-1])
        edges, number = _bands(population, sex, "population")
        people[sex] = _by_age(edges, number[:-1], number[-1])
    return LifeTable(rate_y=rates, people=people)


def _bands(table: pd.DataFrame, sex: str, column: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the first ages of the bands of ``sex`` and what ``column`` holds."""
    rows = table[table["sex"] == sex].sort_values("age_start")
    edges = rows["age_start"].to_numpy(dtype=float)
    widths = rows["age_width"].to_numpy(dtype=float)[:-1]
    values = rows[column].to_numpy(dtype=float)
    known = len(edges) > 1 and edges[0] == 0 and edges[-1] == OPEN_AGE
    if not (known and np.array_equal(np.diff(edges), widths) and (widths >= 1).all()):
        raise ValueError(
            f"The age bands of {column} of {sex} start at {edges.tolist()}; they must "
            f"follow each other from age 0 to the open band {OPEN_AGE}: give one "
            "period and one row for each band."
        )
    if not (np.isfinite(values) & (values >= 0)).all():
        raise ValueError(
            f"The column {column} of {sex} holds a number below 0 or none at all; "
            "every age band needs a number of 0 or more."
        )
    return edges, values


def _by_age(edges: np.ndarray, amounts: np.ndarray, last: float) -> np.ndarray:
    """Return the amounts of the bands spread over single years, then the last one."""
    from scipy.interpolate import PchipInterpolator

    total = np.concatenate([[0.0], np.cumsum([*amounts, last])])
    curve = PchipInterpolator([*edges, AGES], total)(np.arange(AGES))
    rises = np.maximum(np.diff(curve), 0)  # flat stretches may fall by a rounding
    return np.append(rises, last)


def member_shares(
    table: LifeTable, bands: Sequence[Band], male_share: float
) -> dict[str, np.ndarray]:
    """Return the share of each sex and age among the members of a group.

    Inside a band, people are spread over ages as in the population::

        share(sex, x) = share of sex x sum over bands of
                        share of band x people(x) / sum of people, ages of the band

    ``bands``: low, high, share with low <= age < high, shares adding to 1; a band that
    cuts through a year counts the part inside. Shares by sex, (101,), together 1.
    Raises ValueError for ages outside the table, bands that hold nobody, shares outside
    0 to 1 or not adding to 1.
    """
    bands = [(float(low), float(high), float(share)) for low, high, share in bands]
    of_sex = {"male": float(male_share), "female": 1 - float(male_share)}
    _check_bands(bands, of_sex["male"])
    return {sex: _shares(table.people[sex], bands, of_sex[sex]) for sex in SEXES}


def _check_bands(bands: Sequence[Band], male_share: float) -> None:
    if not 0 <= male_share <= 1:
        raise ValueError(
            f"The share of men is {male_share}; it must lie between 0 and 1."
        )
    for low, high, share in bands:
        if not 0 <= low < high <= AGES:
            raise ValueError(
                f"The age band {low} to {high} does not lie in the life table; "
                f"give ages from 0 to {AGES}, the lower one first."
            )
        if not 0 <= share <= 1:
            raise ValueError(
                f"The age band {low} to {high} has the share {share}; "
                "it must lie between 0 and 1."
            )
    total = math.fsum(share for _, _, share in bands)
    if abs(total - 1) > SUM_TOLERANCE:
        raise ValueError(
            f"The shares of the age bands add to {total:g}; they must add to 1."
        )


def _shares(people: np.ndarray, bands: Sequence[Band], of_sex: float) -> np.ndarray:
    shares = np.zeros(AGES)
    for low, high, share in bands:
        inside = people * _part_inside(low, high)
        if inside.sum() > 0:
            shares += of_sex * share * inside / inside.sum()
        elif of_sex * share > 0:
            raise ValueError(
                f"The population has nobody in the age band {low} to {high}; choose "
                "a band with people or give it the share 0."
            )
    return shares


def _part_inside(low: float, high: float) -> np.ndarray:
    """Return the part of each single year of age between ``low`` and ``high``."""
    start = np.arange(AGES)
    return (np.minimum(high, start + 1) - np.maximum(low, start)).clip(min=0)


def group_rate_y(table: LifeTable, bands: Sequence[Band], male_share: float) -> float:
    """Return deaths per person-year of a group by its ages and sexes::

        sum over sexes and ages of share(sex, x) x rate(sex, x)

    ``bands`` and errors as in :func:`member_shares`.
    """
    shares = member_shares(table, bands, male_share)
    return float(sum(shares[sex] @ table.rate_y[sex] for sex in SEXES))


def death_shares(
    table: LifeTable, shares: Mapping[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Return the share of each sex and age among those who die::

        share(sex, x) rate(sex, x) / sum over sexes and ages of the same

    ``shares`` of the members as :func:`member_shares` returns them; the result has the
    same form. Raises ValueError where nobody can die.
    """
    deaths = {sex: shares[sex] * table.rate_y[sex] for sex in SEXES}
    total = sum(by_age.sum() for by_age in deaths.values())
    if total <= 0:
        raise ValueError(
            "The death rates are 0 at every age of the group, so nobody dies; "
            "give ages at which the life table has deaths."
        )
    return {sex: by_age / total for sex, by_age in deaths.items()}


def survival(table: LifeTable, sex: str, age_low: float, age_high: float) -> float:
    """Return the share of those aged ``age_low`` who reach ``age_high``::

        exp(-sum over ages of years lived at x times rate(x))

    Raises ValueError for ages outside the table or in the wrong order.
    """
    if not 0 <= age_low <= age_high <= AGES:
        raise ValueError(
            f"Survival from age {age_low} to {age_high} is asked for; give ages from "
            f"0 to {AGES}, the lower one first."
        )
    return math.exp(-float(_part_inside(age_low, age_high) @ table.rate_y[sex]))


def expectancy(table: LifeTable, sex: str, age: int = 0) -> float:
    """Return the years a person of ``age`` lives on average::

        sum over x of l(x) (1 - exp(-rate(x))) / rate(x)  +  l(100) / rate(100)

    l(x): survival from ``age`` to x. The rate is constant within a year of age. Raises
    ValueError for an age outside the table and where nobody dies in the last year.
    """
    rate_y = table.rate_y[sex]
    if not 0 <= age <= OPEN_AGE or rate_y[OPEN_AGE] == 0:
        raise ValueError(
            f"The years left at age {age} cannot be computed; the age must lie between "
            f"0 and {OPEN_AGE} and the rate of age {OPEN_AGE} above 0."
        )
    lived = rate_y[age:OPEN_AGE]
    reached = np.exp(-np.concatenate([[0.0], np.cumsum(lived)]))
    within = np.where(lived > 0, -np.expm1(-lived) / np.where(lived > 0, lived, 1), 1)
    return float(reached[:-1] @ within + reached[-1] / rate_y[OPEN_AGE])


def probability(rate: float | np.ndarray, years: float = 1.0) -> float | np.ndarray:
    """Return the probability of dying within ``years`` at a constant rate::

        1 - exp(-rate x years)

    Raises ValueError for a negative or missing rate or time.
    """
    if not (np.min(rate) >= 0 and years >= 0):
        raise ValueError(
            f"A rate of {rate} over {years} years is given; both must be 0 or more."
        )
    return -np.expm1(-np.multiply(rate, years))


def rate(probability: float | np.ndarray, years: float = 1.0) -> float | np.ndarray:
    """Return the constant rate a year of a probability of dying within ``years``::

        -log(1 - probability) / years

    Raises ValueError for probabilities outside 0 <= q < 1 and for no time.
    """
    if not years > 0:
        raise ValueError(f"The time is {years} years; it must be above 0.")
    _check_probability(probability)
    return -np.log1p(-np.asarray(probability, dtype=float)) / years


def monthly_probability(probability_y: float | np.ndarray) -> float | np.ndarray:
    """Return the probability of dying in a month from that of a year::

        1 - (1 - q)^(1/12)

    Raises ValueError for probabilities outside 0 <= q < 1.
    """
    return probability(rate(probability_y), 1 / MONTHS_PER_YEAR)


def yearly_probability(probability_m: float | np.ndarray) -> float | np.ndarray:
    """Return the probability of dying in a year from that of a month::

        1 - (1 - q)^12

    Raises ValueError for probabilities outside 0 <= q < 1.
    """
    return probability(rate(probability_m), MONTHS_PER_YEAR)


def _check_probability(probability: float | np.ndarray) -> None:
    if not (np.min(probability) >= 0 and np.max(probability) < 1):
        raise ValueError(
            f"A probability of {probability} is given; it must be 0 or more and "
            "below 1."
        )
