"""The table of faults: what is tried, what held, what has no test yet.

A test says which fault it tries with ``@pytest.mark.fault("F1.raw")``; the marks reach
the table as properties of the test's report, so that it is whole with xdist too.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
import yaml

CATALOGUE = Path(__file__).with_name("catalogue.yaml")
MARKER = "fault(id, ...): tries this fault of tests/faults/catalogue.yaml"


@dataclass(frozen=True)
class Row:
    """One row of the catalogue: what is wrong, what must happen, in which ways."""

    name: str
    done: str
    must: str
    parts: dict[str, str] = field(default_factory=dict)
    elsewhere: dict[str, str] = field(default_factory=dict)
    cannot: dict[str, str] = field(default_factory=dict)

    @property
    def faults(self) -> tuple[str, ...]:
        """Return the ids that need a test."""
        return tuple(f"{self.name}.{part}" for part in self.parts) or (self.name,)


@cache
def rows() -> tuple[Row, ...]:
    found = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))
    return tuple(Row(name, **body) for name, body in found.items())


@cache
def faults() -> dict[str, Row]:
    """Return the row of each fault that needs a test, by its id."""
    return {fault: row for row in rows() for fault in row.faults}


def elsewhere() -> dict[str, str]:
    """Return the faults of other systems, with the reason they are not tried."""
    return {
        f"{row.name}.{key}": why for row in rows() for key, why in row.elsewhere.items()
    }


def marked(item) -> list[str]:
    """Return the ids of the faults a test tries."""
    return [name for mark in item.iter_markers("fault") for name in mark.args]


def unknown(names) -> list[str]:
    """Return what the catalogue does not list; a row with parts needs its part."""
    return sorted(set(names) - set(faults()))


def tested(items) -> set[str]:
    return {name for item in items for name in marked(item)}


class Table:
    """The outcomes of one session, collected where the reports arrive."""

    def __init__(self) -> None:
        self.outcomes: dict[str, dict[str, str]] = defaultdict(dict)
        self.reasons: dict[str, str] = {}

    def pytest_runtest_logreport(self, report) -> None:
        for name, value in report.user_properties:
            if name == "fault":
                self._note(value, report)

    def _note(self, fault: str, report) -> None:
        before = self.outcomes[fault].get(report.nodeid, "")
        if report.failed:
            self.outcomes[fault][report.nodeid] = "failed"
        elif report.skipped and before != "failed":
            self.outcomes[fault][report.nodeid] = "skipped"
            self.reasons[fault] = _reason(report)
        elif report.when == "call" and not before:
            self.outcomes[fault][report.nodeid] = "passed"

    def state(self, fault: str) -> str:
        """Return held, failing, skipped or untried: one failure outweighs all."""
        found = set(self.outcomes.get(fault, {}).values())
        if "failed" in found:
            return "failing"
        if "passed" in found:
            return "held"
        return "skipped" if found else "untried"

    def pytest_terminal_summary(self, terminalreporter) -> None:
        if self.outcomes:
            terminalreporter.section("faults tried on purpose")
            for line in self.lines():
                terminalreporter.write_line(line)

    def lines(self) -> list[str]:
        """Return the table: a line a row of the catalogue that was tried."""
        shown = [line for row in rows() if (line := self._line(row))]
        return [*shown, *self._exceptions(), self._sum()]

    def _line(self, row: Row) -> str:
        states = [self.state(fault) for fault in row.faults]
        tried = [state for state in states if state != "untried"]
        if not tried:
            return ""
        tests = sum(len(self.outcomes.get(fault, {})) for fault in row.faults)
        held = f"{states.count('held')} of {len(states)} held"
        return f"{row.name:4}{held:15}{tests:5} tests  {row.done}"

    def _exceptions(self) -> list[str]:
        lines = []
        for fault in faults():
            if self.state(fault) == "failing":
                wrong = [
                    n for n, what in self.outcomes[fault].items() if what == "failed"
                ]
                lines.append(f"FAILING {fault}: {', '.join(sorted(wrong)[:3])}")
            elif self.state(fault) == "skipped":
                lines.append(f"not tried here {fault}: {self.reasons.get(fault, '')}")
        return lines

    def _sum(self) -> str:
        states = [self.state(fault) for fault in faults()]
        others = elsewhere()
        return (
            f"faults {len(states)}: tried {len(states) - states.count('untried')}, "
            f"held {states.count('held')}, failing {states.count('failing')}, "
            f"skipped {states.count('skipped')}; "
            f"of other systems {len(others)} ({', '.join(others)})"
        )


def _reason(report) -> str:
    told = report.longrepr
    return str(told[2] if isinstance(told, tuple) else told).removeprefix("Skipped: ")


def start(config) -> None:
    """Register the marker, and the table where reports arrive (not in a worker)."""
    config.addinivalue_line("markers", MARKER)
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Table(), "faults")


def note(items) -> None:
    """Give each test the faults it tries, to be found in its reports."""
    for item in items:
        item.user_properties += [("fault", name) for name in marked(item)]


def refuse_unknown(item) -> None:
    """Fail a test whose mark the catalogue does not list."""
    if wrong := unknown(marked(item)):
        pytest.fail(f"not in {CATALOGUE.name}: {', '.join(wrong)}", pytrace=False)
