"""10,000 member groups by month: people, contributions and claims of 20 years.

Closed groups of one age: who dies or leaves is not replaced. Our package projects
groups whose places are refilled or given up by year, and keeps no closed groups by
month; ours here is its life table (monthly probabilities) and numpy, in the twenty
lines of :func:`ours`. The others: lifelib's BasicTerm_M, its formulas as they come but
for three that read our numbers, and a model of five variables in cashflower. All three
add up people, contributions and claims of each month; the totals must agree.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.model.claims.life_table import monthly_probability
from benchmarks.measure import Row, faster, in_turn, seconds
from benchmarks.peers import NoPeer, Peer, named, peer

SEED, GROUPS, YEARS, MONTHS = 20261122, 10_000, 20, 12
CLOSE = 1e-9
TIMES = 5
PACKAGES = ("lifelib", "cashflower")


def groups() -> pd.DataFrame:
    """Return made-up groups: age, people, tariff and benefit in rupiah, leavers."""
    random = np.random.default_rng(SEED)
    return pd.DataFrame(
        {
            "age": random.integers(18, 60, GROUPS),
            "people": random.integers(5, 500, GROUPS).astype(float),
            "tariff_idr_m": random.choice([16_800.0, 20_000.0, 36_800.0], GROUPS),
            "benefit_idr": random.choice([42e6, 70e6, 174e6], GROUPS),
            "leave_y": random.uniform(0.02, 0.15, GROUPS).round(4),
        }
    )


def rates() -> pd.Series:
    """Return made-up yearly probabilities of death by age (Gompertz), 0 to 100."""
    age = np.arange(101)
    chance = np.minimum(0.0004 + 0.00003 * np.exp(0.1 * age), 0.9)
    return pd.Series(chance.round(8), pd.Index(age, name="age"), name="rate_y")


def ours(known: pd.DataFrame, rate_y: np.ndarray) -> np.ndarray:
    """Return people, contributions and claims of each month, (3, month)::

    people_t+1 = people_t (1 - q_m) (1 - w_m),   w_m = 1 - (1 - leave_y)^(1/12)
    """
    rate_m = monthly_probability(rate_y)
    age, tariff, benefit = (
        known[name].to_numpy() for name in ("age", "tariff_idr_m", "benefit_idr")
    )
    stays = (1 - known["leave_y"].to_numpy()) ** (1 / MONTHS)
    people = known["people"].to_numpy(copy=True)
    totals = np.empty((3, YEARS * MONTHS))
    for year in range(YEARS):
        dies = rate_m[age + year]
        amounts = np.stack([np.ones_like(tariff), tariff, dies * benefit])
        stay = (1 - dies) * stays
        for month in range(year * MONTHS, (year + 1) * MONTHS):
            totals[:, month] = amounts @ people
            people *= stay
    return totals


def rows() -> list[Row]:
    """Return what was reached of the targets of this group."""
    known, rate_y = groups(), rates()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "groups.csv"
        known.to_csv(place, index=False)
        rate_y.to_csv(place.with_name("rates.csv"))
        try:
            with peer("members.py", str(place), folder) as asked:
                return beside(asked, known, rate_y.to_numpy())
        except NoPeer as why:
            ids = (*(f"members_{name}" for name in PACKAGES), "members_equal")
            return [Row(id_, reason=str(why)) for id_ in ids]


def beside(asked: Peer, known: pd.DataFrame, rate_y: np.ndarray) -> list[Row]:
    """Return the rows of both packages, and how far their totals are from ours."""
    mine, found, apart = ours(known, rate_y), [], []
    for name in PACKAGES:
        answers = []

        def theirs(name: str = name, kept: list = answers) -> float:
            kept.append(asked.ask(name))
            return kept[-1][0]

        pairs = in_turn(
            lambda: seconds(lambda: ours(known, rate_y), times=TIMES), theirs
        )
        total = np.array(answers[-1][1:])
        apart.append(float(np.max(abs(total / mine - 1))))
        remark = f"{named(name)}; three totals of each of {mine.shape[1]} months."
        found.append(faster(f"members_{name}", pairs, remark=remark))
    told = ", ".join(f"{n} {x:.1e}" for n, x in zip(PACKAGES, apart, strict=True))
    return [*found, Row("members_equal", (max(apart),), remark=told)]
