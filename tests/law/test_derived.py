"""Values marked derived, computed again from the data they were derived from."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from scipy.stats import gamma

from analysis.evidence import ledger, tables
from analysis.law import benefits
from analysis.law.parameters import load_law
from analysis.model.claims.life_table import graduated, group_rate_y
from analysis.model.credibility import collective, pooled

LAW = load_law()
# Groups whose label is no segment: the profile that stands for them.
STANDS_FOR = {"apbd": "pekerja_rentan", "guru_paud": "kader"}
WEIGHTS_YEAR, PERIOD = 2025, "2025-2030"
TOLERANCE = 0.03


def population_rate(profile) -> float:
    mortality, weights = tables.read("mortality"), tables.read("population_weights")
    table = graduated(
        mortality[mortality["period"] == PERIOD],
        weights[weights["year"].astype(int) == WEIGHTS_YEAR],
    )
    return group_rate_y(table, profile.bands, profile.male_share.central)


def expected_deaths() -> pd.DataFrame:
    """Return the groups in use with the deaths the life table expects of them."""
    groups = tables.read("calibration_groups")
    groups = groups[groups["use"] == "yes"].copy()
    rates = [
        population_rate(LAW.profile(STANDS_FOR.get(slug, slug)))
        for slug in groups["segment"]
    ]
    exposure = groups["exposure_person_years"].astype(float)
    deaths = groups["deaths"].astype(float)
    return groups.assign(deaths=deaths, expected=exposure * rates)


def test_selection_is_observed_over_expected():
    groups = expected_deaths()
    mean, sd = collective(groups["deaths"], groups["expected"])
    written = [float(one) for one in LAW.quantity("selection_factor").numbers]
    said = f"rata-rata {mean:.2f}, simpangan {sd:.2f}".replace(".", ",")
    assert said in LAW.entry("selection_factor", "2026-01").basis
    assert written == pytest.approx([mean, sd], abs=0.005)


def test_the_part_of_selection_that_all_of_indonesia_shares():
    """The mean of the groups is uncertain once, not again in every region::

    ln(1 + sd_mean^2 / mean^2) / ln(1 + sd^2 / mean^2),  sd_mean^2 = a / sum z_i
    """
    groups = expected_deaths()
    mean, sd = collective(groups["deaths"], groups["expected"])
    ratio, cv = pooled(groups["deaths"], groups["expected"])
    between = (ratio * cv) ** 2
    cv_mean, cv_all = np.sqrt(sd**2 - between) / mean, sd / mean
    share = np.log1p(cv_mean**2) / np.log1p(cv_all**2)
    assert float(LAW.value("selection_national_share", "2026-01")) == pytest.approx(
        share, abs=5e-4
    )
    entry = LAW.entry("selection_national_share", "2026-01")
    said = f"ln(1 + {cv_mean:.3f}^2) / ln(1 + {cv_all:.3f}^2)".replace(".", ",")
    assert said in entry.basis
    assert f"{cv_mean * mean:.2f} only" in entry.note["en"]


def test_what_the_note_says_of_the_largest_group():
    groups = expected_deaths()
    largest = groups["deaths"].idxmax()
    note = LAW.entry("selection_factor", "2026-01").note["en"]
    assert (
        f"{groups['deaths'][largest]:.0f} of the {groups['deaths'].sum():.0f}" in note
    )
    others = groups.drop(largest)
    ratios = [pooled(part["deaths"], part["expected"])[0] for part in (groups, others)]
    assert f"{ratios[0]:.2f} with it and {ratios[1]:.2f} without" in note


def test_selection_draws_have_the_mean_and_tail_of_the_gamma():
    mean, sd = (float(one) for one in LAW.quantity("selection_factor").numbers)
    uniform = (np.arange(20_000) + 0.5) / 20_000
    draws = LAW.quantity("selection_factor").draws(uniform)
    assert draws.mean() == pytest.approx(mean, abs=TOLERANCE)
    tail = gamma.ppf(0.9, (mean / sd) ** 2, scale=sd**2 / mean)
    assert np.quantile(draws, 0.9) == pytest.approx(tail, abs=TOLERANCE)


def test_life_table_of_the_population():
    """WPP 2024, ages 20-64, 2025-30 rates on 2025 weights: 4.74 per 1,000."""
    assert population_rate(LAW.profile("umum")) == pytest.approx(0.00474, abs=1e-5)


def test_accident_rates_and_costs():
    bpu = float(LAW.value("jkk_incidence_bpu_y", "2023-12"))
    assert bpu == pytest.approx(19_921 / 9_190_000, rel=0.005)
    members = (9_190_000 + 9_580_000) / 2
    low, later, high = map(float, LAW.quantity("jkk_incidence_bpu_y").numbers)
    assert later == pytest.approx(20_129 * 12 / 8 / members, rel=0.005)
    assert low == bpu
    assert high > (20_129 - 11_784) * 4 / members > later  # June to August alone
    upper = float(LAW.quantity("jkk_incidence_pu_y").numbers[-1])
    assert upper == pytest.approx(347_855 / 25_004_000, rel=0.005)
    cost = LAW.quantity("jkk_cost_per_case_idr")
    low, central, high = (float(one) for one in cost.numbers)
    assert central == pytest.approx(3.03e12 / 370_747, rel=0.005)
    assert high == pytest.approx(3.03e12 / 177_727, rel=0.005)
    assert low == pytest.approx(145.9e9 / 36_118, rel=0.012)


def scheme(period: str, measure: str, segment: str = "total") -> float:
    rows = tables.read("scheme").set_index(["period", "measure", "segment", "region"])
    return float(rows.loc[(period, measure, segment, ""), "value"])


def test_deaths_and_disabilities_of_accidents():
    low, median, high = map(float, LAW.quantity("jkk_death_share").numbers)
    reported = scheme("2015", "accident_deaths") / scheme("2015", "accidents")
    assert median == pytest.approx(reported, abs=5e-5)
    rounding = 0.005
    died = [scheme(year, "accident_share_died") for year in ("2019", "2020")]
    assert [low, high] == pytest.approx([died[0] - rounding, died[1] + rounding])
    assert low < 3_093 / 192_911 < high  # 2013
    low, median, high = map(float, LAW.quantity("jkk_disability_share").numbers)
    left = [scheme(year, "accident_share_disabled") for year in ("2019", "2020")]
    assert median == pytest.approx(sum(left) / 2)
    assert [low, high] == pytest.approx([left[0] - rounding, left[1] + rounding])


def mean_pu_wage_idr_m() -> float:
    """Return the wage behind the JKM contributions of 2023: 0.3 % of it, less BPU."""
    bpu = 81_600 * scheme("2023-12", "active_members", "bpu")
    pu = float(ledger.value("K121")) - bpu
    rate = float(LAW.value("pu_jkm_rate", "2023-06"))
    return pu / (12 * rate * scheme("2023-12", "active_members", "pu"))


def accident_parts(wage: float | None) -> dict[str, float]:
    """Return what an accident costs on average, million rupiah, without scholarship."""

    def centre(name: str) -> float:
        return float(LAW.quantity(name, "2023-06").central)

    month, exact = "2023-06", None if wage is None else Fraction(round(wage))
    base = float(LAW.value("bpu_wage_base_idr_m", month)) if wage is None else wage
    total = centre("jkk_total_disability_share")
    degree = Fraction(LAW.quantity("jkk_disability_degree", month).central)
    partial = float(benefits.jkk_partial_disability_idr(degree, month, LAW, exact))
    whole = float(benefits.jkk_total_disability_idr(month, LAW, exact))
    death = float(benefits.jkk_death_benefit_idr(month, LAW, exact))
    parts = {
        "death": centre("jkk_death_share") * death,
        "disability": centre("jkk_disability_share")
        * ((1 - total) * partial + total * whole),
        "wage": centre("jkk_incapacity_months") * base,
        "care": centre("jkk_care_idr"),
    }
    return {name: part / 1e6 for name, part in parts.items()}


def test_the_parts_of_an_accident_add_to_the_published_cost():
    wage = mean_pu_wage_idr_m()
    assert wage == pytest.approx(3.1e6, rel=0.005)
    pu, bpu = accident_parts(3.1e6), accident_parts(None)
    published = float(LAW.value("jkk_cost_per_case_idr", "2023-06")) / 1e6
    assert sum(pu.values()) == pytest.approx(published, rel=0.01)
    note = LAW.entry("jkk_care_idr", "2026-01").note["en"]
    said = "death {death:.2f} + disability {disability:.2f} + wage {wage:.2f}"
    assert said.format(**pu) in note
    assert f"care {pu['care']:.1f} = Rp{sum(pu.values()):.1f} m" in note
    said = "{death:.2f} + {disability:.2f} + {wage:.1f} + {care:.1f}"
    assert f"{said.format(**bpu)} = Rp{sum(bpu.values()):.1f} m" in note


def test_school_participation_of_2023():
    published = {"sd": 0.9916, "smp": 0.961, "sma": 0.7342, "pt": 0.2896}
    for level, share in published.items():
        written = float(LAW.value(f"scholarship_enrolled_{level}_share", "2026-01"))
        assert written == pytest.approx(share, abs=0.002), level


def test_interest_is_the_mean_of_the_yields_seen():
    written = float(LAW.value("discount_rate_y", "2026-01"))
    assert written == pytest.approx((0.0655 + 0.0708 + 0.0685) / 3, abs=5e-4)


@pytest.mark.parametrize(
    ("month", "published_idr"),
    [
        ("2022-03", 2_395_923),
        ("2023-03", 2_592_657),
        ("2024-03", 2_786_415),
        ("2024-09", 2_803_590),
        ("2025-03", 2_875_235),
    ],
)
def test_poverty_line_of_a_household_as_bps_prints_it(month, published_idr):
    line = LAW.value("poverty_line_idr_m", month)
    assert round(line * LAW.value("poor_household_size", month)) == published_idr


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
