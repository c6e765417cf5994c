"""How long the whole panel takes to fit, beside statsmodels' MixedLM, in turn.

``python benchmarks/trend.py`` writes benchmarks/trend.md. Both fit the same logits of
the same panel in one process, imports apart; MixedLM gets random levels and drifts, the
nearest it can come. Seconds differ between machines; the promise is ours - theirs.
"""

from __future__ import annotations

import platform
import statistics
import time
import warnings
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import statsmodels.formula.api as smf

from analysis.evidence.panel import panel, used
from analysis.model import growth
from analysis.paths import ROOT
from analysis.study.trends import records

SEED, PAIRS, REGIONS = 20261121, 7, 65
PROMISE_S = 1.0
RESULTS = ROOT / "benchmarks" / "trend.md"


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


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measured(known: Sequence[growth.Record]) -> list[tuple[float, float]]:
    """Return (our seconds, their seconds), in turn, after one warm-up of each."""
    ours = lambda: growth.fit(known, seed=SEED)  # noqa: E731 - timed as one call
    both = (ours, lambda: theirs(known))
    for work in both:
        work()
    return [(seconds(both[0]), seconds(both[1])) for _ in range(PAIRS)]


def row(name: str, known: Sequence[growth.Record]) -> str:
    pairs = measured(known)
    mine, other = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    worst = max(ours - their for ours, their in pairs)
    points = sum(map(len, known))
    kept = "kept" if worst < PROMISE_S else "BROKEN"
    return (
        f"| {name} | {len(known)} | {points} | {mine:.2f} | {other:.2f}"
        f" | {worst:+.2f} | {kept} |"
    )


def main() -> None:
    """Measure, write the page, and say so."""
    published = list(records(used(panel())).values())
    lines = [
        "# Fitting the trend",
        "",
        "Written by `make bench` (benchmarks/trend.py); not edited by hand."
        f" Python {platform.python_version()}, medians of {PAIRS} pairs. Promise: our"
        f" fit takes less than MixedLM's on the same panel plus {PROMISE_S:g} s.",
        "",
        "| Panel | Series | Points | Ours, s | MixedLM, s | Largest difference, s"
        " | Promise |",
        "|---|---:|---:|---:|---:|---:|---|",
        row("published stocks", published),
        row(f"made up, {REGIONS} regions, 1 to 4 points", made_up()),
        "",
    ]
    text = "\n".join(lines)
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
