"""What reading a planner's form says: each a rule and a remedy in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.language import Text, say
from analysis.scenario.texts import Texts, texts

ERROR_VALUE = "#ERROR!"  # stands for a cell whose formula failed
PICK = say(id="Pilih dari daftar di sel.", en="Choose from the list in the cell.")
UNREADABLE = texts(
    id=(
        "Berkas tidak dapat dibuka.",
        "Tutup di Excel, dan periksa izin baca berkas itu.",
    ),
    en=(
        "The file cannot be opened.",
        "Close it in Excel, and check the permission to read it.",
    ),
)
MONTH = texts(
    id=("Bulan ditulis TTTT-BB.", "Tulis misalnya 2027-01."),
    en=("A month is written YYYY-MM.", "Write for example 2027-01."),
)
NO_VALUE = texts(
    id=(
        "Rumus ini belum punya hasil tersimpan.",
        "Buka di Excel atau LibreOffice, simpan, lalu ulangi; atau tulis angkanya.",
    ),
    en=(
        "This formula has no stored result.",
        "Open it in Excel or LibreOffice, save, try again; or write the number.",
    ),
)
CELL_ERROR = texts(
    id=("Sel ini berisi galat rumus.", "Perbaiki rumusnya, atau tulis angkanya."),
    en=("This cell holds a formula error.", "Mend the formula, or write the number."),
)
MERGED = texts(
    id=(
        "Sel yang digabung tidak dapat dibaca baris demi baris.",
        "Pisahkan sel (Unmerge) dan isi setiap baris.",
    ),
    en=(
        "Merged cells cannot be read row by row.",
        "Unmerge them and fill every row.",
    ),
)
HIDDEN = texts(
    id=(
        "Baris, kolom, atau lembar tersembunyi berisi data.",
        "Tampilkan (Unhide), atau hapus isinya.",
    ),
    en=(
        "A hidden row, column or sheet holds data.",
        "Unhide it, or delete what it holds.",
    ),
)
OUTSIDE = texts(
    id=(
        "Data di luar tabel formulir tidak dibaca.",
        "Pindahkan ke kolom dan baris formulir, atau ke lembar lain.",
    ),
    en=(
        "Data outside the table of the form is not read.",
        "Move it into the rows and columns of the form, or to another sheet.",
    ),
)
TWICE = texts(
    id=("Ini ditulis dua kali.", "Sisakan satu baris saja."),
    en=("This is written twice.", "Keep one row of the two."),
)
TOTAL_ROW = texts(
    id=(
        "Baris jumlah bukan kelompok; jumlahnya dihitung sendiri.",
        "Hapus baris ini.",
    ),
    en=("A row of totals is no group; totals are computed.", "Delete this row."),
)
REQUIRED = texts(
    id=("Sel ini wajib diisi.", "Isi sel ini."),
    en=("This cell must be filled.", "Fill it."),
)
NO_SCHEDULE = texts(
    id=(
        "Jalur jadwal memerlukan paling sedikit satu baris di lembar Jadwal.",
        "Isi kelompok, mulai, dan orang di lembar Jadwal, atau pilih jalur tetap.",
    ),
    en=(
        "Path schedule needs at least one row in sheet Jadwal.",
        "Fill group, start and people in sheet Jadwal, or choose path hold.",
    ),
)
YEAR = texts(
    id=("Tahun ditulis dengan empat angka.", "Tulis tahunnya."),
    en=("A year is written with four digits.", "Write the year."),
)
FROM = texts(
    id=(
        "Mulai ditulis sebagai tahun (TTTT) atau bulan (TTTT-BB).",
        "Tulis misalnya 2028 atau 2028-10.",
    ),
    en=(
        "A start is written as a year (YYYY) or a month (YYYY-MM).",
        "Write for example 2028 or 2028-10.",
    ),
)
NOT_INLINE = texts(
    id=(
        "Kurung kurawal ini tidak dapat dibaca.",
        "Periksa kurung dan titik dua, seperti {uniform: [rendah, tinggi]} atau "
        "{evidence: ID}.",
    ),
    en=(
        "These braces cannot be read.",
        "Check brackets and colons, as in {uniform: [low, high]} or {evidence: ID}.",
    ),
)
SUFFIX = texts(
    id=(
        "Skenario adalah berkas .yaml, atau formulir .xlsx.",
        "Ganti nama berkasnya; lembar kerja lain: Simpan Sebagai .xlsx.",
    ),
    en=(
        "A scenario is a .yaml file, or a form in .xlsx.",
        "Rename the file; save other spreadsheets as .xlsx.",
    ),
)


def no_sheet(found: Iterable[str]) -> Texts:
    """A sheet of the form is missing."""
    listed = ", ".join(found)
    return texts(
        id=(
            "Lembar formulir ini tidak ada.",
            f"Kembalikan nama lembarnya (yang ada: {listed}), atau salin isian Anda ke "
            "formulir baru dari `iuran template`.",
        ),
        en=(
            "This sheet of the form is missing.",
            f"Give the sheet its name back (found: {listed}), or copy your entries "
            "into a new form of `iuran template`.",
        ),
    )


def no_column(found: Iterable[str]) -> Texts:
    """A column (or a row of Skenario) of the form is missing."""
    listed = ", ".join(found)
    return texts(
        id=(
            "Kolom formulir ini tidak ada.",
            f"Kembalikan kuncinya di baris kunci abu-abu (yang ada: {listed}).",
        ),
        en=(
            "This column of the form is missing.",
            f"Put its key back into the grey row of keys (found: {listed}).",
        ),
    )


def unknown_column(advice: Text) -> Texts:
    """A key in the grey row of keys is none of the form's."""
    rule = say(
        id="Kunci kolom ini tidak dikenal.", en="This key of a column is not known."
    )
    return rule, advice


