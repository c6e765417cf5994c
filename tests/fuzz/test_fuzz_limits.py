"""Inputs made to harm: each is refused in words, in seconds, and not by a crash."""

from __future__ import annotations

import io
import struct
import time
import zipfile

import fuzz_bytes
import pytest

from analysis import paths
from analysis.errors import InputDataError, IuranError, MachineError
from analysis.report.form import write_form
from analysis.scenario import regions
from analysis.scenario.load import load_scenario, parse_scenario
from analysis.scenario.sweep_file import load_sweep
from minimal import scenario_text
from random_scenarios import random_scenario

IN_TIME = 10.0  # seconds; without its limit each of these takes minutes, or all memory
NIK = "3672010101010001"  # made up
SEGMENT = {
    "eligible": 10,
    "members": 5,
    "tariff": {"kind": "bpu"},
    "path": {"kind": "hold"},
}
BASE = {"first_year": 2027, "segments": {"rt_rw": SEGMENT}}


def text(**fields):
    return scenario_text("uji", BASE | fields)


def in_time(read, *given, **more):
    started = time.process_time()
    with pytest.raises(IuranError) as caught:
        read(*given, **more)
    assert time.process_time() - started < IN_TIME
    for lang in ("id", "en"):
        assert all(map(str.isprintable, caught.value.message(lang).splitlines()))
        assert NIK not in caught.value.message(lang)
    return caught.value


YAML = {
    "ten thousand and one values": (text() + "x: [" + "1, " * 10_001 + "1]", "10,000"),
    "payers by the thousand": (
        text(funding=[{"funder": "csr"} for _ in range(3_000)]), "same group",
    ),
    "priorities by the thousand": (
        text(budget={"priority": ["rt_rw"] * 9_000}), "",
    ),
    "marks by the thousand": (
        text(assumed={f"a{n}": {"why": {"id": "a", "en": "b"}} for n in range(1_000)}),
        "",
    ),
    "unknown keys by the thousand": (
        text(**{f"a{n}": 1 for n in range(4_000)}), "not known",
    ),
    "a number of 300,000 digits": (text(wage_growth_y="1" * 300_000 + "x"), "0.05"),
    "a year of 5,000 digits": (text(first_year="9" * 5_000), "more than 19 digits"),
    "a month in other digits": (
        text(decision={"date": "２０２６-01-01"}), "YYYY-MM-DD",
    ),
    "people in other digits": (text(years="1٢"), "digits only"),
    "a bell in a title": (
        text() .replace('"uji"', '"u\\aji"', 2), "control character",
    ),
    "a title from right to left": (
        text(title={"id": "a\u202eb", "en": "b"}), "control character",
    ),
    "a number hidden by escapes": (
        text(title={"id": "X", "en": "b"}).replace('"X"', f'"\\x33{NIK[1:]}"'), "NIK",
    ),
    "a number folded over two lines": (
        text(title={"id": "X", "en": "b"}).replace(
            '"X"', f'"{NIK[:8]}\\\n    {NIK[8:]}"'
        ),
        "NIK",
    ),
    "a number with blanks": (
        text(title={"id": "3672 0101 0101 0001", "en": "b"}), "NIK",
    ),
    "a telephone in a comment": (text() + "# 0812-3456-7890\n", "telephone"),
}  # fmt: skip


@pytest.mark.fault("S4.size", "S7.yaml", "S7.grouped", "S7.phone")
@pytest.mark.parametrize("name", YAML)
def test_a_scenario_made_to_harm_is_refused_in_time(name):
    made, words = YAML[name]
    error = in_time(parse_scenario, made, "uji.yaml")
    assert error.exit_code == 3
    assert words in error.message("en")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("years." + "a." * 5_000 + "b", "1"),
        ("funding." + "9" * 5_000 + ".funder", "csr"),
        ("title.id", "3672-0101-0101-0001"),
        ("name", "lain"),
    ],
    ids=["deep", "far", "personal", "name"],
)
def test_a_change_made_to_harm_is_refused_in_time(key, value):
    made = text(funding=[{"funder": "csr"}])
    assert in_time(parse_scenario, made, "uji.yaml", **{key: value}).exit_code == 3


@pytest.mark.fault("S7.sums")
def test_sums_are_no_identity_numbers():
    """A measured value and a sum of 16 digits are answered as what they are."""
    for fields in (
        {"wage_growth_y": "0.3672010101010001"},
        {"budget": {"base_idr": {2026: 1234567890123456}}},
    ):
        error = in_time(parse_scenario, text(**fields).replace('"0.3', "0.3"), "a.yaml")
        assert "NIK" not in error.message("en")


SWEEP = (paths.SWEEPS / "cilegon-policies.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "more",
    [
        "\nvariants: {one: {set: }, two: {set: {budget.when_short: x}}}\n",
        "\ngrid: {wage_growth_y: [9e999999999999, 8e999999999999, x]}\n",
        "\ngrid: {" + "a." * 400 + "b: [1, 2]}\n",
    ],
    ids=["a variant of nothing", "beyond all bounds", "deep"],
)
def test_a_sweep_made_to_harm_is_refused_in_time(tmp_path, more):
    path = tmp_path / "uji.yaml"
    head = SWEEP.split("\nvariants:")[0].split("\ngrid:")[0]
    path.write_text(head.replace("name: cilegon-policies", "name: uji") + more, "utf-8")
    assert in_time(load_sweep, path).exit_code == 3


