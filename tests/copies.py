"""A copy of the project as it stands, for what must not touch it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def project(place: Path, without: tuple[str, ...] = ()) -> Path:
    """Copy what git knows or would add to ``place``, but names that begin so."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(words, cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, found.decode().split("\0")):
        if (ROOT / name).is_file() and not name.startswith(without):
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, place / name)
    return place
