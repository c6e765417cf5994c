"""The index of all runs: what it lists, what it leaves out, two writers at once."""

from __future__ import annotations

import json
import threading
import time

import pytest

from analysis.errors import MachineError
from analysis.report import page
from analysis.run import everything, index, manifest, store
from analysis.run.jobs import Options

OK = {"status": "ok", "kind": "scenario", "title": {"id": "Judul", "en": "Title"}}


def finished(reports, name, **fields):
    folder = reports / name
    folder.mkdir(parents=True)
    text = json.dumps({**OK, **fields})
    (folder / manifest.FILE).write_text(text, encoding="utf-8")
    return folder


def listed(reports):
    text = (reports / index.PAGE).read_text(encoding="utf-8")
    names = ("one", "two", "odd", ".tmp", ".old")
    return [name for name in names if f'"{name}' in text]


@pytest.mark.fault("R4.index")
def test_a_damaged_neighbour_is_left_out_and_named(tmp_path, capsys):
    finished(tmp_path, "one")
    odd = finished(tmp_path, "odd")
    (odd / manifest.FILE).write_text("{half", encoding="utf-8")
    everything.refresh_index(Options(tmp_path, lang="en"))
    assert listed(tmp_path) == ["one"]
    assert f"{odd / manifest.FILE}: cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["{half", "[]", '{"id": 1}', "{}"])
def test_damaged_findings_keep_nobody_from_the_page(tmp_path, content):
    (finished(tmp_path, "one") / "findings.json").write_text(content)
    assert index.refresh(tmp_path, "id") == []
    assert listed(tmp_path) == ["one"]


def test_titles_of_other_versions_are_shown_as_they_can_be(tmp_path):
    finished(tmp_path, "one", title={"id": "Judul"})
    finished(tmp_path, "two", title=7, kind="of another version")
    assert index.refresh(tmp_path, "en") == []
    assert listed(tmp_path) == ["one"]


def test_runs_under_way_and_superseded_ones_are_no_results(tmp_path):
    finished(tmp_path, "one")
    finished(tmp_path, ".tmp-two-99")
    finished(tmp_path, ".old-two-99")
    (tmp_path / ".tmp-index.html-99").write_text("half")
    assert index.refresh(tmp_path, "id") == []
    assert listed(tmp_path) == ["one"]
    assert not (tmp_path / ".tmp-index.html-99").exists()


@pytest.mark.fault("R7.different")
def test_two_that_finish_at_once_are_both_listed(tmp_path, monkeypatch):
    """The slower one has looked before the other was there, and must not write last."""
    write, looked = page.index_pages, threading.Event()

    def slow(*given):
        if threading.current_thread() is slower:
            looked.set()
            time.sleep(0.5)
        return write(*given)

    monkeypatch.setattr(page, "index_pages", slow)
    finished(tmp_path, "one")
    slower = threading.Thread(target=index.refresh, args=(tmp_path, "id"))
    slower.start()
    assert looked.wait(30)
    finished(tmp_path, "two")
    index.refresh(tmp_path, "id")
    slower.join()
    assert listed(tmp_path) == ["one", "two"]


@pytest.mark.fault("R4.index")
def test_a_full_disk_leaves_the_earlier_page(tmp_path, monkeypatch):
    finished(tmp_path, "one")
    index.refresh(tmp_path, "id")
    before = (tmp_path / index.PAGE).read_bytes()
    finished(tmp_path, "two")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "fsync", full)
    with pytest.raises(MachineError, match="disk is full"):
        index.refresh(tmp_path, "id")
    assert (tmp_path / index.PAGE).read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".tmp")]
