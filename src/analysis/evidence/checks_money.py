"""Does money fit people: people x tariff x months, whole months, benefits paid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from analysis.evidence.checks_counts import grouped
from analysis.evidence.facts import Fact, Interval
from analysis.evidence.finding import AGREES, DIFFERS, OPEN, Finding, compared
from analysis.language import Text, say
from analysis.units import MONTHS_PER_YEAR

BUDGETS = ("budget_idr", "contributions_idr", "arrears_idr")
PEOPLE = ("members", "members_planned")
TARIFF, BENEFIT = "tariff_idr_m", "death_benefit_idr"
CONTRIBUTIONS, CLAIMS, DEATHS, WAGED = "contributions_idr", "claims_idr", "deaths", "pu"
EXACT = "1"
EVERYBODY, VULNERABLE = "apbd", "pekerja_rentan"


def budgets(facts: Sequence[Fact]) -> Iterator[Finding]:
    """Yield each budget beside people x tariff x months, for whole months up to 12.

    More than a year's cost is an error; less, without whole months, is left open: part
    of the year, or other tariffs. Groups with wage earners pay other tariffs: skipped.
    """
    usual = usual_tariff(facts)
    waged = {one.region for one in facts if one.segment == WAGED}
    for group in grouped(facts, "region", "source"):
        for money in (one for one in group if one.concept in BUDGETS and one.region):
            told = [one for one in group if one.concept == TARIFF]
            tariff = told[0] if told else usual
            people = _paid_for(money, group)
            if people and tariff and money.region not in waged:
                yield _budget(money, people, tariff)


def _paid_for(money: Fact, group: Sequence[Fact]) -> Fact | None:
    """Return the largest group of the money's segment, of its year or of the same day.

    Money for everybody is held against the largest group of its year.
    """
    year = (money.start or money.as_of)[:4]
    people = [one for one in group if one.concept in PEOPLE]
    then = [one for one in people if year in (one.as_of[:4], one.start[:4])]
    chosen = [
        one
        for one in people
        if one.segment == money.segment and (one in then or one.as_of == money.as_of)
    ]
    if not chosen and money.segment == EVERYBODY:
        chosen = then
    return max(chosen, key=lambda one: one.value, default=None)


def usual_tariff(facts: Sequence[Fact]) -> Fact | None:
    """Return the tariff most sources name for vulnerable workers.

    It comes from the ledger, so that no amount is written here; the earliest source of
    the most frequent amount stands for it.
    """
    named = [
        one
        for one in facts
        if one.concept == TARIFF and one.segment == VULNERABLE and one.rounding == EXACT
    ]
    times = Counter(one.value for one in named)
    return min(
        named,
        key=lambda one: (-times[one.value], one.as_of, one.claim_id),
        default=None,
    )


def _budget(money: Fact, people: Fact, tariff: Fact) -> Finding:
    monthly = people.interval * tariff.interval
    months = (money.interval / monthly).whole()
    fitting = [count for count in months if 1 <= count <= MONTHS_PER_YEAR]
    implied = money.value / (people.value * tariff.value)
    nearest = min(max(round(implied), 1), MONTHS_PER_YEAR)
    count = fitting[0] if fitting else nearest
    expected = monthly * Interval(Fraction(count), Fraction(count))
    texts = (_cost(money, people, tariff, count), _months(implied))
    found = compared(
        "people x tariff x months", money, expected, (people, tariff), texts
    )
    if fitting:
        return replace(found, verdict=AGREES)
    too_much = (money.interval / monthly).low > MONTHS_PER_YEAR
    return replace(found, verdict=DIFFERS if too_much else OPEN)


def _cost(money: Fact, people: Fact, tariff: Fact, months: int) -> Text:
    product = f"{people.claim_id} x {tariff.claim_id} x {months}"
    return say(
        id=f"{money.claim_id} seharusnya {product} bulan.",
        en=f"{money.claim_id} should be {product} months.",
    )


def _months(implied: Fraction) -> Text:
    return say(
        id=f"Setara {float(implied):.2f} bulan: orang lain, tarif lain, atau sebagian "
        "tahun.",
        en=f"It equals {float(implied):.2f} months: other people, another tariff, or "
        "part of a year.",
    )


def member_months(facts: Sequence[Fact]) -> Iterator[Finding]:
    """Yield exact contributions that no whole number of member-months explains."""
    usual = usual_tariff(facts)
    for group in grouped(facts, "region", "source"):
        told = [one for one in group if one.concept == TARIFF]
        for money in group:
            exact = money.concept == CONTRIBUTIONS and money.rounding == EXACT
            if not (exact and money.region and (told or usual)):
                continue
            yield _whole_months(money, told or [usual])
            yield from _elapsed(money, group, (told or [usual])[0])


def _whole_months(money: Fact, tariffs: Sequence[Fact]) -> Finding:
    best = min(tariffs, key=lambda one: (money.value / one.value) % 1)
    months = money.value / best.value
    nearest = Fraction(round(months)) * best.value
    ratio = f"{money.claim_id} / {best.claim_id}"
    statement = say(
        id=f"{ratio} adalah {float(months):.3f} bulan-orang.",
        en=f"{ratio} is {float(months):.3f} member-months.",
    )
    settlement = say(
        id="Bukan satu-satunya tarif: mulai terlambat, tunggakan, atau penerima upah.",
        en="Not the only tariff: a late start, arrears, or wage earners.",
    )
    expected = Interval(nearest, nearest)
    return compared("whole months", money, expected, (best,), (statement, settlement))


def _elapsed(money: Fact, group: Sequence[Fact], tariff: Fact) -> Iterator[Finding]:
    """Yield contributions that pay fewer months than have passed for the members."""
    people = [
        one
        for one in group
        if one.concept == "members"
        and one.segment == money.segment
        and one.as_of <= (money.end or money.as_of)
    ]
    passed = _whole_months_between(money.start, money.end)
    for members in people:
        due = members.interval * tariff.interval * Interval(passed, passed)
        if passed and due.low > money.interval.high:
            paid = money.value / (members.value * tariff.value)
            statement = say(
                id=f"Untuk {members.claim_id} itu {float(paid):.2f} bulan; {passed} "
                "bulan sudah lewat.",
                en=f"For {members.claim_id} that is {float(paid):.2f} months; {passed} "
                "have passed.",
            )
            settlement = say(
                id="Tidak semua anggota dibayar sejak awal dengan tarif ini.",
                en="Not all members were paid for from the start at this tariff.",
            )
            both = (members, tariff)
            texts = (statement, settlement)
            yield compared("months elapsed", money, due, both, texts)


def _whole_months_between(start: str, end: str) -> Fraction:
    """Return the full calendar months of a period given to the day; else 0."""
    if len(start) < 10 or len(end) < 10:
        return Fraction(0)
    years = int(end[:4]) - int(start[:4])
    return Fraction(max(0, years * MONTHS_PER_YEAR + int(end[5:7]) - int(start[5:7])))


def benefits(facts: Sequence[Fact]) -> Iterator[Finding]:
    """Yield claims paid beside deaths x death benefit, of one group and period."""
    amounts = [one for one in facts if one.concept == BENEFIT]
    if not amounts:
        return
    benefit = amounts[0]
    for group in grouped(facts, "region", "source", "segment", "start", "end"):
        deaths = [one for one in group if one.concept == DEATHS]
        claims = [one for one in group if one.concept == CLAIMS]
        for one in claims if len(deaths) == 1 else ():
            amount = Interval(benefit.value, benefit.value)  # set by law, not rounded
            expected = deaths[0].interval * amount
            texts = (_paid(one, deaths[0], benefit), _others())
            found = compared("deaths x benefit", one, expected, deaths, texts)
            yield found if found.verdict == AGREES else replace(found, verdict=OPEN)
        for one in claims if not deaths else ():
            if one.rounding == EXACT:
                yield _whole_benefits(one, benefit)


def _whole_benefits(claims: Fact, benefit: Fact) -> Finding:
    nearest = Fraction(round(claims.value / benefit.value)) * benefit.value
    count = float(claims.value / benefit.value)
    statement = say(
        id=f"{claims.claim_id} setara {count:.1f} santunan {benefit.claim_id}.",
        en=f"{claims.claim_id} equals {count:.1f} benefits {benefit.claim_id}.",
    )
    texts, expected = (statement, _others()), Interval(nearest, nearest)
    found = compared("whole benefits", claims, expected, (benefit,), texts)
    return found if found.verdict == AGREES else replace(found, verdict=OPEN)


def _paid(claims: Fact, deaths: Fact, benefit: Fact) -> Text:
    return say(
        id=f"{claims.claim_id} dibanding {deaths.claim_id} x {benefit.claim_id}.",
        en=f"{claims.claim_id} against {deaths.claim_id} x {benefit.claim_id}.",
    )


def _others() -> Text:
    return say(
        id="Sisanya beasiswa, JKK, atau santunan lama; tanyakan rinciannya.",
        en="The rest is scholarships, JKK, or an earlier benefit; ask for the details.",
    )


MONEY_RULES = (budgets, member_months, benefits)
