"""What planners send: every bad form ends in one line a cell, and changes nothing.

The checks of single cells and of the form's own layout are in test_form.py.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import resource
import shutil
import struct
import time
import tracemalloc
import zipfile

import openpyxl
import pytest
import yaml
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.table import Table

from analysis.__main__ import main
from analysis.errors import SHOWN_AT_MOST, ScenarioError
from analysis.law.parameters import load_law
from analysis.scenario import form_texts as texts
from analysis.scenario.form_columns import KELOMPOK
from analysis.scenario.form_layout import KEY_ROW
from analysis.scenario.load import load_scenario
from filled_form import fill, put_row, put_single, template

NIK = "3672010101010001"
SMALL = """
title: {id: Uji}
region: "3672"
first_year: 2027
years: 3
draws: 0
segments:
  rt_rw: {eligible: 15280, members: 15000, tariff: {kind: bpu}, path: {kind: hold}}
"""
MEBIBYTE = 2**20


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    path = template(tmp_path_factory.mktemp("form") / "small.xlsx")
    return fill(path, yaml.safe_load(SMALL))


@pytest.fixture
def form(small, tmp_path):
    """A valid form of one's own to spoil."""
    return shutil.copy(small, tmp_path / "uji.xlsx")


def problems(path):
    before = path.read_bytes(), {one.name for one in path.parent.iterdir()}
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    assert (path.read_bytes(), {one.name for one in path.parent.iterdir()}) == before
    for one in caught.value.problems:
        for lang in ("id", "en"):
            sentence = one.sentence(lang)
            assert "\n" not in sentence
            assert one.rule[lang]
            assert one.remedy[lang]
            assert sentence.startswith(path.name.replace(NIK, "3672********0001"))
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


