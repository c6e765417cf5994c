"""What a run was made from, and whether a run folder is still up to date.

Nothing heavy is imported here: a second ``make report`` only reads files and hashes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os.path
import platform
import re
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from analysis import paths

SCHEMA = 2  # of a run folder: CHANGELOG.md says what each one changed
FILE = "manifest.json"
FORM_SUFFIX = ".xlsx"
PACKAGES = (
    *("iuran", "numpy", "pandas", "scipy", "pyarrow", "pydantic", "matplotlib"),
    *("great-tables", "xlsxwriter", "openpyxl", "papermill", "nbconvert"),
    *("latex2mathml", "pillow", "python-docx", "ipykernel"),
)
CODE_SUFFIXES = {".py", ".po", ".mplstyle", ".css", ".html", ".js", ".yaml", ".csv"}
# what a scenario file may name beside itself: no path, no more letters than a file has
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}")
_READ_AT_MOST = 1_000_000  # bytes: the loader refuses more, and says so
_HASHED_AT_MOST = 10_000_000


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def combined(hashes: Mapping[str, str]) -> str:
    """Return one SHA-256 of many: of the sorted lines ``name hash``."""
    lines = "".join(f"{name} {digest}\n" for name, digest in sorted(hashes.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


@cache
def _tree(folder: Path, suffixes: frozenset[str]) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.suffix in suffixes)
    kept = [path for path in files if not _is_passing(path)]
    place = paths.shown(folder)
    return {
        f"{place}/{path.relative_to(folder).as_posix()}": sha256(path) for path in kept
    }


def _is_passing(path: Path) -> bool:
    """Say whether a file is Jupyter's own copy, or a half of one being written."""
    return ".ipynb_checkpoints" in path.parts or path.name.startswith(".tmp-")


def code_hash() -> str:
    """Return one SHA-256 over every source file of the package."""
    package = Path(__file__).resolve().parents[1]
    files = sorted(path for path in package.rglob("*") if path.suffix in CODE_SUFFIXES)
    return combined(
        {path.relative_to(package).as_posix(): sha256(path) for path in files}
    )


def shared_inputs() -> dict[str, str]:
    """Return path -> SHA-256 of what every run reads: data, law, notebooks."""
    files: dict[str, str] = {}
    for folder, suffixes in (
        (paths.PROCESSED, {".csv", ".json", ".parquet"}),
        (paths.PARAMETERS, {".yaml"}),
        (paths.NOTEBOOKS, {".ipynb"}),
    ):
        files |= _tree(folder, frozenset(suffixes))
    return files


def scenario_files(path: Path) -> list[Path]:
    """Return a scenario file and its ancestors, nearest first.

    Only the ``extends`` line is read; a missing or circular ancestor ends the list
    (the loader reports it with its own message).
    """
    found: list[Path] = []
    here: Path | None = path
    while here is not None and os.path.isfile(here) and here not in found:
        found.append(here)
        parent = parent_of(here)
        here = here.with_name(f"{parent}.yaml") if parent else None
    return found


def parent_of(path: Path) -> str | None:
    """Return the name a scenario file gives in its ``extends``, or None."""
    return top_level(path, "extends")


def top_level(path: Path, key: str) -> str | None:
    """Return the name a top-level key of a scenario file gives, without a YAML parser.

    Only for finding the files a run depends on; values are read, and what is wrong
    with them or with the file is told, by the loader.
    """
    if path.suffix.lower() == FORM_SUFFIX:
        return None
    for line in _beginning(path).splitlines():
        if line.startswith(f"{key}:"):
            value = line.removeprefix(f"{key}:").split("#")[0].strip().strip("\"'")
            is_name = _NAME.fullmatch(value) and value != "null"
            return value if is_name else None
    return None


