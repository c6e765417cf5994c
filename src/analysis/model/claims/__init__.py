"""Claims: how many, what each pays, when, and how much chance there is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.model.claims.counts import (
    Chance,
    ClaimRates,
    Claims,
    expected,
    shared_and_own_cv,
    simulated,
)
from analysis.model.claims.loss_ratio import break_even_death_rate_y

if TYPE_CHECKING:
    from analysis.model.claims.compound import aggregate_distribution

__all__ = [
    "Chance",
    "ClaimRates",
    "Claims",
    "aggregate_distribution",
    "break_even_death_rate_y",
    "expected",
    "shared_and_own_cv",
    "simulated",
]


def __getattr__(name: str) -> Any:
    """Return ``aggregate_distribution`` when asked for: it needs scipy.stats."""
    if name != "aggregate_distribution":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from analysis.model.claims.compound import aggregate_distribution

    return aggregate_distribution
