"""Markdown cells as messages of a gettext catalogue, for notebooks in Indonesian."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog
    from nbformat import NotebookNode


def messages(notebook: NotebookNode) -> list[str]:
    """Return the sources of the Markdown cells of a notebook, each once, in order."""
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    return list(dict.fromkeys(filter(None, map(str.strip, cells))))


def translate_notebook(
    notebook: NotebookNode, known: Mapping[str, str]
) -> NotebookNode:
    """Return a copy with its Markdown cells in the language of ``known``.

    ``known`` maps the source of a cell to its translation; cells without one stay.
    """
    translated = copy.deepcopy(notebook)
    for cell in translated.cells:
        if cell.cell_type == "markdown":
            cell.source = known.get(cell.source.strip()) or cell.source
    return translated


def missing(notebooks: Iterable[NotebookNode], known: Mapping[str, str]) -> list[str]:
    """Return the messages that have no translation yet, in order."""
    every = (text for notebook in notebooks for text in messages(notebook))
    return [text for text in dict.fromkeys(every) if not known.get(text)]


def extract(
    notebooks: Mapping[str, NotebookNode], known: Mapping[str, str], lang: str
) -> Catalog:
    """Return the catalogue of all notebooks, translations kept where they are known.

    ``notebooks`` maps the stem to the notebook; a comment names where a cell stands.
    """
    from babel.messages.catalog import Catalog

    catalogue = Catalog(locale=lang, project="iuran")
    for stem, notebook in notebooks.items():
        for text in messages(notebook):
            catalogue.add(text, string=known.get(text, ""), auto_comments=[stem])
    return catalogue
