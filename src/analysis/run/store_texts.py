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
