"""results.json and docs/performance.md, the page made of it."""

from __future__ import annotations

import json
import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.paths import DOCS, ROOT
from benchmarks.measure import Row
from benchmarks.targets import BY_ID, MISSED, TARGETS, Target

RESULTS = ROOT / "benchmarks" / "results.json"
PAGE = DOCS / "performance.md"
DIGITS = 4
NOT_WRITTEN = "not written yet"
NOT_RUN = "this part of the benchmark has not been run."
INTRO = """\
# Performance

Written by `make bench` from `benchmarks/results.json`; not edited by hand. Every number
is a ratio of two measures taken in turn in one run: the median of the pairs, the
smallest and the largest in brackets. *At least* means alternative / ours (how many
times as long the alternative takes), *at most* means ours / alternative. Ratios and
sizes move little from machine to machine; seconds do, and are promised nowhere.
Measured with Python {python} on {processors} processors, one thread a process."""
HOW = """\
## How each was measured

Processor time (cpu) where both sides work in one process, wall time where processes
start or work side by side. The other packages live in an environment of their own and
time themselves, imports apart."""


def saved(rows: Iterable[Row]) -> dict[str, Any]:
    """Put rows into results.json beside those of other groups; return all."""
    known = read()["rows"] if RESULTS.is_file() else {}
    known |= {row.id: _plain(row) for row in rows}
    everything = {
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "rows": {t.id: known[t.id] for t in TARGETS if t.id in known},
    }
    text = json.dumps(everything, indent=1, ensure_ascii=False)
    RESULTS.write_text(text + "\n", encoding="utf-8")
    return everything


def _plain(row: Row) -> dict[str, Any]:
    given = asdict(row)
    del given["id"]
    given["values"] = [_short(value) for value in row.values]
    for name in ("ours_s", "theirs_s"):
        given[name] = None if given[name] is None else _short(given[name])
    return given


def _short(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def read() -> dict[str, Any]:
    """Return what results.json holds."""
    return json.loads(RESULTS.read_text(encoding="utf-8"))


def page(results: dict[str, Any]) -> str:
    """Return docs/performance.md."""
    rows = results["rows"]
    parts = (
        INTRO.format(**{name: results[name] for name in ("python", "processors")}),
        _table(
            ("What", "Against", "Reached", "Target", "Kept"),
            [_promise(target, rows.get(target.id)) for target in TARGETS],
        ),
        *_below(rows),
        HOW,
        _table(
            ("What", "Ours", "Alternative", "Clock", "Pairs", "Remark"),
            [_detail(BY_ID[id_], row) for id_, row in rows.items()],
        ),
    )
    return "\n\n".join(parts) + "\n"


def written(results: dict[str, Any]) -> Path:
    """Write the page and return its place."""
    PAGE.write_text(page(results), encoding="utf-8", newline="\n")
    return PAGE


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _promise(target: Target, row: dict[str, Any] | None) -> tuple[str, ...]:
    reached = "not measured" if row is None else _reached(row["values"])
    return target.what, target.against, reached, target.promise, verdict(target, row)


def verdict(target: Target, row: dict[str, Any] | None) -> str:
    """Return whether a promise is kept, by the median."""
    if row is None or not row["values"]:
        return "not measured"
    met = target.met(statistics.median(row["values"]))
    return "-" if met is None else ("yes" if met else "**no**")


def _reached(values: Sequence[float]) -> str:
    if not values:
        return "not measured"
    middle = _number(statistics.median(values))
    if len(values) == 1:
        return middle
    return f"{middle} ({_number(min(values))} to {_number(max(values))})"


def _number(value: float) -> str:
    if value and abs(value) < 1e-2:
        return f"{value:.1e}"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _below(rows: dict[str, Any]) -> list[str]:
    """Return the rows below target, each with its reason and the next idea."""
    found = []
    for target in TARGETS:
        row = rows.get(target.id)
        if verdict(target, row) in ("yes", "-"):
            continue
        reason, idea = why(target, row)
        line = f"- **{target.what}, against {target.against}** ({target.promise})"
        found.append(f"{line}: {reason}" + (f" Next: {idea}" if idea else ""))
    return ["## Below target, or not measured", "\n".join(found)] if found else []


def why(target: Target, row: dict[str, Any] | None) -> tuple[str, str]:
    """Return the reason of a missed or missing row, and the next idea."""
    reason, idea = MISSED.get(target.id, (NOT_WRITTEN, ""))
    if row is None:
        return NOT_RUN, ""
    return row["reason"] or reason, row["idea"] or ("" if row["reason"] else idea)


def _detail(target: Target, row: dict[str, Any]) -> tuple[str, ...]:
    pairs = str(len(row["values"])) if row["values"] else "-"
    seconds = [_seconds(row[name]) for name in ("ours_s", "theirs_s")]
    clock = "-" if row["ours_s"] is None else row["clock"]
    what = f"{target.what}: {target.against}"
    return what, *seconds, clock, pairs, row["remark"] or row["reason"]


def _seconds(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{1000 * value:.3g} ms" if value < 1 else f"{value:.3g} s"
