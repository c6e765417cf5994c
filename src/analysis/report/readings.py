"""Second readings of a result: break-even rates, counts by chance, fitting months.

Small sums on numbers already computed or published; every law value is passed in
from the dated law of the run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.report import frames
from analysis.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from analysis.model.projection import Results


def break_even_death_rate_y(
    tariff_idr_m: np.ndarray | float, claim_per_death_idr: float
) -> np.ndarray | float:
    """Return the yearly death rate at which claims equal contributions.

    ``rate = tariff x 12 / claim``, with nothing but ``claim`` paid for a death.
    """
    return tariff_idr_m * MONTHS_PER_YEAR / claim_per_death_idr


def all_claims_break_even_y(
    tariff_idr_m: np.ndarray | float, payment_idr: float, accidents_idr_y: float
) -> np.ndarray | float:
    """Return the break-even death rate after work accidents, at the mean payment.

    ``rate = (tariff x 12 - accidents) / payment``, never below 0; ``accidents_idr_y``
    is the JKK cost of a person-year, ``payment_idr`` the mean paid for a death.
    """
    left = tariff_idr_m * MONTHS_PER_YEAR - accidents_idr_y
    return np.maximum(left, 0) / payment_idr


def _claim_costs(results: Results, year: int) -> tuple[float, float, float]:
    """Return the death benefit, the mean JKM payment and JKK a person-year, rupiah.

    The mean payment is known for one benefit only; under another the benefit itself
    stands in for it.
    """
    from analysis.law.benefits import jkm_death_benefit_idr

    law, month = results.law, f"{year}-01"
    known_from = law.parameter("jkm_mean_payment_idr").entries[0].from_month
    exposed = frames.at(results, "exposure_member_months", year)
    jkk = frames.at(results, "claims_idr", year, programme="jkk")
    accidents = jkk * MONTHS_PER_YEAR / exposed if exposed else 0.0
    benefit = payment = jkm_death_benefit_idr(month, law)
    if benefit == jkm_death_benefit_idr(known_from, law):
        payment = law.value("jkm_mean_payment_idr", max(month, known_from))
    return float(benefit), float(payment), float(accidents)


def scenario_point(results: Results, year: int) -> dict[str, float]:
    """Return where the scenario stands: mean tariff, death rate, its break-evens."""
    months = frames.at(results, "funded_member_months", year)
    exposed = frames.at(results, "exposure_member_months", year)
    paid = frames.at(results, "contributions_idr", year)
    deaths = frames.at(results, "deaths", year)
    claim, payment, accidents = _claim_costs(results, year)
    tariff = paid / months if months else 0.0
    return {
        "tariff_idr_m": tariff,
        "death_rate_y": deaths * MONTHS_PER_YEAR / exposed if exposed else 0.0,
        "claim_per_death_idr": claim,
        "mean_payment_idr": payment,
        "break_even_death_rate_y": float(break_even_death_rate_y(tariff, claim)),
        "break_even_all_claims_y": float(
            all_claims_break_even_y(tariff, payment, accidents)
        ),
    }


def break_even(results: Results, year: int) -> pd.DataFrame:
    """Return the break-even death rate for tariffs from 0 to well above today's."""
    point = scenario_point(results, year)
    highest = max(point["tariff_idr_m"] * 1.5, 25_000)
    tariffs = np.linspace(0, highest, 51)
    claim, payment, accidents = _claim_costs(results, year)
    return pd.DataFrame(
        {
            "tariff_idr_m": tariffs,
            "break_even_death_rate_y": break_even_death_rate_y(tariffs, claim),
            "break_even_all_claims_y": all_claims_break_even_y(
                tariffs, payment, accidents
            ),
        }
    )


def death_counts(expected: float) -> pd.DataFrame:
    """Return the Poisson probability of each number of deaths near the expected."""
    from scipy.stats import poisson

    first, last = poisson.ppf([0.0005, 0.9995], expected)
    counts = np.arange(first, last + 1)
    low, high = poisson.ppf([0.05, 0.95], expected)
    return pd.DataFrame(
        {
            "deaths": counts.astype(int),
            "probability": poisson.pmf(counts, expected),
            "within_90": (counts >= low) & (counts <= high),
        }
    )
