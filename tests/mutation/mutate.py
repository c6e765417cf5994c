"""Errors put into the code by a machine, one at a time: do the tests notice?

`make mutate [SAMPLE=300]` draws that many mutants of each of the rooms `model` and
`law` at random, fewer of `evidence`, runs the tests that reach each of
them, and writes results.json. All of them (some thirty thousand) would take days; the
draw is made by a seed, so it can be repeated, widened and gone on with: a mutant
noticed under the same code is not tried again. Changed words of messages are left out.

A mutant that no test notices within LIMIT seconds of tests survived. Each survivor is
looked at by a person: it gets a test, or survivors.yaml says why none has to notice it.
Where no result can differ it is `same`; shares are given with those and without.

Everything is in the folder .mutation; without it the next run begins anew.
"""

from __future__ import annotations

import json
import math
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

import recorded
from analysis.paths import ROOT

HERE = Path(__file__).parent
RESULTS, REASONS = HERE / "results.json", HERE / "survivors.yaml"
PLACE = ROOT / ".mutation"  # git ignores it
PROJECT, TOOLS, LOG = PLACE / "project", PLACE / "tools", PLACE / "last.log"
MUTMUT = "mutmut==3.8.1"
ROOMS = {"model": 1, "law": 1, "evidence": 3 / 8}  # share of the sample
CHILDREN = "2"
TESTS = (
    *("tests/model", "tests/law", "tests/evidence", "tests/test_oracle.py"),
    *("tests/test_oracle_claims.py", "tests/test_cases.py", "tests/test_law_cases.py"),
)
# they read the source text, which mutants make longer
UNFIT = ("test_the_hot_path_stays_short",)
# words of messages, and arguments named by them
LEFT_OUT = ("operator_string", "operator_dict_arguments")
# how pytest ended: a test failed, or none could be loaded
UNTESTED = 33
KILLED = (1, 2, 3, 255)
# ended by the system: out of its time
STOPPED = (24, 36, 152, -24, -9, -11)
NOTICED = KILLED + STOPPED
# Each mutant is first tried where project and tests are loaded already, which takes
# seconds less; what survives, where they are loaded anew, as what a module works out
# when it is loaded (a law read once) came about without the mutant.
LOADED, ANEW = "collect", "import"
LIBRARIES = "libraries.txt"
NAMED = (
    *("pytest", "hypothesis", "numpy", "pandas", "pyarrow", "pydantic"),
    *("scipy.interpolate", "scipy.optimize", "scipy.sparse.csgraph", "scipy.stats"),
    "statsmodels.tsa.statespace.structural",
)
LIMIT = 60  # seconds of tests for a mutant
SEED = 20261122
RUNNER = f"""
import sys
sys.path.append({str(TOOLS)!r})
from mutmut.mutation.mutators import mutation_operators
from mutmut.state import state
from mutmut.workers.isolation import ForkServerRunner as Runner

mutation_operators[:] = [
    one for one in mutation_operators if one[1].__name__ not in {LEFT_OUT!r}
]
submit = Runner.submit

def quickest_first(self, name, tests, limit, estimated):
    # those that reach it, then the others of their files: caches hide who reads
    took, reach = state().duration_by_test, set(tests)
    files = {{test.partition("::")[0] for test in reach}}
    beside = (test for test in took if test.partition("::")[0] in files)
    chosen, spent = [], 0.0
    for test in sorted(beside, key=lambda test: (test not in reach, took[test])):
        spent += took[test]
        if spent > {LIMIT} and chosen:
            break
        chosen.append(test)
    # ended after half of this on the clock: three times what they took, and a start
    submit(self, name, chosen, int(6 * (spent + 15)), spent)

Runner.submit = quickest_first
Runner.run_clean_tests = lambda self, tests: 0  # the first run of them was one

from mutmut.__main__ import cli
cli()
"""
SETTINGS = f"""
[tool.mutmut]
source_paths = ["src"]
only_mutate = {[f"src/analysis/{room}/*" for room in ROOMS]}
also_copy = ["data", "scenarios", "sweeps", "docs", "notebooks", "Makefile"]
pytest_add_cli_args = {["-p", "no:cacheprovider", "-k", f"not ({' or '.join(UNFIT)})"]}
pytest_add_cli_args_test_selection = {list(TESTS)}
process_isolation = "forkserver"
preload_modules_file = "{LIBRARIES}"
use_git_change_detection = false
track_dependencies = false
"""


def main(sample: int) -> int:
    """Try ``sample`` mutants of each room and write what became of them."""
    _prepare()
    _try(["none of them"], LOADED)
    if not (PROJECT / "mutants/mutmut-stats.json").is_file():
        print(f"the tests do not pass without mutants: {LOG.relative_to(ROOT)}")
        return 1
    for warmup in (LOADED, ANEW):
        waiting = [name for room in ROOMS for name in _waiting(_drawn(room, sample))]
        if waiting:
            _try(waiting, warmup)
    rooms = {room: _drawn(room, sample) for room in ROOMS}
    recorded.write(RESULTS, _record(rooms))
    print(f"-> {RESULTS.relative_to(ROOT)}")
    return 0


