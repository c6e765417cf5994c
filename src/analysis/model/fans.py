"""Draws kept for quantiles: in memory while small, in a temporary file beyond that.

This is the one module of ``model`` that may write to disk, and only to an unnamed
temporary file: exact quantiles of 200,000 draws need every draw of every series, which
would be gigabytes in memory.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

import numpy as np

PERCENTS = (5, 10, 25, 50, 75, 90, 95)
MEMORY_LIMIT_BYTES = 192 * 2**20


class Fans:
    """Blocks of draws of many variables, each (draw, series, year)."""

    def __init__(self, memory_limit_bytes: int = MEMORY_LIMIT_BYTES) -> None:
        self._limit = memory_limit_bytes
        self._kept = 0
        self._file: IO[bytes] | None = None
        self._blocks: dict[str, list[_Block]] = {}

    def add(self, block: Mapping[str, np.ndarray], draws: int) -> None:
        """Keep one block of ``draws`` draws; arrays that do not vary have one draw."""
        for name, values in block.items():
            stored = self._store(np.moveaxis(values, 0, -1), draws)
            self._blocks.setdefault(name, []).append(stored)

    def _store(self, values: np.ndarray, draws: int) -> _Block:
        values = _short(np.ascontiguousarray(values, dtype=np.float64))
        if self._kept + values.nbytes <= self._limit:
            self._kept += values.nbytes
            return _Block(values.shape, values.dtype, draws, values)
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with self
        at = self._file.seek(0, 2)
        values.tofile(self._file)
        return _Block(values.shape, values.dtype, draws, offset=at, file=self._file)

    def names(self) -> list[str]:
        """Return the variables kept."""
        return list(self._blocks)

    def series(self, name: str) -> Iterator[np.ndarray]:
        """Yield each series of a variable as (year, draw)."""
        for index in range(self._blocks[name][0].shape[0]):
            yield self.at(name, index)

    def at(self, name: str, index: int) -> np.ndarray:
        """Return one series as (year, draw); one draw if it never varies."""
        parts = [block.read(index) for block in self._blocks[name]]
        first = parts[0][:, :1]
        if all(np.array_equal(part[:, -1:], first) for part in parts) and all(
            np.array_equal(part, np.broadcast_to(first, part.shape)) for part in parts
        ):
            return first.astype(np.float64)
        every = range(len(parts))
        blocks = [self.block(name, index, number) for number in every]
        return np.concatenate(blocks, axis=-1, dtype=np.float64)

    def block(self, name: str, index: int, number: int) -> np.ndarray:
        """Return one series of one block as (year, draw), all its draws."""
        block = self._blocks[name][number]
        values = block.read(index).astype(np.float64, copy=False)
        return np.broadcast_to(values, (len(values), block.draws))

    @property
    def block_count(self) -> int:
        """Return how many blocks were added."""
        return max((len(blocks) for blocks in self._blocks.values()), default=0)

    def summary(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """Return the mean (series, year) and percentiles (series, year, percent)."""
        rows = [_summary(draws) for draws in self.series(name)]
        means, percentiles = zip(*rows, strict=True)
        return np.stack(means), np.stack(percentiles)


@dataclass(frozen=True)
class _Block:
    """One block of a variable, (series, year, draw), in memory or in the file.

    ``shape`` has one draw where nothing varies over the ``draws`` it stands for.
    """

    shape: tuple[int, ...]
    dtype: np.dtype
    draws: int
    values: np.ndarray | None = None
    offset: int = 0
    file: IO[bytes] | None = None

    def read(self, index: int) -> np.ndarray:
        if self.values is not None:
            return self.values[index]
        count = self.shape[1] * self.shape[2]
        self.file.seek(self.offset + index * count * self.dtype.itemsize)
        return np.fromfile(self.file, self.dtype, count).reshape(self.shape[1:])


def _short(values: np.ndarray) -> np.ndarray:
    """Return float32, half as long, where it holds the very same numbers: counts."""
    few = values[..., :16]  # most that do not fit show it at once
    if not np.array_equal(few.astype(np.float32), few, equal_nan=True):
        return values
    short = values.astype(np.float32)
    return short if np.array_equal(short, values, equal_nan=True) else values


def percentiles(draws: np.ndarray) -> np.ndarray:
    """Return PERCENTS of the last axis by linear interpolation (one sort for all)."""
    ordered = np.sort(draws, axis=-1)
    position = np.array(PERCENTS) / 100 * (ordered.shape[-1] - 1)
    below = np.floor(position).astype(int)
    above = np.minimum(below + 1, ordered.shape[-1] - 1)
    low, high = ordered[..., below], ordered[..., above]
    # a + t (b - a) keeps quantiles ordered and a constant series exactly constant;
    # infinite entries ("never") are passed on, not interpolated
    step = position - below
    with np.errstate(invalid="ignore"):
        between = low + step * (high - low)
    return np.where((step == 0) | (low == high), low, between)


def _summary(draws: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if draws.shape[-1] == 1:
        only = draws[..., 0]
        return only, np.repeat(only[..., None], len(PERCENTS), axis=-1)
    return draws.mean(-1), percentiles(draws)
