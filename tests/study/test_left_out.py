"""Leave one group out: bands by simulation, coverage of those in use, bad input."""

import numpy as np
import pandas as pd
import pytest

from analysis.evidence import tables
from analysis.law.parameters import load_law
from analysis.model.credibility import collective
from analysis.study.left_out import REASONS, groups_in_use, left_out

LAW = load_law()


@pytest.fixture(scope="module")
def in_use():
    return groups_in_use(LAW)


@pytest.fixture(scope="module")
def found(in_use):
    return left_out(in_use)


def frame(deaths, expected):
    names = [f"g{place}" for place in range(len(deaths))]
    return pd.DataFrame({"group": names, "deaths": deaths, "expected": expected})


def test_most_groups_lie_inside_and_each_that_does_not_has_a_reason(found):
    assert 0.8 <= found["inside"].mean() <= 0.97
    outside = set(found.loc[~found["inside"], "group"])
    assert outside == set(REASONS)


def test_covid_years_and_other_readings_are_not_used(in_use):
    assert (in_use["covid"] == "no").all()
    assert (in_use["instead_of"] == "").all()
    assert (in_use["expected"] > 0).all()


def test_expected_is_exposure_times_the_rate_of_the_ages(in_use):
    """Fishers aside, ordinary adults die at three to seven per thousand a year."""
    rate = in_use["expected"] / in_use["exposure_person_years"].astype(float)
    assert rate.between(0.003, 0.0075).all()
    by_segment = rate.groupby(in_use["segment"]).nunique()
    assert (by_segment == 1).all()


def test_a_group_does_not_speak_for_itself(in_use, found):
    """Ten times the deaths of one group leave its own band where it was."""
    changed = in_use.copy()
    changed.loc[0, "deaths"] *= 10
    again = left_out(changed)
    columns = ["others_ratio", "low", "high"]
    assert again.loc[0, columns].tolist() == found.loc[0, columns].tolist()
    assert again.loc[1, "others_ratio"] != found.loc[1, "others_ratio"]


def test_the_band_is_that_of_simulated_groups(in_use, found):
    numbers = np.random.default_rng(3)
    row, others = found.iloc[0], in_use.iloc[1:]
    mean, sd = collective(others["deaths"], others["expected"])
    rate = numbers.gamma((mean / sd) ** 2, sd**2 / mean, 400_000)
    deaths = numbers.poisson(rate * row["expected"])
    low, high = np.quantile(deaths, [0.05, 0.95])
    assert [row["low"], row["high"]] == pytest.approx([low, high], abs=1)


def test_groups_that_differ_by_chance_alone_get_the_band_of_poisson():
    found = left_out(frame([10, 10, 10, 10], [10.0, 10, 10, 10]))
    assert found["inside"].all()
    assert (found["low"] == 5).all()
    assert (found["high"] == 15).all()
    assert found["width"].tolist() == [1.0] * 4


def test_groups_without_a_death():
    found = left_out(frame([0, 0, 0], [1.0, 2, 3]))
    assert found["inside"].all()
    assert (found["high"] == 0).all()


def test_too_few_groups_are_refused():
    with pytest.raises(ValueError, match="2 groups are given"):
        left_out(frame([1, 2], [1.0, 2]))


def test_what_the_reason_says_of_the_disputed_group(found):
    groups = found.set_index("group")
    one = groups[~groups["inside"]].iloc[0]
    known = tables.read("calibration_groups").set_index("group")
    larger = known[known["instead_of"] == one.name].iloc[0]
    assert "N232" in one["claim_ids"]
    assert "N220" in larger["claim_ids"]
    less = float(one["exposure_person_years"]) / float(larger["exposure_person_years"])
    assert one["ratio"] * less > groups.drop(index=one.name)["ratio"].max()
