"""People only move for a reason: path, exits, renewal, gate, money; in every draw."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.law.parameters import load_law
from analysis.model.draws import Stream
from analysis.model.enrolment import members_end
from analysis.model.projection import money, people, project
from analysis.model.projection.plan import Plan, Values
from analysis.scenario.load import parse_scenario
from analysis.scenario.regions import region_pack
from minimal import scenario_text
from random_scenarios import REGION, random_scenario, with_ranges

DRAWS = 30
SEEDS = range(40)
CUTS = ("heads", "months", "priority", "arrears")


def parsed(fields, **changes):
    text = scenario_text("random", {**fields, **changes})
    return parse_scenario(text, "random.yaml")


def in_draws(fields):
    """Return the plan, and people and money of ``DRAWS`` draws, by segment and month.

    ``uncut`` and ``after`` are (draw, segment, year, month), ``listed`` the months the
    plan funds, ``kept`` those left after the ceiling.
    """
    scenario = parsed(fields)
    law = load_law(scenario.law.variant, scenario.law.overrides)
    plan = Plan(scenario, law, region_pack(scenario.region))
    values = Values(Stream(scenario.seed, scenario.region, 0, DRAWS))
    uncut = people.uncut(plan, values)
    paid = money.pay(plan, values, uncut)
    shape = np.broadcast_shapes(uncut.people.shape, paid.people.shape)
    return SimpleNamespace(
        plan=plan,
        uncut=np.broadcast_to(uncut.people, shape),
        after=np.broadcast_to(paid.people, shape),
        listed=np.broadcast_to(plan.funded, shape),
        kept=np.broadcast_to(paid.funded, shape),
        by_segment=uncut.by_segment,
        money=paid,
    )


@pytest.fixture(scope="module", params=SEEDS)
def run(request):
    return in_draws(with_ranges(random_scenario(20_000 + request.param), request.param))


def funnel(run, name):
    return people.stack([one.funnel[name] for one in run.by_segment])


def test_members_are_at_most_the_verified_eligible(run):
    verified = funnel(run, "verified_people")[..., None]
    assert (run.after >= 0).all()
    assert (run.after <= run.uncut).all()
    assert (run.uncut <= verified).all()


def test_each_step_of_the_funnel_is_at_most_the_one_before(run):
    names = ("target_people", "verified_people", "planned_mean", "opened_mean")
    steps = [funnel(run, name) for name in (*names, "budgeted_mean")]
    for wide, narrow in pairwise(steps):
        assert (narrow <= wide + 1e-9).all()
    assert np.allclose(steps[-1], run.uncut.mean(-1))


def test_nobody_is_counted_where_the_plan_funds_no_month(run):
    assert (run.uncut[~run.listed] == 0).all()
    assert (run.after[~run.kept] == 0).all()
    assert (run.listed >= run.kept).all()


def test_members_at_the_end_are_those_of_the_last_month_on_the_list(run):
    owing = run.money.arrears is not None
    months, funded = (run.uncut, run.listed) if owing else (run.after, run.kept)
    end = np.zeros(months.shape[:-1], int)
    for month in range(12):
        end = np.where(funded[..., month], months[..., month], end)
    whole = SimpleNamespace(people=run.uncut)
    found = members_end(*run.money.listed(whole, run.plan))
    assert (found == end).all()


def test_within_a_year_people_move_only_at_a_named_month_or_the_gate(run):
    plan = run.plan
    gates = plan.gates(Values(Stream(plan.scenario.seed, REGION, 0, DRAWS)))
    opening = {plan.months[gate] for gate in gates if 0 <= gate < len(plan.months)}
    for index, segment in enumerate(plan.scenario.segments.values()):
        reasons = opening | set(getattr(segment.path, "members", {}))
        months = run.uncut[:, index].reshape(len(run.uncut), -1)
        listed = run.listed[:, index].reshape(len(run.uncut), -1)
        for at in range(1, months.shape[1]):
            both = listed[:, at] & listed[:, at - 1]
            if at % 12 and plan.months[at] not in reasons:
                assert (months[both, at] == months[both, at - 1]).all()


def test_a_cut_takes_people_or_months_by_its_own_rule(run):
    how = run.plan.scenario.budget.when_short
    if how in ("heads", "priority"):
        assert (run.kept == run.listed).all()
        cap = run.after.max(-1, keepdims=True)
        cut = (run.after < run.uncut).any(-1, keepdims=True)
        capped = np.where(cut, np.minimum(run.uncut, cap), run.uncut)
        assert (run.after == capped).all()
    else:
        assert (run.after == run.uncut * run.kept).all()
        gone = run.listed & ~run.kept
        # once a month is gone all later ones of the year are
        later = np.logical_or.accumulate(gone, -1)
        assert not (later & run.kept).any()


def test_protected_segments_are_never_cut(run):
    protected = run.plan.protected
    assert (run.after[:, protected] == run.uncut[:, protected]).all()
    assert (run.kept[:, protected] == run.listed[:, protected]).all()
    if run.money.arrears is not None:
        assert run.money.arrears.on_time[:, protected].all()
        assert (run.money.arrears.debt_idr[:, protected] == 0).all()


@given(
    members=st.integers(0, 5000),
    shares=st.lists(st.sampled_from((0.0, 0.1, 0.333, 0.5)), max_size=4),
    renewal=st.sampled_from((0, 0.5, 0.95, 1)),
    place=st.sampled_from(("refill", "leave")),
    others=st.booleans(),
)
@settings(max_examples=60)
def test_who_is_there_at_the_start_stays_moves_or_is_not_renewed(
    members, shares, renewal, place, others
):
    kind = "pppk" if not others else "pensiun"
    exits = [
        {"kind": kind, "year": 2026 + n // 2, "share": s} for n, s in enumerate(shares)
    ]
    segment = {
        "eligible": 10_000,
        "members": members,
        "tariff": {"kind": "bpu"},
        "path": {"kind": "hold"},
        "exits": exits,
        "place": place,
        "renewal_y": renewal,
    }
    fields = {"first_year": 2026, "years": 3, "segments": {"linmas": segment}}
    results = project(parsed(fields))
    left, moved, gone = float(members), 0.0, 0.0
    for year, end in results.series("members_end").items():
        before = left
        for leaving in exits:
            left *= 1 - leaving["share"] * (leaving["year"] == year)
        moved += before - left
        if place == "leave" and year > 2026:
            gone += left * (1 - renewal)
            left *= renewal
        assert abs(end - left) <= 0.5 + 1e-6
        if exits and not others:
            assert abs(results.series("moved_people")[year] - moved) <= 0.5 + 1e-6
        assert abs(members - end - moved - gone) <= 0.5 + 1e-6


@pytest.mark.parametrize("seed", range(12))
def test_coverage_lies_between_0_and_1_in_every_statistic(seed):
    fields = with_ranges(random_scenario(30_000 + seed), seed)
    table = project(parsed(fields, draws=50)).table
    shares = table[table["variable"].isin(("coverage_rate", "target_coverage_rate"))]
    assert shares["value"].between(0, 1 + 1e-9).all()
    assert not table["value"].isna().any()


PEOPLE = (
    *("eligible", "members_end", "members_mean", "coverage_rate", "people_left_out"),
    *("funded_member_months", "active_member_months", "exposure_member_months"),
    *("unpaid_member_months", "target_people", "verified_people", "planned_mean"),
    *("opened_mean", "budgeted_mean", "active_mean", "planned_end", "moved_people"),
    *("self_paid_people", "covered_people", "target_coverage_rate"),
)


def rows(results, *variables):
    """Central values and quantiles of the groups, whatever their order in the file."""
    table = results.table
    table = table[table["variable"].isin(variables)]
    keys = ["variable", "segment", "programme", "funder", "year", "statistic"]
    return table.set_index(keys)["value"].sort_index()


@pytest.mark.fault("N2")
@pytest.mark.parametrize("how", CUTS)
@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_segments_moves_nobody(seed, how):
    # Two things do follow the order of the file: who a funder's money and the old debt
    # are for, and segments that `priority` does not name. Neither is in play here.
    fields = with_ranges(random_scenario(40_000 + seed), seed)
    fields["funding"] = [{"funder": "apbd"}]
    fields["budget"]["when_short"] = how
    fields["budget"]["priority"] = sorted(fields["segments"])
    protect = fields["budget"]["protect"]
    fields["budget"]["protect"] = protect[:1]
    first = project(parsed(fields, draws=20))
    turned = dict(reversed(fields["segments"].items()))
    second = project(parsed({**fields, "segments": turned}, draws=20))
    before, after = rows(first, *PEOPLE), rows(second, *PEOPLE)
    assert np.allclose(before, after, rtol=0, atol=1e-12)  # sums of all, in their order
    own = before.index.get_level_values("segment") != "all"
    assert before[own].equals(after[own])
    total = ("arrears_paid_idr", "uncut_bill_idr", "bridge_ceiling_idr")
    assert rows(first, *total).equals(rows(second, *total))


@pytest.mark.fault("N5")
def test_another_region_leaves_a_region_bit_identical():
    fields = with_ranges(random_scenario(50_000), 0)
    alone = project(parsed(fields, draws=40))
    other = project(parsed({**fields, "region": "3274"}, draws=40))
    again = project(parsed(fields, draws=40))
    assert alone.table.equals(again.table)
    assert alone.draws.equals(again.draws)
    assert alone.months.equals(again.months)
    assert not other.draws.equals(alone.draws)


@pytest.mark.parametrize("seed", range(8))
def test_a_new_segment_moves_no_other_without_a_ceiling(seed):
    fields = with_ranges(random_scenario(60_000 + seed), seed)
    fields["budget"]["ceiling"] = None
    fields["funding"] = [{"funder": "apbd"}]
    extra = {
        "petani": {
            "eligible": 50,
            "members": 40,
            "tariff": {"kind": "bpu"},
            "path": {"kind": "hold"},
        }
    }
    before = rows(project(parsed(fields, draws=20)), *PEOPLE, "contributions_idr")
    wider = {**fields, "segments": {**fields["segments"], **extra}}
    after = rows(project(parsed(wider, draws=20)), *PEOPLE, "contributions_idr")
    own = before[before.index.get_level_values("segment") != "all"]
    assert own.equals(after.reindex(own.index))
