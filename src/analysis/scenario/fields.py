"""Readers of single values: text as written in, a checked value out.

Each reader refuses what YAML or Python would silently accept (``16.800`` as
sixteen point eight, ``0123`` as eighty-three) and says what to write instead.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from analysis.language import Text, say
from analysis.scenario import numerals
from analysis.scenario.yamltext import Place, Scalar

MAX_TEXT = 2000
MAX_WHOLE_DIGITS = 19  # a seed may be as long
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"[0-9]{4}")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,63}")
_LAW_WORD = re.compile(r"[a-z][a-z0-9_]{0,63}|([0-9]{4}-)?[0-9]{2}-[0-9]{2}")
_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
# in no XML, YAML or terminal, or turning the direction of what follows
_NOT_SHOWN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufffe\uffff]"
)


def wrong(rule: Text, remedy: Text, **more: Any) -> PydanticCustomError:
    """Return an error that carries its rule and remedy in both languages."""
    context = {"rule": rule, "remedy": remedy, "en": rule["en"], **more}
    return PydanticCustomError("iuran", "{en}", context)


def nearest(name: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """Return the known names closest to ``name``, the best first."""
    from rapidfuzz.distance import OSA

    names = sorted(known)
    scored = sorted((OSA.distance(name, other), other) for other in names)
    far = max(2, len(name) // 2)
    return [other for distance, other in scored[:limit] if distance <= far]


def suggest(name: str, known: Iterable[str]) -> Text:
    """Return the advice that goes with a name that is not known."""
    known = list(known)
    close = nearest(name, known)
    if close:
        return say(
            id=f"Mungkin maksudnya `{close[0]}`.", en=f"Perhaps you mean `{close[0]}`."
        )
    shown = ", ".join(known[:30])
    return say(id=f"Pilih salah satu: {shown}.", en=f"Use one of: {shown}.")


def scalar(value: Any) -> Scalar:
    """Return ``value`` if it is a single value, else raise."""
    if isinstance(value, Scalar):
        return value
    if isinstance(value, str):  # a key, or a default
        return Scalar(value, None, Place(""))
    rule = say(
        id="Di sini harus ada satu nilai, bukan daftar atau pemetaan.",
        en="One single value belongs here, not a list or a mapping.",
    )
    remedy = say(id="Tulis satu nilai saja.", en="Write one value only.")
    raise wrong(rule, remedy)


def law_value(value: Any) -> Fraction | str:
    """Return a number as written, or the word or day a law parameter may hold."""
    text = scalar(value).text
    return text if _LAW_WORD.fullmatch(text) else number(value)


def number(value: Any) -> Fraction:
    """Return the decimal as written, exactly."""
    one = scalar(value)
    text = _unquoted(one)
    if not numerals.PLAIN.fullmatch(text):
        raise wrong(numerals.DECIMAL_RULE, numerals.advice(text, whole=False))
    _short_enough(text, numerals.MAX_DIGITS)
    return Fraction(text)


def integer(value: Any) -> int:
    """Return a whole number written with digits only."""
    text = _unquoted(scalar(value))
    if not numerals.WHOLE.fullmatch(text):
        raise wrong(numerals.WHOLE_RULE, numerals.advice(text, whole=True))
    _short_enough(text, MAX_WHOLE_DIGITS)
    return int(text)


def _short_enough(text: str, limit: int) -> None:
    if sum(letter.isdigit() for letter in text) > limit:
        rule = say(
            id=f"Angka memiliki lebih dari {limit} digit.",
            en=f"The number has more than {limit} digits.",
        )
        remedy = say(id="Bulatkan angkanya.", en="Round the number.")
        raise wrong(rule, remedy)


def _unquoted(one: Scalar) -> str:
    if one.quoted and numerals.PLAIN.fullmatch(one.text):
        _short_enough(one.text, MAX_WHOLE_DIGITS)
        rule = say(
            id="Angka ditulis tanpa tanda kutip.",
            en="A number is written without quotes.",
        )
        raise wrong(rule, _write(one.text))
    return one.text


def _write(text: str) -> Text:
    return say(id=f"Tulis {text}", en=f"Write {text}")


def _for_example(example: str) -> Text:
    return say(id=f"Tulis seperti ini: {example}", en=f"Write it like this: {example}")


def within(value: Fraction | int, low: Any, high: Any) -> None:
    """Raise unless ``low <= value <= high``."""
    if low <= value <= high:
        return
    rule = say(
        id=f"Nilai harus antara {low} dan {high}.",
        en=f"The value must be between {low} and {high}.",
    )
    raise wrong(rule, _within_advice(Fraction(value), low, high))


def _within_advice(value: Fraction, low: Any, high: Any) -> Text:
    written, share = numerals.decimal(value), numerals.decimal(value / 100)
    if high == 0 and low <= -value:
        return _write(f"-{written}")
    if high == 1 and 1 < value <= 100:
        return say(
            id=f"Bagian ditulis 0 sampai 1; untuk {written} persen tulis {share}",
            en=f"Shares are written 0 to 1; for {written} per cent write {share}",
        )
    return say(
        id=f"Tulis angka antara {low} dan {high}.",
        en=f"Write a number between {low} and {high}.",
    )


def whole(low: int, high: int) -> PlainValidator:
    """Return the reader of a whole number within bounds."""

    def read(value: Any) -> int:
        found = integer(value)
        within(found, low, high)
        return found

    return PlainValidator(read)


def boolean(value: Any) -> bool:
    """Return a switch written as true or false."""
    one = scalar(value)
    if not one.quoted and one.text in {"true", "false"}:
        return one.text == "true"
    rule = say(
        id="Sakelar hanya boleh true atau false.",
        en="A switch is either true or false.",
    )
    remedy = say(id="Tulis true atau false.", en="Write true or false.")
    raise wrong(rule, remedy)


def one_of(*allowed: str) -> PlainValidator:
    """Return the reader of a word from a closed list."""

    def read(value: Any) -> str:
        text = scalar(value).text
        if text in allowed:
            return text
        listed = ", ".join(allowed)
        rule = say(
            id=f"Harus salah satu dari: {listed}.", en=f"This must be one of: {listed}."
        )
        raise wrong(rule, suggest(text, allowed))

    return PlainValidator(read)


def text(value: Any) -> str:
    """Return a non-empty text that every file and page of a run can hold."""
    words = scalar(value).text.strip()
    if found := _NOT_SHOWN.search(words):
        raise wrong(*_sign(f"U+{ord(found[0]):04X}"))
    if words and len(words) <= MAX_TEXT:
        return words
    rule = say(
        id=f"Harus teks, 1 sampai {MAX_TEXT} huruf.",
        en=f"This must be text of 1 to {MAX_TEXT} characters.",
    )
    remedy = say(id="Tulis teksnya dalam kutip.", en="Write the text in quotes.")
    raise wrong(rule, remedy)


def _sign(code: str) -> tuple[Text, Text]:
    return (
        say(
            id=f"Teks memuat tanda kendali yang tidak tampak ({code}).",
            en=f"The text holds a control character that nobody sees ({code}).",
        ),
        say(id="Ketik ulang teksnya.", en="Type the text again."),
    )


def slug(value: Any) -> str:
    """Return a scenario name: small letters, digits and hyphens, at most 64."""
    name = scalar(value).text
    if _SLUG.fullmatch(name) and not _DEVICES.fullmatch(name):
        return name
    rule = say(
        id="Nama skenario hanya huruf kecil, angka, dan tanda hubung, paling banyak "
        "64, diawali huruf atau angka, tanpa folder.",
        en="A scenario name has small letters, digits and hyphens only, at most 64, "
        "starts with a letter or digit and names no folder.",
    )
    remedy = say(
        id="Tulis misalnya cilegon-baseline", en="Write for example cilegon-baseline"
    )
    raise wrong(rule, remedy)


def word(value: Any) -> str:
    """Return a name of small letters, digits and underscores."""
    name = scalar(value).text
    if _WORD.fullmatch(name):
        return name
    rule = say(
        id="Nama hanya huruf kecil, angka, dan garis bawah, diawali huruf.",
        en="A name has small letters, digits and underscores, and starts with a "
        "letter.",
    )
    remedy = say(
        id="Tulis misalnya karang_taruna", en="Write for example karang_taruna"
    )
    raise wrong(rule, remedy)


def code(value: Any) -> str:
    """Return a Kemendagri code of a kabupaten or kota: four digits in quotes."""
    one = scalar(value)
    if one.quoted is not False and _YEAR.fullmatch(one.text):
        return one.text
    from analysis.scenario.region_names import refusal  # reads the tables

    raise wrong(*refusal(one.text))


def month(value: Any) -> str:
    """Return a month as ``"YYYY-MM"``."""
    found = scalar(value).text
    if _MONTH.fullmatch(found):
        return found
    rule = say(
        id="Bulan ditulis TTTT-BB, dari 01 sampai 12.",
        en="A month is written YYYY-MM, from 01 to 12.",
    )
    raise wrong(rule, _for_example('"2027-01"'))


def month_or_year(value: Any) -> str:
    """Return a month as ``"YYYY-MM"``; a year stands for its January."""
    found = scalar(value).text
    if _YEAR.fullmatch(found):
        return f"{found}-01"
    return month(value)


def date(value: Any) -> dt.date:
    """Return a date written YYYY-MM-DD."""
    found = scalar(value).text
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", found):
            return dt.date.fromisoformat(found)
    except ValueError:
        pass
    rule = say(
        id="Tanggal harus ada di kalender dan ditulis TTTT-BB-HH.",
        en="A date must exist in the calendar and is written YYYY-MM-DD.",
    )
    raise wrong(rule, _for_example('"2024-08-22"'))
