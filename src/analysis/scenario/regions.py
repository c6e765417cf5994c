"""What is known of a region: people, minimum wages, budgets, mortality.

Any of the 514 kabupaten and kota works from the shared tables; a file
``data/regions/<code>.yaml`` adds the region's own facts, each with its source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from analysis import paths
from analysis.errors import InputDataError, MachineError, Problem, ScenarioError
from analysis.evidence import tables
from analysis.language import Text, say
from analysis.scenario import region_names, region_values
from analysis.scenario.region_checks import checked_facts
from analysis.scenario.region_file import RegionFile
from analysis.scenario.yamltext import MAX_BYTES, Place, decoded
from analysis.scenario.yamltext_texts import TOO_LARGE, UNREADABLE

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from analysis.scenario.region_values import Value

GRADES: dict[str, Text] = {
    "A": say(
        id="B, ditambah PAD, akhir masa jabatan kepala daerah, dan akhir RPJMD",
        en="B, and PAD, the end of the head's term and the end of the RPJMD",
    ),
    "B": say(
        id="upah minimum, pendapatan, dan jumlah peserta yang dibayar daerah diketahui",
        en="minimum wage, revenue and a number of members it pays for are known",
    ),
    "C": say(
        id="ada angka atau aturan sendiri di luar tabel nasional, belum cukup untuk B",
        en="own figures or rules beyond the national tables, not enough for B",
    ),
    "D": say(
        id="hanya angka di tabel nasional: penduduk, luas, TPAK",
        en="only what the national tables hold: population, area, participation",
    ),
}
_MEMBERS_OF_OTHERS = ("total", "pu", "bpu", "jasa_konstruksi")


@dataclass(frozen=True)
class RegionPack:
    """All that is known of one region; money in rupiah, years as int."""

    code: str
    name: str
    kind: str
    province: str
    population: int
    minimum_wage_idr_m: Mapping[int, Fraction]
    bases_idr: Mapping[str, Mapping[int, Fraction]]
    mortality: pd.DataFrame = field(repr=False)
    population_weights: pd.DataFrame = field(repr=False)
    facts: RegionFile | None = None

    @property
    def values(self) -> tuple[Value, ...]:
        """Return every figure the region stands on, its own first, then borrowed."""
        return (*self.own, *self.borrowed)

    @cached_property
    def own(self) -> tuple[Value, ...]:
        """Return the figures about the region itself."""
        return tuple(region_values.own(_row(self.code), self.facts))

    @cached_property
    def borrowed(self) -> tuple[Value, ...]:
        """Return what is taken from the province, the nation or other regions."""
        known = frozenset(value.concept for value in self.own)
        return tuple(region_values.borrowed(_row(self.code), known))

    @property
    def own_facts(self) -> int:
        """Count what is known of the region beyond the national tables.

        Rival figures of one thing on one date are one fact; so is a local rule.
        """
        rules = self.facts.rules if self.facts else ()
        return len({v.fact for v in self.own if not v.from_tables}) + len(rules)

    @cached_property
    def fertility(self) -> pd.DataFrame:
        """Return births per woman by period and age (national), read when asked for."""
        return _of_all("fertility")

    @cached_property
    def completeness(self) -> str:
        """Return the grade, A to D, by the rule in ``GRADES``."""
        lacking = set(self._lacking)
        if not lacking:
            return "A"
        if not lacking & {"wage", "revenue", "members"}:
            return "B"
        return "C" if self.own_facts else "D"

    @property
    def reasons(self) -> tuple[Text, ...]:
        """Return what is missing for grade A, in words."""
        return tuple(LACKING[name] for name in self._lacking)

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the ids of all sources the figures come from."""
        return tuple(dict.fromkeys(one for v in self.values for one in v.sources))

    @cached_property
    def _lacking(self) -> tuple[str, ...]:
        facts = self.facts
        known = {
            "wage": bool(self.minimum_wage_idr_m),
            "revenue": bool(self.bases_idr.get("revenue")),
            "members": any(map(_counts_members, self.own)),
            "pad": bool(self.bases_idr.get("pad")),
            "term": facts is not None and facts.head_term_end is not None,
            "rpjmd": facts is not None and facts.rpjmd_end is not None,
        }
        return tuple(name for name, is_known in known.items() if not is_known)


