"""Claims of the ledger made from the tables beside it: budgets, wages, counts."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping, Sequence

from analysis.evidence.reading import Row

Raw = Mapping[str, Sequence[Row]]
FLOWS = ("benefits_idr", "claims", "cases", "accidents", "accidents_other_series")
_MONTHS = {"H1": (1, 6), "H2": (7, 12), "Q1": (1, 3), "Q2": (4, 6)}


def ledger_rows(raw: Raw, tables: Mapping[str, Sequence[Row]]) -> list[Row]:
    """Return the evidence rows and a claim for each figure of the other tables.

    ``raw`` holds the raw tables by path, ``tables`` the processed ones by name, whose
    rows still carry the words of the source in ``quote``.
    """
    names = {row["region"]: row["name"] for row in raw["regions/regions.csv"]}
    names |= {
        row["province"]: "Provinsi " + row["name"]
        for row in raw["regions/provinces.csv"]
    }
    rows = [dict(row) for row in raw["evidence.csv"]]
    for name, entry in _ENTRIES.items():
        for row in tables[name]:
            claim = {**_common(row), **entry(row)}
            claim["region_name"] = names.get(row["region"], "Indonesia")
            rows.append(claim)
    return rows


def _common(row: Row) -> Row:
    return {
        "claim_id": row["claim_id"],
        "source_id": row["source_id"],
        "quote": row["quote"],
        "region": row["region"],
        "segment": "total",
        "programme": "none",
        "relation": row["relation"],
        "rounding": row.get("rounding", ""),
        "status": "accepted",
        "note": row["note"],
    }


def _whole_year(year: str) -> Row:
    return {
        "as_of": year,
        "period_start": f"{year}-01-01",
        "period_end": f"{year}-12-31",
    }


def _budget_entry(row: Row) -> Row:
    value = {"concept": row["concept"], "value": row["value_idr"], "unit": "idr"}
    return {**_whole_year(row["year"]), **value, "segment": "apbd"}


def _budget_share_entry(row: Row) -> Row:
    value = {"concept": row["concept"], "value": row["value"], "unit": "share"}
    return {**_whole_year(row["year"]), **value, "segment": "apbd"}


def _wage_entry(row: Row) -> Row:
    value = {"concept": "umk_idr_m", "value": row["umk_idr_m"], "unit": "idr/month"}
    return {**_whole_year(row["year"]), **value}


def _labour_entry(row: Row) -> Row:
    return {
        "concept": row["measure"],
        "value": row["value"],
        "unit": row["unit"],
        "as_of": f"{row['year']}-08",
    }


def _non_asn_entry(row: Row) -> Row:
    return {
        "concept": row["measure"],
        "value": row["people"],
        "unit": "people",
        "segment": "non_asn",
        "as_of": row["month"],
    }


def _scheme_entry(row: Row) -> Row:
    period = row["period"]  # a year, a month, or a part of a year such as 2024-H1
    return {
        **_part_of_year(period, row["measure"]),
        "concept": row["measure"],
        "value": row["value"],
        "unit": row["unit"],
        "segment": row["segment"],
        "programme": row["programme"],
        "as_of": period[:7] if period[5:7].isdigit() else period[:4],
    }


def _part_of_year(period: str, measure: str) -> Row:
    """Return the first and last day of a flow; a stock stands at a date."""
    if measure not in FLOWS:
        return {}
    year, part = int(period[:4]), period[5:]
    first, last = _MONTHS.get(part) or _months(part)
    last_day = calendar.monthrange(year, last)[1]
    return {
        "period_start": f"{year}-{first:02}-01",
        "period_end": f"{year}-{last:02}-{last_day}",
    }


def _months(part: str) -> tuple[int, int]:
    """Return the months of ``01..05`` or ``08``; of nothing the whole year."""
    months = [int(one) for one in part.split("..") if one]
    return (months[0], months[-1]) if months else (1, 12)


_ENTRIES: dict[str, Callable[[Row], Row]] = {
    "budgets": _budget_entry,
    "budget_shares": _budget_share_entry,
    "minimum_wages": _wage_entry,
    "labour_force": _labour_entry,
    "non_asn": _non_asn_entry,
    "scheme": _scheme_entry,
}
