"""What is kept of forecasts is what the code and the ledger give now."""

import datetime as dt
import hashlib
import json

import numpy as np
import pandas as pd
import pytest

from analysis import paths
from analysis.errors import InputDataError
from analysis.evidence import ledger, tables
from analysis.evidence.panel import panel, used
from analysis.study import frozen, record, replay, scores
from analysis.study.backtest import AS_OF, PUBLICATION, backtest, tasks

STALE = "run: iuran forecast --calibrate --on DATE"
# frozen is frozen: a new file gets a line of its own here, an old one never changes
FROZEN = {
    "2026-11-21": "84cdc55bc316ecd46a6ad124272f804dda9d6713b7b711b4fc007adde3bab347",
}


def close(one, two):
    """Compare nested lists and numbers within a millionth."""
    if isinstance(one, dict):
        return one.keys() == two.keys() and all(close(one[k], two[k]) for k in one)
    if isinstance(one, list) and one and isinstance(one[0], list | float | int):
        return bool(np.allclose(one, two, rtol=1e-6, atol=0))
    return one == two or bool(np.isclose(one, two, rtol=1e-6, atol=0))


@pytest.fixture(scope="module")
def again():
    kept = record.calibration()
    return record.made(dt.date.fromisoformat(kept.made_on), kept.seed)


def test_the_calibration_is_what_the_ledger_gives(again):
    stored = tables.stored("trend")
    assert (stored["made_on"], stored["seed"]) == ("2026-11-21", record.SEED)
    assert close(json.loads(json.dumps(again[0].to_dict())), stored), STALE


@pytest.mark.parametrize("name", [record.BACKTEST, record.REPLAY])
def test_back_test_and_replays_are_what_the_ledger_gives(again, name):
    made = again[1][name].reset_index(drop=True)
    kept = tables.kept(name)
    assert list(made.columns) == list(kept.columns)
    for column in made.select_dtypes("number"):
        assert np.allclose(
            made[column].to_numpy(dtype=float),
            kept[column].to_numpy(dtype=float),
            rtol=1e-6,
            atol=2e-6,
            equal_nan=True,
        ), f"{column}: {STALE}"
    words = made.columns.difference(made.select_dtypes("number").columns)
    for column in words:
        assert list(made[column].astype(str)) == list(kept[column].astype(str)), STALE


def test_every_task_is_in_the_back_test():
    rows = used(panel())
    kept = record.tested()
    for known in (PUBLICATION, AS_OF):
        expected = len(tasks(rows.assign(known_on=rows[known])))
        part = kept[kept["known"] == known]
        assert (part.groupby("method").size() == expected).all()
    assert (kept["made_on"] < kept["target_date"]).all()


def test_frozen_forecasts_never_change():
    folder = paths.PROCESSED / "forecasts"
    found = {
        path.stem: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.glob("*.csv")
    }
    assert found == FROZEN


def test_what_is_frozen():
    kept = tables.kept("forecasts/2026-11-21")
    assert set(kept["method"]) == set(frozen.METHODS)
    assert kept["series"].nunique() == used(panel())["series"].nunique()
    ends = {f"{year}-12-31" for year in (2026, 2027, 2028, 2029)}
    assert set(kept["target_date"]) == ends
    assert set(kept["version"]) == {record.calibration().version}
    assert (kept.groupby(["series", "method"]).size() == len(ends)).all()
    quantiles = kept[frozen.NAMES].to_numpy()
    assert (np.diff(quantiles, axis=1) >= 0).all()
    assert ((quantiles >= 0) & (quantiles <= 1)).all()


def test_nothing_came_since_the_freezing_so_nothing_is_scored():
    kept = tables.kept("forecasts/2026-11-21")
    assert frozen.score_frozen(kept, used(panel())).empty


def test_an_estimate_that_was_not_made_says_how(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "PROCESSED", tmp_path)
    tables._stored.cache_clear()
    for read in (tables.stored, tables.kept):
        with pytest.raises(InputDataError, match="iuran forecast --calibrate"):
            read("nothing")


