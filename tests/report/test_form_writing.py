"""The planner's form as written: what is known stands in it, its sources beside it."""

from __future__ import annotations

import shutil
import subprocess
import zipfile

import openpyxl
import pytest
import yaml

from analysis import paths
from analysis.__main__ import main
from analysis.errors import ScenarioError
from analysis.language import rupiah
from analysis.model.projection import project
from analysis.report import form_example, form_questions
from analysis.report.form_pen import NEEDED, READING
from analysis.run import manifest
from analysis.scenario import region_names
from analysis.scenario.form_columns import SKENARIO, TABLES
from analysis.scenario.form_layout import KEY_ROW
from analysis.scenario.load import load_scenario
from analysis.scenario.regions import region_pack
from analysis.study.asking import ASKED
from analysis.study.unknowns import GROUPS
from filled_form import fill, put_row, put_single, template

YELLOW = "FFFFF2CC"
NAME = "cilegon-baseline"
QUICK = ("--numbers-only", "--draws", "20")


@pytest.fixture(scope="module")
def cilegon(tmp_path_factory):
    return template(tmp_path_factory.mktemp("form") / "cilegon.xlsx", "3672")


@pytest.fixture(scope="module")
def book(cilegon):
    return openpyxl.load_workbook(cilegon)


@pytest.fixture(scope="module")
def filled(cilegon):
    path = shutil.copy(cilegon, cilegon.with_name(f"{NAME}.xlsx"))
    text = (paths.SCENARIOS / f"{NAME}.yaml").read_text("utf-8")
    return fill(path, yaml.safe_load(text))


def rows_of(book, name):
    page = book[name]
    keys = [cell.value for cell in page[KEY_ROW]]
    for row in page.iter_rows(min_row=KEY_ROW + 1, values_only=True):
        if any(value is not None for value in row):
            yield dict(zip(keys, row, strict=True))


def test_the_same_form_is_the_same_bytes(cilegon, tmp_path):
    again = template(tmp_path / "again.xlsx", "3672")
    assert again.read_bytes() == cilegon.read_bytes()


def test_the_sheets_stand_in_the_order_a_planner_needs(book):
    tables = [sheet.name for sheet in TABLES]
    read_only = ["Pertanyaan", "Sumber", "Daftar"]
    first = ["Petunjuk", "Contoh", "Skenario", "Anggaran", "Kelompok"]
    assert book.sheetnames == ["Petunjuk", "Contoh", "Skenario", *tables, *read_only]
    assert book.sheetnames[:5] == first
    assert book.active.title == "Skenario"


def test_a_form_has_no_macro_no_link_no_formula(cilegon):
    with zipfile.ZipFile(cilegon) as archive:
        names = archive.namelist()
        pages = b"".join(archive.read(n) for n in names if "worksheets/" in n)
    assert not [name for name in names if "vba" in name or "external" in name]
    assert b"<f>" not in pages


def test_known_bases_stand_beside_their_source(book):
    known = region_pack("3672").bases_idr["revenue"]
    rows = list(rows_of(book, "Anggaran"))
    assert {row["year"]: row["base_idr"] for row in rows} == known
    assert all(row["source"].startswith(f"B-3672-{row['year']}-") for row in rows)


def test_published_members_stand_beside_their_source(book):
    rows = {row["segment"]: row for row in rows_of(book, "Kelompok")}
    assert rows["rt_rw"]["members"] == 1528
    assert rows["rt_rw"]["source"].startswith("S015: RT RW 1.528 orang")
    assert rows["nelayan"]["members"] == 439  # the later of two
    assert rows["rt_rw"]["eligible"] is None


def test_a_figure_held_apart_does_not_stand_in_the_way_of_the_accepted_one(book):
    # 11 February 2026: 3,511 (K003, accepted) and 3,500 (N024, held apart)
    rows = {row["segment"]: row for row in rows_of(book, "Kelompok")}
    assert rows["pekerja_rentan"]["members"] == 3511
    assert "K003" in rows["pekerja_rentan"]["source"]


def test_groups_of_one_election_are_not_filled_in(book):
    assert "adhoc_kpu" not in {row["segment"] for row in rows_of(book, "Kelompok")}


