"""The sheet of checks: is every yellow cell a number within its bounds, and which not.

Its two named cells hold the count of faults and the red line every live sheet shows.
While there is one, results are left empty (``Paper.is_guarded``): a pasted text or a
forgotten cell must not pass for a bill.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.language import Text, say
from analysis.report.live.entry import fault, needed, tie_fault
from analysis.report.live.expr import Live, total, typed
from analysis.report.live.paper import FAULTS, MESSAGE, Paper
from analysis.report.workbook_layout import text_height

if TYPE_CHECKING:
    from collections.abc import Iterator

PERIKSA = say(id="Periksa isian", en="Input checks")
WIDTHS = (36, 24, 12, 76)
_LAST = len(WIDTHS) - 1
_COUNTED, _FIRST = 4, 8  # rows of the two named cells, and of the first check


def write_checks(paper: Paper) -> None:
    """Fill the sheet with a row for each yellow cell and each tie between cells."""
    lang = paper.book.lang
    paper.line(0, _TITLE, "title", last=_LAST)
    paper.line(1, _HOW, last=_LAST)
    paper.heads(_FIRST - 1, [*_HEADS])
    paper.target.freeze_panes(_FIRST, 1)
    row = _FIRST
    for cell, wrong, words in _checks(paper):
        paper.put(row, 0, _spot(cell, lang))
        paper.put(row, 1, typed(cell), "plain")
        paper.put(row, 2, wrong, "whole")
        paper.put(row, 3, words[lang])
        paper.target.set_row(row, text_height([words[lang]], [WIDTHS[3]]))
        row += 1
    _count(paper, row - 1)


def _checks(paper: Paper) -> Iterator[tuple[Live, Live, Text]]:
    for one in paper.book.entries:
        yield one.cell, fault(one), needed(one)
    for tie in paper.book.ties:
        yield tie.cell, tie_fault(tie), tie.words


def _spot(cell: Live, lang: str) -> str:
    """Return where a cell stands: ``lembar Masukan sel F7``."""
    sheet, _, name = cell.text.rpartition("!")
    sheet, name = sheet.strip("'"), name.replace("$", "")
    return say(id=f"lembar {sheet} sel {name}", en=f"sheet {sheet} cell {name}")[lang]


def _count(paper: Paper, last: int) -> None:
    """Write the count of faults and the line that names the first."""
    lang, wrong = paper.book.lang, paper.numbers((_FIRST, 2), (last, 2))
    paper.put(_COUNTED, 0, _FAULTS[lang], "strong")
    count = paper.put(_COUNTED, 1, total(wrong), "whole", "total")
    paper.put(_COUNTED + 1, 0, _SAID[lang], "strong")
    spots, words = (_column(wrong.text, to) for to in ("A", "D"))
    first = f"MATCH(1,{wrong.text},0)"
    begin, middle, end = (f'"{one[lang]}"' for one in (_BEGIN, _MUST, _END))
    line = (
        f"{begin}&INDEX({spots},{first})&{middle}&INDEX({words},{first})&{end}"
        f'&{count.text}&"."'
    )
    said = paper.put(_COUNTED + 1, 1, Live(f'IF({count.text}>0,{line},"")', ""), "flag")
    paper.name(FAULTS.text, count)
    paper.name(MESSAGE.text, said)


def _column(text: str, to: str) -> str:
    """Return the range of the same rows in another column."""
    return text.replace("$C$", f"${to}$")


_TITLE = say(id="Periksa isian", en="Checks of the inputs")
_HOW = say(
    id="Setiap sel kuning yang berisi angka diperiksa di sini: berupa angka, dalam "
    "batasnya, bulat bila perlu, tidak kosong bila wajib. Teks yang mirip angka "
    "('6.000') ditolak. Selama ada yang salah, angka hasil dikosongkan.",
    en="Every yellow cell that holds a number is checked here: a number, within its "
    "bounds, whole where it must be, not empty where it is needed. A text that looks "
    "like a number ('6.000') is refused. While one is wrong, results stay empty.",
)
_HEADS = (
    say(id="Sel", en="Cell"),
    say(id="Isi sekarang", en="Now holds"),
    say(id="Salah (1/0)", en="Wrong (1/0)"),
    say(id="Harus", en="Must be"),
)
_FAULTS = say(id="Kesalahan seluruhnya", en="Faults in all")
_SAID = say(id="Baris merah di setiap lembar", en="Red line on every sheet")
_BEGIN = say(id="ISIAN SALAH: ", en="WRONG ENTRY: ")
_MUST = say(id=" (harus ", en=" (must be ")
_END = say(
    id="). Angka hasil dikosongkan sampai diperbaiki. Kesalahan seluruhnya: ",
    en="). Results stay empty until it is mended. Faults in all: ",
)
