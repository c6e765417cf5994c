"""Whether the pictures of an executed notebook are there.

Where a figure cannot be drawn as an image a kernel shows its name instead, and goes on:
every cell has run, the notebook is quick, and it is worthless.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

# what matplotlib calls a figure that nobody draws
_NAME_OF_A_FIGURE = re.compile(r"<\w+ size [\d.]+x[\d.]+ with \d+ Axes>")
_DRAWING = ("figures", "plot")


def lost(notebook: NotebookNode) -> Iterator[int]:
    """Yield the numbers, from 1, of cells that should show a picture and do not.

    A cell should where its last line calls a function of ``figures`` (or ``plot``), and
    wherever the name of a figure stands among its outputs.
    """
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code" and _is_lost(cell):
            yield number


def _is_lost(cell: NotebookNode) -> bool:
    shown = [output.get("data", {}) for output in cell.outputs]
    images = any(kind.startswith("image/") for data in shown for kind in data)
    return not images and (draws(cell.source) or any(map(_names_one, shown)))


def _names_one(data: dict[str, str]) -> bool:
    return bool(_NAME_OF_A_FIGURE.search(data.get("text/plain", "")))


def draws(source: str) -> bool:
    """Say whether the last line of a cell shows a figure of ours."""
    try:
        body = ast.parse(source).body
    except SyntaxError:  # a magic command: no figure of ours
        return False
    last = body[-1].value if body and isinstance(body[-1], ast.Expr) else None
    if not isinstance(last, ast.Call):
        return False
    function = last.func
    name = function.value if isinstance(function, ast.Attribute) else function
    return isinstance(name, ast.Name) and name.id in _DRAWING
