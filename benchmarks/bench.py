"""Performance as ratios: each measure beside its yardstick, in turn, in one run.

``make bench`` writes benchmarks/results.md. Seconds differ between machines; what is
promised are the median ratio to bare imports, the growth in draws, and the memory.
"""

from __future__ import annotations

import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from analysis.paths import ROOT

SCENARIO = "cilegon-baseline"
PAIRS = 7
DRAWS = (2_000, 20_000, 200_000)
YARDSTICK = (sys.executable, "-c", "import pandas, scipy.stats, pydantic")
MOST_TIMES_THE_IMPORTS = 2.5
MOST_MEMORY_MIB = 1024
RESULTS = ROOT / "benchmarks" / "results.md"


class Measure(NamedTuple):
    """Wall seconds and peak resident memory of one process."""

    seconds: float
    memory_mib: float


def numbers_only(draws: int, folder: str) -> tuple[str, ...]:
    """Return the command of a run of ten years without notebooks."""
    words = ("run", SCENARIO, "--numbers-only", "--force", "--years", "10")
    return (
        sys.executable,
        "-m",
        "analysis",
        *words,
        "--draws",
        str(draws),
        "--out",
        folder,
    )


def measured(words: tuple[str, ...]) -> Measure:
    """Run a command to its end; stop if it fails."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    started = time.perf_counter()
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, env=environment) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"failed with {process.returncode}: {' '.join(words)}")
    return Measure(time.perf_counter() - started, usage.ru_maxrss / 1024)


def pairs(folder: str) -> list[tuple[Measure, Measure]]:
    """Measure the run and its yardstick in turn, after one warm-up of each."""
    run = numbers_only(DRAWS[0], folder)
    measured(YARDSTICK)
    measured(run)
    return [(measured(run), measured(YARDSTICK)) for _ in range(PAIRS)]


def growth(folder: str) -> dict[int, Measure]:
    """Measure runs of more and more draws, the best of three of each."""
    return {
        draws: min(measured(numbers_only(draws, folder)) for _ in range(3))
        for draws in DRAWS
    }


def slope(one: tuple[int, float], two: tuple[int, float]) -> float:
    """Return the exponent of growth: 1 is proportional, below 1 less than that."""
    return math.log(two[1] / one[1]) / math.log(two[0] / one[0])


def text(measures: list[tuple[Measure, Measure]], grown: dict[int, Measure]) -> str:
    """Return the page of results."""
    seconds = {draws: measure.seconds for draws, measure in grown.items()}
    rows = (
        f"| {draws:,} | {measure.seconds:.2f} | {measure.memory_mib:.0f} |"
        for draws, measure in grown.items()
    )
    more_s = (seconds[DRAWS[-1]] - seconds[DRAWS[0]]) / (DRAWS[-1] - DRAWS[0]) * 1000
    run_s, yard_s = (
        statistics.median(pair[side].seconds for pair in measures) for side in (0, 1)
    )
    lines = (
        "# Performance",
        "",
        "Written by `make bench` (benchmarks/bench.py); not edited by hand.",
        f"Python {platform.python_version()}, {os.cpu_count()} processors,"
        f" scenario `{SCENARIO}`, ten years.",
        "",
        *promises(measures, grown),
        "",
        f"On that machine the run took {run_s:.2f} s and the bare imports"
        f" {yard_s:.2f} s (medians); each thousand draws add {more_s * 1000:.1f} ms.",
        "",
        "| Draws | Seconds | Peak memory, MiB |",
        "|---:|---:|---:|",
        *rows,
        "",
    )
    return "\n".join(lines)


def promises(
    measures: list[tuple[Measure, Measure]], grown: dict[int, Measure]
) -> list[str]:
    """Return the table of what was measured beside what is promised."""
    ratios = sorted(run.seconds / yard.seconds for run, yard in measures)
    ends = [(draws, grown[draws].seconds) for draws in DRAWS[-2:]]
    top = max(measure.memory_mib for measure in grown.values())
    spread = f"{statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
    return [
        "| What | Measured | Promise |",
        "|---|---|---|",
        f"| `iuran run --numbers-only` with {DRAWS[0]:,} draws, as a multiple of"
        f" `import pandas, scipy.stats, pydantic`: median of {len(ratios)} pairs"
        f" | {spread} | at most {MOST_TIMES_THE_IMPORTS} |",
        f"| growth from {DRAWS[-2]:,} to {DRAWS[-1]:,} draws: exponent"
        f" | {slope(*ends):.2f} | about 1, not above 1.1 |",
        f"| peak memory at {DRAWS[-1]:,} draws"
        f" | {top:.0f} MiB | below {MOST_MEMORY_MIB} MiB |",
    ]


def main() -> None:
    """Measure, write the page, and say so."""
    with tempfile.TemporaryDirectory() as folder:
        page = text(pairs(folder), growth(folder))
    RESULTS.write_text(page, encoding="utf-8")
    print(page)
    print(f"-> {Path(RESULTS).relative_to(ROOT)}")


if __name__ == "__main__":
    main()
