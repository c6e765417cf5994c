"""The sheets of the planner's form that most scenarios leave empty, on their groups."""

from __future__ import annotations

from analysis.language import say
from analysis.scenario.form_layout import (
    NOTE,
    Column,
    Sheet,
    choice,
    group,
    people,
    share,
    spread,
)

JADWAL = Sheet(
    "Jadwal",
    say(id="Jadwal jumlah orang", en="Numbers of people by schedule"),
    say(
        id="Hanya kelompok dengan jalur jadwal: jumlah peserta mulai tahun (Januari) "
        "atau bulan itu.",
        en="Only groups on path schedule: members from that year (its January) or "
        "month on.",
    ),
    (
        group(),
        Column("from", say(id="Mulai", en="From"), "from", "2028", True),
        people("people", say(id="Orang", en="People"), "1600", required=True),
        NOTE,
    ),
)

RIWAYAT = Sheet(
    "Riwayat",
    say(id="Riwayat jumlah peserta", en="Members in the past"),
    say(
        id="Hanya kelompok dengan jalur tren: peserta pada akhir bulan yang lalu.",
        en="Only groups on path trend: members at the end of earlier months.",
    ),
    (
        group(),
        Column("month", say(id="Bulan", en="Month"), "month", "2024-12", True),
        people("people", say(id="Peserta", en="Members"), "1400", required=True),
        NOTE,
    ),
    rows=10,
)

MASA = Sheet(
    "Masa",
    say(id="Kelompok sementara", en="Groups that exist for a time"),
    say(
        id="Hanya kelompok sementara, misalnya petugas pemilu: bulan-bulan kelompok "
        "itu ada. Satu baris per masa.",
        en="Only ad-hoc groups, such as election staff: the months in which they "
        "exist. One row a period.",
    ),
    (
        group(),
        Column(
            "first", say(id="Dari bulan", en="From month"), "month", "2029-01", True
        ),
        Column(
            "last", say(id="Sampai bulan", en="Until month"), "month", "2029-06", True
        ),
        NOTE,
    ),
    rows=5,
)

LANJUTAN = Sheet(
    "Lanjutan",
    say(id="Isian lanjutan per kelompok", en="Rarely needed, by group"),
    say(
        id="Isian yang jarang diperlukan, satu baris per kelompok. Kosongkan bila "
        "tidak tahu.",
        en="What is rarely needed, one row a group. Leave it empty where not known.",
    ),
    (
        group(),
        spread(
            people(
                "target_people",
                say(id="Sasaran seluruhnya (orang)", en="Target population"),
                "2000",
            )
        ),
        share(
            "turnover_y",
            say(
                id="Bagian nama yang berganti per tahun",
                en="Share of names replaced a year",
            ),
            "0.15",
        ),
        choice(
            "path.model",
            say(id="Tren: cara meramal", en="Trend: model"),
            "campuran=mixture bertingkat=hierarchical langkah_acak=random_walk "
            "tetap=persistence langkah_kuota=quota_steps",
            default="campuran",
        ),
        Column(
            "path.of.name.id",
            say(id="Target: penyebut (nama)", en="Target: denominator in Indonesian"),
            "text",
            "angkatan kerja",
        ),
        Column(
            "path.of.name.en",
            say(
                id="Target: penyebut (nama Inggris)",
                en="Target: denominator in English",
            ),
            "text",
            "labour force",
        ),
        spread(
            people(
                "path.of.people",
                say(
                    id="Target: penyebut (orang)",
                    en="Target: people of the denominator",
                ),
                "174897",
            )
        ),
        share(
            "path.of.growth_y",
            say(
                id="Target: pertumbuhan penyebut per tahun",
                en="Target: growth of the denominator",
            ),
            "0.01",
            low=-1,
            default="0",
        ),
        spread(
            people(
                "self_paid.people",
                say(id="Membayar sendiri (orang)", en="Paying for themselves"),
                "200",
            )
        ),
        share(
            "self_paid.crowd_out",
            say(
                id="Tempat baru APBD yang mereka ambil (bagian)",
                en="Share of added places they take",
            ),
            "0.3",
            default="0",
        ),
        share(
            "self_paid.take_over",
            say(
                id="Yang dilepas APBD lalu membayar sendiri (bagian)",
                en="Share of those dropped who go on paying",
            ),
            "0.1",
            default="0",
        ),
        NOTE,
    ),
    rows=10,
)
