"""The table of performance: whole, told as measured, and its comparisons fair.

No test is timed. What is measured is written by `make bench`; here stands that every
target has its row, that a row below target says why, and that the codes compared do
the same work.
"""

from __future__ import annotations

import sys
from importlib import import_module

import numpy as np
import pytest

from analysis.model import draws
from analysis.model.projection.totals import totals
from analysis.paths import ROOT

sys.path.insert(0, str(ROOT))  # benchmarks is no part of the package

from benchmarks import measure, members, page, plain, plain_cells, replay
from benchmarks.scenarios import twelve
from benchmarks.targets import BY_ID, GROUPS, MISSED, TARGETS, Target

# the table of the issue: (at least, at most)
PROMISED = {
    "core_replay": (0.55, None),
    "core_numpy": (8, None),
    "core_pandas": (15, None),
    "project_replay": (0.7, None),
    "compound_aggregate": (20, None),
    "compound_gemact": (10, None),
    "compound_error": (None, 1e-4),
    "members_lifelib": (20, None),
    "members_cashflower": (300, None),
    "members_equal": (None, 1e-9),
    "report_ordinary": (None, 0.4),
    "report_prefork": (None, 0.2),
    "report_floor": (None, 3),
    "planner_rerun": (None, 0.45),
    "numbers_only": (None, 2.0),
    "scenarios_27": (None, 1 / 3),
    "sweep_loky": (0.9, None),
    "sweep_dask": (0.8, None),
    "sweep_memory": (None, 1),
    "growth_draws": (None, 1.1),
    "growth_years": (None, 1.1),
    "growth_regions": (None, 1.1),
}
SHOWN_TOO = {"memory_draws", "antithetic"}  # flat memory, the gain of pairs
RESULTS = page.read()


def test_every_target_of_the_issue_is_in_the_table():
    assert {t: (BY_ID[t].least, BY_ID[t].most) for t in PROMISED} == PROMISED
    assert BY_ID.keys() >= SHOWN_TOO
    assert BY_ID["core_replay"].stretch == 0.75
    assert len(BY_ID) == len(TARGETS)
    assert MISSED.keys() <= BY_ID.keys()


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_has_its_script(group):
    assert callable(import_module(f"benchmarks.{group}").rows)


def test_the_page_is_what_the_results_give():
    assert page.PAGE.read_text("utf-8") == page.page(RESULTS)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.id)
def test_every_row_has_a_number_or_a_reason(target):
    row = RESULTS["rows"][target.id]
    assert row["values"] or row["reason"]
    if row["values"] and target.id in {"core_numpy", "members_lifelib", "numbers_only"}:
        assert len(row["values"]) >= 5
    if page.verdict(target, row) == "**no**":
        reason, idea = page.why(target, row)
        assert reason != page.NOT_WRITTEN
        assert idea


def test_a_row_below_target_stands_there_with_its_reason():
    rows = {"core_replay": {**_row(0.3, 0.5, 0.4), "reason": "slow", "idea": "less."}}
    text = page.page({"python": "3", "processors": 2, "rows": rows})
    assert "| 0.4 (0.3 to 0.5) | at least 0.55 (stretch 0.75) | **no** |" in text
    assert "(at least 0.55 (stretch 0.75)): slow Next: less." in text
    rows["core_replay"] = _row(0.6)
    kept = page.page({"python": "3", "processors": 2, "rows": rows})
    assert "| 0.6 | at least 0.55 (stretch 0.75) | yes |" in kept


def _row(*values):
    plain_row = measure.Row("core_replay", values, 0.5, 0.25)
    return page._plain(plain_row)


def test_ratios_and_their_direction():
    pairs = [measure.Pair(1.0, 4.0), measure.Pair(2.0, 4.0)]
    fast, part = measure.faster("a", pairs), measure.share("a", pairs)
    assert (fast.values, part.values) == ((4, 2), (0.25, 0.5))
    assert (fast.ours_s, fast.theirs_s) == (1.5, 4)
    target = Target("a", "b", "c", "d", least=3)
    assert (target.met(3), target.met(2.9)) == (True, False)
    assert Target("a", "b", "c", "d", most=3).met(3.1) is False
    assert Target("a", "b", "c", "d").met(3.1) is None


