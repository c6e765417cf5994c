"""Errors planted on purpose, one at a time: each must make a test fail.

``make plant``: the working tree is copied, the tests that ``plants.yaml`` names pass
there, then each patch is applied, its tests are run and the patch is taken back.
``results.json`` says which test found which error and how. An error is found where a
test that passed without it fails on what it asserts; a crash of the patch is no find.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import yaml

import copies
import recorded

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RESULTS = HERE / "results.json"
# a crash shows that the patch does not fit, not that a number is wrong
ASSERTED = re.compile(r"(AssertionError|assert |Failed: DID NOT RAISE)")
FAILED, CRASHED, PASSED = "failed", "crashed", "passed"


def plants() -> list[dict]:
    return yaml.safe_load((HERE / "plants.yaml").read_text(encoding="utf-8"))


def patch_of(plant: dict) -> Path:
    return HERE / f"{plant['patch']}.patch"


def digest(plant: dict) -> str:
    return hashlib.sha256(patch_of(plant).read_bytes()).hexdigest()


def apply(tree: Path, plant: dict, *how: str) -> bool:
    """Apply a patch to a tree; with ``--check`` only say whether it would fit."""
    words = ["git", "apply", *how, str(patch_of(plant))]
    # no repository around: the paths of the patch are those below the tree
    alone = {**os.environ, "GIT_CEILING_DIRECTORIES": str(tree.parent)}
    done = subprocess.run(words, cwd=tree, env=alone, capture_output=True, check=False)
    return done.returncode == 0


def tested(tree: Path, tests: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Run tests in a tree; return test -> (failed or passed, what was asserted)."""
    report = tree / ".plant.xml"
    report.unlink(missing_ok=True)
    words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}"]
    # a patch may keep size and second of a file: no compiled code is trusted
    own = {"PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    env = {**os.environ, **own, "OMP_NUM_THREADS": "1"}
    env.pop("IURAN_ROOT", None)
    command = [sys.executable, *words, *tests]
    subprocess.run(command, cwd=tree, env=env, capture_output=True, check=False)
    if not report.is_file():
        return {}
    cases = ElementTree.parse(report).iter("testcase")
    return {f"{one.get('classname')}::{one.get('name')}": _end(one) for one in cases}


def _end(case: ElementTree.Element) -> tuple[str, str]:
    for found in case:
        said = " ".join((found.get("message") or "").split())[:160]
        if found.tag == "failure" and ASSERTED.match(said):
            return FAILED, said
        if found.tag in ("failure", "error"):
            return CRASHED, said
    return PASSED, ""


def tried(tree: Path, plant: dict, sound: dict) -> dict:
    """Plant one error, run its tests, take it back; return what became of it."""
    started = time.perf_counter()
    if not apply(tree, plant):
        return _told(plant, {}, "the patch does not fit the code any more", started)
    ends = tested(tree, plant["tests"])
    if not apply(tree, plant, "--reverse"):
        raise SystemExit(f"{plant['patch']}: cannot be taken back")
    found = {
        name: how
        for name, (end, how) in ends.items()
        if end == FAILED and sound.get(name, ("",))[0] == PASSED
    }
    return _told(plant, found, next(iter(found.values()), "no test failed"), started)


def _told(plant: dict, found: dict, how: str, started: float) -> dict:
    return {
        "id": plant["id"],
        "title": plant["title"],
        "patch": plant["patch"],
        "sha256": digest(plant),
        "caught": bool(found),
        "failed": sorted(found),
        "how": how.replace(str(ROOT), "."),
        "seconds": round(time.perf_counter() - started, 1),
    }


def main(wanted: Sequence[str]) -> int:
    chosen = [one for one in plants() if not wanted or one["patch"] in wanted]
    with tempfile.TemporaryDirectory(prefix="planted-") as place:
        tree = copies.project(Path(place).resolve() / "tree")
        tests = list(dict.fromkeys(test for one in chosen for test in one["tests"]))
        sound = tested(tree, tests)
        broken = [name for name, (end, _) in sound.items() if end != PASSED]
        if broken or not sound:
            print("fail without any planted error:", *broken, sep="\n  ")
            return 1
        told = []
        for plant in chosen:
            told.append(tried(tree, plant, sound))
            mark = "caught" if told[-1]["caught"] else "MISSED"
            print(f"{mark}  {plant['id']:>2} {plant['title']}: {told[-1]['how']}")
    caught = sum(one["caught"] for one in told)
    print(f"planted {len(told)}, caught {caught}, missed {len(told) - caught}")
    if not wanted:
        content = {"planted": len(told), "caught": caught, "plants": told}
        recorded.write(RESULTS, content)
    return 0 if caught == len(told) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
