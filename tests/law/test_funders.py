"""Who may pay for whom: the conditions, and the cautions of a scenario outside them."""

from fractions import Fraction

import pytest

from analysis.law import funders as module
from analysis.law.parameters import funders, load_law
from analysis.law.rules import Place
from analysis.scenario.cautions import cautions
from analysis.scenario.checks import KNOWN_FUNDERS
from analysis.scenario.load import parse_scenario
from minimal import scenario_text

FUNDERS = funders()


def test_every_funder_a_scenario_may_name_has_its_conditions():
    assert tuple(FUNDERS) == KNOWN_FUNDERS


@pytest.mark.parametrize("slug", FUNDERS)
def test_a_funder_says_on_what_it_rests(slug):
    funder = FUNDERS[slug]
    assert funder.label["id"] != funder.label["en"]
    for one in funder.conditions:
        assert one.basis["id"]
        assert one.sources or one.mark == "assumed"
        assert set(one.pays or ()) <= set(load_law().segments)


def test_what_is_apbd_money():
    own = [slug for slug, one in FUNDERS.items() if one.is_apbd_money]
    assert own == ["apbd", "dbh_cht", "dbh_sawit", "silpa"]


def test_conditions_by_month():
    sawit, cht = FUNDERS["dbh_sawit"], FUNDERS["dbh_cht"]
    assert sawit.in_force("2023-08") is None
    assert sawit.in_force("2023-09").allocation_share_max == Fraction(1, 5)
    assert not cht.in_force("2024-12").needs_local_rule
    assert cht.in_force("2025-01").needs_local_rule
    assert FUNDERS["dana_desa"].in_force("2026-01").pays == ("perangkat_desa",)
    assert FUNDERS["csr"].in_force("2026-01").may_pay({"anything"})
    silpa = FUNDERS["silpa"].in_force("2026-01")
    assert silpa.revised_budget_only
    assert not cht.in_force("2026-01").revised_budget_only


def said(funding, segment="rt_rw", region="7401", lang="en", first_year=2028):
    body = {
        "eligible": 100,
        "members": 100,
        "tariff": {"kind": "bpu"},
        "path": {"kind": "hold"},
    }
    text = scenario_text(
        "demo",
        {
            "region": region,
            "first_year": first_year,
            "segments": {segment: body},
            "funding": funding,
        },
    )
    return [one[lang] for one in cautions(parse_scenario(text))]


@pytest.mark.parametrize(
    ("funding", "segment", "words"),
    [
        ([{"funder": "dbh_cht"}], "non_asn", ("non_asn is not among", "local rule")),
        ([{"funder": "dbh_cht"}], "petani", ("a local rule is needed",)),
        ([{"funder": "dbh_sawit"}], "petani", ("at most 20%",)),
        ([{"funder": "dbh_sawit"}], "rt_rw", ("rt_rw is not among", "at most 20%")),
        ([{"funder": "dana_desa"}], "perangkat_desa", ()),
        ([{"funder": "dana_desa"}], "rt_rw", ("rt_rw is not among",)),
        ([{"funder": "csr"}], "rt_rw", ()),
        ([{"funder": "provinsi"}], "rt_rw", ()),
        ([{"funder": "mandiri"}], "rt_rw", ()),
        ([{"funder": "silpa"}], "rt_rw", ("at most Rp5,040,000",)),  # 100 x 16,800 x 3
        ([{"funder": "silpa", "ceiling_idr_y": 5040000}], "rt_rw", ()),
        (
            [{"funder": "silpa", "ceiling_idr_y": 5040001}],
            "rt_rw",
            ("from month 10 only",),
        ),
        ([{"funder": "csr", "ceiling_idr_y": 0}], "rt_rw", ("it pays nothing",)),
        ([{"funder": "csr"}, {"funder": "provinsi"}], "rt_rw", ("it never pays",)),
        ([{"funder": "apbd"}], "rt_rw", ()),
        ([{"funder": "baznas"}], "rt_rw", ()),  # a new funder has no conditions here
    ],
)
def test_what_a_scenario_is_told(funding, segment, words):
    found = said(funding, segment)
    assert len(found) == len(words)
    for text, word in zip(found, words, strict=True):
        assert word in text


def test_in_indonesian():
    assert (
        "di luar kelompok yang boleh dibayar"
        in said([{"funder": "dana_desa"}], lang="id")[0]
    )


def test_situbondo_has_the_rule_that_dbh_cht_needs():
    assert said([{"funder": "dbh_cht"}], "petani", region="3512") == []


def test_a_new_segment_counts_as_its_profile():
    body = {
        "label": {"id": "Ojek daring", "en": "Ride hailing"},
        "profile": "opang",
        "eligible": 9,
        "members": 9,
        "tariff": {"kind": "bpu"},
        "path": {"kind": "hold"},
    }
    text = scenario_text(
        "demo",
        {
            "region": "3512",
            "first_year": 2028,
            "segments": {"ojol": body},
            "funding": [{"funder": "dbh_cht"}],
        },
    )
    assert list(cautions(parse_scenario(text))) == []


def test_the_discount_of_those_who_pay_themselves_is_not_counted():
    assert said([{"funder": "mandiri"}], first_year=2025) == []
    (caution,) = said([{"funder": "mandiri"}], first_year=2026)
    assert "PP 50/2025" in caution


def test_before_the_first_condition():
    found = said([{"funder": "dbh_sawit"}], "petani", first_year=2022)
    assert found == ["DBH Sawit, palm-oil share (APBD money): conditions before "
                     "2023-09 are not known."]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("x: {label: {id: a, en: b}, apbd_money: maybe, values: []}", "choices"),
        ("x: {label: {id: a, en: b}, values: []}", "list must stand"),
        ("x: {label: {id: a, en: b}, values: [{from: 2026}]}", "Not a month"),
        ("x: {label: {id: a}, values: []}", "both languages"),
        (
            "x: {label: {id: a, en: b}, values: [{from: 2026-02}, {from: 2026-01}]}",
            "x.values (found: 2026-02, 2026-01): Months must rise",
        ),
        ("x: 1", "mapping must stand"),
        (
            "x: {label: {id: a, en: b}, values: [{from: 2026-01, note: {id: a}}]}",
            "note (found: id): A text needs both languages",
        ),
        (
            "x: {label: {id: a, en: b}, values: [{from: 2026-01, pays: all, "
            "mark: law, basis: PP 1/2026, source: [], confidence: N}]}",
            "without a source",
        ),
        (
            "x: {label: {id: a, en: b}, values: [{from: 2026-01, pays: all, "
            "mark: law, basis: a, source: [S01], confidence: N, "
            "allocation_share_max: 20}]}",
            "outside its bounds",
        ),
    ],
)
def test_a_broken_file(text, rule):
    place = Place("funders.yaml", "", [])
    module.read(text, place)
    assert any(rule in one.sentence("en") for one in place.problems)
