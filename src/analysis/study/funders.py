"""Who pays, step by step, and what happens when one of the payers leaves.

Payers pay in the order of the file, each for its segments up to its ceiling, the
general APBD last; what one has paid no other pays again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.law.tariff import Tariff, self_paid_tariff, tariff
from analysis.model.projection import central
from analysis.model.results import Results
from analysis.scenario.funder_cautions import OWN_POCKET
from analysis.scenario.schema import Scenario
from analysis.study.once import once
from analysis.study.rows import Row, row
from analysis.study.shocks import without
from analysis.study.stress import Outcome, ground, outcome, under
from analysis.study.stresses import BASE

APBD = "apbd"


def others(results: Results) -> list[str]:
    """Return the payers beside the general APBD, in order."""
    return [name for name in results.funders if name != APBD]


def waterfall(results: Results) -> pd.DataFrame:
    """Return the steps from the whole bill to the general APBD's part, rupiah.

    ::

        whole_idr + ceiling_idr + payers + arrears_idr = apbd_idr

    Index: year. Columns: ``whole_idr``, all contributions before the line;
    ``ceiling_idr``, what the line cuts, 0 or less; a column for each other payer, what
    it pays, negative; ``arrears_idr``, old debt paid; ``apbd_idr``.
    """
    steps = results.bridge()
    whole = ["spreadsheet_bill_idr", "bridge_tariff_idr", "bridge_months_idr"]
    found = pd.DataFrame({"whole_idr": steps.loc[whole].sum()})
    found["ceiling_idr"] = steps.loc["bridge_ceiling_idr"]
    for name in others(results):
        found[name] = -results.series("contributions_idr", funder=name)
    arrears = "bridge_arrears_idr"
    found["arrears_idr"] = steps.loc[arrears] if arrears in steps.index else 0.0
    found["apbd_idr"] = results.series("contributions_idr", funder=APBD)
    return found.rename_axis("year").fillna(0.0)


@dataclass(frozen=True)
class Leaver:
    """What happens when a payer leaves, before the line; by year, rupiah.

    ``paid_idr``: what it paid; ``others_idr`` and ``apbd_idr``: what other payers and
    the general APBD pay more, together as much. ``outcome``: the run without it,
    ``base`` with it, both held to the same line.
    """

    funder: str
    paid_idr: pd.Series
    others_idr: pd.Series
    apbd_idr: pd.Series
    outcome: Outcome
    base: Outcome


@once
def leavers(results: Results) -> list[Leaver]:
    """Return every payer beside the general APBD as if it left alone."""
    names = others(results)
    if not names:
        return []
    base, paid = under(results, BASE), _paid(results.scenario)
    return [_leaver(results, name, base, paid) for name in names]


def _leaver(results: Results, name: str, base: Outcome, paid: pd.DataFrame) -> Leaver:
    start = ground(results)
    left = _paid(without(results.scenario, name))
    more = left.reindex(columns=paid.columns, fill_value=0.0) - paid
    return Leaver(
        funder=name,
        paid_idr=paid[name],
        others_idr=more.drop(columns=[name, APBD]).sum(axis=1),
        apbd_idr=more[APBD],
        outcome=outcome(
            results, without(start.scenario, name), without(start.wide, name)
        ),
        base=base,
    )


def _paid(scenario: Scenario) -> pd.DataFrame:
    """Return what each payer pays without any line, years x payers."""
    budget = scenario.budget.model_copy(update={"ceiling": None})
    path = central(scenario.model_copy(update={"budget": budget}))
    names = list(dict.fromkeys([*(one.funder for one in scenario.funding), APBD]))
    years = range(scenario.first_year, scenario.last_year + 1)
    totals = path["contributions_idr"][1 : len(names) + 1].astype(float)
    return pd.DataFrame(totals.T, index=years, columns=names)


def own_pocket(results: Results) -> pd.DataFrame:
    """Return what members who pay for themselves pay, in full and with the discount.

    The model bills in full; PP 50/2025 lets those who pay themselves pay a part in its
    months. Index: year; columns: ``full_idr``, ``discounted_idr``; empty where nobody
    pays so.
    """
    if OWN_POCKET not in results.funders:
        return pd.DataFrame(columns=["full_idr", "discounted_idr"])
    parts = [_own_pocket(results, slug) for slug in results.scenario.segments]
    return sum(parts[1:], parts[0]).rename_axis("year")


def _own_pocket(results: Results, slug: str) -> pd.DataFrame:
    full = results.series("contributions_idr", segment=slug, funder=OWN_POCKET)
    bpu = results.scenario.segments[slug].tariff.kind == "bpu"
    factors = [_factor(results, slug, int(year)) if bpu else 1.0 for year in full.index]
    return pd.DataFrame({"full_idr": full, "discounted_idr": full * factors})


def _factor(results: Results, slug: str, year: int) -> float:
    """Return the part of a year's tariff that is left, mean of the funded months."""
    first, last = results.scenario.segments[slug].months.of(year)
    months = [f"{year}-{month:02d}" for month in range(first, last + 1)]
    paid = [_amount(self_paid_tariff(slug, month, results.law)) for month in months]
    full = [_amount(tariff("bpu", month, results.law)) for month in months]
    return float(np.sum(paid) / np.sum(full))


def _amount(one: Tariff) -> float:
    return float(one.jkk_idr_m + one.jkm_idr_m)


def rows(results: Results) -> list[Row]:
    """Return what sentences say of payers, as rows of the long table."""
    found = []
    for one in leavers(results):
        name, where = "funder_leaves", {"funder": one.funder}
        total, more = one.paid_idr.sum(), one.apbd_idr.sum()
        found += [
            row(f"{name}_paid_idr", "idr", total, **where),
            row(f"{name}_apbd_more_idr", "idr", more, **where),
            row(f"{name}_others_more_idr", "idr", one.others_idr.sum(), **where),
            row(f"{name}_cut_share", "share", one.outcome.cut_share, **where),
            row(
                f"{name}_left_out_people", "people", one.outcome.most_left_out, **where
            ),
            row(
                f"{name}_breach_probability", "share", one.outcome.probability, **where
            ),
        ]
    own = own_pocket(results)
    for column in own.columns:
        found += [
            row(f"own_pocket_{column}", "idr", own[column][y], year=y)
            for y in own.index
        ]
    return found
