"""Every way a raw file can be wrong is refused, with place, rule and remedy."""

import csv
import shutil
from pathlib import Path

import pytest

from analysis import paths
from analysis.errors import InputDataError
from analysis.evidence.kinds import canonical, fits, share_of_percent
from analysis.evidence.tables import build, read_raw

EVIDENCE = "evidence.csv"
WAGES = "minimum_wages/minimum_wages.csv"


@pytest.fixture
def raw(tmp_path) -> Path:
    return Path(shutil.copytree(paths.RAW, tmp_path / "raw"))


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def set_cell(path: Path, row: int, column: str, cell: str) -> None:
    """Write a cell; rows are counted as a spreadsheet does."""
    rows = rows_of(path)
    rows[row - 1][rows[0].index(column)] = cell
    write(path, rows)


def refused(raw: Path) -> InputDataError:
    with pytest.raises(InputDataError) as caught:
        read_raw(raw)
    assert caught.value.exit_code == 2
    for problem in caught.value.problems:
        assert problem.rule["id"]
        assert problem.rule["en"]
        assert problem.remedy["id"]
        assert problem.remedy["en"]
    return caught.value


def one_problem(raw: Path):
    problems = refused(raw).problems
    assert len(problems) == 1, [problem.sentence("en") for problem in problems]
    return problems[0]


@pytest.mark.parametrize(
    "column", rows_of(paths.RAW / EVIDENCE)[0] + ["source_id", "region"]
)
def test_a_missing_column_is_named(raw, column):
    rows = rows_of(raw / EVIDENCE)
    place = rows[0].index(column)
    write(raw / EVIDENCE, [row[:place] + row[place + 1 :] for row in rows])
    problem = one_problem(raw)
    assert problem.file == "data/raw/evidence.csv"
    assert column in problem.rule["en"]
    assert "claim_id" in problem.found or column == "claim_id"


def test_a_column_twice_is_named(raw):
    rows = rows_of(raw / WAGES)
    write(raw / WAGES, [[*row, row[1]] for row in rows])
    assert "year" in one_problem(raw).rule["en"]


def test_an_unknown_column_gets_the_nearest_name(raw):
    rows = rows_of(raw / WAGES)
    rows[0][rows[0].index("note")] = "notes"
    write(raw / WAGES, rows)
    messages = [problem.sentence("en") for problem in refused(raw).problems]
    assert any("Perhaps note is meant" in message for message in messages)
    assert any("note is missing" in message for message in messages)


@pytest.mark.parametrize("change", ["short", "long"])
def test_a_row_of_wrong_length_is_numbered(raw, change):
    rows = rows_of(raw / WAGES)
    rows[4] = rows[4][:-1] if change == "short" else [*rows[4], "x"]
    write(raw / WAGES, rows)
    problem = one_problem(raw)
    assert problem.where == "baris/row 5"


@pytest.mark.parametrize(
    "cell",
    [
        "3.022.765",
        "3.022",
        "3,022,765",
        "Rp 3022765",
        "3 juta",
        "3e6",
        "1e400",
        "nan",
        "inf",
        "-3022765",
        "3022765.123",
        "",
    ],
)
def test_a_bad_wage_is_refused(raw, cell):
    set_cell(raw / WAGES, 2, "umk_idr_m", cell)
    problem = one_problem(raw)
    assert problem.where == "baris/row 2, umk_idr_m"
    assert problem.found == cell


@pytest.mark.parametrize("cell", ["16.800", "16,800", "Rp16.800", "16800.5", "17 ribu"])
def test_thousands_marks_are_refused_where_people_are_counted(raw, cell):
    set_cell(raw / EVIDENCE, 3, "value", cell)
    problem = one_problem(raw)
    assert problem.where == "baris/row 3, value"
    assert "16800" in problem.remedy["id"]


@pytest.mark.parametrize(
    "cell", ["01/02/2024", "22/08/24", "2024-13-01", "2024-02-30", "45526", "2099"]
)
def test_dates_are_iso(raw, cell):
    set_cell(raw / EVIDENCE, 2, "as_of", cell)
    assert one_problem(raw).found == cell


def test_a_date_after_the_source_was_read_is_refused(raw):
    set_cell(raw / EVIDENCE, 2, "as_of", "2031-01-01")
    assert "after" in one_problem(raw).rule["en"]


@pytest.mark.parametrize("cell", ["31.7", "327", "32 74", "3274.0"])
def test_damaged_codes_are_refused(raw, cell):
    set_cell(raw / WAGES, 2, "region", cell)
    assert one_problem(raw).where == "baris/row 2, region"


def test_an_unknown_region_gets_its_nearest(raw):
    set_cell(raw / WAGES, 2, "region", "3280")
    problem = one_problem(raw)
    assert "3208 Kabupaten Kuningan" in problem.remedy["en"]


