"""Do claims paid fit the deaths and cases they are paid for?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from analysis.evidence.book import Book
from analysis.evidence.checks_sums import WHOLE_SEGMENTS
from analysis.evidence.facts import (
    EXACT,
    REJECTED,
    Fact,
    Interval,
    Reading,
    exactly,
    same_period,
)
from analysis.evidence.finding import (
    AGREES,
    DIFFERS,
    OPEN,
    Finding,
    compared,
)
from analysis.evidence.remedies import joined, mistyped, standing
from analysis.evidence.words import amount, figure
from analysis.language import LANGUAGES, Text, number, say

BENEFIT, DEATHS = "death_benefit_idr", "deaths"
CLAIMS = ("claims_idr", "benefits_idr")
COUNTS = ("claims_count", "claims", "cases", "recipients")
ACCIDENTS = "jkk"
# one case: from a fiftieth of the death benefit (treatment, a year's scholarship) to
# five of them (disability, both children to a degree): a factor of 1,000 falls outside
PER_CASE = (Fraction(1, 50), Fraction(5))


def claims(book: Book) -> Iterator[Finding]:
    """Yield claims beside deaths x death benefit and beside their cases."""
    benefits = [one for one in book.of(BENEFIT) if one.value > 0]
    benefits.sort(key=lambda one: (one.start, one.claim_id))
    paid = [one for one in book.of(*CLAIMS) if usable(one)]
    if benefits:
        yield from _deaths(paid, benefits, book)
        yield from _cases(paid, benefits[-1], book)


def usable(fact: Fact) -> bool:
    """Say whether a figure was printed and not rejected."""
    return not fact.derived and fact.status != REJECTED


def beside(money: Fact, book: Book, *concepts: str) -> list[Fact]:
    """Return the figures of the same source, group and time."""
    return [
        one
        for name in concepts
        for one in book.few(
            region=money.region,
            source=money.source,
            segment=money.segment,
            concept=name,
        )
        if same_period(money, one)
    ]


def _deaths(
    paid: Sequence[Fact], benefits: Sequence[Fact], book: Book
) -> Iterator[Finding]:
    for money in paid:
        if money.programme == ACCIDENTS:
            continue
        deaths = _in_years(money, book) or beside(money, book, DEATHS)
        deaths = [
            one for one in deaths if not one.derived and one.funding == money.funding
        ]
        if deaths and (len(deaths) == 1 or deaths[0].start != deaths[-1].start):
            yield _death_benefits(money, deaths, benefits)
        elif not deaths and money.rounding == EXACT and money.region:
            yield _whole_benefits(money, benefits[-1])


def _in_years(money: Fact, book: Book) -> list[Fact]:
    """Return the deaths of each shorter period inside that of the claims."""
    if not (money.start and money.end):
        return []
    inside = [
        one
        for one in book.few(region=money.region, segment=money.segment, concept=DEATHS)
        if one.start
        and money.start <= one.start
        and one.end <= money.end
        and (one.start, one.end) != (money.start, money.end)
    ]
    inside.sort(key=lambda one: one.start)
    spans = pairwise(inside)
    whole = inside and inside[0].start == money.start and inside[-1].end == money.end
    return inside if whole and all(a.end < b.start for a, b in spans) else []


def _benefit_of(deaths: Fact, benefits: Sequence[Fact]) -> Fact:
    """Return the benefit in force when the period of the deaths began."""
    day = deaths.start or deaths.as_of
    started = [one for one in benefits if one.start and one.start <= day]
    return started[-1] if started else benefits[-1]


def _death_benefits(
    money: Fact, deaths: Sequence[Fact], benefits: Sequence[Fact]
) -> Finding:
    """Compare: less than deaths x benefit is an error, more may be other benefits."""
    expected, used, terms = Reading.zero(), [], []
    for one in deaths:
        benefit = _benefit_of(one, benefits)
        expected += one.reading * exactly(benefit.value)  # set by law, not rounded
        used.append(benefit)
        terms.append((one, benefit))
    made = {lang: amount(expected.value, money.unit, lang) for lang in LANGUAGES}
    listed = {
        lang: " + ".join(
            f"{figure(one, lang)} x {figure(benefit, lang)}" for one, benefit in terms
        )
        for lang in LANGUAGES
    }
    statement = say(
        id=f"{listed['id']} = {made['id']}; klaim tercetak {figure(money, 'id')}.",
        en=f"{listed['en']} = {made['en']}; claims printed are {figure(money, 'en')}.",
    )
    above = money.interval.low > expected.interval.high
    settlement = joined(_rest(money, deaths, terms, above), standing((money, *deaths)))
    texts = (statement, settlement)
    found = compared("deaths x benefit", money, expected, (*deaths, *used), texts)
    return replace(found, verdict=OPEN) if above else found


def _rest(
    money: Fact, deaths: Sequence[Fact], terms: Sequence[tuple[Fact, Fact]], above: bool
) -> Text:
    if above:
        return say(
            id="Sisanya dapat berupa beasiswa atau JKK; tanyakan rinciannya.",
            en="The rest may be scholarships or JKK; ask for the details.",
        )
    typing = None
    if len(deaths) == 1:
        needed = money.value / terms[0][1].value
        typing = mistyped(
            [(deaths[0], needed), (money, deaths[0].value * terms[0][1].value)]
        )
    low = say(
        id="Kurang dari satu santunan tiap kematian: sebagian belum dibayar, santunan "
        "lama atau di bawah tiga bulan, atau salah satu angkanya salah.",
        en="Less than one benefit a death: some not yet paid, an earlier benefit or "
        "the one below three months, or one of the figures is wrong.",
    )
    if money.interval.high >= terms[0][1].value * deaths[0].value and len(deaths) == 1:
        return say(id="Cocok.", en="Agrees.")
    return joined(typing, low)


def _whole_benefits(money: Fact, benefit: Fact) -> Finding:
    """Return exact claims as a number of benefits; less than one cannot be a total."""
    count = money.value / benefit.value
    nearest = exactly(max(round(count), 1) * benefit.value)
    shown = {lang: number(float(count), lang, 2) for lang in LANGUAGES}
    statement = say(
        id=f"Klaim {figure(money, 'id')} setara {shown['id']} santunan kematian "
        f"{figure(benefit, 'id')}.",
        en=f"Claims {figure(money, 'en')} equal {shown['en']} death benefits "
        f"{figure(benefit, 'en')}.",
    )
    small = count < 1 and money.segment in WHOLE_SEGMENTS
    reason = (
        say(
            id="Kurang dari satu santunan untuk seluruh daerah: mungkin ribuan, jutaan "
            "atau miliarannya tertinggal.",
            en="Less than one benefit for a whole region: thousands, millions or "
            "billions may have been dropped.",
        )
        if small
        else say(
            id="Sisanya dapat berupa beasiswa, JKK, atau pembulatan; tanyakan "
            "rinciannya.",
            en="The rest may be scholarships, JKK or rounding; ask for the details.",
        )
    )
    texts = (statement, joined(reason, standing((money,))))
    found = compared("whole benefits", money, nearest, (benefit,), texts)
    if found.verdict == AGREES:
        return found
    return replace(found, verdict=DIFFERS if small else OPEN)


def _cases(paid: Sequence[Fact], benefit: Fact, book: Book) -> Iterator[Finding]:
    """Yield claims beside their cases: an amount a case that no rule can give."""
    low, high = (benefit.value * one for one in PER_CASE)
    for money in paid:
        for cases in beside(money, book, *COUNTS):
            if cases.programme == money.programme and cases.value > 0:
                yield _per_case(money, cases, Interval(low, high), benefit)


def _per_case(money: Fact, cases: Fact, bounds: Interval, benefit: Fact) -> Finding:
    each = money.reading / cases.reading
    shown = {
        lang: amount(Fraction(round(each.value)), "idr", lang) for lang in LANGUAGES
    }
    statement = say(
        id=f"{figure(money, 'id')} untuk {figure(cases, 'id')} adalah {shown['id']} "
        f"tiap kasus; santunan kematian {figure(benefit, 'id')}.",
        en=f"{figure(money, 'en')} for {figure(cases, 'en')} are {shown['en']} a case; "
        f"the death benefit is {figure(benefit, 'en')}.",
    )
    middle = cases.value * benefit.value
    settlement = joined(
        say(
            id="Satuan (juta, miliar, triliun) atau jumlah kasus salah tulis.",
            en="The unit (million, billion, trillion) or the number of cases is wrong.",
        ),
        standing((money, cases)),
    )
    fits = each.interval.meets(bounds)
    if fits:
        settlement = say(id="Masuk akal.", en="Plausible.")
    texts = (statement, settlement)
    found = compared("amount a case", money, exactly(middle), (cases, benefit), texts)
    return replace(found, verdict=AGREES if fits else DIFFERS)
