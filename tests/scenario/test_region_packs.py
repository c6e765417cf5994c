"""Region packs: all 514, the four cities with their own sourced facts."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from analysis import paths
from analysis.errors import InputDataError, ScenarioError
from analysis.evidence import ledger, tables
from analysis.law.parameters import sources as law_sources
from analysis.model.projection import project
from analysis.scenario import region_counts
from analysis.scenario.load import parse_scenario
from analysis.scenario.region_checks import checked_facts
from analysis.scenario.region_file import read_region
from analysis.scenario.region_names import bps, codes, provinces
from analysis.scenario.regions import (
    GRADES,
    minimum_wages,
    region_facts,
    region_pack,
)
from minimal import scenario_text

CITIES = {"3271": "Kota Bogor", "3274": "Kota Cirebon", "3672": "Kota Cilegon",
          "3673": "Kota Serang"}  # fmt: skip
HEAD = 'region: "3672"\nname: Kota Cilegon\n'


@pytest.fixture
def own_regions(tmp_path, monkeypatch):
    """An empty folder in place of data/regions; what was read before is forgotten."""
    known = (region_facts, minimum_wages, region_pack)
    monkeypatch.setattr(paths, "REGIONS", tmp_path)
    for one in known:
        one.cache_clear()
    yield tmp_path
    for one in known:
        one.cache_clear()


def test_every_region_has_a_pack():
    packs = {code: region_pack(code) for code in codes()}
    assert len(packs) == 514
    assert Counter(pack.kind for pack in packs.values()) == {
        "kabupaten": 416,
        "kota": 98,
    }
    assert sum(pack.population for pack in packs.values()) == 284_973_643
    for code, pack in packs.items():
        assert (pack.code, pack.name, pack.province) == (code, codes()[code], code[:2])
        assert pack.province in provinces()
        assert bps()[code]["code"].isdigit()
        assert pack.completeness in GRADES
        assert (pack.completeness == "A") == (not pack.reasons)
        assert all(reason["id"] and reason["en"] for reason in pack.reasons)


def test_every_figure_has_an_origin_and_a_source():
    known = {*tables.read("sources")["source_id"], *law_sources()}
    for code in codes():
        pack = region_pack(code)
        for value in pack.values:
            where = (code, value.concept)
            assert value.origin in ("own", "province", "national", "pooled"), where
            assert value.place["id"], where
            assert value.place["en"], where
            assert value.sources, where
            assert set(value.sources) <= known, where
            if value.claim_id:
                assert value.number.central == ledger.value(value.claim_id), where
        own = [value for value in pack.own if value.from_tables]
        assert {"population", "tpak"} <= {value.concept for value in own}


def test_a_borrowed_figure_is_marked_and_about_another_place():
    """What is marked own names the region; what is not names where it comes from."""
    claims = tables.read("ledger").set_index("claim_id")["region"]
    for code in codes():
        pack = region_pack(code)
        for value in pack.own:
            assert not value.borrowed
            assert value.place["id"] == pack.name
            assert claims.get(value.claim_id, code) == code
        for value in pack.borrowed:
            assert value.borrowed
            assert value.place["id"] != pack.name
            assert claims.get(value.claim_id, code[:2]) == code[:2]
        concepts = {value.concept for value in pack.borrowed}
        # what every projection borrows: the life table, ages, selection, accidents
        assert concepts >= {"death_rate_y", "ages", "selection_factor",
                            "jkk_incidence_bpu_y", "jkk_death_share", "jkk_care_idr",
                            "births_per_woman_y",
                            "wage_growth_y",
                            "revenue_budget_growth_mean_y"}  # fmt: skip


def test_what_a_region_knows_of_itself_is_not_borrowed():
    pad_share = "pad_share_of_revenue_median_2024"
    assert pad_share in {value.concept for value in region_pack("7401").borrowed}
    assert pad_share not in {value.concept for value in region_pack("3672").borrowed}


def test_minimum_wages_where_they_are_known():
    wages = tables.read("minimum_wages")
    for code in codes():
        own = [one for one in region_pack(code).own if one.concept == "umk_idr_m"]
        known = region_pack(code).minimum_wage_idr_m
        assert len(own) == len(known) == int((wages["region"] == code).sum())
        assert {one.number.central for one in own} == set(known.values())


@pytest.mark.parametrize(
    ("code", "grade", "own_facts", "lacking"),
    [
        ("7401", "D", 0, 6),  # nothing but the national tables
        ("7601", "C", None, 5),  # members are known (N332)
        ("3674", "C", None, 6),  # plans only (N057-N059): no members, wage or revenue
        ("1605", "C", 1, 6),  # one local rule, and nothing else
        ("3672", "A", None, 0),  # budgets, wage, members, and the ends of both terms
    ],
)
def test_the_grade_follows_its_rule(code, grade, own_facts, lacking):
    pack = region_pack(code)
    assert pack.completeness == grade
    assert len(pack.reasons) == lacking
    assert own_facts in (None, pack.own_facts)


def test_grade_a_needs_terms_too(own_regions):
    text = (
        'region: "3672"\nname: Kota Cilegon\n'
        "bases_idr:\n"
        "  revenue: {2026: {value: 1966841743000, source: Perda 1/2026}}\n"
        "  pad: {2026: {value: 1030000000000, source: Perda 1/2026}}\n"
        'head_term_end: {date: "2030-02-20", source: SK}\n'
    )
    file = own_regions / "3672.yaml"
    file.write_text(text, encoding="utf-8")
    assert region_pack("3672").completeness == "B"
    file.write_text(text + 'rpjmd_end: {date: "2029-12-31", source: Perda}\n')
    region_facts.cache_clear()
    region_pack.cache_clear()
    assert region_pack("3672").completeness == "A"


def test_rival_figures_of_one_thing_are_one_fact():
    # Cilegon's members among vulnerable workers on 11 February 2026: K003, N024
    rivals = [one for one in region_pack("3672").own
              if (one.concept, one.segment, one.period)
              == ("members", "pekerja_rentan", "2026-02-11")]  # fmt: skip
    assert {one.claim_id for one in rivals} == {"K003", "N024"}
    assert len({one.fact for one in rivals}) == 1


def test_the_counts_add_up():
    frame = region_counts.all_regions()
    assert len(frame) == 514
    for lang in ("id", "en"):
        ranges = region_counts.by_own_facts(lang)
        assert ranges.iloc[:, 1].sum() == 514
        assert ranges[list(GRADES)].to_numpy().sum() == 514
        assert ranges.loc[0, "D"] == ranges.iloc[0, 1]  # no own facts: grade D
        table = region_counts.by_province(lang)
        assert len(table) == 1 + 38
        numbers = table.iloc[:, 1:]
        assert (numbers.iloc[0] == numbers.iloc[1:].sum()).all()
        assert (table[list(GRADES)].sum(axis=1) == table.iloc[:, 1]).all()
        heads = region_counts.range_names(lang)
        assert (table[heads].sum(axis=1) == table.iloc[:, 1]).all()


def minimal(code):
    group = {"eligible": 100, "members": 100, "tariff": {"kind": "bpu"},
             "path": {"kind": "hold"}}  # fmt: skip
    fields = {"region": code, "first_year": 2027, "segments": {"rt_rw": group}}
    return parse_scenario(scenario_text("minimal", fields))


def test_every_region_loads_a_minimal_scenario():
    assert all(minimal(code).region == code for code in codes())


def test_regions_of_all_provinces_project_a_minimal_scenario():
    """100 people all year at Rp16,800 cost 100 x 16,800 x 12 = Rp20,160,000.

    The first region of each of the 38 provinces and every second one that knows
    anything of itself: all 514 were tried and gave the same, in too much time.
    """
    frame = region_counts.all_regions()
    sample = {*frame.groupby("province")["region"].first()}
    sample |= {*frame[frame["grade"] != "D"]["region"][::2]}
    assert {code[:2] for code in sample} == set(provinces())
    for code in sorted(sample):
        results = project(minimal(code))
        table = results.table.query("variable == 'contributions_idr'")
        whole = table.query("segment == 'all' and programme == 'all'")
        assert set(whole["value"]) == {20_160_000}, code
        assert set(table["region"]) == {code}
        assert results.region.name == codes()[code]
        assert results.identities()["holds"].all(), code


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
    assert {"1990-1995", "2025-2030"} <= set(pack.fertility["period"])
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


@pytest.mark.fault("F11.unknown")
@pytest.mark.parametrize("code", ["3699", "../3672", "", "Cilegon", "3672\n"])
def test_an_unknown_region(code):
    with pytest.raises(ScenarioError) as caught:
        region_pack(code)
    assert caught.value.exit_code == 3
    problem = caught.value.problems[0]
    assert problem.where == ""
    assert problem.rule["id"] != problem.rule["en"]
    assert "3672" in problem.remedy["id"] or "36" in problem.remedy["en"]


def test_own_facts_of_a_region(own_regions):
    text = (
        'region: "1101"\nname: Kabupaten Aceh Selatan\n'
        "bases_idr: {revenue: {2026: {value: 1500000000000, source: Perda 1/2026}}}\n"
        "minimum_wage_idr_m: {2026: {value: 3685616, source: Kepgub}}\n"
        'head_term_end: {date: "2030-02-20", source: SK}\n'
    )
    (own_regions / "1101.yaml").write_text(text, encoding="utf-8")
    facts, wages = region_facts("1101"), minimum_wages("1101")
    assert wages == {2026: 3685616}
    assert facts.bases_idr["revenue"][2026] == (1500000000000, "Perda 1/2026")
    assert facts.minimum_wage_idr_m[2026] == (3685616, "Kepgub")
    assert facts.head_term_end.date.year == 2030
    pack = region_pack("1101")
    assert pack.completeness == "C"
    filed = {one.concept: one for one in pack.own if not one.from_tables}
    assert filed["pendapatan_daerah"].sources == ("Perda 1/2026",)
    assert filed["umk_idr_m"].number.central == 3685616


@pytest.mark.fault("F9.region")
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


@pytest.mark.fault("F6.region")
@pytest.mark.parametrize(
    ("text", "where", "english"),
    [
        (HEAD.replace("Cilegon", "Serang"), "name", "Kota Cilegon"),
        (HEAD + "bases_idr: {revenue: {2026: {value: 1966841, source: Perda}}}",
         "bases_idr.revenue.2026", "3000000000"),
        (HEAD + "bases_idr: {pad: {2026: {value: -1, source: Perda}}}",
         "bases_idr.pad.2026", "100000000"),
        (HEAD + "minimum_wage_idr_m: {2026: {value: 5469.92, source: Kepgub}}",
         "minimum_wage_idr_m.2026", "100000"),
        (HEAD + 'minimum_wage_idr_m: {2026: {value: 5469922, source: "Kepgub ..."}}',
         "minimum_wage_idr_m.2026", "example"),
        (HEAD + 'rpjmd_end: {date: "2029-12-31", source: "-"}', "rpjmd_end.source",
         "example"),
    ],
)  # fmt: skip
def test_a_region_file_that_cannot_be_right(text, where, english):
    with pytest.raises(InputDataError) as caught:
        checked_facts(text, "data/regions/3672.yaml", "3672")
    (problem,) = caught.value.problems
    assert problem.where == where
    assert english in problem.sentence("en")


def test_a_region_file_of_no_region():
    with pytest.raises(InputDataError) as caught:
        checked_facts('region: "9409"\nname: Biak Numfor\n', "9409.yaml", "9409")
    assert "9106" in caught.value.problems[0].remedy["id"]


def test_all_problems_of_a_region_file_at_once():
    text = HEAD.replace("Cilegon", "Serang") + (
        "bases_idr: {revenue: {2025: {value: 5, source: P}}, "
        "pad: {2026: {value: 6, source: P}}}"
    )
    with pytest.raises(InputDataError) as caught:
        checked_facts(text, "x.yaml", "3672")
    assert len(caught.value.problems) == 3
