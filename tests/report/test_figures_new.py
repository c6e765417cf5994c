"""The flow adds up, and no picture says what its numbers do not."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from analysis import load_scenario, project
from analysis.evidence import tables
from analysis.evidence.ledger import claim
from analysis.language import number, percent
from analysis.report import enrolment, figures, frames, region_frames, tables_compare
from analysis.report.figures_base import WARN
from analysis.report.figures_breach_curve import _rounded_up
from analysis.report.figures_compare import WHAT
from analysis.report.figures_flow import RESERVE, steps
from analysis.report.figures_information import _tornado_title
from analysis.study import limits, other_lines, stress
from analysis.study.asking import ASKED

LANGS = ("id", "en")


def run(name):
    return project(load_scenario(name, draws=50))


@pytest.fixture(scope="module")
def arrears():
    return run("cilegon-arrears")


@pytest.fixture(scope="module")
def election():
    return run("cilegon-election-2029")


@pytest.fixture(scope="module")
def pppk():
    return run("serang-pppk")


def drawn_texts(picture):
    picture.png()
    return [text for axes in picture.axes for text in axes.texts]


def test_what_flows_into_the_fund_flows_out(real):
    for year in frames.years(real):
        found = steps(real, year)
        sides = found.groupby("side")["value_idr"].sum()
        assert sides["in"] == pytest.approx(sides["out"], abs=1)
        net = frames.ledgers(real).loc[year]
        gap = found.loc[found["key"] == RESERVE, "value_idr"].sum()
        assert gap == pytest.approx(abs(net["fund"]), abs=1)


def test_each_province_has_one_tile_of_its_own():
    tiles = region_frames.tiles()
    assert sorted(tiles.index) == sorted(tables.read("provinces")["province"])
    assert not tiles.duplicated(["column", "row"]).any()


def test_the_tile_map_counts_every_region():
    found = region_frames.provinces()
    assert found["regions"].sum() == len(tables.read("regions"))
    assert (found["with_own"] <= found["regions"]).all()


def test_the_league_holds_published_counts_of_the_region_itself():
    found = region_frames.published_members()
    assert found["region"].is_unique
    assert found["members_per_1000"].is_monotonic_decreasing
    for row in found.itertuples():
        own = claim(row.claim_id)
        assert own["region"] == row.region
        assert float(own["value"]) == row.people
        assert own["status"] in region_frames.TRUSTED
    cilegon = found[found["region"] == "3672"].iloc[0]
    assert cilegon["as_of"] >= "2025-12"  # not the election staff of 2024


def test_months_are_said_in_numbers_where_more_are_entitled_than_funded(arrears):
    total = {
        name: frames.by_year(arrears, f"{name}_member_months").iloc[0]
        for name in ("funded", "exposure")
    }
    assert total["exposure"] > total["funded"]
    for lang in LANGS:
        title = figures.plot(arrears, "member_months", lang).words.title
        assert "%" not in title
        assert all(number(value, lang) in title for value in total.values())


@pytest.mark.parametrize("lang", LANGS)
def test_people_on_the_list_without_cover_are_called_so(arrears, lang):
    entitled = frames.by_year(arrears, "exposure_member_months")
    gone = entitled.index[entitled == 0]
    listed = frames.by_year(arrears, "members_end")
    assert len(gone)
    assert (listed[gone] > 0).all()
    for name in ("people", "coverage"):
        words = figures.plot(arrears, name, lang).words
        assert str(gone[0]) in words.title
        assert words.title in words.alt
    picture = figures.plot(arrears, "claim_ratio", lang)
    assert picture.frame["central"].isna().tolist() == (entitled == 0).tolist()
    assert f"{gone[0]}-{gone[-1]}" in picture.words.subtitle


def test_people_paid_for_part_of_the_year_are_not_called_paid():
    bogor = run("bogor-baseline")
    months = frames.by_year(bogor, "exposure_member_months")
    part = months / frames.by_year(bogor, "members_end") / 12
    for lang, said in (("id", "sebagian tahun"), ("en", "part of the year")):
        words = figures.plot(bogor, "people", lang).words
        assert said in words.subtitle
        assert percent(part.iloc[-1], lang, 0) in words.title


def test_a_tornado_names_its_ends_and_not_the_scenario():
    ends = {"low_idr": [2e9], "base_idr": [1e9], "high_idr": [3e9]}
    title = _tornado_title(pd.DataFrame(ends, index=[next(iter(ASKED))]), "id")
    assert "Rp2,0 miliar sampai Rp3,0 miliar" in title


def test_axes_of_the_tornado_and_words_of_the_shocks(real):
    picture = figures.plot(real, "tornado", "id")
    assert not picture.axes or picture.axes[0].get_xlabel().startswith("Rp ")
    for lang in LANGS:
        picture = figures.plot(real, "stress", lang)
        assert str(stress.POINTS) in picture.words.subtitle
        assert not re.search(r"\bS-[A-Z]", picture.words.alt)
        heads = [one.get_text() for one in picture.axes[0].get_xticklabels()]
        assert not any("left out" in one.replace("\n", " ") for one in heads)


@pytest.mark.parametrize("lang", LANGS)
def test_a_loss_is_written_in_its_own_bar_or_beside_it(pppk, election, cirebon, lang):
    for results in (pppk, election, cirebon):
        picture = figures.plot(results, "funnel", lang)
        texts = [one for one in drawn_texts(picture) if one.get_color() == WARN]
        axes, people = picture.axes[0], picture.frame.set_index("step")["people"]
        lost = enrolment.losses(people)
        assert len(texts) == (lost > 0).sum()
        for text in texts:
            row = round(text.get_position()[1])
            box = text.get_window_extent().transformed(axes.transData.inverted())
            stays, gone = people.iloc[row], lost.iloc[row - 1]
            assert box.x0 >= stays
            assert box.x1 <= stays + gone or box.x0 >= stays + gone
            assert box.x1 <= axes.get_xlim()[1]


def test_coverage_ends_where_nobody_is_eligible(pppk, election):
    for results in (pppk, election):
        eligible = frames.by_segment(results, "eligible")
        picture = figures.plot(results, "coverage", "id")
        shown = picture.frame[eligible.columns]
        assert (eligible == 0).any(axis=None)
        assert (shown.isna() == (eligible == 0)).all(axis=None)
    gone = eligible_until(pppk, "non_asn")
    for name in ("people", "coverage"):
        texts = [t.get_text() for t in drawn_texts(figures.plot(pppk, name, "id"))]
        assert any(f"(sampai {gone})" in text.replace("\n", " ") for text in texts)


def eligible_until(results, slug):
    eligible = frames.by_segment(results, "eligible")[slug]
    return eligible.index[eligible > 0][-1]


def test_the_curve_goes_on_to_a_line_that_is_seldom_passed(election):
    curve = other_lines.curve(election)
    safe = curve[curve <= 1 - limits.SURE]
    assert curve.index[-1] > other_lines.HEIGHTS[-1]
    assert curve.index.is_monotonic_increasing
    assert len(safe)
    assert _rounded_up(1_234_000_001, "id") == "Rp1,24 miliar"
    needed = {"id": "Perlu pagu Rp", "en": "A line of Rp"}
    for lang in LANGS:
        title = figures.plot(election, "breach_curve", lang).words.title
        assert title.startswith(needed[lang])
        assert "10%" in title


def test_the_bridge_shows_the_year_in_which_something_happens(election, monkeypatch):
    steps = frames.bridge(election).drop(columns=["spreadsheet_bill_idr", "bill"])
    year = steps.abs().max(axis=1).idxmax()
    assert year > frames.first_year(election)
    for name in ("bridge", "member_months"):
        assert str(year) in figures.plot(election, name, "id").words.title
    monkeypatch.setattr(figures, "ON_A_PAGE", ("bridge", "people"))
    baseline = run("cilegon-baseline")
    assert [name for name, *_ in figures.all_figures(baseline)] == ["01-people"]
    assert len(figures.all_figures(election)) == 2


def test_compared_claims_are_the_paid_ones(replay, cirebon):
    assert "dibayar" in WHAT["claim_ratio"]["id"]
    assert "paid" in WHAT["claim_ratio"]["en"]
    for lang, said in (("id", "dibayar"), ("en", "paid")):
        heads = tables_compare.summary([replay, cirebon], lang).frame.columns
        assert any(said in head for head in heads)


def test_both_ends_of_the_break_even_are_in_sight(pppk):
    picture = figures.plot(pppk, "break_even", "id")
    ends = [line.get_ydata()[-1] for line in picture.axes[0].lines]
    assert picture.axes[0].get_ylim()[1] >= max(ends) * 1.05


def test_dotted_lines_are_explained_where_they_stand(pppk, arrears):
    said = []
    for results in (pppk, arrears):
        picture = figures.plot(results, "carried", "id")
        dotted = any(line.get_linestyle() == ":" for line in picture.axes[0].lines)
        assert dotted == ("titik-titik" in picture.words.subtitle)
        said.append(dotted)
    assert any(said)


def test_dates_of_the_evidence_are_words(pppk):
    picture = figures.plot(pppk, "evidence", "id")
    names = [one.get_text() for one in picture.axes[0].get_yticklabels()]
    assert not re.search(r"\d{4}-\d{2}", " ".join([*names, picture.words.alt]))


def test_titles_say_the_same_numbers_in_both_languages(arrears, election, pppk):
    names = ("member_months", "people", "coverage", "bridge", "carried", "breach_curve")
    for results in (arrears, election, pppk):
        for name in names:
            said = [digits(figures.plot(results, name, lang)) for lang in LANGS]
            assert said[0] == said[1], name


def digits(picture):
    found = re.findall(r"\d[\d.,]*", picture.words.title)
    return sorted(re.sub(r"\D", "", one) for one in found)
