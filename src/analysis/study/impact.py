"""What an assumption moves: one at a time, from low to high, on the central path.

Everything else stays as the scenario has it. No chance enters, so the same question
always has the same answer; only what the central path cannot show (how wide a range
is) is asked of draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from analysis.law.dated import Law
from analysis.law.parameters import load_law
from analysis.law.reading import Entry
from analysis.law.segments import Profile
from analysis.model.projection import central, project
from analysis.quantity import Quantity
from analysis.scenario.load import parse_scenario
from analysis.scenario.schema import Scenario

DRAWS = 2000
PROFILE = "profiles."
# which variables belong to which group of results
ACTS_ON: dict[str, tuple[str, ...]] = {
    "people": (
        *("eligible", "members_end", "members_mean", "people_left_out"),
        *("funded_member_months", "active_member_months", "exposure_member_months"),
    ),
    "bill": ("contributions_idr", "uncut_bill_idr", "spreadsheet_bill_idr"),
    "claims": (
        *("deaths", "accidents", "claims_idr", "claims_incurred_idr"),
        *("claims_outstanding_idr", "benefit_commitments_idr"),
        *("benefit_commitments_pv_idr", "balancing_tariff_idr_m"),
    ),
    "budget": ("base_idr", "ceiling_idr"),
}
# what is compared, each over all years of the scenario
MEASURES = (
    "bill",  # of the general APBD, after the ceiling
    "claims",  # incurred: what the deaths and accidents of the years cost in all
    "coverage",  # share of the eligible insured at the end of the last year
    "cut",  # largest share of a year's bill that does not fit under the ceiling
    "burden",  # bill as a share of the base, mean of the years
    "paid",  # claims paid in the years, scholarships of earlier deaths among them
    "owed",  # scholarships awarded and not yet paid at the end, present value
    "tariff",  # what would balance the fund, mean of the years
    "breach",  # share of the horizon left when the ceiling is first broken
)
Outcome = Mapping[str, np.ndarray]
Changes = Mapping[str, Any]


@dataclass(frozen=True)
class Watched(Law):
    """A law that remembers which of its values were asked for."""

    read: set[tuple[str, str]] = field(default_factory=set, compare=False)

    def entry(self, name: str, month: str) -> Entry:
        """Return the value in force, and note its name and first month."""
        found = super().entry(name, month)
        self.read.add((name, found.from_month))
        return found

    def profile(self, name: str) -> Profile:
        """Return a profile, and note its name."""
        found = super().profile(name)
        self.read.add((PROFILE + found.slug, ""))
        return found


@dataclass(frozen=True)
class Trial:
    """What one other value does in one scenario.

    ``changes``: measure (see ``MEASURES``) -> change, relative to the central path as
    it stands, of ``cut`` and ``breach`` the difference; ``acts``: the groups of results
    that moved.
    """

    scenario: str
    tried: Any
    changes: Mapping[str, float]
    acts: tuple[str, ...]

    @property
    def size(self) -> float:
        """Return the largest change, without its sign.

        The year of the first breach counts through the cut it needs.
        """
        return max(abs(x) for name, x in self.changes.items() if name != "breach")


class Bench:
    """One scenario on which values are tried: its central path is computed once."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario.model_copy(update={"draws": 0})
        self._memo: dict = {}

    @cached_property
    def law(self) -> Law:
        """Return the law of the scenario."""
        return _law(self.scenario)

    @cached_property
    def _watched(self) -> tuple[dict[str, np.ndarray], set[tuple[str, str]]]:
        law = Watched(**vars_of(self.law))
        found = central(self.scenario, law, self._memo)
        return found, law.read

    @property
    def path(self) -> dict[str, np.ndarray]:
        """Return the central path as it stands, variable -> (series, year)."""
        return self._watched[0]

    @cached_property
    def _drawn(self) -> tuple[float, set[tuple[str, str]]]:
        law = Watched(**vars_of(self.law))
        return self._width(law), law.read

    def reads(self, name: str, month: str = "") -> bool:
        """Say whether the central path or the draws ask for a law value at all."""
        return (name, month) in self._watched[1] | self._drawn[1]

    def trial(self, changes: Changes, tried: Any = None) -> Trial:
        """Return what ``changes`` do: keys of the scenario, of the law, of profiles."""
        scenario, law = self._changed(changes)
        other = central(scenario, law, self._memo)
        return Trial(
            self.scenario.name,
            tried,
            _differences(self._measures(self.path), self._measures(other)),
            acts_on(self.path, other),
        )

    def spread(self, changes: Changes) -> float:
        """Return the relative change of how far ten years' claims scatter."""
        _, law = self._changed(changes)
        return self._width(law) / self._drawn[0] - 1

    def _changed(self, changes: Changes) -> tuple[Scenario, Law]:
        law_keys = {key for key in changes if _is_law(key, self.law)}
        keys = {key: one for key, one in changes.items() if key not in law_keys}
        scenario = self.scenario
        if keys:
            scenario = parse_scenario(scenario.yaml_text(), **keys)
        law = _law(scenario) if keys else self.law
        for key in law_keys:
            law = with_value(law, key, changes[key])
        return scenario, law

    def _width(self, law: Law) -> float:
        """Return the 90-in-100 range of the claims incurred over all years, rupiah."""
        drawn = self.scenario.model_copy(update={"draws": DRAWS})
        draws = project(drawn, law, self._memo).draws
        total = draws.groupby("draw")["claims_incurred_idr"].sum()
        low, high = np.quantile(total, [0.05, 0.95])
        return float(high - low)

    def _measures(self, path: Outcome) -> dict[str, float]:
        payers = {funder.funder for funder in self.scenario.funding}
        years = self.scenario.years
        bill = path["contributions_idr"][len(payers)]  # all groups, the general APBD
        found = dict.fromkeys(MEASURES, 0.0) | {
            "bill": float(bill.sum()),
            "claims": float(path["claims_incurred_idr"][0].sum()),
            "paid": float(path["claims_idr"][0].sum()),
            "coverage": float(path["coverage_rate"][0, -1]),
            "owed": float(path["benefit_commitments_pv_idr"][0, -1]),
            "tariff": _mean(path["balancing_tariff_idr_m"][0]),
        }
        if "burden_share" in path:
            found["burden"] = _mean(path["burden_share"])
        if "required_cut_share" in path:
            cuts = np.nan_to_num(path["required_cut_share"].astype(float))
            found["cut"] = float(cuts.max())
            first = float(path["years_to_breach"].flat[0])
            found["breach"] = max(0.0, 1 - (first - 1) / years)
        return found


