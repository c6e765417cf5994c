"""Numbers on claims worked out by hand from published sources, computed twice.

Once with the package, once without it: band by band from the tables, with statsmodels
for exact intervals, by adding up Poisson terms, and in fractions for money.
"""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import yaml
from scipy.integrate import quad
from statsmodels.stats.rates import confint_poisson

from analysis.evidence import tables
from analysis.law import benefits
from analysis.law.parameters import load_law
from analysis.model.claims import life_table, loss_ratio
from analysis.model.credibility import gamma_poisson
from analysis.model.poverty import months_covered, people_bereaved, share_of_poor

FILE = Path(__file__).with_name("method_claims.yaml")
PRINTED = yaml.safe_load(FILE.read_text(encoding="utf-8"))
LAW = load_law()
BPU, JKM = 16_800, 6_800
DEATH_IDR = 42_000_000
SEXES = ("male", "female")


def agrees(value, printed):
    """Say whether a number is the printed one within half its last digit."""
    digits = printed.replace(",", "")
    places = len(digits.partition(".")[2])
    assert value == pytest.approx(float(digits), abs=0.5 * 10**-places + 1e-9)


def ledger(claim_id):
    rows = tables.read("ledger").set_index("claim_id")
    return Fraction(rows.loc[claim_id, "value"])


CLAIMS_IDR, PAID_IDR = ledger("S025"), ledger("S026")
MONTHS = PAID_IDR / BPU
YEARS = float(MONTHS / 12)
ADHOC = sum(ledger(one) for one in ("S017", "S018"))
STAYED = ledger("S022")


# --- mortality -----------------------------------------------------------------------


def bands(period, people_year):
    mortality, people = tables.read("mortality"), tables.read("population_weights")
    rates = mortality[mortality["period"] == period]
    return rates, people[people["year"].astype(int) == people_year]


def by_hand(period, people_year, low, high, sexes=SEXES):
    """Return deaths per 1,000 by adding up bands of five years."""
    rates, people = bands(period, people_year)
    died = lived = 0.0
    for sex in sexes:
        for age in range(low, high, 5):
            at = (rates["sex"] == sex) & (rates["age_start"] == age)
            of = (people["sex"] == sex) & (people["age_start"] == age)
            lived += people.loc[of, "population"].item()
            died += (
                people.loc[of, "population"].item()
                * rates.loc[at, "death_rate_y"].item()
            )
    return 1000 * died / lived


def flat(period, people_year):
    """Return a life table that is level inside the bands it was published in."""
    rates, people = bands(period, people_year)
    spread = {"rate_y": {}, "people": {}}
    for sex in SEXES:
        for what, table, column in (
            ("rate_y", rates, "death_rate_y"),
            ("people", people, "population"),
        ):
            own = table[table["sex"] == sex].sort_values("age_start")
            start = own["age_start"].to_numpy()
            place = np.searchsorted(start, np.arange(101), side="right") - 1
            spread[what][sex] = own[column].to_numpy(float)[place]
    return life_table.LifeTable(**spread)


def package(table, low, high, sexes=SEXES):
    men = table.people["male"][low:high].sum()
    women = table.people["female"][low:high].sum()
    male = {("male",): 1.0, ("female",): 0.0}.get(tuple(sexes), men / (men + women))
    return 1000 * life_table.group_rate_y(table, [(low, high, 1.0)], male)


def sexes_of(column):
    return SEXES if column == "both" else (column,)


RATES = [
    (row["period"], PRINTED["mortality"]["people_year"], row["ages"], sex, row[sex])
    for row in PRINTED["mortality"]["rates_per_1000"]
    for sex in ("both", *SEXES)
    if sex in row
] + [
    ("2025-2030", row["people_year"], [20, 65], "both", row["printed"])
    for row in PRINTED["mortality"]["later_per_1000"]
]


@pytest.mark.parametrize(("period", "year", "ages", "sex", "printed"), RATES)
def test_death_rates_of_the_population(period, year, ages, sex, printed):
    low, high = ages
    second = by_hand(period, year, low, high, sexes_of(sex))
    level = package(flat(period, year), low, high, sexes_of(sex))
    agrees(level, printed)
    assert level == pytest.approx(second, rel=1e-9)


@pytest.mark.parametrize(("period", "year", "ages", "sex", "printed"), RATES)
def test_single_years_of_age_lower_them_by_at_most_a_hundredth(
    period, year, ages, sex, printed
):
    smooth = package(life_table.graduated(*bands(period, year)), *ages, sexes_of(sex))
    assert 0.99 * float(printed) < smooth < 1.001 * float(printed)


@pytest.mark.parametrize("sex", SEXES)
def test_chance_of_dying_between_15_and_60(sex):
    said = PRINTED["mortality"]["dying_between_15_and_60_per_1000"]
    rates, people = bands(said["period"], 2020)
    table = life_table.graduated(rates, people)
    agrees(1000 * (1 - life_table.survival(table, sex, 15, 60)), said[sex])
    own = rates[(rates["sex"] == sex) & rates["age_start"].between(15, 55)]
    lived = math.prod(math.exp(-5 * rate) for rate in own["death_rate_y"])
    agrees(1000 * (1 - lived), said[sex])


