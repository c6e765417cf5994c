"""Random numbers as forecasts ask for them: by name, own and common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Numbers = Callable[[str], np.random.Generator]


@dataclass(frozen=True)
class Streams:
    """Two sources of fresh generators by name.

    ``own`` is keyed by the seed and the region and segment, ``common`` by the seed
    alone: asked twice for a name, each gives the same numbers again.
    """

    own: Numbers
    common: Numbers
