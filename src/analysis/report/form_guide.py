"""What the first sheet of the planner's form says: how to fill it in, an example."""

from __future__ import annotations

from analysis.language import Text, say

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
            id="Mulai dari lembar Skenario, lalu Anggaran dan Kelompok. Tanda * wajib. "
            "Lembar lain boleh kosong. Jangan ubah baris atau kolom kunci abu-abu.",
            en="Start with sheet Skenario, then Anggaran and Kelompok. A * must be "
            "filled. The other sheets may stay empty. Leave the grey keys as they are.",
        ),
    ),
    (
        say(id="2. Angka", en="2. Numbers"),
        say(
            id="Ketik angka biasa: 16800, bukan Rp 16.800 atau 16,8 ribu. Rupiah "
            "penuh, bukan juta. Bagian ditulis 0 sampai 1 (95% boleh diketik 95%). "
            "Rumus boleh, asal hasilnya tersimpan. Tidak ada NIK atau nomor KK.",
            en="Type plain numbers: 16800, not Rp 16.800. Rupiah in full, not "
            "millions. Shares are 0 to 1 (95% may be typed as 95%). Formulas are fine "
            "if their results are stored. No identity numbers.",
        ),
    ),
    (
        say(id="3. Belum pasti", en="3. Not certain"),
        say(
            id="Angka yang belum pasti boleh ditulis sebagai rentang: 13750 s.d. "
            "41250, atau {median: 20000, p10: 14000, p90: 30000}. Angka dari "
            "buku bukti: {evidence: S015}. Tanpa sumber: catat di lembar Anggapan.",
            en="A number that is not certain may be a range: 13750 .. 41250, or "
            "{median: 20000, p10: 14000, p90: 30000}. A figure of the ledger: "
            "{evidence: S015}. No source at all: say so in sheet Anggapan.",
        ),
    ),
    (
        say(id="4. Sumber", en="4. Sources"),
        say(
            id="Yang sudah diketahui telah terisi, dengan sumber di sampingnya; "
            "rincian di lembar Sumber. Periksa, ganti bila Anda punya yang lebih "
            "baru, dan tulis sumbernya.",
            en="What is known is filled in with its source beside it; details in sheet "
            "Sumber. Check it, replace it by what is newer, and write its source.",
        ),
    ),
    (
        say(id="5. Jalur", en="5. Paths"),
        say(
            id="tetap: jumlah peserta tidak berubah. jadwal: jumlah orang mulai tahun "
            "atau bulan tertentu (Jadwal 1-4). target: cakupan naik lurus sampai "
            "tahunnya.",
            en="hold: members stay. schedule: numbers of people from a year or month "
            "on (schedules 1-4). target: coverage rises in a straight line to "
            "its year.",
        ),
    ),
    (
        say(id="6. Simpan dan jalankan", en="6. Save and run"),
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
        say(id="Contoh satu baris Kelompok", en="Example of a row of Kelompok"),
        say(
            id="kelompok rt_rw | memenuhi syarat 1528 | peserta 1528 | peserta sejak "
            "2024-01 | tarif bpu | jalur tetap | sisanya kosong",
            en="group rt_rw | eligible 1528 | members 1528 | members since 2024-01 | "
            "tariff bpu | path hold | the rest empty",
        ),
    ),
)
