"""A planner's form: what it gives, and what it says of everything that is wrong."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import random
import re
import shutil
import zipfile

import openpyxl
import pytest
import yaml
from scenario_texts import FULL

from analysis import paths
from analysis.errors import ScenarioError
from analysis.scenario.form_columns import SKENARIO, TABLES
from analysis.scenario.form_layout import KEY_ROW
from analysis.scenario.form_package import MAX_FILE_BYTES, MAX_UNPACKED_BYTES
from analysis.scenario.load import load_scenario, parse_scenario, scenario_file
from filled_form import fill, put_row, put_single, template

NIK = "3672010101010001"
SMALL = """
title: {id: Uji}
region: "3672"
first_year: 2027
years: 3
draws: 0
segments:
  rt_rw: {eligible: 1528, members: 1500, tariff: {kind: bpu}, path: {kind: hold}}
"""


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    return template(tmp_path_factory.mktemp("form") / "blank.xlsx")


@pytest.fixture(scope="module")
def small(blank):
    path = blank.with_name("small.xlsx")
    shutil.copy(blank, path)
    return fill(path, yaml.safe_load(SMALL))


@pytest.fixture
def form(small, tmp_path):
    """A valid form of one's own to spoil."""
    return shutil.copy(small, tmp_path / "uji.xlsx")


def problems(path):
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    assert caught.value.exit_code == 3
    return caught.value.problems


def only(path):
    found = problems(path)
    assert len(found) == 1, [one.sentence("en") for one in found]
    return found[0]


def edited(path, edit):
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return path


