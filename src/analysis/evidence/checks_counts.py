"""Do counts of people add up: sums, differences, parts and wholes, two sources.

What is a part of what follows from concept and segment alone; no rule knows a city.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product

from analysis.evidence.facts import Fact, Interval
from analysis.evidence.finding import DIFFERS, Finding, compared
from analysis.language import Text, say

COVERED = ("members", "people_at_one_time_or_rounded")
WHOLE_SEGMENTS = ("total", "apbd")
# the insurer's own segments divide a total; groups such as non_asn lie across them
SCHEME_SEGMENTS = ("pu", "bpu", "jasa_konstruksi", "pekerja_migran")
TEMPORARY = "adhoc"  # segments that leave: their sum is the difference of two wholes
ENOUGH_PARTS = 3  # from so many on a list of segments is read as complete
NEARLY = Fraction(1, 20)  # a shorter list that closes to 5 % was meant to close
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
)
BIGGER = {"eligible": COVERED, "population": ("labour_force", "employed", *COVERED)}
ADDED = "members_added"

_OPEN = say(
    id="Bandingkan konsep dan tanggal, lalu salah ketik; selain itu simpan terpisah.",
    en="Compare concept and date, then look for a typing error; else hold it apart.",
)
Rule = Callable[[Sequence[Fact]], Iterator[Finding]]


def grouped(facts: Iterable[Fact], *names: str) -> list[list[Fact]]:
    """Return the facts that share the named attributes, in order of appearance."""
    groups: dict[tuple, list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[tuple(getattr(fact, name) for name in names)].append(fact)
    return list(groups.values())


def added_up(facts: Iterable[Fact]) -> Interval:
    """Return the interval of a sum."""
    return sum((one.interval for one in facts), Interval(Fraction(0), Fraction(0)))


def segment_sums(facts: Sequence[Fact]) -> Iterator[Finding]:
    """Yield, for each whole of a source, the sum of its segments that is nearest.

    Segments of a longer list, or a sum above the whole, must close; a short list is
    only read as meant to close where it nearly does.
    """
    stock = [one for one in facts if one.concept in COVERED]
    for group in grouped(stock, "region", "source", "as_of"):
        parts = [one for one in group if one.segment not in WHOLE_SEGMENTS]
        wholes = [one for one in group if one.segment in WHOLE_SEGMENTS]
        if len({one.segment for one in parts}) == len(parts):
            for whole in wholes:
                yield from _nearest_sum(whole, parts)
            yield from _leavers(wholes, parts)


def _nearest_sum(whole: Fact, parts: Sequence[Fact]) -> Iterator[Finding]:
    scheme = [one for one in parts if one.segment in SCHEME_SEGMENTS]
    listed = scheme if whole.segment == "total" and scheme else parts
    staying = [one for one in listed if not one.segment.startswith(TEMPORARY)]
    chosen = min((listed, staying), key=lambda some: _gap(whole, some))
    if len(chosen) > 1 and _should_close(whole, chosen):
        yield _sum(whole, chosen)


def _gap(whole: Fact, parts: Sequence[Fact]) -> Fraction:
    return abs(whole.value - sum(one.value for one in parts))


def _should_close(whole: Fact, parts: Sequence[Fact]) -> bool:
    above = added_up(parts).low > whole.interval.high
    near = _gap(whole, parts) <= NEARLY * whole.value
    return len(parts) >= ENOUGH_PARTS or above or near


def _sum(whole: Fact, parts: Sequence[Fact]) -> Finding:
    names = ", ".join(one.claim_id for one in parts)
    statement = say(
        id=f"{names} berjumlah lain dari {whole.claim_id}, keseluruhannya.",
        en=f"{names} against {whole.claim_id}, the whole they are parts of.",
    )
    return compared("sum", whole, added_up(parts), parts, (statement, _OPEN))


def _leavers(wholes: Sequence[Fact], parts: Sequence[Fact]) -> Iterator[Finding]:
    leaving = [one for one in parts if one.segment.startswith(TEMPORARY)]
    if not leaving:
        return
    for one, other in combinations(wholes, 2):
        before, after = sorted((one, other), key=lambda fact: -fact.value)
        if _gap(after, parts) > _gap(before, parts):
            expected = before.interval - after.interval
            whole = added_up(leaving)
            yield _difference(before, after, leaving, expected, whole)


def _difference(
    before: Fact,
    after: Fact,
    leaving: Sequence[Fact],
    expected: Interval,
    printed: Interval,
) -> Finding:
    listed = " + ".join(one.claim_id for one in leaving)
    statement = say(
        id=f"{before.claim_id} dikurangi {after.claim_id} seharusnya {listed}.",
        en=f"{before.claim_id} less {after.claim_id} should be {listed}.",
    )
    both = (before, after, *leaving)
    found = compared("difference", before, expected, both, (statement, _OPEN))
    middle = (printed.low + printed.high) / 2
    verdict = found.verdict if printed.meets(expected) else DIFFERS
    return replace(found, printed=middle, verdict=verdict)


def identities(facts: Sequence[Fact]) -> Iterator[Finding]:
    """Yield each accounting identity whose concepts all stand at one place and date."""
    for group in grouped(facts, "region", "as_of", "segment", "stage", "source"):
        by_concept: dict[str, list[Fact]] = defaultdict(list)
        for one in group:
            by_concept[one.concept].append(one)
        for whole, parts in IDENTITIES:
            pools = [by_concept[concept] for _, concept in parts]
            for subject in by_concept[whole]:
                for chosen in product(*pools):
                    yield _identity(subject, parts, chosen)


def _identity(
    subject: Fact, parts: Sequence[tuple[int, str]], chosen: Sequence[Fact]
) -> Finding:
    expected = Interval(Fraction(0), Fraction(0))
    for (sign, _), one in zip(parts, chosen, strict=True):
        expected = expected + one.interval if sign > 0 else expected - one.interval
    formula = " ".join(
        f"{'+' if sign > 0 else '-'} {one.claim_id}"
        for (sign, _), one in zip(parts, chosen, strict=True)
    ).removeprefix("+ ")
    statement = say(
        id=f"{subject.claim_id} seharusnya {formula}.",
        en=f"{subject.claim_id} should be {formula}.",
    )
    return compared("identity", subject, expected, chosen, (statement, _OPEN))


def parts_above_wholes(facts: Sequence[Fact]) -> Iterator[Finding]:
    """Yield wholes beside the sum of people of the same segment in the same source."""
    for group in grouped(facts, "region", "segment", "source", "as_of"):
        people = [one for one in group if one.unit == "people"]
        for whole in (one for one in people if one.concept in BIGGER):
            smaller = [
                one
                for one in people
                if one.concept in BIGGER[whole.concept]
                or one.concept.endswith("_unclear")
            ]
            if smaller and added_up(smaller).low > whole.interval.high:
                yield _above(whole, smaller)


def _above(whole: Fact, parts: Sequence[Fact]) -> Finding:
    names = " + ".join(one.claim_id for one in parts)
    statement = say(
        id=f"{names} lebih besar dari {whole.claim_id}, keseluruhannya.",
        en=f"{names} is more than {whole.claim_id}, the whole.",
    )
    settlement = say(
        id="Tidak dapat keduanya: simpan terpisah dan pakai sebagai dua kemungkinan.",
        en="They cannot all hold: hold them apart and carry both as possible.",
    )
    expected = added_up(parts)
    return compared("part above whole", whole, expected, parts, (statement, settlement))


def stock_and_flow(facts: Sequence[Fact]) -> Iterator[Finding]:
    """Yield added members beside the change of the stock they were added to."""
    for group in grouped(facts, "region", "segment", "source"):
        stocks = sorted(
            (one for one in group if one.concept == "members"),
            key=lambda one: one.as_of,
        )
        for flow in (one for one in group if one.concept == ADDED):
            before = [one for one in stocks if one.as_of < flow.as_of]
            after = [one for one in stocks if one.as_of >= flow.as_of]
            if before and after:
                yield _flow(flow, before[-1], after[0])


def _flow(flow: Fact, before: Fact, after: Fact) -> Finding:
    statement = say(
        id=f"Tambahan {flow.claim_id} seharusnya {after.claim_id} - {before.claim_id}.",
        en=f"The addition {flow.claim_id} should be {after.claim_id} less "
        f"{before.claim_id}.",
    )
    expected = after.interval - before.interval
    return compared(
        "stock and flow", flow, expected, (before, after), (statement, _OPEN)
    )


def same_fact(facts: Sequence[Fact]) -> Iterator[Finding]:
    """Yield pairs of figures for one fact: same concept, group and period or day."""
    for group in grouped(facts, "region", "concept", "segment", "programme", "unit"):
        for one, other in _nearest_pairs(group):
            texts = (_twice(one, other), _OPEN)
            yield compared("same fact", one, other.interval, (other,), texts)


def _nearest_pairs(group: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """Return the nearest figures of each two sources: one may print several groups."""
    nearest: dict[tuple, tuple[Fact, Fact]] = {}
    for one, other in combinations(group, 2):
        if one.region and _same_time(one, other) and _comparable(one, other):
            key = (one.source, other.source, one.start, one.as_of)
            best = nearest.setdefault(key, (one, other))
            if abs(one.value - other.value) < abs(best[0].value - best[1].value):
                nearest[key] = (one, other)
    return list(nearest.values())


def _same_time(one: Fact, other: Fact) -> bool:
    if one.start and one.end:
        return (one.start, one.end) == (other.start, other.end)
    return not other.start and one.as_of == other.as_of


_SINGLE = ("population", "eligible", "labour_force", "employed", "unemployed")


def _comparable(one: Fact, other: Fact) -> bool:
    """Say whether two figures can only be the same thing.

    Within one source only wholes are: several groups share a segment.
    """
    if one.stage != other.stage or one.relation == "event":
        return False
    if one.source == other.source:
        return one.concept in _SINGLE
    return one.concept in (*_SINGLE, "members") or bool(one.stage)


def _twice(one: Fact, other: Fact) -> Text:
    return say(
        id=f"{one.claim_id} dan {other.claim_id} adalah angka untuk hal yang sama.",
        en=f"{one.claim_id} and {other.claim_id} are figures for the same fact.",
    )


COUNT_RULES: tuple[Rule, ...] = (
    segment_sums,
    identities,
    parts_above_wholes,
    stock_and_flow,
    same_fact,
)
