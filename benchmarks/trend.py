"""How long the whole panel takes to fit, beside statsmodels' MixedLM, in turn.

Both fit the same logits of the same panel in one process, imports apart; MixedLM gets
random levels and drifts, the nearest it can come.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd
import statsmodels.formula.api as smf

from analysis.evidence.panel import panel, used
from analysis.model import growth
from analysis.study.trends import records
from benchmarks.measure import Row, share, timed

SEED, REGIONS = 20261121, 65


def made_up() -> list[growth.Record]:
    """Return 65 regions with one to four yearly points each."""
    random = np.random.default_rng(SEED)
    found = []
    for region in range(REGIONS):
        pool = float(int(np.exp(random.uniform(*np.log((8_000, 300_000))))))
        years = 2022.0 + np.arange(random.integers(1, 5))
        logits = random.normal(-2, 1) + 0.2 * (years - 2022)
        people = pool / (1 + np.exp(-logits - 0.2 * random.standard_normal(len(years))))
        points = [(y, float(int(n)), pool) for y, n in zip(years, people, strict=True)]
        found.append(growth.record(f"{region:02d}", points))
    return found


def theirs(known: Sequence[growth.Record]) -> None:
    """Fit MixedLM with random levels and drifts."""
    rows = [
        (record.key, year - record.years[0], level)
        for record in known
        for year, level in zip(record.years, record.level, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["series", "t", "y"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        smf.mixedlm("y ~ t", table, groups="series", re_formula="~t").fit()


def row(id_: str, known: Sequence[growth.Record]) -> Row:
    """Return the row of one panel."""
    pairs = timed(lambda: growth.fit(known, seed=SEED), lambda: theirs(known))
    told = f"{len(known)} series of {sum(map(len, known))} points."
    return share(id_, pairs, remark=told)


def rows() -> list[Row]:
    """Return what was reached of the targets of this group."""
    published = list(records(used(panel())).values())
    return [row("trend_published", published), row("trend_made_up", made_up())]
