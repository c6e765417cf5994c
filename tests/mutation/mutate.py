"""Errors put into the code by a machine, one at a time: do the tests notice?

`make mutate [SAMPLE=300]` draws that many mutants of each of the rooms `model`, `law`
and `evidence` at random, runs the tests that reach each of them, and writes
results.json. All of them (some thirty thousand) would take days; the draw is made by
a seed, so it can be repeated, widened and gone on with: a mutant already tried under
the same code is not tried again. Changed words of messages are left out.

What survives is looked at by a person: survivors.yaml says of each why no test has to
notice it, or it gets a test.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from analysis.paths import ROOT

HERE = Path(__file__).parent
RESULTS, REASONS = HERE / "results.json", HERE / "survivors.yaml"
PLACE = ROOT / ".mutation"  # git ignores it
PROJECT, TOOLS = PLACE / "project", PLACE / "tools"
MUTMUT = "mutmut==3.8.1"
ROOMS = ("model", "law", "evidence")
TESTS = (
    *("tests/model", "tests/law", "tests/evidence", "tests/test_oracle.py"),
    *("tests/test_oracle_claims.py", "tests/test_cases.py", "tests/test_law_cases.py"),
)
# they read the source text, which mutants make longer
UNFIT = ("test_the_hot_path_stays_short",)
# words of messages, and arguments named by them
LEFT_OUT = ("operator_string", "operator_dict_arguments")
STATUS = {0: "survived", 1: "killed", 3: "killed", 33: "no test"}
SEED = 20261122
RUNNER = f"""
import sys
sys.path.append({str(TOOLS)!r})
from mutmut.mutation.mutators import mutation_operators
mutation_operators[:] = [
    one for one in mutation_operators if one[1].__name__ not in {LEFT_OUT!r}
]
from mutmut.__main__ import cli
cli()
"""
SETTINGS = f"""
[tool.mutmut]
source_paths = ["src"]
only_mutate = {[f"src/analysis/{room}/*" for room in ROOMS]}
also_copy = ["data", "scenarios", "sweeps", "docs", "notebooks", "Makefile"]
pytest_add_cli_args = {["-p", "no:cacheprovider", "-k", f"not {UNFIT[0]}"]}
pytest_add_cli_args_test_selection = {list(TESTS)}
use_git_change_detection = false
track_dependencies = false
"""


def main(sample: int) -> int:
    """Try ``sample`` mutants of each room and write what became of them."""
    _prepare()
    _mutmut("run", "--max-children", "2", "none of them")
    chosen = {room: _drawn(room, sample) for room in ROOMS}
    waiting = [
        name
        for names in chosen.values()
        for name, code in names.items()
        if code not in STATUS
    ]
    if waiting:
        _mutmut("run", "--max-children", "2", *waiting)
    found = {room: _drawn(room, sample) for room in ROOMS}
    RESULTS.write_text(_written(found), encoding="utf-8")
    return _told(found)


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
    with (PROJECT / "pyproject.toml").open("w", encoding="utf-8") as stream:
        stream.write((ROOT / "pyproject.toml").read_text("utf-8") + SETTINGS)


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
    (PLACE / "last.log").write_text(done.stdout + done.stderr, encoding="utf-8")
    return done.stdout


def _drawn(room: str, sample: int) -> dict[str, int | None]:
    """Return the mutants drawn of a room and how each ended."""
    known: dict[str, int | None] = {}
    for path in sorted((PROJECT / "mutants/src/analysis" / room).rglob("*.meta")):
        known |= json.loads(path.read_text("utf-8"))["exit_code_by_key"]
    names = sorted(known)
    random.Random(f"{SEED} {room}").shuffle(names)
    return {name: known[name] for name in names[:sample]} | {"": len(names)}


def _written(found: dict[str, dict[str, int | None]]) -> str:
    reasons = yaml.safe_load(REASONS.read_text("utf-8")) if REASONS.is_file() else {}
    rooms = {room: _counts(names) for room, names in found.items()}
    survivors = {
        name: {"change": change, "reason": reasons.get(change, "")}
        for names in found.values()
        for name, code in names.items()
        if name and STATUS.get(code) in ("survived", "no test")
        for change in [_change(name)]
    }
    summary = {
        room: f"{one['killed']} of {one['tried']} killed"
        f" ({one['killed'] / max(one['tried'], 1):.1%} +- {one['error']:.1%}),"
        f" {one['mutants']} in all"
        for room, one in rooms.items()
    }
    everything = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "summary": summary,
        "tool": MUTMUT,
        "seed": SEED,
        "rooms": rooms,
        "survivors": survivors,
    }
    return json.dumps(everything, indent=1, ensure_ascii=False) + "\n"


def _counts(names: dict[str, int | None]) -> dict[str, float]:
    ends = [
        STATUS.get(code, "killed")  # by a signal: it ran out of time or memory
        for name, code in names.items()
        if name and code is not None
    ]
    tried, killed = len(ends), ends.count("killed")
    share = killed / tried if tried else 0
    return {
        "mutants": names[""],
        "tried": tried,
        "killed": killed,
        "survived": ends.count("survived"),
        "no_test": ends.count("no test"),
        "error": 1.96 * math.sqrt(share * (1 - share) / max(tried, 1)),
    }


def _change(name: str) -> str:
    """Return the lines a mutant takes away and adds, with the file."""
    shown = _mutmut("show", name)
    lines = [line for line in shown.splitlines() if re.match(r"[+-]", line)]
    return "\n".join(line for line in lines if not line.startswith("+++"))


def _told(found: dict[str, dict[str, int | None]]) -> int:
    for room, names in found.items():
        print(room, _counts(names))
    print(f"-> {RESULTS.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 300))
