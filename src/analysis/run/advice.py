"""What the runner says when something goes wrong: rule and remedy, twice."""

from __future__ import annotations

from analysis.language import Text, say

_REPORT_IT = say(
    id="ini kesalahan kami; laporkan dengan keluaran perintah yang sama plus --debug.",
    en="this is our defect; report it with what the same command plus --debug prints.",
)
ONE_CELL = (
    say(
        id="Buku catatan harus punya tepat satu sel kode bertanda 'parameters'.",
        en="A notebook needs exactly one code cell tagged 'parameters'.",
    ),
    say(
        id="pulihkan berkas dari repositori.",
        en="restore the file from the repository.",
    ),
)
LITERALS = (
    say(
        id="Sel 'parameters' hanya berisi penetapan nilai langsung.",
        en="The 'parameters' cell holds only assignments of plain values.",
    ),
    ONE_CELL[1],
)
UNKNOWN_PARAMETER = (
    say(
        id="Parameter ini tidak dikenal oleh buku catatan.",
        en="The notebook does not know this parameter.",
    ),
    say(
        id="pakai hanya nama pada sel 'parameters' buku catatan itu.",
        en="use only the names in that notebook's 'parameters' cell.",
    ),
)
PARAMETER_VALUE = (
    say(
        id="Nilai parameter harus terhingga dan paling panjang 200 karakter.",
        en="A parameter must be finite and at most 200 characters long.",
    ),
    say(id="perbaiki nilainya.", en="correct the value."),
)
PARAMETER_TYPE = (
    say(
        id="Jenis nilai berbeda dari nilai bawaan parameter.",
        en="The value is of another type than the parameter's default.",
    ),
    PARAMETER_VALUE[1],
)
NO_KERNEL = (
    say(
        id="Mesin Python untuk buku catatan tidak dapat dijalankan, dua kali dicoba.",
        en="The Python kernel for notebooks could not be started, tried twice.",
    ),
    say(
        id="jalankan 'make clean' lalu 'make report'; angka saja: --numbers-only.",
        en="run 'make clean', then 'make report'; figures only: --numbers-only.",
    ),
)
CELL_FAILED = (
    say(
        id="Sebuah sel buku catatan gagal; hasil sebelumnya tidak diubah.",
        en="A notebook cell failed; earlier results are untouched.",
    ),
    _REPORT_IT,
)
TOO_LONG = (
    say(
        id="Sebuah sel buku catatan melewati batas waktu; hasil lama tidak diubah.",
        en="A notebook cell ran past its time limit; earlier results are untouched.",
    ),
    say(
        id="kurangi simulasi dengan --draws, atau tutup program lain.",
        en="ask for fewer draws with --draws, or close other programs.",
    ),
)
DEAD_KERNEL = (
    say(
        id="Mesin Python buku catatan mati di tengah jalan; hasil lama tidak diubah.",
        en="The notebook's Python kernel died; earlier results are untouched.",
    ),
    say(
        id="biasanya memori habis: kurangi --draws atau tutup program lain.",
        en="usually memory ran out: use fewer --draws or close other programs.",
    ),
)
GONE = (
    say(
        id="Proses skenario ini mati di tengah jalan; hasil lama tidak diubah.",
        en="The process of this scenario died; earlier results are untouched.",
    ),
    DEAD_KERNEL[1],
)
NO_PICTURE = (
    say(
        id="Gambar yang seharusnya ada di sel ini tidak ada; hasil lama tidak diubah.",
        en="The picture this cell should show is not there; earlier results are "
        "untouched.",
    ),
    say(
        id="hapus MPLBACKEND dan pengaturan IPython sendiri dari lingkungan, lalu "
        "jalankan lagi; bila tetap, laporkan.",
        en="remove MPLBACKEND and IPython settings of your own from the environment "
        "and run again; report it if that does not help.",
    ),
)
INCOMPLETE = (
    say(
        id="Buku catatan tidak dijalankan sampai selesai; hasil lama tidak diubah.",
        en="The notebook did not run to its end; earlier results are untouched.",
    ),
    _REPORT_IT,
)
STOPPED = (
    say(
        id="Dihentikan sebelum selesai; hasil lama tidak diubah.",
        en="Stopped before the end; earlier results are untouched.",
    ),
    say(id="jalankan lagi.", en="run again."),
)
NO_ALT_TEXT = (
    say(
        id="Gambar tanpa teks pengganti.",
        en="An image has no alternative text.",
    ),
    _REPORT_IT,
)
NOT_OFFLINE = (
    say(
        id="Halaman memuat sesuatu dari jaringan atau menyebut folder mesin ini.",
        en="The page loads something from the network or names a local folder.",
    ),
    _REPORT_IT,
)
CHANGED_MEANWHILE = (
    say(
        id="Masukan atau kode berubah selama dijalankan; hasil lama tidak diubah.",
        en="Inputs or code changed during the run; earlier results are untouched.",
    ),
    say(id="jalankan lagi.", en="run again."),
)
NO_OVERRIDES = (
    say(
        id="Buku catatan ini tidak menerima perubahan --set, --draws, --seed, --years.",
        en="This notebook does not take --set, --draws, --seed or --years.",
    ),
    say(
        id="tulis skenario turunan (extends), atau pakai --numbers-only.",
        en="write a variant scenario (extends), or use --numbers-only.",
    ),
)
NO_SCENARIOS = (
    say(
        id="Tidak ada berkas skenario di sini.",
        en="There is no scenario file here.",
    ),
    say(
        id="beri nama berkas .yaml, atau tambahkan satu ke folder scenarios.",
        en="name a .yaml file, or add one to the folder scenarios.",
    ),
)
NO_RUN = (
    say(
        id="Folder ini tidak berisi hasil skenario yang selesai.",
        en="This folder holds no finished run of a scenario.",
    ),
    say(
        id="sebut folder hasil (dengan manifest.json, scenario.yaml, results.csv) atau "
        "nama skenario.",
        en="name a run folder (with manifest.json, scenario.yaml, results.csv) or a "
        "scenario.",
    ),
)
TOUCHED = (
    say(
        id="Berkas ini berubah setelah ditulis; angkanya bukan lagi hasil yang dibuat.",
        en="This file was changed after it was written: its numbers are no longer "
        "those of the run.",
    ),
    say(
        id="jalankan skenarionya lagi, atau pulihkan foldernya.",
        en="run its scenario again, or restore the folder.",
    ),
)
NO_MEMORY = (
    say(
        id="Memori habis di sebuah sel buku catatan; hasil lama tidak diubah.",
        en="Memory ran out in a notebook cell; earlier results are untouched.",
    ),
    say(
        id="kurangi --draws atau tutup program lain.",
        en="use fewer --draws or close other programs.",
    ),
)
NO_NOTEBOOK = (
    say(
        id="Buku catatan ini tidak dapat dibaca sebagai buku catatan Jupyter.",
        en="This notebook cannot be read as a Jupyter notebook.",
    ),
    ONE_CELL[1],
)
BROKEN = (
    say(
        id="Identitas ini tidak terpenuhi: angkanya tidak boleh dipakai, dan tidak "
        "ditulis; hasil lama tidak diubah.",
        en="This identity does not hold: the numbers must not be used and are not "
        "written; earlier results are untouched.",
    ),
    _REPORT_IT,
)
PACKAGE = say(
    id="Paket ini tidak ada atau versinya tidak sesuai: perlu {needed}.",
    en="This package is missing or of another version: {needed} is needed.",
)
PACKAGE_REMEDY = say(
    id="hapus folder .venv lalu jalankan make.",
    en="delete the folder .venv, then run make.",
)
RECOVERED = say(
    id="{name}: proses sebelumnya berhenti di tengah jalan; sisanya sudah dibersihkan.",
    en="{name}: an earlier run was stopped midway; what it left has been cleaned up.",
)
UNREADABLE_RUN = say(
    id="{file}: tidak dapat dibaca; folder ini tidak masuk halaman indeks.",
    en="{file}: cannot be read; this folder is left out of the index page.",
)


