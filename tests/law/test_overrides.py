"""Variants and overrides: what a scenario may change, and what it is told."""

from fractions import Fraction

import pytest

from analysis.errors import ScenarioError
from analysis.law.parameters import load_law
from analysis.quantity import Quantity


def refused(overrides, variant="current", lang="en"):
    with pytest.raises(ScenarioError) as caught:
        load_law(variant, overrides)
    assert caught.value.exit_code == 3
    return caught.value.message(lang)


def test_an_unknown_name_names_the_nearest():
    message = refused({"bpu_jkm_idr": {"2027-01": Fraction(13471)}})
    assert "law.overrides.bpu_jkm_idr" in message
    assert "perhaps you mean bpu_jkm_idr_m" in message


def test_it_does_so_in_indonesian():
    message = refused({"bpu_jkm_idr": {"2027-01": Fraction(1)}}, lang="id")
    assert "mungkin maksudnya bpu_jkm_idr_m" in message


def test_all_problems_at_once():
    message = refused(
        {
            "bpu_jkn_idr_m": {"2027-01": Fraction(1)},
            "bpu_jkm_idr_m": {"2027": Fraction(9000), "2027-13": Fraction(9000)},
            "pu_jkm_rate": {"2027-01": Fraction(53, 100)},
        }
    )
    for part in ("bpu_jkn_idr_m", "(found: 2027)", "2027-13", "0.53)", "0.001 .. 0.02"):
        assert part in message
    assert len(message.splitlines()) == 4


@pytest.mark.parametrize(
    "value", [True, 13471.0, None, "Rp 16800", "1e3", "16,8", "1_000", [1]]
)
def test_only_exact_numbers(value):
    message = refused({"bpu_jkm_idr_m": {"2027-01": value}})
    assert "Not a plain number" in message
    assert f"(found: {value})" in message


@pytest.mark.parametrize("value", [Fraction(-1), Fraction(60001), -1])
def test_bounds(value):
    assert "2000 .. 60000" in refused({"bpu_jkm_idr_m": {"2027-01": value}})


def test_months_and_children_are_whole():
    message = refused({"scholarship_max_children": {"2027-01": Fraction(3, 2)}})
    assert "scholarship_max_children.2027-01 (found: 1.5)" in message


@pytest.mark.parametrize("value", ["16.800", Fraction("16.8")])
def test_rupiah_with_a_thousands_dot(value):
    message = refused({"bpu_jkm_idr_m": {"2027-01": value}})
    assert "write 16800" in message
    assert f"(found: {value})" in message


def test_a_day_is_checked():
    wrong = refused({"budget_cutoff_month_day": {"2027-01": "31-07"}})
    assert "Not a day of the year" in wrong


def test_an_unknown_variant():
    assert "current or planned" in refused({}, variant="future")


def test_an_integer_is_exact_too():
    law = load_law(overrides={"bpu_jkm_idr_m": {"2027-01": 13471}})
    assert law.value("bpu_jkm_idr_m", "2027-01") == Fraction(13471)
    assert law.entry("bpu_jkm_idr_m", "2027-01").overridden
    assert not law.entry("bpu_jkm_idr_m", "2026-12").overridden


def test_an_override_replaces_later_law_too():
    law = load_law(overrides={"relief_jkk_jkm_factor": {"2020-06": Fraction(1)}})
    assert law.value("relief_jkk_jkm_factor", "2020-08") == 1


def test_an_uncertain_parameter_becomes_certain():
    law = load_law(overrides={"selection_factor": {"2015-07": Fraction(1)}})
    assert law.quantity("selection_factor").certain


def test_an_empty_override_changes_nothing():
    law = load_law(overrides={"bpu_jkm_idr_m": {}})
    assert law.value("bpu_jkm_idr_m", "2027-01") == 6800


def test_planned_values_leave_current_law_alone():
    planned, current = load_law("planned"), load_law()
    assert planned.value("bpu_jkm_idr_m", "2027-01") == 13471
    assert current.value("bpu_jkm_idr_m", "2027-01") == 6800
    entry = planned.entry("bpu_jkm_idr_m", "2027-01")
    assert entry.planned
    assert entry.mark in ("derived", "assumed")
    assert "No such rule exists" in entry.note["en"]


def test_only_plans_differ_between_the_variants():
    planned, current = load_law("planned"), load_law()
    differ = [
        name
        for name in current.names()
        if planned.parameter(name).entries != current.parameter(name).entries
    ]
    assert differ == ["bpu_jkm_idr_m"]


def test_the_planned_tariff_is_the_claim_ratio():
    assert round(Fraction(6800) * Fraction("1.981")) == 13471


def test_an_override_wins_over_a_plan():
    law = load_law("planned", {"bpu_jkm_idr_m": {"2027-01": Fraction(9000)}})
    assert law.value("bpu_jkm_idr_m", "2027-01") == 9000


def test_the_hash_follows_what_was_asked():
    plain = load_law().hash
    assert load_law("current", {}).hash == plain
    assert load_law("planned").hash != plain
    one = {"bpu_jkm_idr_m": {"2027-01": Fraction(13471)}}
    assert load_law(overrides=one).hash != plain
    assert load_law(overrides=one).hash == load_law(overrides=dict(one)).hash


def test_names_entries_and_texts():
    law = load_law()
    assert law.names() == sorted(law.names())
    entry = law.entry("relief_jkk_jkm_factor", "2020-12")
    assert (entry.from_month, entry.mark) == ("2020-08", "law")
    assert law.text("mortality_period", "2026-01") == "2025-2030"
    assert isinstance(law.quantity("selection_factor"), Quantity)
    assert law.title("bpu_jkm_idr_m")["en"].startswith("JKM contribution")


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda law: law.value("bpu_jkm", "2026-01"), "perhaps you mean bpu_jkm_idr_m"),
        (lambda law: law.value("mortality_period", "2026-01"), "text, not a number"),
        (lambda law: law.value("bpu_jkm_idr_m", "2014-01"), "No value is in force"),
        (lambda law: law.segment("rtrw"), "perhaps you mean rt_rw"),
        (lambda law: law.profile("umun"), "perhaps you mean umum"),
    ],
)
def test_what_the_law_refuses(ask, said):
    with pytest.raises(ScenarioError, match=said):
        ask(load_law())


def test_a_segment_stands_for_its_profile():
    law = load_law()
    assert law.profile("opang") == law.profile("jalanan")
    assert hash(law.profile("opang")) == hash(law.profile("jalanan"))
