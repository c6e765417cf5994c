"""Two cities settled: what was assumed about each figure, and what comes out.

The figures come from the ledger. The standard deviations are assumptions, since no
source states any; each set says why it might be right.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from analysis.evidence import ledger
from analysis.evidence.reconcile import Balance, balance
from analysis.evidence.repair import Share, Table, repair
from analysis.evidence.weights import RELATIVE_SD, under_weights, weight_sets
from analysis.language import Text, say

LABOUR_FORCE, EMPLOYED, UNEMPLOYED = "S029", "S030", "S031"
POPULATION, CENSUS, MEMBERS, COVERAGE = "S028", "R001", "S036", "S040"
SURVEY = "headcounts sd 0.05%, unemployed 2%"
SURVEY_SD = {LABOUR_FORCE: 0.0005, EMPLOYED: 0.0005, UNEMPLOYED: 0.02}

TOTAL, REMAINING = "S014", "S022"
AD_HOC = ("S017", "S018")
STAYING = ("S015", "S016", "S019", "S020", "S021")
SEGMENTS = ("S015", "S016", "S017", "S018", "S019", "S020", "S021")
ROUNDED_TO_THOUSANDS = 1000 / math.sqrt(12)


@dataclass(frozen=True)
class Assumption:
    """What one set of weights takes the figures of Cilegon to be.

    ``total_sd`` is in people, ``ad_hoc_sd`` relative to the figure; all other figures
    have a relative sd of 1 %.
    """

    total_sd: float
    ad_hoc_sd: float
    why: Text


CILEGON_SETS = {
    "A": Assumption(
        ROUNDED_TO_THOUSANDS,
        RELATIVE_SD,
        say(
            id="Segmen dan sisa 1%; total hanya dibulatkan ke ribuan.",
            en="Segments and the rest 1%; the total is only rounded to thousands.",
        ),
    ),
    "B": Assumption(
        ROUNDED_TO_THOUSANDS,
        0.10,
        say(
            id="Daftar petugas adhoc tidak pasti 10%.",
            en="The lists of ad-hoc workers are uncertain by 10%.",
        ),
    ),
    "C": Assumption(
        3000.0,
        RELATIVE_SD,
        say(
            id="Total adalah konsep lain: orang pada satu waktu, atau dibulatkan.",
            en="The total is another concept: people at one time, or rounded.",
        ),
    ),
}
PUBLISHED_SET = "C"


def serang(sets_of_sd: Mapping[str, np.ndarray] | None = None) -> pd.DataFrame:
    """Return Serang's labour force balanced under four sets of weights.

    ``labour force = employed + unemployed``; columns of ``under_weights``.
    ``sets_of_sd`` replaces the sets: name -> sd of (labour force, employed,
    unemployed).
    """
    names = (LABOUR_FORCE, EMPLOYED, UNEMPLOYED)
    x = [float(ledger.value(name)) for name in names]
    survey = {SURVEY: [SURVEY_SD[name] * value for name, value in _pairs(names, x)]}
    sets = sets_of_sd or weight_sets(x, custom=survey)
    return under_weights(x, [[1, -1, -1]], sets, names=names)


def _pairs(names: tuple[str, ...], x: list[float]) -> list[tuple[str, float]]:
    return list(zip(names, x, strict=True))


def serang_rates(table: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return what the weights change for Serang, one row a set.

    Columns: ``weights``, ``unemployment_rate`` (unemployed / labour force),
    ``covered_of_employed`` and ``covered_of_labour_force``, all 0-1.
    """
    table = serang() if table is None else table
    wide = table.pivot(index="weights", columns="claim_id", values="adjusted")
    wide = wide.loc[list(dict.fromkeys(table["weights"]))]
    members = float(ledger.value(MEMBERS))
    return pd.DataFrame(
        {
            "unemployment_rate": wide[UNEMPLOYED] / wide[LABOUR_FORCE],
            "covered_of_employed": members / wide[EMPLOYED],
            "covered_of_labour_force": members / wide[LABOUR_FORCE],
        }
    ).reset_index()


def serang_repaired() -> pd.DataFrame:
    """Return Serang's figures settled in order: label, typing, least squares."""
    names = (LABOUR_FORCE, EMPLOYED, UNEMPLOYED, POPULATION, MEMBERS, COVERAGE)
    claims = {name: ledger.value(name) for name in names}
    sd = {name: RELATIVE_SD * float(value) for name, value in claims.items()}
    for name, relative in SURVEY_SD.items():
        sd[name] = relative * float(claims[name])
    share = Share(COVERAGE, MEMBERS, LABOUR_FORCE, (EMPLOYED, POPULATION))
    identity = {LABOUR_FORCE: 1, EMPLOYED: -1, UNEMPLOYED: -1}
    step = Fraction(ledger.claim(COVERAGE)["rounding"])
    return repair(
        Table(
            claims,
            sd,
            identities=[identity],
            steps={COVERAGE: step},
            shares=[share],
            witnesses={POPULATION: ledger.value(CENSUS)},
        )
    )


def cilegon(name: str) -> Balance:
    """Return Cilegon's segments and totals balanced under one set: A, B or C.

    ``total = all segments`` and ``remaining = segments that stay``.
    """
    names = (*SEGMENTS, TOTAL, REMAINING)
    return balance(
        [float(ledger.value(one)) for one in names],
        cilegon_sd(name),
        [_sums_to(SEGMENTS, TOTAL, names), _sums_to(STAYING, REMAINING, names)],
        names=names,
    )


def cilegon_sd(name: str) -> np.ndarray:
    """Return the sd (people) of segments, total and remaining under a set."""
    chosen = CILEGON_SETS[name]
    sd = []
    for one in (*SEGMENTS, TOTAL, REMAINING):
        relative = chosen.ad_hoc_sd if one in AD_HOC else RELATIVE_SD
        people = relative * float(ledger.value(one))
        sd.append(chosen.total_sd if one == TOTAL else people)
    return np.array(sd)


def _sums_to(parts: tuple[str, ...], whole: str, names: tuple[str, ...]) -> list[int]:
    return [1 if one in parts else -1 if one == whole else 0 for one in names]


def cilegon_repaired(name: str = "A") -> pd.DataFrame:
    """Return Cilegon's figures settled in order under the weights of one set."""
    names = (*SEGMENTS, TOTAL, REMAINING)
    claims = {one: ledger.value(one) for one in names}
    sd = dict(zip(names, cilegon_sd(name).tolist(), strict=True))
    identities = [
        dict.fromkeys(SEGMENTS, 1) | {TOTAL: -1},
        dict.fromkeys(STAYING, 1) | {REMAINING: -1},
    ]
    return repair(Table(claims, sd, identities=identities))
