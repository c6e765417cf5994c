"""The answers of all studies of a run, as rows of its long table."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import pandas as pd

from analysis.model.results import Results
from analysis.study.once import once
from analysis.study.rows import Row, long_rows


@once
def rows(results: Results) -> list[Row]:
    """Return what the studies of a run answer, in the order of the questions."""
    from analysis.study import (
        bases,
        funders,
        half_page,
        limits,
        options,
        priority,
        stress,
        uncertainty,
    )

    studies = (
        *(limits, bases, stress, half_page),
        *(options, funders, priority, uncertainty),
    )
    return list(chain.from_iterable(study.rows(results) for study in studies))


@once
def with_answers(results: Results) -> Results:
    """Return the results with the answers behind the rows of the projection."""
    answers = long_rows(results, rows(results))
    table = pd.concat([results.table, answers], ignore_index=True)
    return replace(results, table=table)
