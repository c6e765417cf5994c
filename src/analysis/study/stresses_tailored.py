"""Shocks of this budget: transfers, elections, PPPK, late money, an epidemic."""

from __future__ import annotations

from analysis.language import say
from analysis.study import shocks
from analysis.study import stress_sizes as sizes
from analysis.study.stresses import BASE, STANDARD, Stress

EPIDEMIC, CALENDAR = "epidemic", "calendar"
_ALWAYS = BASE.absent
TAILORED = (
    Stress(
        slug="transfer_cut",
        code="",
        cause="transfers",
        name=say(
            id="Transfer dipotong seperti 2026",
            en="Transfers cut as in 2026",
        ),
        change=shocks.transfer_cut,
        size=sizes.transfers,
        mark="assumed",
        basis=say(
            id="pemotongan nasional 24,66% [S41] x bagian transfer dalam pendapatan "
            "57% (dianggap); pagu ikut turun (dianggap)",
            en="national cut of 24.66% [S41] x share of transfers in revenue of 57% "
            "(assumed); that the line follows is assumed",
        ),
        absent=say(
            id="tidak ada basis yang memuat transfer dan tidak ada pagu dalam rupiah",
            en="no base that holds transfers and no line in rupiah",
        ),
    ),
    Stress(
        slug="tariff_10",
        code="",
        cause="tariff",
        name=say(
            id="Iuran naik sepersepuluh",
            en="Tariff up by a tenth",
        ),
        change=shocks.milder,
        size=sizes.milder,
        mark="assumed",
        basis=say(
            id="tidak ada revisi yang diumumkan; ukuran ini pengandaian kami",
            en="no revision was announced; the size is our supposition",
        ),
        absent=_ALWAYS,
    ),
    Stress(
        slug="election",
        code="",
        cause="people",
        name=say(
            id="Petugas pemilu dibayar APBD",
            en="Election staff paid by the APBD",
        ),
        change=shocks.election,
        size=sizes.election,
        mark="assumed",
        basis=say(
            id="petugas Kota Cilegon 2024 (KPU S017, Bawaslu S018), di daerah lain "
            "menurut penduduk; bulan dan tahun 2029 dianggap",
            en="staff of Kota Cilegon in 2024 (KPU S017, Bawaslu S018), elsewhere by "
            "population; months and the year 2029 are assumed",
        ),
        absent=say(
            id="tidak ada pemilu dalam kurun ini, atau petugasnya sudah ada dalam "
            "skenario",
            en="no election in these years, or its staff is in the scenario already",
        ),
    ),
    Stress(
        slug="pppk",
        code="",
        cause="pppk",
        name=say(
            id="Non-ASN menjadi PPPK",
            en="Non-ASN staff become PPPK",
        ),
        change=shocks.pppk,
        size=sizes.fixed(
            id="semua pegawai non-ASN pindah ke rekening lain pada tahun pertama",
            en="all non-ASN staff move to other accounts in the first year",
        ),
        mark="assumed",
        basis=say(
            id="UU 20/2023; jumlah dan tahun pengangkatan dianggap",
            en="UU 20/2023; how many are appointed and when is assumed",
        ),
        absent=say(
            id="tidak ada pegawai non-ASN",
            en="no non-ASN staff",
        ),
    ),
    Stress(
        slug="late_budget",
        code="",
        cause=CALENDAR,
        name=say(
            id="Anggaran baru di APBD Perubahan",
            en="Money only in the revised budget",
        ),
        change=shocks.late_budget,
        size=sizes.late,
        mark="derived",
        basis=say(
            id="bulan pertama APBD Perubahan [S67, S44]",
            en="first month of the revised budget [S67, S44]",
        ),
        absent=_ALWAYS,
    ),
    Stress(
        slug=EPIDEMIC,
        code="",
        cause="deaths",
        name=say(
            id="Kematian seperti masa wabah",
            en="Deaths as in an epidemic",
        ),
        change=shocks.epidemic,
        size=sizes.fixed(
            id="kematian satu tahun seperti pada tahun wabah, tahun mana pun; tagihan "
            "tetap",
            en="deaths of one year, whichever, as in an epidemic; the bill stays",
        ),
        mark="derived",
        basis=say(
            id="tabel kematian PBB 2020-2025 dibanding sebelum dan sesudahnya (WPP "
            "2024); kelebihan lima tahun dianggap jatuh dalam satu tahun",
            en="UN life table of 2020-2025 against those before and after (WPP 2024); "
            "that its excess of five years falls into one is assumed",
        ),
        absent=_ALWAYS,
    ),
    Stress(
        slug="half_months",
        code="",
        cause=CALENDAR,
        name=say(
            id="Hanya separuh bulan dianggarkan",
            en="Only half the months funded",
        ),
        change=shocks.half_months,
        size=sizes.fixed(
            id="separuh pertama bulan yang dibayar, tiap tahun",
            en="the first half of the months paid, every year",
        ),
        mark="assumed",
        basis=say(
            id="ukuran pengandaian kami",
            en="the size is our supposition",
        ),
        absent=_ALWAYS,
    ),
    Stress(
        slug="funder_leaves",
        code="",
        cause="funders",
        name=say(
            id="Pembayar lain terbesar berhenti",
            en="The largest other payer leaves",
        ),
        change=shocks.funder_leaves,
        size=sizes.leaver,
        mark="assumed",
        basis=say(
            id="dukungan pihak lain tidak dijamin untuk tahun berikut",
            en="nothing assures what others pay for the next year",
        ),
        absent=say(
            id="hanya APBD umum yang membayar",
            en="only the general APBD pays",
        ),
    ),
)

STRESSES = (*STANDARD, *TAILORED)
