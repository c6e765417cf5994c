"""Which files a scenario is made from: its ancestors, and those of its regions."""

from __future__ import annotations

import os.path
import re
from collections.abc import Mapping
from pathlib import Path

from analysis import paths
from analysis.errors import ScenarioError
from analysis.scenario.yamltext import MAX_BYTES, Branch, Place, Scalar, read_tree

FORM_SUFFIX = ".xlsx"
# what a scenario file may name beside itself: no path, no more letters than a file has
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}")


def scenario_files(path: Path) -> list[Path]:
    """Return a scenario file and its ancestors, nearest first.

    Only ``extends`` is read; a missing or circular ancestor ends the list
    (the loader reports it with its own message).
    """
    found: list[Path] = []
    here: Path | None = path
    while here is not None and os.path.isfile(here) and here not in found:
        found.append(here)
        parent = parent_of(here)
        here = here.with_name(f"{parent}.yaml") if parent else None
    return found


def parent_of(path: Path) -> str | None:
    """Return the name a scenario file gives in its ``extends``, or None."""
    return _top_level(path, "extends")


def _top_level(path: Path, key: str) -> str | None:
    """Return the name a top-level key of a scenario file gives, however it is written.

    Only for finding the files a run depends on; what is wrong with a value or with
    the file is told by the loader, and None here.
    """
    if path.suffix.lower() == FORM_SUFFIX:
        return None
    try:
        tree = read_tree(_beginning(path), Place(path.name))
    except ScenarioError:
        return None
    value = tree.get(key) if isinstance(tree, Branch) else None
    named = isinstance(value, Scalar) and not value.null and _NAME.fullmatch(value.text)
    return value.text if named else None


def _beginning(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES).decode("utf-8-sig", errors="replace")
    except OSError:
        return ""


def region_files(scenario: Path) -> list[Path]:
    """Return the region files a scenario may read: of a form, which is no text, all."""
    if scenario.suffix.lower() == FORM_SUFFIX:
        return sorted(paths.REGIONS.glob("*.yaml"))
    return [paths.REGIONS / f"{_top_level(scenario, 'region')}.yaml"]


def overriding_region(overrides: Mapping[str, str]) -> list[Path]:
    """Return the file of the region that takes the place of the scenario's own."""
    code = overrides.get("region", "").strip("\"' ")
    return [paths.REGIONS / f"{code}.yaml"] if _NAME.fullmatch(code) else []
