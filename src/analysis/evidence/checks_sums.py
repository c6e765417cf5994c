"""Do figures add up: segments, parts and periods of one whole.

What is a part of what follows from concept, segment and period alone; no rule knows a
city. A figure we computed ourselves may be a part but is never what is checked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from analysis.evidence.book import Book, grouped
from analysis.evidence.facts import REJECTED, Fact, added_up
from analysis.evidence.finding import AGREES, DIFFERS, Finding, compared
from analysis.evidence.remedies import OTHERWISE, closing, joined, standing
from analysis.evidence.words import (
    LISTED_AT_MOST,
    amount,
    capital,
    count,
    figure,
    figures,
    ids,
    off,
)
from analysis.evidence.words import period as period_of
from analysis.language import LANGUAGES, Text, say

COVERED = ("members", "people_at_one_time_or_rounded")
# concepts whose segments add to the figure of everybody
ADDITIVE = dict.fromkeys(COVERED, COVERED) | {
    concept: (concept,)
    for concept in (
        "active_members",
        "deaths",
        "claims_count",
        "claims_idr",
        "accidents",
    )
}
FLOWS = ("deaths", "claims_count", "claims_idr", "contributions_idr")
EVENTS = ("deaths", "claims_count")  # a death is a claim: they may be compared
WHOLE_SEGMENTS = ("total", "apbd")
# the insurer's own segments divide a total; groups such as non_asn lie across them
SCHEME_SEGMENTS = ("pu", "bpu", "jasa_konstruksi", "pekerja_migran")
TEMPORARY = "adhoc"  # segments that leave: their sum is the difference of two wholes
PART = "_part"  # concept of a part: members_part adds to members
ENOUGH_PARTS = 3  # from so many on a list of segments is read as complete
NEARLY = Fraction(1, 20)  # a shorter list that closes to 5 % was meant to close
GRACE = dt.timedelta(days=31)  # a year's count may be told in the month after


def sums(book: Book) -> Iterator[Finding]:
    """Yield every whole beside the sum of its segments, parts and periods."""
    for group in _together(book):
        yield from _segments(group)
    for group in grouped(book.facts, "region", "source", "as_of"):
        yield from _parts(group)
    flows = [one for one in book.facts if one.concept in FLOWS and one.start]
    for group in grouped(flows, "region", "concept", "segment", "programme"):
        yield from _periods(group)
    events = [one for one in flows if one.concept in EVENTS and one.end]
    for group in grouped(events, "region", "segment", "source"):
        yield from _within(group)


def _together(book: Book) -> Iterator[list[Fact]]:
    """Yield the figures of one kind, place and time: what may be segments of one."""
    kept = [
        one for one in book.facts if one.concept in ADDITIVE and one.status != REJECTED
    ]
    for group in grouped(kept, "region", "as_of", "start", "end"):
        for kind in dict.fromkeys(ADDITIVE[one.concept] for one in group):
            yield [one for one in group if one.concept in kind]
    dated = [one for one in kept if one.start]  # of one period, told at another date
    for group in grouped(dated, "region", "concept", "start", "end"):
        if len({one.as_of for one in group}) > 1:
            yield group


def _segments(group: Sequence[Fact]) -> Iterator[Finding]:
    """Yield, for each whole, the sum of its segments that is nearest.

    Segments come from the source of the whole, or where it has none from the source
    that has most. Segments of a longer list, or a sum above the whole, must close; a
    short list is only read as meant to close where it nearly does.
    """
    parts = [one for one in group if one.segment not in WHOLE_SEGMENTS]
    wholes = [one for one in group if one.segment in WHOLE_SEGMENTS and not one.derived]
    lists = grouped(parts, "source") if wholes else []
    lists = [some for some in lists if len({one.segment for one in some}) == len(some)]
    for whole in wholes:
        own = [some for some in lists if some[0].source == whole.source]
        for listed in own or sorted(lists, key=len)[-1:]:
            yield from _nearest_sum(whole, listed)
            if own:
                yield from _leavers(whole, wholes, listed)


def _nearest_sum(whole: Fact, parts: Sequence[Fact]) -> Iterator[Finding]:
    listed = list(parts)
    if whole.segment == "total":
        listed = [one for one in parts if one.segment in SCHEME_SEGMENTS] or listed
    staying = [one for one in listed if not one.segment.startswith(TEMPORARY)]
    chosen = min((listed, staying), key=lambda some: _gap(whole, some))
    if len(chosen) > 1 and _should_close(whole, chosen):
        left = [one for one in listed if one not in chosen]
        yield _sum(whole, chosen, _segment_sentence(whole, chosen, left))


def _gap(whole: Fact, parts: Sequence[Fact]) -> Fraction:
    return abs(whole.value - added_up(parts).value)


def _should_close(whole: Fact, parts: Sequence[Fact]) -> bool:
    above = added_up(parts).interval.low > whole.interval.high
    near = _gap(whole, parts) <= NEARLY * whole.value
    divides = whole.segment != "total" or parts[0].segment in SCHEME_SEGMENTS
    return (divides and len(parts) >= ENOUGH_PARTS) or above or near


def _sum(whole: Fact, parts: Sequence[Fact], statement: Text) -> Finding:
    expected = added_up(parts)
    typing = closing(whole, expected, parts)
    settlement = joined(typing, OTHERWISE, standing((whole, *parts)))
    return compared("sum", whole, expected, parts, (statement, settlement))


def _segment_sentence(whole: Fact, parts: Sequence[Fact], left: Sequence[Fact]) -> Text:
    without = {
        "id": f" (tanpa yang sementara {ids(left)})" if left else "",
        "en": f" (without the temporary {ids(left)})" if left else "",
    }
    sums_to, short = _total_words(whole, parts)
    return say(
        id=f"{count(len(parts), 'id').capitalize()} kelompok {ids(parts)}"
        f"{without['id']} berjumlah {sums_to['id']}; jumlah yang tercetak "
        f"{figure(whole, 'id')}{short['id']}.",
        en=f"The {count(len(parts), 'en')} groups {ids(parts)}{without['en']} add to "
        f"{sums_to['en']}; the total printed is {figure(whole, 'en')}{short['en']}.",
    )


def _total_words(
    whole: Fact, parts: Sequence[Fact]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return, by language, the sum of parts and how far the whole is from it."""
    value = added_up(parts).value
    return (
        {lang: amount(value, whole.unit, lang) for lang in LANGUAGES},
        {lang: off(whole.value, value, whole.unit, lang) for lang in LANGUAGES},
    )


