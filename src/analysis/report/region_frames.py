"""What is known of every region as small tables: by province, and people published."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

import pandas as pd

# who pays for people a league table may count, and the states of figures it trusts
PAYERS = ("apbd", "dbh_cht", "provinsi", "mixed")
TRUSTED = ("accepted", "reconciled")
WHOLE = "apbd"  # the segment of everybody a region pays for
PER = 1000
_REGION_DIGITS, _DAY = 4, len("2026-01-31")


@cache
def _tiles() -> tuple[dict[str, str], ...]:
    text = (files("analysis.report") / "tiles.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def tiles() -> pd.DataFrame:
    """Return where each province stands on the tile map: an assumed layout.

    Index: province code; columns: short (name on the tile), column, row. The grid
    keeps neighbours together as far as squares can; it is drawn by hand.
    """
    frame = pd.DataFrame(_tiles()).set_index("province")
    return frame.astype({"column": int, "row": int})


def provinces() -> pd.DataFrame:
    """Return how many regions each province has, and how many have own figures.

    Index: province code; columns: province_name, regions, with_own, own_facts.
    """
    from analysis.scenario import region_counts, region_names

    frame = region_counts.all_regions().groupby("province")
    found = pd.DataFrame(
        {
            "regions": frame.size(),
            "with_own": frame["own_facts"].agg(lambda facts: int((facts > 0).sum())),
            "own_facts": frame["own_facts"].sum(),
        }
    )
    found.insert(0, "province_name", found.index.map(region_names.provinces()))
    return found


def published_members() -> pd.DataFrame:
    """Return the latest count of people paid for that each region published.

    Of the counts of one day the largest. Columns: region, region_name, segment, as_of,
    people, population_people, members_per_1000, claim_id; most per 1,000 first. Only
    own, published counts of regencies and cities; nothing borrowed, nothing modelled.
    """
    from analysis.evidence.ledger import ledger
    from analysis.evidence.tables import read

    rows = ledger()
    rows = rows[
        (rows["unit"] == "people")
        & (rows["concept"] == "members")
        & (rows["programme"] == "jkk+jkm")
        & rows["funding"].isin(PAYERS)
        & rows["status"].isin(TRUSTED)
        & rows["value"].notna()
        & (rows["region"].str.len() == _REGION_DIGITS)
    ]
    # a year or a month counts as its end
    rows = rows.assign(by=rows["as_of"].str.ljust(_DAY, "9"))
    latest = rows.sort_values(["by", "value"]).groupby("region").tail(1)
    known = read("regions").set_index("region")["population"]
    found = latest.rename(columns={"value": "people"})
    found["population_people"] = found["region"].map(known)
    found["members_per_1000"] = PER * found["people"] / found["population_people"]
    columns = [*("region", "region_name", "segment", "as_of", "people")]
    columns += ["population_people", "members_per_1000", "claim_id"]
    found = found.sort_values("members_per_1000", ascending=False)
    return found[columns].reset_index(drop=True)
