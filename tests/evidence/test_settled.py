"""A settled claim, as scenarios and readers get it."""

import re
import subprocess
import sys
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.evidence import ledger, tables
from analysis.evidence.rounded import half_step
from analysis.evidence.settled import (
    Alternative,
    as_rounded,
    settled,
    shown,
    table,
    words,
)
from analysis.language import LANGUAGES
from analysis.quantity import Quantity


def number(text):
    return Fraction(str(text))


QUANTITIES = {
    "S015": Quantity("normal", (number(1530), number("14.9"))),
    "S022": Quantity("normal", (number(6174), number("30.3"))),
    "S031": Quantity("normal", (number(29656), number(204))),
    "L-3673-2020-menganggur": Quantity("normal", (number(29656), number(204))),
    "S028": Quantity.exact(692_101),
    "K011": Quantity.exact(1_837_899),
    "S037": Quantity("choice", (number(1342), number(2403)), (number("0.5"),) * 2),
    "S039": Quantity("choice", (number(1342), number(2403)), (number("0.5"),) * 2),
    "S024": Quantity(
        "choice", (number("0.47"), number("0.5")), (number("0.8"), number("0.2"))
    ),
    "S025": Quantity(
        "choice",
        (number(790_000_000), number(690_000_000)),
        (number("0.7"), number("0.3")),
    ),
    "S040": Quantity("uniform", (number("0.08125"), number("0.08135"))),
    "S014": None,
    "S027": None,
    "S003": None,
    "S006": None,
}


@pytest.mark.parametrize("claim", QUANTITIES)
def test_what_a_scenario_takes(claim):
    found = settled(claim)
    assert found.quantity == QUANTITIES[claim]
    assert found.printed == ledger.value(claim)
    assert found.why["id"] != found.why["en"]


def test_a_claim_without_a_judgement_is_not_settled():
    assert settled("S036") is None
    assert settled("nothing") is None


def test_the_two_values_of_cilegon_follow_from_the_print():
    """53 % less 6 points is 47 %; 53 % / 1.06 is 50 %."""
    now, rise = ledger.value("S023"), Fraction("0.06")
    assert settled("S024").quantity.numbers == (now - rise, now / (1 + rise))
    assert settled("S024").quantity.central == Fraction("0.47")


def test_the_other_claims_of_cilegon_lie_one_digit_away():
    printed, other = settled("S025").quantity.numbers
    assert printed == ledger.value("S025")
    # 690,000,000 - 480,457,660 = 209,542,340: "200 juta lebih"
    assert other - ledger.value("S026") == 209_542_340
    assert (
        len([1 for a, b in zip(str(printed), str(other), strict=True) if a != b]) == 1
    )


def test_a_claim_held_apart_names_what_stands_in_its_place():
    instead = {
        claim: settled(claim).instead for claim in ("S014", "S027", "S003", "S006")
    }
    assert instead == {
        "S014": ("S022",),
        "S027": ("S025", "S026"),
        "S003": ("S004",),
        "S006": ("S002", "S004"),
    }
    assert settled("S015").instead == ()


# --- rounding ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "ends"),
    [
        ("S004", (3_550, 3_650)),  # "sekitar 3.600"
        ("N026", (2_150_000_000, 2_250_000_000)),  # "Rp 2,2 miliar"
        ("S023", ("0.525", "0.535")),  # "53%"
        ("S038", None),  # "sekitar 3.112": said to the last person
        ("S036", None),  # "23.806"
        ("N001", None),  # "lebih dari 4.000"
    ],
)
def test_a_claim_is_read_as_its_source_rounds(claim, ends):
    found, printed = as_rounded(claim), ledger.value(claim)
    if ends is None:
        assert found == Quantity.exact(printed)
    else:
        assert found == Quantity("uniform", tuple(map(number, ends)))
    assert found.central == printed


@given(
    st.integers(0, 10**9),
    st.sampled_from(["1", "10", "1000", "sekitar", ">", "~1%", ""]),
    st.sampled_from(["people", "idr"]),
)
def test_the_middle_of_a_rounded_figure_is_the_print(value, rounding, unit):
    row = {"value": str(value), "rounding": rounding, "unit": unit}
    half = half_step(row)
    assert half >= 0
    if rounding in ("1", ">"):
        assert half == 0


