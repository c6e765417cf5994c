"""Other packages for the same work, in an environment of their own.

They are installed once into .venv-peers, which git ignores, and never into ours: some
of them ask for older pandas and numpy. Each side works in a process of its own and
times itself there, imports apart.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from analysis.paths import ROOT

FOLDER = ROOT / ".venv-peers"
PACKAGES = (
    *("aggregate==0.30.1", "gemact==1.3.0", "lifelib==0.17.2", "modelx==0.33.0"),
    "cashflower==0.10.9",
)
_LISTED = FOLDER / "packages.txt"
_SHOWN = 300  # letters of an error


class NoPeer(RuntimeError):
    """A package could not be installed, or ends before it answers."""


def installed() -> Path:
    """Return the Python of the peers' environment; make it if it is not there.

    Raises NoPeer with the reason where that is not possible.
    """
    python = FOLDER / "bin" / "python"
    if _LISTED.is_file() and _LISTED.read_text("utf-8").split() == [*PACKAGES]:
        return python
    shutil.rmtree(FOLDER, ignore_errors=True)
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    for words in ((sys.executable, "-m", "venv", FOLDER), (python, *pip, *PACKAGES)):
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode:
            said = " ".join(done.stderr.split())[-_SHOWN:]
            raise NoPeer(f"the other packages could not be installed: {said}")
    _LISTED.write_text("\n".join(PACKAGES) + "\n", "utf-8")
    return python


def named(package: str) -> str:
    """Return a package with its version, for readers."""
    return next(p.replace("==", " ") for p in PACKAGES if p.startswith(package))


class Peer:
    """A running script of another package: a question a line in, an answer out."""

    def __init__(self, process: subprocess.Popen) -> None:
        self._process = process

    def ask(self, *question: Any) -> Any:
        """Return the script's answer; NoPeer if it ended instead."""
        questions: IO[str] = self._process.stdin
        questions.write(json.dumps(question) + "\n")
        questions.flush()
        answer = self._process.stdout.readline()
        if not answer:
            said = " ".join(self._process.stderr.read().split())[-_SHOWN:]
            raise NoPeer(f"the other package ended: {said}")
        return json.loads(answer)


@contextmanager
def peer(script: str, *more: str) -> Iterator[Peer]:
    """Run one of the scripts of benchmarks/theirs while it is asked."""
    place = ROOT / "benchmarks" / "theirs" / script
    words = (installed(), "-W", "ignore", place, *more)
    known = {**os.environ, "OMP_NUM_THREADS": "1"}
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(words, env=known, text=True, **pipes) as process:
        yield Peer(process)
        process.stdin.close()
