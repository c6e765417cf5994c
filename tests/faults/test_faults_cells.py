"""Cells of raw tables that are written otherwise: each refused with row and value."""

from __future__ import annotations

import pytest

from faults.driver import refused
from faults.rawfiles import BUDGETS, EVIDENCE, WAGES, change, raw, row_of, set_cells

NUMERALS = {
    "1.234,56": "without thousands marks",
    "1.234": "without thousands marks",
    "1,234.56": "without thousands marks",
    "Rp 16.800,-": "without thousands marks",
    "17 ribu": "without thousands marks",
    "-3022765": "Rupiah, not negative",
    "nan": "Rupiah, not negative",
    "inf": "Rupiah, not negative",
    "1e400": "Rupiah, not negative",
    "1e308": "Rupiah, not negative",
    "-0": "Rupiah, not negative",
    "9" * 25: "at most 16 digits",
    "9" * 400: "at most 16 digits",
    "1٢٣": "Rupiah, not negative",
    "0x10": "Rupiah, not negative",
    "12:30": "Rupiah, not negative",
    "3022765.123": "two decimals",
}


@pytest.mark.fault("F5.raw", "F7.raw", "F8.raw")
def test_numbers_written_otherwise_are_refused_with_row_and_value(project):
    rows = dict(enumerate(NUMERALS, 2))
    set_cells(raw(project, WAGES), "umk_idr_m", rows)
    shares = "region_rates/participation_2021.csv"
    set_cells(raw(project, shares), "participation_pct", {2: "12,5%", 3: "101"})
    said = refused(project, ["data"], 2, place=["umk_idr_m", "participation_pct"])
    lines = said.splitlines()
    assert len(lines) == len(NUMERALS) + 2
    for number, cell in rows.items():
        line = next(one for one in lines if f"row {number}, umk_idr_m" in one)
        shown = cell if len(cell) < 200 else "9" * 200
        assert f"found: {shown}" in line
        assert NUMERALS[cell] in line
        assert "16800" in line
    assert any(
        "found: 12,5%" in line and "decimals with a dot" in line for line in lines
    )


LEDGER_CELLS = [
    *(("as_of", cell) for cell in ("01/02/2024", "31/12/2024", "22/08/24")),
    *(("as_of", cell) for cell in ("2024-13-01", "2099", "45526", "22 Agustus 2024")),
    *(("region", cell) for cell in ("31.7", "3274.0", "36.70", "327")),
    *(("value", cell) for cell in ("16.800", "16,800", "17 ribu", "1e3", "1_000")),
    ("unit", "orang"),
    ("unit", ""),
]


@pytest.mark.fault("F15.raw", "F11.float", "F5.raw", "F6.unit")
def test_cells_of_the_ledger_are_refused_with_row_and_value(project):
    path = raw(project, EVIDENCE)
    for number, (column, cell) in enumerate(LEDGER_CELLS, 2):
        set_cells(path, "unit", {number: "people"})
        set_cells(path, column, {number: cell})
    said = refused(project, ["data"], 2, place=["data/raw/evidence.csv"])
    lines = said.splitlines()
    for number, (column, cell) in enumerate(LEDGER_CELLS, 2):
        where = f"baris/row {number}, {column}"
        line = next(one for one in lines if where in one)
        assert not cell or f"(found: {cell})" in line
        assert "Remedy: " in line


@pytest.mark.fault("F6.tariff", "F6.revenue", "F6.wage", "F7.raw")
def test_figures_in_the_wrong_unit_are_refused_by_their_band(project):
    """Read well, out of reach: a wage in thousands and times 100, money in millions."""
    set_cells(raw(project, WAGES), "umk_idr_m", {2: "3022", 3: "302276500"})
    budgets = raw(project, BUDGETS)
    names = []

    def edit(rows):
        head = rows[0]
        revenue = [row for row in rows if "pendapatan_daerah" in row][:2]
        for row, factor in zip(revenue, (1e-6, 1e3), strict=True):
            value = int(float(row[head.index("value_idr")]) * factor)
            row[head.index("value_idr")] = str(value)
            row[head.index("rounding")] = ""
            names.append(str(value)[:4])
        spent = next(row for row in rows if row[2] == "belanja_daerah")
        spent[head.index("value_idr")] = "-5"

    change(budgets, edit)
    ledger = raw(project, EVIDENCE)
    number = tariff_row(ledger)
    set_cells(ledger, "value", {number: "168"})
    set_cells(ledger, "rounding", {number: ""})
    said = refused(project, ["data"], 2, place=["data/raw"])
    lines = said.splitlines()
    assert sum("Rp1 to Rp10 million a month" in line for line in lines) == 2

    assert any("found: 3022)" in line for line in lines)
    assert any("found: 302276500)" in line for line in lines)
    assert sum("revenue is Rp0.3 to Rp60 trillion" in line for line in lines) == 2
    assert sum("a tariff is Rp1,000 to Rp60,000" in line for line in lines) == 1
    assert sum("only a change may be negative" in line for line in lines) == 1


def tariff_row(path):
    from faults.rawfiles import rows_of

    rows = rows_of(path)
    column = rows[0].index("concept")
    found = [n for n, row in enumerate(rows, 1) if row[column].startswith("tariff_")]
    return found[0]


@pytest.mark.fault("F11.unknown", "F11.old", "F11.bps", "F17.spelling")
def test_codes_of_other_lists_are_refused_with_the_nearest(project):
    path = raw(project, EVIDENCE)
    number = row_of(path, "N213")
    set_cells(path, "region", {number: "7504"})
    set_cells(path, "region_name", {row_of(path, "S015"): "Kotamadya Cilegon"})
    set_cells(raw(project, WAGES), "region", {2: "3280", 3: "9409"})
    said = refused(project, ["data"], 2, place=[f"row {number}", "3280", "9409"])
    assert "Kabupaten Bone Bolango has code 7503" in said
    assert "found: 3280): It is not in the table it refers to" in said
    assert "Nearest: 3208" in said
    assert "Kotamadya Cilegon" in said


@pytest.mark.fault("S7.raw", "S7.grouped")
@pytest.mark.parametrize("number", ["3674010203040506", "3674 0102 0304 0506"])
def test_an_identity_number_in_a_raw_table_is_masked_and_refused(project, number):
    path = raw(project, EVIDENCE)
    set_cells(path, "note", {2: f"NIK {number}"})
    set_cells(path, "claim_id", {3: "3674010203040506"})
    hidden = refused(project, ["data"], 2, place=["row 2, note"], hides=number)
    assert "3674010203040506" not in hidden
    assert "identity number" in hidden


@pytest.mark.fault("S7.raw")
def test_a_long_value_is_masked_before_it_is_cut(project):
    """Half an identity number at the end of what is shown has no shape any more."""
    number = "3674010203040506"
    set_cells(raw(project, WAGES), "umk_idr_m", {2: "y" * 188 + number})
    said = refused(project, ["data"], 2, "...", place=["umk_idr_m"])
    assert number[:6] not in said


@pytest.mark.fault("S7.sums")
def test_a_sum_of_16_digits_is_no_identity_number(project):
    """The national budget, with its unit, in a measured column."""
    path = raw(project, "macro/macro.csv")

    def edit(rows):
        head = rows[0]
        rows.append([*rows[-1]])
        for column, cell in (
            ("measure", "a_sum"),
            ("value", "3842712345678901"),
            ("unit", "idr"),
        ):
            rows[-1][head.index(column)] = cell

    change(path, edit)
    from faults.driver import quick

    done = quick(project, ["data"])
    assert done.code == 0, done.said
