"""Equal inputs give equal bytes, whoever runs them, where, when and how."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest
import ways

import copies
from analysis.study import skill

pytestmark = pytest.mark.skipif(os.name != "posix", reason="other users: Linux")


@pytest.fixture(scope="module")
def both():
    """A run as ever, and one with everything different at once; no pages."""
    if why := ways.possible(ways.ALL_AT_ONCE):
        pytest.skip(why)
    with ways.room() as place:
        there = copies.project(place / ways.ELSEWHERE, ways.NOT_READ)
        one = ways.run(ways.Way("as ever"), ways.ROOT, place / "one", ways.SHORTEST)
        other = ways.run(ways.ALL_AT_ONCE, there, place / "other", ways.SHORTEST)
        yield one, other


@pytest.mark.fault("R13.folder", "R13.letters", "R9.locale", "R9.zone")
def test_data_and_workbook_are_equal_byte_for_byte(both):
    first, second = map(ways.hashes, both)
    assert set(first) == {*ways.EQUAL, "workbook.xlsx"}
    assert ways.differing(first, second) == []


def test_the_comparison_would_see_one_digit(both, tmp_path):
    changed = shutil.copytree(both[0], tmp_path / "changed")
    text = (changed / "results.csv").read_text(encoding="utf-8")
    (changed / "results.csv").write_text(text.replace("5", "6", 1), encoding="utf-8")
    found = ways.differing(ways.hashes(both[0]), ways.hashes(changed))
    assert found == ["results.csv"]


def test_as_root_the_other_run_is_somebody_elses(both):
    if not ways.ALL_AT_ONCE.user:
        pytest.skip("only root may run as somebody else")
    assert both[1].stat().st_uid == ways.NOBODY


def test_every_way_was_tried_and_gave_the_same_bytes():
    told = json.loads(ways.RESULTS.read_text(encoding="utf-8"))
    assert [one["way"] for one in told["ways"]] == [way.name for way in ways.WAYS]
    assert all(one["equal"] for one in told["ways"]), told["ways"]
    assert {one["files"] for one in told["ways"]} == {len(ways.EQUAL) + 1}


def test_columns_of_skill_stand_in_one_order_whatever_the_hash_seed():
    """Their order followed a set, and so the seed of the process's hashes."""
    rows = (
        f"{{'horizon': '1', 'method': {method!r}, 'series': 's', 'region': region, "
        f"'made_on': 'm', 'target_date': 't', 'crps': 1.0 + {n}}}"
        for n, method in enumerate((*skill.REFERENCES, "other"))
    )
    code = (
        "import pandas as pd; from analysis.study import skill;"
        f"rows = [one for region in 'ab' for one in ({', '.join(rows)})];"
        "frame = pd.DataFrame(rows);"
        "wide = frame.pivot_table(index=['series', 'made_on', 'target_date', 'region'],"
        " columns='method', values='crps', sort=False);"
        "print([list(one) for one in skill._skills(wide, 1).values()])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in (0, 1, 2, 3)
    }
    assert len(told) == 1
