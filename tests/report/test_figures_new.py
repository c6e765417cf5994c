"""The flow adds up, the tiles are the provinces, the league holds own figures only."""

from __future__ import annotations

import pytest

from analysis.evidence import tables
from analysis.evidence.ledger import claim
from analysis.report import frames, region_frames
from analysis.report.figures_flow import RESERVE, steps


def test_what_flows_into_the_fund_flows_out(real):
    for year in frames.years(real):
        found = steps(real, year)
        sides = found.groupby("side")["value_idr"].sum()
        assert sides["in"] == pytest.approx(sides["out"], abs=1)
        net = frames.ledgers(real).loc[year]
        gap = found.loc[found["key"] == RESERVE, "value_idr"].sum()
        assert gap == pytest.approx(abs(net["fund"]), abs=1)


def test_each_province_has_one_tile_of_its_own():
    tiles = region_frames.tiles()
    assert sorted(tiles.index) == sorted(tables.read("provinces")["province"])
    assert not tiles.duplicated(["column", "row"]).any()


def test_the_tile_map_counts_every_region():
    found = region_frames.provinces()
    assert found["regions"].sum() == len(tables.read("regions"))
    assert (found["with_own"] <= found["regions"]).all()


def test_the_league_holds_published_counts_of_the_region_itself():
    found = region_frames.published_members()
    assert found["region"].is_unique
    assert found["members_per_1000"].is_monotonic_decreasing
    for row in found.itertuples():
        own = claim(row.claim_id)
        assert own["region"] == row.region
        assert float(own["value"]) == row.people
        assert own["status"] in region_frames.TRUSTED
    cilegon = found[found["region"] == "3672"].iloc[0]
    assert cilegon["as_of"] >= "2025-12"  # not the election staff of 2024
