"""The panel of published stocks: who was insured where, when, and since when we know.

One row a reported figure of insured people. Nothing is left out silently: a row that a
trend may not use says why in ``use``.
"""

from __future__ import annotations

import calendar
import datetime as dt
from fractions import Fraction
from typing import Any

import pandas as pd

from analysis.evidence.ledger import ledger
from analysis.evidence.tables import read

USED = "yes"
HELD_APART = "held_apart_or_rejected"
AD_HOC = "ad_hoc_election_staff"
PART = "part_of_a_larger_figure_of_that_day"
PUBLISHED, BORROWED = "published", "borrowed_labour_force"
FROM_SOURCE, FROM_FIGURE = "source", "latest_date_in_source"
SERIES = ["region", "segment", "programme", "payer"]
COLUMNS = [
    *("series", "region", "region_name", "segment", "programme", "payer"),
    *("date", "year", "known_on", "known_basis", "people", "eligible"),
    *("eligible_basis", "claim_id", "source_id", "use"),
]
# One budget, whatever purse of it: earmarked tobacco and palm oil shares are APBD.
_PAYERS = {"dbh_cht": "apbd", "dbh_sawit": "apbd"}
_PART_BELOW = 0.9  # of the largest figure of a day: less is a part of it, assumed
_WORKING_AGE_START = 15


def panel() -> pd.DataFrame:
    """Return the reported stocks of insured people by series and date.

    A series is a region, segment, programme (``jkk+jkm`` or ``all``) and payer.
    Columns:

    - ``date`` the figure describes, the middle of the month or year where the source
      gives no day; ``year`` the same as a calendar year with its fraction
    - ``known_on``: day the source was published, its last possible one; where that is
      not known the latest date any figure of the source describes (``known_basis``).
      Never before the figure's own date
    - ``people`` insured; ``eligible``: where one was published for region and segment
      by the time of the series' first figure, and is not below it, the nearest one
      known with each figure; else the labour force of the region for the whole series,
      borrowed (``eligible_basis``). So no later denominator reaches an earlier figure
    - ``use``: yes, or why a trend may not use the row: held apart or rejected, ad-hoc
      election staff, or below nine tenths of the largest figure of its series and day
      (parts of a sum are printed beside their total)

    Sorted by series, date and claim. Shares with a borrowed base are of the labour
    force, not of the segment: compare them within a series only.
    """
    rows = ledger()
    stocks = _stocks(rows)
    frame = stocks.assign(
        series=stocks[SERIES].agg("|".join, axis=1),
        date=stocks["as_of"].map(middle),
        people=stocks["value"].map(lambda value: int(Fraction(str(value)))),
    )
    frame["year"] = frame["date"].map(decimal_year)
    frame = _known(frame, rows)
    frame = _eligible(frame, rows)
    frame["use"] = _use(frame)
    order = ["series", "date", "claim_id"]
    return frame.sort_values(order).reset_index(drop=True)[COLUMNS]


