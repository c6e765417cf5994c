"""What is said of a file that cannot be, or must not be, opened as a form."""

from __future__ import annotations

from analysis.scenario.texts import texts

TOO_LARGE = texts(
    id=(
        "Berkas terlalu besar, atau isinya jauh lebih besar daripada berkasnya.",
        "Isi formulir dari `iuran template`; formulir terisi biasanya di bawah 100 kB.",
    ),
    en=(
        "The file is too large, or far larger unpacked than packed.",
        "Fill the form of `iuran template`; a filled one usually has less than 100 kB.",
    ),
)
EMPTY = texts(
    id=("Berkas ini kosong.", "Buat formulir baru dengan `iuran template`."),
    en=("The file is empty.", "Make a new form with `iuran template`."),
)
DAMAGED = texts(
    id=(
        "Berkas rusak, terkunci, atau bukan buatan Excel/LibreOffice.",
        "Buka di Excel atau LibreOffice, lalu Simpan Sebagai .xlsx yang baru.",
    ),
    en=(
        "The file is damaged, locked, or not made by Excel or LibreOffice.",
        "Open it in Excel or LibreOffice and save it as a new .xlsx.",
    ),
)
NO_WORKBOOK = texts(
    id=(
        "Isinya bukan buku kerja .xlsx, walaupun namanya begitu.",
        "Buka di Excel atau LibreOffice, lalu Simpan Sebagai .xlsx.",
    ),
    en=(
        "The content is no .xlsx workbook, although the name says so.",
        "Open it in Excel or LibreOffice and save it as .xlsx.",
    ),
)
OLD_OR_LOCKED = texts(
    id=(
        "Ini berkas .xls lama atau buku kerja yang dikunci kata sandi.",
        "Hapus kata sandinya, lalu Simpan Sebagai .xlsx.",
    ),
    en=(
        "This is an old .xls file or a workbook locked by a password.",
        "Remove the password and save it as .xlsx.",
    ),
)
MACRO = texts(
    id=(
        "Buku kerja berisi makro atau kontrol; itu tidak diterima.",
        "Simpan Sebagai .xlsx tanpa makro.",
    ),
    en=(
        "The workbook holds macros or controls; they are not accepted.",
        "Save it as .xlsx without macros.",
    ),
)
LINKED = texts(
    id=(
        "Buku kerja terhubung ke berkas atau data lain; itu tidak diterima.",
        "Putuskan tautannya (Data > Edit Tautan > Putuskan) dan tempel sebagai nilai.",
    ),
    en=(
        "The workbook is linked to other files or data; that is not accepted.",
        "Break the links (Data > Edit Links > Break) and paste as values.",
    ),
)
