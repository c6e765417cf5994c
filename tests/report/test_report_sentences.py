"""Sentences: the same numbers in both languages, true of what the run holds."""

import re

import pandas as pd
import pytest

from analysis import load_scenario, project
from analysis.report import frames, sentences
from analysis.report.extremes import extreme_words
from analysis.report.prose import Prose


def projected(name):
    return project(load_scenario(name, draws=50))


def digits(text):
    """All numbers of a text without the marks that differ by language."""
    found = re.findall(r"\d[\d.,]*", text)
    return [re.sub(r"[.,]", "", number.rstrip(".,")) for number in found]


OF_ONE_RUN = ("bill", "claims", "enrolment", "checks", "title")
ON_CLAIMS = (
    *("claims_answer", "value", "scale", "published_ratio", "next_year", "national"),
    *("delay", "tariff_revision"),
)
OF_A_REAL_RUN = (
    *OF_ONE_RUN,
    *ON_CLAIMS,
    "break_even",
    "evidence",
    "gate",
    "law",
    "receipts",
    "uncertain",
)


@pytest.mark.parametrize("name", [*OF_ONE_RUN, *ON_CLAIMS])
def test_both_languages_carry_the_same_numbers(fake, name):
    write = getattr(sentences, name)
    assert digits(write(fake, "id")) == digits(write(fake, "en"))
    assert write(fake, "id") != write(fake, "en")


@pytest.mark.parametrize("name", OF_A_REAL_RUN)
def test_the_same_holds_of_real_runs(real, name):
    write = getattr(sentences, name)
    found, other = digits(write(real, "id")), digits(write(real, "en"))
    assert sorted(found) == sorted(other)


def test_bill_sentence_names_the_first_bill(fake):
    first = frames.bill(fake).iloc[0]
    assert f"{first / 1e6:,.2f}" in sentences.bill(fake, "en")


def test_a_fund_loss_is_never_called_a_deficit_of_the_city(fake):
    text = sentences.claims(fake, "en")
    assert "no deficit of the city" in text
    assert "bukan defisit kota" in sentences.claims(fake, "id")


def test_prose_makes_html_harmless():
    shown = Prose("<script>alert(1)</script> & more")._repr_markdown_()
    assert "<script" not in shown
    assert "&lt;script>" in shown


def test_cilegon_explains_the_distance_to_the_sum_received(replay):
    text = sentences.receipts(replay, "en")
    for number in ("6,207", "Rp1,251,331,200", "Rp480,457,660", "28,598.67", "4.61"):
        assert number in text


def test_no_sentence_shows_missing_values(fake, real):
    for run in (fake, real):
        for text in sentences.headlines(run, "en"):
            assert not re.search(r"\bnan\b|\bNone\b|inf\b", text)


@pytest.fixture(scope="module")
def serang():
    return projected("serang-replay")


def test_neither_of_two_counts_is_chosen_silently(serang):
    text = sentences.bill(serang, "en")
    assert "1,342 or 2,403" in text
    # 305.63 x 2,403 / 1,342
    assert "Rp305.63 million or Rp547.26 million" in text
    assert "1,342 or 2,403" in sentences.enrolment(serang, "en")


def test_people_who_became_staff_are_not_called_covered(cirebon):
    text = sentences.enrolment(cirebon, "en")
    assert "2,625 people left the list as staff (PPPK)" in text
    assert "highest 3,600 in 2023" in text


def test_a_decision_is_among_the_headlines(cirebon, serang):
    for run in (cirebon, serang):
        assert sentences.gate(run, "en") in sentences.headlines(run, "en")


@pytest.fixture(scope="module")
def target():
    return projected("cilegon-target-2029")


def test_odds_are_said_where_there_are_draws(target, fake):
    odds = frames.fund_loss_odds(target, 2027)
    assert f"In {odds * 100:.0f} of 100 draws" in sentences.claims(target, "en")
    assert "draws the fund" not in sentences.claims(fake, "en")


def test_fixed_and_varied_inputs_are_told_apart(target):
    varied, _, held = sentences.uncertain(target, "en").partition("Held fixed")
    assert "growth of the budget base" in varied
    assert "the budget line" in held
    assert "the budget line" not in varied


def test_an_interior_year_outside_both_ends_is_named():
    def write(value):
        return f"{value:.0f}"

    years = pd.Series({2025: 1.0, 2026: 5.0, 2027: 2.0})
    assert extreme_words(years, write, "en") == ", highest 5 in 2026"
    assert extreme_words(-years, write, "id") == ", terendah -5 pada 2026"
    assert extreme_words(years.cumsum(), write, "en") == ""
