"""Limits of a line: the line itself, breach, cuts, other lines, causes, rows."""

import re
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from analysis import load_scenario, project, sentences
from analysis.language import number, percent, rupiah_short
from analysis.scenario.load import parse_scenario
from analysis.study import burden_change, limits, other_lines
from analysis.study.line import line, line_draws
from minimal import scenario_text

SAMPLE = "analysis.study.ensemble.sample"
SAID = ("carried", "reserve", "burden_change", "other_line", "terms")


def run(name, **overrides):
    return project(load_scenario(name, **{"draws": 0, **overrides}))


def with_bills(results, bill, ceiling=None, base=None):
    """Put a hand-made sample where the study would draw one."""
    years = range(results.scenario.first_year, results.scenario.last_year + 1)
    results.memo[SAMPLE] = SimpleNamespace(
        years=years, bill_idr=np.array(bill), ceiling_idr=ceiling, base_idr=base
    )
    return results


@pytest.fixture(scope="module")
def cirebon():
    return run("cirebon-baseline")


@pytest.fixture(scope="module", params=["cilegon-baseline", "cirebon-baseline"])
def city(request):
    return project(load_scenario(request.param, draws=50))


def three_years(members, ceiling=None, base=None):
    segment = {
        "eligible": 1000,
        "members": 0,
        "tariff": {"kind": "bpu"},
        "path": {"kind": "schedule", "members": members},
        "profile": "pekerja_rentan",
    }
    budget = {"ceiling": ceiling, "base_idr": base or {}, "growth_y": 0}
    fields = {"first_year": 2027, "years": 3, "segments": {"pekerja_rentan": segment}}
    return project(parse_scenario(scenario_text("three", fields | {"budget": budget})))


class TestLine:
    def test_the_ceiling_of_the_file_is_the_line(self):
        found = line(run("cilegon-baseline"))
        assert not found.is_assumed
        assert set(found.idr) == {2_200_000_000}

    def test_without_one_the_first_bill_is_held(self, cirebon):
        found, bill = line(cirebon), cirebon.series("uncut_bill_idr")
        assert found.is_assumed
        assert set(found.idr) == {bill.iloc[0]}
        assert bill.iloc[-1] > bill.iloc[0]

    def test_years_before_the_first_bill_have_no_line(self):
        found = line(three_years({2028: 100, 2029: 300}))
        assert np.isnan(found.idr[2027])
        assert list(found.idr[1:]) == [100 * 16_800 * 12] * 2

    def test_a_line_named_later_begins_then(self):
        found = line(three_years({2027: 100}, ceiling={"idr": {2029: 7_000_000}}))
        assert list(found.idr.isna()) == [True, True, False]

    def test_a_fixed_line_stays_as_stated_and_may_be_let_go(self):
        results, drawn = run("cilegon-baseline"), np.full((3, 10), 2e9)
        sample = SimpleNamespace(ceiling_idr=drawn)
        assert line_draws(results, sample).tolist() == [[2.2e9] * 10]
        assert line_draws(results, sample, as_stated=False) is drawn

    def test_a_share_moves_with_the_base(self):
        ceiling, base = {"share": 0.001}, {2027: 10**12}
        results = three_years({2027: 100}, ceiling=ceiling, base=base)
        drawn = np.array([[1.0, 2.0, 3.0]])
        assert line_draws(results, SimpleNamespace(ceiling_idr=drawn)) is drawn
        assert set(line(results).idr) == {10**9}


