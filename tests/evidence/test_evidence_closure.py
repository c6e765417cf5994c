"""What the published figures of a region say about each other, as a table."""

import math

import pytest

from analysis.evidence.closure import coverage_by_denominator, findings
from analysis.evidence.ledger import claim
from analysis.language import LANGUAGES

COLUMNS = [
    "finding_id",
    "check",
    "region",
    "statement",
    "expected",
    "printed",
    "difference",
    "claim_ids",
    "settlement",
    "verdict",
]
ORDER = ["differs", "open", "computed", "agrees"]
CITIES = ["3271", "3274", "3672", "3673"]


@pytest.fixture(scope="module")
def found():
    return findings(lang="en").set_index("finding_id")


def test_the_table_has_the_columns_others_read():
    table = findings("3672")
    assert list(table.columns) == COLUMNS
    assert table["finding_id"].is_unique
    assert set(table["region"]) == {"3672"}


def test_finding_ids_are_unique_over_all_regions(found):
    assert found.index.is_unique


def test_numbers_say_what_was_expected_and_by_how_much(found):
    row = found.loc["sum-S014"]
    assert (row["expected"], row["printed"], row["difference"]) == (
        19_185,
        17_000,
        -2_185,
    )
    assert row["claim_ids"] == "S014 S015 S016 S017 S018 S019 S020 S021"
    assert row["verdict"] == "differs"


def test_weekdays_are_words_without_a_difference(found):
    row = found.loc["weekday-S001"]
    assert (row["expected"], row["printed"], row["difference"]) == (
        "Selasa",
        "Rabu",
        "",
    )


def test_what_nobody_printed_is_computed(found):
    row = found.loc["claims-/-contributions-S025"]
    assert round(row["expected"], 4) == 1.6443
    assert math.isnan(row["printed"])
    assert math.isnan(row["difference"])
    assert row["verdict"] == "computed"


# whole sentences, read as a researcher would
SENTENCES = {
    "sum-S014": (
        "Tujuh kelompok [S015-S021] berjumlah 19.185 orang; jumlah yang tercetak "
        "17.000 orang [S014], 2.185 orang lebih sedikit.",
        "The seven groups [S015-S021] add to 19,185 people; the total printed is "
        "17,000 people [S014], 2,185 people less.",
    ),
    "share-S040": (
        "23.806 orang [S036] dari 322.404 orang [S029] (angkatan kerja) adalah 7,38%; "
        "tercetak untuk cakupan: 8,13% [S040], dan kesenjangan 91,87% [S041] "
        "seharusnya 92,62%.",
        "23,806 people [S036] of 322,404 people [S029] (the labour force) are 7.38%; "
        "coverage as printed: 8.13% [S040], and the gap 91.87% [S041] should be "
        "92.62%.",
    ),
    "people-x-tariff-x-months-N146": (
        "657 orang [K083] x Rp16.800 [S042] x 3 bulan adalah Rp33.112.800; tercetak "
        "Rp33.213.600 [N146], Rp100.800 lebih banyak.",
        "657 people [K083] x Rp16,800 [S042] x 3 months is Rp33,112,800; printed is "
        "Rp33,213,600 [N146], Rp100,800 more.",
    ),
    "weekday-S001": (
        "Sumber menulis Rabu, 29 Oktober 2019 [S001]; tanggal itu hari Selasa.",
        "The source prints Rabu (Wednesday) for 29 October 2019 [S001]; that day was a "
        "Tuesday.",
    ),
}


@pytest.mark.parametrize(("finding", "sentences"), SENTENCES.items())
def test_a_finding_reads_well_on_its_own(finding, sentences):
    for lang, sentence in zip(("id", "en"), sentences, strict=True):
        table = findings(lang=lang).set_index("finding_id")
        assert table.loc[finding, "statement"] == sentence


def test_settlements_say_how_it_could_be_settled_and_what_was_done(found):
    settlement = found.loc["people-x-tariff-x-months-N146", "settlement"]
    assert "657 people [K083] as 659 people" in settlement
    assert "Held apart by the project: S014" in found.loc["sum-S014", "settlement"]
    assert "label is wrong" in found.loc["share-S040", "settlement"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_has_both_texts(lang):
    table = findings(lang=lang)
    for text in [*table["statement"], *table["settlement"]]:
        assert text.endswith(".")
        assert "{" not in text


def test_without_a_language_texts_come_in_both():
    row = findings("3673").iloc[0]
    assert set(row["statement"]) == set(LANGUAGES) == set(row["settlement"])


def test_what_differs_comes_first():
    verdicts = findings("3672")["verdict"].tolist()
    assert verdicts == sorted(verdicts, key=ORDER.index)
    assert set(verdicts) == set(ORDER)


def test_every_city_has_findings_and_their_claims_resolve(found):
    assert set(CITIES) <= set(found["region"])
    for claims in found["claim_ids"]:
        for claim_id in claims.split():
            assert claim(claim_id)["claim_id"] == claim_id


def test_a_region_without_figures_has_an_empty_table():
    table = findings("9999")
    assert table.empty
    assert list(table.columns) == COLUMNS


def test_serang_has_a_coverage_for_each_denominator():
    table = coverage_by_denominator("S036", ["S029", "S030", "R001"])
    assert table["coverage_rate"].round(4).tolist() == [0.0738, 0.0813, 0.0344]
    assert table["concept"].tolist() == ["labour_force", "employed", "population"]
    assert table["gap_rate"].round(4).tolist() == [0.9262, 0.9187, 0.9656]
