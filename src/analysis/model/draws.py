"""Random streams: one per region, quantity, year and block of draws.

Draw ``i`` of a quantity depends only on the seed, the region, the quantity's name, the
year and ``i``; of a national one not even on the region. So scenarios share their
random numbers, a longer run begins with the draws of a shorter one, and a new region
or segment leaves the others as they were.
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
    """The random numbers of one block of draws of one region.

    ``antithetic``: uniform numbers in pairs u and 1 - u, each odd draw mirroring the
    one before it, so that means scatter less. Counts and sums stay as they are.
    """

    def __init__(
        self, seed: int, region: str, block: int, size: int, *, antithetic: bool = False
    ) -> None:
        self._seed, self._region, self._block = seed, region, block
        self.size, self._antithetic = size, antithetic

    @property
    def key(self) -> tuple:
        """Return all that the numbers depend on."""
        return (self._seed, self._region, self._block, self.size, self._antithetic)

    def of(self, name: str, year: int | str = "") -> np.random.Generator:
        """Return the generator of quantity ``name`` in ``year``."""
        return generator(self._seed, self._region, name, year, self._block)

    def common(self, name: str) -> np.random.Generator:
        """Return the generator of a quantity that all regions share."""
        return generator(self._seed, name, self._block)

    def uniform(self, name: str, year: int | str = "") -> np.ndarray:
        """Return ``size`` uniform numbers for quantity ``name`` in ``year``."""
        return self._uniform(self.of(name, year))

    def common_uniform(self, name: str) -> np.ndarray:
        """Return ``size`` uniform numbers of a quantity that all regions share."""
        return self._uniform(self.common(name))

    def _uniform(self, numbers: np.random.Generator) -> np.ndarray:
        if not self._antithetic:
            return numbers.random(self.size)
        half = numbers.random((self.size + 1) // 2)
        return np.column_stack([half, 1 - half]).reshape(-1)[: self.size]
