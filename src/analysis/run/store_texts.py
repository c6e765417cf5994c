"""What run folders say when they cannot be had or written: rule and remedy, twice."""

from __future__ import annotations

from analysis.language import say

BUSY = say(
    id="Skenario ini sedang dijalankan oleh proses lain.",
    en="Another process is running this scenario.",
)
BUSY_SWEEP = say(
    id="Sapuan ini sedang dijalankan oleh proses lain.",
    en="Another process is running this sweep.",
)
WAIT = say(
    id="tunggu sampai selesai atau hentikan proses itu.",
    en="wait until it is done, or stop that process.",
)
OUTSIDE = say(
    id="Folder hasil harus berada tepat di dalam folder laporan.",
    en="The run folder must lie directly inside the reports folder.",
)
NOT_A_FOLDER = say(
    id="Di tempat folder hasil sudah ada sebuah berkas.",
    en="A file stands where the run folder should be.",
)
CHOOSE = say(
    id="pindahkan berkas itu atau pilih folder lain dengan --out.",
    en="move it away, or choose another folder with --out.",
)
FULL = (
    say(id="Disk penuh.", en="The disk is full."),
    say(
        id="kosongkan ruang atau pilih disk lain dengan --out, lalu ulangi.",
        en="make room, or choose another disk with --out, and run again.",
    ),
)
NO_WRITE = (
    say(id="Folder hasil tidak dapat ditulis.", en="The folder cannot be written."),
    say(
        id="periksa izin menulis atau pilih folder lain dengan --out.",
        en="check the permission to write, or choose another folder with --out.",
    ),
)
LIMIT = (
    say(
        id="Berkas melampaui ukuran terbesar yang diizinkan di sini.",
        en="The file exceeds the largest size allowed here.",
    ),
    say(
        id="naikkan batas ukuran berkas (ulimit -f) atau pilih disk lain dengan --out.",
        en="raise the limit on file sizes (ulimit -f), or choose another disk with "
        "--out.",
    ),
)
DISK = (
    say(id="Disk tidak dapat dipakai.", en="The disk cannot be used."),
    say(
        id="periksa disk atau sambungan ke disk jaringan, atau pilih folder lain "
        "dengan --out, lalu ulangi.",
        en="check the disk or the connection to the network drive, or choose another "
        "folder with --out, and run again.",
    ),
)
FILES = (
    say(
        id="Terlalu banyak berkas terbuka sekaligus.",
        en="Too many files are open at once.",
    ),
    say(
        id="naikkan batas berkas terbuka (ulimit -n) lalu ulangi.",
        en="raise the limit on open files (ulimit -n) and run again.",
    ),
)
