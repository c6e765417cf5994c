"""Deaths per member and year: people, months and deaths from the ledger."""

import numpy as np
import pytest

from analysis.evidence.calibration import calibration_groups
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
