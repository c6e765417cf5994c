"""pyproject.toml, environment.yml and requirements.lock say the same."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from analysis.paths import ROOT

CONDA_NAMES = {"great_tables": "great-tables"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCK = (ROOT / "requirements.lock").read_text()


def bounds(requirements) -> dict[str, SpecifierSet]:
    parsed = map(Requirement, requirements)
    return {canonicalize_name(one.name): one.specifier for one in parsed}


def locked() -> dict[str, list[Version]]:
    found: dict[str, list[Version]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", LOCK, re.M):
        found.setdefault(canonicalize_name(name), []).append(Version(version))
    return found


def conda() -> dict[str, SpecifierSet]:
    content = yaml.safe_load((ROOT / "environment.yml").read_text())
    plain = [line for line in content["dependencies"] if isinstance(line, str)]
    renamed = [
        re.sub(r"^[\w.-]+", lambda m: CONDA_NAMES.get(m[0], m[0]), line)
        for line in plain
    ]
    return bounds(renamed)


RUNTIME = bounds(PROJECT["project"]["dependencies"])
GROUPS = bounds(
    line for group in PROJECT["dependency-groups"].values() for line in group
)


def test_conda_lists_every_runtime_package_with_the_same_bounds():
    environment = conda()
    assert {name: environment.get(name) for name in RUNTIME} == RUNTIME


def test_conda_lists_nothing_else():
    others = set(conda()) - set(RUNTIME)
    assert others == {"python", "pip", "setuptools"}


def test_conda_takes_the_same_python():
    assert conda()["python"] == SpecifierSet(PROJECT["project"]["requires-python"])


@pytest.mark.parametrize("name", sorted({**RUNTIME, **GROUPS}))
def test_locked_version_lies_within_the_bounds(name):
    versions = locked().get(name)
    assert versions, f"{name} is not in requirements.lock: make lock"
    allowed = {**RUNTIME, **GROUPS}[name]
    assert all(version in allowed for version in versions)


def test_every_locked_package_has_hashes():
    entries = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.M)[1:]
    assert all("--hash=sha256:" in entry for entry in entries)


def test_lock_names_no_index_and_no_folder():
    lines = [line for line in LOCK.splitlines() if not line.lstrip().startswith("#")]
    named = [line for line in lines if re.search(r"https?:|file:|^-|\s@\s|/", line)]
    assert named == []


def named_by_project() -> set[str]:
    entries = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.M)[1:]
    ours = [entry for entry in entries if re.search(r"#\s.*\biuran\b", entry)]
    return {canonicalize_name(entry.partition("==")[0]) for entry in ours}


def test_lock_was_made_from_this_list():
    assert named_by_project() == {*RUNTIME, *GROUPS}


def test_lock_is_fresh(tmp_path):
    """Compiling again changes nothing; without an index uv answers from its cache."""
    fresh = tmp_path / "requirements.lock"
    fresh.write_text(LOCK)
    words = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"]
    words += ["--python-version", "3.11", "--generate-hashes", "--no-header"]
    words += ["--no-emit-index-url", "--no-emit-find-links"]
    words += ["--group", "test", "--group", "site", "--group", "build"]
    words += ["--output-file", str(fresh), "pyproject.toml"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    unreachable = ("network", "not found in the cache", "client error (Connect)")
    cut_off = any(words in done.stderr for words in unreachable)
    assert done.returncode == 0 or cut_off, done.stderr
    pinned = re.compile(r"^[\w.-]+==\S+", re.M)
    assert pinned.findall(fresh.read_text()) == pinned.findall(LOCK)
