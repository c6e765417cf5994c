"""Titles of the parts of pages, of notebooks and of the files of a run."""

from __future__ import annotations

from analysis.language import Text, say

NOTEBOOKS: dict[str, Text] = {
    "01_evidence": say(
        id="Bukti: apa yang terbit?", en="Evidence: what was published?"
    ),
    "02_law": say(id="Hukum: apa yang berlaku?", en="Law: what applies?"),
    "03_enrolment": say(
        id="Peserta: siapa terlindungi?", en="Enrolment: who is covered?"
    ),
    "04_bill": say(id="Tagihan: berapa biayanya?", en="Bill: what does it cost?"),
    "05_claims": say(id="Klaim: apa yang kembali?", en="Claims: what comes back?"),
    "06_sustainability": say(
        id="Daya tahan anggaran", en="How long can it be carried?"
    ),
    "07_priorities": say(id="Siapa didahulukan?", en="Whom to cover first?"),
    "08_information": say(
        id="Angka mana yang dicari dulu?", en="Which figure to obtain first?"
    ),
    "09_comparison": say(id="Perbandingan skenario", en="Scenarios compared"),
    "10_regions": say(id="Semua kabupaten dan kota", en="Every regency and city"),
    "11_validation": say(
        id="Ketepatan prakiraan sejauh ini", en="How far forecasts have been right"
    ),
}
FILES: dict[str, Text] = {
    "memo-id.docx": say(
        id="telaahan staf (Word, F4)", en="memo in Indonesian (Word, F4)"
    ),
    "memo-id-a4.docx": say(
        id="telaahan staf (Word, A4)", en="memo in Indonesian (Word, A4)"
    ),
    "memo-id.pdf": say(id="telaahan staf (PDF)", en="memo in Indonesian (PDF)"),
    "memo-en.docx": say(
        id="telaahan staf berbahasa Inggris (Word)", en="memo in English (Word)"
    ),
    "workbook.xlsx": say(id="buku kerja Excel", en="Excel workbook"),
    # a comparison's workbook
    "results.xlsx": say(id="buku kerja Excel", en="Excel workbook"),
    "results.csv": say(id="hasil (CSV)", en="results (CSV)"),
    "regions.csv": say(id="semua wilayah (CSV)", en="all regions (CSV)"),
    "provinces.csv": say(id="provinsi dan Indonesia (CSV)", en="provinces (CSV)"),
    "scenario.yaml": say(id="skenario lengkap", en="scenario as resolved"),
    "manifest.json": say(id="manifes", en="manifest"),
}
PICTURES = say(id="gambar utama (PNG)", en="headline picture (PNG)")
FORM = say(id="formulir pertanyaan", en="form of questions")
COMPARED = say(id="Skenario dibandingkan", en="Scenarios compared")
INDEX = say(id="Iuran: semua laporan", en="Iuran: all reports")
INTRO = say(
    id="Berapa pekerja yang sanggup dilindungi anggaran daerah dengan JKK dan JKM, "
    "berapa biayanya, apa yang kembali ke rumah tangga, dan berapa lama sanggup.",
    en="How many workers a local budget can keep covered by JKK and JKM, what that "
    "costs, what households get back, and how long the budget can carry it.",
)
SECTIONS: dict[str, Text] = {
    "answers": say(id="Tujuh jawaban", en="Seven answers"),
    "findings": say(id="Temuan", en="Findings"),
    "alike": say(id="Sebanding atau tidak", en="Like with like?"),
    "figures": say(id="Gambar", en="Figures"),
    "tables": say(id="Tabel", en="Tables"),
    "claims": say(
        id="Yang kembali, rugi siapa, dan tarif",
        en="What comes back, whose loss, tariff",
    ),
    "assumed": say(id="Yang dianggap", en="What is assumed"),
    "disagree": say(
        id="Angka terbit yang tidak cocok", en="Published figures that disagree"
    ),
    "checks": say(id="Pemeriksaan", en="Checks"),
    "sources": say(id="Sumber", en="Sources"),
}
KINDS: dict[str, Text] = {
    "scenario": say(id="Skenario", en="Scenarios"),
    "comparison": say(id="Perbandingan", en="Comparisons"),
    "regions": say(id="Semua wilayah", en="All regions"),
    "validation": say(id="Prakiraan dan kenyataan", en="Forecasts and outcomes"),
}
