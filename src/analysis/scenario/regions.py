"""What is known of a region: people, minimum wages, budgets, mortality.

Any of the 514 kabupaten and kota works from the shared tables; a file
``data/regions/<code>.yaml`` adds the region's own facts, each with its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from analysis import paths
from analysis.errors import Problem, ScenarioError
from analysis.evidence import tables
from analysis.language import Text, say
from analysis.scenario.region_file import RegionFile, read_region
from analysis.scenario.texts import no_region

if TYPE_CHECKING:
    import pandas as pd

_GRADES = "ABBCCD"


@dataclass(frozen=True)
class RegionPack:
    """All that is known of one region; money in rupiah, years as int.

    ``completeness`` is A (all here) to D; ``reasons`` name what is missing.
    """

    code: str
    name: str
    kind: str
    province: str
    population: int
    minimum_wage_idr_m: Mapping[int, Fraction]
    bases_idr: Mapping[str, Mapping[int, Fraction]]
    mortality: pd.DataFrame = field(repr=False)
    population_weights: pd.DataFrame = field(repr=False)
    completeness: str
    reasons: tuple[Text, ...]
    sources: tuple[str, ...]
    facts: RegionFile | None = None


@cache
def region_pack(code: str) -> RegionPack:
    """Return what is known of the region with this Kemendagri code.

    Raises ScenarioError naming the nearest regions if there is none.
    """
    row = _row(code)
    facts = region_facts(code)
    wages, bases = minimum_wages(code), _bases(facts)
    reasons = tuple(_missing(wages, bases, facts))
    return RegionPack(
        code=code,
        name=row["name"],
        kind=row["kind"],
        province=row["province"],
        population=int(row["population"]),
        minimum_wage_idr_m=wages,
        bases_idr=bases,
        mortality=tables.read("mortality"),
        population_weights=tables.read("population_weights"),
        completeness=_GRADES[len(reasons)],
        reasons=reasons,
        sources=_sources(row["source_id"], facts),
        facts=facts,
    )


def codes() -> Mapping[str, str]:
    """Return the names of the 514 kabupaten and kota by code."""
    return _names()


@cache
def _names() -> dict[str, str]:
    table = tables.read("regions")
    return dict(zip(table["region"], table["name"], strict=True))


def nearest(wanted: str, limit: int = 3) -> list[tuple[str, str]]:
    """Return code and name of the regions nearest to a code or a name."""
    from rapidfuzz.distance import OSA, Prefix
    from rapidfuzz.fuzz import WRatio

    digits = wanted.replace(".", "")

    def far(item: tuple[str, str]) -> tuple[float, int, str]:
        code, name = item
        if digits.isdigit():
            shared = Prefix.similarity(digits, code)
            return OSA.distance(digits, code), -shared, code
        return -WRatio(wanted.lower(), name.lower()), 0, code

    return sorted(_names().items(), key=far)[:limit]


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
    return read_region(file.read_text("utf-8-sig"), paths.shown(file), code)


def _row(code: str) -> Mapping[str, str]:
    table = tables.read("regions")
    rows = table[table["region"] == code]
    if len(rows):
        return rows.iloc[0]
    raise ScenarioError(Problem("region", "", code, *no_region(nearest(code))))


def _bases(facts: RegionFile | None) -> dict[str, dict[int, Fraction]]:
    written = facts.bases_idr if facts else {}
    return {
        base: {year: value for year, (value, _) in sorted(years.items())}
        for base, years in written.items()
    }


def _missing(
    wages: Mapping[int, Fraction],
    bases: Mapping[str, Mapping[int, Fraction]],
    facts: RegionFile | None,
) -> list[Text]:
    known = {
        "wage": bool(wages),
        "revenue": bool(bases.get("revenue")),
        "pad": bool(bases.get("pad")),
        "term": facts is not None and facts.head_term_end is not None,
        "rpjmd": facts is not None and facts.rpjmd_end is not None,
    }
    return [_LACKING[name] for name, is_known in known.items() if not is_known]


def _sources(table_source: str, facts: RegionFile | None) -> tuple[str, ...]:
    if facts is None:
        return (table_source,)
    sourced = [*facts.minimum_wage_idr_m.values()]
    for years in facts.bases_idr.values():
        sourced += years.values()
    own = [source for _, source in sourced]
    own += [event.source for event in (facts.head_term_end, facts.rpjmd_end) if event]
    return tuple(dict.fromkeys([table_source, *own]))


_LACKING = {
    "wage": say(
        id="upah minimum (UMK) tidak diketahui", en="no minimum wage (UMK) is known"
    ),
    "revenue": say(
        id="pendapatan daerah tidak diketahui", en="no regional revenue is known"
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
