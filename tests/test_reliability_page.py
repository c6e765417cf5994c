"""docs/reliability.md is what the catalogue and the records of the checks say."""

from __future__ import annotations

import pytest
import yaml

import reliability_page as page
from faults import table


@pytest.mark.parametrize("name", ["PAGE", "TRANSLATION"])
def test_the_page_is_current(name):
    made = page.page()
    wanted = made.markdown() if name == "PAGE" else made.translation()
    written = getattr(page, name).read_text(encoding="utf-8")
    assert written == wanted, "run: python tests/reliability_page.py"


def test_every_fault_is_in_indonesian_too():
    words = yaml.safe_load(page.INDONESIAN.read_text(encoding="utf-8"))
    assert list(words) == [row.name for row in table.rows()]
    assert all(len(both) == 2 and all(both) for both in words.values())


def test_faults_of_other_systems_are_all_said():
    said = page.said()["elsewhere"][0]
    words = {
        "excel": "Excel",
        "windows": "Windows",
        "network": "network",
        "macos": "macOS",
    }
    assert {name.partition(".")[2] for name in table.elsewhere()} == set(words)
    assert all(word in said for word in words.values())


def test_a_record_is_shown_in_words_and_numbers():
    record = {
        "date": "2026-11-22",
        "summary": {"trials": 240, "held": True},
        "cases": [1, 2],
        "share": 0.5,
    }
    assert page.flat(record) == {
        "date": "2026-11-22",
        "trials": "240",
        "held": "yes",
        "share": "0.5",
    }
