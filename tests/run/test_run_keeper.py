"""Kernels forked from a process that already holds what they need."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace

import nbformat
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from analysis.errors import MachineError
from analysis.run import execute, keeper, workers
from analysis.run.execute import Task

pytestmark = pytest.mark.skipif(not keeper.POSSIBLE, reason="forks on Linux only")
PARAMETERS = new_code_cell('lang: str = "en"', metadata={"tags": ["parameters"]})
ANSWER = "from analysis import project\nproject()"


@pytest.fixture
def task(tmp_path):
    def build(*sources: str) -> Task:
        cells = [PARAMETERS, *map(new_code_cell, sources)]
        path = tmp_path / "01_demo.ipynb"
        nbformat.write(new_notebook(cells=cells), path)
        return Task(path, {"lang": "id"}, "abc123")

    return build


@pytest.fixture
def alone(monkeypatch):
    """Take this process for one of a single thread, as a run's own process is.

    What other tests have started (event loops of nbclient) sleeps here.
    """
    execute.preload()
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def told(notebook) -> str:
    return "".join(
        output.get("text", "") + output.get("data", {}).get("text/plain", "")
        for output in notebook.cells[-1].outputs
    )


def gone(number: int) -> bool:
    for _ in range(50):
        if not psutil.pid_exists(number):
            return True
        time.sleep(0.1)
    return False


def test_a_forked_kernel_starts_with_what_is_there(task, alone):
    with keeper.kept({"project": lambda: "at hand"}) as address:
        asked = replace(task(ANSWER), keeper=address)
        assert told(execute.execute(asked)) == "'at hand'"


@pytest.mark.fault("R14")
def test_a_forked_kernel_cannot_change_what_the_next_one_finds(task, alone):
    held = ["first"]
    with keeper.kept({"project": lambda: held}) as address:
        source = "from analysis import project\nproject().append(1)\nproject()"
        both = [
            told(execute.execute(replace(task(source), keeper=address)))
            for _ in range(2)
        ]
    assert both == ["['first', 1]"] * 2
    assert held == ["first"]


@pytest.mark.fault("R14")
def test_forked_and_ordinary_kernels_give_the_same_notebook(task, alone):
    sources = (
        "import sys, os, matplotlib\nprint(sys.argv[0] != '', __name__)",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])[0].figure",
        "class A: pass\nimport json\njson.dumps([1])",
    )
    one = task(*sources)
    with keeper.kept({}) as address:
        forked = execute.execute(replace(one, keeper=address))
    assert nbformat.writes(forked) == nbformat.writes(execute.execute(one))
    assert any("image/png" in o.get("data", {}) for o in forked.cells[3].outputs)


def test_where_no_keeper_answers_an_ordinary_kernel_starts(task, tmp_path):
    asked = replace(task("1 + 1"), keeper=str(tmp_path / "nobody"))
    assert told(execute.execute(asked)) == "2"


def test_a_forked_kernel_that_cannot_start_is_followed_by_an_ordinary_one(
    task, alone, monkeypatch
):
    def broken(words):
        raise OSError(words)

    monkeypatch.setattr(keeper, "_serve", broken)
    with keeper.kept({}) as address:
        assert told(execute.execute(replace(task("1 + 1"), keeper=address))) == "2"


@pytest.mark.fault("R1.kernel")
def test_a_forked_kernel_that_is_killed_is_a_failure(task, alone):
    suicide = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
    with keeper.kept({}) as address, pytest.raises(MachineError, match="died"):
        execute.execute(replace(task(suicide), keeper=address))


def started(address: str, folder) -> tuple[subprocess.Popen, int]:
    """Ask for a kernel as jupyter does; return the client and the kernel's number."""
    file = str(folder / "kernel.json")
    words = [
        word.replace("{connection_file}", file) for word in keeper.command(address)
    ]
    client = subprocess.Popen(words)
    own = psutil.Process()
    for _ in range(100):
        kernels = [
            child.pid
            for child in own.children(recursive=True)
            if child.ppid() not in {own.pid, client.pid}
        ]
        if kernels and os.path.exists(file):
            return client, kernels[0]
        time.sleep(0.1)
    raise AssertionError("no kernel")


def test_a_kernel_ends_with_its_client(alone, tmp_path):
    with keeper.kept({}) as address:
        client, kernel = started(address, tmp_path)
        client.kill()
        client.wait()
        assert gone(kernel)


@pytest.mark.fault("R1.keeper")
def test_client_and_kernel_end_with_the_keeper(alone, tmp_path):
    with keeper.kept({}) as address:
        client, kernel = started(address, tmp_path)
    assert gone(kernel)
    assert client.wait(timeout=5) == 0


@pytest.mark.fault("R2.notebooks")
def test_a_keeper_ends_with_the_process_it_serves():
    code = (
        "import os, psutil, signal\n"
        "from analysis.run import keeper\n"
        "with keeper.kept({}):\n"
        "    print(psutil.Process().children()[0].pid, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL
    assert gone(int(done.stdout))


def test_beside_other_threads_nothing_is_forked(task):
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    try:
        with keeper.kept({"project": None}) as address:
            assert address == ""
    finally:
        stop.set()
        other.join()


def test_a_temporary_folder_too_long_for_a_socket(task, alone, tmp_path, monkeypatch):
    long = tmp_path / ("x" * 100)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    with keeper.kept({}) as address:
        assert address == ""
        assert told(execute.execute(replace(task("1 + 1"), keeper=address))) == "2"
    assert list(long.iterdir()) == []


def interrupted(task: Task) -> None:
    with workers.notebook_workers({}) as pool:
        pool.submit(execute.execute, replace(task, keeper=pool.keeper))
        time.sleep(2)
        raise KeyboardInterrupt


@pytest.mark.fault("R3.run")
def test_workers_that_are_stopped_leave_no_kernel(task, alone):
    long = task("import time\ntime.sleep(600)")
    with pytest.raises(KeyboardInterrupt):
        interrupted(long)
    ours = psutil.Process().children(recursive=True)
    assert not [one for one in ours if "kernel" in " ".join(one.cmdline())]
