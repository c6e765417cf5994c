"""ASSUMPTIONS.md is what the data and the code say today, each assumption once."""

import re

from analysis import paths
from analysis.run.sources import assumptions_text
from analysis.scenario.load import load_scenario
from analysis.study.measured import assumptions

TEXT = paths.ASSUMPTIONS.read_text(encoding="utf-8")


def shown(key):
    """A key as the first column shows it."""
    return " ".join(f"`{part}`" for part in key.split(": "))


def test_the_register_is_current():
    assert assumptions_text() == TEXT, "run `make notebooks` to renew ASSUMPTIONS.md"


def test_every_assumption_has_one_row():
    files = sorted(paths.SCENARIOS.glob("*.yaml"))
    scenarios = {file.stem: load_scenario(file) for file in files}
    found = assumptions(scenarios)
    rows = [line for line in TEXT.splitlines() if line.startswith("| **")]
    for one in found:
        if one.kind == "profile":
            key = f"<br>`{one.key.rpartition('.')[0]}` |"
        else:
            key = f"<br>{shown(one.key)} Source: "
        assert sum(key in row for row in rows) == 1, one.key
    assert f"{len(found)} assumptions" in TEXT


def test_tables_are_whole():
    tables = re.findall(r"(?:^\|.*\n?)+", TEXT, flags=re.MULTILINE)
    assert len(tables) == 8
    for table in tables:
        rows = table.splitlines()
        bars = {len(re.findall(r"(?<!\\)\|", row)) for row in rows}
        assert len(bars) == 1, rows[0]


def test_counts_add_up():
    rows = [line.split("|")[1:-1] for line in TEXT.splitlines() if "All**" in line]
    for row in rows:
        numbers = [int(cell) for cell in row[1:] if cell.strip()]
        assert sum(numbers[:-1]) == numbers[-1]
    assert len(rows) == 2


def test_the_readme_points_to_it():
    assert "ASSUMPTIONS.md" in paths.README.read_text(encoding="utf-8")
