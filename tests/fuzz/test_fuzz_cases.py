"""What the fuzzer found stays found: every kept case, and that it finds anything."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import fuzz_bytes
import fuzz_readers
import fuzz_rules
import fuzz_run
import pytest
from fuzz_readers import READERS, Seen

HERE = Path(__file__).resolve().parent
KNOWN = json.loads((fuzz_run.CASES / fuzz_run.INDEX).read_text(encoding="utf-8"))
# a reader that forgets that a key may be missing: file, check, what is left of it
PLANTED = (
    "scenario/messages.py",
    '    if node is None:\n        return ""\n',
    "",
)
SOUND = "a.yaml: key (found: 1): This is wrong. Remedy: Write 2."


def test_every_case_is_listed_and_every_listed_case_is_there():
    kept = {
        path.relative_to(fuzz_run.CASES).as_posix()
        for path in fuzz_run.CASES.rglob("*")
        if path.is_file() and path.name != fuzz_run.INDEX
    }
    assert kept == set(KNOWN)
    assert all(one["at"] and one["was"] for one in KNOWN.values())


@pytest.mark.parametrize("name", sorted({file.partition("/")[0] for file in KNOWN}))
def test_what_was_found_once_holds_now(project, name):
    words = ["--replay", name, str(project), str(fuzz_run.CASES)]
    done = worker(words, fuzz_readers.environment(project), project)
    told = json.loads(done.stdout)
    assert len(told) == 2 * sum(file.startswith(f"{name}/") for file in KNOWN)
    assert {file: wrong for file, wrong in told.items() if wrong} == {}


def worker(words, env, folder):
    done = subprocess.run(
        [sys.executable, str(HERE / "fuzz_worker.py"), *words],
        env=env,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done


def test_a_reader_without_a_check_is_found_out(project, tmp_path):
    """A fuzzer that finds nothing in a broken product finds nothing in a sound one."""
    source = shutil.copytree(fuzz_readers.CHECKOUT / "src", tmp_path / "src")
    name, check, left = PLANTED
    path = source / "analysis" / name
    text = path.read_text(encoding="utf-8")
    assert check in text
    path.write_text(text.replace(check, left), encoding="utf-8")
    env = fuzz_readers.environment(project)
    env["PYTHONPATH"] = env["PYTHONPATH"].replace(
        str(fuzz_readers.CHECKOUT / "src"), str(source)
    )
    worker(["scenario", str(project), "10", "1", "1"], env, project)
    found = json.loads((project / "stats.json").read_text(encoding="utf-8"))
    assert any("exit code 5" in one["was"] for one in found["found"].values()), found


@pytest.mark.parametrize(
    ("seen", "complaint"),
    [
        (Seen(3, "", SOUND, 0.1), ""),
        (Seen(0, "read", "", 0.1), ""),
        (Seen(5, "", "A defect of ours (ValueError).", 0.1), "exit code 5"),
        (Seen(4, "", SOUND, 0.1), "exit code 4"),
        (Seen(3, "", f"Traceback (most recent call last)\n{SOUND}", 0.1), "traceback"),
        (Seen(3, "", "", 0.1), "0 lines"),
        (Seen(3, "", f"{SOUND}\n" * 30, 0.1), "30 lines"),
        (Seen(3, "", "a.yaml: This is wrong.", 0.1), "no remedy"),
        (Seen(3, "", SOUND.replace("a.yaml", "b"), 0.1), "not named"),
        (Seen(3, "", SOUND.replace("1", "\x1b[2J"), 0.1), "not printable"),
        (Seen(3, "", SOUND.replace("1", "9" * 9_000), 0.1), "letters"),
        (Seen(3, "", SOUND, 99.0), "slow"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_is_not_as_promised_is_seen(seen, complaint):
    found = fuzz_rules.wrong(READERS["scenario"], seen, "scenarios/a.yaml")
    assert (complaint in found) if complaint else found == ""


def test_every_way_of_spoiling_changes_something():
    from random import Random

    cells = b"".join(b'<c r="A%d" t="s"><v>%d</v></c>' % (n, n) for n in range(4))
    data = b'schema: 1\nname: "x"\n1,2,3\n<row r="1">' + cells + b"</row>\n"
    ways = {*fuzz_bytes.YAML, *fuzz_bytes.CSV, *fuzz_bytes.XML, fuzz_bytes.blown}
    for way in ways:
        rng = Random(way.__name__)
        changed = {way(rng, data, [b"other: 2\n"]) for _ in range(100)} - {data}
        assert len(changed) > 3, (way.__name__, len(changed))
