"""Comparisons as people read them: sentences, tables, pictures, page, workbook."""

import re

import openpyxl
import pandas as pd
import pytest

from analysis import figures, sentences, tables
from analysis.language import number, rupiah_short
from analysis.model.projection import project
from analysis.report import page, workbook_compare
from analysis.report.causes import COLOURS, LEVERS, STEPS, cause_colour, cause_label
from analysis.scenario.load import load_scenario
from analysis.study import differences, mixtures, together
from analysis.study.together import Stored

ALIKE = ("cilegon-baseline", "cilegon-ceiling", "cilegon-target-2029")
UNLIKE = ("serang-baseline", "bogor-baseline", "cirebon-replay", "serang-pppk")
SENTENCES = ("comparison", "causes", "crossings", "warnings")
TABLES = ("summary", "difference", "difference_by_year", "stored", "why")
BESIDE_A_FOLDER = Stored("then", "2025-11-20", ("code", "data"), {2027: 1.5e9})


def runs_of(names):
    return [project(load_scenario(name, draws=0)) for name in names]


@pytest.fixture(scope="module")
def alike():
    return runs_of(ALIKE)


@pytest.fixture(scope="module")
def unlike():
    return runs_of(UNLIKE)


@pytest.fixture(scope="module")
def beside_a_folder():
    loaded = load_scenario("cilegon-baseline", draws=0, years=2)
    return together.projected([loaded, loaded], [None, BESIDE_A_FOLDER])


