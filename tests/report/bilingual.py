"""What a text says in numbers and words, so that two languages can be compared."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import cache

MARKS = {"id": (".", ","), "en": (",", ".")}
SCALES = {
    "id": {"triliun": 12, "miliar": 9, "juta": 6},
    "en": {"trillion": 12, "billion": 9, "million": 6, "bn": 9, "m": 6},
}
MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober "
    "November Desember",
    "en": "January February March April May June July August September October "
    "November December",
}
# codes are the same in every language: ids, slugs, files, accounts, articles of law
CODES = re.compile(
    r"https?://\S+|`[^`]*`|“[^”]*”|\[[^\]]*\]|\b\d\.\d(?:\.\d\d)+(?:\.\d{4})?\b"
    r"|\b\d+\.\d/\d+/SJ|\b\d\d-[\w-]+\.\w+|\b[\w.]*[a-z]\w*(?:[-_/.]\w+)*\.(?:yaml|csv|xlsx|json|html|md)\b"
    r"|\b[A-Z]-\d{4}-[\w-]+|\b[A-Z]\d{2,3}(?:-[A-Z]\d{2,3})?\b|\b[a-z]+(?:-[a-z0-9]+)+\b"
)


def numbers(text: str, lang: str) -> Counter:
    """Return the numbers a text of a language gives, as values; months by number."""
    plain = CODES.sub(" ", text)
    months = MONTHS[lang].split()
    named = re.compile(
        rf"\b({'|'.join(months)})\b(?= \d{{4}})|(?<=\d )({'|'.join(months)})"
    )
    found = Counter(
        f"month {months.index(a or b) + 1}" for a, b in named.findall(plain)
    )
    return found + Counter(
        _value(match, lang) for match in _pattern(lang).finditer(plain)
    )


@cache
def _pattern(lang: str) -> re.Pattern:
    group, decimal = map(re.escape, MARKS[lang])
    scales = "|".join(SCALES[lang])
    return re.compile(
        rf"(?P<number>\d{{1,3}}(?:{group}\d{{3}})+(?:{decimal}\d+)?(?!\d)"
        rf"|\d+(?:{decimal}\d+)?)(?P<percent>\s?%)?(?: (?P<scale>{scales})\b)?"
    )


def _value(match: re.Match, lang: str) -> str:
    group, decimal = MARKS[lang]
    digits = match["number"].replace(group, "").replace(decimal, ".")
    size = Decimal(digits).scaleb(SCALES[lang].get(match["scale"] or "", 0))
    return f"{size.normalize():f}{'%' if match['percent'] else ''}"


# function words and our commonest nouns; a word of both languages stands in neither
_ENGLISH = (
    "the of and people year years bill bills ceiling is are was were be been not from "
    "with to by for or at on no yes all month months share budget members covered "
    "claims group groups deaths draws which who what when where how that this these "
    "than has have it its their there would should more less most least after before "
    "without under over between each every only eligible funded paid revenue line "
    "wage wages contribution contributions cost costs worker workers unknown fixed "
    "drawn published assumed derived first last next because if whom once"
)
ENGLISH = set(_ENGLISH.split())
_INDONESIAN = (
    "yang dan di dari pada untuk dengan orang tagihan tahun bulan tidak ini itu atau "
    "peserta pagu jumlah kelompok semua belum sudah lebih kurang anggaran santunan "
    "adalah ialah oleh dalam ke sampai antara bila karena agar tanpa sebelum sesudah "
    "setahun sebulan hanya dapat akan bukan ada tiap setiap berapa siapa apa mana "
    "kapan dibayar terlindungi memenuhi syarat simulasi kemungkinan potongan beban "
    "pendapatan kematian klaim rumah tangga peluang terlewati anggapan dianggap "
    "pertama terakhir awal akhir satuan kecamatan upah pekerja"
)
INDONESIAN = set(_INDONESIAN.split())


def foreign(text: str, lang: str) -> set[str]:
    """Return the words of the other language that stand in a text."""
    words = set(_WORD.findall(_KEPT.sub(" ", CODES.sub(" ", text))))
    other = ENGLISH if lang == "id" else INDONESIAN
    return {word for word in words if word.lower() in other and not word.isupper()}


_WORD = re.compile(r"(?<![\w/])[A-Za-z]+(?![\w/])")
# names of groups and offices stay Indonesian; "No." heads a column in both
_KEPT = re.compile(
    r"\(pekerja rentan\)|\bNo\.|\*[^*\n]+\*(?!\*)"
    r"|(?:Dana|Badan|Jaminan|Nomor|Kartu|Surat)(?: [A-Z][a-z]+)+"
)
