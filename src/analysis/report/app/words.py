"""What the form says, in both languages."""

from __future__ import annotations

from analysis.errors import Problem
from analysis.language import Text, say
from analysis.privacy import masked

TYPED = say(
    id="Diisi di formulir, tanpa sumber.", en="Typed in the form, without a source."
)
_EXAMPLES = {
    "first_year": "2027",
    "years": "5",
    "target.year": "2030",
    "target.coverage": "0.95",
    "ceiling.idr": "2200000000",
    "tariff.jkk": "10000",
    "tariff.jkm": "6800",
}
NO_GROUP = say(
    id="Belum ada kelompok. Tambahkan kelompok, lalu isi orangnya.",
    en="There is no group yet. Add a group, then fill in its people.",
)
DEFECT = say(
    id="Formulir gagal menghitung ini; angka tetap yang terakhir. Catatannya di "
    "jendela tempat formulir dijalankan.",
    en="The form failed to compute this; the numbers are the last ones. The window the "
    "form was started from has the record.",
)


def advice(problem: Problem) -> Text:
    """Return rule and remedy of a problem as one line; the value stands beside it."""
    return together(problem.rule, problem.remedy)


def together(rule: Text, remedy: Text) -> Text:
    """Return rule and remedy as one line; what was typed may stand in them."""
    return say(
        id=masked(f"{rule['id']} {remedy['id']}".strip()),
        en=masked(f"{rule['en']} {remedy['en']}".strip()),
    )


def empty(key: str) -> Text:
    """Return what to write into a field where nothing stands yet."""
    example = _EXAMPLES.get(key, "1528")
    return say(
        id=f"Belum diisi. Tulis angkanya, misalnya {example}.",
        en=f"Not filled in yet. Write the number, for example {example}.",
    )


def why(name: str, changed: str) -> Text:
    """Return why a scenario of the form is computed: from what, changed in what."""
    if not changed:
        return say(
            id=f"Dibuka di formulir dari {name}, tidak diubah.",
            en=f"Opened in the form from {name}, not changed.",
        )
    return say(
        id=f"Diisi di formulir mulai dari {name}; yang diubah: {changed}."[:1900],
        en=f"Filled in the form from {name}; changed: {changed}."[:1900],
    )


def basis(name: str, *, bare: bool) -> Text:
    """Return what the form of this region started from."""
    if bare:
        return say(
            id="Untuk daerah ini belum ada skenario. Yang diketahui sudah terisi "
            "dengan sumbernya; jumlah orang lainnya tidak dikarang dan harus Anda isi.",
            en="There is no scenario of this region yet. What is known is filled in "
            "with its source; all other numbers of people are not invented: they are "
            "yours to fill in.",
        )
    return say(
        id=f"Mulai dari skenario {name}; setiap isian menyebut sumbernya.",
        en=f"Starts from the scenario {name}; every entry names its source.",
    )


RANGE = say(id=" sampai ", en=" to ")
EITHER = say(id=" atau ", en=" or ")
_NONE = say(id="", en="")
_FROM_LAW = say(
    id="Bawaan: tarif menurut aturan. Ubah hanya untuk mencoba tarif lain.",
    en="Default: the tariff of the law. Change it only to try another tariff.",
)
# title, help, fields
SECTIONS: tuple[tuple[Text, Text, tuple[str, ...]], ...] = (
    (
        say(id="Tarif BPU yang dibayar APBD", en="BPU tariff paid by the APBD"),
        _FROM_LAW,
        ("tariff.jkk", "tariff.jkm"),
    ),
    (
        say(id="Pagu anggaran", en="Budget ceiling"),
        _NONE,
        ("ceiling.kind", "ceiling.idr"),
    ),
    (
        say(id="Arah kepesertaan", en="Path of membership"),
        _NONE,
        ("target.kind", "target.coverage", "target.year"),
    ),
    (
        say(id="Tahun dan judul", en="Years and title"),
        _NONE,
        ("first_year", "years", "title"),
    ),
)
MARKS = {
    "typed": say(id="diisi", en="typed"),
    "assumed": say(id="dianggap", en="assumed"),
}
CHOICE = {
    ("ceiling.kind", "as_is"): say(id="Seperti skenario asal", en="As in the scenario"),
    ("ceiling.kind", "idr"): say(id="Rupiah setahun", en="Rupiah a year"),
    ("ceiling.kind", "none"): say(id="Tanpa pagu", en="No ceiling"),
    ("target.kind", "as_is"): say(id="Seperti skenario asal", en="As in the scenario"),
    ("target.kind", "hold"): say(
        id="Tetap: peserta sekarang", en="Hold: members as now"
    ),
    ("target.kind", "target"): say(id="Menuju sasaran cakupan", en="Towards a target"),
}
_PEOPLE = say(id="orang", en="people")
_RUPIAH = say(id="Rp/orang/bulan", en="Rp/person/month")
_MONTH = say(id="1-12", en="1-12")
# field: unit, label, help
_FIELDS: dict[str, tuple[Text, Text, Text]] = {
    "eligible": (_PEOPLE, say(id="Memenuhi syarat", en="Eligible"), _NONE),
    "members": (_PEOPLE, say(id="Peserta", en="Insured"), _NONE),
    "months.first": (_MONTH, say(id="Dari bulan", en="From month"), _NONE),
    "months.last": (_MONTH, say(id="Sampai bulan", en="To month"), _NONE),
    "tariff.jkk": (_RUPIAH, say(id="JKK", en="JKK (work accident)"), _NONE),
    "tariff.jkm": (_RUPIAH, say(id="JKM", en="JKM (death)"), _NONE),
    "ceiling.kind": (_NONE, say(id="Pagu", en="Ceiling"), _NONE),
    "ceiling.idr": (
        say(id="Rp setahun", en="Rp a year"),
        say(id="Dari APBD umum", en="From the general APBD"),
        say(
            id="Sama setiap tahun, mulai tahun pertama. Hanya angka: 2200000000.",
            en="The same every year from the first. Digits only: 2200000000.",
        ),
    ),
    "target.kind": (
        _NONE,
        say(id="Peserta tahun-tahun berikut", en="Members of later years"),
        _NONE,
    ),
    "target.coverage": (
        say(id="bagian 0-1", en="share 0-1"),
        say(id="Sasaran cakupan", en="Target coverage"),
        say(
            id="Bagian dari yang memenuhi syarat: 95 persen ditulis 0.95.",
            en="Share of the eligible: 95 per cent is written 0.95.",
        ),
    ),
    "target.year": (
        say(id="tahun", en="year"),
        say(id="Tercapai pada", en="Reached in"),
        say(id="Naik lurus sampai tahun itu.", en="A straight line up to that year."),
    ),
    "first_year": (
        say(id="tahun", en="year"),
        say(id="Tahun anggaran pertama", en="First budget year"),
        _NONE,
    ),
    "years": (
        say(id="tahun", en="years"),
        say(id="Lama proyeksi", en="Length of the projection"),
        _NONE,
    ),
    "title": (
        _NONE,
        say(id="Judul", en="Title"),
        say(id="Tertulis di berkas yang disimpan.", en="Written into the saved file."),
    ),
}