# --- national ratios -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "printed"), PRINTED["national"]["implied_deaths_per_1000"].items()
)
def test_deaths_behind_the_national_ratios(year, printed):
    ratio = ledger(f"T-{year}-claim_ratio-jkm-bpu_or_total")
    benefit = benefits.jkm_death_benefit_idr(f"{year}-01", LAW)
    found = loss_ratio.implied_death_rate_y(float(ratio), JKM, float(benefit))
    agrees(1000 * found, printed)
    agrees(float(1000 * ratio * 12 * JKM / benefit), printed)


# --- Cilegon's 164 % -----------------------------------------------------------------


def test_deaths_months_and_years_of_cilegon():
    said = PRINTED["cilegon"]
    curve = loss_ratio.fitting(
        float(CLAIMS_IDR),
        float(PAID_IDR),
        tariffs_idr_m=np.array([BPU]),
        payment_idr=DEATH_IDR,
    )
    agrees(curve["deaths"].item(), said["deaths"])
    agrees(curve["member_months"].item(), said["member_months"])
    agrees(curve["person_years"].item(), said["person_years"])
    assert curve["deaths"].item() == pytest.approx(float(CLAIMS_IDR / DEATH_IDR))
    assert curve["person_years"].item() == pytest.approx(YEARS)


def intervals_agree(deaths, years, printed, scale=1000):
    found = loss_ratio.rate_interval_y(deaths, years)
    for value, said in zip(found, printed, strict=True):
        agrees(scale * value, said)
    if deaths == int(deaths):
        low, high = confint_poisson(int(deaths), 1, method="exact-c")
        agrees(scale * low / years, printed[1])
        agrees(scale * high / years, printed[2])
    else:
        density = [
            lambda x, k=k: math.exp(-x + (k - 1) * math.log(x) - math.lgamma(k))
            for k in (deaths, deaths + 1)
        ]
        below = quad(density[0], 1e-12, found[1] * years)[0]
        above = quad(density[1], found[2] * years, 300)[0]
        assert [below, above] == pytest.approx([0.025, 0.025], abs=1e-6)


@pytest.mark.parametrize("row", PRINTED["cilegon"]["rates_per_1000"], ids=str)
def test_rates_of_cilegon(row):
    fixed = isinstance(row["deaths"], int)
    deaths = row["deaths"] if fixed else float(CLAIMS_IDR / DEATH_IDR)
    intervals_agree(deaths, YEARS, row["printed"])


def test_eleven_deaths_are_those_at_the_work_death_benefit():
    benefit = benefits.jkk_death_benefit_idr("2024-01", LAW)
    assert math.floor(CLAIMS_IDR / benefit) == 11


@pytest.mark.parametrize("row", PRINTED["cilegon"]["ratios_of_18_deaths"], ids=str)
def test_standardised_ratios_of_cilegon(row):
    against = row["against"]
    rate = against
    if isinstance(against, list):
        period, low, high, sex = against
        rate = by_hand(period, 2020, low, high, sexes_of(sex))
    expected = rate / 1000 * YEARS
    found = loss_ratio.standardised_ratio(18, expected)
    for value, printed in zip(found, row["printed"], strict=True):
        agrees(value, printed)
    intervals_agree(18, expected, row["printed"], scale=1)


EXPOSURE = {
    "at Rp10,800": PAID_IDR / 10_800,
    "one of the election staff and seven of 6,207": ADHOC + 7 * STAYED,
    "three of the election staff and seven of 6,207": 3 * ADHOC + 7 * STAYED,
}


@pytest.mark.parametrize("row", PRINTED["cilegon"]["other_exposure"], ids=str)
def test_other_exposure_fits_the_same_money(row):
    months = EXPOSURE[row["months"]]
    agrees(float(months), row["printed_months"])
    if "mean_tariff" in row:
        agrees(float(PAID_IDR / months), row["mean_tariff"])
    intervals_agree(18, float(months / 12), row["printed"])
    curve = loss_ratio.fitting(
        18.0 * DEATH_IDR,
        float(PAID_IDR),
        tariffs_idr_m=np.array([float(PAID_IDR / months)]),
        payment_idr=DEATH_IDR,
    )
    agrees(1000 * curve["death_rate_y"].item(), row["printed"][0])


# --- break-even, chance, credibility -------------------------------------------------


@pytest.mark.parametrize(
    ("tariff", "printed"), PRINTED["break_even"]["per_1000"].items()
)
def test_break_even_mortality(tariff, printed):
    agrees(1000 * loss_ratio.break_even_death_rate_y(tariff, DEATH_IDR), printed)
    agrees(float(Fraction(1000 * 12 * tariff, DEATH_IDR)), printed)


