"""What a picture says where people are on the list but months give no benefits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.language import percent, say
from analysis.report import frames
from analysis.report.enrolment import AS_ONE
from analysis.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from analysis.model.projection import Results

_NEARLY_ALL = 0.995  # of the months of the list: no word about the rest


def years_without(results: Results) -> list[int]:
    """Return the years in which people are listed and nobody is entitled."""
    listed = frames.by_year(results, "members_end")
    entitled = frames.by_year(results, "exposure_member_months").reindex(listed.index)
    return [int(year) for year in listed.index[(listed >= 1) & (entitled < AS_ONE)]]


def span(years: list[int]) -> str:
    """Return years in few letters: a span where none is missing, else each."""
    if len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}-{years[-1]}"
    return ", ".join(str(year) for year in years)


def until(name: str, year: int, lang: str) -> str:
    """Return the name of a group that ends, with its last year."""
    return name + say(id=f" (sampai {year})", en=f" (until {year})")[lang]


def part_of_year(results: Results) -> bool:
    """Say whether the plan itself leaves months unpaid in every year."""
    missing = _unplanned(results)
    return not missing.empty and bool((missing >= AS_ONE).all())


def but(results: Results, lang: str) -> str:
    """Say from when nobody listed is entitled, or how few months are; else nothing."""
    last, none = frames.last_year(results), years_without(results)
    if last in none:
        begin = last
        while begin - 1 in none:
            begin -= 1
        return say(
            id=f", tetapi tidak ada yang berhak atas manfaat mulai {begin}",
            en=f", but nobody is entitled to benefits from {begin} on",
        )[lang]
    entitled = frames.by_year(results, "exposure_member_months").get(last, 0.0)
    listed = _listed_months(results).get(last, 0.0)
    if not entitled < _NEARLY_ALL * listed:
        return ""
    part = percent(entitled / listed, lang, 0)
    return say(
        id=f", tetapi hanya {part} bulannya berhak atas manfaat",
        en=f", but only {part} of their months are entitled to benefits",
    )[lang]


def _listed_months(results: Results) -> pd.Series:
    """Return the months of those on the list, paid for, owed or left out of the plan.

    Whoever the ceiling takes off the list does not count.
    """
    months = frames.by_year(results, "funded_member_months")
    for more in (
        frames.by_year(results, "unpaid_member_months"),
        _unplanned(results) * MONTHS_PER_YEAR,
    ):
        months = months.add(more.reindex(months.index).fillna(0.0))
    return months


def _unplanned(results: Results) -> pd.Series:
    """Return people, on the mean of the year, in months the plan has no money for."""
    opened = frames.by_year(results, "opened_mean")
    return opened - frames.by_year(results, "budgeted_mean")