def parts_of(path):
    with zipfile.ZipFile(path) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def packed(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


# what stands in a cell of whole people, as text -> what the message says to write
AS_TEXT = {
    "16.800": "16800",
    "16,800": "16800",
    "Rp 16.800,-": "16800",
    "Rp16.800,00": "16800",
    "17 ribu": "17000",
    "1,5 ribu": "1500",
    "2 juta": "2000000",
    "1.234.567": "1234567",
    "16\u00a0800": "16800",
    "16 800": "16800",
    "\uff11\uff16\uff18\uff10\uff10": "16800",
    "'16800": "16800",
    "16800 orang": "16800",
    "Rp. 16.800": "16800",
    "2,5 miliar": "2500000000",
    "1e3": "1000",
}


def in_rows(form, key, values):
    """Put each value into a row of its own, of a group of its own."""
    slugs = list(load_law().segments)

    def put(book):
        for line, value in enumerate(values):
            row = {
                "segment": slugs[line],
                "eligible": 100_000,
                "members": 100,
                "tariff.kind": "bpu",
                "path.kind": "tetap",
                key: value,
            }
            put_row(book, "Kelompok", line, **row)

    return edited(form, put)


def by_cell(form):
    return {one.where: one for one in problems(form)}


@pytest.mark.fault("F5.form")
def test_numbers_as_text_are_refused_with_the_number_meant(form):
    found = by_cell(in_rows(form, "members", AS_TEXT))
    for line, meant in enumerate(AS_TEXT.values(), KEY_ROW + 1):
        one = found.pop(f"Kelompok!D{line}")
        assert one.remedy["id"].startswith(f"Tulis {meant}. Kolom Peserta")
        assert one.remedy["en"].startswith(f"Write {meant}. Column Members")
    assert not found


# the same in a cell of shares; a German or Indonesian Excel stores numbers like ours,
# and writes text with its own decimal sign
SHARES = {
    "12,5%": "0.125",
    "12.5%": "0.125",
    "12,5 %": "0.125",
    "0,5": "0.5",
    ",5": "0.5",
    "'0.5": "0.5",
    "0\u00b75": None,
    "1.234,56": "1234.56",
    "1,234.56": "1234.56",
    "\uff10.\uff15": "0.5",
    "setengah": None,
}


@pytest.mark.fault("F5.form")
def test_shares_as_text_are_refused_with_the_share_meant(form):
    found = by_cell(in_rows(form, "verified_share", SHARES))
    for line, (written, meant) in enumerate(SHARES.items(), KEY_ROW + 1):
        one = found.pop(f"Kelompok!Q{line}")
        assert one.found == " ".join(written.split())
        advice = f"Tulis {meant}. " if meant else "Tulis seperti ini: 0.05. "
        assert one.remedy["id"].startswith(advice)
    assert not found


def test_a_number_stored_by_any_excel_is_the_number(form):
    """Excel stores 0.5 whatever its language shows."""
    edited(form, lambda book: put_row(book, "Kelompok", 0, verified_share=0.5))
    assert b"<v>0.5</v>" in b"".join(parts_of(form).values())
    assert load_scenario(form).segments["rt_rw"].verified_share.central == 0.5


def test_blanks_around_a_number_do_not_matter(form):
    in_rows(form, "members", [" 150 ", "150\u00a0", "\t150", "150\n"])
    found = load_scenario(form).segments.values()
    assert [one.members.central for one in found] == [150] * 4


def test_blanks_around_names_and_words_do_not_matter(form):
    named = {"segment": " RT / RW ", "tariff__kind": " BPU ", "path__kind": "Tetap "}
    edited(form, lambda book: put_row(book, "Kelompok", 0, **named))
    assert list(load_scenario(form).segments) == ["rt_rw"]


def test_a_value_of_several_lines_makes_one_line_of_message(form):
    edited(form, lambda book: put_row(book, "Kelompok", 0, members="16\n800\norang"))
    assert only(form).found == "16 800 orang"


TOTALS = (
    "Jumlah",
    "TOTAL",
    "Total keseluruhan",
    "Jumlah total",
    "Sub Total",
    "TOTAL:",
    "Grand total",
    "jumlah peserta",
)


@pytest.mark.fault("F14.total")
def test_rows_of_totals_are_no_groups(form):
    found = by_cell(in_rows(form, "segment", ["rt_rw", *TOTALS]))
    assert sorted(found) == sorted(f"Kelompok!A{8 + n}" for n in range(len(TOTALS)))
    assert {one.rule["en"] for one in found.values()} == {texts.TOTAL_ROW[0]["en"]}
    assert {one.found for one in found.values()} == set(TOTALS)  # as it was typed


# sheet, row, cell, a word of the rule
ELSEWHERE = {
    "a schedule of a group that holds": (
        "Jadwal",
        {"segment": "rt_rw", "from": 2028, "people": 5},
        "A7",
        "jadwal",
    ),
    "a past of a group that holds": (
        "Riwayat",
        {"segment": "rt_rw", "month": "2024-12", "people": 5},
        "A7",
        "tren",
    ),
    "a denominator of a group that holds": (
        "Lanjutan",
        {"segment": "rt_rw", "path.of.people": 9},
        "G7",
        "target",
    ),
    "a model of a group that holds": (
        "Lanjutan",
        {"segment": "rt_rw", "path.model": "campuran"},
        "D7",
        "tren",
    ),
    "a window of a group nobody listed": (
        "Masa",
        {"segment": "kader", "first": "2028-01", "last": "2028-02"},
        "A7",
        "lembar Kelompok",
    ),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_row_for_another_path_or_group_is_named(form, name):
    sheet, row, cell, word = ELSEWHERE[name]
    edited(form, lambda book: put_row(book, sheet, 0, **row))
    assert only(form).where == f"{sheet}!{cell}"
    assert word in only(form).rule["id"]


def test_a_schedule_without_a_row_is_named_as_it_was_typed(form):
    edited(form, lambda book: put_row(book, "Kelompok", 0, path__kind="jadwal"))
    assert (only(form).where, only(form).found) == ("Kelompok!J7", "jadwal")
    assert "Jadwal" in only(form).remedy["id"]


def test_a_total_of_another_sheet_is_none_either(form):
    row = {"segment": "TOTAL", "kind": "pppk", "year": 2028, "share": 0.5}
    edited(form, lambda book: put_row(book, "Keluar", 0, **row))
    assert (only(form).where, "jumlah" in only(form).rule["id"]) == ("Keluar!A7", True)


@pytest.mark.fault("F13.form")
def test_a_group_twice_is_named(form):
    def copy(book):
        page = book["Kelompok"]
        for cell in page[KEY_ROW + 1]:
            page.cell(KEY_ROW + 2, cell.column).value = cell.value

    assert only(edited(form, copy)).where == "Kelompok!A8"


@pytest.mark.fault("F14.headers", "F3.form")
def test_two_rows_of_headers_are_named(form):
    def again(book):
        page = book["Kelompok"]
        for column in KELOMPOK.columns:
            at = next(c.column for c in page[KEY_ROW] if c.value == column.key)
            page.cell(KEY_ROW + 2, at).value = column.label["id"]

    assert "Kelompok!A8" in {one.where for one in problems(edited(form, again))}


def test_keys_moved_down_by_an_inserted_row_are_named(form):
    edited(form, lambda book: book["Kelompok"].insert_rows(2))
    found = problems(form)
    assert {one.where for one in found} >= {"Kelompok: members", "Kelompok: segment"}
    assert "Kelompok" in found[0].sentence("id")


def test_an_empty_row_in_the_middle_does_not_end_the_table(form):
    row = {
        "segment": "kader",
        "eligible": 10,
        "members": 5,
        "tariff__kind": "bpu",
        "path__kind": "tetap",
    }
    edited(form, lambda book: put_row(book, "Kelompok", 5, **row))
    assert list(load_scenario(form).segments) == ["rt_rw", "kader"]


def test_an_extra_column_is_named_by_its_head(form):
    def add(book):
        book["Kelompok"].cell(KEY_ROW, 40).value = "alamat"

    assert (only(edited(form, add)).where, only(form).found) == (
        "Kelompok!AN6",
        "alamat",
    )


MONTHS = (
    "15/03/2024",
    "Maret 2024",
    "03-2024",
    45366,
    dt.time(1, 2),
    "2024-13",
    "2024",
    "Mar-24",
)


@pytest.mark.fault("F15.form")
def test_months_typed_otherwise_are_named(form):
    found = by_cell(in_rows(form, "since", [dt.datetime(2024, 3, 15), *MONTHS]))
    assert sorted(found) == sorted(f"Kelompok!F{8 + n}" for n in range(len(MONTHS)))
    for one in found.values():
        assert "TTTT-BB" in one.sentence("id")
        assert "2024-01" in one.sentence("id")


def test_a_date_typed_where_a_month_is_wanted_is_its_month(form):
    in_rows(form, "since", [dt.datetime(2024, 3, 15), dt.date(2024, 3, 1)])
    found = load_scenario(form).segments.values()
    assert [one.since for one in found] == ["2024-03"] * 2


def test_a_date_where_a_count_is_wanted_is_named(form):
    assert list(by_cell(in_rows(form, "members", [dt.date(2024, 3, 1)]))) == [
        "Kelompok!D7"
    ]


@pytest.mark.fault("F15.form")
def test_a_date_of_the_decision_in_words_is_named(form):
    edited(form, lambda book: put_single(book, "decision.date", "1 Mei 2026"))
    assert only(form).where == "Skenario!C25"


# typed for a year -> whether it is taken
YEARS = {
    "2027": True,
    " 2027 ": True,
    "tahun 2027": False,
    27: False,
    "2.027": False,
    2027.5: False,
    dt.date(2027, 1, 1): False,
}


@pytest.mark.parametrize("written", YEARS, ids=str)
def test_years(form, written):
    edited(form, lambda book: put_single(book, "first_year", written))
    if YEARS[written]:
        assert load_scenario(form).first_year == 2027
    else:
        assert only(form).where == "Skenario!C13"


def test_what_planners_add_to_look_at_does_not_matter(form):
    """A note, a table, colours by condition, a picture's worth of formatting."""

    def adorn(book):
        page = book["Kelompok"]
        page["D7"].comment = Comment("dari BPJS, 12 Mei", "perencana")
        page.add_table(Table(displayName="Kelompok1", ref="A6:T12"))
        red = PatternFill("solid", bgColor="FFC7CE")
        page.conditional_formatting.add(
            "D7:D20", CellIsRule("lessThan", ["5"], fill=red)
        )
        page["D7"].hyperlink = "https://example.org"

    assert load_scenario(edited(form, adorn)).segments["rt_rw"].members.central == 15000


def cell_value(book):
    book["Catatan"]["B2"] = NIK


def with_spaces(book):
    book["Catatan"]["B2"] = "3672 0101 0101 0001"


def number(book):
    book["Catatan"]["B2"] = int(NIK)


def in_a_sentence(book):
    book["Catatan"]["B2"] = f"NIK:{NIK}, tinggal di Cilegon"


def comment(book):
    book["Catatan"]["B2"].comment = Comment(f"NIK {NIK}", "a")


def sheet_name(book):
    book["Catatan"].title = NIK


def title(book):
    book.properties.title = NIK


def author(book):
    book.properties.creator = f"Budi {NIK}"


def keywords(book):
    book.properties.keywords = NIK


def header(book):
    book["Catatan"].oddHeader.center.text = NIK


def defined_name(book):
    from openpyxl.workbook.defined_name import DefinedName

    book.defined_names["daftar"] = DefinedName("daftar", attr_text=f'"{NIK}"')


def validation(book):
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="list", formula1=f'"{NIK},b"')
    rule.add("B2")
    book["Catatan"].add_data_validation(rule)


def formula(book):
    book["Catatan"]["B2"] = f'="{NIK}"'


IDENTITY = (
    cell_value,
    with_spaces,
    number,
    in_a_sentence,
    comment,
    sheet_name,
    title,
    author,
    keywords,
    header,
    defined_name,
    validation,
    formula,
)


@pytest.mark.parametrize("put", IDENTITY, ids=lambda put: put.__name__)
def test_identity_numbers_anywhere_are_refused_and_masked(form, put):
    def add(book):
        book.create_sheet("Catatan")
        put(book)

    for one in problems(edited(form, add)):
        for lang in ("id", "en"):
            assert NIK not in one.sentence(lang)
            # a number of 16 digits keeps 15 of them in a workbook
            assert re.search(r"3672[* ]{8,11}000[01]", one.sentence(lang))
            assert "NIK" in one.sentence(lang)


def test_identity_numbers_in_the_folder_and_file_name(form, tmp_path, capsys):
    folder = tmp_path / NIK
    folder.mkdir()
    path = shutil.copy(form, folder / f"{NIK}.xlsx")
    assert main(["check", str(path)]) == 3
    assert NIK not in "".join(capsys.readouterr())


# --- what is no form: limits are looked at before anything is unpacked ---


def directory_of(names_and_sizes):
    """A zip whose directory claims sizes its few bytes do not have."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in names_and_sizes:
            archive.writestr(name, data)
    return content.getvalue()


def bomb(megabytes):
    """A workbook of some kilobytes with a part of that many megabytes of blanks."""
    sheet = b"<worksheet><sheetData>" + b" " * (megabytes * 10**6)
    return directory_of(
        [("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", sheet)]
    )


@pytest.mark.fault("F18.form")
def test_a_file_that_unpacks_to_142_megabytes_is_refused_at_once(tmp_path):
    path = tmp_path / "uji.xlsx"
    junk = bytes(range(256)) * 1400  # what brings it to half a megabyte
    path.write_bytes(bomb(142))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/media/a.png", junk)
    assert 400_000 < path.stat().st_size < 600_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    start = time.process_time()
    found = only(path)
    taken, (_, peak) = time.process_time() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "142" in found.found
    assert taken < 1
    assert peak < 10 * MEBIBYTE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30 * 1024


def test_sizes_that_lie_are_found_while_unpacking(tmp_path):
    """The directory says ten bytes where there are 142 million."""
    path = tmp_path / "uji.xlsx"
    data = bytearray(bomb(142))
    size = struct.pack("<L", 142 * 10**6 + len(b"<worksheet><sheetData>"))
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = struct.pack("<L", 10)
    path.write_bytes(data)
    tracemalloc.start()
    assert only(path).rule["en"].startswith("The file is")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 30 * MEBIBYTE


def test_very_many_small_parts_are_refused(tmp_path):
    path = tmp_path / "uji.xlsx"
    path.write_bytes(directory_of([(f"xl/media/{n}.bin", b"x") for n in range(20_000)]))
    start = time.process_time()
    found = problems(path)
    assert time.process_time() - start < 1
    assert "terlalu besar" in found[0].sentence("id")


def test_a_zip_within_is_not_opened(form):
    inner = bomb(142)
    assert len(inner) < MEBIBYTE
    start = time.process_time()
    load_scenario(packed(form, parts_of(form) | {"xl/media/inner.zip": inner}))
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/uji.xml",
        "/etc/uji.xml",
        "xl/../../uji.xml",
        "..\\uji.xml",
        "C:\\uji.xml",
    ],
)
def test_parts_that_lead_elsewhere_are_refused(form, tmp_path, name):
    packed(form, parts_of(form) | {name: b"<x/>"})
    assert "rusak" in only(form).sentence("id")
    assert not list(tmp_path.parent.glob("**/uji.xml"))


def test_a_macro_workbook_renamed_is_refused(form):
    parts = parts_of(form)
    kinds = parts["[Content_Types].xml"]
    plain = (
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    )
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    assert plain in kinds
    packed(form, parts | {"[Content_Types].xml": kinds.replace(plain, macro)})
    assert "makro" in only(form).sentence("id")


def test_a_command_to_another_program_is_refused(form):
    """Dynamic data exchange: a link part, or a formula ``=cmd|...``."""
    packed(form, parts_of(form) | {"xl/externalLinks/externalLink1.xml": b"<ddeLink/>"})
    assert "terhubung" in only(form).sentence("id")


@pytest.mark.parametrize(
    "written",
    [
        "=cmd|' /C calc'!A0",
        "=[1]Buku!A1",
        "='file:///tmp/[b.xlsx]S'!A1",
        '=WEBSERVICE("http://example.org")',
        '=DDE("a";"b";"c")',
    ],
)
def test_a_formula_that_reaches_outside_is_refused(form, written):
    edited(form, lambda book: put_row(book, "Kelompok", 0, members=written))
    assert only(form).where == "Kelompok!D7"
    assert "terhubung" in only(form).sentence("id")


OLD_XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096
OTHERS = {
    "an old .xls": (OLD_XLS, "kata sandi"),
    "a locked workbook": (
        OLD_XLS + "EncryptedPackage".encode("utf-16-le"),
        "kata sandi",
    ),
    "a .csv": (b"kelompok;peserta\nrt_rw;15000\n", "bukan buku kerja"),
    "a page of a web site": (b"<html><table></table></html>", "bukan buku kerja"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "bukan buku kerja"),
    "an .ods": (
        directory_of(
            [
                ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
                ("content.xml", b"<x/>"),
            ]
        ),
        "bukan buku kerja",
    ),
    "a .docx": (directory_of([("word/document.xml", b"<x/>")]), "bukan buku kerja"),
    "nothing": (b"", "kosong"),
    "the lock file of an open workbook": (b"\x05Budi" + b" " * 160, "bukan buku kerja"),
}


@pytest.mark.fault("F9.form")
@pytest.mark.parametrize("name", OTHERS)
def test_other_files_renamed_are_refused(tmp_path, name):
    content, word = OTHERS[name]
    path = tmp_path / "uji.xlsx"
    path.write_bytes(content)
    assert word in only(path).sentence("id")
    assert only(path).where == ""


def test_the_lock_file_by_its_own_name_is_no_form(form, tmp_path):
    lock = tmp_path / "~$uji.xlsx"
    lock.write_bytes(b"\x05Budi" + b" " * 160)
    assert "~$" in only(lock).sentence("id")
    assert load_scenario(form).name == "uji"  # open in Excel beside it: still read


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_refused(form, share):
    content = form.read_bytes()
    form.write_bytes(content[: int(len(content) * share)])
    assert only(form).where == ""


@pytest.mark.parametrize("seed", range(6))
def test_a_file_with_wrong_bytes_ends_in_words_or_in_the_scenario(form, seed, capsys):
    """Every 97th byte of a stretch is turned around; the seed places the stretch."""
    content = bytearray(form.read_bytes())
    start = len(content) * seed // 8
    for at in range(start, min(start + 2000, len(content)), 97):
        content[at] ^= 0xFF
    form.write_bytes(content)
    assert main(["check", str(form)]) in (0, 3)
    assert "Traceback" not in capsys.readouterr().err


def test_the_first_twenty_problems_are_shown_and_the_rest_counted(form, capsys):
    def spoil(book):
        for line in range(25):
            put_row(
                book,
                "Kelompok",
                line,
                segment=f"kel_{line}",
                members="1.500",
                eligible=1,
                tariff__kind="bpu",
                path__kind="tetap",
            )

    edited(form, spoil)
    before = hashlib.sha256(form.read_bytes()).hexdigest()
    assert main(["check", str(form)]) == 3
    said = capsys.readouterr()
    lines = [line for line in (said.err + said.out).splitlines() if "Kelompok!" in line]
    assert len(lines) == SHOWN_AT_MOST
    assert re.search(r"dan \d+ lagi", said.err + said.out)
    assert "Traceback" not in said.err
    assert hashlib.sha256(form.read_bytes()).hexdigest() == before


def test_a_refused_form_leaves_no_run(form, tmp_path, capsys):
    edited(form, lambda book: put_row(book, "Kelompok", 0, members="16.800"))
    out = tmp_path / "out"
    assert main(["run", str(form), "--out", str(out), "--numbers-only"]) == 3
    assert not out.exists()
    assert "Kelompok!D7" in capsys.readouterr().err
