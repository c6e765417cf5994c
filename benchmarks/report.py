"""Notebooks, pages and documents, beside papermill and nbconvert one by one.

Ours is the whole run: notebooks and their pages as the naive route makes them, and
besides results, draws, workbook, memos with PDF, and pages in two languages, which the
naive route does not make. The naive route starts papermill and then nbconvert for each
notebook, with ordinary kernels and the same parameters. The floor executes the cells
alone in two forked processes that import once; it writes nothing.
"""

from __future__ import annotations

import ast
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from operator import attrgetter
from pathlib import Path

from analysis.paths import NOTEBOOKS
from benchmarks.measure import Pair, Process, Row, process, share

ONE = "cilegon-baseline"
CITIES = (ONE, "bogor-baseline", "cirebon-baseline", "serang-baseline")
PAIRS, ROUNDS = 5, 1
# the environment is warm: a city of few draws loads everything from the disk once
WARM = {"draws": 20}
WORTH_IT = 1.5  # a forked kernel must make a run so many times quicker, or go
SHOWN = ("_repr_mimebundle_", "_repr_markdown_", "_repr_html_")
OURS = """
import json, sys
from pathlib import Path
from analysis import paths
from analysis.run import jobs, keeper
out, forked, overrides, *names = sys.argv[1:]
keeper.POSSIBLE = keeper.POSSIBLE and forked == "forked"
options = jobs.Options(Path(out), json.loads(overrides), force=True)
files = [paths.SCENARIOS / f"{name}.yaml" for name in names]
if __name__ == "__main__":
    ended = jobs.run(files, options)
    jobs.raise_all([one.failure for one in ended if one.failure])
"""


def notebooks() -> list[Path]:
    """Return the notebooks a run of one scenario executes."""
    found = sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
    return [path for path in found if "\nscenario: str" in f"\n{_parameters(path)}"]


def _parameters(path: Path) -> str:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    tagged = (c for c in cells if "parameters" in c["metadata"].get("tags", []))
    return "".join(next(tagged)["source"])


def ours(names: Sequence[str], kernels: str = "forked", **overrides: int) -> Process:
    """Run scenarios into folders that are not there yet."""
    with tempfile.TemporaryDirectory() as out:
        words = (out, kernels, json.dumps(overrides), *names)
        return process((sys.executable, "-c", OURS, *words))


def naive(names: Sequence[str]) -> Process:
    """Execute and convert the same notebooks one by one by the tools' own commands."""
    with tempfile.TemporaryDirectory() as out:
        found = [process(words) for words in _commands(names, out)]
    wall, cpu, memory = zip(*found, strict=True)
    return Process(sum(wall), sum(cpu), max(memory))


def _commands(names: Sequence[str], out: str) -> Iterator[tuple[str, ...]]:
    start = (sys.executable, "-m")
    for name in names:
        for path in notebooks():
            done = f"{out}/{name}-{path.name}"
            told = ("-p", "scenario", name, "-p", "lang", "id", "--kernel", "python3")
            yield (*start, "papermill", "--no-progress-bar", *told, str(path), done)
            yield (*start, "nbconvert", "--log-level=WARN", "--to", "html", done)


def floor(names: Sequence[str]) -> Process:
    """Execute the cells alone, two notebooks at a time; everything imported once."""
    return process((sys.executable, "-m", "benchmarks.report", *names))


def bare(names: Sequence[str]) -> None:
    """Import once, then execute each notebook in a fork, two at a time."""
    from analysis import figures, project, sentences, tables

    del figures, project, sentences, tables
    waiting = [(name, path) for name in names for path in notebooks()]
    running: set[int] = set()
    while waiting or running:
        while waiting and len(running) < 2:
            running.add(_forked(*waiting.pop(0)))
        number, status = os.wait()
        running.remove(number)
        if status:
            sys.exit(os.waitstatus_to_exitcode(status))


def _forked(name: str, path: Path) -> int:
    number = os.fork()
    if number:
        return number
    code = 1
    try:
        _execute(path, {"scenario": name, "lang": "id"})
        code = 0
    finally:
        os._exit(code)


def _execute(path: Path, given: dict[str, str]) -> None:
    known: dict[str, object] = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            _cell("".join(cell["source"]), known)
            if "parameters" in cell["metadata"].get("tags", []):
                known |= given


def _cell(source: str, known: dict[str, object]) -> None:
    """Execute a cell and show the value of its last line as a kernel would."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), known)
    if last is not None:
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), known)
        show = next((s for s in SHOWN if hasattr(value, s)), "__repr__")
        getattr(value, show)()


def rows(clock: str = "wall") -> list[Row]:
    """Return what was reached of the targets of this group."""
    ours([ONE], **WARM)
    seconds = attrgetter(f"{clock}_s")
    rerun = [Pair(seconds(ours([ONE])), seconds(naive([ONE]))) for _ in range(PAIRS)]
    rounds = [
        (
            *(seconds(ours(CITIES, kernels)) for kernels in ("forked", "ordinary")),
            *(seconds(side(CITIES)) for side in (naive, floor)),
        )
        for _ in range(ROUNDS)
    ]
    told = {"clock": clock, "remark": _remark(rounds), **_MISSED}
    return [
        share("planner_rerun", rerun, clock=clock, remark=_WHOLE, **_ALONE),
        share("report_ordinary", [Pair(r[1], r[2]) for r in rounds], **told),
        share("report_prefork", [Pair(r[0], r[2]) for r in rounds], **told),
        share("report_floor", [Pair(r[0], r[3]) for r in rounds], **told),
    ]


_WHOLE = (
    "Ours is the whole run with results, workbook, memos, PDF and pages in two"
    " languages; the naive route makes the notebooks and their HTML only."
)
_MISSED = {
    "reason": (
        "Two processors halve the work at most, and a third of ours is documents and"
        " pages that the naive route does not make. With ordinary kernels each notebook"
        " also imports everything and computes its studies anew: more than half of the"
        " run, which forked kernels save and other systems than Linux pay."
    ),
    "idea": "Hand the answers of the studies to ordinary kernels too, as a file.",
}
_ALONE = {
    "reason": (
        "The studies of a single scenario run on one processor before kernels are"
        " forked from their answers; the other processor waits."
    ),
    "idea": (
        "Fork the kernels of notebooks that need no study as soon as the projection is"
        " there, and write the pages of the second language beside the first."
    ),
}


def _remark(rounds: Sequence[Sequence[float]]) -> str:
    gain = statistics.median(ordinary / forked for forked, ordinary, *_ in rounds)
    kept = "kept" if gain >= WORTH_IT else "to be removed"
    return (
        f"{_WHOLE} All routes in turn, {len(rounds)} time(s): they take a quarter of an"
        " hour together; the pairs of the rerun show the spread. Forked kernels make"
        f" the run {gain:.2f} times quicker than ordinary ones ({kept}: the limit is"
        f" {WORTH_IT})."
    )


if __name__ == "__main__":
    bare(sys.argv[1:])
