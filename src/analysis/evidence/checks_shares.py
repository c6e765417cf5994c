"""Does a printed percentage fit its counts, and which denominator does it fit?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from analysis.evidence.checks_counts import COVERED, grouped
from analysis.evidence.facts import DERIVED, Fact, Interval, place
from analysis.evidence.finding import DIFFERS, OPEN, Finding, compared
from analysis.language import Text, say

# concept of the share -> concepts of its numerator, concepts it may be a share of
RATES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "coverage_rate": (
        COVERED,
        ("eligible", "labour_force", "employed", "population"),
    ),
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
_ONE = Interval(Fraction(1), Fraction(1))
_CHANGE = re.compile(
    r"\b(naik|turun|meningkat|menurun)\s+(?:sebesar\s+)?(\d+(?:[.,]\d+)?)\s*"
    r"(%|persen)(?!\s*poin)",
    re.IGNORECASE,
)
_FALLS = ("turun", "menurun")


def shares(facts: Sequence[Fact]) -> Iterator[Finding]:
    """Yield each printed share beside its counts, under every denominator it may have.

    It agrees where the denominator the source names fits, or, where it names none, any
    does. Where only another fits, the label is wrong and not the number.
    """
    for group in grouped(facts, "region", "source", "as_of"):
        for one in group:
            if one.concept in RATES:
                yield from _share(one, one, group)
            elif one.concept in COMPLEMENTS:
                yield from _complement(one, group)


def _share(subject: Fact, share: Fact, group: Sequence[Fact]) -> Iterator[Finding]:
    """``share`` carries the interval to compare; ``subject`` is the printed figure."""
    tops, bottoms = RATES[share.concept]
    counted = [one for one in group if one.segment == share.segment]
    numerators = [one for one in counted if one.concept in tops]
    denominators = [one for one in counted if one.concept in bottoms and one.value]
    for numerator in numerators:
        if denominators:
            yield _under_denominators(subject, share, numerator, denominators)


def _under_denominators(
    subject: Fact, share: Fact, numerator: Fact, denominators: Sequence[Fact]
) -> Finding:
    ratios = {one: numerator.interval / one.interval for one in denominators}
    fitting = [one for one in denominators if ratios[one].meets(share.interval)]
    said = _said(share, denominators)
    wanted = said or fitting or _nearest(share, numerator, denominators)
    best = min(wanted, key=lambda one: abs(numerator.value / one.value - share.value))
    texts = (_statement(subject, numerator, best), _settlement(share, best, fitting))
    involved = (numerator, best, *fitting)
    found = compared("share", share, ratios[best], involved, texts)
    others = tuple(numerator.value / one.value for one in denominators)
    if subject is share:
        return replace(found, alternatives=others)
    return replace(
        found,
        subject=subject.claim_id,
        claims=(subject.claim_id, *found.claims[1:]),
        expected=1 - found.expected,
        printed=subject.value,
        alternatives=tuple(1 - one for one in others),
    )


def _nearest(share: Fact, numerator: Fact, denominators: Sequence[Fact]) -> list[Fact]:
    return sorted(
        denominators, key=lambda one: abs(numerator.value / one.value - share.value)
    )[:1]


def _said(share: Fact, denominators: Sequence[Fact]) -> list[Fact]:
    named = {concept for words, concept in SAID.items() if words in share.said.lower()}
    return [one for one in denominators if one.concept in named]


def _statement(subject: Fact, numerator: Fact, denominator: Fact) -> Text:
    ratio = f"{numerator.claim_id} / {denominator.claim_id}"
    return say(
        id=f"{subject.claim_id} seharusnya {ratio} ({denominator.concept}).",
        en=f"{subject.claim_id} should be {ratio} ({denominator.concept}).",
    )


def _settlement(share: Fact, best: Fact, fitting: Sequence[Fact]) -> Text:
    if fitting and best not in fitting:
        names = ", ".join(one.concept for one in fitting)
        return say(
            id=f"Labelnya salah, bukan angkanya: ini bagian dari {names}.",
            en=f"The label is wrong and not the number: it is a share of {names}.",
        )
    return say(
        id="Pakai jumlah orang, bukan persennya; periksa salah ketik.",
        en="Use the counts and not the percentage; look for a typing error.",
    )


def _complement(gap: Fact, group: Sequence[Fact]) -> Iterator[Finding]:
    """Yield a gap beside the rate it completes, and beside the counts."""
    concept = COMPLEMENTS[gap.concept]
    for rate in group:
        if rate.concept == concept and rate.segment == gap.segment:
            statement = say(
                id=f"{gap.claim_id} dan {rate.claim_id} seharusnya berjumlah satu.",
                en=f"{gap.claim_id} and {rate.claim_id} should add to one.",
            )
            settlement = say(id="Periksa keduanya.", en="Look at both.")
            texts = (statement, settlement)
            yield compared("share", gap, _ONE - rate.interval, (rate,), texts)
            mirrored = replace(
                rate, value=1 - gap.value, interval=_ONE - gap.interval, said=rate.said
            )
            yield from _share(gap, mirrored, group)


def points_or_percent(facts: Sequence[Fact]) -> Iterator[Finding]:
    """Yield a growth of a share that may be in points or relative: two readings.

    With a share ``s`` that grew by ``d``: before it was ``s - d`` or ``s / (1 + d)``.
    """
    for fact in facts:
        for found in _CHANGE.finditer(f"{fact.quote} {fact.note}"):
            for share in _changed(fact, facts):
                yield _readings(fact, share, found)


def _changed(fact: Fact, facts: Sequence[Fact]) -> list[Fact]:
    if fact.concept == "coverage_rate" and fact.relation != DERIVED:
        return [fact]
    return [
        one
        for one in facts
        if one.source == fact.source
        and one.concept == "coverage_rate"
        and one.relation != DERIVED
    ]


def _readings(fact: Fact, share: Fact, found: re.Match[str]) -> Finding:
    size = Fraction(found[2].replace(",", ".")) / 100
    change = -size if found[1].lower() in _FALLS else size
    points, relative = share.value - change, share.value / (1 + change)
    close = abs(points - relative) <= place(share.value) / 2
    statement = say(
        id=f"'{found[0]}' dapat berarti poin atau persen dari {share.claim_id}.",
        en=f"'{found[0]}' may mean points or per cent of {share.claim_id}.",
    )
    settlement = say(
        id="Dua nilai mungkin; poin adalah bacaan biasa.",
        en="Two values are possible; points is the ordinary reading.",
    )
    return Finding(
        check="points or percent",
        region=share.region,
        subject=fact.claim_id,
        claims=tuple(dict.fromkeys((fact.claim_id, share.claim_id))),
        expected=points,
        printed=relative,
        verdict=OPEN if close else DIFFERS,
        statement=statement,
        settlement=settlement,
        alternatives=(points, relative),
    )
