"""Every figure a region stands on: its own, or borrowed and marked with its origin.

Own figures are about the region itself. What is not known of it is taken from its
province, the nation or a pool of other regions, never without saying so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, Literal

from analysis.evidence import ledger, tables
from analysis.language import Text, say
from analysis.law.parameters import load_law
from analysis.quantity import Quantity
from analysis.scenario.region_file import RegionFile

Origin = Literal["own", "province", "national", "pooled"]
Row = Mapping[str, Any]
FILE_SOURCE = "evidence "
# the ledger's names of what a region's file holds
LEDGER_NAMES = {"revenue": "pendapatan_daerah", "personnel": "belanja_pegawai"}
_REGISTER_YEAR, _SURVEY_MONTH = "2025", "2021-08"
# what the national tables hold of every region: column, unit, period, its source
_TABLED = {
    "population": ("population", "people", _REGISTER_YEAR, "source_id"),
    "area_km2": ("area_km2", "km2", "", "source_id"),
    "tpak": ("participation_rate_2021", "share", _SURVEY_MONTH, "rate_source_id"),
}
_NATION = "Indonesia"
_POOL_JATIM = say(
    id="38 kabupaten/kota di Jawa Timur", en="38 kabupaten and kota of Jawa Timur"
)
_POOL_CITIES = say(id="empat kota", en="four cities")
_POOL_GROUPS = say(id="sepuluh kelompok peserta", en="ten groups of members")
_WHOLE = say(id=_NATION, en=_NATION)
# pooled over other regions, by its name among the summary figures: unit, period
_POOLED = {
    "revenue_budget_growth_mean_y": ("share/year", "2021-2024"),
    "revenue_budget_growth_sd_y": ("share/year", "2021-2024"),
    "pad_share_of_revenue_median_2024": ("share", "2024"),
}
# assumptions every region shares: where their figure comes from
_SHARED: dict[str, tuple[Origin, Text]] = {
    "wage_growth_y": ("pooled", _POOL_CITIES),
    "selection_factor": ("pooled", _POOL_GROUPS),
    "jkk_incidence_bpu_y": ("national", _WHOLE),
    "jkk_incidence_pu_y": ("national", _WHOLE),
    "jkk_death_share": ("national", _WHOLE),
    "jkk_disability_share": ("national", _WHOLE),
    "jkk_care_idr": ("national", _WHOLE),
}


@dataclass(frozen=True)
class Value:
    """One figure of a region, with where it comes from.

    ``number`` is None for a whole table (death rates by age). ``period`` is a year, a
    month or a day as the source has it. ``place`` is what the figure is about.
    """

    concept: str
    number: Quantity | None
    unit: str
    period: str
    origin: Origin
    place: Text
    sources: tuple[str, ...]
    segment: str = "total"
    programme: str = "none"
    claim_id: str = ""
    relation: str = "reported"
    status: str = "accepted"

    @property
    def borrowed(self) -> bool:
        """Say whether the figure is about another place than the region."""
        return self.origin != "own"

    @property
    def from_tables(self) -> bool:
        """Say whether the figure is one that the national tables hold of everyone."""
        return not self.borrowed and not self.claim_id and self.concept in _TABLED

    @property
    def fact(self) -> tuple[str, ...]:
        """Return what the figure is about: rival figures of one thing share it."""
        return self.concept, self.segment, self.programme, self.period


def own(row: Row, facts: RegionFile | None) -> list[Value]:
    """Return every figure about a region itself, ``row`` of the table of regions."""
    place = say(id=row["name"], en=row["name"])
    found = [
        *_table_values(row, place),
        *(_claimed(claim, "own", place) for claim in _claims().get(row["region"], ())),
        *_growth(row["region"], place),
    ]
    known = {value.claim_id for value in found} - {""}
    found += (one for one in _of_file(facts, place) if one.claim_id not in known)
    return found


def borrowed(row: Row, own_concepts: frozenset[str]) -> list[Value]:
    """Return the figures of the province, the nation and pools a region borrows.

    ``own_concepts``: what the region knows of itself, and so does not borrow.
    """
    name = _province_names()[row["province"]]
    place = say(id=f"Provinsi {name}", en=f"province {name}")
    provincial = [_claimed(one, "province", place) for one in _latest(row["province"])]
    has_pad_share = {"pad", "pendapatan_daerah"} <= own_concepts
    pooled = [one for one in _pooled() if not (has_pad_share and "pad" in one.concept)]
    return [*provincial, *_national_tables(), *_shared(), *pooled]


def _table_values(row: Row, place: Text) -> Iterator[Value]:
    for concept, (column, unit, period, source) in _TABLED.items():
        if row[column] == row[column]:  # not known everywhere
            number = Quantity.exact(str(row[column]))
            yield Value(concept, number, unit, period, "own", place, (row[source],))


def _claimed(claim: Row, origin: Origin, place: Text) -> Value:
    return Value(
        concept=claim["concept"],
        number=Quantity.exact(ledger.value(claim["claim_id"])),
        unit=claim["unit"],
        period=claim["as_of"],
        origin=origin,
        place=place,
        sources=(claim["source_id"],),
        segment=claim["segment"],
        programme=claim["programme"],
        claim_id=claim["claim_id"],
        relation=claim["relation"],
        status=claim["status"],
    )


def _of_file(facts: RegionFile | None, place: Text) -> Iterator[Value]:
    """Yield what only the region's file says; claims of the ledger are known."""
    inputs = {**facts.bases_idr, **facts.fiscal_inputs_idr} if facts else {}
    for base, years in inputs.items():
        for year, (number, source) in years.items():
            yield _filed(base, year, (number, "idr"), source, place)
    wages = facts.minimum_wage_idr_m if facts else {}
    for year, (number, source) in wages.items():
        yield _filed("umk_idr_m", year, (number, "idr/month"), source, place)


