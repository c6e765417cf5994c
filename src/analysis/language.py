"""Indonesian and English: texts in pairs, numbers and dates by Babel."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from babel import Locale

LANGUAGES = ("id", "en")


class Text(TypedDict):
    """One message in both languages."""

    id: str
    en: str


def say(*, id: str, en: str) -> Text:
    """Return a message in both languages; neither may be left out."""
    return {"id": id, "en": en}


@cache
def _locale(lang: str) -> Locale:
    from babel import Locale  # late: slow to load

    return Locale.parse({"id": "id_ID", "en": "en_GB"}[lang])


def number(value: float, lang: str = "en", decimals: int = 0) -> str:
    """Format a number: ``1,251`` in English, ``1.251`` in Indonesian."""
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=_locale(lang))


def percent(share: float, lang: str = "en", decimals: int = 1) -> str:
    """Format a share (0-1) as a percentage: ``7.4%``, in Indonesian ``7,4%``."""
    return number(share * 100, lang, decimals) + "%"


def rupiah(value_idr: float, lang: str = "en") -> str:
    """Format rupiah in full: ``Rp480,457,660``, in Indonesian ``Rp480.457.660``."""
    sign = "-" if value_idr < 0 else ""
    return f"{sign}Rp{number(abs(value_idr), lang)}"


def rupiah_short(value_idr: float, lang: str = "en", decimals: int = 2) -> str:
    """Format rupiah with its scale in words: ``Rp1.25 billion``, ``Rp1,25 miliar``."""
    words = {
        "id": ((1e12, "triliun"), (1e9, "miliar"), (1e6, "juta")),
        "en": ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")),
    }[lang]
    sign = "-" if value_idr < 0 else ""
    size = abs(value_idr)
    for scale, word in words:
        if size >= scale:
            return f"{sign}Rp{number(size / scale, lang, decimals)} {word}"
    return rupiah(value_idr, lang)


def day(date: dt.date, lang: str = "en") -> str:
    """Format a date in words: ``22 August 2024``, ``22 Agustus 2024``."""
    from babel.dates import format_date

    return format_date(date, format="d MMMM y", locale=_locale(lang))


_LENGTHS = {"month": len("2024-08"), "day": len("2024-08-22")}


def date_words(known: str, lang: str = "en") -> str:
    """Return an ISO day or month in words, as far as it is known; others as they are.

    ``2024-08-22`` is ``22 August 2024``, ``2024-08`` ``August 2024``, ``2024`` stays.
    """
    if len(known) == _LENGTHS["day"]:
        return day(dt.date.fromisoformat(known), lang)
    if len(known) == _LENGTHS["month"]:
        return day(dt.date.fromisoformat(f"{known}-01"), lang).partition(" ")[2]
    return known
