"""Whom to cover first with one billion rupiah: on top of today's, and from nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.model.priority import Choice, choose
from analysis.model.results import Results
from analysis.study.newcomers import capacity, groups
from analysis.study.once import once

BILLION = 1_000_000_000  # rupiah to spend
STEP_IDR = 100_000_000  # the price of money is asked for so much more
# what is made as large as the money allows; the last one is shown as a contrast only
OBJECTIVES = ("poverty_months", "people", "deaths", "duty", "claims")
CONTRAST = "claims"
_WORTH = {"deaths": "deaths", "claims": "benefit_idr", "duty": "poverty_months"}


@dataclass(frozen=True, eq=False)
class Spent:
    """One billion rupiah spent for one objective.

    ``people`` newly covered by segment, ``cost_idr`` and ``left_idr`` of the billion,
    expected ``deaths`` and ``poverty_months`` of them in the first year.
    """

    people: pd.Series
    cost_idr: float
    left_idr: float
    deaths: float
    poverty_months: float


@once
def next_billion(results: Results) -> Mapping[str, Spent]:
    """Return for each objective who is added on top of those covered in the plan.

    Nobody covered is dropped; added can be who is eligible, verified and not covered,
    in all at most what administration can enrol in a year (:func:`capacity`).
    """
    frame = groups(results)
    return {one: _spent(frame, one, frame["covered"]) for one in OBJECTIVES}


@once
def first_billion(results: Results) -> Mapping[str, Spent]:
    """Return for each objective who is covered by one billion if nobody were yet."""
    frame = groups(results)
    return {one: _spent(frame, one, 0 * frame["covered"]) for one in OBJECTIVES}


def _spent(frame: pd.DataFrame, objective: str, covered: pd.Series) -> Spent:
    people = added(frame, objective, covered)
    cost = float(people @ frame["cost_idr"])
    return Spent(
        people=people,
        cost_idr=cost,
        left_idr=BILLION - cost,
        deaths=float(people @ frame["deaths"]),
        poverty_months=float(people @ frame["poverty_months"]),
    )


def added(frame: pd.DataFrame, objective: str, covered: pd.Series) -> pd.Series:
    """Return people newly covered; by duty one rank after the other."""
    added = pd.Series(0, index=frame.index)
    left_idr, places = float(BILLION), int(float(capacity()["value"]))
    ranks = frame["duty"] if objective == "duty" else 0 * frame["duty"]
    for rank in sorted(set(ranks)):
        of = ranks == rank
        value = _worth(frame[of], objective)
        pool = (frame.loc[of, ["eligible", "verified"]].T - covered[of]).T.clip(lower=0)
        chosen = choose(
            pool["eligible"],
            frame.loc[of, "cost_idr"],
            value,
            left_idr,
            True,
            reach=pool["verified"],
            reach_total=places,
        )
        added[of] = chosen.people
        left_idr -= float(chosen.cost)
        places -= int(chosen.people.sum())
    return added


def _worth(frame: pd.DataFrame, objective: str) -> pd.Series:
    if objective == "people":
        return pd.Series(1.0, index=frame.index)
    return frame[_WORTH.get(objective, objective)]


@once
def priced(results: Results) -> Choice:
    """Return the next billion for poverty-months, with the price of each limit.

    Segments stand twice: first those covered, who must stay and are worth what a
    member with tenure is, then newcomers. The price of money is that of ``STEP_IDR``.
    """
    frame = groups(results)
    covered, cost = frame["covered"], frame["cost_idr"]
    stay = np.zeros(len(frame), dtype=int)
    pool = (frame[["eligible", "verified"]].T - covered).T.clip(lower=0)
    return choose(
        np.r_[covered, pool["eligible"]],
        np.r_[cost, cost],
        np.r_[frame["stay_poverty_months"], frame["poverty_months"]],
        float(covered @ cost) + BILLION,
        True,
        least=np.r_[covered, stay],
        reach=np.r_[stay, pool["verified"]],
        reach_total=int(float(capacity()["value"])),
        step_idr=STEP_IDR,
    )


@once
def prices(results: Results) -> pd.DataFrame:
    """Return what each limit costs: a row a limit, the poverty-months it withholds.

    Columns: limit (``money``: ``STEP_IDR`` more; ``names``: one eligible person more
    verified; ``capacity``: one person more enrolled; ``nobody_dropped``: one person
    less kept), segment (``all`` where there is none), poverty_months.
    """
    frame, price = groups(results), priced(results).price
    slugs, size = list(frame.index), len(frame)
    found = [
        ("money", "all", price.ceiling * price.step_idr),
        ("capacity", "all", price.reach_total),
        *(("names", *one) for one in zip(slugs, price.reach[size:], strict=True)),
        *(
            ("nobody_dropped", *one)
            for one in zip(slugs, price.least[:size], strict=True)
        ),
    ]
    return pd.DataFrame(found, columns=["limit", "segment", "poverty_months"])


@once
def left_out(results: Results) -> pd.DataFrame:
    """Return who stays without cover after the next billion, and why.

    Index: segment. Columns: covered, added, unverified (eligible without a checked
    name), waiting (checked, not reached) and reason: ``names``, ``money``,
    ``capacity``, or empty where nobody is left out.
    """
    frame, spent = groups(results), next_billion(results)["poverty_months"]
    found = frame[["eligible", "covered"]].assign(added=spent.people)
    reached = frame[["verified", "covered"]].max(axis=1)
    found["unverified"] = (frame["eligible"] - reached).clip(lower=0)
    found["waiting"] = reached - frame["covered"] - spent.people
    money = frame["cost_idr"] > spent.left_idr
    found["reason"] = np.select(
        [
            (found["waiting"] > 0) & money,
            found["waiting"] > 0,
            found["unverified"] > 0,
        ],
        ["money", "capacity", "names"],
        "",
    )
    return found
