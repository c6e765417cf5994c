"""The fuzzer: `make fuzz` spoils inputs byte by byte and tries the real readers.

Each reader gets the same time of a processor, in a process of its own with limited
memory; an input that hangs or kills its process is a finding like any other. What is
refused in a new way is kept as a seed of the next inputs. Findings go to
``cases/NAME/`` (they stay, as test cases; ``index.json`` says where each stood and what
went wrong), counts to ``results.json``.

    python tests/fuzz/fuzz_run.py [--minutes 10] [--reader form ...] [--seed 1]
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import fuzz_readers
import fuzz_worker
from fuzz_worker import CURRENT, LAST, STATS

HERE = Path(__file__).resolve().parent
CASES, INDEX, RESULTS = HERE / "cases", "index.json", HERE / "results.json"
MINUTES, SECONDS = 10.0, 60
LEAST_SECONDS = 5.0


def main(words: list[str] | None = None) -> int:
    """Fuzz every reader and return 1 if anything was found."""
    asked = _asked(words)
    started = time.monotonic()
    told = {}
    with tempfile.TemporaryDirectory() as folder:
        template = _template(Path(folder) / "template")
        for name in asked.reader:
            each = asked.minutes * SECONDS / len(asked.reader)
            told[name] = _fuzzed(name, template, each, asked)
            print(f"{name}: {json.dumps(told[name])}", flush=True)
    whole = _result(told, asked, time.monotonic() - started)
    text = json.dumps(whole, indent=2, ensure_ascii=False)
    asked.results.write_text(text + "\n", encoding="utf-8")
    print(json.dumps(whole["summary"], indent=2))
    return 1 if whole["summary"]["findings"] else 0


def _asked(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    names = list(fuzz_readers.READERS)
    parser.add_argument("--reader", nargs="*", choices=names, default=names)
    parser.add_argument("--seed", type=int, default=dt.date.today().toordinal())
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--cases", type=Path, default=CASES)
    return parser.parse_args(words)


def _template(folder: Path) -> Path:
    sys.path.insert(0, str(HERE.parent))
    from faults import driver

    return driver.make(folder)


def _fuzzed(name: str, template: Path, seconds: float, asked) -> dict:
    """Return the counts of one reader; a worker that dies is started again."""
    total, round_ = Counter(), 0
    kinds: set[str] = set()
    while total["seconds"] < seconds - LEAST_SECONDS or not round_:
        left = seconds - total["seconds"]
        with tempfile.TemporaryDirectory() as place:
            root = shutil.copytree(template, Path(place) / "project")
            code = _worker(name, root, left, asked.seed + round_)
            stats = _stats(root)
            _keep(name, root, code, stats, asked.cases)
        kinds |= set(stats.pop("kinds", ()))
        slowest = max(total["slowest"], stats.pop("slowest", 0))
        memory = max(total["memory_mb"], stats.pop("memory_mb", 0))
        total.update({key: value for key, value in stats.items() if key != "found"})
        total["findings"] += len(stats.get("found", {}))
        total |= {"slowest": slowest, "memory_mb": memory}
        round_ += 1
    return {**total, "seconds": round(total["seconds"], 1), "kinds": len(kinds)}


def _worker(name: str, root: Path, seconds: float, seed: int) -> int:
    words = [name, str(root), str(seconds), str(seed)]
    return subprocess.run(
        [sys.executable, str(HERE / "fuzz_worker.py"), *words],
        env=fuzz_readers.environment(root),
        cwd=root,
        check=False,
    ).returncode


def _stats(root: Path) -> dict:
    path = root / STATS
    nothing = {"seconds": LEAST_SECONDS, "inputs": 0}
    return json.loads(path.read_text()) if path.is_file() else nothing


def _keep(name: str, root: Path, code: int, stats: dict, cases: Path) -> None:
    """Copy what was found to the cases; of a worker that died, its last input."""
    found = stats.setdefault("found", {})
    if code and (root / CURRENT).is_file():
        at = (root / CURRENT).read_text(encoding="utf-8")
        data = (root / LAST).read_bytes()
        file = f"{Path(at).stem}-{fuzz_worker.digest(data)}{Path(at).suffix}"
        (root / fuzz_worker.kept(file)).write_bytes(data)
        found[file] = {"at": at, "was": f"the process ended with {code}"}
    if not found:
        return
    (cases / name).mkdir(parents=True, exist_ok=True)
    index = cases / INDEX
    known = json.loads(index.read_text("utf-8")) if index.is_file() else {}
    for file, one in found.items():
        shutil.copy(root / fuzz_worker.kept(file), cases / name / file)
        known[f"{name}/{file}"] = one
        print(f"FOUND {name}/{file}: {one['was']}", flush=True)
    text = json.dumps(known, indent=2, ensure_ascii=False, sort_keys=True)
    index.write_text(text + "\n", encoding="utf-8")


def _result(told: dict, asked, wall: float) -> dict:
    keys = ("inputs", "accepted", "refused", "run", "findings")
    sums = {key: sum(one.get(key, 0) for one in told.values()) for key in keys}
    return {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "summary": {
            "minutes": round(sum(o["seconds"] for o in told.values()) / SECONDS, 1),
            "readers": len(told),
            **sums,
            "kinds of message": sum(one["kinds"] for one in told.values()),
            "slowest input, s": max(one.get("slowest", 0) for one in told.values()),
            "most memory, MB": max(one.get("memory_mb", 0) for one in told.values()),
            "cases kept": len(list(asked.cases.glob("*/*.*"))),
        },
        "seed": asked.seed,
        "wall_minutes": round(wall / SECONDS, 1),
        "python": platform.python_version(),
        "readers": told,
    }


if __name__ == "__main__":
    sys.exit(main())