def _prepare() -> None:
    """Copy the project as it stands beside itself, and install the tool once."""
    if not (TOOLS / "mutmut").is_dir():
        pip = (sys.executable, "-m", "pip", "install", "--quiet", "--target", TOOLS)
        subprocess.run((*pip, MUTMUT), check=True)
    listed = subprocess.run(
        ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        here, there = ROOT / name, PROJECT / name
        if here.is_file() and not _same(here, there):
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(here, there)
    (PROJECT / LIBRARIES).write_text("\n".join(NAMED), encoding="utf-8")


def _try(names: list[str], warmup: str) -> None:
    own = (ROOT / "pyproject.toml").read_text("utf-8")
    settings = f'{own}{SETTINGS}forkserver_warmup = "{warmup}"\n'
    (PROJECT / "pyproject.toml").write_text(settings, encoding="utf-8")
    _mutmut("run", "--max-children", CHILDREN, *names)


def _same(here: Path, there: Path) -> bool:
    return there.is_file() and here.read_bytes() == there.read_bytes()


def _mutmut(*words: str) -> str:
    done = subprocess.run(
        (sys.executable, "-c", RUNNER, *words),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    LOG.write_text(done.stdout + done.stderr, encoding="utf-8")
    return done.stdout


def _ends(room: str) -> dict[str, int | None]:
    """Return how each mutant of a room ended; None was not tried."""
    known: dict[str, int | None] = {}
    for path in sorted((PROJECT / "mutants/src/analysis" / room).rglob("*.meta")):
        known |= json.loads(path.read_text("utf-8"))["exit_code_by_key"]
    return known


def _drawn(room: str, sample: int) -> dict[str, int | None]:
    known = _ends(room)
    names = sorted(known)
    random.Random(f"{SEED} {room}").shuffle(names)
    return {name: known[name] for name in names[: int(sample * ROOMS[room])]}


def _waiting(drawn: dict[str, int | None]) -> list[str]:
    """Return what was not tried, and survivors without a reason: tests may be new."""
    reasons = _reasons()
    return [
        name
        for name, code in drawn.items()
        if code is None or (code not in NOTICED and _change(name) not in reasons)
    ]


def _reasons() -> dict[str, dict[str, Any]]:
    """Return what a person said of survivors, by the change."""
    listed = yaml.safe_load(REASONS.read_text("utf-8")) if REASONS.is_file() else []
    return {one["change"].strip("\n"): one for one in listed}


def _record(rooms: dict[str, dict[str, int | None]]) -> dict[str, Any]:
    reasons, survivors = _reasons(), []
    counts, summary = {}, {}
    for room, drawn in rooms.items():
        left = [
            {"mutant": name, "change": change, "same": False, "reason": ""}
            | reasons.get(change, {})
            for name, code in drawn.items()
            if code is not None and code not in NOTICED
            for change in [_change(name)]
        ]
        survivors += left
        counts[room] = one = _counts(room, drawn, left)
        summary[room] = _told(one["killed"], one["tried"], one["mutants"])
        summary[f"{room}, without those no result can tell apart"] = _told(
            one["killed"], one["tried"] - one["same"], one["mutants"]
        )
    return {
        "tool": MUTMUT,
        "seed": SEED,
        "seconds of tests for a mutant": LIMIT,
        "summary": summary,
        "rooms": counts,
        "survivors": survivors,
    }


def _counts(
    room: str, drawn: dict[str, int | None], left: list[dict[str, Any]]
) -> dict[str, int]:
    codes = [code for code in drawn.values() if code is not None]
    return {
        "mutants": len(_ends(room)),
        "drawn": len(drawn),
        "tried": len(codes),
        "killed": sum(code in NOTICED for code in codes),
        "of them out of time": sum(code in STOPPED for code in codes),
        "survived": sum(code not in NOTICED for code in codes),
        "of them reached by no test": codes.count(UNTESTED),
        "same": sum(one["same"] for one in left),
    }


def _told(killed: int, tried: int, mutants: int) -> str:
    share = killed / max(tried, 1)
    error = 1.96 * math.sqrt(share * (1 - share) / max(tried, 1))
    return f"{killed} of {tried} killed: {share:.1%} +- {error:.1%}; {mutants} in all"


def _change(name: str) -> str:
    """Return the file and the lines a mutant takes away and adds."""
    lines = [line for line in _mutmut("show", name).splitlines() if line[:1] in "+-"]
    return "\n".join(line for line in lines if line and not line.startswith("+++"))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 300))
