"""The inverse questions of a run: how many people, months, rupiah the line carries.

Each is asked twice: so that the line holds in half, and in nine of ten, of the draws in
which everything no source settles varies (:func:`unknowns.widened`); the line itself
stays as the scenario states it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.language import rupiah
from analysis.model.results import Results
from analysis.scenario.schema import Scenario
from analysis.study import questions
from analysis.study.billion import next_billion
from analysis.study.ensemble import ensemble, sample
from analysis.study.line import line
from analysis.study.once import once
from analysis.study.questions import Lever
from analysis.study.rows import Row, row
from analysis.study.solve import solve
from analysis.study.targets import Bill
from analysis.study.unknowns import widened

CONFIDENCES = (0.5, 0.9)
DRAWS = 512  # points of the sample, a power of two
JKM = "bpu_jkm_idr_m"
UNITS = {
    "people": "people",
    "months": "months",
    "line_idr": "idr",
    "tariff_jkm_idr_m": "idr/person/month",
    "start_month": "month",
}


@dataclass(frozen=True)
class Solved:
    """One inverse question at one confidence, with its answer or what binds.

    ``name``: a key of ``UNITS``. ``status`` as in :class:`analysis.study.solve.Answer`;
    ``value`` None where no number answers. ``at``: the value at which ``gap_idr`` is
    missing (``all``: left over) in ``year``. ``shown(value, lang)`` writes a value.
    """

    name: str
    confidence: float
    status: str
    value: int | None
    at: int
    gap_idr: float
    year: int
    shown: Callable[[int, str], str]


@once
def solved(results: Results) -> list[Solved]:
    """Return the answers, both confidences of a question after each other.

    Questions that do not apply are left out: no tariff without a group that pays the
    flat one, no start where nobody can be added or the first year has no line, none at
    all without a line.
    """
    if line(results).idr.isna().all():
        return []
    found, values = [], ensemble(results).values(DRAWS)
    for question in _asked(results):
        how = {"memo": {}, "values": values}
        found += [_solved(*question, level=level, **how) for level in CONFIDENCES]
    return [*found, *(_line_needed(results, level) for level in CONFIDENCES)]


def _asked(results: Results) -> Iterator[tuple[str, Lever, Bill]]:
    scenario, limit = _let_go(results.scenario), _limit(results)
    every_year = Bill(limit)
    yield "people", questions.people(scenario), every_year
    yield "months", questions.months(scenario), every_year
    if any(one.tariff.kind == "bpu" for one in scenario.segments.values()):
        yield "tariff_jkm_idr_m", questions.tariff(scenario, JKM), every_year
    added = next_billion(results)["poverty_months"].people
    first = scenario.first_year
    if added.max() > 0 and not np.isnan(line(results).idr[first]):
        slug = str(added.idxmax())
        scenario = scenario.model_copy(update={"decision": None})  # taken in time
        covered = int(results.series("members_end", segment=slug)[first])
        start = questions.start(scenario, slug, covered + int(added.max()))
        start = questions.within_a_year(start)
        yield "start_month", start, Bill(limit, first)


def _let_go(scenario: Scenario) -> Scenario:
    """Return the scenario with what is not known let go, but for the ceiling."""
    wide = widened(scenario)
    budget = wide.budget.model_copy(update={"ceiling": scenario.budget.ceiling})
    return wide.model_copy(update={"budget": budget})


def _limit(results: Results) -> int | None:
    """Return the assumed line in rupiah, None where the scenario gives a ceiling."""
    found = line(results)
    return int(found.idr.max()) if found.is_assumed else None


def _solved(
    name: str, lever: Lever, target: Bill, *, level: float, **how: Any
) -> Solved:
    answer = solve(lever, target, confidence=level, draws=DRAWS, as_file=False, **how)
    at, trial = answer.binding
    return Solved(
        name=name,
        confidence=level,
        status=answer.status,
        value=answer.value,
        at=at,
        gap_idr=abs(trial.margin),
        year=trial.year,
        shown=lever.shown,
    )


def _line_needed(results: Results, level: float) -> Solved:
    """Return the smallest line that a share of the sample keeps in every year.

    The bill that so many points do not pass is the answer: no search is needed.
    """
    bill = sample(results).bill_idr
    worst = bill.max(1)
    value = int(np.ceil(np.quantile(worst, level, method="inverted_cdf")))
    point = int(np.abs(worst - value).argmin())
    return Solved(
        name="line_idr",
        confidence=level,
        status="smallest",
        value=value,
        at=value - 1,
        gap_idr=1.0,
        year=results.scenario.first_year + int(bill[point].argmax()),
        shown=rupiah,
    )


def rows(results: Results) -> list[Row]:
    """Return the answers: ``solve_NAME`` and, by the year that binds, the gap there."""
    found = []
    for one in solved(results):
        at = {"statistic": f"confidence_{one.confidence * 100:.0f}"}
        if one.value is not None:
            value = one.value + (one.name == "start_month")
            found.append(row(f"solve_{one.name}", UNITS[one.name], value, **at))
        gap = row(f"solve_{one.name}_gap_idr", "idr", one.gap_idr, year=one.year, **at)
        found.append(gap)
    return found
