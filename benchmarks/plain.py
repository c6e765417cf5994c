"""The same model as an analyst would write it: cell by cell in numpy, and in pandas.

What law and tables fix is looked up beforehand (``plain_cells.inputs``) and not timed;
parameters, people, tenure by month, counts and costs of every cell, scholarships,
totals and quantiles are. The rows are those of `totals`, each with mean and quantiles.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.model.projection.plan import PROGRAMMES
from benchmarks.plain_cells import (
    Inputs,
    Parameters,
    Table,
    chance,
    costs,
    exposures,
    scholarships,
    weights,
)

QUANTILES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
Fans = dict[tuple[str, str], np.ndarray]


def by_numpy(known: Inputs, seed: int = 1) -> Fans:
    """Return mean and quantiles of each row, (year, statistic)."""
    rng = np.random.default_rng(seed)
    drawn = Parameters(known, rng)
    level = weights(drawn)
    idr = {name: one[:, None] for name, one in costs(drawn).items()}
    total: Table = {}
    for s in range(len(known.tariff)):
        cell = exposures(known, drawn, s)
        cell |= chance(known, {**cell, **idr}, rng)
        for name in PROGRAMMES:
            cell |= scholarships(known, level, s, name, cell)
        for name, values in cell.items():
            total[name] = total.get(name, 0) + values
    return {
        name: np.column_stack([one.mean(0), np.quantile(one, QUANTILES, axis=0).T])
        for name, one in series(drawn, total).items()
    }


def by_pandas(known: Inputs, seed: int = 1) -> Fans:
    """Return the same from a long table: a row a cell, grouped by draw and year."""
    rng = np.random.default_rng(seed)
    drawn = Parameters(known, rng)
    level, years = weights(drawn), range(known.years)
    index = pd.MultiIndex.from_product(
        [range(drawn.size), years], names=["draw", "year"]
    )
    parts = {
        s: pd.DataFrame(
            {name: one.ravel() for name, one in exposures(known, drawn, s).items()},
            index,
        )
        for s in range(len(known.tariff))
    }
    cells = pd.concat(parts, names=["segment"]).reset_index()
    idr = pd.DataFrame(costs(drawn)).rename_axis("draw").reset_index()
    cells = cells.merge(idr, on="draw").sort_values(["segment", "draw", "year"])
    cells = cells.assign(**chance(known, cells, rng))
    shape = (drawn.size, known.years)
    paid = []
    for s, part in cells.groupby("segment"):
        arrays = {name: part[name].to_numpy().reshape(shape) for name in part}
        of = [scholarships(known, level, s, name, arrays) for name in PROGRAMMES]
        paid.append(pd.DataFrame({n: one.ravel() for d in of for n, one in d.items()}))
    cells = pd.concat([cells, pd.concat(paid).set_axis(cells.index)], axis=1)
    total = cells.groupby(["draw", "year"]).sum()
    rows = series(drawn, {n: total[n].to_numpy().reshape(shape) for n in total})
    table = pd.DataFrame({str(name): one.ravel() for name, one in rows.items()}, index)
    by_year = table.groupby("year")
    mean, fans = by_year.mean(), by_year.quantile(list(QUANTILES))
    return {
        name: np.column_stack(
            [mean[str(name)], fans[str(name)].to_numpy().reshape(len(years), -1)]
        )
        for name in rows
    }


def series(drawn: Parameters, total: Table) -> dict[tuple[str, str], np.ndarray]:
    """Return the rows of the table, each (draw, year), from totals over segments.

    Keys are variable and programme, contributions of the APBD under ``apbd``.
    """
    months, known = drawn.of["claim_delay_months"], drawn.known
    levy = drawn.of["operating_levy_share"][:, None]
    later = np.minimum(months, 12)[:, None] / 12
    by: dict[str, dict[str, np.ndarray]] = {"deaths": {}, "claims_count": {}}
    deaths = {"jkk": total["dead"], "jkm": total["late"] + total["early"]}
    by["deaths"], by["claims_count"] = deaths, {**deaths, "jkk": total["hurt"]}
    by["expected"], by["value"] = {}, {}
    for p in PROGRAMMES:
        cost, award = total[f"cost_{p}"], total[f"award_{p}"]
        left, paid = cost * later, total[f"scholarship_{p}"]
        now = cost - left + paid
        now[:, 1:] += left[:, :-1]
        paid_in = total[f"contributions_{p}"]
        for name, values in (
            ("contributions_idr", paid_in),
            ("claims_idr", now),
            ("claims_incurred_idr", cost + award),
            ("claims_outstanding_idr", left),
            ("benefit_commitments_idr", np.cumsum(award - paid, axis=1)),
            ("benefit_commitments_pv_idr", total[f"owed_pv_{p}"]),
            ("operating_levy_idr", paid_in * levy),
            ("underwriting_result_idr", paid_in * (1 - levy) - cost - award),
            ("expected", total[f"mean_cost_{p}"] + total[f"mean_award_{p}"]),
            ("value", total[f"mean_cost_{p}"] + total[f"mean_value_{p}"]),
        ):
            by.setdefault(name, {})[p] = values
    found = {
        (name, p): values
        for name, parts in by.items()
        for p, values in {**parts, "all": parts["jkk"] + parts["jkm"]}.items()
    }
    found["accidents", "all"] = found["accidents", "jkk"] = total["hurt"]
    for p in ("all", *PROGRAMMES):
        found["contributions_idr", f"{p} apbd"] = found["contributions_idr", p]
        found["balancing_tariff_idr_m", p] = (
            found.pop(("expected", p)) / (1 - levy) / total["months"]
        )
    value, *_ = (found.pop(("value", p)) for p in ("all", *PROGRAMMES))
    rows = _people(total) | _budget(known, drawn, found["contributions_idr", "all"])
    paid, paid_in = found["claims_idr", "all"], found["contributions_idr", "all"]
    rows |= {
        "claim_ratio": paid / paid_in,
        "incurred_ratio": found["claims_incurred_idr", "all"] / paid_in,
        "value_per_rupiah": value / paid_in,
        "fund_balance_idr": paid_in - paid,
        "household_benefit_idr": paid,
    }
    return found | {(name, "all"): values for name, values in rows.items()}


def _people(total: Table) -> dict[str, np.ndarray]:
    """Return the rows of people: nobody is cut or late, so most steps are equal."""
    eligible, end, months = total["eligible"], total["members_end"], total["months"]
    month = [f"{name}_member_months" for name in ("funded", "active", "exposure")]
    return {
        "eligible": eligible,
        **dict.fromkeys(("active_mean", "members_mean"), months / 12),
        **dict.fromkeys(month, months),
        "members_end": end,
        "coverage_rate": end / eligible,
        "people_left_out": eligible - end,
    }


def _budget(
    known: Inputs, drawn: Parameters, bill: np.ndarray
) -> dict[str, np.ndarray]:
    """Return the rows of the budget; the APBD pays all, and nothing is cut."""
    growth = known.scenario.budget.growth_y
    grown = [1 + drawn.draw(growth) for _ in range(known.years)]
    base = known.base_idr * np.cumprod(np.column_stack(grown), axis=1)
    return {
        "base_idr": base,
        "burden_share": bill / base,
        "uncut_bill_idr": bill,
    }
