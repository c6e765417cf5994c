"""What the command says when it is not the input that is wrong: machine or defect."""

from __future__ import annotations

import pytest

from faults.driver import EARLIER, QUICK, digest, quick, tried

RUN = ["run", EARLIER, *QUICK, "--force"]
PERSON = "3672010101010001"  # made up: nobody has the serial 0001 of this day
BREAK = """
from analysis.run import files
def broken(*_):
    raise {error}
files.write_results = broken
"""
MACHINE = {
    "MemoryError()": "Memory ran out",
    "ModuleNotFoundError('no pyarrow', name='pyarrow')": "package is missing",
    "OSError(28, 'No space left on device')": "The disk is full",
    "PermissionError(13, 'Permission denied', '/x/y')": "",
}


@pytest.mark.parametrize("error", MACHINE)
def test_what_the_machine_refuses_ends_with_4_and_a_remedy(project, error):
    before = digest(project)
    seen = quick(project, RUN, code=BREAK.format(error=error))
    assert seen.code == 4, seen.said
    assert MACHINE[error] in seen.err
    assert "Remedy: " in seen.err
    assert len(seen.err.splitlines()) == 1
    assert digest(project) == before


@pytest.mark.fault("S9.debug")
def test_debug_adds_a_masked_traceback_to_the_ordinary_message(project):
    code = BREAK.format(error=f"LookupError('NIK {PERSON} in {project}')")
    plain, seen = (
        quick(project, RUN, code=code),
        quick(project, [*RUN, "--debug"], code=code),
    )
    assert plain.code == seen.code == 5
    assert "A defect of ours (LookupError" in plain.err
    assert len(plain.err.splitlines()) == 1
    assert "Traceback (most recent call last)" in seen.err
    assert seen.err.splitlines()[-1] == plain.err.strip()
    for said in (plain.said, seen.said):
        assert PERSON not in said
        assert str(project) not in said
    assert "3672********0001" in seen.err


@pytest.mark.fault("R4.screen")
@pytest.mark.parametrize(
    "words",
    [
        ["region", "--all"],
        ["check", f"scenarios/{EARLIER}.yaml"],
        ["law", "--date", "2027-01"],
    ],
)
def test_a_full_disk_behind_the_screen_is_told(project, words):
    wrap = ["sh", "-c", '"$@" > /dev/full', "sh"]
    seen = tried(project, words, wrap=wrap, env={"PYTHONUNBUFFERED": ""})
    assert seen.code == 4, seen.said
    assert "The disk is full" in seen.err
    assert "Traceback" not in seen.err
    assert "Exception ignored" not in seen.err


def test_a_reader_who_goes_away_is_no_defect(project):
    wrap = ["sh", "-c", '{ "$@"; echo code $? >&2; } | head -1', "sh"]
    seen = tried(project, ["region", "--all"], wrap=wrap)
    assert "Traceback" not in seen.err
    assert "defect" not in seen.err
    assert "code 0" in seen.err or "code 130" in seen.err


@pytest.mark.fault("R9.screen")
def test_letters_a_screen_cannot_show_are_written_out(project):
    folder = project / "hasil \u2603"
    env = {"PYTHONIOENCODING": "latin-1:strict", "PYTHONUTF8": "0"}
    seen = tried(project, [*RUN, "--out", folder], env=env)
    assert seen.code == 0, seen.said
    assert "\\u2603" in seen.out
    assert (folder / EARLIER / "results.csv").is_file()


def test_one_line_a_problem_whatever_was_typed(project):
    odd = "a\x1b[2Jb\nc"
    seen = quick(project, ["run", EARLIER, "--set", f"{odd}=1"])
    assert seen.code == 3
    assert "\x1b" not in seen.said
    assert len(seen.err.splitlines()) == 1
    seen = quick(project, ["run", EARLIER, "--set", f"years={'9' * 100_000}"])
    assert seen.code == 3
    assert len(seen.err) < 2_000
