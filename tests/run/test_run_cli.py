"""The command as a user meets it: exit codes, words, folders; nothing half done."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis import __main__, cli, paths
from analysis.__main__ import main
from analysis.errors import ScenarioError
from analysis.run import jobs, manifest, store, sweep
from analysis.scenario import load
from analysis.scenario.load_texts import SWEEP

NAME = "cilegon-baseline"
QUICK = ("--draws", "0", "--years", "2", "--numbers-only")


def digest(folder: Path) -> dict[str, str]:
    """Hash of every file of a tree, times and locks apart."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in files
        if store.LOCKS not in path.parts
    }


@pytest.fixture(autouse=True)
def code_that_stays(monkeypatch):
    monkeypatch.setattr(manifest, "code_hash", lambda: "fixed")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "reports"


def run(out: Path, *words: str, name: str = NAME) -> int:
    return main(["run", name, "--out", str(out), *words])


def test_numbers_only_writes_the_promised_files(out, capsys):
    assert run(out, *QUICK, "--lang", "en") == 0
    names = sorted(path.name for path in (out / NAME).iterdir())
    assert names == ["manifest.json", "results.csv", "results.parquet", "scenario.yaml"]
    assert "Done in" in capsys.readouterr().out


def test_the_answers_are_added_where_asked_for(out):
    assert run(out, *QUICK, "--analysis", "--lang", "en") == 0
    with_answers = (out / NAME / "results.csv").read_text(encoding="utf-8")
    run(out, *QUICK, "--force")
    without = (out / NAME / "results.csv").read_text(encoding="utf-8")
    assert with_answers.startswith(without)
    told = {line.split(",")[5] for line in with_answers.splitlines()}
    assert {"every_year_cut_share", "next_billion_people", "evpi_idr"} <= told


def test_the_manifest_tells_where_the_numbers_come_from(out):
    run(out, *QUICK)
    content = json.loads((out / NAME / "manifest.json").read_text())
    assert content["status"] == "ok"
    assert content["name"] == NAME
    assert content["options"]["overrides"] == {"draws": 0, "years": 2}
    assert content["draws"] == 0
    assert content["coverage_basis"]["rt_rw"]
    assert f"scenarios/{NAME}.yaml" in content["inputs"]
    assert content["warnings"] == []


@pytest.mark.fault("R13.twice")
def test_equal_runs_give_equal_bytes(tmp_path):
    for name in ("one", "two"):
        assert (
            run(tmp_path / name, "--draws", "50", "--years", "2", "--numbers-only") == 0
        )
    one, two = (digest(tmp_path / name / NAME) for name in ("one", "two"))
    assert {k: v for k, v in one.items() if k != "manifest.json"} == {
        k: v for k, v in two.items() if k != "manifest.json"
    }
    assert "draws.parquet" in one


def test_another_seed_gives_other_draws_and_the_same_central_path(tmp_path):
    words = ("--draws", "50", "--years", "2", "--numbers-only", "--seed")
    for seed in ("1", "2"):
        run(tmp_path / seed, *words, seed)
    one, two = (
        (tmp_path / seed / NAME / "results.csv").read_text() for seed in ("1", "2")
    )
    assert one != two
    assert central(one) == central(two)


def central(text: str) -> list[str]:
    return [line for line in text.splitlines() if ",central," in line]


def test_a_second_run_does_nothing_and_says_so(out, capsys):
    run(out, *QUICK)
    before = digest(out)
    capsys.readouterr()
    assert run(out, *QUICK, "--lang=en") == 0
    assert "Nothing has changed" in capsys.readouterr().out
    assert digest(out) == before


def test_force_runs_again(out, monkeypatch):
    run(out, *QUICK)
    made = []
    monkeypatch.setattr(jobs, "_make", lambda *_: made.append(1))
    run(out, *QUICK, "--force")
    assert made


@pytest.mark.parametrize(
    "words",
    [
        ("--set", "budget.when_short"),
        ("--set", "budget.when_shrot=months"),
        ("--draws", "-1"),
        ("--draws", "1000000000"),
        ("--years", "0"),
        ("--years", "200"),
        ("--draws", "many"),
        ("--nmubers-only",),
    ],
)
def test_a_wrong_parameter_is_told_and_nothing_written(out, words, capsys):
    assert run(out, *words) == 3
    assert not out.exists()
    error = capsys.readouterr().err
    assert error
    assert "Traceback" not in error


@pytest.mark.parametrize("name", ["nowhere", "../../etc/passwd", "", "x.csv", "a b"])
def test_a_scenario_that_is_not_there(out, name, capsys):
    assert run(out, "--numbers-only", name=name) == 3
    assert not out.exists()
    assert "Traceback" not in capsys.readouterr().err


def test_a_wrong_scenario_leaves_the_earlier_run(out, tmp_path, capsys):
    run(out, *QUICK)
    before = digest(out)
    path = tmp_path / f"{NAME}.yaml"
    path.write_text((paths.SCENARIOS / f"{NAME}.yaml").read_text() + "\nbugdet: 1\n")
    assert run(out, "--numbers-only", name=str(path)) == 3
    assert "budget" in capsys.readouterr().err
    assert digest(out) == before


