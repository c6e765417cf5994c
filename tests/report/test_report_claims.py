"""Notebook 05: what households get, the fund, ratios, the tariff; numbers by hand."""

import pytest

from analysis import load_scenario, project
from analysis.law.parameters import load_law
from analysis.report import (
    claims_frames,
    figures,
    frames,
    readings,
    sentences,
    tables,
)
from analysis.report.published_ratio import published
from analysis.study.poverty_line import local_figure, poverty_line

LAW = load_law()


@pytest.fixture(scope="module")
def cilegon():
    return project(load_scenario("cilegon-baseline", draws=50))


@pytest.fixture(scope="module")
def certain():
    """One group has nobody, and nothing is drawn."""
    changes = {"segments.nelayan.members": 0}
    return project(load_scenario("cilegon-baseline", draws=0, **changes))


@pytest.fixture(scope="module")
def serang():
    return project(load_scenario("serang-replay", draws=50))


# --- what households get -------------------------------------------------------------


def test_what_the_law_pays_and_for_how_long(cilegon):
    frame = tables.household(cilegon, "en").frame.set_index("Event")
    paid = frame["Paid, Rp million"]
    assert paid["Death, other cause"] == "42.0"
    assert paid["Death in the first months"] == "10.0"
    assert paid["Death at work"] == "70.0"
    size = float(LAW.value("poor_household_size", "2027-12"))
    months = frame["Months at the poverty line"]
    assert float(months["Death, other cause"]) == pytest.approx(
        42e6 / 632_703 / size, abs=0.05
    )
    assert "Kota Cilegon 2023" in tables.household(cilegon, "en").note


def test_events_are_means_over_groups_by_their_events(cilegon):
    events, year = claims_frames.events(cilegon, 2027), 2027
    deaths = frames.at(cilegon, "deaths", year, programme="jkm")
    assert events.loc[["jkm", "early"], "events"].sum() == pytest.approx(deaths)
    work = frames.at(cilegon, "deaths", year, programme="jkk")
    assert events.loc["work_death", "events"] == pytest.approx(work)
    paid = events["events"] * (events["benefit_idr"] + events["award_idr"])
    assert paid.sum() == pytest.approx(frames.at(cilegon, "claims_incurred_idr", year))


def test_a_place_without_its_own_line_uses_the_nations(serang):
    line = poverty_line(serang, 2021)
    assert line.place == "Indonesia"
    assert local_figure(serang, "poor_people") is None
    assert "not found" in sentences.scale(serang, "en")


def test_the_honest_scale_names_its_source(cilegon):
    text = sentences.scale(cilegon, "en")
    assert "17,310" in text
    assert "[K131]" in text
    assert "not a fall in poverty" in text


def test_value_per_rupiah_is_said_with_what_its_band_is(cilegon, certain):
    frame = claims_frames.value(cilegon, 2027)
    assert list(frame.index) == ["all", *cilegon.scenario.segments]
    assert (frame["p05"] <= frame["p95"]).all()
    assert "not the luck of a year" in sentences.value(cilegon, "en")
    assert "no band" in sentences.value(certain, "en")
    assert "nelayan" not in claims_frames.value(certain, 2027).index


def test_every_group_with_people_has_an_exact_year(cilegon, certain):
    frame = tables.small_groups(cilegon, "en").frame
    years = frame["Person-years"].str.replace(",", "").astype(float)
    assert years.is_monotonic_increasing
    assert len(frame) == 8
    assert len(tables.small_groups(certain, "en").frame) == 7
    assert "332 person-years" in figures.small_group(cilegon, "en").words.title


# --- the fund ------------------------------------------------------------------------


def test_the_result_of_the_fund_is_what_is_left_of_contributions(cilegon):
    for row in tables.fund(cilegon, "en").frame.to_numpy():
        paid, levy, cost, result = (float(one.replace(",", "")) for one in row[1:5])
        assert paid - levy - cost == pytest.approx(result, abs=0.21)


