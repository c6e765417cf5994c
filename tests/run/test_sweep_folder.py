"""The folder of a sweep: nothing of others is touched, nothing lost before its time."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from small_sweep import CITIES, FAILING, OF_WAGE, data_of, written

from analysis import paths
from analysis.__main__ import main
from analysis.errors import MachineError, ScenarioError
from analysis.run import (
    manifest,
    sweep,
    sweep_folder,
    sweep_sums,
    sweep_unit,
    sweep_words,
)
from analysis.run.sweep_where import Where


@pytest.fixture(autouse=True)
def same_code(monkeypatch):
    """The code does not change while a test runs, whoever edits it."""
    monkeypatch.setattr(manifest, "code_hash", lambda: "fixed")


def run(path, out, **more):
    return sweep.sweep(path, sweep.Options(out, Where(1), lang="en", **more))


def everything(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


OTHERS = (
    *("thesis.docx", ".env", ".git/HEAD", ".git/objects/ab", ".ssh/id_rsa"),
    *("regions/notes/3672.txt", "regions/province=36/notes.txt", ".units/notes.txt"),
)


def put(folder):
    for name in OTHERS:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("mine")


def test_a_folder_of_something_else_is_refused_and_not_touched(tmp_path):
    folder = tmp_path / "out" / "small"
    put(folder)
    before = everything(folder)
    with pytest.raises(MachineError, match="no results of a sweep") as caught:
        run(written(tmp_path), tmp_path / "out", force=True, yes=True)
    assert caught.value.exit_code == 4
    assert everything(folder) == before


def test_the_folder_of_a_run_is_refused(tmp_path):
    folder = tmp_path / "out" / "small"
    folder.mkdir(parents=True)
    (folder / manifest.FILE).write_text('{"status": "ok"}')
    with pytest.raises(MachineError, match="no results of a sweep"):
        run(written(tmp_path), tmp_path / "out")


def test_what_somebody_keeps_in_the_folder_of_a_sweep_stays(tmp_path):
    path, out = written(tmp_path), tmp_path / "out"
    folder = run(path, out).folder
    put(folder)
    assert run(path, out).computed == 0
    run(written(tmp_path, "3271", draws=("draws: 60", "draws: 20")), out)
    assert not sweep_folder.region_file(folder, "3672").exists()
    assert {name: (folder / name).read_text() for name in OTHERS} == dict.fromkeys(
        OTHERS, "mine"
    )


def test_half_of_a_first_manifest_is_no_foreign_file(tmp_path):
    folder = tmp_path / "out" / "small"
    folder.mkdir(parents=True)
    (folder / f".tmp-{manifest.FILE}-123").write_text("{")
    assert run(written(tmp_path, "3672"), tmp_path / "out").computed == 1
    assert not list(folder.glob(".tmp-*"))


def edit_when_computing(monkeypatch, edit):
    made = sweep_unit._made
    monkeypatch.setattr(sweep_unit, "_made", lambda unit: edit() or made(unit))


def test_a_file_edited_meanwhile_is_not_what_is_written_down(tmp_path, monkeypatch):
    path = written(tmp_path, "3672")
    before = path.read_bytes()

    def edit():
        written(tmp_path, "3672", draws=("draws: 60", "draws: 77"), t=("A small", "An"))

    with monkeypatch.context() as patch:
        edit_when_computing(patch, edit)
        folder = run(path, tmp_path / "out").folder
    found = json.loads((folder / manifest.FILE).read_text())
    assert (folder / sweep.COPY).read_bytes() == before
    assert found["sweep_file"] == manifest.sha256(folder / sweep.COPY)
    assert found["draws"] == 60
    assert run(path, tmp_path / "out").computed == 1
    assert "An sweep" in (folder / "scenarios.csv").read_text()


def test_a_file_deleted_meanwhile_is_no_defect(tmp_path, monkeypatch):
    path = written(tmp_path, "3672")
    edit_when_computing(monkeypatch, lambda: path.unlink(missing_ok=True))
    assert run(path, tmp_path / "out").failure is None


def test_a_file_edited_while_it_is_read_is_told(tmp_path, monkeypatch):
    path, load = written(tmp_path), sweep.sweep_manifest.load_sweep

    def edited(file):
        found = load(file)
        written(tmp_path, title=("A small", "Another"))
        return found

    monkeypatch.setattr(sweep.sweep_manifest, "load_sweep", edited)
    with pytest.raises(MachineError, match="changed while it was read"):
        run(path, tmp_path / "out")


def test_facts_of_a_region_changed_meanwhile_are_told(tmp_path, monkeypatch):
    """Put back before the next run, the region is computed again all the same."""
    path, out = written(tmp_path), tmp_path / "out"
    monkeypatch.setattr(paths, "REGIONS", tmp_path / "regions")
    facts = tmp_path / "regions" / "3672.yaml"
    facts.parent.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(sweep_unit, "region_table", once(sweep_unit, facts))
        with pytest.raises(MachineError, match="changed during the sweep"):
            run(path, out)
    facts.unlink()
    again = run(path, out)
    assert again.computed == 2  # with the other one of its sum
    assert data_of(again.folder) == data_of(run(path, tmp_path / "other").folder)


def once(unit, facts):
    table = unit.region_table

    def changed(found):
        facts.write_text("# another\n")
        return table(found)

    return changed


def fails_to_start(*_):
    raise MachineError(sweep_folder.Problem("sweep", "", "", *sweep_words.DAMAGED))
    yield


@pytest.mark.parametrize("forced", [True, False])
def test_nothing_is_deleted_before_anything_is_computed(tmp_path, monkeypatch, forced):
    path, out = written(tmp_path), tmp_path / "out"
    before = everything(run(path, out).folder)
    with monkeypatch.context() as patch:
        patch.setattr(sweep, "finished", fails_to_start)
        if not forced:
            path = written(tmp_path, draws=("draws: 60", "draws: 20"))
        with pytest.raises(MachineError):
            run(path, out, force=forced)
    assert everything(out / "small") == before
    assert run(written(tmp_path), out).computed == 0


def test_where_every_region_fails_old_results_are_gone(tmp_path):
    out = tmp_path / "out"
    folder = run(written(tmp_path, FAILING, "1102"), out).folder
    run(written(tmp_path, FAILING, "1102", tariff=OF_WAGE), out)
    assert not sweep_folder.region_file(folder, FAILING).exists()
    assert json.loads((folder / manifest.FILE).read_text())["status"] == "incomplete"


def spoil(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0xFF
    path.write_bytes(content)


def test_a_sum_damaged_inside_is_made_anew(tmp_path):
    path, out = written(tmp_path), tmp_path / "out"
    folder = run(path, out).folder
    before = data_of(folder)
    spoil(folder / sweep_sums.FOLDER / "36.parquet")
    (folder / sweep_sums.TOTALS).unlink()
    assert run(path, out).computed == 2
    assert data_of(folder) == before


def test_a_sum_damaged_meanwhile_is_told_and_heals(tmp_path, monkeypatch):
    path, out = written(tmp_path), tmp_path / "out"
    folder = run(path, out).folder
    before, totals = data_of(folder), sweep_sums.write_totals

    def damaged(*of):
        spoil(folder / sweep_sums.FOLDER / "36.parquet")
        return totals(*of)

    (folder / sweep_sums.TOTALS).unlink()
    with monkeypatch.context() as patch:
        patch.setattr(sweep_sums, "write_totals", damaged)
        with pytest.raises(MachineError, match="run again"):
            run(path, out)
    assert run(path, out).computed == 2
    assert data_of(folder) == before


@pytest.mark.parametrize("name", sweep_folder.TABLES)
def test_a_damaged_table_is_written_anew(tmp_path, name):
    path, out = written(tmp_path), tmp_path / "out"
    folder = run(path, out).folder
    before = data_of(folder)
    spoil(folder / name)
    assert run(path, out).computed == 0
    assert data_of(folder) == before


def test_another_file_of_the_same_name_is_refused(tmp_path, monkeypatch):
    """The same file edited, or the same content elsewhere, is not another sweep."""
    named = SimpleNamespace(shown=lambda path: "/".join(Path(path).parts[-2:]))
    monkeypatch.setattr(sweep.sweep_manifest, "paths", named)
    mine, out = written(tmp_path / "a", "3672"), tmp_path / "out"
    folder = run(mine, out).folder
    assert json.loads((folder / manifest.FILE).read_text())["file"] == "a/small.yaml"
    before = everything(folder)
    assert run(written(tmp_path / "b", "3672"), out).computed == 0
    other = written(tmp_path / "b", "3672", draws=("draws: 60", "draws: 20"))
    with pytest.raises(ScenarioError, match="another sweep file of that name") as said:
        run(other, out, force=True, yes=True)
    assert "a/small.yaml" in said.value.message("id")
    assert everything(folder) == before
    written(tmp_path / "a", "3672", draws=("draws: 60", "draws: 20"))
    assert run(mine, out).computed == 1


@pytest.mark.fault("R3.sweep")
@pytest.mark.parametrize(
    ("at", "words"),
    [(2, "1 finished region is kept"), (3, "2 finished regions are kept")],
)
def test_stopped_by_hand_it_says_what_is_kept(tmp_path, monkeypatch, at, words):
    made, seen = sweep_unit._made, []

    def stop(unit):
        seen.append(unit.region)
        if len(seen) == at:
            raise KeyboardInterrupt
        return made(unit)

    monkeypatch.setattr(sweep_unit, "_made", stop)
    with pytest.raises(sweep.Stopped, match=f"Stopped. {words}; tables and totals"):
        run(written(tmp_path), tmp_path / "out")


@pytest.mark.parametrize("place", ["forget", "add", "write_totals"])
@pytest.mark.parametrize("error", [FileNotFoundError(2, "gone"), OSError(5, "EIO")])
def test_a_disk_that_fails_is_no_defect(tmp_path, monkeypatch, place, error):
    path, out = written(tmp_path, *CITIES[:2]), tmp_path / "out"
    run(path, out)

    def fail(*_):
        raise error

    monkeypatch.setattr(sweep_sums, place, fail)
    with pytest.raises(MachineError) as caught:
        run(path, out, force=True)
    assert caught.value.exit_code == 4


@pytest.mark.parametrize(
    ("count", "en"), [(1, "1 region is finished."), (2, "2 regions are finished.")]
)
def test_one_is_no_plural(count, en):
    assert sweep_words.summary(count, ())["en"] == en
    assert sweep_words.summary(count, ())["id"] == f"{count} wilayah selesai."
    assert sweep_words.duration(1.0, "en") == "1 second"
    assert sweep_words.duration(0.2, "en") == "1 second"
    assert sweep_words.scenarios(1, "en") == "1 scenario"


@pytest.mark.fault("R3.sweep")
def test_a_stopped_command_says_once_what_became_of_its_folder(
    tmp_path, monkeypatch, capsys
):
    """Before the first region is finished all is as before; then the tables go."""
    path, folder = written(tmp_path), tmp_path / "out" / "small"
    words = ["sweep", str(path), "--out", str(tmp_path / "out"), "--workers", "1"]
    run(path, tmp_path / "out")
    before, made = everything(folder), sweep_unit._made
    for at in (1, 2):
        seen = []

        def stop(unit, seen=seen, at=at):
            seen.append(unit.region)
            if len(seen) == at:
                raise KeyboardInterrupt
            return made(unit)

        monkeypatch.setattr(sweep_unit, "_made", stop)
        assert main(["--lang", "en", *words, "--force"]) == 130
        said = capsys.readouterr().err
        assert said.count("Stopped") == 1
        assert ("All results are whole" in said) == (at == 1)
        assert ("1 finished region is kept; tables and totals" in said) == (at == 2)
        assert (everything(folder) == before) == (at == 1)
    assert not (folder / sweep_folder.ROWS_TABLE).exists()
    monkeypatch.setattr(sweep_unit, "_made", made)
    assert main(["--lang", "en", *words]) == 0
    assert data_of(folder).keys() == {n for n in before if n[0] != "."} - {
        manifest.FILE
    }
