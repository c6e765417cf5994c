"""``make audit`` sees what it says it sees."""

from __future__ import annotations

import base64
import hashlib
from importlib.metadata import PathDistribution

import pytest

import audit

LOCK = (
    "one==1.0 \\\n    --hash=sha256:00\n    # via iuran\n"
    "two==2.0 ; python_version < '3' \\\n    --hash=sha256:00\n"
    "three_x==3.0 ; python_version >= '3' \\\n    --hash=sha256:00\n"
)
GOOD = {"one": "1.0", "three-x": "3.0", "iuran": "0.1.0", "pip": "26"}


def test_an_environment_like_the_lock_has_no_differences():
    assert audit.differences(LOCK, GOOD) == []


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"one": "1.1"}, "one: 1.1 installed, 1.0 in the lock"),
        ({"stray": "9"}, "stray 9: not in the lock"),
    ],
)
def test_another_version_and_a_stranger_are_named(found, said):
    assert audit.differences(LOCK, GOOD | found) == [said]


def test_what_lacks_and_what_has_no_hash_is_named():
    bare = LOCK + "four==4 \\\n    # via one\n"
    assert audit.differences(bare, GOOD) == [
        *("four: no hash in the lock", "four: not installed")
    ]


def test_a_file_that_was_changed_or_taken_away_is_named(tmp_path):
    code = b"x = 1\n"
    digest = base64.urlsafe_b64encode(hashlib.sha256(code).digest()).rstrip(b"=")
    about = tmp_path / "one-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: one\nVersion: 1.0\n")
    (about / "RECORD").write_text(f"one.py,sha256={digest.decode()},6\n")
    package = PathDistribution(about)
    (tmp_path / "one.py").write_bytes(code)
    assert list(audit.changed([package])) == []
    (tmp_path / "one.py").write_bytes(b"x = 2\n")
    assert list(audit.changed([package])) == ["one: one.py was changed"]
    (tmp_path / "one.py").unlink()
    assert list(audit.changed([package])) == ["one: one.py is gone"]


def test_without_an_answer_nothing_is_claimed(monkeypatch):
    monkeypatch.setattr(audit.shutil, "which", lambda _: None)
    code, told = audit.advisories()
    assert code == 0
    assert "not asked" in told


def test_this_environment_has_the_versions_of_the_lock():
    found = {name: one.version for name, one in audit.installed().items()}
    told = audit.differences(audit.LOCK.read_text("utf-8"), found)
    assert [one for one in told if not one.endswith("not in the lock")] == []
