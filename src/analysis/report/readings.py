"""Second readings of a result: where it stands beside the break-even death rate.

Small sums on numbers already computed; every law value comes from the dated law of the
run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from analysis.model.claims.loss_ratio import break_even_death_rate_y
from analysis.report import frames
from analysis.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from analysis.model.projection import Results


def _claim_costs(results: Results, year: int) -> tuple[float, float, float]:
    """Return the benefit of a JKM death, its mean cost, and JKK a person-year, rupiah.

    Costs are those of the year's events, scholarships of later years included. Where
    nobody is expected to die the benefit of the law stands for the mean.
    """
    from analysis.law.benefits import jkm_death_benefit_idr

    exposed = frames.at(results, "exposure_member_months", year) / MONTHS_PER_YEAR
    deaths = frames.at(results, "deaths", year, programme="jkm")
    jkm, jkk = (
        frames.at(results, "claims_incurred_idr", year, programme=one)
        for one in ("jkm", "jkk")
    )
    benefit = float(jkm_death_benefit_idr(f"{year}-01", results.law))
    return benefit, jkm / deaths if deaths else benefit, jkk / exposed if exposed else 0


def mean_tariff_idr_m(
    results: Results, year: int, *programmes: Literal["jkk", "jkm"]
) -> float:
    """Return the mean tariff of a funded member-month, 0 where none is funded.

    Of both programmes, or of those named. Old debt settled in the year is no part of
    it, so it is not contributions over months.
    """
    rows = results.rates[results.rates["year"] == year]
    columns = [f"tariff_{one}_idr_m" for one in programmes or ("jkk", "jkm")]
    tariffs = rows[columns].sum(axis=1).to_numpy()
    months = np.array(
        [
            frames.at(results, "funded_member_months", year, segment=slug)
            for slug in rows["segment"]
        ]
    )
    return float(tariffs @ months / months.sum()) if months.sum() else 0.0


def scenario_point(results: Results, year: int) -> dict[str, float]:
    """Return where the scenario stands: mean tariff, death rate, its break-evens."""
    exposed = frames.at(results, "exposure_member_months", year)
    deaths = frames.at(results, "deaths", year, programme="jkm")
    claim, payment, accidents = _claim_costs(results, year)
    tariff = mean_tariff_idr_m(results, year)
    return {
        "tariff_idr_m": tariff,
        "death_rate_y": deaths * MONTHS_PER_YEAR / exposed if exposed else 0.0,
        "claim_per_death_idr": claim,
        "mean_payment_idr": payment,
        "accidents_idr_y": accidents,
        "break_even_death_rate_y": float(break_even_death_rate_y(tariff, claim)),
        "break_even_all_claims_y": float(
            break_even_death_rate_y(tariff, payment, accidents)
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
            "break_even_all_claims_y": break_even_death_rate_y(
                tariffs, payment, accidents
            ),
        }
    )
