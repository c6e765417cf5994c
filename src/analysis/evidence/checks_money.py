"""Is a budget people x tariff x months, and a sum received whole member-months?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from analysis.evidence.book import Book
from analysis.evidence.costs import (
    MONTHLY,
    PEOPLE,
    TARIFF,
    Cost,
    costs,
    timely,
    usual_tariff,
)
from analysis.evidence.facts import (
    EXACT,
    REJECTED,
    Fact,
    Reading,
    added_up,
    exactly,
)
from analysis.evidence.finding import AGREES, DIFFERS, OPEN, Finding, compared
from analysis.evidence.remedies import joined, mistyped, standing
from analysis.evidence.words import amount, capital, figure, figures, ids, off
from analysis.language import LANGUAGES, Text, number, say
from analysis.units import MONTHS_PER_YEAR

BUDGETS = ("budget_idr", "contributions_idr")
CONTRIBUTIONS, WAGED = "contributions_idr", "pu"
ROOM = Fraction(1, 10)  # a budget line this much above the cost leaves room, no error


def budgets(book: Book) -> Iterator[Finding]:
    """Yield each budget beside people x tariff x months.

    Months are those the source names, or those of the period where it is not a whole
    year, else any whole number up to twelve. Without whole months less than a year's
    cost is left open (part of the year, other tariffs); more than it is an error,
    unless it is a little room in a budget line or wage earners are in the group.
    """
    usual = usual_tariff(book)
    for money in book.of(*BUDGETS, MONTHLY):
        if money.derived or money.status == REJECTED or usual is None:
            continue
        possible = [one for one in costs(money, book, usual) if one.monthly.value > 0]
        if possible:
            yield _budget(money, possible, book)


def _budget(money: Fact, possible: Sequence[Cost], book: Book) -> Finding:
    for cost in possible:
        if (months := cost.fitting(money)) is not None:
            return _finding(money, cost, months, AGREES, None)
    cost = possible[0]
    implied = money.value / cost.monthly.value
    months = min(cost.months or _possible(), key=lambda one: abs(one - implied))
    return _finding(money, cost, months, _verdict(money, cost, book), book)


def _possible() -> range:
    return range(1, MONTHS_PER_YEAR + 1)


def _verdict(money: Fact, cost: Cost, book: Book) -> str:
    if _has_wage_earners(money, book):
        return OPEN
    if cost.months:
        return DIFFERS
    over = money.interval.low / cost.monthly.interval.high / MONTHS_PER_YEAR
    if over <= 1:
        return OPEN
    room = money.concept != CONTRIBUTIONS and over <= 1 + ROOM
    return OPEN if room and not _another_fit(money, cost, book) else DIFFERS


def _has_wage_earners(money: Fact, book: Book) -> bool:
    return bool(book.find(region=money.region, segment=WAGED, concept="members"))


def _another_fit(money: Fact, cost: Cost, book: Book) -> Fact | None:
    """Return another published count of the group that gives the money exactly."""
    near = {"region": money.region, "segment": money.segment}
    for one in (one for name in PEOPLE for one in book.few(**near, concept=name)):
        tried = replace(cost, people=(one,))
        usable = one not in cost.people and one.value > 0
        if usable and timely(money, one) and tried.fitting(money) is not None:
            return one
    return None


def _finding(
    money: Fact, cost: Cost, months: int, verdict: str, book: Book | None
) -> Finding:
    expected = cost.monthly * exactly(months)
    other = _another_fit(money, cost, book) if book and verdict != AGREES else None
    settlement = joined(
        _fitting_words(other),
        *_readings(money, cost, months, verdict),
        standing((money, *cost.people)),
    )
    claims = (*cost.people, cost.tariff, *cost.told, *((other,) if other else ()))
    texts = (_sentence(money, cost, months, expected), settlement)
    found = compared("people x tariff x months", money, expected, claims, texts)
    return replace(found, verdict=verdict)


def _sentence(money: Fact, cost: Cost, months: int, expected: Reading) -> Text:
    made = {lang: amount(expected.value, money.unit, lang) for lang in LANGUAGES}
    short = {
        lang: off(money.value, expected.value, money.unit, lang) for lang in LANGUAGES
    }
    times = {
        lang: f"{_who(cost, lang)} x {amount(cost.tariff.value, 'idr', lang)} "
        f"{ids([cost.tariff])}"
        for lang in LANGUAGES
    }
    if money.concept != MONTHLY:
        unit = {"id": "bulan", "en": "months"}
        times = {lang: f"{times[lang]} x {months} {unit[lang]}" for lang in LANGUAGES}
    return say(
        id=f"{times['id']} adalah {made['id']}; tercetak {figure(money, 'id')}"
        f"{short['id']}.",
        en=f"{times['en']} is {made['en']}; printed is {figure(money, 'en')}"
        f"{short['en']}.",
    )


def _who(cost: Cost, lang: str) -> str:
    listed = figures(cost.people, lang)
    return capital(listed if len(cost.people) == 1 else f"({listed})")


def _fitting_words(other: Fact | None) -> Text | None:
    if other is None:
        return None
    return say(
        id=f"{figure(other, 'id')} cocok: mungkin uang itu untuk kelompok tersebut, "
        "atau salah satu hitungan salah ketik.",
        en=f"{figure(other, 'en')} would fit: the money may be for that group, or one "
        "of the counts is mistyped.",
    )


def _readings(
    money: Fact, cost: Cost, months: int, verdict: str
) -> tuple[Text | None, ...]:
    if verdict == AGREES:
        exact = money.rounding == EXACT
        return (
            say(id="Cocok sampai rupiah.", en="Agrees to the rupiah.")
            if exact
            else say(
                id="Cocok sejauh dibulatkan sumber.", en="Agrees as far as rounded."
            ),
        )
    needed = money.value / (cost.tariff.value * months)
    people = cost.people[0] if len(cost.people) == 1 else None
    typing = mistyped(
        [(money, cost.monthly.value * months)]
        + ([(people, needed)] if people is not None else [])
    )
    return typing, _implied(money, cost, months)


def _implied(money: Fact, cost: Cost, months: int) -> Text:
    """Return what the money would pay, and how it might be read."""
    paid = money.value / cost.monthly.value
    head = money.value / added_up(cost.people).value / months
    year = money.value / (cost.tariff.value * MONTHS_PER_YEAR)
    shown = {
        lang: (
            number(float(paid), lang, 2),
            number(round(float(year)), lang),
            amount(Fraction(round(head)), "idr/person/month", lang),
        )
        for lang in LANGUAGES
    }
    if money.concept == MONTHLY:
        return say(
            id=f"Uang itu berarti {shown['id'][2]}: program lain, atau orang lain.",
            en=f"The money means {shown['en'][2]}: other programmes, or other people.",
        )
    return say(
        id=f"Uang itu cukup untuk {shown['id'][0]} bulan, atau {shown['id'][1]} orang "
        f"setahun, atau {shown['id'][2]}: sebagian tahun, orang lain, atau tarif lain "
        "(penerima upah).",
        en=f"The money is enough for {shown['en'][0]} months, or {shown['en'][1]} "
        f"people for a year, or {shown['en'][2]}: part of a year, other people, or "
        "another tariff (wage earners).",
    )


def member_months(book: Book) -> Iterator[Finding]:
    """Yield exact contributions beside whole member-months at the tariffs named."""
    usual = usual_tariff(book)
    for money in book.of(CONTRIBUTIONS):
        if money.rounding != EXACT or money.derived or not money.region:
            continue
        told = book.few(region=money.region, source=money.source, concept=TARIFF)
        told = [one for one in told if one.value > 0]
        if told or usual:
            yield _whole_months(money, told or [usual])


def _whole_months(money: Fact, tariffs: Sequence[Fact]) -> Finding:
    best = min(tariffs, key=lambda one: (money.value / one.value) % 1)
    months = money.value / best.value
    whole = months.denominator == 1
    shown = {lang: number(float(months), lang, 0 if whole else 3) for lang in LANGUAGES}
    statement = say(
        id=f"{figure(money, 'id')} dibagi {figure(best, 'id')} adalah {shown['id']} "
        f"bulan-peserta{'' if whole else ', bukan bilangan bulat'}.",
        en=f"{figure(money, 'en')} over {figure(best, 'en')} are {shown['en']} "
        f"member-months{'' if whole else ', not a whole number'}.",
    )
    settlement = say(
        id=f"{ids([best])} bukan satu-satunya tarif: mulai terlambat, tunggakan, atau "
        "penerima upah. Tanyakan bulan dan tarif tiap kelompok.",
        en=f"{ids([best])} was not the only tariff: a late start, arrears, or wage "
        "earners. Ask for the months and tariff of each group.",
    )
    if whole:
        settlement = say(id="Cocok.", en="Agrees.")
    expected = exactly(round(months) * best.value)
    texts = (statement, settlement)
    return compared("whole months", money, expected, (best,), texts)
