"""One segment after the other, as an analyst would write it: people, tenure, claims.

A cell is a segment, a year and a draw; arrays (draw, year) of one segment, or columns
of a long table. For scenarios whose groups pay flat tariffs, are funded every month,
refill their places and hold their members or move to a target, without ceiling.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.law.benefits import SCHOOL_LEVELS
from analysis.law.parameters import load_law
from analysis.model import claims
from analysis.model.claims import accident, scholarship
from analysis.model.projection import awards, mortality
from analysis.model.projection.plan import PROGRAMMES, Plan, Values
from analysis.quantity import Quantity
from analysis.scenario.regions import region_pack
from analysis.scenario.schema import Scenario

KINDS = ("late", "early", "healed", "disabled", "dead")
Table = dict[str, Any]  # name -> column: arrays (draw, year), or of a long table
DRAWN = (
    *("tenure_36_months_share", "selection_first_year_factor", "jkk_incidence_bpu_y"),
    *("jkk_death_share", "jkk_disability_share", "jkk_total_disability_share"),
    *("jkk_incapacity_months", "jkk_care_idr", "jkk_disability_degree"),
    *("claim_delay_months", "operating_levy_share", "scholarship_use_share"),
)
FIXED = (
    *(
        "bpu_wage_base_idr_m",
        "jkk_incapacity_full_months",
        "jkk_incapacity_later_share",
    ),
    *("jkk_periodic_idr", "jkk_funeral_idr", "jkk_death_wage_multiple"),
    *("jkm_lump_idr", "jkk_partial_disability_wage_multiple"),
    *("jkk_total_disability_wage_multiple", "jkk_cost_cv", "jkk_disability_cv"),
    *("jkm_death_idr", "jkm_early_death_idr", "jkm_early_months"),
    *("jkm_scholarship_min_months", "selection_shared_share"),
    "selection_national_share",
)


@dataclass(frozen=True)
class Inputs:
    """What is looked up: S segments, Y years, L school levels, K years since."""

    scenario: Scenario
    tariff: np.ndarray  # (S, 2) rupiah a month
    death_rate: np.ndarray  # (S, Y) of the population
    turnover: list[Quantity]
    selection: Quantity
    since: np.ndarray  # (S,) months of cover before the first, without end if unknown
    drawn: dict[str, Quantity]
    fixed: dict[str, float]
    enrolled: list[Quantity]
    scholarship: dict[str, np.ndarray]  # (S, Y, L + 1, K) rupiah
    left: dict[str, np.ndarray]  # (S, Y, L + 1, K) its present value after k years
    value: dict[str, np.ndarray]  # (S, Y, L + 1) its present value at the event
    base_idr: float  # budget of the year before the first

    @property
    def years(self) -> int:
        """Return the number of years."""
        return self.scenario.years


def inputs(scenario: Scenario) -> Inputs:
    """Return what law and tables fix; stop where this model does not fit."""
    law = load_law(scenario.law.variant, scenario.law.overrides)
    plan = Plan(scenario, law, region_pack(scenario.region))
    month = plan.months[-1]
    tariff = plan.unit_tariff.astype(float)
    same = (tariff == tariff[:, :, :1, :1]).all() and plan.funded.all()
    if not same or scenario.budget.ceiling or plan.wage_based.any():
        raise ValueError("the plain model knows flat tariffs and no ceiling only")
    flows = awards.flows(plan, Values())
    discount_y = float(law.quantity("discount_rate_y", plan.months[0]).central)
    return Inputs(
        scenario=scenario,
        tariff=tariff[:, :, 0, 0],
        death_rate=mortality.population_rates(plan),
        turnover=[law.turnover_y(slug, plan.months[0]) for slug in plan.slugs],
        selection=law.quantity("selection_factor", month),
        since=np.array([_since(plan, slug) for slug in plan.slugs]),
        drawn={name: law.quantity(name, month) for name in DRAWN},
        fixed={name: float(law.value(name, month)) for name in FIXED},
        enrolled=[
            law.quantity(f"scholarship_enrolled_{level}_share", month)
            for level in SCHOOL_LEVELS
        ],
        scholarship={name: flows[name].idr for name in PROGRAMMES},
        left={name: _left(flows[name].idr, discount_y) for name in PROGRAMMES},
        value={
            name: scholarship.present_value(flows[name].idr, discount_y)
            for name in PROGRAMMES
        },
        base_idr=float(scenario.budget.base_idr[scenario.first_year - 1].central),
    )


def _left(flow: np.ndarray, discount_y: float) -> np.ndarray:
    """Return what is still to come at each year's end, at present value."""
    left = np.zeros_like(flow)
    for k in reversed(range(flow.shape[-1] - 1)):
        left[..., k] = (left[..., k + 1] + flow[..., k + 1]) / (1 + discount_y)
    return left


