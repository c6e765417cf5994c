"""Random streams: one per region, quantity, year and block of draws.

Draw ``i`` of a quantity depends only on the seed, the region, the quantity's name, the
year and ``i``. So scenarios share their random numbers, a longer run begins with the
draws of a shorter one, and a new region or segment leaves the others as they were.
"""

from __future__ import annotations

import hashlib

import numpy as np

BLOCK = 2_000  # draws worked on at a time: bounds memory at any number of draws


def generator(seed: int, *key: object) -> np.random.Generator:
    """Return the random stream that belongs to ``seed`` and ``key``."""
    digest = hashlib.blake2b("|".join(map(str, key)).encode(), digest_size=16).digest()
    words = np.frombuffer(digest, dtype="<u4").tolist()
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, *words])))


def blocks(draws: int) -> list[tuple[int, int]]:
    """Return (block number, draws in it) for all blocks of a run."""
    starts = range(0, draws, BLOCK)
    return [(start // BLOCK, min(BLOCK, draws - start)) for start in starts]


class Stream:
    """The random numbers of one block of draws of one region."""

    def __init__(self, seed: int, region: str, block: int, size: int) -> None:
        self._seed, self._region, self._block = seed, region, block
        self.size = size

    def of(self, name: str, year: int | str = "") -> np.random.Generator:
        """Return the generator of quantity ``name`` in ``year``."""
        return generator(self._seed, self._region, name, year, self._block)

    def common(self, name: str) -> np.random.Generator:
        """Return the generator of a quantity that all regions share."""
        return generator(self._seed, name, self._block)

    def uniform(self, name: str, year: int | str = "") -> np.ndarray:
        """Return ``size`` uniform numbers for quantity ``name`` in ``year``."""
        return self.of(name, year).random(self.size)

    def poisson(self, mean: np.ndarray, name: str, year: int) -> np.ndarray:
        """Return one Poisson count per draw; ``mean`` has shape (draw,) or (1,)."""
        expected = np.broadcast_to(mean, (self.size,))
        return self.of(name, year).poisson(expected).astype(np.float64)
