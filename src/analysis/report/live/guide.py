"""The first sheet: how to use the workbook, its colours, what moves and what not."""

from __future__ import annotations

from analysis.language import Text, number, say
from analysis.report.labels import place, text_of
from analysis.report.live.facts import MOST_HEADS, Facts
from analysis.report.live.paper import Paper
from analysis.report.workbook_layout import text_height

PETUNJUK = say(id="Petunjuk", en="Guide")
WIDTHS = (5, 30, 110)


def write_guide(paper: Paper, facts: Facts) -> None:
    """Fill the first sheet."""
    lang, scenario = facts.lang, facts.results.scenario
    paper.line(0, text_of(scenario.title, lang), "title", last=2)
    about = f"{place(facts.results)}, {facts.years[0]}-{facts.years[-1]}. {_law(facts)}"
    paper.line(1, about, last=2)
    row = _listed(paper, 3, _HOW_TITLE, [("", text) for text in _how(facts)])
    row = _colours(paper, row, lang)
    live, values = _parts(facts)
    row = _listed(paper, row, _LIVE_TITLE, live)
    _listed(paper, row, _VALUE_TITLE, values)


def _law(facts: Facts) -> str:
    law, first = facts.results.law, f"{facts.years[0]}-01"
    since = law.entry("bpu_jkm_idr_m", first).from_month
    return say(
        id=f"Hukum: nilai yang berlaku mulai {first}; iuran JKM BPU sejak {since}. "
        "Rinciannya di lembar Hukum.",
        en=f"Law: values in force from {first}; JKM contribution of BPU since {since}. "
        "Details on the sheet Law.",
    )[facts.lang]


def _listed(
    paper: Paper, row: int, title: Text, said: list[tuple[str | Text, Text]]
) -> int:
    """Write numbered lines; a line may have a name in front."""
    lang = paper.book.lang
    paper.line(row, title, "part", last=2)
    for count, (name, text) in enumerate(said, start=1):
        row += 1
        paper.put(row, 0, count, "whole")
        if name:
            paper.put(row, 1, name if isinstance(name, str) else name[lang], "strong")
            paper.put(row, 2, text[lang])
            widths = [WIDTHS[2]]
        else:
            form = paper.book.look("words")
            paper.target.merge_range(row, 1, row, 2, "", form)
            paper.put(row, 1, text[lang])
            widths = [WIDTHS[1] + WIDTHS[2]]
        paper.target.set_row(row, text_height([text[lang]], widths))
    return row + 2


def _colours(paper: Paper, row: int, lang: str) -> int:
    paper.line(row, _COLOUR_TITLE, "part", last=2)
    for look, manner, text in (
        ("text", "yellow", _YELLOW),
        ("head", "", _BLUE),
        ("state", "", _GREY),
        ("words", "", _WHITE),
    ):
        row += 1
        paper.put(row, 1, "", look, manner)
        paper.put(row, 2, text[lang])
    return row + 2


def _how(facts: Facts) -> list[Text]:
    most = {lang: number(MOST_HEADS, lang) for lang in ("id", "en")}
    return [
        *_TEN[:8],
        say(
            id=f"Paling banyak {most['id']} peserta dalam satu kelompok.",
            en=f"At most {most['en']} members in one group.",
        ),
        _TEN[8],
    ]


def _parts(
    facts: Facts,
) -> tuple[list[tuple[str | Text, Text]], list[tuple[str | Text, Text]]]:
    """Return what of this run is live and what is shown as values."""
    live: list[tuple[str | Text, Text]] = [*_ALWAYS_LIVE]
    values: list[tuple[str | Text, Text]] = [*_ALWAYS_VALUES]
    (live if facts.cut_is_live else values).append(
        _CUT if facts.cut_is_live else _CUT_AS_RUN
    )
    if facts.funders:
        live.append(_FUNDERS)
    if any(one.path.kind == "trend" for one in facts.groups):
        values.append(_TREND)
    if any(one.window for one in facts.groups):
        values.append(_WINDOWS)
    if facts.plan.scenario.decision is not None:
        values.append(_GATE)
    return live, values


