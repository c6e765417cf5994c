"""What one changed assumption does to one scenario, worked by hand."""

from fractions import Fraction

import pytest

from analysis.law.parameters import load_law
from analysis.scenario.load import load_scenario, parse_scenario
from analysis.study.assumptions import of_law
from analysis.study.impact import Bench, acts_on, expanded, impact, with_value
from minimal import scenario_text

BILL = 100 * 16_800 * 12  # 20,160,000


def small(**budget):
    """100 RT/RW of 200 eligible, one year, the flat tariff of Rp16,800."""
    fields = {
        "first_year": 2027,
        "segments": {
            "rt_rw": {
                "eligible": 200,
                "members": 100,
                "tariff": {"kind": "bpu"},
                "path": {"kind": "hold"},
            }
        },
        "budget": {"base_idr": {2027: 1_000_000_000}, **budget},
    }
    return parse_scenario(scenario_text("small", fields))


def test_half_the_members_cost_half():
    (trial,) = impact(small(), "segments.rt_rw.members", 50)
    for name in ("bill", "claims", "coverage", "burden", "paid"):
        assert trial.changes[name] == pytest.approx(-0.5)
    assert trial.size == pytest.approx(0.5)
    assert trial.acts == ("people", "bill", "claims")


def test_a_dearer_tariff_moves_the_bill_only():
    # 10,000 + 6,800 = 16,800; with 13,600 for JKM 23,600: + 6,800 / 16,800
    (trial,) = impact(small(), "bpu_jkm_idr_m", Fraction(13_600))
    assert trial.changes["bill"] == pytest.approx(6_800 / 16_800)
    assert trial.changes["claims"] == trial.changes["coverage"] == 0
    assert trial.acts == ("bill",)


def test_under_a_ceiling_a_dearer_tariff_leaves_people_out():
    scenario = small(ceiling={"idr": {2027: BILL}})
    (trial,) = impact(scenario, "bpu_jkm_idr_m", Fraction(13_600))
    # the uncut bill is 100 x 23,600 x 12 = 28,320,000; 71 people fit: 71 x 283,200
    assert trial.changes["cut"] == pytest.approx(1 - BILL / 28_320_000)
    assert trial.changes["bill"] == pytest.approx(71 * 283_200 / BILL - 1)
    assert trial.changes["coverage"] == pytest.approx(71 / 100 - 1)
    assert trial.changes["breach"] == 1  # in the first year of one, before never
    assert trial.acts == ("people", "bill", "claims")


def test_a_low_and_a_high_end_give_two_trials():
    low, high = impact(small(), "jkk_care_idr", Fraction(0), Fraction(10**8))
    assert low.changes["claims"] < 0 < high.changes["claims"]
    assert (low.tried, high.tried) == (0, 10**8)


def test_a_cell_of_a_profile():
    younger, as_it_is = impact(small(), "profiles.rt_rw.age_high", 50, 65)
    assert younger.changes["claims"] < 0
    assert as_it_is.changes["claims"] == 0
    assert younger.acts == ("claims",)


def test_texts_of_the_law_are_tried_too():
    (covid,) = impact(small(), "mortality_period", "2020-2025")
    assert covid.changes["claims"] > 0


def test_one_dated_value_is_replaced_and_no_other():
    law = load_law()
    changed = with_value(law, "jkm_early_months@2025-07", Fraction(1))
    assert changed.value("jkm_early_months", "2027-01") == 1
    assert changed.value("jkm_early_months", "2024-01") == 0
    assert law.value("jkm_early_months", "2027-01") == 3  # the law itself stays


def test_a_planned_value_comes_into_force():
    law = load_law()
    (plan,) = law.parameter("bpu_jkm_idr_m").planned
    key = f"bpu_jkm_idr_m@{plan.from_month}"
    changed = with_value(law, key, plan.value.central)
    assert changed.value("bpu_jkm_idr_m", "2030-01") == plan.value.central
    assert changed.value("bpu_jkm_idr_m", "2026-12") == 6_800


def test_a_key_of_a_scenario_goes_before_a_law_value_of_the_same_name():
    scenario = load_scenario("cirebon-baseline")
    low, high = impact(scenario, "wage_growth_y", "0.03", "0.07")
    assert low.changes["bill"] < 0 < high.changes["bill"]


def test_a_star_stands_for_every_group():
    scenario = load_scenario("cirebon-baseline")
    found = expanded({"segments.*.place": "leave", "law.variant": "planned"}, scenario)
    assert found == {
        "segments.lkk.place": "leave",
        "segments.non_asn.place": "leave",
        "law.variant": "planned",
    }


def test_nothing_is_left_changed():
    bench = Bench(small())
    before = {name: values.copy() for name, values in bench.path.items()}
    bench.trial({"selection_factor": Fraction(2), "segments.rt_rw.members": 7})
    assert acts_on(before, Bench(small()).path) == ()
    assert set(bench.trial({}).changes.values()) == {0.0}
    assert acts_on(before, bench.path) == ()


def test_what_no_run_reads_moves_nothing():
    bench = Bench(load_scenario("serang-baseline"))
    unread = [
        one
        for one in of_law(load_law())
        if one.law_value and one.ends and not bench.reads(*one.law_value)
    ]
    assert len(unread) > 20
    for one in unread:
        for _, changes in one.tries(bench.scenario):
            assert bench.trial(changes).acts == (), one.key


def test_what_moves_the_ranges_only():
    bench = Bench(load_scenario("cilegon-baseline"))
    assert bench.trial({"jkk_cost_cv": Fraction(6)}).acts == ()
    assert bench.spread({"jkk_cost_cv": Fraction(6)}) != 0
    assert bench.spread({}) == 0
    # without the spread of selection between groups most of the range is gone
    assert bench.spread({"selection_factor": Fraction("0.83")}) < -0.2
