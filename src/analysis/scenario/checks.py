"""Rules that tie two values of one scenario together.

A check runs when the values it needs could be read, so one bad value hides no
other problem. ``s`` is the scenario, or the part of it that could be read (None
for the rest).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from analysis.scenario import numerals, segment_texts, texts
from analysis.scenario.fields import nearest, suggest
from analysis.scenario.messages import Issue, Loc, locate
from analysis.scenario.surroundings import Surroundings

Check = Callable[[Any, Surroundings], Iterator[Issue]]
KNOWN_FUNDERS = (
    "apbd", "dbh_cht", "dbh_sawit", "silpa", "provinsi", "dana_desa", "csr", "mandiri",
)  # fmt: skip
_CHECKS: list[tuple[tuple[str, ...], Check]] = []


def needs(*names: str) -> Callable[[Check], Check]:
    """Register a check that runs when all ``names`` could be read."""

    def register(check: Check) -> Check:
        _CHECKS.append((names, check))
        return check

    return register


def all_issues(s: Any, around: Surroundings) -> Iterator[Issue]:
    """Yield what every check finds in ``s``."""
    for names, check in _CHECKS:
        if all(getattr(s, name, None) is not None for name in names):
            yield from check(s, around)


def each_segment(s: Any) -> Iterator[tuple[Loc, str, Any]]:
    """Yield key path, name and segment of those that could be read."""
    for name, segment in s.segments.items():
        if segment is not None:
            yield ("segments", name), name, segment


@needs("region")
def _region_exists(s: Any, around: Surroundings) -> Iterator[Issue]:
    if s.region not in around.regions():
        yield Issue(("region",), *around.no_region(s.region))


@needs("extends")
def _variant_says_why(s: Any, around: Surroundings) -> Iterator[Issue]:
    if not around.own_why:
        yield Issue(("why",), *texts.WHY, "", own=True)


@needs("segment_names")
def _has_a_segment(s: Any, around: Surroundings) -> Iterator[Issue]:
    if not s.segment_names:
        yield Issue(("segments",), *texts.NO_SEGMENT)


@needs("segments", "first_year")
def _path_years(s: Any, around: Surroundings) -> Iterator[Issue]:
    advice = texts.too_early(s.first_year)
    for loc, _, segment in each_segment(s):
        path = segment.path
        kind = getattr(path, "kind", None)
        if kind == "target" and path.year and path.year < s.first_year:
            yield Issue((*loc, "path", "year"), *advice)
        members = path.members if kind == "schedule" else None
        for month in members or ():
            if month < str(s.first_year):
                yield Issue((*loc, "path", "members", month), *advice, month)


@needs("segments", "first_year")
def _exit_years(s: Any, around: Surroundings) -> Iterator[Issue]:
    for loc, _, segment in each_segment(s):
        for index, leaving in enumerate(segment.exits or ()):
            if leaving and leaving.year and leaving.year < s.first_year:
                where = (*loc, "exits", index, "year")
                yield Issue(where, *texts.too_early(s.first_year))


@needs("segments", "first_year")
def _joined_before(s: Any, around: Surroundings) -> Iterator[Issue]:
    for loc, _, segment in each_segment(s):
        if segment.since and segment.since > f"{s.first_year}-01":
            yield Issue((*loc, "since"), *texts.joined_late(s.first_year))


@needs("region", "first_year", "segments")
def _umk_is_known(s: Any, around: Surroundings) -> Iterator[Issue]:
    for loc, _, segment in each_segment(s):
        if getattr(segment.tariff, "reported_wage", None) == "umk":
            missing = around.years_without_umk(s.region, s.first_year)
            if missing:
                where = (*loc, "tariff", "reported_wage")
                yield Issue(where, *texts.no_umk(s.region, missing))


@needs("budget", "first_year")
def _base_before_first_year(s: Any, around: Surroundings) -> Iterator[Issue]:
    bases, ceiling = s.budget.base_idr, s.budget.ceiling
    if bases and min(bases) > s.first_year:
        loc = ("budget", "base_idr", min(bases))
        yield Issue(loc, *texts.base_late(s.first_year), str(min(bases)))
    if bases == {} and ceiling and ceiling.share is not None:
        yield Issue(("budget", "ceiling", "share"), *texts.SHARE_WITHOUT_BASE)


@needs("budget")
def _one_ceiling(s: Any, around: Surroundings) -> Iterator[Issue]:
    ceiling = s.budget.ceiling
    if ceiling is None:
        return
    if len(ceiling.model_fields_set & {"idr", "share"}) != 1 or ceiling.idr == {}:
        yield Issue(("budget", "ceiling"), *texts.ONE_CEILING)


@needs("budget", "segment_names")
def _named_segments(s: Any, around: Surroundings) -> Iterator[Issue]:
    for key in ("priority", "protect"):
        names = getattr(s.budget, key) or ()
        yield from _segment_list(names, ("budget", key), s, around)


@needs("decision")
def _one_instrument(s: Any, around: Surroundings) -> Iterator[Issue]:
    if s.decision.instrument_date and s.decision.instrument_hazard_y:
        loc = ("decision", "instrument_hazard_y")
        yield Issue(loc, *segment_texts.ONE_INSTRUMENT)


@needs("funding", "segment_names")
def _funders(s: Any, around: Surroundings) -> Iterator[Issue]:
    paid: dict[str, set[str]] = {}
    for index, funder in enumerate(s.funding):
        if funder is None or funder.funder is None:
            continue
        loc: Loc = ("funding", index)
        if funder.funder == "apbd":
            yield from _apbd(funder, loc, is_last=index == len(s.funding) - 1)
        elif funder.funder not in KNOWN_FUNDERS:
            yield from _almost_known(funder.funder, (*loc, "funder"))
        yield from _segment_list(funder.segments or (), (*loc, "segments"), s, around)
        if funder.segments is None and "segments" in funder.model_fields_set:
            continue  # unreadable, and said so already
        mine = set(funder.segments or s.segment_names)
        yield from _paid_once(funder, mine, paid, (*loc, "funder"))


def _paid_once(
    funder: Any, mine: set[str], paid: dict[str, set[str]], loc: Loc
) -> Iterator[Issue]:
    """One payer may stand twice, with a ceiling for each of its groups, not for one."""
    before = paid.setdefault(funder.funder, set())
    both = sorted(mine & before)
    if both and funder.funder != "apbd":
        yield Issue(loc, *texts.paid_by_one_twice(both))
    before |= mine


def _apbd(funder: Any, loc: Loc, *, is_last: bool) -> Iterator[Issue]:
    for key in ("ceiling_idr_y", "segments"):
        if getattr(funder, key) is not None:
            yield Issue((*loc, key), *texts.delete(key, texts.APBD_UNLIMITED))
    if not is_last:
        yield Issue((*loc, "funder"), *texts.APBD_LAST)


def _almost_known(name: str, loc: Loc) -> Iterator[Issue]:
    from rapidfuzz.distance import OSA

    close = nearest(name, KNOWN_FUNDERS, limit=1)
    if close and OSA.distance(name, close[0]) == 1:
        yield Issue(loc, *texts.almost(close[0]))


def _segment_list(
    names: Sequence[str], loc: Loc, s: Any, around: Surroundings
) -> Iterator[Issue]:
    """A list may name a known segment that this scenario does not have."""
    known = dict.fromkeys([*s.segment_names, *around.segments()])
    seen: set[str] = set()
    for index, name in enumerate(names):
        where = (*loc, index)
        if name is None:  # unreadable, and said so already
            continue
        if name not in known:
            yield Issue(where, texts.UNKNOWN_SEGMENT, suggest(name, known))
        elif name in seen:
            yield Issue(where, *texts.NAMED_TWICE)
        seen.add(name)


@needs("law")
def _overrides_fit_the_law(s: Any, around: Surroundings) -> Iterator[Issue]:
    overrides = s.law.overrides or {}
    split = list(_split_rupiah(overrides, around))
    yield from split
    for found in around.law_problems(overrides):
        loc: Loc = tuple(found.where.split("."))
        value = found.found if loc[-1:] == (found.found,) else None
        if loc not in {issue.loc for issue in split}:
            yield Issue(loc, found.rule, found.remedy, value)


def _split_rupiah(overrides: Any, around: Surroundings) -> Iterator[Issue]:
    """Yield amounts such as ``13.471``, which would be thirteen rupiah."""
    for name, by_month in overrides.items():
        for month in by_month if around.is_money(name) else ():
            loc: Loc = ("law", "overrides", name, month)
            text = getattr(locate(around.tree, loc)[1], "text", "")
            if not numerals.WHOLE.fullmatch(text):
                advice = numerals.advice(text, whole=True)
                yield Issue(loc, numerals.WHOLE_RULE, advice)
