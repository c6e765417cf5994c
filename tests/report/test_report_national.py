"""All regions in words, tables and pictures: whole, true of the numbers, bilingual."""

from __future__ import annotations

import base64
import csv
import io
import re
from dataclasses import astuple
from fractions import Fraction

import numpy as np
import pytest
from bilingual import foreign, numbers
from matplotlib.text import Text as Drawn

from analysis.language import rupiah_short
from analysis.report import (
    figures,
    figures_national,
    glossary,
    html,
    national_list,
    page,
    page_national,
    region_frames,
    sentences,
    tables,
)
from analysis.report.sentences_national_parts import stated
from national_few import CITIES, found

LANGUAGES = ("id", "en")
SENTENCES = [
    *(sentences.national_cost, sentences.national_yardstick),
    *(sentences.national_estimate, sentences.national_spread),
    *(sentences.national_affordable, sentences.national_benefits),
    sentences.national_known,
]
TABLES = {
    "provinces": tables.national_provinces,
    "all provinces": lambda one, lang: tables.national_provinces(one, lang, 39),
    "estimate": lambda one, lang: tables.national_estimate(lang),
    "revenue": tables.national_revenue,
    "ends": tables.national_ends,
}


def of_table(table):
    # a grade's rule and a claim's id are told as they stand
    cells = [*map(str, table.frame.columns), *map(str, table.frame.to_numpy().ravel())]
    return " | ".join([table.title, *cells, table.note])


def of_picture(picture):
    picture.canvas.draw()
    drawn = [text.get_text() for text in picture.findobj(Drawn) if text.get_visible()]
    return " | ".join([*astuple(picture.words), *(" ".join(t.split()) for t in drawn)])


def told(lang):
    texts = {one.__name__: str(one(found(), lang)) for one in SENTENCES}
    texts |= {name: of_table(make(found(), lang)) for name, make in TABLES.items()}
    shown = figures.national_figures(found(), lang)
    texts |= {name: of_picture(picture) for name, picture, _, _ in shown}
    texts["list"] = html.readable(national_list.folded(found(), lang))
    limits = [one[lang] for one in page_national.LIMITS]
    return texts | {"limits": " ".join(limits)}


@pytest.fixture(scope="module")
def both():
    return {lang: told(lang) for lang in LANGUAGES}


def test_both_languages_say_the_same_numbers(both):
    for name, text in both["id"].items():
        assert numbers(text, "id") == numbers(both["en"][name], "en"), name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_of_the_other_language_and_nothing_unfilled(both, lang):
    for name, text in both[lang].items():
        assert foreign(text, lang) == set(), name
        assert not re.search(r"\bnan\b|\bNone\b|\binf\b|[{}]", text), name


def test_the_cost_is_told_with_its_denominator():
    nation = found().nation
    text = sentences.national_cost(found(), "en")
    assert f"{nation['covered']:,} people by our estimate" in text
    assert "Rp16,800 a month" in text
    assert f"Rp{nation['cost_per_inhabitant_idr']:,.0f} per inhabitant" in text
    assert f"{nation['population']:,} in the civil register" in text


def test_affordability_is_told_of_the_four_only():
    text = sentences.national_affordable(found(), "en")
    others = len(found().regions) - len(CITIES)
    assert "In this project's data revenue is held of 4 of the" in text
    assert "2025 to 2026: draft, approved, budget; not projected" in text
    assert f"Of the other {others} nothing can be said here" in text
    shown = tables.national_revenue(found(), "en").frame
    assert len(shown) == len(CITIES)
    assert set(shown["Grade"]) == {"A"}


def test_where_no_revenue_is_known_that_is_said(monkeypatch):
    whole = found()
    none = whole.regions.assign(revenue_idr=np.nan, revenue_share=np.nan)
    changed = type(whole)(whole.question, none, whole.places, whole.draws)
    text = sentences.national_affordable(changed, "en")
    assert f"revenue is held of none of the {len(none)} regions." in text


def test_the_share_of_contributions_is_that_of_the_draws_and_a_range_only():
    whole = found()
    ratio = whole.draws["claims_incurred_idr"][-1] / whole.nation["cost_idr"]
    low, high = (100 * np.percentile(ratio, one) for one in (5, 95))
    text = sentences.national_benefits(whole, "en")
    assert f"about as much as is paid in: {low:.0f}% to {high:.0f}%, with" in text
    assert f"{100 * ratio.mean():.0f}%" not in text
    assert "levy of 10% of contributions" in text
    assert "for the events of 2027, whenever it is paid" in text


def test_far_from_what_is_paid_in_it_is_not_called_about_as_much():
    whole = found()
    low = {name: one / 3 for name, one in whole.draws.items()}
    changed = type(whole)(whole.question, whole.regions, whole.places, low)
    text = sentences.national_benefits(changed, "en")
    assert "Of contributions: " in text
    assert "about as much" not in text


