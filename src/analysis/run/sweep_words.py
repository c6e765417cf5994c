"""What a sweep says to the person who starts it, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.language import Text, number, say

ESTIMATE = say(
    id="{regions} wilayah x {scenarios} skenario: sekitar {time} dan {gigabytes} GB.",
    en="{regions} regions x {scenarios} scenarios: about {time} and {gigabytes} GB.",
)
ASK = say(id="Mulai? [y/t]", en="Start? [y/n]")
YES = ("y", "ya", "yes")
TOO_LARGE = (
    say(
        id="Sapuan sebesar ini hanya dimulai bila disetujui, dan di sini tidak ada "
        "yang dapat ditanya.",
        en="A sweep of this size starts only when somebody agrees, and here nobody can "
        "be asked.",
    ),
    say(
        id="tambahkan --yes, atau kecilkan: wilayah, nilai di `grid`, atau `draws`.",
        en="add --yes, or make it smaller: regions, values in `grid`, or `draws`.",
    ),
)
NO_CHANGE = say(
    id="Masukan atau kode berubah selama sapuan; wilayah yang selesai dihitung ulang.",
    en="Inputs or code changed during the sweep; finished regions are computed anew.",
)
RUN_AGAIN = say(id="jalankan lagi.", en="run again.")
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def duration(seconds: float, lang: str) -> str:
    """Return a time in the largest unit that leaves at least two of it."""
    units = (
        (_DAY, say(id="hari", en="days")),
        (_HOUR, say(id="jam", en="hours")),
        (_MINUTE, say(id="menit", en="minutes")),
        (1, say(id="detik", en="seconds")),
    )
    size, unit = next((u for u in units if seconds >= 2 * u[0]), units[-1])
    return f"{number(max(1, round(seconds / size)), lang)} {unit[lang]}"


def room(needed: float, free: float) -> tuple[Text, Text]:
    """Return rule and remedy of a disk with less room than a sweep will take."""
    gigabytes = {
        lang: [number(size / 1e9, lang, decimals=1) for size in (needed, free)]
        for lang in ("id", "en")
    }
    (need_id, free_id), (need_en, free_en) = gigabytes["id"], gigabytes["en"]
    return (
        say(
            id=f"Sapuan memerlukan sekitar {need_id} GB; di disk tersisa {free_id} GB.",
            en=f"The sweep takes about {need_en} GB; the disk has {free_en} GB left.",
        ),
        say(
            id="kosongkan ruang, kecilkan sapuan, atau pilih disk lain dengan --out.",
            en="make room, make the sweep smaller, or choose another disk with --out.",
        ),
    )


def summary(regions: int, failed: Sequence[str]) -> Text:
    """Return how many regions are finished, and which are not."""
    if not failed:
        return say(
            id=f"{regions} wilayah selesai.", en=f"{regions} regions are finished."
        )
    names = ", ".join(failed)
    return say(
        id=f"{regions} wilayah selesai; tidak selesai: {names}. Jumlah provinsi dan "
        "nasional tanpa wilayah itu.",
        en=f"{regions} regions are finished; not finished: {names}. Totals of "
        "provinces and of the nation are without them.",
    )
