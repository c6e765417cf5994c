"""Run folders as things to compare: computed again, with what they held beside."""

from __future__ import annotations

import json
import re
import shutil

import nbformat
import openpyxl
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis import paths
from analysis.__main__ import main
from analysis.errors import ScenarioError
from analysis.run import execute, held, manifest

NAME = "cilegon-baseline"


@pytest.fixture(scope="module", autouse=True)
def one_version():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest, "code_hash", lambda: "fixed")
        yield


def numbers(out, *changed):
    words = ["run", NAME, "--years", "2", "--draws", "0", "--numbers-only"]
    assert main([*words, *changed, "--out", str(out)]) == 0
    return out / NAME


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A finished run of two years with ten people less than the shipped scenario."""
    out = tmp_path_factory.mktemp("earlier")
    return numbers(out, "--set", "segments.pekerja_informal.members=790")


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made, tmp_path / "earlier" / NAME)


def rewrite(folder, **fields):
    path = folder / manifest.FILE
    content = json.loads(path.read_text())
    path.write_text(json.dumps({**content, **fields}))


def test_a_run_folder_is_what_it_was_made_of(folder):
    (item,) = held.named([str(folder)])
    assert (item.name, item.file) == (NAME, folder / "scenario.yaml")
    bill = (10_120 - 10) * 16_800 * 12
    assert item.stored["bill_idr"] == {"2027": bill, "2028": bill}
    assert item.stored["changed"] == []
    assert item.stored["made"] == item.held["made"]


def test_what_changed_since_is_named(folder):
    content = json.loads((folder / manifest.FILE).read_text())
    data = next(name for name in content["inputs"] if name.startswith("data/param"))
    inputs = {**content["inputs"], data: "0", "notebooks/04_bill.ipynb": "0"}
    for field, value, changed in (
        ("code", "another", "code"),
        ("inputs", inputs, "data"),
        ("versions", {**content["versions"], "numpy": "1.0"}, "versions"),
    ):
        rewrite(folder, **{**content, field: value})
        assert held.named([str(folder)])[0].held["changed"] == [changed]
    rewrite(folder, **content)
    assert held.named([str(folder)])[0].held["changed"] == []


def test_runs_of_one_name_are_told_apart_by_their_day(folder, tmp_path):
    rewrite(folder, started="2025-11-20T08:00:00Z")
    second = shutil.copytree(folder, tmp_path / "second" / NAME)
    words = [NAME, str(folder), str(second)]
    names = [item.name for item in held.named(words)]
    assert names == [NAME, f"{NAME}-20251120", f"{NAME}-20251120-2"]
    alone = held.named([str(folder), "cilegon-ceiling"])
    assert [item.name for item in alone] == [NAME, "cilegon-ceiling"]


def saved_by_a_spreadsheet(folder):
    """Whole numbers get a point and a comma, as a spreadsheet in Indonesia does."""
    path = folder / "results.csv"
    lines = path.read_text().splitlines()
    shown = [re.sub(r",(\d+)(\d{3})$", r',"\1.\2,0"', line) for line in lines]
    path.write_text("\n".join(shown))


@pytest.mark.fault("F1.run")
@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "manifest.json").unlink(),
        lambda folder: (folder / "scenario.yaml").unlink(),
        lambda folder: (folder / "results.csv").unlink(),
        lambda folder: (folder / "results.csv").write_text("scenario,value\n"),
        lambda folder: rewrite(folder, status="failed"),
        lambda folder: (folder / "manifest.json").write_text('{"status": "ok"}'),
        lambda folder: rewrite(folder, inputs=[]),
        lambda folder: rewrite(folder, started=None),
        saved_by_a_spreadsheet,
        lambda folder: (folder / "results.csv").write_bytes(b"scenario,v\xe9\n"),
    ],
)
def test_an_unfinished_folder_is_refused_in_both_languages(folder, damage):
    damage(folder)
    with pytest.raises(ScenarioError) as error:
        held.named([NAME, str(folder)])
    assert "no finished run" in error.value.message("en")
    assert "tidak berisi hasil" in error.value.message("id")


def test_a_sweep_is_not_called_results_of_an_earlier_version(folder):
    rewrite(folder, kind="sweep", schema=1)
    (folder / "results.csv").unlink()
    with pytest.raises(ScenarioError, match="no finished run"):
        held.named([NAME, str(folder)])


@pytest.mark.parametrize("name", ["results.csv", "scenario.yaml"])
def test_one_digit_changed_after_the_run_is_seen(folder, name, capsys):
    path = folder / name
    before = path.read_bytes()
    at = max(place for place, byte in enumerate(before) if byte in b"123456789")
    other = b"8" if before[at : at + 1] == b"9" else b"9"
    path.write_bytes(before[:at] + other + before[at + 1 :])
    assert main(["compare", NAME, str(folder), "--lang", "en"]) == 3
    said = capsys.readouterr().err
    assert f"{NAME}/{name}: This file was changed after it was written" in said


def test_one_folder_twice_is_not_two(folder, capsys):
    assert main(["compare", str(folder), str(folder), "--lang", "en"]) == 3
    assert "two different" in capsys.readouterr().err


@pytest.fixture
def light(tmp_path, monkeypatch):
    """One notebook that shows what it was handed."""
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    given = 'scenarios: list = []\nstored: dict = {}\nlang: str = "en"'
    shown = (
        "from analysis import project_all, sentences\n"
        "sentences.warnings(project_all(scenarios, stored), lang)"
    )
    cells = [
        new_markdown_cell("# A question", id="question"),
        new_code_cell(given, id="parameters", metadata={"tags": ["parameters"]}),
        new_code_cell(shown, id="answer"),
    ]
    nbformat.write(new_notebook(cells=cells), notebooks / "09_light.ipynb")
    monkeypatch.setattr(paths, "NOTEBOOKS", notebooks)
    monkeypatch.setattr(
        execute,
        "source_notebooks",
        lambda *_: [notebooks / "09_light.ipynb"],
    )


def test_an_earlier_version_is_computed_again_with_a_warning_everywhere(
    folder, tmp_path, light
):
    plan = numbers(tmp_path / "plan")
    rewrite(plan, started="2025-11-21T08:00:00Z")
    stored = pd.read_csv(folder / "results.csv", dtype={"year": str})
    bill = stored["variable"].eq("contributions_idr") & stored["funder"].eq("apbd")
    stored.loc[bill, "value"] = 1_500_000_000
    stored.to_csv(folder / "results.csv", index=False)
    rewrite(
        folder,
        code="of an earlier version",
        started="2025-11-20T08:00:00Z",
        outputs=manifest.outputs(folder),
    )
    out = tmp_path / "reports"
    words = ["compare", str(plan), str(folder)]
    assert main([*words, "--out", str(out), "--lang", "en"]) == 0
    names = [f"{NAME}-2025112{day}" for day in (1, 0)]
    made = out / "-".join(["compare", *names])
    said = f"{names[1]} was made on 2025-11-20; changed since: the program"
    assert said in (made / "index.html").read_text()
    assert said in json.loads((made / "manifest.json").read_text())["warnings"][0]
    notebook = nbformat.read(made / "notebooks" / "09_light.ipynb", 4)
    assert said in notebook.cells[-1].outputs[0].data["text/markdown"]
    book = openpyxl.load_workbook(made / "results.xlsx")
    assert any(said in str(cell) for row in book["readme"].values for cell in row)
    table = pd.read_csv(made / "results.csv", dtype={"year": str})
    own = table[table["scenario"] == names[1]].set_index(["variable", "year"])["value"]
    assert own["stored_bill_idr", "2027"] == 1_500_000_000
    assert own["bill_difference_people_idr", "2027"] == -10 * 16_800 * 12
    pages = ["index-id.html", "index.html"]
    assert sorted(path.name for path in out.glob("[a-z]*")) == [made.name, *pages]
    before = (made / "manifest.json").read_bytes()
    assert main([*words, "--out", str(out), "--lang", "en"]) == 0
    assert (made / "manifest.json").read_bytes() == before
    rewrite(folder, versions={})
    assert main([*words, "--out", str(out), "--lang", "en"]) == 0
    assert (made / "manifest.json").read_bytes() != before
