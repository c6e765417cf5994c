"""The questions-to-ask page of the planner's form: whom, how, and typed where."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.language import Text, say
from analysis.report.form_pen import LINE, READING, Pen, fit, write
from analysis.scenario.form_cells import address
from analysis.scenario.form_columns import SKENARIO, TABLES
from analysis.scenario.form_layout import KEY_ROW, VALUE_COLUMN
from analysis.study.asking import ASKED

NAME = "Pertanyaan"
Place = tuple[str, str]  # sheet and key


@dataclass(frozen=True)
class Answer:
    """In which unit an answer is wanted, and where it is typed."""

    unit: Text
    places: tuple[Place, ...]


def _at(sheet: str, *keys: str) -> tuple[Place, ...]:
    return tuple((sheet, key) for key in keys)


_LAW = _at("Aturan", "parameter", "from", "value")
ANSWERS: dict[str, Answer] = {
    "member_counts": Answer(
        say(
            id="orang (bulan-peserta dibagi bulan yang dibayar)",
            en="people (member-months by months paid)",
        ),
        _at("Kelompok", "members"),
    ),
    "ages_and_deaths": Answer(
        say(
            id="orang menurut umur; ditulis sebagai bagian yang berjumlah 1",
            en="people by age; written as shares that add to 1",
        ),
        _at("Kelompok", "profile"),
    ),
    "turnover": Answer(
        say(
            id="bulan (TTTT-BB); bagian nama yang berganti setahun, 0 sampai 1",
            en="a month (YYYY-MM); share of names replaced a year, 0 to 1",
        ),
        (*_at("Kelompok", "since"), *_at("Lanjutan", "turnover_y")),
    ),
    "wages": Answer(
        say(id="rupiah per orang per bulan", en="rupiah a person a month"),
        _at("Kelompok", "tariff.reported_wage"),
    ),
    "accidents": Answer(
        say(
            id="kasus per orang per tahun; rupiah per kasus",
            en="cases a person a year; rupiah a case",
        ),
        _LAW,
    ),
    "benefits": Answer(
        say(id="anak per jenjang; bulan", en="children by level; months"), _LAW
    ),
    "ceiling": Answer(
        say(id="rupiah penuh per tahun", en="rupiah in full, by year"),
        _at("Anggaran", "ceiling_idr"),
    ),
    "revenue": Answer(
        say(id="rupiah penuh per tahun", en="rupiah in full, by year"),
        (*_at("Anggaran", "base_idr"), *_at("Skenario", "budget.growth_y")),
    ),
    "months": Answer(
        say(id="nomor bulan, 1 sampai 12", en="number of the month, 1 to 12"),
        (
            *_at("Kelompok", "months.first", "months.last"),
            *_at("Bulan", "first", "last"),
        ),
    ),
    "others_pay": Answer(
        say(
            id="rupiah penuh per tahun, per pembayar",
            en="rupiah in full a year, by payer",
        ),
        _at("Pendanaan", "funder", "ceiling_idr_y", "segments"),
    ),
    "eligible": Answer(
        say(id="orang, per kelompok", en="people, by group"),
        _at("Kelompok", "eligible"),
    ),
    "verified": Answer(
        say(
            id="bagian yang lolos, 0 sampai 1 (lolos dibagi diusulkan)",
            en="share that passes, 0 to 1 (passed by proposed)",
        ),
        _at("Kelompok", "verified_share"),
    ),
    "exits": Answer(
        say(
            id="bagian peserta, 0 sampai 1; tahun",
            en="share of the members, 0 to 1; year",
        ),
        _at("Keluar", "year", "share", "insurer"),
    ),
    "take_up": Answer(
        say(id="orang; tanggal (TTTT-BB-HH)", en="people; a date (YYYY-MM-DD)"),
        (
            *_at("Jadwal", "from", "people"),
            *_at("Skenario", "decision.date", "decision.instrument_date"),
        ),
    ),
}


def place(sheet: str, key: str) -> str:
    """Return where a key is typed: sheet and cell of Skenario, or sheet and column."""
    if sheet == SKENARIO.name:
        rows = [column.key for column in SKENARIO.columns]
        return f"{sheet}!{address(KEY_ROW + 1 + rows.index(key), VALUE_COLUMN)}"
    table = next(one for one in TABLES if one.name == sheet)
    position = [column.key for column in table.columns].index(key)
    return f"{sheet}!{address(1, position + 1)[:-1]}"


def typed(name: str, lang: str) -> str:
    """Return where the answer to a question is typed, in words."""
    found = []
    for sheet, key in ANSWERS[name].places:
        columns = next(one for one in (SKENARIO, *TABLES) if one.name == sheet)
        found.append(f"{place(sheet, key)} {columns.column(key).label[lang]}")
    return "\n".join(found)


def write_sheet(pen: Pen) -> None:
    """Write the sheet of questions, those to one institution together."""
    page = pen.sheet(NAME, READING, _WIDTHS)
    page.write_string(0, 0, pen.say(_TITLE), pen["title"])
    page.merge_range(1, 0, 1, len(_HEADS) - 1, pen.say(_HELP), pen["note"])
    fit(page, 1, [(pen.say(_HELP), sum(_WIDTHS))], LINE)
    page.freeze_panes(4, 0)
    page.repeat_rows(3)
    for position, head in enumerate(_HEADS):
        page.write_string(3, position, pen.say(head), pen["head"])
    fit(page, 3, zip(map(pen.say, _HEADS), _WIDTHS, strict=True), LINE)
    for row, (name, answer) in enumerate(ANSWERS.items(), start=4):
        asked = ASKED[name]
        told = [
            str(row - 3),
            pen.say(asked.institution),
            pen.say(asked.title),
            pen.say(asked.ask),
            pen.say(answer.unit),
            typed(name, pen.lang),
            None,
        ]
        for position, text in enumerate(told):
            form = pen["line_bold" if position == 2 else "line"]
            write(page, (row, position), text, form)
        fit(page, row, zip(told, _WIDTHS, strict=True), LINE)


_WIDTHS = (4, 17, 17, 38, 22, 34, 20)
_TITLE = say(id="Pertanyaan kepada lembaga", en="Questions to institutions")
_HELP = say(
    id="Mintalah lewat surat atau surel dinas, dengan menyebut kelompok dan tahunnya. "
    "Mintalah angka saja: tanpa nama, NIK, atau nomor KK. Catat tanggal data dan siapa "
    "yang menjawab; tulis di kolom Sumber / catatan lembar yang bersangkutan. Lembar "
    "ini tidak dibaca: ketik jawabannya di sel yang disebut, dan hapus baris nilai itu "
    "di lembar Anggapan bila ada.",
    en="Ask by official letter or e-mail and name the groups and the year. Ask for "
    "numbers only: no names, NIK or KK numbers. Note the date of the data and who "
    "answered; write it into column Source / note of that sheet. This sheet is not "
    "read: type the answer into the cell it names, and delete the row of that value in "
    "sheet Anggapan if there is one.",
)
_HEADS = (
    say(id="No.", en="No."),
    say(id="Kepada", en="To"),
    say(id="Tentang", en="About"),
    say(id="Yang diminta", en="What to ask for"),
    say(id="Satuan", en="Unit"),
    say(id="Jawaban diketik di (lembar!kolom)", en="Typed into (sheet!column)"),
    say(id="Jawaban, tanggal data, penjawab", en="Answer, date of the data, who"),
)
