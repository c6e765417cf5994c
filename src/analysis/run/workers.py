"""The notebooks of a run: queued for two workers, then written down as pages."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from analysis import paths
from analysis.errors import Problem, ScenarioError
from analysis.run import advice, execute, keeper, parameters
from analysis.run.watch import Watch

WORKERS = 2
THREADS = "notebook-worker"
_KERNEL = re.compile("ipykernel|kernel_client")


class Workers(ThreadPoolExecutor):
    """Two workers, and where the kernels of their notebooks are forked ("" nowhere)."""

    def __init__(self, address: str) -> None:
        super().__init__(WORKERS, thread_name_prefix=THREADS)
        self.keeper = address


@contextmanager
def notebook_workers(names: Mapping[str, Any] | None = None) -> Iterator[Workers]:
    """Give two workers; on any way out nothing queued starts and no kernel stays.

    ``names``: what names of the package mean in forked kernels, see ``keeper``; None
    for ordinary kernels.
    """
    with _kept(names) as address, _workers(address) as pool:
        yield pool


def _kept(names: Mapping[str, Any] | None) -> AbstractContextManager[str]:
    return nullcontext("") if names is None else keeper.kept(names)


@contextmanager
def _workers(address: str) -> Iterator[Workers]:
    pool = Workers(address)
    try:
        yield pool
    except BaseException:
        execute.stopping.set()
        pool.shutdown(wait=False, cancel_futures=True)
        while any(thread.name.startswith(THREADS) for thread in threading.enumerate()):
            end_kernels()
            time.sleep(0.1)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        execute.stopping.clear()


def end_kernels() -> None:
    """End the kernels this process started, and only those."""
    import psutil

    for child in psutil.Process().children(recursive=True):
        if any(_KERNEL.search(word) for word in _command(child)):
            child.kill()


def _command(process: Any) -> list[str]:
    import psutil

    try:
        return process.cmdline()
    except psutil.Error:
        return []


def chosen(given: Mapping[str, Any]) -> dict[Path, dict[str, Any]]:
    """Return the notebooks that take the first of ``given``, with what each is told.

    A notebook gets those of the given parameters that it declares; one that does
    not declare ``overrides`` cannot show a changed scenario and is refused.

    Raises:
        MachineError: a notebook is damaged. ScenarioError: as said.
    """
    execute.prepare_process()
    subject, found = next(iter(given)), {}
    for source in execute.source_notebooks():
        file = paths.shown(source)
        declared = parameters.declared(execute.read_notebook(source), file)
        if subject not in declared:
            continue
        if given.get("overrides") and "overrides" not in declared:
            raise ScenarioError(Problem(file, "", "", *advice.NO_OVERRIDES))
        found[source] = {name: given[name] for name in given if name in declared}
    return found


def submit(
    pool: Workers,
    notebooks: Mapping[Path, Mapping[str, Any]],
    run_hash: str,
    watch: Watch,
) -> dict[str, Future]:
    """Queue notebooks with what each is told; return stem -> future."""
    futures = {}
    for source, told in notebooks.items():
        task = execute.Task(source, told, run_hash, pool.keeper)
        future = pool.submit(execute.execute, task)
        future.add_done_callback(partial(_told, watch, source.stem))
        futures[source.stem] = future
    watch.expect(len(futures))
    return futures


def _told(watch: Watch, stem: str, future: Future) -> None:
    if not future.cancelled():
        watch.done(stem)


def make_room(notebooks: Mapping[str, Future], folder: Path) -> None:
    """Put the notebooks' files in place, empty: other pages link what is there."""
    for stem in notebooks:
        for file in _files(stem, folder):
            file.parent.mkdir(exist_ok=True)
            file.touch()


def _files(stem: str, folder: Path) -> tuple[Path, Path]:
    return folder / "notebooks" / f"{stem}.ipynb", folder / "html" / f"{stem}.html"


def write_notebooks(notebooks: Mapping[str, Future], folder: Path, lang: str) -> None:
    """Wait for the notebooks; write each as .ipynb and as a page."""
    import nbformat

    from analysis.run import render

    make_room(notebooks, folder)
    for stem, future in notebooks.items():
        notebook = future.result()
        file, page = _files(stem, folder)
        nbformat.write(notebook, file)
        page.write_text(
            render.page(notebook, f"{stem} - {folder_name(folder)}", lang),
            encoding="utf-8",
            newline="\n",
        )


def folder_name(temporary: Path) -> str:
    """Return the name of the run a temporary folder is for."""
    return temporary.name.removeprefix(".tmp-").rpartition("-")[0]
