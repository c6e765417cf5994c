"""Values of a projection at points of what is not known, and which values those are."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from analysis.model.projection.plan import Values
from analysis.quantity import Quantity
from analysis.study.unknowns import is_count

Key = tuple[str, int | str]  # name and year
_WORD = np.uint64
_LARGEST = float(2**64)


class Asked(Values):
    """Central values; remembers them, and the names of all that is not certain.

    ``wages``: what part of the minimum wage is reported, where that is not certain.
    """

    def __init__(self, wages: Mapping[str, Quantity]) -> None:
        super().__init__()
        self._wages = wages
        self.uncertain: list[str] = []
        self.central: dict[Key, Fraction] = {}

    def of(self, quantity: Quantity, name: str, year: int | str = "") -> np.ndarray:
        """Return the central value."""
        self.central[name, year] = quantity.central
        if not quantity.certain:
            self.uncertain.append(name)
        return super().of(quantity, name, year)

    def chance(self, name: str) -> np.ndarray:
        """Return one half."""
        self.uncertain.append(name)
        return super().chance(name)

    def place(self, name: str) -> np.ndarray | None:
        """Return None: the median."""
        self.uncertain.append(name)
        return super().place(name)

    def reported_share(self, name: str) -> np.ndarray:
        """Return the central part, all of the wage where nothing else is said."""
        if name in self._wages:
            return self.of(self._wages[name], name)
        self.central[name, ""] = Fraction(1)
        return super().reported_share(name)


@dataclass(frozen=True)
class Points:
    """Numbers from 0 to 1 of each unknown, (point,), NaN = as held.

    ``rows``: by unknown; ``first``: the input that takes the number itself; ``group``:
    the unknown of an input. With ``alike`` every input takes it.
    """

    rows: Mapping[str, np.ndarray]
    first: Mapping[str, str]
    group: Callable[[str], str]
    alike: bool = False

    def of(self, name: str, year: int | str = "", *, same: bool = False) -> np.ndarray:
        """Return the numbers of one input and year, (point,)."""
        unknown = self.group(name)
        row = self.rows[unknown]
        if self.alike or same or (name == self.first.get(unknown) and year == ""):
            return row
        return spread(row, f"{name}|{year}")


class Placed(Values):
    """Values at points; ``held`` are those at NaN, ``wages`` as in :class:`Asked`."""

    def __init__(
        self,
        points: Points,
        held: Mapping[Key, Fraction],
        wages: Mapping[str, Quantity],
    ) -> None:
        super().__init__()
        self._points, self._held, self._wages = points, held, wages

    def of(self, quantity: Quantity, name: str, year: int | str = "") -> np.ndarray:
        """Return the quantity at the points, (point,), counts of people together."""
        if quantity.certain:
            return super().of(quantity, name)
        number = self._points.of(name, year, same=is_count(quantity))
        is_held = np.isnan(number)
        if not is_held.any():
            return quantity.draws(number)
        held = self._held[name, year]
        if is_held.all():
            return np.array([held], dtype=object)
        drawn = quantity.draws(np.where(is_held, 0.5, number))
        return np.where(is_held, float(held), drawn)

    def chance(self, name: str) -> np.ndarray:
        """Return the numbers themselves, one half where held."""
        return np.nan_to_num(self._points.of(name), nan=0.5)

    def place(self, name: str) -> np.ndarray | None:
        """Return the numbers themselves, None where all are held."""
        number = self._points.of(name)
        return None if np.isnan(number).all() else np.nan_to_num(number, nan=0.5)

    def reported_share(self, name: str) -> np.ndarray:
        """Return the part of the minimum wage at the points."""
        if name not in self._wages:
            return super().reported_share(name)
        return self.of(self._wages[name], name)


def spread(uniform: np.ndarray, name: str) -> np.ndarray:
    """Return other numbers from 0 to 1, fixed by ``uniform`` and ``name``; NaN stays.

    The bits of each number and of the name, mixed by splitmix64, so that they spread as
    evenly as ``uniform`` and follow neither it nor those of another name.
    Source: Steele, Lea and Flood (2014), OOPSLA.
    """
    digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
    word = _WORD(int.from_bytes(digest, "little"))
    mixed = np.array(uniform, dtype=np.float64).view(_WORD) ^ word
    mixed += _WORD(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> _WORD(30))) * _WORD(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> _WORD(27))) * _WORD(0x94D049BB133111EB)
    mixed ^= mixed >> _WORD(31)
    return np.where(np.isnan(uniform), np.nan, (mixed.astype(float) + 0.5) / _LARGEST)