def field(key: str) -> tuple[Text, Text, Text]:
    """Return unit, label and help of a field."""
    part = key.split(".", 2)[2] if key.startswith("segments.") else key
    if part.startswith("path.members."):
        month = part.removeprefix("path.members.")
        label = say(id=f"Kuota mulai {month}", en=f"Planned from {month}")
        return _PEOPLE, label, _NONE
    return _FIELDS[part]


PAGE = {
    "title": say(id="Formulir iuran", en="Contributions form"),
    "lead": say(
        id="Ubah angka di kiri; tagihan dan risikonya dihitung ulang saat itu juga. "
        "Semua tetap di komputer ini.",
        en="Change a number on the left; the bill and its risks are computed again at "
        "once. Everything stays on this computer.",
    ),
    "inputs": say(id="Masukan", en="Inputs"),
    "answers": say(id="Jawaban", en="Answers"),
    "language": say(id="Bahasa", en="Language"),
    "region": say(id="Kabupaten atau kota", en="Regency or city"),
    "groups": say(id="Orang dan bulan yang dibayar", en="People and funded months"),
    "groups_help": say(
        id="Jumlah orang tepat sebelum tahun pertama, hanya angka (1528). Yang belum "
        "pasti: 5000 sampai 7000, atau 574 atau 1028. Bulan 1 sampai 12: setahun.",
        en="People just before the first year, digits only (1528). If uncertain: "
        "5000 to 7000, or 574 or 1028. Months 1 to 12: the whole year.",
    ),
    "group": say(id="Kelompok", en="Group"),
    "add": say(id="Tambah kelompok", en="Add a group"),
    "add_button": say(id="Tambah", en="Add"),
    "choose": say(id="pilih kelompok", en="choose a group"),
    "remove": say(id="Hapus", en="Remove"),
    "sources": say(id="sumber", en="source"),
    "source": say(id="Sumber", en="Source"),
    "save_yaml": say(id="Simpan skenario (.yaml)", en="Save scenario (.yaml)"),
    "save_xlsx": say(id="Simpan formulir Excel (.xlsx)", en="Save Excel form (.xlsx)"),
    "reset": say(id="Kembalikan ke awal", en="Reset"),
    "open": say(id="Buka berkas (.yaml atau .xlsx)", en="Open a file (.yaml or .xlsx)"),
    "old": say(
        id="Angka di bawah ini hasil lama: ada isian yang belum benar.",
        en="The numbers below are old: an entry is not right yet.",
    ),
    "gaps": say(
        id="Belum ada yang dapat dihitung. Isi kolom yang bertanda di kiri.",
        en="Nothing can be computed yet. Fill in the fields marked on the left.",
    ),
    "drawing": say(
        id="Rentang lengkap dan gambar sedang dihitung.",
        en="The full range and the picture are being computed.",
    ),
    "waiting": say(
        id="Isian terakhir sedang dihitung; angka di sini belum memuatnya.",
        en="The last entry is being computed; the numbers here do not have it yet.",
    ),
    "stopped": say(
        id="Formulir berhenti; jalankan lagi, lalu buka alamat yang tertulis. Angka di "
        "bawah ini yang terakhir dihitung dan tidak dapat diubah atau disimpan lagi.",
        en="The form has stopped; run it again and open the address it prints. The "
        "numbers below are the last ones; they cannot be changed or saved any more.",
    ),
    "too_large": say(
        id="Berkas lebih besar dari 5 MB; tidak dibuka.",
        en="The file is larger than 5 MB; not opened.",
    ),
}
