"""The catalogue of faults and the table printed of them."""

from __future__ import annotations

from pathlib import Path

from faults import table

TESTS = Path(__file__).resolve().parents[1]


def marked_files() -> set[str]:
    files = (path for path in TESTS.rglob("test_*.py"))
    return {str(path) for path in files if "mark.fault(" in path.read_text("utf-8")}


def test_every_fault_has_a_test(request):
    """Asked of a run of all tests: `make test`; one of some tests cannot know."""
    items = request.session.items
    if marked_files() <= {str(item.path) for item in items}:
        assert sorted(set(table.faults()) - table.tested(items)) == []


class Report:
    """What pytest hands to the table of one phase of one test."""

    def __init__(self, fault, outcome, when="call", nodeid="t::one"):
        self.user_properties = [("fault", fault), ("other", 1)]
        self.outcome, self.when, self.nodeid = outcome, when, nodeid
        self.longrepr = ("file", 1, "Skipped: no unshare here")

    @property
    def failed(self):
        return self.outcome == "failed"

    @property
    def skipped(self):
        return self.outcome == "skipped"


def states(*reports: Report) -> str:
    made = table.Table()
    for report in reports:
        made.pytest_runtest_logreport(report)
    return made.state("N1")


def test_one_failure_outweighs_everything():
    held = Report("N1", "passed")
    assert states() == "untried"
    assert states(Report("N1", "passed", "setup")) == "untried"
    assert states(held) == "held"
    assert states(held, Report("N1", "failed", nodeid="t::two")) == "failing"
    assert states(held, Report("N1", "failed", "teardown")) == "failing"
    assert states(Report("N1", "failed", "setup")) == "failing"
    assert states(Report("N1", "skipped", "setup")) == "skipped"


def test_the_table_says_what_failed_and_what_could_not_be_tried():
    made = table.Table()
    for report in (
        Report("N1", "failed"),
        Report("F12", "passed", nodeid="t::two"),
        Report("R7.same", "skipped", "setup", "t::three"),
    ):
        made.pytest_runtest_logreport(report)
    lines = made.lines()
    assert "FAILING N1: t::one" in lines
    assert "not tried here R7.same: no unshare here" in lines
    assert any(line.startswith("F12 ") and "1 of 1 held" in line for line in lines)
    assert any(line.startswith("R7 ") and "0 of 4 held" in line for line in lines)
    wanted = "tried 3, held 1, failing 1, skipped 1"
    assert wanted in lines[-1]
    assert "F19.excel" in lines[-1]


def test_a_mark_names_a_part_of_the_catalogue():
    assert table.unknown(["F1.raw", "N1"]) == []
    assert table.unknown(["F1", "F1.rwa", "Z9"]) == ["F1", "F1.rwa", "Z9"]


def test_every_row_says_what_is_wrong_and_what_has_to_happen():
    for row in table.rows():
        assert row.done.endswith(".")
        assert row.must.endswith(".")
        assert all(map(str.strip, row.parts.values()))
    names = [row.name for row in table.rows()]
    assert names == [
        f"{kind}{number}"
        for kind, most in (("F", 20), ("P", 8), ("R", 17), ("S", 10), ("N", 16))
        for number in range(1, most + 1)
    ]
