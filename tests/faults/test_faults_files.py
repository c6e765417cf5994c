"""Raw tables that are broken in every way: refused by the command, place by place."""

from __future__ import annotations

import os
import shutil

import pytest

from analysis import paths
from analysis.errors import InputDataError
from analysis.evidence import tables
from analysis.evidence.columns import raw_tables
from faults.driver import digest, quick, refused
from faults.rawfiles import (
    BUDGETS,
    EVIDENCE,
    WAGES,
    change,
    raw,
    row_of,
    rows_of,
    set_cells,
)

TABLES = sorted(raw_tables(tables.declared()))
MOST_COLUMNS = max(len(columns) for columns in raw_tables(tables.declared()).values())
MONEY = "value_idr"


def lines(said: str) -> list[str]:
    return said.strip().splitlines()


def line_with(said: str, *words: str) -> str:
    """Return the one line of a message that holds all the words."""
    found = [line for line in lines(said) if all(word in line for word in words)]
    assert len(found) == 1, (words, said)
    return found[0]


@pytest.fixture
def folder(tmp_path):
    """A copy of data/raw for readers called in this process."""
    return shutil.copytree(paths.RAW, tmp_path / "raw")


@pytest.mark.fault("F1.raw")
@pytest.mark.parametrize("place", range(MOST_COLUMNS))
def test_every_column_of_every_table_is_missed(folder, place):
    taken = {}
    for name in TABLES:
        header = rows_of(folder / name)[0]
        if place < len(header):
            taken[name] = header
            change(folder / name, lambda rows: [row.pop(place) for row in rows])
    with pytest.raises(InputDataError) as caught:
        tables.read_raw(folder)
    said = {one.file: one for one in caught.value.problems}
    assert set(said) == {f"data/raw/{name}" for name in taken}
    for name, header in taken.items():
        one = said[f"data/raw/{name}"]
        assert f"column {header[place]} is missing" in one.rule["en"]
        assert one.found == ", ".join(header[:place] + header[place + 1 :])


@pytest.mark.fault("F1.raw")
def test_missing_columns_end_the_command(project):
    for name in (WAGES, BUDGETS):
        change(raw(project, name), lambda rows: [row.pop(0) for row in rows])
    said = refused(
        project, ["data"], 2, place=[f"data/raw/{WAGES}", f"data/raw/{BUDGETS}"]
    )
    line = line_with(said, WAGES, "baris/row 1")
    assert "The column region is missing" in line
    assert "found: year, umk_idr_m" in line
    assert "Remedy: Add the column region." in line


DECLARATIONS = {
    "missing": (None, "The file is missing"),
    "empty": (b"", "The file is empty"),
    "header": (b"table,column\nraw/evidence.csv,claim_id\n", "kind is missing"),
    "kind": (
        b"table,column,kind,key,optional,allowed,unit,meaning,caveat\n"
        b"raw/evidence.csv,claim_id,idd,yes,no,,,,\n",
        "value is not known",
    ),
    "short": (
        b"table,column,kind,key,optional,allowed,unit,meaning,caveat\n"
        b"raw/evidence.csv,claim_id\n",
        "has 2 cells",
    ),
    "cp1252": (b"table,column\ncaf\xe9\n", "Not UTF-8"),
}


@pytest.mark.fault("F1.columns")
@pytest.mark.parametrize("name", DECLARATIONS)
def test_a_broken_declaration_of_columns_is_told(project, name):
    content, words = DECLARATIONS[name]
    path = raw(project, "columns.csv")
    path.unlink() if content is None else path.write_bytes(content)
    refused(project, ["data"], 2, words, place=["data/raw/columns.csv"])


@pytest.mark.fault("F1.file", "F9.law")
def test_missing_and_empty_files_are_named(project):
    raw(project, WAGES).unlink()
    refused(project, ["data"], 2, "The file is missing", place=["minimum_wages.csv"])
    shutil.copy(paths.RAW / WAGES, raw(project, WAGES))
    judged = project / "data" / "parameters" / "settlements.yaml"
    judged.write_text("\n")
    refused(project, ["data"], 2, "The file is empty", place=["settlements.yaml"])
    judged.unlink()
    refused(project, ["data"], 2, "The file is missing", place=["settlements.yaml"])


LAW = ["law", "--date", "2026-01"]


@pytest.mark.fault("F1.file", "F9.law")
@pytest.mark.parametrize("name", ["contributions.yaml", "sources.yaml"])
def test_a_missing_or_empty_file_of_the_law_is_named(project, name):
    path = project / "data" / "parameters" / name
    path.write_text("")
    words = ["check"]
    refused(project, words, 3, "missing or empty", place=[f"data/parameters/{name}"])
    path.unlink()
    refused(project, words, 3, "missing or empty", place=[f"data/parameters/{name}"])


