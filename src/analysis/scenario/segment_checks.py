"""Rules that tie two values of one segment together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analysis.scenario import segment_texts, texts
from analysis.scenario.ages import overlaps
from analysis.scenario.checks import each_segment, needs
from analysis.scenario.fields import suggest
from analysis.scenario.messages import Issue
from analysis.scenario.segment import PPPK
from analysis.scenario.surroundings import Surroundings


@needs("segments")
def _known_or_described(s: Any, around: Surroundings) -> Iterator[Issue]:
    known = around.segments()
    for loc, name, segment in each_segment(s):
        described = segment.label and segment.profile
        if name not in known and not described:
            yield Issue(loc, *texts.own_segment(suggest(name, known)), name)


@needs("segments")
def _profile_exists(s: Any, around: Surroundings) -> Iterator[Issue]:
    known = around.profiles()
    for loc, _, segment in each_segment(s):
        if isinstance(segment.profile, str) and segment.profile not in known:
            advice = suggest(segment.profile, known)
            yield Issue((*loc, "profile"), texts.UNKNOWN_PROFILE, advice)


@needs("segments")
def _own_ages_add_up(s: Any, around: Surroundings) -> Iterator[Issue]:
    for loc, _, segment in each_segment(s):
        ages = getattr(segment.profile, "ages", None)
        if ages is None:
            continue
        here = (*loc, "profile", "ages")
        for lower, upper in overlaps(ages):
            yield Issue((*here, upper), *segment_texts.ages_overlap(lower), upper)
        if sum(ages.values()) != 1:
            yield Issue(here, *segment_texts.ages_sum(ages))


@needs("segments")
def _members_are_eligible(s: Any, around: Surroundings) -> Iterator[Issue]:
    for loc, _, segment in each_segment(s):
        if segment.members is None or segment.eligible is None:
            continue
        members, eligible = segment.members.central, segment.eligible.central
        if members > eligible:
            yield Issue((*loc, "members"), *texts.too_many(members, eligible))


@needs("segments")
def _months_in_order(s: Any, around: Surroundings) -> Iterator[Issue]:
    for loc, _, segment in each_segment(s):
        if segment.months is None:
            continue
        spans = {(year,): span for year, span in segment.months.by_year.items()}
        for key, span in {(): segment.months, **spans}.items():
            if span and span.first and span.last and span.last < span.first:
                advice = texts.months_reversed(span.first, span.last)
                yield Issue((*loc, "months", *key, "last"), *advice)


@needs("segments")
def _windows_in_order(s: Any, around: Surroundings) -> Iterator[Issue]:
    for loc, _, segment in each_segment(s):
        before = ""
        for index, window in enumerate(segment.window or ()):
            if not (window and window.first and window.last):
                continue
            here = (*loc, "window", index)
            if window.last < window.first:
                advice = texts.window_reversed(window.first, window.last)
                yield Issue((*here, "last"), *advice)
            if window.first <= before:
                yield Issue((*here, "first"), *segment_texts.windows_overlap(before))
            before = max(before, window.last)


@needs("segments")
def _exits_add_up(s: Any, around: Surroundings) -> Iterator[Issue]:
    for loc, _, segment in each_segment(s):
        total: dict[int, Any] = {}
        for index, leave in enumerate(segment.exits or ()):
            if not (leave and leave.year and leave.share):
                continue
            here = (*loc, "exits", index)
            total[leave.year] = total.get(leave.year, 0) + leave.share.central
            if total[leave.year] > 1:
                yield Issue(
                    (*here, "share"), *segment_texts.exits_above_one(leave.year)
                )
            if leave.insurer and leave.kind not in PPPK:
                yield Issue((*here, "insurer"), *segment_texts.INSURER_OF_PPPK)


@needs("segments")
def _self_paid_fits(s: Any, around: Surroundings) -> Iterator[Issue]:
    for loc, _, segment in each_segment(s):
        if segment.self_paid is None:
            continue
        if getattr(segment.tariff, "kind", None) == "pu":
            yield Issue((*loc, "self_paid"), *segment_texts.SELF_PAID_IS_BPU)
        people = getattr(segment.self_paid, "people", None)
        if people and segment.members and segment.eligible:
            both = people.central + segment.members.central
            if both > segment.eligible.central:
                advice = texts.too_many(both, segment.eligible.central)
                yield Issue((*loc, "self_paid", "people"), *advice)


@needs("segments")
def _denominators_hold_the_members(s: Any, around: Surroundings) -> Iterator[Issue]:
    for loc, _, segment in each_segment(s):
        target, eligible = segment.target_people, segment.eligible
        if target and eligible and target.central < eligible.central:
            yield Issue((*loc, "target_people"), *segment_texts.TARGET_BELOW_ELIGIBLE)
        of = getattr(segment.path, "of", None)
        people = getattr(of, "people", None)
        if people and segment.members and segment.members.central > people.central:
            advice = texts.too_many(segment.members.central, people.central)
            yield Issue((*loc, "path", "of", "people"), *advice)


@needs("segments")
def _tariff_fits_kind(s: Any, around: Surroundings) -> Iterator[Issue]:
    for loc, _, segment in each_segment(s):
        tariff = segment.tariff
        given = getattr(tariff, "model_fields_set", set())
        kind = getattr(tariff, "kind", None)
        if kind == "pu" and "reported_wage" not in given:
            yield Issue((*loc, "tariff"), *texts.PU_NEEDS_WAGE)
        for key in ("reported_wage", "risk_group"):
            if kind == "bpu" and key in given:
                advice = texts.delete(key, texts.BPU_IS_FLAT)
                yield Issue((*loc, "tariff", key), *advice)


@needs("segments", "first_year")
def _trend_has_a_past(s: Any, around: Surroundings) -> Iterator[Issue]:
    for loc, _, segment in each_segment(s):
        if getattr(segment.path, "kind", None) != "trend":
            continue
        eligible = segment.eligible
        if eligible is not None and eligible.central <= 0:
            yield Issue((*loc, "eligible"), *segment_texts.TREND_NEEDS_ELIGIBLE)
        last = f"{s.first_year - 1}-12"
        for month, people in (segment.path.history or {}).items():
            here = (*loc, "path", "history", month)
            if month >= last:
                yield Issue(here, *segment_texts.history_late(last), month)
            elif people and eligible is not None and people > eligible.central:
                yield Issue(here, *texts.too_many(people, eligible.central))
