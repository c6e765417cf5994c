"""The headline numbers of a region: a row a scenario, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from analysis.errors import ScenarioError

if TYPE_CHECKING:
    from analysis.model.totals import Totals

FIRST, LAST = 0, -1
# column: variable, funder, year of the projection, statistic
HEADLINE = {
    "eligible": ("eligible", "all", FIRST, "central"),
    "members_first_year": ("members_end", "all", FIRST, "central"),
    "members_last_year": ("members_end", "all", LAST, "central"),
    "bill_first_year_idr": ("uncut_bill_idr", "all", FIRST, "central"),
    "bill_last_year_idr": ("uncut_bill_idr", "all", LAST, "central"),
    "bill_last_year_p05_idr": ("uncut_bill_idr", "all", LAST, "p05"),
    "bill_last_year_p95_idr": ("uncut_bill_idr", "all", LAST, "p95"),
    "paid_by_apbd_last_year_idr": ("contributions_idr", "apbd", LAST, "central"),
    "base_first_year_idr": ("base_idr", "all", FIRST, "central"),
    "burden_first_year_share": ("burden_share", "all", FIRST, "central"),
    "burden_last_year_share": ("burden_share", "all", LAST, "central"),
    "breach_probability_last_year": ("breach_probability", "all", LAST, "mean"),
    "claims_paid_last_year_mean_idr": ("claims_idr", "all", LAST, "mean"),
    "claims_incurred_last_year_mean_idr": ("claims_incurred_idr", "all", LAST, "mean"),
    "deaths_last_year_mean": ("deaths", "all", LAST, "mean"),
}
_PLACE = ("region", "name", "province", "province_name", "completeness")
_PEOPLE = ("population", "labour_force")
_YEARS = ("first_year", "last_year")
# the bill of the last year over the people counted in the register of 2025
_PER_HEAD = "bill_last_year_idr_per_inhabitant_of_2025"
COLUMNS = (*_PLACE, *_PEOPLE, "scenario", *_YEARS, *HEADLINE, _PER_HEAD)


def rows_text(region: str, found: Iterable[Totals]) -> str:
    """Return the rows of a region as CSV, without the line of column names."""
    out, place = io.StringIO(newline=""), _about(region)
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writerows({**place, **_row(one, place["population"])} for one in found)
    return out.getvalue()


def _row(found: Totals, population: int) -> dict[str, Any]:
    """Return one scenario's numbers; empty where there is none."""
    from analysis.model.totals import STATISTICS
    from analysis.run.files import decimal_text

    at = {tuple(label)[:3]: number for number, label in enumerate(found.labels)}
    row: dict[str, Any] = {"scenario": found.scenario}
    row |= zip(_YEARS, (found.years[FIRST], found.years[LAST]), strict=True)
    for column, (variable, funder, year, statistic) in HEADLINE.items():
        label = at.get((variable, "all", funder))
        values = () if label is None else found.values[label, year]
        value = values[STATISTICS.index(statistic)] if len(values) else float("nan")
        row[column] = decimal_text(value) if value == value else ""
    row[_PER_HEAD] = _per_head(row["bill_last_year_idr"], population)
    return row


def _per_head(bill_idr: str, population: int) -> str:
    """Return rupiah per inhabitant, to the rupiah, half up."""
    share = Fraction(bill_idr or 0) / population
    return str(int(share + Fraction(1, 2))) if bill_idr else ""


def _about(code: str) -> dict[str, Any]:
    from analysis.scenario import region_names
    from analysis.scenario.regions import region_pack

    pack = region_pack(code)
    return {
        "region": code,
        "name": pack.name,
        "province": pack.province,
        "province_name": region_names.provinces()[pack.province],
        "completeness": pack.completeness,
        "population": pack.population,
        "labour_force": _labour_force(code),
    }


def _labour_force(code: str) -> int | str:
    from analysis.scenario.region_workers import labour_force

    try:
        return labour_force(code).people
    except ScenarioError:
        return ""