_HOW_TITLE = say(id="Cara memakai", en="How to use")
_TEN = (
    say(
        id="Buka lembar Masukan dan ubah sel kuning: peserta, bulan, tarif, pagu, "
        "sasaran.",
        en="Open the sheet Inputs and change yellow cells: members, months, tariffs, "
        "ceiling, targets.",
    ),
    say(
        id="Lihat lembar Hasil: tagihan, sisa pagu, cakupan dan grafik langsung "
        "berubah.",
        en="See the sheet Results: bill, room, coverage and chart move at once.",
    ),
    say(
        id="Lembar Jembatan menjelaskan beda dari orang x tarif x 12 ke tagihan.",
        en="The sheet Bridge explains the way from people x tariff x 12 to the bill.",
    ),
    say(
        id="Lembar RKA memberi baris anggaran untuk tahun yang dipilih; lengkapi kode "
        "rekening.",
        en="The sheet RKA gives the lines of the budget form for a chosen year; fill "
        "in the account codes.",
    ),
    say(
        id="Lembar Skenario membandingkan saat dijalankan dengan isi sel kuning "
        "sekarang.",
        en="The sheet Scenario compares the run with the yellow cells as they are now.",
    ),
    say(
        id="Baris abu-abu di atas setiap lembar mengatakan: hidup, atau nilai lama. "
        "Bila ia MERAH (ISIAN SALAH), perbaiki dulu sel yang disebutnya; sampai itu "
        "angka hasil dikosongkan (lembar Periksa isian).",
        en="The grey line on top of each sheet says: live, or values of the run. When "
        "it is RED (WRONG ENTRY), mend the cell it names first; until then results "
        "stay empty (sheet Input checks).",
    ),
    say(
        id="Tulis orang dan uang sebagai bilangan bulat tanpa titik dan tanpa Rp; "
        "persen sebagai 95%.",
        en="Write people and money as whole numbers without separators or Rp; shares "
        "as 95%.",
    ),
    say(
        id="Sel tarif yang dikosongkan memakai tarif hukum; pagu yang dikosongkan "
        "berarti tanpa pagu.",
        en="A tariff cell left empty takes the law's tariff; an empty ceiling means "
        "none.",
    ),
    say(
        id="Untuk peluang, klaim dan uji tekan dengan masukan baru: jalankan lagi "
        "skenarionya (iuran run).",
        en="For chances, claims and stress tests with new inputs: run the scenario "
        "again (iuran run).",
    ),
)
_COLOUR_TITLE = say(id="Warna", en="Colours")
_YELLOW = say(id="kuning: boleh diubah", en="yellow: yours to change")
_BLUE = say(id="biru: judul kolom", en="blue: headings")
_GREY = say(
    id="abu-abu: keadaan lembar ini; merah: isian salah",
    en="grey: the state of the sheet; red: a wrong entry",
)
_WHITE = say(
    id="putih: rumus atau nilai, terkunci tanpa kata sandi",
    en="white: formulas or values, locked without a password",
)
_LIVE_TITLE = say(id="Yang hidup (rumus)", en="What is live (formulas)")
_VALUE_TITLE = say(
    id="Yang tidak ikut berubah (nilai saat dijalankan)",
    en="What does not move (values of the run)",
)
_ALWAYS_LIVE = (
    (
        say(id="Peserta", en="Members"),
        say(
            id="Jalur tetap, jadwal dan sasaran; pertumbuhan, yang keluar, "
            "perpanjangan, verifikasi; bulan yang dibayar.",
            en="Held, scheduled and target paths; growth, leavers, renewal, "
            "verification; months paid.",
        ),
    ),
    (
        say(id="Tagihan", en="Bill"),
        say(
            id="Tarif JKK dan JKM setiap bulan, dibulatkan ke rupiah setiap kelompok, "
            "program dan bulan; jembatan; beban; baris RKA.",
            en="JKK and JKM tariffs by month, rounded to the rupiah by group, "
            "programme and month; bridge; burden; lines of the RKA.",
        ),
    ),
)
_CUT = (
    say(id="Pagu", en="Ceiling"),
    say(
        id="Bila kurang, semua kelompok yang dibayar APBD umum dikurangi orangnya "
        "dengan bagian yang sama.",
        en="Where it is short, all groups the general APBD pays for lose the same "
        "share of their people.",
    ),
)
_CUT_AS_RUN = (
    say(id="Pemotongan ke pagu", en="The cut to the ceiling"),
    say(
        id="Aturan skenario ini tidak dihitung ulang: tahun yang melewati pagu memakai "
        "peserta sesudah pemotongan saat dijalankan.",
        en="This scenario's rule is not computed again: a year over the ceiling takes "
        "the people after the cut as run.",
    ),
)
_FUNDERS = (
    say(id="Pembayar lain", en="Other payers"),
    say(
        id="Dibayar menurut urutan sampai batasnya (sel kuning); kelompok yang "
        "dilayani tetap.",
        en="Pay in their order up to their limit (yellow); whom they serve is fixed.",
    ),
)
_TREND = (
    say(id="Ramalan cakupan", en="Forecast coverage"),
    say(
        id="Cakupan kelompok berjalur ramalan tetap seperti saat dijalankan.",
        en="The coverage of groups on a forecast stays as run.",
    ),
)
_WINDOWS = (
    say(id="Masa tugas", en="Windows of service"),
    say(
        id="Bulan-bulan masa tugas kelompok ad hoc tetap.",
        en="The months in which ad-hoc groups serve are fixed.",
    ),
)
_GATE = (
    say(id="Gerbang peserta baru", en="Gate of new cover"),
    say(
        id="Bulan mulainya peserta baru tetap seperti saat dijalankan (lembar "
        "Skenario).",
        en="The month new cover opens stays as run (sheet Scenario).",
    ),
)
_ALWAYS_VALUES = (
    (
        say(id="Ketidakpastian", en="Uncertainty"),
        say(
            id="Simulasi, peluang melewati pagu, uji tekan, tujuh jawaban.",
            en="Draws, chances of passing the ceiling, stress tests, seven answers.",
        ),
    ),
    (
        say(id="Klaim dan tiga buku", en="Claims and three ledgers"),
        say(
            id="Kematian, kecelakaan, manfaat, posisi dana dan rumah tangga; "
            "tunggakan; bulan aktif dan berhak.",
            en="Deaths, accidents, benefits, positions of fund and households; "
            "arrears; months active and entitled.",
        ),
    ),
)
