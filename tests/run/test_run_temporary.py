"""Folders of a run outside its own: what a killed run left is removed, nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

import pytest

from analysis.errors import MachineError
from analysis.run import preflight, temporary

HOLDER = """
import tempfile, time
from analysis.run import temporary
with temporary.private_folder() as folder:
    print(folder, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def old(path):
    os.utime(path, (time.time() - 3600,) * 2)


def test_a_folder_goes_with_its_block(place):
    with temporary.private_folder() as folder:
        assert os.stat(folder).st_mode & 0o777 == 0o700
    assert list(place.iterdir()) == []


def test_a_killed_run_s_folder_is_removed_by_the_next_one(place):
    environment = {**os.environ, "TMPDIR": str(place)}
    words = [sys.executable, "-c", HOLDER]
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=environment) as holder:
        left = os.fsdecode(holder.stdout.readline()).strip()
        old(left)
        with temporary.private_folder():
            assert os.path.isdir(left), "a living run holds it"
        holder.kill()
    old(left)
    (place / ".iuran-run-not-a-folder").write_text("mine")
    (place / ".iuran-run-young").mkdir()
    (place / "iuran-hasil").mkdir()
    old(place / "iuran-hasil")
    with temporary.private_folder():
        assert not os.path.exists(left)
    assert sorted(path.name for path in place.iterdir()) == [
        *(".iuran-run-not-a-folder", ".iuran-run-young", "iuran-hasil")
    ]


@pytest.mark.fault("R4.temporary")
def test_no_room_for_temporary_files_names_their_folder(place, monkeypatch):
    def full(**_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    with pytest.raises(MachineError) as caught, temporary.private_folder():
        pass
    assert "disk is full" in caught.value.message("en")
    assert str(place) in caught.value.message("en")


@pytest.mark.fault("R5.temporary")
def test_no_place_for_temporary_files_is_told_before_anything_is_computed(monkeypatch):
    def nowhere():
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "gettempdir", nowhere)
    with pytest.raises(MachineError) as caught:
        preflight.check.__wrapped__()
    assert "variable TMPDIR" in caught.value.message("en")
