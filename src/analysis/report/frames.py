"""Small tables taken out of the long results table; figures and sheets share them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.model.results import BRIDGE
from analysis.units import round_half_up

if TYPE_CHECKING:
    from analysis.model.projection import Results
    from analysis.scenario.segment import Segment

QUANTILES = ("p05", "p10", "p25", "p50", "p75", "p90", "p95")


def rows(results: Results, variable: str, **dimensions: str) -> pd.DataFrame:
    """Return the rows of a variable, years only; dimensions not named are ``all``.

    ``dimensions`` may set segment, programme, funder, statistic (default central);
    ``"*"`` takes every value but ``all``.
    """
    table = results.rows_of(variable)
    wanted = {"segment": "all", "programme": "all", "funder": "all"}
    wanted |= {"statistic": "central"} | dimensions
    keep = table["year"] != "all"
    for column, value in wanted.items():
        if column == "year":
            keep &= table["year"] == str(value)
        else:
            keep &= table[column].ne("all") if value == "*" else table[column] == value
    found = table[keep].copy()
    found["year"] = found["year"].astype(int)
    return found


def by_year(results: Results, variable: str, **dimensions: str) -> pd.Series:
    """Return one number a year; empty where the run has no such rows."""
    return rows(results, variable, **dimensions).set_index("year")["value"].sort_index()


def at(results: Results, variable: str, year: int, **dimensions: str) -> float:
    """Return one number; 0 where the run has no such row."""
    return float(by_year(results, variable, **dimensions).get(year, 0.0))


def by_segment(results: Results, variable: str, **dimensions: str) -> pd.DataFrame:
    """Return years x segments in the order of the scenario file."""
    found = rows(results, variable, segment="*", **dimensions)
    wide = found.pivot_table(index="year", columns="segment", values="value")
    order = [slug for slug in results.scenario.segments if slug in wide.columns]
    return wide.reindex(columns=order).fillna(0.0)


def by_funder(results: Results) -> pd.DataFrame:
    """Return contributions, years x funders, rupiah; the general APBD first."""
    found = rows(results, "contributions_idr", funder="*")
    wide = found.pivot_table(index="year", columns="funder", values="value")
    order = sorted(wide.columns, key=lambda name: (name != "apbd", name))
    return wide.reindex(columns=order).fillna(0.0)


def fan(results: Results, variable: str, **dimensions: str) -> pd.DataFrame:
    """Return years x (central, mean, p05 ... p95); no quantiles without draws."""
    wanted = {"segment": "all", "programme": "all", "funder": "all"} | dimensions
    table = results.rows_of(variable)
    keep = table["year"] != "all"
    for column, value in wanted.items():
        keep &= table[column] == value
    wide = table[keep].pivot_table(index="year", columns="statistic", values="value")
    wide.index = wide.index.astype(int)
    order = ["central", "mean", *QUANTILES]
    return wide.reindex(columns=[name for name in order if name in wide]).sort_index()


def is_certain(frame: pd.DataFrame) -> bool:
    """Say whether all draws agree to within rounding (or there are none)."""
    if "p95" not in frame:
        return True
    width = (frame["p95"] - frame["p05"]).abs()
    return bool((width <= 1e-9 * frame["p95"].abs().clip(lower=1)).all())


def bridge(results: Results) -> pd.DataFrame:
    """Return the steps from ``people x tariff x 12`` to our bill, years x steps.

    The last column, ``bill``, is the sum of the others: the general APBD's bill.
    """
    wide = pd.DataFrame({step: by_year(results, step) for step in BRIDGE})
    wide = wide.dropna(axis=1, how="all").fillna(0.0)
    return wide.assign(bill=wide.sum(axis=1))


def ledgers(results: Results) -> pd.DataFrame:
    """Return net positions, years x (a payer each, fund, households), rupiah.

    A payer is minus what it pays, the fund contributions minus claims, households
    plus claims; every row adds to zero. Claims count in the year of the event, whenever
    they are paid: cash of the first years leaves out most scholarships.
    """
    paid = -by_funder(results)
    contributions = by_year(results, "contributions_idr")
    claims = by_year(results, "claims_incurred_idr")
    frame = paid.add_prefix("payer:")
    frame["fund"] = contributions - claims
    frame["households"] = claims
    return frame.fillna(0.0)


def first_year(results: Results) -> int:
    """Return the first budget year."""
    return int(results.scenario.first_year)


def last_year(results: Results) -> int:
    """Return the last budget year."""
    return first_year(results) + int(results.scenario.years) - 1


def years(results: Results) -> range:
    """Return the budget years of the run."""
    return range(first_year(results), last_year(results) + 1)


def compared_years(runs: Sequence[Results]) -> list[tuple[int, int]]:
    """Return first and last year to compare, a pair a run.

    The years all runs share; where they share none, each run's own.
    """
    first, last = max(map(first_year, runs)), min(map(last_year, runs))
    if first <= last:
        return [(first, last)] * len(runs)
    return [(first_year(run), last_year(run)) for run in runs]


def start(results: Results) -> pd.DataFrame:
    """Return what stood before the first year: segment, eligible, members, people.

    Whole people, rounded half up as the projection does; a group that is not in
    service as the first year begins has none.
    """
    before = first_year(results) - 1
    found = [
        (
            slug,
            *(
                _people(one.central) if goes_on(segment, before) else 0.0
                for one in (segment.eligible, segment.members)
            ),
        )
        for slug, segment in results.scenario.segments.items()
    ]
    return pd.DataFrame(found, columns=["segment", "eligible", "members"])


def goes_on(segment: Segment, year: int) -> bool:
    """Say whether a group with a window of service still exists after a year's end."""
    spans = getattr(segment, "window", ())
    end = f"{year}-12"
    return not spans or any(span.first <= end < span.last for span in spans)


