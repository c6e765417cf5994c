"""What an inverse question asks for: a bill under a limit, a coverage in a year.

A target says by how much it holds in each draw and year; 0 or more is enough.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from analysis.errors import Problem, ScenarioError
from analysis.language import number, percent, rupiah, say
from analysis.model.enrolment import members_end
from analysis.model.projection.money import Money
from analysis.model.projection.people import People
from analysis.model.projection.plan import Plan


@dataclass(frozen=True)
class Run:
    """People and money of one trial: the central path, or a block of ``draws``."""

    plan: Plan
    people: People
    money: Money
    draws: int


@dataclass(frozen=True)
class Bill:
    """The general APBD's bill before any cut, of every year, is at most a limit.

    ``limit_idr`` a year; None: the scenario's ceiling, in the years that have one.
    ``year``: only that year counts; None: every year.
    """

    limit_idr: int | None = None
    year: int | None = None

    def margin(self, run: Run) -> np.ndarray:
        """Return what is left under the limit, (draw, year) in rupiah."""
        left = self._left(run)
        if self.year is None:
            return left
        at = np.arange(left.shape[1]) == self.year - run.plan.years.start
        return np.where(at, left, np.inf)

    def _left(self, run: Run) -> np.ndarray:
        bill = run.money.uncut_apbd.astype(np.float64)
        if self.limit_idr is not None:
            return self.limit_idr - bill
        ceiling = run.money.ceiling
        if ceiling is None or np.isnan(ceiling).all():
            name = run.plan.scenario.name
            raise ScenarioError(Problem(name, "budget.ceiling", "null", *_NO_CEILING))
        return np.where(np.isnan(ceiling), np.inf, ceiling) - bill

    def shown(self, gap: float, lang: str) -> str:
        """Return a gap with its unit."""
        return rupiah(gap, lang)


@dataclass(frozen=True)
class Coverage:
    """At least ``share`` of the eligible are insured at the end of ``year``.

    After the ceiling; of all groups, or of ``segment``.
    """

    share: float
    year: int
    segment: str | None = None

    def margin(self, run: Run) -> np.ndarray:
        """Return people above the number needed, (draw, year), infinite elsewhere."""
        plan, at = run.plan, self.year - run.plan.years.start
        self._check(plan)
        slugs = [self.segment] if self.segment else plan.slugs
        rows = [plan.slugs.index(slug) for slug in slugs]
        end = members_end(*run.money.listed(run.people, plan))[:, rows, at].sum(1)
        eligible = run.people.eligible[:, rows, at].sum(1)
        share = Fraction(str(self.share))
        needed = -(-eligible * share.numerator // share.denominator)
        needed = np.where(eligible == 0, math.ceil(share), needed)
        short = end - needed
        margin = np.full((len(short), len(plan.years)), np.inf)
        margin[:, at] = short
        return margin

    def shown(self, gap: float, lang: str) -> str:
        """Return a gap with its unit."""
        noun = say(id="orang", en="people")
        return f"{number(gap, lang)} {noun[lang]}"

    def _check(self, plan: Plan) -> None:
        known = self.segment is None or self.segment in plan.slugs
        if self.year in plan.years and 0 <= self.share <= 1 and known:
            return
        found = f"{percent(self.share)}, {self.year}, {self.segment or 'all'}"
        name = plan.scenario.name
        raise ScenarioError(Problem(name, "coverage", found, *_NO_COVERAGE))


Target = Bill | Coverage


_NO_CEILING = (
    say(
        id="Skenario ini tidak punya pagu untuk dibandingkan.",
        en="The scenario has no ceiling to compare the bill with.",
    ),
    say(
        id="Sebut batasnya dalam rupiah, atau isi budget.ceiling.",
        en="Name the limit in rupiah, or fill in budget.ceiling.",
    ),
)
_NO_COVERAGE = (
    say(
        id="Cakupan: bagian 0 sampai 1, pada tahun dan kelompok dalam skenario.",
        en="Coverage is a share of 0 to 1 in a year and a group of the scenario.",
    ),
    say(
        id="Sebut misalnya 0.8 pada tahun terakhir skenario.",
        en="Name for example 0.8 in the scenario's last year.",
    ),
)