def test_every_figure_of_the_region_is_listed_with_source_and_date(book):
    rows = list(book["Sumber"].values)
    by_id = {row[0]: row for row in rows if row[0]}
    assert by_id["S015"][3] == 1528
    assert by_id["U-3672-2026"][4] == "rupiah per bulan"
    assert by_id["S015"][1] == "peserta"
    assert by_id["S025"][1] == "klaim"
    assert by_id["S015"][7].endswith("; diseimbangkan")
    assert all(row[5] and row[6] and row[7] for row in rows[2:] if row[0])


def test_every_figure_is_shown_with_its_decimals(book):
    """A share is not shown as 0, nor a wage without its sen."""
    for row in book["Sumber"].iter_rows(min_row=2):
        value, form = row[3].value, row[3].number_format
        whole = value is None or float(value).is_integer()
        assert form == (
            "General" if value is None else "#,##0" if whole else "#,##0.00##"
        )


def test_inputs_are_yellow_and_keys_are_not(book):
    page = book["Kelompok"]
    assert page.cell(KEY_ROW + 1, 3).fill.start_color.rgb == YELLOW
    assert page.cell(KEY_ROW, 3).fill.start_color.rgb != YELLOW
    assert book["Skenario"].cell(KEY_ROW + 1, 3).fill.start_color.rgb == YELLOW


def test_every_key_appears_once(book):
    keys = [row[1].value for row in book["Skenario"].iter_rows(min_row=KEY_ROW + 1)]
    assert keys == [column.key for column in SKENARIO.columns]
    for sheet in TABLES:
        written = [cell.value for cell in book[sheet.name][KEY_ROW]]
        assert written == [column.key for column in sheet.columns]


def validation(book, sheet, cell):
    found = book[sheet].data_validations.dataValidation
    return next(one for one in found if cell in one.sqref)


def test_a_cell_with_choices_offers_them_in_indonesian(book):
    rule = validation(book, "Kelompok", "J7")
    assert (rule.type, rule.formula1) == ("list", '"tetap,jadwal,target,tren"')
    assert "tetap" in rule.error


def test_bounds_are_the_reader_s(book):
    rule = validation(book, "Kelompok", "D7")
    assert "D7>=0,D7<=100000000" in rule.formula1
    assert "0 sampai 100.000.000 orang" in rule.error


def test_the_english_form_speaks_english_under_the_same_keys(tmp_path):
    english = openpyxl.load_workbook(template(tmp_path / "en.xlsx", None, "en"))
    page = english["Kelompok"]
    assert page.cell(KEY_ROW - 1, 4).value == "Members *"
    assert page.cell(KEY_ROW, 4).value == "members"
    assert (
        validation(english, "Kelompok", "J7").formula1 == '"hold,schedule,target,trend"'
    )


@pytest.mark.parametrize("code", ["7401", "3274", "3671"])
def test_a_form_for_any_region_names_only_empty_cells(tmp_path, code):
    path = template(tmp_path / "uji.xlsx", code)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    rules = {one.rule["en"] for one in caught.value.problems}
    assert rules <= {
        "This cell must be filled.",
        "A scenario needs at least one segment.",
    }


def test_no_form_for_a_region_that_does_not_exist(tmp_path):
    with pytest.raises(ScenarioError, match="none of the 514"):
        template(tmp_path / "uji.xlsx", "9999")


def test_the_command_never_writes_over_a_file(tmp_path, capsys):
    path = tmp_path / "cilegon.xlsx"
    path.write_bytes(b"mine")
    assert main(["template", "--region", "3672", "--out", str(path)]) == 4
    assert path.read_bytes() == b"mine"
    assert "sudah ada" in capsys.readouterr().err


def test_the_command_writes_the_form(tmp_path, cilegon, capsys):
    path = tmp_path / "baru.xlsx"
    assert main(["template", "--region", "3672", "--out", str(path)]) == 0
    assert path.read_bytes() == cilegon.read_bytes()
    assert main(["template", "--out", str(tmp_path / "baru.xls")]) == 3
    assert main(["template", "--out", str(tmp_path / "no" / "baru.xlsx")]) == 4
    assert [file.name for file in tmp_path.iterdir()] == ["baru.xlsx"]


