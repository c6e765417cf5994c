"""What a group's claims may cost, beside the packages aggregate and gemact, in turn.

The sum of a Poisson(20) number of lognormal(0, 1) claims and its 99 % quantile, of
which the truth is known: each side takes the coarsest grid that brings its error below
1e-4, and ours must not be the larger. Then the quantiles of a made-up group of 20,000
beside aggregate's, which must agree where both have the same grid.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from scipy import stats

from analysis.model.claims.compound import (
    Aggregate,
    aggregate_distribution,
    convolve,
    mixed_poisson,
)
from analysis.model.claims.compound_inputs import cost_of
from benchmarks.measure import Pair, Row, faster, in_turn, seconds
from benchmarks.peers import NoPeer, Peer, named, peer

MEAN, COST = 20, stats.lognorm(1)
LEVEL, TRUTH = 0.99, 69.10786  # a transform of 2^22 points, stable to 2e-9
STEP, UP_TO = 1 / 15, 110
# what each package is asked: the coarsest grid with an error below 1e-4, and one of
# 2^12 points, faster and coarser, for the remark
THEIRS = {
    "aggregate": ("agg LN 20 claims sev lognorm 1 poisson", 14, 1 / 64),
    "gemact": (20, "massdispersal", 16_384, 1 / 64),
}
COARSE = {
    "aggregate": ("agg LN 20 claims sev lognorm 1 poisson", 12, 1 / 16),
    "gemact": (20, "massdispersal", 4_096, 1 / 16),
}
TIMES = 20  # calls a measure of ours: one takes less than a tick of some clocks

# made up, in million rupiah: 20,000 people, 4 deaths and 3 accidents per thousand;
# early deaths 10, full benefit 42, with scholarships up to 174
LEVELS = (0.5, 0.9, 0.95, 0.99, 0.995)
CLOSE = 1e-6
DEATHS, ACCIDENTS, RATE_CV = 80.0, 60.0, 0.25
DEATH = {10: 0.05, 42: 0.55, 72: 0.2, 129: 0.12, 216: 0.08}
COST_MEAN, COST_CV = 6.0, 1.5
CARE = stats.gamma(COST_CV**-2, scale=COST_MEAN * COST_CV**2)
DEATH_TEXT = f"dsev {list(DEATH)} {list(DEATH.values())}"
CARE_TEXT = f"sev {COST_MEAN * COST_CV**2} * gamma {COST_CV**-2}"
TABLE, _ = cost_of(CARE, 1)
TABLE_TEXT = f"dsev {list(range(len(TABLE)))} {TABLE.tolist()}"
JKM_TEXT = f"agg JKM {DEATHS:g} claims {DEATH_TEXT} poisson"
JKK_TEXT = f"agg JKK {ACCIDENTS:g} claims {CARE_TEXT} poisson"


class Job(NamedTuple):
    """One question: what to ask of each side; amounts on the grid must agree."""

    name: str
    ours: Callable[[], Aggregate]
    theirs: str
    exact: bool


def jkm() -> Aggregate:
    return aggregate_distribution(DEATHS, DEATH, step=1)


def jkk() -> Aggregate:
    return aggregate_distribution(ACCIDENTS, CARE, step=1)


JOBS = (
    Job("JKM", jkm, JKM_TEXT, True),
    Job(
        "JKM at a gamma rate",
        lambda: aggregate_distribution(mixed_poisson(DEATHS, RATE_CV), DEATH, step=1),
        JKM_TEXT.replace("poisson", f"mixed gamma {RATE_CV:g}"),
        True,
    ),
    Job(
        "JKK by a table of costs",
        lambda: aggregate_distribution(ACCIDENTS, TABLE),
        JKK_TEXT.replace(CARE_TEXT, TABLE_TEXT),
        True,
    ),
    Job("JKK of gamma costs", jkk, JKK_TEXT, False),
    Job(
        "both together",
        lambda: convolve(jkm(), jkk()),
        f"port Both {JKM_TEXT} {JKK_TEXT}",
        False,
    ),
)


def quantile() -> float:
    """Return our 99 % quantile."""
    found = aggregate_distribution(MEAN, COST, step=STEP, up_to=UP_TO)
    return found.between(LEVEL)


def error(found: float) -> float:
    """Return how far a quantile is off, relative."""
    return abs(found / TRUTH - 1)


def against(package: str, asked: Peer) -> Row:
    """Return the row of one package: its finer grid counts, the coarse one is told."""

    def theirs(question: tuple[Any, ...]) -> float:
        return asked.ask(package, *question, [LEVEL])[0]

    def ours() -> float:
        return seconds(quantile, times=TIMES)

    fine = in_turn(ours, lambda: theirs(THEIRS[package]))
    coarse = in_turn(ours, lambda: theirs(COARSE[package]))
    off, off_coarse = (
        error(asked.ask(package, *one[package], [LEVEL])[1][0])
        for one in (THEIRS, COARSE)
    )
    if error(quantile()) > off:
        raise AssertionError(f"our error is larger than that of {package}")
    ratio = statistics.median(pair.theirs / pair.ours for pair in coarse)
    return faster(
        f"compound_{package}",
        fine,
        remark=f"{named(package)}; its relative error {off:.1e}, ours"
        f" {error(quantile()):.1e}. On 2^12 points, error {off_coarse:.1e}, it takes"
        f" {ratio:.0f} times ours.",
    )


def group(asked: Peer) -> Row:
    """Return the row of the made-up group: the job with the smallest ratio."""
    rows = []
    for job in JOBS:
        check(job, asked)
        pairs = in_turn(
            lambda job=job: seconds(lambda: job.ours().quantile(np.array(LEVELS))),
            lambda job=job: answer(job, asked)[0],
        )
        rows.append((statistics.median(p.theirs / p.ours for p in pairs), job, pairs))
    told = ", ".join(f"{job.name} {ratio:.0f}" for ratio, job, _ in rows)
    slowest: list[Pair] = min(rows)[2]
    return faster(
        "compound_group",
        slowest,
        remark=f"{named('aggregate')}; medians: {told}. Its time buys reports that"
        " ours does not make; the quantiles agree to one millionth where the amounts"
        " lie on the grid.",
    )


def answer(job: Job, asked: Peer) -> tuple[float, list[float]]:
    """Return seconds and quantiles of aggregate on the same grid."""
    return asked.ask("aggregate", job.theirs, 14, 1, LEVELS)


def check(job: Job, asked: Peer) -> None:
    """Stop where both have the same grid and other quantiles."""
    mine = job.ours().quantile(np.array(LEVELS))
    apart = np.max(abs(mine / np.array(answer(job, asked)[1]) - 1))
    if job.exact and apart > CLOSE:
        raise AssertionError(f"{job.name}: quantiles are {apart:.1e} apart")


def rows() -> list[Row]:
    """Return what was reached of the targets of this group."""
    own = Row("compound_error", (error(quantile()),), remark=f"grid of {STEP:.3f}")
    try:
        with peer("compound.py") as asked:
            return [*(against(name, asked) for name in THEIRS), own, group(asked)]
    except NoPeer as why:
        ids = ("compound_aggregate", "compound_gemact", "compound_group")
        return [own, *(Row(id_, reason=str(why)) for id_ in ids)]
