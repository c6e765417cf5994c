"""How a cell may be written: one declared format for each kind of column.

Nothing is guessed. ``16.800`` is refused where rupiah or people are declared, because
it may mean sixteen thousand eight hundred or sixteen point eight.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from analysis.language import Text, say

EARLIEST_YEAR, LATEST_YEAR = 1990, 2050
# longer ones are slips of the pen, and would lose their last digits on the way
_INTEGER = r"0|[1-9]\d{0,15}"
_FRACTION = r"\.\d{1,18}"


@dataclass(frozen=True)
class Kind:
    """A way of writing: pattern of the whole cell, pandas type, rule and remedy."""

    pattern: str
    dtype: str
    rule: Text
    remedy: Text


_PLAIN = say(
    id="Tulis angka polos tanpa titik ribuan, Rp, % atau kata: 16800.",
    en="Write the plain number without thousands marks, Rp, % or words: 16800.",
)
_DOT = say(
    id="Tulis desimal dengan titik dan tanpa pemisah ribuan: 0.0738.",
    en="Write decimals with a dot and no thousands mark: 0.0738.",
)
_DATE = say(id="Tulis 2024-08-22.", en="Write 2024-08-22.")
_CODE = say(
    id="Simpan kolom kode sebagai teks, misalnya 3672.",
    en="Keep the code column as text, such as 3672.",
)
_NONE = say(id="Isi kolom ini.", en="Fill this cell.")

KINDS: dict[str, Kind] = {
    "text": Kind(r"[^\x00]+", "str", say(id="Teks.", en="Text."), _NONE),
    "id": Kind(
        r"[A-Za-z0-9][A-Za-z0-9_.%-]*",
        "str",
        say(
            id="Penanda hanya huruf, angka dan tanda - _ .",
            en="An id has only letters, digits and the signs - _ .",
        ),
        _NONE,
    ),
    "region": Kind(
        r"\d{4}",
        "str",
        say(id="Kode Kemendagri 4 angka.", en="A Kemendagri code has 4 digits."),
        _CODE,
    ),
    "province": Kind(
        r"\d{2}",
        "str",
        say(id="Kode provinsi 2 angka.", en="A province code has 2 digits."),
        _CODE,
    ),
    "area": Kind(
        r"\d{4}|\d{2}",
        "str",
        say(
            id="Kode Kemendagri 4 angka atau kode provinsi 2 angka.",
            en="A Kemendagri code of 4 digits or a province code of 2.",
        ),
        _CODE,
    ),
    "count": Kind(
        _INTEGER,
        "int64",
        say(
            id="Bilangan bulat, tidak negatif, paling banyak 16 angka.",
            en="A whole number, not negative, at most 16 digits.",
        ),
        _PLAIN,
    ),
    "money": Kind(
        rf"({_INTEGER})(\.\d{{1,2}})?",
        "float64",
        say(
            id="Rupiah tidak negatif, paling banyak 16 angka dan dua desimal.",
            en="Rupiah, not negative, at most 16 digits and two decimals.",
        ),
        _PLAIN,
    ),
    "money_text": Kind(
        rf"({_INTEGER})(\.\d{{1,2}})?",
        "str",
        say(
            id="Rupiah tidak negatif, paling banyak 16 angka dan dua desimal.",
            en="Rupiah, not negative, at most 16 digits and two decimals.",
        ),
        _PLAIN,
    ),
    "whole_change": Kind(
        rf"-?({_INTEGER})",
        "int64",
        say(
            id="Rupiah bulat, paling banyak 16 angka.",
            en="Whole rupiah, at most 16 digits.",
        ),
        _PLAIN,
    ),
    "money_change": Kind(
        rf"-?({_INTEGER})(\.\d{{1,2}})?",
        "float64",
        say(
            id="Rupiah, paling banyak 16 angka dan dua desimal.",
            en="Rupiah, at most 16 digits and two decimals.",
        ),
        _PLAIN,
    ),
    "decimal": Kind(
        rf"-?({_INTEGER})({_FRACTION})?",
        "float64",
        say(
            id="Bilangan desimal dengan titik, paling banyak 16 angka di depannya.",
            en="A decimal number with a dot, at most 16 digits before it.",
        ),
        _DOT,
    ),
    "share": Kind(
        rf"0({_FRACTION})?|1(\.0{{1,18}})?",
        "float64",
        say(id="Bagian antara 0 dan 1.", en="A share between 0 and 1."),
        _DOT,
    ),
    "percent": Kind(
        rf"({_INTEGER})({_FRACTION})?",
        "float64",
        say(
            id="Persen antara 0 dan 100, desimal dengan titik.",
            en="A percentage between 0 and 100, decimals with a dot.",
        ),
        _DOT,
    ),
    "rounding": Kind(
        r"10*|0\.0*1|sekitar|>|~\d+(\.\d+)?%",
        "str",
        say(
            id="Pembulatan: langkah dalam satuan nilainya (1, 1000, 0.001), sekitar, "
            "> atau ~1%.",
            en="Rounding: a step in the unit of the value (1, 1000, 0.001), sekitar, "
            "> or ~1%.",
        ),
        say(
            id="Tulis 1000 untuk dibulatkan ke ribuan, 0.0001 untuk 8,13%, 1 untuk "
            "tepat.",
            en="Write 1000 for rounded to thousands, 0.0001 for 8.13%, 1 for exact.",
        ),
    ),
    "year": Kind(
        r"\d{4}", "int64", say(id="Tahun 4 angka.", en="A year of 4 digits."), _DATE
    ),
    "month": Kind(
        r"\d{4}-\d{2}",
        "str",
        say(id="Bulan tahun-bulan.", en="A month as year-month."),
        say(id="Tulis 2025-08.", en="Write 2025-08."),
    ),
    "date": Kind(
        r"\d{4}(-\d{2}(-\d{2})?)?",
        "str",
        say(
            id="Tanggal ISO: tahun, tahun-bulan atau tahun-bulan-hari.",
            en="An ISO date: year, year-month or year-month-day.",
        ),
        _DATE,
    ),
}
# The ledger and the tables beside it hold figures of several units in one column.
KIND_OF_UNIT = {
    "people": "count",
    "deaths": "count",
    "cases": "count",
    "claims": "count",
    "recipients": "count",
    "villages": "count",
    "offices": "count",
    "page": "count",
    "idr": "money_change",
    "idr/month": "money",
    "idr/person/month": "money",
    "share": "decimal",
    "percent": "decimal",
    "ratio": "decimal",
    "months": "decimal",
    "correlation": "decimal",
}
NUMERIC = frozenset(name for name, kind in KINDS.items() if kind.dtype != "str")


def fits(kind: str, cell: str) -> bool:
    """Say whether ``cell`` is written as ``kind`` declares."""
    if not re.fullmatch(KINDS[kind].pattern, cell, re.ASCII):
        return False
    if kind == "percent":
        return Decimal(cell) <= 100
    if kind in ("year", "month", "date"):
        return _is_calendar(cell)
    return True


def _is_calendar(cell: str) -> bool:
    parts = [int(part) for part in cell.split("-")]
    if not EARLIEST_YEAR <= parts[0] <= LATEST_YEAR:
        return False
    try:
        dt.date(*[*parts, 1, 1][:3])
    except ValueError:
        return False
    return True


def canonical(cell: str) -> str:
    """Return a number as its shortest plain text: ``4815102.80`` -> ``4815102.8``."""
    number = Decimal(cell)
    text = format(number.normalize(), "f")
    return "0" if text in ("-0", "0") else text


def share_of_percent(cell: str) -> str:
    """Return a percentage as a share, exactly: ``8.13`` -> ``0.0813``."""
    return canonical(str(Decimal(cell).scaleb(-2)))


def persons_of_thousands(cell: str) -> str:
    """Return thousands of people as people, exactly: ``12092.736`` -> ``12092736``."""
    return canonical(str(Decimal(cell).scaleb(3)))
