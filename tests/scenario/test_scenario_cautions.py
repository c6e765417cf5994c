"""Cautions: allowed, said aloud, and silent where nothing is odd."""

from __future__ import annotations

import numpy as np
import pytest
from scenario_texts import BASE, FULL, edited, with_segment, with_top

from analysis.law.parameters import load_law
from analysis.model.projection import central
from analysis.scenario.cautions import AS_OF_THE_START, cautions
from analysis.scenario.load import parse_scenario

TARGET = edited("{kind: hold}", "{kind: target, coverage: 0.5, year: 2029}")
SCHEDULE = edited("{kind: hold}", "{kind: schedule, members: {2031: 5}}")


def said(text):
    return [caution["en"] for caution in cautions(parse_scenario(text))]


def test_an_ordinary_scenario_needs_none():
    assert said(BASE) == []
    enough = (
        "budget: {base_idr: {2025: 2000000000000}, ceiling: {idr: {2027: 500000000}}}"
    )
    assert said(with_top(enough)) == []


@pytest.mark.fault("P7.target", "P8", "P4.ceiling")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        (with_segment("verified_share: 0.6"), "those who pass verification (916)"),
        (TARGET, "below the present one"),
        (SCHEDULE, "an entry for 2031 is after the last year (2029)"),
        (with_segment("months: {2030: {first: 1, last: 2}}"), "entry for 2030"),
        (with_top("budget: {base_idr: {2024: 2000000000000}}"), "that of 2024"),
        (
            with_top("budget: {ceiling: {idr: {2028: 500000000}}}"),
            "no ceiling before 2028",
        ),
        (with_top("budget: {ceiling: {idr: {2027: 0}}}"), "Rp0 does not pay for one"),
        # one person, twelve months at Rp16,800
        (with_top("budget: {ceiling: {idr: {2027: 201599}}}"), "(Rp201,600)"),
        (
            with_top(
                "budget: {base_idr: {2026: 2000000000000}, ceiling: {share: 0.0000001}}"
            ),
            "budget.ceiling.share",
        ),
        (with_top("budget: {priority: [nelayan]}"), "`nelayan` is named"),
    ],
)
def test_what_may_not_be_meant_is_said(text, words):
    found = said(text)
    assert len(found) == 1
    assert words in found[0]


@pytest.mark.fault("F6.yaml")
def test_a_base_far_from_what_is_known_of_the_region_is_said():
    """In thousands it may still be the base of some region: not of this one."""
    text = with_top("budget: {base: pad, base_idr: {2026: 1117000000}}")
    assert "budget.base_idr.2026: Rp1,117,000,000 is far from" in said(text)[0]


def test_a_ceiling_for_one_person_is_enough():
    assert said(with_top("budget: {ceiling: {idr: {2027: 201600}}}")) == []


def test_segments_that_are_not_there():
    assert said(FULL) == [
        "There is no ceiling before 2026.",
        "`kader` is named in budget or funding but is no segment here.",
        "`nelayan` is named in budget or funding but is no segment here.",
        "DBH CHT, tobacco excise share (APBD money): a local rule is needed "
        "(PMK 72/2024 Pasal 5(9)); data/regions/3672.yaml lists none.",
    ]


LAW = "law: {{variant: current, overrides: {{{}: {{{}}}}}}}"


@pytest.mark.parametrize("name", AS_OF_THE_START)
def test_a_value_of_the_start_dated_later_is_said_to_hold_nothing(name):
    value = load_law().quantity(name, "2027-01").central
    whole = int(value) if value == int(value) else float(value)
    late = said(with_top(LAW.format(name, f'"2028-01": {whole}')))
    assert len(late) == 1
    assert f"{name}: the value from 2028-01 is not used" in late[0]
    assert said(with_top(LAW.format(name, f'"2015-07": {whole}'))) == []


@pytest.mark.parametrize("name", AS_OF_THE_START)
def test_a_later_date_of_such_a_value_moves_nothing(name):
    bounds = load_law().parameter(name).bounds
    other = bounds.high if bounds.high < 2 else int(bounds.low + bounds.high) // 2
    text = LAW.format(name, f'"2028-01": {float(other):g}')
    plain, changed = (central(parse_scenario(one)) for one in (BASE, with_top(text)))
    assert all(np.array_equal(plain[v], changed[v], equal_nan=True) for v in plain)
