"""What people cost: who a sum may pay for, at which tariff, for which months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis.evidence.book import Book
from analysis.evidence.facts import EXACT, Fact, Reading, added_up, full_months
from analysis.units import MONTHS_PER_YEAR

MONTHLY = "bill_idr_m"
PEOPLE = ("members", "members_planned", "members_added")
TARIFF, MONTHS = "tariff_idr_m", "months_funded"
EVERYBODY, VULNERABLE = "apbd", "pekerja_rentan"
MOST_GROUPS = 20
ONE_MONTH = Fraction(1)


@dataclass(frozen=True)
class Cost:
    """What people cost: who, at which tariff, for which months (empty: unknown).

    ``told`` are the figures that name the months.
    """

    people: tuple[Fact, ...]
    tariff: Fact
    months: tuple[int, ...]
    told: tuple[Fact, ...] = ()

    @property
    def monthly(self) -> Reading:
        """Return the cost of a month in rupiah."""
        return added_up(self.people) * self.tariff.reading

    def fitting(self, money: Fact) -> int | None:
        """Return the months that give the money, None where none does.

        Without known months the money must be exact enough to single one out.
        """
        if not self.monthly.value:
            return None
        implied = money.interval / self.monthly.interval
        whole = [one for one in implied.whole() if 1 <= one <= MONTHS_PER_YEAR]
        if self.months:
            return next((one for one in whole if one in self.months), None)
        too_wide = implied.high - implied.low >= ONE_MONTH
        return None if too_wide or not whole else whole[0]


def costs(money: Fact, book: Book, usual: Fact) -> Iterator[Cost]:
    """Yield every cost the money may be, that of its own source first."""
    own = _people(book, region=money.region, source=money.source)
    told = _tariffs(money, book) or [usual]
    named = _named_months(money, book)
    months = tuple(int(one.value) for one in named) or _months(money)
    same = _people(book, region=money.region, segment=money.segment)
    for people in _groups(money, own) or _groups(money, same):
        for tariff in told:
            yield Cost(people, tariff, months, tuple(named))


def _people(book: Book, **about: str) -> list[Fact]:
    return [
        one
        for name in PEOPLE
        for one in book.few(**about, concept=name)
        if not one.derived
    ]


def _tariffs(money: Fact, book: Book) -> list[Fact]:
    """Return the tariffs its source names, else those of the group elsewhere."""
    own = [
        one
        for one in book.few(region=money.region, source=money.source, concept=TARIFF)
        if one.segment in (money.segment, VULNERABLE)
    ]
    return own or [
        one
        for one in book.few(region=money.region, segment=money.segment, concept=TARIFF)
        if not one.derived
    ]


def _named_months(money: Fact, book: Book) -> list[Fact]:
    """Return the funded months a source names for the group and year."""
    if money.concept == MONTHLY:
        return []
    return [
        one
        for one in book.few(region=money.region, segment=money.segment, concept=MONTHS)
        if one.year == money.year
        and one.value >= 1
        and one.value.denominator == 1
        and not one.derived
    ]


def _months(money: Fact) -> tuple[int, ...]:
    """Return the months of the period, where it is known and not a whole year."""
    if money.concept == MONTHLY:
        return (1,)
    months = full_months(money.start, money.end)
    whole_year = money.start.endswith("-01-01") and money.end.endswith("-12-31")
    return (months,) if months and not whole_year else ()


def _groups(money: Fact, people: Sequence[Fact]) -> list[tuple[Fact, ...]]:
    """Return the groups the money may pay for, the likeliest first.

    Those of its segment and period, else of its year or day; all of them together
    where there are several. Money for everybody is held against any group.
    """
    mine = [one for one in people if one.segment == money.segment]
    exact = [one for one in mine if one.start and (one.start, one.end) == _span(money)]
    timed = [one for one in mine if timely(money, one) and not one.start] or [
        one for one in mine if timely(money, one)
    ]
    chosen = exact or timed
    if not chosen and money.segment == EVERYBODY:
        chosen = [one for one in people if money.year in _years(one)]
    chosen = sorted(chosen, key=lambda one: -one.value)[:MOST_GROUPS]
    if exact and len(exact) > 1:  # a list for one period: paid for together
        return [tuple(chosen), *((one,) for one in chosen)]
    return [(one,) for one in chosen]


def _span(money: Fact) -> tuple[str, str]:
    return money.start, money.end


def timely(money: Fact, people: Fact) -> bool:
    """Say whether people were counted in the year of the money, or on its day."""
    return money.year in _years(people) or people.as_of == money.as_of


def _years(fact: Fact) -> set[str]:
    return {fact.as_of[:4], fact.start[:4]}


def usual_tariff(book: Book) -> Fact | None:
    """Return the tariff most sources name for vulnerable workers.

    It comes from the ledger, so that no amount is written here; the earliest source of
    the most frequent amount stands for it.
    """
    named = [
        one
        for one in book.find(concept=TARIFF, segment=VULNERABLE)
        if one.rounding == EXACT and one.value > 0
    ]
    times = Counter(one.value for one in named)
    return min(
        named,
        key=lambda one: (-times[one.value], one.as_of, one.claim_id),
        default=None,
    )
