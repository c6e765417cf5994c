"""The folders of the project. Nothing else in the package builds a path from parts."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(os.environ.get("IURAN_ROOT", Path(__file__).resolve().parents[2]))
RAW = ROOT / "data" / "raw"
PARAMETERS = ROOT / "data" / "parameters"
REGIONS = ROOT / "data" / "regions"
PROCESSED = ROOT / "data" / "processed"
SCENARIOS = ROOT / "scenarios"
NOTEBOOKS = ROOT / "notebooks"
README = ROOT / "README.md"
ASSUMPTIONS = ROOT / "ASSUMPTIONS.md"
REPORTS = ROOT / "reports"
SITE = ROOT / "site"
SWEEPS = ROOT / "sweeps"
DOCS = ROOT / "docs"


def shown(path: Path | str) -> str:
    """Return ``path`` as a reader should see it: relative to the project if inside."""
    path = Path(path)
    try:
        return path.resolve().relative_to(ROOT.resolve()).as_posix()
    except (ValueError, RuntimeError):  # outside, or a link in a circle
        return path.name


def reachable(path: Path | str) -> str:
    """Return ``path`` so that it can be opened: as given where outside the project."""
    path = Path(path)
    inside = Path(os.path.realpath(path)).is_relative_to(ROOT.resolve())
    return shown(path) if inside else str(path)
