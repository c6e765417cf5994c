"""The headline picture: its size, its words, and what it does without a line."""

from __future__ import annotations

import io
import json

import boxes
import nasty
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


def test_an_assumed_line_is_called_so(real):
    words = {"id": "dianggap", "en": "assumed"}
    for lang, word in words.items():
        assert word in said(real, lang).alt.lower()


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
