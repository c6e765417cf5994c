"""The same scenario in different ways: the data files and the workbook are equal.

``make reproduce`` runs a scenario by the command, in full and as ever, a second time,
and then in each way of ``WAYS`` without the pages; ``results.json`` says which files
were equal byte for byte. ``make test`` does so once, everything different at a time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import copies
import recorded

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RESULTS = HERE / "results.json"
NAME = "cilegon-baseline"
SHORT = ("--draws", "200", "--years", "3")
SHORTEST = ("--draws", "60", "--years", "2")
# what a machine reads; pages and notebooks name the day, the PDF is LibreOffice's
EQUAL = ("results.csv", "results.parquet", "draws.parquet", "scenario.yaml")
NOBODY = 65534
NOT_READ = ("tests/", "docs/locale/")  # by any run
ELSEWHERE = "salinan kedua é"  # a folder with blanks and a letter beyond ASCII


@dataclass(frozen=True)
class Way:
    """How a run is made: what differs from an ordinary one, "" and {} where nothing.

    ``before``: words before the command; ``options`` after it; ``elsewhere``: in a copy
    of the project in another folder; ``user``: as somebody without rights; ``full``:
    with all that people read.
    """

    name: str
    before: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    elsewhere: bool = False
    user: bool = False
    full: bool = False


AS_NOBODY = (
    *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}"),
    *("--clear-groups", "--inh-caps=-all"),
)
# where folders above the environment are closed to others: to read, not to write
READING_ALL = (
    *(*AS_NOBODY[:-1], "--inh-caps=-all,+dac_read_search"),
    "--ambient-caps=+dac_read_search",
)
ONE_WORKER = ("taskset", "--cpu-list", "0")
OTHER_MACHINE = {
    "PYTHONHASHSEED": "4711",
    "LANG": "tr_TR.UTF-8",
    "LC_ALL": "C",
    "TZ": "Pacific/Kiritimati",
    "IURAN_LANG": "en",
}
NO_CACHE = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": "/nonexistent"}
WAYS = (
    Way("a second time", full=True),
    Way("other hash seed, language and time zone", env=OTHER_MACHINE),
    Way("in another folder", elsewhere=True),
    Way("as another user", user=True, elsewhere=True),
    Way("with one worker", before=ONE_WORKER),
    Way("without caches, over an earlier run", env=NO_CACHE, options=("--force",)),
)
ALL_AT_ONCE = Way(
    "everything different at once",
    before=ONE_WORKER,
    env={**OTHER_MACHINE, **NO_CACHE},
    options=("--force",),
    elsewhere=True,
    user=hasattr(os, "geteuid") and os.geteuid() == 0,
)


def possible(way: Way) -> str:
    """Return why a way cannot be tried on this machine, "" if it can."""
    if way.user and os.geteuid() != 0:
        return "only root may run as somebody else"
    needed = [*way.before[:1], *(["setpriv"] if way.user else [])]
    lacking = [program for program in needed if not shutil.which(program)]
    if lacking:
        return f"{lacking[0]} is not installed"
    return "" if interpreter(way.user) else "no Python that another user may start"


@cache
def interpreter(user: bool) -> tuple[str, ...]:
    """Return what starts a Python with our packages, as another user: () if nothing."""
    system = f"/usr/bin/python{sys.version_info[0]}.{sys.version_info[1]}"
    again = "import numpy, subprocess as s, sys; s.run([sys.executable, '-V'], check=1)"
    own = sys.executable
    env = {**os.environ, "PYTHONPATH": sysconfig.get_paths()["purelib"]}
    others = ((*AS_NOBODY, own), (*AS_NOBODY, system), (*READING_ALL, own))
    for words in others if user else ((own,), (system,)):
        command = [*words, "-c", again]
        try:
            done = subprocess.run(
                command, env=env, cwd="/", capture_output=True, check=False
            )
        except OSError:
            continue
        if done.returncode == 0:
            return words
    return ()


def run(way: Way, project: Path, place: Path, size: Sequence[str] = SHORT) -> Path:
    """Run the scenario in one way into a new folder; return the run folder.

    ``project``: where the project lies; ``size``: how large a run.
    """
    home, out = place / "home", place / "reports"
    for folder in (home, out):
        folder.mkdir(parents=True, exist_ok=True)
    packages = sysconfig.get_paths()["purelib"]
    env = {k: v for k, v in os.environ.items() if not k.startswith(("IURAN", "PYTHON"))}
    env |= {"HOME": str(home), "OMP_NUM_THREADS": "1", "IURAN_LANG": "id", **way.env}
    env["PYTHONPATH"] = os.pathsep.join([str(project / "src"), packages])
    if way.user:  # another Python than that of the environment looks elsewhere
        env["JUPYTER_PATH"] = str(Path(sys.prefix) / "share" / "jupyter")
    program = ["-m", "analysis"] if way.full else [str(HERE / "light.py")]
    words = ["run", NAME, *size, "--lang", "id", "--out", str(out)]
    if "--force" in way.options:  # there is an earlier run of something else
        earlier = [sys.executable, "-m", "analysis", *words, "--numbers-only"]
        with_caches = {k: v for k, v in env.items() if k not in NO_CACHE}
        _done([*earlier, "--draws", "20"], home, with_caches)
    if way.user:
        subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", place], check=True)
    command = [*way.before, *interpreter(way.user), *program, *words, *way.options]
    _done(command, home, env)
    return out / NAME


def _done(command: list, folder: Path, env: Mapping[str, str]) -> None:
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise AssertionError(f"exit {done.returncode}: {done.stdout}{done.stderr}")


def hashes(folder: Path) -> dict[str, str]:
    """Return name -> hash of what must be equal: data files, the workbook if any."""
    names = [*EQUAL, *(path.name for path in folder.glob("workbook.xlsx"))]
    return {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names
    }


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    return [name for name in {**one, **other} if one.get(name) != other.get(name)]


@contextmanager
def room() -> Iterator[Path]:
    """Give a folder that other users may enter."""
    with tempfile.TemporaryDirectory(prefix="ways-") as place:
        Path(place).chmod(0o755)
        yield Path(place).resolve()


def main() -> int:
    told = []
    with room() as place:
        here = copies.project(place / "here", NOT_READ)
        there = copies.project(place / ELSEWHERE, NOT_READ)
        first = hashes(run(Way("as ever", full=True), here, place / "first"))
        for number, way in enumerate(WAYS):
            if why := possible(way):
                told.append({"way": way.name, "not_tried": why})
                continue
            project = there if way.elsewhere else here
            found = hashes(run(way, project, place / f"way-{number}"))
            wrong = differing(first, found)
            told.append(
                {"way": way.name, "equal": not wrong, "files": len(found)}
                | ({"differing": wrong} if wrong else {})
            )
            print(told[-1], flush=True)
    good = all(one.get("equal", True) for one in told)
    status = "passed" if good else "failed"
    recorded.write(RESULTS, {"status": status, "scenario": NAME, "ways": told})
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
