"""Exposure by year against every cohort followed month by month, draw for draw."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.law.parameters import load_law
from analysis.model.draws import Stream
from analysis.model.projection import exposure, money, people
from analysis.model.projection.plan import Plan, Values
from analysis.scenario.load import parse_scenario
from analysis.scenario.regions import region_pack
from minimal import scenario_text
from oracle_claims import Law
from oracle_tenure import Month, tenures
from random_claims import with_claims
from random_scenarios import random_scenario, with_ranges

DRAWS, SEEDS = 3, range(10_000, 10_012)
HUNDRED = {
    "eligible": 150,
    "members": 100,
    "tariff": {"kind": "bpu"},
    "path": {"kind": "hold"},
}
UNEVEN = {"base_idr": {2026: 10**9}, "growth_y": {"normal": [0.02, 0.15]}}
DRAWN_PEOPLE = {
    "eligible": {"uniform": [80, 400]},
    "path": {"kind": "target", "year": 2029, "coverage": {"uniform": [0.2, 0.9]}},
}
GAPS = {"months": {"first": 3, "last": 8}}
WINDOW = {"window": [{"first": "2026-05", "last": "2028-03"}]}
BLOCKS = {"paid": {"every": 6, "covers": "arrears"}}
GROWING = {"path": {"kind": "schedule", "members": {"2026-04": 120, "2027-09": 150}}}
SHRINKING = {"path": {"kind": "schedule", "members": {"2026-04": 70, "2028-02": 8}}}
LEAVING = {"place": "leave", "renewal_y": {"uniform": [0.5, 0.9]}}
CASES = {
    "held": {},
    "since": {"since": "2024-06"},
    "growing": GROWING,
    "shrinking": SHRINKING | {"since": "2025-12"},
    "gaps": GAPS,
    "gaps, growing": GAPS | GROWING | {"since": "2025-10"},
    "window": WINDOW,
    "leaving": LEAVING,
    "drawn people": DRAWN_PEOPLE,
    "drawn people, gaps": DRAWN_PEOPLE | GAPS,
    "blocks": BLOCKS | SHRINKING,
    "blocks, gaps": BLOCKS | GAPS | LEAVING,
}
A_YEAR = {"jkm_scholarship_min_months": {"2015-07": 12}}  # later months are alike
ONLY_2026 = {"first": "2026-01", "last": "2026-12"}
NOTHING_FIRST = {"idr": {2026: 1, 2027: 30_000_000, 2028: 36_000_000}}


class Drawn(Values):
    """The numbers of a block of draws, kept by name."""

    def __init__(self, stream) -> None:
        super().__init__(stream)
        self.found = {}

    def of(self, quantity, name, year=""):
        self.found[name] = super().of(quantity, name, year)
        return self.found[name]

    def national(self, quantity, name):
        self.found[name] = super().national(quantity, name)
        return self.found[name]


def at(values, draw):
    return values[min(draw, len(values) - 1)]


def by_cohorts(fields, plan, values, people_, paid, draw):
    """Return sums of each segment and year for one draw, as (name, s, y) -> months."""
    _, entitled = exposure.rhythm(plan, people_, paid)
    dated = {
        name: {"2015-07": float(at(values.found[f"claims.{name}"], draw))}
        for name in ("tenure_resets_after_gap", "tenure_36_months_share")
    }
    own = (fields.get("law") or {}).get("overrides") or {}
    law = Law({"law": {"overrides": own | dated}})
    found = {}
    for s, slug in enumerate(plan.slugs):
        turnover = values.found.get(f"segments.{slug}.turnover_y")
        segment = fields["segments"][slug] | {
            "members": int(at(people_.start, draw)[s]),
            "turnover_y": None if turnover is None else float(at(turnover, draw)),
        }
        months = {
            (year, m + 1): Month(
                int(at(paid.people, draw)[s, y, m])
                if at(paid.funded, draw)[s, y, m]
                else None,
                int(at(entitled, draw)[s, y, m]),
            )
            for y, year in enumerate(plan.years)
            for m in range(12)
        }
        for (year, month), one in tenures(law, slug, segment, months).items():
            in_month = months[year, month].entitled
            add(found, one, (s, year - plan.years.start), entitled=in_month)
            benefit(found, law, one, (s, year, month), plan, in_month)
    return found


def add(found, one, key, *, entitled):
    for name, months in (
        ("entitled_m", entitled),
        ("early_m", one.early),
        ("first_year_m", one.first_year),
        ("qualifying_m", one.qualifying),
    ):
        found[(name, *key)] = found.get((name, *key), 0) + months


def benefit(found, law, one, key, plan, entitled):
    s, year, month = key
    late = entitled - one.early
    for name, months, amount in (
        ("late_idr", late, "jkm_death_idr"),
        ("early_idr", one.early, "jkm_early_death_idr"),
    ):
        where = (name, s, year - plan.years.start)
        found[where] = found.get(where, 0) + months * law(amount, (year, month))


def seen_of(fields, draws=0):
    """Return the exposure of a scenario, and what it is made of."""
    scenario = parse_scenario(scenario_text("random", fields), "random.yaml")
    law = load_law(scenario.law.variant, scenario.law.overrides)
    plan = Plan(scenario, law, region_pack(scenario.region))
    stream = Stream(scenario.seed, scenario.region, 0, draws) if draws else None
    values = Drawn(stream)
    uncut = people.uncut(plan, values)
    paid = money.pay(plan, values, uncut)
    seen = exposure.yearly(plan, values, uncut, paid)
    return seen, (plan, values, uncut, paid)


def disagreements(fields, draws=DRAWS):
    """Yield where a year's exposure is not the sum of its cohorts' months."""
    seen, (plan, values, *rest) = seen_of(fields, draws)
    for draw in range(draws):
        expected = by_cohorts(fields, plan, values, *rest, draw)
        for (name, s, y), months in expected.items():
            got = model(seen, name, draw)[s, y]
            if not np.isclose(got, months, rtol=1e-9, atol=1e-9 * size(name)):
                yield f"{name} {s} {plan.years[y]} draw {draw}: {got}, {months}"


def model(seen, name, draw):
    """Return (segment, year) of what the oracle sums."""
    entitled, early = at(seen.entitled_m, draw), at(seen.early_m, draw)
    return {
        "entitled_m": entitled,
        "early_m": early,
        "first_year_m": at(seen.first_year_share, draw) * entitled,
        "qualifying_m": at(seen.qualifying_share, draw) * (entitled - early),
        "late_idr": at(seen.full_benefit_idr, draw) * (entitled - early),
        "early_idr": at(seen.early_benefit_idr, draw) * early,
    }[name]


def size(name):
    return 1e8 if name.endswith("_idr") else 1.0


@pytest.mark.parametrize("seed", SEEDS)
def test_each_draw_of_a_random_scenario_is_its_cohorts(seed):
    fields = with_ranges(with_claims(random_scenario(seed), seed), seed)
    assert not list(disagreements(fields))[:10]


@pytest.mark.parametrize("rule", ["heads", "months", "priority", "arrears"])
@pytest.mark.parametrize("case", CASES)
def test_each_draw_is_its_cohorts_when_money_is_short_or_not(case, rule):
    fields = {
        "first_year": 2026,
        "years": 5,
        "segments": {"linmas": HUNDRED | CASES[case], "kader": HUNDRED},
        "budget": UNEVEN | {"ceiling": {"share": 0.035}, "when_short": rule},
        "law": {"overrides": A_YEAR},
    }
    assert not list(disagreements(fields))[:10]


@pytest.mark.parametrize("rule", ["months", "arrears"])
def test_each_draw_is_its_cohorts_where_nobody_is_paid_for_at_first(rule):
    fields = {
        "first_year": 2026,
        "years": 4,
        "segments": {"linmas": HUNDRED, "kader": HUNDRED | {"since": "2025-11"}},
        "budget": {
            "base_idr": {2026: 10**9},
            "ceiling": NOTHING_FIRST,
            "when_short": rule,
        },
        "law": {"overrides": A_YEAR},
    }
    assert not list(disagreements(fields))[:10]


@pytest.mark.parametrize("case", ["growing", "gaps, growing", "blocks", "drawn people"])
def test_law_that_changes_within_a_year_counts_by_month(case):
    changed = {
        "jkm_early_months": {"2015-07": 3, "2027-05": 2, "2030-10": 0},
        "jkm_scholarship_min_months": {"2015-07": 14, "2027-05": 12, "2030-03": 36},
        "jkm_death_idr": {"2015-07": 42_000_000, "2029-08": 85_000_000},
        "jkm_early_death_idr": {"2015-07": 10_000_000, "2029-06": 12_345_678},
    }
    fields = {
        "first_year": 2026,
        "years": 5,
        "segments": {"linmas": HUNDRED | CASES[case]},
        "law": {"overrides": changed},
    }
    assert not list(disagreements(fields))[:10]


def test_a_year_without_months_has_the_plain_mean_of_its_benefits():
    changed = {"jkm_death_idr": {"2015-07": 42_000_000, "2027-07": 85_000_000}}
    fields = {
        "first_year": 2026,
        "years": 2,
        "segments": {"linmas": HUNDRED | {"window": [ONLY_2026]}},
        "law": {"overrides": changed},
    }
    seen, _ = seen_of(fields)
    assert seen.full_benefit_idr[0, 0] == pytest.approx([42e6, 63.5e6])
    assert seen.entitled_m.tolist() == [[[1200, 0]]]
