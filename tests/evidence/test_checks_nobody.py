"""Pages on which a whole is nobody: judged like any other, no share of it is told."""

from __future__ import annotations

from test_checks_random import row

from analysis.evidence.checks import check


def test_members_of_a_group_of_nobody_are_more_than_it():
    rows = [row("members", "members", 300), row("all", "eligible", 0)]
    (found,) = [one for one in check(rows) if one.check == "part above whole"]
    assert found.verdict == "differs"
    assert found.statement["en"].endswith("they belong to.")
    assert found.statement["id"].endswith("termasuk di dalamnya.")
