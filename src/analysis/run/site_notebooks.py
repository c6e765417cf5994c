"""Notebooks as pages of the site: code folded, images with their text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import paths
from analysis.run import render, site_runs

if TYPE_CHECKING:
    from nbformat import NotebookNode

SHOWN = "cilegon-baseline"
FOLDED = "hide-input"
_FRAME = re.compile(r'<div id="')


def write(folder: Path, reports: Path, lang: str) -> list[str]:
    """Write the executed notebooks of a language; return their stems.

    In English the notebooks of the project, which hold their outputs; in Indonesian
    those of runs that were made in Indonesian.
    """
    import nbformat

    sources = notebooks(reports, lang)
    for stem, path in sources.items():
        folder.mkdir(exist_ok=True)
        notebook = nbformat.read(path, as_version=4)
        text = nbformat.writes(prepared(notebook, lang))
        (folder / f"{stem}.ipynb").write_text(text, encoding="utf-8")
    return sorted(sources)


def notebooks(reports: Path, lang: str) -> dict[str, Path]:
    """Return stem -> file of the executed notebooks of a language."""
    if lang == "en":
        return {path.stem: path for path in sorted(paths.NOTEBOOKS.glob("*.ipynb"))}
    found: dict[str, Path] = {}
    for folder in site_runs.folders(reports):
        about = site_runs.stated(folder)
        is_ours = about["kind"] != "scenario" or folder.name == SHOWN
        if is_ours and about["options"].get("lang") == lang:
            listed = sorted((folder / "notebooks").glob("*.ipynb"))
            found |= {path.stem: path for path in listed}
    return found


def prepared(notebook: NotebookNode, lang: str) -> NotebookNode:
    """Return a notebook whose code is folded and whose images carry their text."""
    notebook = render.translated(notebook, lang)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            tags = cell.metadata.get("tags", [])
            cell.metadata["tags"] = sorted({*tags, FOLDED})
            for output in cell.outputs:
                _prepare(cell, output)
    return notebook


def _prepare(cell: Any, output: Any) -> None:
    words = output.get("metadata", {}).get("image/png", {})
    if "alt" in words:
        image = {"alt": words["alt"], "width": f"{words.get('width', 700)}px"}
        cell.metadata["mystnb"] = {"image": image}
    data = output.get("data", {})
    if "text/html" in data:  # tables scroll inside their frame: a keyboard reaches it
        data["text/html"] = _FRAME.sub('<div tabindex="0" id="', data["text/html"])