def _counts_members(value: Value) -> bool:
    return (
        value.concept == "members"
        and value.unit == "people"
        and value.segment not in _MEMBERS_OF_OTHERS
        and value.relation in ("reported", "derived")
    )


@cache
def region_pack(code: str) -> RegionPack:
    """Return what is known of the region with this Kemendagri code.

    Raises ScenarioError naming the candidates if there is none.
    """
    row = _row(code)
    facts = region_facts(code)
    return RegionPack(
        code=code,
        name=row["name"],
        kind=row["kind"],
        province=row["province"],
        population=int(row["population"]),
        minimum_wage_idr_m=minimum_wages(code),
        bases_idr=dict(_bases(facts)),
        mortality=_of_all("mortality"),
        population_weights=_of_all("population_weights"),
        facts=facts,
    )


@cache
def _of_all(name: str) -> pd.DataFrame:
    """Return a table all regions share: a copy for each would add up over a sweep."""
    return tables.read(name)


@cache
def minimum_wages(code: str) -> dict[int, Fraction]:
    """Return the minimum wage (UMK, rupiah a month) of a region by year."""
    table = tables.read("minimum_wages")
    rows = table[table["region"] == code]
    known = {
        int(year): Fraction(str(wage))
        for year, wage in zip(rows["year"], rows["umk_idr_m"], strict=True)
    }
    facts = region_facts(code)
    own = facts.minimum_wage_idr_m if facts else {}
    known |= {year: wage for year, (wage, _) in own.items()}
    return dict(sorted(known.items()))


@cache
def region_facts(code: str) -> RegionFile | None:
    """Return the own facts of a region, None where it has no file."""
    file = paths.REGIONS / f"{code}.yaml"
    if not file.is_file():
        return None
    return checked_facts(text_of(file), paths.shown(file), code)


def text_of(file: Path) -> str:
    """Return the text of a region's file.

    Raises InputDataError (too large, not UTF-8), MachineError (unreadable).
    """
    place = Place(paths.shown(file))
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        return decoded(data, place, TOO_LARGE)
    except OSError as error:
        why = error.strerror or ""
        raise MachineError(Problem(str(place), "", why, *UNREADABLE)) from None
    except ScenarioError as error:
        raise InputDataError(error.problems) from None


def _row(code: str) -> Mapping[str, Any]:
    if code not in _rows():
        raise ScenarioError(Problem("region", "", code, *region_names.refusal(code)))
    return _rows()[code]


@cache
def _rows() -> dict[str, dict[str, Any]]:
    rows = tables.read("regions").to_dict("records")
    return {row["region"]: row for row in rows}


def _bases(facts: RegionFile | None) -> Iterator[tuple[str, dict[int, Fraction]]]:
    written = facts.bases_idr if facts else {}
    for base, years in written.items():
        yield base, {year: value for year, (value, _) in sorted(years.items())}


LACKING: dict[str, Text] = {
    "wage": say(
        id="upah minimum (UMK) tidak diketahui", en="no minimum wage (UMK) is known"
    ),
    "revenue": say(
        id="pendapatan daerah tidak diketahui", en="no regional revenue is known"
    ),
    "members": say(
        id="jumlah peserta yang dibayar daerah tidak diketahui",
        en="no number of members paid by the region is known",
    ),
    "pad": say(id="PAD tidak diketahui", en="no own revenue (PAD) is known"),
    "term": say(
        id="akhir masa jabatan kepala daerah tidak diketahui",
        en="the end of the head's term is not known",
    ),
    "rpjmd": say(
        id="tahun akhir RPJMD tidak diketahui", en="the end of the RPJMD is not known"
    ),
}
