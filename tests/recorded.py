"""Results of the longer checks, kept as JSON with the day and the revision."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def revision() -> str:
    """Return the commit, with ``+`` where code or data differ from it."""
    changed = _git("status", "--porcelain", "--", "src", "data", "notebooks")
    return _git("rev-parse", "--short", "HEAD") + ("+" if changed else "")


def _git(*words: str) -> str:
    command = ["git", *words]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def write(path: Path, content: Mapping[str, Any]) -> None:
    """Write the result of a check made now."""
    day = f"{dt.datetime.now(dt.UTC):%Y-%m-%d}"
    whole = {"date": day, "revision": revision(), **content}
    text = json.dumps(whole, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
