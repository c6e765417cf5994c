"""What can be decided in place of the plan: people, bill and chance, side by side.

The plan as it is; with so many people fewer that each year's line holds in nine of ten
possibilities; paid in all twelve months; everybody eligible and verified.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.model.projection import bills
from analysis.model.results import Results
from analysis.model.sustainability import breach_curve
from analysis.quantity import Quantity
from analysis.scenario.schema import Ceiling, Scenario
from analysis.scenario.segment import Months, Target
from analysis.study import limits, stress
from analysis.study.changes import with_segments
from analysis.study.ensemble import sample
from analysis.study.line import line_draws
from analysis.study.once import once
from analysis.study.rows import Row, row

PLAN, FIT, ALL_YEAR, EVERYONE = "plan", "fit", "all_year", "everyone"
Change = Callable[[Scenario], Scenario | None]


@dataclass(frozen=True, eq=False)
class Option:
    """One choice by year: the general APBD's bill before any ceiling, and people.

    ``people`` covered and ``left_out`` of the eligible at the end of each year;
    ``breach_share``: chance that some year's bill passes the line, None without one.
    """

    bill_idr: pd.Series
    people: pd.Series
    left_out: pd.Series
    breach_share: float | None

    def does_as(self, other: Option) -> bool:
        """Say whether another choice covers as many people for the same bill."""
        return self.bill_idr.equals(other.bill_idr) and self.people.equals(other.people)


@once
def options(results: Results) -> dict[str, Option]:
    """Return the choices by name, without those that would change nothing."""
    plan = _paid(results.scenario, _chance_of_plan(results))
    found = {PLAN: plan}
    cut = _cuts(results)
    if cut is not None and cut.max() > 0:
        found[FIT] = _fitted(results, cut)
    for name, change in _CHANGES.items():
        changed = change(results.scenario)
        if changed is not None:
            found[name] = _paid(changed, _chance(results, change))
    return {n: one for n, one in found.items() if one is plan or not one.does_as(plan)}


def _paid(scenario: Scenario, chance: float | None) -> Option:
    """Return what a scenario gives where nothing is cut."""
    budget = scenario.budget.model_copy(update={"ceiling": None})
    run = bills(scenario.model_copy(update={"budget": budget, "draws": 0}))
    return _option(run, run.series("uncut_bill_idr"), chance)


def _option(run: Results, bill_idr: pd.Series, chance: float | None) -> Option:
    people, left_out = (run.series(n) for n in ("members_end", "people_left_out"))
    return Option(bill_idr, people, left_out, chance)


def _cuts(results: Results) -> pd.Series | None:
    """Return the cut of each year's bill that nine of ten points stay under with."""
    needed = limits.needed_by_year(results) if limits.breach(results) else None
    if needed is None:
        return None
    years = results.series("uncut_bill_idr").index
    return needed[f"p{limits.SURE * 100:.0f}"].reindex(years).fillna(0.0)


def _fitted(results: Results, cut: pd.Series) -> Option:
    """Return the plan with people cut until each year's bill is lower by its share."""
    bill = results.series("uncut_bill_idr")
    lower = (bill * (1 - cut)).astype(np.int64)
    idr = {int(year): Quantity.exact(int(one)) for year, one in lower.items()}
    ceiling = Ceiling.model_construct(idr=idr, share=None)
    how = {"ceiling": ceiling, "when_short": "heads"}
    budget = results.scenario.budget.model_copy(update=how)
    run = bills(results.scenario.model_copy(update={"budget": budget, "draws": 0}))
    paid = run.series("contributions_idr", funder="apbd")
    return _option(run, paid, _chance_if_lower(results, cut))


def _chance_if_lower(results: Results, cut: pd.Series) -> float:
    drawn = sample(results)
    bill_idr = drawn.bill_idr * (1 - cut.to_numpy())
    return float(breach_curve(bill_idr, line_draws(results, drawn), [1.0])[0])


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


def _chance_of_plan(results: Results) -> float | None:
    found = limits.breach(results)
    return None if found is None else 1 - found.never


def _chance(results: Results, change: Change) -> float | None:
    """Return the chance of a changed plan, at the points every shock is tried at."""
    if limits.breach(results) is None:
        return None
    ground = stress.ground(results)
    changed = change(ground.scenario) or ground.scenario
    return stress.outcome(
        results, changed, change(ground.wide) or ground.wide
    ).probability


def rows(results: Results) -> Iterator[Row]:
    """Return the choices as rows: ``option_NAME_bill_idr`` and its companions."""
    for name, one in options(results).items():
        by_year = (
            ("bill_idr", "idr", one.bill_idr),
            ("people", "people", one.people),
            ("left_out_people", "people", one.left_out),
        )
        for what, unit, values in by_year:
            for year, value in values.items():
                yield row(f"option_{name}_{what}", unit, value, year=year)
        if one.breach_share is not None:
            yield row(f"option_{name}_breach_share", "share", one.breach_share)
