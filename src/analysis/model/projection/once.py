"""Numbers of a run that several scenarios ask for, each worked out the first time."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import numpy as np

from analysis.model.draws import Stream
from analysis.model.projection.plan import Values
from analysis.quantity import Quantity


class Once(Values):
    """The numbers of :class:`Values`, the same to the bit, kept while it lives."""

    def __init__(self, stream: Stream | None = None) -> None:
        super().__init__(stream)
        self._known: dict[Hashable, Any] = {}

    @property
    def key(self) -> tuple:
        """Return what the numbers are fixed by, as of :class:`Values`."""
        return ("central",) if self.stream is None else ("drawn", *self.stream.key)

    def once(self, key: Hashable, found: Callable[[], Any]) -> Any:
        """Return ``found()``, worked out the first time."""
        if key not in self._known:
            self._known[key] = found()
        return self._known[key]

    def of(self, quantity: Quantity, name: str, year: int | str = "") -> np.ndarray:
        """Return the quantity as (draw,)."""
        if self.stream is None or quantity.certain:
            return super().of(quantity, name, year)
        return self._drawn(
            quantity, name, lambda: self.stream.uniform(name, year), year
        )

    def national(self, quantity: Quantity, name: str) -> np.ndarray:
        """Return what is one number for all of Indonesia, (draw,)."""
        if self.stream is None or quantity.certain:
            return super().national(quantity, name)
        return self._drawn(quantity, name, lambda: self.stream.common_uniform(name))

    def _drawn(
        self,
        quantity: Quantity,
        name: str,
        uniform: Callable[[], np.ndarray],
        year: int | str | None = None,
    ) -> np.ndarray:
        """Return the draws, found again by the object and by what it says."""

        def found() -> tuple[Quantity, np.ndarray]:
            ends = (quantity.low, quantity.high)
            key = (name, year, quantity, *ends)
            return quantity, self.once(key, lambda: quantity.draws(uniform()))

        return self.once((name, year, id(quantity)), found)[1]  # held: its id stays
