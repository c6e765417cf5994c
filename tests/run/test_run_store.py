"""Run folders: complete or not there, one holder at a time, nothing left behind."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis import paths, refusals
from analysis.errors import MachineError, ScenarioError
from analysis.run import store, store_texts, swap


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


@pytest.fixture
def reports(tmp_path):
    earlier = tmp_path / "reports" / "demo"
    earlier.mkdir(parents=True)
    (earlier / "results.csv").write_text("earlier")
    return tmp_path / "reports"


def write_half(reports: Path, failure: type[BaseException]) -> None:
    with store.locked(reports, "demo"), store.new_folder(reports, "demo") as folder:
        (folder / "half.csv").write_text("half")
        raise failure


def write(reports: Path, wait_seconds: float = 60) -> None:
    with store.locked(reports, "demo", wait_seconds), store.new_folder(reports, "demo"):
        pass


def visible(reports: Path) -> list[str]:
    return sorted(path.name for path in reports.iterdir() if path.name != store.LOCKS)


def test_a_complete_folder_replaces_the_earlier_one(reports):
    with store.locked(reports, "demo"), store.new_folder(reports, "demo") as folder:
        (folder / "new.csv").write_text("new")
        assert tree(reports / "demo") == {"results.csv": b"earlier"}
    assert tree(reports / "demo") == {"new.csv": b"new"}
    assert visible(reports) == ["demo"]


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt])
def test_a_failure_leaves_the_earlier_folder(reports, failure):
    with pytest.raises(failure):
        write_half(reports, failure)
    assert tree(reports / "demo") == {"results.csv": b"earlier"}
    assert visible(reports) == ["demo"]


@pytest.mark.fault("R2.exchange")
def test_the_folders_are_exchanged_in_one_step(reports, monkeypatch):
    if sys.platform != "linux":
        pytest.skip("renameat2 is Linux's")
    # there is no moment without the folder if nothing is renamed
    monkeypatch.setattr(Path, "rename", None)
    with store.locked(reports, "demo"), store.new_folder(reports, "demo") as folder:
        (folder / "new.csv").write_text("new")
    assert tree(reports / "demo") == {"new.csv": b"new"}
    assert visible(reports) == ["demo"]


def test_an_exchange_the_disk_refuses_changes_nothing(reports, monkeypatch):
    def refuse(*_):
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(swap, "exchanged", refuse)
    with pytest.raises(MachineError, match="disk is full"):
        write(reports)
    assert tree(reports / "demo") == {"results.csv": b"earlier"}
    assert visible(reports) == ["demo"]


def test_where_no_exchange_is_known_two_renames_do_it(reports, monkeypatch):
    monkeypatch.setattr(swap, "_renameat2", lambda: None)
    with store.locked(reports, "demo"), store.new_folder(reports, "demo") as folder:
        (folder / "new.csv").write_text("new")
    assert tree(reports / "demo") == {"new.csv": b"new"}
    assert visible(reports) == ["demo"]


@pytest.mark.fault("R4.run")
def test_a_failed_rename_puts_the_earlier_folder_back(reports, monkeypatch):
    monkeypatch.setattr(swap, "_renameat2", lambda: None)
    rename = Path.rename

    def refuse(path, target):
        if path.name.startswith(".tmp-"):
            raise OSError(errno.ENOSPC, "no space")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(MachineError, match="disk is full"):
        write(reports)
    assert tree(reports / "demo") == {"results.csv": b"earlier"}
    assert visible(reports) == ["demo"]


@pytest.mark.fault("R7.same", "R8.dead")
def test_a_second_run_gives_up_and_names_the_holder(reports):
    code = (
        "import sys, time; from pathlib import Path; from analysis.run import store\n"
        "with store.locked(Path(sys.argv[1]), 'demo'):\n"
        "    print('held', flush=True); time.sleep(60)"
    )
    words = [sys.executable, "-c", code, str(reports)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(MachineError, match=f"pid {holder.pid}") as caught:
            write(reports, wait_seconds=0.2)
        assert caught.value.exit_code == 4
        with store.locked(reports, "other", wait_seconds=0.2):
            pass
        holder.kill()
    with store.locked(reports, "demo", wait_seconds=5):
        pass


@pytest.mark.fault("R7.same")
def test_a_second_run_waits(reports):
    code = (
        "import sys, time; from pathlib import Path; from analysis.run import store\n"
        "with store.locked(Path(sys.argv[1]), 'demo'):\n"
        "    print('held', flush=True); time.sleep(1)"
    )
    words = [sys.executable, "-c", code, str(reports)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as holder:
        holder.stdout.readline()
        started = time.monotonic()
        with store.locked(reports, "demo", wait_seconds=30):
            assert time.monotonic() - started > 0.5


@pytest.mark.fault("R8.dead")
def test_what_a_dead_run_left_is_removed(reports):
    (reports / ".tmp-demo-99999").mkdir()
    (reports / ".tmp-demo-99999" / "half.csv").write_text("half")
    (reports / ".tmp-demo-two-99999").mkdir()
    with store.locked(reports, "demo"):
        assert visible(reports) == [".tmp-demo-two-99999", "demo"]


@pytest.mark.fault("R2.exchange")
def test_a_run_killed_between_two_renames_is_undone(reports):
    (reports / "demo").rename(reports / ".old-demo-99999")
    with store.locked(reports, "demo"):
        assert tree(reports / "demo") == {"results.csv": b"earlier"}


@pytest.mark.parametrize(
    "name",
    ["../escape", "/etc", "con/x", "Demo", "a" * 65, "-a", "", "a b", "ü", "a\n", "."],
)
def test_names_that_are_no_slug_are_refused(name):
    with pytest.raises(ScenarioError) as caught:
        store.checked_name(name)
    assert caught.value.exit_code == 3


@pytest.mark.fault("R5.file")
def test_a_file_in_the_way_is_not_overwritten(tmp_path):
    (tmp_path / "demo").write_text("mine")
    with pytest.raises(MachineError, match="stands where"):
        store.run_folder(tmp_path, "demo")
    assert (tmp_path / "demo").read_text() == "mine"


@pytest.mark.parametrize("target", ["elsewhere", "reports/demo"])
def test_a_link_in_the_way_is_not_followed(tmp_path, target):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "demo").symlink_to(tmp_path / target)
    with pytest.raises(MachineError):
        store.run_folder(tmp_path / "reports", "demo")


def test_reports_in_place_of_a_file_is_a_plain_message(tmp_path):
    (tmp_path / "reports").write_text("a file")
    with pytest.raises(MachineError):
        write(tmp_path / "reports")


def test_a_folder_without_permission(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "not allowed")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(MachineError, match="no permission to read or write"):
        write(tmp_path / "reports")


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.EFBIG, "ulimit -f"),
        (errno.EMFILE, "ulimit -n"),
        (errno.EIO, "check the disk"),
        (errno.ENOSPC, "make room"),
        (errno.EROFS, "check the permissions"),
    ],
)
def test_each_refusal_has_its_remedy_and_names_the_folder_given(tmp_path, number, told):
    path = tmp_path / "far" / "1102.csv"
    with pytest.raises(MachineError) as caught, refusals.told(path):
        raise OSError(number, "refused")
    assert told in caught.value.message("en")
    assert str(path) in caught.value.message("id")


def test_inside_the_project_no_path_of_this_machine_is_shown():
    path = paths.REPORTS / "demo"
    with pytest.raises(MachineError) as caught, refusals.told(path):
        raise OSError(errno.EACCES, "refused")
    assert str(paths.ROOT) not in caught.value.message("en")


def test_a_sweep_that_another_process_holds_is_called_one(reports):
    with (
        store.locked(reports, "demo"),
        pytest.raises(MachineError, match="running this sweep"),
        store.locked(reports, "demo", 0, store_texts.BUSY_SWEEP),
    ):
        pass


def test_a_link_where_the_holder_is_written_is_replaced(reports, tmp_path):
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    (reports / store.LOCKS).mkdir()
    (reports / store.LOCKS / "demo.holder").symlink_to(mine)
    with store.locked(reports, "demo"):
        pass
    assert mine.read_text() == "mine"


def test_text_is_replaced_in_one_step(tmp_path, monkeypatch):
    path = tmp_path / "index.html"
    path.write_text("earlier")
    monkeypatch.setattr(os, "fsync", _disk_full)
    with pytest.raises(MachineError):
        store.write_text(path, "new")
    assert path.read_text() == "earlier"
    assert [one.name for one in tmp_path.iterdir()] == ["index.html"]


def _disk_full(_):
    raise OSError(errno.ENOSPC, "no space")


@pytest.mark.fault("R5.circle")
def test_links_in_a_circle_are_no_place_for_results(tmp_path):
    (tmp_path / "one").symlink_to(tmp_path / "other")
    (tmp_path / "other").symlink_to(tmp_path / "one")
    with pytest.raises(MachineError) as caught:
        write(tmp_path / "one")
    assert caught.value.exit_code == 4
    assert "--out" in caught.value.message("en")
