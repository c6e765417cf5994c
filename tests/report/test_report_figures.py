"""Figures: every one draws for any run, with words, numbers and alt text."""

import re

import pytest

from analysis.errors import ScenarioError
from analysis.report import figures
from analysis.report.figures_base import Picture, _wrapped

MADE_UP = [
    *("bill", "bridge", "claim_ratio"),
    *("coverage", "deaths", "funders", "ledgers", "loss_chance"),
    *("member_months", "people", "published_curve", "small_group", "value"),
]


def check(picture):
    assert isinstance(picture, Picture)
    assert picture.png().startswith(b"\x89PNG")
    words = picture.words
    assert len(words.alt) > 40
    for text in (words.title, words.subtitle, words.source, words.alt):
        assert not re.search(r"\bnan\b|\bNone\b", text), text
    bundle, meta = picture._repr_mimebundle_()
    assert meta["image/png"]["alt"] == words.alt
    assert set(bundle) == {"image/png", "text/plain"}


@pytest.mark.parametrize("name", MADE_UP)
def test_figures_draw_for_a_made_up_run(fake, name):
    check(figures.plot(fake, name, "en"))


@pytest.mark.parametrize("name", sorted(figures.BY_NAME))
def test_figures_draw_for_real_runs_in_indonesian(real, name):
    check(figures.plot(real, name, "id"))


def test_the_same_figure_gives_the_same_bytes(fake):
    assert figures.bill(fake).png() == figures.bill(fake).png()


def test_all_figures_are_numbered_and_carry_numbers(real):
    shown = figures.all_figures(real, "en")
    assert [name[:2] for name, *_ in shown] == [
        f"{i:02d}" for i in range(1, len(shown) + 1)
    ]
    for _, picture, frame, meta in shown:
        check(picture)
        assert len(frame)
        assert meta["scenario"] == real.scenario.name


def test_long_titles_break_into_lines_that_fit():
    lines = _wrapped("title", "Rumah tangga menerima sekian miliar rupiah " * 3)
    assert len(lines) >= 2
    assert all(len(line) < 90 for line in lines)


def test_an_unknown_figure_names_the_nearest():
    with pytest.raises(ScenarioError) as error:
        figures.plot(None, "bil")
    assert "bill" in error.value.message("en")
