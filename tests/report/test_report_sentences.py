"""Sentences: the same numbers in both languages, true of what the run holds."""

import re

import pytest

from analysis.report import frames, sentences
from analysis.report.prose import Prose


def digits(text):
    """All numbers of a text without the marks that differ by language."""
    found = re.findall(r"\d[\d.,]*", text)
    return [re.sub(r"[.,]", "", number.rstrip(".,")) for number in found]


OF_ONE_RUN = ("bill", "claims", "enrolment", "sustainability", "checks", "title")
OF_A_REAL_RUN = (*OF_ONE_RUN, "break_even", "evidence", "gate", "law", "receipts")


@pytest.mark.parametrize("name", OF_ONE_RUN)
def test_both_languages_carry_the_same_numbers(fake, name):
    write = getattr(sentences, name)
    assert digits(write(fake, "id")) == digits(write(fake, "en"))
    assert write(fake, "id") != write(fake, "en")


@pytest.mark.parametrize("name", OF_A_REAL_RUN)
def test_the_same_holds_of_real_runs(real, name):
    write = getattr(sentences, name)
    found, other = digits(write(real, "id")), digits(write(real, "en"))
    assert sorted(found) == sorted(other)


def test_comparison_in_both_languages(fakes):
    found = digits(sentences.comparison(fakes, "id"))
    assert found == digits(sentences.comparison(fakes, "en"))


def test_bill_sentence_names_the_first_bill(fake):
    first = frames.bill(fake).iloc[0]
    assert f"{first / 1e6:,.2f}" in sentences.bill(fake, "en")


def test_a_fund_loss_is_never_called_a_deficit_of_the_city(fake):
    text = sentences.claims(fake, "en")
    assert "no deficit of the city" in text
    assert "bukan defisit daerah" in sentences.claims(fake, "id")


def test_without_a_ceiling_the_sentence_says_so(fake, without_ceiling):
    assert "ceiling" in sentences.sustainability(fake, "en")
    assert "no ceiling" in sentences.sustainability(without_ceiling, "en")


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
