"""What `iuran law` prints: the rows a planner needs, with basis and source."""

from dataclasses import replace
from fractions import Fraction

import pytest

from analysis.errors import ScenarioError
from analysis.law.explain import everything, what_applies
from analysis.law.explain_table import COLUMNS, Table
from analysis.law.parameters import load_law

LAW = load_law()


def cells(frame, column="value"):
    keys = [
        name or what for name, what in zip(frame.parameter, frame.what, strict=True)
    ]
    return dict(zip(keys, frame[column], strict=True))


def test_rt_rw_in_august_2024():
    frame = what_applies("2024-08", "rt_rw", LAW)
    shown = cells(frame)
    assert list(frame.columns) == COLUMNS
    assert shown["tariff.kind"] == "BPU"
    assert shown["bpu_jkk_idr_m"] == "10,000"
    assert shown["bpu_jkm_idr_m"] == "6,800"
    assert shown["Paid: JKK + JKM"] == "16,800"
    assert shown["jkm_death_idr"] == "42,000,000"
    assert shown["jkm_early_months"] == "0"
    assert shown["Scholarship at most"] == "174,000,000"
    assert shown["jkk_death_idr"] == "70,000,000"
    assert shown["budget_cutoff_month_day"] == "07-31"
    dated = frame[frame["in force from"] != ""]
    assert (dated["source"] != "").all() or set(dated[dated.source == ""]["mark"]) == {
        "our assumption"
    }
    assert frame["source"].str.contains(r"^\[S01\] .*https://", regex=True).any()


def test_indonesian_numbers_and_words():
    frame = what_applies("2024-08", "rt_rw", LAW, lang="id")
    assert cells(frame)["Dibayar: JKK + JKM"] == "16.800"
    assert "Iuran JKM BPU" in set(frame.what)
    assert cells(frame, "unit")["Dibayar: JKK + JKM"] == "Rp/orang/bulan"


def test_relief_in_force_and_not():
    during = what_applies("2020-09", "rt_rw", LAW)
    assert cells(during)["Paid: JKK + JKM"] == "168"
    assert "1% of the contribution" in cells(during, "note")["relief_jkk_jkm_factor"]
    after = cells(what_applies("2021-02", "rt_rw", LAW), "note")
    assert after["relief_jkk_jkm_factor"] == "No relief this month."


@pytest.mark.parametrize(
    ("segment", "month", "name", "factor"),
    [
        ("rt_rw", "2026-03", "discount_bpu_factor", "1"),
        ("rt_rw", "2026-04", "discount_bpu_factor", "0.5"),
        ("opang", "2026-01", "discount_bpu_transport_factor", "0.5"),
        ("opang", "2027-04", "discount_bpu_transport_factor", "1"),
    ],
)
def test_the_discount_is_shown_and_not_applied(segment, month, name, factor):
    frame = what_applies(month, segment, LAW)
    assert cells(frame)[name] == factor
    assert "APBN" in cells(frame, "note")[name]
    assert cells(frame)["Paid: JKK + JKM"] == "16,800"


def test_non_asn_shows_rates_and_an_example():
    frame = what_applies("2026-05", "non_asn", LAW, Fraction("5469922.59"))
    shown = cells(frame)
    assert shown["pu_jkk_rate_group_1"] == "0.24%"
    assert shown["JKK + JKM rate"] == "0.54%"
    example = "Paid: JKK + JKM (example: wage Rp5,469,922.59 a month)"
    assert shown[example] == "29,537.58"
    assert "discount_bpu_factor" not in shown


def test_non_asn_without_a_wage_shows_rates_only():
    frame = what_applies("2026-05", "non_asn", LAW)
    assert not frame.what.str.startswith("Paid").any()


def test_a_note_is_that_of_the_value():
    for lang in ("id", "en"):
        notes = cells(everything("2026-01", LAW, lang=lang), "note")
        for name in ("bpu_income_bracket_reading", "bpu_jkk_idr_m"):
            assert notes[name] == LAW.entry(name, "2026-01").note[lang]


def test_an_override_is_named():
    law = load_law(overrides={"bpu_jkm_idr_m": {"2020-06": Fraction(5000)}})
    frame = what_applies("2020-09", "rt_rw", law)
    assert cells(frame)["Paid: JKM"] == "5,000"
    assert "without relief" in cells(frame, "note")["bpu_jkm_idr_m"]
    assert cells(frame, "basis")["bpu_jkm_idr_m"].startswith("law.overrides")


@pytest.mark.parametrize("segment", sorted(LAW.segments))
def test_every_segment_has_no_empty_cell_that_matters(segment):
    frame = what_applies("2026-06", segment, LAW)
    assert (frame.what != "").all()
    assert (frame.value != "").all()
    assert (frame["mark"] != "").all()


@pytest.mark.parametrize(
    ("month", "segment", "said"),
    [
        ("2024-08", "rtrw", "perhaps you mean rt_rw"),
        ("2014-08", "rt_rw", "No value is in force"),
        ("24-08", "rt_rw", "Not a month"),
    ],
)
def test_what_it_refuses(month, segment, said):
    with pytest.raises(ScenarioError, match=said):
        what_applies(month, segment, LAW)


