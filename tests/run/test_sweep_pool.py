"""A sweep by processes of this machine: whoever dies, every region comes back once."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import psutil
import pytest
from small_units import Unit, digest, units, work

from analysis.errors import IuranError, MachineError, ScenarioError
from analysis.run import sweep_advice, sweep_cluster, sweep_pool
from analysis.run.sweep_pool import finished
from analysis.run.sweep_stream import streamed
from analysis.run.sweep_where import SCHEDULER, Where, address, warning

HERE = Path(__file__).parent
# a driver of its own process, as a user has it: what Ctrl-C must end
DRIVER = f"""
import sys
sys.path.insert(0, {str(HERE)!r})
from small_units import units, work
from analysis.run.sweep_pool import finished
from analysis.run.sweep_where import Where
if __name__ == "__main__":
    try:
        for done in finished(units(400, 0.05), Where(2), work):
            print(done.process, flush=True)
    except KeyboardInterrupt:
        sys.exit(130)
"""


# results larger than a pipe: whoever sends one waits until it is taken
LARGE = (
    DRIVER.replace("units(400, 0.05)", "large")
    .replace(
        "if __name__",
        "large = [Unit(str(n), size=300_000) for n in range(400)]\nif __name__",
    )
    .replace("import units", "import Unit")
)


def workers_of_this_process():
    """Processes that compute: loky's trackers and other tests' servers are none."""
    found = psutil.Process().children(recursive=True)
    said = {p: " ".join(p.cmdline()) for p in found}
    return [p for p in found if not {"tracker", "forkserver"} & words_of(said[p])]


def words_of(command):
    return set(re.findall("[a-z]+", command))


def test_one_or_two_workers_and_any_order_give_the_same_bytes():
    some = units(24)
    alone = list(finished(some, Where(1), work))
    assert {done.process for done in alone} == {os.getpid()}
    assert [done.region for done in alone] == [unit.region for unit in some]
    both = list(finished(random.Random(1).sample(some, 24), Where(2), work))
    assert os.getpid() not in {done.process for done in both}
    assert {done.threads for done in both} == {"1"}
    assert digest(both) == digest(alone)
    assert not workers_of_this_process()


def test_as_many_workers_as_cores_but_not_more_than_units(monkeypatch):
    asked = []
    monkeypatch.setattr(sweep_pool, "_by_processes", lambda _, n, work: asked.append(n))
    monkeypatch.setattr(sweep_pool, "_cores", lambda: 5)
    finished(units(9), Where(), work)
    finished(units(3), Where(), work)
    finished(units(9), Where(2), work)
    assert asked == [5, 3, 2]
    assert list(finished([], Where(4), work)) == []


def test_killed_workers_at_random_moments_lose_nothing():
    some = units(60, 0.01)
    expected = digest(map(work, some))
    for seed in range(3):
        chance, results = random.Random(seed), []
        kills = sorted(chance.sample(range(1, 50), 1 + seed % 2))
        for done in finished(some, Where(2), work):
            results.append(done)
            if len(results) in kills:
                time.sleep(chance.random() / 50)
                chance.choice(workers_of_this_process()).kill()
        assert len(results) == 60
        assert digest(results) == expected
        assert not workers_of_this_process()


def test_a_worker_killed_while_it_sends_is_noticed(tmp_path):
    once = Unit("9999", does="die sending", note=str(tmp_path / "begun"))
    results = list(finished([once, *units(5)], Where(2), work))
    assert digest(results) == digest(map(work, [Unit("9999"), *units(5)]))
    assert not workers_of_this_process()


def test_a_unit_that_kills_its_worker_is_named_when_all_others_are_finished():
    some, results = [Unit("9999", does="die"), *units(12, 0.1)], []
    with pytest.raises(MachineError) as caught:
        results.extend(done.region for done in finished(some, Where(2), work))
    assert sorted(results) == [unit.region for unit in units(12)]
    assert caught.value.exit_code == 4
    assert "9999:" in caught.value.message("id")
    assert "--workers 1" in caught.value.message("en")
    assert not workers_of_this_process()


def test_what_work_raises_comes_through_and_ends_the_others():
    some = [*units(3), Unit("9999", does="raise"), *units(40, 0.05)[3:]]
    with pytest.raises(ZeroDivisionError, match="9999"):
        list(finished(some, Where(2), work))
    assert not workers_of_this_process()


def test_closing_in_the_middle_ends_the_workers():
    results = finished(units(200, 0.05), Where(2), work)
    next(results)
    assert workers_of_this_process()
    results.close()
    assert not workers_of_this_process()


def test_never_more_under_way_than_the_window(tmp_path):
    note = tmp_path / "begun"
    some = [Unit(unit.region, note=str(note)) for unit in units(40)]
    results = finished(some, Where(2), work)
    assert len(list(islice(results, 5))) == 5
    time.sleep(0.3)  # the taker is slow: the workers wait for it
    begun = len(note.read_text().splitlines())
    results.close()
    assert begun <= 5 + 2 * (1 + sweep_pool.AHEAD)


def test_waiting_is_noticed():
    class Never:
        def add_done_callback(self, _):
            """Nothing ever comes."""

    def give_up():
        raise TimeoutError

    with pytest.raises(TimeoutError):
        list(streamed(units(1), lambda _: Never(), 1, give_up))


@pytest.mark.fault("R3.sweep")
@pytest.mark.skipif(os.name != "posix", reason="signals of a POSIX terminal")
@pytest.mark.parametrize("moment", ["starting", "computing", "computing, driver only"])
def test_ctrl_c_ends_the_workers_without_a_word(moment, tmp_path):
    file = tmp_path / "driver.py"
    file.write_text(DRIVER)
    words, pipe = [sys.executable, str(file)], subprocess.PIPE
    running = subprocess.Popen(
        words, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    )
    if moment == "starting":
        while len(psutil.Process(running.pid).children()) < 4:  # two are trackers
            time.sleep(0.005)
        time.sleep(0.15)  # Python is there, what we tell it is not
    else:
        running.stdout.readline()
    began = psutil.Process(running.pid).children()
    send = os.kill if "only" in moment else os.killpg
    send(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=20)
    assert (running.returncode, told) == (130, "")
    _, alive = psutil.wait_procs(began, timeout=5)
    assert not alive


@pytest.mark.skipif(os.name != "posix", reason="elsewhere the pipe breaks by itself")
@pytest.mark.parametrize("driver", [DRIVER, LARGE], ids=["computing", "sending"])
def test_the_workers_of_a_killed_sweep_end_as_well(driver, tmp_path):
    file = tmp_path / "driver.py"
    file.write_text(driver)
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, str(file)], stdout=pipe) as running:
        running.stdout.readline()
        began = psutil.Process(running.pid).children(recursive=True)
        running.send_signal(signal.SIGSTOP)  # no result is taken any more
        time.sleep(0.5)
        running.kill()
    _, alive = psutil.wait_procs(began, timeout=10)
    for one in alive:
        one.kill()
    assert began
    assert not alive


def test_only_a_cluster_has_to_be_ready(monkeypatch):
    asked = []
    monkeypatch.setattr(sweep_cluster, "ready", asked.append)
    sweep_pool.ready(Where(2))
    assert asked == []
    sweep_pool.ready(Where(scheduler="tcp://a:1"))
    assert asked == ["tcp://a:1"]


def test_wrong_places_are_refused_with_the_remedy():
    wrong_ports = ("tcp://a:0", "tcp://a:65536", "tcp://[::1]:99999")
    wrong_forms = ("localhost:8786", "http://a:1", "tcp://a", "tcp://a b:1", "tls://:1")
    for wrong in (*wrong_forms, *wrong_ports):
        with pytest.raises(ScenarioError, match="--scheduler") as caught:
            Where(scheduler=wrong)
        assert "tcp://" in caught.value.message("id")
    with pytest.raises(ScenarioError, match="--workers"):
        Where(workers=-1)
    with pytest.raises(ScenarioError, match="--workers") as caught:
        Where(workers=2, scheduler="tcp://a:1")
    assert "leave out --workers" in caught.value.message("en")
    assert Where(scheduler="tcp://[::1]:8786")
    assert Where(scheduler="tls://a.b-c.id:1")


def test_an_address_is_asked_for_or_in_the_environment(monkeypatch):
    monkeypatch.delenv(SCHEDULER, raising=False)
    assert address(None) is None
    monkeypatch.setenv(SCHEDULER, "tcp://b:2")
    assert address(None) == "tcp://b:2"
    assert address("tcp://a:1") == "tcp://a:1"


def test_only_an_unprotected_address_is_warned_of():
    assert warning(Where()) is None
    assert warning(Where(scheduler="tls://a:1")) is None
    said = warning(Where(scheduler="tcp://a:1"))
    assert "tcp://a:1" in said["id"]
    assert "run code on this machine" in said["en"]


def test_every_failure_says_in_both_languages_what_to_do():
    texts = [value for name, value in vars(sweep_advice).items() if name.isupper()]
    for rule, remedy in (value for value in texts if isinstance(value, tuple)):
        assert all(rule[lang].endswith(".") for lang in ("id", "en"))
        assert all(remedy[lang].endswith(".") for lang in ("id", "en"))
    assert issubclass(MachineError, IuranError)
