"""What it is worth to know before deciding: the line of a budget, and wider cover.

Values are in rupiah a year. Knowing counts only as far as it would change a decision.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.model.results import Results
from analysis.quantity import Quantity
from analysis.scenario.schema import Scenario
from analysis.scenario.segment import Target
from analysis.study.ensemble import POINTS, Ensemble, Sample, asked, asked_sample
from analysis.study.once import once
from analysis.study.value_of_information import Worth, evpi, evppi
from analysis.units import MONTHS_PER_YEAR

COVER_POINTS = 1024  # of what one unknown alone does to benefits
COVER = (0.25, 0.5, 0.75, 1.0)  # of the people left out, beside nobody and today's
NOBODY, TODAY = -1.0, 0.0
ERRORS = 2  # a value within so many standard errors of nothing is not told from it


@dataclass(frozen=True)
class Information:
    """What knowing is worth, in rupiah a year.

    ``worth``: a row an unknown, columns ``line_idr``, ``cover_idr`` (the two
    decisions), their standard errors ``line_error`` and ``cover_error``, ``total_idr``
    and ``people`` (covered for a year by as many rupiah). ``line`` and ``cover``: value
    of knowing everything. ``best_line_idr`` and ``best_cover``: best as things stand,
    cover as a share of the people left out, or ``TODAY``, ``NOBODY``;
    ``gain_probability``: that covering everybody beats today's cover.
    """

    worth: pd.DataFrame
    line: Worth
    cover: Worth
    best_line_idr: float
    best_cover: float
    gain_probability: float
    person_year_idr: float

    @property
    def total_idr(self) -> float:
        """Return the value of knowing everything before both decisions."""
        return float(self.line + self.cover)


@once
def information(results: Results) -> Information:
    """Return what each unknown is worth to know before two decisions are taken.

    The line of the first year: a rupiah that lies idle and a rupiah that is missing
    count alike. Wider cover for residents: what they receive less what is paid in for
    them, whoever pays, as the mean of a year::

        NB(line)  = -|need - line|
        NB(cover) = expected benefits - contributions

    An unknown enters through what it alone does to need and benefits. It is worth 0
    where its value is within ``ERRORS`` standard errors of it.
    """
    need = asked_sample(results).bill_idr[:, 0]
    of_cover = _net_benefits(asked_sample(results), _all_covered(results))
    for_cover = _worth_of_cover(results, of_cover[:COVER_POINTS])
    worth = {
        name: (worth_of_line(need, alone), for_cover[name])
        for name, alone in _needs(results)
    }
    person_year = _person_year_idr(results)
    return Information(
        worth=_frame(worth, person_year),
        line=worth_of_line(need, need),
        cover=evpi(of_cover),
        best_line_idr=float(np.median(need)),
        best_cover=(NOBODY, TODAY, *COVER)[int(of_cover.mean(0).argmax())],
        gain_probability=float((of_cover[:, -1] > of_cover[:, 1]).mean()),
        person_year_idr=person_year,
    )


def worth_of_line(need_idr: np.ndarray, alone_idr: np.ndarray) -> Worth:
    """Return what it is worth to know one unknown before a line is set::

        E|need - median| - E|e - median of e|,   need = a + b alone + e

    The best line is the median of the need, with the unknown that of what is still
    open, a + b alone + median of e. ``need_idr`` (point,); ``alone_idr`` (point,): the
    need with all other unknowns held; the need itself gives the value of knowing all.
    """
    if not np.ptp(alone_idr):
        return Worth(0.0, 0.0)
    slope, start = np.polyfit(alone_idr / need_idr.mean(), need_idr, 1)
    left = need_idr - start - slope * alone_idr / need_idr.mean()
    saved = _missed(need_idr) - _missed(left)
    error = float(saved.std() / np.sqrt(len(saved)))
    return Worth(max(0.0, float(saved.mean())), error)


def _missed(need_idr: np.ndarray) -> np.ndarray:
    return np.abs(need_idr - np.median(need_idr))


def _frame(
    worth: dict[str, tuple[Worth, Worth]], person_year_idr: float
) -> pd.DataFrame:
    columns = ["line_idr", "line_error", "cover_idr", "cover_error"]
    told = {
        name: [number for one in pair for number in (_told(one), one.standard_error)]
        for name, pair in worth.items()
    }
    frame = pd.DataFrame.from_dict(told, orient="index", columns=columns)
    frame["total_idr"] = frame["line_idr"] + frame["cover_idr"]
    frame["people"] = frame["total_idr"] / person_year_idr
    return frame.rename_axis("unknown")


def _told(worth: Worth) -> float:
    return float(worth) if worth > ERRORS * worth.standard_error else 0.0


def _person_year_idr(results: Results) -> float:
    """Return what a person covered for a year costs all payers, in the first year."""
    paid = results.series("contributions_idr").iloc[0]
    people = results.series("members_mean").iloc[0]
    if people > 0:
        return float(paid / people)
    first = f"{results.scenario.first_year}-01"
    tariff = results.law.value("spreadsheet_tariff_idr_m", first)
    return float(tariff * MONTHS_PER_YEAR)


@once
def _everybody(results: Results) -> Ensemble:
    found = asked(results)
    scenario = covered(found.scenario)
    return Ensemble(scenario, results.law, months=found.has_months)


@once
def _all_covered(results: Results) -> Sample:
    return _everybody(results).sample(POINTS, claims=True)


def covered(scenario: Scenario) -> Scenario:
    """Return the scenario with all verified eligible covered, under no ceiling."""
    path = Target.model_construct(
        kind="target", coverage=Quantity.exact(1), year=scenario.first_year, of=None
    )
    segments = {
        slug: segment.model_copy(update={"path": path})
        for slug, segment in scenario.segments.items()
    }
    budget = scenario.budget.model_copy(update={"ceiling": None})
    return scenario.model_copy(update={"segments": segments, "budget": budget})


def _net_benefits(today: Sample, everybody: Sample) -> np.ndarray:
    """Return rupiah a year by size of cover, (point, nobody; today; ``COVER``)."""
    now, most = _gain(today), _gain(everybody)
    steps = [now + share * (most - now) for share in (0.0, *COVER)]
    return np.column_stack([np.zeros(len(now)), *steps])


def _gain(drawn: Sample) -> np.ndarray:
    """Return what residents receive less what is paid in for them, a year."""
    return (drawn.benefit_idr.sum(1) - drawn.contributions_idr).mean(1)


def _needs(results: Results) -> Iterator[tuple[str, np.ndarray]]:
    """Yield what each unknown alone does to the need of the first year, (point,)."""
    found, uniform = asked(results), asked_sample(results).uniform
    for unknown, numbers in zip(found.unknowns, uniform, strict=True):
        alone = found.at(_alone(found, unknown.name, numbers))
        yield unknown.name, alone.bill_idr[:, 0]


def _worth_of_cover(results: Results, of_cover: np.ndarray) -> dict[str, Worth]:
    """Return what each unknown is worth to know before cover is decided.

    It is told from what it alone does to the cover that is best as things stand (to
    that of everybody, if that is nobody's). What the other unknowns alone do is taken
    off: they say nothing of this one, and without their scatter fewer points do.
    """
    both = (asked(results), _everybody(results))
    uniform = asked_sample(results).uniform[:, : len(of_cover)]
    alone = {
        unknown.name: _net_benefits(
            *(one.at(_alone(one, unknown.name, numbers), claims=True) for one in both)
        )
        for unknown, numbers in zip(both[0].unknowns, uniform, strict=True)
    }
    off = {name: gains - gains.mean(0) for name, gains in alone.items()}
    every = sum(off.values())
    best = int(of_cover.mean(0).argmax()) or -1
    return {
        name: evppi(gains[:, best], of_cover - every + off[name])
        for name, gains in alone.items()
    }


def _alone(found: Ensemble, name: str, row: np.ndarray) -> np.ndarray:
    """Return points at which all unknowns but one are as the scenario holds them."""
    uniform = np.full((len(found.unknowns), len(row)), np.nan)
    for at, unknown in enumerate(found.unknowns):
        if unknown.name == name:
            uniform[at] = row
    return uniform
