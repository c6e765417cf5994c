"""Many runs in a row hold no more memory and no more files than a few."""

from __future__ import annotations

import json

import pytest

import load
from analysis.run.sweep_unit import Unit, work
from analysis.scenario.regions import region_pack
from analysis.scenario.sweep_file import load_sweep

pytestmark = pytest.mark.skipif(
    not load.Path("/proc/self/fd").is_dir(), reason="memory is read from /proc"
)


def test_a_thousand_runs_leaked_nothing_the_last_time():
    told = json.loads(load.RESULTS.read_text(encoding="utf-8"))
    assert told["status"] == "passed"
    assert told["runs"] >= 1_000
    assert [one["workers"] for one in told["sweeps"]] == [1, 2]
    assert load.passed(told)
    assert told["single"]["runs"] >= load.SINGLE


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """Forty runs in a row, in one process."""
    codes, place = load.regions(20), tmp_path_factory.mktemp("load")
    file = load.written(place, codes, less=("draws: 1000", "draws: 100"))
    return file, place, codes, load.swept(file, place / "out", 1, len(codes))


def test_forty_runs_hold_the_same_files_open(few):
    found = few[-1]
    assert found["exit_code"] == 0
    assert found["processes"] == 1
    # medians of counts taken at any moment: one file may be open or not
    assert found["handles_last"] == pytest.approx(found["handles_settled"], abs=1)


def test_they_are_what_single_runs_give(few):
    file, place, codes, _ = few
    alone = load.single(file, place / "out", codes[:1], place / "single")
    assert alone["equal"] == alone["runs"] == 2
    assert alone["numbers_compared"] > 1_000


def seen(memory, handles):
    steps = range(len(memory))
    return load.Seen([at / (len(memory) - 1) for at in steps], memory, handles)


def test_a_leak_would_be_seen():
    flat, rising = [100] * 101, list(range(100, 201))
    assert seen(flat, flat).growth == 0
    assert seen(rising, flat).growth > 0.4
    sound = {
        "exit_code": 0,
        "processes": 1,
        "memory_growth": [0.01],
        "handles_settled": [4],
        "handles_last": [4],
    }
    alone = {"runs": 2, "equal": 2}
    assert load.passed({"sweeps": [sound], "single": alone})
    for wrong in (
        {"memory_growth": [0.06]},
        {"handles_last": [5]},
        {"exit_code": 4},
        {"processes": 0, "memory_growth": []},
    ):
        assert not load.passed({"sweeps": [{**sound, **wrong}], "single": alone})
    assert not load.passed({"sweeps": [sound], "single": {"runs": 2, "equal": 1}})


def test_regions_share_the_tables_that_are_one_for_all():
    """Each held its own copies once: a thousand runs grew by a tenth."""
    one, other = region_pack("3672"), region_pack("3673")
    for name in ("mortality", "population_weights", "fertility"):
        assert getattr(one, name) is getattr(other, name)


def test_a_sweep_keeps_no_region_it_is_done_with(tmp_path):
    file = load.written(tmp_path, ["3672"], less=("draws: 1000", "draws: 0"))
    done = work(Unit("3672", load_sweep(file), summed=False))
    assert not done.problems
    assert region_pack.cache_info().currsize == 0
