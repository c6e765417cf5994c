"""The codebook: every processed table and column, written from the declarations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analysis.evidence.columns import Column, Tables
from analysis.evidence.reading import Row

HEAD = """# Codebook

Written by `make data` from `data/raw/columns.csv`; do not edit. Every table is a CSV in
`data/processed` (UTF-8, comma, decimal dot), sorted by its key columns. Region codes
are Kemendagri codes and text. Shares and rates are 0-1, money is rupiah. The source of
a row is its `source_id`, a row of `sources`, where its trust and licence stand.
"""
ABOUT = {
    "ledger": "One row a published figure: all evidence, and the budgets, minimum "
    "wages, labour force, non-ASN and national figures under ids of their own. Printed "
    "values are never overwritten; `status` says what the project does with them.",
    "sources": "Where every figure comes from.",
    "regions": "The 514 kabupaten and kota.",
    "provinces": "The 38 provinces.",
    "region_codes": "BPS codes of 2018 of the 514 regions, kept apart because of their "
    "licence (ODbL 1.0, share-alike).",
    "minimum_wages": "Minimum wages (UMK) of the four cities.",
    "labour_force": "August Sakernas figures of the four cities, as quoted.",
    "budgets": "Budget figures (APBD) of the four cities, as quoted.",
    "budget_shares": "Shares of budgets of the four cities, as quoted.",
    "non_asn": "Non-ASN and part-time PPPK of the four cities, as quoted.",
    "fertility": "Births of women in Indonesia by age, UN World Population Prospects "
    "2024.",
    "mortality": "Death rates of Indonesia by age and sex, UN World Population "
    "Prospects 2024.",
    "population_weights": "Population of Indonesia by age and sex, UN World Population "
    "Prospects 2019.",
    "macro": "Inflation and growth, national and of the cities.",
    "scheme": "BPJS Ketenagakerjaan: members, benefits, claims, accidents.",
    "fiscal_priors": "Summary figures of tables that may not be copied here.",
    "calibration_groups": "Groups of insured people with known exposure, to calibrate "
    "death rates on.",
    "replay_cases": "Published stocks that the models are asked to lead to from the "
    "first figure, and what the sources say about the difference (notebook 11).",
    "published_figures": "Published sums that the model is asked for again from the "
    "people and months published with them, and why ours differs (notebook 11).",
    "settlements": "What is done about claims that contradict each other, one settled "
    "claim a row: computed from the judgements in `data/parameters/settlements.yaml`.",
}


def text(tables: Mapping[str, Sequence[Row]], columns: Tables) -> str:
    """Return ``docs/codebook.md``: each table with its rows counted and described."""
    parts = [HEAD]
    for name in sorted(columns):
        parts.append("\n".join(_table(name, columns[name], len(tables[name]))))
    return "\n".join(parts)


def _table(name: str, columns: Sequence[Column], rows: int) -> Iterator[str]:
    yield f"## {name}\n"
    yield f"{ABOUT[name]} {rows:,} rows.\n"
    yield "| column | unit or form | meaning | caveat |"
    yield "|---|---|---|---|"
    for column in columns:
        yield _line(column)
    yield ""


def _line(column: Column) -> str:
    form = column.unit or column.kind.replace("by_unit", "number, see unit")
    key = " (key)" if column.key else ""
    meaning = column.meaning
    if column.allowed and column.kind == "text":
        meaning += f". One of: {', '.join(column.allowed)}"
    cells = (f"`{column.name}`{key}", form, meaning, column.caveat)
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
