"""The sheets of the planner's form, column by column."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from analysis.language import say
from analysis.scenario.form_layout import (
    NOTE,
    Column,
    Sheet,
    choice,
    group,
    people,
    required,
    rupiah,
    share,
    spread,
    whole,
    year,
)
from analysis.scenario.form_rare import JADWAL, LANJUTAN, MASA, RIWAYAT

_BASES = "pendapatan=revenue pad=pad ruang_fiskal=fiscal_space"

SKENARIO = Sheet(
    "Skenario",
    say(id="Skenario: satu nilai per baris", en="Scenario: one value a row"),
    say(
        id="Isi sel kuning. Yang boleh kosong memakai nilai baku yang tertulis.",
        en="Fill the yellow cells. Those that may stay empty take the default shown.",
    ),
    (
        Column("name", say(id="Nama skenario (kosong = nama berkas)",
               en="Name (empty = the file's name)"), "slug", "cilegon-2027"),
        Column("title.id", say(id="Judul", en="Title in Indonesian"), "text",
               "Kota Cilegon, APBD 2027", True),
        Column("title.en", say(id="Judul (Inggris, boleh kosong)",
               en="Title in English"), "text", "Kota Cilegon, budget of 2027"),
        Column("why.id", say(id="Mengapa dihitung", en="Why, in Indonesian"), "text",
               "Pagu tetap, peserta bertambah"),
        Column("why.en", say(id="Mengapa (Inggris, boleh kosong)",
               en="Why, in English"), "text", "A fixed line, more members"),
        Column("region", say(id="Kode daerah", en="Region code"), "code", "3672", True),
        year("first_year", say(id="Tahun anggaran pertama", en="First budget year"),
             "2027", required=True),
        whole("years", say(id="Berapa tahun", en="How many years"), "10", span=(1, 40),
              required=True),
        whole("draws", say(id="Tarikan acak", en="Random draws"), "2000",
              span=(0, 1_000_000), default="2000"),
        whole("seed", say(id="Benih acak", en="Random seed"), "20261121",
              span=(0, 10**15 - 1), default="20261121"),
        share("wage_growth_y", say(id="Kenaikan UMK per tahun sesudah yang diketahui",
              en="Growth of the UMK a year after the last known"), "0.05", low=-1,
              default="0.05"),
        choice("budget.base", say(id="Basis beban APBD", en="Base of the burden"),
               _BASES, default="pendapatan"),
        share("budget.growth_y", say(id="Pertumbuhan basis per tahun",
              en="Growth of the base a year"), "0.045", low=-1, default="0"),
        share("budget.ceiling.share", say(
              id="Pagu sebagai bagian dari basis (atau rupiah di lembar Anggaran)",
              en="Ceiling as a share of the base (or rupiah in sheet Anggaran)"),
              "0.001"),
        choice("budget.when_short", say(id="Bila pagu tidak cukup",
               en="When the ceiling is short"),
               "orang=heads bulan=months prioritas=priority tunggakan=arrears",
               default="orang"),
        Column("budget.priority", say(id="Urutan prioritas", en="Order of priority"),
               "list", "rt_rw, kader"),
        Column("budget.protect", say(id="Kelompok yang tidak boleh dikurangi",
               en="Groups that are never cut"), "list", "non_asn"),
        choice("budget.revised", say(id="Diputuskan juga di APBD Perubahan",
               en="Decided in the revised budget too"), "ya=true tidak=false",
               default="tidak"),
        Column("decision.date", say(id="Tanggal keputusan peserta baru",
               en="Date of the decision on new cover"), "date", "2026-06-30"),
        Column("decision.instrument", say(id="Bentuk keputusan", en="Instrument"),
               "word", "perwali"),
        Column("decision.instrument_date", say(id="Tanggal berlakunya",
               en="Date of the instrument"), "date", "2026-12-01"),
        Column("decision.instrument_hazard_y", say(
               id="Bila tanggal belum diketahui: berapa kali setahun ditandatangani",
               en="If the date is not known: how often a year it gets signed"),
               "number", "kalibrasi", low=Fraction(1, 1000), high=Fraction(100),
               spread=True, words=(("kalibrasi", "calibrated"),)),
        choice("law.variant", say(id="Aturan iuran", en="Law"),
               "berlaku=current rencana=planned", default="berlaku"),
    ),
)  # fmt: skip

ANGGARAN = Sheet(
    "Anggaran",
    say(id="Basis dan pagu per tahun", en="Base and ceiling by year"),
    say(
        id="Rupiah penuh. Basis: tahun pertama tidak setelah tahun anggaran pertama. "
        "Pagu berlaku dari tahunnya; kosong = tanpa pagu.",
        en="Rupiah in full. The first base is not after the first budget year. A "
        "ceiling holds from its year on; empty = none.",
    ),
    (
        year("year", say(id="Tahun", en="Year"), "2026", required=True),
        rupiah("base_idr", say(id="Basis (Rp)", en="Base (Rp)"), "1966841743000"),
        rupiah("ceiling_idr", say(id="Pagu iuran (Rp)", en="Ceiling (Rp)"),
               "2200000000"),
        NOTE,
    ),
)  # fmt: skip


KELOMPOK = Sheet(
    "Kelompok",
    say(id="Kelompok: satu baris per kelompok", en="Groups: one row a group"),
    say(
        id="Jumlah orang sesaat sebelum tahun pertama. Wajib: kelompok, memenuhi "
        "syarat, peserta, tarif, jalur.",
        en="Numbers just before the first year. Required: group, eligible, members, "
        "tariff, path.",
    ),
    (
        group(),
        Column("label.id", say(id="Nama tampilan", en="Label in Indonesian"), "text",
               "Ketua RT dan RW"),
        spread(people("eligible", say(id="Memenuhi syarat", en="Eligible"), "1528",
                       required=True)),
        spread(people("members", say(id="Peserta", en="Members"), "1528",
                       required=True)),
        NOTE,
        Column("since", say(id="Peserta sejak", en="Members since"), "month",
               "2024-01"),
        choice("tariff.kind", say(id="Tarif", en="Tariff"), "bpu=bpu pu=pu",
               required=True),
        replace(rupiah("tariff.reported_wage", say(id="Upah dilaporkan (hanya PU)",
                en="Reported wage (PU only)"), "umk", low=1), words=(("umk", "umk"),)),
        whole("tariff.risk_group", say(id="Kelompok risiko (hanya PU)",
              en="Risk group (PU only)"), "1", span=(1, 5)),
        choice("path.kind", say(id="Jalur", en="Path"),
               "tetap=hold jadwal=schedule target=target tren=trend", required=True),
        share("path.coverage", say(id="Target: cakupan", en="Target: coverage"),
              "0.95"),
        year("path.year", say(id="Target: tahun", en="Target: year"), "2029"),
        whole("months.first", say(id="Bulan pertama dibiayai", en="First funded month"),
              "1", span=(1, 12), default="1"),
        whole("months.last", say(id="Bulan terakhir dibiayai", en="Last funded month"),
              "12", span=(1, 12), default="12"),
        choice("paid.every", say(id="Dibayar setiap (bulan)", en="Paid every (months)"),
               "1=1 3=3 6=6 12=12", default="1"),
        choice("paid.covers", say(id="Untuk bulan", en="For months"),
               "di_muka=advance di_belakang=arrears", default="di_muka"),
        share("verified_share", say(id="Bagian lolos verifikasi",
              en="Share that is verified"), "0.98", default="1"),
        choice("place", say(id="Tempat kosong", en="A freed place"),
               "diisi=refill hilang=leave", default="diisi"),
        share("renewal_y", say(id="Perpanjangan per tahun (bila hilang)",
              en="Renewal a year (if lost)"), "0.9", default="1"),
        share("eligible_growth_y", say(id="Pertumbuhan yang memenuhi syarat",
              en="Growth of the eligible"), "0.01", low=-1, default="0"),
        Column("profile", say(id="Profil umur", en="Age profile"), "profile", "rt_rw"),
        Column("label.en", say(id="Nama tampilan (Inggris)", en="Label in English"),
               "text", "Heads of RT and RW"),
    ),
)  # fmt: skip

PENDANAAN = Sheet(
    "Pendanaan",
    say(id="Pembayar selain APBD umum", en="Payers besides the general APBD"),
    say(
        id="Berurutan; sisanya selalu APBD umum. Boleh kosong.",
        en="In order; what is left is always the general APBD's. May stay empty.",
    ),
    (
        Column("funder", say(id="Pembayar", en="Payer"), "word", "dbh_cht", True),
        rupiah("ceiling_idr_y", say(id="Paling banyak per tahun (Rp)",
               en="At most a year (Rp)"), "500000000"),
        Column("segments", say(id="Untuk kelompok (kosong = semua)",
               en="For groups (empty = all)"), "list", "nelayan, petani"),
        NOTE,
    ),
    rows=10,
)  # fmt: skip

KELUAR = Sheet(
    "Keluar",
    say(id="Keluar dari kelompok", en="Exits"),
    say(
        id="Pada awal tahun sebagian kelompok keluar, misalnya menjadi PPPK.",
        en="At the start of a year a share of a group leaves, for example as PPPK.",
    ),
    (
        group(),
        Column("kind", say(id="Sebab", en="Why"), "word", "pppk", True),
        year("year", say(id="Tahun", en="Year"), "2027", required=True),
        required(share("share", say(id="Bagian yang keluar", en="Share that leaves"),
                       "0.5")),
        choice("insurer", say(id="Penjamin PPPK sesudahnya",
               en="Insurer of PPPK afterwards"),
               "bpjs_tk=bpjs_tk taspen=taspen tidak_dianggarkan=none_budgeted"),
        NOTE,
    ),
    rows=10,
)  # fmt: skip

BULAN = Sheet(
    "Bulan",
    say(id="Tahun dengan bulan yang berbeda", en="Years whose months differ"),
    say(
        id="Hanya tahun yang bulan dibiayainya lain dari lembar Kelompok.",
        en="Only years whose funded months differ from those in sheet Kelompok.",
    ),
    (
        group(),
        year("year", say(id="Tahun", en="Year"), "2027", required=True),
        whole("first", say(id="Bulan pertama", en="First month"), "4", span=(1, 12),
              required=True),
        whole("last", say(id="Bulan terakhir", en="Last month"), "12", span=(1, 12),
              required=True),
        NOTE,
    ),
    rows=10,
)  # fmt: skip

GUNCANGAN = Sheet(
    "Guncangan",
    say(id="Guncangan terhadap basis", en="Shocks to the base"),
    say(
        id="Mulai tahun itu basis dikali 1 + besar x bagian.",
        en="From that year on the base is multiplied by 1 + size x share.",
    ),
    (
        choice("kind", say(id="Jenis", en="Kind"), "potongan_transfer=transfer_cut",
               required=True),
        year("year", say(id="Tahun", en="Year"), "2028", required=True),
        required(share("size", say(id="Besar", en="Size"), "-0.23", low=-1, high=0)),
        required(share("share", say(id="Bagian transfer dalam basis",
                 en="Share of transfers in the base"), "0.57")),
        NOTE,
    ),
    rows=5,
)  # fmt: skip

ATURAN = Sheet(
    "Aturan",
    say(id="Mengganti nilai aturan", en="Replacing values of the law"),
    say(
        id="Nama parameter ada di lembar Daftar; berlaku dari bulannya.",
        en="Names of parameters stand in sheet Daftar; in force from the month.",
    ),
    (
        Column("parameter", say(id="Parameter", en="Parameter"), "word",
               "bpu_jkm_idr_m", True),
        Column("from", say(id="Mulai bulan", en="From month"), "month", "2027-01",
               True),
        Column("value", say(id="Nilai", en="Value"), "bound", "13471", True),
        NOTE,
    ),
    rows=5,
)  # fmt: skip

ANGGAPAN = Sheet(
    "Anggapan",
    say(id="Nilai tanpa sumber", en="Values without a source"),
    say(
        id="Nilai yang tidak punya sumber: kuncinya, rentangnya, dan alasannya. "
        "Laporan mencantumkannya.",
        en="Values no source gives: key, range and reason. The report lists them.",
    ),
    (
        Column("key", say(id="Kunci", en="Key"), "key", "segments.petani.eligible",
               True),
        Column("low", say(id="Bawah", en="Low"), "bound", "1400"),
        Column("high", say(id="Atas", en="High"), "bound", "2000"),
        Column("why.id", say(id="Alasan", en="Reason in Indonesian"), "text",
               "Belum ada pendataan", True),
        Column("why.en", say(id="Alasan (Inggris)", en="Reason in English"), "text",
               "No count yet"),
    ),
    rows=10,
)  # fmt: skip

TABLES = (
    ANGGARAN, KELOMPOK, JADWAL, BULAN, KELUAR, PENDANAAN, LANJUTAN, RIWAYAT, MASA,
    GUNCANGAN, ATURAN, ANGGAPAN,
)  # fmt: skip
NEEDED = (ANGGARAN, KELOMPOK)  # beside Skenario; the other tables may stay empty
