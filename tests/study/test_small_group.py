"""The exact year of a small group: by simulation, in moments, at the edges."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from analysis import project
from analysis.law.parameters import load_law
from analysis.quantity import Quantity
from analysis.report.tables_assumed import CLAIM_PARAMETERS
from analysis.scenario.load import parse_scenario
from analysis.study.small_group import (
    STEP_IDR,
    Spread,
    claims,
    cv_of,
    death_counts,
    small_group,
    smallest,
    spread_of,
)

FISHERS = {
    "segment": "nelayan",
    "year": 2027,
    "person_years": 332.0,
    "early_share": 0.05,
    "death_rate_y": 0.0046,
    "full_benefit_idr": 42e6,
    "early_benefit_idr": 10e6,
    "qualifying_share": 0.6,
    "award_idr": 23.1e6,
    "accident_rate_y": 0.0032,
    "death_share": 0.023,
    "disability_share": 0.045,
    "total_disability_share": 0.03,
    "care_idr": 2.4e6,
    "work_death_idr": 70e6,
    "disability_idr": 9.3e6,
    "jkk_award_idr": 24.2e6,
}
SPREAD = Spread(rate_cv=0.7, care_cv=2.0, disability_cv=1.0)
SURE = Spread(rate_cv=0.0, care_cv=2.0, disability_cv=1.0)


def simulated(rates, spread, draws=400_000):
    """Return sums of claims drawn one by one, in the words of docs/claims.md."""
    numbers = np.random.default_rng(20261122)
    years, cv = rates["person_years"], spread.rate_cv
    factor = numbers.gamma(1 / cv**2, cv**2, draws) if cv else np.ones(draws)
    mean = years * rates["death_rate_y"] * factor
    early = numbers.poisson(mean * rates["early_share"])
    later = numbers.poisson(mean * (1 - rates["early_share"]))
    each = rates["full_benefit_idr"] + rates["qualifying_share"] * rates["award_idr"]
    total = early * rates["early_benefit_idr"] + later * each
    hurt = years * rates["accident_rate_y"]
    died = numbers.poisson(hurt * rates["death_share"], draws)
    maimed = numbers.poisson(hurt * rates["disability_share"], draws)
    rest = 1 - rates["death_share"] - rates["disability_share"]
    healed = numbers.poisson(hurt * rest, draws)
    care = _gamma_sum(numbers, died + maimed + healed, rates["care_idr"], 2.0)
    lump = _gamma_sum(numbers, maimed, rates["disability_idr"], 1.0)
    award = died + maimed * rates["total_disability_share"]
    return (
        total
        + care
        + lump
        + died * rates["work_death_idr"]
        + award * rates["jkk_award_idr"]
    )


def _gamma_sum(numbers, count, mean, cv):
    shape = np.maximum(count / cv**2, 1e-12)
    return np.where(count > 0, numbers.gamma(shape) * mean * cv**2, 0.0)


@pytest.mark.parametrize("spread", [SPREAD, SURE], ids=["unknown", "known"])
def test_the_distribution_is_that_of_years_drawn_one_by_one(spread):
    exact, drawn = claims(FISHERS, spread), simulated(FISHERS, spread)
    assert exact.mean == pytest.approx(drawn.mean(), rel=0.01)
    assert exact.sd == pytest.approx(drawn.std(), rel=0.015)
    assert exact.pmf.sum() == pytest.approx(1)
    for amount in (20e6, 66.93e6, 150e6, 300e6):
        above = (drawn > amount + STEP_IDR / 2).mean()
        assert exact.above(amount + STEP_IDR / 2) == pytest.approx(above, abs=0.01)


def test_the_mean_is_the_expectation_by_hand():
    deaths = 332 * 0.0046 * (0.05 * 10e6 + 0.95 * (42e6 + 0.6 * 23.1e6))
    case = 2.4e6 + 0.023 * (70e6 + 24.2e6) + 0.045 * (9.3e6 + 0.03 * 24.2e6)
    expected = deaths + 332 * 0.0032 * case
    assert claims(FISHERS, SURE).mean == pytest.approx(expected, rel=1e-6)
    assert claims(FISHERS, SPREAD).mean == pytest.approx(expected, rel=1e-6)


def test_a_rate_that_is_not_known_widens_the_year():
    assert claims(FISHERS, SPREAD).sd > claims(FISHERS, SURE).sd
    counts = death_counts(1.4, 0.7, 0.1)
    assert counts["unknown"][0] > counts["known"][0]
    for column in ("known", "unknown"):
        assert counts[column].sum() == pytest.approx(1, abs=1e-5)
        mean = (counts["deaths"] * counts[column]).sum()
        assert mean == pytest.approx(1.5, abs=1e-3)


def test_nobody_costs_nothing():
    nobody = claims({**FISHERS, "person_years": 0.0}, SPREAD)
    assert nobody.mean == 0
    assert nobody.above(0) == 0
    counts = death_counts(0.0, 0.7)
    assert counts.to_numpy().tolist() == [[0, 1, 1]]


def test_one_person_is_alive_with_nearly_all_chance():
    one = claims({**FISHERS, "person_years": 1.0}, SPREAD)
    assert 0.99 < one.pmf[0] < 1


def test_no_accident_and_costs_without_spread():
    none = {**FISHERS, "accident_rate_y": 0.0, "early_share": 0.0, "award_idr": 0.0}
    found = claims(none, Spread(0.0, 0.0, 0.0))
    steps = int(42e6 / STEP_IDR)
    assert found.pmf[::steps].sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("quantity", "cv"),
    [
        (Quantity.exact(1), 0.0),
        (Quantity("gamma", (0.8, 0.6)), 0.75),
        (Quantity("normal", (2, 1)), 0.5),
        (Quantity("uniform", (0, 2)), 3**-0.5),
    ],
)
def test_coefficient_of_variation_of_a_quantity(quantity, cv):
    assert cv_of(quantity) == pytest.approx(cv, rel=1e-3)


def test_the_draws_of_a_projection_have_the_exact_distribution():
    """All rates certain, one group: what is left in the draws is chance alone."""
    law = load_law()
    sure = {
        name: {"2015-07": law.value(name, "2027-12")}
        for name in CLAIM_PARAMETERS
        if name != "mortality_period"
    }
    run = project(parse_scenario(ONE_GROUP), load_law(overrides=sure))
    drawn = run.draws["claims_incurred_idr"].to_numpy()
    group = small_group(run, "mine", 2027)
    assert group.unknown.sd == pytest.approx(group.known.sd)
    assert drawn.mean() == pytest.approx(group.known.mean, rel=0.03)
    assert drawn.std() == pytest.approx(group.known.sd, rel=0.04)
    for level in (0.1, 0.25, 0.5, 0.75, 0.9):
        amount = group.known.quantile(level) + STEP_IDR / 2
        below = (drawn <= amount).mean()
        assert below == pytest.approx(1 - group.known.above(amount), abs=0.02)


ONE_GROUP = """
schema: 1
name: one
title: {id: "x", en: "x"}
region: "3672"
first_year: 2027
years: 1
draws: 6000
seed: 5
segments:
  mine:
    label: {id: "x", en: "x"}
    eligible: 700
    members: 700
    since: "2020-01"
    tariff: {kind: bpu}
    path: {kind: hold}
    place: refill
    profile: nelayan
