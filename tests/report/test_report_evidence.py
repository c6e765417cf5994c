"""Notebook 01: every claim, what was settled, the weights, and the refused balance."""

import re
from fractions import Fraction

import pytest

from analysis import load_scenario, project
from analysis.evidence.ledger import ledger
from analysis.language import date_words
from analysis.law.parameters import load_law
from analysis.report import figures, sentences, tables
from analysis.report.figures_receipts import readings
from analysis.report.receipts import read_receipt
from analysis.report.register import value_words

SERANG, CILEGON = "3673", "3672"


@pytest.fixture(scope="module")
def cilegon():
    return project(load_scenario("cilegon-baseline", draws=0))


@pytest.mark.parametrize("region", [SERANG, CILEGON])
def test_the_register_holds_every_claim_once(region):
    every = ledger()
    expected = set(every.loc[every["region"] == region, "claim_id"])
    found = tables.register(region, "en")
    shown = re.findall(r"\[([^\[\]]+)\]:", found.html())
    assert sorted(shown) == sorted(expected)


def test_claims_not_accepted_as_printed_stand_open_on_top():
    groups = tables.register(SERANG, "en").groups
    assert groups[0][:2] == ("Not accepted as printed", True)
    assert not any(opened for _, opened, _ in groups[1:])
    listed = " ".join(groups[0][2])
    for name in ("S028", "S037", "S039", "S040", "S041"):
        assert f"[{name}]" in listed


def test_quotes_are_escaped_and_never_edited():
    html = tables.register(CILEGON, "id").html()
    assert "<script" not in html
    assert "KPU 11.658 orang" in html
    assert "dipisahkan" in html


def test_a_region_without_claims_says_so():
    assert "no figure" in tables.register("7401", "en").html()
    assert sentences.repairs("7401", "en").startswith("No figure")
    assert sentences.refused("7401", "en").startswith("Nothing")
    assert tables.settled("7401", "en").frame.empty
    assert tables.balanced("7401", "en").frame.empty


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("17000", "people", "17,000 people"),
        ("0.0813", "share", "8.13%"),
        ("480457660", "idr", "Rp480,457,660"),
        ("16800", "idr/person/month", "Rp16,800 a month"),
        ("", "people", "-"),
    ],
)
def test_figures_carry_their_unit(value, unit, shown):
    assert value_words(value, unit, "en") == shown


@pytest.mark.parametrize(
    ("as_of", "shown"),
    [("2024-08-22", "22 Agustus 2024"), ("2021-05", "Mei 2021"), ("2020", "2020")],
)
def test_dates_say_no_more_than_the_source(as_of, shown):
    assert date_words(as_of, "id") == shown


# method.md 1.3: labour force, employed, unemployed under each set of weights
SERANG_BALANCED = {
    "absolute": ("322,187.3 (-216.7", "292,884.7 (+216.7", "29,302.7 (+216.7"),
    "proportional": ("322,078.7 (-325.3", "292,963.3 (+295.3", "29,115.3 (+29.3"),
    "relative": ("322,049.2 (-354.8", "292,960.3 (+292.3", "29,088.9 (+2.9"),
    "survey": ("322,360.2 (-43.8", "292,704.1 (+36.1", "29,656.1 (+570.1"),
}


def test_serang_balanced_as_published():
    frame = tables.balanced(SERANG, "en").frame
    for name, expected in SERANG_BALANCED.items():
        for cell, start in zip(frame[name], expected, strict=True):
            assert cell.replace("\N{NO-BREAK SPACE}", " ").startswith(start + ";")


def test_the_deviations_behind_the_sets_are_stated():
    # 0.05% of 322,404 and 292,668, 2% of 29,086
    frame = tables.deviations(SERANG, "en").frame
    assert list(frame["survey"]) == ["161.2", "146.3", "581.7"]
    # a thousand over the root of 12
    frame = tables.deviations(CILEGON, "en").frame.set_index(frame.columns[0])
    total = next(name for name in frame.index if "S014" in name)
    assert list(frame.loc[total]) == ["288.7", "288.7", "3,000.0"]


