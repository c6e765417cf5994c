"""One fact told twice: two sources, two reports of near dates, a series that breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from analysis.evidence.book import Book, grouped
from analysis.evidence.facts import (
    EVENT,
    EXACT,
    NATION,
    REJECTED,
    Fact,
    days_apart,
    full_months,
    same_date,
    same_period,
)
from analysis.evidence.finding import DIFFERS, OPEN, Finding, compared
from analysis.evidence.remedies import OTHERWISE, joined, mistyped, standing
from analysis.evidence.typos import distance
from analysis.evidence.words import concept, figure, period, when
from analysis.language import Text, percent, say

# a source prints one of each; within one source groups of other concepts may differ
SINGLE = (
    *("population", "eligible", "labour_force", "employed", "unemployed"),
    *("coverage_rate", "target_rate", "page_number", "villages"),
)
# several sources may print these for the same group and time
SHARED = (
    *(*SINGLE, "members", "budget_idr", "claims_idr", "claims_count", "deaths"),
    *("contributions_idr", "tariff_idr_m", "arrears_villages", "accidents"),
    "active_members",
)
ALIASES = {"accidents_other_series": "accidents", "benefits_idr": "claims_idr"}
STOCKS = ("members", "members_planned", "coverage_rate")
RUNNING = ("deaths", "claims_count", "claims_idr")
NEIGHBOURS = 6  # figures of one group are compared with so many next to them in time
NEAR_DAYS, SERIES_DAYS = 92, 400
FALL, RISE, FALL_POINTS, FASTER = (
    Fraction(1, 4),
    Fraction(2),
    Fraction(1, 20),
    Fraction(3),
)
SLIP_DIGITS = 4  # figures of fewer digits are often one digit apart by chance
Rule = Callable[[Fact, Fact], Iterator[Finding]]
_MOVED = say(
    id="Dua laporan berbeda tanggal: mungkin benar berubah, mungkin kelompok atau "
    "penyebutnya lain. Simpan terpisah sampai jelas.",
    en="Two reports of different dates: it may have changed, or the group or the "
    "denominator is another. Hold apart until it is clear.",
)


def same_facts(book: Book) -> Iterator[Finding]:
    """Yield pairs of figures for one fact: same concept, group and period or day.

    Reports of different sources within three months are compared too and left open
    where they differ.
    """
    kept = [_renamed(one) for one in book.facts if not one.derived]
    kept = [one for one in kept if one.concept in SHARED or one.stage]
    names = ("region", "concept", "segment", "programme", "unit", "stage")
    for group in grouped(kept, *names):
        for one, other in _pairs(group):
            yield _twice(one, other)


def _renamed(fact: Fact) -> Fact:
    return replace(fact, concept=ALIASES.get(fact.concept, fact.concept))


def _pairs(group: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """Return the nearest figures of each two sources: one may print several groups."""
    ordered = sorted(group, key=lambda one: (one.as_of, one.claim_id))
    nearest: dict[tuple, tuple[Fact, Fact]] = {}
    for position, one in enumerate(ordered):
        for other in ordered[position + 1 : position + 1 + NEIGHBOURS]:
            if not _comparable(one, other):
                continue
            key = (one.source, other.source, one.start, one.as_of, other.as_of)
            best = nearest.setdefault(key, (one, other))
            if _apart(one, other) < _apart(*best):
                nearest[key] = (one, other)
    return list(nearest.values())


def _apart(one: Fact, other: Fact) -> Fraction:
    return abs(one.value - other.value)


def _comparable(one: Fact, other: Fact) -> bool:
    if EVENT in (one.relation, other.relation) or one.funding != other.funding:
        return False
    if one.source == other.source:
        return one.concept in SINGLE and same_period(one, other)
    if same_period(one, other):
        return True
    stock = not one.start and not other.start and one.region != NATION
    return stock and days_apart(one, other) <= NEAR_DAYS and one.concept in STOCKS


def _twice(one: Fact, other: Fact) -> Finding:
    vague = one.concept in STOCKS and len(one.as_of) != len(other.as_of)
    same = same_period(one, other) and not vague
    typing = mistyped([(one, other.value)])
    settlement = joined(typing, OTHERWISE if same else _MOVED, standing((one, other)))
    texts = (_pair(one, other), settlement)
    found = compared("same fact", one, other.reading, (other,), texts)
    if found.verdict == DIFFERS and not same:
        return replace(found, verdict=OPEN)
    return found


def _pair(one: Fact, other: Fact) -> Text:
    place = dict.fromkeys(("id", "en"), f" ({one.region_name})" if one.region else "")
    if one.source == other.source:
        return say(
            id=f"Satu sumber mencetak {figure(one, 'id')} dan {figure(other, 'id')} "
            f"untuk {concept(one, 'id')}{place['id']}, {period(one, 'id')}.",
            en=f"One source prints {figure(one, 'en')} and {figure(other, 'en')} for "
            f"{concept(one, 'en')}{place['en']}, {period(one, 'en')}.",
        )
    dates = {lang: _dates(one, other, lang) for lang in ("id", "en")}
    return say(
        id=f"Dua sumber tentang {concept(one, 'id')}{place['id']}: "
        f"{figure(one, 'id')} dan {figure(other, 'id')}; {dates['id']}.",
        en=f"Two sources on {concept(one, 'en')}{place['en']}: {figure(one, 'en')} "
        f"and {figure(other, 'en')}; {dates['en']}.",
    )


def _dates(one: Fact, other: Fact, lang: str) -> str:
    if same_date(one, other) or same_period(one, other):
        return period(one if len(one.as_of) >= len(other.as_of) else other, lang)
    return f"{when(one, lang)}, {when(other, lang)}"


def series(book: Book) -> Iterator[Finding]:
    """Yield breaks in the series of a group: stocks that jump, counts that run back.

    A fall by a quarter or a doubling within about a year, a coverage that falls by
    more than five points, and a flow three times as fast as before are left open: they
    happen, and they are also what another group or denominator looks like.
    """
    kept = [one for one in book.facts if not one.derived and one.relation != EVENT]
    kept = [one for one in kept if one.status != REJECTED and one.region != NATION]
    stocks = [
        replace(one, concept=one.concept.replace("_planned", ""))
        for one in kept
        if one.concept in STOCKS
    ]
    for group in grouped(stocks, "region", "concept", "segment", "unit", "funding"):
        yield from _steps(group, _jump)
        yield from _steps(group, _slip)
    running = [one for one in kept if one.concept in RUNNING]
    for group in grouped(running, "region", "concept", "segment", "funding"):
        yield from _steps(group, _running)


def _steps(group: Sequence[Fact], rule: Rule) -> Iterator[Finding]:
    """Yield what ``rule`` finds in figures that follow each other in time."""
    ordered = sorted(group, key=lambda one: (one.as_of, one.claim_id))
    for before, after in pairwise(ordered):
        if before.as_of != after.as_of and days_apart(before, after) <= SERIES_DAYS:
            yield from rule(before, after)


def _jump(before: Fact, after: Fact) -> Iterator[Finding]:
    if before.unit == "share":
        broken = before.interval.low - after.interval.high > FALL_POINTS
    else:
        lower = before.interval.low * (1 - FALL)
        fell = after.interval.high < lower
        broken = fell or after.interval.low >= before.interval.high * RISE
    if broken and (before.unit == "share" or before.source != after.source):
        yield _break("series break", before, after)


def _slip(before: Fact, after: Fact) -> Iterator[Finding]:
    """Yield exact figures one digit apart: one may be a slip for the other."""
    exact = before.rounding == after.rounding == EXACT
    digits = len(str(int(before.value)).rstrip("0"))
    if exact and digits >= SLIP_DIGITS and before.value != after.value:
        changed = len(str(before.value)) == len(str(after.value))
        if changed and distance(before.value, after.value) == 1:
            yield _break("one digit apart", before, after)


def _running(before: Fact, after: Fact) -> Iterator[Finding]:
    if not (before.start or after.start):
        if after.interval.high < before.interval.low:
            yield replace(_break("count runs back", before, after), verdict=DIFFERS)
    elif before.programme == after.programme and _faster(before, after):
        yield _break("series break", before, after)


def _faster(before: Fact, after: Fact) -> bool:
    speed, earlier = _speed(after), _speed(before)
    return earlier > 0 and speed > FASTER * earlier


def _speed(flow: Fact) -> Fraction:
    """Return a flow a month; one without a start counts from January."""
    until = flow.end or flow.as_of
    if len(until) < len("2025-06-26"):
        return Fraction(0)
    months = full_months(flow.start or f"{until[:4]}-01-01", until)
    return flow.value / max(months, 1)


def _break(check: str, before: Fact, after: Fact) -> Finding:
    shown = _change(before, after)
    statement = say(
        id=f"{concept(before, 'id').capitalize()} {before.region_name}: "
        f"{figure(before, 'id')} ({period(before, 'id')}), lalu "
        f"{figure(after, 'id')} ({period(after, 'id')}): {shown['id']}.",
        en=f"{concept(before, 'en').capitalize()}, {before.region_name}: "
        f"{figure(before, 'en')} ({period(before, 'en')}), then "
        f"{figure(after, 'en')} ({period(after, 'en')}): {shown['en']}.",
    )
    settlement = joined(_reason(check), standing((before, after)))
    found = compared(check, after, before.reading, (before,), (statement, settlement))
    return replace(found, verdict=OPEN)


def _change(before: Fact, after: Fact) -> Text:
    if before.unit == "share":
        moved = float(after.value - before.value) * 100
        return say(id=f"{moved:+.1f} poin".replace(".", ","), en=f"{moved:+.1f} points")
    if not before.value:
        return say(id="dari nol", en="from nothing")
    change = float(after.value / before.value - 1)
    sign = "+" if change > 0 else "-"
    return {lang: sign + percent(abs(change), lang) for lang in ("id", "en")}


def _reason(check: str) -> Text:
    if check == "one digit apart":
        return say(
            id="Berbeda satu angka saja: mungkin salah ketik, mungkin benar berubah.",
            en="One digit apart: perhaps a typing error, perhaps a real change.",
        )
    if check == "count runs back":
        return say(
            id="Hitungan kumulatif tidak dapat turun: salah satu memakai awal lain.",
            en="A running count cannot fall: one of them starts at another date.",
        )
    return _MOVED