"""


def results(rows):
    paid = pd.Series([332 * 12 * 16_800.0], index=[2027])

    def series(variable, segment):
        return paid if segment == "nelayan" else paid * 0

    return SimpleNamespace(rates=pd.DataFrame(rows), law=load_law(), series=series)


EMPTY = {**FISHERS, "segment": "kader", "person_years": 0.0}


def test_the_smallest_group_has_people():
    assert smallest(results([EMPTY, FISHERS]), 2027) == "nelayan"
    assert smallest(results([EMPTY]), 2027) is None
    assert smallest(results([EMPTY, FISHERS]), 2031) is None


def test_a_group_of_a_projection():
    found = small_group(results([EMPTY, FISHERS]), "nelayan", 2027)
    at_work = 332 * 0.0032 * 0.023
    assert found.expected_deaths == pytest.approx(332 * 0.0046 + at_work)
    assert found.contributions_idr == 332 * 12 * 16_800
    assert found.unknown.above(found.contributions_idr) < 1
    assert spread_of(load_law(), 2027).rate_cv > 0
    nobody = small_group(results([EMPTY, FISHERS]), "kader", 2027)
    assert nobody.unknown.mean == 0


def test_an_unknown_group_is_refused():
    with pytest.raises(ValueError, match="no rates of petani in 2027"):
        small_group(results([FISHERS]), "petani", 2027)
