"""The fourteen shipped scenarios: they load, and their headline numbers stand."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from analysis.model.projection import project
from analysis.model.results import Results
from analysis.paths import SCENARIOS
from analysis.scenario.load import load_scenario
from analysis.scenario.schema import Scenario

CITIES = ("cirebon", "serang", "bogor", "cilegon")
VARIANTS = (
    *("cilegon-ceiling", "cilegon-target-2029", "cilegon-tariff-2027"),
    *("cilegon-arrears", "cilegon-election-2029", "serang-pppk"),
)
NAMES = (
    *(f"{city}-{kind}" for city in CITIES for kind in ("replay", "baseline")),
    *VARIANTS,
)
BPU_YEAR_IDR = 16_800 * 12


@cache
def _scenario(name: str, draws: int = 0) -> Scenario:
    return load_scenario(SCENARIOS / f"{name}.yaml", draws=draws)


@cache
def _results(name: str, draws: int = 0) -> Results:
    return project(_scenario(name, draws))


def _central(name: str, variable: str, **by: str) -> dict[int, int]:
    """Return the central values of a variable by year."""
    series = _results(name).series(variable, **by)
    return {int(year): round(float(value)) for year, value in series.items()}


def _bill(name: str, **by: str) -> dict[int, int]:
    return _central(name, "contributions_idr", **by)


def test_the_folder_holds_the_fourteen_and_nothing_else() -> None:
    found = {path.stem for path in SCENARIOS.glob("*.yaml")}
    assert found == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_file_loads_and_says_what_it_is_in_both_languages(name: str) -> None:
    scenario = _scenario(name)
    assert scenario.name == name
    for text in (scenario.title, scenario.why):
        assert text.id != text.en


@pytest.mark.parametrize("name", NAMES)
def test_every_identity_holds(name: str) -> None:
    identities = _results(name).identities()
    assert identities["holds"].all(), identities[~identities["holds"]]


# Cilegon


def test_cilegon_replay_bills_the_6207_people_a_full_year() -> None:
    assert _bill("cilegon-replay")[2024] == 1_251_331_200
    assert _central("cilegon-replay", "members_end")[2024] == 6_207
    listed = _bill("cilegon-replay")[2024]
    rest = _bill("cilegon-replay", segment="pekerja_rentan")[2024]
    assert (listed - rest) // BPU_YEAR_IDR == 6_164


def test_cilegon_replay_leaves_election_workers_out() -> None:
    assert not {"adhoc_kpu", "adhoc_bawaslu"} & set(
        _scenario("cilegon-replay").segments
    )


def test_cilegon_baseline_bills_10120_people_under_the_line() -> None:
    bill = _bill("cilegon-baseline")
    assert list(bill) == list(range(2027, 2037))
    assert set(bill.values()) == {2_040_192_000} == {10_120 * BPU_YEAR_IDR}
    assert set(_central("cilegon-baseline", "ceiling_idr").values()) == {2_200_000_000}
    assert set(_central("cilegon-baseline", "headroom_idr").values()) == {159_808_000}


def test_cilegon_ceiling_is_never_passed_and_leaves_less_than_one_group_step() -> None:
    bill, ceiling = _bill("cilegon-ceiling"), 2_200_000_000 * 753 // 1000
    assert set(_central("cilegon-ceiling", "ceiling_idr").values()) == {ceiling}
    assert max(bill.values()) <= ceiling
    # Cutting by heads moves at most one person of each of the eight segments at a time.
    assert ceiling - min(bill.values()) < 8 * BPU_YEAR_IDR
    assert set(_central("cilegon-ceiling", "uncut_bill_idr").values()) == {
        2_040_192_000
    }


def test_cilegon_target_starts_in_2028_and_reaches_its_number_in_2029() -> None:
    assert _results("cilegon-target-2029").gate_month == "2028-01"
    uncut = _central("cilegon-target-2029", "uncut_bill_idr")
    others = 10_120 - 800
    assert uncut[2027] == 10_120 * BPU_YEAR_IDR
    # Two thirds of the way from 800 to 95 % of 27,500, then all of it.
    assert uncut[2028] == (others + 17_683) * BPU_YEAR_IDR
    assert {uncut[year] for year in range(2029, 2037)} == {
        (others + 26_125) * BPU_YEAR_IDR
    }


def test_cilegon_target_keeps_present_members_and_fills_the_line() -> None:
    name = "cilegon-target-2029"
    assert max(_bill(name).values()) <= 2_200_000_000
    assert set(_central(name, "members_end", segment="rt_rw").values()) == {1_528}
    informal = _central(name, "members_end", segment="pekerja_informal")
    room = (2_200_000_000 - (10_120 - 800) * BPU_YEAR_IDR) // BPU_YEAR_IDR
    assert (informal[2027], informal[2029]) == (800, room)


def test_cilegon_tariff_costs_23471_a_month_from_2027() -> None:
    uncut = _central("cilegon-tariff-2027", "uncut_bill_idr")
    assert set(uncut.values()) == {10_120 * 23_471 * 12}
    assert max(_bill("cilegon-tariff-2027").values()) <= 2_200_000_000


# Cirebon


def test_cirebon_gate_opens_in_january_2023() -> None:
    assert _results("cirebon-replay").gate_month == "2023-01"
    members = _central("cirebon-replay", "members_end")
    assert (members[2022], members[2023], members[2024]) == (1_100, 3_600, 3_600)


def test_cirebon_replay_ends_with_the_975_people_left() -> None:
    eligible = _central("cirebon-replay", "eligible")
    assert (eligible[2025], eligible[2026]) == (1_577, 975)


def test_cirebon_pays_the_wage_rate_of_the_minimum_wage() -> None:
    wage_2023 = 2_456_516.60
    jkk, jkm = round(3600 * wage_2023 * 0.0024), round(3600 * wage_2023 * 0.003)
    assert _bill("cirebon-replay")[2023] == 12 * (jkk + jkm)


def test_cirebon_baseline_bills_the_4000_officers() -> None:
    assert _bill("cirebon-baseline", segment="lkk")[2027] == 4_000 * BPU_YEAR_IDR


# Serang


def test_serang_carries_both_counts_and_never_their_average() -> None:
    members = _scenario("serang-replay").segments["non_asn"].members
    assert members.kind == "choice"
    assert [int(value) for value in members.numbers] == [1_342, 2_403]
    draws = _results("serang-replay", 200).draws
    first = draws.loc[draws["year"].astype(int) == 2021, "members_end"]
    assert set(first.round().astype(int)) == {1_342, 2_403}


def test_serang_gate_opens_in_january_2022_for_all_3112() -> None:
    assert _results("serang-replay").gate_month == "2022-01"
    members = _central("serang-replay", "members_end")
    assert (members[2021], members[2022]) == (1_342, 3_112)


def test_serang_baseline_bills_the_names_in_hand_not_the_quota() -> None:
    bill = _bill("serang-baseline", segment="pekerja_rentan")
    assert bill[2027] == 6_000 * BPU_YEAR_IDR
    assert _central("serang-baseline", "members_end", segment="non_asn")[2027] == 347


# Bogor


def test_bogor_replay_follows_the_covid_relief() -> None:
    bill, people = _bill("bogor-replay"), 4_515
    assert bill[2018] == people * BPU_YEAR_IDR
    assert bill[2018] - people * 16_500 * 12 == 16_254_000
    assert bill[2020] == people * (7 * 16_800 + 5 * 168)
    assert bill[2021] == people * (168 + 11 * 16_800)


def test_bogor_baseline_shares_two_months_with_the_province() -> None:
    bill = _bill("bogor-baseline")[2027]
    assert bill == 7_894 * BPU_YEAR_IDR + 14_580 * 2 * 16_800
    province = _bill("bogor-baseline", funder="provinsi")[2027]
    assert province == 489_888_000 // 2
    assert _bill("bogor-baseline", funder="apbd")[2027] == bill - province


# All


@pytest.mark.parametrize("name", [f"{city}-baseline" for city in CITIES])
def test_a_variant_that_changes_nothing_differs_by_nothing(
    name: str, tmp_path: Path
) -> None:
    shutil.copy(SCENARIOS / f"{name}.yaml", tmp_path)
    variant = tmp_path / f"{name}-null.yaml"
    variant.write_text(
        f"schema: 1\nname: {name}-null\nextends: {name}\n"
        "title: {id: Tanpa perubahan, en: Nothing changed}\n"
        "why: {id: Harus sama persis., en: Must be the same to the last rupiah.}\n",
        encoding="utf-8",
    )
    same = project(load_scenario(variant, draws=100)).table.drop(columns="scenario")
    base = _results(name, 100).table.drop(columns="scenario")
    pd.testing.assert_frame_equal(same, base, check_exact=True)


@pytest.mark.parametrize("name", ["cilegon-baseline", "serang-baseline"])
def test_the_same_seed_gives_the_same_bytes(name: str) -> None:
    again = project(load_scenario(SCENARIOS / f"{name}.yaml", draws=100))
    first = _results(name, 100)
    assert again.table.to_csv().encode() == first.table.to_csv().encode()
    assert again.draws.to_csv().encode() == first.draws.to_csv().encode()


@pytest.mark.parametrize("name", NAMES)
def test_every_assumed_value_has_a_range_and_a_reason(
    name: str,
) -> None:
    for key, mark in _scenario(name).marks.items():
        assert (mark.low is None) == (mark.high is None), key
        assert mark.low is None or mark.low <= mark.high, key
        assert mark.why.id != mark.why.en, key
