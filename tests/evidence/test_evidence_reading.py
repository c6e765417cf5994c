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


def line(number, put):
    """Damage one line of a file, the header being the first."""

    def damage(data):
        lines = data.split(b"\n")
        lines[number - 1] = put(lines[number - 1])
        return b"\n".join(lines)

    return damage


DAMAGED = [
    (line(3, lambda row: row + b"\xe9"), "baris/row 3", "byte 0xe9", "Not UTF-8"),
    (line(4, lambda row: b"\x00" + row), "baris/row 4", "NUL", "NUL bytes"),
    (lambda data: b" \n", "", "", "empty"),
    (lambda data: b"PK\x03\x04" + data, "", "", "not CSV"),
    (
        line(1, lambda row: row.replace(b",", b";")),
        "baris/row 1",
        "region;year",
        "separated by ';'",
    ),
    (
        line(1, lambda row: row.replace(b"umk_idr_m", b"umk")),
        "baris/row 1",
        "umk",
        "umk_idr_m is missing",
    ),
    (
        line(1, lambda row: row.replace(b"umk_idr_m", b"year")),
        "baris/row 1",
        "year",
        "year is there twice",
    ),
]


@pytest.mark.parametrize(("damage", "where", "found", "rule"), DAMAGED)
def test_a_damaged_file_is_told_with_its_place(raw, damage, where, found, rule):
    file = raw / WAGES
    file.write_bytes(damage(file.read_bytes()))
    (told,) = (one for one in refused(raw).problems if rule in one.rule["en"])
    assert told.file.endswith("minimum_wages.csv")
    assert told.where == where
    assert found in told.found


@pytest.mark.fault("F15.raw")
@pytest.mark.parametrize(
    "cell", ["01/02/2024", "22/08/24", "2024-13-01", "2024-02-30", "45526", "2099"]
)
def test_dates_are_iso(raw, cell):
    set_cell(raw / EVIDENCE, 2, "as_of", cell)
    assert one_problem(raw).found == cell


@pytest.mark.fault("F17.future")
def test_a_date_after_the_source_was_read_is_refused(raw):
    set_cell(raw / EVIDENCE, 2, "as_of", "2031-01-01")
    assert "after" in one_problem(raw).rule["en"]


def test_an_unknown_source_and_superseded_claim_are_refused(raw):
    set_cell(raw / EVIDENCE, 2, "source_id", "nowhere-1")
    set_cell(raw / EVIDENCE, 3, "supersedes", "S999")
    found = {problem.found for problem in refused(raw).problems}
    assert found == {"nowhere-1", "S999"}


def test_an_unknown_status_lists_the_known_ones(raw):
    set_cell(raw / EVIDENCE, 2, "status", "true")
    assert "held apart" in one_problem(raw).remedy["en"]


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


@pytest.mark.fault("F6.wage", "F7.raw")
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
