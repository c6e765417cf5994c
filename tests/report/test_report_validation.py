"""The record of forecasts: texts true of the numbers they are made from."""

import re

import pytest

from analysis.report import figures, sentences, tables
from analysis.report.tables_replayed import differences
from analysis.report.tables_validation import signed_skill
from analysis.study import record

LANGS = pytest.mark.parametrize("lang", ["en", "id"])
TABLES = [
    lambda lang: tables.backtest(lang),
    lambda lang: tables.backtest(lang, "date"),
    tables.backtest_horizons,
    lambda lang: tables.explained(lang),
    lambda lang: tables.explained(lang, "regency"),
    lambda lang: tables.simulation(lang),
    lambda lang: tables.simulation(lang, False),
    tables.quota_chances,
    *(
        lambda lang, which=which: tables.published(lang, which)
        for which in ("same", "near", "far", "claims")
    ),
    tables.not_known,
]
SENTENCES = [
    *(sentences.forecast_record, sentences.forecast_default, sentences.replayed),
    *(sentences.quota_steps, sentences.validation_verdict),
    lambda lang: sentences.frozen("2026-11-21", lang),
    sentences.published,
]


@LANGS
@pytest.mark.parametrize("make", TABLES)
def test_tables_are_whole(make, lang):
    table = make(lang)
    assert 4 <= len(table.frame) <= 12
    assert not re.search(r"\bnan\b|\bNone\b|\binf\b", table.frame.to_string())
    assert table.html()


@LANGS
@pytest.mark.parametrize("make", SENTENCES)
def test_sentences_are_whole(make, lang):
    text = make(lang)
    assert text.endswith(".")
    assert not re.search(r"\bnan\b|\{|\}", text)


def test_figures_draw_with_words(tmp_path):
    for lang in ("en", "id"):
        for _, picture, frame, meta in figures.validation_figures(lang):
            assert picture.png().startswith(b"\x89PNG")
            assert len(frame)
            assert len(meta["alt"]) > 40


def test_few_forecasts_get_no_verdict():
    n = record.tested().query("known == 'known_on' and method == 'mixture'").shape[0]
    assert n < 30
    verdicts = set(tables.backtest("en").frame["Verdict"])
    assert verdicts == {"Calibration not demonstrable: fewer than 30 forecasts."}
    assert "cannot be shown" in sentences.forecast_record("en")


def test_the_record_counts_what_is_kept():
    rows = record.tested().query("known == 'known_on' and method == 'mixture'")
    text = sentences.forecast_record("en")
    assert f"Of {len(rows)} forecasts for {rows['region'].nunique()} regions" in text
    assert f"{100 * rows['in_80'].mean():.0f}% (" in text
    assert f"off by {100 * rows['absolute_error'].mean():.1f} points" in text


def test_the_loss_where_gates_are_open_is_said():
    for lang in ("en", "id"):
        text = sentences.forecast_default(lang)
        assert "B-late" in text
        assert "hold" in text


def test_a_default_that_loses_nowhere_is_not_said_to_lose(monkeypatch):
    better = record.simulated().assign(skill=0.2)
    monkeypatch.setattr(record, "simulated", lambda: better)
    assert "B-late" not in sentences.forecast_default("en")


def test_difference_of_cilegon_by_hand():
    # 6,207 in August 2024, 7,881 in December 2025: held, 1,674 are missing
    row = tables.explained("en").frame.set_index("Later figure")
    found = row.loc["7,881 (2025-12) [N021]"]
    assert set(found["Off from hold"]) == {"+1,674", "-11,304"}


def test_election_staff_and_other_groups_are_counted_apart():
    found = differences().set_index(["case", "number"])
    assert not found.loc[("cilegon_with_election", 1), "comparable"]
    assert not found.loc[("bogor", 1), "comparable"]
    assert found.loc[("palu", 3), "comparable"]
    assert not found.loc[("cilegon_with_election", 1), "inside_mixture"]


@pytest.mark.parametrize(
    ("value", "text"), [(0.314, "+0.31"), (-0.3, "-0.30"), (-0.001, "0.00")]
)
def test_skill_never_shows_minus_nothing(value, text):
    assert signed_skill(value, 0.1, "en") == f"{text} (0.10)"
