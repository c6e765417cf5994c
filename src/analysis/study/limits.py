"""Whether the budget line can be kept: band, breach, cut, reserve, in rows.

Ranges are those of :func:`analysis.study.ensemble.sample`: every input that no source
settles varies at once. Years without a line count as not broken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.model import sustainability
from analysis.model.results import Results
from analysis.scenario.region_file import Event
from analysis.study import burden_change, other_lines
from analysis.study.bands import HIGHEST, fan
from analysis.study.ensemble import sample
from analysis.study.line import line, line_draws
from analysis.study.once import once
from analysis.study.rows import Row, row

NEVER = "never"
TERMS = ("head_term_end", "rpjmd_end")
SURE = other_lines.SURE
_SAID = ("central", "p05", "p25", "p50", "p75", "p95")


@dataclass(frozen=True)
class Breach:
    """When the uncut bill passes the line: chances over the sample.

    ``by_year``: of passing it in that year; ``first``: of passing it then for the first
    time, ``never`` last, adding to 1.
    """

    by_year: pd.Series
    first: pd.Series

    @property
    def never(self) -> float:
        """Return the chance that no year passes the line."""
        return float(self.first[NEVER])

    @property
    def most_likely(self) -> int | None:
        """Return the likeliest first year, None where none has a chance."""
        years = self.first.drop(NEVER)
        return int(years.idxmax()) if years.max() > 0 else None

    def quantile(self, level: float) -> int | None:
        """Return the year by which a share ``level`` has passed it, None if later."""
        reached = self.first.drop(NEVER).cumsum() >= level - 1e-12
        return int(reached.idxmax()) if reached.any() else None


@dataclass(frozen=True)
class Cuts:
    """The cut of the bill that keeps every year under the line, shares of the bill.

    ``every_year`` on the central path, in ``year`` the hardest, where the line covers
    the smallest share of the bill; ``sure`` keeps every year under it in ``SURE`` of
    the sample; ``present_value`` lets years with room pay
    for the others (negative: room), at ``discount_y`` a year. None without any line.
    """

    every_year: float
    year: int
    sure: float
    present_value: float
    discount_y: float


@once
def measured_bill(results: Results) -> pd.DataFrame:
    """Return the uncut bill by year, rupiah: central, mean, p05..p95, p99."""
    drawn = sample(results)
    years = pd.Index(drawn.years, name="year")
    return fan(drawn.bill_idr, results.series("uncut_bill_idr").reindex(years))


@once
def breach(results: Results) -> Breach | None:
    """Return when the bill passes the line as stated, None where there is no line."""
    if line(results).idr.isna().all():
        return None
    years, drawn = line(results).idr.index, sample(results)
    ceiling = line_draws(results, drawn)
    chance = sustainability.breach(drawn.bill_idr, ceiling)["probability"]
    first = sustainability.first_breach(drawn.bill_idr, ceiling)
    return Breach(
        pd.Series(chance, index=years, name="measured_breach_probability"),
        pd.Series(first, index=[*years, NEVER]),
    )


def any_breach_with_the_line_unsure(results: Results) -> float | None:
    """Return the chance of any breach where the line varies over its range too.

    None where there is no line or nothing about it is marked as assumed.
    """
    drawn = sample(results)
    ceiling = line_draws(results, drawn, as_stated=False)
    if np.array_equal(ceiling, line_draws(results, drawn), equal_nan=True):
        return None
    if np.nanmax(np.ptp(ceiling, axis=0)) == 0:  # NaN: a year without a ceiling
        return None
    return float(sustainability.breach_curve(drawn.bill_idr, ceiling, [1.0])[0])


@once
def cuts(results: Results) -> Cuts | None:
    """Return the cut that keeps every year under the line, None without a line."""
    idr = line(results).idr.dropna()
    if idr.empty:
        return None
    bill = results.series("uncut_bill_idr").reindex(idr.index)
    fits = (idr / bill.where(bill > 0)).fillna(np.inf)  # share of the bill
    discount = _discount_y(results)
    ceiling = idr.to_numpy()
    return Cuts(
        every_year=sustainability.every_year_cut(bill, ceiling, 1.0),
        year=int(fits.idxmin()),
        sure=float(np.quantile(_cut_draws(results), SURE)),
        present_value=sustainability.pv_cut(bill, ceiling, 1.0, discount),
        discount_y=discount,
    )


def _cut_draws(results: Results) -> np.ndarray:
    """Return the cut of the hardest year at each point of the sample."""
    drawn = sample(results)
    needed = sustainability.required_cut(drawn.bill_idr, line_draws(results, drawn))
    return np.nanmax(needed, axis=1)


def _discount_y(results: Results) -> float:
    month = f"{results.scenario.first_year}-01"
    return float(results.law.quantity("discount_rate_y", month).central)


@once
def needed_by_year(results: Results) -> pd.DataFrame:
    """Return the cut each year needs alone: central, mean, p05..p99, years with a line.

    A share of the uncut bill.
    """
    drawn, idr = sample(results), line(results).idr
    bill = results.series("uncut_bill_idr").reindex(idr.index)
    middle = sustainability.required_cut(bill.to_numpy(), idr.to_numpy())
    draws = sustainability.required_cut(drawn.bill_idr, line_draws(results, drawn))
    return fan(draws, pd.Series(middle, idr.index)).dropna()


@once
def reserve_idr(results: Results) -> float:
    """Return the rupiah over the first year's central bill that 99 in 100 fit in."""
    planned = float(results.series("uncut_bill_idr").iloc[0])
    bill = sample(results).bill_idr[:, 0]
    return sustainability.reserve(bill, planned, HIGHEST / 100)


