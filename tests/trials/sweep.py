"""Kill a run, or fill its disk, at every write: what stands there afterwards.

    python tests/trials/sweep.py        # ten minutes; writes tests/trials/results.json

A trial holds if the results folder is byte for byte the earlier run, or a whole new one
where the fault came after the exchange of the two, and if the exit code says which.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import recorded
from faults import driver
from trials.trial import (
    NEITHER,
    NEW,
    NOTEBOOK,
    NUMBERS,
    PREVIOUS,
    Ended,
    Fault,
    Place,
    can_mount,
    killer,
    moments,
    write_notebook,
)

RESULTS = Path(__file__).with_name("results.json")
WAYS = {
    "kill": "kill -9 of the whole run at a write",
    "kill-writer": "kill -9 of the process that writes",
    "full": "no space left at a write",
    "cut": "the disk refuses a file at a byte",
    "cut-kill": "killed in the middle of a write, at a byte",
    "disk": "a small disk that runs full",
    "moment": "kill -9 at a random moment",
    "stop": "Ctrl-C at a random moment",
    "kernel": "kill -9 of a notebook's kernel at a random moment",
}


def of_numbers(place: Place) -> Iterator[Fault]:
    """Yield every write, and many bytes and moments, of a run of numbers alone."""
    place.tried(Fault())  # the first one is slower
    started = time.monotonic()
    whole = place.tried(Fault())
    seconds = time.monotonic() - started
    for way in ("kill", "full"):
        yield from (Fault(way, at) for at in range(1, whole.touches + 1))
    largest = max(one.stat().st_size for one in place.kept.iterdir()) * 3 // 2
    for way in ("cut", "cut-kill"):
        yield from (Fault(way, largest * part // 40) for part in range(1, 41))
    if can_mount(place.root / "notebooks"):
        yield from (Fault("disk", largest // 1024 * part // 10) for part in range(30))
    yield from (Fault("moment", at) for at in moments(80, seconds))
    yield from (Fault("stop", at) for at in moments(20, seconds))


def of_notebooks(place: Place) -> Iterator[Fault]:
    """Yield writes and moments of a run with a notebook, in processes of its own."""
    started = time.monotonic()
    place.tried(Fault(), NOTEBOOK)
    seconds = time.monotonic() - started
    for way in ("kill", "kill-writer", "full"):
        yield from (Fault(way, at) for at in range(8, 48, 4))
    yield from (Fault("moment", at) for at in moments(10, seconds))


def trials(root: Path) -> Iterator[tuple[Fault, Ended]]:
    """Try everything, one after the other."""
    place = Place(root)
    for fault in of_numbers(place):
        yield fault, place.tried(fault, NUMBERS)
    write_notebook(root, "print(1)")
    for fault in of_notebooks(place):
        yield fault, place.tried(fault, NOTEBOOK)
    for at in moments(10, 1):
        write_notebook(root, killer(at))
        yield Fault("kernel", at), place.tried(Fault("kernel", at), NOTEBOOK)
    write_notebook(root, "print(1)")
    last = place.tried(Fault())
    assert (last.code, last.left) == (0, []), last
    place.close()


def told(seen: list[tuple[Fault, Ended]]) -> dict:
    """Return the results as they are written down."""
    states = Counter(ended.state for _, ended in seen)
    failed = Counter(ended.state for _, ended in seen if ended.code)
    wrong = [f"{fault}: {why}" for fault, end in seen if (why := fault.wrong(end))]
    summary = {
        "trials": len(seen),
        "ended without success": failed.total(),
        "of these, earlier folder byte-identical": failed[PREVIOUS],
        "of these, new folder whole already": failed[NEW],
        "ended well, new folder whole": states[NEW] - failed[NEW],
        "neither folder": states[NEITHER],
        "wrong exit code, message or leftovers": len(wrong),
    }
    ways = {
        f"{way}: {WAYS[way]}": dict(
            Counter(ended.state for fault, ended in seen if fault.way == way)
        )
        for way in dict.fromkeys(fault.way for fault, _ in seen)
    }
    return {"summary": summary, "ways": ways, "wrong": wrong}


def main() -> int:
    seen: list[tuple[Fault, Ended]] = []
    with tempfile.TemporaryDirectory() as folder:
        root = driver.make(Path(folder) / "project")
        for fault, ended in trials(root):
            seen.append((fault, ended))
            why = fault.wrong(ended)
            print(
                f"{len(seen):4} {fault.way:11} {fault.at:10.3f} {ended.code:4} "
                f"{ended.state:9} {why}",
                flush=True,
            )
    found = told(seen)
    recorded.write(RESULTS, found)
    print(json.dumps(found["summary"], indent=2))
    return 1 if found["wrong"] or found["summary"]["neither folder"] else 0


if __name__ == "__main__":
    sys.exit(main())
