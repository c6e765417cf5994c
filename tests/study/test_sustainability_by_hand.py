"""A second, plain reading of docs/sustainability.md, from bills and bases alone."""

from __future__ import annotations

from collections import Counter
from math import ceil

import pytest

from analysis.model.projection import project
from analysis.scenario.load import load_scenario
from analysis.study import answers, decisions
from analysis.study.ensemble import asked_sample, sample
from analysis.study.line import line

SCENARIOS = ("serang-baseline", "cilegon-ceiling")


@pytest.fixture(scope="module", params=SCENARIOS)
def run(request):
    return project(load_scenario(request.param, years=3, draws=0))


@pytest.fixture(scope="module")
def told(run):
    """Every answer of the run by variable, year and statistic."""
    return {
        (row["variable"], row["year"], row["statistic"]): row["value"]
        for row in answers.rows(run)
        if row["segment"] == row["funder"] == "all"
    }


def bills(run):
    """The central bills, the lines, and the bills of every point, plain lists."""
    central = run.series("uncut_bill_idr").tolist()
    return central, line(run).idr.tolist(), sample(run).bill_idr.tolist()


def percentile(values, percent):
    """Between the two nearest of the ordered values, by how far it lies."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def test_the_line(run, told):
    central, lines, _ = bills(run)
    given = run.scenario.budget.ceiling
    expected = central[0] if given is None else 1_656_600_000
    assert lines == [expected] * 3
    for year, bill in zip((2027, 2028, 2029), central, strict=True):
        room = told["line_room_idr", str(year), "central"]
        assert room == pytest.approx(expected - bill)


def test_chances_of_a_breach(run, told):
    _, lines, points = bills(run)
    first = Counter()
    for point in points:
        over = [2027 + t for t, bill in enumerate(point) if bill > lines[t]]
        first[over[0] if over else "never"] += 1
    n = len(points)
    for t, year in enumerate((2027, 2028, 2029)):
        chance = sum(point[t] > lines[t] for point in points) / n
        key = (str(year), "central")
        assert told["measured_breach_probability", *key] == pytest.approx(chance)
        found = told["breach_first_probability", *key]
        assert found == pytest.approx(first[year] / n)
    never = told["breach_first_year", "all", "never_share"]
    assert never == pytest.approx(first["never"] / n)


def test_cuts_and_reserve(run, told):
    central, lines, points = bills(run)
    cut = max(0.0, *(1 - k / b for b, k in zip(central, lines, strict=True)))
    assert told["every_year_cut_share", "all", "central"] == pytest.approx(cut)
    needed = [
        max(0.0, *(1 - k / b for b, k in zip(point, lines, strict=True)))
        for point in points
    ]
    ninth = told["every_year_cut_share", "all", "p90"]
    assert ninth == pytest.approx(percentile(needed, 90))
    weight = [1 / (1 + told["pv_discount_y", "all", "central"]) ** t for t in range(3)]
    spent, room = (
        sum(w * x for w, x in zip(weight, series, strict=True))
        for series in (central, lines)
    )
    assert told["pv_cut_share", "all", "central"] == pytest.approx(1 - room / spent)
    highest = percentile([point[0] for point in points], 99)
    reserve = told["reserve_p99_idr", "all", "central"]
    assert reserve == pytest.approx(max(0.0, highest - central[0]))


def test_other_lines(run, told):
    central, lines, points = bills(run)
    for height in (0.75, 0.9, 1, 1.1, 1.25):
        lower = [height * k for k in lines]
        chance = sum(
            any(b > k for b, k in zip(point, lower, strict=True)) for point in points
        ) / len(points)
        cut = max(0.0, *(1 - k / b for b, k in zip(central, lower, strict=True)))
        name = f"line_at_{height * 100:.0f}"
        assert told[f"{name}_breach_share", "all", "central"] == pytest.approx(chance)
        assert told[f"{name}_cut_share", "all", "central"] == pytest.approx(cut)


def test_burden_growth_and_what_moved_it(run, told):
    central, _, points = bills(run)
    base = run.series("base_idr").tolist()
    drawn = sample(run).base_idr.tolist()
    for t, year in enumerate(("2027", "2028", "2029")):
        share = central[t] / base[t]
        assert told["burden_revenue_share", year, "central"] == pytest.approx(share)
        ratios = [b[t] / r[t] for b, r in zip(points, drawn, strict=True)]
        high = told["burden_revenue_share", year, "p95"]
        assert high == pytest.approx(percentile(ratios, 95))
        if t:
            faster = central[t] / central[t - 1] - base[t] / base[t - 1]
            found = told["growth_differential_y", year, "central"]
            assert found == pytest.approx(faster)
    causes = ("people", "months", "tariff", "funders", "base")
    parts = [told[f"burden_{cause}_share", "all", "central"] for cause in causes]
    change = central[-1] / base[-1] - central[0] / base[0]
    assert sum(parts) == pytest.approx(change, rel=1e-9)


def test_every_shock_is_held_to_the_line(run, told):
    for variable, year, statistic in told:
        if not (variable.startswith("stress_") and variable.endswith("_cut_share")):
            continue
        name, at = variable.removesuffix("_cut_share"), (year, statistic)
        bill, limit = told[f"{name}_worst_bill_idr", *at], told[f"{name}_line_idr", *at]
        assert told[variable, *at] == pytest.approx(max(0.0, 1 - limit / bill))
        assert 0 <= told[f"{name}_breach_probability", *at] <= 1


def test_the_billion_is_kept(told):
    for name in ("next_billion", "first_billion"):
        cost = told[f"{name}_cost_idr", "2027", "central"]
        left = told[f"{name}_left_idr", "2027", "central"]
        assert cost + left == pytest.approx(1e9)
        assert cost <= 1e9


def test_the_line_needed(run, told):
    _, _, points = bills(run)
    worst = sorted(max(point) for point in points)
    for level in (50, 90):
        needed = worst[ceil(len(worst) * level / 100) - 1]
        found = told["solve_line_idr", "all", f"confidence_{level}"]
        assert found == ceil(needed)


def test_what_knowing_is_worth_to_the_line(run, told):
    """By trying many lines: the best one misses least, knowing all misses nothing."""
    need = sorted(asked_sample(run).bill_idr[:, 0].tolist())
    tried = need[:: len(need) // 400]
    missed = [sum(abs(x - k) for x in need) / len(need) for k in tried]
    assert told["evpi_line_idr", "2027", "central"] == pytest.approx(
        min(missed), rel=1e-3
    )
    people = decisions.information(run).person_year_idr
    for variable, _, _ in told:
        if variable.startswith("evppi_line_"):
            assert told[variable, "all", "central"] <= min(missed) * 1.001
        if variable.startswith("evppi_") and variable.endswith("_people"):
            name = variable.removeprefix("evppi_").removesuffix("_people")
            idr = told[f"evppi_{name}_idr", "all", "central"]
            assert told[variable, "all", "central"] == pytest.approx(idr / people)