def test_both_sides_are_measured_in_turn():
    order = []
    measure.timed(lambda: order.append("ours"), lambda: order.append("theirs"), pairs=3)
    assert order == ["ours", "theirs"] * 4  # the first two are the warm-up


def test_a_replay_draws_what_was_drawn():
    def work():
        one, two = draws.generator(1, "a"), draws.generator(1, "b")
        shape = np.array([0.5, 2.0])
        found = [np.random.Generator.poisson(one, np.full(4, 3.0), 4)]
        found += [one.random(3), two.standard_gamma(shape)]
        shape[:] = 9  # the replay has the shape as it was
        return np.concatenate(found)

    with replay.recording() as found:
        drawn = work()
    again = [
        np.atleast_1d(getattr(rng, call.method)(*call.arguments, **call.options))
        for one in found
        for rng in [one.fresh()]
        for call in one.calls
    ]
    assert np.concatenate(again).tolist() == drawn.tolist()
    assert replay.numbers(found) == len(drawn)
    assert isinstance(draws.generator(1), np.random.Generator)
    replay.replay(found)()


@pytest.fixture(scope="module")
def scenario():
    return twelve(4_000, 6)


@pytest.fixture(scope="module")
def ours(scenario):
    found = totals([scenario])[0]
    return {
        (one.variable, one.programme + " apbd" * (one.funder == "apbd")): values[:, 1:]
        for one, values in zip(found.labels, found.values, strict=True)
    }


@pytest.mark.parametrize("way", [plain.by_numpy, plain.by_pandas])
def test_the_plain_codes_have_the_same_totals(way, scenario, ours):
    """Means within four standard errors of both, the ends of the fans within six.

    A quantile's error rests on the density there, here that of the twentieth beside it.
    """
    theirs = way(plain_cells.inputs(scenario))
    assert theirs.keys() == ours.keys()
    for name, found in theirs.items():
        known = ours[name]
        sd = (known[:, -1] - known[:, 1]) / 3.29  # from the 5 and 95 % quantiles
        error = np.maximum(sd * (2 / scenario.draws) ** 0.5, 1e-12 * abs(known[:, 0]))
        apart = abs(found - known)
        assert (apart[:, 0] <= 4 * error).all(), name
        beside = abs(known[:, [2, -2]] - known[:, [1, -1]]) / 0.05
        error = beside * (2 * 0.05 * 0.95 / scenario.draws) ** 0.5
        ends = apart[:, [1, -1]] - (name[0] in COUNTS)
        assert (ends <= 6 * error + 1e-12 * abs(known[:, [1, -1]])).all(), name


COUNTS = ("deaths", "accidents", "claims_count")  # quantiles are whole numbers


def test_the_plain_codes_refuse_what_they_do_not_know():
    with pytest.raises(ValueError, match="no ceiling only"):
        plain_cells.inputs(twelve(0, 2, **{"budget.ceiling": {"share": 0.01}}))


def test_member_groups_month_by_month(monkeypatch):
    """Against one group after the other, in plain Python."""
    monkeypatch.setattr(members, "GROUPS", 7)
    known, rate_y = members.groups(), members.rates()
    slow = np.zeros((3, members.YEARS * 12))
    for group in known.itertuples():
        people = group.people
        for month in range(slow.shape[1]):
            dies = 1 - (1 - rate_y[group.age + month // 12]) ** (1 / 12)
            slow[:, month] += (
                people,
                people * group.tariff_idr_m,
                people * dies * group.benefit_idr,
            )
            people *= (1 - dies) * (1 - group.leave_y) ** (1 / 12)
    fast = members.ours(known, rate_y.to_numpy())
    assert fast == pytest.approx(slow, rel=1e-9)
