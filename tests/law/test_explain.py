"""What `iuran law` prints: the rows a planner needs, with basis and source."""

from fractions import Fraction

import pytest

from analysis.errors import ScenarioError
from analysis.law.explain import COLUMNS, what_applies
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
    assert frame.loc[frame.parameter != "", "source"].str.startswith("http").all()


def test_indonesian_numbers_and_words():
    frame = what_applies("2024-08", "rt_rw", LAW, lang="id")
    assert cells(frame)["Dibayar: JKK + JKM"] == "16.800"
    assert "Iuran JKM BPU" in set(frame.what)


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
