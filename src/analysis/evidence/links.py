"""What one table says about another must exist there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from analysis.errors import Problem
from analysis.evidence.columns import Tables
from analysis.evidence.nearest import nearest
from analysis.evidence.reading import Row, row_name
from analysis.language import say

EVIDENCE = "evidence.csv"
GROUPS, REPLAYS = "calibration/groups.csv", "calibration/replays.csv"
PUBLISHED = "calibration/published.csv"
AGES, FERTILITY = "fertility/age_shares.csv", "fertility/total_fertility.csv"
RATES = "region_rates/participation_2021.csv"
REGIONS = "regions/regions.csv"
PROVINCES = "regions/provinces.csv"
SOURCES = "sources.csv"
NATION = "Indonesia"

Raw = Mapping[str, Sequence[Row]]
Cells = Iterable[tuple[int, str]]


def broken_links(raw: Raw, columns: Tables) -> Iterator[Problem]:
    """Yield a problem for each unknown region, source or claim a raw table names.

    ``raw`` maps the path below ``data/raw`` to its rows, ``columns`` to its columns.
    """
    sources = {row["source_id"]: row["publisher"] for row in raw[SOURCES]}
    provinces = {row["province"]: "Provinsi " + row["name"] for row in raw[PROVINCES]}
    regions = {row["region"]: row["name"] for row in raw[REGIONS]}
    areas = regions | provinces
    for path, declared in columns.items():
        names = {column.name for column in declared}
        if "source_id" in names:
            yield from _unknown(_cells(raw, path, "source_id"), path, sources)
        if "region" in names:
            yield from _unknown(_cells(raw, path, "region"), path, areas)
    yield from _unknown(_cells(raw, REGIONS, "province"), REGIONS, provinces)
    births = {row["period"]: "" for row in raw[FERTILITY]}
    periods = enumerate((row["period"] for row in raw[AGES]), 2)
    yield from _unknown(periods, AGES, births)
    rated = {row["region"]: "" for row in raw[RATES]}
    yield from _unknown(_cells(raw, REGIONS, "region"), REGIONS, rated)
    claims = {row["claim_id"]: "" for row in raw[EVIDENCE]}
    yield from _unknown(_cells(raw, EVIDENCE, "supersedes"), EVIDENCE, claims)
    for column in ("deaths_claims", "people_claims"):
        yield from _unknown(_cells(raw, GROUPS, column), GROUPS, claims)
    for column in ("first_claims", "later_claims"):
        yield from _unknown(_cells(raw, REPLAYS, column), REPLAYS, claims)
    for column in ("published_claims", "people_claims"):
        yield from _unknown(_cells(raw, PUBLISHED, column), PUBLISHED, claims)
    yield from _misnamed(raw, areas)
    yield from _later_than_seen(raw)


def _cells(raw: Raw, path: str, column: str) -> Cells:
    for number, row in enumerate(raw[path], 2):
        for cell in row[column].split():
            yield number, cell


def _unknown(cells: Cells, path: str, known: Mapping[str, str]) -> Iterator[Problem]:
    rule = say(
        id="Tidak ada di tabel acuan.", en="It is not in the table it refers to."
    )
    for number, cell in cells:
        if cell in known:
            continue
        found = [f"{one} {known[one]}".strip() for one in nearest(cell, known)]
        near = ", ".join(found) or "-"
        remedy = say(id=f"Yang terdekat: {near}.", en=f"Nearest: {near}.")
        yield Problem(f"data/raw/{path}", row_name(number), cell, rule, remedy)


def _misnamed(raw: Raw, areas: Mapping[str, str]) -> Iterator[Problem]:
    """Yield evidence rows whose name is not that of their code, as BPS codes give."""
    rule = say(
        id="Kode dan nama wilayah tidak cocok (kode BPS bukan kode Kemendagri).",
        en="Code and name of the region differ (a BPS code is no Kemendagri code).",
    )
    codes = {name: code for code, name in areas.items()} | {NATION: ""}
    for number, row in enumerate(raw[EVIDENCE], 2):
        if codes.get(row["region_name"]) == row["region"]:
            continue
        code = codes.get(row["region_name"], "?")
        name = areas.get(row["region"], NATION)
        remedy = say(
            id=f"{row['region_name']} berkode {code}; {row['region']} adalah {name}.",
            en=f"{row['region_name']} has code {code}; {row['region']} is {name}.",
        )
        found = f"{row['region']} {row['region_name']}"
        yield Problem(f"data/raw/{EVIDENCE}", row_name(number), found, rule, remedy)


def _later_than_seen(raw: Raw) -> Iterator[Problem]:
    rule = say(
        id="Tanggal ini sesudah sumbernya dibaca.",
        en="This date is after the day its source was read.",
    )
    remedy = say(
        id="Perbaiki as_of, atau date_seen di sources.csv.",
        en="Correct as_of, or date_seen in sources.csv.",
    )
    seen = {row["source_id"]: row["date_seen"] for row in raw[SOURCES]}
    for number, row in enumerate(raw[EVIDENCE], 2):
        last = seen.get(row["source_id"], row["as_of"])
        if row["as_of"] > last and not last.startswith(row["as_of"]):
            where = f"{row_name(number)}, as_of"
            yield Problem(f"data/raw/{EVIDENCE}", where, row["as_of"], rule, remedy)
