"""`iuran forecast`: what is frozen, never overwritten, and the record in the report."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from analysis import paths
from analysis.__main__ import main
from analysis.errors import InputDataError
from analysis.evidence import tables
from analysis.run import forecasts, index, manifest, validation
from analysis.run.jobs import Options

DAY = "2026-11-21"
COMMITTED = paths.PROCESSED / "forecasts" / f"{DAY}.csv"


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """The processed tables and the calibration, without frozen forecasts."""
    folder = tmp_path / "processed"
    folder.mkdir()
    for path in (*paths.PROCESSED.glob("*.csv"), *paths.PROCESSED.glob("*.json")):
        (folder / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(paths, "PROCESSED", folder)
    return folder


def said(capsys, *words):
    code = main(["--lang", "en", "forecast", *words])
    out = capsys.readouterr()
    return code, out.out + out.err


def test_it_says_what_is_frozen_and_what_can_be_scored(capsys):
    code, text = said(capsys)
    assert code == 0
    assert f"{DAY}: 2,040 forecasts of 102 series" in text
    assert "None can be scored yet" in text
    code, text = said(capsys, "--score")
    assert code == 0
    assert "None can be scored yet" in text


def test_it_says_so_in_indonesian(capsys):
    assert main(["--lang", "id", "forecast"]) == 0
    assert "dibekukan" in capsys.readouterr().out


def test_without_frozen_forecasts_it_says_how(copy, capsys):
    code, text = said(capsys)
    assert code == 2
    assert "iuran forecast --freeze" in text


def test_freezing_twice_leaves_the_first_alone(copy, capsys):
    code, text = said(capsys, "--freeze")
    assert code == 0
    frozen = copy / "forecasts" / f"{DAY}.csv"
    assert frozen.read_bytes() == COMMITTED.read_bytes()
    before = frozen.read_bytes()
    code, text = said(capsys, "--freeze")
    assert code == 4
    assert "not overwritten" in text
    assert frozen.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--calibrate", "--on", "yesterday"), "year-month-day"),
        (("--on", DAY), "--calibrate"),
    ],
)
def test_a_wrong_date_is_refused(capsys, words, expected):
    code, text = said(capsys, *words)
    assert code == 3
    assert expected in text


def test_forecasts_are_scored_once_figures_come(monkeypatch):
    """A figure known after the freezing, near a target, scores its series."""
    rows = forecasts.used(forecasts.panel())
    one = rows[rows["series"] == "3672|apbd|jkk+jkm|apbd"].tail(1)
    day = one["date"].iloc[0].replace(year=2027)
    new = one.assign(date=day, known_on=day, people=8000, claim_id="X001")
    more = forecasts.pd.concat([rows, new], ignore_index=True)
    monkeypatch.setattr(forecasts, "panel", lambda: more)
    monkeypatch.setattr(forecasts, "used", lambda frame: frame)
    lines = forecasts.scored_lines("en")
    assert lines[0].startswith("5 forecasts can be scored by 1 figure")
    assert len(lines) == 1 + 5


def test_the_record_is_made_once(tmp_path, monkeypatch):
    monkeypatch.setattr(manifest, "code_hash", lambda: "fixed")
    options = Options(tmp_path, lang="id")
    (outcome,) = validation.record(options)
    assert outcome.ran
    folder = tmp_path / validation.NAME
    html = (folder / "index.html").read_text("utf-8")
    assert 'href="html/11_validation.html"' in html
    assert json.loads((folder / "manifest.json").read_text())["kind"] == "validation"
    assert (folder / "html" / "11_validation.html").is_file()
    (outcome,) = validation.record(options)
    assert not outcome.ran
    index.refresh(tmp_path, "id")
    text = (tmp_path / "index.html").read_text("utf-8")
    assert f'href="{validation.NAME}/index.html"' in text


@pytest.fixture
def quickly(copy, monkeypatch):
    """The calibration that is kept, as if it had been made on another day."""
    kept = forecasts.record.calibration()
    frames = {"backtest": tables.kept("backtest"), "replay": tables.kept("replay")}
    frames = {name: frame.assign(more=1) for name, frame in frames.items()}
    made = replace(kept, made_on="2027-01-01"), frames
    monkeypatch.setattr(forecasts.record, "made", lambda *_: made)
    tables._stored.cache_clear()
    yield copy
    tables._stored.cache_clear()


def test_a_calibration_is_written_as_one(quickly, capsys):
    assert said(capsys, "--calibrate")[0] == 0
    assert tables.stored("trend")["made_on"] == "2027-01-01"
    assert "more" in tables.kept("backtest")
    assert list(quickly.glob(".tmp-*")) == []


@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_files_of_two_calibrations_are_not_mixed(quickly, capsys, monkeypatch, at):
    """Stopped between two of them, whatever is read is refused or of the earlier."""
    rename, seen = Path.replace, []

    def stop(self, target):
        seen.append(target)
        if len(seen) == at:
            raise KeyboardInterrupt
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stop)
        assert said(capsys, "--calibrate")[0] == 130
    told = []
    for read, name in ((tables.stored, "trend"), (tables.kept, "backtest")):
        try:
            told.append("more" in read(name) or read(name).get("made_on") != DAY)
        except InputDataError as error:
            told.append(error.message("en"))
    if at == 1:
        assert told[0] is False
    else:
        assert "not made with the others" in told[0]


@pytest.mark.parametrize(
    ("name", "content"),
    [("trend.json", "[1]"), ("trend.json", "{"), ("backtest.csv", "a\n1\n")],
)
def test_a_damaged_estimate_is_told(copy, name, content):
    (copy / name).write_text(content)
    tables._stored.cache_clear()
    read = tables.stored if name.endswith("json") else tables.kept
    with pytest.raises(InputDataError, match="damaged"):
        read(name.partition(".")[0])


@pytest.mark.parametrize("content", ["x\n", "", "made_on,series\n2026-11-21,a\n"])
def test_damaged_forecasts_are_told(copy, capsys, content):
    (copy / "forecasts").mkdir()
    (copy / "forecasts" / f"{DAY}.csv").write_text(content)
    for words in ((), ("--score",)):
        code, text = said(capsys, *words)
        assert code == 2
        assert f"{DAY}.csv: This estimate is damaged" in text