@pytest.mark.fault("F10.law")
def test_a_file_of_the_law_in_windows_1252_is_named(project):
    path = project / "data" / "parameters" / "benefits.yaml"
    path.write_bytes(b"# one\n# caf\xe9\n" + path.read_bytes())
    place = ["data/parameters/benefits.yaml", "baris/line 2", "byte 0xe9"]
    refused(project, LAW, 3, "Not UTF-8", "save it as UTF-8", place=place)


PROCESSED = {
    "column": ("F1", lambda text: "\n".join(x.partition(",")[2] for x in text)),
    "cut": ("F4", lambda text: "\n".join([*text[:-2], text[-2].rpartition(",")[0]])),
    "digit": ("F4", lambda text: "\n".join(text).replace("Kota Cilegon", "Kota", 1)),
    "semicolons": ("F1", lambda text: "\n".join(text).replace(",", ";")),
    "gone": ("F1", None),
}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.fault(f"{row}.processed"))
        for name, (row, _) in PROCESSED.items()
    ],
)
def test_a_built_table_changed_by_hand_reaches_no_result(project, name):
    path = project / "data" / "processed" / "regions.csv"
    edit = PROCESSED[name][1]
    if edit is None:
        path.unlink()
    else:
        path.write_text(edit(path.read_text(encoding="utf-8").splitlines()))
    words = ["run", "serang-baseline", "--numbers-only", "--draws", "0"]
    told = "not been built" if edit is None else "not the one built from the raw data"
    place = ["data/processed/regions.csv", "make data"]
    refused(project, words, 2, told, place=place)


@pytest.mark.fault("F3.extra", "F3.blank", "F3.case", "F2.raw")
def test_other_headings_are_refused_by_name(project):
    change(raw(project, WAGES), lambda rows: [row.append("x") for row in rows])
    change(raw(project, BUDGETS), lambda rows: [row.insert(0, "") for row in rows])
    change(
        raw(project, "macro/macro.csv"),
        lambda rows: rows[0].__setitem__(0, rows[0][0].upper()),
    )
    change(
        raw(project, "non_asn/non_asn.csv"),
        lambda rows: [row.append(row[1]) for row in rows],
    )
    said = refused(project, ["data"], 2, place=["baris/row 1"])
    assert "This column is not known" in line_with(said, WAGES, "found: x")
    assert "This column is not known" in line_with(said, BUDGETS, 'found: ""')
    assert "Perhaps region is meant" in line_with(said, "macro.csv", "found: REGION)")
    line_with(said, "macro.csv", "The column region is missing")
    twice = line_with(said, "non_asn.csv", "is there twice")
    assert "column month" in twice
    assert "Remove one of them" in twice


@pytest.mark.fault("F3.mark", "F3.spaces", "F19.ends", "F19.quoted")
def test_harmless_differences_are_read_and_give_the_same_tables(project):
    before = digest(project / "data" / "processed")
    marks = {
        WAGES: lambda text: "\ufeff" + text,
        BUDGETS: lambda text: text.replace("region,", " region ,", 1),
        "macro/macro.csv": lambda text: text.replace("\n", "\r\n"),
        "regions/provinces.csv": lambda text: text.replace("\n", "\r"),
        "sources.csv": lambda text: text + "\n\n",
    }
    for name, edit in marks.items():
        text = raw(project, name).read_text(encoding="utf-8")
        raw(project, name).write_bytes(edit(text).encode())
    number = row_of(raw(project, "calibration/groups.csv"), "group") + 1
    note = rows_of(raw(project, "calibration/groups.csv"))[0][-1]
    set_cells(raw(project, "calibration/groups.csv"), note, {number: "one,\ntwo"})
    done = quick(project, ["data"])
    assert done.code == 0, done.said
    after = digest(project / "data" / "processed")
    moved = {name for name in before if before[name] != after[name]}
    assert moved <= {"manifest.json", "calibration_groups.csv"}
    assert set(after) == set(before)


@pytest.mark.fault("F4.short", "F4.long", "F4.blank")
def test_rows_of_another_length_are_numbered(project):
    change(raw(project, WAGES), lambda rows: rows[4].pop())
    change(raw(project, BUDGETS), lambda rows: rows[1].insert(0, "0"))
    change(raw(project, "macro/macro.csv"), lambda rows: rows[2].append("x"))
    text = raw(project, "sources.csv").read_text(encoding="utf-8")
    first, second = text.split("\n", 1)
    raw(project, "sources.csv").write_text(f"{first}\n\n{second}", encoding="utf-8")
    said = refused(project, ["data"], 2, place=["baris/row 5", "baris/row 2"])
    assert "has 6 cells, the header has 7" in line_with(said, WAGES, "row 5")
    assert "has 11 cells, the header has 10" in line_with(said, BUDGETS, "row 2")
    line_with(said, "macro.csv", "row 3", "Check the commas and quotation marks")
    assert "has 0 cells" in line_with(said, "sources.csv", "row 2")


