"""Every key of a scenario moves a result or is named as descriptive; nothing else does.

The keys are read from the models, so a new one fails here until a change of it is
listed that some number of the results answers to.
"""

from __future__ import annotations

import typing
from copy import deepcopy

import pytest
from pydantic import BaseModel

from analysis.model.projection import project
from analysis.model.results import Results
from analysis.scenario.load import load_scenario, parse_scenario
from analysis.scenario.schema import Scenario
from minimal import scenario_text

BASE = {
    "title": {"id": "dasar", "en": "base"},
    "region": "3672",
    "first_year": 2027,
    "years": 4,
    "seed": 1,
    "segments": {
        "rt_rw": {
            "eligible": 400,
            "members": 200,
            "tariff": {"kind": "bpu"},
            "path": {"kind": "hold"},
        },
        "linmas": {
            "eligible": 100,
            "members": 50,
            "tariff": {"kind": "pu", "reported_wage": "umk"},
            "path": {"kind": "hold"},
        },
    },
}
LINE = {"budget.ceiling": {"idr": {2027: 30_000_000}}}
GROWING = {"segments.rt_rw.path": {"kind": "schedule", "members": {2027: 300}}}
TARGET = {
    "segments.rt_rw.path": {
        "kind": "target",
        "coverage": 0.9,
        "year": 2029,
        "of": {
            "name": {"id": "angkatan kerja", "en": "labour force"},
            "people": 400,
            "growth_y": 0.02,
        },
    }
}
TREND = {
    "segments.rt_rw.path": {
        "kind": "trend",
        "model": "mixture",
        "history": {"2024-12": 100, "2025-12": 150},
    }
}
HALF = {"segments.rt_rw.months": {"first": 4, "last": 9, 2028: {"first": 1, "last": 8}}}
DECIDED = {
    **GROWING,
    "decision": {
        "date": "2026-05-01",
        "instrument": "perwali",
        "instrument_date": "2026-06-01",
    },
}
UNSIGNED = {
    **GROWING,
    "draws": 50,
    "decision": {
        "date": "2026-05-01",
        "instrument": "perwali",
        "instrument_hazard_y": 0.5,
    },
}
LEAVING = {"segments.linmas.exits": [{"kind": "pppk", "year": 2028, "share": 0.5}]}
OPEN = {"segments.rt_rw.window": {"first": "2028-02", "last": "2028-07"}}
SELF_PAID = {
    **LINE,
    "segments.rt_rw.path": {"kind": "schedule", "members": {2028: 250}},
    "segments.rt_rw.self_paid": {"people": 20, "crowd_out": 0.5, "take_over": 0.1},
}
AGES = {"male_share": 0.5, "ages": {"18-39": 0.5, "40-59": 0.5}}
OWN_AGES = {"segments.rt_rw.profile": AGES}
CSR = {
    "funding": [{"funder": "csr", "ceiling_idr_y": 5_000_000, "segments": ["rt_rw"]}]
}
WITH_BASE = {"budget.base_idr": {2027: 10**12}}
SHOCK = {
    **WITH_BASE,
    "shocks": [{"kind": "transfer_cut", "year": 2028, "size": -0.2, "share": 0.5}],
}
SPREAD = {"segments.rt_rw.members": {"uniform": [100, 300]}, "draws": 20}
LAW = {"law.overrides": {"bpu_jkm_idr_m": {"2028-01": 9_000}}}