def _since(plan: Plan, slug: str) -> float:
    since = plan.scenario.segments[slug].since
    if since is None:
        return np.inf
    year, month = map(int, since.split("-"))
    return 12 * (plan.years.start - year) + 1 - month


class Parameters:
    """The uncertain numbers of a run, a column a draw."""

    def __init__(self, known: Inputs, rng: np.random.Generator) -> None:
        self.known, self._rng = known, rng
        self.size = known.scenario.draws
        self.of = {name: self.draw(q) for name, q in known.drawn.items()}
        mean, sd = (float(number) for number in known.selection.numbers)
        self._mean, fixed = mean, known.fixed
        nation, rest = claims.shared_and_own_cv(
            sd / mean, fixed["selection_national_share"]
        )
        place, self._own = claims.shared_and_own_cv(
            rest, fixed["selection_shared_share"]
        )
        self._shared = self._factor(nation) * self._factor(place)

    def draw(self, quantity: Quantity) -> np.ndarray:
        """Return draws of a quantity."""
        return quantity.draws(self._rng.random(self.size))

    def _factor(self, cv: float) -> np.ndarray:
        return self._rng.gamma(cv**-2, cv**2, self.size)

    def selection(self) -> np.ndarray:
        """Return the selection of one segment."""
        return self._mean * self._shared * self._factor(self._own)


