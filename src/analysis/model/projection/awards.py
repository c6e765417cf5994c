"""What a scholarship award pays by years since the event, for each segment and year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.law.benefits import (
    SCHOOL_LEVELS,
    ScholarshipSchedule,
    scholarship_schedule,
)
from analysis.model.claims import life_table, scholarship
from analysis.model.claims.commitments import Flow
from analysis.model.projection.claim_rates import common, decembers
from analysis.model.projection.mortality import (
    Group,
    ages,
    middle_year,
    mortality_period,
    mortality_table,
)
from analysis.model.projection.plan import PROGRAMMES, Plan, Values


@dataclass(frozen=True)
class _Rule:
    """What awards of a year rest on; years with the same are worked out once."""

    period: str
    schedule: ScholarshipSchedule
    father_gap_years: float


def flows(plan: Plan, values: Values) -> dict[str, Flow]:
    """Return the flow of one award of each programme.

    JKM awards follow the ages of members who die, JKK awards those of all members.
    """
    rules = [_rule(plan, month) for month in decembers(plan)]
    weight = weights(plan, values)
    return {
        programme: Flow(_idr(plan, rules, programme), weight)
        for programme in PROGRAMMES
    }


def _rule(plan: Plan, month: str) -> _Rule:
    gap = plan.law.quantity("father_age_gap_years", month).central
    period = mortality_period(plan, int(month[:4]))
    return _Rule(period, scholarship_schedule(month, plan.law), float(gap))


def weights(plan: Plan, values: Values) -> np.ndarray:
    """Return share enrolled x share drawn, (draw, year, level).

    The single payment stands last: all children have it.
    """
    drawn = common(plan, values, "scholarship_use_share")
    names = [f"scholarship_enrolled_{level}_share" for level in SCHOOL_LEVELS]
    by_level = [drawn * common(plan, values, name) for name in names]
    return np.stack(np.broadcast_arrays(*by_level, drawn), axis=-1)[:, 0]


def _idr(plan: Plan, rules: list[_Rule], programme: str) -> np.ndarray:
    """Return rupiah per award with everybody at school, (segment, year, level, k)."""
    longest = max(rule.schedule.end_age for rule in rules)
    kinds = {rule: number for number, rule in enumerate(dict.fromkeys(rules))}
    shape = (len(plan.slugs), len(kinds), len(SCHOOL_LEVELS) + 1, longest)
    idr = np.zeros(shape)
    for s, slug in enumerate(plan.slugs):
        group = ages(plan, slug)
        for rule, number in kinds.items():
            by_level = _by_level(plan, group, rule, programme)
            idr[s, number, :, : rule.schedule.end_age] = by_level
    return idr[:, [kinds[rule] for rule in rules]]


def _by_level(plan: Plan, group: Group, rule: _Rule, programme: str) -> np.ndarray:
    """Return rupiah per award by level and year since, the single payment last."""
    key = ("award", programme, *group, rule)
    if key not in plan.memo:
        law = rule.schedule
        each = np.eye(len(SCHOOL_LEVELS) + 1)[:, :-1]  # one level a row, then none
        levels = [
            (float(amount), years, alone)
            for (amount, years), alone in zip(law.levels, each.T, strict=True)
        ]
        amounts = scholarship.amounts_by_age(levels, law.end_age)
        single = float(law.single_idr) * (each.sum(-1) == 0)
        paid_for = _paid_for(plan, group, rule, programme)
        plan.memo[key] = scholarship.flow_of(
            paid_for, scholarship.Schedule(amounts, single, law.most_children)
        )
    return plan.memo[key]


def _paid_for(plan: Plan, group: Group, rule: _Rule, programme: str) -> np.ndarray:
    """Return the children paid for per award by their age at the event, (end_age,)."""
    table = mortality_table(plan, rule.period)
    shares = life_table.member_shares(table, *group)
    if programme == "jkm":
        shares = life_table.death_shares(table, shares)
    children = _children(plan, rule)
    return scholarship.paid_children(shares, children, rule.schedule.most_children)


def _children(plan: Plan, rule: _Rule) -> dict[str, np.ndarray]:
    """Return living children by age of women and men of each age, (101, end_age)."""
    end_age = rule.schedule.end_age
    key = ("children", rule.period, end_age, rule.father_gap_years)
    if key not in plan.memo:
        table = mortality_table(plan, rule.period)
        survival = [
            np.mean([life_table.survival(table, sex, 0, age) for sex in table.rate_y])
            for age in range(end_age)
        ]
        plan.memo[key] = scholarship.children_by_sex(
            plan.region.fertility,
            np.array(survival),
            year=middle_year(rule.period),
            end_age=end_age,
            father_gap_years=rule.father_gap_years,
        )
    return plan.memo[key]
