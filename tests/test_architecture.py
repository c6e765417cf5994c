"""The rules of the house, read from the source: imports, files, sizes, types.

The rules stand in CONTRIBUTING.md. An exception is listed here by name, with its
reason; a listed exception that is no longer needed fails too.
"""

from __future__ import annotations

import ast
import statistics
from functools import cache
from pathlib import Path

import pytest

from analysis.paths import ROOT

SRC = ROOT / "src" / "analysis"
MODULES = sorted(SRC.rglob("*.py"))
BASE = (
    *("paths", "errors", "refusals", "language", "privacy", "inert"),
    *("units", "quantity"),
)
# What a room may import besides itself and the base; data flows from left to right.
MAY_IMPORT = {
    "evidence": (),
    "law": ("evidence",),
    "scenario": ("evidence", "law"),
    "model": (),
    "projection": ("evidence", "law", "scenario", "model"),
    "study": ("model", "scenario", "law", "evidence", "projection"),
    "report": (
        *("model", "scenario", "law", "evidence"),
        *("projection", "study"),
    ),
    "run": (
        *("evidence", "law", "scenario", "model"),
        *("projection", "study", "report"),
    ),
}
# Modules of `model` that only describe or assemble what `projection` composes.
SHARED_IN_MODEL = {
    "model.results": "the result type, no computation of its own",
}
TOUCH_FILES = {
    *("paths", "evidence.tables", "evidence.estimates", "evidence.writing"),
    "law.parameters",
    *("scenario.load", "scenario.regions", "scenario.form"),
    *("report.workbook", "report.memo", "report.page", "report.pdf"),
    "report.headline",
}
TOUCH_FILES_TOO = {
    "model.fans": "draws beyond memory wait in an unnamed temporary file",
}
ONLY_IN = {
    "matplotlib": ("report.figures",),
    "papermill": ("run.execute",),
    "pandera": ("evidence.schemas",),
    "panel": ("report.app",),
}
MAX_MODULE_LINES = 300
MAX_MEDIAN, MAX_NINETY, MAX_LINES, MAX_POSITIONAL = 8, 20, 40, 5
FILE_CALLS = {
    *("read_text", "write_text", "read_bytes", "write_bytes", "mkdir", "unlink"),
    *("rename", "replace", "rmtree", "open", "glob", "rglob", "iterdir"),
}
FILE_CALLS_OF_LIBRARIES = {
    *("to_csv", "to_parquet", "to_excel", "read_csv", "read_parquet", "read_excel"),
    *("memmap", "fromfile", "tofile", "TemporaryFile", "NamedTemporaryFile", "mkdtemp"),
}
FILE_MODULES = {"pathlib", "os", "shutil", "io"}


def name_of(path: Path) -> str:
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    """Dotted names of everything a module imports, at top level or inside."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def own_imports(path: Path) -> set[str]:
    """Modules of the package a module imports, as ``model.bill``."""
    names = {name_of(module) for module in MODULES}
    found = set()
    for full in imported(path):
        if not full.startswith("analysis."):
            continue
        inner = full.removeprefix("analysis.")
        found.add(inner if inner in names else inner.rpartition(".")[0])
    return found - {""}


def room_of(name: str) -> str:
    if name.startswith("model.projection"):
        return "projection"
    return name.partition(".")[0]


def functions(path: Path):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, kinds)]


def code_lines(node: ast.AST, path: Path) -> int:
    """Lines of a function that hold code: no docstring, comment or blank."""
    lines = path.read_text(encoding="utf-8").splitlines()
    body = node.body[1:] if ast.get_docstring(node) else node.body
    if not body:
        return 1
    text = (
        lines[node.lineno - 1 : body[0].lineno - 1]
        if not ast.get_docstring(node)
        else []
    )
    text = [*text, *lines[body[0].lineno - 1 : node.end_lineno]]
    return sum(bool(line.strip()) and not line.strip().startswith("#") for line in text)


def each_function():
    return [
        (f"{name_of(path)}.{node.name}", node, path)
        for path in MODULES
        for node in functions(path)
    ]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_imports_to_its_right(path):
    name = name_of(path)
    room = room_of(name)
    if room in ("cli", "__main__", ""):
        return
    allowed = {*BASE, room, *MAY_IMPORT.get(room, ())}
    wrong = {other for other in own_imports(path) if room_of(other) not in allowed}
    assert not wrong, f"{name} imports {sorted(wrong)}"


@pytest.mark.parametrize(
    "path", [p for p in MODULES if room_of(name_of(p)) == "model"], ids=name_of
)
def test_model_modules_do_not_import_each_other(path):
    others = {n for n in own_imports(path) if n.startswith("model")}
    package = ".".join(name_of(path).split(".")[:2])  # a package is one module
    wrong = {n for n in others if not f"{n}.".startswith(f"{package}.")}
    wrong -= set(SHARED_IN_MODEL)
    assert not wrong, f"{name_of(path)} imports {sorted(wrong)}: projection composes"


def test_there_are_no_circles():
    graph = {name_of(path): own_imports(path) for path in MODULES}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join([*trail, name])
        if name not in done:
            for other in sorted(graph.get(name, ())):
                visit(other, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def touches_files(path: Path) -> set[str]:
    """Names of the calls that reach the disk; a text's `replace` is none of them."""
    names = {called(node) for node in ast.walk(tree_of(path))} - {""}
    roots = {full.partition(".")[0] for full in imported(path)}
    with_paths = roots & FILE_MODULES or "analysis.paths" in imported(path)
    known = FILE_CALLS_OF_LIBRARIES | (FILE_CALLS if with_paths else {"open"})
    return names & known


