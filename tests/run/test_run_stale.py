"""What makes a finished run stale: inputs, parameters, code, environment; no more."""

from __future__ import annotations

import os
import shutil

import pytest

from analysis import paths
from analysis.run import jobs, manifest
from analysis.run.jobs import Options

SCENARIO = "schema: 1\nname: demo\nextends: parent\n"
PARENT = 'schema: 1\nname: parent\nregion: "3672"\n'
INPUTS = {
    "scenarios/demo.yaml": SCENARIO,
    "scenarios/parent.yaml": PARENT,
    "scenarios/other.yaml": "schema: 1\nname: other\n",
    "regions/3672.yaml": "name: Kota Cilegon\n",
    "regions/3201.yaml": "name: Kabupaten Bogor\n",
    "processed/umk.csv": "code,umk\n",
    "processed/forecasts/one.json": "{}\n",
    "parameters/contributions.yaml": "bpu: 16800\n",
    "notebooks/01_one.ipynb": "{}\n",
    "package/run/manifest.py": "",
    "package/model/bill.py": "TARIFF = 1\n",
    "package/locale/id/words.po": "msgid\n",
    "package/report/iuran.mplstyle": "font.size: 8\n",
}


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A small project of which one scenario has been run."""
    for name, text in INPUTS.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    for name in ("SCENARIOS", "REGIONS", "PROCESSED", "PARAMETERS", "NOTEBOOKS"):
        monkeypatch.setattr(paths, name, tmp_path / name.lower())
    package = tmp_path / "package" / "run" / "manifest.py"
    monkeypatch.setattr(manifest, "__file__", str(package))
    manifest.forget()
    options = Options(tmp_path / "reports")
    folder = options.reports / "demo"
    folder.mkdir(parents=True)
    (folder / "results.csv").write_text("year\n")
    manifest.write(folder, dict(job(tmp_path, options).asked))
    yield tmp_path
    manifest.forget()


def job(place, options):
    return jobs.scenario_job(place / "scenarios" / "demo.yaml", options)


def is_stale(place, **options) -> bool:
    manifest.forget()
    asked = Options(place / "reports", **options)
    return jobs.is_stale(job(place, asked), asked)


def test_a_run_of_which_nothing_changed_is_left_alone(place):
    assert not is_stale(place)


OWN = sorted(set(INPUTS) - {"scenarios/other.yaml", "regions/3201.yaml"})


@pytest.mark.parametrize("name", OWN)
def test_a_changed_input_or_source_file_makes_it_stale(place, name):
    with (place / name).open("a") as stream:
        stream.write("# changed\n")
    assert is_stale(place)


@pytest.mark.parametrize("name", ["processed/new.csv", "parameters/new.yaml"])
def test_a_new_input_makes_it_stale(place, name):
    (place / name).write_text("new\n")
    assert is_stale(place)


@pytest.mark.parametrize("name", ["processed/umk.csv", "package/model/bill.py"])
def test_a_missing_input_or_source_file_makes_it_stale(place, name):
    (place / name).unlink()
    assert is_stale(place)


@pytest.mark.parametrize(
    "changed",
    [{"overrides": {"draws": 1}}, {"lang": "en"}, {"force": True}],
)
def test_other_parameters_make_it_stale(place, changed):
    assert is_stale(place, **changed)


@pytest.mark.parametrize("package", ["python", "numpy", "matplotlib", "papermill"])
def test_another_environment_makes_it_stale(place, monkeypatch, package):
    now = {**manifest.versions(), package: "0.0.1"}
    monkeypatch.setattr(manifest, "versions", lambda: now)
    assert is_stale(place)


def test_touching_moving_and_other_peoples_files_do_not(place):
    for name in INPUTS:
        os.utime(place / name, (1, 1))
    for name in ("scenarios/other.yaml", "regions/3201.yaml"):
        (place / name).write_text("changed\n")
    for name in (
        *("notebooks/.ipynb_checkpoints/01_one-checkpoint.ipynb", "processed/a.tmp"),
        *("package/model/__pycache__/bill.pyc", "reports/other/results.csv"),
        "scenarios/new.yaml",
    ):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text("new\n")
    assert not is_stale(place)


def test_neither_do_the_machine_and_the_hour(place, monkeypatch):
    for name, value in (("LANG", "C"), ("HOSTNAME", "x"), ("PYTHONHASHSEED", "7")):
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(manifest, "now", lambda: "1999-01-01T00:00:00Z")
    monkeypatch.chdir(place)
    assert not is_stale(place)


def test_numbers_are_taken_from_a_full_run_and_not_the_other_way_round(place):
    assert not is_stale(place, numbers_only=True, lang="en")
    asked = Options(place / "reports", numbers_only=True)
    shutil.rmtree(place / "reports" / "demo")
    (place / "reports" / "demo").mkdir()
    manifest.write(place / "reports" / "demo", dict(job(place, asked).asked))
    assert not is_stale(place, numbers_only=True)
    assert is_stale(place)
