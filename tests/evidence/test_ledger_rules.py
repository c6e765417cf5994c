"""A bad row of the ledger: one clear message each, all at once, nothing written."""

import csv
import errno
import os
import shutil
from pathlib import Path

import pytest

from analysis import paths
from analysis.errors import InputDataError, MachineError
from analysis.evidence.ledger_rules import ledger_problems
from analysis.evidence.tables import build

EVIDENCE = "evidence.csv"
NIK = "3672011508900001"


@pytest.fixture
def raw(tmp_path) -> Path:
    return Path(shutil.copytree(paths.RAW, tmp_path / "raw"))


@pytest.fixture
def processed(tmp_path) -> Path:
    """Processed tables as an earlier, good build left them."""
    return Path(shutil.copytree(paths.PROCESSED, tmp_path / "processed"))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number_of(raw: Path, claim_id: str) -> int:
    """Return the row of a claim as a spreadsheet counts."""
    ids = [row["claim_id"] for row in rows_of(raw / EVIDENCE)]
    return ids.index(claim_id) + 2


def change(raw: Path, named: str, **cells: str) -> None:
    rows = rows_of(raw / EVIDENCE)
    next(row for row in rows if row["claim_id"] == named).update(cells)
    with (raw / EVIDENCE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def refused(raw: Path, processed: Path) -> list:
    """Return the problems of a build, having seen that it left everything alone."""
    before = content(processed)
    with pytest.raises(InputDataError) as caught:
        build(raw=raw, processed=processed)
    assert caught.value.exit_code == 2
    assert content(processed) == before
    return list(caught.value.problems)


# claim, cells, column named, words of the rule and of the remedy
BAD = {
    "no source": (
        "S015",
        {"source_id": ""},
        "source_id",
        "must be filled",
        "source_id",
    ),
    "no unit": ("S015", {"unit": ""}, "unit", "must be filled", "people"),
    "no date": ("S015", {"as_of": ""}, "as_of", "must be filled", "as_of"),
    "share without denominator": (
        "S040",
        {"said_denominator": ""},
        "said_denominator",
        "without its denominator",
        "labour force",
    ),
    "share above 100 %": ("S023", {"value": "1.53"}, "value", "0 and 100%", "ratio"),
    "percentage above 100": (
        "S023",
        {"value": "153", "unit": "percent", "rounding": "1"},
        "value",
        "0 and 100%",
        "ratio",
    ),
    "unknown relation": (
        "S015",
        {"relation": "rumour"},
        "relation",
        "known",
        "planned",
    ),
    "impossible date": (
        "S015",
        {"as_of": "2024-02-30"},
        "as_of",
        "ISO date",
        "2024-08-22",
    ),
    "decimal comma": ("S040", {"value": "0,0813"}, "value", "with a dot", "0.0738"),
    "thousands dot": ("S015", {"value": "1.528"}, "value", "whole number", "16800"),
    "rounding in words": (
        "S015",
        {"rounding": "kira-kira"},
        "rounding",
        "step in the unit",
        "0.0001",
    ),
    "rounding in points": (
        "S040",
        {"rounding": "0.01"},
        "rounding",
        "finer than the step",
        "0.0001",
    ),
    "figure without value": ("S015", {"value": ""}, "value", "qualitative", "value"),
    "period backwards": (
        "N145",
        {"period_start": "2024-12-31", "period_end": "2024-08-01"},
        "period_end",
        "ends before",
        "Swap",
    ),
    "long quote": ("S015", {"quote": "x" * 121}, "quote", "at most 120", "Keep"),
    "identity number": (
        "S015",
        {"quote": f"RT RW 1.528 orang, NIK {NIK}"},
        "quote",
        "personal data",
        "Remove",
    ),
}


@pytest.mark.fault(
    "F6.percent", "F6.unit", "F16.above", "F17.backwards", "F15.raw", "F5.raw"
)
@pytest.mark.parametrize("name", BAD)
def test_each_fault_gives_one_clear_problem(raw, processed, name):
    claim_id, cells, column, rule, remedy = BAD[name]
    change(raw, claim_id, **cells)
    problems = refused(raw, processed)
    assert len(problems) == 1, [one.sentence("en") for one in problems]
    one = problems[0]
    assert one.file == "data/raw/evidence.csv"
    assert one.where == f"baris/row {number_of(raw, claim_id)}, {column}"
    assert rule in one.rule["en"]
    assert remedy in one.remedy["en"]
    assert one.rule["id"] != one.rule["en"]
    assert one.remedy["id"]
    assert NIK not in one.sentence("id")


def test_an_identity_number_is_masked_in_the_message(raw, processed):
    change(raw, "S015", quote=f"NIK {NIK}")
    sentence = refused(raw, processed)[0].sentence("id")
    assert "3672********0001" in sentence


def test_a_claim_ratio_may_exceed_one(raw, tmp_path):
    change(raw, "N172", value="2.5", rounding="0.1")
    build(raw=raw, processed=tmp_path / "out")


@pytest.mark.fault("F13.differing")
def test_a_repeated_id_names_both_rows(raw, processed):
    first = number_of(raw, "S015")
    change(raw, "S016", claim_id="S015")
    one = refused(raw, processed)[0]
    assert one.where == f"baris/row {first + 1}, claim_id"
    assert one.found == "S015"
    assert str(first) in one.rule["en"]


def test_all_faults_are_told_at_once(raw, processed):
    change(raw, "S015", source_id="", unit="", as_of="2024-13-01")
    change(raw, "S040", said_denominator="", value="8.13")
    change(raw, "N172", relation="rumour")
    found = {one.where for one in refused(raw, processed)}
    here = {name: number_of(raw, name) for name in ("S015", "S040", "N172")}
    assert found >= {
        f"baris/row {here['S015']}, source_id",
        f"baris/row {here['S015']}, unit",
        f"baris/row {here['S015']}, as_of",
        f"baris/row {here['S040']}, said_denominator",
        f"baris/row {here['S040']}, value",
        f"baris/row {here['N172']}, relation",
    }


def test_rows_of_the_ledger_hold_every_rule():
    for row in rows_of(paths.RAW / EVIDENCE):
        assert list(ledger_problems(row)) == [], row["claim_id"]


@pytest.mark.fault("R4.data")
def test_a_disk_that_fails_leaves_the_old_tables(raw, processed, monkeypatch):
    before = content(processed)
    change(raw, "S015", value="1529")
    written = []

    def sync(handle, real=os.fsync):
        if len(written) == 5:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(handle)
        return real(handle)

    monkeypatch.setattr(os, "fsync", sync)
    with pytest.raises(MachineError, match="The disk is full") as caught:
        build(raw=raw, processed=processed)
    assert caught.value.exit_code == 4
    assert content(processed) == before
