"""The projection core beside a replay of its own random numbers, and plain codes."""

from __future__ import annotations

import statistics
from collections.abc import Callable

import numpy as np

from analysis.model.projection import project
from analysis.model.projection.totals import totals
from analysis.scenario.schema import Scenario
from benchmarks import plain, plain_cells
from benchmarks.measure import Row, faster, in_turn, seconds
from benchmarks.replay import made, numbers, recording, replay
from benchmarks.scenarios import twelve


def rows() -> list[Row]:
    """Return what was reached of the targets of this group."""
    scenario, memo = twelve(), {}
    known = totals([scenario], memo=memo)[0]  # life tables and the like, once a region
    varying = int((np.ptp(known.values[..., 2:], axis=-1) > 0).any(1).sum())
    draws = np.random.default_rng(1).random((varying, scenario.years, scenario.draws))
    return [
        beside_replay(
            "core_replay",
            lambda: totals([scenario], memo=memo),
            lambda: np.sort(draws),
            f"Sorting its {varying} uncertain rows for their quantiles",
        ),
        beside_replay("project_replay", lambda: project(scenario)),
        *beside_plain(scenario, memo),
    ]


def beside_replay(
    id_: str,
    ours: Callable[[], object],
    part: Callable[[], object] | None = None,
    name: str = "",
) -> Row:
    """Return the row of a computation against a replay of its random numbers.

    ``part``: work that no route to the same results is without, told beside it.
    """
    with recording() as found:
        ours()
    pairs = in_turn(lambda: seconds(ours), lambda: seconds(replay(found)))
    ours_s, theirs_s = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = (theirs_s + seconds(lambda: made(found))) / ours_s
    told = (
        f"{numbers(found):,} numbers of {len(found):,} streams; {ratio:.2f} where"
        " making the streams counts as well."
    )
    if part is not None:
        told += f" {name} takes {seconds(part) / theirs_s:.1f} times the replay."
    return faster(id_, pairs, remark=told)


def beside_plain(scenario: Scenario, memo: dict) -> list[Row]:
    """Return the rows of the plain codes; a test says that totals are the same."""
    known = plain_cells.inputs(scenario)
    told = (
        "All rows of `totals`, looked-up tables ready on both sides; a test holds"
        " their means and quantiles together."
    )
    return [
        faster(
            id_,
            in_turn(
                lambda: seconds(lambda: totals([scenario], memo=memo)),
                lambda way=way: seconds(lambda: way(known)),
            ),
            remark=told,
        )
        for id_, way in (
            ("core_numpy", plain.by_numpy),
            ("core_pandas", plain.by_pandas),
        )
    ]