def test_a_stock_of_several_figures_by_hand():
    # 7,881 + 1,439 + 800 added on 11 February 2026, the day of the sum
    found = replay.stock(panel(), "x", "N021 N020 N025").iloc[0]
    assert found["people"] == 7881 + 1439 + 800
    assert found["date"] == dt.date(2026, 2, 11)
    listed = replay.stock(panel(), "x", "S015 S016 S017 S018 S019 S020 S021")
    assert listed["people"].iloc[0] == 19_185


def test_replays_start_from_the_first_figure_and_leave_the_region_out():
    """Whatever the region's later figures are, its forecast is the same."""
    cases = tables.read("replay_cases")
    cases = cases[cases["case"] == "palu"]
    day, everything = dt.date(2026, 11, 21), panel()
    first = replay.replay(everything, cases, day, seed=3, draws=50)
    later = (everything["region"] == "7271") & (everything["claim_id"] != "N203")
    changed = everything.assign(
        people=everything["people"].where(~later, everything["people"] * 2)
    )
    second = replay.replay(changed, cases, day, seed=3, draws=50)
    pd.testing.assert_frame_equal(first[replay.NAMES], second[replay.NAMES])
    assert set(first["hold"]) == {39_514}
    later_figures = first.dropna(subset="people")
    assert set(later_figures["people"]) == {37_872, 42_328, 60_426}


def test_every_case_asked_for_is_replayed():
    """Cilegon, Bogor, and five calibration regions with three figures or more."""
    cases = tables.read("replay_cases")
    assert {"3672", "3271"} <= set(cases["region"])
    regencies = cases[cases["group"] == "regency"]
    rows = used(panel())
    points = rows.groupby("series")["date"].nunique()
    regions = {series.split("|")[0] for series in points.index[points >= 3]}
    assert len(set(cases["region"]) & regions) >= 5
    assert set(regencies["region"]) <= regions
    kept = record.replayed()
    shown = kept[kept["number"] > 0].groupby("method").size()
    assert (shown == len(cases)).all()


def test_reasons_name_ledger_rows_that_exist():
    import re

    cases = tables.read("replay_cases")
    for row in cases.itertuples():
        ids = re.findall(r"\b[A-Z]\d{3}\b", row.reason_en)
        assert ids == re.findall(r"\b[A-Z]\d{3}\b", row.reason_id)
        assert all(ledger.claim(one) is not None for one in ids)


def test_the_simulation_keeps_what_is_promised():
    """75-92 % inside 80 % intervals under A, B and C; not worse than persistence."""
    kept = record.simulated()
    mixture = kept[kept["mixed"] & (kept["method"] == "mixture")].set_index("truth")
    asked = mixture.loc[["A", "B", "C"]]
    assert asked["in_80"].between(0.75, 0.92).all()
    assert (asked["skill"] >= -asked["skill_se"]).all()
    assert mixture.loc["B-late", "skill"] < 0  # and is said so, in notebook 11


def test_the_simulation_page_and_its_numbers_agree():
    page = (paths.ROOT / "benchmarks" / "simulation.md").read_text("utf-8")
    for row in record.simulated().itertuples():
        held = f"{100 * row.in_80:.0f} ({100 * row.in_80_se:.1f})"
        assert held in page


def test_wilson_by_hand():
    # 21 of 24: centre (0.875 + z2/2n) / (1 + z2/n), z = 1.96, n = 24
    share, low, high = scores.coverage([True] * 21 + [False] * 3)
    z2 = 1.959964**2
    centre = (0.875 + z2 / 48) / (1 + z2 / 24)
    half = (z2 * (0.875 * 0.125 / 24 + z2 / (4 * 24**2))) ** 0.5 / (1 + z2 / 24)
    assert (share, low, high) == pytest.approx(
        (0.875, centre - half, centre + half), abs=1e-6
    )


def test_back_test_rows_are_scored_on_what_was_published():
    kept = record.tested()
    rows = used(panel())
    some = rows[rows["series"] == "3505|petani|jkk+jkm|apbd"]
    found = backtest(some, seed=1, draws=20, methods=("persistence",))
    part = kept[
        (kept["series"] == "3505|petani|jkk+jkm|apbd")
        & (kept["method"] == "persistence")
        & (kept["known"] == PUBLICATION)
    ]
    assert np.allclose(part["observed"], found["observed"], atol=1e-6)
