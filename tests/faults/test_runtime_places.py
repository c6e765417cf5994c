"""Places that cannot be written or read; other paths, languages, zones, clocks."""

from __future__ import annotations

import ast
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from analysis import paths
from analysis.errors import IuranError
from analysis.run import manifest, render
from faults import driver
from faults.driver import EARLIER, QUICK, digest, leftovers, quick, tried

WORDS = ("run", EARLIER, *QUICK, "--force")
NUMBERS = ("results.csv", "results.parquet", "scenario.yaml")
# root without root's privileges: what the permissions of a file say counts
ORDINARY = """
import ctypes, os
if os.geteuid() == 0:
    class Head(ctypes.Structure):
        _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]
    none = (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None).capset(ctypes.byref(Head(0x20080522, 0)), none) == 0
"""


@pytest.fixture
def locked_up():
    """Take permissions away; give them back when the test is over."""
    changed = []

    def take(path: Path, mode: int) -> None:
        changed.append((path, stat.S_IMODE(path.stat().st_mode)))
        path.chmod(mode)

    yield take
    for path, mode in reversed(changed):
        path.chmod(mode)


def refused(project, words, code, *says):
    """Assert that an ordinary user is told, quickly, and that nothing has changed."""
    before = digest(project / "reports")
    seen = quick(project, words, code=ORDINARY)
    assert seen.code == code, seen.said
    driver.assert_sentences(seen, "en")
    assert [one for one in says if one not in seen.err] == []
    assert digest(project / "reports") == before
    return seen


@pytest.mark.fault("R5.readonly")
def test_results_that_may_not_be_written(project, locked_up):
    locked_up(project / "reports", 0o555)
    refused(project, WORDS, 4, "reports", "Permission denied", "permission to read")


@pytest.mark.fault("R5.file")
@pytest.mark.parametrize("name", ["out", "out/cilegon-baseline"])
def test_a_file_where_the_results_should_be(project, name):
    place = project / name
    place.parent.mkdir(exist_ok=True)
    place.write_text("mine")
    refused(project, [*WORDS, "--out", project / "out"], 4, name)
    assert place.read_text() == "mine"


@pytest.mark.fault("R5.data")
def test_data_that_may_only_be_read(project, locked_up):
    for folder in (project / "data", project / "scenarios"):
        for path in [*folder.rglob("*"), folder]:
            locked_up(path, 0o555 if path.is_dir() else 0o444)
    seen = quick(project, WORDS, code=ORDINARY)
    assert seen.code == 0, seen.said
    refused(project, ["data"], 4, "Permission denied")


@pytest.mark.fault("R6.scenario")
@pytest.mark.parametrize("words", [WORDS, ("check", "scenarios/cilegon-baseline.yaml")])
def test_a_scenario_that_may_not_be_read(project, locked_up, words):
    locked_up(project / "scenarios" / f"{EARLIER}.yaml", 0)
    refused(project, words, 4, f"scenarios/{EARLIER}.yaml")


@pytest.mark.fault("R6.raw")
def test_a_raw_table_that_may_not_be_read(project, locked_up):
    locked_up(project / "data" / "raw" / "evidence.csv", 0)
    refused(project, ["data"], 4, "data/raw/evidence.csv")


@pytest.mark.fault("R6.search")
@pytest.mark.parametrize("mode", [0, 0o300])
def test_a_folder_one_may_not_enter(project, locked_up, mode):
    (project / "mine" / "out").mkdir(parents=True)
    locked_up(project / "mine", mode)
    out = project / ("mine" if mode == 0o300 else "mine/out")
    refused(project, [*WORDS, "--out", out], 4, "mine")


@pytest.fixture(scope="module")
def known(project_template):
    """The numbers as they are here and now."""
    folder = project_template / "reports" / EARLIER
    return {name: (folder / name).read_bytes() for name in NUMBERS}


def numbers(root, run=quick, **how):
    """Run; return the bytes of the numbers. ``run`` as ``tried``, ``how`` as of it."""
    seen = run(root, WORDS, **how)
    assert seen.code == 0, seen.said
    assert leftovers(root) == []
    folder = root / "reports" / EARLIER
    return {name: (folder / name).read_bytes() for name in NUMBERS}


@pytest.mark.fault("R9.locale", "R9.zone", "R13.twice")
@pytest.mark.parametrize(
    ("lang", "zone"),
    [
        ("id_ID.UTF-8", "Asia/Jakarta"),
        ("tr_TR.UTF-8", "Pacific/Kiritimati"),
        ("C", "UTC"),
    ],
)
def test_another_language_and_time_zone(project, known, lang, zone):
    # whether installed or not: nothing here may ask for it
    env = {"LANG": lang, "LC_ALL": lang, "LANGUAGE": lang[:2], "PYTHONUTF8": "0"}
    ask = "import locale\ntry: locale.setlocale(locale.LC_ALL, '')\nexcept Exception: 0"
    env |= {"TZ": zone, "PYTHONHASHSEED": "7"}
    assert numbers(project, tried, env=env, code=ask) == known


MOMENTS = (
    *("2000-01-01T00:00:00", "2038-01-19T03:14:08"),
    *("2028-02-29T12:00:00", "2026-12-31T23:59:59"),
)
CLOCKS = f"""
import datetime
from types import SimpleNamespace
from analysis.__main__ import main
from analysis.run import manifest
for moment in {MOMENTS}:
    class Moment(datetime.datetime):
        @classmethod
        def now(cls, zone=None):
            return datetime.datetime.fromisoformat(moment + "+00:00").astimezone(zone)
    manifest.dt = SimpleNamespace(datetime=Moment, UTC=datetime.UTC)
    assert main([*{WORDS}, "--out", moment.replace(":", "")]) == 0
"""


