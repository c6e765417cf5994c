"""Units, marks and confidences in words, in both languages."""

from __future__ import annotations

import re

from analysis.language import Text, say

MARKS: dict[str, Text] = {
    "law": say(id="hukum (dalam peraturan)", en="law (in a regulation)"),
    "official": say(id="terbitan resmi", en="official publication"),
    "published": say(id="terbitan lain", en="other publication"),
    "derived": say(
        id="turunan dari angka terbitan", en="derived from published figures"
    ),
    "assumed": say(id="anggapan kami", en="our assumption"),
}
CONFIDENCES: dict[str, Text] = {
    "V": say(
        id="dilihat dalam teks hukum atau laman resmi",
        en="seen in the text of the law or on an official page",
    ),
    "N": say(
        id="dilihat dalam berita atau laman praktisi",
        en="seen on a news or practitioner page",
    ),
    "D": say(id="hitungan atas angka yang dikutip", en="arithmetic on cited figures"),
    "U": say(
        id="belum dilihat: periksa sebelum dipakai",
        en="not seen: check before use",
    ),
    "A": say(id="tidak ada sumber", en="no source"),
}
# longer ones first: they hold the shorter
_UNITS = {
    "share of reported wage": "bagian upah yang dilaporkan",
    "share of income": "bagian penghasilan",
    "share of salary": "bagian gaji",
    "share of wage": "bagian upah",
    "months of wage": "bulan upah",
    "month of year": "bulan ke-",
    "week of year": "minggu",
    "day of month": "tanggal",
    "working days": "hari kerja",
    "account code": "kode rekening",
    "month-day": "bulan-tanggal",
    "cases": "kasus",
    "case": "kasus",
    "claim": "klaim",
    "death": "kematian",
    "children": "anak",
    "child": "anak",
    "person": "orang",
    "years of age": "tahun",
    "months": "bulan",
    "month": "bulan",
    "years": "tahun",
    "year": "tahun",
    "days": "hari",
    "date": "tanggal",
    "multiplier": "kali",
    "ratio": "rasio",
    "share": "bagian",
    "switch": "saklar",
    "rule": "aturan",
    "period": "periode",
}
_WORD = re.compile("|".join(rf"\b{re.escape(unit)}\b" for unit in _UNITS))


def unit_words(unit: str, lang: str) -> str:
    """Return a unit of the parameter files in words: ``Rp/orang/bulan``."""
    words = unit.replace("idr", "Rp")
    if lang == "en":
        return words
    return _WORD.sub(lambda found: _UNITS[found[0]], words)