def given(results: Results, slug: str) -> float:
    """Return the members a group is given in the file, in service or not."""
    return _people(results.scenario.segments[slug].members.central)


def _people(exact: Fraction) -> float:
    return float(round_half_up(np.array([exact], dtype=object))[0])


def gate_year(results: Results) -> int:
    """Return the year new cover starts: the gate's if a plan adds people, or the first.

    Where every group only holds its members, no one waits for the gate.
    """
    first, gate = first_year(results), results.gate_month
    paths = [segment.path.kind for segment in results.scenario.segments.values()]
    waits = gate is not None and any(kind != "hold" for kind in paths)
    return max(first, int(gate[:4])) if waits else first


def fund_loss_odds(results: Results, year: int) -> float | None:
    """Return the share of draws in which the fund pays out more than it takes in.

    Counted on what deaths and accidents of the year cost in all; None without draws.
    """
    if results.draw_frames is None:
        return None
    losses = []
    for draws in results.draw_frames():
        one = draws[draws["year"] == year]
        losses.append(one["claims_incurred_idr"] > one["contributions_idr"])
    return float(pd.concat(losses).mean())


def bill(results: Results) -> pd.Series:
    """Return what the general APBD pays a year, after the ceiling, rupiah."""
    return by_year(results, "contributions_idr", funder="apbd")


def has_ceiling(results: Results) -> bool:
    """Say whether any year has a ceiling."""
    return not by_year(results, "ceiling_idr").empty


def breach_probability(results: Results) -> pd.Series:
    """Return by year the share of draws above the ceiling; 0 or 1 without draws."""
    chance = by_year(results, "breach_probability", statistic="mean")
    return chance if len(chance) else by_year(results, "breach_probability")


def single(results: Results, variable: str, statistic: str) -> float | None:
    """Return a number of the whole run (year ``all``), or None without such a row."""
    table = results.rows_of(variable)
    keep = table["year"] == "all"
    found = table.loc[keep & (table["statistic"] == statistic), "value"]
    return float(found.iloc[0]) if len(found) else None
