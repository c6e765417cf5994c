"""From raw tables to processed ones: pure functions on lists of text rows.

Every figure keeps its text. Percentages become shares and thousands become people by
moving the decimal point, never through binary numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from analysis.evidence.calibration import calibration_groups
from analysis.evidence.columns import Column, Tables
from analysis.evidence.entries import ledger_rows
from analysis.evidence.kinds import (
    NUMERIC,
    canonical,
    persons_of_thousands,
    share_of_percent,
)
from analysis.evidence.reading import Row

Raw = Mapping[str, Sequence[Row]]
WEIGHT_YEARS = ("2020", "2025", "2030")
BIRTHS_STEP = Decimal("0.00000001")


def assemble(raw: Raw, columns: Tables, judgements: str = "") -> dict[str, list[Row]]:
    """Return every processed table, its rows in order of their keys, cells as text.

    ``raw`` maps the path below ``data/raw`` to the rows of that file, ``columns`` the
    name of each processed table to its columns; ``judgements`` is the text of
    ``data/parameters/settlements.yaml``.
    """
    from analysis.evidence import settlement_rows as settling  # scipy is slow to load
    from analysis.evidence.judgement_reading import parse_judgements

    tables = {name: make(raw) for name, make in _TABLES.items()}
    claims, judged = ledger_rows(raw, tables), parse_judgements(judgements)
    tables["settlements"] = settling.settlement_rows(judged, claims)
    tables["ledger"] = settling.with_status(claims, tables["settlements"])
    tables["calibration_groups"] = calibration_groups(
        raw["calibration/groups.csv"], tables["ledger"]
    )
    return {
        name: _ordered(rows, columns[name]) for name, rows in sorted(tables.items())
    }


def _ordered(rows: list[Row], columns: Sequence[Column]) -> list[Row]:
    keys = [column for column in columns if column.key]

    def position(row: Row) -> list[tuple[float, str]]:
        return [
            (float(row[column.name]), "")
            if column.kind in NUMERIC
            else (0.0, row[column.name])
            for column in keys
        ]

    kept = [
        {column.name: row.get(column.name, "") for column in columns} for row in rows
    ]
    return sorted(kept, key=position)


def _copied(path: str) -> Callable[[Raw], list[Row]]:
    return lambda raw: [dict(row) for row in raw[path]]


def _regions(raw: Raw) -> list[Row]:
    rates = {row["region"]: row for row in raw["region_rates/participation_2021.csv"]}
    return [
        {
            **row,
            "participation_rate_2021": share_of_percent(
                rates[row["region"]]["participation_pct"]
            ),
            "rate_source_id": rates[row["region"]]["source_id"],
        }
        for row in raw["regions/regions.csv"]
    ]


def _without_percent(row: Row) -> Row:
    if row["unit"] != "percent":
        return {**row, "value": canonical(row["value"])}
    step = row.get("rounding", "")
    return {
        **row,
        "value": share_of_percent(row["value"]),
        "unit": "share",
        "rounding": share_of_percent(step) if _is_step(step) else step,
    }


def _is_step(rounding: str) -> bool:
    return rounding[:1].isdigit()


def _minimum_wages(raw: Raw) -> list[Row]:
    return [
        {**row, "claim_id": f"U-{row['region']}-{row['year']}"}
        for row in raw["minimum_wages/minimum_wages.csv"]
    ]


def _labour_force(raw: Raw) -> list[Row]:
    return [
        {
            **_without_percent(row),
            "claim_id": f"L-{row['region']}-{row['year']}-{row['measure']}",
        }
        for row in raw["labour_force/labour_force.csv"]
    ]


def _numbered(rows: Sequence[Row]) -> list[Row]:
    """Give each budget figure its ledger id; repeats get -2, -3, ... in file order."""
    seen: Counter[str] = Counter()
    numbered = []
    for row in rows:
        stem = "B-{region}-{year}-{concept}-{stage}".format(**row)
        seen[stem] += 1
        suffix = f"-{seen[stem]}" if seen[stem] > 1 else ""
        numbered.append({**row, "claim_id": stem + suffix})
    return numbered


def _budgets(raw: Raw) -> list[Row]:
    return _numbered(raw["budgets/budgets.csv"])


def _budget_shares(raw: Raw) -> list[Row]:
    return [
        {**row, "value": share_of_percent(row["value_pct"])}
        for row in _numbered(raw["budgets/budget_shares.csv"])
    ]


def _non_asn(raw: Raw) -> list[Row]:
    return [
        {
            **row,
            "claim_id": "P-{region}-{month}-{measure}".format(
                **{**row, "month": row["month"].replace("-", "")}
            ),
        }
        for row in raw["non_asn/non_asn.csv"]
    ]


def _fertility(raw: Raw) -> list[Row]:
    totals = {row["period"]: row for row in raw["fertility/total_fertility.csv"]}
    return [
        {
            **row,
            "births_per_woman_y": _births(totals[row["period"]], row),
            "total_births_per_woman": totals[row["period"]]["births_per_woman"],
            "kind": totals[row["period"]]["kind"],
        }
        for row in raw["fertility/age_shares.csv"]
    ]


def _births(total: Row, share: Row) -> str:
    """Return total fertility x percent / 100 / width of the age group."""
    births = Decimal(total["births_per_woman"]) * Decimal(share["births_pct"])
    rate = births.scaleb(-2) / Decimal(share["age_width"])
    return canonical(str(rate.quantize(BIRTHS_STEP)))


def _population_weights(raw: Raw) -> list[Row]:
    return [
        {
            **row,
            "year": year,
            "population": persons_of_thousands(row[f"population_{year}_thousand"]),
        }
        for year in WEIGHT_YEARS
        for row in raw["mortality/population.csv"]
    ]


def _macro(raw: Raw) -> list[Row]:
    return [_without_percent(row) for row in raw["macro/macro.csv"]]


def _scheme(raw: Raw) -> list[Row]:
    ids = "T-{period}-{measure}-{programme}-{segment}"
    return [
        {
            **_without_percent(row),
            "claim_id": ids.format(**row)
            + (f"-{row['region']}" if row["region"] else ""),
        }
        for row in raw["scheme/scheme.csv"]
    ]


_TABLES: dict[str, Callable[[Raw], list[Row]]] = {
    "budget_shares": _budget_shares,
    "budgets": _budgets,
    "fertility": _fertility,
    "fiscal_priors": _copied("summaries/summaries.csv"),
    "labour_force": _labour_force,
    "macro": _macro,
    "minimum_wages": _minimum_wages,
    "mortality": _copied("mortality/death_rates.csv"),
    "non_asn": _non_asn,
    "population_weights": _population_weights,
    "provinces": _copied("regions/provinces.csv"),
    "published_figures": _copied("calibration/published.csv"),
    "replay_cases": _copied("calibration/replays.csv"),
    "region_codes": _copied("region_codes/region_codes.csv"),
    "regions": _regions,
    "scheme": _scheme,
    "sources": _copied("sources.csv"),
}
