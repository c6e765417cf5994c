"""Tables, forms and runs written by several, or killed in the middle of it."""

from __future__ import annotations

import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from faults import driver
from faults.driver import EARLIER, QUICK, digest, leftovers, quick
from faults.rawfiles import WAGES, raw, row_of, set_cells

TOUCHES = ("open", "os.rename", "os.remove", "os.mkdir", "os.link")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
VOUCHES = "manifest.json"
NAMES = ("a.csv", "b.csv", "c.csv", VOUCHES)
FORM = b"schema: 1\n" * 1000


def build(folder: Path, content: str = "new") -> None:
    """Put four tables down as `iuran data` does."""
    from analysis.evidence.writing import all_at_once

    all_at_once({folder / name: content.encode() * 999 for name in NAMES}, folder)


def fill_in(folder: Path) -> None:
    """Write a file of the user's as forms, region files and forecasts are written."""
    from analysis.run import newfile

    newfile.write(folder / "7401.yaml", FORM)


def spoilt(work, folder: Path, way: str, at: int) -> int:
    """Do ``work`` in a process that ends at its ``at``-th write; return its code."""
    told = (work, folder, way, at)
    child = driver._forking().Process(target=_spoilt, args=told)
    child.start()
    child.join(driver.IN_TIME)
    return child.exitcode


def _spoilt(work, folder: Path, way: str, at: int) -> None:
    sys.path.insert(0, driver.source())
    seen = 0

    def hook(event: str, given: tuple) -> None:
        nonlocal seen
        if event not in TOUCHES or not str(given[0]).startswith(str(folder)):
            return
        if event == "open" and not (given[2] or 0) & WRITING:
            return
        seen += 1
        if seen == at and way == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if seen == at:
            raise KeyboardInterrupt if way == "stop" else OSError(28, "No space left")

    sys.addaudithook(hook)
    code = 0
    try:
        work(folder)
    except BaseException:
        code = 4
    os._exit(code)


def states(folder: Path) -> list[str]:
    """Return of each table which build it is of; a torn one is none of them."""
    known = {word.encode() * 999: word for word in ("old", "new", "one", "two")}
    return [known.get((folder / name).read_bytes(), "torn") for name in NAMES]


@pytest.mark.parametrize(
    "way",
    [
        pytest.param("kill", marks=pytest.mark.fault("R2.data")),
        pytest.param("stop", marks=pytest.mark.fault("R3.data")),
        pytest.param("full", marks=pytest.mark.fault("R4.data")),
    ],
)
def test_a_build_that_ends_at_any_write(tmp_path, way):
    """What vouches for the tables is never newer than one of them."""
    ended = []
    for at in range(1, 20):
        folder = tmp_path / str(at)
        folder.mkdir()
        build(folder, "old")
        ended.append(spoilt(build, folder, way, at))
        found = states(folder)
        assert "torn" not in found
        assert found[-1] == "old" or set(found) == {"new"}, (at, found)
        assert way == "kill" or leftovers(folder) == []
        build(folder, "new")
        assert states(folder) == ["new"] * 4
        assert leftovers(folder) == []
    assert ended.count(-9 if way == "kill" else 4) >= 8
    assert ended[-1] == 0, "every write was tried"


@pytest.mark.fault("R7.data")
def test_two_builds_at_once(tmp_path):
    for _ in range(5):
        with ThreadPoolExecutor(2) as both:
            list(both.map(lambda word: build(tmp_path, word), ("one", "two")))
        assert len(set(states(tmp_path))) == 1
    assert leftovers(tmp_path) == []


CHANGED, NEXT = "minimum_wages.csv", "sources.csv"  # in the order of writing
KILLED = f"""
import os, signal
replace = os.replace
def killed(path, target, **more):
    if os.path.basename(target) == {NEXT!r}:
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(path, target, **more)
os.replace = killed
"""


