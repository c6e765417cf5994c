"""How a contradiction could be settled, in words: typing, scale, status, asking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from analysis.evidence.facts import ABOUT, MORE_THAN, Fact, Reading
from analysis.evidence.typos import distance
from analysis.evidence.words import amount, figure, ids
from analysis.language import LANGUAGES, Text, say

SCALES = (1_000, 1_000_000)
DIGITS = 3  # figures of fewer are not looked at for typing errors
MOST_REPAIRS = 3
MOST_PARTS = 12  # typing errors are looked for in lists up to this long
OTHERWISE = say(
    id="Periksa konsep dan tanggal, lalu salah ketik; selain itu ratakan atau simpan "
    "terpisah.",
    en="Check concept and date, then typing; otherwise balance or hold apart.",
)
LABEL_OR_TYPING = say(
    id="Pakai jumlah orang, bukan persennya; periksa penyebut dan salah ketik.",
    en="Use the counts, not the percentage; check the denominator and typing.",
)
_STANDING: dict[str, Text] = {
    "held apart": say(
        id="Yang disimpan terpisah: {}.", en="Held apart by the project: {}."
    ),
    "label-corrected": say(
        id="Label yang diperbaiki: {}.", en="Label corrected by the project: {}."
    ),
    "typo-corrected": say(
        id="Salah ketik yang diperbaiki: {}.", en="Typing error corrected: {}."
    ),
    "reconciled": say(id="Yang diratakan: {}.", en="Balanced by the project: {}."),
    "rejected": say(id="Yang tidak dipakai: {}.", en="Not used by the project: {}."),
}


def joined(*texts: Text | None) -> Text:
    """Return texts one after the other; None and empty ones are left out."""
    kept = [one for one in texts if one is not None and one["en"]]
    return say(**{lang: " ".join(one[lang] for one in kept) for lang in LANGUAGES})


def standing(facts: Iterable[Fact]) -> Text | None:
    """Return what the project did with figures it did not just take."""
    found: dict[str, list[Fact]] = {}
    for one in facts:
        if one.status in _STANDING:
            found.setdefault(one.status, []).append(one)
    if not found:
        return None
    return joined(
        *(
            say(
                **{
                    lang: _STANDING[status][lang].format(ids(some).strip("[]"))
                    for lang in LANGUAGES
                }
            )
            for status, some in found.items()
        )
    )


def closing(subject: Fact, expected: Reading, parts: Sequence[Fact]) -> Text | None:
    """Return which one figure, mistyped by one error, would let a sum close.

    ``subject`` should be ``expected``, the sum of ``parts``.
    """
    gap = subject.value - expected.value
    if not gap:
        return None
    candidates = [(subject, expected.value)]
    if len(parts) <= MOST_PARTS:
        candidates += [(one, one.value + gap) for one in parts]
    return mistyped(candidates)


def mistyped(candidates: Iterable[tuple[Fact, Fraction]]) -> Text | None:
    """Return which figures are one typing error, or a factor of 1,000, from a value.

    ``candidates`` are figures with the value each would need. Figures of few digits
    are one error from many others, and a figure said to be about something is not
    mistyped; more than ``MOST_REPAIRS`` repairs would say nothing.
    """
    found = [one for one in candidates if _may_be_mistyped(*one)]
    if not found or len(found) > MOST_REPAIRS:
        return None
    shown = {
        lang: say(id=" atau ", en=" or ")[lang].join(
            say(
                id=f"{figure(fact, lang)} menjadi {amount(needed, fact.unit, lang)}",
                en=f"{figure(fact, lang)} as {amount(needed, fact.unit, lang)}",
            )[lang]
            for fact, needed in found
        )
        for lang in LANGUAGES
    }
    return say(
        id=f"Satu salah ketik menjelaskannya: {shown['id']}.",
        en=f"One typing error would explain it: {shown['en']}.",
    )


def _may_be_mistyped(fact: Fact, needed: Fraction) -> bool:
    whole = needed.denominator == fact.value.denominator == 1
    if not whole or needed <= 0 or needed == fact.value:
        return False
    if any(needed in (fact.value * one, fact.value / one) for one in SCALES):
        return True
    vague = fact.rounding in (ABOUT, MORE_THAN)
    digits = len(str(int(fact.value)).rstrip("0"))
    return not vague and digits >= DIGITS and distance(fact.value, needed) == 1