def _leavers(
    whole: Fact, wholes: Sequence[Fact], parts: Sequence[Fact]
) -> Iterator[Finding]:
    """Yield two wholes whose difference should be the groups that left."""
    leaving = [one for one in parts if one.segment.startswith(TEMPORARY)]
    others = [one for one in wholes if one.source == whole.source]
    for one, other in combinations(others, 2) if leaving else ():
        before, after = sorted((one, other), key=lambda fact: -fact.value)
        if whole is before and _gap(after, parts) > _gap(before, parts):
            yield _difference(before, after, leaving)


def _difference(before: Fact, after: Fact, leaving: Sequence[Fact]) -> Finding:
    printed, expected = added_up(leaving), before.reading - after.reading
    left = {one: amount(expected.value, before.unit, one) for one in LANGUAGES}
    there = {one: amount(printed.value, before.unit, one) for one in LANGUAGES}
    first = {one: capital(figure(before, one)) for one in LANGUAGES}
    statement = say(
        id=f"{first['id']} dikurangi {figure(after, 'id')} menyisakan {left['id']} "
        f"yang keluar; kelompok sementara {ids(leaving)} berjumlah {there['id']}.",
        en=f"{first['en']} less {figure(after, 'en')} leave {left['en']} who went; the "
        f"temporary groups {ids(leaving)} have {there['en']}.",
    )
    settlement = joined(OTHERWISE, standing((before, after, *leaving)))
    claims = (before, after, *leaving)
    found = compared("difference", before, expected, claims, (statement, settlement))
    agrees = printed.meets(expected)
    return replace(
        found,
        printed=printed.value,
        verdict=AGREES if agrees else DIFFERS,
    )


