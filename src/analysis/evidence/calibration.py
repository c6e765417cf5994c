"""Deaths per member and year in groups whose exposure is known."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from analysis.units import MONTHS_PER_YEAR

Row = dict[str, str]
RATE_DECIMALS = 6
YEARS_DECIMALS = 2


def calibration_groups(groups: Sequence[Row], ledger: Sequence[Row]) -> list[Row]:
    """Return the groups with deaths, people, exposure and rate from the ledger::

        exposure_person_years = people * months / 12
        death_rate_y = deaths / exposure_person_years

    ``groups`` name the ledger rows (``deaths_claims``, ``people_claims``, separated by
    blanks, added up); ``ledger`` holds them.
    """
    values = {row["claim_id"]: row["value"] for row in ledger}
    return [_group(row, values) for row in groups]


def _group(row: Row, values: Mapping[str, str]) -> Row:
    deaths_claims, people_claims = (
        row["deaths_claims"].split(),
        row["people_claims"].split(),
    )
    deaths = sum(Fraction(values[claim]) for claim in deaths_claims)
    people = sum(Fraction(values[claim]) for claim in people_claims)
    exposure = people * Fraction(row["months"]) / MONTHS_PER_YEAR
    return {
        **row,
        "deaths": str(deaths),
        "people": str(people),
        "exposure_person_years": _rounded(exposure, YEARS_DECIMALS),
        "death_rate_y": _rounded(deaths / exposure, RATE_DECIMALS),
        "claim_ids": " ".join(deaths_claims + people_claims),
    }


def _rounded(number: Fraction, decimals: int) -> str:
    scaled = math.floor(number * 10**decimals + Fraction(1, 2))
    whole, rest = divmod(scaled, 10**decimals)
    return f"{whole}.{rest:0{decimals}d}"
