"""The staff memo (telaahan staf) of a run: two pages of Word, in both languages."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.language import say
from analysis.report import memo_analysis, memo_facts, memo_rules, pdf
from analysis.report.figures_memo import memo as drawn
from analysis.report.labels import place
from analysis.report.memo_accounts import BLANK
from analysis.report.memo_docx import Memo
from analysis.report.memo_five import five
from analysis.report.memo_line import is_published
from analysis.report.memo_told import Teller
from analysis.study.answers import with_answers

if TYPE_CHECKING:
    from analysis.model.projection import Results

FILES = {
    "memo-id.docx": ("id", "f4"),
    "memo-id-a4.docx": ("id", "a4"),
    "memo-en.docx": ("en", "a4"),
}
PRINTED = "memo-id.docx"  # the one that is made a PDF of


def write_memos(results: Results, folder: Path) -> str:
    """Write the memos into a run folder; return why there is no PDF, or nothing."""
    results = with_answers(results)
    for name, (lang, paper) in FILES.items():
        (folder / name).write_bytes(document(results, lang, paper))
    made = pdf.from_docx(folder / PRINTED)
    return "" if made else pdf.reason()["en"]


def document(results: Results, lang: str = "id", paper: str = "f4") -> bytes:
    """Return a memo as a Word document; ``paper``: ``f4`` or ``a4``.

    ``results`` hold the rows of the studies (``answers.with_answers``).
    """
    told = Teller(results, lang)
    memo = Memo(lang, paper, _title(told))
    _heading(memo, told)
    for asked, answer in five(told):
        memo.add(f"<b>{escape(asked)}</b> {answer}", "List Bullet")
    memo.rule()
    _grounds(memo, told)
    _analysis(memo, told)
    _end(memo, told)
    memo.footer(_foot(told))
    return memo.data()


def _title(told: Teller) -> str:
    where, year = place(told.results), told.first
    return say(
        id=f"Iuran JKK dan JKM yang dibayar APBD {where}, tahun anggaran {year}",
        en=f"JKK and JKM contributions paid by the APBD of {where}, budget of {year}",
    )[told.lang]


def _heading(memo: Memo, told: Teller) -> None:
    """Write the letterhead, the name of the paper and whom it goes to, to fill in."""
    where = escape(place(told.results).upper())
    for line in (
        say(id=f"PEMERINTAH {where}", en=f"GOVERNMENT OF {where}"),
        say(id=f"(perangkat daerah) {BLANK}", en=f"(agency) {BLANK}"),
    ):
        memo.add(line[told.lang], "Subtitle")
    memo.rule()
    memo.add(
        say(id="TELAAHAN STAF", en="STAFF MEMO (TELAAHAN STAF)")[told.lang], "Title"
    )
    for label, text in (
        (say(id="Kepada", en="To"), say(id=f"Yth. {BLANK}", en=BLANK)),
        (say(id="Dari", en="From"), _BLANK),
        (say(id="Tanggal", en="Date"), _BLANK),
        (say(id="Nomor", en="Number"), _BLANK),
        (say(id="Sifat", en="Class"), _BLANK),
        (say(id="Lampiran", en="Enclosed"), _BLANK),
    ):
        memo.field(label[told.lang], text[told.lang])
    memo.field(say(id="Hal", en="Subject")[told.lang], escape(_title(told)))
    memo.rule()


_BLANK = say(id=BLANK, en=BLANK)


def _grounds(memo: Memo, told: Teller) -> None:
    """Write the question, what is assumed, and the facts."""
    memo.add(say(id="I. Persoalan", en="I. Question")[told.lang], "Heading 1")
    memo.add(memo_facts.question(told))
    memo.add(say(id="II. Praanggapan", en="II. Assumptions")[told.lang], "Heading 1")
    for text in memo_facts.assumptions(told):
        memo.add(text, "List Bullet")
    title = say(id="III. Fakta yang memengaruhi", en="III. Facts that bear on it")
    memo.add(title[told.lang], "Heading 1")
    for text in memo_facts.facts(told):
        memo.add(text, "List Bullet")


def _analysis(memo: Memo, told: Teller) -> None:
    """Write the calculation, the table of choices, the picture and the risks."""
    memo.new_page(say(id="IV. Analisis", en="IV. Analysis")[told.lang])
    for text in (memo_analysis.calculation(told), memo_analysis.groups(told)):
        memo.add(text, "List Bullet")
    caption = memo.add(_table(told), "Caption")
    caption.paragraph_format.keep_with_next = True
    memo.table(*memo_analysis.choices(told))
    picture = drawn(told.results, told.lang)
    memo.picture(picture)
    label = say(id="Gambar", en="Figure")[told.lang]
    memo.add(f"{label}. {escape(picture.words.title)}.", "Caption")
    for text in memo_analysis.risks(told):
        memo.add(text, "List Bullet")


def _table(told: Teller) -> str:
    """Return the caption of the choices, with the line the chances are held against."""
    line = ""
    if told.value("line_idr", year=told.last) is not None and not is_published(told):
        height = told.money("line_idr", year=told.last)
        line = say(
            id=f" Pagu belum terbit; dipakai anggapan {height} setahun.",
            en=f" No ceiling is published; {height} a year is assumed.",
        )[told.lang]
    said = say(
        id="Tabel. Pilihan: tagihan sebelum pagu, orang, dan peluang melewati pagu "
        "bila semua yang belum pasti ikut berubah.",
        en="Table. Choices: bill before the ceiling, people, and the chance of passing "
        "the ceiling with all that is uncertain.",
    )
    return f"{said[told.lang]}{line}"


def _end(memo: Memo, told: Teller) -> None:
    """Write the conclusion, the rules, and the block to sign."""
    memo.add(say(id="V. Simpulan", en="V. Conclusion")[told.lang], "Heading 1")
    memo.add(memo_rules.conclusion(told))
    title = say(id="VI. Saran (kaidah)", en="VI. Advice (rules)")
    memo.add(title[told.lang], "Heading 1")
    for text in memo_rules.rules(told):
        memo.add(text, "List Number")
    memo.sign(
        say(id=f"(jabatan) {BLANK}", en=f"(post) {BLANK}")[told.lang],
        say(id=f"(nama) {BLANK}", en=f"(name) {BLANK}")[told.lang],
        f"NIP {BLANK}",
    )


def _foot(told: Teller) -> str:
    name = told.results.scenario.name
    return say(id=f"Skenario {name}. Halaman", en=f"Scenario {name}. Page")[told.lang]
