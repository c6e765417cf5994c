"""Does a printed percentage fit its counts, and which denominator does it fit?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from analysis.evidence.book import Book
from analysis.evidence.checks_coverage import about, elsewhere, two_shares, unprinted
from analysis.evidence.checks_sums import COVERED
from analysis.evidence.facts import Fact, Reading, exactly
from analysis.evidence.finding import (
    Finding,
    compared,
)
from analysis.evidence.remedies import LABEL_OR_TYPING, joined, mistyped, standing
from analysis.evidence.typos import share_typos
from analysis.evidence.words import amount, capital, concept, figure
from analysis.language import LANGUAGES, Text, say

LEFT_OUT, TARGET = "not_covered", "target_rate"
# concept of the share -> concepts of its numerator, concepts it may be a share of
RATES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "coverage_rate": (
        COVERED,
        ("eligible", "labour_force", "employed", "population"),
    ),
    "target_achieved": (COVERED, ("target_people",)),
    "pppk_proposed_rate": (("pppk_proposed",), ("pppk_potential",)),
    "tpt": (("menganggur",), ("angkatan_kerja",)),
    "tpak": (("angkatan_kerja",), ("penduduk_usia_kerja",)),
}
COMPLEMENTS = {"gap_rate": "coverage_rate"}
# words of a source for a denominator, and the concept they name
SAID = {
    "labour force": "labour_force",
    "angkatan kerja": "labour_force",
    "eligible": "eligible",
    "employed": "employed",
    "population": "population",
}


@dataclass(frozen=True)
class Whole:
    """A denominator a share may have: how large, made of which figures, its name."""

    size: Reading
    facts: tuple[Fact, ...]
    name: Text
    concept: str


def shares(book: Book) -> Iterator[Finding]:
    """Yield each printed share beside its counts, under every denominator it may have.

    It agrees where the denominator the source names fits, or, where it names none, any
    does. Where only another fits, the label is wrong and not the number. A share
    without counts in its source is held against counts of another date, and counts
    without a share give one.
    """
    for share in book.of(*RATES):
        if not share.derived:
            found = list(_share(share, _gap_of(share, book), book))
            yield from found or elsewhere(share, book)
    for gap in book.of(*COMPLEMENTS):
        yield from _complement(gap, book)
    yield from unprinted(book)
    yield from two_shares(book)


def _gap_of(share: Fact, book: Book) -> Fact | None:
    """Return the printed gap that completes a rate, if the source prints one."""
    gaps = [gap for gap, rate in COMPLEMENTS.items() if rate == share.concept]
    rest = exactly(1) - share.reading
    found = (one for one in about(share, book, *gaps) if rest.meets(one.reading))
    return next(found, None)


def _share(share: Fact, gap: Fact | None, book: Book) -> Iterator[Finding]:
    tops, bottoms = RATES[share.concept]
    wholes = [_single(one) for one in about(share, book, *bottoms) if one.value > 0]
    if share.concept == "target_achieved":
        wholes += _targets(share, book)
    left = about(share, book, LEFT_OUT) if "eligible" in bottoms else []
    for numerator in about(share, book, *tops):
        possible = [*wholes, *(_with_left_out(numerator, one) for one in left)]
        possible = [one for one in possible if one.size.value > 0]
        if possible:
            yield _under(share, gap, numerator, possible)


def _single(fact: Fact) -> Whole:
    name = say(**{lang: concept(fact, lang) for lang in LANGUAGES})
    return Whole(fact.reading, (fact,), name, fact.concept)


def _with_left_out(numerator: Fact, left: Fact) -> Whole:
    """Return members and those left out as a denominator."""
    name = say(id="peserta dan yang belum terlindungi", en="members and those left out")
    return Whole(numerator.reading + left.reading, (left,), name, "eligible")


def _targets(share: Fact, book: Book) -> list[Whole]:
    """Return a target in people: a target rate of the year times eligible people."""
    rates = [
        one
        for one in book.few(region=share.region, concept=TARGET)
        if one.year == share.year and one.segment == share.segment
    ]
    name = say(id="target", en="the target")
    return [
        Whole(rate.reading * one.reading, (rate, one), name, "target_people")
        for rate in rates
        for one in about(share, book, "eligible")
    ]


def _under(
    share: Fact, gap: Fact | None, numerator: Fact, wholes: Sequence[Whole]
) -> Finding:
    ratios = [numerator.reading / one.size for one in wholes]
    fitting = [
        one
        for one, ratio in zip(wholes, ratios, strict=True)
        if ratio.meets(share.reading)
    ]
    named = {what for words, what in SAID.items() if words in share.said.lower()}
    said = [one for one in wholes if one.concept in named]
    wanted = said or fitting or wholes
    best = min(
        wanted, key=lambda one: abs(numerator.value / one.size.value - share.value)
    )
    gaps = (gap,) if gap else ()
    texts = (
        _statement(share, gap, numerator, best),
        _settlement(share, numerator, best, fitting),
    )
    fits = [fact for one in fitting for fact in one.facts]
    involved = (numerator, *best.facts, *fits, *gaps)
    found = compared("share", share, numerator.reading / best.size, involved, texts)
    return replace(found, alternatives=tuple(one.value for one in ratios))


def _statement(share: Fact, gap: Fact | None, numerator: Fact, best: Whole) -> Text:
    ratio = numerator.value / best.size.value
    of = {lang: _of(best, lang) for lang in LANGUAGES}
    rest = {
        lang: say(
            id=f", dan kesenjangan {figure(gap, 'id')} seharusnya "
            f"{amount(1 - ratio, 'share', 'id')}",
            en=f", and the gap {figure(gap, 'en')} should be "
            f"{amount(1 - ratio, 'share', 'en')}",
        )[lang]
        if gap
        else ""
        for lang in LANGUAGES
    }
    return say(
        id=f"{capital(figure(numerator, 'id'))} dari {of['id']} adalah "
        f"{amount(ratio, 'share', 'id')}; tercetak untuk {concept(share, 'id')}: "
        f"{figure(share, 'id')}{rest['id']}.",
        en=f"{capital(figure(numerator, 'en'))} of {of['en']} are "
        f"{amount(ratio, 'share', 'en')}; {concept(share, 'en')} as printed: "
        f"{figure(share, 'en')}{rest['en']}.",
    )


def _of(whole: Whole, lang: str) -> str:
    listed = " x ".join(figure(one, lang) for one in whole.facts)
    if len(whole.facts) == 1 and whole.concept == whole.facts[0].concept:
        return f"{listed} ({whole.name[lang]})"
    together = amount(Fraction(round(whole.size.value)), "people", lang)
    return f"{together} ({whole.name[lang]}: {listed})"


def _settlement(
    share: Fact, numerator: Fact, best: Whole, fitting: Sequence[Whole]
) -> Text:
    facts = (share, numerator, *best.facts)
    if fitting and best not in fitting:
        names = {
            lang: ", ".join(one.name[lang] for one in fitting) for lang in LANGUAGES
        }
        label = say(
            id=f"Labelnya salah, bukan angkanya: ini bagian dari {names['id']}.",
            en=f"The label is wrong and not the number: it is a share of "
            f"{names['en']}.",
        )
        return joined(label, standing(facts))
    return joined(
        _typing(share, numerator, best),
        _implied(share, numerator, best),
        LABEL_OR_TYPING,
        standing(facts),
    )


def _typing(share: Fact, numerator: Fact, best: Whole) -> Text | None:
    """Return the one mistyped digit or swap in a count that would give the share."""
    whole = best.size.value
    if len(best.facts) > 1 or LEFT_OUT in (one.concept for one in best.facts):
        return None
    if numerator.value.denominator != 1 or whole.denominator != 1:
        return None
    half = (share.interval.high - share.value) / 2  # the step has a half below
    found = share_typos(int(numerator.value), int(whole), share.value, half)
    which = {"numerator": numerator, "denominator": best.facts[0]}
    repairs = [(which[part], Fraction(value)) for part, value in found]
    return mistyped(repairs)


def _implied(share: Fact, numerator: Fact, best: Whole) -> Text | None:
    """Return how many members the people left out and their share mean."""
    left = [one for one in best.facts if one.concept == LEFT_OUT]
    if (
        not left
        or share.value == 1
        or numerator.reading.meets(share.reading * best.size)
    ):
        return None
    everybody = left[0].value / (1 - share.value)
    members = everybody - left[0].value
    shown = {
        lang: tuple(
            amount(Fraction(round(one)), "people", lang) for one in (everybody, members)
        )
        for lang in LANGUAGES
    }
    return say(
        id=f"{figure(left[0], 'id')} dan persen itu berarti {shown['id'][0]} "
        f"seluruhnya dan {shown['id'][1]} peserta, bukan {figure(numerator, 'id')}.",
        en=f"{figure(left[0], 'en')} and the percentage mean {shown['en'][0]} in all "
        f"and {shown['en'][1]} covered, not {figure(numerator, 'en')}.",
    )


def _complement(gap: Fact, book: Book) -> Iterator[Finding]:
    """Yield a gap beside the rate it completes."""
    for rate in about(gap, book, COMPLEMENTS[gap.concept]):
        statement = say(
            id=f"Cakupan {figure(rate, 'id')} dan kesenjangan "
            f"{figure(gap, 'id')} seharusnya berjumlah 100%.",
            en=f"Coverage {figure(rate, 'en')} and the gap {figure(gap, 'en')} "
            "should add to 100%.",
        )
        texts = (statement, LABEL_OR_TYPING)
        expected = exactly(1) - rate.reading
        yield compared("complement", gap, expected, (rate,), texts)
