"""What the rules on enrolment say when broken, and what to do about it."""

from __future__ import annotations

from analysis.scenario.texts import Texts, texts


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
