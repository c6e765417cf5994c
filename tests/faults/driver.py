"""One driver for every fault: a project to spoil, the real command, what it left.

``project`` (fixture in ``tests/conftest.py``) is a folder of its own with data, law,
scenarios and one earlier run. ``tried`` runs the command as a process, ``quick`` the
same in a process forked with the libraries loaded (a fifth of the time). ``refused`` is
the whole promise of a fault that is refused: exit code, fields of the message in both
languages, nothing changed, nothing left, in time.
"""

from __future__ import annotations

import hashlib
import io
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
EARLIER = "cilegon-baseline"
QUICK = ("--draws", "0", "--years", "2", "--numbers-only")
# whoever edits the checkout meanwhile must not end the run everything starts from
CODE_THAT_STAYS = "from analysis.run import manifest; manifest.code_hash = lambda: ''"
IN_TIME = 60
MOST_LINES = 21
REMEDY = {"en": "Remedy: ", "id": "Perbaikan: "}
FOUND = {"en": "found", "id": "ditemukan"}
LOCKS = ".locks"
HALF = re.compile(r"^\.(tmp|old)-|\.part$")
LOADED = [
    *("pandas", "numpy", "pydantic", "yaml", "typer", "scipy.stats", "openpyxl"),
    *("pyarrow.parquet", "pandera.pandas", "rapidfuzz", "babel.numbers", "pytest"),
]


@dataclass(frozen=True)
class Tried:
    """What a command did: exit code, what it printed, how long it took."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def said(self) -> str:
        return self.out + self.err


@dataclass(frozen=True)
class Said:
    """The fields of one line of a message."""

    place: str
    found: str
    rule: str
    remedy: str


def fields(line: str, lang: str = "en") -> Said:
    """Return the fields of one problem as it is printed."""
    head, _, remedy = line.partition(f" {REMEDY[lang].strip()} ")
    found = re.match(rf"(.*?) \({FOUND[lang]}: (.*?)\): (.*)", head, re.S)
    if found:
        return Said(found[1], found[2], found[3], remedy)
    place, _, rule = head.rpartition(": ")
    return Said(place, "", rule, remedy)


def make(folder: Path) -> Path:
    """Return a project of its own: what a command reads, and one earlier run."""
    for name in ("data", "scenarios", "sweeps"):
        shutil.copytree(CHECKOUT / name, folder / name)
    for name in ("docs", "notebooks", "reports"):
        (folder / name).mkdir()
    shutil.copy(CHECKOUT / "docs" / "codebook.md", folder / "docs")
    done = tried(folder, ["run", EARLIER, *QUICK], code=CODE_THAT_STAYS)
    assert done.code == 0, done.said
    return folder


def copy(template: Path, folder: Path) -> Path:
    return Path(shutil.copytree(template, folder, symlinks=True))


def environment(root: Path, lang: str, extra: Mapping[str, str]) -> dict[str, str]:
    own = {"IURAN_ROOT": str(root), "IURAN_LANG": lang, "PYTHONPATH": source()}
    return {**os.environ, "OMP_NUM_THREADS": "1", **own, **extra}


def source() -> str:
    return str(CHECKOUT / "src")


def tried(
    root: Path,
    words: Sequence[str | Path],
    *,
    lang: str = "en",
    env: Mapping[str, str] | None = None,
    wrap: Sequence[str] = (),
    timeout: float = IN_TIME,
    cwd: Path | None = None,
    code: str = "",
) -> Tried:
    """Run ``iuran WORDS`` in the project at ``root``, as a process of its own session.

    ``wrap`` stands in front (``["unshare", "-n"]``); ``code`` is run before the command
    in the same process (a slow write, a clock). Whatever the process left running when
    it ended, or when ``timeout`` was over, is killed.
    """
    start = [sys.executable, "-m", "analysis"]
    if code:
        ending = "import sys; from analysis.__main__ import main; sys.exit(main())"
        start = [sys.executable, "-c", f"{code}\n{ending}"]
    started = time.monotonic()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        child = subprocess.Popen(
            [*wrap, *start, *map(str, words)],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env=environment(root, lang, env or {}),
            cwd=cwd or root,
            start_new_session=True,
        )
        try:
            child.wait(timeout)
        finally:
            end(child.pid)
        seconds = time.monotonic() - started
        return Tried(child.wait(), text_of(out), text_of(err), seconds)


def text_of(file) -> str:
    file.seek(0)
    return file.read()


def session_of(pid: int) -> list[int]:
    """Return the live processes of the session a process leads."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            after = (place / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(after[3]) == pid and after[0] != "Z":
            found.append(int(place.name))
    return found


