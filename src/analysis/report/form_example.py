"""A worked example for the planner's form: a made-up city, and what it comes to.

The reader never looks at this sheet. What stands here is what a planner would type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from analysis.language import number, rupiah, say
from analysis.law.parameters import load_law
from analysis.law.tariff import tariff
from analysis.report.form_pen import LINE, READING, Pen, fit, write
from analysis.scenario.form_cells import address
from analysis.scenario.form_columns import SKENARIO, TABLES
from analysis.scenario.form_layout import KEY_ROW, Column

NAME = "Contoh"
REGION = "9999"  # nobody's code
YEAR = 2027
_MADE_UP = say(id="contoh", en="example")
Cells = Mapping[str, Any]
SINGLE: Cells = {
    "title.id": "Kota Contoh, APBD 2027",
    "why.id": "Pagu tetap, nelayan bertambah",
    "region": REGION,
    "first_year": YEAR,
    "years": 5,
    "budget.growth_y": 0.04,
    "budget.when_short": "orang",
}
ROWS: Mapping[str, tuple[Cells, ...]] = {
    "Anggaran": ({"year": 2026, "base_idr": 1200000000000, "ceiling_idr": 450000000},),
    "Kelompok": (
        {
            "segment": "rt_rw",
            "eligible": 1200,
            "members": 1200,
            "since": "2024-01",
            "tariff.kind": "bpu",
            "path.kind": "tetap",
        },
        {
            "segment": "nelayan",
            "eligible": 900,
            "members": 500,
            "tariff.kind": "bpu",
            "path.kind": "jadwal",
            "verified_share": 0.95,
        },
        {
            "segment": "non_asn",
            "eligible": 300,
            "members": 300,
            "tariff.kind": "pu",
            "tariff.reported_wage": 2500000,
            "path.kind": "tetap",
        },
    ),
    "Jadwal": ({"segment": "nelayan", "from": f"{YEAR}-07", "people": 700},),
    "Keluar": ({"segment": "non_asn", "kind": "pppk", "year": 2028, "share": 0.5},),
    "Pendanaan": (
        {"funder": "provinsi", "ceiling_idr_y": 50000000, "segments": "nelayan"},
    ),
    "Anggapan": (
        {
            "key": "segments.nelayan.eligible",
            "low": 800,
            "high": 1000,
            "why.id": "belum ada pendataan",
        },
    ),
}


def write_sheet(pen: Pen) -> None:
    """Write the sheet of the worked example."""
    page = pen.sheet(NAME, READING, _WIDTHS)
    page.hide_gridlines(2)
    page.fit_to_pages(1, 1)
    page.write_string(0, 0, pen.say(_TITLE), pen["warning"])
    page.merge_range(1, 0, 1, 4, pen.say(_HELP), pen["note"])
    fit(page, 1, [(pen.say(_HELP), sum(_WIDTHS))], LINE)
    page.freeze_panes(4, 0)
    for position, head in enumerate(_HEADS):
        page.write_string(3, position, pen.say(head), pen["head"])
    row = 4
    for line in _lines(pen):
        for position, value in enumerate(line):
            form = ("line_bold", "line", *["sample"] * 3)[position]
            write(page, (row, position), value, pen[form])
        row += 1
    _sums(pen, page, row + 1)


def _lines(pen: Pen) -> Iterator[list[Any]]:
    """Yield sheet, column and what stands in its first rows."""
    for column in SKENARIO.columns:
        if column.key in SINGLE:
            value = _shown(SINGLE[column.key], column, pen.lang)
            first = SKENARIO.name if column.key == "title.id" else ""
            yield [first, column.label[pen.lang], value, None, None]
    for sheet in TABLES:
        rows = ROWS.get(sheet.name, ())
        used = [
            column for column in sheet.columns if any(column.key in r for r in rows)
        ]
        for number_, column in enumerate(used):
            at = address(KEY_ROW, sheet.columns.index(column) + 1).rstrip("0123456789")
            said = f"{column.label[pen.lang]} ({_COLUMN[pen.lang]} {at})"
            values = [_shown(row.get(column.key), column, pen.lang) for row in rows]
            empty = [None] * (3 - len(rows))
            yield [sheet.name if number_ == 0 else "", said, *values, *empty]


def _shown(value: Any, column: Column, lang: str) -> str | None:
    """Return what a cell shows: numbers with their points, as the form formats them."""
    if value is None:
        return None
    if column.closed:
        return str(value) if lang == "id" else column.value_of(str(value))
    if column.kind == "whole" and column.key not in {"years"}:
        return number(value, lang)
    return str(value)


def members(slug: str, month: int) -> int:
    """Return the members of a group of the example in a month of the first year."""
    group = next(one for one in ROWS["Kelompok"] if one["segment"] == slug)
    started = [
        row["people"]
        for row in ROWS["Jadwal"]
        if row["segment"] == slug and row["from"] <= f"{YEAR}-{month:02d}"
    ]
    return started[-1] if started else group["members"]


def first_year_idr(slug: str) -> Fraction:
    """Return what a group's contributions come to in the first year."""
    return sum((_month_idr(slug, month) for month in range(1, 13)), Fraction(0))