@pytest.mark.parametrize("row", PRINTED["break_even"]["ratios"], ids=str)
def test_ratios_at_ordinary_mortality(row):
    rate = row["rate_per_1000"] / 1000
    even = loss_ratio.break_even_death_rate_y(BPU, DEATH_IDR)
    agrees(rate / even, row["printed"])
    assert loss_ratio.implied_death_rate_y(
        rate / even, BPU, DEATH_IDR
    ) == pytest.approx(rate)


def poisson_tail(first, mean):
    """Return P(N >= first) by adding up the terms below it."""
    below, term = 0.0, math.exp(-mean)
    for count in range(first):
        below += term
        term *= mean / (count + 1)
    return 1 - below


@pytest.mark.parametrize(
    ("rate", "printed"), PRINTED["chance"]["of_19_deaths_percent"].items()
)
def test_chance_of_nineteen_deaths(rate, printed):
    mean = rate / 1000 * YEARS
    agrees(100 * loss_ratio.chance_of_deaths(19, mean), printed)
    agrees(100 * poisson_tail(19, mean), printed)


@pytest.mark.parametrize(
    ("rate", "printed"), PRINTED["chance"]["of_a_ratio_above_one_percent"].items()
)
def test_chance_of_a_ratio_above_one(rate, printed):
    found = loss_ratio.chance_above_one(
        YEARS, rate / 1000, tariff_idr_m=BPU, payment_idr=DEATH_IDR
    )
    agrees(100 * found, printed)
    first = math.floor(PAID_IDR / DEATH_IDR) + 1
    agrees(100 * poisson_tail(first, rate / 1000 * YEARS), printed)


def posterior(cv, prior=3.85e-3, deaths=18):
    """Return mean and bounds of the rate by adding up a fine grid of rates."""
    shape = 1 / cv**2
    rates = np.linspace(1e-6, 0.04, 400_001)
    weight = (shape - 1 + deaths) * np.log(rates) - rates * (shape / prior + YEARS)
    chance = np.exp(weight - weight.max())
    chance /= chance.sum()
    reached = np.cumsum(chance)
    low, high = rates[np.searchsorted(reached, [0.025, 0.975])]
    return (rates * chance).sum(), low, high


@pytest.mark.parametrize("row", PRINTED["credibility"]["rows"], ids=str)
def test_credibility_of_cilegon(row):
    found = gamma_poisson(18, YEARS, 3.85e-3, row["cv"])
    agrees(float(found.factor), row["factor"])
    agrees(YEARS / (YEARS + 1 / (row["cv"] ** 2 * 3.85e-3)), row["factor"])
    low, high = found.interval(0.95)
    second = posterior(row["cv"])
    for value, again, printed in zip(
        (found.mean, low, high), second, (row["mean"], *row["interval"]), strict=True
    ):
        agrees(1000 * float(value), printed)
        agrees(1000 * again, printed)
    if "ratio" in row:
        agrees(float(found.mean) * DEATH_IDR / (12 * BPU), row["ratio"])


def test_next_years_ratio_is_not_last_years():
    rows = PRINTED["credibility"]["rows"]
    even = loss_ratio.break_even_death_rate_y(BPU, DEATH_IDR)
    rates = [float(gamma_poisson(18, YEARS, 3.85e-3, r["cv"]).mean) for r in rows]
    low, high = PRINTED["credibility"]["next_ratio"]
    agrees(min(rates) / even, low)
    agrees(max(rates) / even, high)
    assert max(rates) / even < CLAIMS_IDR / PAID_IDR


# --- benefits, tariff, poverty -------------------------------------------------------


def test_benefits_of_the_law():
    said, month = PRINTED["benefits"], "2024-01"
    agrees(
        float(benefits.jkk_death_benefit_idr(month, LAW)) / 1e6,
        said["jkk_death_million_idr"],
    )
    assert 48 * 1_000_000 + 12_000_000 + 10_000_000 == 70_000_000
    child = float(benefits.scholarship_per_child_idr(month, LAW))
    agrees(child / 1e6, said["scholarship_child_million_idr"])
    assert child == 1e6 * (8 * 1.5 + 3 * 2 + 3 * 3 + 5 * 12)
    agrees(
        float(benefits.scholarship_maximum_idr(month, LAW)) / 1e6,
        said["scholarship_family_million_idr"],
    )


@pytest.mark.parametrize("row", PRINTED["poverty"]["months"], ids=str)
def test_months_at_the_poverty_line(row):
    line = ledger("K132")
    agrees(
        months_covered(row["benefit_idr"], float(line), row["people"]), row["printed"]
    )
    again = row["benefit_idr"] / line / Fraction(str(row["people"]))
    agrees(float(again), row["printed"])


def test_the_honest_scale():
    said = PRINTED["poverty"]["bereaved"]
    deaths = said["members"] * said["rate_per_1000"] / 1000
    agrees(deaths, said["deaths"])
    people = people_bereaved(deaths, 4.42)
    agrees(people, said["people"])
    share = 100 * share_of_poor(people, float(ledger("K131")))
    agrees(share, PRINTED["poverty"]["share_of_poor_percent"])
    assert share == pytest.approx(100 * 31.035 * 4.42 / 17_310)
