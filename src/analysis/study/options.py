"""What can be decided in place of the plan: people, bill and chance, side by side.

The plan as it is; for at most so many people that the line holds in every year in nine
of ten possibilities; paid in all twelve months; everybody eligible and verified.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from analysis.model.projection import bills, money, people
from analysis.model.projection.plan import Plan, Values
from analysis.model.results import Results
from analysis.model.sustainability import breach_curve
from analysis.quantity import Quantity
from analysis.scenario.schema import Scenario
from analysis.scenario.segment import Months, Schedule, Target
from analysis.study import limits
from analysis.study.changes import with_segments
from analysis.study.ensemble import ensemble, sample
from analysis.study.line import line_draws
from analysis.study.once import once
from analysis.study.questions import shared_out
from analysis.study.rows import Row, row

PLAN, FIT, ALL_YEAR, EVERYONE = "plan", "fit", "all_year", "everyone"
ROUND = 1e-12
LOWER = 0.9  # of the line: what is asked where the plan fits under it
Change = Callable[[Scenario], Scenario | None]


@dataclass(frozen=True, eq=False)
class Option:
    """One choice by year: the general APBD's bill before any ceiling, and people.

    ``people`` covered, in all and ``by_group``, and ``left_out`` of the eligible at the
    end of each year;
    ``breach_share``: chance that some year's bill passes the line, None without one.
    """

    bill_idr: pd.Series
    people: pd.Series
    left_out: pd.Series
    by_group: Mapping[str, pd.Series]
    breach_share: float | None

    def does_as(self, other: Option) -> bool:
        """Say whether another choice covers as many people for the same bill."""
        return self.bill_idr.equals(other.bill_idr) and self.people.equals(other.people)


@once
def options(results: Results) -> dict[str, Option]:
    """Return the choices by name, without those that would change nothing."""
    plan = _plan(results)
    found = {PLAN: plan}
    if (plan.breach_share or 0.0) > 1 - limits.SURE + ROUND:
        fitted = _fitted(results)
        found |= {FIT: fitted} if fitted else {}
    for name, change in _CHANGES.items():
        changed = change(results.scenario)
        if changed is not None:
            found[name] = _paid(changed, _chance(results, change))
    return {n: one for n, one in found.items() if one is plan or not one.does_as(plan)}


@once
def _plan(results: Results) -> Option:
    found = limits.breach(results)
    return _paid(results.scenario, None if found is None else 1 - found.never)


def _paid(scenario: Scenario, chance: float | None) -> Option:
    """Return what a scenario gives where nothing is cut."""
    run = bills(_unlimited(scenario))
    return Option(
        bill_idr=run.series("uncut_bill_idr"),
        people=run.series("members_end"),
        left_out=run.series("people_left_out"),
        by_group={s: run.series("members_end", segment=s) for s in scenario.segments},
        breach_share=chance,
    )


def _fitted(results: Results) -> Option | None:
    """Return the plan for at most so many people that its line holds, SURE of points.

    Groups keep the proportions of the plan. Every group is filled up to its share, so
    that nothing rests on how many there are today. None where nobody fits.
    """
    found = _most(results)
    if not found:
        return None
    capped = partial(_capped, results, found)
    return _paid(capped(results.scenario), _chance(results, capped))


def _most(results: Results, height: float = 1.0) -> int:
    """Return the most people whose bill stays under ``height`` times the line."""
    low, high = 0, int(_planned(results).sum(axis=1).max())
    while low < high:
        middle = (low + high + 1) // 2
        chance = _chance(results, partial(_capped, results, middle), height)
        fits = chance <= 1 - limits.SURE + ROUND
        low, high = (middle, high) if fits else (low, middle - 1)
    return low


@once
def _planned(results: Results) -> pd.DataFrame:
    """Return the plan's people at the end of each year, a column a group."""
    return pd.DataFrame(_plan(results).by_group).astype(int)


