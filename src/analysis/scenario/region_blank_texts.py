"""What a region's new file says in its comments: units, examples, where to look."""

from __future__ import annotations

from analysis.language import say

TABLED = {
    "population": say(id="penduduk", en="population"),
    "area_km2": say(id="luas (km2)", en="area (km2)"),
    "tpak": say(id="TPAK Agustus 2021", en="participation rate, August 2021"),
}
HEAD = say(
    id="{name}: fakta sendiri, masing-masing dengan sumbernya.\n"
    "Baris yang diawali # belum berlaku: hapus tanda # dan satu spasi sesudahnya, lalu "
    "ganti contohnya. Angka contoh bukan data wilayah ini; sumber yang masih berisi "
    "titik-titik ditolak.\n"
    'Satu angka ditulis {{value: 1500000000000, source: "..."}}, atau {{evidence: ID}} '
    "bila sudah ada di data/processed/ledger.csv. Rupiah penuh, tanpa titik dan koma.\n"
    "Berkas ini berlaku bila bernama data/regions/{code}.yaml.",
    en="{name}: its own facts, each with its source.\n"
    "A line that starts with # does not count: delete the # and the blank after it and "
    "replace the example. Figures in examples are no data of this region; a source "
    "that still holds dots is refused.\n"
    'A figure is written {{value: 1500000000000, source: "..."}}, or {{evidence: ID}} '
    "if data/processed/ledger.csv has it. Rupiah in full, no points or commas.\n"
    "The file counts under the name data/regions/{code}.yaml.",
)
KNOWN = say(
    id="Sudah ada di tabel nasional, tidak ditulis di sini (Provinsi {province}): "
    "{figures}.",
    en="Known from the national tables and not written here (province {province}): "
    "{figures}.",
)
BASES = say(
    id="Basis beban, rupiah setahun. revenue = pendapatan daerah; pad = pendapatan "
    "asli daerah; fiscal_space = ruang fiskal (sebutkan cara menghitungnya dalam "
    "source).\n"
    "Biasanya diterbitkan dalam: Perda APBD dan Perkada penjabarannya (JDIH daerah), "
    "Laporan Realisasi Anggaran atau LKPD yang diperiksa BPK, portal data APBD DJPK "
    "Kementerian Keuangan, situs PPID/BPKAD.\n"
    "Tiga sampai lima tahun terakhir sudah cukup, delapan lebih baik; sebutkan "
    "tahapnya (rancangan, murni, perubahan, realisasi) dan pakai satu tahap saja: "
    "pertumbuhan dihitung di antara angka-angka ini.",
    en="Base of the burden, rupiah a year. revenue = all APBD revenue; pad = "
    "own-source revenue; fiscal_space = fiscal space (say in source how it was "
    "computed).\n"
    "Usually published in: the budget regulation (Perda APBD) and its details (JDIH "
    "of the region), the realisation report (LRA) or audited accounts (LKPD), the "
    "APBD data portal of DJPK, Ministry of Finance, the sites of PPID and BPKAD.\n"
    "The last three to five years will do, eight are better; say the stage (draft, "
    "budget, revised, realised) and keep to one: growth is taken between these "
    "figures.",
)
BASE_EXAMPLES = {
    "revenue": '2026: {value: 1500000000000, source: "Perda APBD 2026, ..."}',
    "pad": '2026: {value: 150000000000, source: "Perda APBD 2026, ..."}',
    "fiscal_space": '2026: {value: 400000000000, source: "..., dihitung: ..."}',
}
FISCAL_INPUTS = say(
    id="Untuk ruang fiskal = pendapatan - transfer yang penggunaannya sudah ditentukan "
    "(earmarked_transfers: DAK, DBH CHT, DBH Sawit, DAU yang ditentukan) - belanja "
    "pegawai (personnel) - bunga dan cicilan utang (debt_service) - transfer ke desa "
    "(village_transfers), rupiah setahun. Keempatnya dan revenue untuk tahun dan tahap "
    "yang sama; 0 bila memang tidak ada.\n"
    "Biasanya diterbitkan dalam: Perkada penjabaran APBD, Laporan Realisasi Anggaran.",
    en="For fiscal space = revenue - earmarked transfers (DAK, DBH CHT, DBH Sawit, "
    "earmarked DAU) - personnel - interest and repayment of debt (debt_service) - "
    "transfers to villages (village_transfers), rupiah a year. All four and revenue "
    "for the same year and stage; 0 where there is none.\n"
    "Usually published in: the details of the budget (Perkada penjabaran APBD), the "
    "realisation report (LRA).",
)
FISCAL_INPUT_EXAMPLES = {
    "earmarked_transfers": '2026: {value: 150000000000, source: "Perkada ..."}',
    "personnel": '2026: {value: 600000000000, source: "Perkada ..."}',
    "debt_service": '2026: {value: 0, source: "Perkada ..."}',
    "village_transfers": '2026: {value: 0, source: "Perkada ..."}',
}
WAGES = say(
    id="Upah minimum (UMK), rupiah sebulan; sen ditulis dengan titik (5469922.59). "
    "Diperlukan untuk tarif penerima upah (PU).\n"
    "Biasanya diterbitkan dalam: keputusan gubernur tentang UMK, akhir tahun "
    "sebelumnya (JDIH provinsi, Dinas Tenaga Kerja). Tanpa UMK sendiri: upah minimum "
    "provinsi (UMP), sebutkan dalam source.",
    en="Minimum wage (UMK), rupiah a month; a fraction is written with a point "
    "(5469922.59). Needed for the tariff of wage earners (PU).\n"
    "Usually published in: the governor's decree on UMK, late in the year before "
    "(JDIH of the province, manpower office). Without a UMK of its own: the "
    "provincial minimum wage (UMP); say so in source.",
)
WAGE_EXAMPLE = '2026: {value: 3000000, source: "Keputusan Gubernur ..., UMK 2026"}'
TERMS = say(
    id="Akhir masa jabatan kepala daerah dan akhir RPJMD (tahun-bulan-hari).\n"
    "Biasanya diterbitkan dalam: keputusan pengangkatan kepala daerah atau berita "
    "pelantikan; Perda RPJMD (JDIH daerah, Bappeda).",
    en="End of the term of the head of the region and of its medium-term plan (RPJMD), "
    "year-month-day.\n"
    "Usually published in: the decree of appointment or news of the inauguration; the "
    "regulation on the RPJMD (JDIH of the region, Bappeda).",
)
TERM_EXAMPLES = {
    "head_term_end": '{date: "2030-02-20", source: "..."}',
    "rpjmd_end": '{date: "2029-12-31", source: "Perda RPJMD ..."}',
}
RULES = say(
    id="Aturan daerah tentang iuran (perwali, perbup, perda, se, mou, keputusan). "
    "source menyebut id di data/parameters/sources.yaml, evidence id di buku bukti; "
    "law, bila ada, menetapkan nilai yang hanya berlaku di wilayah ini.\n"
    "Biasanya diterbitkan dalam: JDIH daerah; berita tentang penandatanganannya.",
    en="Local rules on contributions (perwali, perbup, perda, se, mou, keputusan). "
    "source names an id in data/parameters/sources.yaml, evidence one of the ledger; "
    "law, if any, sets values that hold in this region only.\n"
    "Usually published in: the JDIH of the region; news of the signing.",
)
RULE_EXAMPLE = (
    "  - kind: perwali",
    "    status: issued",
    '    number: "41"',
    "    year: 2024",
    '    title: {id: "...", en: "..."}',
    '    does: {id: "...", en: "..."}',
    "    source: [S42]",
)
NOTES = say(
    id="Catatan bagi pembaca, dalam kedua bahasa.",
    en="Notes for the reader, in both languages.",
)
NOTE_EXAMPLE = '  - {id: "...", en: "..."}'
REST = say(
    id="Jumlah peserta dan sasaran tidak ditulis di sini, tetapi dalam formulir (iuran "
    "template --region {code}) atau skenario; angka yang sudah diterbitkan ditambahkan "
    "ke data/raw/evidence.csv (docs/add-your-numbers.md). {on_record}",
    en="Members and eligible people are not written here but in the form (iuran "
    "template --region {code}) or a scenario; published figures are added to "
    "data/raw/evidence.csv (docs/add-your-numbers.md). {on_record}",
)
ON_RECORD = say(id="Yang sudah tercatat:", en="On record:")
NONE_ON_RECORD = say(id="Belum ada yang tercatat.", en="None is on record.")
