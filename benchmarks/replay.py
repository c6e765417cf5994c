"""Every random number a computation draws, recorded once and drawn again alone.

The replay calls the same methods with the same parameters on fresh generators, nothing
else: it is the time below which no computation with these draws can come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np

from analysis.model import draws

_GENERATOR = np.random.Generator
_METHODS = [
    name
    for name in dir(_GENERATOR)
    if not name.startswith("_") and callable(getattr(_GENERATOR, name))
]


class Call(NamedTuple):
    """One call of a generator's method, its arrays as they were then."""

    method: str
    arguments: tuple[Any, ...]
    options: dict[str, Any]


class Recorded(NamedTuple):
    """One generator: the state it began with, and its calls in order."""

    state: dict[str, Any]
    calls: list[Call]

    def fresh(self) -> np.random.Generator:
        """Return a generator in that state."""
        bits = getattr(np.random, self.state["bit_generator"])()
        bits.state = self.state
        return _GENERATOR(bits)


def _noted(name: str) -> Callable[..., Any]:
    method = getattr(_GENERATOR, name)

    def noted(self: Any, *arguments: Any, **options: Any) -> Any:
        kept = {key: _copy(value) for key, value in options.items()}
        self.calls.append(Call(name, tuple(map(_copy, arguments)), kept))
        return method(self.rng, *arguments, **options)

    return noted


def _copy(value: Any) -> Any:
    """Return an argument as it is now; one number seen many times stays one."""
    if not isinstance(value, np.ndarray) or not value.size:
        return value
    if not any(value.strides):
        return np.broadcast_to(value.flat[0], value.shape)
    return value.copy()


@contextmanager
def recording() -> Iterator[list[Recorded]]:
    """Note what every generator made while this is open is asked."""
    found: list[Recorded] = []

    def begin(self: Any, bits: np.random.BitGenerator) -> None:
        self.rng, self.calls = _GENERATOR(bits), []
        found.append(Recorded(bits.state, self.calls))

    methods = {name: _noted(name) for name in _METHODS}
    np.random.Generator = type("Noted", (), {"__init__": begin, **methods})
    try:
        yield found
    finally:
        np.random.Generator = _GENERATOR


def replay(found: list[Recorded]) -> Callable[[], None]:
    """Return a function that draws all numbers again, once.

    Making the generators is left out of it: only drawing counts.
    """
    bound = [
        (getattr(rng, call.method), call.arguments, call.options)
        for one in found
        for rng in [one.fresh()]
        for call in one.calls
    ]

    def run() -> None:
        for method, arguments, options in bound:
            method(*arguments, **options)

    return run


def made(found: list[Recorded]) -> None:
    """Make as many streams as were recorded, as the computation makes them."""
    for number in range(len(found)):
        draws.generator(number, "replay")


def numbers(found: list[Recorded]) -> int:
    """Return how many random numbers were drawn."""
    return sum(
        np.size(getattr(rng, call.method)(*call.arguments, **call.options))
        for one in found
        for rng in [one.fresh()]
        for call in one.calls
    )
