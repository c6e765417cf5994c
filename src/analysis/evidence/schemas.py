"""pandera schemas of the processed tables; imported only while they are built."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pandas as pd
import pandera.pandas as pa

from analysis.errors import Problem
from analysis.evidence.columns import Column
from analysis.evidence.kinds import KIND_OF_UNIT, KINDS, fits
from analysis.language import say

PROVINCES, REGENCIES, CITIES = 38, 416, 98
TARIFF_IDR_M = (1_000, 60_000)
REVENUE_IDR = (3e11, 6e13)
WAGE_IDR_M = (1_000_000, 10_000_000)
BIRTHS_ROUNDING = 5e-7


def schema(name: str, columns: Sequence[Column]) -> pa.DataFrameSchema:
    """Return the schema of a processed table: columns, keys and identities."""
    keys = [column.name for column in columns if column.key]
    return pa.DataFrameSchema(
        {column.name: _column(column) for column in columns},
        checks=_IDENTITIES.get(name, []),
        unique=keys or None,
        strict=True,
        ordered=True,
        name=name,
    )


def _column(column: Column) -> pa.Column:
    checks = []
    if column.allowed:
        allowed = [*column.allowed, ""] if column.optional else list(column.allowed)
        checks.append(pa.Check.isin(allowed))
    elif column.kind in KINDS and KINDS[column.kind].dtype == "str":
        checks.append(
            pa.Check(
                lambda cells, kind=column.kind, blank=column.optional: cells.map(
                    lambda cell: fits(kind, cell) or (blank and not cell)
                ),
                name=f"kind {column.kind}",
            )
        )
    return pa.Column(column.dtype, checks=checks, nullable=column.optional)


def _sexes_add_up(table: pd.DataFrame) -> pd.Series:
    return table["population_male"] + table["population_female"] == table["population"]


def _of_unit(table: pd.DataFrame) -> pd.Series:
    """Say whether counts of people, deaths and cases are whole and shares in 0-1."""
    counted = table["unit"].map(lambda unit: KIND_OF_UNIT.get(unit) == "count")
    whole = table["value"].isna() | (table["value"] % 1 == 0) | ~counted
    share = table["value"].isna() | (table["unit"] != "share")
    return whole & (share | table["value"].between(0, 1))


def _one_of_each(table: pd.DataFrame) -> bool:
    kinds = table["kind"].value_counts()
    return (kinds.get("kabupaten"), kinds.get("kota")) == (REGENCIES, CITIES)


def _within_province(table: pd.DataFrame) -> pd.Series:
    return table["region"].str[:2] == table["province"]


def _plausible_tariff(table: pd.DataFrame) -> pd.Series:
    is_tariff = table["concept"].str.startswith("tariff_")
    return ~is_tariff | table["value"].between(*TARIFF_IDR_M)


def _plausible_revenue(table: pd.DataFrame) -> pd.Series:
    is_revenue = table["concept"] == "pendapatan_daerah"
    return ~is_revenue | table["value_idr"].between(*REVENUE_IDR)


def _only_changes_fall(table: pd.DataFrame) -> pd.Series:
    return (table["value_idr"] >= 0) | table["concept"].str.startswith("perubahan_")


def _period_in_order(table: pd.DataFrame) -> pd.Series:
    open_ended = (table["period_start"] == "") | (table["period_end"] == "")
    return open_ended | (table["period_start"] <= table["period_end"])


def _births_add_up(table: pd.DataFrame) -> bool:
    """Say whether each period's births at all ages make its total fertility."""
    births = (table["births_per_woman_y"] * table["age_width"]).groupby(table["period"])
    total = table.groupby("period")["total_births_per_woman"]
    gap = (births.sum() - total.max()).abs().max()
    return bool(gap < BIRTHS_ROUNDING and (total.nunique() == 1).all())


def _check(function: Callable, text: str) -> pa.Check:
    return pa.Check(function, name=text, error=text)


_SEXES = _check(_sexes_add_up, "men and women add to the population")
_UNIT = _check(_of_unit, "people and cases are whole numbers, shares lie in 0-1")
_IDENTITIES: dict[str, list[pa.Check]] = {
    "regions": [
        _SEXES,
        _check(_one_of_each, "416 kabupaten and 98 kota"),
        _check(_within_province, "a region code starts with its province code"),
    ],
    "provinces": [_SEXES, _check(lambda t: len(t) == PROVINCES, "38 provinces")],
    "ledger": [
        _UNIT,
        _check(_plausible_tariff, "a tariff is Rp1,000 to Rp60,000 a person and month"),
        _check(_period_in_order, "a period starts before it ends"),
    ],
    "budgets": [
        _check(_plausible_revenue, "revenue is Rp0.3 to Rp60 trillion"),
        _check(_only_changes_fall, "only a change may be negative"),
    ],
    "minimum_wages": [
        _check(
            lambda t: t["umk_idr_m"].astype("float64").between(*WAGE_IDR_M),
            "a minimum wage is Rp1 to Rp10 million a month",
        )
    ],
    "labour_force": [_UNIT],
    "fertility": [
        _check(_births_add_up, "births at all ages make the total fertility"),
        _check(
            lambda t: t["births_per_woman_y"].between(0, 0.5, inclusive="neither"),
            "births per woman and year are above 0 and below 0.5",
        ),
    ],
    "mortality": [
        _check(
            lambda t: t["death_rate_y"].between(0, 2, inclusive="neither"),
            "a death rate is above 0 and below 2",
        )
    ],
}


def problems(
    name: str, table: pd.DataFrame, columns: Sequence[Column]
) -> list[Problem]:
    """Return everything in a processed table that its schema does not allow."""
    try:
        schema(name, columns).validate(table, lazy=True)
    except pa.errors.SchemaErrors as error:
        keys = [column.name for column in columns if column.key]
        return list(_problems(name, table, keys, error.failure_cases))
    return []


def _problems(
    name: str, table: pd.DataFrame, keys: Sequence[str], failures: pd.DataFrame
) -> Iterator[Problem]:
    failures = failures.drop_duplicates(subset=["check", "index"])
    for check, index, column, found in zip(
        failures["check"],
        failures["index"],
        failures["column"],
        failures["failure_case"],
        strict=True,
    ):
        where = _where(table, keys, index)
        rule = say(id=f"Aturan: {check}.", en=f"Rule: {check}.")
        remedy = say(
            id="Perbaiki berkas mentah tabel ini di data/raw.",
            en="Correct the raw file of this table in data/raw.",
        )
        where = f"{where} {column or ''}".strip()
        yield Problem(f"tabel/table {name}", where, str(found), rule, remedy)


def _where(table: pd.DataFrame, keys: Sequence[str], index: object) -> str:
    if pd.isna(index):
        return ""
    return " / ".join(str(table.loc[int(index), key]) for key in keys)
