"""Headline numbers of the shipped scenarios, and what moved between versions and why.

``headlines.json`` holds the numbers of the version last recorded, ``moved.json`` every
step from one version to the next, the newest first: each number before and after, and
the reason. ``make baseline`` prints what has moved since the last step;

    make baseline VERSION=0.2.0 WHY="claims_* deaths: single years of age"

records it. Reasons are ``patterns: text``, several apart by `` | ``; one that moved
and that no pattern names is refused: nothing moves without a reason.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import json
import math
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import redirect_stdout
from fnmatch import fnmatchcase
from pathlib import Path

HERE = Path(__file__).parent
HEADLINES, MOVED = HERE / "headlines.json", HERE / "moved.json"
BASELINES = tuple(f"{c}-baseline" for c in ("bogor", "cilegon", "cirebon", "serang"))
VARIABLES = (
    *("eligible", "members_end", "coverage_rate", "people_left_out"),
    *("contributions_idr", "uncut_bill_idr", "ceiling_idr", "headroom_idr"),
    *("base_idr", "burden_share", "breach_probability", "required_cut_share"),
    *("spreadsheet_bill_idr", "exposure_member_months", "deaths", "accidents"),
    *("claims_incurred_idr", "claims_idr", "benefit_commitments_idr"),
    *("fund_balance_idr", "household_benefit_idr"),
)
FUNDERS = {"all", "apbd"}
STATISTICS = ("central", "p05", "p50", "p95")
SAME = 1e-12  # of a number: processors of two families differ in the last digits

Numbers = dict[str, float]


def headlines(results: Path) -> Numbers:
    """Return the headline numbers of a results.csv: first and last year, all groups."""
    with results.open(encoding="utf-8", newline="") as stream:
        lines = [line for line in csv.DictReader(stream) if _is_headline(line)]
    years = {line["year"] for line in lines} - {"all"}
    ends = {min(years), max(years)}
    return {
        " ".join(
            [line["variable"], line["funder"], line["year"], line["statistic"]]
        ): float(line["value"])
        for line in lines
        if line["year"] in ends
    }


def _is_headline(line: Mapping[str, str]) -> bool:
    whole = line["segment"] == line["programme"] == "all"
    known = line["variable"] in VARIABLES and line["statistic"] in STATISTICS
    return whole and known and line["funder"] in FUNDERS


def shipped() -> list[str]:
    return sorted(path.stem for path in (HERE.parents[1] / "scenarios").glob("*.yaml"))


def computed(names: Iterable[str], out: Path) -> dict[str, Numbers]:
    """Run scenarios by the command; of those that are no baseline the central path."""
    from analysis.__main__ import main as iuran

    found = {}
    for name in names:
        draws = [] if name in BASELINES else ["--draws", "0"]
        words = ["run", name, "--numbers-only", "--out", str(out), *draws]
        with redirect_stdout(io.StringIO()):
            code = iuran(words)
        if code:
            raise SystemExit(f"{name}: exit {code}")
        found[name] = headlines(out / name / "results.csv")
    return found


def difference(
    before: Mapping[str, Numbers], after: Mapping[str, Numbers]
) -> dict[str, list[float | None]]:
    """Return ``scenario number`` -> [before, after] of every number that moved.

    None where there was, or is, no such number.
    """
    moved = {}
    for name in sorted({*before, *after}):
        old, new = before.get(name, {}), after.get(name, {})
        for key in sorted({*old, *new}):
            pair = old.get(key), new.get(key)
            if None in pair or not math.isclose(*pair, rel_tol=SAME, abs_tol=SAME):
                moved[f"{name} {key}"] = list(pair)
    return moved


def reasons(text: str) -> list[dict[str, str]]:
    """Return ``patterns: why`` of each part of ``text``."""
    parts = [part.partition(":") for part in text.split(" | ")]
    if not all(colon and why.strip() for _, colon, why in parts):
        raise SystemExit('a reason is written "patterns: why", several apart by " | "')
    return [{"what": what.strip(), "why": why.strip()} for what, _, why in parts]


def unexplained(moved: Iterable[str], why: Sequence[Mapping[str, str]]) -> list[str]:
    """Return the numbers that moved and that no reason names.

    A pattern names a variable; ``scenario/variable`` one of some scenarios only.
    """
    patterns = [one for reason in why for one in reason["what"].split()]
    return [key for key in moved if not any(_named(key, one) for one in patterns)]


def _named(key: str, pattern: str) -> bool:
    scenario, variable = key.split()[:2]
    where, slash, what = pattern.rpartition("/")
    here = fnmatchcase(scenario, where) if slash else True
    return here and fnmatchcase(variable, what)


def read(path: Path) -> dict | list:
    return json.loads(path.read_text(encoding="utf-8"))


def recorded() -> dict[str, Numbers]:
    """Return scenario -> headline numbers of the version last recorded."""
    return read(HEADLINES)["numbers"]


def record(version: str, why: str, now: Mapping[str, Numbers]) -> None:
    """Write the numbers of ``now`` as those of ``version``, and what moved."""
    moved, told = difference(recorded(), now), reasons(why)
    if left := unexplained(moved, told):
        raise SystemExit("\n".join(["these moved without a reason:", *left[:20]]))
    day = f"{dt.datetime.now(dt.UTC):%Y-%m-%d}"
    step = {"version": version, "date": day, "why": told, "moved": moved}
    write(MOVED, [step, *read(MOVED)])
    write(HEADLINES, {"version": version, "date": day, "numbers": dict(now)})


def write(path: Path, content: dict | list) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def show(moved: Mapping[str, Sequence[float | None]], limit: int = 60) -> None:
    """Print numbers before and after, and by how much they moved."""
    for key, (old, new) in list(moved.items())[:limit]:
        by = f"{new / old - 1:+.2%}" if old and new else ""
        print(f"  {key:64} {_text(old):>22} -> {_text(new):>22} {by}")
    if len(moved) > limit:
        print(f"  ... and {len(moved) - limit} more")


def _text(value: float | None) -> str:
    return "-" if value is None else f"{value:,.6g}" if value < 1e4 else f"{value:,.0f}"


def history() -> None:
    """Print every step from one version to the next."""
    for step in read(MOVED):
        print(f"{step['version']} ({step['date']}): {len(step['moved'])} numbers moved")
        for reason in step["why"]:
            print(f"  because, {reason['what']}: {reason['why']}")
        show(step["moved"], limit=8)


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--version", default="", help="record as this version")
    parser.add_argument("--why", default="", help='"patterns: why | patterns: why"')
    parser.add_argument("--history", action="store_true", help="print all steps")
    parser.add_argument("--reports", type=Path, help="read these run folders instead")
    asked = parser.parse_args(words)
    if asked.history:
        history()
        return 0
    held = recorded()
    with tempfile.TemporaryDirectory(prefix="baseline-") as place:
        now = _now(held, asked.reports, Path(place))
    if asked.reports:  # of a full run there are draws where none are recorded
        now = {name: {k: now[name].get(k) for k in held[name]} for name in held}
    moved = difference(held, now)
    print(f"{len(moved)} of {sum(map(len, held.values()))} headline numbers moved")
    show(moved)
    if asked.version and not asked.reports:
        record(asked.version, asked.why, now)
        return 0
    return 1 if moved else 0


def _now(held: Iterable[str], reports: Path | None, place: Path) -> dict[str, Numbers]:
    if reports is None:
        return computed(shipped(), place)
    return {name: headlines(reports / name / "results.csv") for name in held}


if __name__ == "__main__":
    sys.exit(main())
