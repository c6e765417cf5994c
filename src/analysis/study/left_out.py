"""Each group with known deaths left out: do its deaths lie where the others say?

The band is what the model would have said of the group: the life table at its ages and
exposure, the collective ratio of the other groups, the spread between groups, the
uncertainty of their mean, and chance.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.evidence import tables
from analysis.language import Text, say
from analysis.law.dated import Law
from analysis.law.segments import Profile
from analysis.model.claims import life_table
from analysis.model.claims.compound import mixed_poisson
from analysis.model.credibility import collective
from analysis.model.projection.mortality import ages_of
from analysis.model.projection.mortality import table_of as mortality_of

LEVEL = 0.9
# Groups whose label is no segment of the law: the profile that stands for them.
STANDS_FOR = {"apbd": "pekerja_rentan", "guru_paud": "kader"}
# Why a group lies outside its band, as far as what was published says.
REASONS: Mapping[str, Text] = {
    "bone_bolango_rentan_2023": say(
        id="Berapa orang dalam daftar pekerja rentan itu diperselisihkan [N220, N232]; "
        "dengan bilangan yang lebih besar pun rasionya di atas semua yang lain. Umur "
        "tidak diterbitkan. Kelompok lain hampir tidak berbeda, jadi pitanya sempit.",
        en="How many people that list of vulnerable workers held is disputed [N220, "
        "N232]; with the larger number, too, the ratio is above all others. Ages were "
        "not published. The other groups hardly differ, so the band is narrow.",
    )
}


def groups_in_use(law: Law) -> pd.DataFrame:
    """Return the calibration groups used, with ``expected`` deaths by the life table.

    ::

        expected = person-years x rate at the group's ages and sexes

    The life table is the one the law names for January of the year.
    """
    groups = tables.read("calibration_groups")
    groups = groups[groups["use"] == "yes"].reset_index(drop=True)
    rates = [
        _rate_y(str(row.segment), law, str(row.year)) for row in groups.itertuples()
    ]
    years = groups["exposure_person_years"].astype(float)
    deaths = groups["deaths"].astype(float)
    return groups.assign(deaths=deaths, expected=years * np.array(rates))


def _rate_y(slug: str, law: Law, year: str) -> float:
    profile: Profile = law.profile(STANDS_FOR.get(slug, slug))
    table = table_of(law.text("mortality_period", f"{year}-01"))
    return life_table.group_rate_y(table, *ages_of(profile))


def table_of(period: str) -> life_table.LifeTable:
    """Return the life table of a period from the processed tables."""
    mortality, people = tables.read("mortality"), tables.read("population_weights")
    return mortality_of(mortality, people, period)


def left_out(groups: pd.DataFrame, level: float = LEVEL) -> pd.DataFrame:
    """Return for each group the band of ``level`` that the other groups give it.

    ``groups``: group, deaths, expected; three or more. The deaths of a group not yet
    seen are negative binomial with the mean and sd of :func:`collective` of the others.
    Columns added: ratio, others_ratio, others_sd, mean, low, high, inside, width (of
    the band, over ``expected``). Raises ValueError for fewer than three groups.
    """
    if len(groups) < 3:
        raise ValueError(
            f"{len(groups)} groups are given; to leave one out and see the spread of "
            "the others there must be three or more"
        )
    rows = [_band(groups, place, level) for place in range(len(groups))]
    found = pd.concat([groups.reset_index(drop=True), pd.DataFrame(rows)], axis=1)
    found["inside"] = found["deaths"].between(found["low"], found["high"])
    found["width"] = (found["high"] - found["low"]) / found["expected"]
    return found


def _band(groups: pd.DataFrame, place: int, level: float) -> dict[str, float]:
    deaths, expected = (
        groups[name].to_numpy(dtype=float) for name in ("deaths", "expected")
    )
    others = np.arange(len(groups)) != place
    ratio, sd = collective(deaths[others], expected[others])
    mean = ratio * expected[place]
    counts = mixed_poisson(mean, sd / ratio if ratio else 0.0)
    low, high = counts.ppf([(1 - level) / 2, (1 + level) / 2])
    return {
        "ratio": deaths[place] / expected[place],
        "others_ratio": ratio,
        "others_sd": sd,
        "mean": mean,
        "low": float(low),
        "high": float(high),
    }
