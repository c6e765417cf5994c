"""Published sums beside ours: bills by hand, reasons true of the numbers."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from analysis.evidence import ledger
from analysis.evidence.tables import read
from analysis.report import sentences, tables
from analysis.study.published_against_ours import BILL, CLAIMS, compared

BPU, PU_SHARE = 16_800, Fraction("0.0054")
AS_PUBLISHED = {"exact", "rounded"}
# what a reason says a head pays a month, where it says so
A_HEAD = {
    "ternate_2025": 23_014,
    "manado_2025": 13_922,
    "malang_2024": 10_417,
    "gunungkidul_2024": 39_872,
    "malang_2025_april": 108_333,
}


def rows(what=None):
    found = compared()
    return list((found if what is None else found[found["what"] == what]).itertuples())


def case(name):
    (found,) = [row for row in rows() if row.figure == name]
    return found


@pytest.mark.parametrize("row", rows(BILL), ids=lambda row: row.figure)
def test_bills_by_hand(row):
    head = BPU if row.tariff == "bpu" else PU_SHARE * int(row.reported_wage_idr_m)
    people = sum(ledger.value(one) for one in row.people_claims.split())
    assert row.ours_idr == people * head * row.months


def test_there_are_enough_and_of_the_cities_too():
    found = compared()
    assert len(found) >= 25
    assert found["region"].nunique() >= 20
    assert set(found.loc[found["region"] == "3672", "what"]) == {BILL, CLAIMS}


def test_bills_are_the_same_exactly_where_the_reason_says_so():
    for row in rows(BILL):
        assert row.agrees == (row.kind in AS_PUBLISHED), row.figure
        if row.kind == "exact":
            assert row.published_idr == row.ours_idr
    assert not case("tabalong_2025").agrees  # "about" is no rounding


def test_claims_said_to_lie_inside_do():
    for row in rows(CLAIMS):
        assert row.agrees == (row.low <= row.published_idr <= row.high)
        assert row.kind != "in_band" or row.agrees
        assert row.low < row.ours_idr < row.high


def test_claims_are_near_deaths_times_the_benefit():
    """Without accidents and scholarships: JKM of Blitar's farmers, 5 months of 2024."""
    row = case("blitar_claims_2024")
    years = 5_387 * 5 / 12
    deaths = row.ours_idr / 42_000_000
    assert 0.0025 < deaths / years < 0.0060


def test_which_groups_were_calibrated_on():
    used = {row.figure for row in rows() if row.calibrated}
    assert {"bone_bolango_claims_2023", "manado_claims_2024"} <= used
    assert not used & {"palu_claims_2023", "kediri_claims_2021", "cilegon_line_2026"}


def test_reasons_name_ledger_rows_that_exist():
    for row in read("published_figures").itertuples():
        ids = re.findall(r"\b[A-Z]\d{3}\b", row.reason_en)
        assert ids == re.findall(r"\b[A-Z]\d{3}\b", row.reason_id)
        assert all(ledger.claim(one) is not None for one in ids)


@pytest.mark.parametrize(("name", "idr"), A_HEAD.items())
def test_what_a_head_pays_by_the_reasons(name, idr):
    row = case(name)
    assert round(row.published_idr / row.people / row.months) == idr
    assert f"Rp{idr:,}" in row.reason_en
    assert f"Rp{idr:,}".replace(",", ".") in row.reason_id


def test_other_numbers_in_reasons():
    metro = case("metro_2025")
    rest = metro.published_idr / 12 - int(ledger.value("K066")) * BPU
    assert round(rest / int(ledger.value("N063"))) == 25_251
    assert "Rp25,251" in metro.reason_en
    assert round(100 * ledger.value("N063") / metro.people) == 45
    sampang = case("sampang_2025")
    assert round(sampang.published_idr / (sampang.people * BPU), 1) == 6.1
    siantar = case("pematangsiantar_2026")
    assert round(siantar.published_idr / (siantar.people * BPU), 1) == 3.7
    assert case("blitar_2024_supplement").published_idr == 659 * BPU * 3
    assert ledger.value("N110") * BPU * 12 > 2 * case("makassar_2025").published_idr


def test_the_sentence_counts_what_the_tables_show():
    said = [int(n) for n in re.findall(r"\b\d+\b", sentences.published("en"))]
    sizes = {
        which: len(tables.published("en", which).frame)
        for which in ("same", "near", "far", "claims")
    }
    differ = sizes["near"] + sizes["far"]
    assert said[:3] == [sizes["same"] + differ, sizes["same"], differ]
    assert sum(said[3:9]) == differ
    assert said[9] == sizes["claims"]


def test_nothing_is_known_of_ages():
    frame = tables.not_known("en").frame.set_index("What a plan rests on")
    assert set(frame.loc["Ages and sexes of members"]) == {"not found"}
    assert "N026" in frame.loc["Budget line for contributions", "Kota Cilegon"]
    assert "disputed" in frame.loc["Members the city pays for", "Kota Serang"]