def impact(scenario: Scenario, name: str, *values: Any) -> list[Trial]:
    """Return what each of ``values`` of one assumption does to a scenario.

    ``name``: a law value (``jkk_cost_cv``, of one month ``jkk_cost_cv@2015-07``), a
    profile's cell (``profiles.kader.age_low``) or a key of the scenario; usually the
    low and the high end of its range, of a choice every value. Raises ScenarioError
    for a value the scenario cannot take.
    """
    bench = Bench(scenario)
    return [bench.trial({name: value}, value) for value in values]


def with_value(law: Law, key: str, value: Fraction | str) -> Law:
    """Return the law with one dated value, or one cell of a profile, replaced."""
    found = value if isinstance(value, str) else Quantity.exact(value)
    if key.startswith(PROFILE):
        _, slug, cell = key.split(".")
        changed = replace(law.profiles[slug], **{cell: found})
        return replace(law, profiles={**law.profiles, slug: changed})
    name, _, month = key.partition("@")
    parameter = law.parameters[name]
    dated = {entry.from_month: entry for entry in parameter.entries}
    plans = {entry.from_month: entry for entry in parameter.planned}
    months = [month] if month else [m for m, e in dated.items() if not e.overridden]
    for one in months:
        dated[one] = replace(dated.get(one) or plans[one], value=found)
    entries = tuple(dated[one] for one in sorted(dated))
    changed = replace(parameter, entries=entries)
    return replace(law, parameters={**law.parameters, name: changed})


def acts_on(before: Outcome, after: Outcome) -> tuple[str, ...]:
    """Return the groups of results in which two paths differ."""
    return tuple(
        area
        for area, names in ACTS_ON.items()
        if any(_differ(before.get(name), after.get(name)) for name in names)
    )


def expanded(changes: Changes, scenario: Scenario) -> dict[str, Any]:
    """Return ``changes`` with ``segments.*`` written out for every group."""
    found: dict[str, Any] = {}
    for key, value in changes.items():
        names = scenario.segment_names if "*" in key else [""]
        found |= {key.replace("*", name): value for name in names}
    return found


def vars_of(law: Law) -> dict[str, Any]:
    """Return the fields of a law by name."""
    return {name: getattr(law, name) for name in Law.__dataclass_fields__}


def _law(scenario: Scenario) -> Law:
    return load_law(scenario.law.variant, scenario.law.overrides)


def _is_law(key: str, law: Law) -> bool:
    """Say whether a key names a law value; a key of a scenario goes before it."""
    name, _, month = key.partition("@")
    if month or key.startswith(PROFILE):
        return True
    return name in law.parameters and name not in Scenario.model_fields


def _mean(by_year: np.ndarray) -> float:
    """Return the mean of the years that have a value, 0 without any."""
    known = by_year[~np.isnan(by_year)]
    return float(known.mean()) if known.size else 0.0


def _differ(one: np.ndarray | None, other: np.ndarray | None) -> bool:
    if one is None or other is None:
        return one is not other
    return not np.array_equal(one.astype(float), other.astype(float), equal_nan=True)


def _differences(
    before: Mapping[str, float], after: Mapping[str, float]
) -> dict[str, float]:
    """Return the change of every measure; what is a share of years is subtracted."""
    return {name: _change(name, before[name], after[name]) for name in MEASURES}


def _change(name: str, old: float, new: float) -> float:
    if name in ("cut", "breach"):
        return new - old
    return new / old - 1 if old else float(new != 0)
