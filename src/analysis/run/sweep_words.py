"""What a sweep says to the person who starts it, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.language import Text, number, say

ESTIMATE = say(
    id="{regions} x {scenarios}: sekitar {time} dan {gigabytes} GB.",
    en="{regions} x {scenarios}: about {time} and {gigabytes} GB.",
)
_REGION = say(id="wilayah", en="region")
_SCENARIO = say(id="skenario", en="scenario")
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
FILE_CHANGED = say(
    id="Berkas sapuan berubah saat dibaca.",
    en="The sweep file changed while it was read.",
)
DAMAGED = (
    say(
        id="Folder sapuan tidak dapat dibaca atau ditulis, atau sebuah berkas di "
        "dalamnya rusak.",
        en="The folder of the sweep cannot be read or written, or a file in it is "
        "damaged.",
    ),
    say(
        id="periksa apakah folder dan disknya masih ada, lalu jalankan lagi; yang "
        "rusak dihitung ulang.",
        en="see that the folder and its disk are there, then run again; what is "
        "damaged is computed anew.",
    ),
)
NOT_A_SWEEP = (
    say(
        id="Folder ini berisi berkas yang bukan hasil sapuan; tidak ada yang diubah.",
        en="This folder holds files that are no results of a sweep; nothing was "
        "changed.",
    ),
    say(
        id="pindahkan isinya, ganti nama sapuan, atau pilih folder lain dengan --out.",
        en="move them away, rename the sweep, or choose another folder with --out.",
    ),
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
    if round(seconds / size) <= 1:
        unit = say(id="detik", en="second")
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


def regions(count: int, lang: str) -> str:
    """Return a number of regions in words."""
    return _counted(count, _REGION, lang)


def scenarios(count: int, lang: str) -> str:
    """Return a number of scenarios in words."""
    return _counted(count, _SCENARIO, lang)


def _counted(count: int, noun: Text, lang: str) -> str:
    ending = "s" if lang == "en" and count != 1 else ""
    return f"{number(count, lang)} {noun[lang]}{ending}"


def _are(count: int) -> str:
    return f"{regions(count, 'en')} {'is' if count == 1 else 'are'}"


def stopped(count: int) -> tuple[Text, Text]:
    """Return what a sweep stopped by hand has kept, and how it goes on."""
    finished = regions(count, "en").replace(" ", " finished ", 1)
    kept = f"{finished} {'is' if count == 1 else 'are'} kept"
    return (
        say(
            id=f"Dihentikan. {regions(count, 'id')} yang selesai disimpan; tabel dan "
            "jumlahnya ditulis bila semua selesai.",
            en=f"Stopped. {kept}; tables and totals are written when all are finished.",
        ),
        say(
            id="untuk melanjutkan, jalankan baris perintah yang sama tanpa --force.",
            en="to go on, run the same line without --force.",
        ),
    )


def other_file(name: str) -> tuple[Text, Text]:
    """Return why a folder with the finished work of another file is not used."""
    return (
        say(
            id=f"Folder ini berisi hasil berkas sapuan lain dengan nama sama: {name}.",
            en=f"This folder holds results of another sweep file of that name: {name}.",
        ),
        say(
            id="ganti nama sapuan dan berkasnya, atau pilih folder lain dengan --out.",
            en="rename the sweep and its file, or choose another folder with --out.",
        ),
    )


def summary(finished: int, failed: Sequence[str]) -> Text:
    """Return how many regions are finished, and which are not."""
    done_id, done_en = (
        f"{regions(finished, 'id')} selesai",
        f"{_are(finished)} finished",
    )
    if not failed:
        return say(id=f"{done_id}.", en=f"{done_en}.")
    names = ", ".join(failed)
    return say(
        id=f"{done_id}; tidak selesai: {names}. Jumlah provinsi dan nasional tanpa "
        "wilayah itu.",
        en=f"{done_en}; not finished: {names}. Totals of provinces and of the nation "
        "are without them.",
    )
