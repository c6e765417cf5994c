"""The estimated labour force beside the published ones, and what revenue carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.scenario.region_names import codes
from analysis.scenario.region_workers import labour_force, published

if TYPE_CHECKING:
    from analysis.study.national import National


def beside_published() -> pd.DataFrame:
    """Return each published labour force beside our estimate.

    Columns: ``region, name, year, published, estimated, deviation`` (estimated /
    published - 1), ``claim_id``, ``source``.
    """
    rows = [
        {
            "region": one.region,
            "name": codes()[one.region],
            "year": one.year,
            "published": one.people,
            "estimated": labour_force(one.region).people,
            "deviation": labour_force(one.region).people / one.people - 1,
            "claim_id": one.claim_id,
            "source": one.sources[0],
        }
        for one in published()
    ]
    return pd.DataFrame(rows)


def carried(found: National) -> pd.DataFrame:
    """Return where revenue is known what the stated share of it would cover.

    ::

        workers = revenue x share of the budget / cost of one worker
        workers_share = workers / labour force

    Regions without a published revenue are left out.
    """
    known = found.regions.dropna(subset="revenue_idr").copy()
    each = known["cost_idr"] / known["covered"]
    line = known["revenue_idr"] * float(found.question.share_of_budget)
    known["line_idr"] = line
    known["workers"] = line // each
    known["workers_share"] = known["workers"] / known["labour_force"]
    return known
