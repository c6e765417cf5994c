"""A year of a small group, exactly: how many deaths, how much money, how often none.

Incurred claims of one group and year, JKM and JKK, from the rates of a projection. The
money is what the draws add up: Poisson deaths and accidents, gamma costs of care and
disability, scholarships at their expected amount.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.stats import gamma

from analysis.law.dated import Law
from analysis.model.claims.compound import (
    Aggregate,
    aggregate_distribution,
    convolve,
    mixed_poisson,
)
from analysis.model.results import Results
from analysis.quantity import Quantity

STEP_IDR = 500_000.0
LISTED = 1 - 1e-6  # of the chance the listed numbers of deaths hold
_EXACTLY_ONE = (0.0, 1.0)
Rates = Mapping[str, float]


@dataclass(frozen=True)
class Spread:
    """What makes a year differ from its expectation, besides the counts.

    Coefficients of variation of the death rate of a group, of care and lost wages of an
    accident, of a disability benefit.
    """

    rate_cv: float
    care_cv: float
    disability_cv: float


def spread_of(law: Law, year: int) -> Spread:
    """Return the spreads the law assumes in a year."""
    month = f"{year}-12"
    return Spread(
        rate_cv=cv_of(law.quantity("selection_factor", month)),
        care_cv=float(law.value("jkk_cost_cv", month)),
        disability_cv=float(law.value("jkk_disability_cv", month)),
    )


def cv_of(quantity: Quantity) -> float:
    """Return sd over mean of an uncertain number, 0 for a certain one."""
    if quantity.certain:
        return 0.0
    if quantity.kind in ("normal", "gamma"):
        mean, sd = quantity.numbers
        return float(sd / mean)
    drawn = quantity.draws((np.arange(4_000) + 0.5) / 4_000)
    return float(drawn.std() / drawn.mean())


def expected_deaths(rates: Rates) -> tuple[float, float]:
    """Return the deaths expected of a row of ``results.rates``: other causes, work."""
    years = rates["person_years"]
    at_work = years * rates["accident_rate_y"] * rates["death_share"]
    return float(years * rates["death_rate_y"]), float(at_work)


def death_counts(expected: float, rate_cv: float, at_work: float = 0.0) -> pd.DataFrame:
    """Return the chance of each number of deaths, rate known and rate unknown.

    ``expected`` from other causes than work, at a rate that is gamma with ``rate_cv``
    where it is unknown; ``at_work`` at a known one. Columns: deaths, known, unknown.
    """
    known = mixed_poisson(expected + at_work, 0.0)
    other, work = mixed_poisson(expected, rate_cv), mixed_poisson(at_work, 0.0)
    counts = np.arange(other.ppf(LISTED) + work.ppf(LISTED) + 1)
    unknown = np.convolve(other.pmf(counts), work.pmf(counts))[: len(counts)]
    columns = {"known": known.pmf(counts), "unknown": unknown}
    return pd.DataFrame({"deaths": counts.astype(int), **columns})


def claims(rates: Rates, spread: Spread, step_idr: float = STEP_IDR) -> Aggregate:
    """Return the distribution of what a year's deaths and accidents cost in all.

    ``rates``: a row of ``results.rates``. Without people it is 0 for certain; with
    ``spread.rate_cv`` 0 the death rate counts as known. Work accidents have a known
    rate in either case.
    """
    return convolve(_jkm(rates, spread, step_idr), _jkk(rates, spread, step_idr))


def _jkm(rates: Rates, spread: Spread, step_idr: float) -> Aggregate:
    """Return the cost of deaths by other causes than work: early ones, then others."""
    later_idr = rates["full_benefit_idr"]
    later_idr += rates["qualifying_share"] * rates["award_idr"]
    early = rates["early_share"]
    severity = _mixed(
        (early, _point(rates["early_benefit_idr"], step_idr)),
        (1 - early, _point(later_idr, step_idr)),
    )
    expected = rates["person_years"] * rates["death_rate_y"]
    return aggregate_distribution(
        mixed_poisson(expected, spread.rate_cv), severity, step=step_idr
    )


def _jkk(rates: Rates, spread: Spread, step_idr: float) -> Aggregate:
    """Return the cost of accidents: care for all, more for death and disability."""
    award_idr, total = rates["jkk_award_idr"], rates["total_disability_share"]
    died = _point(rates["work_death_idr"] + award_idr, step_idr)
    disabled = np.convolve(
        _gamma(rates["disability_idr"], spread.disability_cv, step_idr),
        _point(total * award_idr, step_idr),
    )
    healed_share = 1 - rates["death_share"] - rates["disability_share"]
    more = _mixed(
        (healed_share, _point(0.0, step_idr)),
        (rates["disability_share"], disabled),
        (rates["death_share"], died),
    )
    severity = np.convolve(_gamma(rates["care_idr"], spread.care_cv, step_idr), more)
    expected = rates["person_years"] * rates["accident_rate_y"]
    return aggregate_distribution(expected, severity, step=step_idr)


def _point(amount_idr: float, step_idr: float) -> np.ndarray:
    """Return one amount on the grid, shared by its two neighbours; the mean stays."""
    low = int(amount_idr // step_idr)
    above = amount_idr / step_idr - low
    pmf = np.zeros(low + 2)
    pmf[low:] = 1 - above, above
    return pmf


def _gamma(mean_idr: float, cv: float, step_idr: float) -> np.ndarray:
    if mean_idr == 0 or cv == 0:
        return _point(mean_idr, step_idr)
    cost = gamma(1 / cv**2, scale=mean_idr * cv**2)
    return aggregate_distribution(_EXACTLY_ONE, cost, step=step_idr).pmf


def _mixed(*parts: tuple[float, np.ndarray]) -> np.ndarray:
    """Return the mixture of severities, each with its share."""
    pmf = np.zeros(max(len(part) for _, part in parts))
    for share, part in parts:
        pmf[: len(part)] += share * part
    return pmf


@dataclass(frozen=True)
class SmallGroup:
    """One group and year: people, money in, and the distribution of claims.

    ``counts``: :func:`death_counts`; ``known`` and ``unknown``: claims with the death
    rate known and with the spread between groups.
    """

    segment: str
    year: int
    person_years: float
    expected_deaths: float
    contributions_idr: float
    counts: pd.DataFrame
    known: Aggregate
    unknown: Aggregate


def smallest(results: Results, year: int) -> str | None:
    """Return the smallest segment in which a death is expected in a year.

    By person-years; where no segment expects one, the smallest with people; None where
    there is nobody.
    """
    rows = results.rates[results.rates["year"] == year]
    rows = rows[rows["person_years"] > 0]
    expecting = rows[rows["person_years"] * rows["death_rate_y"] >= 1]
    rows = expecting if len(expecting) else rows
    return (
        str(rows.loc[rows["person_years"].idxmin(), "segment"]) if len(rows) else None
    )


def small_group(results: Results, segment: str, year: int) -> SmallGroup:
    """Return the exact year of one segment of a projection.

    Raises ValueError for a segment or year the projection does not have.
    """
    found = results.rates
    row = found[(found["segment"] == segment) & (found["year"] == year)]
    if row.empty:
        raise ValueError(f"the results have no rates of {segment} in {year}")
    rates = row.iloc[0].to_dict()
    paid = results.series("contributions_idr", segment=segment)
    spread = spread_of(results.law, year)
    other, work = expected_deaths(rates)
    return SmallGroup(
        segment=segment,
        year=year,
        person_years=float(rates["person_years"]),
        expected_deaths=other + work,
        contributions_idr=float(paid.get(year, 0.0)),
        counts=death_counts(other, spread.rate_cv, work),
        known=claims(rates, replace(spread, rate_cv=0.0)),
        unknown=claims(rates, spread),
    )
