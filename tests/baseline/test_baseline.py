"""The headline numbers are those recorded, and no step moved one without a reason."""

from __future__ import annotations

import json

import pytest

import baseline
from analysis.run import manifest

STEPS = baseline.read(baseline.MOVED)


@pytest.fixture(scope="module")
def now(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest, "code_hash", lambda: "fixed")
        place = tmp_path_factory.mktemp("baseline")
        return baseline.computed(baseline.shipped(), place)


def test_every_shipped_scenario_is_recorded():
    assert sorted(baseline.recorded()) == baseline.shipped()


def test_no_headline_number_has_moved(now):
    moved = baseline.difference(baseline.recorded(), now)
    assert not moved, (
        f"{len(moved)} moved, such as {list(moved.items())[:3]}; see them with "
        "`make baseline`; meant so? make baseline VERSION=... WHY='patterns: why'"
    )


def test_a_number_that_moves_is_seen(now):
    name, key = "cilegon-baseline", "contributions_idr apbd 2027 central"
    changed = {**now, name: {**now[name], key: now[name][key] + 1}}
    moved = baseline.difference(baseline.recorded(), changed)
    assert moved == {f"{name} {key}": [2_040_192_000, 2_040_192_001]}
    without = {**now, name: {k: v for k, v in now[name].items() if k != key}}
    assert baseline.difference(now, without) == {f"{name} {key}": [2_040_192_000, None]}


def test_the_steps_lead_to_the_numbers_of_today():
    """Going back step by step, each number is the one the step before ended with."""
    numbers = {
        f"{name} {key}": value
        for name, held in baseline.recorded().items()
        for key, value in held.items()
    }
    assert STEPS[0]["version"] == baseline.read(baseline.HEADLINES)["version"]
    for step in STEPS:
        for key, (before, after) in step["moved"].items():
            held = numbers.get(key)
            assert held == pytest.approx(after, rel=baseline.SAME), key
            if before is None:
                del numbers[key]
            else:
                numbers[key] = before


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step["version"])
def test_every_step_says_why(step):
    assert not baseline.unexplained(step["moved"], step["why"])
    assert all(len(reason["why"]) > 20 for reason in step["why"])
    assert bool(step["moved"]) == bool(step["why"])


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A record of its own, of two numbers."""
    monkeypatch.setattr(baseline, "HEADLINES", tmp_path / "headlines.json")
    monkeypatch.setattr(baseline, "MOVED", tmp_path / "moved.json")
    numbers = {"demo": {"deaths all 2027 central": 1.0, "base_idr all 2027 p05": 2.0}}
    baseline.write(baseline.HEADLINES, {"version": "1", "date": "", "numbers": numbers})
    baseline.write(baseline.MOVED, [])
    return numbers


def test_a_step_without_a_reason_is_refused_and_one_with_it_is_kept(own):
    moved = {"demo": {**own["demo"], "deaths all 2027 central": 1.5}}
    before = baseline.HEADLINES.read_bytes()
    for why in ("", "deaths", "claims_*: another table"):
        with pytest.raises(SystemExit):
            baseline.record("2", why, moved)
    assert baseline.HEADLINES.read_bytes() == before
    baseline.record("2", "other/* demo/deaths: a newer life table", moved)
    (step,) = json.loads(baseline.MOVED.read_text())
    assert step["moved"] == {"demo deaths all 2027 central": [1.0, 1.5]}
    assert baseline.recorded() == moved


def test_the_command_prints_what_moved(own, monkeypatch, capsys):
    moved = {"demo": {**own["demo"], "deaths all 2027 central": 1.5}}
    monkeypatch.setattr(baseline, "computed", lambda *_: moved)
    assert baseline.main([]) == 1
    told = capsys.readouterr().out
    assert "1 of 2 headline numbers moved" in told
    assert "+50.00%" in told
    assert baseline.main(["--version", "2", "--why", "deaths: a newer table"]) == 0
    assert baseline.main([]) == 0
    assert "0 of 2 headline numbers moved" in capsys.readouterr().out
    assert baseline.main(["--history"]) == 0
    assert "because, deaths: a newer table" in capsys.readouterr().out
