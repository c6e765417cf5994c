"""Deaths per member and year in groups whose exposure is known, and their spread."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

import pandas as pd

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


def pooled_death_rate(groups: pd.DataFrame) -> tuple[float, float]:
    """Return the pooled death rate of ``groups`` and its spread between groups.

    Gamma-Poisson by the method of moments. Deaths d_i of group i are Poisson with mean
    w_i m_i, w_i person-years; the m_i scatter between groups with variance a::

        m  = sum d_i / W                                   W = sum w_i
        a  = max(0, (sum w_i (d_i / w_i - m)^2 - (n - 1) m) / (W - sum w_i^2 / W))
        cv = sqrt(a) / m

    ``groups``: columns ``deaths`` and ``exposure_person_years``, at least one row. The
    rate is in deaths per person and year, cv has no unit; it is 0 where the groups
    differ no more than chance makes them.
    """
    deaths = groups["deaths"].to_numpy(dtype=float)
    years = groups["exposure_person_years"].to_numpy(dtype=float)
    mean = deaths.sum() / years.sum()
    if len(years) < 2:
        return float(mean), 0.0
    squares = (years * (deaths / years - mean) ** 2).sum()
    spread = years.sum() - (years**2).sum() / years.sum()
    between = max(0.0, (squares - (len(years) - 1) * mean) / spread)
    return float(mean), math.sqrt(between) / float(mean)


def collective_death_rate(groups: pd.DataFrame) -> tuple[float, float]:
    """Return what a group not yet seen may be expected to have: mean and sd.

    Buhlmann-Straub on the moments of :func:`pooled_death_rate`, so that one large group
    does not speak for all::

        z_i = w_i a / (w_i a + m)        mean = sum z_i (d_i / w_i) / sum z_i
        sd  = sqrt(a + a / sum z_i)      between groups, and of the mean itself

    Without spread between groups it is the pooled rate with sd 0.
    """
    deaths = groups["deaths"].to_numpy(dtype=float)
    years = groups["exposure_person_years"].to_numpy(dtype=float)
    pooled, cv = pooled_death_rate(groups)
    between = (pooled * cv) ** 2
    if between == 0:
        return pooled, 0.0
    weight = years * between / (years * between + pooled)
    mean = (weight * deaths / years).sum() / weight.sum()
    return float(mean), math.sqrt(between * (1 + 1 / weight.sum()))


def pooled_variants(groups: pd.DataFrame) -> pd.DataFrame:
    """Return the pooled rate and cv as used, with other readings, and without each.

    ``groups`` is the table ``calibration_groups``. Columns: ``variant`` (``used``,
    ``with <group>`` for a row that stands in place of another, ``without <group>``),
    ``death_rate_y``, ``cv``, ``groups``.
    """
    used = groups[groups["use"] == "yes"]
    variants = {"used": used}
    for _, other in groups[groups["instead_of"] != ""].iterrows():
        kept = (groups["use"] == "yes") & (groups["group"] != other["instead_of"])
        chosen = kept | (groups["group"] == other["group"])
        variants[f"with {other['group']}"] = groups[chosen]
    for group in used["group"]:
        variants[f"without {group}"] = used[used["group"] != group]
    rows = [
        (name, *pooled_death_rate(chosen), len(chosen))
        for name, chosen in variants.items()
    ]
    return pd.DataFrame(rows, columns=["variant", "death_rate_y", "cv", "groups"])
