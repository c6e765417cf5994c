"""A whole process: a rerun in numbers only, beside the imports it cannot do without."""

from __future__ import annotations

import math
import sys
import tempfile

from benchmarks.measure import Row, in_turn, process, share

SCENARIO, DRAWS, YEARS = "cilegon-baseline", 2_000, 10
MORE_DRAWS = (2_000, 20_000, 200_000)
PAIRS = 7
YARDSTICK = (sys.executable, "-c", "import numpy, pandas, scipy.stats, pydantic")


def numbers_only(draws: int, folder: str) -> tuple[str, ...]:
    """Return the command of a run of ten years without notebooks."""
    words = ("run", SCENARIO, "--numbers-only", "--force", "--years", str(YEARS))
    more = ("--draws", str(draws), "--out", folder)
    return (sys.executable, "-m", "analysis", *words, *more)


def rows() -> list[Row]:
    """Return what was reached of the targets of this group."""
    with tempfile.TemporaryDirectory() as folder:
        pairs = in_turn(
            lambda: process(numbers_only(DRAWS, folder)).cpu_s,
            lambda: process(YARDSTICK).cpu_s,
            PAIRS,
        )
        grown = [process(numbers_only(draws, folder)) for draws in MORE_DRAWS]
    told = f"`{SCENARIO}`, {YEARS} years; whole processes, `--force`."
    return [share("numbers_only", pairs, remark=told), flat(grown)]


def flat(grown: list) -> Row:
    """Return the row of memory: the slope of its logarithm in that of draws."""
    peaks = [one.memory_mib for one in grown]
    slope = math.log(peaks[-1] / peaks[-2]) / math.log(MORE_DRAWS[-1] / MORE_DRAWS[-2])
    told = ", ".join(
        f"{draws:,} draws {one.memory_mib:.0f} MiB"
        for draws, one in zip(MORE_DRAWS, grown, strict=True)
    )
    more = "Up to 192 MiB of draws are held in memory, the rest waits in a file."
    return Row("memory_draws", (slope,), remark=f"Peaks: {told}. {more}")
