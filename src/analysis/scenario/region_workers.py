"""How many people of a region work or look for work: an estimate of ours.

No labour force is published for all 514 regions in what we hold, so it is put together
from three figures that are::

    labour force = population x share aged 15 and over x participation rate

The population is the civil register's of 2025 and the rate that of August 2021, both
the region's own; the share aged 15 and over is the nation's (UN WPP, nearest year),
borrowed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from analysis.errors import Problem, ScenarioError
from analysis.evidence import tables
from analysis.language import say
from analysis.scenario.regions import region_pack

if TYPE_CHECKING:
    from analysis.scenario.region_values import Value

WORKING_AGE = 15
POPULATION, RATE, AGES = "population", "tpak", "population_weights"
MEASURE = "angkatan_kerja"  # the published counterpart, in the table of the four cities
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class LabourForce:
    """The estimate and what it is made of; shares are 0-1, people whole.

    ``year`` is that of the population; ``assumed`` says that a part is borrowed.
    """

    people: int
    share_15_plus: Fraction
    participation_rate: Fraction
    population: int
    year: int
    sources: tuple[str, ...]
    assumed: bool


@dataclass(frozen=True)
class Published:
    """A published labour force of a region: people, August of ``year``, its claim."""

    region: str
    year: int
    people: int
    claim_id: str
    sources: tuple[str, ...]


@cache
def labour_force(code: str) -> LabourForce:
    """Return population x share 15+ x participation rate, rounded half up to people.

    Raises ScenarioError where there is no such region or a part of it is not known.
    """
    known = {v.concept: v for v in region_pack(code).own if v.from_tables}
    population, rate = (_known(known, one, code) for one in (POPULATION, RATE))
    year = int(population.period)
    share, source = share_15_plus(year)
    people = population.number.central * share * rate.number.central
    return LabourForce(
        people=int(people + HALF),
        share_15_plus=share,
        participation_rate=rate.number.central,
        population=int(population.number.central),
        year=year,
        sources=(*population.sources, source, *rate.sources),
        assumed=True,
    )


@cache
def share_15_plus(year: int) -> tuple[Fraction, str]:
    """Return people of 15 and over / all people of the nation, and the source.

    Of the year nearest to ``year`` in the table; of two as near, the earlier.
    """
    rows = tables.read(AGES)
    nearest = min(sorted(set(rows["year"])), key=lambda one: abs(one - year))
    rows = rows[rows["year"] == nearest]
    grown = rows.loc[rows["age_start"] >= WORKING_AGE, "population"].sum()
    return Fraction(int(grown), int(rows["population"].sum())), rows["source_id"].iloc[
        0
    ]


def published() -> tuple[Published, ...]:
    """Return the latest published labour force of each region that has one."""
    rows = tables.read("labour_force")
    rows = rows[rows["measure"] == MEASURE].sort_values("year")
    return tuple(
        _published(row)
        for row in rows.groupby("region").tail(1).sort_values("region").itertuples()
    )


def _published(row: Any) -> Published:
    people, source = int(row.value), (row.source_id,)
    return Published(row.region, int(row.year), people, row.claim_id, source)


def _known(known: Mapping[str, Value], concept: str, code: str) -> Value:
    if concept in known:
        return known[concept]
    rule = say(
        id="Angkatan kerja tidak dapat ditaksir: angka ini tidak ada bagi wilayah itu.",
        en="The labour force cannot be estimated: a figure of the region is missing.",
    )
    remedy = say(
        id="isi kolomnya di data/raw lalu jalankan make data, atau tulis jumlah "
        "pekerja (eligible) sendiri.",
        en="fill in its column in data/raw and run make data, or write the number of "
        "workers (eligible) yourself.",
    )
    raise ScenarioError(
        Problem("data/processed/regions.csv", code, concept, rule, remedy)
    )
