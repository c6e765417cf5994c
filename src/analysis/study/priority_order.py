"""Whether the order of the groups holds: poverty weights, and what no count settles."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd

from analysis.model.draws import generator
from analysis.model.results import Results
from analysis.study import billion
from analysis.study.ensemble import sample
from analysis.study.newcomers import WEIGHTS, groups
from analysis.study.once import once
from analysis.study.rows import Row, row


@once
def orders(results: Results) -> pd.DataFrame:
    """Return how the order of the groups depends on the poverty weights.

    The weights of honorarium and wage stand at their middle, then each at its low or
    high end. Index: segment. Columns: months_per_million (poverty-months a million
    rupiah averts, newcomers), rank (1 first), rank_best, rank_worst, and people of the
    first and of the next billion: first, first_low, first_high, next, next_low,
    next_high.
    """
    frame = groups(results)
    tried = [_with_weights(frame, corner) for corner in _corners(frame)]
    ranks = pd.DataFrame([_rank(one) for one in tried])
    found = pd.DataFrame(
        {
            "months_per_million": _per_million(frame),
            "rank": _rank(frame),
            "rank_best": ranks.min(),
            "rank_worst": ranks.max(),
        }
    )
    starts = {"first": 0 * frame["covered"], "next": frame["covered"]}
    for name, covered in starts.items():
        people = pd.DataFrame(
            [billion.added(one, "poverty_months", covered) for one in tried]
        )
        found[name] = billion.added(frame, "poverty_months", covered)
        found[f"{name}_low"], found[f"{name}_high"] = people.min(), people.max()
    return found.sort_values("rank", kind="stable")


def _corners(frame: pd.DataFrame) -> list[dict[str, str]]:
    used = [one for one in WEIGHTS if (frame["income"] == one).any()]
    ends = ("weight_low", "weight", "weight_high")
    return [dict(zip(used, at, strict=True)) for at in product(ends, repeat=len(used))]


def _with_weights(frame: pd.DataFrame, at: dict[str, str]) -> pd.DataFrame:
    """Return the groups with the named end of the weight of each income."""
    ends = [at.get(income, "weight") for income in frame["income"]]
    weight = np.array(
        [frame.at[slug, end] for slug, end in zip(frame.index, ends, strict=True)]
    )
    months = frame["poverty_months"] / frame["weight"] * weight
    return frame.assign(weight=weight, poverty_months=months)


def _per_million(frame: pd.DataFrame) -> pd.Series:
    return frame["poverty_months"] / frame["cost_idr"] * 1e6


def _rank(frame: pd.DataFrame) -> pd.Series:
    return _per_million(frame).round(9).rank(ascending=False, method="min").astype(int)


def contested(results: Results, which: str) -> int:
    """Return the places of the ``next`` or ``first`` billion that the weights decide.

    The people who could be reached at other weights and are not at the middle ones.
    """
    order = orders(results)
    return int((order[f"{which}_high"] - order[which]).sum())


@once
def first_share(results: Results) -> pd.Series:
    """Return by segment the share of the sample in which it is worth most per rupiah.

    Deaths a member by the sample, poverty weights evenly within their ranges; the rest
    as in :func:`newcomers.groups`. NaN for a group that has no members in the sample.
    """
    frame = groups(results)
    if frame.empty:
        return pd.Series(index=frame.index, dtype=float)
    found = sample(results)
    rows = [results.scenario.segment_names.index(str(slug)) for slug in frame.index]
    people = found.members_end[:, rows, 0]
    deaths = found.deaths[:, rows, 0] / np.where(people > 0, people, np.nan)
    worth = deaths * (_per_million(frame) / frame["deaths"]).to_numpy()
    worth *= _drawn_weights(results, frame, len(people)) / frame["weight"].to_numpy()
    known = ~np.isnan(worth).any(0)
    best = np.nan_to_num(worth, nan=-1.0).argmax(1)
    share = np.bincount(best, minlength=len(rows)) / len(best)
    return pd.Series(np.where(known, share, np.nan), index=frame.index)


def _drawn_weights(results: Results, frame: pd.DataFrame, points: int) -> np.ndarray:
    """Return poverty weights (point, segment); groups of an income share theirs."""
    scenario = results.scenario
    rng = generator(scenario.seed, scenario.region, "poverty_weights")
    at = dict(zip(WEIGHTS, rng.random((len(WEIGHTS), points)), strict=True))
    low, high = frame["weight_low"].to_numpy(), frame["weight_high"].to_numpy()
    places = [at.get(income, np.zeros(points)) for income in frame["income"]]
    return low + (high - low) * np.array(places).T


def rows(results: Results) -> list[Row]:
    """Return the place of each group, its range, and how often it comes first."""
    order, share = orders(results), first_share(results)
    year = results.scenario.first_year
    found = [
        row(
            f"{name}_billion_contested_people",
            "people",
            contested(results, name),
            year=year,
        )
        for name in ("next", "first")
    ]
    for slug, one in order.iterrows():
        at = {"segment": slug, "year": year}
        found.append(row("priority_rank", "rank", one["rank"], **at))
        found.append(row("priority_rank_best", "rank", one["rank_best"], **at))
        found.append(row("priority_rank_worst", "rank", one["rank_worst"], **at))
        if not np.isnan(share[slug]):
            found.append(row("priority_first_share", "share", share[slug], **at))
    return found