OTHER_FILES = {
    "budgets/budget_shares.csv": (b"", "", "The file is empty"),
    BUDGETS: (b"\n \n", "", "The file is empty"),
    "calibration/groups.csv": (b"PK\x03\x04rest", "", "Excel (.xlsx)"),
    "calibration/published.csv": (b"\xd0\xcf\x11\xe0rest", "", "Excel (.xls)"),
    "calibration/replays.csv": (b"%PDF-1.7", "", "PDF"),
    "fertility/age_shares.csv": (b"\x89PNG\r\n\x1a\n", "row 1", "byte 0x89"),
    EVIDENCE: (b"region,year\n3271,caf\xe9\n", "row 2", "byte 0xe9"),
    "fertility/total_fertility.csv": ("a,b".encode("utf-16"), "", "UTF-16"),
    "macro/macro.csv": ("a,b\n".encode("utf-16-le"), "row 1", "NUL"),
    WAGES: (b"region,year\n3271,\x00\n", "row 2", "NUL"),
    "mortality/population.csv": (b"sex;age_start\nmale;0\n", "row 1", "by ';'"),
    "non_asn/non_asn.csv": (b"region\tmonth\n3271\t1\n", "row 1", "by '\\t'"),
    "regions/regions.csv": (
        b'region,name\n1101,"open\n1102,x\n',
        "row 2",
        "not closed",
    ),
    "regions/provinces.csv": (
        b"a,b\n1,2\n3," + b"x" * 140_000 + b"\n",
        "row 3",
        "too long",
    ),
    "scheme/scheme.csv": (b'a,b\n1,"x"y\n', "row 2", "stands inside a cell"),
}


@pytest.mark.fault("F9.raw", "F10.raw", "F19.separator", "F19.open", "F19.nul")
def test_files_of_another_kind_are_told_apart(project):
    for name, (content, _, _) in OTHER_FILES.items():
        raw(project, name).write_bytes(content)
    header = rows_of(raw(project, "sources.csv"))[0]
    raw(project, "sources.csv").write_text(",".join(header) + "\n")
    said = refused(project, ["data"], 2)
    assert len(lines(said)) == len(OTHER_FILES) + 1
    for name, (_, where, words) in OTHER_FILES.items():
        line_with(said, f"data/raw/{name}", where, words)
    line_with(said, "data/raw/sources.csv", "there are no rows")


@pytest.mark.fault("F13.same")
def test_the_same_row_twice_is_refused_in_every_table(folder):
    for name in TABLES:
        change(folder / name, lambda rows: rows.append(rows[-1]))
    with pytest.raises(InputDataError) as caught:
        tables.read_raw(folder)
    assert {one.file for one in caught.value.problems} == {
        f"data/raw/{name}" for name in TABLES
    }
    assert all("already stands" in one.rule["en"] for one in caught.value.problems)


@pytest.mark.fault("F13.same", "F13.differing")
def test_a_row_twice_names_both_rows(project):
    change(raw(project, BUDGETS), lambda rows: rows.insert(5, list(rows[2])))
    number = row_of(raw(project, EVIDENCE), "S016")
    set_cells(raw(project, EVIDENCE), "claim_id", {number: "S015"})
    said = refused(project, ["data"], 2, place=["baris/row 6", f"row {number}"])
    assert "already stands in row 3" in line_with(said, BUDGETS)
    line = line_with(said, EVIDENCE, f"row {number}", "found: S015")
    assert f"already stands in row {number - 1}" in line


@pytest.mark.fault("F12")
def test_a_region_called_na_keeps_its_name(project):
    path = raw(project, "regions/regions.csv")
    set_cells(path, "name", {row_of(path, "9110"): "NA"})
    done = quick(project, ["data"])
    assert done.code == 0, done.said
    assert "NA" in quick(project, ["region", "9110"]).out.splitlines()[0]


@pytest.mark.fault("F18.raw")
def test_ten_million_rows_are_refused_by_their_size(project):
    with raw(project, WAGES).open("rb+") as file:
        os.truncate(file.fileno(), 10_000_000 * 30)
    said = refused(project, ["data"], 2, "at most 10 MB", place=[WAGES, "300000000"])
    assert len(lines(said)) == 1
