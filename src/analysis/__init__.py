"""Iuran: what a local budget can keep covered by employment social security.

The names a notebook uses; each is loaded when it is first asked for, so that
``import analysis`` costs nothing.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.evidence.closure import findings as closures
    from analysis.evidence.ledger import ledger
    from analysis.evidence.reconcile import balance as reconcile
    from analysis.law.parameters import load_law
    from analysis.law.tariff import segment_tariff as tariff
    from analysis.model.projection import project
    from analysis.report import figures, sentences, tables
    from analysis.report.figures import plot
    from analysis.report.tables import difference as compare
    from analysis.scenario.load import load_scenario
    from analysis.scenario.regions import region_pack
    from analysis.study.together import project_all

# Last digits of products of matrices depend on the number of threads: with one, equal
# inputs give equal digits on a laptop and in a worker. Read when numpy is loaded.
_LIBRARIES = ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in _LIBRARIES}
os.environ.update(ONE_THREAD)

__all__ = [
    "closures",
    "compare",
    "figures",
    "ledger",
    "load_law",
    "load_scenario",
    "plot",
    "project",
    "project_all",
    "reconcile",
    "region_pack",
    "sentences",
    "tables",
    "tariff",
]

_HOME = {
    "closures": ("analysis.evidence.closure", "findings"),
    "compare": ("analysis.report.tables", "difference"),
    "figures": ("analysis.report.figures", ""),
    "ledger": ("analysis.evidence.ledger", "ledger"),
    "load_law": ("analysis.law.parameters", "load_law"),
    "load_scenario": ("analysis.scenario.load", "load_scenario"),
    "plot": ("analysis.report.figures", "plot"),
    "project": ("analysis.model.projection", "project"),
    "project_all": ("analysis.study.together", "project_all"),
    "reconcile": ("analysis.evidence.reconcile", "balance"),
    "region_pack": ("analysis.scenario.regions", "region_pack"),
    "sentences": ("analysis.report.sentences", ""),
    "tables": ("analysis.report.tables", ""),
    "tariff": ("analysis.law.tariff", "segment_tariff"),
}


def __getattr__(name: str) -> Any:
    """Load a public name on its first use; unknown names are an AttributeError."""
    if name not in _HOME:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    module, attribute = _HOME[name]
    found = import_module(module)
    return getattr(found, attribute) if attribute else found


def __dir__() -> list[str]:
    return sorted(__all__)
