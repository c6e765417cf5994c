"""What somebody types into a form's texts does nothing anywhere we write it."""

from __future__ import annotations

import csv
import re
import shutil
import zipfile

import openpyxl
import pytest

from analysis import project
from analysis.report import page, workbook, workbook_compare
from analysis.report.form import write_form
from analysis.scenario.load import load_scenario
from filled_form import put_row, put_single, template

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
EVIL = {
    "title.id": SCRIPT,
    "title.en": '=HYPERLINK("http://example.org";"klik")',
    "why.id": "+cmd|' /C calc'!A0",
    "why.en": "-2+3",
}
LABELS = ("@SUM(1+1)*cmd", "\t=1+1 <b>tebal</b> $x_1$")
NOTE = "=WEBSERVICE(1) <script>"
STARTS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    path = template(tmp_path_factory.mktemp("form") / "uji.xlsx", "3672")
    book = openpyxl.load_workbook(path)
    for row in book["Kelompok"].iter_rows(min_row=7):
        for cell in row:
            cell.value = None
    for key, value in EVIL.items():
        put_single(book, key, value)
    put_single(book, "years", 2)
    put_single(book, "draws", 20)
    put_row(
        book,
        "Kelompok",
        0,
        segment="kelompok_uji",
        eligible=200,
        members=100,
        label__id=LABELS[0],
        label__en=LABELS[1],
        tariff__kind="bpu",
        path__kind="tetap",
        profile="rentan",
        source=NOTE,
    )
    for page_ in book:
        for cell in (cell for row in page_.iter_rows() for cell in row):
            if cell.data_type == "f":
                cell.data_type = "s"  # typed as text, like a planner pastes it
    book.save(path)
    return path


@pytest.fixture(scope="module")
def written(form, tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    results = project(load_scenario(form))
    results.table.to_csv(folder / "results.csv", index=False)
    workbook.write_workbook(results, folder / "workbook.xlsx", "id")
    page.write_run_page(folder, results, "id")
    compared = folder / "compared"
    compared.mkdir()
    other = shutil.copy(form, tmp_path_factory.mktemp("other") / "uji-dua.xlsx")
    runs = [results, project(load_scenario(other))]
    page.write_comparison(compared, runs, "id")
    book = compared / "workbook.xlsx"
    workbook_compare.write_comparison_workbook(runs, book, "id")
    return folder


def test_the_texts_arrive_as_they_were_typed(form):
    scenario = load_scenario(form)
    assert scenario.title.id == SCRIPT
    assert scenario.title.en == EVIL["title.en"]
    assert scenario.segments["kelompok_uji"].label.id == LABELS[0]


@pytest.mark.fault("S1.html", "S2.page")
@pytest.mark.parametrize("folder", [".", "compared"])
def test_pages_show_them_and_run_nothing(written, folder):
    for name in ("index.html", "index-en.html"):
        html = (written / folder / name).read_text("utf-8")
        assert "&lt;script&gt;alert(1)" in html or name == "index-en.html"
        shown = re.sub(r"&lt;.*?&gt;", "", html)
        assert not re.search(r"<script|onerror\s*=|<b>tebal", shown)


@pytest.mark.fault("S1.xlsx")
@pytest.mark.parametrize("folder", [".", "compared"])
def test_the_workbook_holds_them_as_text(written, folder):
    with zipfile.ZipFile(written / folder / "workbook.xlsx") as archive:
        names = [one for one in archive.namelist() if one.endswith((".xml", ".rels"))]
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in names}
    formulas = re.findall(r"<f[^>]*>(.*?)</f>", "".join(parts.values()), re.S)
    assert formulas or folder == "compared"
    bad = r"HYPERLINK\(&quot;http|HYPERLINK\(\"http|WEBSERVICE|cmd\||SUM\(1\+1\)"
    assert not [one for one in formulas if re.search(bad, one)]
    assert not [
        n for n, text in parts.items() if "example.org" in text and ".rels" in n
    ]


@pytest.mark.fault("S1.csv")
def test_tables_in_csv_hold_no_formula(written):
    files = [*written.rglob("*.csv")]
    assert {path.parent.name for path in files} >= {"figures", "figures-en"}
    assert len(files) > 20
    for file in files:
        for row in csv.reader(file.read_text("utf-8").splitlines()):
            for cell in row:
                if cell.startswith(STARTS):
                    assert re.fullmatch(r"-?[\d.]+(e[+-]?\d+)?", cell), (
                        file.name,
                        cell,
                    )


@pytest.mark.fault("S1.xlsx")
def test_a_form_of_such_a_scenario_holds_them_as_text(form, tmp_path):
    scenario = load_scenario(form)
    again = tmp_path / "uji.xlsx"
    write_form(again, scenario=scenario)
    assert b"<f>" not in b"".join(
        zipfile.ZipFile(again).read(name)
        for name in zipfile.ZipFile(again).namelist()
        if "worksheets/" in name
    )
    assert load_scenario(again).title == scenario.title
