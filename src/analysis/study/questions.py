"""What an inverse question turns: a whole number in a scenario, from low to high.

Each function returns a :class:`Lever`; ``solve`` finds the number at which a target
just holds.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from analysis.errors import Problem, ScenarioError
from analysis.language import date_words, number, rupiah, say
from analysis.law.parameters import load_law
from analysis.quantity import Quantity
from analysis.scenario.fields import suggest
from analysis.scenario.kinds import MAX_RUPIAH
from analysis.scenario.schema import Ceiling, Scenario
from analysis.scenario.segment import Months, Schedule, Segment
from analysis.units import MONTHS_PER_YEAR, month_index, month_name

HALF = Fraction(1, 2)
HIGHEST_IDR = MAX_RUPIAH - 1  # sixteen digits are refused as identity numbers
TARIFF_UNIT = "idr/person/month"


@dataclass(frozen=True)
class Lever:
    """One whole number of a scenario; ``at(value)`` is the scenario with it.

    ``shown(value, lang)`` is the number with its noun.
    """

    name: str
    low: int
    high: int
    at: Callable[[int], Scenario]
    shown: Callable[[int, str], str]


def people(scenario: Scenario, segment: str | None = None) -> Lever:
    """Return how many people are on the list from the first year on.

    Of one segment, or of all, shared out in proportion to the eligible (see
    :func:`shared_out`); 0 up to the eligible of the start. The path of the segments
    becomes a schedule of one entry: exits, renewal and the gate stay. Raises
    ScenarioError for a segment the scenario does not have.
    """
    slugs = [_known(scenario, segment)] if segment else scenario.segment_names
    most = [_eligible(scenario.segments[slug]) for slug in slugs]
    first = f"{scenario.first_year}-01"

    def at(value: int) -> Scenario:
        parts = zip(slugs, shared_out(value, most), strict=True)
        paths = {slug: {"path": _schedule({first: one})} for slug, one in parts}
        return _with_segments(scenario, paths)

    return Lever("people", 0, sum(most), at, _counted("orang", "people"))


def months(scenario: Scenario, segment: str | None = None) -> Lever:
    """Return how many months of every year are funded, 1 to 12.

    Of one segment or of all. Counted from the first funded month the scenario names;
    what does not fit before December is added before that month. Raises ScenarioError
    for a segment the scenario does not have.
    """
    slugs = [_known(scenario, segment)] if segment else scenario.segment_names

    def at(value: int) -> Scenario:
        spans = {
            slug: {"months": _span(scenario.segments[slug].months.first, value)}
            for slug in slugs
        }
        return _with_segments(scenario, spans)

    return Lever("months", 1, MONTHS_PER_YEAR, at, _counted("bulan", "months"))


def ceiling(scenario: Scenario) -> Lever:
    """Return the ceiling on the general APBD, the same rupiah in every year."""
    first = scenario.first_year

    def at(value: int) -> Scenario:
        given = Ceiling.model_construct(idr={first: Quantity.exact(value)}, share=None)
        budget = scenario.budget.model_copy(update={"ceiling": given})
        return _with(scenario, {"budget": budget})

    return Lever("ceiling", 0, HIGHEST_IDR, at, rupiah)


def tariff(
    scenario: Scenario, name: str = "bpu_jkm_idr_m", month: str | None = None
) -> Lever:
    """Return a tariff of the law in rupiah a month, from ``month`` on.

    Default: January of the first year. The range is what the law file allows. Raises
    ScenarioError for a parameter that is no tariff in rupiah.
    """
    parameter = load_law().parameter(name)
    if parameter.unit != TARIFF_UNIT:
        raise ScenarioError(Problem(scenario.name, name, parameter.unit, *_NO_TARIFF))
    month = month or f"{scenario.first_year}-01"
    own = scenario.law.overrides
    before = {m: one for m, one in own.get(name, {}).items() if m < month}

    def at(value: int) -> Scenario:
        overrides = {**own, name: {**before, month: Fraction(value)}}
        law = scenario.law.model_copy(update={"overrides": overrides})
        return _with(scenario, {"law": law})

    low, high = (int(end) for end in (parameter.bounds.low, parameter.bounds.high))
    return Lever("tariff", low, high, at, rupiah)


def start(scenario: Scenario, segment: str, members: int) -> Lever:
    """Return the month from which a segment has ``members`` people on the list.

    Months count from January of the first year, 0, to December of the last; until then
    everybody stays and nobody is added. Raises ScenarioError for a segment the scenario
    does not have.
    """
    slug, first = _known(scenario, segment), scenario.first_year

    def at(value: int) -> Scenario:
        path = _schedule({month_name(value, first): members})
        return _with_segments(scenario, {slug: {"path": path}})

    def shown(value: int, lang: str) -> str:
        noun = say(id="mulai", en="a start in")
        return f"{noun[lang]} {date_words(month_name(value, first), lang)}"

    last = month_index(f"{scenario.last_year}-12", first)
    return Lever("start", 0, last, at, shown)


def within_a_year(start: Lever) -> Lever:
    """Return the question of a start with January to December of the first year."""
    return replace(start, high=min(start.high, MONTHS_PER_YEAR - 1))


def shared_out(people: int, weights: Sequence[int]) -> list[int]:
    """Return whole numbers that add up to ``people``, in proportion to ``weights``.

    By the method of Sainte-Lague (each next one to the largest weight / (places +
    1/2)): one person more never takes a place from anybody, and as many people as
    weights give the weights themselves.
    """
    total = sum(weights)
    if not total:
        return [0] * len(weights)
    scale = max(Fraction(0), (people - Fraction(len(weights), 2)) / total)
    # weight x scale, halves rounded down: at most ``people`` together
    found = [math.ceil(scale * weight - HALF) for weight in weights]
    queue = [_next(weight, found[i], i) for i, weight in enumerate(weights)]
    heapq.heapify(queue)
    for _ in range(people - sum(found)):
        index = queue[0][1]
        found[index] += 1
        heapq.heapreplace(queue, _next(weights[index], found[index], index))
    return found


def _next(weight: int, places: int, index: int) -> tuple[Fraction, int]:
    return -Fraction(2 * weight, 2 * places + 1), index


def _eligible(segment: Segment) -> int:
    return math.floor(segment.eligible.central + HALF)


def _schedule(members: dict[str, int]) -> Schedule:
    return Schedule.model_construct(kind="schedule", members=members)


def _span(first: int, months: int) -> Months:
    first = min(first, MONTHS_PER_YEAR + 1 - months)
    return Months.model_construct(first=first, last=first + months - 1, by_year={})


def _with_segments(scenario: Scenario, changes: Mapping[str, dict]) -> Scenario:
    segments = {
        slug: one.model_copy(update=changes.get(slug, {}))
        for slug, one in scenario.segments.items()
    }
    return _with(scenario, {"segments": segments})


def _with(scenario: Scenario, changes: dict) -> Scenario:
    """Return a changed scenario; marks of keys it may no longer have stay behind."""
    return scenario.model_copy(update={**changes, "assumed": {}})


def _counted(indonesian: str, english: str) -> Callable[[int, str], str]:
    noun = say(id=indonesian, en=english)
    return lambda value, lang: f"{number(value, lang)} {noun[lang]}"


def _known(scenario: Scenario, segment: str) -> str:
    if segment in scenario.segments:
        return segment
    rule = say(
        id="Kelompok ini tidak ada dalam skenario.",
        en="The scenario has no such group.",
    )
    remedy = suggest(segment, scenario.segment_names)
    raise ScenarioError(Problem(scenario.name, "segments", segment, rule, remedy))


_NO_TARIFF = (
    say(
        id="Yang dicari adalah tarif dalam rupiah per orang per bulan.",
        en="What is sought is a tariff in rupiah a person and month.",
    ),
    say(
        id="Pakai misalnya bpu_jkm_idr_m atau bpu_jkk_idr_m.",
        en="Use for example bpu_jkm_idr_m or bpu_jkk_idr_m.",
    ),
)
