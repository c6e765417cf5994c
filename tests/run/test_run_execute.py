"""Notebooks really run: what counts as success, and what is left when it is none."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis.errors import IuranError, MachineError, ScenarioError
from analysis.run import execute, kernels, pictures
from analysis.run.execute import Task

execute.prepare_process()
PARAMETERS = new_code_cell(
    'lang: str = "en"  # id or en', metadata={"tags": ["parameters"]}
)


@pytest.fixture
def task(tmp_path):
    """Write a notebook of the given code cells; return the task that executes it."""

    def build(*sources: str) -> Task:
        cells = [new_markdown_cell("# Question"), PARAMETERS]
        cells += [new_code_cell(source) for source in sources]
        path = tmp_path / "01_demo.ipynb"
        nbformat.write(new_notebook(cells=cells), path)
        return Task(path, {"lang": "id"}, "abc123")

    return build


def test_a_notebook_runs_with_its_parameters_and_is_cleaned(task):
    done = execute.execute(task("print(lang)"))
    assert [cell.cell_type for cell in done.cells] == ["markdown", *["code"] * 3]
    assert done.cells[-1].outputs[0].text == "id\n"
    assert done.metadata.papermill == {"parameters": {"lang": "id"}}
    text = nbformat.writes(done)
    for word in (execute.SENTINEL, "start_time", "duration", "input_path"):
        assert word not in text


@pytest.mark.fault("R14")
def test_two_equal_runs_give_the_same_notebook(task):
    one = task("import math\nround(math.pi, 4)")
    assert nbformat.writes(execute.execute(one)) == nbformat.writes(
        execute.execute(one)
    )


def test_a_failing_cell_is_named(task):
    with pytest.raises(IuranError) as caught:
        execute.execute(task("x = 1", "x / 0"))
    message = caught.value.message("en")
    assert caught.value.exit_code == 5
    assert "01_demo.ipynb: sel/cell 5" in message
    assert "ZeroDivisionError" in message
    assert "earlier results are untouched" in message


@pytest.mark.fault("R1.kernel")
def test_a_dead_kernel_is_a_failure(task):
    with pytest.raises(MachineError) as caught:
        execute.execute(task("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"))
    assert "died" in caught.value.message("en")


@pytest.mark.fault("R15.hang")
def test_a_hanging_cell_is_ended(task, monkeypatch):
    monkeypatch.setattr(execute, "CELL_TIMEOUT_SECONDS", 2)
    with pytest.raises(MachineError) as caught:
        execute.execute(task("import time\ntime.sleep(600)"))
    assert "time limit" in caught.value.message("en")


def test_leaving_early_is_no_success(task):
    with pytest.raises(IuranError) as caught:
        execute.execute(task("raise SystemExit(0)", "print('never')"))
    assert "did not run to its end" in caught.value.message("en")


def test_an_unknown_parameter_never_reaches_papermill(task, monkeypatch):
    monkeypatch.setattr(execute, "_papermill", None)
    with pytest.raises(ScenarioError):
        execute.execute(replace(task("1"), parameters={"lnag": "id"}))


@pytest.mark.fault("R11.kernel")
@pytest.mark.parametrize("failures", [1, 2])
def test_a_kernel_that_cannot_start_is_tried_twice(task, monkeypatch, failures):
    papermill, calls = execute._papermill, []

    def start(*arguments):
        calls.append(1)
        if len(calls) <= failures:
            raise execute._CannotStart("Address already in use")
        return papermill(*arguments)

    monkeypatch.setattr(execute, "_papermill", start)
    if failures == 1:
        assert execute.execute(task("1")).cells[-1].outputs
        return
    with pytest.raises(MachineError, match="Address already in use"):
        execute.execute(task("1"))
    assert len(calls) == 2


def test_kernels_use_private_files_not_ports(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(kernels, "LONGEST_SOCKET_PATH", 1000)
    with kernels.private_sockets() as options:
        manager = options["kernel_manager_class"]()
        assert manager.transport == "ipc"
        assert Path(manager.ip).parent.parent == tmp_path
        assert Path(manager.ip).parent.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == []


def test_a_path_too_long_for_sockets_falls_back(monkeypatch):
    monkeypatch.setattr(kernels, "LONGEST_SOCKET_PATH", 5)
    with kernels.private_sockets() as options:
        assert options == {}


def test_the_fallback_runs_notebooks_too(task, monkeypatch):
    monkeypatch.setattr(kernels, "LONGEST_SOCKET_PATH", 5)
    assert execute.execute(task("print(lang)")).cells[-1].outputs[0].text == "id\n"


A_FIGURE = "import matplotlib.pyplot as plt\nplt.subplots()[0]"


def test_a_notebook_whose_figures_became_text_is_refused(task, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")
    with pytest.raises(IuranError) as caught:
        execute.execute(task("1", A_FIGURE))
    assert "01_demo.ipynb: sel/cell 5: The picture" in caught.value.message("en")


def test_a_notebook_with_its_figures_is_accepted(task, monkeypatch):
    monkeypatch.delenv("MPLBACKEND", raising=False)
    shown = execute.execute(task(A_FIGURE)).cells[-1].outputs
    assert any("image/png" in output.get("data", {}) for output in shown)


def test_our_figures_are_missed_where_a_kernel_shows_text_only(task):
    broken = "get_ipython().display_formatter.mimebundle_formatter.enabled = False"
    ours = (
        "from types import SimpleNamespace\n"
        "class Picture:\n"
        "    def _repr_mimebundle_(self, **_):\n"
        "        return {'image/png': 'AAAA', 'text/plain': '[what it shows]'}, {}\n"
        "figures = SimpleNamespace(bill=lambda lang: Picture())"
    )
    shown = "figures.bill(lang)"
    assert execute.execute(task(ours, shown)).cells[-1].outputs
    with pytest.raises(IuranError, match="sel/cell 6: The picture"):
        execute.execute(task(ours, broken, shown))


def test_the_shipped_notebooks_say_where_they_draw():
    for source in execute.source_notebooks():
        for cell in execute.read_notebook(source).cells:
            if cell.cell_type == "code":
                kinds = {kind for o in cell.outputs for kind in o.get("data", {})}
                assert pictures.draws(cell.source) == ("image/png" in kinds)


@pytest.mark.parametrize("source", ["", "x = figures.bill()", "%matplotlib inline"])
def test_cells_that_draw_nothing(source):
    assert not pictures.draws(source)


@pytest.mark.parametrize(
    ("error", "kind"),
    [("ValueError('boom')", IuranError), ("MemoryError", MachineError)],
)
def test_a_cell_that_prints_much_keeps_its_error(task, error, kind):
    much = "print('x' * 300_000, flush=True)\nprint('y', flush=True)"
    with pytest.raises(kind) as caught:
        execute.execute(task(f"{much}\nraise {error}"))
    assert type(caught.value) is kind
    assert f"sel/cell 4 (found: {error[:10]}" in caught.value.message("en")
