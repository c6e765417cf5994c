"""Studies of one run, each worked out once for all tables and pictures that ask."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from analysis.model.results import Results

T = TypeVar("T")


def once(study: Callable[[Results], T]) -> Callable[[Results], T]:
    """Return ``study`` so that it is computed once for each run."""
    name = f"{study.__module__}.{study.__qualname__}"

    @wraps(study)
    def kept(results: Results) -> T:
        if name not in results.memo:
            results.memo[name] = study(results)
        return results.memo[name]

    return kept
