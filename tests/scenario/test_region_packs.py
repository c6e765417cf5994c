"""Region packs: any of the 514, the four cities with their own sourced facts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analysis import paths
from analysis.errors import InputDataError, ScenarioError
from analysis.evidence import ledger, tables
from analysis.scenario.region_file import read_region
from analysis.scenario.regions import (
    codes,
    minimum_wages,
    nearest,
    region_facts,
    region_pack,
)

CITIES = {"3271": "Kota Bogor", "3274": "Kota Cirebon", "3672": "Kota Cilegon",
          "3673": "Kota Serang"}  # fmt: skip
HEAD = 'region: "3672"\nname: Kota Cilegon\n'


def test_every_region_has_a_pack():
    assert len(codes()) == 514
    pack = region_pack("1101")
    assert (pack.name, pack.kind) == ("Kabupaten Aceh Selatan", "kabupaten")
    assert pack.bases_idr == {}
    assert pack.completeness == "D"
    assert all(reason["id"] and reason["en"] for reason in pack.reasons)


@pytest.mark.parametrize("code", CITIES)
def test_the_four_cities_know_their_budgets_and_wages(code):
    pack = region_pack(code)
    assert pack.name == CITIES[code]
    assert pack.completeness in "AB"
    assert min(pack.bases_idr["revenue"].values()) > 10**12
    assert pack.minimum_wage_idr_m[2026] > 2_000_000
    assert all(wage.denominator in {1, 2, 5, 10, 20, 25, 50, 100}
               for wage in pack.minimum_wage_idr_m.values())  # fmt: skip
    assert set(pack.mortality["sex"]) == {"male", "female"}
    assert set(pack.population_weights["year"]) >= {2025, 2030}


@pytest.mark.parametrize("code", CITIES)
def test_every_base_is_a_claim_of_that_region_and_year(code):
    concepts = {"revenue": "pendapatan_daerah", "pad": "pad"}
    for base, years in region_facts(code).bases_idr.items():
        for year, (value, source) in years.items():
            claim = ledger.claim(source.removeprefix("evidence "))
            assert (claim["region"], claim["concept"]) == (code, concepts[base])
            assert claim["as_of"][:4] == str(year)
            assert value == Fraction(claim["value"])


@pytest.mark.parametrize("code", CITIES)
def test_the_latest_stage_of_a_year_is_taken(code):
    stages = ("raperda_diajukan", "raperda_disetujui", "anggaran", "apbd_perubahan",
              "realisasi_belum_diaudit", "realisasi")  # fmt: skip
    budgets = tables.read("budgets")
    for years in region_facts(code).bases_idr.values():
        for _, source in years.values():
            claim_id = source.removeprefix("evidence ")
            chosen = budgets[budgets["claim_id"] == claim_id].iloc[0]
            same = (budgets["region"] == code) & (budgets["year"] == chosen["year"])
            rivals = budgets[same & (budgets["concept"] == chosen["concept"])]["stage"]
            known = [stages.index(stage) for stage in rivals if stage in stages]
            assert not known or stages.index(chosen["stage"]) == max(known)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [("36.72", "3672"), ("3627", "3672"), ("Cilegon", "3672"), ("kota serang", "3673")],
)
def test_the_nearest_region(wanted, code):
    assert code in [one for one, _ in nearest(wanted)]


@pytest.mark.parametrize("code", ["3699", "../3672", "", "Cilegon", "3672\n"])
def test_an_unknown_region(code):
    with pytest.raises(ScenarioError) as caught:
        region_pack(code)
    assert caught.value.exit_code == 3
    assert "514" in caught.value.message("id")
    assert "nearest" in caught.value.message("en")


def test_own_facts_of_a_region(tmp_path, monkeypatch):
    text = (
        'region: "1101"\nname: Kabupaten Aceh Selatan\n'
        "bases_idr: {revenue: {2026: {value: 1500000000000, source: Perda 1/2026}}}\n"
        "minimum_wage_idr_m: {2026: {value: 3685616, source: Kepgub}}\n"
        'head_term_end: {date: "2030-02-20", source: SK}\n'
    )
    (tmp_path / "1101.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(paths, "REGIONS", tmp_path)
    region_facts.cache_clear()
    minimum_wages.cache_clear()
    try:
        facts, wages = region_facts("1101"), minimum_wages("1101")
    finally:
        region_facts.cache_clear()
        minimum_wages.cache_clear()
    assert wages == {2026: 3685616}
    assert facts.bases_idr["revenue"][2026] == (1500000000000, "Perda 1/2026")
    assert facts.minimum_wage_idr_m[2026] == (3685616, "Kepgub")
    assert facts.head_term_end.date.year == 2030


@pytest.mark.parametrize(
    ("text", "where", "english", "indonesian"),
    [
        ("", "", "key: value", "kunci: nilai"),
        ("a: &x 1", "", "anchors", "Jangkar"),
        (HEAD + "bases_idr: {revenue: {2026: 5}}", "bases_idr.revenue.2026", "source",
         "sumber"),
        (HEAD + 'bases_idr: {revenue: {2026: {value: 1.5, source: ""}}}',
         "bases_idr.revenue.2026", "text", "teks"),
        (HEAD + "bases_idr: {revenu: {}}", "bases_idr.revenu", "`revenue`",
         "`revenue`"),
        (HEAD + "bases_idr: {pad: {2026: {evidence: S015}}}", "bases_idr.pad.2026",
         "is in people", "bersatuan people"),
        (HEAD + "umk: {}", "umk", "not known", "tidak dikenal"),
        (HEAD.replace("3672", "3673"), "region", "file's name", "nama berkas"),
    ],
)  # fmt: skip
def test_a_bad_region_file(text, where, english, indonesian):
    with pytest.raises(InputDataError) as caught:
        read_region(text, "data/regions/3672.yaml", "3672")
    problem = caught.value.problems[0]
    assert caught.value.exit_code == 2
    assert problem.file.startswith("data/regions/3672.yaml")
    assert problem.where == where
    assert english in problem.sentence("en")
    assert indonesian in problem.sentence("id")
