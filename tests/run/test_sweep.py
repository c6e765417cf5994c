"""Sweeps: regions do not know of each other, totals add up, finished units stay."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from small_sweep import CITIES, FAILING, OF_WAGE, data_of, written

from analysis.errors import ScenarioError
from analysis.model.fans import percentiles
from analysis.model.projection.totals import totals
from analysis.model.totals import STATISTICS
from analysis.run import manifest, sweep, sweep_folder, sweep_sums, sweep_unit
from analysis.run.sweep_unit import SUMMED, Unit, work
from analysis.run.sweep_where import Where
from analysis.scenario.region_workers import labour_force
from analysis.scenario.sweep_file import load_sweep

KEYS = ["scenario", "variable", "programme", "funder", "year"]


@pytest.fixture(autouse=True)
def same_code(monkeypatch):
    """The code does not change while a test runs, whoever edits it."""
    monkeypatch.setattr(manifest, "code_hash", lambda: "fixed")


def run(path, out, workers=1, **more):
    return sweep.sweep(path, sweep.Options(out, Where(workers), lang="en", **more))


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """Three regions of two provinces, computed in this process."""
    place = tmp_path_factory.mktemp("sweep")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest, "code_hash", lambda: "fixed")
        outcome = run(written(place), place / "out")
    assert outcome.failure is None
    return outcome.folder


def test_a_region_is_the_same_alone_and_among_others(done, tmp_path):
    for code in CITIES[:2]:
        alone = run(written(tmp_path / code, code), tmp_path / code / "out").folder
        mine = sweep_folder.region_file(alone, code).read_bytes()
        assert mine == sweep_folder.region_file(done, code).read_bytes()


def test_two_processes_give_what_one_gives(done, tmp_path):
    both = run(written(tmp_path), tmp_path / "out", workers=2).folder
    assert data_of(both) == data_of(done)


def test_numbers_are_those_of_the_core(done, tmp_path):
    asked = load_sweep(written(tmp_path))
    found = totals([asked.scenario("3672", asked.cell(1))])[0]
    table = pd.read_parquet(sweep_folder.region_file(done, "3672"))
    table = table[table["scenario"] == "planned"].set_index(KEYS)
    assert found.scenario == "planned"
    for label, values in zip(found.labels, found.values, strict=True):
        for year, row in zip(found.years, values, strict=True):
            if np.isnan(row).all():
                continue
            here = table.loc[("planned", *label[:3], year)]
            assert here["unit"] == label.unit
            np.testing.assert_array_equal(here[list(STATISTICS)].astype(float), row)


def test_the_dataset_is_read_by_province(done):
    frame = pd.read_parquet(done / sweep_folder.REGIONS)
    assert set(frame["region"]) == set(CITIES)
    assert {str(one) for one in frame["province"]} == {"32", "36"}
    assert not frame["central"].isna().all()


def parts(path, codes):
    """What each region gives, draw by draw: code -> scenario -> Totals."""
    asked = load_sweep(path)
    found = {}
    for code in codes:
        runs = totals(asked.scenarios_of(code), keep=tuple(SUMMED))
        found[code] = {one.scenario: one for one in runs}
    return found


def test_totals_add_up_in_every_draw(done, tmp_path):
    regions = parts(written(tmp_path), CITIES)
    table = pd.read_parquet(done / sweep_sums.TOTALS).set_index(["region", *KEYS])
    places = {"36": ["3672", "3673"], "32": ["3271"], "all": list(CITIES)}
    checked = 0
    for place, codes in places.items():
        for scenario in ("tenth", "planned"):
            for name, (variable, programme, funder, unit) in SUMMED.items():
                runs = [regions[code][scenario] for code in codes]
                drawn = sum(one.draws[name] for one in runs)
                label = (variable, programme, funder, unit)
                central = sum(one.values[one.labels.index(label)][:, 0] for one in runs)
                for at, year in enumerate(runs[0].years):
                    key = (place, scenario, variable, programme, funder, year)
                    row = table.loc[key]
                    assert row["regions"] == len(codes)
                    assert row["central"] == pytest.approx(central[at], abs=2e-3)
                    assert row["mean"] == pytest.approx(drawn[at].mean(), rel=1e-12)
                    quantiles = [row[one] for one in STATISTICS[2:]]
                    assert quantiles == percentiles(drawn[at].astype(float)).tolist()
                    checked += 1
    assert checked == 3 * 2 * len(SUMMED) * 2


def test_the_draws_of_regions_move_together(tmp_path):
    """The sum is wider than that of regions with draws of their own."""
    path = written(tmp_path, draws=("draws: 60", "draws: 2000"))
    regions = parts(path, CITIES)
    drawn = [regions[code]["tenth"].draws["accidents"][0] for code in CITIES]
    apart = sum(one.var() for one in drawn)
    assert np.var(sum(drawn)) > 1.2 * apart


def test_the_draws_are_deleted_once_they_are_summed(done):
    assert not list((done / sweep_folder.DRAWN).glob("*"))
    assert set(sweep_sums.included(done, "36")) == {"3672", "3673"}


def test_a_second_run_computes_nothing(tmp_path, monkeypatch):
    path = written(tmp_path)
    first = data_of(run(path, tmp_path / "out").folder)
    monkeypatch.setattr(sweep, "finished", None)  # it may not even ask
    again = run(path, tmp_path / "out")
    assert (again.computed, again.regions) == (0, 3)
    assert data_of(again.folder) == first


def test_one_region_more_changes_no_digit_of_the_others(tmp_path):
    out = tmp_path / "out"
    before = data_of(run(written(tmp_path, "3672", "3673"), out).folder)
    outcome = run(written(tmp_path, *CITIES), out)
    after = data_of(outcome.folder)
    assert outcome.computed == 1
    regions = [name for name in before if name.startswith(sweep_folder.REGIONS + "/")]
    assert len(regions) == 2
    assert all(after[name] == before[name] for name in regions)
    rows = [set(csv_rows(one["regions.csv"])) for one in (before, after)]
    assert rows[0] < rows[1]


def csv_rows(content):
    return content.decode().splitlines()


def test_a_region_less_leaves_no_trace(done, tmp_path):
    out = tmp_path / "out"
    run(written(tmp_path, *CITIES), out)
    less = run(written(tmp_path, "3672", "3673"), out).folder
    other = run(written(tmp_path, "3672", "3673"), tmp_path / "other").folder
    assert data_of(less) == data_of(other)


def test_a_changed_title_computes_nothing_a_changed_value_everything(tmp_path):
    out = tmp_path / "out"
    run(written(tmp_path), out)
    title = ("A small sweep", "A sweep")
    outcome = run(written(tmp_path, title=title), out)
    assert outcome.computed == 0
    assert "A sweep" in (outcome.folder / "scenarios.csv").read_text()
    assert run(written(tmp_path, value=("share: 0.10", "share: 0.20")), out).computed


@pytest.mark.parametrize("damage", ["changed", "deleted", "record"])
def test_what_is_damaged_is_computed_again(done, tmp_path, damage):
    path = written(tmp_path)
    folder = run(path, tmp_path / "out").folder
    file = sweep_folder.region_file(folder, "3672")
    if damage == "changed":
        file.write_bytes(file.read_bytes()[:-1] + b"x")
    elif damage == "deleted":
        file.unlink()
    else:
        (folder / sweep_folder.RECORDS / "3672.json").write_text("{")
    (folder / sweep_sums.TOTALS).unlink()
    outcome = run(path, tmp_path / "out")
    assert outcome.computed == 1
    assert data_of(folder) == data_of(done)


def test_a_region_that_changed_is_taken_out_of_the_sum(done, tmp_path, monkeypatch):
    """The sum of its province is made anew, of all its regions."""
    path, out = written(tmp_path), tmp_path / "out"
    run(path, out)
    keys = sweep_folder.keys
    with monkeypatch.context() as patch:
        changed = {"3672": "other facts"}
        patch.setattr(sweep_folder, "keys", lambda *of: keys(*of) | changed)
        assert run(path, out).computed == 2
    assert run(path, out).computed == 2
    assert data_of(out / "small") == data_of(done)


def test_force_computes_everything_again(done, tmp_path):
    path = written(tmp_path)
    run(path, tmp_path / "out")
    outcome = run(path, tmp_path / "out", force=True)
    assert outcome.computed == 3
    assert data_of(outcome.folder) == data_of(done)


def test_a_region_that_fails_is_named_and_the_others_finish(tmp_path):
    out = tmp_path / "out"
    path = written(tmp_path, *CITIES, FAILING, tariff=OF_WAGE)
    outcome = run(path, out)
    assert outcome.failed == (FAILING,)
    assert isinstance(outcome.failure, ScenarioError)
    assert outcome.failure.exit_code == 3
    assert "1101 Kabupaten Aceh Selatan" in outcome.failure.message("id")
    found = json.loads((outcome.folder / manifest.FILE).read_text())
    assert found["status"] == sweep.INCOMPLETE
    assert list(found["failures"]) == [FAILING]
    assert found["regions_in_totals"] == {"32": 1, "36": 2, "all": 3}
    without = run(written(tmp_path / "b", *CITIES, tariff=OF_WAGE), tmp_path / "b/out")
    first, second = data_of(outcome.folder), data_of(without.folder)
    assert {k: v for k, v in first.items() if k != sweep.COPY} == {
        k: v for k, v in second.items() if k != sweep.COPY
    }
    assert run(path, out).computed == 1  # it is tried again, alone


def test_a_defect_in_one_region_is_told_with_code_five(tmp_path, monkeypatch):
    made = sweep_unit._made

    def broken(unit):
        if unit.region == "3673":
            raise ZeroDivisionError("planted")
        return made(unit)

    monkeypatch.setattr(sweep_unit, "_made", broken)
    outcome = run(written(tmp_path), tmp_path / "out")
    assert outcome.failed == ("3673",)
    assert outcome.failure.exit_code == 5
    said = outcome.failure.message("en")
    assert "3673 Kota Serang" in said
    assert "planted" in said
    assert outcome.regions == 2


def test_the_worst_failure_gives_the_exit_code(tmp_path, monkeypatch):
    made = sweep_unit._made

    def broken(unit):
        if unit.region == "3673":
            raise ZeroDivisionError("planted")
        return made(unit)

    monkeypatch.setattr(sweep_unit, "_made", broken)
    path = written(tmp_path, *CITIES, FAILING, tariff=OF_WAGE)
    assert run(path, tmp_path / "out").failure.exit_code == 5


def test_where_every_region_fails_there_are_no_totals(tmp_path):
    path = written(tmp_path, FAILING, "1102", tariff=OF_WAGE)
    outcome = run(path, tmp_path / "out")
    assert (outcome.regions, outcome.failed) == (0, (FAILING, "1102"))
    assert not (outcome.folder / sweep_sums.TOTALS).exists()
    assert len((outcome.folder / "regions.csv").read_text().splitlines()) == 1


def test_the_table_for_a_spreadsheet(done):
    with (done / "regions.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 3 * 2
    row = next(r for r in rows if (r["region"], r["scenario"]) == ("3672", "tenth"))
    force = labour_force("3672").people
    members = int(force / 10 + 0.5)
    assert (int(row["labour_force"]), int(row["eligible"])) == (force, force)
    assert int(row["members_last_year"]) == members
    assert int(row["bill_last_year_idr"]) == members * 16_800 * 12
    per_head = members * 16_800 * 12 / int(row["population"])
    assert int(row["bill_last_year_idr_per_inhabitant_of_2025"]) == round(per_head)
    assert float(row["burden_first_year_share"]) > 0
    assert row["breach_probability_last_year"] == ""  # there is no ceiling


def test_scenarios_are_described(done):
    rows = list(csv.DictReader(io.StringIO((done / "scenarios.csv").read_text())))
    assert [row["scenario"] for row in rows] == ["tenth", "planned"]
    assert rows[1]["changes"] == "law.variant: planned"


def test_the_manifest_holds_hashes_of_all_units(done):
    found = json.loads((done / manifest.FILE).read_text())
    assert found["status"] == sweep.OK
    assert (found["regions"], found["scenarios"], found["draws"]) == (3, 2, 60)
    for code in CITIES:
        file = sweep_folder.region_file(done, code)
        assert found["units"][code]["sha256"]["region"] == manifest.sha256(file)


def test_many_scenarios_are_projected_some_at_a_time(tmp_path, monkeypatch):
    path = written(tmp_path, "3672")
    grid = "grid: {segments.pekerja_rentan.eligible_growth_y: [0, 0.01, 0.02]}\n"
    path.write_text(path.read_text() + grid)
    unit = Unit("3672", load_sweep(path), True)
    whole = pq.read_table(io.BytesIO(work(unit).files[sweep_unit.REGION]))
    monkeypatch.setattr(sweep_unit, "AT_ONCE", 4)
    asked = []
    projected = sweep_unit.projected
    monkeypatch.setattr(
        sweep_unit, "projected", lambda s, *a: asked.append(len(s)) or projected(s, *a)
    )
    assert pq.read_table(io.BytesIO(work(unit).files[sweep_unit.REGION])) == whole
    assert asked == [4, 2]


def test_central_numbers_alone(tmp_path):
    folder = run(written(tmp_path, draws=("draws: 60", "draws: 0")), tmp_path / "out")
    frame = pd.read_parquet(folder.folder / sweep_sums.TOTALS)
    assert not frame["central"].isna().any()
    assert frame["p95"].isna().all()
