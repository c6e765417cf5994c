"""Numbers and addresses that lead to one person: found to refuse, masked to show.

A 16-digit number is taken for an identity number (NIK, nomor KK) when it begins with
the code of a region and goes on with a day, month and year: sums of money and measured
values seldom look so. Tables are asked for ``found`` in texts, names and codes, never
in a value that is declared a number; YAML and forms are asked as they are written,
numbers and comments included. ``masked`` hides more than ``found`` refuses: what is
shown may be wrong in any way.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from analysis.language import Text, say

Kind = Literal["identity", "phone", "email", "account"]

# Blanks that stay in the line, points, dashes of every width, and what has no width.
_GAP = r"(?:[^\S\r\n]|[.\-\u00ad\u200b-\u200d\u2010-\u2015\u2060]){1,3}"
_FOUR, _SIX = r"\d{4}", r"\d{6}"
_SIXTEEN = (
    rf"(?<!\d)(?:\d{{16}}|{_FOUR}(?:{_GAP}{_FOUR}){{3}}|{_SIX}{_GAP}{_SIX}{_GAP}{_FOUR}"
    rf"|(?:\d\d{_GAP}){{3}}{_SIX}{_GAP}{_FOUR})(?!\d)"
)
# +62 begins a telephone number only; 08 where no decimal or longer number holds it.
# A bare 62 is money as often (Rp62.812.345.678, 62 812 345 678): it counts in a link of
# WhatsApp, and before 8 and groups that no sum has, by dashes or of four digits.
_SPACE = r"[^\S\r\n]?[().\-]?[^\S\r\n]?"
_GROUPS = rf"(?:{_SPACE}\d{{3,5}}){{2}}(?!\d)"
_DASH, _BLANK = r"[\-\u2010-\u2015]", r"[^\S\r\n]"
_BARE = (
    rf"(?<![\d.,])62(?:{_DASH}|{_BLANK})?8\d{{1,2}}"
    rf"(?:{_DASH}\d{{3,4}}{_DASH}|{_BLANK}\d{{4}}{_BLANK})\d{{3,5}}(?!\d)"
)
_PHONE = (
    rf"(?:\+{_SPACE}62{_SPACE}(?:0{_SPACE})?|(?<=wa\.me/)62)\d{{2,4}}{_GROUPS}"
    rf"|(?<![\d.,])08\d{{1,2}}{_GROUPS}|{_BARE}"
)
_EMAIL = r"(?<![\w.+-])[\w.+-]{1,64}@(?=[\w-]*[^\W\d])[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}"
# A `rekening` is a line of the budget too, written with points (5.1.02.02).
_ACCOUNT = r"(?i:\b(?:no)?rek(?:ening)?\b\D{0,20})(?P<account>\d{10,16})(?![\d.]\d)"
_ANY = re.compile(
    rf"(?P<identity>{_SIXTEEN})|(?P<phone>{_PHONE})|(?P<email>{_EMAIL})|{_ACCOUNT}"
)
# every number of those has as many digits: most texts need no closer look
_MANY_DIGITS = re.compile(r"\d(?:[^\w\r\n]{0,3}\d){8}")
_FRACTION_BEFORE = re.compile(r"\d[.,]\Z")
_FRACTION_AFTER = re.compile(r"\.\d")
_PROVINCES = frozenset(
    {
        *(*range(11, 20), 21, *range(31, 37), 51, 52, 53, *range(61, 66)),
        *(*range(71, 77), 81, 82, *range(91, 98)),
    }
)
_KEPT = {"identity": (4, 4), "phone": (4, 2), "account": (2, 2)}


@dataclass(frozen=True)
class Personal:
    """What was found in a text: its kind, where it stands, and how it may be shown."""

    kind: Kind
    start: int
    end: int
    shown: str

    @property
    def said(self) -> tuple[Text, Text]:
        """The rule and the remedy for whoever wrote it."""
        return _RULES[self.kind], _REMEDY


def found(text: str) -> list[Personal]:
    """Return what in a text leads to one person, in order, each as it may be shown."""
    if "@" not in text and not _MANY_DIGITS.search(text):
        return []
    return [_personal(match) for match in _ANY.finditer(text) if _is_plausible(match)]


def by_line(text: str) -> Iterator[tuple[int, Personal]]:
    """Yield what is found in a text, each with the number of its line."""
    for number, line in enumerate(text.splitlines(), 1):
        for one in found(line):
            yield number, one


def masked(text: str) -> str:
    """Return a text with every number and address of that shape hidden in part."""
    return _ANY.sub(_hidden, text)


def _hidden(match: re.Match[str]) -> str:
    one, before = _personal(match), match.start()
    if one.kind == "identity" and _is_round_sum(match[0]):
        return match[0]
    return match[0][: one.start - before] + one.shown + match[0][one.end - before :]


def _personal(match: re.Match[str]) -> Personal:
    kind = next(kind for kind in _RULES if match[kind])
    return Personal(kind, *match.span(kind), _shown(kind, match[kind]))


def _shown(kind: Kind, written: str) -> str:
    if kind == "email":
        return "****@" + written.partition("@")[2]
    first, last = _KEPT[kind]
    places = [at for at, sign in enumerate(written) if sign.isdecimal()]
    hidden = set(places[first:-last])
    return "".join("*" if at in hidden else sign for at, sign in enumerate(written))


def _is_plausible(match: re.Match[str]) -> bool:
    if not match["identity"]:
        return True
    text, start = match.string, match.start()
    if _FRACTION_BEFORE.search(text, max(start - 2, 0), start):
        return False
    return not _FRACTION_AFTER.match(text, match.end()) and _of_a_person(match[0])


def _of_a_person(number: str) -> bool:
    """Say whether 16 digits hold a region and a day (of women: the day and 40)."""
    digits = _digits(number)
    province, regency, district = (int(digits[at : at + 2]) for at in (0, 2, 4))
    day, month, year = (int(digits[at : at + 2]) for at in (6, 8, 10))
    known = province in _PROVINCES and (1 <= regency <= 39 or 71 <= regency <= 79)
    try:
        dt.date(2000 + year, month, day - 40 if day > 40 else day)
    except ValueError:
        return False
    return known and district > 0


def _is_round_sum(number: str) -> bool:
    """Say whether it can only be a sum, such as a bound of 10**15 rupiah in a rule."""
    return _digits(number).endswith("0000") and not _of_a_person(number)


def _digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isdecimal())


_RULES: dict[Kind, Text] = {
    "identity": say(
        id="Angka 16 digit menyerupai NIK atau nomor KK; data pribadi ditolak.",
        en="This 16-digit number looks like an identity number (NIK or KK); "
        "personal data are refused.",
    ),
    "phone": say(
        id="Ini menyerupai nomor telepon; data pribadi ditolak.",
        en="This looks like a telephone number; personal data are refused.",
    ),
    "email": say(
        id="Ini menyerupai alamat surel; data pribadi ditolak.",
        en="This looks like an e-mail address; personal data are refused.",
    ),
    "account": say(
        id="Ini menyerupai nomor rekening bank; data pribadi ditolak.",
        en="This looks like the number of a bank account; personal data are refused.",
    ),
}
_REMEDY = say(
    id="Hapus; pakai jumlah orang saja.",
    en="Remove it; use counts of people only.",
)
