"""Do claims fit contributions, amounts a head their limit, discounts their tariff?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from analysis.evidence.book import MOST, Book
from analysis.evidence.checks_claims import CLAIMS, beside, usable
from analysis.evidence.checks_sums import WHOLE_SEGMENTS
from analysis.evidence.costs import usual_tariff
from analysis.evidence.facts import Fact, exactly
from analysis.evidence.finding import (
    AGREES,
    COMPUTED,
    DIFFERS,
    OPEN,
    Finding,
    compared,
)
from analysis.evidence.remedies import joined, standing
from analysis.evidence.words import amount, capital, concept, figure
from analysis.language import LANGUAGES, number, say

CONTRIBUTIONS, RATIO = "contributions_idr", "claim_ratio"
DISCOUNT, DISCOUNTED = "discount_rate", "tariff_discounted_idr_m"
# money, heads, the most a head may get
PER_HEAD = (("scholarships_idr", "scholarship_children", "scholarship_max_idr_y"),)
ALL_OR_BPU = ("bpu_or_total", *WHOLE_SEGMENTS)


def ratios(book: Book) -> Iterator[Finding]:
    """Yield claims over contributions, amounts a head and discounted tariffs."""
    yield from _ratios(book)
    yield from _per_head(book)
    yield from _discounts(book)


def _ratios(book: Book) -> Iterator[Finding]:
    """Yield printed claim ratios beside claims over contributions; compute the rest."""
    told: set[str] = set()
    for ratio in book.of(RATIO):
        for money, paid in _money_pairs(ratio, book):
            told.add(money.claim_id)
            yield _ratio(ratio, money, paid)
    for money in book.of(CLAIMS[0]):
        paid = _paid_beside(money, book)
        if paid and money.claim_id not in told and usable(money):
            yield _computed(money, paid[0])


def _paid_beside(money: Fact, book: Book) -> list[Fact]:
    """Return contributions of the same people and time; none of nothing divides."""
    found = beside(money, book, CONTRIBUTIONS)
    return [one for one in found if usable(one) and one.value > 0]


def _money_pairs(ratio: Fact, book: Book) -> list[tuple[Fact, Fact]]:
    """Return claims and contributions of the year of a ratio, or of the next to it."""
    pairs = [
        (money, paid)
        for money in book.few(region=ratio.region, concept=CLAIMS[0])
        if usable(money) and money.programme == ratio.programme
        for paid in _paid_beside(money, book)
    ]
    alike = [
        one
        for one in pairs
        if one[0].segment == ratio.segment or one[0].segment in ALL_OR_BPU
    ]
    own = {
        one.year
        for one in book.few(region=ratio.region, concept=RATIO)
        if one.programme == ratio.programme and one is not ratio
    }
    near = [
        one
        for one in alike
        if abs(int(one[0].year) - int(ratio.year)) <= 1 and one[0].year not in own
    ]
    near.sort(key=lambda one: (one[0].year != ratio.year, one[0].claim_id))
    return near[:1]


def _ratio(ratio: Fact, money: Fact, paid: Fact) -> Finding:
    expected = money.reading / paid.reading
    shown = {lang: number(float(expected.value), lang, 2) for lang in LANGUAGES}
    statement = say(
        id=f"{figure(money, 'id')} dibagi iuran {figure(paid, 'id')} adalah "
        f"{shown['id']}; rasio klaim yang tercetak {figure(ratio, 'id')}.",
        en=f"{figure(money, 'en')} over contributions {figure(paid, 'en')} are "
        f"{shown['en']}; the claim ratio printed is {figure(ratio, 'en')}.",
    )
    settlement = joined(
        say(
            id="Tahun, kelompok, atau pembilang dan penyebutnya lain: sebut keduanya "
            "sebelum dipakai.",
            en="Another year, another group, or a numerator wider than the "
            "denominator: name both before use.",
        ),
        standing((ratio, money, paid)),
    )
    texts = (statement, settlement)
    found = compared("claims / contributions", ratio, expected, (money, paid), texts)
    same = money.year == ratio.year
    return found if same or found.verdict == AGREES else replace(found, verdict=OPEN)


def _computed(money: Fact, paid: Fact) -> Finding:
    ratio = money.value / paid.value
    shown = {lang: number(float(ratio), lang, 4) for lang in LANGUAGES}
    statement = say(
        id=f"Klaim {figure(money, 'id')} dibagi iuran {figure(paid, 'id')} adalah "
        f"{shown['id']}.",
        en=f"Claims {figure(money, 'en')} over contributions {figure(paid, 'en')} are "
        f"{shown['en']}.",
    )
    settlement = say(
        id="Klaim dibayar dana nasional, bukan APBD: ini uang masuk ke daerah, bukan "
        "defisit daerah.",
        en="Claims are paid by the national fund, not by the local budget: this is "
        "money into the region and no deficit of it.",
    )
    return Finding(
        check="claims / contributions",
        region=money.region,
        subject=money.claim_id,
        claims=(money.claim_id, paid.claim_id),
        expected=ratio,
        printed=None,
        verdict=COMPUTED,
        statement=statement,
        settlement=settlement,
    )


def _per_head(book: Book) -> Iterator[Finding]:
    """Yield money a head beside the most the rule gives a head."""
    for what, whom, most in PER_HEAD:
        limits = book.of(most)
        for money in book.of(what) if limits else ():
            for heads in beside(money, book, whom):
                if heads.value > 0:
                    yield _above_limit(money, heads, limits[0])


def _above_limit(money: Fact, heads: Fact, limit: Fact) -> Finding:
    each, highest = money.reading / heads.reading, heads.reading * limit.reading
    shown = {
        lang: amount(Fraction(round(each.value)), "idr", lang) for lang in LANGUAGES
    }
    statement = say(
        id=f"{capital(concept(money, 'id'))} {figure(money, 'id')} untuk "
        f"{figure(heads, 'id')} adalah {shown['id']} seorang; paling banyak "
        f"{figure(limit, 'id')} setahun.",
        en=f"{capital(concept(money, 'en'))} {figure(money, 'en')} for "
        f"{figure(heads, 'en')} are {shown['en']} each; the most is "
        f"{figure(limit, 'en')} a year.",
    )
    settlement = joined(
        say(
            id="Dibayar untuk beberapa tahun sekaligus, atau salah satu angkanya "
            "salah: tidak dapat dijelaskan dari yang terbit.",
            en="Paid for several years at once, or one figure is wrong: what is "
            "published does not explain it.",
        ),
        standing((money, heads)),
    )
    texts = (statement, settlement)
    found = compared("amount a head", money, highest, (heads, limit), texts)
    fits = money.interval.low <= highest.interval.high
    return replace(found, verdict=AGREES if fits else DIFFERS)


def _discounts(book: Book) -> Iterator[Finding]:
    """Yield discounted tariffs beside the tariff less the discount."""
    rates = book.of(DISCOUNT)
    for told in book.of(DISCOUNTED) if rates else ():
        rate = min(rates[:MOST], key=lambda one: abs((one.day - told.day).days))
        full = usual_tariff(book)
        if full is not None:
            yield _discount(told, full, rate)


def _discount(told: Fact, full: Fact, rate: Fact) -> Finding:
    expected = full.reading * (exactly(1) - exactly(rate.value))
    made = {lang: amount(expected.value, full.unit, lang) for lang in LANGUAGES}
    statement = say(
        id=f"{figure(full, 'id')} dengan diskon {figure(rate, 'id')} adalah "
        f"{made['id']}; tercetak {figure(told, 'id')}.",
        en=f"{figure(full, 'en')} less a discount of {figure(rate, 'en')} is "
        f"{made['en']}; printed is {figure(told, 'en')}.",
    )
    settlement = joined(
        say(id="Pakai peraturannya.", en="Use the regulation."), standing((told,))
    )
    texts = (statement, settlement)
    return compared("discount", told, expected, (full, rate), texts)