def _parts(group: Sequence[Fact]) -> Iterator[Finding]:
    """Yield figures beside the parts their own source divides them into."""
    parts = [one for one in group if one.concept.endswith(PART)]
    for listed in grouped(parts, "concept"):
        whole_concept = listed[0].concept.removesuffix(PART)
        wholes = [one for one in group if one.concept == whole_concept]
        for whole in wholes:
            mine = [one for one in listed if one.segment == whole.segment]
            chosen = listed if len(wholes) == 1 else mine
            if len(chosen) > 1:
                yield _sum(whole, chosen, _part_sentence(whole, chosen))


def _part_sentence(whole: Fact, parts: Sequence[Fact]) -> Text:
    sums_to, short = _total_words(whole, parts)
    few = len(parts) <= LISTED_AT_MOST
    listed = {
        lang: f" {figures(parts, lang)}" if few else f", {figures(parts, lang)},"
        for lang in LANGUAGES
    }
    return say(
        id=f"Bagiannya{listed['id']} berjumlah {sums_to['id']}; tercetak "
        f"{figure(whole, 'id')}{short['id']}.",
        en=f"Its parts{listed['en']} add to {sums_to['en']}; printed is "
        f"{figure(whole, 'en')}{short['en']}.",
    )


def _periods(group: Sequence[Fact]) -> Iterator[Finding]:
    """Yield figures of a period beside those of the periods that divide it."""
    ended = [one for one in group if one.end]
    starting = {source: {} for source in dict.fromkeys(one.source for one in ended)}
    for one in ended:
        starting[one.source].setdefault(one.start, one)
        if one.end < starting[one.source][one.start].end:
            starting[one.source][one.start] = one
    for whole in ended:
        chain = _chain(whole, starting[whole.source])
        if len(chain) > 1 and not whole.derived:
            yield _sum(whole, chain, _period_sentence(whole, chain))


def _chain(whole: Fact, starting: dict[str, Fact]) -> list[Fact]:
    """Return the shorter periods that follow each other through a longer one."""
    chain: list[Fact] = []
    day = whole.start
    while (step := starting.get(day)) and step is not whole:
        chain.append(step)
        if step.end >= whole.end:
            return chain if step.end == whole.end else []
        after = dt.date.fromisoformat(step.end) + dt.timedelta(days=1)
        day = after.isoformat()
    return []


def _period_sentence(whole: Fact, parts: Sequence[Fact]) -> Text:
    sums_to, short = _total_words(whole, parts)
    return say(
        id=f"Menurut periode {figures(parts, 'id')} berjumlah {sums_to['id']}; untuk "
        f"seluruh {period_of(whole, 'id')} tercetak {figure(whole, 'id')}"
        f"{short['id']}.",
        en=f"By period {figures(parts, 'en')} add to {sums_to['en']}; for the whole of "
        f"{period_of(whole, 'en')} {figure(whole, 'en')} are printed{short['en']}.",
    )


def _within(group: Sequence[Fact]) -> Iterator[Finding]:
    """Yield counts of a period that are more than those of a longer one around it."""
    ordered = sorted(group, key=lambda one: (one.start, one.end))
    for whole, part in _nested(ordered):
        if not part.derived and not whole.derived:
            yield _more_than(whole, part)


def _nested(ordered: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield (longer, shorter) for each period and the last longer one before it."""
    around: Fact | None = None
    for one in ordered:
        if around is not None and _inside(one, around):
            yield around, one
        elif around is None or one.end >= around.end:
            around = one


def _inside(part: Fact, whole: Fact) -> bool:
    until = dt.date.fromisoformat(whole.end) + GRACE
    longer = (part.start, part.end) != (whole.start, whole.end)
    return longer and whole.start < part.start and part.end <= until.isoformat()


def _more_than(whole: Fact, part: Fact) -> Finding:
    first = {one: capital(figure(part, one)) for one in LANGUAGES}
    statement = say(
        id=f"{first['id']} dalam periode {period_of(part, 'id')}; periode yang lebih "
        f"panjang {period_of(whole, 'id')} mencatat {figure(whole, 'id')}.",
        en=f"{first['en']} in the period {period_of(part, 'en')}; the longer period "
        f"{period_of(whole, 'en')} has {figure(whole, 'en')}.",
    )
    settlement = joined(OTHERWISE, standing((part, whole)))
    texts = (statement, settlement)
    found = compared("part above whole", part, whole.reading, (whole,), texts)
    fits = part.interval.low <= whole.interval.high
    return replace(found, verdict=AGREES if fits else DIFFERS)
