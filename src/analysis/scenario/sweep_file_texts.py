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
EXTENDS = (
    say(
        id="`extends` menyebut satu skenario dengan namanya.",
        en="`extends` names one scenario.",
    ),
    say(
        id="Tulis misalnya extends: cilegon-baseline, atau hapus barisnya.",
        en="Write for example extends: cilegon-baseline, or delete the line.",
    ),
)
NO_REGION = (
    say(
        id="Skenario induk ini tidak menyebut wilayahnya.",
        en="This parent scenario does not name its region.",
    ),
    say(
        id='Tulis region: "..." di berkas induk, atau pilih induk lain.',
        en='Write region: "..." in the parent\'s file, or choose another parent.',
    ),
)
VALUE_TWICE = (
    say(
        id="Nilai ini ada dua kali dalam daftarnya.",
        en="This value stands twice in its list.",
    ),
    say(id="Sisakan satu saja.", en="Keep one of the two."),
)
NO_SHARE = (
    say(id="Di sini perlu bagian 0 sampai 1.", en="A share from 0 to 1 belongs here."),
    say(
        id="Tulis misalnya 0.10; tanpa peserta ditulis 0.",
        en="Write for example 0.10; for nobody write 0.",
    ),
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


def overruled(key: str, variant: str = "") -> tuple[Text, Text]:
    """Return why an axis may not change what a variant or another axis sets."""
    whose_id = f"varian `{variant}`" if variant else "sumbu lain"
    whose_en = f"variant `{variant}`" if variant else "another axis"
    return (
        say(
            id=f"Sumbu ini menimpa `{key}` dari {whose_id}: tabel lalu menyebut nilai "
            "yang tidak dihitung.",
            en=f"This axis overrules `{key}` of {whose_en}: the tables would name a "
            "value that is not computed.",
        ),
        say(
            id="Tulis kunci itu hanya di salah satunya.",
            en="Write the key in one of the two only.",
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
