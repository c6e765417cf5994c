"""What breaks the budget: the same run under each shock, held to the same line.

The line is that of the run (``study.line``); only a cut of transfers moves it. Chances
come from the widened scenario at the same points for every shock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.model.claims import life_table
from analysis.model.projection import central
from analysis.model.projection.mortality import ages_of
from analysis.model.results import Results
from analysis.model.sustainability import breach, required_cut
from analysis.scenario.ages import profile_of
from analysis.scenario.schema import Scenario
from analysis.study.changes import let_go, with_line
from analysis.study.ensemble import Ensemble
from analysis.study.left_out import table_of
from analysis.study.line import line
from analysis.study.once import once
from analysis.study.rows import Row, row
from analysis.study.stresses import BASE, TOGETHER, Stress
from analysis.study.stresses_tailored import CALENDAR, EPIDEMIC, STRESSES

POINTS = 512
LIKELY = 0.1  # a chance of breach above one in ten is flagged
ROUND = 1e-9
EPIDEMIC_YEARS = 5  # of the life table: its excess is put into one year
PERIODS = ("2015-2020", "2020-2025", "2025-2030")


@dataclass(frozen=True)
class Outcome:
    """A run under one shock, by year; index year.

    ``bill_idr``: uncut bill of the general APBD; ``base_idr`` and ``line_idr``: NaN
    where there is none; ``left_out``: people on the list in months meant to be funded
    less those funded, on the mean of the year; ``claim_ratio``: cost of the year's
    deaths and accidents over contributions (an epidemic: if it were that year);
    ``probability``: chance of a bill above the line in some year.
    """

    bill_idr: pd.Series
    base_idr: pd.Series
    line_idr: pd.Series
    left_out: pd.Series
    claim_ratio: pd.Series
    probability: float

    @property
    def first_bill_idr(self) -> float:
        """Return the bill of the first year."""
        return float(self.bill_idr.iloc[0])

    @property
    def worst_year(self) -> int:
        """Return the year of the largest bill, the first of equals."""
        return int(self.bill_idr.idxmax())

    @property
    def worst_bill_idr(self) -> float:
        """Return the largest bill of a year."""
        return float(self.bill_idr.max())

    @property
    def burden(self) -> float:
        """Return the largest share of the base in a year; NaN without a base."""
        return float((self.bill_idr / self.base_idr).max())

    @property
    def breach_year(self) -> int | None:
        """Return the first year whose bill passes the line, None without one."""
        over = self.bill_idr.index[self.bill_idr > self.line_idr]
        return int(over[0]) if len(over) else None

    @property
    def cut_share(self) -> float:
        """Return the one cut that keeps every year under the line."""
        known = self.line_idr.notna()
        if not known.any():
            return 0.0
        cut = required_cut(
            self.bill_idr[known].to_numpy(), self.line_idr[known].to_numpy()
        )
        return float(cut.max())

    @property
    def most_left_out(self) -> float:
        """Return the most people left without cover, on the mean of a year."""
        return float(self.left_out.max())

    @property
    def worst_claim_ratio(self) -> float:
        """Return the largest ratio of a year; NaN without contributions."""
        return float(self.claim_ratio.max())


@dataclass(frozen=True)
class Tested:
    """A shock, the run under it (None: it does not apply) and the run without it."""

    stress: Stress
    base: Outcome
    outcome: Outcome | None

    @property
    def applies(self) -> bool:
        """Say whether the shock changes the scenario at all."""
        return self.outcome is not None

    @property
    def harms(self) -> bool:
        """Say whether the shock raises the bill or the cut that is needed."""
        if self.outcome is None:
            return False
        more = self.outcome.cut_share - self.base.cut_share
        return more > ROUND or self.change_idr > 0

    @property
    def change_idr(self) -> float:
        """Return the change of the bill over all years."""
        return float(self.outcome.bill_idr.sum() - self.base.bill_idr.sum())

    @property
    def change_share(self) -> float:
        """Return the change over the bill of all years without the shock, or NaN."""
        total = float(self.base.bill_idr.sum())
        return self.change_idr / total if total else float("nan")


@once
def stress(results: Results) -> list[Tested]:
    """Return every shock with what it does, in the order of their list."""
    base = under(results, BASE)
    return [Tested(one, base, under(results, one)) for one in STRESSES]


@dataclass(frozen=True)
class Ground:
    """The scenario held to its line: as it stands, let go, and its central path."""

    scenario: Scenario
    wide: Scenario
    path: dict[str, np.ndarray]


@once
def ground(results: Results) -> Ground:
    """Return what every shock starts from."""
    held = with_line(results.scenario, line(results).idr)
    return Ground(held, let_go(held), central(held))


def under(results: Results, shock: Stress) -> Outcome | None:
    """Return the run under a shock, None where it does not apply."""
    start = ground(results)
    changed = shock.on(results, start.scenario)
    if changed is None:
        return None
    wide = shock.on(results, start.wide) or start.wide
    return outcome(results, changed, wide, shock)


def outcome(
    results: Results, changed: Scenario, wide: Scenario, shock: Stress = BASE
) -> Outcome:
    """Return the outcome of a changed scenario; its chance is that of ``wide``."""
    path = central(changed)
    wanted = ground(results).path if shock.cause == CALENDAR else path
    left_out = wanted["budgeted_mean"][1:] - path["members_mean"][1:]
    years = pd.RangeIndex(changed.first_year, changed.last_year + 1, name="year")

    def series(name: str) -> pd.Series:
        known = path[name][0] if name in path else np.full(len(years), np.nan)
        return pd.Series(known.astype(float), years)

    return Outcome(
        bill_idr=series("uncut_bill_idr"),
        base_idr=series("base_idr"),
        line_idr=series("ceiling_idr"),
        left_out=pd.Series(np.maximum(left_out, 0.0).sum(0), years),
        claim_ratio=pd.Series(_claim_ratio(results, changed, path, shock), years),
        probability=_probability(wide),
    )


def _probability(wide: Scenario) -> float:
    """Return the chance that the bill passes the line in some year of the horizon."""
    if wide.budget.ceiling is None:
        return 0.0
    sample = Ensemble(wide).sample(POINTS)
    return float(1 - breach(sample.bill_idr, sample.ceiling_idr)["never_share"])


def _claim_ratio(
    results: Results, scenario: Scenario, path: dict[str, np.ndarray], shock: Stress
) -> np.ndarray:
    """Return the cost of the year's events over contributions, (Y,), NaN without."""
    by_programme = path["claims_incurred_idr"].reshape(-1, 3, scenario.years)
    cost = by_programme[0, 0].astype(float)
    if shock.slug == EPIDEMIC:
        excess = [excess_deaths(results, slug) for slug in scenario.segments]
        cost = cost + np.array(excess) @ by_programme[1:, 2].astype(float)  # JKM
    paid = path["contributions_idr"][0].astype(float)
    return np.divide(cost, paid, out=np.full(len(paid), np.nan), where=paid > 0)


