"""One reader, one process: spoils inputs until its time is over.

The input on trial stands in a file before it is tried, so that the one that hung or
killed this process can be found.
"""

from __future__ import annotations

import hashlib
import json
import resource
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

import fuzz_readers
import fuzz_rules

CURRENT, LAST, STATS = "current-name", "current-input", "stats.json"
HANGS_AFTER = 90  # seconds; the signal ends the process
MEMORY_BYTES = 3 * 2**30
NEXT_STATS = 2.0  # seconds between two notes of the counts
IN_INDONESIAN, RUN_ONE_OF = 20, 10
TRIALS_TO_SHORTEN = 150
OTHER_FILES = ("scenario", "form")


class Worker:
    """The corpus of one reader, what was seen, and what was found."""

    def __init__(self, name: str, root: Path, seed: int) -> None:
        self.name, self.root, self.rng = name, root, Random(f"{name} {seed}")
        self.reader = fuzz_readers.READERS[name]
        seeds = self.reader.seeds(root)
        self.corpus = list(seeds.items())
        self.kinds: set[str] = set()
        self.count: Counter[str] = Counter()
        self.found: dict[str, dict[str, str]] = {}
        self.signatures: set[str] = set()
        self.slowest = 0.0

    def start(self) -> None:
        """Try the seeds as they are: a reader that refuses them tests nothing."""
        for name, data in list(self.corpus):
            complaint, seen = self.judged(name, data, "en")
            assert not complaint, complaint
            assert seen.code == self.reader.codes[0], f"{name}: {seen.err}"
            self.note(name, data, seen, "en")
        self.count.clear()

    def step(self) -> None:
        name, data = self.rng.choice(self.corpus)
        same = [one for _, one in self.corpus]
        data = self.reader.spoil(self.rng, data, same)
        (self.root / CURRENT).write_text(name, encoding="utf-8")
        (self.root / LAST).write_bytes(data)
        signal.alarm(HANGS_AFTER)
        lang = "id" if self.rng.randrange(IN_INDONESIAN) == 0 else "en"
        complaint, seen = self.judged(name, data, lang)
        signal.alarm(0)
        (self.root / CURRENT).unlink()
        self.note(name, data, seen, lang)
        if complaint:
            self.keep(name, data, lang, complaint)

    def judged(
        self, name: str, data: bytes, lang: str
    ) -> tuple[str, fuzz_readers.Seen]:
        seen = fuzz_readers.tried(self.root, self.reader, name, data, lang)
        complaint = fuzz_rules.wrong(self.reader, seen, name, lang)
        if not complaint and seen.code == 0 and self.name in OTHER_FILES:
            complaint = self.judged_scenario(name, data)
        return complaint, seen

    def judged_scenario(self, name: str, data: bytes) -> str:
        path = self.root / name
        before = path.read_bytes() if path.is_file() else None
        path.write_bytes(data)
        chosen = int(hashlib.sha256(data).hexdigest(), 16)  # the same when shortened
        try:
            complaint = fuzz_rules.wrong_scenario(path)
            if not complaint and chosen % RUN_ONE_OF == 0:
                self.count["run"] += 1
                complaint = fuzz_rules.wrong_numbers(path, chosen % 3 * 5, 3)
            return complaint
        except Exception as error:
            return f"accepted, then {type(error).__name__}: {error}"
        finally:
            path.unlink() if before is None else path.write_bytes(before)

    def note(self, name: str, data: bytes, seen: fuzz_readers.Seen, lang: str) -> None:
        self.count["inputs"] += 1
        self.count["accepted" if seen.code == 0 else "refused"] += 1
        self.slowest = max(self.slowest, seen.seconds)
        kind = repr(sorted(map(str, fuzz_rules.kind(seen)[1])))
        if lang == "en" and kind not in self.kinds:
            self.kinds.add(kind)
            if len(data) < fuzz_readers.MOST_KEPT:
                self.corpus.append((name, data))

    def keep(self, name: str, data: bytes, lang: str, complaint: str) -> None:
        """Keep one input of each defect, as short as it can be made quickly."""
        what = fuzz_rules.signature(complaint)
        if what in self.signatures:
            return
        self.signatures.add(what)
        data = self.shortened(name, data, lang, what)
        file = f"{Path(name).stem}-{digest(what.encode())}{Path(name).suffix}"
        (self.root / kept(file)).write_bytes(data)
        self.found[file] = {"at": name, "was": complaint}

    def shortened(self, name: str, data: bytes, lang: str, what: str) -> bytes:
        """Take lines away while the defect stays."""
        if not name.endswith((".yaml", ".csv")):
            return data
        rows, size = data.split(b"\n"), max(len(data.split(b"\n")) // 2, 1)
        at, left = 0, TRIALS_TO_SHORTEN
        while left and size:
            fewer = rows[:at] + rows[at + size :]
            complaint, _ = self.judged(name, b"\n".join(fewer), lang)
            same = fuzz_rules.signature(complaint) == what
            rows, at = (fewer, at) if same else (rows, at + size)
            if at >= len(rows):
                at, size = 0, size // 2
            left -= 1
        return b"\n".join(rows)

    def stats(self) -> dict:
        used = resource.getrusage(resource.RUSAGE_SELF)
        return {
            **self.count,
            "seconds": round(time.process_time(), 1),
            "slowest": round(self.slowest, 2),
            "memory_mb": used.ru_maxrss // 1024,
            "kinds": sorted(self.kinds),
            "found": self.found,
        }


def kept(file: str) -> str:
    return f"found-{file}"


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]


def replay(name: str, root: str, cases: str) -> None:
    """Print what is wrong with kept cases: path -> complaint, as JSON."""
    worker = _ready(name, root, 0)
    told = json.loads((Path(cases) / "index.json").read_text("utf-8"))
    found = {}
    for file, one in told.items():
        if file.startswith(f"{name}/"):
            data = (Path(cases) / file).read_bytes()
            for lang in ("en", "id"):
                found[f"{file} {lang}"], _ = worker.judged(one["at"], data, lang)
    print(json.dumps(found))


def _ready(name: str, root: str, seed: int) -> Worker:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    worker = Worker(name, Path(root), seed)
    for pattern in worker.reader.without:
        for path in worker.root.glob(pattern):
            path.unlink()
    return worker


def main(name: str, root: str, seconds: str, seed: str, most: str = "inf") -> None:
    """Spoil inputs for so many seconds, or until ``most`` defects are found."""
    worker = _ready(name, root, int(seed))
    worker.start()
    noted = 0.0
    while time.process_time() < float(seconds) and len(worker.found) < float(most):
        worker.step()
        if time.process_time() - noted > NEXT_STATS:
            noted = time.process_time()
            (worker.root / STATS).write_text(json.dumps(worker.stats()))
    (worker.root / STATS).write_text(json.dumps(worker.stats()))


if __name__ == "__main__":
    if sys.argv[1] == "--replay":
        replay(*sys.argv[2:])
    else:
        main(*sys.argv[1:])