def _month_idr(slug: str, month: int) -> Fraction:
    return members(slug, month) * _tariff_idr(slug, month)


def _tariff_idr(slug: str, month: int) -> Fraction:
    group = next(one for one in ROWS["Kelompok"] if one["segment"] == slug)
    wage = group.get("tariff.reported_wage")
    paid = tariff(
        group["tariff.kind"], f"{YEAR}-{month:02d}", load_law(), wage and Fraction(wage)
    )
    return paid.total_idr_m


def _sums(pen: Pen, page: Any, row: int) -> None:
    """Write what the example comes to in its first year, step by step."""
    page.write_string(row, 0, pen.say(_SUMS), pen["title"])
    for position, head in enumerate(_SUM_HEADS):
        page.write_string(row + 1, position, pen.say(head), pen["head"])
    for line in _sum_lines(pen.lang):
        for position, value in enumerate(line):
            page.write_string(row + 2, position, value, pen["line"])
        row += 1


def _sum_lines(lang: str) -> Iterator[list[str]]:
    law, total = load_law(), Fraction(0)
    for group in ROWS["Kelompok"]:
        slug = group["segment"]
        months = sum(members(slug, month) for month in range(1, 13))
        bill = first_year_idr(slug)
        total += bill
        counted = f"{number(months, lang)} {_MONTHS[lang]}"
        each = rupiah(float(_tariff_idr(slug, 1)), lang)
        named = law.segments[slug].label[lang]
        yield [slug, named, counted, each, rupiah(float(bill), lang)]
    other = Fraction(ROWS["Pendanaan"][0]["ceiling_idr_y"])
    line = Fraction(ROWS["Anggaran"][0]["ceiling_idr"])
    apbd = total - min(other, first_year_idr("nelayan"))
    for said, value in (
        (_TOTAL, total),
        (_OTHERS, apbd - total),
        (_APBD, apbd),
        (_LINE, line),
        (_LEFT, line - apbd),
    ):
        yield ["", said[lang], "", "", rupiah(float(value), lang)]


_WIDTHS = (12, 36, 28, 26, 26)
_COLUMN = say(id="kolom", en="column")
_MONTHS = say(id="bulan-orang", en="member-months")
_TITLE = say(id="CONTOH, BUKAN DATA", en="AN EXAMPLE, NO DATA")
_HELP = say(
    id="Kota Contoh tidak ada dan semua angkanya rekaan. Lembar ini menunjukkan apa "
    "yang diketik di lembar mana; lembar ini tidak pernah dibaca. Kode daerah: pakai "
    "kode Anda sendiri.",
    en="Kota Contoh does not exist, and all of its numbers are made up. This sheet "
    "shows what is typed where; it is never read. Use your own region code.",
)
_HEADS = (
    say(id="Lembar", en="Sheet"),
    say(id="Isian", en="Item"),
    say(id="Baris 7 (atau kolom Nilai)", en="Row 7 (or column Value)"),
    say(id="Baris 8", en="Row 8"),
    say(id="Baris 9", en="Row 9"),
)
_SUMS = say(id=f"Hasilnya pada {YEAR}", en=f"What it comes to in {YEAR}")
_SUM_HEADS = (
    say(id="Kelompok", en="Group"),
    say(id="Nama", en="Name"),
    say(id="Orang x bulan", en="People x months"),
    say(id="Iuran sebulan per orang", en="Contribution a month"),
    say(id="Setahun", en="A year"),
)
_TOTAL = say(id="Iuran seluruhnya", en="All contributions")
_OTHERS = say(id="Dibayar provinsi", en="Paid by the province")
_APBD = say(id="Beban APBD umum", en="Bill of the general APBD")
_LINE = say(id="Pagu", en="Ceiling")
_LEFT = say(id="Sisa pagu", en="Left of the ceiling")
