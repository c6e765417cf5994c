"""The manifest of a sweep: what the files of its folder were made from, and of whom."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis import paths
from analysis.errors import IuranError, MachineError, Problem, ScenarioError
from analysis.run import manifest, store, sweep_folder
from analysis.run import sweep_words as words
from analysis.run.sweep_unit import SCHEMA
from analysis.scenario.sweep_file import Sweep, load_sweep, sweep_file

OK, INCOMPLETE, RUNNING, STOPPED = "ok", "incomplete", "running", "stopped"
KIND = "sweep"


@dataclass(frozen=True)
class Asked:
    """A sweep with the bytes it was read from and the name of that file."""

    sweep: Sweep
    file: str
    content: bytes

    @property
    def digest(self) -> str:
        """Return the hash of the file as it was read."""
        return hashlib.sha256(self.content).hexdigest()


def read(path: Path | str) -> Asked:
    """Return the sweep of a file, which is not looked at again.

    Raises ScenarioError (the file is wrong), MachineError (it changed meanwhile).
    """
    file = sweep_file(path)
    before = sweep_folder.digest(file)
    asked = load_sweep(file)
    with sweep_folder.touched(file):
        found = Asked(asked, paths.shown(file), file.read_bytes())
    if found.digest != before:
        problem = Problem(found.file, "", "", words.FILE_CHANGED, words.RUN_AGAIN)
        raise MachineError(problem)
    return found


def refuse_others(asked: Asked, folder: Path) -> None:
    """Return if the folder is free, or holds this sweep's own work.

    Raises:
        MachineError: what lies there is no sweep's; nothing is touched.
        ScenarioError: another sweep file of the same name has finished work there.
    """
    if not sweep_folder.entries(folder):
        return
    found, shown = manifest.read(folder) or {}, paths.shown(folder)
    if found.get("kind") != KIND:
        first = sweep_folder.entries(folder)[0]
        raise MachineError(Problem(shown, "", first, *words.NOT_A_SWEEP))
    other = found.get("file", asked.file)
    if (
        other != asked.file
        and found.get("sweep_file") != asked.digest
        and sweep_folder.has_finished(folder)
    ):
        raise ScenarioError(Problem(asked.file, "", shown, *words.other_file(other)))


def write(
    asked: Asked,
    folder: Path,
    status: str,
    *,
    origin: Mapping[str, str],
    started: str,
    failures: Mapping[str, Sequence[Problem]],
    totals: Mapping[str, int],
) -> None:
    """Write the manifest; of a sweep that has come to its end, with every hash."""
    good = [code for code in asked.sweep.regions if code not in failures]
    content: dict[str, Any] = {
        "status": status,
        "kind": KIND,
        "schema": SCHEMA,
        **_described(asked, good),
        "made_from": dict(origin),
        "started": started,
        "ended": manifest.now(),
        "versions": manifest.versions(),
        "git": manifest.git_state(),
        "regions_in_totals": dict(totals),
        "failures": {
            code: [one.sentence("en") for one in problems]
            for code, problems in sorted(failures.items())
        },
    }
    if status in (OK, INCOMPLETE):
        content["units"] = {code: sweep_folder.record(folder, code) for code in good}
        content["outputs"] = _outputs(folder)
    text = json.dumps(content, indent=2, ensure_ascii=False, sort_keys=True)
    store.write_text(folder / manifest.FILE, text + "\n")


def is_closed(asked: Asked, folder: Path, origin: Mapping[str, str]) -> bool:
    """Say whether totals and tables of exactly this sweep are there already."""
    found = manifest.read(folder) or {}
    return (
        found.get("status") == OK
        and found.get("sweep_file") == asked.digest
        and found.get("made_from") == dict(origin)
        and found.get("outputs") == _outputs(folder)
    )


def _described(asked: Asked, good: Sequence[str]) -> dict[str, Any]:
    sweep, scenario = asked.sweep, None
    for code in good:
        with suppress(IuranError):
            scenario = sweep.scenario(code, sweep.cell(0))
            break
    common = ("first_year", "years", "draws", "seed")
    return {
        "name": sweep.name,
        "title": dict(sweep.title),
        "regions": len(sweep.regions),
        "scenarios": sweep.count,
        "file": asked.file,
        "sweep_file": asked.digest,
        **{name: getattr(scenario, name, None) for name in common},
    }


def _outputs(folder: Path) -> dict[str, str]:
    """Return name -> hash of the tables that stand beside the regions' files."""
    found = {name: sweep_folder.digest(folder / name) for name in sweep_folder.TABLES}
    return {name: digest for name, digest in found.items() if digest}
