"""A thousand runs in a row through ``iuran sweep``: nothing leaks, nothing differs.

``make load``: a run is one region under one variant; 500 regions, two variants, one
process after the other way: all in one process, then by two. Memory and open files of
every process are read from the system while it works. Then some of the runs are made
singly, by ``iuran run``, and compared number by number. ``results.json`` keeps it.
"""

from __future__ import annotations

import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import recorded

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RESULTS = HERE / "results.json"
NAME, RUNS, VARIANTS = "load", 1_000, ("held", "grown")
TEXT = """\
schema: 1
name: load
title: {id: "Beban", en: "Load"}
why: {id: "Uji beban: banyak wilayah, satu per satu.", en: "A load test: many regions."}
regions: [REGIONS]
scenario:
  first_year: 2027
  years: 10
  draws: 1000
  segments:
    pekerja_rentan:
      eligible: {share_of: labour_force, share: 1}
      members: {share_of: labour_force, share: 0.10}
      tariff: {kind: bpu}
      path: {kind: hold}
  budget: {base: revenue, base_idr: region, growth_y: {normal: [0.045, 0.07]}}
variants:
  held: {set: {segments.pekerja_rentan.members.share: 0.10}}
  grown:
    set:
      segments.pekerja_rentan.path: {kind: target, coverage: 0.5, year: 2031}
"""
SETTLED, LAST = (0.2, 0.4), (0.8, 1.0)  # parts of the way whose memory is compared
MOST_GROWTH = 0.05
LOOK_S = 0.2
SINGLE = 12  # runs that are made singly as well
KEYS = ("variable", "programme", "funder", "year")


@dataclass
class Seen:
    """What a process looked like on its way: share done -> memory, open files."""

    share: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    handles: list[int] = field(default_factory=list)

    def between(self, part: tuple[float, float], what: str) -> float:
        pairs = zip(self.share, getattr(self, what), strict=True)
        inside = [value for share, value in pairs if part[0] <= share <= part[1]]
        return statistics.median(inside) if inside else 0

    @property
    def growth(self) -> float:
        """By how much the memory of the end is above that of the settled process."""
        before = self.between(SETTLED, "memory")
        return self.between(LAST, "memory") / before - 1 if before else 0.0


