"""What a run was made from, and when it has to be made again."""

from __future__ import annotations

import hashlib
import json
import os

import pytest

from analysis import paths
from analysis.run import dependencies, manifest

CHILD = 'schema: 1\nname: child\nextends: "parent"  # lists only what differs\n'


@pytest.fixture
def scenarios(tmp_path):
    (tmp_path / "child.yaml").write_text(CHILD)
    (tmp_path / "parent.yaml").write_text('name: parent\nregion: "3672"\n')
    return tmp_path


@pytest.fixture
def done(scenarios, tmp_path):
    """A request and a folder that answers it."""
    asked = manifest.request([scenarios / "child.yaml"], {"lang": "en"})
    folder = tmp_path / "run"
    folder.mkdir()
    (folder / "results.csv").write_text("year\n")
    manifest.write(folder, dict(asked))
    return asked, folder


def test_a_scenario_depends_on_its_ancestors(scenarios):
    found = dependencies.scenario_files(scenarios / "child.yaml")
    assert [path.name for path in found] == ["child.yaml", "parent.yaml"]


def test_a_circle_of_ancestors_ends(scenarios):
    (scenarios / "parent.yaml").write_text("extends: child\n")
    found = dependencies.scenario_files(scenarios / "child.yaml")
    assert [path.name for path in found] == ["child.yaml", "parent.yaml"]


@pytest.mark.parametrize("text", ["extends: null", "extends: ~", "extends:", "name: x"])
def test_no_parent(tmp_path, text):
    (tmp_path / "a.yaml").write_text(text + "\n")
    assert dependencies.parent_of(tmp_path / "a.yaml") is None


@pytest.mark.parametrize(
    "parent", ["../parent", "a/b", "p" * 300, "parent.yaml", "/etc/passwd", "\0"]
)
def test_what_is_no_name_is_left_to_the_loader(scenarios, parent):
    path = scenarios / "child.yaml"
    path.write_text(f"extends: {parent}\nregion: {parent}\n")
    assert dependencies.scenario_files(path) == [path]
    assert manifest.inputs_of([path])


def test_a_file_too_large_to_be_a_scenario_is_not_read(scenarios):
    path = scenarios / "child.yaml"
    with path.open("r+b") as stream:
        stream.seek(0, os.SEEK_END)
        stream.truncate(50_000_000_000)  # a hole: it takes no room on the disk
    assert dependencies.parent_of(path) is None  # the loader refuses it
    assert manifest.inputs_of([path])[path.name] == ""


@pytest.mark.parametrize(
    "text", ["extends : parent", '"extends": parent', "{name: a, extends: 'parent'}"]
)
def test_a_parent_counts_however_its_line_is_written(scenarios, text):
    path = scenarios / "child.yaml"
    path.write_text(text + "\n")
    assert dependencies.scenario_files(path) == [path, scenarios / "parent.yaml"]


@pytest.mark.parametrize("written", ["3273", '"3273"', " '3273' "])
def test_the_file_of_another_region_counts(scenarios, monkeypatch, written):
    monkeypatch.setattr(paths, "REGIONS", scenarios)
    (scenarios / "3273.yaml").write_text("region: '3273'\n")
    options = {"overrides": {"region": written}}
    asked = manifest.request([scenarios / "child.yaml"], options)
    (scenarios / "3273.yaml").write_text("region: '3273'\nrules: {}\n")
    changed = manifest.request([scenarios / "child.yaml"], options)
    assert asked["hash"] != changed["hash"]


def test_the_region_of_a_parent_counts(scenarios):
    inputs = manifest.inputs_of([scenarios / "child.yaml"])
    own = paths.REGIONS / "3672.yaml"
    assert ("data/regions/3672.yaml" in inputs) == own.is_file()


def test_the_folder_of_the_same_request_is_current(done):
    asked, folder = done
    assert manifest.is_current(folder, asked)


def test_a_changed_scenario_is_not_current(done, scenarios):
    _, folder = done
    (scenarios / "parent.yaml").write_text('name: parent\nregion: "3673"\n')
    asked = manifest.request([scenarios / "child.yaml"], {"lang": "en"})
    assert not manifest.is_current(folder, asked)


@pytest.mark.parametrize("key", ["code", "versions", "schema"])
def test_other_code_or_versions_are_not_current(done, key):
    asked, folder = done
    assert not manifest.is_current(folder, {**asked, key: "other"})


def test_other_options_are_not_current(done):
    asked, folder = done
    assert not manifest.is_current(folder, {**asked, "options": {"lang": "id"}})


def test_a_full_run_serves_a_request_for_numbers(done):
    asked, folder = done
    options = {"lang": "id", "numbers_only": True}
    assert manifest.is_current(folder, {**asked, "options": options})


@pytest.mark.parametrize("damage", ["", "year\nmore\n", "yeer\n", None])
def test_a_missing_cut_or_changed_file_is_not_current(done, damage):
    asked, folder = done
    path = folder / "results.csv"
    path.unlink() if damage is None else path.write_text(damage)
    assert not manifest.is_current(folder, asked)


@pytest.mark.parametrize(
    "text",
    [*("", "[]", "{", '{"status": "failed"}', '{"status": "ok", "outputs": []}')],
)
def test_an_unreadable_manifest_is_not_current(done, text):
    asked, folder = done
    (folder / manifest.FILE).write_text(text)
    assert not manifest.is_current(folder, asked)


def test_the_manifest_says_what_a_reader_needs(done):
    _, folder = done
    content = json.loads((folder / manifest.FILE).read_text())
    assert content["status"] == "ok"
    digest = hashlib.sha256(b"year\n").hexdigest()
    assert content["outputs"] == {"results.csv": digest}
    assert content["ended"].endswith("Z")
    assert set(content["git"]) == {"revision", "dirty"}
    assert content["versions"]["numpy"]
    assert len(content["hash"]) == 64


def test_the_hash_moves_with_every_part(scenarios):
    path = scenarios / "child.yaml"
    hashes = {manifest.request([path], {"lang": lang})["hash"] for lang in ("id", "en")}
    path.write_text(CHILD + "years: 3\n")
    hashes.add(manifest.request([path], {"lang": "en"})["hash"])
    assert len(hashes) == 3
