"""Claims: deaths and accidents expected from exposure, and what they pay.

The fund pays claims, households receive them; the APBD pays contributions only.
Arrays have the shape (draw, segment, year) unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from analysis.units import years_from_months


@dataclass(frozen=True)
class Claims:
    """Counts and money of one year of each segment.

    ``deaths`` (JKM) and ``accidents`` (JKK) are counts. ``jkm_idr`` is what JKM pays in
    the year, scholarships awarded earlier among it; ``jkm_incurred_idr`` what its
    deaths cost in all, scholarships of later years among it; ``commitments_idr`` the
    scholarships awarded and not yet paid at its end.
    """

    deaths: np.ndarray
    accidents: np.ndarray
    jkm_idr: np.ndarray
    jkm_incurred_idr: np.ndarray
    jkk_idr: np.ndarray
    commitments_idr: np.ndarray


class Chance(Protocol):
    """Where counts and sums of costs come from; arrays (draw, segment, year)."""

    def count(self, kind: str, mean: np.ndarray) -> np.ndarray:
        """Return Poisson counts of an expected number."""

    def gamma(self, kind: str, shape: np.ndarray) -> np.ndarray:
        """Return standard gamma numbers."""


@dataclass(frozen=True)
class ClaimRates:
    """What turns exposure into claims; arrays broadcast to (draw, segment, year).

    ``death_rate_y``: population deaths per person-year x selection; ``accident_rate_y``
    accidents per person-year; benefits in rupiah per event; ``qualifying_share``: share
    of deaths after the waiting months whose children qualify for the scholarship;
    ``scholarship_years``: over how many years an award of each year is paid.
    """

    death_rate_y: np.ndarray
    accident_rate_y: np.ndarray
    full_benefit_idr: np.ndarray
    early_benefit_idr: np.ndarray
    accident_cost_idr: np.ndarray
    qualifying_share: np.ndarray
    award_idr: np.ndarray
    scholarship_years: Sequence[int]


def death_rate_y(
    mortality: pd.DataFrame,
    population: pd.DataFrame,
    *,
    age_low: float,
    age_high: float,
    male_share: float,
) -> float:
    """Return deaths per person-year of a group of ``age_low`` <= age < ``age_high``::

        sum_g share_g  sum_x P_gx m_gx / sum_x P_gx

    ``mortality``: sex, age_start, age_width, death_rate_y of one period;
    ``population``: sex, age_start, age_width, population. Age bands that stick out of
    the range count with the part inside.
    """
    bands = mortality.merge(population, on=["sex", "age_start", "age_width"])
    low = bands["age_start"].clip(lower=age_low)
    high = (bands["age_start"] + bands["age_width"]).clip(upper=age_high)
    inside = (high - low).clip(lower=0) / bands["age_width"]
    weight = bands["population"] * inside
    by_sex = (weight * bands["death_rate_y"]).groupby(bands["sex"]).sum()
    rate = by_sex / weight.groupby(bands["sex"]).sum()
    return float(male_share * rate["male"] + (1 - male_share) * rate["female"])


def expected(exposure_m: np.ndarray, early_m: np.ndarray, rates: ClaimRates) -> Claims:
    """Return the claims expected of ``exposure_m`` member-months, some of them early.

    ::

        deaths_y = exposure_m / 12 x rate,  accidents likewise
    """
    late = years_from_months(exposure_m - early_m) * rates.death_rate_y
    early = years_from_months(early_m) * rates.death_rate_y
    accidents = years_from_months(exposure_m) * rates.accident_rate_y
    return _paid(late, early, accidents, accidents * rates.accident_cost_idr, rates)


def simulated(
    exposure_m: np.ndarray,
    early_m: np.ndarray,
    rates: ClaimRates,
    *,
    chance: Chance,
    cost_cv: float,
) -> Claims:
    """Return claims with chance in them: Poisson counts, gamma sums of accident costs.

    ``cost_cv``: coefficient of variation of one accident's cost; the sum of n costs is
    gamma with shape ``n / cv^2`` and scale ``mean x cv^2``.
    """
    late_y = years_from_months(exposure_m - early_m)
    late = chance.count("deaths_late", late_y * rates.death_rate_y)
    early_y = years_from_months(early_m)
    early = chance.count("deaths_early", early_y * rates.death_rate_y)
    all_y = years_from_months(exposure_m)
    accidents = chance.count("accidents", all_y * rates.accident_rate_y)
    standard = chance.gamma("accident_cost", accidents / cost_cv**2)
    jkk_idr = standard * rates.accident_cost_idr * cost_cv**2
    return _paid(late, early, accidents, jkk_idr, rates)


def _paid(
    late: np.ndarray,
    early: np.ndarray,
    accidents: np.ndarray,
    jkk_idr: np.ndarray,
    rates: ClaimRates,
) -> Claims:
    awards = late * rates.qualifying_share * rates.award_idr
    paid, outstanding = spread(awards, rates.scholarship_years)
    at_death = late * rates.full_benefit_idr + early * rates.early_benefit_idr
    return Claims(
        deaths=late + early,
        accidents=accidents,
        jkm_idr=at_death + paid,
        jkm_incurred_idr=at_death + awards,
        jkk_idr=jkk_idr,
        commitments_idr=outstanding,
    )


def spread(
    awards_idr: np.ndarray, years: Sequence[int]
) -> tuple[np.ndarray, np.ndarray]:
    """Return what awards pay each year and what is still to be paid at its end.

    An award of year y is paid in equal parts over ``years[y]`` years, the first in its
    own. The last axis is the year.
    """
    paid = np.zeros_like(awards_idr)
    for year, lasts in enumerate(years):
        paid[..., year : year + lasts] += awards_idr[..., [year]] / lasts
    stock = np.cumsum(awards_idr, -1) - np.cumsum(paid, -1)
    return paid, np.maximum(stock, 0)  # a paid-up stock is 0, not a rounding remnant


def shared_and_own_cv(cv: float, shared_share: float) -> tuple[float, float]:
    """Return the spread all groups of a place share, and that of each group alone::

    (1 + shared^2) (1 + own^2) = 1 + cv^2,   1 + shared^2 = (1 + cv^2)^share
    """
    whole = 1 + cv**2
    return (whole**shared_share - 1) ** 0.5, (whole ** (1 - shared_share) - 1) ** 0.5


def weighted_benefit(benefit_idr_m: np.ndarray, weight_m: np.ndarray) -> np.ndarray:
    """Return the mean benefit of a year, (draw, segment, year), by monthly weight.

    ``benefit_idr_m`` (year, month); ``weight_m`` (draw, segment, year, month). Without
    any weight the plain mean of the year.
    """
    total = weight_m.sum(-1)
    weighted = (weight_m * benefit_idr_m).sum(-1)
    plain = np.broadcast_to(benefit_idr_m.mean(-1), total.shape)
    return np.where(total > 0, weighted / np.where(total > 0, total, 1), plain)


def break_even_death_rate_y(
    contribution_idr_m: float, benefit_idr: float, accident_cost_idr_y: float = 0.0
) -> float:
    """Return the deaths per person-year at which claims equal contributions::

    (12 c - accident cost per person-year) / benefit
    """
    return (12 * contribution_idr_m - accident_cost_idr_y) / benefit_idr