def written(place: Path, codes: Sequence[str], **changes: str) -> Path:
    text = TEXT.replace("REGIONS", ", ".join(f'"{code}"' for code in codes))
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new)
    place.mkdir(parents=True, exist_ok=True)
    path = place / f"{NAME}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def regions(count: int) -> list[str]:
    """Return the codes of regions, evenly over the country."""
    with (ROOT / "data/processed/regions.csv").open(encoding="utf-8") as stream:
        codes = sorted(line["region"] for line in csv.DictReader(stream))
    return [codes[at * len(codes) // count] for at in range(count)]


def memory_of(pid: int) -> int:
    """Return the bytes a process holds in memory, 0 once it has ended."""
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    line = next((one for one in text.splitlines() if one.startswith("VmRSS")), "")
    return int(line.split()[1]) * 1024 if line else 0


def handles_of(pid: int) -> int:
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return 0


def below(pid: int) -> list[int]:
    """Return a process and all it started, and they."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(one) for one in task.read_text().split()]
        except OSError:
            continue
        found += [one for child in children for one in below(child)]
    return found


def watched(command: Sequence[str], done: Callable[[], float]) -> tuple[int, dict]:
    """Run a command; return its exit code and what its processes looked like."""
    seen: dict[int, Seen] = {}
    env = {**os.environ, "OMP_NUM_THREADS": "1", "IURAN_LANG": "en"}
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        share = done()
        for pid in below(process.pid):
            memory, handles = memory_of(pid), handles_of(pid)
            if memory and handles:
                one = seen.setdefault(pid, Seen())
                one.share.append(share)
                one.memory.append(memory)
                one.handles.append(handles)
        time.sleep(LOOK_S)
    return process.returncode, seen


def swept(file: Path, out: Path, workers: int, units: int) -> dict:
    """Run the sweep by the command; return what was seen of the busiest processes."""
    records = out / NAME / ".units"

    def done() -> float:
        return len(list(records.glob("*.json"))) / units

    words = ["sweep", str(file), "--out", str(out), "--workers", str(workers), "--yes"]
    started = time.perf_counter()
    code, seen = watched([sys.executable, "-m", "analysis", *words], done)
    # helpers that wait (a tracker of resources) hold little and do not grow
    busy = [one for one in seen.values() if one.between(LAST, "memory") > 2**26]
    return {
        "workers": workers,
        "exit_code": code,
        "seconds": round(time.perf_counter() - started, 1),
        "processes": len(busy),
        "memory_mb": [round(max(one.memory) / 2**20) for one in busy],
        "memory_growth": [round(one.growth, 4) for one in busy],
        "handles_settled": [one.between(SETTLED, "handles") for one in busy],
        "handles_last": [one.between(LAST, "handles") for one in busy],
    }


def single(file: Path, out: Path, codes: Sequence[str], place: Path) -> dict:
    """Make runs singly by ``iuran run`` and compare them with those of the sweep."""
    import pandas as pd

    from analysis.scenario.sweep_file import load_sweep

    asked, equal, numbers = load_sweep(file), 0, 0
    pairs = [(code, at) for code in codes for at in range(len(VARIANTS))]
    for code, at in pairs:
        scenario = asked.scenario(code, asked.cell(at))
        alone = place / code / f"{scenario.name}.yaml"
        alone.parent.mkdir(parents=True, exist_ok=True)
        alone.write_text(scenario.yaml_text(), encoding="utf-8")
        words = ["run", str(alone), "--numbers-only", "--out", str(place / code)]
        command = [sys.executable, "-m", "analysis", *words]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        table = place / code / scenario.name / "results.csv"
        one = pd.read_csv(table, dtype={"year": str})
        many = pd.read_parquet(
            out / NAME / "regions" / f"province={code[:2]}" / f"{code}.parquet"
        )
        wrong, count = differing(one, many[many["scenario"] == scenario.name])
        numbers += count
        equal += not wrong
        if wrong:
            print(f"{code} {scenario.name}: {wrong[:3]}")
    return {"runs": len(pairs), "equal": equal, "numbers_compared": numbers}


def differing(one, many) -> tuple[list[str], int]:
    """Return the numbers that differ between a single run and the sweep's, and all.

    Of claims that are drawn the sweep draws those of all groups at once; there the
    central path is compared.
    """
    whole = one[one["segment"] == "all"].set_index([*KEYS, "statistic"])["value"]
    wrong, count = [], 0
    for row in many.itertuples():
        drawn = row.variable in DRAWN_AT_ONCE
        for statistic in ("central",) if drawn else STATISTICS:
            value = getattr(row, statistic)
            if value != value:
                continue
            key = (row.variable, row.programme, row.funder, str(row.year), statistic)
            count += 1
            alone = whole.get(key)
            if alone is None or abs(alone - value) > 1e-9 * max(1.0, abs(value)):
                wrong.append(f"{' '.join(key)}: {alone} alone, {value} in the sweep")
    return wrong, count


STATISTICS = ("central", "mean", "p05", "p10", "p25", "p50", "p75", "p90", "p95")
DRAWN_AT_ONCE = {
    *("deaths", "accidents", "claims_count", "claims_idr", "claims_incurred_idr"),
    *("claims_outstanding_idr", "benefit_commitments_idr", "claim_ratio"),
    *("benefit_commitments_pv_idr", "underwriting_result_idr", "fund_balance_idr"),
    *("household_benefit_idr", "incurred_ratio"),
}


def passed(result: dict) -> bool:
    """Say whether memory and open files stay, and single runs are equal."""
    flat = all(
        run["exit_code"] == 0
        and run["processes"] >= 1
        and max(run["memory_growth"], default=1) <= MOST_GROWTH
        and run["handles_last"] == run["handles_settled"]
        for run in result["sweeps"]
    )
    alone = result["single"]
    return flat and alone["equal"] == alone["runs"] > 0


def measured(runs: int, workers: Sequence[int], single_runs: int) -> dict:
    """Sweep as often as ``workers`` says, and make some runs singly."""
    codes = regions(runs // len(VARIANTS))
    with tempfile.TemporaryDirectory(prefix="load-") as folder:
        place = Path(folder)
        file = written(place, codes)
        sweeps = [swept(file, place / f"out-{one}", one, len(codes)) for one in workers]
        some = codes[:: max(1, len(codes) // max(1, single_runs // len(VARIANTS)))]
        alone = single(file, place / f"out-{workers[0]}", some, place / "single")
    return {"runs": runs, "sweeps": sweeps, "single": alone}


def main() -> int:
    found = measured(RUNS, (1, 2), SINGLE)
    result = {"status": "passed" if passed(found) else "failed", **found}
    recorded.write(RESULTS, result)
    print(json.dumps(result, indent=1))
    return 0 if passed(found) else 1


if __name__ == "__main__":
    sys.exit(main())
