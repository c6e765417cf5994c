"""Do counts hold together: accounting identities, and parts that fit their whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, product

from analysis.evidence.book import Book, grouped
from analysis.evidence.checks_sums import COVERED
from analysis.evidence.facts import REJECTED, Fact, Reading, added_up
from analysis.evidence.finding import AGREES, DIFFERS, Finding, compared
from analysis.evidence.remedies import (
    OTHERWISE,
    joined,
    mistyped,
    standing,
)
from analysis.evidence.words import amount, capital, concept, figure, off, tagged
from analysis.language import LANGUAGES, Text, percent, say

# whole = sum of the parts with their sign, inside one region, date, segment and stage
IDENTITIES: tuple[tuple[str, tuple[tuple[int, str], ...]], ...] = (
    ("labour_force", ((1, "employed"), (1, "unemployed"))),
    ("angkatan_kerja", ((1, "bekerja"), (1, "menganggur"))),
    ("penduduk_usia_kerja", ((1, "angkatan_kerja"), (1, "bukan_angkatan_kerja"))),
    ("eligible", ((1, "members"), (1, "not_covered"))),
    (
        "pendapatan_daerah",
        ((1, "pad"), (1, "pendapatan_transfer"), (1, "pendapatan_lain_sah")),
    ),
    ("defisit", ((1, "belanja_daerah"), (-1, "pendapatan_daerah"))),
    ("fund_shortfall_idr", ((1, "claims_idr"), (-1, "contributions_idr"))),
    ("arrears_villages", ((1, "villages"), (-1, "villages_paid"))),
    ("people_outside_register", ((1, "pppk_proposed"), (1, "not_proposed"))),
    ("non_asn_tersisa", ((1, "diusulkan_susulan"), (1, "sisa_di_luar_database"))),
)
# whole -> what is inside it and so cannot be more
BIGGER = {
    "eligible": COVERED,
    "population": ("labour_force", "employed", *COVERED),
    "labour_force": ("employed", "unemployed"),
    "pppk_potential": ("pppk_proposed",),
    "honorer_keseluruhan_menurut_bkpsdm": ("pppk_paruh_waktu_diusulkan",),
    "villages": ("arrears_villages",),
}
UNCLEAR = "_unclear"  # a figure of unclear sense: with the clear ones it must fit too
MOST_CHOICES = 20  # several figures for one concept: so many combinations are tried
MOST_FIGURES = 10  # of one concept beside each other; more are no page of a newspaper


def identities(book: Book) -> Iterator[Finding]:
    """Yield each accounting identity whose concepts all stand at one place and date.

    Where a source prints several figures for the whole, each is checked, and one that
    closes is named beside one that does not.
    """
    named = {one for whole, parts in IDENTITIES for one in (whole, *_concepts(parts))}
    kept = [one for one in book.facts if one.concept in named and not one.derived]
    for group in grouped(kept, "region", "as_of", "segment", "stage", "source"):
        by_concept: dict[str, list[Fact]] = defaultdict(list)
        for one in group:
            by_concept[one.concept].append(one)
        for whole, parts in IDENTITIES:
            pools = [by_concept[concept] for concept in _concepts(parts)]
            for chosen in islice(product(*pools), MOST_CHOICES):
                yield from _identity(by_concept[whole], parts, chosen)


def _concepts(parts: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(concept for _, concept in parts)


def _identity(
    wholes: Sequence[Fact], parts: Sequence[tuple[int, str]], chosen: Sequence[Fact]
) -> Iterator[Finding]:
    expected = Reading.zero()
    for (sign, _), one in zip(parts, chosen, strict=True):
        expected = expected + one.reading if sign > 0 else expected - one.reading
    closes = [one for one in wholes[:MOST_FIGURES] if one.reading.meets(expected)]
    for whole in wholes[:MOST_FIGURES]:
        better = [] if whole in closes else closes
        statement = joined(_formula(whole, parts, chosen, expected), _better(better))
        settlement = _settle(whole, parts, chosen, expected)
        involved = (*chosen, *better)
        texts = (statement, settlement)
        yield compared("identity", whole, expected, involved, texts)


def _formula(
    whole: Fact,
    parts: Sequence[tuple[int, str]],
    chosen: Sequence[Fact],
    expected: Reading,
) -> Text:
    made = {}
    for lang in LANGUAGES:
        terms = [
            f"{'+' if sign > 0 else '-'} {tagged(one, lang)}"
            for (sign, _), one in zip(parts, chosen, strict=True)
        ]
        made[lang] = capital(" ".join(terms).removeprefix("+ "))
    equals = {lang: amount(expected.value, whole.unit, lang) for lang in LANGUAGES}
    short = {
        lang: off(whole.value, expected.value, whole.unit, lang) for lang in LANGUAGES
    }
    return say(
        id=f"{made['id']} = {equals['id']}; tercetak untuk {concept(whole, 'id')}: "
        f"{figure(whole, 'id')}{short['id']}.",
        en=f"{made['en']} = {equals['en']}; {concept(whole, 'en')} as printed: "
        f"{figure(whole, 'en')}{short['en']}.",
    )


def _better(closes: Sequence[Fact]) -> Text | None:
    if not closes:
        return None
    return say(
        id=f"Yang juga tercetak, {figure(closes[0], 'id')}, cocok.",
        en=f"Also printed is {figure(closes[0], 'en')}, which closes.",
    )


def _settle(
    whole: Fact,
    parts: Sequence[tuple[int, str]],
    chosen: Sequence[Fact],
    expected: Reading,
) -> Text:
    gap = whole.value - expected.value
    moved = [(whole, expected.value)] + [
        (one, one.value + sign * gap)
        for (sign, _), one in zip(parts, chosen, strict=True)
    ]
    typing = mistyped(moved) if gap else None
    return joined(typing, OTHERWISE, standing((whole, *chosen)))


def parts_above_wholes(book: Book) -> Iterator[Finding]:
    """Yield wholes beside people of the same segment in the same source.

    A figure of unclear sense is added to the clear ones: either both fit into the
    whole, or they cannot both be members.
    """
    inside = {concept for parts in BIGGER.values() for concept in parts}
    kept = [
        one
        for one in book.facts
        if not one.derived
        and one.status != REJECTED
        and (
            one.concept in inside
            or one.concept in BIGGER
            or one.concept.endswith(UNCLEAR)
        )
    ]
    for group in grouped(kept, "region", "segment", "source", "as_of"):
        unclear = [one for one in group if one.concept.endswith(UNCLEAR)]
        for name, parts in BIGGER.items():
            clear = [one for one in group if one.concept in parts]
            clear = sorted(clear, key=lambda one: -one.value)[:MOST_FIGURES]
            for whole in (one for one in group if one.concept == name):
                yield from _inside(whole, clear, unclear[:MOST_FIGURES])


def _inside(
    whole: Fact, clear: Sequence[Fact], unclear: Sequence[Fact]
) -> Iterator[Finding]:
    for one in clear:
        parts = (one, *unclear) if whole.concept == "eligible" else (one,)
        yield _fits(whole, parts)


def _fits(whole: Fact, parts: Sequence[Fact]) -> Finding:
    held = added_up(parts)
    above = held.interval.low > whole.interval.high
    texts = (
        _above(whole, parts, held) if above else _below(whole, parts),
        _both(parts),
    )
    settlement = joined(texts[1], standing((whole, *parts)))
    claims = (whole, *parts)
    found = compared("part above whole", whole, held, claims, (texts[0], settlement))
    return replace(found, verdict=DIFFERS if above else AGREES)


def _above(whole: Fact, parts: Sequence[Fact], held: Reading) -> Text:
    listed = {
        lang: capital(" + ".join(tagged(one, lang) for one in parts))
        for lang in LANGUAGES
    }
    sums_to = {
        lang: f" = {amount(held.value, whole.unit, lang)}" if len(parts) > 1 else ""
        for lang in LANGUAGES
    }
    shares = _shares(whole, parts)
    return say(
        id=f"{listed['id']}{sums_to['id']} melebihi {tagged(whole, 'id')}, padahal "
        f"termasuk di dalamnya{shares['id']}.",
        en=f"{listed['en']}{sums_to['en']} are more than {tagged(whole, 'en')} they "
        f"belong to{shares['en']}.",
    )


def _shares(whole: Fact, parts: Sequence[Fact]) -> Text:
    """Return in brackets which share of the whole each part is; nothing has none."""
    if not whole.value:
        return say(id="", en="")
    said = {
        lang: joined_words(
            [percent(float(one.value / whole.value), lang) for one in parts], lang
        )
        for lang in LANGUAGES
    }
    return say(id=f" ({said['id']} darinya)", en=f" ({said['en']} of it)")


def joined_words(words: Sequence[str], lang: str) -> str:
    """Return words as ``a or b``."""
    return say(id=" atau ", en=" or ")[lang].join(words)


def _below(whole: Fact, parts: Sequence[Fact]) -> Text:
    return say(
        id=f"{capital(tagged(parts[0], 'id'))} tidak melebihi {tagged(whole, 'id')}.",
        en=f"{capital(tagged(parts[0], 'en'))} are not more than "
        f"{tagged(whole, 'en')}.",
    )


def _both(parts: Sequence[Fact]) -> Text:
    if len(parts) > 1:
        return say(
            id="Tidak dapat keduanya: simpan terpisah, pakai sebagai dua kemungkinan, "
            "dan tanyakan kepada BPJS.",
            en="They cannot both hold: hold them apart, carry both as possible and "
            "ask BPJS.",
        )
    return say(
        id="Penyebutnya terlalu kecil atau konsepnya lain: jangan dipakai bersama.",
        en="The whole is too small or another concept: do not use them together.",
    )