def test_a_basis_is_said_in_the_language():
    english = cells(what_applies("2024-08", "rt_rw", LAW), "basis")
    indonesian = cells(what_applies("2024-08", "rt_rw", LAW, lang="id"), "basis")
    assert english["budget_cutoff_month_day"].startswith("KUA/PPAS are agreed")
    assert indonesian["budget_cutoff_month_day"].startswith("KUA/PPAS disepakati")
    assert english["bpu_jkm_idr_m"] == indonesian["bpu_jkm_idr_m"] == "PP 44/2015"


def test_a_value_has_its_confidence_and_a_unit_where_one_helps():
    frame = what_applies("2024-08", "rt_rw", LAW)
    kept, unit = cells(frame, "confidence"), cells(frame, "unit")
    for name in ("bpu_jkm_idr_m", "budget_cutoff_month_day", "jkm_death_idr"):
        grade = LAW.entry(name, "2024-08").confidence
        assert kept[name].startswith(f"{grade}: ")
        assert len(kept[name]) > len("V: ")
    assert unit["bpu_jkm_idr_m"] == "Rp/person/month"
    assert unit["Paid: JKK + JKM"] == "Rp/person/month"
    assert unit["budget_cutoff_month_day"] == "month-day"
    assert unit["bpu_income_bracket_reading"] == ""


def test_the_article_is_named_or_said_not_to_be_seen():
    law = cells(what_applies("2024-08", "non_asn", LAW), "law")
    assert law["pu_jkm_rate"] == "PP 44/2015 Pasal 18"
    assert law["payment_due_day"] == "PP 49/2020 (article not seen)"


def test_readings_of_an_unsettled_rule_are_shown():
    reading = cells(what_applies("2026-01", "rt_rw", LAW), "reading")
    lines = reading["jkm_early_months"].splitlines()
    assert lines[0].startswith("in use: three_full_months")
    assert [line.partition(",")[0] for line in lines[1:]] == [
        "other reading: no_rule",
        "other reading: fewer_than_three",
    ]


def test_who_may_pay_is_shown():
    shown = cells(what_applies("2026-01", "petani", LAW))
    assert shown["funding.dbh_cht"] == "APBD money; needs a local rule"
    assert shown["funding.dbh_sawit"] == "APBD money; at most 20% of its allocation"
    assert "funding.dana_desa" not in shown
    since = cells(what_applies("2026-01", "petani", LAW), "in force from")
    assert since["funding.dbh_cht"] == "2025-01"
    assert since["funding.dbh_sawit"] == "2023-09"


def test_the_risk_group_of_a_segment_chooses_the_rates():
    staff = LAW.segment("non_asn")
    third = replace(staff, default_tariff=replace(staff.default_tariff, risk_group=3))
    law = replace(LAW, segments={**LAW.segments, "non_asn": third})
    shown = cells(what_applies("2026-05", "non_asn", law, Fraction(1_000_000)))
    assert shown["pu_jkk_rate_group_3"] == "0.89%"
    assert "pu_jkk_rate_group_1" not in shown
    assert shown["JKK + JKM rate"] == "1.19%"
    assert shown["Paid: JKK + JKM (example: wage Rp1,000,000 a month)"] == "11,900"


@pytest.mark.parametrize("lang", ["id", "en"])
def test_everything_of_a_month(lang):
    frame = everything("2026-06", LAW, lang=lang)
    in_force = {
        name
        for name, parameter in LAW.parameters.items()
        if parameter.entries[0].from_month <= "2026-06"
    }
    assert set(frame.parameter) == in_force
    for column in ("section", "what", "value", "in force from", "basis", "mark"):
        assert (frame[column] != "").all()
    law = frame[frame["mark"].str.startswith(("law", "hukum"))]
    assert (law["law"] != "").all()


def test_a_plan_is_marked_as_one():
    frame = everything("2027-03", load_law("planned"))
    assert "a plan, not law" in cells(frame, "mark")["bpu_jkm_idr_m"]
    assert "a plan" not in cells(everything("2027-03", LAW), "mark")["bpu_jkm_idr_m"]


def test_a_tariff_says_why_it_is_assumed():
    for slug in ("rt_rw", "non_asn"):
        why = LAW.segment(slug).default_tariff.reason
        for lang in ("id", "en"):
            shown = cells(what_applies("2024-08", slug, LAW, lang=lang), "note")
            assert shown["tariff.kind"] == why[lang]


def test_a_file_without_a_title_is_a_section_by_its_name():
    table = Table("2024-08", LAW, "en")
    for name, shown in (("tariff", "Contributions"), ("own_file", "own_file")):
        table.start(name)
        assert table.section == shown


def test_what_is_not_a_month_is_refused():
    with pytest.raises(ScenarioError, match=r"found: 24-08.*Not a month"):
        everything("24-08", LAW)


def test_nothing_before_the_law_begins():
    with pytest.raises(ScenarioError, match="in force from 2015-07"):
        everything("2014-12", LAW)