def test_shares_hardly_move():
    frame = tables.shares_under_weights(SERANG, "en").frame.set_index("Set")
    assert list(frame.loc["absolute"]) == ["9.095%", "8.128%", "7.389%"]
    assert list(frame.loc["survey"]) == ["9.200%", "8.133%", "7.385%"]
    text = sentences.materiality("en")
    for number in ("0.007", "0.16", "0.75", "3.596%", "3.440%"):
        assert number in text


def test_the_refused_balance_is_shown_as_refused():
    text = sentences.refused(CILEGON, "en")
    for part in ("Set A is refused", "G = 49.53", "1.8e-11", "18,866", "11,354"):
        assert part in text
    assert "Set C is used" in text
    assert "6,174" in text
    first = tables.weight_sets(CILEGON, "en").frame.iloc[0]
    assert list(first[["Set", "G", "df", "p"]]) == ["A", "49.53", "2", "1.8e-11"]
    assert first["Verdict"].startswith("REFUSED")
    for name in ("S014", "S017", "S018"):
        assert name in first["Verdict"]


def test_cilegon_under_each_set():
    frame = tables.balanced(CILEGON, "en").frame
    frame = frame.set_index(frame.columns[0])
    assert list(frame.columns) == ["A: REFUSED", "B", "C"]
    plain = frame.map(lambda cell: cell.replace("\N{NO-BREAK SPACE}", " "))
    row = {name[-5:-1]: list(cells) for name, cells in plain.iterrows()}
    assert row["S014"][0].startswith("18,866.2 (+1,866.2; +10.98%; z 7.0")
    assert row["S017"][1].startswith("9,617.2")
    assert row["S014"][1].startswith("17,125.1")
    assert row["S022"][1].startswith("6,172.8")
    assert row["S022"][2].startswith("6,174.0 (-33.0")


def test_settled_figures_stand_in_the_order_of_repair():
    frame = tables.settled(SERANG, "en").frame
    steps = list(frame["Step"])
    assert steps == sorted(steps)
    assert steps[0] == "1 label"
    assert "L-3673" not in frame.to_string()
    population = frame[frame["Figure"].str.contains("S028")].iloc[0]
    assert list(population[["Printed", "Used"]]) == ["662,101", "692,101"]


def test_a_figure_held_apart_has_no_value():
    frame = tables.settled(CILEGON, "en").frame
    total = frame[frame["Figure"].str.contains("S014")].iloc[0]
    assert list(total[["Printed", "Used"]]) == ["17,000", "-"]


def test_open_facts_show_both_readings():
    shown = tables.open_questions(SERANG, "en").frame.to_string()
    for number in ("1,342", "2,403", "50%"):
        assert number in shown
    assert len(tables.open_questions(CILEGON, "id").frame) >= 2


def test_bali_is_one_swap_away():
    row = tables.settled("51", "en").frame.iloc[0]
    assert list(row[["Printed", "Used"]]) == ["1,873,899", "1,837,899"]


def test_the_picture_of_weights_marks_the_refused_set(cilegon):
    words = figures.weights(cilegon, "en").words
    assert "refused" in words.title
    assert "1.8e-11" in words.title


def test_every_reading_of_a_sum_received_gives_that_sum():
    paid = read_receipt(ledger(), CILEGON, load_law())
    found = readings(paid, Fraction(48151028, 10), "en")
    assert len(found) == 4
    for one in found:
        product = one.people * one.months * one.tariff_idr_m
        assert product == pytest.approx(480_457_660)
    # 480,457,660 / (6,207 x 16,800)
    assert found[0].months == pytest.approx(4.6075, abs=1e-4)


@pytest.mark.parametrize("name", ["repairs", "refused"])
@pytest.mark.parametrize("region", [SERANG, CILEGON])
def test_both_languages_carry_the_same_numbers(name, region):
    both = [getattr(sentences, name)(region, lang) for lang in ("id", "en")]
    digits = [re.sub(r"[.,]", "", "".join(re.findall(r"[\d.,]", t))) for t in both]
    assert digits[0] == digits[1]