def test_files_no_scenario_can_be(tmp_path):
    circle = tmp_path / "uji.yaml"
    circle.symlink_to(circle)
    assert in_time(load_scenario, circle).exit_code == 3
    assert in_time(load_scenario, tmp_path / ("a" * 300 + ".yaml")).exit_code == 3
    large = tmp_path / "besar.yaml"
    with large.open("wb") as stream:
        stream.truncate(5 * 10**9)  # takes no room on the disk, and would fill memory
    assert "1 MB" in in_time(load_scenario, large).message("en")


def test_a_region_s_file_that_cannot_be_read_is_said(tmp_path):
    path = tmp_path / "3672.yaml"
    path.write_bytes(b"region: \xe9")
    with pytest.raises(InputDataError, match="UTF-8"):
        regions.text_of(path)
    path.write_bytes(b"#" * 1_000_001)
    with pytest.raises(InputDataError, match="1 MB"):
        regions.text_of(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(MachineError, match="cannot be opened"):
        regions.text_of(path)


@pytest.fixture(scope="module")
def form():
    content = io.BytesIO()
    fields = scenario_text("uji", random_scenario(7))
    write_form(content, scenario=parse_scenario(fields, "uji.yaml"))
    return content.getvalue()


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def edited(data, name, old, new):
    parts = parts_of(data)
    assert old in parts[name], name
    parts[name] = parts[name].replace(old, new, 1)
    return fuzz_bytes.packed(parts)


SHEET, BOOK, RELS = (
    "xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
)  # fmt: skip


def endless_columns(data):
    hidden = b'<cols><col min="-999999999999" max="5" hidden="1"/>'
    return edited(data, SHEET, b"<cols>", hidden)


def links_cut_off(data):
    parts = parts_of(data)
    parts[RELS] = parts[RELS][:-30]
    return fuzz_bytes.packed(parts)


def sheet_without_number(data):
    return edited(data, BOOK, b'r:id="rId1"', b"")


def version_of_the_future(data):
    at = data.index(b"PK\x01\x02") + 6
    return data[:at] + struct.pack("<H", 255) + data[at + 2 :]


def millions_of_tags(data):
    return edited(data, SHEET, b"<sheetData>", b"<a/>" * 1_600_000 + b"<sheetData>")


def one_part_as_many_sheets(data):
    parts = parts_of(data)
    sheet = b'<sheet name="a%d" sheetId="%d" r:id="rId2"/>'
    more = b"".join(sheet % (n, n + 50) for n in range(5_000))
    parts[BOOK] = parts[BOOK].replace(b"</sheets>", more + b"</sheets>")
    return fuzz_bytes.packed(parts)


def one_long_text_in_many_cells(data):
    parts = parts_of(data)
    count = parts["xl/sharedStrings.xml"].count(b"<si>")
    long = b"<si><t>%s</t></si>" % bytes(48 + n * 7 % 10 for n in range(3_000_000))
    strings = parts["xl/sharedStrings.xml"]
    parts["xl/sharedStrings.xml"] = strings.replace(b"</sst>", long + b"</sst>")
    cell = b'<c r="A%d" t="s"><v>%d</v></c>'
    cells = b"".join(cell % (n, count) for n in range(900, 10_900))
    row = b'<row r="900">' + cells + b"</row></sheetData>"
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", row)
    return fuzz_bytes.packed(parts)


def address_of_many_digits(data):
    return edited(data, SHEET, b'r="A6"', b'r="A' + b"9" * 5_000 + b'"')


def entities_in_a_part_with_another_name(data):
    parts = parts_of(data)
    parts[SHEET.replace(".xml", ".bin")] = b"<!DOCTYPE a>" + parts.pop(SHEET)
    parts[RELS] = parts[RELS].replace(b"sheet2.xml", b"sheet2.bin")
    return fuzz_bytes.packed(parts)


BOMBS = (
    endless_columns, links_cut_off, sheet_without_number, version_of_the_future,
    millions_of_tags, one_part_as_many_sheets, one_long_text_in_many_cells,
    address_of_many_digits, entities_in_a_part_with_another_name,
)  # fmt: skip


HARMLESS = (endless_columns, address_of_many_digits)  # and read at once


@pytest.mark.fault("S3.zip", "S3.xml")
@pytest.mark.parametrize("bomb", BOMBS, ids=lambda one: one.__name__)
def test_a_workbook_made_to_harm_is_refused_in_time(form, tmp_path, bomb):
    path = tmp_path / "uji.xlsx"
    path.write_bytes(bomb(form))
    started = time.process_time()
    if bomb in HARMLESS:
        assert load_scenario(path).segments
    else:
        error = in_time(load_scenario, path)
        assert error.message("en").startswith("uji.xlsx")
    assert time.process_time() - started < IN_TIME


def in_a_comment_of_two_colours(parts):
    runs = f"<r><t>{NIK[:9]}</t></r><r><t>{NIK[9:]}</t></r>"
    parts["xl/comments1.xml"] = (
        '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<commentList><comment ref="A1" authorId="0"><text>{runs}</text></comment>'
        "</commentList></comments>"
    ).encode()


def in_entities(parts):
    name = "docProps/core.xml"
    hidden = b"<dc:creator>&#51;" + NIK[1:].encode()
    assert b"<dc:creator>" in parts[name]
    parts[name] = parts[name].replace(b"<dc:creator>", hidden)


@pytest.mark.fault("S7.form")
@pytest.mark.parametrize("put", [in_a_comment_of_two_colours, in_entities])
def test_no_way_of_writing_hides_a_number(form, tmp_path, put):
    parts = parts_of(form)
    put(parts)
    path = tmp_path / "uji.xlsx"
    path.write_bytes(fuzz_bytes.packed(parts))
    assert "3672********0001" in in_time(load_scenario, path).message("en")
