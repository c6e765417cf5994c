"""Figures as pictures: no text outside, on another, small, pale or unsaid."""

from __future__ import annotations

import itertools

import boxes
import nasty
import numpy as np
import pandas as pd
import pytest

from analysis import load_scenario, project
from analysis.report import colours, figures
from analysis.report.figures_base import UNITS, Words, page, styled

# what costs seconds to work out; drawn for the real runs and the one with most groups
LONG_STUDIES = ("bases", "staircase", "stress", "tornado", "worth")
CLEARLY_APART = 10.0  # CIE76 distance in the worst kind of sight
# Machado, Oliveira, Fernandes 2009, severity 1, on linear RGB
SIGHTS = {
    "usual": np.eye(3),
    "protan": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deutan": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritan": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
)
DAYLIGHT = np.array([0.9505, 1.0, 1.089])


@pytest.fixture(scope="module", params=sorted(nasty.WRITTEN))
def strange(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("nasty")
    return project(load_scenario(nasty.write(folder, request.param)))


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_figure_of_a_run_can_be_read(real, lang):
    assert_readable(figures.plot(real, name, lang) for name in figures.BY_NAME)


def test_every_figure_of_a_strange_scenario_can_be_read(strange):
    name = strange.scenario.name
    lang = "en" if name == "nobody" else "id"
    left_out = () if name == "many-groups" else LONG_STUDIES
    drawn = [one for one in figures.BY_NAME if one not in left_out]
    assert_readable(figures.plot(strange, one, lang) for one in drawn)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_figures_without_a_run_can_be_read(lang):
    assert_readable(picture for _, picture, *_ in figures.validation_figures(lang))
    assert_readable(figure(lang) for figure in (figures.regions, figures.tile_map))


@pytest.mark.parametrize("lang", ["id", "en"])
def test_figures_of_a_comparison_can_be_read(replay, cirebon, lang):
    shown = figures.comparison_figures([replay, cirebon], lang)
    assert_readable(picture for _, picture, *_ in shown)


def assert_readable(pictures):
    wrong = {picture.words.title: list(boxes.faults(picture)) for picture in pictures}
    assert {title: found for title, found in wrong.items() if found} == {}


@styled
def one_with(write):
    words = Words("A title of one line", "what", "source", "an alt text " * 5)
    picture, (axes,) = page(words, pd.DataFrame(), "en")
    write(axes)
    return picture


@pytest.mark.parametrize(
    ("fault", "write"),
    [
        ("outside", lambda axes: axes.text(1.5, 0.5, "far to the right of everything")),
        ("overlap", lambda axes: [axes.text(0.5, 0.5, text) for text in "AB"]),
        ("small", lambda axes: axes.text(0.5, 0.5, "tiny", size=7.9)),
        ("pale", lambda axes: axes.text(0.5, 0.5, "?", color="#999999", gid="filled")),
    ],
)
def test_a_fault_is_seen(fault, write):
    found = boxes.faults(one_with(write))
    assert any(one.startswith(fault) for one in found), found


def test_a_sound_picture_has_no_fault():
    assert boxes.faults(one_with(lambda axes: axes.text(0.5, 0.5, "fine"))) == []


def test_letters_are_darkened_until_they_can_be_read():
    for tint in (*colours.SEGMENTS.values(), *colours.FUNDERS.values()):
        assert colours.contrast(colours.readable(tint), colours.WHITE) >= 4.5
        assert colours.contrast(colours.on(tint), tint) >= 4.5


@pytest.mark.parametrize("palette", [colours.SEGMENTS, colours.FUNDERS])
def test_groups_and_payers_stay_apart_for_the_colour_blind(palette):
    near = {
        (one, other): round(distance(palette[one], palette[other]), 1)
        for one, other in itertools.combinations(palette, 2)
    }
    assert {pair: far for pair, far in near.items() if far < CLEARLY_APART} == {}


def test_the_distance_sees_what_the_colour_blind_do_not():
    assert distance("#d62728", "#6b8e23") < CLEARLY_APART  # a red and a green
    assert distance("#0072b2", "#e69f00") > 5 * CLEARLY_APART


def distance(one, other):
    """The smallest CIE76 distance of two colours over the kinds of sight."""
    labs = [[lab(sight @ linear(tint)) for tint in (one, other)] for sight in eyes()]
    return min(float(np.linalg.norm(a - b)) for a, b in labs)


def eyes():
    return SIGHTS.values()


def linear(tint):
    shares = np.array([int(tint[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(
        shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4
    )


def lab(rgb):
    xyz = TO_XYZ @ np.clip(rgb, 0, 1) / DAYLIGHT
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_a_group_has_one_colour_wherever_it_stands(real):
    for slug in real.scenario.segments:
        assert colours.colour(slug) == colours.colour(str(slug))
    assert colours.colour("a_group_of_their_own") == colours.colour(
        "a_group_of_their_own"
    )


def test_numbers_beside_a_figure_name_their_unit(real):
    for name, _, table, meta in figures.all_figures(real, "id"):
        numbers = table.select_dtypes("number").columns.drop("year", errors="ignore")
        assert [one for one in numbers if not str(one).endswith(UNITS)] == [], name
        assert {"title", "subtitle", "source", "alt", "language", "units"} <= set(meta)
        assert meta["evidence"], name
        assert set(meta["units"]) == {str(column) for column in table.columns}


def test_a_page_of_figures_stays_small(real):
    sizes = {name: len(one.png()) for name, one, *_ in figures.all_figures(real)}
    assert max(sizes.values()) < 95_000, sizes
    assert sum(sizes.values()) * 4 / 3 < 1_100_000  # as text inside the page


def test_pictures_keep_the_colours_they_were_drawn_in(real):
    from io import BytesIO

    from PIL import Image

    picture = figures.plot(real, "people", "id")
    drawn = Image.open(BytesIO(picture.png())).convert("RGB")
    seen = {"#" + bytes(tint).hex() for _, tint in drawn.getcolors(2**24)}
    shown = [s for s in real.scenario.segments if picture.frame[s].iloc[0] > 0]
    assert {colours.colour(slug) for slug in shown} <= seen
    assert colours.WHITE in seen