def test_a_run_of_the_form_gives_the_numbers_of_the_file(filled, tmp_path, monkeypatch):
    monkeypatch.setattr(manifest, "code_hash", lambda: "fixed")
    before = filled.read_bytes()
    assert main(["check", str(filled)]) == 0
    for what, out in ((str(filled), "form"), (NAME, "file")):
        assert main(["run", what, "--out", str(tmp_path / out), *QUICK]) == 0
    for name in ("results.csv", "draws.parquet"):
        made = [(tmp_path / out / NAME / name).read_bytes() for out in ("form", "file")]
        assert made[0] == made[1], name
    assert filled.read_bytes() == before


def test_a_changed_region_file_makes_the_run_of_a_form_stale(filled):
    inputs = manifest.inputs_of([filled])
    assert "data/regions/3672.yaml" in inputs


def texts_of(page):
    return {str(cell) for row in page.values for cell in row if cell is not None}


def typed_example(folder):
    """The form with what sheet Contoh shows, typed in; for a region that exists."""
    path = template(folder / "contoh.xlsx", None)
    book = openpyxl.load_workbook(path)
    for key, value in (form_example.SINGLE | {"region": "3672"}).items():
        put_single(book, key, value)
    for sheet, rows in form_example.ROWS.items():
        for line, row in enumerate(rows):
            put_row(book, sheet, line, **row)
    book.save(path)
    return path


def test_the_worked_example_comes_to_what_it_says(tmp_path, book):
    table = project(load_scenario(typed_example(tmp_path), draws=0)).table
    bill = table.query(
        "variable == 'contributions_idr' and programme == 'all' and "
        "year == @year and statistic == 'central'",
        local_dict={"year": str(form_example.YEAR)},
    )
    paid = bill.set_index(["segment", "funder"])["value"]
    for slug in ("rt_rw", "nelayan", "non_asn"):
        assert float(form_example.first_year_idr(slug)) == paid[slug, "all"]
    shown = texts_of(book["Contoh"])
    assert rupiah(paid["all", "all"], "id") in shown
    assert rupiah(paid["all", "apbd"], "id") in shown
    assert rupiah(-paid["all", "provinsi"], "id") in shown


def test_the_example_is_marked_and_never_read(filled, tmp_path, book):
    assert book["Contoh"]["A1"].value == "CONTOH, BUKAN DATA"
    assert form_example.REGION not in region_names.codes()
    path = shutil.copy(filled, tmp_path / filled.name)
    spoilt = openpyxl.load_workbook(path)
    for row in spoilt["Contoh"].iter_rows(min_row=5, min_col=3):
        for cell in row:
            cell.value = 123
    spoilt.save(path)
    assert load_scenario(path).resolved() == load_scenario(filled).resolved()


def test_every_question_says_whom_what_unit_and_where_to_type(book):
    page = book["Pertanyaan"]
    rows = [row for row in page.iter_rows(min_row=5, values_only=True) if row[0]]
    assert len(rows) == len(GROUPS) == len(form_questions.ANSWERS)
    for _, whom, about, ask, unit, where, answer in rows:
        assert all((whom, about, ask, unit, where))
        assert answer is None
    asked = {(one.title["id"], one.ask["id"]) for one in ASKED.values()}
    assert {(row[2], row[3]) for row in rows} == asked


@pytest.mark.parametrize("name", form_questions.ANSWERS)
def test_an_answer_is_typed_into_a_cell_that_exists(book, name):
    for line, (sheet, key) in zip(
        form_questions.typed(name, "id").splitlines(),
        form_questions.ANSWERS[name].places,
        strict=True,
    ):
        place, _, label = line.partition(" ")
        at = place.partition("!")[2]
        page = book[sheet]
        if sheet == "Skenario":
            row = page[at].row
            assert page.cell(row, 2).value == key
            assert page.cell(row, 1).value.removesuffix(" *") == label
        else:
            assert page[f"{at}{KEY_ROW}"].value == key
            assert page[f"{at}{KEY_ROW - 1}"].value.removesuffix(" *") == label


