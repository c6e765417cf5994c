"""What a run was made from, and whether a run folder is still up to date.

Nothing heavy is imported here: a second ``make report`` only reads files and hashes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import platform
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from analysis import paths
from analysis.run import dependencies

SCHEMA = 2  # of all but a sweep's folder: CHANGELOG.md says what each one changed
FILE = "manifest.json"
PACKAGES = (
    *("iuran", "numpy", "pandas", "scipy", "pyarrow", "pydantic", "matplotlib"),
    *("great-tables", "xlsxwriter", "openpyxl", "papermill", "nbconvert"),
    *("latex2mathml", "pillow", "python-docx", "ipykernel"),
)
CODE_SUFFIXES = {".py", ".po", ".mplstyle", ".css", ".html", ".js", ".yaml", ".csv"}
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


def inputs_of(
    scenarios: Iterable[Path], overrides: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return path -> SHA-256 of everything a run of these scenarios depends on."""
    files = dict(shared_inputs())
    own = [file for one in scenarios for file in dependencies.scenario_files(one)]
    regions = [file for one in own for file in dependencies.region_files(one)]
    regions += dependencies.overriding_region(overrides or {})
    found = [*own, *(file for file in regions if file.is_file())]
    return files | {paths.shown(file): _digest(file) for file in found}


def _digest(path: Path) -> str:
    """Return the hash of a file, nothing of one the loader will refuse to read."""
    try:
        return sha256(path) if path.stat().st_size <= _HASHED_AT_MOST else ""
    except OSError:
        return ""


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
    inputs = inputs_of(scenarios, options.get("overrides"))
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
    """Return the schema a folder was written in; the first was called ``format``.

    0 where nothing says it, and for a sweep's folder, which has schemas of its own.
    """
    if content.get("kind") == "sweep":
        return 0
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
