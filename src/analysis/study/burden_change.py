"""Why the burden on the budget base moves: growth differential and its causes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from math import prod

import pandas as pd

from analysis.model.projection import project
from analysis.model.results import Results
from analysis.model.sustainability import growth_differential
from analysis.study.attribution import shapley
from analysis.study.bands import fan
from analysis.study.ensemble import sample
from analysis.study.once import once

Pairs = list[tuple[Fraction, Fraction]]  # first and last year, factor by factor
CAUSES = ("people", "months", "tariff", "funders", "base")


@once
def differential(results: Results) -> pd.DataFrame | None:
    """Return growth of the uncut bill less that of the base, from the second year on.

    Columns: bill_growth_y and base_growth_y of the central path, central (their
    difference), mean, p05..p95, p99 of the sample. None without a base or with one
    year.
    """
    base, drawn = results.series("base_idr"), sample(results)
    years = pd.Index(drawn.years, name="year")
    if base.empty or drawn.base_idr is None or len(years) < 2:
        return None
    bill = results.series("uncut_bill_idr").reindex(years)
    base = base.reindex(years)
    middle = pd.Series(growth_differential(bill, base), index=years[1:])
    draws = growth_differential(drawn.bill_idr, drawn.base_idr)
    of_base = base.pct_change().iloc[1:]
    return fan(draws, middle).assign(
        bill_growth_y=middle + of_base, base_growth_y=of_base
    )


@once
def causes(results: Results) -> pd.Series | None:
    """Return what moved the burden from the first to the last year, share of the base.

    The uncut bill of the general APBD over the base, group by group::

        burden = sum over groups of people x months x tariff x share of the APBD / base

    Index: the causes (the Shapley value of each factor: exact, no order preferred),
    ``first`` and ``last``; the causes add to last - first. ``people`` are those of the
    fullest month, ``months`` the months paid for each. None without a base or with one
    year.
    """
    base = results.series("base_idr")
    if len(base) < 2 or base.iloc[0] <= 0 or base.iloc[-1] <= 0:
        return None
    worth = _worth(_groups(results), [Fraction(base.iloc[end]) for end in (0, -1)])
    ends = {"first": worth[frozenset()], "last": worth[frozenset(CAUSES)]}
    return pd.Series({**shapley(worth), **ends}).astype(float)


def _worth(
    groups: Sequence[Pairs], bases: Sequence[Fraction]
) -> dict[frozenset, Fraction]:
    """Return the burden with each set of causes as in the last year."""
    found = {}
    for size in range(len(CAUSES) + 1):
        for taken in combinations(CAUSES, size):
            late = [name in taken for name in CAUSES]
            bill = sum((_product(group, late) for group in groups), start=Fraction(0))
            found[frozenset(taken)] = bill / bases[late[-1]]
    return found


def _product(group: Pairs, late: Sequence[bool]) -> Fraction:
    pairs = zip(group, late, strict=False)  # the base, the last cause, is no factor
    return prod((pair[which] for pair, which in pairs), start=Fraction(1))


def _groups(results: Results) -> list[Pairs]:
    """Return people, months, tariff and share of the APBD of every group, a pair each.

    What a year does not define (no month paid, nobody, no rupiah) is as in the other
    year, so that the change stands with the factor that caused it.
    """
    budget = results.scenario.budget.model_copy(update={"ceiling": None})
    changed = {"budget": budget, "draws": 0}
    uncut = project(results.scenario.model_copy(update=changed), results.law)
    months = uncut.months.assign(year=uncut.months["month"].str[:4].astype(int))
    listed = months.groupby(["segment", "year"])["funded"].agg(["max", "sum"])
    years = (results.scenario.first_year, results.scenario.last_year)
    return [
        _filled(*(_factors(uncut, listed.loc[(slug, year)], slug) for year in years))
        for slug in results.scenario.segments
    ]


def _factors(uncut: Results, people: pd.Series, slug: str) -> list[Fraction | None]:
    year = people.name[1]
    paid = uncut.series("contributions_idr", segment=slug)[year]
    of_apbd = uncut.series("contributions_idr", segment=slug, funder="apbd")[year]
    peak, months = Fraction(int(people["max"])), Fraction(int(people["sum"]))
    bill, part = Fraction(paid), Fraction(of_apbd)
    return [peak, _ratio(months, peak), _ratio(bill, months), _ratio(part, bill)]


def _ratio(above: Fraction, below: Fraction) -> Fraction | None:
    return above / below if below else None


def _filled(first: list[Fraction | None], last: list[Fraction | None]) -> Pairs:
    """Return pairs without gaps; 0 where neither year defines a factor."""
    pairs = zip(first, last, strict=True)
    return [(_known(one, other), _known(other, one)) for one, other in pairs]


def _known(own: Fraction | None, other: Fraction | None) -> Fraction:
    return next((one for one in (own, other) if one is not None), Fraction(0))
