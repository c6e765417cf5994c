"""What a sweep will take, from a sample of it, before it starts."""

from __future__ import annotations

import io
import os
import shutil
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from analysis import paths
from analysis.errors import MachineError, Problem, ScenarioError
from analysis.language import number
from analysis.run import sweep_words as words
from analysis.run.sweep_folder import is_summed, province_of
from analysis.run.sweep_unit import draws_table, projected, region_table, writer
from analysis.run.sweep_where import Where
from analysis.scenario.sweep_file import Sweep

LIMIT_SECONDS, LIMIT_BYTES = 600.0, 5e9
SAMPLE_REGIONS, SAMPLE_CELLS, SAMPLE_DRAWS = 3, 6, 200


@dataclass(frozen=True)
class Estimate:
    """Regions x scenarios still to be computed, seconds and bytes they will take."""

    regions: int
    scenarios: int
    seconds: float
    size: float

    @property
    def is_large(self) -> bool:
        """Say whether a person should agree before it starts."""
        return self.seconds > LIMIT_SECONDS or self.size > LIMIT_BYTES

    def words(self, lang: str) -> str:
        """Return the estimate as a sentence."""
        return words.ESTIMATE[lang].format(
            regions=words.regions(self.regions, lang),
            scenarios=words.scenarios(self.scenarios, lang),
            time=words.duration(self.seconds, lang),
            gigabytes=number(self.size / 1e9, lang, decimals=1),
        )


@dataclass(frozen=True)
class _Sample:
    """What one scenario of one region takes: seconds, and bytes in either file.

    Time and the bytes of draws grow in proportion to the draws.
    """

    fixed_s: float
    draw_s: float
    table_bytes: float
    draw_bytes: float


def estimate(sweep: Sweep, regions: Sequence[str], where: Where) -> Estimate:
    """Return what computing ``regions`` will take.

    seconds = regions x scenarios x (fixed + draws x per draw) / processes; bytes count
    the tables, a sum of draws for each province, and the draws of two whole provinces
    that wait to be summed. Some scenarios of one region are timed, never more.
    """
    draws, sample = _sampled(sweep, regions)
    each = sample.fixed_s + draws * sample.draw_s
    processes = 1 if where.scheduler else where.workers or os.cpu_count() or 1
    provinces = [province_of(code) for code in sweep.regions]
    waiting = len(set(provinces)) + 2 * max(map(provinces.count, set(provinces)))
    kept = sample.draw_bytes * draws * waiting if is_summed(sweep) else 0.0
    return Estimate(
        regions=len(regions),
        scenarios=sweep.count,
        seconds=len(regions) * sweep.count * each / min(processes, len(regions)),
        size=sweep.count * (sample.table_bytes * len(regions) + kept),
    )


def agree(found: Estimate, folder: Path, *, yes: bool, lang: str) -> None:
    """Return if the sweep may start: it is small, ``yes`` is given or a person agrees.

    Raises:
        MachineError: the disk has less room than the sweep will need.
        ScenarioError: nobody can be asked, and ``yes`` was not given.
        KeyboardInterrupt: the person said no.
    """
    free, said = shutil.disk_usage(_existing(folder)).free, found.words(lang)
    if found.size > free:
        room = words.room(found.size, free)
        raise MachineError(Problem(paths.shown(folder), "", said, *room))
    if yes or not found.is_large:
        return
    if not sys.stdin.isatty():
        raise ScenarioError(Problem(folder.name, "", said, *words.TOO_LARGE))
    if input(f"{said} {words.ASK[lang]} ").strip().lower() not in words.YES:
        raise KeyboardInterrupt


def _existing(folder: Path) -> Path:
    return next(one for one in (folder, *folder.absolute().parents) if one.exists())


def _sampled(sweep: Sweep, regions: Sequence[str]) -> tuple[int, _Sample]:
    """Return the draws of a scenario and what one takes, from a region that works.

    One that fails is told when it is computed, with its name, and not here.
    """
    for region in regions[:: max(1, len(regions) // SAMPLE_REGIONS)]:
        with suppress(Exception):
            draws = sweep.scenario(region, sweep.cell(0)).draws
            return draws, _sample(sweep, region)
    return 0, _Sample(0.0, 0.0, 0.0, 0.0)


def _sample(sweep: Sweep, region: str) -> _Sample:
    """Time a few scenarios of one region, spread over all, without and with draws."""
    count = min(SAMPLE_CELLS, sweep.count)
    cells = [sweep.cell(at * sweep.count // count) for at in range(count)]
    _timed(sweep, region, cells[:1], 0)  # reads the tables
    without, table, _ = _timed(sweep, region, cells, 0)
    drawn, _, values = _timed(sweep, region, cells, SAMPLE_DRAWS)
    return _Sample(
        fixed_s=without / count,
        draw_s=max(0.0, drawn - without) / count / SAMPLE_DRAWS,
        table_bytes=table / count,
        draw_bytes=values / count / SAMPLE_DRAWS,
    )


def _timed(
    sweep: Sweep, region: str, cells: Sequence, draws: int
) -> tuple[float, int, int]:
    """Return seconds, bytes of the table and bytes of the draws of some scenarios."""
    started = time.perf_counter()
    scenarios = [sweep.scenario(region, cell) for cell in cells]
    scenarios = [one.model_copy(update={"draws": draws}) for one in scenarios]
    found = projected(scenarios, {}, True)
    sizes = [
        _size([make(one) for one in found]) for make in (region_table, draws_table)
    ]
    return time.perf_counter() - started, *sizes


def _size(tables: list) -> int:
    content = io.BytesIO()
    with writer(content, tables[0].schema) as out:
        for table in tables:
            out.write_table(table)
    return len(content.getvalue())