def _filed(
    concept: str, year: int, figure: tuple[Fraction, str], source: str, place: Text
) -> Value:
    claim_id = source.removeprefix(FILE_SOURCE) if FILE_SOURCE in source else ""
    number, unit = Quantity.exact(figure[0]), figure[1]
    concept = LEDGER_NAMES.get(concept, concept)
    return Value(
        concept, number, unit, str(year), "own", place, (source,), claim_id=claim_id
    )


def _growth(code: str, place: Text) -> Iterator[Value]:
    """Yield the economic growth of the few regions of which it was published."""
    for row in _by_region("macro").get(code, ()):
        number = Quantity.exact(str(row["value"]))
        yield Value(
            row["measure"], number, row["unit"], row["period"], "own", place,
            (row["source_id"],), relation=row["relation"],
        )  # fmt: skip


def _latest(province: str) -> list[Row]:
    """Return the latest claim of each kind about a province."""
    latest: dict[tuple[str, ...], Row] = {}
    for claim in _claims().get(province, ()):
        kind = (claim["concept"], claim["segment"], claim["programme"])
        if kind not in latest or claim["as_of"] >= latest[kind]["as_of"]:
            latest[kind] = claim
    return list(latest.values())


@cache
def _national_tables() -> tuple[Value, ...]:
    def table(concept: str, source: str) -> Value:
        return Value(concept, None, "", "", "national", _WHOLE, (source,))

    return (
        table("death_rate_y", tables.read("mortality")["source_id"].iloc[0]),
        table("births_per_woman_y", tables.read("fertility")["source_id"].iloc[0]),
        table("ages", tables.read("population_weights")["source_id"].iloc[0]),
    )


@cache
def _shared() -> tuple[Value, ...]:
    law = load_law()
    found = []
    for name, (origin, place) in _SHARED.items():
        entry = law.parameters[name].entries[-1]
        number = law.quantity(name, entry.from_month)
        unit, mark = law.parameters[name].unit, entry.mark
        found.append(
            Value(name, number, unit, "", origin, place, entry.sources, relation=mark)
        )
    return tuple(found)


@cache
def _pooled() -> tuple[Value, ...]:
    rows = tables.read("fiscal_priors").set_index("name")
    return tuple(
        Value(
            name, Quantity.exact(str(rows.loc[name, "value"])), unit, period, "pooled",
            _POOL_JATIM, (rows.loc[name, "source_id"],), relation="derived",
        )
        for name, (unit, period) in _POOLED.items()
    )  # fmt: skip


@cache
def _claims() -> Mapping[str, list[Row]]:
    """Return the claims that hold a usable figure, by code of region or province."""
    found = defaultdict(list)
    for row in tables.read("ledger").to_dict("records"):
        with_figure = row["value"] == row["value"] and row["relation"] != "qualitative"
        if row["region"] and with_figure and row["status"] != "rejected":
            found[row["region"]].append(row)
    return found


@cache
def _by_region(table: str) -> Mapping[str, list[Row]]:
    found = defaultdict(list)
    for row in tables.read(table).to_dict("records"):
        found[row["region"]].append(row)
    return found


@cache
def _province_names() -> Mapping[str, str]:
    table = tables.read("provinces")
    return dict(zip(table["province"], table["name"], strict=True))
