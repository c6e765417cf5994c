"""Notebooks that die, hang, flood or are killed with their run: nothing half stays."""

from __future__ import annotations

import json
import time

import pytest

from faults import driver
from trials.trial import (
    NAME,
    NEW,
    NOTEBOOK,
    PREVIOUS,
    Fault,
    Place,
    killer,
    moments,
    write_notebook,
)

SHORT = "from analysis.run import execute\nexecute.CELL_TIMEOUT_SECONDS = 2"
ANSWER = "sel/cell 3"  # after the parameters and those papermill puts in
MIB = 1_048_576


@pytest.fixture(scope="module")
def place(project_template, tmp_path_factory):
    root = tmp_path_factory.mktemp("notebooks") / "project"
    place = Place(driver.copy(project_template, root))
    yield place
    place.close()


def tried(place, source, fault=None):
    """Run with one notebook of this cell; hold what every ending promises."""
    write_notebook(place.root, source)
    fault = fault or Fault()
    ended = place.tried(fault, NOTEBOOK)
    assert fault.wrong(ended) == ""
    assert ended.alive == []
    return ended


@pytest.mark.fault("R1.kernel")
@pytest.mark.parametrize("at", moments(3, 1))
def test_the_kernel_is_killed(place, at):
    ended = tried(place, killer(at))
    assert (ended.code, ended.state, ended.left) == (4, PREVIOUS, [])
    assert "01_one.ipynb: " in ended.said
    assert "kernel died; earlier results are untouched" in ended.said
    assert ANSWER in ended.said


@pytest.mark.fault("R1.keeper")
def test_the_keeper_of_kernels_is_killed(place):
    source = "import os, time\nos.kill(os.getppid(), 9)\ntime.sleep(30)"
    ended = tried(place, source)
    assert (ended.code, ended.state, ended.left) == (4, PREVIOUS, [])


@pytest.mark.fault("R2.notebooks")
@pytest.mark.parametrize("way", ["moment", "kill"])
def test_the_run_is_killed_while_a_notebook_runs(place, way):
    """One dies alone, the other with all that writes; what they started ends too."""
    fault = Fault("moment", 2.5) if way == "moment" else Fault("kill", 12)
    ended = tried(place, "import time\ntime.sleep(30)", fault)
    assert (ended.code, ended.state) == (-9, PREVIOUS)


@pytest.mark.fault("R3.run")
@pytest.mark.parametrize("way", ["stop", "term"])
def test_stopped_while_a_notebook_runs(place, way):
    started = time.monotonic()
    ended = tried(place, "import time\ntime.sleep(30)", Fault(way, 2.5))
    assert (ended.code, ended.state, ended.left) == (130, PREVIOUS, [])
    assert time.monotonic() - started < 25


@pytest.mark.fault("R15.hang")
def test_a_cell_that_never_ends(place):
    ended = tried(place, "while True:\n    pass", Fault(prepare=SHORT))
    assert (ended.code, ended.state, ended.left) == (4, PREVIOUS, [])
    assert f"01_one.ipynb: {ANSWER} (found: > 2 s)" in ended.said


FLOODS = {
    "in one piece": f"print('x' * {100 * MIB})",
    "in lines": f"for _ in range(100):\n    print('y' * {MIB})",
    "as a value": f"'z' * {100 * MIB}",
}


@pytest.mark.fault("R15.flood")
@pytest.mark.parametrize("source", FLOODS.values(), ids=FLOODS)
def test_a_hundred_megabytes_are_cut(place, source):
    write_notebook(place.root, source)
    place.before, before = {}, place.before  # to look at the new folder
    try:
        ended = place._ended(NOTEBOOK, Fault())
        folder = place.reports / NAME
        sizes = {path.name: path.stat().st_size for path in folder.rglob("01_one.*")}
        notebook = json.loads((folder / "notebooks" / "01_one.ipynb").read_text())
    finally:
        place.before = before
        place.back()
    assert (ended.code, ended.state) == (0, NEW)
    assert max(sizes.values()) < MIB
    assert "(dipotong / cut)" in json.dumps(notebook["cells"][-1]["outputs"])


@pytest.mark.fault("R15.flood")
def test_a_cell_that_prints_for_ever(place):
    source = f"while True:\n    print('x' * {MIB})"
    ended = tried(place, source, Fault(prepare=SHORT))
    assert (ended.code, ended.state, ended.left) == (4, PREVIOUS, [])
    assert ANSWER in ended.said


@pytest.mark.fault("R10.run")
def test_memory_runs_out_in_a_cell(place):
    ended = tried(place, "raise MemoryError")
    assert (ended.code, ended.state, ended.left) == (4, PREVIOUS, [])
    assert f"01_one.ipynb: {ANSWER}" in ended.said
    assert "Memory ran out" in ended.said


@pytest.mark.fault("R11.kernel")
def test_no_kernel_can_be_started(place):
    without = (
        "from analysis.run import execute, keeper\n"
        "execute.KERNEL, keeper.POSSIBLE = 'no-such-kernel', False"
    )
    ended = tried(place, "1", Fault(prepare=without))
    assert (ended.code, ended.state, ended.left) == (4, PREVIOUS, [])
    assert "could not be started, tried twice" in ended.said


NO_NETWORK = """
import ctypes, os, socket, sys
if os.geteuid() == 0:
    ctypes.CDLL(None).unshare(0x40000000)  # CLONE_NEWNET: not even a loopback
def refuse(event, given):
    asked = event in ("socket.getaddrinfo", "socket.gethostbyname")
    far = event in ("socket.connect", "socket.bind", "socket.sendto")
    if asked or (far and given[0].family != socket.AF_UNIX):
        raise OSError(101, "Network is unreachable")
sys.addaudithook(refuse)
"""


@pytest.mark.fault("R12.run")
def test_without_a_network(place):
    source = (
        "import socket\n"
        "try:\n"
        "    socket.create_connection(('127.0.0.1', 9), 1)\n"
        "except OSError as error:\n"
        "    print(error.errno)"
    )
    write_notebook(place.root, source)
    ended = place._ended(NOTEBOOK, Fault(prepare=NO_NETWORK))
    done = place.reports / NAME / "notebooks" / "01_one.ipynb"
    shown = done.read_text() if done.exists() else ""
    place.back()
    assert (ended.code, ended.state) == (0, NEW)
    assert '"101\\n"' in shown, "the network was not cut"


def test_the_place_of_a_scenario_on_this_machine_is_not_shown(place, tmp_path):
    """C3: equal runs of a file outside the project give equal notebooks."""
    shown = []
    text = (place.root / "scenarios" / f"{NAME}.yaml").read_text(encoding="utf-8")
    write_notebook(place.root, "print(len(scenario) > 4)")
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        file = tmp_path / folder / f"{NAME}.yaml"
        file.write_text(text, encoding="utf-8")
        ended = place._ended(("run", str(file), *NOTEBOOK[2:]), Fault())
        assert ended.code == 0, ended.said
        made = place.reports / NAME
        shown.append((made / "notebooks" / "01_one.ipynb").read_bytes())
        shown.append((made / "html" / "01_one.html").read_bytes())
    place.back()
    assert shown[:2] == shown[2:]
    assert all(str(tmp_path).encode() not in text for text in shown)
    assert f'"{NAME}.yaml"'.encode() in shown[0].replace(b'\\"', b'"')