# key -> (what both scenarios say, what one of them says besides)
MOVES: dict[str, tuple[dict, dict]] = {
    "Scenario.region": ({}, {"region": "3673"}),
    "Scenario.first_year": ({}, {"first_year": 2028}),
    "Scenario.years": ({}, {"years": 3}),
    "Scenario.draws": ({}, {"draws": 10}),
    "Scenario.seed": (SPREAD, {"seed": 2}),
    "Scenario.wage_growth_y": ({}, {"wage_growth_y": 0.1}),
    "Scenario.segments": ({}, {"segments.kader": BASE["segments"]["rt_rw"]}),
    "Scenario.decision": (GROWING, {"decision": {"date": "2026-10-01"}}),
    "Scenario.budget": ({}, LINE),
    "Scenario.funding": ({}, CSR),
    "Scenario.law": ({}, {"law": {"variant": "planned"}}),
    "Scenario.shocks": (WITH_BASE, SHOCK),
    "Decision.date": (DECIDED, {"decision.date": "2026-10-01"}),
    "Decision.instrument_date": (DECIDED, {"decision.instrument_date": "2028-01-01"}),
    "Decision.instrument_hazard_y": (UNSIGNED, {"decision.instrument_hazard_y": 5}),
    "Budget.base_idr": ({}, WITH_BASE),
    "Budget.growth_y": (WITH_BASE, {"budget.growth_y": 0.1}),
    "Budget.ceiling": ({}, LINE),
    "Budget.when_short": (LINE, {"budget.when_short": "months"}),
    "Budget.revised": (
        {**GROWING, "decision": {"date": "2027-05-01"}},
        {"budget.revised": True},
    ),
    "Budget.priority": (
        {
            **LINE,
            "budget.when_short": "priority",
            "budget.priority": ["rt_rw", "linmas"],
        },
        {"budget.priority": ["linmas", "rt_rw"]},
    ),
    "Budget.protect": (LINE, {"budget.protect": ["linmas"]}),
    "Ceiling.idr": (LINE, {"budget.ceiling": {"idr": {2027: 20_000_000}}}),
    "Ceiling.share": (
        {"budget.base_idr": {2027: 10**9}, "budget.ceiling": {"share": 0.03}},
        {"budget.ceiling": {"share": 0.04}},
    ),
    "Funder.funder": (
        CSR,
        {"funding": [{**CSR["funding"][0], "funder": "provinsi"}]},
    ),
    "Funder.ceiling_idr_y": (
        CSR,
        {"funding": [{**CSR["funding"][0], "ceiling_idr_y": 6_000_000}]},
    ),
    "Funder.segments": (
        CSR,
        {"funding": [{**CSR["funding"][0], "segments": ["linmas"]}]},
    ),
    "LawChoice.variant": ({}, {"law.variant": "planned"}),
    "LawChoice.overrides": ({}, LAW),
    "Shock.year": (SHOCK, {"shocks": [{**SHOCK["shocks"][0], "year": 2029}]}),
    "Shock.size": (SHOCK, {"shocks": [{**SHOCK["shocks"][0], "size": -0.3}]}),
    "Shock.share": (SHOCK, {"shocks": [{**SHOCK["shocks"][0], "share": 0.6}]}),
    "Segment.target_people": ({}, {"segments.rt_rw.target_people": 500}),
    "Segment.eligible": ({}, {"segments.rt_rw.eligible": 410}),
    "Segment.eligible_growth_y": ({}, {"segments.rt_rw.eligible_growth_y": 0.1}),
    "Segment.members": ({}, {"segments.rt_rw.members": 210}),
    "Segment.since": ({}, {"segments.rt_rw.since": "2026-11"}),
    "Segment.tariff": (
        {},
        {"segments.rt_rw.tariff": {"kind": "pu", "reported_wage": 2_000_000}},
    ),
    "Segment.path": ({}, GROWING),
    "Segment.months": ({}, HALF),
    "Segment.paid": ({}, {"segments.rt_rw.paid": {"every": 6, "covers": "arrears"}}),
    "Segment.verified_share": (GROWING, {"segments.rt_rw.verified_share": 0.6}),
    "Segment.place": (
        {"segments.rt_rw.renewal_y": 0.8},
        {"segments.rt_rw.place": "leave"},
    ),
    "Segment.renewal_y": (
        {"segments.rt_rw.place": "leave"},
        {"segments.rt_rw.renewal_y": 0.8},
    ),
    "Segment.turnover_y": ({}, {"segments.rt_rw.turnover_y": 0.4}),
    "Segment.exits": ({}, LEAVING),
    "Segment.window": ({}, OPEN),
    "Segment.self_paid": ({}, SELF_PAID),
    "Segment.profile": ({}, OWN_AGES),
    "Tariff.kind": (
        {},
        {"segments.linmas.tariff": {"kind": "bpu"}},
    ),
    "Tariff.reported_wage": (
        {},
        {"segments.linmas.tariff": {"kind": "pu", "reported_wage": 1_000_000}},
    ),
    "Tariff.risk_group": ({}, {"segments.linmas.tariff.risk_group": 3}),
    "Hold.kind": ({}, GROWING),
    "Schedule.kind": (GROWING, {"segments.rt_rw.path": {"kind": "hold"}}),
    "Schedule.members": (GROWING, {"segments.rt_rw.path.members": {2027: 310}}),
    "Target.kind": (TARGET, {"segments.rt_rw.path": {"kind": "hold"}}),
    "Target.coverage": (TARGET, {"segments.rt_rw.path.coverage": 0.8}),
    "Target.year": (TARGET, {"segments.rt_rw.path.year": 2028}),
    "Target.of": (
        TARGET,
        {"segments.rt_rw.path": {"kind": "target", "coverage": 0.9, "year": 2029}},
    ),
    "Denominator.people": (TARGET, {"segments.rt_rw.path.of.people": 390}),
    "Denominator.growth_y": (TARGET, {"segments.rt_rw.path.of.growth_y": -0.05}),
    "Trend.kind": (TREND, {"segments.rt_rw.path": {"kind": "hold"}}),
    "Trend.model": (TREND, {"segments.rt_rw.path.model": "random_walk", "draws": 20}),
    "Trend.history": (TREND, {"segments.rt_rw.path.history": {"2025-12": 20}}),
    "Months.first": (HALF, {"segments.rt_rw.months.first": 5}),
    "Months.last": (HALF, {"segments.rt_rw.months.last": 10}),
    "Months.by_year": (HALF, {"segments.rt_rw.months": {"first": 4, "last": 9}}),
    "MonthSpan.first": (HALF, {"segments.rt_rw.months.2028": {"first": 2, "last": 8}}),
    "MonthSpan.last": (HALF, {"segments.rt_rw.months.2028": {"first": 1, "last": 7}}),
    "Paid.every": (
        {"segments.rt_rw.paid": {"every": 3, "covers": "arrears"}},
        {"segments.rt_rw.paid.every": 12},
    ),
    "Paid.covers": (
        {"segments.rt_rw.paid": {"every": 6, "covers": "advance"}},
        {"segments.rt_rw.paid.covers": "arrears"},
    ),
    "Exit.kind": (
        LEAVING,
        {"segments.linmas.exits": [{"kind": "phk", "year": 2028, "share": 0.5}]},
    ),
    "Exit.year": (
        LEAVING,
        {"segments.linmas.exits": [{"kind": "pppk", "year": 2029, "share": 0.5}]},
    ),
    "Exit.share": (
        LEAVING,
        {"segments.linmas.exits": [{"kind": "pppk", "year": 2028, "share": 0.4}]},
    ),
    "Exit.insurer": (
        LEAVING,
        {
            "segments.linmas.exits": [
                {"kind": "pppk", "year": 2028, "share": 0.5, "insurer": "bpjs_tk"}
            ]
        },
    ),
    "Window.first": (OPEN, {"segments.rt_rw.window.first": "2028-03"}),
    "Window.last": (OPEN, {"segments.rt_rw.window.last": "2028-08"}),
    "SelfPaid.people": (SELF_PAID, {"segments.rt_rw.self_paid.people": 30}),
    "SelfPaid.crowd_out": (SELF_PAID, {"segments.rt_rw.self_paid.crowd_out": 0.2}),
    "SelfPaid.take_over": (SELF_PAID, {"segments.rt_rw.self_paid.take_over": 0.9}),
    "OwnProfile.male_share": (OWN_AGES, {"segments.rt_rw.profile.male_share": 0.8}),
    "OwnProfile.ages": (
        OWN_AGES,
        {"segments.rt_rw.profile": {**AGES, "ages": {"18-39": 1}}},
    ),
}
MARK = {"low": 190, "high": 210, "why": {"id": "kira-kira", "en": "a guess"}}
MARKED = {"assumed": {"segments.rt_rw.members": MARK}}
# keys that describe: what they say besides moves no number of the projection
DESCRIBES: dict[str, tuple[dict, dict]] = {
    "Scenario.name": ({}, {"name": "another"}),
    "Scenario.title": ({}, {"title": {"id": "lain", "en": "other"}}),
    "Scenario.why": ({}, {"why": {"id": "lain", "en": "other"}}),
    # the range of a mark is read by the studies of uncertainty, not by the projection
    "Scenario.assumed": ({}, MARKED),
    "Assumed.low": (MARKED, {"assumed": {"segments.rt_rw.members": MARK | {"low": 1}}}),
    "Assumed.high": (
        MARKED,
        {"assumed": {"segments.rt_rw.members": MARK | {"high": 390}}},
    ),
    "Assumed.why": (
        MARKED,
        {"assumed": {"segments.rt_rw.members": MARK | {"why": {"id": "a", "en": "b"}}}},
    ),
    # which instrument it is changes no month, only its date does
    "Decision.instrument": (DECIDED, {"decision.instrument": "perda"}),
    # what the figures of base_idr are: read where every base is shown beside the others
    "Budget.base": (WITH_BASE, {"budget.base": "pad"}),
    "Segment.label": ({}, {"segments.rt_rw.label": {"id": "lain", "en": "other"}}),
    "Denominator.name": (
        TARGET,
        {"segments.rt_rw.path.of.name": {"id": "lain", "en": "other"}},
    ),
    "Bilingual.id": ({}, {"title": {"id": "lain", "en": "base"}}),
    "Bilingual.en": ({}, {"title": {"id": "dasar", "en": "other"}}),
}
ONE_VALUE = {
    "Scenario.schema_version": "there is one form of the file",
    "Scenario.extends": "what a parent gave is written out before anything is computed",
    "Shock.kind": "there is one kind",
}


