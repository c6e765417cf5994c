"""A file a user asked for: whole, never over another, and refused in plain words."""

from __future__ import annotations

import os

import pytest

from analysis.errors import MachineError
from analysis.run import newfile


def full(*_):
    raise OSError(28, "No space left on device")


@pytest.mark.fault("R4.file")
def test_a_full_disk_is_called_one_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(MachineError) as caught:
        newfile.write(tmp_path / "form.xlsx", b"x")
    assert "The disk is full" in caught.value.message("en")
    assert "--out" in caught.value.message("en")
    assert list(tmp_path.iterdir()) == []


def test_what_appears_meanwhile_is_not_overwritten(tmp_path, monkeypatch):
    path = tmp_path / "form.xlsx"
    monkeypatch.setattr(os, "fsync", lambda _: path.write_bytes(b"theirs"))
    with pytest.raises(MachineError, match="in the way"):
        newfile.write(path, b"ours")
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_two_at_once_do_not_take_each_other_s_halves(tmp_path):
    theirs = tmp_path / ".tmp-form.xlsx-1"
    theirs.write_bytes(b"half")
    newfile.write(tmp_path / "form.xlsx", b"x")
    assert theirs.read_bytes() == b"half"
