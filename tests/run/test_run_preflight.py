"""Another Python or another package than agreed: told before anything starts."""

from __future__ import annotations

import platform
from importlib import metadata

import pytest

from analysis.__main__ import main
from analysis.errors import MachineError
from analysis.run import preflight

QUICK = ("--draws", "0", "--years", "2", "--numbers-only")


@pytest.fixture(autouse=True)
def fresh():
    preflight.check.cache_clear()
    yield
    preflight.check.cache_clear()


def test_this_environment_is_the_one_agreed():
    preflight.check()


@pytest.mark.fault("R11.package")
@pytest.mark.parametrize("version", [None, "2.9.9", "4.0"])
def test_a_package_that_is_missing_or_another_is_named(
    tmp_path, monkeypatch, capsys, version
):
    known = metadata.version

    def asked(name):
        if name != "pandas":
            return known(name)
        if version is None:
            raise metadata.PackageNotFoundError(name)
        return version

    monkeypatch.setattr(metadata, "version", asked)
    words = ["run", "cilegon-baseline", "--out", str(tmp_path / "out"), *QUICK]
    assert main([*words, "--lang", "en"]) == 4
    said = capsys.readouterr().err
    assert said.startswith("pandas")
    assert (version or "missing") in said
    assert ">=3.0" in said
    assert "run make" in said
    assert not (tmp_path / "out").exists()


@pytest.mark.fault("R11.python")
@pytest.mark.parametrize("version", ["3.10.14", "3.14.0"])
def test_another_python_is_named(monkeypatch, version):
    monkeypatch.setattr(platform, "python_version", lambda: version)
    with pytest.raises(MachineError) as caught:
        preflight.check()
    said = caught.value.message("en")
    assert "python" in said
    assert version in said
    assert ">=3.11" in said


def test_everything_that_lacks_is_told_at_once(monkeypatch):
    monkeypatch.setattr(metadata, "version", lambda _: "0.0.1")
    with pytest.raises(MachineError) as caught:
        preflight.check()
    assert len(caught.value.problems) > 20


def test_where_the_project_is_not_installed_nothing_says_what_it_needs(monkeypatch):
    def absent(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "metadata", absent)
    preflight.check()
