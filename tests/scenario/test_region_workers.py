"""The labour force of a region: three figures multiplied, and what was published."""

from __future__ import annotations

import csv
from fractions import Fraction

import pytest

from analysis import paths
from analysis.errors import ScenarioError
from analysis.scenario import region_workers
from analysis.scenario.region_names import codes
from analysis.scenario.region_workers import (
    labour_force,
    published,
    share_15_plus,
)


def rows(name: str) -> list[dict[str, str]]:
    with (paths.PROCESSED / f"{name}.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_the_estimate_is_the_three_figures_of_the_tables_multiplied():
    people = [row for row in rows("population_weights") if row["year"] == "2025"]
    grown = sum(int(r["population"]) for r in people if int(r["age_start"]) >= 15)
    share = Fraction(grown, sum(int(row["population"]) for row in people))
    assert 0.74 < share < 0.77  # of Indonesia in 2025
    for row in rows("regions"):
        found = labour_force(row["region"])
        rate = Fraction(row["participation_rate_2021"])
        exact = int(row["population"]) * share * rate
        assert abs(found.people - exact) <= Fraction(1, 2)
        assert (found.population, found.year) == (int(row["population"]), 2025)
        assert (found.share_15_plus, found.participation_rate) == (share, rate)


def test_it_is_called_an_estimate_with_the_source_of_each_part():
    found = labour_force("3672")
    assert found.assumed
    assert found.sources == ("kemendagri-2025", "un-wpp-2019", "bps-kabkota-2021")
    known = {row["source_id"] for row in rows("sources")}
    assert known >= set(found.sources)


def test_all_514_have_one():
    assert len({code for code in codes() if labour_force(code).people > 0}) == 514


def test_the_share_of_the_nearest_year_is_taken():
    assert share_15_plus(2021) == share_15_plus(2020) != share_15_plus(2024)
    assert share_15_plus(2040) == share_15_plus(2030)


def test_published_labour_forces_are_the_latest_of_the_table_and_near_the_estimate():
    found = {one.region: one for one in published()}
    assert {code: one.year for code, one in found.items()} == {
        "3271": 2023,
        "3274": 2024,
        "3672": 2025,
        "3673": 2020,
    }
    assert found["3672"].people == 208907
    for code, one in found.items():  # a factor of ten would be a defect of ours
        assert 0.8 < labour_force(code).people / one.people < 1.25


def test_no_such_region_is_refused_with_candidates():
    with pytest.raises(ScenarioError, match="9999"):
        labour_force("9999")


def test_a_missing_part_is_named_with_its_place_and_remedy(monkeypatch):
    labour_force.cache_clear()
    pack = region_workers.region_pack("3672")
    own = [value for value in pack.own if value.concept != "tpak"]

    class Without:
        pass

    without = Without()
    without.own = own
    monkeypatch.setattr(region_workers, "region_pack", lambda code: without)
    with pytest.raises(ScenarioError) as caught:
        labour_force("3672")
    labour_force.cache_clear()
    (problem,) = caught.value.problems
    assert (problem.file, problem.where) == ("data/processed/regions.csv", "3672")
    assert problem.found == "tpak"
    assert "make data" in problem.remedy["id"]