def test_without_draws_there_is_no_range_of_the_result(certain):
    assert set(tables.fund(certain, "en").frame["90 in 100 draws"]) == {"-"}


def test_the_balancing_tariff_pays_for_claims_and_levy(cilegon):
    tariff = frames.at(cilegon, "balancing_tariff_idr_m", 2027)
    months = frames.at(cilegon, "funded_member_months", 2027)
    levy = frames.at(cilegon, "operating_levy_idr", 2027)
    share = levy / frames.at(cilegon, "contributions_idr", 2027)
    cost = frames.at(cilegon, "claims_incurred_idr", 2027)
    assert tariff * months * (1 - share) == pytest.approx(cost)


def test_what_is_owed_grows_and_is_worth_less_today(cilegon):
    frame = tables.owed(cilegon, "en").frame
    rows = frame.iloc[:, 1:].map(lambda text: float(text.replace(",", "")))
    assert rows.iloc[:, 0].is_monotonic_increasing
    assert (rows.iloc[:, 1] < rows.iloc[:, 0]).all()
    owed = rows.iloc[:, 0] + rows.iloc[:, 2]
    assert owed.to_numpy() == pytest.approx(rows.iloc[:, 3].to_numpy(), abs=0.11)


def test_ordinary_adults_stand_near_the_break_even(cilegon):
    """Life table of 2025-30: 0.99 on death benefits alone, 2.0 for men of 40-64."""
    mixes = claims_frames.age_mixes(cilegon, 2027)
    umum, men = mixes.loc["umum"], mixes.loc["men_40_64"]
    assert umum["ratio_deaths"] == pytest.approx(umum["death_rate_y"] / 0.0048)
    assert umum["ratio_deaths"] == pytest.approx(0.99, abs=0.01)
    assert umum["ratio_all"] > 1
    assert men["ratio_deaths"] == pytest.approx(2.0, abs=0.05)
    assert umum["tariff_idr_m"] == pytest.approx(umum["death_rate_y"] * 3.5e6)


# --- ratios --------------------------------------------------------------------------


def test_size_settles_only_what_is_known(cilegon):
    frame = claims_frames.loss_chance(cilegon, 2027)
    assert frame["members"].is_monotonic_increasing
    assert frame["known"].iloc[-1] > 0.99
    assert 0.3 < frame["unknown"].iloc[-1] < 0.6


def test_a_ratio_is_read_only_where_one_was_published(cilegon, serang):
    found = published(cilegon)
    assert (found.claims_id, found.contributions_id) == ("S025", "S026")
    assert found.ratio == pytest.approx(790_000_000 / 480_457_660)
    curve = found.curve()
    assert curve["tariff_idr_m"].iloc[-1] == 16_800
    assert curve["death_rate_y"].iloc[-1] == pytest.approx(0.007892, abs=1e-6)
    text = sentences.published_ratio(cilegon, "en")
    for number in ("164%", "18.8", "2,383", "7.9", "4.7 to 12.4"):
        assert number in text
    assert published(serang) is None
    assert "no source prints" in sentences.published_ratio(serang, "en")
    assert "no ratio to read" in figures.published_curve(serang, "en").words.title


def test_next_year_is_not_last_year(cilegon, serang):
    for run in (cilegon, serang):
        assert "not" in sentences.next_year(run, "en")
    assert "not last year's 164%" in sentences.next_year(cilegon, "en")


def test_old_debt_is_no_part_of_the_tariff():
    """In 2029 half of what is paid settles older months: Rp16,800 all the same."""
    late = project(load_scenario("cilegon-arrears", draws=0))
    paid = frames.at(late, "contributions_idr", 2029)
    assert paid > 2 * 16_800 * frames.at(late, "funded_member_months", 2029)
    point = readings.scenario_point(late, 2029)
    assert point["tariff_idr_m"] == pytest.approx(16_800)
    assert point["break_even_death_rate_y"] == pytest.approx(0.0048)
    shown = tables.tariff_revision(late, "en").frame.set_index("Year")
    assert shown["JKM paid now, Rp a month"]["2029"] == "6,800"
    assert shown["JKM paid now, Rp a month"]["2030"] == "-"


