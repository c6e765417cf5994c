"""Titles of the parts of the site, and the sentences that stand still."""

from __future__ import annotations

from analysis.language import Text, say

OWN_NAMES = {"id": "Bahasa Indonesia", "en": "English"}
TITLE = say(
    id="Iuran: berapa pekerja sanggup dilindungi anggaran daerah?",
    en="Iuran: how many workers can a local budget keep covered?",
)
QUESTION = say(
    id="Pemerintah daerah membayar iuran BPJS Ketenagakerjaan untuk non-ASN, RT/RW, "
    "kader, linmas, marbot, nelayan, dan pekerja rentan lain: jaminan kecelakaan kerja "
    "(JKK) dan jaminan kematian (JKM). Berapa orang, berapa biayanya, apa yang kembali "
    "ke rumah tangga, dan sampai kapan anggaran sanggup? Di bawah ini jawabannya untuk "
    "kota yang datanya dapat ditemukan.",
    en="Local governments pay BPJS Ketenagakerjaan contributions for non-ASN staff, "
    "RT/RW heads, cadres, linmas, marbot, fishers and other vulnerable workers: work "
    "accident (JKK) and death (JKM) insurance. How many people, at what cost, what do "
    "households get back, and how long can the budget carry it? Below are the answers "
    "for the cities whose data could be found.",
)
FINDINGS = say(id="Temuan", en="Findings")
MORE = say(
    id="Gambar, tabel, anggapan, dan berkas untuk diunduh",
    en="Figures, tables, assumptions and files to download",
)
MEANING = say(id="Cara membacanya", en="What it means")
MEANINGS: tuple[Text, ...] = (
    say(
        id="**Tagihan** adalah iuran yang dibayar APBD umum sebelum pemotongan apa "
        "pun. Dana lain (DBH CHT, provinsi, CSR) sudah dikeluarkan.",
        en="The **bill** is what the general APBD pays in contributions before any "
        "cut. What other money pays (DBH CHT, the province, CSR) is taken off.",
    ),
    say(
        id="**Pagu** adalah batas pos anggaran itu. Bila tidak ada pagu yang "
        "diumumkan, tagihan tahun pertama dipakai sebagai gantinya dan disebut "
        "dianggap: peluang terlewati lalu mengukur seberapa tidak pasti tagihan itu, "
        "bukan pemborosan.",
        en="The **line** is the limit of that budget item. Where none was published "
        "the first year's bill stands in and is called assumed: the chance of passing "
        "it then says how uncertain that bill is, not that the city overspends.",
    ),
    say(
        id="**90 dari 100 kemungkinan**: rentang yang memuat hasil bila semua angka "
        "yang belum pasti bergerak dalam rentangnya masing-masing. Bukan ramalan.",
        en="**90 in 100 possibilities**: the range that holds the result when every "
        "uncertain figure moves within its own range. It is no prediction.",
    ),
    say(
        id="**Klaim dibayar dana nasional**, bukan APBD. Rasio klaim di atas satu "
        "berarti uang masuk ke daerah dan risiko tarif dinaikkan, bukan defisit kota.",
        en="**Claims are paid by the national fund**, not by the APBD. A claim ratio "
        "above one is money into the region and a risk of a tariff revision, never a "
        "deficit of the city.",
    ),
    say(
        id="**Yang tidak disebut sumber mana pun** ditandai dianggap, dengan "
        "rentangnya, di halaman tiap kota dan di [daftar anggapan](assumptions.md).",
        en="**What no source gives** is marked assumed, with its range, on the page "
        "of each city and in the [list of assumptions](assumptions.md).",
    ),
)
CITY_TABLES = say(
    id="Halaman ringkasan lengkap hasil hitungan ini",
    en="The full summary page of this run",
)
BEHIND = say(id="Angka di balik jawaban", en="The numbers behind the answers")
DOWNLOADS = say(id="Unduhan", en="Downloads")
FIGURES = say(id="Gambar", en="Figures")
DATA_OF = say(id="Angka gambar ini:", en="This figure's numbers:")
MADE = say(
    id="Dihitung {day} dari skenario {name}: {draws} simulasi, benih {seed}.",
    en="Computed on {day} from the scenario {name}: {draws} draws, seed {seed}.",
)
FOOTER = say(
    id="Iuran {version}. Semua angka dihasilkan kode dari data yang disebut sumbernya; "
    "situs ini tidak memuat apa pun dari jaringan.",
    en="Iuran {version}. Code made every number from data whose source is named; "
    "this site loads nothing from a network.",
)
SEARCH = say(id="Cari di situs ini", en="Search this site")
CODE = say(id="Kode", en="Code")
HIDE_CODE = say(id="Sembunyikan kode", en="Hide code")
IN_ENGLISH = say(id="Halaman ini berbahasa Inggris.", en="")
NOTEBOOKS_LEFT_OUT = say(
    id="Buku catatan dalam bahasa Indonesia belum dibuat pada komputer ini. Jalankan "
    "`iuran run cilegon-baseline --lang id`, lalu bangun situs ini lagi. Sementara "
    "itu, pakai versi bahasa Inggris.",
    en="The executed notebooks were not found when this site was built.",
)
CHOOSE = say(
    id="Pilih bahasa untuk membaca hasilnya.",
    en="Choose a language to read the results.",
)
# file in a run folder -> what it is; {lang} is the language of the page
FILES: dict[str, Text] = {
    "workbook.xlsx": say(
        id="Buku kerja Excel: ubah peserta, bulan, atau tarif dan lihat tagihannya",
        en="Excel workbook: change members, months or tariff and see the bill",
    ),
    "memo-id.docx": say(
        id="Telaahan staf, dua halaman (Word, F4)",
        en="Staff memo in Indonesian, two pages (Word, F4)",
    ),
    "memo-id-a4.docx": say(
        id="Telaahan staf (Word, A4)", en="Staff memo in Indonesian (Word, A4)"
    ),
    "memo-id.pdf": say(id="Telaahan staf (PDF)", en="Staff memo in Indonesian (PDF)"),
    "memo-en.docx": say(
        id="Telaahan staf dalam bahasa Inggris (Word, A4)",
        en="Staff memo (Word, A4)",
    ),
    "headline-{lang}.png": say(
        id="Gambar ringkasan untuk dikirim lewat WhatsApp",
        en="Headline picture to send by WhatsApp",
    ),
    "results.csv": say(
        id="Semua hasil dalam satu tabel panjang (CSV)",
        en="All results in one long table (CSV)",
    ),
    "scenario.yaml": say(
        id="Skenario, setiap nilai dengan asalnya (YAML)",
        en="The scenario, each value with where it came from (YAML)",
    ),
}
QUESTIONS_FORM = say(
    id="Formulir pertanyaan untuk BPJS, Disnaker, dan BPKAD (YAML)",
    en="Form of questions to BPJS, Disnaker and BPKAD (YAML)",
)
