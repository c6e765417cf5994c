"""Deaths per member and year: exposure from the ledger, pooled by moments."""

import numpy as np
import pandas as pd
import pytest

from analysis.evidence.calibration import (
    calibration_groups,
    pooled_death_rate,
    pooled_variants,
)
from analysis.evidence.tables import read


@pytest.fixture(scope="module")
def groups():
    return read("calibration_groups")


@pytest.fixture(scope="module")
def used(groups):
    return groups[groups["use"] == "yes"]


@pytest.mark.parametrize(
    ("group", "rate"),
    [
        ("surabaya_rt_rw_2023", 3.7),
        ("surabaya_bunda_paud_2023", 1.9),
        ("pekalongan_rt_rw_2023", 6.3),
        ("bone_bolango_rentan_2021", 5.7),
        ("bone_bolango_rentan_2023", 10.4),
        ("bone_bolango_non_asn_2023", 2.6),
        ("manado_non_korpri_2024", 4.8),
        ("blitar_tembakau_2024", 1.8),
        ("batang_rt_2021", 15.4),
        ("kediri_rt_rw_2021", 19.3),
    ],
)
def test_rates_are_deaths_over_exposure(groups, group, rate):
    found = groups.set_index("group").loc[group, "death_rate_y"]
    assert round(1000 * found, 1) == rate


def test_exposure_is_people_times_months(groups):
    expected = groups["people"] * groups["months"] / 12
    np.testing.assert_allclose(groups["exposure_person_years"], expected, atol=0.006)


def test_ten_groups_outside_covid_are_used(used):
    assert len(used) == 10
    assert set(used["covid"]) == {"no"}
    assert (used["instead_of"] == "").all()


def test_the_pooled_rate_and_spread(used):
    rate, cv = pooled_death_rate(used)
    assert rate == pytest.approx(490 / 102_121.78, rel=1e-6)
    assert 1000 * rate == pytest.approx(4.80, abs=0.005)
    assert cv == pytest.approx(0.594, abs=0.001)


def test_another_reading_of_bone_bolango_gives_four_and_a_half(groups):
    variants = pooled_variants(groups).set_index("variant")
    other = variants.loc["with bone_bolango_rentan_2023_27000"]
    assert 1000 * other["death_rate_y"] == pytest.approx(4.53, abs=0.005)
    assert other["cv"] == pytest.approx(0.42, abs=0.005)
    assert variants.loc["used", "groups"] == other["groups"] == 10
    without = variants[variants.index.str.startswith("without")]
    assert len(without) == 10
    assert (without["groups"] == 9).all()


def test_known_mean_and_spread_are_found_again():
    """Simulated: mean 5 per 1,000, cv 0.4, many groups: moments find both."""
    rng = np.random.default_rng(7)
    years = rng.uniform(2_000, 30_000, 4_000)
    rates = rng.gamma(1 / 0.16, 0.005 * 0.16, years.size)
    frame = pd.DataFrame(
        {"deaths": rng.poisson(rates * years), "exposure_person_years": years}
    )
    rate, cv = pooled_death_rate(frame)
    assert rate == pytest.approx(0.005, rel=0.02)
    assert cv == pytest.approx(0.4, rel=0.04)


def test_equal_groups_have_no_spread():
    frame = pd.DataFrame(
        {"deaths": [10, 20, 5], "exposure_person_years": [2000, 4000, 1000]}
    )
    assert pooled_death_rate(frame) == (0.005, 0.0)
    assert pooled_death_rate(frame.iloc[:1]) == (0.005, 0.0)


def test_several_claims_are_added_up():
    row = {"deaths_claims": "A B", "people_claims": "C", "months": "6"}
    ledger = [
        {"claim_id": "A", "value": "2"},
        {"claim_id": "B", "value": "1"},
        {"claim_id": "C", "value": "1000"},
    ]
    (group,) = calibration_groups([row], ledger)
    assert group["exposure_person_years"] == "500.00"
    assert group["death_rate_y"] == "0.006000"
    assert group["claim_ids"] == "A B C"
