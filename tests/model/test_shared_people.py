"""Segments that several scenarios share are worked out once, and only those."""

from copy import deepcopy

import pandas as pd
import pytest

from analysis.model.projection import bills, people
from analysis.scenario.load import parse_scenario
from minimal import scenario_text

GOAL = {"uniform": [0.5, 0.9]}
BASE = {
    "first_year": 2026,
    "years": 3,
    "draws": 40,
    "seed": 7,
    "segments": {
        "kader": {
            "eligible": {"uniform": [900, 1300]},
            "members": {"uniform": [500, 800]},
            "tariff": {"kind": "bpu"},
            "path": {"kind": "target", "coverage": GOAL, "year": 2027},
            "months": {"first": 6, "last": 12},
            "exits": [{"kind": "pppk_paruh_waktu", "year": 2027, "share": 0.1}],
        },
        "linmas": {
            "eligible": 300,
            "members": 200,
            "tariff": {"kind": "bpu"},
            "path": {"kind": "schedule", "members": {"2026-04": 250}},
        },
    },
    "law": {"variant": "current", "overrides": {}},
    "decision": {"date": "2025-05-02", "instrument_hazard_y": 1},
}


def scenario(*changes):
    """Return the base with values set at key paths."""
    fields = deepcopy(BASE)
    for path, value in changes:
        *parents, last = path.split(".")
        holder = fields
        for key in parents:
            holder = holder[key]
        holder[last] = value
    return parse_scenario(scenario_text("uji", fields), "uji.yaml")


KADER = "segments.kader"
CHANGES = {
    "eligible": (f"{KADER}.eligible", {"uniform": [950, 1300]}),
    "members": (f"{KADER}.members", 600),
    "growth": (f"{KADER}.eligible_growth_y", 0.1),
    "path": (f"{KADER}.path", {"kind": "hold"}),
    "verified": (f"{KADER}.verified_share", 0.5),
    "months": (f"{KADER}.months", {"first": 4, "last": 12}),
    # as many different months a year, but others
    "months of another": ("segments.linmas.path.members", {"2026-09": 250}),
    "leave": (
        "segments.linmas",
        {**BASE["segments"]["linmas"], "place": "leave", "renewal_y": 0.5},
    ),
    "exits": (f"{KADER}.exits", []),
    "window": (f"{KADER}.window", {"first": "2026-03", "last": "2027-06"}),
    "target": (f"{KADER}.target_people", 5000),
    "decision": ("decision.date", "2026-09-01"),
    "hazard": ("decision.instrument_hazard_y", 2),
    "no decision": ("decision", None),
    "years": ("years", 2),
    "first year": ("first_year", 2025),
    "seed": ("seed", 8),
    "draws": ("draws", 30),
    "insurer": ("law.overrides", {"pppk_part_time_insurer": {"2026-01": "taspen"}}),
}


AT_ONCE = ("decision", None)  # no gate


WITHOUT_GATE = [name for name in CHANGES if "decision" not in CHANGES[name][0]]
CASES = [(name, ()) for name in CHANGES] + [(name, (AT_ONCE,)) for name in WITHOUT_GATE]


@pytest.mark.parametrize(("name", "gate"), CASES)
def test_what_is_remembered_changes_no_number(name, gate):
    memo = {}
    before = bills(scenario(*gate), memo).table
    changed = scenario(*gate, CHANGES[name])
    found = bills(changed, memo).table
    pd.testing.assert_frame_equal(found, bills(changed).table)
    pd.testing.assert_frame_equal(bills(scenario(*gate), memo).table, before)
    assert not found.equals(before), "the change changes nothing: no test of it"


def test_equal_segments_are_worked_out_once(monkeypatch):
    worked = []
    own = people._segment

    def count(plan, values, slug, opened):
        worked.append(slug)
        return own(plan, values, slug, opened)

    monkeypatch.setattr(people, "_segment", count)
    memo = {}
    bills(scenario(), memo)
    assert sorted(worked) == ["kader", "kader", "linmas", "linmas"]  # central, draws
    worked.clear()
    bills(scenario(("segments.linmas.members", 210)), memo)
    assert worked == ["linmas", "linmas"]


def test_memory_of_versions_is_bounded():
    memo = {}
    for members in range(100, 100 + 3 * people._KEPT):
        bills(scenario(("segments.linmas.members", members), ("draws", 0)), memo)
    versions = memo["people", "central"]["segment", "linmas"]
    assert len(versions) == people._KEPT
