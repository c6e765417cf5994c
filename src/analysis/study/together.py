"""Several scenarios projected one after the other, for side-by-side reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analysis.model.projection import project
from analysis.model.results import Results
from analysis.scenario.load import load_scenario


def project_all(scenarios: Sequence[str], **overrides: Any) -> list[Results]:
    """Return the results of scenario names or files, in their order.

    ``overrides`` are laid over every one of them, as in ``load_scenario``.
    Raises ScenarioError with every problem of the first wrong scenario.
    """
    return [project(load_scenario(name, **overrides)) for name in scenarios]
