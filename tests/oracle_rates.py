"""The claims oracle's rates: life table by single age, ages of a group, children.

``docs/claims.md`` 1 and 4, with the tables of ``data/processed`` read as they stand.
The monotone cubic is written out (Fritsch and Butland 1984, as in PCHIP).
"""

from __future__ import annotations

import csv
import itertools
from functools import cache
from math import exp, floor
from pathlib import Path

ROOT = Path(__file__).parents[1]
SEXES = ("female", "male")
OLDEST = 100


@cache
def rows(name) -> tuple[dict, ...]:
    path = ROOT / "data" / "processed" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def slopes(x, y) -> list[float]:
    """Derivatives at the knots: harmonic means, three points at the ends."""
    h = [b - a for a, b in itertools.pairwise(x)]
    rise = [(b - a) / w for a, b, w in zip(y, y[1:], h, strict=False)]

    def end(h0, h1, r0, r1):
        slope = ((2 * h0 + h1) * r0 - h0 * r1) / (h0 + h1)
        if slope * r0 <= 0:
            return 0.0
        return 3 * r0 if r0 * r1 < 0 and abs(slope) > abs(3 * r0) else slope

    inside = []
    for k in range(1, len(h)):
        if rise[k - 1] * rise[k] <= 0:
            inside.append(0.0)
        else:
            w1, w2 = 2 * h[k] + h[k - 1], h[k] + 2 * h[k - 1]
            inside.append((w1 + w2) / (w1 / rise[k - 1] + w2 / rise[k]))
    last = end(h[-1], h[-2], rise[-1], rise[-2])
    return [end(h[0], h[1], rise[0], rise[1]), *inside, last]


def monotone(x, y, at) -> float:
    d = slopes(x, y)
    k = max(i for i in range(len(x) - 1) if x[i] <= at)
    h = x[k + 1] - x[k]
    t = (at - x[k]) / h
    return (
        y[k] * (1 + 2 * t) * (1 - t) ** 2
        + d[k] * h * t * (1 - t) ** 2
        + y[k + 1] * t * t * (3 - 2 * t)
        - d[k + 1] * h * t * t * (1 - t)
    )


def cumulated(bands) -> list[float]:
    """Return the curve at ages 0..101 through (start, width, what lies in the band)."""
    edges, total = [0.0], [0.0]
    for start, width, amount in sorted(bands):
        assert start == edges[-1]
        edges.append(start + width)
        total.append(total[-1] + amount)
    return [monotone(edges, total, float(age)) for age in range(OLDEST + 2)]


def single_years(curve) -> list[float]:
    return [b - a for a, b in itertools.pairwise(curve)]


@cache
def hazard(period, sex) -> tuple[float, ...]:
    """Return the hazard from birth to ages 0..101."""
    bands = []
    for row in rows("mortality"):
        if (row["period"], row["sex"]) == (period, sex):
            width = float(row["age_width"] or 1)
            bands.append((float(row["age_start"]), width, width * rate_of(row)))
    return tuple(cumulated(bands))


def rate_of(row) -> float:
    return float(row["death_rate_y"])


def death_rate_y(period, sex) -> list[float]:
    return single_years(hazard(period, sex))


def middle_year(period) -> float:
    first, last = period.split("-")
    return (int(first) + int(last)) / 2


@cache
def people(period, sex) -> tuple[float, ...]:
    years = sorted({int(row["year"]) for row in rows("population_weights")})
    near = min(years, key=lambda year: abs(year - middle_year(period)))
    bands = [
        (
            float(row["age_start"]),
            float(row["age_width"] or 1),
            float(row["population"]),
        )
        for row in rows("population_weights")
        if int(row["year"]) == near and row["sex"] == sex
    ]
    return tuple(single_years(cumulated(bands)))


def member_shares(period, bands, male_share) -> dict[tuple[str, int], float]:
    """Return the share of a group's members by sex and age."""
    shares = {}
    for sex, share_of_sex in (("male", male_share), ("female", 1 - male_share)):
        crowd = people(period, sex)
        for low, high, share in bands:
            ages = [age for age in range(OLDEST + 1) if low <= age < high]
            whole = sum(crowd[age] for age in ages)
            for age in ages:
                part = share_of_sex * share * crowd[age] / whole
                shares[sex, age] = shares.get((sex, age), 0.0) + part
    return shares


def group_rate_y(period, bands, male_share) -> float:
    rate = {sex: death_rate_y(period, sex) for sex in SEXES}
    shares = member_shares(period, bands, male_share)
    return sum(share * rate[sex][age] for (sex, age), share in shares.items())


# ---- children


@cache
def births() -> tuple[tuple[float, float, float, float, float], ...]:
    """Return (first year, last year, age, next age, births per woman and year)."""
    table = []
    for row in rows("fertility"):
        first, last = (float(year) for year in row["period"].split("-"))
        age, width = float(row["age_start"]), float(row["age_width"])
        rate = float(row["births_per_woman_y"])
        table.append((first, last, age, age + width, rate))
    return tuple(table)


def births_y(year, age) -> float:
    """Births per woman of this age; the years before the first period as the first."""
    start = min(first for first, *_ in births())
    year = max(year, start)
    for first, last, low, high, rate in births():
        if first <= year < last and low <= age < high:
            return rate
    return 0.0


@cache
def survival(period, age) -> float:
    return sum(exp(-hazard(period, sex)[age]) for sex in SEXES) / 2


@cache
def children(period, woman_age, end_age) -> tuple[float, ...]:
    """Return the living children of a woman by age below ``end_age``."""
    t = floor(middle_year(period))
    return tuple(
        births_y(t - a, woman_age - a) * survival(period, a) for a in range(end_age)
    )


def at_most(mean, most) -> float:
    """E min(N, most), N Poisson."""
    chance, counted, below = exp(-mean), 0.0, 0.0
    for n in range(int(most)):
        counted += n * chance
        below += chance
        chance *= mean / (n + 1)
    return counted + most * (1 - below)


def who_dies(period, shares, by_death) -> dict[tuple[str, int], float]:
    if not by_death:
        return shares
    rate = {sex: death_rate_y(period, sex) for sex in SEXES}
    weight = {key: share * rate[key[0]][key[1]] for key, share in shares.items()}
    whole = sum(weight.values())
    return {key: part / whole for key, part in weight.items()}