@pytest.fixture(params=["alike", "unlike", "beside_a_folder"])
def runs(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Give the folder of the page of some runs and its English twin, written once."""
    folders = {}

    def folder(runs):
        names = tuple(id(run) for run in runs)  # the fixtures keep them
        if names not in folders:
            folders[names] = tmp_path_factory.mktemp("comparison")
            page.write_comparison(folders[names], runs, "id")
        return folders[names]

    return folder


PAGES = {"id": "index.html", "en": "index-en.html"}


def digits(text):
    return sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d)", "", text)))


@pytest.mark.parametrize("name", SENTENCES)
def test_both_languages_say_the_same_numbers(runs, name):
    said = [getattr(sentences, name)(runs, lang) for lang in ("id", "en")]
    assert digits(said[0]) == digits(said[1])
    assert said[0] != said[1]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_number_of_the_page_stands_in_the_long_table(runs, lang, written):
    html = (written(runs) / PAGES[lang]).read_text("utf-8")
    listed = re.search(r'class="findings">(.*?)</ul>', html, re.S).group(1)
    text = re.sub(r"<[^>]*>", " ", listed)
    for run in runs:
        text = text.replace(run.scenario.name, "")
    table = pd.concat([*(run.table for run in runs), differences.rows(runs)])
    table = table[table["statistic"] == "central"]
    money = table[table["unit"] == "idr"]["value"].abs().unique()
    known = {rupiah_short(value, lang) for value in money}
    found = re.findall(r"Rp[\d.,]*\d(?: (?:juta|million|miliar|billion))?", text)
    assert found
    assert set(found) <= known
    people = table[table["unit"].isin(["people", "year"])]["value"].abs().unique()
    years = set(table["year"]) | {str(int(value)) for value in people}
    rest = re.sub(r"Rp[\d.,]*\d", "", text)
    left = set(re.findall(r"\d[\d.,]*(?<![.,])", rest))
    assert left <= years | {number(value, lang) for value in people}


def test_the_causes_shown_add_up(alike):
    frame = tables.difference(alike[1:], "en").frame
    assert list(frame["Cause"]) == ["People", "Ceiling and budget", "Whole difference"]
    cells = frame.drop(columns=["Scenario", "Cause"]).map(
        lambda text: float(text.replace(",", ""))
    )
    assert cells.iloc[:2].sum().tolist() == pytest.approx(cells.iloc[2].tolist())
    assert (cells.iloc[2] > 0).all()
    uncut, after = cells["Before the ceiling, all years, Rp million"], cells.iloc[:, 1]
    assert uncut.iloc[0] > 10 * after.iloc[0] > 0
    lone = tables.difference([alike[0], alike[2]], "en").frame
    assert list(lone["Cause"]) == ["People"]
    assert "all of it from people" in sentences.causes([alike[0], alike[2]], "en")


def test_a_warning_stands_on_page_and_in_workbook(
    unlike, beside_a_folder, written, tmp_path
):
    for runs, word in ((unlike, "places differ"), (beside_a_folder, "2025-11-20")):
        assert word in (written(runs) / PAGES["en"]).read_text("utf-8")
        workbook_compare.write_comparison_workbook(runs, tmp_path / "c.xlsx", "en")
        rows = openpyxl.load_workbook(tmp_path / "c.xlsx")["readme"].values
        assert word in next(row[1] for row in rows if row[0] == "Like with like?")


def test_the_stored_bill_stands_beside(beside_a_folder, tmp_path):
    frame = tables.stored(beside_a_folder, "en").frame
    assert list(frame["Made"]) == ["now", "2025-11-20"]
    assert frame.iloc[1]["Stored bill, Rp million"] == "1,500.0"
    assert frame.iloc[1]["Changed since"] == "the program, data or law"
    path = tmp_path / "c.xlsx"
    workbook_compare.write_comparison_workbook(beside_a_folder, path, "id")
    rows = list(openpyxl.load_workbook(path)["tersimpan"].values)
    first = dict(zip(rows[1], rows[2], strict=True))
    assert (first["year"], first["stored_bill_idr"]) == (2027, 1.5e9)
    difference = first["bill_now_idr"] - first["stored_bill_idr"]
    assert first["bill_difference_idr"] == difference


def test_page_is_whole(runs, written):
    folder = written(runs)
    html = (folder / PAGES["id"]).read_text("utf-8")
    text = re.sub(r"<style.*?</style>|<[^>]*>", " ", html, flags=re.S)
    assert not re.search(r"\bnan\b|\bNaN\b|\bNone\b|\binf\b", text)
    images = re.findall(r"<img\b[^>]*>", html)
    assert all(re.search(r'alt="[^"]{40,}"', image) for image in images)
    names = {path.stem for path in (folder / "figures").glob("*.csv")}
    assert {"01-bill", "02-uncut-bill-idr"} <= names
    assert len(images) == len(names)


def test_workbook_holds_each_scenario_and_cause(alike, tmp_path):
    workbook_compare.write_comparison_workbook(alike, tmp_path / "c.xlsx", "en")
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    rows = list(book["bill"].values)
    assert rows[1] == ("year", *ALIKE)
    assert len(rows) == 2 + 10
    causes = list(book["causes"].values)
    read = pd.DataFrame(causes[2:], columns=causes[1])
    (_, target) = differences.differences(alike)
    mine = read[(read["scenario"] == target.name) & (read["cause"] == "people")]
    expected = target.bill_idr["people"].drop("all")
    assert mine["bill_difference_idr"].tolist() == pytest.approx(expected.tolist())
    again = tmp_path / "again.xlsx"
    workbook_compare.write_comparison_workbook(alike, again, "en")
    assert again.read_bytes() == (tmp_path / "c.xlsx").read_bytes()


def test_the_crossing_year_is_told_and_shown(alike):
    frame = tables.summary(alike, "en").frame
    assert list(frame["Past the ceiling from"]) == ["never", "2027", "2028"]
    text = sentences.crossings(alike, "en")
    assert "cilegon-ceiling: first passes its ceiling in 2027" in text
    assert "ring" in figures.comparison(alike, "uncut_bill_idr", "en").words.subtitle


def test_any_number_of_runs_stands_side_by_side(tmp_path):
    base = load_scenario("cilegon-baseline", draws=0, years=1)
    many = [base.model_copy(update={"name": f"plan-{step}"}) for step in range(20)]
    runs = together.projected(many, [None] * len(many))
    page.write_comparison(tmp_path, runs, "en")
    assert "13 other scenarios" in figures.comparison(runs, "bill", "en").words.subtitle
    for name in ("summary", "why", "stored"):
        table = getattr(tables, name)(runs, "en")
        assert len(table.frame) == 12
        assert "8 more rows" in table.note
    assert "13 more scenarios" in sentences.causes(runs, "en")
    workbook_compare.write_comparison_workbook(runs, tmp_path / "c.xlsx", "en")
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    assert len(next(iter(book["bill"].values))) == 1 + 20


@pytest.mark.parametrize("name", TABLES)
def test_tables_have_words_in_both_languages(runs, name):
    found = [getattr(tables, name)(runs, lang) for lang in ("id", "en")]
    assert found[0].title != found[1].title
    assert all("<table" in table.html() for table in found)


def test_every_cause_has_words_and_a_colour():
    assert set(LEVERS) == set(mixtures.LEVERS)
    assert set(COLOURS) == {*LEVERS, *STEPS}
    assert cause_label("people+tariff", "en") == "People + Kind of tariff and wages"
    assert cause_colour("people+tariff") == cause_colour("people")


def test_scenarios_without_a_common_year_are_compared_in_their_own(unlike):
    text = sentences.comparison([unlike[0], unlike[2]], "en")
    assert "(2026 against 2036)" in text
    table = tables.summary([unlike[0], unlike[2]], "en").frame
    assert list(table["Years"]) == ["2027-2036", "2022-2026"]


def test_the_title_names_a_cause_that_points_the_way_the_bill_goes():
    runs = runs_of(("cilegon-baseline", "bogor-baseline"))
    (one,) = differences.differences(runs)
    whole = one.bill_idr.loc["all"]
    assert whole["spreadsheet_bill_idr"] > 0 > whole["total"]
    assert figures.waterfall(runs, "en").words.title.endswith("mostly months")
