"""What is said when it is not clear which region is meant."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.language import Text, say

Texts = tuple[Text, Text]
CodeAndName = tuple[str, str]
FILE_RULE = say(
    id="Di sini wilayah ditulis dengan kode Kemendagri: empat angka, di dalam berkas "
    "dengan tanda kutip.",
    en="A region is written here as its Kemendagri code: four digits, in a file in "
    "quotes.",
)


def no_region(near: Iterable[CodeAndName]) -> Texts:
    """Nothing of that code or name exists."""
    listed = ", ".join(f'"{code}" ({name})' for code, name in near)
    lookup = say(
        id="Tulis kode Kemendagri, misalnya 3672; daftar wilayah: iuran region",
        en="Write the Kemendagri code, such as 3672; the regions: iuran region",
    )
    nearest = say(id=f"Yang terdekat: {listed}.", en=f"The nearest are: {listed}.")
    return (
        say(
            id="Kode atau nama ini bukan salah satu dari 514 kabupaten/kota.",
            en="This code or name is none of the 514 kabupaten and kota.",
        ),
        nearest if listed else lookup,
    )


def several(found: Iterable[CodeAndName]) -> Texts:
    """The name belongs to a kabupaten and to a kota."""
    listed = [(f'"{code}"', name) for code, name in found]
    names = [name for _, name in listed]
    return (
        say(
            id=f"Nama ini dipakai {len(names)} wilayah: {' dan '.join(names)}.",
            en=f"{len(names)} regions have this name: {' and '.join(names)}.",
        ),
        say(
            id="Tulis " + " atau ".join(f"{c} untuk {n}" for c, n in listed) + ".",
            en="Write " + " or ".join(f"{c} for {n}" for c, n in listed) + ".",
        ),
    )


def write_code(code: str, name: str) -> Texts:
    """A region is clearly meant, but a file takes its code only."""
    return FILE_RULE, say(
        id=f'Tulis "{code}" ({name}).', en=f'Write "{code}" ({name}).'
    )


def in_file(told: Texts) -> Texts:
    """The rule of files goes before what is wrong with the text."""
    rule = say(
        id=f"{FILE_RULE['id']} {told[0]['id']}", en=f"{FILE_RULE['en']} {told[0]['en']}"
    )
    return rule, told[1]


def only_bps(code: str, own: str, name: str) -> Texts:
    """No region has this code at Kemendagri, but one has it at BPS."""
    rule = say(
        id=f"Tidak ada wilayah berkode Kemendagri ini. Menurut BPS (Januari 2018) "
        f"{code} adalah {name}, kode Kemendagri {own}.",
        en=f"No region has this Kemendagri code. By BPS (January 2018) {code} is "
        f"{name}, Kemendagri code {own}.",
    )
    remedy = say(
        id=f'Jika {name} yang dimaksud, tulis "{own}".',
        en=f'If {name} is meant, write "{own}".',
    )
    return rule, remedy


def no_bps_code(near: Iterable[CodeAndName]) -> Texts:
    """The BPS list of 2018 does not hold the code."""
    listed = ", ".join(f"bps:{code} (Kemendagri {own})" for own, code in near)
    return (
        say(
            id="Kode ini tidak ada di daftar BPS Januari 2018. Kode BPS sesudahnya, "
            "misalnya untuk provinsi yang dibentuk pada 2022, tidak tersedia.",
            en="The BPS list of January 2018 does not have this code. Later BPS codes, "
            "such as those of the provinces made in 2022, are not at hand.",
        ),
        say(
            id=f"Pakai kode Kemendagri atau nama wilayah. Yang terdekat: {listed}.",
            en=f"Use the Kemendagri code or the name. The nearest are: {listed}.",
        ),
    )


def is_province(code: str, name: str) -> Texts:
    """A province is named where a kabupaten or kota belongs."""
    return (
        say(
            id=f"Ini Provinsi {name}; yang diperlukan satu kabupaten atau kota.",
            en=f"This is the province {name}; one kabupaten or kota is needed.",
        ),
        say(
            id=f"Daftar kabupaten dan kotanya: iuran region {code}",
            en=f"Its kabupaten and kota: iuran region {code}",
        ),
    )
