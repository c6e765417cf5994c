"""Frames on claims that tables, figures and sentences share.

Everything is read off a projection; what chance and credibility add comes from the
functions of ``model.claims`` and ``model.credibility``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.report import frames, readings

if TYPE_CHECKING:
    from analysis.law.dated import Law
    from analysis.model.credibility import BetweenGroups
    from analysis.model.projection import Results

SIZES = (100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)
LARGEST_DRAWN = 1e6
# last year's ratio the table of credibility starts from, times the expected one
TWICE = 2.0


def value(results: Results, year: int) -> pd.DataFrame:
    """Return value per rupiah by segment and in all: central, p05, p95 where drawn.

    Segments nothing was paid for have no row.
    """
    found = {}
    for slug in ["all", *results.scenario.segments]:
        fan = frames.fan(results, "value_per_rupiah", segment=slug)
        if year in fan.index:
            found[slug] = fan.loc[year]
    frame = pd.DataFrame(found).T.rename_axis("segment")
    return frame if len(frame) else pd.DataFrame(columns=["central"])


def selection_cv(results: Results, year: int) -> float:
    """Return the spread of death rates between groups that the draws use."""
    from analysis.study.small_group import cv_of

    return cv_of(results.law.quantity("selection_factor", f"{year}-01"))


def between(law: Law) -> BetweenGroups:
    """Return what the calibration groups say of the spread between groups."""
    from analysis.model.credibility import between_groups
    from analysis.study.left_out import groups_in_use

    groups = groups_in_use(law)
    return between_groups(groups["deaths"], groups["expected"])


def events(results: Results, year: int) -> pd.DataFrame:
    """Return what each kind of event pays on average over the groups of a year.

    Index: jkm, early, work_death, disability, accident. Columns: events (expected),
    benefit_idr and award_idr (scholarship, undiscounted) of one event. Groups count by
    their events; where none is expected, alike.
    """
    rates = results.rates[results.rates["year"] == year]
    years = rates["person_years"]
    died, hurt = years * rates["death_rate_y"], years * rates["accident_rate_y"]
    kinds = {
        "jkm": (
            died * (1 - rates["early_share"]),
            rates["full_benefit_idr"],
            rates["qualifying_share"] * rates["award_idr"],
        ),
        "early": (died * rates["early_share"], rates["early_benefit_idr"], 0.0),
        "work_death": (
            hurt * rates["death_share"],
            rates["work_death_idr"],
            rates["jkk_award_idr"],
        ),
        "disability": (
            hurt * rates["disability_share"],
            rates["disability_idr"],
            rates["total_disability_share"] * rates["jkk_award_idr"],
        ),
        "accident": (hurt, rates["care_idr"], 0.0),
    }
    rows = {
        name: {
            "events": count.sum(),
            "benefit_idr": _mean(benefit, count),
            "award_idr": _mean(award + 0 * count, count),
        }
        for name, (count, benefit, award) in kinds.items()
    }
    return pd.DataFrame(rows).T


def _mean(values: pd.Series, weights: pd.Series) -> float:
    used = weights if weights.sum() > 0 else weights * 0 + 1
    return float((values * used).sum() / used.sum()) if len(used) else 0.0


def loss_chance(results: Results, year: int) -> pd.DataFrame:
    """Return the chance that claims exceed contributions, by number of members.

    At the run's own death rate, tariff, mean cost of a death and cost of accidents.
    Deaths are whole, so the chance moves in steps; the sizes are those whose money pays
    for a whole number of deaths and half a one, the middle of each step. Columns:
    members, known (rate certain), unknown (spread between groups). No rows where
    nothing is paid.
    """
    from analysis.model.claims.loss_ratio import chance_above_one

    point = readings.scenario_point(results, year)
    spreads = {"known": 0.0, "unknown": selection_cv(results, year)}
    found = {"members": _mid_step_sizes(point["break_even_all_claims_y"])}
    for name, cv in spreads.items():
        found[name] = [
            chance_above_one(
                size,
                point["death_rate_y"],
                tariff_idr_m=point["tariff_idr_m"],
                payment_idr=point["mean_payment_idr"],
                other_idr_y=point["accidents_idr_y"],
                rate_cv=cv,
            )
            for size in found["members"]
        ]
    return pd.DataFrame(found)


def _mid_step_sizes(even_y: float) -> np.ndarray:
    if even_y <= 0:
        return np.array([])
    last = max(int(LARGEST_DRAWN * even_y), 1)
    steps = np.unique(np.geomspace(1, last, 60).astype(int))
    return (np.append(0, steps) + 0.5) / even_y


def credibility(results: Results, year: int) -> pd.DataFrame:
    """Return by number of members how much the group's own ratio counts.

    Columns: members, deaths (expected), factor (at the spread the deaths of the
    calibration groups show), factor_low and factor_high (at the ends of its interval),
    next (the ratio to expect after one of twice the expected). The ratio moves in
    proportion to the deaths: as many events are behind it as deaths are expected, so
    that accidents and scholarships add cost and no experience. No rows where nothing is
    paid.
    """
    from analysis.model.credibility import next_ratio

    point = readings.scenario_point(results, year)
    usual = frames.at(results, "incurred_ratio", year)
    spread = between(results.law)
    rows = []
    for members in SIZES if usual else ():
        at_one = members * point["death_rate_y"] / usual
        low, found, high = (
            next_ratio(TWICE * usual, at_one, collective_ratio=usual, cv=cv)
            for cv in (spread.cv_low, spread.cv, spread.cv_high)
        )
        rows.append(
            {
                "members": members,
                "deaths": members * point["death_rate_y"],
                "factor": float(found.factor),
                "factor_low": float(low.factor),
                "factor_high": float(high.factor),
                "next": float(found.mean),
            }
        )
    columns = ["members", "deaths", "factor", "factor_low", "factor_high", "next"]
    return pd.DataFrame(rows, columns=columns)


def age_mixes(results: Results, year: int) -> pd.DataFrame:
    """Return by age and sex: population deaths, and the ratio they make at BPU tariff.

    Index: slug of the profile. Columns: death_rate_y, ratio_deaths (death benefits
    over the whole tariff), ratio_all (with what a death and accidents cost in this
    run), tariff_idr_m (the JKM part that pays for the death benefits). One row a
    profile that a group of the run has, and ``umum``; the two ends of adult life as
    ``women_20_39`` and ``men_40_64``.
    """
    from analysis.law.tariff import tariff
    from analysis.model.claims import life_table
    from analysis.study.left_out import table_of
    from analysis.units import MONTHS_PER_YEAR

    month = f"{year}-01"
    table = table_of(results.law.text("mortality_period", month))
    paid_y = MONTHS_PER_YEAR * float(tariff("bpu", month, results.law).total_idr_m)
    point = readings.scenario_point(results, year)
    rows = {}
    for slug, (bands, male) in _mixes(results).items():
        rate = life_table.group_rate_y(table, bands, male)
        benefit_y = rate * point["claim_per_death_idr"]
        all_y = rate * point["mean_payment_idr"] + point["accidents_idr_y"]
        rows[slug] = {
            "death_rate_y": rate,
            "ratio_deaths": benefit_y / paid_y,
            "ratio_all": all_y / paid_y,
            "tariff_idr_m": benefit_y / MONTHS_PER_YEAR,
        }
    frame = pd.DataFrame(rows).T
    return frame.sort_values("death_rate_y").rename_axis("mix")


def _mixes(results: Results) -> dict[str, tuple[tuple, float]]:
    from analysis.model.projection.mortality import ages_of
    from analysis.scenario.ages import profile_of

    mixes = {
        "women_20_39": (((20.0, 40.0, 1.0),), 0.0),
        "men_40_64": (((40.0, 65.0, 1.0),), 1.0),
    }
    named = [("umum", "umum")] + [
        (slug, segment.profile) for slug, segment in results.scenario.segments.items()
    ]
    for slug, given in named:
        profile = profile_of(slug, given, results.law)
        mixes[profile.slug] = ages_of(profile)
    return mixes


def national_ratios(concept: str) -> pd.DataFrame:
    """Return the printed national claim ratios of JKM by year: value, claim_id.

    ``concept``: ``claim_ratio`` (reported) or ``claim_ratio_projected``.
    """
    from analysis.evidence.ledger import ledger

    rows = ledger()
    rows = rows[(rows["concept"] == concept) & (rows["programme"] == "jkm")]
    rows = rows[rows["claim_id"].str.startswith("T-")].assign(
        year=rows["as_of"].str[:4].astype(int)
    )
    return rows.set_index("year")[["value", "claim_id"]].sort_index()
