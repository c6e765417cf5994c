"""Execute notebooks through papermill, and believe only what can be checked.

papermill reports success for misspelt parameters, missing ``parameters`` cells and
dead kernels. So everything is validated before, and judged cell by cell after.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from os.path import isabs
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from analysis import paths
from analysis.errors import IuranError, MachineError, Problem
from analysis.language import Text
from analysis.run import advice, kernels, parameters, pictures

if TYPE_CHECKING:
    from nbformat import NotebookNode

KERNEL = "python3"
# quiet about being shut down; no history file shared by all kernels
KERNEL_ARGUMENTS = ("--log-level=50", "--HistoryManager.enabled=False")
CELL_TIMEOUT_SECONDS = 600
START_TIMEOUT_SECONDS = 60
SENTINEL = "RUN_OK"
_OUT_OF_MEMORY = {"MemoryError", "_ArrayMemoryError", "ArrayMemoryError"}
# A grammar nobody here uses; building it costs every notebook process 0.9 s.
_SLOW_AND_UNUSED = "rfc3987_syntax"
_NEEDED = (
    *("papermill", "nbconvert.exporters", "ipykernel.kernelapp", "ipykernel.zmqshell"),
    *("analysis.report.page", "analysis.report.workbook", "analysis.report.memo"),
    *("analysis.study.answers", "great_tables", "docx"),
)


@dataclass(frozen=True)
class Task:
    """One notebook to execute: the source file, its parameters, the run's hash.

    ``keeper``: where its kernel is forked, "" for an ordinary kernel.
    """

    source: Path
    parameters: Mapping[str, Any]
    run_hash: str
    keeper: str = ""


def prepare_process() -> None:
    """Make this process and its kernels quick, quiet and repeatable.

    Called once before the notebook libraries are imported.
    """
    if _SLOW_AND_UNUSED not in sys.modules:
        sys.modules[_SLOW_AND_UNUSED] = None
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    os.environ.setdefault("PYTHONHASHSEED", "0")
    for name in ("papermill", "traitlets"):  # every run is judged here, in plain words
        logging.getLogger(name).setLevel(logging.CRITICAL)


def preload() -> None:
    """Load what every run with notebooks needs, for all processes forked from here.

    Not matplotlib.pyplot: it chooses where figures go when it is loaded.
    """
    prepare_process()
    for name in _NEEDED:
        import_module(name)


def source_notebooks(pattern: str = "[0-9][0-9]_*.ipynb") -> list[Path]:
    """Return the numbered notebooks in order."""
    return sorted(paths.NOTEBOOKS.glob(pattern))


def read_notebook(path: Path) -> NotebookNode:
    """Return a notebook; its stored outputs are never used by a run.

    Raises:
        MachineError: the file is none.
    """
    import nbformat

    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        found = str(error).splitlines()[0][:80] if str(error) else ""
        problem = _problem(paths.shown(path), "", found, advice.NO_NOTEBOOK)
        raise MachineError(problem) from None


def execute(task: Task) -> NotebookNode:
    """Return the executed notebook, checked and stripped of times and paths.

    A kernel that cannot start is tried once more, as an ordinary one; a cell that
    fails, hangs or loses its kernel ends the run.

    Raises:
        MachineError, IuranError: the message names notebook and cell.
    """
    file = paths.shown(task.source)
    notebook = read_notebook(task.source)
    parameters.validate(parameters.declared(notebook, file), task.parameters, file)
    try:
        done = _twice(notebook, task, file)
    except Exception as error:  # papermill's and nbclient's have no common base
        explained = _explained(error, file)
        if explained is None:
            raise
        raise explained from error
    _check(done, task, file)
    return _cleaned(done)


class _CannotStart(Exception):
    """The kernel did not come up; nothing was executed."""


# set when the run is being ended: a kernel killed on purpose is not started again
stopping = Event()


def _twice(notebook: NotebookNode, task: Task, file: str) -> NotebookNode:
    try:
        return _papermill(notebook, task)
    except _CannotStart as error:
        if stopping.is_set():
            raise MachineError(_problem(file, "", "", advice.STOPPED)) from error
    try:
        return _papermill(notebook, replace(task, keeper=""))
    except _CannotStart as error:
        found = str(error)[:200]
        raise MachineError(_problem(file, "kernel", found, advice.NO_KERNEL)) from error


def _papermill(notebook: NotebookNode, task: Task) -> NotebookNode:
    import papermill
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    from analysis.run import execute_client

    try:
        with kernels.private_sockets(task.keeper) as sockets:
            return papermill.execute_notebook(
                _with_sentinel(notebook, task.run_hash),
                None,
                parameters=dict(task.parameters),
                engine_name=execute_client.NAME,
                kernel_name=KERNEL,
                language="python",
                progress_bar=False,
                start_timeout=START_TIMEOUT_SECONDS,
                execution_timeout=CELL_TIMEOUT_SECONDS,
                extra_arguments=list(KERNEL_ARGUMENTS),
                **sockets,
            )
    except (papermill.PapermillExecutionError, CellTimeoutError, DeadKernelError):
        raise
    except (RuntimeError, OSError, NoSuchKernel) as error:
        raise _CannotStart(f"{type(error).__name__}: {error}") from error


def _explained(error: Exception, file: str) -> IuranError | None:
    """Return the message for a cell that failed, hung or lost its kernel."""
    kind = type(error).__name__
    if kind == "PapermillExecutionError":
        where = f"sel/cell {error.cell_index + 1}"
        found = f"{error.ename}: {error.evalue}"[:300]
        if error.ename in _OUT_OF_MEMORY:
            return MachineError(_problem(file, where, found, advice.NO_MEMORY))
        return IuranError(_problem(file, where, found, advice.CELL_FAILED))
    where = f"sel/cell {getattr(error, 'cell_number', '?')}"
    if kind == "CellTimeoutError":
        found = f"> {CELL_TIMEOUT_SECONDS} s"
        return MachineError(_problem(file, where, found, advice.TOO_LONG))
    if kind == "DeadKernelError":
        return MachineError(_problem(file, where, "", advice.DEAD_KERNEL))
    return None


def _with_sentinel(notebook: NotebookNode, run_hash: str) -> NotebookNode:
    import copy

    from nbformat.v4 import new_code_cell

    prepared = copy.deepcopy(notebook)
    last = new_code_cell(f'print("{SENTINEL} {run_hash}")')
    last.id = "run-sentinel"
    prepared.cells.append(last)
    return prepared


def _check(notebook: NotebookNode, task: Task, file: str) -> None:
    """Hold the contract: every code cell ran to its end, and the last one spoke."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    printed = "".join(output.get("text", "") for output in cells[-1].outputs)
    record = notebook.metadata.papermill
    complete = (
        all(_completed(cell) for cell in cells)
        and not record.get("exception")
        and record.get("end_time")
        and printed.strip() == f"{SENTINEL} {task.run_hash}"
    )
    if not complete:
        raise IuranError(_problem(file, "", printed[:80], advice.INCOMPLETE))
    for number in pictures.lost(notebook):
        where = f"sel/cell {number}"
        raise IuranError(_problem(file, where, "", advice.NO_PICTURE))


def _completed(cell: NotebookNode) -> bool:
    record = cell.metadata.papermill
    return (
        cell.execution_count is not None
        and record.status == "completed"
        and record.exception is False
    )


def _cleaned(notebook: NotebookNode) -> NotebookNode:
    """Drop the sentinel and whatever differs between two equal runs."""
    notebook.cells.pop()
    given = dict(notebook.metadata.papermill.parameters)
    shown = _without_places(given)
    notebook.metadata.papermill = {"parameters": shown}
    for cell in notebook.cells:
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"
            cell.source = cell.source if shown == given else _as_code(shown)
    return notebook


def _without_places(value: Any) -> Any:
    """Return parameters with paths as a reader should see them, not this machine's."""
    if isinstance(value, dict):
        return {_without_places(k): _without_places(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_without_places(one) for one in value]
    return paths.shown(value) if isinstance(value, str) and isabs(value) else value


def _as_code(parameters: Mapping[str, Any]) -> str:
    from papermill.translators import PythonTranslator

    return PythonTranslator.codify(parameters)


def _problem(file: str, where: str, found: str, reason: tuple[Text, Text]) -> Problem:
    return Problem(file, where, found.replace(str(paths.ROOT), "."), *reason)