class TestBreachAndCut:
    def test_by_hand(self):
        results = three_years({2027: 100}, ceiling={"idr": {2027: 20_000_000}})
        # the bill is 20.16 million a year; four possibilities, million
        bills = [[21, 21, 25], [19, 19, 19], [19, 22, 19], [19, 20, 21]]
        with_bills(results, np.array(bills) * 1e6)
        found = limits.breach(results)
        assert list(found.by_year) == [0.25, 0.5, 0.5]
        assert list(found.first) == [0.25, 0.25, 0.25, 0.25]
        assert found.never == 0.25
        assert (found.quantile(0.5), found.quantile(0.9)) == (2028, None)
        cuts = limits.cuts(results)
        assert cuts.every_year == pytest.approx(1 - 20 / 20.16)
        # 1 - 20/25, 0, 1 - 20/22, 1 - 20/21: nine tenths between the two largest
        needed = np.sort([0.2, 0, 1 - 20 / 22, 1 - 20 / 21])
        assert cuts.sure == pytest.approx(needed[2] + 0.7 * (needed[3] - needed[2]))
        assert cuts.present_value == pytest.approx(cuts.every_year)
        worst = limits.needed_by_year(results)
        assert list(worst["central"]) == pytest.approx([cuts.every_year] * 3)

    def test_the_cut_puts_every_year_under_the_line(self, cirebon):
        bill = cirebon.series("uncut_bill_idr")
        with_bills(cirebon, [bill])
        found = limits.cuts(cirebon)
        assert found.every_year == pytest.approx(1 - bill.iloc[0] / bill.iloc[-1])
        assert found.year == bill.index[-1]
        kept = bill * (1 - found.every_year)
        assert (kept <= line(cirebon).idr + 1e-3).all()
        assert 0 < found.present_value < found.every_year

    def test_the_hardest_year_is_named_where_none_needs_a_cut(self):
        results = three_years({2027: 100, 2028: 200}, {"idr": {2027: 50_000_000}})
        with_bills(results, [results.series("uncut_bill_idr")])
        found = limits.cuts(results)
        assert (found.every_year, found.year) == (0, 2028)

    def test_nobody_and_no_line_has_no_breach_and_no_cut(self):
        results = with_bills(three_years({2027: 0}), np.zeros((2, 3)))
        assert limits.breach(results) is None
        assert limits.cuts(results) is None
        assert other_lines.curve(results) is None
        assert other_lines.by_height(results) is None
        names = {row["variable"] for row in limits.rows(results)}
        of_region = {f"{name}_year" for name in limits.TERMS}
        assert names - of_region == {"measured_bill_idr", "reserve_p99_idr"}

    def test_reserve_is_over_the_bill_of_the_first_year(self):
        results = three_years({2027: 100})
        bills = np.column_stack([np.linspace(0, 40e6, 101), *[np.zeros(101)] * 2])
        with_bills(results, bills)
        assert limits.reserve_idr(results) == pytest.approx(39.6e6 - 20.16e6)


class TestOtherLines:
    def test_people_are_those_of_the_projection_under_that_line(self):
        results = run("cilegon-baseline")
        with_bills(results, [results.series("uncut_bill_idr")])
        found = other_lines.by_height(results)
        for height in (0.75, 0.9):
            key = {"budget.ceiling.idr.2026": int(2_200_000_000 * height)}
            cut = run("cilegon-baseline", **key).series("members_end")
            assert found.loc[height, "covered"] == cut.iloc[-1]
            assert found.loc[height, "left_out"] == 10_120 - cut.min()
        assert found.loc[1.0, "left_out"] == 0
        assert (np.diff(found["covered"]) >= 0).all()

    def test_those_left_out_are_of_the_hardest_year(self):
        # the first bill is the line: 100 people, then 300 wanted
        results = three_years({2027: 100, 2028: 300})
        with_bills(results, [results.series("uncut_bill_idr")])
        found = other_lines.by_height(results)
        assert list(found.loc[1.0, ["covered", "left_out"]]) == [100, 200]
        assert list(found.loc[1.25, ["covered", "left_out"]]) == [125, 175]
        assert found.loc[0.75, "cut"] == pytest.approx(0.75)

    def test_the_curve_falls_and_meets_the_breach(self, city):
        curve = other_lines.curve(city)
        assert (np.diff(curve) <= 0).all()
        assert curve[1.0] == pytest.approx(1 - limits.breach(city).never)


