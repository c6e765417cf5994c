"""Rules that tie two values of one segment together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analysis.scenario import texts
from analysis.scenario.checks import each_segment, needs
from analysis.scenario.fields import suggest
from analysis.scenario.messages import Issue
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
        if segment.profile and segment.profile not in known:
            advice = suggest(segment.profile, known)
            yield Issue((*loc, "profile"), texts.UNKNOWN_PROFILE, advice)


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
def _window_in_order(s: Any, around: Surroundings) -> Iterator[Issue]:
    for loc, _, segment in each_segment(s):
        window = segment.window
        if window and window.first and window.last and window.last < window.first:
            advice = texts.window_reversed(window.first, window.last)
            yield Issue((*loc, "window", "last"), *advice)


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


@needs("segments")
def _path_is_available(s: Any, around: Surroundings) -> Iterator[Issue]:
    for loc, _, segment in each_segment(s):
        if getattr(segment.path, "kind", None) == "trend":
            yield Issue((*loc, "path", "kind"), *texts.NO_TREND)
