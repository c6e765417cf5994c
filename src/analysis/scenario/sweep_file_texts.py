"""What is said about a sweep file: rule and remedy in both languages."""

from __future__ import annotations

from analysis.language import Text, say

SUFFIX = (
    say(id="Sapuan ditulis dalam berkas .yaml.", en="A sweep is written in a .yaml."),
    say(
        id="Salin salah satu berkas di sweeps/ dan ubah isinya.",
        en="Copy one of the files in sweeps/ and change it.",
    ),
)
WHICH_REGIONS = (
    say(
        id="Wilayah disebut sebagai all, daftar kode, atau provinsi.",
        en="Regions are named as all, as a list of codes, or by province.",
    ),
    say(
        id='Tulis all, ["3672", "3673"], atau {provinces: ["36"]}.',
        en='Write all, ["3672", "3673"], or {provinces: ["36"]}.',
    ),
)
PROVINCE = (
    say(
        id="Provinsi adalah kode Kemendagri dua digit dalam tanda kutip.",
        en="A province is a Kemendagri code of two digits in quotes.",
    ),
    say(id='Tulis misalnya "36" (Banten).', en='Write for example "36" (Banten).'),
)
NAMED_TWICE = (
    say(id="Kode ini disebut dua kali.", en="This code is named twice."),
    say(id="Sisakan satu saja.", en="Keep one of the two."),
)
GIVEN_BY_SWEEP = (
    say(
        id="Kunci ini diisi oleh sapuan untuk setiap wilayah dan skenario.",
        en="The sweep fills in this key for every region and scenario.",
    ),
    say(id="Hapus barisnya.", en="Delete the line."),
)
EMPTY_AXIS = (
    say(id="Daftar nilai ini kosong.", en="This list of values is empty."),
    say(
        id="Tulis satu nilai atau lebih, atau hapus kuncinya.",
        en="Write one or more values, or delete the key.",
    ),
)
BAD_KEY = (
    say(
        id="Kunci ditulis bagian.kunci, seperti pada --set.",
        en="A key is written part.key, as after --set.",
    ),
    say(
        id="Tulis misalnya budget.when_short", en="Write for example budget.when_short"
    ),
)
IN_SCENARIO = say(
    id="Tulis nilainya satu kali di bawah `scenario`.",
    en="Write its value once under `scenario`.",
)


def other_name(stem: str) -> tuple[Text, Text]:
    """Return why a sweep is named as its file."""
    return (
        say(
            id=f"Nama harus sama dengan nama berkas ({stem}).",
            en=f"The name must equal the file's name ({stem}).",
        ),
        say(
            id=f"Tulis name: {stem}, atau ganti nama berkas.",
            en=f"Write name: {stem}, or rename the file.",
        ),
    )


def of_one_region(code: str) -> tuple[Text, Text]:
    """Return why the figures of one region are not lent to others."""
    return (
        say(
            id=f"Skenario induk berisi angka wilayah {code}, bukan wilayah lain.",
            en=f"The parent scenario holds the figures of region {code}, of no other.",
        ),
        say(
            id=f'Tulis regions: ["{code}"], atau tulis skenarionya di sini tanpa '
            "`extends`.",
            en=f'Write regions: ["{code}"], or write the scenario here without '
            "`extends`.",
        ),
    )