def excess_deaths(results: Results, slug: str) -> float:
    """Return how many more members of a segment die in the year of an epidemic::

        5 x (rate of 2020-2025 / geometric mean of the rates before and after - 1)

    The life table of 2020-2025 holds the epidemic; its excess is put into one year.
    """
    profile = profile_of(slug, results.scenario.segments[slug].profile, results.law)
    before, then, after = (
        life_table.group_rate_y(table_of(period), *ages_of(profile))
        for period in PERIODS
    )
    return max(0.0, EPIDEMIC_YEARS * (then / np.sqrt(before * after) - 1))


def top(results: Results, count: int = 3) -> list[Tested]:
    """Return the shocks that matter most, one of each cause; fewer where fewer harm.

    By the cut that keeps every year under the line, then by the change of the bill;
    the one that joins others is left out.
    """
    single = [t for t in stress(results) if t.harms and t.stress.slug != TOGETHER]
    ranked = sorted(single, key=_size, reverse=True)
    first = {tested.stress.cause: tested for tested in reversed(ranked)}
    return sorted(first.values(), key=_size, reverse=True)[:count]


def _size(tested: Tested) -> tuple[float, float]:
    return round(tested.outcome.cut_share / ROUND) * ROUND, tested.change_idr


def rows(results: Results) -> list[Row]:
    """Return what sentences say of the shocks, as rows of the long table."""
    tested = stress(results)
    applying = [one for one in tested if one.applies]
    broken = sum(one.outcome.breach_year is not None for one in applying)
    found = [
        row("stress_applying_count", "count", len(applying)),
        row("stress_breaking_count", "count", broken),
        *_rows("none", tested[0].base),
    ]
    for one in tested:
        if one.applies:
            name = f"stress_{one.stress.slug}"
            found += _rows(one.stress.slug, one.outcome)
            found.append(row(f"{name}_bill_change_idr", "idr", one.change_idr))
            found.append(row(f"{name}_bill_change_share", "share", one.change_share))
    return [one for one in found if np.isfinite(one["value"])]


def _rows(slug: str, found: Outcome) -> Iterator[Row]:
    name = f"stress_{slug}"
    yield row(f"{name}_first_bill_idr", "idr", found.first_bill_idr)
    yield row(f"{name}_worst_bill_idr", "idr", found.worst_bill_idr)
    yield row(f"{name}_worst_year", "year", found.worst_year)
    yield row(f"{name}_line_idr", "idr", found.line_idr[found.worst_year])
    yield row(f"{name}_cut_share", "share", found.cut_share)
    yield row(f"{name}_breach_probability", "share", found.probability)
    yield row(f"{name}_left_out_people", "people", found.most_left_out)
    yield row(f"{name}_burden_share", "share", found.burden)
    yield row(f"{name}_claim_ratio", "share", found.worst_claim_ratio)
    if found.breach_year is not None:
        yield row(f"{name}_breach_year", "year", found.breach_year)
