"""The local layer: rules of a region, what they set there and nowhere else."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analysis import paths
from analysis.errors import InputDataError
from analysis.evidence import tables
from analysis.law import parameters
from analysis.law.local import merged, with_rules
from analysis.law.parameters import load_law
from analysis.model.projection import project
from analysis.run import law_check
from analysis.scenario import regions
from analysis.scenario.load import parse_scenario
from analysis.scenario.local_law import rules_of
from analysis.scenario.region_file import read_region
from minimal import scenario_text

HEAD = 'region: "7401"\nname: Kabupaten Kolaka\n'
RULE = """rules:
  - kind: perbup
    number: "9"
    year: 2026
    date: "2026-11-02"
    title: {id: Bantuan iuran, en: Contributions granted}
    does: {id: Menambah Rp2200, en: Adds Rp2200}
    source: [S17]
    funders: [dbh_cht]
    law: {bpu_jkm_idr_m: {"2028-01": 9000}}
"""


@pytest.fixture
def kolaka(tmp_path, monkeypatch):
    """A folder of region files of our own; Kolaka (7401) sets Rp9,000 from 2028."""

    def write(text):
        (tmp_path / "7401.yaml").write_text(text, encoding="utf-8")
        forget()

    def forget():
        regions.region_facts.cache_clear()
        regions.region_pack.cache_clear()
        regions.minimum_wages.cache_clear()

    monkeypatch.setattr(paths, "REGIONS", tmp_path)
    write(HEAD + RULE)
    yield write
    forget()


def scenario(region, **more):
    body = {
        "eligible": 100,
        "members": 100,
        "tariff": {"kind": "bpu"},
        "path": {"kind": "hold"},
    }
    fields = {"first_year": 2027, "years": 2, "segments": {"rt_rw": body}, **more}
    return parse_scenario(scenario_text("demo", {"region": region, **fields}))


def bills(region, **more):
    series = project(scenario(region, **more)).series("contributions_idr")
    return [int(value) for value in series]


def test_a_local_value_changes_that_regions_bill_and_no_others(kolaka):
    # 100 people x (10,000 + 6,800) x 12; from 2028 100 x (10,000 + 9,000) x 12
    assert bills("7401") == [20_160_000, 22_800_000]
    assert bills("7402") == [20_160_000, 20_160_000]


def test_it_is_listed_in_the_resolved_scenario_with_its_rule(kolaka):
    one = scenario("7401")
    assert one.resolved()["law"]["overrides"] == {"bpu_jkm_idr_m": {"2028-01": 9000}}
    line = next(row for row in one.yaml_text().splitlines() if '"2028-01"' in row)
    assert "local rule Perbup 9/2026" in line
    assert "7401.yaml" in line
    assert scenario("7402").resolved()["law"]["overrides"] == {}


def test_the_resolved_scenario_stands_alone(kolaka):
    first = scenario("7401")
    again = parse_scenario(first.yaml_text())
    assert again.resolved() == first.resolved()


def test_what_the_scenario_sets_wins_from_its_month(kolaka):
    own = {"law": {"overrides": {"bpu_jkm_idr_m": {"2028-07": 8000}}}}
    # six months of 19,000 and six of 18,000
    assert bills("7401", **own) == [20_160_000, 22_200_000]
    earlier = {"law": {"overrides": {"bpu_jkm_idr_m": {"2027-01": 8000}}}}
    assert bills("7401", **earlier) == [21_600_000, 21_600_000]


def test_a_draft_sets_nothing(kolaka):
    kolaka(HEAD + RULE.replace("kind: perbup", "kind: perbup\n    status: draft"))
    assert bills("7401") == [20_160_000, 20_160_000]


def test_the_law_of_the_region_names_the_rule(kolaka):
    law = with_rules(load_law(), rules_of("7401"))
    entry = law.entry("bpu_jkm_idr_m", "2028-03")
    assert (entry.value.central, entry.mark) == (9000, "law")
    assert entry.basis_in("id") == "Perbup 9/2026"
    assert entry.sources == ("S17",)
    assert law.value("bpu_jkm_idr_m", "2027-12") == 6800
    assert load_law().value("bpu_jkm_idr_m", "2028-03") == 6800


def test_of_two_rules_the_later_wins():
    (first,) = read_region(HEAD + RULE, "7401.yaml", "7401").rules
    second = first.model_copy(
        update={"law": {"bpu_jkm_idr_m": {"2028-07": Fraction(8500)}}}
    )
    both = (first.as_law(), second.as_law())
    assert merged({}, both) == {"bpu_jkm_idr_m": {"2028-01": 9000, "2028-07": 8500}}


@pytest.mark.parametrize(
    ("old", "new", "where", "words"),
    [
        ("bpu_jkm_idr_m", "bpu_jkm_idr", "rules.0.law.bpu_jkm_idr", "bpu_jkm_idr_m"),
        ("9000", "108000", "rules.0.law.bpu_jkm_idr_m.2028-01", "2000 .. 60000"),
        ('"2028-01"', '"2028-13"', "rules.0.law.bpu_jkm_idr_m.2028-13", "month"),
        ("kind: perbup", "kind: perwal", "rules.0.kind", "perwali"),
        ("    source: [S17]\n", "", "rules.0", "names its source"),
        ('"2026-11-02"', '"2026-11-31"', "rules.0.date", "date"),
        ("    does: {id: Menambah Rp2200, en: Adds Rp2200}\n", "",
         "rules.0.does", "does"),
        ("    funders:", "    funder:", "rules.0.funder", "`funders`"),
    ],
)  # fmt: skip
def test_a_rule_that_is_wrong(old, new, where, words):
    assert old in RULE
    with pytest.raises(InputDataError) as caught:
        read_region(HEAD + RULE.replace(old, new, 1), "data/regions/7401.yaml", "7401")
    (problem,) = caught.value.problems
    assert problem.where.startswith(where)
    assert words in problem.sentence("en")


def test_check_looks_at_rules_too(kolaka):
    assert law_check.problems() == []
    kolaka(HEAD + RULE.replace("[S17]", "[S999]").replace("[dbh_cht]", "[dbh_ct]")
          + "    evidence: [X999]\n")  # fmt: skip
    (error,) = law_check.problems()
    said = error.message("en")
    for words in ("S999", "X999", "perhaps you mean dbh_cht"):
        assert words in said


def test_the_files_of_the_project_are_in_order():
    assert law_check.problems() == []


def test_what_is_on_record():
    cilegon = rules_of("3672")
    assert [rule.name("en") for rule in cilegon] == [
        "Memorandum (nota kesepakatan) 2024, number not seen",
        "Perwali (mayor's regulation) 41/2024",
    ]
    assert cilegon[0].when("en") == "24 January 2024"
    assert cilegon[1].when("id") == "tanggal belum dilihat"
    assert rules_of("7402") == ()


@pytest.mark.parametrize(
    "path", sorted(paths.REGIONS.glob("*.yaml")), ids=lambda p: p.stem
)
def test_every_rule_names_where_it_was_read(path):
    claims = tables.read("ledger").set_index("claim_id")["region"]
    for rule in rules_of(path.stem):
        assert set(rule.sources) <= set(parameters.sources())
        assert {claims[one] for one in rule.evidence} <= {path.stem}
        assert rule.does["id"] != rule.does["en"]
        assert not rule.overrides  # none of the rules read sets a value of its own
