"""Which region is meant: codes of two systems and names, and never a guess."""

from __future__ import annotations

from collections import Counter

import pytest

from analysis.errors import ScenarioError
from analysis.scenario.load import parse_scenario
from analysis.scenario.region_names import (
    bps,
    codes,
    from_bps,
    named,
    nearest,
    other_reading,
    province_named,
)
from minimal import scenario_text

GROUP = {"eligible": 100, "members": 100, "tariff": {"kind": "bpu"},
         "path": {"kind": "hold"}}  # fmt: skip


def refused(text: str):
    with pytest.raises(ScenarioError) as caught:
        named(text)
    assert caught.value.exit_code == 3
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("text", "code", "by"),
    [
        ("7401", "7401", "kemendagri"),
        (" 74.01 ", "7401", "kemendagri"),
        ("kemendagri:7401", "7401", "kemendagri"),
        ("bps:7404", "7401", "bps"),
        ("BPS: 74.04", "7401", "bps"),
        ("bps:7401", "7404", "bps"),
        ("Cilegon", "3672", "name"),
        ("KOTA CILEGON", "3672", "name"),
        ("kab. kolaka", "7401", "name"),
        ("Serang Kota", "3673", "name"),
        ("kabupaten serang", "3604", "name"),
        ("labuhan batu", "1210", "name"),
        ("kep. seribu", "3101", "name"),
        ("jakarta pusat", "3171", "name"),
        ("Mamuju Utara", "7601", "old name"),
        ("kabupaten toba samosir", "1212", "old name"),
    ],
)
def test_one_region_is_meant(text, code, by):
    found = named(text)
    assert (found.code, found.by) == (code, by)


def test_every_code_and_full_name_finds_its_region():
    for code, name in codes().items():
        assert named(code).code == code
        assert named(name.upper()).code == code
        assert named(f"bps:{bps()[code]['code']}").code == code
        assert named(bps()[code]["name"]).code == code


def test_the_two_systems_differ_where_the_data_say_so():
    # 199 regions have another code at BPS; of the 514 codes of Kemendagri 164 are
    # another region's at BPS, 315 the same one's, 35 nobody's
    assert sum(code != one["code"] for code, one in bps().items()) == 199
    others = [code for code in codes() if other_reading(named(code))]
    assert len(others) == 164
    assert len(set(codes()) - set(from_bps())) == 35


def test_a_plain_code_is_kemendagris_and_the_other_reading_is_known():
    other = other_reading(named("7401"))
    assert (other.code, other.name) == ("7404", "Kabupaten Buton")
    assert other_reading(named("3672")) is None  # the same region in both


@pytest.mark.fault("F11.namesake")
@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("Cirebon", ("3209", "3274")),
        ("serang", ("3604", "3673")),
        ("GORONTALO", ("7501", "7571")),
    ],
)
def test_a_name_of_two_regions_is_refused_with_both(name, candidates):
    problem = refused(name)
    for lang in ("id", "en"):
        assert all(f'"{code}"' in problem.remedy[lang] for code in candidates)
    assert "Kabupaten" in problem.rule["id"]
    assert "Kota" in problem.rule["id"]


@pytest.mark.fault("F11.namesake")
def test_26_names_belong_to_a_kabupaten_and_a_kota():
    own = Counter(name.partition(" ")[2] for name in codes().values())
    shared = [name for name, count in own.items() if count > 1]
    assert len(shared) == 26
    for name in shared:
        assert "2 wilayah" in refused(name).rule["id"]


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("36.72", "3672"),
        ("3627", "3672"),
        ("Cilgon", "3672"),
        ("kota serng", "3673"),
        ("Kolaca Utara", "7408"),
        ("jakarta", "3171"),
    ],
)
def test_the_nearest_region(wanted, code):
    assert code in [one for one, _ in nearest(wanted)]


def test_a_near_miss_names_the_nearest_first():
    for lang, word in (("id", "terdekat"), ("en", "nearest")):
        remedy = refused("Cilgon").remedy[lang]
        assert remedy.index('"3672" (Kota Cilegon)') < 40
        assert word in remedy


@pytest.mark.parametrize("text", ["", "   ", "xyzzy", "?", "\n"])
def test_what_is_like_nothing_is_told_where_to_look(text):
    assert "iuran region" in refused(text).remedy["id"]


def test_a_code_only_bps_has_is_not_guessed():
    problem = refused("9409")
    assert "Kabupaten Biak Numfor" in problem.rule["en"]
    assert "9106" in problem.remedy["en"]


@pytest.mark.fault("F11.old")
def test_a_bps_code_of_a_later_list_is_told_so():
    problem = refused("bps:9501")
    assert "2018" in problem.rule["id"]
    assert "bps:" in problem.remedy["id"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("74", "74"), ("sulawesi tenggara", "74"), ("Provinsi Gorontalo", "75"),
     ("Gorontalo", None), ("Kota Serang", None), ("99", None)],
)  # fmt: skip
def test_a_province_is_told_from_its_regions(text, code):
    assert province_named(text) == code


def test_a_province_is_no_region():
    assert "iuran region 74" in refused("Sulawesi Tenggara").remedy["en"]


def scenario_problem(region):
    text = scenario_text(
        "x", {"region": region, "first_year": 2027, "segments": {"rt_rw": GROUP}}
    )
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(text)
    (problem,) = caught.value.problems
    assert problem.where == "region"
    return problem


@pytest.mark.parametrize(
    ("region", "remedies"),
    [
        ("Cilegon", ['"3672"']),
        ("bps:7404", ['"7401"']),
        ("74.01", ['"7401"']),
        ("Cirebon", ['"3209"', '"3274"']),
        ("9409", ['"9106"']),
        ("Cilgon", ['"3672"']),
        ("3699", ['"3601"']),
        ("74", ["iuran region 74"]),
        ("Mamuju Utara", ['"7601"']),
        (7401, ['"7401"']),
    ],
)
def test_a_scenario_needs_the_code_and_is_told_it(region, remedies):
    problem = scenario_problem(region)
    for lang in ("id", "en"):
        assert all(remedy in problem.remedy[lang] for remedy in remedies)