@pytest.mark.fault("R2.data")
def test_the_command_is_killed_between_two_tables(project):
    """The next run takes no mixture for data; the next build mends it."""
    wages = raw(project, WAGES)
    good = wages.read_bytes()
    before = digest(project / "data" / "processed")
    row = row_of(wages, "3672")
    set_cells(wages, "umk_idr_m", {row: "4000000"})
    assert quick(project, ["data"], code=KILLED).code == -9
    wages.write_bytes(good)
    now = digest(project / "data" / "processed")
    assert now[CHANGED] != before[CHANGED]
    assert now[VOUCHES] == before[VOUCHES]
    seen = quick(project, ["run", EARLIER, *QUICK, "--force"])
    assert seen.code == 2, seen.said
    assert "not the one built from the raw data" in seen.err
    assert "make data" in seen.err
    assert quick(project, ["data"]).code == 0
    assert digest(project / "data" / "processed") == before
    assert leftovers(project / "data") == []


@pytest.mark.fault("R2.files")
def test_a_file_of_the_user_killed_at_any_write(tmp_path):
    ended = []
    for at in range(1, 12):
        folder = tmp_path / str(at)
        folder.mkdir()
        ended.append(spoilt(fill_in, folder, "kill", at))
        file = folder / "7401.yaml"
        assert not file.exists() or file.read_bytes() == FORM
        assert list(folder.glob("*.yaml")) == ([file] if file.exists() else [])
        if not file.exists():
            for left in leftovers(folder):
                os.utime(folder / left, (1, 1))
            fill_in(folder)
            assert leftovers(folder) == []
    assert ended[0] == -9
    assert ended[-1] == 0, "every write was tried"


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path, monkeypatch):
    from analysis.errors import MachineError

    link = os.link

    def late(source, target):
        Path(target).write_text("mine")
        link(source, target)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(MachineError, match="in the way"):
        fill_in(tmp_path)
    assert (tmp_path / "7401.yaml").read_text() == "mine"
    assert leftovers(tmp_path) == []


SLOW = """
import time
from pathlib import Path
from analysis.run import files
write = files.write_results
def slow(results, folder):
    write(results, folder)
    until = time.monotonic() + {most}
    while time.monotonic() < until and not Path({ended!r}).exists():
        time.sleep(0.02)
files.write_results = slow
"""
BRIEF = """
from analysis.run import store
store.locked.__wrapped__.__defaults__ = (0.5, store.texts.BUSY)
"""


def at_once(*commands):
    """Run commands at once; return what each did."""
    with ThreadPoolExecutor(len(commands)) as pool:
        return [one.result() for one in [pool.submit(command) for command in commands]]


@pytest.mark.fault("R7.same")
@pytest.mark.parametrize(
    ("code", "ends", "most"), [("", 0, 2), (BRIEF, 4, 30)], ids=["waits", "told"]
)
def test_the_same_scenario_twice(project, code, ends, most):
    """The first goes on when the second has ended, at the latest after ``most`` s."""
    words = ["run", EARLIER, *QUICK, "--force"]
    reports, ended = project / "reports", project / "ended"
    slow = SLOW.format(most=most, ended=str(ended))

    def second():
        wait = "import pathlib, time\nwhile not list(pathlib.Path({!r}).glob({!r})): "
        wait += "time.sleep(0.02)\n"
        held = wait.format(str(reports), ".tmp-*")
        seen = quick(project, words, code=held + code)
        ended.touch()
        return seen

    first, other = at_once(lambda: quick(project, words, code=slow), second)
    assert (first.code, other.code) == (0, ends), other.said
    assert ends == 0 or "Another process is running this scenario" in other.err
    assert ends == 0 or "pid " in other.err
    assert leftovers(project) == []


@pytest.mark.fault("R7.different")
def test_two_scenarios_into_one_folder(project):
    names, reports = ("serang-baseline", "bogor-baseline"), project / "reports"

    def command(name, out):
        return lambda: quick(project, ["run", name, *QUICK, "--out", out])

    both = at_once(*(command(name, reports) for name in names))
    alone = command(names[0], project / "alone")()
    assert [seen.code for seen in (*both, alone)] == [0] * 3
    for file in ("results.csv", "results.parquet", "scenario.yaml"):
        one = (reports / names[0] / file).read_bytes()
        assert one == (project / "alone" / names[0] / file).read_bytes()
    assert all((reports / name / "manifest.json").is_file() for name in names)