def end(pid: int) -> None:
    """Kill what is left of a session."""
    for one in session_of(pid):
        try:
            os.kill(one, signal.SIGKILL)
        except ProcessLookupError:
            continue


def quick(
    root: Path,
    words: Sequence[str | Path],
    *,
    lang: str = "en",
    env: Mapping[str, str] | None = None,
    timeout: float = IN_TIME,
    cwd: Path | None = None,
    code: str = "",
) -> Tried:
    """Run the same command forked from a process that has the libraries loaded.

    Not for what Python asks for when it starts: its encoding, the seed of its hashes.
    """
    with tempfile.TemporaryDirectory() as place:
        told = (place, list(map(str, words)), environment(root, lang, env or {}))
        child = _forking().Process(target=_child, args=(*told, str(cwd or root), code))
        started = time.monotonic()
        child.start()
        child.join(timeout)
        seconds = time.monotonic() - started
        if child.exitcode is None:
            child.kill()
            child.join()
        out, err = (
            (Path(place) / name).read_text(encoding="utf-8") for name in ("out", "err")
        )
        return Tried(child.exitcode, out, err, seconds)


def _forking():
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LOADED)
    return context


def _child(
    place: str, words: list[str], env: dict[str, str], cwd: str, code: str
) -> None:
    """Run the command here: the package itself is loaded only now, in its project."""
    os.setsid()
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    for name, number in (("out", 1), ("err", 2)):
        file = os.open(f"{place}/{name}", os.O_CREAT | os.O_WRONLY)
        os.dup2(file, number)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.path.insert(0, env["PYTHONPATH"])
    sys.argv = ["iuran", *words]
    sys.stdout, sys.stderr = map(_stream, (1, 2))
    exec(code, {})
    from analysis.__main__ import main

    ended = main()
    sys.stdout.flush()
    sys.exit(ended)


def _stream(number: int) -> io.TextIOWrapper:
    raw = io.FileIO(number, "w", closefd=False)
    return io.TextIOWrapper(raw, encoding="utf-8", write_through=True)


def digest(root: Path) -> dict[str, str]:
    """Return the hash of every file of a tree and the target of every link."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if LOCKS in path.parts:
            continue
        if path.is_symlink():
            found[name] = f"-> {os.readlink(path)}"
        elif path.is_file():
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def leftovers(root: Path) -> list[str]:
    """Return what is half done or superseded and was not taken away."""
    return [
        path.relative_to(root).as_posix()
        for path in sorted(root.rglob("*"))
        if HALF.search(path.name)
    ]


def planted(root: Path, value: str) -> list[str]:
    """Return the files of a tree in which a planted value stands."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    return [path.name for path in files if value.encode() in path.read_bytes()]


def refused(
    root: Path,
    words: Sequence[str | Path],
    code: int,
    *says: str,
    place: Sequence[str] = (),
    hides: str = "",
    real: bool = False,
) -> str:
    """Assert that a command is refused as promised; return its message in English.

    ``says`` is in the English message; ``place`` (file, row, column, value) in both;
    ``hides`` is printed nowhere. ``real``: as processes instead of forked ones.
    """
    before = digest(root)
    told = {}
    for lang in ("en", "id"):
        seen = (tried if real else quick)(root, [*words, "--lang", lang], lang=lang)
        told[lang] = seen.err
        assert seen.code == code, seen.said
        assert_sentences(seen, lang)
        assert [one for one in place if one not in seen.err] == [], seen.err
        assert not hides or hides not in seen.said
        assert seen.seconds < IN_TIME
    assert [one for one in says if one not in told["en"]] == [], told["en"]
    assert told["en"] != told["id"]
    assert digest(root) == before
    assert leftovers(root) == []
    return told["en"]


def assert_sentences(seen: Tried, lang: str) -> None:
    """Assert that what was printed is sentences with a remedy, one a problem."""
    assert "Traceback" not in seen.said
    lines = seen.err.strip().splitlines()
    assert 1 <= len(lines) <= MOST_LINES, seen.err
    assert all(REMEDY[lang] in line for line in lines[: MOST_LINES - 1]), seen.err