def not_used(kind: str) -> Texts:
    """A cell is filled that the chosen path does not read."""
    return texts(
        id=(
            f"Jalur `{kind}` tidak memakai sel ini.",
            "Kosongkan, atau pilih jalur lain.",
        ),
        en=(
            f"The path `{kind}` does not use this cell.",
            "Empty it, or choose another path.",
        ),
    )


def of_path(kind: str, group: str) -> Texts:
    """A row is for groups on another path."""
    word = {"schedule": "jadwal", "target": "target", "trend": "tren"}[kind]
    return texts(
        id=(
            f"Isian ini hanya untuk kelompok dengan jalur {word}.",
            f"Pilih jalur {word} untuk `{group}` di lembar Kelompok, atau kosongkan.",
        ),
        en=(
            f"This is only for groups on path {kind}.",
            f"Choose path {kind} for `{group}` in sheet Kelompok, or empty it.",
        ),
    )


def no_such_group(advice: Text) -> Texts:
    """A row names a group that sheet Kelompok does not have."""
    rule = say(
        id="Kelompok ini tidak ada di lembar Kelompok.",
        en="This group is not in the sheet Kelompok.",
    )
    return rule, advice


def one_of(words: Iterable[str]) -> Text:
    """A cell takes one of some words only."""
    listed = ", ".join(words)
    return say(
        id=f"Harus salah satu dari: {listed}.", en=f"This must be one of: {listed}."
    )


def file_name(suggested: str) -> Texts:
    """The file's name cannot name a run."""
    return texts(
        id=(
            "Nama berkas menjadi nama hasil: hanya huruf kecil, angka, dan tanda "
            "hubung, paling banyak 64.",
            f"Ganti namanya, misalnya {suggested}.",
        ),
        en=(
            "The file's name becomes the name of the run: small letters, digits and "
            "hyphens only, at most 64.",
            f"Rename it, for example {suggested}.",
        ),
    )
