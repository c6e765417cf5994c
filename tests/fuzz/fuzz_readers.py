"""What is fuzzed: each reader of the product, by the command that uses it.

A reader is tried in one process, thousands of times: the command's own ``main`` in a
project of its own (``IURAN_ROOT``), with everything kept in memory forgotten before.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import fuzz_bytes

CHECKOUT = Path(__file__).resolve().parents[2]
YAML_IN_TESTS = ("scenario/full_schema.yaml", "scenario/whole_scenario.yaml")
REGION, RUN = "3672", "reports/cilegon-baseline"
FILLED = ("cilegon-baseline", "serang-pppk", "cilegon-election-2029", "bogor-replay")
MOST_KEPT = 300_000  # bytes of an input that becomes a seed


@dataclass(frozen=True)
class Seen:
    """What a command did with one input."""

    code: int
    out: str
    err: str
    seconds: float


@dataclass(frozen=True)
class Reader:
    """``seeds``: path below the project -> what stands there; ``words``: the command.

    The file at the path is replaced by the spoilt one, and put back afterwards.
    ``named``: the file's name stands in every message. ``codes``: the exit codes that
    may be, that of an unspoilt input first. ``forgets``: what keeps files in memory;
    ``without``: files of the project that would only take time.
    """

    seeds: Callable[[Path], dict[str, bytes]]
    words: Callable[[Path, str], Sequence[str]]
    ways: Sequence[fuzz_bytes.Spoil]
    codes: tuple[int, ...]
    named: bool = True
    forgets: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    spoilt: Callable[..., bytes] | None = None

    def spoil(self, rng, data: bytes, others: Sequence[bytes]) -> bytes:
        if self.spoilt:
            return self.spoilt(rng, data, others)
        return fuzz_bytes.spoilt(rng, data, others, self.ways)


def _files(root: Path, pattern: str) -> dict[str, bytes]:
    found = sorted(root.glob(pattern))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def _named(data: bytes, name: str) -> bytes:
    return re.sub(rb"(?m)^name:.*$", b"name: " + name.encode(), data, count=1)


def _scenarios(root: Path) -> dict[str, bytes]:
    found = _files(root, "scenarios/*.yaml")
    for place in YAML_IN_TESTS:
        path = CHECKOUT / "tests" / place
        found[f"scenarios/{path.stem.replace('_', '-')}.yaml"] = path.read_bytes()
    return {name: _named(data, Path(name).stem) for name, data in found.items()}


def _forms(root: Path) -> dict[str, bytes]:
    """Return forms as the command fills them in, of scenarios of every kind."""
    found = {}
    for name in FILLED:
        path = root / f"{name}.xlsx"
        seen = command(["template", "--from", name, "--out", str(path)])
        assert seen.code == 0, seen.err
        found[path.name] = path.read_bytes()
    return found


def _tables(root: Path) -> dict[str, bytes]:
    return _files(root, "data/raw/**/*.csv")


def _runs(root: Path) -> dict[str, bytes]:
    wanted = ("manifest.json", "results.csv", "scenario.yaml")
    return {f"{RUN}/{name}": (root / RUN / name).read_bytes() for name in wanted}


def _check(root: Path, name: str) -> Sequence[str]:
    return ["check", str(root / name)]


def _held(root: Path, name: str) -> Sequence[str]:
    # one run beside itself is refused last of all, so that nothing is computed
    return ["compare", str(root / RUN), str(root / RUN), "--out", str(root / "out")]


def _yaml_of(pattern: str) -> Callable[[Path], dict[str, bytes]]:
    return lambda root: _files(root, pattern)


def _law(root: Path) -> dict[str, bytes]:
    found = _files(root, "data/parameters/*.yaml")
    return {name: data for name, data in found.items() if "settlements" not in name}


def _data(root: Path, name: str) -> Sequence[str]:
    return ["data"]


def _law_only(root: Path, name: str) -> Sequence[str]:
    return ["check"]


_DECLARED = ("evidence.tables:declared",)
_OF_LAW = ("law.parameters:_read", "law.parameters:_sources")
READERS: dict[str, Reader] = {
    # 2: of a file of which only `region` is left, which is a region's
    "scenario": Reader(_scenarios, _check, fuzz_bytes.YAML, (0, 3, 2)),
    "sweep": Reader(_yaml_of("sweeps/*.yaml"), _check, fuzz_bytes.YAML, (0, 3)),
    "region": Reader(
        _yaml_of("data/regions/*.yaml"), _check, fuzz_bytes.YAML, (0, 2, 3)
    ),
    "form": Reader(_forms, _check, (), (0, 3), spoilt=fuzz_bytes.book),
    "table": Reader(
        _tables, _data, fuzz_bytes.CSV, (0, 2), named=False, forgets=_DECLARED
    ),
    "judgements": Reader(
        _yaml_of("data/parameters/settlements.yaml"),
        _data,
        fuzz_bytes.YAML,
        (0, 2),
        named=False,
    ),
    "law": Reader(
        _law,
        _law_only,
        fuzz_bytes.YAML,
        (0, 2, 3),
        named=False,
        forgets=_OF_LAW,
        without=("sweeps/*", "scenarios/[!b]*", "scenarios/bogor-r*"),
    ),
    "run": Reader(_runs, _held, fuzz_bytes.YAML, (3, 2), named=False),
}


def tried(root: Path, reader: Reader, name: str, data: bytes, lang: str) -> Seen:
    """Return what the command does when ``data`` stands at ``name``."""
    path = root / name
    before = path.read_bytes() if path.is_file() else None
    path.write_bytes(data)
    forget(reader.forgets)
    try:
        return command([*reader.words(root, name), "--lang", lang])
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)


def command(words: Sequence[str]) -> Seen:
    """Run the command's ``main`` here and keep what it prints."""
    from analysis.__main__ import main

    out, err, started = io.StringIO(), io.StringIO(), time.process_time()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(words)
    seconds = time.process_time() - started
    return Seen(code, out.getvalue(), err.getvalue(), seconds)


def forget(names: Sequence[str]) -> None:
    """Forget what was read of files: each input is read as by a new process."""
    for name in names:
        module, _, function = name.partition(":")
        getattr(importlib.import_module(f"analysis.{module}"), function).cache_clear()


def environment(root: Path) -> dict[str, str]:
    places = (CHECKOUT / "src", CHECKOUT / "tests", CHECKOUT / "tests" / "fuzz")
    own = {"IURAN_ROOT": str(root), "PYTHONPATH": os.pathsep.join(map(str, places))}
    return {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0", **own}