@pytest.mark.fault("R9.clock")
def test_another_clock(project, known):
    seen = quick(project, ["--help"], code=CLOCKS)
    assert seen.code == 0, seen.said
    for moment in MOMENTS:
        folder = project / moment.replace(":", "") / EARLIER
        assert {name: (folder / name).read_bytes() for name in NUMBERS} == known
        assert manifest.read(folder)["started"] == f"{moment}Z", "the clock was not set"


def test_the_clock_is_read_in_two_places_only():
    """That the injected clock reaches everything that looks at the time of day."""
    asking = {"now", "today", "utcnow", "localtime", "gmtime", "time"}
    found = set()
    for path in Path(manifest.__file__).parents[1].rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            function = getattr(node, "func", None)
            if isinstance(function, ast.Attribute) and function.attr in asking:
                owner = ast.unparse(function.value)
                if owner.split(".")[0] in {"dt", "datetime", "time", "date"}:
                    found.add(path.name)
    # those of temporary files and of progress decide no number
    assert found <= {"manifest.py", "forecasts.py", "temporary.py", "newfile.py"}


PRINTING = """
from analysis.__main__ import main
assert main(["law", "--date", "2027-01"]) == 0
assert main(["region", "3672"]) == 0
"""


@pytest.mark.fault("R9.screen")
@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_screen_that_cannot_show_every_letter(project, encoding):
    env = {"PYTHONIOENCODING": encoding, "LC_ALL": "C", "PYTHONUTF8": "0"}
    seen = tried(project, ["check", "→.yaml"], env=env, code=PRINTING)
    assert seen.code == 3, seen.said
    assert "Traceback" not in seen.said
    assert "Kota Cilegon" in seen.out


@pytest.mark.fault("R13.folder", "R13.letters")
def test_another_folder_with_letters_and_blanks(project, known, tmp_path):
    moved = shutil.move(project, tmp_path / "Kota Cilegón – 数 'a' 1")
    assert numbers(Path(moved)) == known


@pytest.mark.fault("R13.link")
def test_a_project_reached_through_a_link(project, known, tmp_path):
    (tmp_path / "link").symlink_to(project)
    assert numbers(tmp_path / "link") == known


@pytest.mark.fault("R13.link")
@pytest.mark.parametrize("root", ["/data", "/app"])
def test_a_checkout_with_a_short_path(monkeypatch, root):
    monkeypatch.setattr(paths, "ROOT", Path(root))
    for fine in (
        f'<a href="https://bps.go.id{root}/2027">BPS</a>',
        f'<a href="..{root}/x.csv">x</a>',
        "<p>url(//x and @import in words</p>",
    ):
        render.check(fine, "x")
    for local in (f"<p>{root}/reports/x</p>", f'"{root}"', f"<pre>File {root}/a</pre>"):
        with pytest.raises(IuranError):
            render.check(local, "x")


@pytest.mark.fault("R17.dirty")
def test_changes_that_were_not_committed_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    assert manifest.git_state() == {"revision": None, "dirty": None}
    own = ["git", "-C", str(tmp_path), "-c", "user.name=x", "-c", "user.email=x@x"]
    (tmp_path / "bill.py").write_text("TARIFF = 1\n")
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]):
        subprocess.run([*own, *words], check=True)
    assert manifest.git_state()["dirty"] is False
    (tmp_path / "bill.py").write_text("TARIFF = 2\n")
    assert manifest.git_state()["dirty"] is True
    assert len(manifest.git_state()["revision"]) == 40


MEANWHILE = """
from pathlib import Path
from analysis.run import files
write = files.write_results
def changed(results, folder):
    write(results, folder)
    with Path({path!r}).open("a") as stream:
        stream.write("\\n# changed\\n")
files.write_results = changed
"""


@pytest.mark.fault("R17.inputs")
@pytest.mark.parametrize(
    "name",
    ["scenarios/cilegon-baseline.yaml", "data/parameters/contributions.yaml"],
)
def test_an_input_that_changes_meanwhile(project, name):
    code = MEANWHILE.format(path=str(project / name))
    before = digest(project / "reports")
    seen = quick(project, WORDS, code=code)
    assert seen.code == 4, seen.said
    assert "changed during the run" in seen.err
    assert digest(project / "reports") == before


UV = """#!/bin/sh
case "$1 $2" in
"venv "*) mkdir -p .venv/bin; touch .venv/bin/python; chmod +x .venv/bin/python ;;
*) echo half > .venv/half; kill -9 $PPID ;;
esac
"""


@pytest.mark.fault("R16")
def test_an_interrupted_set_up_is_not_taken_for_a_finished_one(tmp_path):
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(driver.CHECKOUT / name, tmp_path)
    (tmp_path / "bin").mkdir()
    uv = tmp_path / "bin" / "uv"
    uv.write_text(UV)
    uv.chmod(0o755)
    path = f"{uv.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["make", "-C", str(tmp_path), ".venv/.ok"],
        env={**os.environ, "PATH": path},
        capture_output=True,
    )
    assert done.returncode != 0
    assert (tmp_path / ".venv" / "half").exists()
    assert not (tmp_path / ".venv" / ".ok").exists()
    assert "\n.DELETE_ON_ERROR:\n" in (tmp_path / "Makefile").read_text()
