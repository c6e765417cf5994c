"""How many regions stand on how many facts of their own."""

from __future__ import annotations

from functools import cache

import pandas as pd

from analysis.language import Text, say
from analysis.scenario.region_names import codes, provinces
from analysis.scenario.regions import GRADES, region_pack

# ranges of the number of own facts beyond the national tables, ends included
RANGES = ((0, 0), (1, 4), (5, 19), (20, None))
_REGIONS = say(id="Wilayah", en="Regions")
_PROVINCE = say(id="Provinsi", en="Province")
_ALL = say(id="Indonesia", en="Indonesia")
_FACTS = say(id="Fakta sendiri", en="Own facts")
_OR_MORE = say(id="{low} atau lebih", en="{low} or more")


@cache
def _all_regions() -> pd.DataFrame:
    packs = [region_pack(code) for code in codes()]
    rows = [
        (p.code, p.name, p.province, p.population, p.completeness, p.own_facts)
        for p in packs
    ]
    columns = ["region", "name", "province", "population", "grade", "own_facts"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["facts_range"] = [_range_of(count) for count in frame["own_facts"]]
    return frame


def all_regions() -> pd.DataFrame:
    """Return the 514 regions, one a row, with grade and number of own facts.

    ``own_facts`` are those beyond the national tables; ``facts_range`` is the position
    in ``RANGES``.
    """
    return _all_regions().copy()


def by_own_facts(lang: str = "en") -> pd.DataFrame:
    """Return the number of regions by own facts (rows) and grade (columns)."""
    frame = all_regions()
    found = pd.crosstab(frame["facts_range"], frame["grade"])
    found = found.reindex(range(len(RANGES)), fill_value=0)
    found = found.reindex(columns=list(GRADES), fill_value=0)
    found.insert(0, _REGIONS[lang], found.sum(axis=1))
    found.insert(0, _FACTS[lang], range_names(lang))
    return found.reset_index(drop=True).rename_axis(columns=None)


def by_province(lang: str = "en") -> pd.DataFrame:
    """Return the number of regions by province (rows), grade and own facts (columns).

    The first row is the whole country.
    """
    frame = all_regions()
    heads = range_names(lang)
    parts = [(_ALL[lang], frame)]
    parts += [(provinces()[code], one) for code, one in frame.groupby("province")]
    rows = []
    for name, part in parts:
        grades = [int((part["grade"] == grade).sum()) for grade in GRADES]
        ranges = [int((part["facts_range"] == one).sum()) for one in range(len(heads))]
        rows.append([name, len(part), *grades, *ranges])
    head = [_PROVINCE[lang], _REGIONS[lang], *GRADES, *heads]
    return pd.DataFrame(rows, columns=head)


def range_names(lang: str = "en") -> list[str]:
    """Return the ranges of own facts in words."""
    return [_name(low, high, _OR_MORE)[lang] for low, high in RANGES]


def _name(low: int, high: int | None, or_more: Text) -> Text:
    if high is None:
        return say(id=or_more["id"].format(low=low), en=or_more["en"].format(low=low))
    plain = str(low) if low == high else f"{low}-{high}"
    return say(id=plain, en=plain)


def _range_of(count: int) -> int:
    return max(place for place, (low, _) in enumerate(RANGES) if count >= low)