class TestCauses:
    NAMES = (
        *("cilegon-target-2029", "cilegon-election-2029", "serang-pppk"),
        *("serang-baseline", "bogor-baseline", "cilegon-arrears"),
    )

    @pytest.mark.parametrize("name", NAMES)
    def test_they_add_up_and_start_and_end_at_the_uncut_burden(self, name):
        results = run(name)
        found = burden_change.causes(results)
        burden = results.series("uncut_bill_idr") / results.series("base_idr")
        assert found["first"] == pytest.approx(burden.iloc[0], rel=1e-9)
        assert found["last"] == pytest.approx(burden.iloc[-1], rel=1e-9)
        parts = found[list(burden_change.CAUSES)].sum()
        assert parts == pytest.approx(found["last"] - found["first"], rel=1e-9)

    def test_two_causes_by_hand(self):
        # 100 people, then 300; a base of 1 billion, then 2: of the two orders
        base = {2027: 10**9, 2029: 2 * 10**9}
        found = burden_change.causes(three_years({2027: 100, 2028: 300}, base=base))
        one = 100 * 16_800 * 12 / 1e9
        assert found["people"] == pytest.approx(one * 2 * (1 + 1 / 2) / 2)
        assert found["base"] == pytest.approx(one * (1 / 2 - 1) * (1 + 3) / 2)
        assert found[["months", "tariff", "funders"]].abs().max() == 0

    def test_a_group_that_is_new_counts_as_people(self):
        base = {2027: 10**9, 2029: 10**9}
        found = burden_change.causes(three_years({2028: 100}, base=base))
        assert found["people"] == pytest.approx(100 * 16_800 * 12 / 1e9)

    def test_without_a_base_there_is_nothing_to_take_apart(self):
        results = with_bills(three_years({2027: 100}), np.zeros((2, 3)))
        assert burden_change.causes(results) is None
        assert burden_change.differential(results) is None


class TestTerms:
    @pytest.mark.parametrize("name", ["cilegon", "serang", "bogor", "cirebon"])
    def test_the_four_cities_know_theirs(self, name):
        said = sentences.terms(run(f"{name}-baseline"), "en")
        assert "ends in 2030" in said  # five years from 20 February 2025
        assert "ends in 2029" in said
        assert "not found" not in said

    def test_an_end_after_the_years_computed_hides_no_budget(self):
        said = sentences.terms(run("cilegon-baseline", years=3), "en")
        assert said.count("not before the last year computed") == 2

    def test_a_region_without_facts_is_told_where_to_write_them(self):
        scenario = three_years({2027: 100}).scenario
        nothing = SimpleNamespace(facts=None)
        unknown = SimpleNamespace(region=nothing, scenario=scenario)
        said = sentences.terms(unknown, "id")
        assert said.count("tidak ditemukan") == 2
        assert "`data/regions/3672.yaml`" in said


def test_a_ceiling_that_starts_later_is_not_called_unsure():
    later = three_years({2027: 100}, ceiling={"idr": {2028: 15_000_000}})
    assert limits.breach(later) is not None
    assert limits.any_breach_with_the_line_unsure(later) is None


def test_the_differential_is_that_of_every_possibility(cirebon):
    bill = cirebon.series("uncut_bill_idr").to_numpy()
    base = cirebon.series("base_idr").to_numpy()
    with_bills(cirebon, [bill, bill * 1.1], base=np.array([base, base]))
    cirebon.memo.pop("analysis.study.burden_change.differential", None)
    found = burden_change.differential(cirebon)
    grown = pd.Series(bill).pct_change() - pd.Series(base).pct_change()
    assert found["central"].to_numpy() == pytest.approx(grown[1:].to_numpy())
    assert found["p95"].to_numpy() == pytest.approx(grown[1:].to_numpy())


def readings(row, lang):
    """Return the ways in which a sentence may write the value of a row."""
    value, unit = row["value"], row["unit"]
    if unit == "idr":
        return [rupiah_short(abs(value), lang)]
    if unit == "people":
        return [number(value, lang)]
    if unit == "year":
        return [f"{value:.0f}"]
    shares = [percent(value, lang, decimals) for decimals in (0, 1, 3)]
    return [*shares, number(value * 100, lang, 3)]


@pytest.mark.parametrize("lang", ["en", "id"])
def test_every_number_said_is_a_row(city, lang):
    rows = limits.rows(city)
    known = {text for row in rows for text in readings(row, lang)}
    known |= {str(year) for year in range(2027, 2037)}
    words = {"en": ("99 of 100", "90 in 100", "9 of 10"), "id": _SURE_ID}[lang]
    for name in SAID:
        said = getattr(sentences, name)(city, lang)
        for word in (*words, *re.findall(r"`[^`]*`", said)):
            said = said.replace(word, "")
        for text in sorted(known, key=len, reverse=True):
            said = re.sub(rf"(?<![\d.,]){re.escape(text)}(?![\d])", "", said)
        assert not re.search(r"\d", said), said


_SURE_ID = ("99 dari 100", "90 dari 100", "9 dari 10")


def test_both_languages_say_the_same_numbers(city):
    for name in SAID:
        texts = [getattr(sentences, name)(city, lang) for lang in ("id", "en")]
        digits = [sorted(re.findall(r"\d+", text)) for text in texts]
        assert digits[0] == digits[1]