def _beginning(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return stream.read(_READ_AT_MOST).decode("utf-8-sig", errors="replace")
    except OSError:
        return ""


def inputs_of(scenarios: Iterable[Path]) -> dict[str, str]:
    """Return path -> SHA-256 of everything a run of these scenarios depends on."""
    files = dict(shared_inputs())
    for scenario in scenarios:
        chain = scenario_files(scenario)
        regions = [file for one in chain for file in region_files(one)]
        own = [*chain, *(file for file in regions if file.is_file())]
        files |= {paths.shown(file): _digest(file) for file in own}
    return files


def _digest(path: Path) -> str:
    """Return the hash of a file, nothing of one the loader will refuse to read."""
    try:
        return sha256(path) if path.stat().st_size <= _HASHED_AT_MOST else ""
    except OSError:
        return ""


def region_files(scenario: Path) -> list[Path]:
    """Return the region files a scenario may read: of a form, which is no text, all."""
    if scenario.suffix.lower() == FORM_SUFFIX:
        return sorted(paths.REGIONS.glob("*.yaml"))
    return [paths.REGIONS / f"{top_level(scenario, 'region')}.yaml"]


@cache
def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that shape the numbers."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "missing"
    return found


def git_state() -> dict[str, Any]:
    """Return revision and dirty flag of the checkout; both None outside git."""
    revision = _git("rev-parse", "HEAD")
    changes = _git("status", "--porcelain") if revision else None
    return {"revision": revision, "dirty": None if changes is None else bool(changes)}


def _git(*words: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(paths.ROOT), *words],
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


def now() -> str:
    """Return the present moment in UTC, to the second, as ISO 8601."""
    moment = dt.datetime.now(dt.UTC).replace(microsecond=0)
    return moment.isoformat().replace("+00:00", "Z")


def request(scenarios: Iterable[Path], options: Mapping[str, Any]) -> dict[str, Any]:
    """Return what fixes the content of a run: inputs, code, versions and options."""
    inputs = inputs_of(scenarios)
    asked = {
        "schema": SCHEMA,
        "options": dict(options),
        "inputs": inputs,
        "code": code_hash(),
        "versions": versions(),
    }
    parts = {**inputs, "code": asked["code"]}
    parts["rest"] = json.dumps([asked["options"], asked["versions"]], sort_keys=True)
    return {**asked, "hash": combined(parts)}


def forget() -> None:
    """Forget the hashes of the files every run reads, so that they are read again."""
    _tree.cache_clear()


def write(folder: Path, content: Mapping[str, Any]) -> None:
    """Write the manifest of a complete folder: the last file before the rename."""
    whole = {
        "status": "ok",
        **content,
        "ended": now(),
        "git": git_state(),
        "outputs": outputs(folder),
    }
    text = json.dumps(whole, indent=2, ensure_ascii=False, sort_keys=True)
    (folder / FILE).write_text(text + "\n", encoding="utf-8", newline="\n")


def read(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a run folder, or None where there is no readable one."""
    try:
        content = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def schema_of(content: Mapping[str, Any]) -> int:
    """Return the schema a folder was written in; the first was called ``format``."""
    number = content.get("schema", content.get("format", 0))
    return number if isinstance(number, int) else 0


def is_current(folder: Path, asked: Mapping[str, Any]) -> bool:
    """Say whether ``folder`` already holds what ``asked`` would produce.

    True when the manifest says ok, was made from the same request (a full run also
    serves a request for numbers only, with or without those of the studies) and every
    file it lists is there as it was written.
    """
    found = read(folder)
    if found is None or found.get("status") != "ok":
        return False
    same = all(
        found.get(key) == asked[key] for key in ("schema", "inputs", "code", "versions")
    )
    if not (same and _serves(found.get("options"), asked["options"])):
        return False
    written = found.get("outputs")
    return isinstance(written, dict) and all(
        _is_as_written(folder / name, told) for name, told in written.items()
    )


def _serves(done: Any, asked: Mapping[str, Any]) -> bool:
    if not isinstance(done, dict):
        return False
    if asked.get("numbers_only"):
        ignored = {"numbers_only", "lang"}
        ignored |= set() if asked.get("analysis") else {"analysis"}
        done = {key: value for key, value in done.items() if key not in ignored}
        asked = {key: value for key, value in asked.items() if key not in ignored}
    return dict(done) == dict(asked)


def _is_as_written(path: Path, told: Any) -> bool:
    try:
        return sha256(path) == told
    except OSError:
        return False


def outputs(folder: Path) -> dict[str, str]:
    """Return relative path -> SHA-256 of every file of a run folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): sha256(path)
        for path in files
        if path.name != FILE
    }
