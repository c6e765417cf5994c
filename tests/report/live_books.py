"""Live workbooks for tests: written, edited in their yellow cells, recalculated."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

import numpy as np
import openpyxl

from analysis import load_scenario, project
from analysis.report import workbook
from analysis.scenario.load import parse_scenario

# what a column of the sheet of results is in the long table
YEARLY = {
    "uncut": ("uncut_bill_idr", {}),
    "ceiling": ("ceiling_idr", {}),
    "headroom": ("headroom_idr", {}),
    "apbd": ("contributions_idr", {"funder": "apbd"}),
    "all": ("contributions_idr", {}),
    "base": ("base_idr", {}),
    "burden": ("burden_share", {}),
    "eligible": ("eligible", {}),
    "end": ("members_end", {}),
    "coverage": ("coverage_rate", {}),
    "left_out": ("people_left_out", {}),
}
BY_GROUP = {
    "eligible": "eligible",
    "end": "members_end",
    "months": "funded_member_months",
}
SHARES = ("burden", "coverage", "base")
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_CELL = re.compile(r"'!\$([A-Z]+)\$(\d+)")
YEARS = 3  # of a shipped scenario: what comes later repeats
WAIT_S = 240


@cache
def shipped(name: str):
    return rerun(name, {})


def rerun(name: str, overrides: dict):
    """Run a shipped scenario's first years with values set by their path."""
    return project(load_scenario(name, draws=0, years=YEARS, **overrides))


def parsed(text: str):
    return project(parse_scenario(text))


def write(results, path: Path, lang: str = "id") -> Path:
    workbook.write_workbook(results, path, lang)
    return path


def recalculated(office: str, paths: list[Path], folder: Path) -> list[Path]:
    """Let LibreOffice compute every formula anew; one start for all workbooks."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, "utf-8")
    out = folder / "recalculated"
    command = [
        *(office, "--headless", f"-env:UserInstallation={profile.as_uri()}"),
        *("--convert-to", "xlsx", "--outdir", str(out), *map(str, paths)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=WAIT_S)
    return [out / path.name for path in paths]


class Read:
    """The numbers of a workbook by heading or by the label of an input."""

    def __init__(self, path: Path) -> None:
        self.book = openpyxl.load_workbook(path, data_only=True)

    def years(self, lang: str = "id") -> dict[str, list]:
        """Return the yearly results by the names of the sheet's columns."""
        from analysis.report.live.outcome import COLUMNS, FIRST, HASIL

        sheet = self.book[HASIL[lang]]
        found: dict[str, list] = {name: [] for name in COLUMNS}
        row = FIRST + 1
        while isinstance(sheet.cell(row, 1).value, int | float):
            for column, name in enumerate(COLUMNS, start=1):
                found[name].append(sheet.cell(row, column).value)
            row += 1
        return found

    def groups(self, name: str, count: int) -> np.ndarray:
        """Return a column of the grid, (year, group)."""
        from analysis.report.live.grid import FIRST_ROW, HITUNG
        from analysis.report.live.grid_columns import NUMBERS

        sheet, column = self.book[HITUNG["id"]], list(NUMBERS).index(name) + 1
        cells = [c.value for c in next(sheet.iter_cols(column, column, FIRST_ROW + 1))]
        return np.array([c for c in cells if c is not None], float).reshape(-1, count)

    def bridge(self, results) -> dict[str, list[float]]:
        """Return the steps of the bridge by year."""
        from analysis.report.live.bridge import FIRST, JEMBATAN, steps_of

        sheet, years = self.book[JEMBATAN["id"]], results.scenario.years
        return {
            name: [sheet.cell(FIRST + 1 + y, 2 + n).value for y in range(years)]
            for n, name in enumerate(steps_of(results))
        }

    def changed(self) -> float:
        """Return how many yellow cells differ from those of the run."""
        return _named(self.book, "Masukan_diubah")

    def faults(self) -> float:
        """Return how many faults the sheet of checks counts."""
        return _named(self.book, "Isian_salah")

    def form_total(self) -> float:
        """Return the total of the budget form."""
        return _named(self.book, "Jumlah_RKA")


def _named(book, name: str) -> float:
    sheet, cell = next(iter(book.defined_names[name].destinations))
    return book[sheet][cell].value


def edit(path: Path, changes: dict[str, float | None], to: Path) -> Path:
    """Change yellow cells, each named as the sheet of the scenario lists it.

    Or by sheet and cell: ``RKA!B4``.
    """
    from analysis.report.live.compare import SKENARIO
    from analysis.report.live.inputs import MASUKAN

    book = openpyxl.load_workbook(path)
    listed, asked = book[SKENARIO["id"]], book[MASUKAN["id"]]
    places = {
        row[0].value: "".join(_CELL.search(row[2].value).groups())
        for row in listed.iter_rows()
        if isinstance(row[2].value, str) and MASUKAN["id"] in row[2].value
    }
    for label, value in changes.items():
        sheet, _, cell = label.rpartition("!")
        where = book[sheet] if sheet else asked
        where[cell if sheet else places[label]].value = value
    book.save(to)
    return to


def gaps(read: Read, results) -> list[str]:
    """Return every live number that is not the model's."""
    found, wrong = read.years(), []
    for name, (variable, where) in YEARLY.items():
        expected = results.series(variable, **where)
        years = range(results.scenario.first_year, results.scenario.last_year + 1)
        for value, year in zip(found[name], years, strict=True):
            model = expected.get(year)
            if not _equal(name, value, model):
                wrong.append(f"{variable} {year}: sheet {value}, model {model}")
    slugs = list(results.scenario.segments)
    for name, variable in BY_GROUP.items():
        column = read.groups(name, len(slugs))
        for group, slug in enumerate(slugs):
            model = results.series(variable, segment=slug).to_numpy()
            if not np.array_equal(column[:, group], model):
                wrong.append(f"{slug} {variable}: {column[:, group]} is not {model}")
    for name, values in read.bridge(results).items():
        model = results.bridge().loc[
            "contributions_apbd_idr" if name == "bill" else name
        ]
        if list(model) != values:
            wrong.append(f"{name}: sheet {values}, model {list(model)}")
    return wrong


def _equal(name: str, value, model) -> bool:
    if model is None or np.isnan(model):
        return value in (None, "")
    if name in SHARES:
        return abs(value - model) <= 1e-12 * max(1, abs(model))
    return value == model