def test_what_is_paid_within_the_year_stands_beside_what_its_events_cost():
    nation, text = found().nation, sentences.national_benefits(found(), "en")
    for name in ("claims_idr", "first_year_claims_idr"):
        assert rupiah_short(nation[f"{name}_mean"]) in text
    assert nation["claims_idr_mean"] < nation["claims_incurred_idr_mean"]


def test_a_share_is_told_with_the_digits_it_was_asked_with():
    told = {"0.1": "10%", "0.125": "12.5%", "0.005": "0.5%", "0.0005": "0.05%"}
    for asked, text in told.items():
        assert stated(Fraction(asked)) == text
    assert stated(Fraction("0.125"), "id") == "12,5%"


def test_the_grades_are_counted():
    text = sentences.national_known(found(), "en")
    grades = found().regions["grade"].value_counts()
    for grade in "ABCD":
        assert f"{grades.get(grade, 0)} {grade}" in text


def test_tables_of_the_notebook_are_short_and_show_the_nation_first():
    for make in TABLES.values():
        assert make(found(), "en").html()
    shown = tables.national_provinces(found(), "en").frame
    assert len(shown) == 12
    assert shown.iloc[0, 0] == "Indonesia"
    assert len(tables.national_provinces(found(), "en", 39).frame) == 39
    ends = tables.national_ends(found(), "en").frame
    assert len(ends) == 12
    assert "Rp" not in "".join([*ends.columns, *map(str, ends.to_numpy().ravel())])


def test_the_three_ledgers_add_to_zero():
    """The fund's position is an interval without a middle: its sign is not known."""
    rows = figures_national.ledgers(found(), "en")
    for one, other in (("p05_idr", "p95_idr"), ("p95_idr", "p05_idr")):
        ends = -rows.loc[0, one] - rows.loc[2, other]
        assert rows.loc[1, one] == pytest.approx(ends, abs=1)
    assert np.isnan(rows.loc[1, "mean_idr"])
    assert rows.loc[0, "p05_idr"] == rows.loc[0, "p95_idr"]
    assert rows.loc[2, "p05_idr"] < rows.loc[2, "mean_idr"] < rows.loc[2, "p95_idr"]


def test_every_picture_has_its_denominator_and_words_for_who_cannot_see_it():
    for name, picture, frame, meta in figures.national_figures(found(), "en"):
        assert picture.png().startswith(b"\x89PNG")
        assert len(frame) >= 3
        assert len(meta["alt"]) > 40
        per = "ledgers" in name or "per inhabitant of the 2025 register" in " ".join(
            meta["subtitle"].split()
        )
        assert per, name


def test_the_download_holds_every_region_in_the_page_itself():
    link = national_list.national_download(found(), "en").html()
    data = re.search(r'href="data:text/csv;charset=utf-8;base64,([^"]+)"', link)[1]
    rows = list(csv.DictReader(io.StringIO(base64.b64decode(data).decode())))
    assert [row["region"] for row in rows] == list(found().regions.index)
    cilegon = next(row for row in rows if row["region"] == "3672")
    assert int(cilegon["cost_idr_y"]) == int(cilegon["covered_people"]) * 16_800 * 12
    assert cilegon["revenue_source"].startswith("B-3672-2026")
    assert "labour_force_people_assumed" in cilegon
    assert not re.search(r"\bnan\b|None", "".join(map(str, rows)))


def test_the_page_shows_all_regions_and_carries_its_tables(tmp_path):
    page.write_national(tmp_path, found(), "id")
    for name, lang in (("index.html", "id"), ("index-en.html", "en")):
        text = (tmp_path / name).read_text("utf-8")
        for code in found().regions.index:
            assert f"{code} {found().regions['name'][code]}" in text
        assert 'download="regions.csv"' in text
        assert "<script" not in text
        for one in page_national.findings(found(), lang):
            assert html.element("span", one) in text
    assert (tmp_path / "regions.csv").read_text().count("\n") == len(
        found().regions
    ) + 1
    assert "\n00,Indonesia," in (tmp_path / "provinces.csv").read_text()
    assert 'href="regions.csv"' in (tmp_path / "index.html").read_text("utf-8")


def test_every_abbreviation_is_explained(both):
    from test_languages import CAPITALS, NO_ABBREVIATION

    shown = " ".join(text for texts in both.values() for text in texts.values())
    # short names of provinces on the tiles; the text beside the map has the full ones
    tiles = {word for name in region_frames.tiles()["short"] for word in name.split()}
    capitals = set(CAPITALS.findall(shown)) - NO_ABBREVIATION - tiles
    assert capitals - glossary.GLOSSARY.keys() == set()
