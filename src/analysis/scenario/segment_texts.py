"""What the rules on enrolment say when broken, and what to do about it."""

from __future__ import annotations

from fractions import Fraction

from analysis.language import Text, say
from analysis.scenario.numerals import decimal
from analysis.scenario.texts import Texts, texts

ROUNDING = Fraction(1, 50)  # shares this far from 1 in all may have been rounded


def windows_overlap(before: str) -> Texts:
    """A span begins before the one above it has ended."""
    return texts(
        id=(
            f"Masa ini mulai sebelum masa sebelumnya berakhir ({before}).",
            "Urutkan masa tugas; jangan tumpang tindih.",
        ),
        en=(
            f"This span begins before the one above it has ended ({before}).",
            "Put the spans in order, without overlap.",
        ),
    )


def exits_above_one(year: int) -> Texts:
    """More than everybody leaves in a year."""
    return texts(
        id=(
            f"Jumlah bagian yang keluar pada {year} lebih dari 1.",
            "Turunkan salah satu bagian: tidak lebih dari semua orang dapat keluar.",
        ),
        en=(
            f"The shares that leave in {year} add to more than 1.",
            "Lower one of them: no more than everybody can leave.",
        ),
    )


INSURER_OF_PPPK = texts(
    id=(
        "`insurer` hanya berlaku bagi yang menjadi PPPK.",
        "Hapus kunci ini, atau tulis kind: pppk atau pppk_paruh_waktu.",
    ),
    en=(
        "`insurer` is for people who become PPPK only.",
        "Delete the key, or write kind: pppk or pppk_paruh_waktu.",
    ),
)
SELF_PAID_IS_BPU = texts(
    id=(
        "Hanya peserta BPU yang membayar sendiri; segmen ini PU.",
        "Hapus `self_paid`, atau tulis tariff: {kind: bpu}.",
    ),
    en=(
        "Only BPU members pay for themselves; this segment is PU.",
        "Delete `self_paid`, or write tariff: {kind: bpu}.",
    ),
)
TARGET_BELOW_ELIGIBLE = texts(
    id=(
        "Kelompok sasaran lebih kecil daripada yang memenuhi syarat.",
        "Naikkan `target_people`, atau hapus bila sama dengan `eligible`.",
    ),
    en=(
        "The people the programme is meant for are fewer than the eligible.",
        "Raise `target_people`, or delete it where it equals `eligible`.",
    ),
)
ONE_INSTRUMENT = texts(
    id=(
        "Tanggal peraturan sudah diketahui; lajunya tidak diperlukan.",
        "Hapus `instrument_hazard_y` atau `instrument_date`.",
    ),
    en=(
        "The day of the instrument is known; its hazard is not needed.",
        "Delete `instrument_hazard_y` or `instrument_date`.",
    ),
)


def history_late(last: str) -> Texts:
    """A figure of the past is not before the members given."""
    return texts(
        id=(
            f"Riwayat harus sebelum {last}; angka {last} adalah `members`.",
            "Hapus bulan ini, atau majukan first_year.",
        ),
        en=(
            f"History lies before {last}; the figure of {last} is `members`.",
            "Delete this month, or move first_year.",
        ),
    )


TREND_NEEDS_ELIGIBLE = texts(
    id=(
        "Tren memerlukan jumlah yang memenuhi syarat: tanpa itu tak ada cakupan.",
        "Isi `eligible`, atau tulis path: {kind: hold}.",
    ),
    en=(
        "A trend needs the number of eligible people: without it there is no coverage.",
        "Fill in `eligible`, or write path: {kind: hold}.",
    ),
)


def band_form(meant: str) -> Texts:
    """A key of ``ages`` is no band of ages."""
    return texts(
        id=(
            "Umur ditulis dalam tahun penuh, kedua ujung termasuk, atau satu umur.",
            f'Tulis seperti ini: "{meant}"',
        ),
        en=(
            "Ages are written in full years, both ends included, or as a single age.",
            f'Write it like this: "{meant}"',
        ),
    )


def band_reversed(first: int, last: int) -> Texts:
    """A band of ages ends before it begins."""
    return texts(
        id=("Umur pertama melebihi umur terakhir.", f'Tulis "{last}-{first}"'),
        en=("The first age is above the last.", f'Write "{last}-{first}"'),
    )


def age_outside(youngest: int, oldest: int) -> Texts:
    """An age nobody among the members has."""
    return texts(
        id=(
            f"Umur peserta antara {youngest} dan {oldest} tahun.",
            "Perbaiki umurnya, atau keluarkan orang di luarnya dari hitungan.",
        ),
        en=(
            f"Members are between {youngest} and {oldest} years old.",
            "Correct the ages, or leave people outside them out of the count.",
        ),
    )


def ages_overlap(lower: str) -> Texts:
    """A band of ages holds an age of the band below it."""
    return texts(
        id=(
            f'Kelompok umur ini tumpang tindih dengan "{lower}".',
            "Setiap umur hanya dalam satu kelompok; ujungnya termasuk.",
        ),
        en=(
            f'This band of ages overlaps with "{lower}".',
            "Put each age in one band only; the ends are included.",
        ),
    )


def ages_sum(ages: dict[str, Fraction]) -> Texts:
    """The shares of all bands are not everybody."""
    total = sum(ages.values(), Fraction(0))
    found = decimal(total)
    remedy = _every_band() if abs(total - 1) > ROUNDING else _rounded(ages, 1 - total)
    return texts(
        id=(f"Jumlah bagian umur harus tepat 1, bukan {found}.", remedy["id"]),
        en=(f"Shares of the ages must add to exactly 1, not {found}.", remedy["en"]),
    )


def _every_band() -> Text:
    return say(
        id="Tulis semua kelompok umur bersama, juga dalam varian atau --set.",
        en="Write all bands of ages together, in a variant or after --set too.",
    )


def _rounded(ages: dict[str, Fraction], missing: Fraction) -> Text:
    largest = max(ages, key=ages.__getitem__)
    share = decimal(ages[largest] + missing)
    return say(
        id=f'Bila karena pembulatan, tulis "{largest}": {share}; bila tidak, ada '
        "kelompok umur yang kurang atau lebih.",
        en=f'If rounding did it, write "{largest}": {share}; if not, a band is '
        "missing or too many.",
    )
