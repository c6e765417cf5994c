"""What a group's claims may cost, beside the package aggregate, in turn.

``make compound`` writes benchmarks/compound.md. The package is installed into a
temporary environment of its own and thrown away after. Both work out the distribution
of a year's claims of a made-up group of 20,000 and its quantiles, on a grid of one
million rupiah, each in its own process, imports apart.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, NamedTuple

import numpy as np
from scipy import stats

from analysis.model.claims.compound import (
    Aggregate,
    aggregate_distribution,
    convolve,
    mixed_poisson,
)
from analysis.model.claims.compound_inputs import cost_of
from analysis.paths import ROOT

PEER = "aggregate==0.30.1"
PAIRS, WARM_UPS = 9, 2
LEVELS = (0.5, 0.9, 0.95, 0.99, 0.995)
CLOSE = 1e-6
RESULTS = ROOT / "benchmarks" / "compound.md"

# made up, in million rupiah: 20,000 people, 4 deaths and 3 accidents per thousand;
# early deaths 10, full benefit 42, with scholarships up to 174
DEATHS, ACCIDENTS, RATE_CV = 80.0, 60.0, 0.25
DEATH = {10: 0.05, 42: 0.55, 72: 0.2, 129: 0.12, 216: 0.08}
COST_MEAN, COST_CV = 6.0, 1.5
COST = stats.gamma(COST_CV**-2, scale=COST_MEAN * COST_CV**2)

DEATH_TEXT = f"dsev {list(DEATH)} {list(DEATH.values())}"
COST_TEXT = f"sev {COST_MEAN * COST_CV**2} * gamma {COST_CV**-2}"
TABLE, _ = cost_of(COST, 1)
TABLE_TEXT = f"dsev {list(range(len(TABLE)))} {TABLE.tolist()}"
JKM_TEXT = f"agg JKM {DEATHS:g} claims {DEATH_TEXT} poisson"
JKK_TEXT = f"agg JKK {ACCIDENTS:g} claims {COST_TEXT} poisson"

# what runs in the other environment: one job a line in, one answer a line out
THEIRS = """
import json, sys, time
from aggregate import build
for line in sys.stdin:
    text, whole, levels = json.loads(line)
    known = None if whole else build(text, update=False)
    started = time.perf_counter()
    if whole:
        known = build(text, bs=1, log2=14)
    else:
        known.update(log2=14, bs=1)
    found = [float(known.q(level)) for level in levels]
    print(json.dumps([time.perf_counter() - started, found]), flush=True)
"""


class Job(NamedTuple):
    """One question: what to ask of each side."""

    name: str
    ours: Callable[[], Aggregate]
    theirs: str
    exact: bool  # amounts on the grid: the two must agree


def jkm() -> Aggregate:
    return aggregate_distribution(DEATHS, DEATH, step=1)


def jkk() -> Aggregate:
    return aggregate_distribution(ACCIDENTS, COST, step=1)


JOBS = (
    Job("JKM: Poisson deaths, fixed amounts", jkm, JKM_TEXT, True),
    Job(
        f"the same with a gamma rate, cv {RATE_CV:g}",
        lambda: aggregate_distribution(mixed_poisson(DEATHS, RATE_CV), DEATH, step=1),
        JKM_TEXT.replace("poisson", f"mixed gamma {RATE_CV:g}"),
        True,
    ),
    Job(
        "JKK: accidents, the same table of costs given to both",
        lambda: aggregate_distribution(ACCIDENTS, TABLE),
        JKK_TEXT.replace(COST_TEXT, TABLE_TEXT),
        True,
    ),
    Job(f"JKK: accidents of gamma cost, cv {COST_CV:g}", jkk, JKK_TEXT, False),
    Job(
        "JKM and JKK together",
        lambda: convolve(jkm(), jkk()),
        f"port Both {JKM_TEXT} {JKK_TEXT}",
        False,
    ),
)


def installed(folder: str) -> Path:
    """Make an environment with the package and return its Python."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = Path(folder) / "bin" / "python"
    words = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", PEER)
    subprocess.run([python, *words], check=True)
    return python


