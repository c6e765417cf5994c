"""papermill's engine with two limits of ours: what a cell prints, and which cell it is.

A cell that prints without end would fill the memory, the notebook and the page; and a
cell that hangs or loses its kernel is not named by nbclient's errors.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

NAME = "iuran"
MOST_LETTERS = 200_000
CUT = "\n... (dipotong / cut)\n"


class Client(PapermillNotebookClient):
    """Executes a notebook, keeping no more of a cell's output than agreed."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._letters: Counter[int] = Counter()

    def execute_cell(
        self, cell: NotebookNode, cell_index: int, **options: Any
    ) -> NotebookNode:
        """Execute one cell; an error that ends the kernel learns the cell's number."""
        try:
            return super().execute_cell(cell, cell_index, **options)
        except (CellTimeoutError, DeadKernelError) as error:
            error.cell_number = cell_index + 1
            raise

    def output(
        self, outs: list[NotebookNode], msg: dict[str, Any], *more: Any
    ) -> NotebookNode | None:
        """Take an output of a cell as long as there is room for its text.

        Its error always: papermill takes name and value of the failure from it.
        """
        if msg["msg_type"] == "error":
            return super().output(outs, msg, *more)
        cell_index = more[-1]
        room = MOST_LETTERS - self._letters[cell_index]
        if room < 0:
            return None
        self._letters[cell_index] += _letters(msg["content"])
        if self._letters[cell_index] > MOST_LETTERS:
            msg["content"] = _cut(msg["content"], room)
        return super().output(outs, msg, *more)


def _letters(content: dict[str, Any]) -> int:
    data = content.get("data", {"text/plain": content.get("text", "")})
    texts = (value for kind, value in data.items() if kind.startswith("text/"))
    return max((len(str(text)) for text in texts), default=0)


def _cut(content: dict[str, Any], room: int) -> dict[str, Any]:
    if "text" in content:
        return {**content, "text": content["text"][:room] + CUT}
    text = str(content["data"].get("text/plain", ""))[:room] + CUT
    return {**content, "data": {"text/plain": text}}


class Engine(NBClientEngine):
    """papermill's own engine with that client."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        start_timeout: int,
        execution_timeout: int,
        **options: Any,
    ) -> Any:
        """Execute the notebook papermill manages."""
        options.pop("input_path", None)
        return Client(
            nb_man,
            kernel_name=kernel_name,
            startup_timeout=start_timeout,
            timeout=execution_timeout,
            **options,
        ).execute()


papermill_engines.register(NAME, Engine)
