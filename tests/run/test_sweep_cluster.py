"""A sweep on a real cluster: the bytes of the local one, whoever dies on the way."""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from dask_cluster import Cluster
from small_units import Unit, digest, units, work

from analysis import paths
from analysis.errors import MachineError
from analysis.run import sweep as sweeping
from analysis.run import sweep_cluster, sweep_pool
from analysis.run.sweep_pool import finished
from analysis.run.sweep_where import Where

MANY = units(40, 0.02)
EXPECTED = digest(map(work, MANY))
HERE = Path(__file__).parent
# a driver of its own process: what a user would see when the scheduler is lost
DRIVER = """
import sys
from small_units import units, work
from analysis.errors import IuranError
from analysis.run.sweep_pool import finished
from analysis.run.sweep_where import Where
count = 0
try:
    for done in finished(units(400, 0.05), Where(scheduler=sys.argv[1]), work):
        count += 1
        print(count, flush=True)
except IuranError as error:
    print(error.message("en"))
    sys.exit(error.exit_code)
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """One scheduler with two workers without nanny, for the tests of this module."""
    with Cluster(tmp_path_factory.mktemp("dask")) as found:
        found.workers = [found.worker(), found.worker()]
        yield found


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """Give processes of a busy machine the time to start."""
    monkeypatch.setattr(sweep_cluster, "ANSWER_S", 60)


@pytest.fixture
def impatient(patient, monkeypatch):
    """Wait for an answer one second instead of ten."""
    monkeypatch.setattr(sweep_cluster, "ANSWER_S", 1)


def at(address):
    return Where(scheduler=address)


def message_of(where, work=work):
    with pytest.raises(MachineError) as caught:
        list(finished(MANY, where, work))
    assert caught.value.exit_code == 4
    assert "sweep" in caught.value.message("id")
    return caught.value.message("en")


def test_the_bytes_are_those_of_the_local_sweep(cluster):
    sweep_pool.ready(at(cluster.address))
    results = list(finished(MANY, at(cluster.address), work))
    assert digest(results) == EXPECTED
    assert {done.process for done in results} <= {one.pid for one in cluster.workers}


def swept(file, out, where):
    """Run a whole sweep; return what its result files hold, by name."""
    outcome = sweeping.sweep(file, sweeping.Options(out, where, yes=True))
    assert outcome.failure is None
    found = sorted(outcome.folder.rglob("*.parquet"))
    return {one.relative_to(out).as_posix(): one.read_bytes() for one in found}


def test_a_whole_sweep_is_the_same_on_a_cluster(cluster, tmp_path):
    text = (paths.SWEEPS / "all-regions.yaml").read_text(encoding="utf-8")
    text = text.replace("regions: all\n", 'regions: ["3601", "3604", "3672"]\n')
    file = tmp_path / "all-regions.yaml"
    file.write_text(text.replace("draws: 1000", "draws: 20"), encoding="utf-8")
    local = swept(file, tmp_path / "local", Where(1))
    assert len(local) >= 3
    assert swept(file, tmp_path / "cluster", at(cluster.address)) == local


@pytest.mark.parametrize("seed", range(10))
def test_a_worker_killed_at_a_random_moment_loses_nothing(cluster, seed):
    chance, results = random.Random(seed), []
    moment = chance.randrange(1, len(MANY) - 2)
    for done in finished(MANY, at(cluster.address), work):
        results.append(done)
        if len(results) == moment:
            time.sleep(chance.random() / 50)
            os.kill(done.process, signal.SIGKILL)
            cluster.workers = [w for w in cluster.workers if w.pid != done.process]
            cluster.workers.append(cluster.worker())
    assert len(results) == len(MANY)
    assert digest(results) == EXPECTED


def test_what_work_raises_comes_through(cluster):
    some = [*units(3), Unit("9999", does="raise")]
    with pytest.raises(ZeroDivisionError, match="9999"):
        list(finished(some, at(cluster.address), work))


def test_a_unit_that_kills_every_worker_is_named(tmp_path):
    with Cluster(tmp_path) as own:
        own.worker("--nanny")
        with pytest.raises(MachineError) as caught:
            list(finished([Unit("9999", does="die")], at(own.address), work))
    assert "9999" in caught.value.message("id")
    assert "--nthreads 1" in caught.value.message("en")


def test_a_worker_with_nanny_that_is_killed_loses_nothing(tmp_path):
    with Cluster(tmp_path) as own:
        own.worker("--nanny"), own.worker("--nanny")
        results, killed = [], set()
        for done in finished(MANY, at(own.address), work):
            results.append(done)
            if len(killed) < 2 and done.process not in killed:
                os.kill(done.process, signal.SIGKILL)
                killed.add(done.process)
        assert digest(results) == EXPECTED


def test_a_scheduler_lost_in_the_middle_says_so_and_nothing_else(tmp_path):
    with Cluster(tmp_path) as own:
        own.worker(), own.worker()
        path = os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])
        pipe = subprocess.PIPE
        running = subprocess.Popen(
            [sys.executable, "-c", DRIVER, own.address],
            stdout=pipe,
            stderr=pipe,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
        )
        for _ in range(10):
            running.stdout.readline()
        own.scheduler.kill()
        said, told = running.communicate(timeout=30)
    assert running.returncode == 4
    assert told == ""
    assert "lost in the middle" in said
    assert "run again to go on" in said


def test_closing_in_the_middle_leaves_the_cluster_ready(cluster):
    results = finished(units(200, 0.05), at(cluster.address), work)
    next(results)
    results.close()
    assert digest(finished(MANY, at(cluster.address), work)) == EXPECTED


def test_nobody_answers(impatient):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    said = message_of(at(address))
    assert "No dask scheduler answers" in said
    assert address in said
    assert "without --scheduler" in said
    with pytest.raises(MachineError, match="No dask scheduler answers"):
        sweep_pool.ready(at(address))


def test_somebody_else_answers(impatient):
    with socket.create_server(("127.0.0.1", 0)) as server:
        said = message_of(at(f"tcp://127.0.0.1:{server.getsockname()[1]}"))
    assert "No dask scheduler answers" in said


def test_a_scheduler_without_workers(impatient, tmp_path):
    with Cluster(tmp_path) as own:
        assert "has no worker" in message_of(at(own.address))
        with pytest.raises(MachineError, match="has no worker"):
            sweep_pool.ready(at(own.address))


def test_all_workers_lost_for_good(tmp_path, monkeypatch):
    monkeypatch.setattr(sweep_cluster, "NO_WORKERS_S", 1)
    monkeypatch.setattr(sweep_cluster, "FETCH_S", 1)
    with Cluster(tmp_path) as own:
        only = own.worker()
        results = finished(MANY, at(own.address), work)
        assert next(results).process == only.pid
        only.kill()
        with pytest.raises(MachineError, match="has no worker"):
            list(results)


def other_package(folder, text="# changed\n"):
    """Return the environment of a worker whose code differs from ours by a line."""
    package = folder / "other" / "analysis"
    shutil.copytree(
        Path(sweep_cluster.__file__).parents[1],
        package,
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    with (package / "units.py").open("a") as file:
        file.write(text)
    path = os.pathsep.join([str(package.parent), str(HERE)])
    return {"PYTHONPATH": path, "IURAN_ROOT": str(paths.ROOT)}


def test_a_worker_of_another_version_is_refused_before_the_first_unit(tmp_path):
    ours = sweep_cluster.versions()["iuran"]
    with Cluster(tmp_path) as own:
        own.worker(**other_package(tmp_path))
        said = message_of(at(own.address))
    assert "sweep: tcp://127.0.0.1:" in said
    assert f"<> {ours}" in said
    assert "; " not in said.partition("(found: ")[2].partition("): ")[0]
    assert "requirements.lock" in said


def test_a_worker_of_another_version_that_joins_later_is_refused(tmp_path):
    with Cluster(tmp_path) as own:
        only = own.worker()
        results = finished(units(3000, 0.05), at(own.address), work)
        seen = [next(results).process]
        own.worker(**other_package(tmp_path))
        with pytest.raises(MachineError) as caught:
            seen.extend(done.process for done in results)
    assert set(seen) == {only.pid}
    assert "another version" in caught.value.message("en")


def test_a_worker_without_our_package_is_refused(tmp_path):
    empty = tmp_path / "none" / "analysis"
    empty.mkdir(parents=True)
    (empty / "__init__.py").touch()
    with Cluster(tmp_path) as own:
        own.worker(PYTHONPATH=os.pathsep.join([str(empty.parent), str(HERE)]))
        said = message_of(at(own.address))
    assert "another version" in said
    assert "ModuleNotFoundError" in said


def test_the_version_covers_code_data_and_libraries(monkeypatch):
    found = sweep_cluster.versions()
    assert {"iuran", "data", "python", "numpy", "pandas", "pyarrow"} <= set(found)
    data = sweep_cluster._data()
    assert "data/parameters/contributions.yaml" in data
    assert any(name.startswith("data/processed/") for name in data)
    assert any(name.startswith("data/regions/") for name in data)


def test_without_the_package_the_remedy_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    said = message_of(at("tcp://127.0.0.1:1"))
    assert "pip install 'iuran[cluster]'" in said


def test_nothing_of_dask_is_imported_without_an_address():
    code = (
        "import sys; from analysis.run import sweep_pool, sweep_where; "
        "list(sweep_pool.finished([], sweep_where.Where())); "
        "sys.exit(any(name in sys.modules for name in ('dask', 'distributed')))"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def certificates(folder, name="cluster"):
    """Make an authority and a certificate by it; return the three files."""
    ca, ca_key, cert, key = (
        folder / f"{name}-{part}.pem" for part in ("ca", "ca-key", "cert", "key")
    )
    new = ["req", "-newkey", "rsa:2048", "-nodes", "-subj"]
    signed = ["-x509", "-CA", ca, "-CAkey", ca_key]
    for words in (
        [*new, f"/CN={name}-ca", "-x509", "-keyout", ca_key, "-out", ca],
        [*new, f"/CN={name}", *signed, "-keyout", key, "-out", cert],
    ):
        done = subprocess.run(["openssl", *words], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    return {"ca-file": str(ca), "cert": str(cert), "key": str(key)}


def configured(given):
    import dask

    parts = {"ca-file": "ca-file", "cert": "client.cert", "key": "client.key"}
    return dask.config.set(
        {f"distributed.comm.tls.{parts[name]}": file for name, file in given.items()}
    )


@pytest.fixture
def tls(tmp_path):
    """A cluster that speaks TLS only, and the files it was given."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: no certificates can be made")
    given = certificates(tmp_path)
    words = [word for name in given for word in (f"--tls-{name}", given[name])]
    with Cluster(tmp_path, *words, "--protocol", "tls") as own:
        own.worker()
        yield own, given


def test_tls(tls, tmp_path, monkeypatch):
    own, given = tls
    assert own.address.startswith("tls://")
    assert "names no files of certificates" in message_of(at(own.address))
    with configured(given):
        assert digest(finished(MANY, at(own.address), work)) == EXPECTED
    monkeypatch.setattr(sweep_cluster, "ANSWER_S", 2)
    with configured({**given, "key": str(tmp_path / "nowhere")}):
        assert "names no files of certificates" in message_of(at(own.address))
    with configured(certificates(tmp_path, "stranger")):
        assert "No TLS connection" in message_of(at(own.address))
    assert "tls:// address" in message_of(at(own.address.replace("tls", "tcp")))
