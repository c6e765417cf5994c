"""Tables of a sweep for a spreadsheet: its scenarios, and a row a region of each."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analysis import inert
from analysis.run import store
from analysis.run.sweep_folder import ROWS_TABLE, SCENARIOS, rows_file
from analysis.run.sweep_headline import COLUMNS
from analysis.scenario.sweep_file import Sweep, as_written

_TITLES = ("title_id", "title_en")


def write_scenarios(sweep: Sweep, folder: Path) -> None:
    """Write what each scenario is: its name, titles, changes and place in the grid."""
    axes = [axis.key for axis in sweep.grid]
    with _table(folder / SCENARIOS, ["scenario", *_TITLES, "changes", *axes]) as out:
        writer = csv.writer(out, lineterminator="\n")
        for cell in sweep.cells():
            title = cell.variant.title or sweep.title
            changes = cell.variant.changes.items()
            said = "; ".join(f"{key}: {as_written(node)}" for key, node in changes)
            values = [as_written(node) for node in cell.values]
            row = [cell.name, title["id"], title["en"], said, *values]
            writer.writerow(map(inert.text, row))


def write_regions(folder: Path, codes: Sequence[str]) -> None:
    """Write the headline numbers: the rows of each finished region in ``codes``."""
    with _table(folder / ROWS_TABLE, COLUMNS) as out:
        for code in codes:
            out.write(rows_file(folder, code).read_text(encoding="utf-8"))


@contextmanager
def _table(path: Path, columns: Sequence[str]) -> Iterator[Any]:
    """Give an open CSV file; it is there when the block has succeeded."""
    opened = {"mode": "w", "encoding": "utf-8", "newline": ""}
    with store.beside(path) as temporary, temporary.open(**opened) as stream:
        csv.writer(stream, lineterminator="\n").writerow(map(inert.text, columns))
        yield stream
