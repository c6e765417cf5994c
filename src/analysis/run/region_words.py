"""Words for what is known of a region: concepts, origins, marks, headings."""

from __future__ import annotations

from analysis.language import Text, say

# beside the names of the ledger in report.labels; here a wage carries its period
CONCEPTS: dict[str, Text] = {
    "umk_idr_m": say(id="UMK sebulan", en="minimum wage (UMK) a month"),
    "area_km2": say(id="luas", en="area"),
    "tpak": say(id="TPAK (umur 15+)", en="participation rate (15+)"),
    "tpt": say(id="TPT", en="unemployment rate"),
    "angkatan_kerja": say(id="angkatan kerja", en="labour force"),
    "bekerja": say(id="bekerja", en="employed"),
    "menganggur": say(id="menganggur", en="unemployed"),
    "penduduk_usia_kerja": say(id="penduduk umur 15+", en="population aged 15+"),
    "grdp_current_idr": say(id="PDRB harga berlaku", en="GRDP, current prices"),
    "grdp_growth": say(id="pertumbuhan PDRB riil", en="real GRDP growth"),
    "pendapatan_daerah": say(id="pendapatan daerah", en="APBD revenue"),
    "pad": say(id="PAD", en="own-source revenue (PAD)"),
    "fiscal_space": say(id="ruang fiskal", en="fiscal space"),
    "earmarked_transfers": say(
        id="transfer yang sudah ditentukan", en="earmarked transfers"
    ),
    "debt_service": say(id="bunga dan cicilan utang", en="debt service"),
    "village_transfers": say(id="transfer ke desa", en="transfers to villages"),
    "pendapatan_transfer": say(id="pendapatan transfer", en="transfers received"),
    "pendapatan_lain_sah": say(id="pendapatan lain yang sah", en="other revenue"),
    "belanja_daerah": say(id="belanja daerah", en="APBD spending"),
    "defisit": say(id="defisit", en="deficit"),
    "budget_idr": say(id="anggaran iuran", en="budget for contributions"),
    "contributions_idr": say(id="iuran dibayar", en="contributions paid"),
    "tariff_idr_m": say(id="tarif sebulan", en="tariff a month"),
    "arrears_idr": say(id="tunggakan", en="arrears"),
    "arrears_villages": say(id="desa menunggak", en="villages in arrears"),
    "coverage_rate": say(id="cakupan", en="coverage"),
    "gap_rate": say(id="belum tercakup", en="not covered"),
    "deaths": say(id="kematian", en="deaths"),
    "accidents": say(id="kecelakaan kerja", en="work accidents"),
    "claims_count": say(id="jumlah klaim", en="claims"),
    "claims_idr": say(id="klaim dibayar", en="claims paid"),
    "benefits_idr": say(id="manfaat dibayar", en="benefits paid"),
    "claim_ratio": say(id="rasio klaim", en="claim ratio"),
    "fund_shortfall_idr": say(
        id="klaim di atas iuran", en="claims above contributions"
    ),
    "death_benefit_idr": say(id="santunan kematian", en="death benefit"),
    "pppk_paruh_waktu_diusulkan": say(
        id="diusulkan PPPK paruh waktu", en="proposed, part-time PPPK"
    ),
    "diusulkan_susulan": say(id="diusulkan menyusul", en="proposed later"),
    "non_asn_tersisa": say(id="tersisa", en="left"),
    "sisa_di_luar_database": say(
        id="tersisa di luar basis data", en="left outside the register"
    ),
    "honorer_keseluruhan_menurut_bkpsdm": say(
        id="honorer seluruhnya (BKPSDM)", en="all honorary staff (BKPSDM)"
    ),
    "members_part": say(id="peserta, sebagian", en="members, a part"),
    "target_people": say(id="sasaran", en="target"),
    "target_achieved": say(id="sasaran tercapai", en="target reached"),
    "target_rate": say(id="sasaran cakupan", en="target of coverage"),
    "bill_idr_m": say(id="tagihan sebulan", en="bill a month"),
    "villages": say(id="desa", en="villages"),
    "villages_paid": say(id="desa sudah membayar", en="villages that paid"),
    "pppk_proposed": say(id="diusulkan PPPK", en="proposed, PPPK"),
    "not_proposed": say(id="tidak diusulkan", en="not proposed"),
    "death_rate_y": say(
        id="angka kematian menurut umur, jenis kelamin",
        en="death rates by age and sex",
    ),
    "births_per_woman_y": say(
        id="angka kelahiran menurut umur ibu", en="births by age of the mother"
    ),
    "ages": say(id="susunan umur penduduk", en="ages of the population"),
    "wage_growth_y": say(id="kenaikan UMK", en="growth of the minimum wage"),
    "selection_factor": say(
        id="kematian peserta / kematian penduduk", en="deaths, members / population"
    ),
    "jkk_incidence_bpu_y": say(id="kecelakaan peserta BPU", en="accidents, BPU"),
    "jkk_incidence_pu_y": say(id="kecelakaan peserta PU", en="accidents, PU"),
    "jkk_death_share": say(id="kecelakaan yang mematikan", en="accidents that kill"),
    "jkk_disability_share": say(
        id="kecelakaan yang berakhir cacat", en="accidents that disable"
    ),
    "jkk_care_idr": say(id="perawatan per kecelakaan", en="care of an accident"),
    "revenue_budget_growth_mean_y": say(
        id="pertumbuhan pendapatan, rata-rata", en="growth of revenue, mean"
    ),
    "revenue_budget_growth_sd_y": say(
        id="pertumbuhan pendapatan, simpangan", en="growth of revenue, spread (sd)"
    ),
    "pad_share_of_revenue_median_2024": say(
        id="PAD / pendapatan, median", en="PAD / revenue, median"
    ),
}
UNITS: dict[str, Text] = {
    "people": say(id="orang", en="people"),
    "km2": say(id="km2", en="km2"),
    "months": say(id="bulan", en="months"),
    "villages": say(id="desa", en="villages"),
    "deaths": say(id="orang", en="deaths"),
    "cases": say(id="kasus", en="cases"),
    "recipients": say(id="penerima", en="recipients"),
    "claims": say(id="klaim", en="claims"),
    "multiplier": say(id="kali", en="times"),
    "cases/person/year": say(id="per 1.000 setahun", en="per 1,000 a year"),
    "share/year": say(id="setahun", en="a year"),
    "table": say(id="tabel", en="a table"),
}
RULES = say(
    id="Aturan daerah (rinciannya: iuran law --date 2026-01 --region {code})",
    en="Local rules (in full: iuran law --date 2026-01 --region {code})",
)
RANGE = say(id="rentang {low} sampai {high} (p10-p90)", en="{low} to {high} (p10-p90)")
SPREAD = say(id="simpangan baku {sd}", en="standard deviation {sd}")
USED = say(id="Dipakai dalam skenario dan formulir", en="Used in scenarios and forms")
ORIGINS: dict[str, Text] = {
    "province": say(id="provinsi", en="province"),
    "national": say(id="nasional", en="national"),
    "pooled": say(id="gabungan", en="pooled"),
}
MARKS: dict[str, Text] = {
    "derived": say(id="dihitung", en="derived"),
    "planned": say(id="rencana", en="planned"),
    "event": say(id="satu peristiwa", en="one event"),
    "assumed": say(id="dianggap", en="assumed"),
    "held apart": say(id="dipisahkan", en="held apart"),
    "label-corrected": say(id="label diperbaiki", en="label corrected"),
    "typo-corrected": say(id="salah tik diperbaiki", en="typo corrected"),
    "reconciled": say(id="disesuaikan", en="reconciled"),
}
CODES = say(
    id="Kode Kemendagri {code}; kode BPS (Januari 2018) {bps}",
    en="Kemendagri code {code}; BPS code (January 2018) {bps}",
)
READ_AS = say(
    id="{code} adalah {name} menurut Kemendagri; menurut BPS {code} adalah {other} "
    "(Kemendagri {own}). Untuk yang terakhir: iuran region bps:{code}",
    en="{code} is {name} by Kemendagri; by BPS {code} is {other} (Kemendagri {own}). "
    "For the latter: iuran region bps:{code}",
)
OLD_NAME = say(
    id='Daftar BPS Januari 2018 menyebut wilayah ini "{old}".',
    en='The BPS list of January 2018 calls this region "{old}".',
)
IN_PROVINCE = say(id="{name}, Provinsi {province}", en="{name}, province {province}")
GRADE = say(id="Kelengkapan data: {grade}", en="Completeness of the data: {grade}")
MISSING = say(id="Belum ada untuk kelengkapan A", en="Missing for grade A")
TABLED = say(id="Dari tabel nasional", en="From the national tables")
PUBLISHED = say(
    id="Diterbitkan tentang wilayah ini ({count} fakta)",
    en="Published about this region ({count} facts)",
)
LATEST_ONLY = say(
    id="Hanya angka terbaru tiap jenis; +n = n angka lain. Semuanya: "
    "iuran region {code} --all",
    en="The latest figure of each kind; +n = n other figures. All of them: "
    "iuran region {code} --all",
)
BORROWED = say(
    id="Dipinjam, karena tidak diketahui untuk wilayah ini",
    en="Borrowed, not being known of this region",
)
BORROWED_NOTE = say(
    id="provinsi = {province}, hanya pembanding; nasional = Indonesia; gabungan = dari "
    "wilayah atau kelompok lain, lihat sumbernya. Anggapan lain yang sama bagi semua "
    "wilayah: ASSUMPTIONS.md.",
    en="province = {province}, for comparison only; national = Indonesia; pooled = of "
    "other regions or groups, see its source. Other assumptions shared by all regions: "
    "ASSUMPTIONS.md.",
)
SOURCES = say(id="Sumber", en="Sources")
NEXT = say(
    id="Melengkapi: iuran region {code} --new; formulir perencana: iuran template "
    "--region {code}",
    en="To add to it: iuran region {code} --new; the planner's form: iuran template "
    "--region {code}",
)
NEXT_OWN = say(
    id="Melengkapi: sunting data/regions/{code}.yaml; formulir perencana: iuran "
    "template --region {code}",
    en="To add to it: edit data/regions/{code}.yaml; the planner's form: iuran "
    "template --region {code}",
)
COUNTS = say(
    id="{count} kabupaten/kota menurut jumlah fakta sendiri di luar tabel nasional",
    en="{count} kabupaten and kota by own facts beyond the national tables",
)
BY_PROVINCE = say(
    id="Menurut provinsi: kelengkapan A-D dan jumlah fakta sendiri",
    en="By province: completeness A-D and number of own facts",
)
IN_ONE_PROVINCE = say(
    id="Kabupaten dan kota di Provinsi {province}",
    en="Kabupaten and kota of the province {province}",
)
HOW_TO_LOOK_UP = say(
    id="Satu wilayah: iuran region 7401, iuran region bps:7404, atau iuran region "
    '"kota cilegon". Satu provinsi: iuran region 74. Kode biasa = kode Kemendagri.',
    en="One region: iuran region 7401, iuran region bps:7404 or iuran region "
    '"kota cilegon". One province: iuran region 74. A plain code is Kemendagri\'s.',
)
LIST_HEADS = (
    say(id="Kode", en="Code"),
    say(id="Nama", en="Name"),
    say(id="Penduduk", en="Population"),
    say(id="Kelengkapan", en="Grade"),
    say(id="Fakta sendiri", en="Own facts"),
)
