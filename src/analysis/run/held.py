"""What a comparison is made of: scenario files, and runs that folders hold."""

from __future__ import annotations

import csv
import os.path
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis import paths
from analysis.errors import Problem, ScenarioError
from analysis.run import advice, manifest

RESOLVED, RESULTS = "scenario.yaml", "results.csv"
FILES = (manifest.FILE, RESOLVED, RESULTS)
NEEDED = {
    **dict.fromkeys(("name", "started", "code"), str),
    **dict.fromkeys(("inputs", "versions", "outputs"), dict),
}
_BILL = {
    "variable": "contributions_idr",
    "statistic": "central",
    "segment": "all",
    "programme": "all",
    "funder": "apbd",
}


@dataclass(frozen=True)
class Item:
    """One thing to compare: its name, its scenario file, and what a folder held.

    ``held``: for a run folder the fields of ``study.together.Stored`` as plain values,
    and the ``hash`` of the files they were read from; else None.
    """

    name: str
    file: Path
    held: Mapping[str, Any] | None = None

    @property
    def stored(self) -> dict[str, Any] | None:
        """Return what a notebook is told of the run folder, None for a file."""
        if self.held is None:
            return None
        kept = {key: self.held[key] for key in ("made", "changed", "bill_idr")}
        return {"name": self.name, **kept}


def of_files(files: Sequence[Path]) -> list[Item]:
    """Return scenario files as things to compare."""
    return [Item(file.stem, file) for file in files]


def named(words: Sequence[str]) -> list[Item]:
    """Return what a user means by paths, names and run folders, names made distinct.

    A run folder whose name another one has is called by its day as well.

    Raises:
        ScenarioError: there is no such scenario, or a folder holds no finished run.
    """
    found = [_named(word) for word in words]
    times = Counter(item.name for item in found)
    taken = {item.name for item in found if item.held is None}
    return [
        _distinct(item, taken) if item.held and times[item.name] > 1 else item
        for item in found
    ]


def _named(word: str) -> Item:
    folder = Path(word)
    if os.path.isdir(folder) and (folder != Path(folder.name) or manifest.read(folder)):
        return _held(folder)
    from analysis.scenario.load import scenario_file

    file = scenario_file(word)
    return Item(file.stem, file)


def _distinct(item: Item, taken: set[str]) -> Item:
    """Return the item under a name nobody has, and take it."""
    dated = f"{item.name[:48]}-{item.held['made'].replace('-', '')}"
    numbered = (f"{dated}-{number}" for number in range(2, len(taken) + 3))
    name = next(one for one in (dated, *numbered) if one not in taken)
    taken.add(name)
    return replace(item, name=name)


def _held(folder: Path) -> Item:
    found, file = manifest.read(folder) or {}, folder / RESOLVED
    _refuse_other_schema(folder, found)
    bills = _bills(folder / RESULTS)
    complete = found.get("status") == "ok" and _has_needed(found)
    if not (complete and file.is_file() and bills):
        raise ScenarioError(Problem(paths.shown(folder), "", "", *advice.NO_RUN))
    _refuse_touched(folder, found)
    held = {
        "made": str(found["started"])[:10],
        "changed": _changed(found, file),
        "bill_idr": bills,
        "hash": manifest.combined(
            {name: manifest.sha256(folder / name) for name in FILES}
        ),
    }
    return Item(str(found["name"]), file, held)


def _has_needed(found: Mapping[str, Any]) -> bool:
    return all(isinstance(found.get(key), kind) for key, kind in NEEDED.items())


def _refuse_other_schema(folder: Path, found: Mapping[str, Any]) -> None:
    schema = manifest.schema_of(found)
    if found.get("status") == "ok" and schema not in (0, manifest.SCHEMA):
        said = advice.of_schema(schema, manifest.SCHEMA)
        where = f"{manifest.FILE}: schema"
        raise ScenarioError(Problem(paths.shown(folder), where, str(schema), *said))


def _refuse_touched(folder: Path, found: Mapping[str, Any]) -> None:
    """Refuse numbers that are not those the run wrote."""
    for name in (RESOLVED, RESULTS):
        if found["outputs"].get(name) != manifest.sha256(folder / name):
            place = f"{paths.shown(folder)}/{name}"
            raise ScenarioError(Problem(place, "", "", *advice.TOUCHED))


def _changed(found: Mapping[str, Any], file: Path) -> list[str]:
    """Return what differs between then and now, of ``together.WHAT_CHANGED``."""
    pairs = {
        "code": (found["code"], manifest.code_hash()),
        "data": (_data(found["inputs"]), _data(manifest.inputs_of([file]))),
        "versions": (found["versions"], manifest.versions()),
    }
    return [name for name, (then, now) in pairs.items() if then != now]


def _data(inputs: Mapping[str, str]) -> dict[str, str]:
    folders = (paths.PROCESSED, paths.PARAMETERS, paths.REGIONS)
    starts = tuple(f"{paths.shown(folder)}/" for folder in folders)
    return {name: sha for name, sha in inputs.items() if name.startswith(starts)}


def _bills(path: Path) -> dict[str, float]:
    """Return year -> the general APBD's bill of a stored long table, {} without one."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return {
                line["year"]: float(line["value"])
                for line in csv.DictReader(stream)
                if all(line.get(key) == value for key, value in _BILL.items())
            }
    except (OSError, ValueError, KeyError, TypeError, csv.Error):
        return {}  # gone, cut, or saved again by a spreadsheet