def test_every_figure_of_the_ledger_can_be_read():
    """The print stays the middle, people whole, shares within 0-1."""
    for claim, row in ledger.rows().items():
        if not row["value"]:
            continue
        found = as_rounded(claim)
        assert found.central == Fraction(row["value"])
        if row["unit"] in ("people", "idr"):
            assert all(end.denominator == 1 for end in found.numbers)
        if row["unit"] == "share" and 0 <= found.central <= 1:
            assert all(0 <= end <= 1 for end in found.numbers)


# --- what people read ----------------------------------------------------------


def test_the_table_shows_claim_settled_value_adjustment_and_z():
    found = table("3672").set_index("claim_id")
    row = found.loc["S016"]
    assert (row["concept"], row["printed"], row["weights"]) == ("members", 2650, "C")
    assert round(row["settled"], 3) == 2655.845
    assert round(row["adjustment"], 3) == 5.845
    assert round(row["adjustment_share"], 5) == 0.00221
    assert row["z"] == 0.592
    assert row["sd"] == 24.6
    assert row["alternatives"].startswith("2,644.0 (weights A, refused); 2,655.2")
    assert pd.isna(found.loc["S014", "settled"])
    assert pd.isna(found.loc["S025", "adjustment"])
    assert set(table()["settlement_id"]) > set(found["settlement_id"])
    assert table("3271").empty


def test_the_table_speaks_both_languages():
    english, local = (
        table("3673", lang).set_index("claim_id") for lang in ("en", "id")
    )
    for column in ("method", "why"):
        assert (english[column] != local[column]).all()
    assert english.loc["S031", "alternatives"].endswith("29,736 (2 typing errors away)")
    assert local.loc["S031", "alternatives"].endswith("29.736 (berjarak 2 salah ketik)")
    assert local.loc["S037", "alternatives"].startswith("1.342 (peluang 0,5)")


def test_words_say_settlement_method_value_and_other_readings():
    assert words(settled("S015")) == (
        "settlement cilegon-members: least squares, weights C; 1,530 (sd 14.9); other "
        "readings 1,526.0 (weights A, refused), 1,529.7 (weights B), 1,571 (2 typing "
        "errors away)"
    )
    assert words(settled("S037"), "id") == (
        "penyelesaian serang-non-asn: pilihan nilai; 1.342 (peluang 0,5) atau 2.403 "
        "(peluang 0,5)"
    )
    for claim in QUANTITIES:
        assert all(words(settled(claim), lang) for lang in LANGUAGES)


def test_figures_are_shown_with_the_decimals_they_have():
    shown_as = {"1530": "1,530", "1529.94": "1,529.9", "0.0813": "0.0813", "0": "0"}
    assert {text: shown(number(text)) for text in shown_as} == shown_as
    assert Alternative("weights", "B", number("9617.2")).words("id") == (
        "9.617,2 (bobot B)"
    )


def test_the_ledger_says_what_a_settlement_did():
    status = {claim: ledger.claim(claim)["status"] for claim in QUANTITIES}
    assert status["S015"] == status["S031"] == "reconciled"
    assert status["L-3673-2020-menganggur"] == "reconciled"
    assert (status["S028"], status["K011"]) == ("typo-corrected", "typo-corrected")
    assert status["S040"] == "label-corrected"
    assert status["S014"] == "held apart"


def test_the_table_of_settlements_closes():
    frame = tables.read("settlements")
    assert frame["claim_id"].is_unique
    assert set(frame["claim_id"]) <= set(ledger.rows())
    forms = re.compile(r"exact \S+|(normal|uniform) \S+ \S+|choice( \S+ \S+)+|")
    assert all(forms.fullmatch(text) for text in frame["value"])


def test_a_settled_claim_is_read_without_scipy():
    code = (
        "import sys\n"
        "from analysis.evidence.settled import settled\n"
        "from analysis.scenario.load import load_scenario\n"
        "assert settled('S015').quantity\n"
        "load_scenario('scenarios/serang-replay.yaml')\n"
        "heavy = {'scipy', 'pandera', 'matplotlib', 'statsmodels'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
