"""pandera schemas of the processed tables; imported only while they are built."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
import pandera.pandas as pa

from analysis.errors import Problem
from analysis.evidence.columns import Column
from analysis.evidence.kinds import KIND_OF_UNIT, KINDS, fits
from analysis.language import Text, say

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
        checks=[
            pa.Check(one.holds, name=one.said["en"], error=one.said["en"])
            for one in _IDENTITIES.get(name, ())
        ],
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


@dataclass(frozen=True)
class Identity:
    """What must hold within a table, the column to look at, and how it is said."""

    holds: Callable[[pd.DataFrame], pd.Series | bool]
    column: str
    said: Text


def _must(
    holds: Callable[[pd.DataFrame], pd.Series | bool], column: str, id: str, en: str
) -> Identity:
    return Identity(holds, column, say(id=id, en=en))


_SEXES = _must(
    _sexes_add_up,
    "population",
    id="laki-laki dan perempuan berjumlah sama dengan penduduk",
    en="men and women add to the population",
)
_UNIT = _must(
    _of_unit,
    "value",
    id="orang dan kasus bilangan bulat, bagian antara 0 dan 1",
    en="people and cases are whole numbers, shares lie in 0-1",
)
_IDENTITIES: dict[str, tuple[Identity, ...]] = {
    "regions": (
        _SEXES,
        _must(
            _one_of_each,
            "kind",
            id="416 kabupaten dan 98 kota",
            en="416 kabupaten and 98 kota",
        ),
        _must(
            _within_province,
            "province",
            id="kode daerah diawali kode provinsinya",
            en="a region code starts with its province code",
        ),
    ),
    "provinces": (
        _SEXES,
        _must(
            lambda t: len(t) == PROVINCES,
            "province",
            id="38 provinsi",
            en="38 provinces",
        ),
    ),
    "ledger": (
        _UNIT,
        _must(
            _plausible_tariff,
            "value",
            id="iuran Rp1.000 sampai Rp60.000 per orang per bulan",
            en="a tariff is Rp1,000 to Rp60,000 a person and month",
        ),
        _must(
            _period_in_order,
            "period_end",
            id="periode dimulai sebelum berakhir",
            en="a period starts before it ends",
        ),
    ),
    "budgets": (
        _must(
            _plausible_revenue,
            "value_idr",
            id="pendapatan Rp0,3 sampai Rp60 triliun",
            en="revenue is Rp0.3 to Rp60 trillion",
        ),
        _must(
            _only_changes_fall,
            "value_idr",
            id="hanya perubahan yang boleh negatif",
            en="only a change may be negative",
        ),
    ),
    "minimum_wages": (
        _must(
            lambda t: t["umk_idr_m"].astype("float64").between(*WAGE_IDR_M),
            "umk_idr_m",
            id="upah minimum Rp1 sampai Rp10 juta sebulan",
            en="a minimum wage is Rp1 to Rp10 million a month",
        ),
    ),
    "labour_force": (_UNIT,),
    "fertility": (
        _must(
            _births_add_up,
            "births_per_woman_y",
            id="kelahiran semua umur berjumlah angka kelahiran total",
            en="births at all ages make the total fertility",
        ),
        _must(
            lambda t: t["births_per_woman_y"].between(0, 0.5, inclusive="neither"),
            "births_per_woman_y",
            id="kelahiran per perempuan per tahun di atas 0 dan di bawah 0,5",
            en="births per woman and year are above 0 and below 0.5",
        ),
    ),
    "mortality": (
        _must(
            lambda t: t["death_rate_y"].between(0, 2, inclusive="neither"),
            "death_rate_y",
            id="angka kematian di atas 0 dan di bawah 2",
            en="a death rate is above 0 and below 2",
        ),
    ),
}
# The raw file somebody has to correct, by table; of the ledger by the claim's letter.
_RAW = {
    "budgets": "budgets/budgets.csv",
    "fertility": "fertility/age_shares.csv",
    "labour_force": "labour_force/labour_force.csv",
    "minimum_wages": "minimum_wages/minimum_wages.csv",
    "mortality": "mortality/death_rates.csv",
    "provinces": "regions/provinces.csv",
    "regions": "regions/regions.csv",
    "ledger": "evidence.csv",
}
_OF_CLAIM = {
    "B-": "budgets",
    "L-": "labour_force",
    "U-": "minimum_wages",
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
    identities = {one.said["en"]: one for one in _IDENTITIES.get(name, ())}
    for check, index, column, found in zip(
        failures["check"],
        failures["index"],
        failures["column"],
        failures["failure_case"],
        strict=True,
    ):
        said = say(id=str(check), en=str(check))
        if (one := identities.get(check)) is not None:
            said, column = one.said, one.column
            found = "" if pd.isna(index) else table.loc[int(index), column]
        key = "" if pd.isna(index) else _key(table, keys, int(index))
        where = f"{key}, {column}" if key else str(column or "")
        yield Problem(_file(name, key), where, _as_read(found), *_said(said))


def _said(check: Text) -> tuple[Text, Text]:
    rule = say(id=f"Aturan: {check['id']}.", en=f"Rule: {check['en']}.")
    remedy = say(
        id="Perbaiki angka ini atau satuannya.", en="Correct the figure or its unit."
    )
    return rule, remedy


def _file(name: str, key: str) -> str:
    source = _OF_CLAIM.get(key[:2], name) if name == "ledger" else name
    return f"data/raw/{_RAW[source]}" if source in _RAW else f"tabel/table {name}"


def _as_read(found: object) -> str:
    """Return a value as people write it: whole numbers without a point."""
    whole = isinstance(found, float) and found.is_integer()
    return str(int(found)) if whole else str(found)


def _key(table: pd.DataFrame, keys: Sequence[str], index: int) -> str:
    return " / ".join(str(table.loc[index, key]) for key in keys)
