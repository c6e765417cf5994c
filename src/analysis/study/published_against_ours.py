"""Published sums beside what the model makes of the people published with them.

The cases stand in ``data/raw/calibration/published.csv``: which ledger rows give the
sum, the people and the months, and what the sources say about the difference. Nothing
else is taken from the source; tariffs, benefits and death rates are the model's.
"""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache

import pandas as pd

from analysis.evidence import ledger
from analysis.evidence.tables import read
from analysis.model.projection import central, project
from analysis.model.results import Results
from analysis.scenario.load import parse_scenario
from analysis.scenario.schema import Scenario
from analysis.units import MONTHS_PER_YEAR

BILL, CLAIMS = "bill", "claims"
DRAWS, SEED = 2000, 20261121
LOW, HIGH = "p05", "p95"


@cache
def compared() -> pd.DataFrame:
    """Return each published sum beside ours, in rupiah.

    Columns of ``published_figures`` and published_idr, people, months, ours_idr, low
    and high (claims: 90 % of the draws, else ours), ratio (published over ours),
    ``agrees``: a bill equal to the rupiah or as its source rounds it, claims inside the
    range; ``calibrated``: the group helped to estimate the selection factor. Claims are
    those paid within the months; a year starts with none outstanding.
    """
    cases = read("published_figures")
    numbers = pd.DataFrame([_numbers(case) for case in cases.itertuples()])
    found = pd.concat([cases, numbers], axis=1)
    return found.assign(ratio=found["published_idr"] / found["ours_idr"])


def _numbers(case: tuple) -> dict[str, float]:
    published = _sum(case.published_claims)
    people = _sum(case.people_claims)
    ours = _bill(case, people) if case.what == BILL else _claims(case, people)
    off = abs(published - Fraction(ours["ours_idr"]))
    return {
        "published_idr": float(published),
        "people": int(people),
        "months": _months(case),
        **ours,
        "agrees": off <= _rounded_by(case.published_claims)
        if case.what == BILL
        else ours["low"] <= published <= ours["high"],
        "calibrated": case.what == CLAIMS and _is_calibrated(case.people_claims),
    }


@cache
def _calibrated_claims() -> frozenset[str]:
    groups = read("calibration_groups")
    used = groups.loc[groups["use"] == "yes", "claim_ids"]
    return frozenset(" ".join(used).split())


def _is_calibrated(claims: str) -> bool:
    return not _calibrated_claims().isdisjoint(claims.split())


def _sum(claims: str) -> Fraction:
    return sum((Fraction(ledger.value(one)) for one in claims.split()), Fraction(0))


def _rounded_by(claims: str) -> Fraction:
    """Return how far rounding can have moved a sum: half of each figure's last unit."""
    steps = (str(ledger.claim(one)["rounding"]) for one in claims.split())
    known = (Fraction(step) for step in steps if step.replace(".", "").isdigit())
    return sum((step / 2 for step in known if step > 1), Fraction(0))


def _months(case: tuple) -> int:
    first, last = (_place(month) for month in (case.first_month, case.last_month))
    return last - first + 1


def _place(month: str) -> int:
    year, number = map(int, month.split("-"))
    return year * MONTHS_PER_YEAR + number


def _bill(case: tuple, people: Fraction) -> dict[str, float]:
    paid = float(central(_scenario(case, people))["contributions_idr"][0].sum())
    return {"ours_idr": paid, "low": paid, "high": paid}


def _claims(case: tuple, people: Fraction) -> dict[str, float]:
    results: Results = project(_scenario(case, people, DRAWS))
    named = {"ours_idr": "central", "low": LOW, "high": HIGH}
    return {
        name: float(
            results.series(
                "claims_idr", programme=case.programme, statistic=statistic
            ).sum()
        )
        for name, statistic in named.items()
    }


def _scenario(case: tuple, people: Fraction, draws: int = 0) -> Scenario:
    """Return the people of one case, insured and paid for in its months alone."""
    first, last = (int(month[:4]) for month in (case.first_month, case.last_month))
    tariff: dict[str, object] = {"kind": case.tariff}
    if case.tariff == "pu":
        tariff |= {"reported_wage": int(case.reported_wage_idr_m), "risk_group": 1}
    segment = {
        "eligible": int(people),
        "members": int(people),
        "tariff": tariff,
        "path": {"kind": "hold"},
        "window": {"first": case.first_month, "last": case.last_month},
    }
    title = case.figure.replace("_", " ")
    fields = {
        "schema": 1,
        "name": case.figure.replace("_", "-"),
        "title": {"id": title, "en": title},
        "region": case.region,
        "first_year": first,
        "years": last - first + 1,
        "draws": draws,
        "seed": SEED,
        "segments": {case.group: segment},
    }
    return parse_scenario(json.dumps(fields))
