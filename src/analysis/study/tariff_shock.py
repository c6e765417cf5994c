"""What a revision of the national tariff would cost the budget, and what balances.

Nobody has announced a revision. The size tried is the JKM contribution that would cover
a published claim ratio; PU pays a share of the wage, raised in the same proportion.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.evidence import tables
from analysis.law.parameters import load_law
from analysis.model.results import Results
from analysis.units import MONTHS_PER_YEAR, round_half_up

RATIO_CLAIM = "T-2023-claim_ratio-jkm-bpu_or_total"  # 198.1 %, the last one published


def published_ratio() -> float:
    """Return the last published national claim ratio of JKM."""
    ledger = tables.read("ledger").set_index("claim_id")
    return float(ledger.loc[RATIO_CLAIM, "value"])


def balanced_idr_m(tariff_idr_m: float, ratio: float) -> int:
    """Return the tariff at which claims of ``ratio`` equal contributions::

        tariff x ratio, whole rupiah, half up

    Raises ValueError for a negative ratio or a tariff not above 0.
    """
    if not (np.isfinite(ratio) and ratio >= 0 and tariff_idr_m > 0):
        raise ValueError(
            f"a tariff of {tariff_idr_m:g} and a ratio of {ratio:g} are given; the "
            "tariff must be above 0 and the ratio 0 or more"
        )
    return int(round_half_up(np.array([tariff_idr_m * ratio]))[0])


def price(results: Results, ratio: float) -> pd.DataFrame:
    """Return what the revision adds by year for the people and months of the run.

    ::

        extra = sum over segments of funded months x (new JKM tariff - tariff paid)

    BPU: new tariff = the law's amount x ratio, without what the scenario overrides; PU:
    tariff paid x ratio. Index: year. Columns: funded_months, extra_idr, apbd_extra_idr
    (of each segment the general APBD's share of its contributions), rise_share (of
    contributions), places (members the old money would no longer keep).
    """
    by_segment = _months(results)
    new = by_segment["tariff_jkm_idr_m"] * ratio
    bpu = by_segment["bpu"]
    new[bpu] = [_bpu_tariff(year, ratio) for year in by_segment.loc[bpu, "year"]]
    months = by_segment["funded_months"]
    extra = (months * (new - by_segment["tariff_jkm_idr_m"])).fillna(0.0)
    years = by_segment["year"]
    paid = results.series("contributions_idr")
    found = pd.DataFrame(
        {
            "funded_months": months.groupby(years).sum(),
            "extra_idr": extra.groupby(years).sum(),
            "apbd_extra_idr": (extra * by_segment["apbd_share"]).groupby(years).sum(),
        }
    ).reindex(paid.index, fill_value=0.0)
    found["rise_share"] = (found["extra_idr"] / paid.where(paid > 0)).fillna(0.0)
    lost = 1 - 1 / (1 + found["rise_share"])
    found["places"] = found["funded_months"] / MONTHS_PER_YEAR * lost
    return found


def _months(results: Results) -> pd.DataFrame:
    """Return segment, year, JKM tariff paid, if BPU, funded months, share of APBD."""
    rows = results.rates[["segment", "year", "tariff_jkm_idr_m"]].copy()
    rows["bpu"] = [
        results.scenario.segments[slug].tariff.kind == "bpu" for slug in rows["segment"]
    ]
    rows["funded_months"] = _by_row(results, rows, "funded_member_months")
    paid = _by_row(results, rows, "contributions_idr")
    by_apbd = _by_row(results, rows, "contributions_idr", funder="apbd")
    rows["apbd_share"] = np.divide(
        by_apbd, paid, out=np.zeros(len(paid)), where=paid > 0
    )
    return rows


def _by_row(
    results: Results, rows: pd.DataFrame, variable: str, **dimensions: str
) -> np.ndarray:
    """Return a variable for the segment and year of each row, 0 where it has none."""
    found = {
        slug: results.series(variable, segment=slug, **dimensions)
        for slug in rows["segment"].unique()
    }
    pairs = zip(rows["segment"], rows["year"], strict=True)
    return np.array([float(found[slug].get(year, 0.0)) for slug, year in pairs])


def _bpu_tariff(year: int, ratio: float) -> float:
    in_force = load_law().value("bpu_jkm_idr_m", f"{year}-01")
    return float(balanced_idr_m(float(in_force), ratio))
