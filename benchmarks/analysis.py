"""A full analysis in numbers beside the bare projection it starts from.

The analysis adds to the projection everything `results.csv` answers: limits, bases,
stress table, payers, priorities, inverse questions, and what to find out first (Sobol'
indices, value of information). Twelve groups, ten years.
"""

from __future__ import annotations

from analysis.model.projection import project
from analysis.study import answers
from benchmarks.measure import Row, share, timed
from benchmarks.scenarios import twelve

YEARS, DRAWS, PAIRS = 10, 10_000, 3


def rows() -> list[Row]:
    """Return what was reached of the targets of this group."""
    scenario = twelve(DRAWS, YEARS, **{"budget.ceiling": {"share": 0.0015}})
    found: list[list] = []
    pairs = timed(
        lambda: found.append(answers.rows(project(scenario))),
        lambda: project(scenario),
        pairs=PAIRS,
    )
    told = (
        f"{len(found[-1]):,} answers, {YEARS} years, {DRAWS:,} draws; {PAIRS} pairs,"
        " each takes a minute."
    )
    return [share("full_analysis", pairs, remark=told)]
