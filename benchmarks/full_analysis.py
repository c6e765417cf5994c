"""A full analysis in numbers beside the bare projection it starts from, as a ratio.

Ten years, twelve groups, 10,000 draws. The analysis adds to the projection everything
`results.csv` answers: limits, bases, stress table, priorities, inverse questions, and
what to find out first (Sobol' indices, value of information). Each measure runs in a
process of its own after a small warm-up, in turn, in seconds of processor time, so that
other work on the machine does not count; written to full_analysis.md.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from typing import NamedTuple

from analysis.paths import ROOT

PARENT, GROUPS, YEARS, DRAWS = "cilegon-baseline", 12, 10, 10_000
PAIRS = 3
MOST_TIMES = 60
RESULTS = ROOT / "benchmarks" / "full_analysis.md"
ADDED = ("marbot", "guru_ngaji", "umkm", "parkir", "opang", "buruh_serabutan")
PART_EACH = """
  {group}:
    eligible: {{uniform: [2000, 4000]}}
    members: 1000
    tariff: {{kind: bpu}}
    path: {{kind: hold}}
    place: refill"""


class Measure(NamedTuple):
    """Seconds of processor time of the work alone, and the rows it answered with."""

    seconds: float
    rows: int


def text(draws: int) -> str:
    """Return the scenario: the parent and as many groups as make twelve."""
    from analysis.scenario.load import load_scenario

    parent = load_scenario(ROOT / "scenarios" / f"{PARENT}.yaml")
    missing = ADDED[: GROUPS - len(parent.segments)]
    groups = "".join(PART_EACH.format(group=group) for group in missing)
    return (
        f"schema: 1\nname: twelve-groups\nextends: {PARENT}\n"
        "title: {id: dua belas kelompok, en: twelve groups}\n"
        "why: {id: tolok ukur, en: benchmark}\n"
        f"years: {YEARS}\ndraws: {draws}\nsegments:{groups}\n"
    )


def run(what: str, draws: int) -> Measure:
    """Do the work once: ``bare`` projects, ``full`` answers all studies too."""
    from analysis.model.projection import project
    from analysis.scenario.load import parse_scenario
    from analysis.study import answers

    scenario = parse_scenario(text(draws), str(ROOT / "scenarios" / "twelve.yaml"))
    started = time.process_time()
    results = project(scenario)
    rows = answers.rows(results) if what == "full" else []
    return Measure(time.process_time() - started, len(rows))


def measured(what: str) -> Measure:
    """Do the work in a process of its own."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    words = (sys.executable, __file__, what)
    done = subprocess.run(words, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{what} failed:\n{done.stderr}")
    seconds, rows = done.stdout.split()[-2:]
    return Measure(float(seconds), int(rows))


def page(pairs: list[tuple[Measure, Measure]]) -> str:
    """Return the page of results."""
    ratios = sorted(full.seconds / bare.seconds for full, bare in pairs)
    ratio = statistics.median(ratios)
    full_s, bare_s = (
        statistics.median(pair[side].seconds for pair in pairs) for side in (0, 1)
    )
    lines = (
        "# A full analysis",
        "",
        "Written by `make bench` (benchmarks/full_analysis.py); not edited by hand."
        f" Python {platform.python_version()}, {os.cpu_count()} processors;"
        f" `{PARENT}` with {GROUPS} groups, {YEARS} years, {DRAWS:,} draws.",
        "",
        "| What | Measured | Promise |",
        "|---|---|---|",
        "| all answers of `results.csv` (limits, bases, stress table, payers,"
        " priorities, inverse questions, Sobol' indices of 2^12 points, value of"
        " information), projection included,"
        f" as a multiple of the bare projection: median of {len(pairs)} pairs"
        f" | {ratio:.1f} ({ratios[0]:.1f} to {ratios[-1]:.1f})"
        f" | at most {MOST_TIMES} |",
        "",
        f"On that machine {pairs[0][0].rows:,} answers took {full_s:.1f} s and the"
        f" projection {bare_s:.2f} s of one processor (medians).",
        "",
    )
    return "\n".join(lines)


def main() -> None:
    """Measure, write the page, and say so; with a name, do that work once."""
    if len(sys.argv) > 1:
        run("bare", 20)  # imports and tables
        print(*run(sys.argv[1], DRAWS))
        return
    found = page([(measured("full"), measured("bare")) for _ in range(PAIRS)])
    RESULTS.write_text(found, encoding="utf-8")
    print(found)
    print(f"-> {RESULTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