def people(known: Inputs, drawn: Parameters, s: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the eligible (draw, year), and people (draw, month) of a segment."""
    segment = list(known.scenario.segments.values())[s]
    eligible = drawn.draw(segment.eligible)
    members = np.round(drawn.draw(segment.members))
    growth = drawn.draw(segment.eligible_growth_y)
    if segment.members == segment.eligible:
        eligible = members
    grown = eligible[:, None] * (1 + growth[:, None]) ** np.arange(known.years)
    wanted = np.repeat(members[:, None], known.years, axis=1)
    if segment.path.kind == "target":
        goal = drawn.draw(segment.path.coverage)
        reached = segment.path.year - known.scenario.first_year + 1
        start = members / eligible
        for year in range(known.years):
            part = min(year + 1, reached) / reached
            wanted[:, year] = (start + (goal - start) * part) * grown[:, year]
    most = np.floor(drawn.draw(segment.verified_share)[:, None] * grown)
    counted = np.minimum(np.floor(wanted + 0.5), most)
    return np.floor(grown + 0.5), np.repeat(counted, 12, axis=1)


def tenure(
    known: Inputs, drawn: Parameters, s: int, month: np.ndarray
) -> dict[str, np.ndarray]:
    """Return member-months by year: early, new, qualifying; (draw, year)."""
    leaves = 1 - (1 - drawn.draw(known.turnover[s])) ** (1 / 12)
    segment = list(known.scenario.segments.values())[s]
    before = np.round(np.full(drawn.size, float(segment.members.central)))
    there = np.column_stack([before, month])
    stayed = np.minimum(1 - leaves[:, None], there[:, 1:] / there[:, :-1])
    product = np.cumprod(stayed, axis=1)
    number = np.arange(1, month.shape[1] + 1)

    def in_for(months: int, start_share: np.ndarray) -> np.ndarray:
        found = before[:, None] * product * start_share
        later = month[:, :-months] * product[:, months:] / product[:, :-months]
        found[:, months:] = later
        return found

    waiting = int(known.fixed["jkm_early_months"])
    minimum = int(known.fixed["jkm_scholarship_min_months"])
    old = in_for(waiting, known.since[s] + number - 1 >= waiting)
    year_in = in_for(12, known.since[s] + number - 1 >= 12)
    if np.isfinite(known.since[s]):
        share = 1.0 * (known.since[s] + number - 1 >= minimum)
    else:
        grown = np.minimum(1, number / minimum)
        share = grown + (1 - grown) * drawn.of["tenure_36_months_share"][:, None]
    early = np.maximum(month - old, 0)
    found = {
        "early": early,
        "new": np.maximum(month - year_in, 0),
        "qualifying": np.minimum(in_for(minimum, share), month - early),
    }
    return {name: _yearly(one) for name, one in found.items()}


def _yearly(month: np.ndarray) -> np.ndarray:
    return month.reshape(len(month), -1, 12).sum(-1)


def costs(drawn: Parameters) -> dict[str, np.ndarray]:
    """Return rupiah per event, (draw,)."""
    fixed, of = drawn.known.fixed, drawn.of
    wage = fixed["bpu_wage_base_idr_m"]
    lost = accident.incapacity_idr(
        of["jkk_incapacity_months"],
        wage,
        fixed["jkk_incapacity_full_months"],
        fixed["jkk_incapacity_later_share"],
    )
    lump = max(fixed["jkk_death_wage_multiple"] * wage, fixed["jkm_lump_idr"])
    return {
        "care": of["jkk_care_idr"] + lost,
        "work_death": np.full(
            drawn.size, lump + fixed["jkk_periodic_idr"] + fixed["jkk_funeral_idr"]
        ),
        "total": of["jkk_total_disability_share"],
        "disability": accident.disability_idr(
            wage,
            total_share=of["jkk_total_disability_share"],
            degree=of["jkk_disability_degree"],
            partial_multiple=fixed["jkk_partial_disability_wage_multiple"],
            total_multiple=fixed["jkk_total_disability_wage_multiple"],
            periodic_idr=fixed["jkk_periodic_idr"],
        ),
    }


def exposures(known: Inputs, drawn: Parameters, s: int) -> dict[str, np.ndarray]:
    """Return what the claims of a segment rest on, each (draw, year)."""
    eligible, month = people(known, drawn, s)
    months, parts = _yearly(month), tenure(known, drawn, s, month)
    factor = drawn.of["selection_first_year_factor"][:, None]
    late = months - parts["early"]
    rate = drawn.selection()[:, None] * known.death_rate[s]
    rate = rate * (1 + (factor - 1) * parts["new"] / np.maximum(months, 1))
    accidents = months / 12 * drawn.of["jkk_incidence_bpu_y"][:, None]
    dead = accidents * drawn.of["jkk_death_share"][:, None]
    disabled = accidents * drawn.of["jkk_disability_share"][:, None]
    return {
        "eligible": eligible,
        "members_end": month.reshape(len(month), -1, 12)[..., -1],
        "months": months,
        "contributions_jkk": months * known.tariff[s, 0],
        "contributions_jkm": months * known.tariff[s, 1],
        "qualifying": parts["qualifying"] / np.maximum(late, 1),
        "mean_late": late / 12 * rate,
        "mean_early": parts["early"] / 12 * rate,
        "mean_healed": np.maximum(accidents - dead - disabled, 0),
        "mean_disabled": disabled,
        "mean_dead": dead,
    }


def weights(drawn: Parameters) -> np.ndarray:
    """Return share enrolled x share drawn by school level, (level, draw)."""
    use = drawn.of["scholarship_use_share"]
    return np.stack([*(use * drawn.draw(q) for q in drawn.known.enrolled), use])


def chance(known: Inputs, cell: Table, rng: np.random.Generator) -> Table:
    """Return the events of cells, what they cost, drawn and expected, and awards."""
    found: Table = {
        kind: rng.poisson(cell[f"mean_{kind}"]).astype(float) for kind in KINDS
    }
    hurt = found["healed"] + found["disabled"] + found["dead"]
    care_cv2, disability_cv2 = (
        known.fixed[f"jkk_{name}_cv"] ** 2 for name in ("cost", "disability")
    )
    care = rng.standard_gamma(hurt / care_cv2) * care_cv2
    disability = rng.standard_gamma(found["disabled"] / disability_cv2) * disability_cv2
    found["hurt"] = hurt
    found["cost_jkk"] = (
        care * cell["care"]
        + disability * cell["disability"]
        + found["dead"] * cell["work_death"]
    )
    found["mean_cost_jkk"] = (
        (cell["mean_healed"] + cell["mean_disabled"] + cell["mean_dead"]) * cell["care"]
        + cell["mean_disabled"] * cell["disability"]
        + cell["mean_dead"] * cell["work_death"]
    )
    full, reduced = known.fixed["jkm_death_idr"], known.fixed["jkm_early_death_idr"]
    for mean, of in (("", found), ("mean_", cell)):
        late, early, dead, disabled = (
            of[mean + kind] for kind in ("late", "early", "dead", "disabled")
        )
        found[f"{mean}awards_jkk"] = dead + disabled * cell["total"]
        found[f"{mean}awards_jkm"] = late * cell["qualifying"]
        found[f"{mean}cost_jkm"] = late * full + early * reduced
    return found


def scholarships(
    known: Inputs, level: np.ndarray, s: int, name: str, cell: Table
) -> Table:
    """Return what a segment's awards cost in all, and what is paid each year."""
    idr, left = known.scholarship[name][s], known.left[name][s]
    awarded, award = cell[f"awards_{name}"], level.T @ idr.sum(-1).T
    paid, owed_pv = np.zeros_like(awarded), np.zeros_like(awarded)
    for year in range(known.years):
        events = awarded[:, year] * level
        for since in range(min(idr.shape[-1], known.years - year)):
            paid[:, year + since] += idr[year, :, since] @ events
            owed_pv[:, year + since] += left[year, :, since] @ events
    return {
        f"award_{name}": awarded * award,
        f"mean_award_{name}": cell[f"mean_awards_{name}"] * award,
        f"mean_value_{name}": cell[f"mean_awards_{name}"]
        * (level.T @ known.value[name][s].T),
        f"scholarship_{name}": paid,
        f"owed_pv_{name}": owed_pv,
    }
