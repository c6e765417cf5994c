"""A clean room: clone, install from the lock by hash, cut the network, do everything.

``make cleanroom`` clones the last commit into an empty folder, lets ``make`` set it up
with no file of this user in reach, cuts the network off (a network namespace with
nothing but the machine's own address) and runs ``make report`` and ``make test``
there. Afterwards the checkout must be as it was cloned, and the headline numbers those
of ``tests/baseline``. What is not committed is not in it. ``results.json`` keeps how it
went; ``CLEANROOM_KEEP=1`` leaves the folder.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import recorded

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RESULTS = HERE / "results.json"
# where packages come from and how a machine reaches them, for the installation only
TO_INSTALL = ("PIP_", "UV_", "SSL_", "REQUESTS_", "HTTP", "http", "no_proxy")
KEPT = ("PATH", "LANG", "CI", "TMPDIR", "TERM")
SET_UP, REPORT, TEST = "set_up", "report", "test"
NO_CUT = 4


def bare(home: Path, *more: str) -> dict[str, str]:
    """Return an environment with nothing of the user in it but the way to programs."""
    own = {name: os.environ[name] for name in KEPT if name in os.environ}
    own |= {k: v for k, v in os.environ.items() if more and k.startswith(more)}
    return {**own, "HOME": str(home)}


def cut() -> list[str]:
    """Return the words that run a command without a network, nothing if none can."""
    for words in (["unshare", "--net"], ["unshare", "--net", "--map-root-user"]):
        command = [*words, sys.executable, str(HERE / "offline.py"), "true"]
        if shutil.which("unshare") and _succeeds(command):
            return [*words, sys.executable, str(HERE / "offline.py")]
    return []


def _succeeds(command: Sequence[str]) -> bool:
    done = subprocess.run(command, capture_output=True, check=False)
    return done.returncode == 0


def clone(place: Path) -> Path:
    """Clone the last commit, no file shared with this checkout."""
    words = ["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(place)]
    subprocess.run(words, check=True)
    return place


def step(
    command: Sequence[str], tree: Path, env: Mapping[str, str], log: Path
) -> tuple[bool, float]:
    """Run one step; return whether it ended well, and its seconds."""
    started = time.perf_counter()
    with log.open("w", encoding="utf-8") as stream:
        done = subprocess.run(
            command, cwd=tree, env=env, stdout=stream, stderr=stream, check=False
        )
    seconds = round(time.perf_counter() - started, 1)
    print(f"{log.stem}: exit {done.returncode}, {seconds:.0f} s", flush=True)
    if done.returncode:
        print(log.read_text(encoding="utf-8", errors="replace")[-4000:])
    return done.returncode == 0, seconds


def counted(log: Path) -> dict[str, int]:
    """Return how many tests passed, failed and were skipped, of all their sessions."""
    text = log.read_text(encoding="utf-8", errors="replace") if log.is_file() else ""
    lines = re.findall(r"^.*\b\d+ (?:passed|failed)\b.* in [\d.]+s.*$", text, re.M)
    return {
        word: sum(int(n) for line in lines for n in re.findall(rf"(\d+) {word}", line))
        for word in ("passed", "failed", "skipped")
    }


def unchanged(tree: Path) -> bool:
    """Say whether the checkout is as it was cloned: nothing written where it counts."""
    words = ["git", "status", "--porcelain"]
    found = subprocess.run(words, cwd=tree, capture_output=True, text=True, check=True)
    if found.stdout:
        print("the checkout has changed:", found.stdout)
    return not found.stdout


def same_numbers(tree: Path) -> bool:
    """Say whether the runs hold the headline numbers that are recorded."""
    script = tree / "tests/baseline/baseline.py"
    words = [tree / ".venv/bin/python", script, "--reports", tree / "reports"]
    return subprocess.run([*map(str, words)], cwd=tree, check=False).returncode == 0


def walked(place: Path, offline: Sequence[str]) -> dict:
    """Go through all steps, until one fails; return what became of them."""
    tree, home = clone(place / "iuran"), place / "home"
    home.mkdir()
    with_network, without = bare(home, *TO_INSTALL), bare(home)
    told: dict = {"cloned": commit(tree), "network": "cut after the set-up"}
    steps: list[tuple[str, Callable[[], tuple[bool, float]]]] = [
        (SET_UP, lambda: _make(".venv/.ok tools", tree, with_network, place)),
        (REPORT, lambda: _make("report", tree, without, place, offline)),
        (TEST, lambda: _make("test", tree, without, place, offline)),
    ]
    for name, run in steps:
        good, told[f"{name}_s"] = run()
        if name == TEST:
            told["tests"] = counted(place / "test.log")
        if not good:
            return {**told, "status": "failed", "failed_in": name}
    told["checkout_unchanged"], told["numbers_as_recorded"] = (
        unchanged(tree),
        same_numbers(tree),
    )
    good = told["checkout_unchanged"] and told["numbers_as_recorded"]
    return {**told, "status": "passed" if good else "failed"}


def _make(
    targets: str,
    tree: Path,
    env: Mapping[str, str],
    place: Path,
    offline: Sequence[str] = (),
) -> tuple[bool, float]:
    name = SET_UP if "tools" in targets else targets
    command = [*offline, "make", *targets.split()]
    return step(command, tree, env, place / f"{name}.log")


def commit(tree: Path) -> str:
    words = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(words, cwd=tree, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def main() -> int:
    offline = cut()
    if not offline:
        print("no network namespace can be made here: run as root, or allow unshare")
        return NO_CUT
    place = Path(tempfile.mkdtemp(prefix="cleanroom-")).resolve()
    place.chmod(0o755)  # one test is another user
    try:
        told = walked(place, offline)
    finally:
        if os.environ.get("CLEANROOM_KEEP") != "1":
            shutil.rmtree(place, ignore_errors=True)
    recorded.write(RESULTS, told)
    print(told)
    return 0 if told["status"] == "passed" else 1


if __name__ == "__main__":
    sys.exit(main())
