"""What the trend model assumes before it sees a figure."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np


@dataclass(frozen=True)
class Priors:
    """Scales of the half-normal priors of the five sds, and the normal hyper-priors.

    The sds, all on the logit scale: ``level`` between series; ``drift`` a year between
    series; ``walk`` of each series a year; ``shock`` common to all a year; ``noise`` of
    one published figure. A scale of 0 leaves the part out. ``level_mean`` and
    ``drift_mean`` are (mean, sd) of the common level and of the common drift a year.
    """

    level: float = 1.0
    drift: float = 0.25
    walk: float = 0.3
    shock: float = 0.25
    noise: float = 0.3
    level_mean: tuple[float, float] = (-2.0, 3.0)
    drift_mean: tuple[float, float] = (0.0, 0.5)

    @property
    def scales(self) -> np.ndarray:
        """Return the five scales in the order of the fields."""
        return np.array([getattr(self, name) for name in SDS])


SDS = tuple(field.name for field in fields(Priors))[:5]
WEAK = Priors()
