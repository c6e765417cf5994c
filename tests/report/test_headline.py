"""The headline picture: its size, its words, and what it does without a line."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import boxes
import nasty
import pandas as pd
import pytest
from PIL import Image

from analysis import load_scenario, project
from analysis.language import number, rupiah_short
from analysis.report import figures_headline, frames, headline
from analysis.report.headline_words import headline as said


@pytest.fixture(scope="module", params=["nobody", "one-long-word"])
def strange(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("strange")
    return project(load_scenario(nasty.write(folder, request.param)))


@pytest.fixture(scope="module")
def without_draws():
    return project(load_scenario("cirebon-replay", draws=0))


@pytest.fixture(scope="module")
def written(real, tmp_path_factory):
    folder = tmp_path_factory.mktemp("headline")
    headline.write(real, folder)
    return folder


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_picture_fits_a_message(written, lang):
    path = written / f"headline-{lang}.png"
    picture = Image.open(path)
    assert picture.size == (1080, 1350)
    assert path.stat().st_size < 300_000


@pytest.mark.parametrize("lang", ["id", "en"])
def test_it_says_the_numbers_of_the_run(written, real, lang):
    twin = json.loads((written / f"headline-{lang}.json").read_text("utf-8"))
    picture = Image.open(written / f"headline-{lang}.png")
    assert picture.text["Description"] == twin["alt"]
    first = frames.first_year(real)
    for text in (
        real.region.name,
        rupiah_short(frames.at(real, "uncut_bill_idr", first), lang),
        number(frames.at(real, "members_end", first), lang),
        number(frames.at(real, "people_left_out", first), lang),
    ):
        assert text in twin["alt"]
    assert real.scenario.name in twin["source"]
    assert twin["scenario"] == real.scenario.name


def with_row(results, variable, value, statistic="central"):
    """Return a run with one row of the studies more."""
    found = results.table.iloc[:1].assign(
        variable=variable, value=value, statistic=statistic, year="all"
    )
    found[["segment", "programme", "funder"]] = "all"
    table = pd.concat([results.table, found], ignore_index=True)
    return replace(results, table=table)


@pytest.fixture(scope="module")
def no_line():
    return project(load_scenario("serang-baseline", draws=0, years=2))


@pytest.mark.parametrize(
    ("idr", "shown"),
    [
        (2_382_994_656, "Rp2,39 miliar"),
        (2_390_000_000, "Rp2,39 miliar"),
        (931_160_001, "Rp931,17 juta"),
        (1_000_000_000_001, "Rp1,01 triliun"),
    ],
)
def test_without_a_published_line_it_says_what_is_needed_rounded_up(
    no_line, idr, shown
):
    run = with_row(no_line, "solve_line_idr", idr, "confidence_90")
    card = said(run, "id").cards[2]
    assert card.answer == shown
    assert "belum terbit" in card.more
    assert "peluang" not in f"{card.asked} {card.answer} {card.more}"


def test_without_the_studies_no_need_is_made_up(no_line):
    card = said(no_line, "en").cards[2]
    assert card.answer == "not computed"
    assert "%" not in card.more


def test_a_line_held_on_from_an_earlier_year_is_a_condition_with_both_chances():
    run = project(load_scenario("cilegon-baseline", years=2))
    assert "unsure" not in said(run, "en").cards[2].more
    run = with_row(run, "breach_any_line_unsure_share", 0.3467)
    card = said(run, "id").cards[2]
    assert card.more.startswith("bila pagu 2026 (\N{PLUS-MINUS SIGN}Rp2,2 miliar)")
    assert card.more.endswith("35% bila tinggi pagu pun belum pasti")


def test_a_plan_is_called_one_and_who_is_left_out_rests_on_named_groups(real):
    cards = {lang: said(real, lang).cards for lang in ("id", "en")}
    assert cards["id"][0].asked.startswith("Rencana dilindungi")
    assert cards["en"][0].asked.startswith("Planned")
    left, groups = cards["id"][3], len(real.scenario.segments)
    assert left.asked.startswith("Belum dibayari APBD")
    assert f"{groups} kelompok" in left.more
    marked = [one for one in real.scenario.marks if one.endswith(".eligible")]
    assert ("dianggap" in left.more) == bool(marked)


def test_equal_runs_give_equal_bytes(without_draws):
    one, other = (figures_headline.picture(without_draws, "id")[0] for _ in range(2))
    assert one == other


def test_it_stands_strange_runs(strange):
    drawn, words = figures_headline.picture(strange, "id")
    assert Image.open(io.BytesIO(drawn)).size == (1080, 1350)
    assert "nan" not in words.alt
    figure = figures_headline.drawn(strange, words, "id")
    assert boxes.text_faults(figure) == []


def test_every_text_of_it_can_be_read(real):
    for lang in ("id", "en"):
        figure = figures_headline.drawn(real, said(real, lang), lang)
        assert boxes.text_faults(figure, least_pt=11.5) == []
