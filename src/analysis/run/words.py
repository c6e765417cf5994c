"""What the commands say: help, progress and results, in both languages."""

from __future__ import annotations

import re

from analysis.language import Text, say

DONE = say(
    id="Selesai dalam {seconds:.0f} detik. Buka {place}",
    en="Done in {seconds:.0f} seconds. Open {place}",
)
UNCHANGED = say(
    id="Tidak ada yang berubah, tidak ada yang dijalankan ({seconds:.1f} detik). "
    "Buka {place}",
    en="Nothing has changed, nothing was run ({seconds:.1f} seconds). Open {place}",
)
RUNNING = say(id="Menjalankan", en="Running")
CHECKED = say(
    id="{count} skenario diperiksa, tanpa masalah.",
    en="{count} scenarios checked, no problems.",
)
REBUILT = say(
    id="{count} berkas di data/processed sesuai data/raw ({seconds:.0f} detik).",
    en="{count} files in data/processed agree with data/raw ({seconds:.0f} s).",
)
REFRESHED = say(
    id="{count} buku catatan berubah ({seconds:.0f} detik): {names}",
    en="{count} notebooks changed ({seconds:.0f} seconds): {names}",
)
FORM = say(
    id="Formulir ditulis: {place}. Isi sel kuning, lalu: iuran check {place}",
    en="Form written: {place}. Fill the yellow cells, then: iuran check {place}",
)
PROGRAM = say(
    id="Berapa pekerja dapat dilindungi APBD, berapa biayanya, dan sampai kapan. "
    "Semua perintah menerima --lang id|en dan --debug.",
    en="How many workers a local budget can keep covered, at what cost, how long. "
    "Every command takes --lang id|en and --debug.",
)
PAIR = (
    say(
        id="Perubahan ditulis sebagai kunci=nilai.",
        en="A change is written as key=value.",
    ),
    say(
        id="misalnya --set budget.when_short=months.",
        en="for example --set budget.when_short=months.",
    ),
)
MONTH = (
    say(id="Bulan ditulis sebagai YYYY-MM.", en="A month is written YYYY-MM."),
    say(id="misalnya --date 2024-08.", en="for example --date 2024-08."),
)
HELP: dict[str, Text] = {
    "run": say(
        id="Jalankan satu skenario: nama, berkas .yaml, atau formulir .xlsx.",
        en="Run one scenario: a name, a .yaml file or a filled form (.xlsx).",
    ),
    "report": say(
        id="Jalankan semua skenario yang berubah dan tulis halaman indeks.",
        en="Run every scenario that has changed and write the index page.",
    ),
    "compare": say(
        id="Bandingkan skenario; yang pertama menjadi acuan.",
        en="Compare scenarios; the first is the reference.",
    ),
    "check": say(
        id="Periksa skenario tanpa menjalankannya.",
        en="Check scenarios without running them.",
    ),
    "template": say(
        id="Tulis formulir Excel untuk diisi; --region KODE mengisi yang diketahui.",
        en="Write an Excel form to fill in; --region CODE fills in what is known.",
    ),
    "law": say(
        id="Aturan yang berlaku bagi satu segmen pada satu bulan, dengan dasarnya.",
        en="The rules for one segment in one month, with their basis.",
    ),
    "region": say(
        id="Yang diketahui tentang satu daerah, menurut kode Kemendagri.",
        en="What is known of a region, by its Kemendagri code.",
    ),
    "data": say(
        id="Bangun ulang data/processed; --check hanya membandingkan.",
        en="Rebuild data/processed; --check only compares.",
    ),
    "notebooks": say(
        id="Jalankan ulang buku catatan sumber di tempatnya.",
        en="Execute the source notebooks in place.",
    ),
}
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def is_month(text: str) -> bool:
    """Say whether ``text`` is a month such as 2024-08."""
    return bool(_MONTH.fullmatch(text))
