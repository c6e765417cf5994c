"""Values marked derived, computed again from the data they were derived from."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import gamma

from analysis.evidence import tables
from analysis.evidence.calibration import (
    collective_death_rate,
    pooled_death_rate,
)
from analysis.law.parameters import load_law
from analysis.model.claims import death_rate_y

LAW = load_law()
# Groups whose label is no segment: the profile that stands for them.
STANDS_FOR = {"apbd": "pekerja_rentan", "guru_paud": "kader"}
WEIGHTS_YEAR, PERIOD = 2025, "2025-2030"
TOLERANCE = 0.03


def population_rate(profile) -> float:
    mortality, weights = tables.read("mortality"), tables.read("population_weights")
    return death_rate_y(
        mortality[mortality["period"] == PERIOD],
        weights[weights["year"].astype(int) == WEIGHTS_YEAR],
        age_low=float(profile.age_low.central),
        age_high=float(profile.age_high.central),
        male_share=float(profile.male_share.central),
    )


def expected_deaths() -> pd.DataFrame:
    """Return the groups in use with the life table's deaths in place of exposure."""
    groups = tables.read("calibration_groups")
    groups = groups[groups["use"] == "yes"].copy()
    rates = [
        population_rate(LAW.profile(STANDS_FOR.get(slug, slug)))
        for slug in groups["segment"]
    ]
    exposure = groups["exposure_person_years"].astype(float)
    return groups.assign(
        deaths=groups["deaths"].astype(float), exposure_person_years=exposure * rates
    )


def test_selection_is_observed_over_expected():
    mean, sd = collective_death_rate(expected_deaths())
    written = [float(one) for one in LAW.quantity("selection_factor").numbers]
    said = f"rata-rata {mean:.2f}, simpangan {sd:.2f}".replace(".", ",")
    assert said in LAW.entry("selection_factor", "2026-01").basis
    assert written == pytest.approx([mean, sd], abs=0.005)


def test_what_the_note_says_of_the_largest_group():
    groups = expected_deaths()
    largest = groups["deaths"].idxmax()
    note = LAW.entry("selection_factor", "2026-01").note["en"]
    assert (
        f"{groups['deaths'][largest]:.0f} of the {groups['deaths'].sum():.0f}" in note
    )
    assert f"{pooled_death_rate(groups)[0]:.2f} with it" in note
    assert f"{pooled_death_rate(groups.drop(largest))[0]:.2f} without" in note


def test_selection_draws_have_the_mean_and_tail_of_the_gamma():
    mean, sd = (float(one) for one in LAW.quantity("selection_factor").numbers)
    uniform = (np.arange(20_000) + 0.5) / 20_000
    draws = LAW.quantity("selection_factor").draws(uniform)
    assert draws.mean() == pytest.approx(mean, abs=TOLERANCE)
    tail = gamma.ppf(0.9, (mean / sd) ** 2, scale=sd**2 / mean)
    assert np.quantile(draws, 0.9) == pytest.approx(tail, abs=TOLERANCE)


def test_life_table_of_the_population():
    """WPP 2024, ages 20-64, 2025-30 rates on 2025 weights: 4.77 per 1,000."""
    assert population_rate(LAW.profile("umum")) == pytest.approx(0.00477, abs=2e-5)


def test_accident_rates_and_costs():
    bpu = float(LAW.value("jkk_incidence_bpu_y", "2026-01"))
    assert bpu == pytest.approx(19_921 / 9_190_000, rel=0.005)
    upper = float(LAW.quantity("jkk_incidence_pu_y").numbers[-1])
    assert upper == pytest.approx(347_855 / 25_004_000, rel=0.005)
    cost = LAW.quantity("jkk_cost_per_case_idr")
    low, central, high = (float(one) for one in cost.numbers)
    assert central == pytest.approx(3.03e12 / 370_747, rel=0.005)
    assert high == pytest.approx(3.03e12 / 177_727, rel=0.005)
    assert low == pytest.approx(145.9e9 / 36_118, rel=0.012)


def test_mean_jkm_payment():
    written = float(LAW.value("jkm_mean_payment_idr", "2026-01"))
    assert written == pytest.approx(3.21e12 / 69_029, rel=0.001)


def test_transfer_cut():
    written = float(LAW.value("transfer_cut_share", "2026-06"))
    assert written == pytest.approx(692.99 / 919.87 - 1, abs=5e-5)
    assert LAW.value("transfer_cut_share", "2025-12") == 0
    assert LAW.value("transfer_cut_share", "2027-01") == 0


@pytest.mark.parametrize(
    ("name", "prior"),
    [
        ("revenue_growth_y", ("revenue_budget_growth_mean_y", "_growth_sd_y")),
        ("pad_growth_y", ("pad_budget_growth_mean_y", "_growth_sd")),
        ("transfer_growth_y", ("central_transfer_budget_growth_mean_y", "_growth_sd")),
    ],
)
def test_growth_priors(name, prior):
    table = tables.read("fiscal_priors").set_index("name")["value"].astype(float)
    mean_name, ending = prior
    sd_name = mean_name.replace("_growth_mean_y", ending)
    mean, sd = (float(one) for one in LAW.quantity(name).numbers)
    assert mean == pytest.approx(table[mean_name], abs=6e-4)
    assert sd == pytest.approx(table[sd_name], abs=6e-4)


def test_wage_growth():
    wages = tables.read("minimum_wages")
    table = wages.assign(umk=wages["umk_idr_m"].astype(float)).pivot(
        index="year", columns="region", values="umk"
    )
    table.index = table.index.astype(int)
    rises = (table / table.shift(1) - 1).loc[2022:2026].to_numpy().ravel()
    assert len(rises) == 20
    quantity = LAW.quantity("wage_growth_y")
    p10, median, p90 = (float(one) for one in quantity.numbers)
    assert median == pytest.approx(rises.mean(), abs=0.005)
    assert [p10, p90] == pytest.approx(np.quantile(rises, [0.1, 0.9]), abs=0.001)
