"""jalankan.bat and the wheelhouse recipe, as far as they can be checked elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
import typer.main

from analysis import cli
from analysis.paths import DOCS, ROOT

BYTES = (ROOT / "jalankan.bat").read_bytes()
LINES = BYTES.decode("ascii").split("\r\n")
PAGE = (DOCS / "windows.md").read_text(encoding="utf-8")
RECIPE = re.findall(r"^ {4}\.venv/bin/(.*)$", re.sub(r"\\\n +", "", PAGE), flags=re.M)


def options(*words):
    """Return the options that the help of a tool lists."""
    done = subprocess.run(
        [sys.executable, "-m", *words, "--help"], capture_output=True, text=True
    )
    return set(re.findall(r"--[a-z][a-z-]*", done.stdout + done.stderr))


def asked(text):
    return set(re.findall(r"(?<=\s)--[a-z][a-z-]*", text))


def test_the_file_is_short_plain_and_ends_its_lines_as_windows_does():
    assert len(LINES) <= 31  # 30 and what follows the last line end
    assert LINES[-1] == ""
    assert BYTES.count(b"\n") == BYTES.count(b"\r\n")
    assert all(len(line) < 120 for line in LINES)


def test_git_leaves_the_line_ends_alone():
    assert "* -text" in (ROOT / ".gitattributes").read_text().splitlines()


def test_it_calls_commands_that_exist():
    tasks = re.findall(r'set "?TASK=(\w+)', "\n".join(LINES))
    assert set(tasks) == {"form", "run"}
    assert set(tasks) <= set(typer.main.get_command(cli.app("id")).commands)
    assert [line for line in LINES if "-m analysis %TASK%" in line]


def test_it_jumps_to_labels_that_exist_and_names_files_that_exist():
    labels = {line[1:] for line in LINES if line.startswith(":")}
    jumps = set(re.findall(r"goto (\w+)", "\n".join(LINES)))
    assert jumps == labels
    for name in ("requirements.lock", "docs\\windows.md"):
        assert name in "\n".join(LINES)
        assert (ROOT / name.replace("\\", "/")).is_file()


def test_variables_are_set_before_they_are_used():
    known = {"~dp0", "~1", "~x1", "~f1", "v"}
    for line in LINES:
        if line.startswith("rem"):
            continue
        used = set(re.findall(r"%(\w+)%", line))
        assert used <= known, line
        known |= set(re.findall(r'set "?(\w+)=', line))


def test_it_looks_for_every_python_the_project_takes_and_prefers_the_wheelhouse_one():
    asked_for = re.search(r"in \(([\d. ]+)\)", "\n".join(LINES))[1].split()
    assert asked_for[-1] == "3.11"  # the last one found is taken
    text = (ROOT / "pyproject.toml").read_text()
    assert 'requires-python = ">=3.11,<3.14"' in text
    assert set(asked_for) == {"3.11", "3.12", "3.13"}
    assert all("--python-version 3.11" in line for line in RECIPE)


def test_the_options_are_options_of_pip_and_uv():
    install = [line for line in LINES if "--" in line and not line.startswith("rem")]
    assert asked(" " + " ".join(install)) <= options("pip", "install")
    compiling, downloading = RECIPE
    assert asked(compiling) <= options("uv", "pip", "compile")
    assert asked(downloading) <= options("pip", "download")


def test_the_recipe_fits_the_file_and_the_lock():
    out = re.search(r"--output-file (\S+)", RECIPE[0])[1]
    assert out.replace("/", "\\") in "\n".join(LINES)
    assert f"-r {out}" in RECIPE[1]
    assert "--constraints requirements.lock" in RECIPE[0]
    locked = (ROOT / "requirements.lock").read_text()
    for only_windows in ("colorama", "pywinpty"):
        entry = re.search(rf"^{only_windows}==.*$", locked, flags=re.M)[0]
        assert re.search(r"win32|Windows|'nt'", entry)


@pytest.mark.parametrize("target", ["form", "report", "site"])
def test_what_make_does_for_planners_has_a_line_without_make(target):
    makefile = (ROOT / "Makefile").read_text()
    assert f"$(IURAN) {target}\n" in makefile
    assert f"    .venv\\Scripts\\python -m analysis {target}\n" in PAGE
