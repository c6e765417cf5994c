"""Coverage without its counts, counts without coverage, one count with two shares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from analysis.evidence.book import Book
from analysis.evidence.checks_sums import COVERED
from analysis.evidence.facts import Fact, days_apart
from analysis.evidence.finding import COMPUTED, DIFFERS, OPEN, Finding, compared
from analysis.evidence.remedies import joined, standing
from analysis.evidence.words import amount, figure, when
from analysis.language import LANGUAGES, say

MOST_FIGURES = 10
ELSEWHERE_DAYS = 400  # counts of another date or source are compared within a year


def about(fact: Fact, book: Book, *concepts: str) -> list[Fact]:
    """Return figures of these concepts of the same source, group and date.

    At most ``MOST_FIGURES`` of each: more are no page of a newspaper.
    """
    return [
        one
        for name in concepts
        for one in book.few(
            region=fact.region,
            segment=fact.segment,
            source=fact.source,
            as_of=fact.as_of,
            concept=name,
        )[:MOST_FIGURES]
    ]


def elsewhere(share: Fact, book: Book) -> Iterator[Finding]:
    """Yield a printed coverage beside the nearest counts of another date or source."""
    if share.concept != "coverage_rate" or not share.region:
        return
    counted = [
        (days_apart(share, whole), one, whole)
        for whole in book.few(
            region=share.region, segment=share.segment, concept="eligible"
        )
        if whole.value > 0
        for one in about(whole, book, *COVERED)
    ]
    counted = [one for one in counted if one[0] <= ELSEWHERE_DAYS]
    if counted:
        _, numerator, whole = min(counted, key=lambda one: (one[0], one[1].claim_id))
        yield _other_date(share, numerator, whole)


def _other_date(share: Fact, numerator: Fact, whole: Fact) -> Finding:
    expected = numerator.reading / whole.reading
    shown = {lang: amount(expected.value, "share", lang) for lang in LANGUAGES}
    statement = say(
        id=f"Cakupan tercetak {figure(share, 'id')} ({when(share, 'id')}), tanpa "
        f"hitungan; {figure(numerator, 'id')} dari {figure(whole, 'id')} "
        f"({when(whole, 'id')}) adalah {shown['id']}.",
        en=f"Coverage printed is {figure(share, 'en')} ({when(share, 'en')}), without "
        f"counts; {figure(numerator, 'en')} of {figure(whole, 'en')} "
        f"({when(whole, 'en')}) are {shown['en']}.",
    )
    settlement = say(
        id="Tanggal atau penyebutnya lain: jangan dibandingkan sebelum pembilang dan "
        "penyebut keduanya diketahui.",
        en="Another date or another denominator: do not compare them before numerator "
        "and denominator of both are known.",
    )
    claims, texts = (numerator, whole), (statement, settlement)
    found = compared("share of another date", share, expected, claims, texts)
    return replace(found, verdict=OPEN) if found.verdict == DIFFERS else found


def unprinted(book: Book) -> Iterator[Finding]:
    """Yield the coverage that counts give where their source prints none."""
    for whole in book.of("eligible"):
        printed = about(whole, book, "coverage_rate")
        members = about(whole, book, "members")
        if printed or len(members) != 1 or not whole.value or whole.derived:
            continue
        if members[0].value <= whole.value:
            yield _coverage(members[0], whole)


def _coverage(members: Fact, whole: Fact) -> Finding:
    rate = members.value / whole.value
    statement = say(
        id=f"{figure(members, 'id')} dari {figure(whole, 'id')} adalah "
        f"{amount(rate, 'share', 'id')}; persennya tidak tercetak.",
        en=f"{figure(members, 'en')} of {figure(whole, 'en')} are "
        f"{amount(rate, 'share', 'en')}; no percentage is printed.",
    )
    settlement = say(
        id="Sebut penyebutnya bersama persennya.",
        en="Name the denominator together with the percentage.",
    )
    return Finding(
        check="share",
        region=members.region,
        subject=members.claim_id,
        claims=(members.claim_id, whole.claim_id),
        expected=rate,
        printed=None,
        verdict=COMPUTED,
        statement=statement,
        settlement=settlement,
    )


def two_shares(book: Book) -> Iterator[Finding]:
    """Yield one count printed with two shares: it has two denominators."""
    for members in book.of("members"):
        rates = [one for one in about(members, book, "coverage_rate") if one.value > 0]
        rates = sorted(rates, key=lambda one: (one.value, one.claim_id))
        if len(rates) > 1 and not rates[0].reading.meets(rates[-1].reading):
            yield _two_denominators(members, rates[0], rates[-1])


def _two_denominators(members: Fact, low: Fact, high: Fact) -> Finding:
    sizes = [Fraction(round(members.value / one.value)) for one in (low, high)]
    of = {lang: [amount(one, "people", lang) for one in sizes] for lang in LANGUAGES}
    statement = say(
        id=f"Satu sumber menyebut {figure(members, 'id')} sebagai "
        f"{figure(low, 'id')} dan {figure(high, 'id')}: berarti dari {of['id'][0]} "
        f"atau {of['id'][1]}.",
        en=f"One source calls {figure(members, 'en')} {figure(low, 'en')} and "
        f"{figure(high, 'en')}: that is of {of['en'][0]} or of {of['en'][1]}.",
    )
    settlement = joined(
        say(
            id="Dua penyebut dalam satu halaman: tanyakan keduanya.",
            en="Two denominators on one page: ask for both.",
        ),
        standing((members, low, high)),
    )
    claims, texts = (low, members), (statement, settlement)
    return compared("two shares", high, low.reading, claims, texts)
