"""What a year's exposure makes likely, of all segments: events and what they cost.

Rates are those of ``ledgers``, by draw, segment and year; summed here with
``analysis.model.core``. Arrays (Y, draw) with draws last in memory, one draw on the
central path.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.model.claims import scholarship
from analysis.model.claims.commitments import Flow
from analysis.model.core import awards as paid_later
from analysis.model.core.pool import Mixed, mixed
from analysis.model.projection import awards, claim_rates, mortality
from analysis.model.projection.claim_rates import common
from analysis.model.projection.exposure import Exposure
from analysis.model.projection.plan import Plan, Values
from analysis.units import years_from_months


@dataclass(frozen=True)
class Events:
    """What a year's exposure makes likely: events of all segments and their costs.

    ``late``, ``early``: JKM deaths after and within the waiting months; ``care`` of all
    accidents, ``disability`` and ``work_death`` of those. By programme: ``award``, the
    scholarships of one event (of JKM a late death, of JKK a death or total disability),
    and ``level_idr`` (Y, level, draw), what those expected cost by level.
    ``total_share`` (Y, draw) of disabilities are total.
    """

    late: Mixed
    early: Mixed
    care: Mixed
    disability: Mixed
    work_death: Mixed
    total_share: np.ndarray
    award: dict[str, Mixed]
    level_idr: dict[str, np.ndarray]


def last(by_draw: np.ndarray) -> np.ndarray:
    """Return (draw, ...) as (..., draw)."""
    return np.moveaxis(by_draw, 0, -1)


class Awards:
    """Scholarships by programme, and how the segments share them on the central path.

    What an award pays in which year follows these shares; what it costs in all follows
    those of each draw. ``idr`` (S, Y, level), ``cv2`` (Y, 1) of one award between
    segments, ``matrix`` and ``value`` (Y, level): see ``core.awards``.
    """

    def __init__(self, plan: Plan, seen: Exposure, flows: dict[str, Flow]) -> None:
        values = Values()
        discount_y = float(plan.law.quantity("discount_rate_y", plan.months[0]).central)
        late, qualified, hurt = _by_segment(plan, values, seen)
        self.idr, self.cv2, self.matrix, self.value = {}, {}, {}, {}
        for programme, number, share in (("jkk", hurt, 1.0), ("jkm", late, qualified)):
            idr = flows[programme].idr
            award = np.einsum("sylk,yl->sy", idr, flows[programme].weight[0])
            part = paid_later.pattern((number * share)[..., 0], idr)
            self.idr[programme] = np.ascontiguousarray(idr.sum(-1))
            self.cv2[programme] = mixed(number, share * award[..., None]).cv2
            self.matrix[programme] = paid_later.later_matrix(part, discount_y)
            self.value[programme] = scholarship.present_value(part, discount_y)


def _by_segment(
    plan: Plan, values: Values, seen: Exposure
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return late deaths, their share with scholarships, accidents; (S, Y, draw)."""
    rate = mortality.death_rates(plan, values, seen.first_year_share)
    late = years_from_months(seen.entitled_m - seen.early_m) * rate
    hurt = years_from_months(seen.entitled_m) * claim_rates.accident_rates(
        plan, values, plan.wage_based
    )
    return last(late), last(seen.qualifying_share), last(hurt)


def events(plan: Plan, values: Values, seen: Exposure, shares: Awards) -> Events:
    """Return the events of all segments that a year's exposure makes likely."""
    weight = np.ascontiguousarray(last(awards.weights(plan, values)))
    late, early, jkm_idr = _deaths(plan, values, seen, shares, weight)
    hurt = _accidents(plan, values, seen)
    parts = {
        name: last(common(plan, values, f"jkk_{name}_share"))[0]
        for name in ("death", "disability", "total_disability")
    }
    number = hurt.care.number
    awarded = parts["death"] + parts["disability"] * parts["total_disability"]
    jkk_idr = _level_idr(plan, hurt, seen, shares, weight) * awarded[:, None]
    return Events(
        late=late,
        early=early,
        care=hurt.care,
        disability=hurt.disability._replace(number=number * parts["disability"]),
        work_death=hurt.work_death._replace(number=number * parts["death"]),
        total_share=parts["total_disability"],
        award={
            "jkk": _award(number * awarded, jkk_idr, shares.cv2["jkk"]),
            "jkm": _award(late.number, jkm_idr, shares.cv2["jkm"]),
        },
        level_idr={"jkk": jkk_idr, "jkm": jkm_idr},
    )


def _award(number: np.ndarray, level_idr: np.ndarray, cv2: np.ndarray) -> Mixed:
    cost = level_idr.sum(1)
    mean = np.divide(cost, number, out=np.zeros_like(cost), where=number > 0)
    return Mixed(number, mean, cv2)


def _deaths(
    plan: Plan, values: Values, seen: Exposure, shares: Awards, weight: np.ndarray
) -> tuple[Mixed, Mixed, np.ndarray]:
    """Return late and early deaths, and what the awards of late ones cost by level."""
    rate = last(mortality.death_rates(plan, values, seen.first_year_share))
    early = years_from_months(np.maximum(last(seen.early_m), 0)) * rate
    late = years_from_months(last(seen.entitled_m)) * rate
    late = np.maximum(np.subtract(late, early, out=late), 0, out=late)
    full, reduced = last(seen.full_benefit_idr), last(seen.early_benefit_idr)
    found = mixed(late, full), mixed(early, reduced)
    late *= last(seen.qualifying_share)
    return *found, paid_later.by_level(late, shares.idr["jkm"], weight)


@dataclass(frozen=True)
class _Accidents:
    """Accidents of all segments: ``care``, ``disability``, ``work_death`` of each.

    ``groups``: segments with the same wage; ``rate_y`` (group, Y, draw).
    """

    groups: list[list[int]]
    rate_y: np.ndarray
    care: Mixed
    disability: Mixed
    work_death: Mixed


def _accidents(plan: Plan, values: Values, seen: Exposure) -> _Accidents:
    flat = [index for index, is_share in enumerate(plan.wage_based) if not is_share]
    groups = [flat] * bool(flat) + [[int(s)] for s in np.flatnonzero(plan.wage_based)]
    firsts = [group[0] for group in groups]
    wage = claim_rates.wages(plan, values)[:, firsts]
    rate_y = last(claim_rates.accident_rates(plan, values, plan.wage_based[firsts]))
    entitled = years_from_months(last(seen.entitled_m))
    number = np.stack([entitled[group].sum(0) for group in groups]) * rate_y
    total = common(plan, values, "jkk_total_disability_share")
    cv = {
        name: float(plan.law.value(f"jkk_{name}_cv", plan.months[0]))
        for name in ("cost", "disability")
    }
    disabled = claim_rates.disability(plan, values, wage, total)
    return _Accidents(
        groups,
        rate_y,
        care=mixed(number, last(claim_rates.care(plan, values, wage)), cv["cost"]),
        disability=mixed(number, last(disabled), cv["disability"]),
        work_death=mixed(number, last(claim_rates.work_death(plan, wage))),
    )


def _level_idr(
    plan: Plan, hurt: _Accidents, seen: Exposure, shares: Awards, weight: np.ndarray
) -> np.ndarray:
    """Return what awards would cost by level if each accident brought one."""
    entitled = years_from_months(last(seen.entitled_m))
    return sum(
        paid_later.by_level(entitled[group], shares.idr["jkk"][group], weight)
        * rate_y[:, None]
        for group, rate_y in zip(hurt.groups, hurt.rate_y, strict=True)
    )
