"""Numbers as written: exact decimals in, and what to write instead of all else."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from analysis.language import Text, say

MAX_DIGITS = 15
LONGEST_MEANT = 60  # a number somebody typed is shorter
PLAIN = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
WHOLE = re.compile(r"-?(0|[1-9][0-9]*)")
_GROUPED = re.compile(r"(?a)-?\d{1,3}([.,]\d{3})+([.,]0{1,2})?")
_PERCENT = re.compile(r"(?a)-?\d+([.,]\d+)?%")
_POWER = re.compile(r"(?a)[+-]?\d{1,12}(\.\d{1,12})?[eE][+-]?\d{1,2}")
_GROUPED_DECIMAL = re.compile(r"(?a)-?\d{1,3}(\.\d{3})+,\d+|-?\d{1,3}(,\d{3})+\.\d+")
_DECORATION = re.compile(
    r"(?i)^[\s'`]*(rp\.?)?\s*|\s+|,-+$|_|(orang|rupiah|bulan|people|months)$"
)
_SCALES = {
    **dict.fromkeys(("ribu", "rb", "thousand"), 10**3),
    **dict.fromkeys(("juta", "jt", "million"), 10**6),
    **dict.fromkeys(("miliar", "milyar", "billion"), 10**9),
    **dict.fromkeys(("triliun", "trillion"), 10**12),
}
_SCALED = re.compile(rf"(?a)(-?\d{{1,6}}(?:[.,]\d{{1,2}})?)({'|'.join(_SCALES)})")

WHOLE_RULE = say(
    id="Harus bilangan bulat: hanya angka, tanpa titik, koma, Rp, atau satuan.",
    en="This must be a whole number: digits only, no points, commas, Rp or units.",
)
DECIMAL_RULE = say(
    id="Harus angka biasa dengan titik sebagai tanda desimal.",
    en="This must be a plain number with a point as decimal sign.",
)


def advice(text: str, *, whole: bool) -> Text:
    """Return what to write instead of a text that is no number."""
    read = _whole_meant if whole else _decimal_meant
    meant = read(text) if len(text) <= LONGEST_MEANT else None
    if meant:
        return say(id=f"Tulis {meant}", en=f"Write {meant}")
    example = "16800" if whole else "0.05"
    return say(id=f"Tulis seperti ini: {example}", en=f"Write it like this: {example}")


def _whole_meant(text: str) -> str | None:
    bare = _bare(text)
    if scaled := _SCALED.fullmatch(bare.lower()):
        return decimal(Fraction(scaled[1].replace(",", ".")) * _SCALES[scaled[2]])
    if _GROUPED.fullmatch(bare):
        bare = re.sub(r"[.,]0{1,2}$", "", bare)
        return _trimmed(re.sub(r"[.,]", "", bare))
    bare = _power(re.sub(r"[.,]0+$", "", bare))
    return _trimmed(bare) if re.fullmatch(r"(?a)[+-]?\d+", bare) else None


def _decimal_meant(text: str) -> str | None:
    bare = _bare(text)
    if _GROUPED_DECIMAL.fullmatch(bare):
        whole, fraction = re.split(r"[.,](?=\d+$)", bare)
        return f"{re.sub('[.,]', '', whole)}.{fraction}"
    if _PERCENT.fullmatch(bare):
        return decimal(Fraction(bare.rstrip("%").replace(",", ".")) / 100)
    bare = _power(bare.replace(",", ".") if bare.count(",") == 1 else bare)
    bare = bare.removesuffix(".")
    return _trimmed(bare) if re.fullmatch(r"(?a)[+-]?\d*\.?\d+", bare) else None


def _bare(text: str) -> str:
    """Return a text without blanks, currency and units, in plain digits."""
    return _DECORATION.sub("", unicodedata.normalize("NFKC", text))


def _power(text: str) -> str:
    return decimal(Fraction(text)) if _POWER.fullmatch(text) else text


def _trimmed(text: str) -> str:
    sign = "-" if text.startswith("-") else ""
    digits = text.lstrip("+-").lstrip("0") or "0"
    return sign + ("0" + digits if digits.startswith(".") else digits)


def decimal(value: Fraction) -> str:
    """Return a number in plain digits, cut after the 18th behind the point."""
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value), 1)
    digits = str(rest * 10**18 // 1).zfill(18).rstrip("0")
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"