def models_of(annotation) -> set[type[BaseModel]]:
    """Models an annotation speaks of, and the models of their fields."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = annotation.model_fields.values()
        return {annotation}.union(*(models_of(field.annotation) for field in fields))
    return set().union(*map(models_of, typing.get_args(annotation)))


KEYS = {
    f"{model.__name__}.{name}"
    for model in models_of(Scenario)
    for name in model.model_fields
}


def laid_over(fields: dict, changes: dict) -> dict:
    """``fields`` with values set by dotted key; a year is written as a number."""
    found = deepcopy(fields)
    for path, value in changes.items():
        *above, last = [int(key) if key.isdecimal() else key for key in path.split(".")]
        place = found
        for key in above:
            place = place.setdefault(key, {})
        place[last] = deepcopy(value)
    return found


def results_of(*changes: dict) -> Results:
    fields = BASE
    for change in changes:
        fields = laid_over(fields, change)
    return project(parse_scenario(scenario_text(fields.get("name", "base"), fields)))


def numbers(results: Results):
    return results.table.drop(columns=["scenario", "region"]).reset_index(drop=True)


def test_every_key_is_listed_once():
    listed = [*MOVES, *DESCRIBES, *ONE_VALUE]
    assert sorted(listed) == sorted(KEYS)


@pytest.mark.parametrize("key", MOVES)
def test_a_key_moves_a_result(key):
    both, besides = MOVES[key]
    before, after = numbers(results_of(both)), numbers(results_of(both, besides))
    assert not before.equals(after)


@pytest.mark.parametrize("key", DESCRIBES)
def test_a_description_moves_nothing(key):
    both, besides = DESCRIBES[key]
    both = {"draws": 5, **both}
    before, after = results_of(both), results_of(both, besides)
    assert before.scenario != after.scenario
    assert numbers(before).equals(numbers(after))
    assert before.draws.equals(after.draws)


def test_a_change_of_nothing_moves_nothing():
    written = {"draws": 200, "wage_growth_y": "0.05", "budget.when_short": "heads"}
    first = project(load_scenario("cilegon-baseline", draws=200))
    second = project(load_scenario("cilegon-baseline", **written))
    assert numbers(first).equals(numbers(second))
    for name, values in first.draws.items():
        assert values.equals(second.draws[name]), name
