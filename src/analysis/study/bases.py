"""The burden against every base side by side: APBD revenue, PAD, fiscal space.

The bill is the uncut bill of the general APBD. The base the scenario names is the
scenario's own, with its growth; the others start from the region's latest figure and
grow as :mod:`analysis.study.revenue` finds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.model.draws import generator
from analysis.model.results import Results
from analysis.model.revenue import base_path, growth_draws
from analysis.quantity import Quantity
from analysis.study.ensemble import sample
from analysis.study.once import once
from analysis.study.revenue import BASES, Evidence, breaks, evidence
from analysis.study.rows import Row, row

BANDS = (5, 25, 75, 95)
COLUMNS = ("central", *(f"p{percent:02d}" for percent in BANDS))


@dataclass(frozen=True)
class Base:
    """One base with the burden on it, index year, columns central, p05 ... p95.

    ``idr`` rupiah, ``burden`` the uncut bill over it, a share. ``by_scenario``: base
    and growth are the scenario's own; then ``evidence`` only stands beside.
    """

    idr: pd.DataFrame
    burden: pd.DataFrame
    by_scenario: bool
    evidence: Evidence


@once
def bases(results: Results) -> dict[str, Base]:
    """Return every base that can be computed, in the order of ``BASES``."""
    known = evidence(results)
    drawn = {name: _draws(results, name, known[name]) for name in BASES}
    return {
        name: _base(results, name, *pair, known[name])
        for name, pair in drawn.items()
        if pair is not None
    }


def is_own(results: Results, name: str) -> bool:
    """Say whether the scenario itself gives this base."""
    budget = results.scenario.budget
    return bool(budget.base_idr) and budget.base == name


def rows(results: Results) -> list[Row]:
    """Return bases, burdens and growth as rows of the long table."""
    found: list[Row] = []
    for name, base in bases(results).items():
        found += _by_year(f"base_{name}_idr", "idr", base.idr)
        found += _by_year(f"burden_{name}_share", "share", base.burden)
    for name, one in evidence(results).items():
        if name == "fiscal_space":
            continue
        variable, growth = f"growth_{name}_y", one.growth
        found.append(row(variable, "share/year", growth.mean_y))
        found.append(row(variable, "share/year", growth.sd_y, statistic="sd"))
    return found


def _by_year(variable: str, unit: str, values: pd.DataFrame) -> list[Row]:
    return [
        row(variable, unit, value, year=year, statistic=statistic)
        for year, of_year in zip(values.index, values.to_dict("records"), strict=True)
        for statistic, value in of_year.items()
    ]


def _draws(
    results: Results, name: str, known: Evidence
) -> tuple[np.ndarray, np.ndarray] | None:
    """Return the base, central (year,) and drawn (point, year), None if unknown."""
    if is_own(results, name):
        return results.series("base_idr").to_numpy(), sample(results).base_idr
    if known.start is None:
        return None
    points = len(sample(results).bill_idr)
    return _path(results, name, known, 0)[0], _path(results, name, known, points)


def _path(results: Results, name: str, known: Evidence, points: int) -> np.ndarray:
    """Return the base from its start, (point, year); the central path without points.

    Revenue and PAD take the same random numbers: a year good for one is good for both.
    """
    scenario, start = results.scenario, known.start
    last = scenario.first_year + scenario.years - 1
    grown = range(start.year + 1, last + 1)
    if points:
        rng = generator(scenario.seed, scenario.region, "bases")
        growth = growth_draws(
            known.growth, rng.standard_normal((points, len(grown) + 2))
        )
    else:
        growth = np.full((1, len(grown)), known.growth.mean_y)
    return base_path(
        {start.year: np.array([start.idr])},
        range(scenario.first_year, last + 1),
        growth_y=dict(zip(grown, growth.T, strict=True)),
        cut_factor={} if name == "pad" else _cuts(results, grown, points),
    )


def _cuts(results: Results, grown: range, points: int) -> Mapping[int, np.ndarray]:
    """Return what is left of revenue after cuts of transfers, by year, (point,).

    Those of the law on the share of transfers in revenue, and the scenario's shocks.
    """
    law, factors = results.law, {}
    for year in breaks(law, "revenue", grown):
        size = float(law.value("transfer_cut_share", f"{year}-01"))
        share = law.quantity("transfer_share_of_revenue", f"{year}-01")
        factors[year] = 1 + size * _drawn(results, share, f"share.{year}", points)
    for number, shock in enumerate(results.scenario.shocks):
        if shock.year not in grown:
            continue
        size = _drawn(results, shock.size, f"size.{number}", points)
        share = _drawn(results, shock.share, f"shock.{number}", points)
        factors[shock.year] = factors.get(shock.year, 1) * (1 + size * share)
    return factors


def _drawn(results: Results, quantity: Quantity, name: str, points: int) -> np.ndarray:
    if not points or quantity.certain:
        return np.array([float(quantity.central)])
    rng = generator(results.scenario.seed, results.scenario.region, "bases", name)
    return quantity.draws(rng.random(points))


def _base(
    results: Results, name: str, middle: np.ndarray, drawn: np.ndarray, known: Evidence
) -> Base:
    bill = results.series("uncut_bill_idr")
    years = pd.Index(bill.index, name="year")
    burden = sample(results).bill_idr / drawn
    return Base(
        idr=_fan(middle, drawn, years),
        burden=_fan(bill.to_numpy() / middle, burden, years),
        by_scenario=is_own(results, name),
        evidence=known,
    )


def _fan(middle: np.ndarray, drawn: np.ndarray, years: pd.Index) -> pd.DataFrame:
    bands = np.percentile(drawn, BANDS, axis=0)
    columns = [np.broadcast_to(middle, len(years)), *bands]
    return pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)), index=years)
