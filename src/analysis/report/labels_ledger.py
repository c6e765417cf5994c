"""Words of the ledger: what a row counts, of whom it is a share, in which unit."""

from __future__ import annotations

from analysis.language import Text, say

MORE_CONCEPTS: dict[str, Text] = {
    "accident_deaths": say(
        id="kematian karena kecelakaan kerja", en="deaths by work accidents"
    ),
    "accident_share_died": say(
        id="bagian kecelakaan kerja yang berakhir dengan kematian",
        en="share of work accidents that ended in death",
    ),
    "accident_share_disabled": say(
        id="bagian kecelakaan kerja yang berakhir dengan cacat",
        en="share of work accidents that ended in disability",
    ),
    "accident_share_recovered": say(
        id="bagian kecelakaan kerja yang sembuh",
        en="share of work accidents that healed",
    ),
    "accidents_other_series": say(
        id="kasus kecelakaan kerja (deret lain)", en="work accidents (another series)"
    ),
    "addressees": say(id="penerima surat", en="addressees"),
    "apbd_total": say(id="jumlah APBD", en="whole APBD"),
    "arrears_villages_part": say(
        id="bagian desa yang menunggak", en="some of the villages in arrears"
    ),
    "bantuan_keuangan_provinsi": say(
        id="bantuan keuangan provinsi", en="financial help by the province"
    ),
    "batas_belanja_pegawai": say(
        id="batas belanja pegawai", en="limit of spending on staff"
    ),
    "belanja_barang_jasa": say(
        id="belanja barang dan jasa", en="spending on goods and services"
    ),
    "belanja_lainnya": say(id="belanja lainnya", en="other spending"),
    "belanja_modal": say(id="belanja modal", en="capital spending"),
    "belanja_operasi": say(id="belanja operasi", en="operating spending"),
    "belanja_pegawai": say(id="belanja pegawai", en="spending on staff"),
    "belanja_pegawai_belanja": say(
        id="bagian belanja pegawai dari seluruh belanja",
        en="share of staff in all spending",
    ),
    "belanja_pegawai_btl": say(
        id="belanja pegawai (belanja tidak langsung)",
        en="spending on staff (indirect spending)",
    ),
    "belanja_tidak_terduga": say(id="belanja tidak terduga", en="contingency spending"),
    "budget_growth": say(id="kenaikan anggaran", en="growth of the budget"),
    "bukan_angkatan_kerja": say(id="bukan angkatan kerja", en="outside labour force"),
    "calon_pppk_paruh_waktu": say(
        id="calon PPPK paruh waktu", en="possible part-time PPPK"
    ),
    "claim_ratio_projected": say(
        id="perkiraan rasio klaim", en="claim ratio as projected"
    ),
    "dana_perimbangan": say(id="dana perimbangan", en="balancing funds"),
    "dau": say(id="DAU", en="DAU"),
    "defisit_bpk": say(id="defisit menurut BPK", en="deficit as BPK found it"),
    "discount_rate": say(id="diskon iuran", en="discount of the contribution"),
    "formasi_pppk_2023": say(id="formasi PPPK 2023", en="PPPK posts of 2023"),
    "iuran_bpjstk_pekerja_rentan": say(
        id="iuran BPJS Ketenagakerjaan pekerja rentan",
        en="BPJS Ketenagakerjaan contributions of vulnerable workers",
    ),
    "members_planned_part": say(
        id="bagian rencana peserta", en="parts of the members planned"
    ),
    "months_funded": say(id="bulan yang dibayar", en="months funded"),
    "net_assets_in_monthly_claims": say(
        id="aset neto dalam bulan klaim", en="net assets in months of claims"
    ),
    "non_asn_database_bkn": say(
        id="non-ASN dalam basis data BKN", en="staff in the register of BKN"
    ),
    "non_asn_di_luar_database": say(
        id="non-ASN di luar basis data", en="staff outside the register"
    ),
    "non_asn_potensi": say(
        id="non-ASN yang berpotensi diusulkan", en="staff who may be proposed"
    ),
    "non_asn_potensi_pppk_paruh_waktu": say(
        id="berpotensi menjadi PPPK paruh waktu", en="possible part-time PPPK"
    ),
    "non_asn_total": say(id="jumlah non-ASN", en="all non-ASN staff"),
    "pad_pendapatan": say(
        id="bagian PAD dari pendapatan", en="share of own revenue (PAD) in revenue"
    ),
    "pajak_daerah": say(id="pajak daerah", en="local taxes"),
    "pekerja_formal": say(id="pekerja formal", en="formal workers"),
    "pekerja_informal": say(id="pekerja informal", en="informal workers"),
    "pemotongan_tkd": say(id="pemotongan TKD", en="cut of TKD"),
    "pendapatan_transfer_antar_daerah": say(
        id="pendapatan transfer antardaerah", en="transfers from other regions"
    ),
    "pendapatan_transfer_pusat": say(
        id="pendapatan transfer pusat", en="transfers from the state"
    ),
    "penduduk": say(id="penduduk", en="population"),
    "perubahan_pad": say(id="perubahan PAD", en="change of own revenue (PAD)"),
    "perubahan_transfer_pusat": say(
        id="perubahan transfer pusat", en="change of transfers from the state"
    ),
    "poor_people": say(id="penduduk miskin", en="poor people"),
    "poverty_line_idr_m": say(id="garis kemiskinan", en="poverty line"),
    "pppk_paruh_waktu_diangkat": say(
        id="yang diangkat menjadi PPPK paruh waktu", en="staff made part-time PPPK"
    ),
    "pppk_proposed_part": say(
        id="bagian yang diusulkan menjadi PPPK paruh waktu",
        en="some of the staff proposed as part-time PPPK",
    ),
    "recipients_growth": say(id="kenaikan penerima manfaat", en="growth of recipients"),
    "reserve_months": say(id="cadangan dalam bulan", en="reserve in months"),
    "scholarship_max_idr_y": say(
        id="beasiswa tertinggi setahun", en="highest scholarship a year"
    ),
    "silpa": say(id="SiLPA", en="SiLPA"),
    "sisa_r4_di_luar_database": say(
        id="sisa kelompok R4 di luar basis data",
        en="rest of group R4 outside the register",
    ),
    "target_tenaga_kerja_ucj": say(
        id="target tenaga kerja UCJ", en="workers the UCJ aims at"
    ),
    "tkd": say(id="TKD", en="TKD"),
    "umk_idr_m": say(id="upah minimum (UMK)", en="minimum wage (UMK)"),
}
DENOMINATORS: dict[str, Text] = {
    "UCJ target of 2025": say(id="target UCJ 2025", en="the UCJ target of 2025"),
    "UCJ target workers": say(id="pekerja sasaran UCJ", en="UCJ target workers"),
    "UCJ target workers, number not given": say(
        id="pekerja sasaran UCJ, jumlah tidak disebut",
        en="UCJ target workers, number not given",
    ),
    "all workers": say(id="semua pekerja", en="all workers"),
    "angkatan kerja (labour force)": say(id="angkatan kerja", en="the labour force"),
    "angkatan kerja (labour force), as BPJS counts": say(
        id="angkatan kerja menurut BPJS", en="the labour force as BPJS counts it"
    ),
    "budget of the year before": say(
        id="anggaran tahun sebelumnya", en="the budget of the year before"
    ),
    "contribution without discount": say(
        id="iuran tanpa diskon", en="the contribution without discount"
    ),
    "eligible workers": say(id="pekerja yang memenuhi syarat", en="eligible workers"),
    "eligible workers (Kemendagri)": say(
        id="pekerja yang memenuhi syarat (Kemendagri)",
        en="eligible workers (Kemendagri)",
    ),
    "eligible workers (RPJMN)": say(
        id="pekerja yang memenuhi syarat (RPJMN)", en="eligible workers (RPJMN)"
    ),
    "eligible workers (about 823,000)": say(
        id="pekerja yang memenuhi syarat (sekitar 823.000)",
        en="eligible workers (about 823,000)",
    ),
    "informal workers": say(id="pekerja informal", en="informal workers"),
    "informal workers (215,243)": say(
        id="pekerja informal (215.243)", en="informal workers (215,243)"
    ),
    "labour force as BPJS counts (UCJ)": say(
        id="angkatan kerja menurut BPJS (UCJ)",
        en="the labour force as BPJS counts it (UCJ)",
    ),
    "non_asn total": say(id="jumlah non-ASN", en="all non-ASN staff"),
    "potential (1,370,986)": say(
        id="pekerja yang dapat dilindungi (1.370.986)",
        en="workers who could be covered (1,370,986)",
    ),
    "recipients of the year before": say(
        id="penerima tahun sebelumnya", en="recipients of the year before"
    ),
    "target of 43,000": say(id="target 43.000", en="the target of 43,000"),
    "workers (1,873,899 as printed)": say(
        id="pekerja (1.873.899 seperti tercetak)", en="workers (1,873,899 as printed)"
    ),
    "workers, number not given": say(
        id="pekerja, jumlah tidak disebut", en="workers, number not given"
    ),
}
UNITS: dict[str, Text] = {
    "people": say(id="orang", en="people"),
    "cases": say(id="kasus", en="cases"),
    "claims": say(id="klaim", en="claims"),
    "deaths": say(id="kematian", en="deaths"),
    "months": say(id="bulan", en="months"),
    "offices": say(id="kantor", en="offices"),
    "page": say(id="halaman", en="page"),
    "ratio": say(id="kali", en="times"),
    "recipients": say(id="penerima", en="recipients"),
    "villages": say(id="desa", en="villages"),
}
