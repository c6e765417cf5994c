"""The folder of all regions: made once, with its notebook, its page and its tables."""

from __future__ import annotations

import csv
import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from analysis import paths
from analysis.run import index, manifest, national, validation
from analysis.run.jobs import Options
from national_few import found

PARAMETERS = """share_of_workers: float = 0.1
share_of_budget: float = 0.001
year: int = 2027
draws: int = 200
seed: int = 7
lang: str = "en"
"""


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """A light notebook that takes the parameters; a few regions stand for all."""
    told = []
    cells = [
        new_code_cell(PARAMETERS, id="parameters", metadata={"tags": ["parameters"]}),
        new_code_cell("print(share_of_workers, year, lang)", id="answer"),
    ]
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    nbformat.write(new_notebook(cells=cells), notebooks / "10_regions.ipynb")
    monkeypatch.setattr(paths, "NOTEBOOKS", notebooks)
    monkeypatch.setattr(manifest, "code_hash", lambda: "fixed")
    manifest.forget()
    monkeypatch.setattr(national, "_found", lambda given: told.append(given) or found())
    yield told
    manifest.forget()


def test_the_folder_is_made_once_and_holds_the_tables(asked, tmp_path):
    options = Options(tmp_path / "reports", lang="id")
    (outcome,) = national.regions(options)
    assert (outcome.name, outcome.ran) == (national.NAME, True)
    folder = outcome.folder
    stated = json.loads((folder / "manifest.json").read_text())
    assert (stated["kind"], stated["title"]["id"]) == (
        "regions",
        "Semua kabupaten dan kota",
    )
    assert any(name.startswith("data/regions/") for name in stated["inputs"])
    with (folder / "regions.csv").open(encoding="utf-8") as stream:
        assert len(list(csv.DictReader(stream))) == len(found().regions)
    notebook = nbformat.read(folder / "notebooks" / "10_regions.ipynb", 4)
    assert notebook.cells[-1].outputs[0].text == "0.1 2027 id\n"
    assert 'href="html/10_regions.html"' in (folder / "index.html").read_text("utf-8")
    # worked out before the kernels, and looked up again for the page
    assert (
        asked
        == [
            {
                "share_of_workers": 0.1,
                "share_of_budget": 0.001,
                "year": 2027,
                "draws": 200,
                "seed": 7,
            }
        ]
        * 2
    )
    (outcome,) = national.regions(options)
    assert not outcome.ran
    index.refresh(options.reports, "id")
    text = (options.reports / "index.html").read_text("utf-8")
    assert f'href="{national.NAME}/index.html"' in text
    assert "Melindungi 10% angkatan kerja" in text


def test_nothing_is_made_where_no_notebook_asks(asked, tmp_path):
    (paths.NOTEBOOKS / "10_regions.ipynb").unlink()
    options = Options(tmp_path / "reports")
    assert national.regions(options) == []
    assert validation.record(options) == []
    assert not options.reports.exists()
