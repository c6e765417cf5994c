"""Pages on which a whole is nobody: judged like any other, nothing is divided by it."""

from __future__ import annotations

import numpy as np
import pytest
from test_checks_random import FAMILIES, row

from analysis.evidence.checks import check
from analysis.evidence.ledger import rows as published

CITIES = ("3672", "3271")


def test_members_of_a_group_of_nobody_are_more_than_it():
    rows = [row("members", "members", 300), row("all", "eligible", 0)]
    (found,) = [one for one in check(rows) if one.check == "part above whole"]
    assert found.verdict == "differs"
    assert found.statement["en"].endswith("they belong to.")
    assert found.statement["id"].endswith("termasuk di dalamnya.")


@pytest.mark.parametrize("family", FAMILIES)
def test_any_figure_of_a_page_may_be_nothing(family):
    rows, _ = FAMILIES[family](np.random.default_rng(1))
    for number in range(len(rows)):
        check([*rows[:number], {**rows[number], "value": "0"}, *rows[number + 1 :]])


@pytest.mark.parametrize("city", CITIES)
def test_any_figure_of_a_city_may_be_nothing(city):
    rows = [{**one} for one in published().values() if one["region"] in (city, "")]
    for one in rows:
        kept, one["value"] = one["value"], "0"
        check(rows)
        one["value"] = kept
