"""The folder of a sweep: what is finished in it, and how a unit gets there.

    OUT/<sweep>/regions/province=36/3672.parquet   what people read
    OUT/<sweep>/.units/3672.json                   what a finished unit was made from
    OUT/<sweep>/.units/3672.csv                    its rows of regions.csv
    OUT/<sweep>/.draws/3672.parquet                its draws, until they are summed

A unit is finished when its record is there and agrees with the files; the record is
written last, so whatever ends a sweep, a unit is finished or not there.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analysis import paths, refusals
from analysis.errors import MachineError, Problem
from analysis.run import manifest, store
from analysis.run import sweep_words as words
from analysis.run.sweep_unit import DRAWS, REGION, ROWS, SCHEMA, Done
from analysis.scenario.sweep_file import Sweep

REGIONS, RECORDS, DRAWN, SUMS = "regions", ".units", ".draws", ".sums"
TOTALS, COPY = "totals.parquet", "sweep.yaml"
ROWS_TABLE, SCENARIOS = "regions.csv", "scenarios.csv"
TABLES = (ROWS_TABLE, SCENARIOS, TOTALS, COPY)
# the names a sweep gives to its files: nothing else is ever deleted
_UNIT = re.compile(r"\d{4}\.(json|csv|parquet)").fullmatch
_HALF = re.compile(r"\.tmp-[\w.-]+-\d+").fullmatch
_PROVINCE = re.compile(r"province=\d\d").fullmatch
_NOT_READ = ("notebooks/",)  # inputs of a run that no number of a sweep rests on


def province_of(code: str) -> str:
    """Return the province of a region: the first two digits of its code."""
    return code[:2]


def region_file(folder: Path, code: str) -> Path:
    """Return the file of a region in the dataset partitioned by province."""
    return folder / REGIONS / f"province={province_of(code)}" / f"{code}.parquet"


def draws_file(folder: Path, code: str) -> Path:
    """Return the file of a region's draws that wait for the sum of their province."""
    return folder / DRAWN / f"{code}.parquet"


def rows_file(folder: Path, code: str) -> Path:
    """Return the file of a region's rows in the table of all regions."""
    return folder / RECORDS / f"{code}.csv"


def made_from() -> dict[str, str]:
    """Return the hashes of what every unit rests on: inputs, code, versions."""
    inputs = manifest.shared_inputs()
    read = {k: v for k, v in inputs.items() if not k.startswith(_NOT_READ)}
    versions = json.dumps(manifest.versions(), sort_keys=True)
    return {
        "inputs": manifest.combined(read),
        "code": manifest.code_hash(),
        "versions": hashlib.sha256(versions.encode()).hexdigest(),
    }


def keys(sweep: Sweep, origin: Mapping[str, str]) -> dict[str, str]:
    """Return region -> hash of all that fixes its numbers, and only of that.

    The other regions are no part of it: a region added leaves the others finished.
    """
    shared = [SCHEMA, dict(origin), sweep.content(), is_summed(sweep)]
    found = {}
    for code in sweep.regions:
        own = paths.REGIONS / f"{code}.yaml"
        facts = manifest.sha256(own) if own.is_file() else ""
        text = json.dumps([*shared, code, facts], sort_keys=True)
        found[code] = hashlib.sha256(text.encode()).hexdigest()
    return found


def digest(path: Path) -> str:
    """Return the hash of a file, nothing where it cannot be read."""
    try:
        return manifest.sha256(path)
    except OSError:
        return ""


def is_summed(sweep: Sweep) -> bool:
    """Say whether there is anything to add up: more than one region."""
    return len(sweep.regions) > 1


def keep(folder: Path, done: Done, key: str) -> None:
    """Write the files of a finished unit, each in one step, and its record last.

    Raises MachineError where the folder cannot be written.
    """
    _record_file(folder, done.region).unlink(missing_ok=True)
    for name, content in sorted(done.files.items()):
        store.write_bytes(_file(folder, done.region, name), content)
    hashes = {n: hashlib.sha256(c).hexdigest() for n, c in done.files.items()}
    facts = {"key": key, "rows": done.rows, "seconds": round(done.seconds, 3)}
    text = json.dumps({**facts, "sha256": hashes}, sort_keys=True)
    store.write_text(_record_file(folder, done.region), text + "\n")


def record(folder: Path, code: str) -> dict[str, Any]:
    """Return what is written down of a finished unit, empty if it is not finished."""
    try:
        found = json.loads(_record_file(folder, code).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def is_finished(folder: Path, code: str, key: str, summed: Iterable[str]) -> bool:
    """Say whether a unit was made from ``key`` and its files are as they were written.

    ``summed``: the regions whose draws are in the sum of their province already.
    """
    found = record(folder, code)
    if found.get("key") != key:
        return False
    hashes = dict(found.get("sha256", {}))
    if code in summed:
        hashes.pop(DRAWS, None)
    return REGION in hashes and all(
        digest(_file(folder, code, name)) == told for name, told in hashes.items()
    )


def entries(folder: Path) -> list[str]:
    """Return the names of what lies in the folder, without half of a manifest."""
    with touched(folder):
        found = sorted(one.name for one in folder.iterdir()) if folder.exists() else []
    return [name for name in found if not name.startswith(f".tmp-{manifest.FILE}-")]


def has_finished(folder: Path) -> bool:
    """Say whether any region was finished in this folder."""
    return any(one.name for one in (folder / RECORDS).glob("*.json"))


def drop(folder: Path, code: str) -> None:
    """Delete the record of a region: it is no longer finished."""
    _record_file(folder, code).unlink(missing_ok=True)


def clear(folder: Path, finished: Iterable[str]) -> None:
    """Delete what no finished unit stands for, and what dead sweeps left behind.

    Totals and tables go as well: they are written anew when all is finished. Only
    files named as a sweep names them are deleted, whatever else lies here.
    """
    kept = set(finished)
    places = [folder / name for name in (RECORDS, DRAWN, SUMS)]
    provinces = [one for one in folder.glob(f"{REGIONS}/*") if _PROVINCE(one.name)]
    for path in _own_files([folder]):
        if path.name in TABLES or _HALF(path.name):
            path.unlink()
    for path in _own_files([*places, *provinces]):
        is_unit = _UNIT(path.name) is not None and path.parent.name != SUMS
        if _HALF(path.name) or (is_unit and path.stem not in kept):
            path.unlink()
    for place in provinces:
        if place.is_dir() and not place.is_symlink() and not any(place.iterdir()):
            place.rmdir()


def _own_files(places: Iterable[Path]) -> list[Path]:
    """Return the files that lie in the folders themselves, links left out."""
    own = [one for one in places if one.is_dir() and not one.is_symlink()]
    found = [path for place in own for path in place.iterdir()]
    return [path for path in found if path.is_file() and not path.is_symlink()]


@contextmanager
def touched(place: Path) -> Iterator[None]:
    """Turn what a disk refuses, or gives back damaged, into a message with a remedy."""
    from pyarrow import ArrowException

    try:
        with refusals.told(place):
            yield
    except (OSError, ArrowException) as error:
        what = getattr(error, "strerror", None) or str(error).split("\n")[0][:120]
        problem = Problem(paths.shown(place), "", what, *words.DAMAGED)
        raise MachineError(problem) from error


def _record_file(folder: Path, code: str) -> Path:
    return folder / RECORDS / f"{code}.json"


def _file(folder: Path, code: str, name: str) -> Path:
    place = {REGION: region_file, DRAWS: draws_file, ROWS: rows_file}[name]
    return place(folder, code)