@pytest.mark.parametrize(("lang", "word"), [("id", "Perbaikan"), ("en", "Remedy")])
def test_messages_speak_the_language_asked_for(out, lang, word, capsys):
    run(out, "--set", "x", "--lang", lang)
    assert word in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--lang", "fr"], ["--lang"], ["--lang="]])
def test_an_unknown_language_is_told_in_both(words, capsys):
    assert main(["check", *words]) == 3
    assert "--lang" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["rn"], "not understood"),
        (["run"], "argument is missing"),
        (["law"], "argument is missing"),
        (["law", "--date", "2024-13"], "YYYY-MM"),
        (["region", "9999"], "514"),
        (["compare", NAME], "two different"),
        (["compare", NAME, NAME], "two different"),
        (["check", "nowhere"], "no scenario"),
    ],
)
def test_usage_errors_are_sentences(words, told, capsys):
    assert main([*words, "--lang", "en"]) == 3
    assert told in capsys.readouterr().err


def test_without_a_command_the_help_is_shown(capsys):
    assert main([]) == 0
    assert "compare" in capsys.readouterr().out


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_command_has_help_in_both_languages(lang):
    commands = cli.app(lang).registered_commands
    assert len({command.help for command in commands}) == len(commands) > 7


def test_check_reads_every_shipped_scenario(capsys):
    assert main(["check", "--lang", "en"]) == 0
    count = len(list(paths.SCENARIOS.glob("*.yaml")))
    assert f"Scenarios checked, no problems: {count}." in capsys.readouterr().out


A_SWEEP = "all-regions"


def test_check_takes_a_folder_of_sweeps_and_their_names(tmp_path, capsys):
    count = len(list(paths.SWEEPS.glob("*.yaml")))
    assert main(["check", str(paths.SWEEPS), A_SWEEP, "--lang", "en"]) == 0
    told = f"Sweep files checked, no problems: {count + 1}."
    assert told in capsys.readouterr().out
    text = (paths.SWEEPS / f"{A_SWEEP}.yaml").read_text(encoding="utf-8")
    (tmp_path / f"{A_SWEEP}.yaml").write_text(text.replace("regions: all\n", ""))
    (tmp_path / f"{NAME}.yaml").write_text(
        (paths.SCENARIOS / f"{NAME}.yaml").read_text(encoding="utf-8")
    )
    assert main(["check", str(tmp_path), "--lang", "en"]) == 3
    said = capsys.readouterr().err
    assert "required key `regions`" in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    "command", [["run"], ["compare", NAME], ["template", "--from"]]
)
@pytest.mark.parametrize("word", [A_SWEEP, str(paths.SWEEPS / f"{A_SWEEP}.yaml")])
def test_a_sweep_is_not_taken_for_a_scenario(command, word, capsys):
    assert main([*command, word, "--lang", "en"]) == 3
    said = capsys.readouterr().err
    assert f"iuran sweep {word}" in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("word", [NAME, str(paths.SCENARIOS / f"{NAME}.yaml")])
def test_a_scenario_is_not_taken_for_a_sweep(word, out, capsys):
    assert main(["sweep", word, "--out", str(out), "--lang", "en"]) == 3
    said = capsys.readouterr().err
    assert f"iuran run {word}" in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--scheduler", "tcp://localhost:99999"), "1 to 65535"),
        (("--scheduler", "tcp://a:1", "--workers", "2"), "leave out --workers"),
    ],
)
def test_a_sweep_says_what_is_wrong_with_its_place(words, told, out, capsys):
    assert main(["sweep", A_SWEEP, "--out", str(out), *words, "--lang", "en"]) == 3
    assert told in capsys.readouterr().err
    assert not out.exists()


def test_a_sweep_says_where_its_tables_are(out, monkeypatch, capsys):
    done = sweep.Outcome(out / A_SWEEP, 1, 1, (), None)
    monkeypatch.setattr(sweep, "sweep", lambda *_: done)
    assert main(["sweep", A_SWEEP, "--out", str(out), "--lang", "en"]) == 0
    assert f"Open {out / A_SWEEP / 'regions.csv'}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "Copy one of the files in sweeps/"), ("- a\n", "A sweep file consists")],
)
def test_a_file_of_a_sweep_is_called_one(text, told, tmp_path, capsys):
    file = tmp_path / "t.yaml"
    file.write_text(text)
    with pytest.raises(ScenarioError, match=told):
        load.read(file, kind=SWEEP)
    with pytest.raises(ScenarioError, match=r"no sweep file none\.yaml"):
        load.scenario_file(tmp_path / "none.yaml", kind=SWEEP)


def test_law_prints_the_tariff_of_a_month(capsys):
    assert main(["law", "--date", "2024-08", "--segment", "rt_rw", "--lang", "en"]) == 0
    assert "16,800" in capsys.readouterr().out


def test_region_prints_what_is_known(capsys):
    assert main(["region", "3672"]) == 0
    assert "Cilegon" in capsys.readouterr().out


