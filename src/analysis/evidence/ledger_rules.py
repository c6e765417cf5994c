"""What one row of the ledger must hold so that its figure can be checked and used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

from analysis.evidence.kinds import KIND_OF_UNIT, fits
from analysis.evidence.reading import Row
from analysis.language import Text, say

# column, value found, rule, remedy
Wrong = tuple[str, str, Text, Text]
LONGEST_QUOTE = 120
WHOLE = {"share": Decimal(1), "percent": Decimal(100)}
QUALITATIVE = "qualitative"


def ledger_problems(row: Row) -> Iterator[Wrong]:
    """Yield what is wrong between the cells of one row of ``evidence.csv``.

    Cells that are wrong by themselves are told elsewhere and skipped here.
    """
    for rule in _RULES:
        yield from rule(row)


def _denominator(row: Row) -> Iterator[Wrong]:
    if row["unit"] in WHOLE and row["value"] and not row["said_denominator"]:
        rule = say(
            id="Persen tanpa penyebut tidak dapat dibandingkan.",
            en="A percentage without its denominator cannot be compared.",
        )
        remedy = say(
            id='Isi said_denominator dengan kata sumbernya, misalnya "angkatan kerja"; '
            'bila sumber diam, tulis "workers, number not given".',
            en='Fill said_denominator with the words of the source, such as "labour '
            'force"; where it is silent write "workers, number not given".',
        )
        yield "said_denominator", row["value"], rule, remedy


def _above_whole(row: Row) -> Iterator[Wrong]:
    most, value = WHOLE.get(row["unit"]), _number(row["value"])
    if most is not None and value is not None and not 0 <= value <= most:
        rule = say(
            id="Bagian dari keseluruhan berada antara 0 dan 100% (0 sampai 1 untuk "
            "satuan share).",
            en="A part of a whole lies between 0 and 100% (0 to 1 for the unit share).",
        )
        remedy = say(
            id="Tulis 8,13% sebagai 0.0813; untuk klaim dibagi iuran pakai satuan "
            "ratio.",
            en="Write 8.13% as 0.0813; for claims over contributions use the unit "
            "ratio.",
        )
        yield "value", row["value"], rule, remedy


def _figure(row: Row) -> Iterator[Wrong]:
    if bool(row["value"]) != (row["relation"] == QUALITATIVE):
        return
    rule = say(
        id="Baris tanpa angka harus qualitative, dan hanya baris itu.",
        en="A row without a figure must be qualitative, and only such a row.",
    )
    remedy = say(
        id="Isi value, atau tulis qualitative pada relation.",
        en="Fill value, or write qualitative in relation.",
    )
    yield "value", row["value"] or row["relation"], rule, remedy


def _step(row: Row) -> Iterator[Wrong]:
    step, value = _number(row["rounding"]), _number(row["value"])
    readable = fits(KIND_OF_UNIT.get(row["unit"], "decimal"), row["value"])
    if readable and step and value is not None and value % step:
        rule = say(
            id="Angka ini lebih teliti dari langkah pembulatannya.",
            en="The figure is finer than the step it is rounded to.",
        )
        remedy = say(
            id="Samakan: langkah dalam satuan nilainya, 0.0001 untuk 8,13%.",
            en="Make them agree: a step in the unit of the value, 0.0001 for 8.13%.",
        )
        yield "rounding", f"{row['value']} / {row['rounding']}", rule, remedy


def _period(row: Row) -> Iterator[Wrong]:
    start, end = row["period_start"], row["period_end"]
    known = fits("date", start) and fits("date", end)
    if known and start > end:
        rule = say(
            id="Periode berakhir sebelum dimulai.",
            en="The period ends before it starts.",
        )
        remedy = say(id="Tukar atau perbaiki tanggalnya.", en="Swap or correct them.")
        yield "period_end", f"{start} - {end}", rule, remedy


def _quote(row: Row) -> Iterator[Wrong]:
    length = len(row["quote"])
    if length > LONGEST_QUOTE:
        rule = say(
            id=f"Kutipan paling panjang {LONGEST_QUOTE} huruf; ini {length}.",
            en=f"A quote has at most {LONGEST_QUOTE} letters; this has {length}.",
        )
        remedy = say(
            id="Sisakan kata yang memuat angka dan tanggalnya, dengan ... di antara.",
            en="Keep the words with the figure and the date, with ... between.",
        )
        shown = row["quote"][:40] + "..."
        yield "quote", shown, rule, remedy


def _number(cell: str) -> Decimal | None:
    """Return a plain number; None for anything else."""
    try:
        number = Decimal(cell)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


_RULES: tuple[Callable[[Row], Iterator[Wrong]], ...] = (
    _denominator,
    _above_whole,
    _figure,
    _step,
    _period,
    _quote,
)
