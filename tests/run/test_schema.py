"""Results say in which schema they are; those of another version are told, not read.

``schema-1`` is a run folder as the program wrote it before results named their schema.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from small_sweep import written
from test_run_cli import NAME, QUICK, digest

from analysis import paths
from analysis.__main__ import main
from analysis.run import files, manifest

SPECIMEN = Path(__file__).parent / "schema-1"
OTHER = "serang-baseline"


@pytest.fixture(autouse=True)
def code_that_stays(monkeypatch):
    monkeypatch.setattr(manifest, "code_hash", lambda: "fixed")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "reports"


@pytest.fixture
def older(out):
    """A folder of reports with a run of the first schema."""
    shutil.copytree(SPECIMEN, out / NAME)
    return out / NAME


def newer(folder: Path) -> Path:
    """Make a run folder one of a version that is still to come."""
    path = folder / manifest.FILE
    content = {**json.loads(path.read_text()), "schema": manifest.SCHEMA + 97}
    path.write_text(json.dumps(content))
    return folder


def ran(out: Path, *words: str) -> int:
    return main(["run", NAME, *QUICK, "--out", str(out), "--lang", "en", *words])


def schema_in(path: Path) -> str:
    return pq.read_metadata(path).metadata[files.SCHEMA_KEY.encode()].decode()


def test_results_name_their_schema(out):
    assert ran(out, "--draws", "20") == 0
    folder = out / NAME
    assert json.loads((folder / manifest.FILE).read_text())["schema"] == manifest.SCHEMA
    for name in ("results.parquet", "draws.parquet"):
        assert schema_in(folder / name) == str(manifest.SCHEMA)


def test_a_sweep_names_its_schema(tmp_path):
    file = written(tmp_path)
    words = ["sweep", str(file), "--out", str(tmp_path / "out"), "--workers", "1"]
    assert main([*words, "--yes", "--lang", "en"]) == 0
    folder = tmp_path / "out" / "small"
    assert json.loads((folder / manifest.FILE).read_text())["schema"] == 1
    tables = sorted(folder.glob("regions/*/*.parquet"))
    assert tables
    assert all(schema_in(table) for table in [*tables, folder / "totals.parquet"])


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            ("earlier version", "schema 1", f"schema {manifest.SCHEMA}", "CHANGELOG"),
        ),
        ("id", ("versi program yang lama", "skema 1", "iuran run", "CHANGELOG")),
    ],
)
def test_an_older_run_gives_a_migration_message(older, capsys, lang, said):
    before = digest(older.parent)
    words = ["compare", str(older), OTHER, "--out", str(older.parent), "--lang", lang]
    assert main(words) == 3
    told = capsys.readouterr().err
    assert all(word in told for word in said), told
    assert paths.shown(older) in told
    assert f"{manifest.FILE}: schema" in told
    assert digest(older.parent) == before


def test_an_older_run_is_computed_again_and_that_is_said(older, capsys):
    assert ran(older.parent) == 0
    assert "were of schema 1" in capsys.readouterr().out
    content = json.loads((older / manifest.FILE).read_text())
    assert content["schema"] == manifest.SCHEMA
    assert ran(older.parent) == 0
    assert "schema" not in capsys.readouterr().out


def test_what_a_newer_version_wrote_is_never_replaced(older, capsys):
    newer(older)
    before = digest(older.parent)
    assert ran(older.parent) == 4
    assert "newer version" in capsys.readouterr().err
    assert digest(older.parent) == before
    assert main(["compare", str(older), OTHER, "--out", str(older.parent)]) == 3
    assert "versi program yang lebih baru" in capsys.readouterr().err
    assert ran(older.parent, "--force") == 0
    content = json.loads((older / manifest.FILE).read_text())
    assert content["schema"] == manifest.SCHEMA


@pytest.mark.parametrize(
    ("command", "folder", "name"),
    [("run", paths.SCENARIOS, NAME), ("sweep", paths.SWEEPS, "cilegon-policies")],
)
@pytest.mark.parametrize(
    ("schema", "said"), [("2", "newer version"), ("0", "the first is schema 1")]
)
def test_a_file_of_another_schema_says_so(
    tmp_path, capsys, command, folder, name, schema, said
):
    text = (folder / f"{name}.yaml").read_text(encoding="utf-8")
    file = tmp_path / f"{name}.yaml"
    file.write_text(text.replace("schema: 1", f"schema: {schema}", 1), encoding="utf-8")
    out = tmp_path / "reports"
    words = [command, str(file), "--out", str(out), "--lang", "en"]
    assert main(words) == 3
    told = capsys.readouterr().err
    assert said in told
    assert f"{name}.yaml" in told
    assert not out.exists()


def test_the_specimen_is_of_the_first_schema():
    content = json.loads((SPECIMEN / manifest.FILE).read_text())
    assert content["format"] == 1
    assert "schema" not in content
    assert manifest.schema_of(content) == 1
    assert manifest.schema_of({}) == 0
    assert manifest.schema_of({"schema": "2"}) == 0