def test_a_defect_of_ours_is_one_sentence(monkeypatch, capsys):
    def broken(*_):
        raise LookupError("no such thing 1234567890123456")

    monkeypatch.setattr(jobs, "load_all", broken)
    assert main(["check", "--lang", "en"]) == 5
    error = capsys.readouterr().err
    assert "A defect of ours (LookupError" in error
    assert "1234567890123456" not in error
    assert len(error.splitlines()) == 1


def test_a_user_without_a_home_folder_gets_the_message(monkeypatch, capsys):
    import pwd

    def nobody(_):
        raise KeyError

    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    monkeypatch.setattr(__main__, "_command", lambda *_: 1 / 0)
    assert main(["check", "--lang", "en"]) == 5
    assert "A defect of ours (ZeroDivisionError" in capsys.readouterr().err


def test_debug_shows_the_traceback_and_then_the_sentence(monkeypatch, capsys):
    monkeypatch.setattr(jobs, "load_all", None)
    assert main(["check", "--debug", "--lang", "en"]) == 5
    shown, _, told = capsys.readouterr().err.strip().rpartition("\n")
    assert "Traceback" in shown
    assert "TypeError" in shown
    assert told.startswith("A defect of ours (TypeError")


@pytest.mark.fault("R2.run", "R3.run")
@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGKILL, -9)],
)
def test_a_run_that_is_stopped_leaves_the_earlier_one(out, number, code):
    run(out, *QUICK)
    before = digest(out / NAME)
    words = [
        sys.executable,
        "-c",
        SLOW,
        "run",
        NAME,
        "--out",
        str(out),
        "--force",
        *QUICK,
    ]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(words, **pipes) as process:
        process.stdout.readline()
        process.send_signal(number)
        assert process.wait(timeout=30) == code
        assert ("Dihentikan" in process.stderr.read()) == (code == 130)
    assert digest(out / NAME) == before
    run(out, *QUICK, "--force")
    left = [path.name for path in out.iterdir() if path.name.startswith(".tmp")]
    assert left == []


SLOW = """
import sys, time
from analysis.run import files
def slow(results, folder):
    (folder / "half.csv").write_text("half")
    print("computing", flush=True)
    time.sleep(60)
files.write_results = slow
from analysis.__main__ import main
sys.exit(main())
"""


@pytest.mark.fault("R17.code")
def test_inputs_that_change_meanwhile_end_the_run(out, monkeypatch, capsys):
    monkeypatch.setattr(manifest, "code_hash", iter("abcdefgh").__next__)
    assert run(out, *QUICK, "--lang", "en") == 4
    assert "changed during the run" in capsys.readouterr().err
    assert not (out / NAME).exists()


def test_numbers_that_contradict_each_other_are_not_written(out, monkeypatch, capsys):
    from analysis.model.results import Results

    run(out, *QUICK)
    before = digest(out)
    monkeypatch.setattr(Results, "_order_gap", lambda _: 5.0)
    assert run(out, *QUICK, "--force", "--lang", "en") == 5
    said = capsys.readouterr().err
    assert "quantiles are ordered" in said
    assert "must not be used" in said
    assert digest(out) == before


def test_the_quick_path_imports_nothing_heavy(out):
    code = (
        "import sys; from analysis.__main__ import main; main(); "
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    words = [sys.executable, "-c", code, "run", NAME, "--out", str(out), *QUICK]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    heavy = {"pandera", "papermill", "nbconvert", "nbformat", "statsmodels"}
    heavy |= {"matplotlib", "great_tables", "xlsxwriter", "rich", "jsonschema"}
    assert not loaded & heavy


def test_doing_nothing_is_quicker_than_importing_pandas(out):
    words = [sys.executable, "-m", "analysis", "run", NAME, "--out", str(out), *QUICK]
    yardstick = [sys.executable, "-c", "import pandas, scipy.stats, pydantic"]
    assert "Nothing has changed" not in seconds(words)[1]
    nothing = [seconds(words) for _ in range(3)]
    assert all("Nothing has changed" in printed for _, printed in nothing)
    assert min(nothing)[0] < max(seconds(yardstick)[0] for _ in range(3))


def seconds(words: list[str]) -> tuple[float, str]:
    started = time.monotonic()
    environment = {**os.environ, "IURAN_LANG": "en"}
    done = subprocess.run(words, capture_output=True, text=True, env=environment)
    return time.monotonic() - started, done.stdout


def test_a_form_filled_with_a_scenario_gives_its_numbers(tmp_path, capsys):
    from analysis import load_scenario, project

    form = tmp_path / "serang-baseline.xlsx"
    assert main(["template", "--from", "serang-baseline", "--out", str(form)]) == 0
    assert main(["check", str(form)]) == 0
    ours, theirs = (
        project(load_scenario(one, draws=0)).series("contributions_idr").tolist()
        for one in ("serang-baseline", form)
    )
    assert ours == theirs
    assert main(["template", "--from", "nobody", "--out", str(tmp_path / "x.xlsx")])
    assert not (tmp_path / "x.xlsx").exists()
