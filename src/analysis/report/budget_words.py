"""Words of the local budget: its stages, and what fiscal space is made of."""

from __future__ import annotations

from analysis.language import Text, say

STAGE_WORDS: dict[str, Text] = {
    "raperda_diajukan": say(id="rancangan", en="draft"),
    "raperda_disetujui": say(id="disetujui", en="approved"),
    "anggaran": say(id="anggaran", en="budget"),
    "apbd_perubahan": say(id="perubahan", en="revised"),
    "realisasi_belum_diaudit": say(id="realisasi, belum diaudit", en="unaudited"),
    "realisasi": say(id="realisasi", en="realised"),
    "realisasi_sebagian": say(id="sebagian tahun", en="part of a year"),
    "pernyataan": say(id="pernyataan", en="a statement"),
    "temuan_bpk": say(id="temuan BPK", en="audit finding"),
    "turunan": say(id="dihitung", en="derived"),
    "rencana": say(id="rencana", en="planned"),
    "aturan": say(id="aturan", en="a rule"),
}
STAGE_NOT_STATED = say(id="tahap tidak disebut", en="stage not stated")
RECIPE: dict[str, Text] = {
    "revenue": say(id="Pendapatan daerah", en="APBD revenue"),
    "earmarked_transfers": say(
        id="Transfer yang penggunaannya sudah ditentukan", en="Earmarked transfers"
    ),
    "personnel": say(id="Belanja pegawai", en="Personnel"),
    "debt_service": say(id="Bunga dan cicilan utang", en="Debt service"),
    "village_transfers": say(id="Transfer ke desa", en="Transfers to villages"),
}
ROOM = say(id="Ruang fiskal", en="Fiscal space")
