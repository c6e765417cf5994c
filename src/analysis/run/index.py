"""The page that links all finished runs, kept up to date by whoever finishes one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analysis.run import manifest, store

PAGE = "index.html"


def refresh(reports: Path, lang: str) -> list[Path]:
    """Write the index and its twin; return the manifests that cannot be read.

    Two runs that end at the same moment wait for each other, so that the later one
    lists both.

    Raises:
        MachineError: the pages cannot be written.
    """
    from analysis.report import page

    with store.locked(reports, PAGE):
        found, damaged = _finished(reports)
        for name, text in page.index_pages(reports, found, lang).items():
            store.recover(reports, name)
            store.write_text(reports / name, text)
    return damaged


def is_current(reports: Path) -> bool:
    """Say whether the page is there and no run was finished after it was written."""
    page = reports / PAGE
    if not page.is_file():
        return False
    runs = [path.stat().st_mtime_ns for path in reports.glob(f"*/{manifest.FILE}")]
    return max(runs, default=0) <= page.stat().st_mtime_ns


def _finished(reports: Path) -> tuple[list[dict[str, Any]], list[Path]]:
    """Return the manifests of finished folders, and those nobody can read."""
    found: list[dict[str, Any]] = []
    damaged: list[Path] = []
    for path in sorted(reports.glob(f"*/{manifest.FILE}")):
        if path.parent.name.startswith("."):  # of a run under way, or of a dead one
            continue
        content = manifest.read(path.parent)
        if content is None:
            damaged += [path] if path.is_file() else []
        elif content.get("status") == "ok":
            found.append({"kind": "scenario", **content, "folder": path.parent.name})
    return found, damaged