def called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    name = getattr(node.func, "attr", "")
    if name in ("replace", "rename") and (len(node.args) != 1 or node.keywords):
        return ""  # of a text or a frame: a path's takes the new path only
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def test_files_are_touched_only_where_agreed():
    found = {name_of(p): touches_files(p) for p in MODULES if touches_files(p)}
    wrong = {
        name: sorted(calls)
        for name, calls in found.items()
        if name not in TOUCH_FILES | TOUCH_FILES_TOO.keys()
        and room_of(name) not in ("run", "cli", "__main__")
    }
    assert not wrong, f"these touch files: {wrong}"


@pytest.mark.parametrize("package", ONLY_IN)
def test_some_packages_have_one_home(package):
    users = {
        name_of(path)
        for path in MODULES
        if any(full.partition(".")[0] == package for full in imported(path))
    }
    wrong = {user for user in users if not user.startswith(ONLY_IN[package])}
    assert not wrong, f"{package} is imported by {sorted(wrong)}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_stay_readable(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines < MAX_MODULE_LINES, f"{name_of(path)} has {lines} lines"


def test_functions_stay_short():
    lengths = {name: code_lines(node, path) for name, node, path in each_function()}
    longest = {name: n for name, n in lengths.items() if n > MAX_LINES}
    assert not longest, f"longer than {MAX_LINES} lines: {longest}"
    assert statistics.median(lengths.values()) <= MAX_MEDIAN
    ninety = sorted(lengths.values())[int(len(lengths) * 0.9)]
    assert ninety <= MAX_NINETY, f"nine of ten functions reach {ninety} lines"


def test_functions_take_few_positional_arguments():
    wrong = {
        name: len(node.args.args) + len(node.args.posonlyargs)
        for name, node, path in each_function()
        if positional(node) > MAX_POSITIONAL and not is_command(path)
    }
    assert not wrong, f"more than {MAX_POSITIONAL} positional arguments: {wrong}"


def positional(node) -> int:
    names = [arg.arg for arg in (*node.args.posonlyargs, *node.args.args)]
    return len([name for name in names if name not in ("self", "cls")])


def is_command(path: Path) -> bool:
    """Say whether arguments are options typed by name: typer reads the signature."""
    return name_of(path).startswith("cli.")


def public_functions(path: Path):
    """Functions of a module and methods of its public classes, by name."""
    holders = [tree_of(path)]
    holders += [n for n in holders[0].body if isinstance(n, ast.ClassDef)]
    for holder in holders:
        if getattr(holder, "name", "").startswith("_"):
            continue
        for node in holder.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{name_of(path)}.{node.name}", node


def test_public_functions_are_typed_and_documented():
    wrong = []
    for name, node in (found for path in MODULES for found in public_functions(path)):
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        untyped = [
            a.arg
            for a in arguments
            if a.annotation is None and a.arg not in ("self", "cls")
        ]
        if untyped or node.returns is None or not ast.get_docstring(node):
            wrong.append(name)
    assert not wrong, f"without types or a docstring: {wrong}"


def test_listed_exceptions_are_needed():
    paths = {name_of(path): path for path in MODULES}
    assert set(SHARED_IN_MODEL) <= set(paths)
    idle = {n for n in TOUCH_FILES_TOO if n not in paths or not touches_files(paths[n])}
    assert not idle, f"these touch no files any more: {idle}"
