"""What a judgement must be: each rule and its remedy, in both languages."""

from __future__ import annotations

from analysis.language import Text, say

Rule = tuple[Text, Text]


def _rule(id: str, en: str, remedy_id: str, remedy_en: str) -> Rule:
    return say(id=id, en=en), say(id=remedy_id, en=remedy_en)


MAPPING = _rule(
    "Di sini harus ada pemetaan `kunci: nilai`.",
    "A mapping `key: value` belongs here.",
    "Ikuti bentuk di awal berkas.",
    "Follow the form at the head of the file.",
)
YAML = _rule(
    "Berkas ini tidak terbaca sebagai YAML, atau satu kunci ditulis dua kali.",
    "The file cannot be read as YAML, or a key is written twice.",
    "Periksa baris itu dan satu baris di atasnya.",
    "Check the line named and the one above.",
)
LIST = _rule(
    "Di sini harus ada daftar.",
    "A list belongs here.",
    "Tulis satu butir sebaris, diawali tanda hubung.",
    "Write one item a line, after a hyphen.",
)
MISSING = _rule(
    "Kunci ini wajib diisi.",
    "This key is required.",
    "Tambahkan; bentuknya ada di awal berkas.",
    "Add it; its form stands at the head of the file.",
)
UNKNOWN_KEY = _rule(
    "Kunci ini tidak dikenal untuk metode itu.",
    "This key is not known for that method.",
    "Hapus, atau perbaiki ejaannya.",
    "Remove it, or correct its spelling.",
)
UNKNOWN_METHOD = _rule(
    "Metode ini tidak dikenal.",
    "This method is not known.",
    "Pilih balance, choice, typing, label atau held apart.",
    "Use balance, choice, typing, label or held apart.",
)
LANGUAGES = _rule(
    "Teks ini harus ada dalam bahasa Indonesia dan Inggris.",
    "This text must be there in Indonesian and English.",
    'Tulis {id: "...", en: "..."}.',
    'Write {id: "...", en: "..."}.',
)
NUMBER = _rule(
    "Bukan angka biasa dengan titik desimal.",
    "This is no plain number with a decimal point.",
    "Tulis misalnya 690000000 atau 0.47.",
    "Write for example 690000000 or 0.47.",
)
SPREAD = _rule(
    "Simpangan baku tidak dikenal bentuknya.",
    "This is no known way to give an sd.",
    "Tulis satu dari {absolute: x}, {relative: k}, {rounding: langkah}, {equal: k}, "
    "{proportional: k}.",
    "Write one of {absolute: x}, {relative: k}, {rounding: step}, {equal: k}, "
    "{proportional: k}.",
)
POSITIVE = _rule(
    "Simpangan baku harus lebih dari nol: tak ada angka terbitan yang pasti.",
    "An sd must be above zero: no published figure is certain.",
    "Pakai paling sedikit pembulatannya: {rounding: langkah}.",
    "Use at least the rounding: {rounding: step}.",
)
WITHOUT_SD = _rule(
    "Klaim ini tidak diberi simpangan baku.",
    "This claim is given no sd.",
    "Tambahkan klaim ini, atau `all`.",
    "Add the claim, or `all`.",
)
IDENTITY = _rule(
    "Identitas ini tidak terbaca.",
    "This identity cannot be read.",
    "Tulis misalnya `S029 = S030 + S031`, dengan spasi di kedua sisi tanda.",
    "Write for example `S029 = S030 + S031`, with a space on both sides of a sign.",
)
RATIO = _rule(
    "Rasio ini tidak terbaca.",
    "This ratio cannot be read.",
    "Tulis misalnya `S031 / S029`.",
    "Write for example `S031 / S029`.",
)
TOO_FEW_SETS = _rule(
    "Hasil ditunjukkan di bawah paling sedikit tiga himpunan bobot.",
    "The answer is shown under at least three sets of weights.",
    "Tambahkan himpunan bobot.",
    "Add a set of weights.",
)
NOT_A_SET = _rule(
    "Himpunan bobot ini tidak ada.",
    "There is no such set of weights.",
    "Pilih salah satu nama di bawah `weights`.",
    "Choose a name from below `weights`.",
)
PROBABILITIES = _rule(
    "Peluang harus di antara 0 dan 1 dan berjumlah tepat 1.",
    "Probabilities lie between 0 and 1 and add to exactly 1.",
    "Perbaiki peluangnya.",
    "Correct the probabilities.",
)
PROBABILITY_RANGE = _rule(
    "Rentang peluang pertama harus memuat peluang itu, [rendah, tinggi] di dalam 0-1.",
    "The range of the first probability must hold it: [low, high] within 0-1.",
    "Perbaiki rentangnya.",
    "Correct the range.",
)
OPTION = _rule(
    "Setiap pilihan menyebut satu klaim atau satu nilai.",
    "Each option names one claim or one value.",
    "Tulis `claim` atau `value`, tidak keduanya.",
    "Write `claim` or `value`, not both.",
)
NOT_SETTLED_HERE = _rule(
    "Klaim ini tidak diselesaikan oleh entri ini.",
    "This claim is not one that the entry settles.",
    "Sebut klaim yang ada dalam identitas atau `claims`.",
    "Name a claim that stands in the identities or in `claims`.",
)
BACKED = _rule(
    "Salah ketik harus didukung: sebut satu `witness` atau satu `share`.",
    "A typing error must be backed: name a `witness` or a `share`.",
    "Tambahkan klaim pendukungnya, atau pakai metode held apart.",
    "Add the claim that backs it, or use the method held apart.",
)
SETTLED_TWICE = _rule(
    "Klaim ini sudah diselesaikan oleh entri lain.",
    "Another entry settles this claim already.",
    "Sisakan satu.",
    "Keep one of the two.",
)
NO_FIGURE = _rule(
    "Klaim ini tidak memuat angka.",
    "This claim holds no figure.",
    "Pakai klaim lain.",
    "Use another claim.",
)
OTHER_REGION = _rule(
    "Klaim ini dari wilayah lain.",
    "This claim is of another region.",
    "Perbaiki `region` atau klaimnya.",
    "Correct `region` or the claim.",
)
NOT_THE_SAME = _rule(
    "Kedua klaim tidak mencetak angka yang sama.",
    "The two claims do not print the same figure.",
    "Hapus dari `same`.",
    "Remove it from `same`.",
)
REFUSED = _rule(
    "Himpunan terpilih ditolak uji global (p < 0,01): tidak ada yang diterbitkan dari "
    "uji yang gagal.",
    "The chosen set is refused by the global test (p < 0.01): nothing is published "
    "from a failed check.",
    "Periksa dahulu klaim yang disebut: konsep, salah ketik, simpangan bakunya; atau "
    "pilih himpunan lain.",
    "First look at the claims named: concept, typing, sd; or choose another set.",
)
FAR_TYPING = _rule(
    "Nilai yang diperbaiki bukan satu salah ketik dari yang tercetak.",
    "The corrected value is not one typing error from the printed one.",
    "Pakai metode held apart atau choice.",
    "Use the method held apart or choice.",
)
OTHER_WITNESS = _rule(
    "Saksi mencetak angka lain.",
    "The witness prints another figure.",
    "Samakan `corrected` dengan saksinya, atau ganti saksi.",
    "Make `corrected` what the witness prints, or name another witness.",
)
OTHER_SHARE = _rule(
    "Pangsa tercetak tidak menunjuk tepat ke nilai ini.",
    "The printed share does not point to exactly this value.",
    "Pakai metode choice atau held apart.",
    "Use the method choice or held apart.",
)
LABEL_FITS = _rule(
    "Pangsa ini cocok dengan penyebut yang disebut sumber: tak ada label yang salah.",
    "The share fits the denominator the source names: no label is wrong.",
    "Hapus klaim ini dari entri.",
    "Remove the claim from the entry.",
)
LABEL_FITS_NEITHER = _rule(
    "Pangsa ini tidak cocok dengan penyebut yang dikatakan benar.",
    "The share does not fit the denominator said to be right.",
    "Cari penyebut lain, atau pakai metode held apart.",
    "Find another denominator, or use the method held apart.",
)
CLOSES_NOT = _rule(
    "Identitas ini seharusnya pas, ternyata tidak.",
    "This identity should close, and does not.",
    "Periksa klaimnya, atau hapus identitas ini.",
    "Check the claims, or remove the identity.",
)
DIFFERS_NOT = _rule(
    "Identitas ini seharusnya tidak pas, ternyata pas.",
    "This identity should differ, and closes.",
    "Klaim ini tidak bertentangan: hapus entrinya.",
    "The claims do not contradict each other: remove the entry.",
)
OTHER_UNIT = _rule(
    "Satuan klaim tidak memungkinkan nilai ini: orang dan rupiah bulat, bagian 0-1.",
    "The unit of the claim does not allow this value: people and rupiah are whole, "
    "shares lie in 0-1.",
    "Perbaiki nilainya.",
    "Correct the value.",
)
