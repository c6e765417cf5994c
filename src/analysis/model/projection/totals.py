"""The fast core: several scenarios of one region at once, totals over segments only.

People, bills and ceilings are those of ``project`` bit for bit, rates by segment too;
only the chance of claims is drawn together for all segments (``pooled``). Every
scenario of a call meets the same random numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.law.parameters import load_law
from analysis.model.draws import Stream, blocks
from analysis.model.fans import MEMORY_LIMIT_BYTES, Fans
from analysis.model.projection import money, series
from analysis.model.projection import total_variables as variables
from analysis.model.projection.kin import Kin, likeness
from analysis.model.projection.once import Once
from analysis.model.projection.plan import Plan, Values
from analysis.model.projection.variables import funder_names
from analysis.model.totals import STATISTICS, Label, Totals
from analysis.scenario.regions import region_pack
from analysis.scenario.schema import Scenario

KEEP = (
    *("contributions_idr", "contributions_apbd_idr", "uncut_bill_idr"),
    *("claims_idr", "claims_incurred_idr"),
    *("members_end", "eligible", "deaths", "accidents"),
)
_ALIKE = ("region", "first_year", "years", "draws", "seed")
_NOT_YEARLY = "years_to_breach"
_CHANCE = "breach_probability"


def totals(
    scenarios: Sequence[Scenario],
    *,
    memo: dict | None = None,
    keep: Sequence[str] = (),
    antithetic: bool = False,
) -> list[Totals]:
    """Return people, money and claims of each scenario, all segments together.

    All scenarios are of one region, with the same first year, years, draws and seed;
    each result is the same whether its scenario is asked alone or among others, in any
    order. Without draws only the central path. ``memo``, handed over again for the same
    region, keeps life tables and the like; ``keep`` names variables of ``KEEP`` whose
    draws are wanted; ``antithetic`` draws uniform numbers in pairs u and 1 - u. Memory
    is bounded whatever the number of draws, apart from those kept. Raises ValueError
    for scenarios that differ in the above and for other names to keep.
    """
    _refuse(scenarios, keep)
    memo = {} if memo is None else memo
    kins: list[Kin] = []
    central, first = Once(), scenarios[0]
    plans = [_plan(one, memo) for one in scenarios]
    runs = [_Run(plan, _kin(plan, kins, central), len(plans)) for plan in plans]
    for block, size in blocks(first.draws):
        stream = Stream(first.seed, first.region, block, size, antithetic=antithetic)
        values = Once(stream)
        for kin in kins:
            kin.begin(values, stream)
        for run in runs:
            run.add(values, size)
    return [run.result(keep) for run in runs]


def _refuse(scenarios: Sequence[Scenario], keep: Sequence[str]) -> None:
    if not scenarios:
        raise ValueError("totals needs at least one scenario")
    for field in _ALIKE:
        found = {getattr(one, field) for one in scenarios}
        if len(found) > 1:
            raise ValueError(
                f"scenarios of one call share {field}, here {sorted(found)}: "
                "ask for each in a call of its own"
            )
    unknown = [name for name in keep if name not in KEEP]
    if unknown:
        raise ValueError(f"keep names {unknown}: choose among {', '.join(KEEP)}")


def _plan(scenario: Scenario, memo: dict) -> Plan:
    law = load_law(scenario.law.variant, scenario.law.overrides)
    return Plan(scenario, law, region_pack(scenario.region), memo)


def _kin(plan: Plan, kins: list[Kin], central: Once) -> Kin:
    """Return the kin of a scenario among those known; else it founds one."""
    like = likeness(plan)
    found = next((one for one in kins if one.likeness == like), None)
    if found is None:
        found = Kin(plan, central)
        kins.append(found)
    return found


class _Run:
    """One scenario: its central path, and the draws added block by block."""

    def __init__(self, plan: Plan, kin: Kin, among: int) -> None:
        self._plan, self._kin = plan, kin
        paid = money.pay(plan, kin.values, kin.central)
        key, seen, claims, shares = kin.fixed(paid)
        self._shares = key, shares
        run = variables.Run(kin.central, paid, seen, claims)
        self._central = variables.collect(plan, kin.values, run)
        self._fans = Fans(MEMORY_LIMIT_BYTES // among)

    def add(self, values: Values, size: int) -> None:
        """Add one block of draws."""
        uncut = self._kin.uncut()
        paid = money.pay(self._plan, values, uncut)
        seen, claims = self._kin.drawn(uncut, paid, self._shares)
        run = variables.Run(uncut, paid, seen, claims)
        self._fans.add(variables.collect(self._plan, values, run), size)

    def result(self, keep: Sequence[str]) -> Totals:
        """Return statistics of all rows, and the draws of what is to be kept."""
        plan, scenario = self._plan, self._plan.scenario
        names = funder_names(plan)
        described = series.describe([], names)
        known = [name for name in described if name in self._central]
        labels = [
            Label(name, programme, funder, described[name].unit)
            for name in known
            if name != _NOT_YEARLY
            for _, programme, funder in described[name].labels
        ]
        rows = [self._row(name) for name in known if name != _NOT_YEARLY]
        return Totals(
            scenario=scenario.name,
            region=scenario.region,
            years=tuple(plan.years),
            labels=tuple(labels),
            values=np.concatenate(rows),
            draws={name: self._kept(name, len(names)) for name in keep},
        )

    def _row(self, name: str) -> np.ndarray:
        """Return the statistics of a variable, (row, year, statistic)."""
        central = self._central[name][0]
        found = np.full((*central.shape, len(STATISTICS)), np.nan)
        found[..., 0] = central
        if self._fans.block_count:
            mean, percentiles = self._fans.summary(name)
            found[..., 1] = mean
            if name != _CHANCE:
                found[..., 2:] = percentiles
        return found

    def _kept(self, name: str, funders: int) -> np.ndarray:
        """Return the draws of a variable, (year, draw) in whole rupiah or people."""
        of_apbd = name == "contributions_apbd_idr"
        at = ("contributions_idr", funders) if of_apbd else (name, 0)
        blocks_ = range(self._fans.block_count)
        parts = [self._fans.block(*at, number) for number in blocks_]
        years = len(self._plan.years)
        whole = np.concatenate([np.empty((years, 0)), *parts], axis=-1)
        return np.rint(whole).astype(np.int64)