def _capped(results: Results, people: int, scenario: Scenario) -> Scenario:
    """Return a scenario with the plan's people, in no year more than ``people``."""
    months: dict[str, dict[str, int]] = {slug: {} for slug in scenario.segments}
    for year, planned in _planned(results).iterrows():
        sizes = shared_out(min(people, int(planned.sum())), planned.tolist())
        for slug, size in zip(planned.index, sizes, strict=True):
            months[slug][f"{year}-01"] = size
    segments = {
        slug: one.model_copy(update={"path": _schedule(months[slug])})
        for slug, one in scenario.segments.items()
    }
    return scenario.model_copy(update={"segments": segments})


def _schedule(members: dict[str, int]) -> Schedule:
    return Schedule.model_construct(kind="schedule", members=members)


def _all_year(scenario: Scenario) -> Scenario | None:
    """Return the scenario with every group paid for from January to December."""
    whole = Months.model_construct(first=1, last=12, by_year={})
    return with_segments(
        scenario,
        {
            slug: one.model_copy(update={"months": whole})
            for slug, one in scenario.segments.items()
        },
    )


def _everyone(scenario: Scenario) -> Scenario | None:
    """Return the scenario with all who are eligible and verified, from the start."""
    all_in = Target.model_construct(
        kind="target",
        coverage=Quantity.exact(1),
        year=scenario.first_year,
        of=None,
    )
    return with_segments(
        scenario,
        {
            slug: one.model_copy(update={"path": all_in})
            for slug, one in scenario.segments.items()
        },
    )


_CHANGES: dict[str, Change] = {ALL_YEAR: _all_year, EVERYONE: _everyone}


def _chance(results: Results, change: Change, height: float = 1.0) -> float | None:
    """Return the chance of a changed plan, at the points of the plan's own chance."""
    if limits.breach(results) is None:
        return None
    wide = ensemble(results).scenario
    bill_idr = _bills(results, _unlimited(change(wide) or wide))
    ceiling = line_draws(results, sample(results))
    return float(breach_curve(bill_idr, ceiling, [height])[0])


def _bills(results: Results, scenario: Scenario) -> np.ndarray:
    """Return the general APBD's bill of a variant at the points, (point, year)."""
    plan = Plan(scenario, results.law, results.region, _kept(results))
    values, known = _values(results), people.uncut(plan, Values())
    uncut = people.uncut(plan, values, known=known)
    return money.pay(plan, values, uncut).uncut_apbd


@once
def _values(results: Results) -> Values:
    return ensemble(results).values(len(sample(results).bill_idr))


@once
def _kept(results: Results) -> dict:
    """Return the memo that the projections of all variants share."""
    return {}


def _unlimited(scenario: Scenario) -> Scenario:
    budget = scenario.budget.model_copy(update={"ceiling": None})
    return scenario.model_copy(update={"budget": budget, "draws": 0})


@once
def under_lower_line(results: Results) -> int | None:
    """Return the most people under ``LOWER`` of the line, where the plan fits in it.

    By the same measure as :func:`options`; None where the plan does not fit as it is.
    """
    chance = _plan(results).breach_share
    if chance is None or chance > 1 - limits.SURE + ROUND:
        return None
    return _most(results, LOWER)


def rows(results: Results) -> Iterator[Row]:
    """Return the choices as rows: ``option_NAME_bill_idr`` and its companions."""
    if (most := under_lower_line(results)) is not None:
        yield row("option_lower_people", "people", most)
    for name, one in options(results).items():
        by_year = (
            ("bill_idr", "idr", one.bill_idr),
            ("people", "people", one.people),
            ("left_out_people", "people", one.left_out),
        )
        for what, unit, values in by_year:
            for year, value in values.items():
                yield row(f"option_{name}_{what}", unit, value, year=year)
        for slug, values in one.by_group.items():
            where = {"segment": slug, "year": values.index[0]}
            yield row(f"option_{name}_people", "people", values.iloc[0], **where)
        if one.breach_share is not None:
            yield row(f"option_{name}_breach_share", "share", one.breach_share)
