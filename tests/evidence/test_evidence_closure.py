"""What the published figures of the four cities say about each other."""

import math
from fractions import Fraction

import pytest

from analysis.errors import InputDataError
from analysis.evidence.closure import (
    claim_ratio,
    coverage_by_denominator,
    findings,
    member_months,
    product,
    segment_sum,
    weekday,
)
from analysis.evidence.ledger import claim, value
from analysis.language import LANGUAGES

SEGMENTS = ["S015", "S016", "S017", "S018", "S019", "S020", "S021"]
EXPECTED = {
    "cilegon-segments": (19_185, 17_000),
    "cilegon-remaining": (6_164, 6_207),
    "cilegon-adhoc": (10_793, 13_021),
    "cilegon-shortfall": (309_542_340, 200_000_000),
    "cilegon-budget-people-2026": (2_200_000_000 / 201_600, 10_120),
    "cilegon-budget-3500": (705_600_000, 2_200_000_000),
    "serang-members": (23_806, 23_806),
    "serang-coverage-labour-force": (23_806 / 322_404, 0.0813),
    "serang-coverage-employed": (23_806 / 292_668, 0.0813),
    "serang-labour-force": (321_754, 322_404),
    "serang-non-asn-sum": (3_745, 3_112),
    "serang-honorer-2025": (1_331, 1_331),
    "cirebon-3500": (2_400, 2_500),
    "cirebon-3600": (2_500, 2_500),
    "cirebon-third": (11 / 36, 0.3333),
    "bogor-2018": (4_515, 4_515),
    "tangerang-budget": (999_936_000, 999_936_000),
    "makassar-2025-budget": (16_423_545_600, 7_000_000_000),
}
COMPUTED = {
    "cilegon-member-months": 28_598.67,
    "cilegon-months-each": 4.61,
    "cilegon-claim-ratio": 1.6443,
    "bogor-2025": 14_580,
    "serang-non-asn-low": 0.4312,
    "serang-non-asn-high": 0.7722,
}


@pytest.fixture(scope="module")
def found():
    return findings(lang="en").set_index("finding_id")


def test_cilegon_s_segments_add_up_in_both_ways():
    assert segment_sum(SEGMENTS) == 19_185
    assert segment_sum([*SEGMENTS, "-S017", "-S018"]) == 6_164


def test_cilegon_s_money_is_no_whole_number_of_months():
    months = member_months(value("S026"), value("S042"))
    assert months == Fraction(480_457_660, 16_800)
    assert months.denominator != 1
    ratio = claim_ratio(value("S025"), value("S026"))
    assert round(float(ratio), 4) == 1.6443


def test_products_take_claims_and_numbers():
    assert product(["N054", "S042", "10"]) == 999_936_000


def test_serang_has_a_coverage_for_each_denominator():
    table = coverage_by_denominator("S036", ["S029", "S030", "R001"])
    assert table["coverage_rate"].round(4).tolist() == [0.0738, 0.0813, 0.0344]
    assert table["concept"].tolist() == ["labour_force", "employed", "population"]
    assert table["gap_rate"].round(4).tolist() == [0.9262, 0.9187, 0.9656]


@pytest.mark.parametrize(("finding", "numbers"), EXPECTED.items())
def test_figures_and_what_they_should_be(found, finding, numbers):
    row = found.loc[finding]
    assert row["expected"] == pytest.approx(numbers[0], rel=1e-12)
    assert row["printed"] == numbers[1]
    assert row["difference"] == pytest.approx(numbers[1] - numbers[0])


@pytest.mark.parametrize(("finding", "number"), COMPUTED.items())
def test_figures_nobody_printed(found, finding, number):
    row = found.loc[finding]
    places = len(str(number).partition(".")[2])
    assert round(row["expected"], places) == number
    assert row["verdict"] == "computed"
    assert math.isnan(row["printed"])


def test_verdicts_follow_the_rounding_of_the_source(found):
    agree = {"serang-coverage-employed", "cirebon-3600", "bogor-2018"}
    differ = {"serang-coverage-labour-force", "cirebon-3500", "cilegon-segments"}
    assert set(found.loc[list(agree), "verdict"]) == {"agrees"}
    assert set(found.loc[list(differ), "verdict"]) == {"differs"}


@pytest.mark.parametrize(
    ("finding", "right", "verdict"),
    [
        ("cirebon-weekday-2019", "Selasa", "differs"),
        ("cirebon-weekday-2022", "Senin", "differs"),
        ("serang-weekday", "Rabu", "agrees"),
        ("cilegon-weekday", "Kamis", "agrees"),
        ("bogor-weekday-2021", "Rabu", "agrees"),
    ],
)
def test_dates_are_claims_too(found, finding, right, verdict):
    assert found.loc[finding, "expected"] == right
    assert found.loc[finding, "verdict"] == verdict


def test_weekdays_are_named_in_both_languages():
    assert weekday("2019-10-29") == "Tuesday"
    assert weekday("2022-04-25", "id") == "Senin"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_statements_carry_computed_numbers(lang):
    table = findings("3672", lang).set_index("finding_id")
    statement = table.loc["cilegon-segments", "statement"]
    assert ("19.185" if lang == "id" else "19,185") in statement
    for text in [*table["statement"], *table["settlement"]]:
        assert "{" not in text


def test_without_a_language_texts_come_in_both():
    row = findings("3673").iloc[0]
    assert set(row["statement"]) == set(LANGUAGES) == set(row["settlement"])


def test_what_differs_comes_first():
    verdicts = findings("3672")["verdict"].tolist()
    assert verdicts == sorted(verdicts, key=["differs", "computed", "agrees"].index)


def test_every_city_has_findings_and_their_claims_resolve(found):
    assert {"3271", "3274", "3672", "3673"} <= set(found["region"])
    for claims in found["claim_ids"]:
        for claim_id in claims.split():
            assert claim(claim_id)["claim_id"] == claim_id


def test_a_sum_of_an_unknown_claim_is_an_error():
    with pytest.raises(InputDataError):
        segment_sum(["S015", "S900"])
