"""What the commands say: help, progress and results, in both languages."""

from __future__ import annotations

from analysis.language import Text, say

DONE = say(
    id="Selesai dalam {seconds:.0f} detik. Buka {place}",
    en="Done in {seconds:.0f} seconds. Open {place}",
)
MIGRATED = say(
    id="Hasil lama di {place} ditulis dengan skema {older}; dihitung ulang dengan "
    "skema {schema}. CHANGELOG.md menyebut apa yang berubah.",
    en="The earlier results in {place} were of schema {older}; they were computed "
    "again as schema {schema}. CHANGELOG.md says what changed.",
)
UNCHANGED = say(
    id="Tidak ada yang berubah, tidak ada yang dijalankan ({seconds:.1f} detik). "
    "Buka {place}",
    en="Nothing has changed, nothing was run ({seconds:.1f} seconds). Open {place}",
)
RUNNING = say(id="Menjalankan", en="Running")
CHECKED = say(
    id="Skenario diperiksa, tanpa masalah: {count}.",
    en="Scenarios checked, no problems: {count}.",
)
SWEEPS_CHECKED = say(
    id="Berkas sapuan diperiksa, tanpa masalah: {count}.",
    en="Sweep files checked, no problems: {count}.",
)
REGIONS_CHECKED = say(
    id="Berkas wilayah diperiksa, tanpa masalah: {count}.",
    en="Files of regions checked, no problems: {count}.",
)
LAW_CHECKED = say(
    id="{parameters} parameter hukum dan {rules} aturan daerah diperiksa, tanpa "
    "masalah.",
    en="{parameters} parameters of the law and {rules} local rules checked, no "
    "problems.",
)
CAUTION = say(id="Perhatikan, {name}: {said}", en="Note, {name}: {said}")
REGION_FILE = say(
    id="Berkas wilayah ditulis: {place}. Isi, lalu:\n"
    "  iuran check {place}\n"
    "  iuran region {code}              (hasilnya, bila berkas ada di data/regions)\n"
    "  iuran template --region {code}   (formulir Excel untuk dijalankan)",
    en="File of the region written: {place}. Fill it in, then:\n"
    "  iuran check {place}\n"
    "  iuran region {code}              (to see it, once it is in data/regions)\n"
    "  iuran template --region {code}   (an Excel form to run)",
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
        id="Bandingkan skenario atau folder hasil; yang pertama menjadi acuan.",
        en="Compare scenarios or run folders; the first is the reference.",
    ),
    "check": say(
        id="Periksa skenario, sapuan, dan berkas wilayah tanpa menjalankannya.",
        en="Check scenarios, sweeps and files of regions without running them.",
    ),
    "sweep": say(
        id="Jalankan banyak wilayah dan skenario sekaligus: berkas atau nama di "
        "sweeps/; yang sudah selesai tidak diulang.",
        en="Run many regions and scenarios at once: a file or a name in sweeps/; what "
        "is finished is not repeated.",
    ),
    "template": say(
        id="Tulis formulir Excel untuk diisi; --region KODE mengisi yang diketahui, "
        "--from SKENARIO mengisi isi skenario.",
        en="Write an Excel form to fill in; --region CODE fills in what is known, "
        "--from SCENARIO what a scenario holds.",
    ),
    "law": say(
        id="Hukum satu bulan dengan dasarnya: --segment SEGMEN, atau semua parameter; "
        "--region KODE menambah aturan daerah; --variant planned nilai rencana.",
        en="The law of a month with its basis: --segment SEGMENT, or every parameter; "
        "--region CODE adds local rules; --variant planned adds plans.",
    ),
    "region": say(
        id="Yang diketahui tentang satu daerah, menurut kode Kemendagri, --bps KODE, "
        "atau nama; --new menulis berkas untuk diisi; tanpa kode: semua daerah.",
        en="What is known of a region, by Kemendagri code, --bps CODE or name; --new "
        "writes a file to fill in; without a code: all regions.",
    ),
    "data": say(
        id="Bangun ulang data/processed; --check hanya membandingkan.",
        en="Rebuild data/processed; --check only compares.",
    ),
    "forecast": say(
        id="Prakiraan yang dibekukan dan berapa yang dapat dinilai; --calibrate [--on "
        "TANGGAL] menaksir ulang, --freeze membekukan, --score menilai.",
        en="Forecasts that are frozen and how many can be scored; --calibrate [--on "
        "DATE] estimates anew, --freeze puts forecasts down, --score scores them.",
    ),
    "notebooks": say(
        id="Jalankan ulang buku catatan sumber di tempatnya.",
        en="Execute the source notebooks in place.",
    ),
    "site": say(
        id="Bangun situs dari dasar perencanaan; dibuka tanpa jaringan.",
        en="Build the site from the planning baselines; it opens without a network.",
    ),
    "form": say(
        id="Buka formulir di peramban komputer ini; Ctrl-C menghentikan.",
        en="Open the form in this machine's browser; Ctrl-C stops it.",
    ),
}
