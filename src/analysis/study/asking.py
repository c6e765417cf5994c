"""Which figure to obtain first: each unknown, who knows it, and what to ask for."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.language import Text, say
from analysis.model.results import Results
from analysis.study.ensemble import asked
from analysis.study.uncertainty import ranked

BPJS = say(
    id="kantor cabang BPJS Ketenagakerjaan",
    en="the BPJS Ketenagakerjaan branch office",
)
DISNAKER = say(id="Disnaker", en="Disnaker, the manpower agency")
BPKAD = say(id="BPKAD", en="BPKAD, the finance agency")
DUKCAPIL = say(id="Disnaker bersama Dukcapil", en="Disnaker with Dukcapil")
BKPSDM = say(id="BKPSDM", en="BKPSDM, the personnel agency")
LEGAL = say(id="Bagian Hukum dan Disnaker", en="the legal division and Disnaker")


@dataclass(frozen=True)
class Asked:
    """What is asked about one unknown: a short name, of whom, in which words."""

    title: Text
    institution: Text
    ask: Text


@dataclass(frozen=True)
class Question:
    """A question with its place in the order, and what its answer is worth.

    ``keys``: what the model asks for (see ``Unknown``); rupiah a year, and people who
    could be covered for a year by as many.
    """

    number: int
    unknown: str
    asked: Asked
    keys: tuple[str, ...]
    line_idr: float
    cover_idr: float
    total_idr: float
    people: float


def first_to_obtain(results: Results) -> list[Question]:
    """Return the questions, the one whose answer is worth most first."""
    keys = {unknown.name: unknown.keys for unknown in asked(results).unknowns}
    told = ranked(results)
    columns = ["line_idr", "cover_idr", "total_idr", "people"]
    return [
        Question(number, name, ASKED[name], keys[name], *map(float, worth[columns]))
        for number, (name, worth) in enumerate(told.iterrows(), start=1)
    ]


ASKED: dict[str, Asked] = {
    "member_counts": Asked(
        say(id="Jumlah peserta yang dibayar", en="People paid for"),
        BPJS,
        say(
            id="Bulan-peserta yang dibayar pemerintah daerah tahun lalu, per kelompok, "
            "per bulan, dan per tarif (BPU, PU), dari tagihan iuran.",
            en="Member-months the local government paid for last year, by group, month "
            "and tariff (BPU, PU), from the contribution invoices.",
        ),
    ),
    "eligible": Asked(
        say(id="Jumlah pekerja yang memenuhi syarat", en="Workers who are eligible"),
        DISNAKER,
        say(
            id="Jumlah pekerja tiap kelompok menurut data terpadu (DTSEN/P3KE) atau "
            "daftar dinas, dengan tanggalnya.",
            en="Workers of each group in the social register (DTSEN/P3KE) or the "
            "agency's own list, with its date.",
        ),
    ),
    "verified": Asked(
        say(id="Nama yang lolos verifikasi", en="Names that pass the check"),
        DUKCAPIL,
        say(
            id="Dari nama yang diusulkan: berapa yang lolos verifikasi NIK dan umur, "
            "berapa yang ditolak, dan karena apa.",
            en="Of the names proposed: how many pass the check of NIK and age, how "
            "many are refused, and why.",
        ),
    ),
    "take_up": Asked(
        say(id="Jalan dan waktu penambahan", en="Course and date of new cover"),
        LEGAL,
        say(
            id="Berapa orang diputuskan ditambah tiap tahun, dan kapan aturan atau "
            "keputusannya ditandatangani.",
            en="How many people are decided to be added each year, and when the rule "
            "or decree is signed.",
        ),
    ),
    "exits": Asked(
        say(id="Pegawai yang menjadi PPPK", en="Staff who become PPPK"),
        BKPSDM,
        say(
            id="Berapa pegawai non-ASN menjadi PPPK (penuh atau paruh waktu), mulai "
            "bulan apa, dan siapa yang mengasuransikan mereka.",
            en="How many non-ASN staff become PPPK (full or part time), from which "
            "month, and who insures them.",
        ),
    ),
    "wages": Asked(
        say(id="Upah yang dilaporkan", en="Wages reported"),
        BPJS,
        say(
            id="Upah yang dilaporkan untuk pegawai non-ASN, per perangkat daerah, dan "
            "jumlah orangnya.",
            en="The wage reported for non-ASN staff, by agency of the city, with the "
            "number of people.",
        ),
    ),
    "revenue": Asked(
        say(id="Pendapatan daerah", en="Revenue of the APBD"),
        BPKAD,
        say(
            id="Pendapatan, PAD, dan transfer: anggaran dan realisasi tiap tahun sejak "
            "2021, serta proyeksi KUA-PPAS.",
            en="Revenue, PAD and transfers: budget and realisation of each year since "
            "2021, and the projection of the KUA-PPAS.",
        ),
    ),
    "ceiling": Asked(
        say(id="Pagu baris anggaran", en="The line in the budget"),
        BPKAD,
        say(
            id="Pagu iuran jaminan sosial dalam DPA: kode rekening, rupiah murni dan "
            "perubahan, realisasinya, dan pagu indikatif tahun depan.",
            en="The line for social security contributions in the DPA: account code, "
            "rupiah in the original and the revised budget, what was spent, and next "
            "year's indicative line.",
        ),
    ),
    "others_pay": Asked(
        say(id="Bagian pembayar lain", en="What other payers pay"),
        BPKAD,
        say(
            id="Berapa rupiah provinsi, DBH, desa, atau CSR membayar, untuk kelompok "
            "mana, bulan apa saja, dan sampai kapan.",
            en="How many rupiah the province, DBH, villages or CSR pay, for which "
            "groups and months, and until when.",
        ),
    ),
    "turnover": Asked(
        say(id="Pergantian dan lama kepesertaan", en="Turnover and length of cover"),
        BPJS,
        say(
            id="Peserta menurut bulan pendaftaran pertama, dan berapa nama diganti "
            "tahun lalu; apakah masa jeda mengulang masa tunggu.",
            en="Members by month of first registration, and how many names were "
            "replaced last year; whether a gap starts the waiting time anew.",
        ),
    ),
    "ages_and_deaths": Asked(
        say(id="Umur dan kematian peserta", en="Ages and deaths of members"),
        BPJS,
        say(
            id="Peserta per kelompok menurut umur dan jenis kelamin, serta klaim JKM "
            "tiap tahun dengan bulan-peserta yang sama. Cukup angka, tanpa NIK.",
            en="Members of each group by age and sex, and JKM claims of each year with "
            "the member-months they come from. Numbers only, no NIK.",
        ),
    ),
    "accidents": Asked(
        say(id="Kecelakaan kerja", en="Work accidents"),
        BPJS,
        say(
            id="Kasus JKK tiap tahun menurut akibatnya (sembuh, cacat, meninggal), dan "
            "rupiah tiap kasus.",
            en="JKK cases of each year by outcome (healed, disabled, dead), and the "
            "rupiah of each.",
        ),
    ),
    "benefits": Asked(
        say(id="Beasiswa dan waktu bayar", en="Scholarships and time to payment"),
        BPJS,
        say(
            id="Anak yang menerima beasiswa menurut jenjang dan tahun, dan bulan dari "
            "kejadian sampai klaim dibayar.",
            en="Children with a scholarship by school level and year, and months from "
            "the event to the payment of the claim.",
        ),
    ),
    "months": Asked(
        say(id="Bulan yang dibayar", en="Months paid for"),
        BPKAD,
        say(
            id="Bulan apa saja dibayar untuk tiap kelompok tahun lalu dan tahun ini, "
            "menurut SP2D.",
            en="Which months were paid for each group last year and this year, by "
            "payment order (SP2D).",
        ),
    ),
}