def widths_of(page):
    columns = page.column_dimensions.values()
    return {n: one.width for one in columns for n in range(one.min, one.max + 1)}


def test_sheets_are_set_for_paper(book):
    for page in book:
        assert page.page_setup.orientation == "landscape"
        assert page.page_setup.paperSize == 9
        assert page.oddFooter.left.text == "Iuran, &A"
        width = sum(widths_of(page).values())
        assert width < 105 or page.sheet_properties.pageSetUpPr.fitToPage, page.title
    assert book["Kelompok"].print_title_rows == "$5:$6"
    assert book["Kelompok"].freeze_panes == "B7"


def test_tabs_say_what_must_be_filled(book):
    colours = {page.title: page.sheet_properties.tabColor.rgb[2:] for page in book}
    needed = {name for name, colour in colours.items() if colour == NEEDED[1:]}
    assert needed == {"Skenario", "Anggaran", "Kelompok"}
    reading = {name for name, colour in colours.items() if colour == READING[1:]}
    assert reading == {"Petunjuk", "Contoh", "Pertanyaan", "Sumber", "Daftar"}


def test_every_input_says_in_its_cell_what_it_takes(book):
    for sheet in TABLES:
        rules = book[sheet.name].data_validations.dataValidation
        for position, column in enumerate(sheet.columns, 1):
            cell = book[sheet.name].cell(KEY_ROW + 1, position).coordinate
            found = [one for one in rules if cell in one.sqref]
            if column.kind != "bound":
                assert found[0].prompt.startswith(column.accepts("id")[:200])


def test_the_spreadsheet_takes_a_range_where_the_reader_does(book):
    rule = validation(book, "Kelompok", "D7").formula1
    assert 'SEARCH("s.d.",D7)' in rule
    assert 'H7="umk"' in validation(book, "Kelompok", "H7").formula1


@pytest.mark.parametrize("lang", ["id", "en"])
def test_no_text_is_higher_than_its_row(cilegon, tmp_path, lang):
    """Rows with wrapped texts are as high as the lines they need."""
    path = template(tmp_path / "uji.xlsx", "3672", lang)
    for page in openpyxl.load_workbook(path):
        widths = widths_of(page)
        for row in page.iter_rows():
            height = page.row_dimensions[row[0].row].height or 15
            for cell in row:
                if not isinstance(cell.value, str) or not cell.alignment.wrap_text:
                    continue
                merged = [
                    one for one in page.merged_cells.ranges if cell.coordinate in one
                ]
                columns = merged[0].cells if merged else ((0, cell.column),)
                width = sum(widths[at[1]] for at in columns)
                points = cell.font.sz * 1.15
                # at 11 points a column of width w holds w digits; letters are narrower
                room = width * 11 / cell.font.sz * 1.2
                lines = sum(
                    -(-len(part) // room) or 1 for part in cell.value.split("\n")
                )
                assert lines * points <= height + 1, (page.title, cell.coordinate)


@pytest.mark.office
@pytest.mark.slow
def test_a_form_saved_by_libreoffice_is_the_same_scenario(filled, office, tmp_path):
    """Another program opens it, saves it as its own kind and as .xlsx again."""
    for kind, source in (("ods", filled), ("xlsx", tmp_path / f"{NAME}.ods")):
        words = [office, "--headless", "--convert-to", kind, "--outdir", str(tmp_path)]
        words += [f"-env:UserInstallation=file://{tmp_path}/profile", str(source)]
        subprocess.run(words, check=True, capture_output=True, timeout=120)
    saved = load_scenario(tmp_path / filled.name)
    assert saved.resolved() == load_scenario(filled).resolved()


def test_the_page_shows_the_message_a_planner_gets(cilegon, tmp_path):
    path = shutil.copy(cilegon, tmp_path / "cilegon-2028.xlsx")
    book = openpyxl.load_workbook(path)
    put_row(book, "Kelompok", 1, eligible="2.650")
    book.save(path)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    said = {one.where: one.sentence("id") for one in caught.value.problems}
    pages = [page.read_text("utf-8") for page in paths.DOCS.glob("*.md")]
    assert any(said["Kelompok!C8"] in page for page in pages)