def terms(results: Results) -> dict[str, Event | None]:
    """Return the ends of the head's term and of the RPJMD, None where not known."""
    facts = results.region.facts
    return {name: getattr(facts, name, None) for name in TERMS}


def rows(results: Results) -> list[Row]:
    """Return what sentences on the limits say, as rows of the long table."""
    return [
        *_of_years(results),
        *_of_breach(results),
        *_of_cuts(results),
        *_of_burden(results),
        *_of_other_lines(results),
        *_of_terms(results),
    ]


def _of_years(results: Results) -> Iterator[Row]:
    for year, one in measured_bill(results).iterrows():
        for name in _SAID:
            yield row("measured_bill_idr", "idr", one[name], year=year, statistic=name)
    room = line(results).idr - results.series("uncut_bill_idr")
    for year, idr in line(results).idr.dropna().items():
        yield row("line_idr", "idr", idr, year=year)
        yield row("line_room_idr", "idr", room[year], year=year)
    yield row("reserve_p99_idr", "idr", reserve_idr(results))
    first = float(results.series("uncut_bill_idr").iloc[0])
    if first > 0:
        yield row("reserve_p99_share", "share", reserve_idr(results) / first)


def _of_breach(results: Results) -> Iterator[Row]:
    found = breach(results)
    if found is None:
        return
    for year, chance in found.by_year.items():
        yield row("measured_breach_probability", "share", chance, year=year)
    for year, chance in found.first.drop(NEVER).items():
        yield row("breach_first_probability", "share", chance, year=year)
    yield row("breach_any_share", "share", 1 - found.never)
    name = "breach_first_year"
    yield row(name, "share", found.never, statistic="never_share")
    for percent in (10, 50, 90):
        if (year := found.quantile(percent / 100)) is not None:
            yield row(name, "year", year, statistic=f"p{percent}")
    if found.most_likely is not None:
        yield row(name, "year", found.most_likely, statistic="most_likely")
    if (unsure := any_breach_with_the_line_unsure(results)) is not None:
        yield row("breach_any_line_unsure_share", "share", unsure)


def _of_cuts(results: Results) -> Iterator[Row]:
    found = cuts(results)
    if found is None:
        return
    yield row("every_year_cut_share", "share", found.every_year)
    yield row("every_year_cut_share", "share", found.sure, statistic="p90")
    yield row("pv_cut_share", "share", found.present_value)
    yield row("pv_discount_y", "share/year", found.discount_y)
    yield row("hardest_year", "year", found.year)


def _of_burden(results: Results) -> Iterator[Row]:
    moved = burden_change.causes(results)
    if moved is not None:
        for cause, part in moved.items():
            yield row(f"burden_{cause}_share", "share", part)
    found = burden_change.differential(results)
    if found is not None:
        for year, one in found.dropna().iterrows():
            for name in _SAID:
                key = ("growth_differential_y", "share/year", one[name])
                yield row(*key, year=year, statistic=name)


def _of_other_lines(results: Results) -> Iterator[Row]:
    found = other_lines.by_height(results)
    if found is None:
        return
    for height, one in found.iterrows():
        name = f"line_at_{height * 100:.0f}"
        yield row(f"{name}_idr", "idr", one["line_idr"])
        yield row(f"{name}_people", "people", one["covered"])
        yield row(f"{name}_left_out_people", "people", one["left_out"])
        yield row(f"{name}_breach_share", "share", one["any_breach"])
        yield row(f"{name}_cut_share", "share", one["cut"])


def _of_terms(results: Results) -> Iterator[Row]:
    for name, event in terms(results).items():
        if event is not None:
            yield row(f"{name}_year", "year", event.date.year)