def with_part(path, name, content, old=None):
    """Put a part into the workbook, or replace ``old`` by ``content`` in one."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    if old is not None:
        assert old in parts[name], old
        content = parts[name].replace(old, content, 1)
    parts[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return path


def sheet_part(path, name):
    book = openpyxl.load_workbook(path, read_only=True)
    return f"xl/worksheets/sheet{book.sheetnames.index(name) + 1}.xml"


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_filled_form_is_the_same_scenario_as_its_file(blank, tmp_path):
    path = shutil.copy(blank, tmp_path / "cilegon-baseline.xlsx")
    text = (paths.SCENARIOS / "cilegon-baseline.yaml").read_text("utf-8")
    fill(path, yaml.safe_load(text))
    twin = load_scenario("cilegon-baseline")
    assert load_scenario(path).resolved() == twin.resolved()


def test_every_key_of_a_scenario_has_its_cell(blank, tmp_path):
    path = shutil.copy(blank, tmp_path / "cilegon-baseline.xlsx")
    written = yaml.safe_load(FULL)
    rt_rw = written["segments"]["rt_rw"]
    rt_rw |= {
        "since": "2024-01",
        "tariff": {"kind": "pu", "reported_wage": "umk", "risk_group": 2},
        "path": {"kind": "schedule", "members": {2026: 1600, "2026-10": 2300}},
        "months": {"first": 2, "last": 11, 2026: {"first": 4, "last": 12}},
        "window": {"first": "2025-02", "last": "2028-06"},
        "label": {"id": "RT", "en": "Heads"},
    }
    written["segments"]["kader"] = {
        "eligible": {"uniform": [100, 200]},
        "members": 50,
        "tariff": {"kind": "bpu"},
        "path": {"kind": "target", "coverage": 0.95, "year": 2027},
    }
    written["law"] = {"variant": "planned",
                      "overrides": {"bpu_jkm_idr_m": {"2027-01": 13471}}}  # fmt: skip
    written["assumed"] = {
        "segments.kader.members": {"low": 1, "high": 99,
                                   "why": {"id": "a", "en": "b"}}}  # fmt: skip
    twin = parse_scenario(yaml.safe_dump(written, sort_keys=False))
    assert load_scenario(fill(path, written)).resolved() == twin.resolved()


def test_reading_changes_no_byte(form):
    before = digest(form), form.stat().st_mtime_ns
    load_scenario(form)
    assert (digest(form), form.stat().st_mtime_ns) == before


def test_a_value_says_its_cell_and_the_source_beside_it(form):
    edited(form, lambda book: put_row(book, "Kelompok", 0, source="SK 12/2026"))
    origin = load_scenario(form).provenance["segments.rt_rw.members"]
    assert origin == "file uji.xlsx Kelompok!D7; SK 12/2026"


def test_changes_after_the_form_count(form):
    changed = load_scenario(form, **{"segments.rt_rw.members": 7})
    assert changed.segments["rt_rw"].members.central == 7


GOOD = {
    "number as text": ("members", "1500", 1500),
    "number of a formula's precision": ("verified_share", 0.30000000000000004, 0.3),
    "a label instead of the name": ("segment", "RT/RW", None),
    "words of the list": ("place", "hilang", None),
    "words in English": ("place", "leave", None),
    "an uncertain number": ("eligible", "{uniform: [1500, 1700]}", 1600),
    "a range in words": ("eligible", "1500 s.d. 1700", 1600),
    "a figure of the ledger": ("eligible", "{evidence: S015}", 1530),
    "as it was printed": ("eligible", "{evidence: S015, as: printed}", 1528),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_a_planner_may_write(form, name):
    key, value, central = GOOD[name]
    edited(form, lambda book: put_row(book, "Kelompok", 0, **{key: value}))
    segment = load_scenario(form).segments["rt_rw"]
    if central is not None:
        assert float(getattr(segment, key).central) == central
    if key == "place":
        assert segment.place == "leave"


def test_a_month_typed_as_a_date_is_a_month(form):
    day = dt.datetime(2024, 1, 1)
    edited(form, lambda book: put_row(book, "Kelompok", 0, since=day))
    assert load_scenario(form).segments["rt_rw"].since == "2024-01"


# key of sheet Kelompok, value, cell, parts of the Indonesian message
BAD_CELLS = {
    "thousands with points": ("members", "16.800", "D7", ("Tulis 16800", "contoh")),
    "rupiah sign": ("tariff.reported_wage", "Rp 16.800", "H7", ("Tulis 16800",)),
    "points and comma": ("verified_share", "1.234,5", "Q7", ("desimal", "0 sampai 1")),
    "comma as text": ("verified_share", "0,5", "Q7", ("Tulis 0.5",)),
    "a share in per cent": ("verified_share", 95, "Q7", ("0.95", "0 sampai 1")),
    "half a person": ("members", 16.8, "D7", ("bulat", "100.000.000 orang")),
    "negative": ("members", -5, "D7", ("0 dan 100000000",)),
    "more members than eligible": ("members", 1600, "D7", ("1528",)),
    "nothing where something must be": ("members", None, "D7", ("wajib", "1528")),
    "no path": ("path.kind", None, "J7", ("wajib", "tetap, jadwal, target")),
    "a word that is not in the list": ("path.kind", "naik", "J7", ("tetap, jadwal",)),
    "a month that is none": ("since", "Januari 2024", "F7", ("TTTT-BB", "2024-01")),
    "a day instead of a number": ("members", dt.datetime(2026, 6, 1), "D7", ("bulat",)),
    "a group nobody knows": ("segment", "rtrw", "A7", ("rt_rw",)),
    "a row of totals": ("segment", "JUMLAH", "A7", ("jumlah",)),
    "a row without a group": ("segment", None, "A7", ("wajib",)),
    "braces that do not close": ("eligible", "{uniform: [1, 2", "C7", ("kurawal",)),
    "braces nobody reads": ("eligible", "{mean: 3}", "C7", ("uniform",)),
    "infinity": ("eligible", "1e400", "C7", ("bulat",)),
    "a target under another path": ("path.year", 2030, "L7", ("`tetap`",)),
}


@pytest.mark.fault("F8.form")
@pytest.mark.parametrize("name", BAD_CELLS)
def test_a_bad_cell_is_named_with_what_it_takes(form, name):
    key, value, cell, words = BAD_CELLS[name]
    if key == "tariff.reported_wage":
        edited(form, lambda b: put_row(b, "Kelompok", 0, tariff__kind="pu"))
    field = {key.replace(".", "__"): value}
    edited(form, lambda book: put_row(book, "Kelompok", 0, **field))
    sentences = {p.where: p.sentence("id") for p in problems(form)}
    assert f"Kelompok!{cell}" in sentences
    sentence = sentences[f"Kelompok!{cell}"]
    assert sentence.startswith(f"uji.xlsx: Kelompok!{cell}")
    assert "Kolom " in sentence
    assert [word for word in words if word not in sentence] == [], sentence


def test_all_problems_come_at_once_in_the_order_of_the_form(form):
    def spoil(book):
        put_single(book, "years", 400)
        put_single(book, "budget.when_short", "nanti")
        put_row(book, "Kelompok", 0, members="1.500", tariff__kind="x")
        put_row(book, "Kelompok", 1, segment="rt_rw")
        put_row(book, "Keluar", 0, segment="kadr", kind="pppk", year=2028, share=2)
        put_row(book, "Anggaran", 0, year="dua", base_idr=1)

    cells = [one.where for one in problems(edited(form, spoil))]
    assert cells == ["Skenario!C14", "Skenario!C21", "Anggaran!A7", "Kelompok!D7",
                     "Kelompok!G7", "Kelompok!A8", "Keluar!A7"]  # fmt: skip


def test_a_list_with_a_name_that_is_none(form):
    edited(form, lambda book: put_single(book, "budget.priority", "rt_rw, 9"))
    assert {one.where for one in problems(form)} == {"Skenario!C22"}


JUNK = (
    *("", 0, -1, 2026.5, 1e300, True, "{", "[1]", "{a: b", "{evidence: X}", "null"),
    *("!!python/x", "&a b", "*a", "a: b", "\u202e", "x" * 3000, "1..2", "..", "{{}}"),
    *(dt.time(1, 2), dt.timedelta(days=3), dt.datetime(2027, 1, 1), "#REF!", "--"),
)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_typed_ends_in_a_scenario_or_in_words(form, seed):
    """The seed places the junk; nothing else may be raised."""
    chance = random.Random(seed)

    def spoil(book):
        for _ in range(12):
            page = book[chance.choice([sheet.name for sheet in (SKENARIO, *TABLES)])]
            row = chance.randint(KEY_ROW + 1, KEY_ROW + 4)
            page.cell(row, chance.randint(1, 20)).value = chance.choice(JUNK)

    for one in problems(edited(form, spoil)):
        assert one.sentence("id")
        assert one.sentence("en")


def test_messages_come_in_english_too(form):
    edited(form, lambda book: put_row(book, "Kelompok", 0, members="1.500"))
    sentence = only(form).sentence("en")
    assert "Write 1500" in sentence
    assert "Column Members: a whole number 0 to 100,000,000 people" in sentence


def test_the_name_is_the_file(form):
    assert load_scenario(form).name == "uji"
    edited(form, lambda book: put_single(book, "name", "lain"))
    assert only(form).where == "Skenario!C7"


def test_a_file_name_that_names_no_run(form, tmp_path):
    path = shutil.copy(form, tmp_path / "Formulir Cilegon (1).xlsx")
    assert "formulir-cilegon-1.xlsx" in only(path).remedy["id"]


@pytest.mark.fault("F9.form")
@pytest.mark.parametrize("suffix", [".xls", ".xlsm", ".ods", ".csv", ".xlsb"])
def test_other_spreadsheets_are_refused_by_name(form, tmp_path, suffix):
    path = shutil.copy(form, tmp_path / f"uji{suffix}")
    assert ".xlsx" in only(path).sentence("id")


def test_capitals_in_the_suffix_are_fine(form, tmp_path):
    assert load_scenario(shutil.copy(form, tmp_path / "uji.XLSX")).name == "uji"


def test_a_form_that_is_not_there(tmp_path):
    with pytest.raises(ScenarioError, match=r"no scenario file uji\.xlsx"):
        scenario_file(tmp_path / "uji.xlsx")


@pytest.mark.fault("F9.form")
@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "kosong"),
        (b"region;members\n3672;5\n", "bukan buku kerja"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "kata sandi"),
        (b"0" * (MAX_FILE_BYTES + 1), "terlalu besar"),
    ],
)
def test_what_is_no_workbook(tmp_path, content, word):
    path = tmp_path / "uji.xlsx"
    path.write_bytes(content)
    assert word in only(path).sentence("id")


def test_another_zip_is_no_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "uji.xlsx", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "bukan buku kerja" in only(tmp_path / "uji.xlsx").sentence("id")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet2.xml", "xl/sharedStrings.xml"])
def test_a_cut_part_is_a_damaged_file(form, part):
    with_part(form, part, b"<worksheet><sheetData><row r=")
    assert "rusak" in only(form).sentence("id")


def test_a_truncated_file_is_damaged(form):
    form.write_bytes(form.read_bytes()[:-200])
    assert only(form).file == "uji.xlsx"


def test_a_bomb_is_not_unpacked(form):
    with_part(form, "xl/media/x.bin", b"\0" * (MAX_UNPACKED_BYTES + 1))
    assert "terlalu besar" in only(form).sentence("id")


def test_a_part_packed_too_well_is_not_unpacked(form):
    with_part(form, "xl/media/x.bin", b"\0" * (MAX_UNPACKED_BYTES // 2))
    assert ": 1" in only(form).found


def test_entities_are_refused(form):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><sst>&a;</sst>'
    with_part(form, "xl/sharedStrings.xml", bomb)
    assert "rusak" in only(form).sentence("id")


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ("xl/vbaProject.bin", "makro"),
        ("xl/macrosheets/sheet1.xml", "makro"),
        ("xl/externalLinks/externalLink1.xml", "terhubung"),
        ("xl/connections.xml", "terhubung"),
        ("xl/embeddings/oleObject1.bin", "terhubung"),
    ],
)
def test_macros_and_links_are_refused(form, part, word):
    with_part(form, part, b"<x/>")
    assert word in only(form).sentence("id")


def test_a_relation_to_another_file_is_refused(form):
    link = b'<Relationship Id="z" Type="x/externalLinkPath" Target="file:///tmp/b.xlsx"'
    link += b' TargetMode="External"/></Relationships>'
    with_part(form, "xl/_rels/workbook.xml.rels", link, b"</Relationships>")
    assert only(form).found == "b.xlsx"


def test_a_formula_counts_by_its_stored_result(form):
    page = sheet_part(form, "Kelompok")
    old = re.search(rb'<c r="D7"[^>]*>.*?</c>', zipfile.ZipFile(form).read(page))[0]
    new = b'<c r="D7"><f>1000+499</f><v>1499</v></c>'
    with_part(form, page, new, old)
    assert load_scenario(form).segments["rt_rw"].members.central == 1499


@pytest.mark.fault("F14.formula")
def test_a_formula_without_a_result_is_named(form):
    edited(form, lambda book: put_row(book, "Kelompok", 0, members="=1000+499"))
    assert only(form).where == "Kelompok!D7"
    assert "Rumus" in only(form).rule["id"]


@pytest.mark.fault("F14.formula")
def test_a_failed_formula_is_named(form):
    edited(form, lambda book: put_row(book, "Kelompok", 0, members="#DIV/0!"))
    assert only(form).where == "Kelompok!D7"
    assert "galat" in only(form).rule["id"]


@pytest.mark.fault("F14.merged")
def test_merged_cells_are_named(form):
    edited(form, lambda book: book["Kelompok"].merge_cells("A7:A8"))
    assert (only(form).where, "gabung" in only(form).rule["id"]) == (
        "Kelompok!A7",
        True,
    )


def hide_row(book):
    book["Kelompok"].row_dimensions[7].hidden = True


def hide_column(book):
    book["Kelompok"].column_dimensions["D"].hidden = True


def hide_sheet(book):
    book["Kelompok"].sheet_state = "veryHidden"


@pytest.mark.fault("F14.hidden")
@pytest.mark.parametrize("hide", [hide_row, hide_column, hide_sheet])
def test_hidden_data_is_named(form, hide):
    found = problems(edited(form, hide))
    assert "Kelompok!D7" in {one.where for one in found}
    assert {one.rule["en"] for one in found} == {
        "A hidden row, column or sheet holds data."
    }


def test_hidden_empty_rows_do_not_matter(form):
    def hide(book):
        book["Kelompok"].row_dimensions[20].hidden = True

    load_scenario(edited(form, hide))


@pytest.mark.fault("F14.footnote")
def test_data_beside_the_table_is_named(form):
    def add(book):
        book["Kelompok"]["AX7"] = "catatan"

    assert only(edited(form, add)).where == "Kelompok!AX7"


@pytest.mark.fault("F14.footnote")
def test_data_far_below_is_named(form):
    def add(book):
        book["Kelompok"]["A1048576"] = "rt_rw"

    assert only(edited(form, add)).where == "Kelompok!A1048576"


@pytest.mark.fault("F1.form")
def test_a_missing_sheet_is_named(form):
    def spoil(book):
        book["Kelompok"].title = "Kelompok (2)"
        del book["Keluar"]

    found = problems(edited(form, spoil))
    assert [one.where for one in found] == ["Kelompok", "Keluar"]
    assert "Kelompok (2)" in found[0].remedy["id"]


@pytest.mark.fault("F1.form")
def test_missing_and_renamed_columns_are_named(form):
    def spoil(book):
        book["Kelompok"].cell(KEY_ROW, 4).value = "member"
        book["Anggaran"].cell(KEY_ROW, 3).value = None

    found = {one.where: one for one in problems(edited(form, spoil))}
    assert set(found) == {"Kelompok!D6", "Kelompok: members", "Anggaran: ceiling_idr"}
    assert "`members`" in found["Kelompok!D6"].remedy["id"]


@pytest.mark.fault("F2.form")
def test_a_column_twice_is_named(form):
    def spoil(book):
        book["Kelompok"].cell(KEY_ROW, 50).value = "members"

    assert only(edited(form, spoil)).where == "Kelompok!AX6"


@pytest.mark.fault("F3.form")
def test_columns_may_be_moved(form):
    edited(form, lambda book: book["Kelompok"].insert_cols(2))
    assert load_scenario(form).segments["rt_rw"].members.central == 1500


@pytest.mark.parametrize("written", [NIK, int(NIK), "NIK 3672 0101 0101 0001"])
def test_identity_numbers_are_refused_and_masked(form, written):
    def add(book):
        book.create_sheet("catatan")["B3"] = written

    found = only(edited(form, add))
    assert found.where == "catatan!B3"
    assert found.sentence("id").count("*") == 8
    assert str(written) not in found.sentence("id")


@pytest.mark.parametrize("written", [3.672e15, 1250000000000000, "0.3672010101010001"])
def test_sums_and_measured_values_are_no_identity_numbers(form, written):
    def add(book):
        book.create_sheet("catatan")["B3"] = written

    assert load_scenario(edited(form, add)).segments


def test_identity_numbers_in_a_comment_are_refused(form):
    def add(book):
        book["Kelompok"]["A7"].comment = openpyxl.comments.Comment(NIK, "a")

    assert NIK not in only(edited(form, add)).sentence("id")


def test_identity_numbers_in_the_file_name_are_refused(form, tmp_path):
    path = shutil.copy(form, tmp_path / f"{NIK}.xlsx")
    sentence = only(path).sentence("id")
    assert "3672********0001" in sentence
    assert NIK not in sentence


@pytest.mark.fault("F18.form")
def test_rows_are_read_in_time(form):
    """A sheet of the user's own may be long."""

    def add(book):
        page = book.create_sheet("data")
        for n in range(20_000):
            page.append([n, "x"])

    load_scenario(edited(form, add))


def test_a_formula_in_a_name_stays_text(form):
    def add(book):
        put_single(book, "title.id", '\'=HYPERLINK("http://x")')

    assert load_scenario(edited(form, add)).title.id.startswith("'=HYPERLINK")


def test_a_link_outside_the_folder_is_refused(form, tmp_path):
    inside = tmp_path / "folder"
    inside.mkdir()
    (inside / "uji.xlsx").symlink_to(form)
    assert "simbolik" in only(inside / "uji.xlsx").rule["id"]


def test_a_form_is_read_from_bytes_only_once(form, monkeypatch):
    """Nobody opens the user's file for writing, or opens it twice."""
    opened = []
    real = io.open

    def spy(file, mode="r", *more, **named):
        if str(file) == str(form):
            opened.append(mode)
        return real(file, mode, *more, **named)

    monkeypatch.setattr(io, "open", spy)
    load_scenario(form)
    assert opened == ["rb"]
