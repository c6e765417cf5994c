"""Growth: points against per cent, printed growth against two figures, flows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from analysis.evidence.book import Book, grouped
from analysis.evidence.facts import Fact, Reading, days_apart, exactly, place
from analysis.evidence.finding import DIFFERS, OPEN, Finding, compared
from analysis.evidence.remedies import OTHERWISE, joined, mistyped, standing
from analysis.evidence.words import amount, figure, when
from analysis.language import LANGUAGES, Text, number, say

RATE, ADDED, NEW = "coverage_rate", "members_added", "members"
STOCKS = ("members", "members_planned")
# printed growth -> what grew; counts of one thing by other rules are tried as the base
GROWN = {
    "budget_growth": ("budget_idr",),
    "recipients_growth": (
        *("recipients", "claims", "claims_count", "cases"),
        "accidents",
    ),
}
SERIES_DAYS = 400
_ONE = exactly(1)
_FALLS = ("turun", "menurun", "-")
_CHANGE = re.compile(
    r"(?:\b(naik|turun|meningkat|menurun)\s+(?:sebesar\s+)?|(?<![\d.,])([+-]))"
    r"(\d+(?:[.,]\d+)?)\s*(?:%|persen\b)(?!\s*poin)",
    re.IGNORECASE,
)


def growth(book: Book) -> Iterator[Finding]:
    """Yield every printed change beside the figures it leads from and to."""
    yield from _quoted(book)
    yield from _printed(book)
    yield from _added_points(book)
    yield from _flows(book)


def _quoted(book: Book) -> Iterator[Finding]:
    """Yield a growth of a share that may be in points or relative: two readings.

    With a share ``s`` that grew by ``d``: before it was ``s - d`` or ``s / (1 + d)``.
    """
    for fact in book.facts:
        for found in _CHANGE.finditer(fact.quote):
            printed = fact.concept == RATE and not fact.derived
            shares = [fact] if printed else book.few(source=fact.source, concept=RATE)
            for share in [one for one in shares if not one.derived][:1]:
                yield _readings(fact, share, found)


def _readings(fact: Fact, share: Fact, found: re.Match[str]) -> Finding:
    size = Fraction(found[3].replace(",", ".")) / 100
    falls = (found[1] or found[2]).lower() in _FALLS
    change = -size if falls else size
    points, relative = share.value - change, share.value / (1 + change)
    close = abs(points - relative) <= place(share.value) / 2
    before = {
        lang: (amount(points, "share", lang), amount(relative, "share", lang))
        for lang in LANGUAGES
    }
    words = f"'{found[0]}' [{fact.claim_id}]"
    statement = say(
        id=f"{words} menuju {figure(share, 'id')}: sebelumnya {before['id'][0]} bila "
        f"poin, {before['id'][1]} bila persen.",
        en=f"{words} to {figure(share, 'en')}: before, {before['en'][0]} if points are "
        f"meant, {before['en'][1]} if per cent.",
    )
    settlement = say(
        id="Dua nilai mungkin; poin adalah bacaan biasa. Pakai sebagai pilihan, jangan "
        "dirata-ratakan.",
        en="Two values are possible; points is the ordinary reading. Carry them as a "
        "choice, never their mean.",
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


def _printed(book: Book) -> Iterator[Finding]:
    """Yield a printed growth beside the figure after it and each possible base."""
    for told in book.of(*GROWN):
        bases = GROWN[told.concept]
        near = [
            one
            for name in bases
            for one in book.few(region=told.region, segment=told.segment, concept=name)
            if one.programme == told.programme
        ]
        after = [one for one in near if one.source == told.source]
        after = [one for one in after if one.year == told.year][:1]
        before = [one for one in near if int(one.year) == int(told.year) - 1]
        before = [one for one in before if one.value > 0]  # nothing does not grow
        if after and before:
            yield _grown(told, after[0], before)


def _grown(told: Fact, after: Fact, before: Sequence[Fact]) -> Finding:
    made = {one: _growth(one, after) for one in before}
    base = min(before, key=lambda one: abs(made[one].value - told.value))
    others = [one for one in before if one is not base]
    statement = say(
        id=f"Dari {figure(base, 'id')} ke {figure(after, 'id')} pertumbuhannya "
        f"{amount(made[base].value, 'share', 'id')}; tercetak {figure(told, 'id')}"
        f"{_other_bases(made, others, 'id')}.",
        en=f"From {figure(base, 'en')} to {figure(after, 'en')} growth is "
        f"{amount(made[base].value, 'share', 'en')}; printed is {figure(told, 'en')}"
        f"{_other_bases(made, others, 'en')}.",
    )
    settlement = say(
        id="Yang satu mungkin menghitung klaim dan yang lain penerima: sebut dasarnya.",
        en="One may count claims and the other recipients: name the base.",
    )
    if made[base].meets(told.reading) and not others:
        settlement = say(id="Cocok.", en="Agrees.")
    claims = (after, base, *others)
    found = compared("growth", told, made[base], claims, (statement, settlement))
    return replace(found, alternatives=tuple(made[one].value for one in others))


def _growth(before: Fact, after: Fact) -> Reading:
    return after.reading / before.reading - _ONE


def _other_bases(made: dict[Fact, Reading], others: Sequence[Fact], lang: str) -> str:
    if not others:
        return ""
    told = ", ".join(
        f"{figure(one, lang)} {amount(made[one].value, 'share', lang)}"
        for one in others
    )
    return say(id=f" (dari dasar lain: {told})", en=f" (from another base: {told})")[
        lang
    ]


def _added_points(book: Book) -> Iterator[Finding]:
    """Yield two coverages of one source beside the people added between them.

    ``coverage after - coverage before = people added / eligible``, in points.
    """
    rates = [one for one in book.of(RATE) if not one.derived]
    for group in grouped(rates, "region", "source", "segment"):
        for before, after in pairwise(sorted(group, key=_date)):
            near = {"region": after.region, "source": after.source}
            wholes = book.few(**near, segment=after.segment, concept="eligible")
            wholes = [one for one in wholes if one.value > 0]
            told = [*book.few(**near, concept=ADDED), *book.few(**near, concept=NEW)]
            new = [one for one in told if _new_between(one, before, after)]
            if before.as_of < after.as_of and wholes and new:
                yield _points(before, after, new[0], wholes[-1])


def _new_between(one: Fact, before: Fact, after: Fact) -> bool:
    """Say whether people were covered for the first time between two dates."""
    began = one.start or (one.as_of if one.concept == ADDED else "")
    return not one.derived and before.as_of < began <= after.as_of


def _points(before: Fact, after: Fact, added: Fact, whole: Fact) -> Finding:
    expected, rose = added.reading / whole.reading, after.reading - before.reading
    points = {lang: number(float(rose.value * 100), lang, 2) for lang in LANGUAGES}
    share = {lang: amount(expected.value, "share", lang) for lang in LANGUAGES}
    statement = say(
        id=f"Cakupan naik dari {figure(before, 'id')} ke {figure(after, 'id')}, yaitu "
        f"{points['id']} poin; {figure(added, 'id')} dari "
        f"{figure(whole, 'id')} adalah {share['id']}.",
        en=f"Coverage rose from {figure(before, 'en')} to {figure(after, 'en')}, which "
        f"is {points['en']} points; {figure(added, 'en')} of {figure(whole, 'en')} "
        f"are {share['en']}.",
    )
    settlement = joined(OTHERWISE, standing((before, after, added, whole)))
    risen = replace(after, value=rose.value, interval=rose.interval)
    claims, texts = (before, added, whole), (statement, settlement)
    return compared("growth in points", risen, expected, claims, texts)


def _flows(book: Book) -> Iterator[Finding]:
    """Yield added members beside the change of the stock they were added to."""
    for flow in book.of(ADDED):
        group = [
            one
            for name in STOCKS
            for one in book.few(region=flow.region, segment=flow.segment, concept=name)
            if one.funding == flow.funding
        ]
        own = [one for one in group if one.source == flow.source]
        for stocks in (own, group):
            pair = _around(flow, stocks)
            if pair:
                yield _flow(flow, *pair)
                break


def _around(flow: Fact, stocks: Sequence[Fact]) -> tuple[Fact, Fact] | None:
    """Return the last stock before a flow and the first one with it in."""
    before = [one for one in stocks if one.as_of < flow.as_of]
    after = [one for one in stocks if one.as_of >= flow.as_of]
    if not before or not after:
        return None
    first, last = max(before, key=_date), min(after, key=_date)
    return (first, last) if days_apart(first, last) <= SERIES_DAYS else None


def _date(fact: Fact) -> tuple[str, str]:
    return fact.as_of, fact.claim_id


def _flow(flow: Fact, before: Fact, after: Fact) -> Finding:
    expected = after.reading - before.reading
    rose = {lang: amount(expected.value, flow.unit, lang) for lang in LANGUAGES}
    statement = say(
        id=f"Dari {figure(before, 'id')} ({when(before, 'id')}) ke "
        f"{figure(after, 'id')} ({when(after, 'id')}) selisihnya {rose['id']}; "
        f"tambahan yang tercetak {figure(flow, 'id')}.",
        en=f"From {figure(before, 'en')} ({when(before, 'en')}) to "
        f"{figure(after, 'en')} ({when(after, 'en')}) the change is {rose['en']}; the "
        f"addition printed is {figure(flow, 'en')}.",
    )
    gap = flow.value - expected.value
    moved = [(after, after.value + gap), (before, before.value - gap)]
    typing = mistyped([(flow, expected.value), *moved])
    label = say(
        id="Tambahan bukan jumlah peserta: jangan dibaca sebagai stok.",
        en="An addition is no stock: do not read one for the other.",
    )
    settlement = joined(typing, label, standing((flow, before, after)))
    texts: tuple[Text, Text] = (statement, settlement)
    return compared("stock and flow", flow, expected, (before, after), texts)
