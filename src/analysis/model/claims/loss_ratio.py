"""What a loss ratio can say: deaths, exposure and tariff behind claims and money.

One equation, ``ratio = death rate x payment / (12 x tariff)``, holds three unknowns: a
published ratio alone names no death rate.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from scipy import special

from analysis.units import MONTHS_PER_YEAR

# a count this close below a limit has reached it: money is written in whole rupiah
_JUST_BELOW = 1e-9
_NONE = 1e-6  # fewer deaths have a lower end of 0 to all digits


def poisson_interval(deaths: float, level: float = 0.95) -> tuple[float, float]:
    """Return the exact interval of the expected number behind a Poisson count::

        low = G((1 - level) / 2; deaths),  high = G((1 + level) / 2; deaths + 1)

    with G the quantile of the gamma distribution of that shape and scale 1; ``low`` is
    0 for no deaths. A number that is not whole is continued by the same formula.
    Raises ValueError for a negative or endless number or a level outside 0..1. Garwood
    F (1936), Biometrika 28: 437-442.
    """
    _refuse_below(deaths, 0, "number of deaths")
    if not 0 < level < 1:
        raise ValueError(f"level is {level:g}; give a share between 0 and 1, as 0.95")
    low = special.gammaincinv(deaths, (1 - level) / 2) if deaths > _NONE else 0.0
    return float(low), float(special.gammaincinv(deaths + 1, (1 + level) / 2))


def rate_interval_y(
    deaths: float, person_years: float, level: float = 0.95
) -> tuple[float, float, float]:
    """Return deaths per person-year with the exact interval: (rate, low, high).

    Raises ValueError where there is no exposure.
    """
    _refuse_below(person_years, 0, "exposure in person-years", open_end=True)
    low, high = poisson_interval(deaths, level)
    return deaths / person_years, low / person_years, high / person_years


def standardised_ratio(
    deaths: float, expected: float, level: float = 0.95
) -> tuple[float, float, float]:
    """Return observed over expected deaths with the exact interval of chance.

    ``expected``: deaths by a life table at the ages and the exposure of the group,
    above 0. The interval is of the count alone; what is unknown about the ages and the
    exposure is not in it.
    """
    _refuse_below(expected, 0, "expected number of deaths", open_end=True)
    low, high = poisson_interval(deaths, level)
    return deaths / expected, low / expected, high / expected


def implied_death_rate_y(
    ratio: float, tariff_idr_m: float, payment_idr: float
) -> float:
    """Return the deaths per person-year that make a claim ratio::

        rate = ratio x 12 x tariff / payment

    An upper bound where the claims hold more than ``payment_idr`` for each death.
    """
    _refuse_below(ratio, 0, "claim ratio")
    return ratio * float(break_even_death_rate_y(tariff_idr_m, payment_idr))


def break_even_death_rate_y(
    tariff_idr_m: np.ndarray | float,
    payment_idr: float,
    other_idr_y: np.ndarray | float = 0.0,
) -> np.ndarray | float:
    """Return the deaths per person-year at which claims equal contributions::

        rate = max(0, 12 x tariff - other) / payment

    ``payment_idr``: what a death costs, above 0; ``other_idr_y``: what else a
    person-year costs, work accidents for example. Arrays broadcast. Raises ValueError
    for a payment not above 0, and for negative or missing amounts.
    """
    _refuse_below(payment_idr, 0, "payment for a death", open_end=True)
    _refuse_below(_least(tariff_idr_m), 0, "tariff")
    _refuse_below(_least(other_idr_y), 0, "cost of other claims")
    left = np.asarray(tariff_idr_m) * MONTHS_PER_YEAR - other_idr_y
    rate = np.maximum(left, 0) / payment_idr
    return rate if np.ndim(rate) else float(rate)


def fitting(
    claims_idr: float,
    contributions_idr: float,
    *,
    tariffs_idr_m: np.ndarray,
    payment_idr: float,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return what fits published claims and contributions, a row a tariff.

    ::

        months = contributions / tariff,   deaths = claims / payment
        rate = deaths x 12 / months

    Columns: tariff_idr_m, member_months, person_years, deaths, death_rate_y, low_y,
    high_y. Every row gives the same ratio: the money alone cannot tell them apart.
    Raises ValueError for a tariff, payment or contributions of 0.
    """
    _refuse_below(claims_idr, 0, "sum of claims")
    _refuse_below(contributions_idr, 0, "sum of contributions", open_end=True)
    _refuse_below(payment_idr, 0, "payment for a death", open_end=True)
    _refuse_below(_least(tariffs_idr_m), 0, "lowest tariff", open_end=True)
    tariffs = np.asarray(tariffs_idr_m, dtype=float)
    years = contributions_idr / tariffs / MONTHS_PER_YEAR
    deaths = claims_idr / payment_idr
    low, high = poisson_interval(deaths, level)
    return pd.DataFrame(
        {
            "tariff_idr_m": tariffs,
            "member_months": years * MONTHS_PER_YEAR,
            "person_years": years,
            "deaths": deaths,
            "death_rate_y": deaths / years,
            "low_y": low / years,
            "high_y": high / years,
        }
    )


def chance_of_deaths(at_least: float, expected: float, rate_cv: float = 0.0) -> float:
    """Return the chance of at least so many deaths, the rate known or not::

        known:    deaths ~ Poisson(expected)
        unknown:  deaths ~ Poisson(expected x S),  S gamma with mean 1 and sd rate_cv

    The mixture is negative binomial with size ``1 / rate_cv^2``.
    """
    _refuse_below(expected, 0, "expected number of deaths")
    _refuse_below(rate_cv, 0, "coefficient of variation of the rate")
    below = math.ceil(at_least - _JUST_BELOW) - 1
    if below < 0:
        return 1.0
    if rate_cv == 0 or expected == 0:
        return float(special.pdtrc(below, expected))
    size = 1 / rate_cv**2
    return float(special.betainc(below + 1, size, expected / (size + expected)))


def chance_above_one(
    person_years: float,
    death_rate_y: float,
    *,
    tariff_idr_m: float,
    payment_idr: float,
    other_idr_y: float = 0.0,
    rate_cv: float = 0.0,
) -> float:
    """Return the chance that payments for deaths exceed the contributions of a year.

    Exact: the deaths paid in full by the contributions are not enough, one more is.
    ``person_years`` of exposure at ``tariff_idr_m`` a month, less ``other_idr_y`` for
    other claims of a person-year, taken at their expectation: where these alone exceed
    the contributions it is 1. 0 for nobody.
    """
    _refuse_below(person_years, 0, "exposure in person-years")
    _refuse_below(death_rate_y, 0, "death rate")
    even = float(break_even_death_rate_y(tariff_idr_m, payment_idr, other_idr_y))
    if person_years > 0 and other_idr_y > MONTHS_PER_YEAR * tariff_idr_m:
        return 1.0
    bearable = person_years * even
    first_too_many = math.floor(bearable + _JUST_BELOW) + 1
    return chance_of_deaths(first_too_many, person_years * death_rate_y, rate_cv)


def _least(values: np.ndarray | float) -> float:
    """Return the smallest of some numbers, NaN where there is none."""
    return float(np.min(values)) if np.size(values) else math.nan


def _refuse_below(
    value: float, limit: float, what: str, *, open_end: bool = False
) -> None:
    """Refuse a number that is missing, endless or below its limit."""
    bad = not math.isfinite(value) or value < limit or (open_end and value == limit)
    if bad:
        rule = "above" if open_end else "at least"
        raise ValueError(f"the {what} is {value:g}; it must be {rule} {limit:g}")
