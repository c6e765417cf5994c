"""What the first sheet of the planner's form says: how to fill it in, and print it."""

from __future__ import annotations

from analysis.language import Text, say
from analysis.report.form_pen import LINE, READING, Pen, fit

GUIDE_NAME = "Petunjuk"
GUIDE: tuple[tuple[Text, Text], ...] = (
    (
        say(id="Formulir Iuran", en="The Iuran form"),
        say(
            id="Berapa pekerja dapat dilindungi APBD, berapa biayanya, sampai kapan.",
            en="How many workers a local budget can keep covered, at what cost, how "
            "long. Sheets keep their Indonesian names.",
        ),
    ),
    (
        say(id="1. Isi sel kuning", en="1. Fill the yellow cells"),
        say(
            id="Mulai dari lembar bertab kuning: Skenario, Anggaran, Kelompok. Tanda * "
            "wajib diisi. Lembar bertab abu-abu boleh kosong. Lembar bertab biru hanya "
            "untuk dibaca. Jangan ubah baris atau kolom kunci abu-abu.",
            en="Start with the sheets on yellow tabs: Skenario, Anggaran, Kelompok. "
            "A * must be filled. Sheets on grey tabs may stay empty. Those on blue "
            "tabs are for reading only. Leave the grey keys as they are.",
        ),
    ),
    (
        say(id="2. Angka", en="2. Numbers"),
        say(
            id="Ketik angka biasa: 16800, bukan Rp 16.800 atau 16,8 ribu. Rupiah "
            "penuh, bukan juta. Bagian ditulis 0 sampai 1 (95% boleh diketik 95%); "
            "tanda desimalnya menurut Excel Anda (0,95 atau 0.95). Rumus "
            "boleh, asal hasilnya tersimpan. Tidak ada NIK atau nomor KK.",
            en="Type plain numbers: 16800, not Rp 16.800. Rupiah in full, not "
            "millions. Shares are 0 to 1 (95% may be typed as 95%), with the decimal "
            "sign of your Excel. Formulas are fine "
            "if their results are stored. No identity numbers.",
        ),
    ),
    (
        say(id="3. Belum pasti", en="3. Not certain"),
        say(
            id="Angka yang belum pasti boleh ditulis sebagai rentang: 13750 s.d. "
            "41250, atau {median: 20000, p10: 14000, p90: 30000}. Angka dari "
            "buku bukti: {evidence: S015}. Tanpa sumber: catat di lembar Anggapan.",
            en="A number that is not certain may be a range: 13750 s.d. 41250, or "
            "{median: 20000, p10: 14000, p90: 30000}. A figure of the ledger: "
            "{evidence: S015}. No source at all: say so in sheet Anggapan.",
        ),
    ),
    (
        say(id="4. Jalur", en="4. Paths"),
        say(
            id="tetap: jumlah peserta tidak berubah. jadwal: jumlah orang mulai tahun "
            "atau bulan tertentu, ditulis di lembar Jadwal. target: cakupan naik lurus "
            "sampai tahunnya. tren: ramalan dari angka yang lalu (lembar Riwayat).",
            en="hold: members stay. schedule: numbers of people from a year or month "
            "on, written in sheet Jadwal. target: coverage rises in a straight line to "
            "its year. trend: a forecast from earlier figures (sheet Riwayat).",
        ),
    ),
    (
        say(id="5. Bertanya", en="5. Asking"),
        say(
            id="Angka yang belum ada: lembar Pertanyaan menyebut kepada siapa, dengan "
            "kata-kata apa, dalam satuan apa, dan di sel mana jawabannya diketik. "
            "Lembar Contoh menunjukkan formulir yang sudah terisi.",
            en="For a figure you lack, sheet Pertanyaan says whom to ask, in which "
            "words, in which unit, and into which cell the answer goes. Sheet Contoh "
            "shows a form that is filled in.",
        ),
    ),
    (
        say(id="6. Sumber", en="6. Sources"),
        say(
            id="Yang sudah diketahui telah terisi, dengan sumber di sampingnya; "
            "rincian di lembar Sumber. Periksa, ganti bila Anda punya yang lebih "
            "baru, dan tulis sumbernya.",
            en="What is known is filled in with its source beside it; details in sheet "
            "Sumber. Check it, replace it by what is newer, and write its source.",
        ),
    ),
    (
        say(id="7. Simpan dan jalankan", en="7. Save and run"),
        say(
            id="Simpan sebagai .xlsx; nama berkas menjadi nama hasil, misalnya "
            "cilegon-2027.xlsx. Lalu: iuran check cilegon-2027.xlsx (semua masalah "
            "sekaligus, dengan selnya), iuran run cilegon-2027.xlsx (hasil di folder "
            "reports). Berkas Anda tidak pernah diubah.",
            en="Save as .xlsx; the file's name becomes the run's, for example "
            "cilegon-2027.xlsx. Then: iuran check cilegon-2027.xlsx (all problems at "
            "once, by cell), iuran run cilegon-2027.xlsx (results in folder reports). "
            "Your file is never changed.",
        ),
    ),
    (
        say(id="8. Mencetak", en="8. Printing"),
        say(
            id="Setiap lembar sudah diatur untuk kertas A4 mendatar, selebar satu "
            "halaman (Kelompok tiga, Lanjutan dua). Untuk F4 pilih kertas Folio. "
            "Cetak lembar Pertanyaan untuk dibawa ke lembaga yang ditanya.",
            en="Every sheet is set for A4 landscape, one page wide (Kelompok "
            "three, Lanjutan two). Print sheet Pertanyaan to take it along to those "
            "you ask.",
        ),
    ),
)


WIDTHS = (26, 84)


def write_sheet(pen: Pen) -> None:
    """Write the first sheet."""
    page = pen.sheet(GUIDE_NAME, READING, WIDTHS)
    page.hide_gridlines(2)
    (title, question), *steps = GUIDE
    page.write_string(0, 0, pen.say(title), pen["title"])
    page.write_string(1, 0, pen.say(question))
    for row, step in enumerate(steps, start=3):
        head, body = map(pen.say, step)
        page.write_string(row, 0, head, pen["line_bold"])
        page.write_string(row, 1, body, pen["line"])
        fit(page, row, ((head, WIDTHS[0]), (body, WIDTHS[1])), LINE)