def used(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a panel that a trend may use, one a series and date.

    Where two are left on a date (they differ by less than a tenth) all stay: what to do
    with them is the record's business.
    """
    return frame[frame["use"] == USED].reset_index(drop=True)


def decimal_year(date: dt.date) -> float:
    """Return a date as calendar year with its fraction: 2 July 2023 is 2023.4986."""
    days = 366 if calendar.isleap(date.year) else 365
    return round(date.year + (date.timetuple().tm_yday - 1) / days, 6)


def _stocks(rows: pd.DataFrame) -> pd.DataFrame:
    chosen = (
        (rows["concept"] == "members")
        & (rows["relation"] == "reported")
        & (rows["unit"] == "people")
        & (rows["value"].notna())
        & (rows["region"] != "")
        & (rows["as_of"] != "")
    )
    stocks = rows[chosen].copy()
    stocks["payer"] = stocks["funding"].replace(_PAYERS).replace("", "unknown")
    return stocks


def _bounds(text: str) -> tuple[dt.date, dt.date]:
    """Return the first and last day an ISO date of any precision can mean."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return dt.date(parts[0], 1, 1), dt.date(parts[0], 12, 31)
    if len(parts) == 2:
        last = calendar.monthrange(*parts)[1]
        return dt.date(*parts, 1), dt.date(*parts, last)
    return dt.date(*parts), dt.date(*parts)


def _last(text: str) -> dt.date:
    return _bounds(text)[1]


def middle(text: str) -> dt.date:
    """Return the day an ISO date stands for: the middle where it names none."""
    first, last = _bounds(text)
    return first + (last - first) / 2


def _known(frame: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    published = read("sources").set_index("source_id")["date_published"]
    dated = rows[(rows["as_of"] != "") & (rows["relation"] == "reported")]
    latest = dated["as_of"].map(_last).groupby(dated["source_id"]).max()
    said = frame["source_id"].map(published).fillna("")
    known = [
        max(date, _last(text) if text else latest[source])
        for date, text, source in zip(
            frame["date"], said, frame["source_id"], strict=True
        )
    ]
    basis = said.map(lambda text: FROM_SOURCE if text else FROM_FIGURE)
    return frame.assign(known_on=known, known_basis=basis)


def _eligible(frame: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with a denominator for every row, chosen without hindsight."""
    force = labour_force()
    published = _published_pools(rows)
    pools: dict[int, tuple[int, str]] = {}
    for _, part in frame.sort_values(["known_on", "date"]).groupby("series"):
        found = [_nearest(row, published) for row in part.itertuples()]
        basis = PUBLISHED if found[0] else BORROWED
        for row, pool in zip(part.itertuples(), found, strict=True):
            chosen = (pool or found[0]) if basis == PUBLISHED else force[row.region]
            pools[row.Index] = (chosen, basis)
    columns = list(zip(*(pools[index] for index in frame.index), strict=True))
    return frame.assign(eligible=columns[0], eligible_basis=columns[1])


def _published_pools(rows: pd.DataFrame) -> list[Any]:
    chosen = (
        (rows["concept"] == "eligible")
        & (rows["relation"] == "reported")
        & (rows["status"] == "accepted")
    )
    pools = rows[chosen].copy()
    pools["date"] = pools["as_of"].map(middle)
    return list(_known(pools, rows).itertuples())


def _nearest(row: Any, published: list[Any]) -> int | None:
    """Return the nearest eligible number known when the row was, not below it."""
    same = [
        (abs(pool.date - row.date), pool.claim_id, people)
        for pool in published
        if (pool.region, pool.segment) == (row.region, row.segment)
        and pool.known_on <= row.known_on
        and (people := int(Fraction(str(pool.value)))) >= row.people
    ]
    return min(same)[2] if same else None


def labour_force() -> dict[str, int]:
    """Return a rough labour force of every kabupaten, kota and province::

        population x share of Indonesia aged 15 and over (2020) x participation (2021)

    The share of adults is the nation's: regions differ by some points.
    """
    ages = read("population_weights")
    adult = ages["age_start"] >= _WORKING_AGE_START
    share = ages.loc[adult, "population"].sum() / ages["population"].sum()
    regions = read("regions")
    rate = regions["participation_rate_2021"]
    rate = rate.fillna(rate.median())
    force = (regions["population"] * share * rate).round().astype(int)
    found = dict(zip(regions["region"], force, strict=True))
    provinces = force.groupby(regions["province"]).sum()
    return found | {code: int(people) for code, people in provinces.items()}


def _use(frame: pd.DataFrame) -> pd.Series:
    use = pd.Series(USED, index=frame.index)
    apart = frame["claim_id"].map(_status()).isin(["held apart", "rejected"])
    largest = (
        frame[~apart].groupby(["series", "date"])["people"].max().rename("largest")
    )
    top = frame.join(largest, on=["series", "date"])["largest"]
    use[frame["people"] < _PART_BELOW * top] = PART
    use[apart] = HELD_APART
    use[frame["segment"].str.startswith("adhoc")] = AD_HOC
    return use


def _status() -> pd.Series:
    return ledger().set_index("claim_id")["status"]