def of_schema(found: int, reads: int) -> tuple[Text, Text]:
    """Return what is said of a run folder of another version of the program."""
    texts = _NEWER if found > reads else _OLDER
    rule, remedy = (
        say(
            id=text["id"].format(found=found, reads=reads),
            en=text["en"].format(found=found, reads=reads),
        )
        for text in texts
    )
    return rule, remedy


_NEWER = (
    say(
        id="Hasil ini ditulis versi program yang lebih baru (skema {found}); versi ini "
        "membaca skema {reads}.",
        en="This run was written by a newer version of the program (schema {found}); "
        "this one reads schema {reads}.",
    ),
    say(
        id="perbarui program, atau pilih folder lain dengan --out.",
        en="update the program, or choose another folder with --out.",
    ),
)
_OLDER = (
    say(
        id="Hasil ini ditulis versi program yang lama (skema {found}); versi ini "
        "membaca skema {reads}.",
        en="This run was written by an earlier version of the program (schema "
        "{found}); this one reads schema {reads}.",
    ),
    say(
        id="jalankan lagi skenarionya dengan `iuran run`; angka lama tetap dapat "
        "dibaca di results.csv folder itu, dan CHANGELOG.md menyebut apa yang berubah.",
        en="run its scenario again with `iuran run`; its old numbers can still be read "
        "in results.csv of that folder, and CHANGELOG.md says what changed.",
    ),
)