def asked(peer: subprocess.Popen, text: str, whole: bool) -> tuple[float, list[float]]:
    """Return seconds and quantiles of the package, with or without reading its text."""
    channel: IO[str] = peer.stdin
    channel.write(json.dumps([text, whole, LEVELS]) + "\n")
    channel.flush()
    return tuple(json.loads(peer.stdout.readline()))


def own(job: Job) -> tuple[float, np.ndarray]:
    started = time.perf_counter()
    found = job.ours().quantile(np.array(LEVELS))
    return time.perf_counter() - started, found


def measured(job: Job, peer: subprocess.Popen) -> list[tuple[float, float, float]]:
    """Return seconds of ours, theirs from its text, theirs without, in turn."""
    rounds = [
        (
            own(job)[0],
            asked(peer, job.theirs, True)[0],
            asked(peer, job.theirs, False)[0],
        )
        for _ in range(WARM_UPS + PAIRS)
    ]
    return rounds[WARM_UPS:]


def speed_row(job: Job, peer: subprocess.Popen) -> str:
    rounds = np.array(measured(job, peer))
    ours, whole, bare = 1e3 * np.median(rounds, axis=0)
    ratios = rounds[:, 0] / rounds[:, 1:].min(1)
    middle = np.median(ratios)
    kept = "kept" if middle <= 1 else "BROKEN"
    return (
        f"| {job.name} | {ours:.2f} | {whole:.1f} | {bare:.1f} | {middle:.3f}"
        f" ({ratios.min():.3f} to {ratios.max():.3f}) | {kept} |"
    )


def quantile_row(job: Job, peer: subprocess.Popen) -> str:
    mine, other = own(job)[1], np.array(asked(peer, job.theirs, True)[1])
    apart = np.max(abs(mine / other - 1))
    verdict = ("kept" if apart <= CLOSE else "BROKEN") if job.exact else "grids differ"
    pairs = " | ".join(
        f"{a:,.0f}" if a == b else f"{a:,.0f} / {b:,.0f}"
        for a, b in zip(mine, other, strict=True)
    )
    return f"| {job.name} | {pairs} | {apart:.1e} | {verdict} |"


def page(peer: subprocess.Popen) -> str:
    levels = " | ".join(f"{100 * level:g} %" for level in LEVELS)
    fine = aggregate_distribution(ACCIDENTS, COST, step=0.01).quantile(np.array(LEVELS))
    lines = [
        "# Claims of a group",
        "",
        "Written by `make compound` (benchmarks/compound.py); not edited by hand."
        f" Python {platform.python_version()}, {PEER.replace('==', ' ')} from PyPI,"
        f" medians of {PAIRS} rounds, each ours and theirs in turn. A made-up group of"
        f" 20,000: {DEATHS:g} deaths and {ACCIDENTS:g} accidents a year expected; grid"
        " of Rp1 million. Promise: at least as fast as the faster of their two ways"
        f" (ratio at most 1), and the same quantiles to one millionth where the amounts"
        " lie on the grid. Their time buys reports that ours does not make.",
        "",
        "| Question | Ours, ms | Theirs from its text, ms | Theirs without reading, ms"
        " | Ours / faster of theirs | Promise |",
        "|---|---:|---:|---:|---:|---|",
        *(speed_row(job, peer) for job in JOBS),
        "",
        "Quantiles in million rupiah, ours / theirs where they differ:",
        "",
        f"| Question | {levels} | Largest difference | Promise |",
        f"|---|{'---:|' * len(LEVELS)}---:|---|",
        *(quantile_row(job, peer) for job in JOBS),
        "",
        "A continuous cost must first be put on the grid: theirs rounds to the nearest"
        " point, ours keeps the mean of every cell. On a grid a hundred times finer the"
        f" quantiles of JKK are {', '.join(f'{x:,.2f}' for x in fine)}.",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, write the page, and say so."""
    with tempfile.TemporaryDirectory() as folder:
        words = (installed(folder), "-W", "ignore", "-c", THEIRS)
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        with subprocess.Popen(words, cwd=folder, **pipes) as peer:
            text = page(peer)
            peer.stdin.close()
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
