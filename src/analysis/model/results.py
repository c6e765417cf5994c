"""Results of a projection: one long table, the draws, the bridge, the identities."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

COLUMNS = [
    "scenario",
    "region",
    "segment",
    "programme",
    "funder",
    "variable",
    "unit",
    "year",
    "statistic",
    "value",
]
BRIDGE = (
    "spreadsheet_bill_idr",
    "bridge_tariff_idr",
    "bridge_months_idr",
    "bridge_ceiling_idr",
    "bridge_funders_idr",
    "bridge_arrears_idr",  # only where months may go unpaid
)
_ANY = {"segment": "all", "programme": "all", "funder": "all"}


@dataclass(frozen=True)
class Variable:
    """What a variable is: its unit and the series it comes in.

    ``labels`` holds (segment, programme, funder) per series; a variable that is not
    ``yearly`` has one value for the whole horizon.
    """

    unit: str
    labels: Sequence[tuple[str, str, str]]
    yearly: bool = True


@dataclass(frozen=True)
class Results:
    """Everything one scenario gives. ``table`` is long, one number a row.

    ``months``: people by segment and month on the central path; ``rates``: what its
    claims are made of, a row a segment and year. ``draw_frames()`` yields the draws
    block by block, None without draws. ``memo`` keeps what studies of this run worked
    out, so that several tables and pictures ask once.
    """

    scenario: object
    region: object
    law: object
    table: pd.DataFrame
    draw_frames: Callable[[], Iterator[pd.DataFrame]] | None
    gate_month: str | None
    rates: pd.DataFrame
    months: pd.DataFrame
    funders: Sequence[str] = field(default=())
    memo: dict = field(default_factory=dict, compare=False, repr=False)

    @property
    def draws(self) -> pd.DataFrame | None:
        """Return all draws, a row a draw and year, None without draws."""
        if self.draw_frames is None:
            return None
        return pd.concat(self.draw_frames(), ignore_index=True)

    @property
    def death_rates(self) -> pd.DataFrame:
        """Return the central death rate of each segment in the first year.

        Columns: segment, ``population_death_rate_y``, ``death_rate_y`` and
        ``early_share``, the part of all its months within the waiting months.
        """
        first = self.rates.drop_duplicates("segment").set_index("segment")
        found = first[["population_death_rate_y", "death_rate_y"]].copy()
        years = self.rates["person_years"]
        early = (self.rates["early_share"] * years).groupby(self.rates["segment"]).sum()
        every = years.groupby(self.rates["segment"]).sum()
        found["early_share"] = (early / every.where(every > 0, 1)).reindex(found.index)
        return found.reset_index()

    def series(
        self, variable: str, *, statistic: str = "central", **dimensions: str
    ) -> pd.Series:
        """Return one variable by year; ``dimensions``: segment, programme, funder."""
        wanted = {**_ANY, **dimensions, "variable": variable, "statistic": statistic}
        rows = self._rows(wanted)
        years = rows["year"]
        index = years if (years == "all").any() else years.astype(int)
        return pd.Series(rows["value"].to_numpy(), index=index, name=variable)

    def fan(self, variable: str, **dimensions: str) -> pd.DataFrame:
        """Return the percentiles of a variable: a row a year, columns p05..p95."""
        rows = self._rows({**_ANY, **dimensions, "variable": variable})
        rows = rows[rows["statistic"].str.startswith("p")]
        wide = rows.pivot(index="year", columns="statistic", values="value")
        return wide.set_index(wide.index.astype(int))

    def bridge(self) -> pd.DataFrame:
        """Return the steps from the spreadsheet cell to our bill, a column a year."""
        steps = {name: self.series(name) for name in BRIDGE}
        wide = pd.DataFrame({n: one for n, one in steps.items() if len(one)}).T
        wide.loc["contributions_apbd_idr"] = self.series(
            "contributions_idr", funder="apbd"
        )
        return wide

    def _rows(self, wanted: Mapping[str, str]) -> pd.DataFrame:
        table = self.rows_of(wanted["variable"])
        keep = np.ones(len(table), dtype=bool)
        for column, value in wanted.items():
            keep &= (table[column] == value).to_numpy()
        return table[keep]

    def rows_of(self, variable: str) -> pd.DataFrame:
        """Return the rows of one variable in their order, none where it is unknown."""
        places = self._places.get(variable)
        return self.table.iloc[[] if places is None else places]

    @cached_property
    def _places(self) -> dict[str, np.ndarray]:
        """Return variable -> its rows; comparing 50,000 texts each time is slow."""
        return self.table.groupby("variable", sort=False).indices

    def identities(self) -> pd.DataFrame:
        """Return the identities every run must hold, with the largest gap found."""
        checks = [
            ("segments add up", self._sum_gap("segment")),
            ("programmes add up", self._sum_gap("programme")),
            ("funders add up", self._sum_gap("funder")),
            ("the bridge adds up", self._bridge_gap()),
            ("payers, fund and households add to zero", self._ledger_gap()),
            ("claims not paid are owed at the end of the year", self._owed_gap()),
            ("levy and underwriting add up", self._underwriting_gap()),
            ("quantiles are ordered", self._order_gap()),
            ("nothing is negative", self._negative()),
            ("coverage lies between 0 and 1", self._coverage_gap()),
        ]
        frame = pd.DataFrame(checks, columns=["identity", "largest_gap"])
        # expected counts and money of claims are binary floats: a rupiah in 10^12
        frame["holds"] = frame["largest_gap"] <= 1e-3
        return frame[["identity", "holds", "largest_gap"]]

    def _central(self, *variables: str) -> pd.DataFrame:
        rows = self._of_central
        return rows[rows["variable"].isin(variables)]

    @cached_property
    def _of_central(self) -> pd.DataFrame:
        return self.table[self.table["statistic"] == "central"]

    def _sum_gap(self, dimension: str) -> float:
        rows = self._central(*ADDITIVE)
        others = [c for c in COLUMNS if c not in (dimension, "value")]
        total = rows[rows[dimension] == "all"].set_index(others)["value"]
        parts = rows[rows[dimension] != "all"].groupby(others)["value"].sum()
        gap = (total - parts).dropna().abs()
        return float(gap.max()) if len(gap) else 0.0

    def _bridge_gap(self) -> float:
        wide = self.bridge()
        bill = wide.loc["contributions_apbd_idr"]
        return float((wide.loc[wide.index.isin(BRIDGE)].sum() - bill).abs().max())

    def _ledger_gap(self) -> float:
        """Return the gap for every segment and year; payers by funder."""
        paid = self._central("contributions_idr")
        of_funders = (paid["programme"] == "all") & (paid["funder"] != "all")
        keys = ["segment", "year"]
        payers = -paid[of_funders].groupby(keys)["value"].sum()
        held = self._central("fund_balance_idr", "household_benefit_idr")
        return _largest(payers + held.groupby(keys)["value"].sum())

    def _owed_gap(self) -> float:
        """Return the gap of incurred - paid = rise of commitments and outstanding."""
        keys = ["segment", "programme", "year"]
        one = {
            name: self._central(name).set_index(keys)["value"].sort_index()
            for name in ("claims_incurred_idr", "claims_idr", *OWED)
        }
        owed = sum(one[name] for name in OWED)
        before = owed.groupby(keys[:2]).shift(fill_value=0)
        left = one["claims_incurred_idr"] - one["claims_idr"]
        return _largest(left - (owed - before))

    def _underwriting_gap(self) -> float:
        """Return the gap of contributions = levy + incurred + underwriting result."""
        keys = ["segment", "programme", "year"]
        paid = self._central("contributions_idr")
        paid = paid[paid["funder"] == "all"].set_index(keys)["value"]
        parts = self._central(
            "operating_levy_idr", "claims_incurred_idr", "underwriting_result_idr"
        )
        return _largest(paid - parts.groupby(keys)["value"].sum())

    def _order_gap(self) -> float:
        """Return the largest fall from a percentile to the next of its series."""
        rows = self.table[self.table["statistic"].str.startswith("p")]
        keys = [c for c in COLUMNS if c not in ("statistic", "value")]
        # one number a series and year: sorting it is much cheaper than eight texts
        series = np.zeros(len(rows), np.int64)
        for key in keys:
            codes, different = rows[key].factorize()
            series = series * len(different) + codes
        order = np.lexsort((rows["statistic"].factorize(sort=True)[0], series))
        value, series = rows["value"].to_numpy()[order], series[order]
        falls = (value[:-1] - value[1:])[series[1:] == series[:-1]]
        return float(max(0.0, falls.max())) if len(falls) else 0.0

    def _negative(self) -> float:
        rows = self._central(*NEVER_NEGATIVE)
        return float(max(0.0, -rows["value"].min()))

    def _coverage_gap(self) -> float:
        value = self.table.loc[self.table["variable"] == "coverage_rate", "value"]
        return float(max(0.0, value.max() - 1, -value.min()))


OWED = ("benefit_commitments_idr", "claims_outstanding_idr")
ADDITIVE = (
    "eligible",
    "members_end",
    "members_mean",
    "funded_member_months",
    "active_member_months",
    "exposure_member_months",
    "unpaid_member_months",
    "arrears_idr",
    "contributions_idr",
    "deaths",
    "accidents",
    "claims_count",
    "claims_idr",
    "claims_incurred_idr",
    "claims_outstanding_idr",
    "benefit_commitments_idr",
    "benefit_commitments_pv_idr",
    "operating_levy_idr",
    "underwriting_result_idr",
    "household_benefit_idr",
    "people_left_out",
)
MAY_BE_NEGATIVE = ("people_left_out", "underwriting_result_idr")
NEVER_NEGATIVE = tuple(name for name in ADDITIVE if name not in MAY_BE_NEGATIVE)


def _largest(gaps: pd.Series) -> float:
    """Return the largest gap, infinite where a row has no partner."""
    return float(gaps.abs().fillna(np.inf).max())