@pytest.mark.parametrize("draws", [0, 20])
def test_where_nobody_is_covered_no_ratio_is_foretold(draws):
    empty = {
        f"segments.{slug}.members": 0
        for slug in load_scenario("cilegon-baseline").segments
    }
    nobody = project(load_scenario("cilegon-baseline", draws=draws, years=2, **empty))
    for lang in ("en", "id"):
        assert "2027" in sentences.next_year(nobody, lang)
    assert "there is no ratio" in sentences.next_year(nobody, "en")


def test_weights_of_credibility_by_hand(cilegon):
    """Z = expected deaths / (expected deaths + 1 / cv^2), whatever a death costs."""
    usual = frames.at(cilegon, "incurred_ratio", 2027)
    cv = claims_frames.between(LAW).cv
    for row in claims_frames.credibility(cilegon, 2027).itertuples():
        factor = row.deaths / (row.deaths + 1 / cv**2)
        assert row.factor == pytest.approx(factor)
        assert row.next == pytest.approx((1 + factor) * usual)
        assert row.factor_low < row.factor < row.factor_high


def test_national_figures_are_checks_with_their_implied_deaths(cilegon):
    frame = tables.national(cilegon, "en").frame
    assert len(frame) == 12
    rates = frame["Deaths per 1,000 a year"].tolist()
    assert rates[:5] == ["1.89", "2.34", "3.61", "3.27", "3.85"]
    ratios = frame["JKM claims / JKM contributions"].tolist()
    assert ratios[5:11] == ["90.4%", "91.4%", "113.2%", "118.5%", "122.2%", "124.6%"]
    assert "inside 90 of 100 draws" in sentences.national(cilegon, "en")


def test_without_a_triangle_there_is_no_run_off(cilegon):
    text = sentences.delay(cilegon, "en")
    assert "no run-off method" in text
    assert "uses an assumption" in text


# --- the tariff ----------------------------------------------------------------------


def test_the_revision_and_its_price(cilegon, serang):
    text = sentences.tariff_revision(cilegon, "en")
    for said in ("198.1%", "Rp13,471", "Rp6,800", "39.7%", "No revision was announced"):
        assert said in text
    first = tables.tariff_revision(cilegon, "en").frame.iloc[0]
    assert first["The revision adds, Rp million"] == "810.1"
    assert first["Members not paid for"] == "2,876"
    assert "adds" in sentences.tariff_revision(serang, "en")


def test_a_scenario_at_the_revised_tariff_says_so():
    run = project(load_scenario("cilegon-tariff-2027", draws=0))
    assert "pays as much already" in sentences.tariff_revision(run, "en")
    assert "already pays" in sentences.claims_answer(run, "en")


def test_a_loss_of_the_fund_is_never_the_citys(cilegon, certain):
    for run in (cilegon, certain):
        assert "not the city's" in sentences.claims_answer(run, "en")
        assert "bukan anggaran kota" in sentences.claims_answer(run, "id")
    assert "draws" not in sentences.claims_answer(certain, "en")


# --- the groups behind it ------------------------------------------------------------


def test_left_out_groups_with_the_reason_of_the_one_outside():
    frame = tables.left_out("en").frame
    assert len(frame) == 10
    assert (frame["Inside"] == "yes").sum() == 9
    assert (frame.loc[frame["Inside"] == "no", "Reason"] != "").all()
    text = sentences.left_out("en")
    assert "9 of 10 groups" in text
    assert "2.0 times" in text
    assert sentences.left_out("id") != text