def test_a_bps_code_is_found_by_its_name(raw):
    rows = rows_of(raw / EVIDENCE)
    row = next(n for n, row in enumerate(rows, 1) if row[0] == "N213")
    set_cell(raw / EVIDENCE, row, "region", "7504")
    problem = one_problem(raw)
    assert "Kabupaten Bone Bolango has code 7503" in problem.remedy["en"]
    assert problem.where == f"baris/row {row}"


def test_an_unknown_source_and_superseded_claim_are_refused(raw):
    set_cell(raw / EVIDENCE, 2, "source_id", "nowhere-1")
    set_cell(raw / EVIDENCE, 3, "supersedes", "S999")
    found = {problem.found for problem in refused(raw).problems}
    assert found == {"nowhere-1", "S999"}


def test_an_unknown_status_lists_the_known_ones(raw):
    set_cell(raw / EVIDENCE, 2, "status", "true")
    assert "held apart" in one_problem(raw).remedy["en"]


def test_a_region_twice_is_refused(raw):
    path = raw / "regions/regions.csv"
    rows = rows_of(path)
    write(path, [*rows, rows[-1]])
    assert "already stands in row" in one_problem(raw).rule["en"]


def test_an_identity_number_is_refused_and_masked(raw):
    number = "3674" + "01020304" + "0506"
    set_cell(raw / EVIDENCE, 2, "note", f"NIK {number}")
    error = refused(raw)
    for lang in ("id", "en"):
        assert number not in error.message(lang)
        assert "3674********0506" in error.message(lang)


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(raw):
    path = raw / WAGES
    text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert len(read_raw(raw)[WAGES]) == 37


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"region,year,umk_idr_m,relation,source_id,quote,note\n", "no rows"),
        (b"PK\x03\x04rest", "Excel"),
        (b"\xd0\xcf\x11\xe0rest", "Excel"),
        ("region,year".encode("utf-16"), "UTF-16"),
        (b"region,year\n3271,caf\xe9\n", "UTF-8"),
        (b"region,year\n3271,\x00\n", "NUL"),
        (b"region;year;umk_idr_m\n3271;2016;1\n", "separated by ';'"),
        (b"region\tyear\tumk_idr_m\n3271\t2016\t1\n", "separated by"),
    ],
)
def test_what_is_not_a_table_is_refused(raw, data, words):
    (raw / WAGES).write_bytes(data)
    assert words in one_problem(raw).rule["en"]


def test_a_missing_file_is_named(raw):
    (raw / WAGES).unlink()
    assert one_problem(raw).file.endswith("minimum_wages.csv")


def test_all_problems_of_all_files_come_at_once(raw):
    set_cell(raw / WAGES, 2, "umk_idr_m", "16.800")
    set_cell(raw / EVIDENCE, 2, "as_of", "yesterday")
    set_cell(raw / "budgets/budgets.csv", 2, "value_idr", "2,5 triliun")
    error = refused(raw)
    assert len(error.problems) == 3
    assert error.message("en").count("\n") == 2


def test_a_wrong_sum_of_men_and_women_is_refused(raw, tmp_path):
    set_cell(raw / "regions/regions.csv", 2, "population_male", "1")
    with pytest.raises(InputDataError) as caught:
        build(raw=raw, processed=tmp_path / "out")
    assert "men and women" in caught.value.message("en")
    assert "1101" in caught.value.message("en")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("path", "column", "cell", "words"),
    [
        (WAGES, "umk_idr_m", "300000000", "minimum wage"),
        ("budgets/budgets.csv", "value_idr", "-5", "negative"),
        ("regions/regions.csv", "province", "12", "starts with its province"),
        ("fertility/age_shares.csv", "births_pct", "21.589", "total fertility"),
        ("fertility/total_fertility.csv", "births_per_woman", "29.482", "below 0.5"),
    ],
)
def test_implausible_values_are_refused(raw, tmp_path, path, column, cell, words):
    set_cell(raw / path, 2, column, cell)
    with pytest.raises(InputDataError) as caught:
        build(raw=raw, processed=tmp_path / "out")
    assert words in caught.value.message("en")


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("count", "16800", "16.800"),
        ("money", "4815102.8", "4.815"),
        ("share", "0.0813", "8.13"),
        ("percent", "8.13", "8,13%"),
        ("region", "3672", "36.72"),
        ("month", "2025-08", "2025-13"),
        ("date", "2024-08-22", "22-08-2024"),
        ("year", "2024", "24"),
    ],
)
def test_kinds_hold_one_way_of_writing(kind, good, bad):
    assert fits(kind, good)
    assert not fits(kind, bad)


def test_percentages_become_shares_exactly():
    assert share_of_percent("8.13") == "0.0813"
    assert share_of_percent("100") == "1"
    assert canonical("4815102.80") == "4815102.8"
    assert canonical("-0") == "0"
