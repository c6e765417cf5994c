"""The source: no text becomes code, and no pickle comes from a file or from input."""

from __future__ import annotations

import ast

import pytest
import yaml

from faults.driver import CHECKOUT

SRC = CHECKOUT / "src" / "analysis"
MODULES = {
    ".".join(path.relative_to(SRC).with_suffix("").parts): ast.parse(
        path.read_text("utf-8")
    )
    for path in sorted(SRC.rglob("*.py"))
}
# Own bytes between own processes; over tcp:// it is code by design (docs/cluster.md).
BETWEEN_OWN_PROCESSES = {
    "run.forks": "multiprocessing, pickle: an error of ours through a pipe of ours",
    "run.sweep_pool": "joblib: units of work to workers started here",
    "run.sweep_cluster": "dask: units of work to a cluster the user names",
}
PICKLING = {
    *("pickle", "cPickle", "cloudpickle", "dill", "marshal", "shelve", "joblib"),
    *("multiprocessing", "distributed", "dask"),
}
MAKES_CODE = {"eval", "exec", "compile", "__import__"}
READS_OBJECTS = {"read_pickle", "unsafe_load", "full_load", "unsafe_load_all"}
SAFE_LOADERS = {"CBaseLoader", "BaseLoader", "CSafeLoader", "SafeLoader", "_LOADER"}


def called(tree: ast.Module):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def imports(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def faults_of(tree: ast.Module) -> list[str]:
    """Return the calls that make code of a text, or objects of bytes."""
    found = []
    for node in called(tree):
        named = {word.arg: word.value for word in node.keywords}
        name, of = getattr(node.func, "attr", ""), getattr(node.func, "value", None)
        owner = getattr(of, "id", "")
        if getattr(node.func, "id", "") in MAKES_CODE or name in READS_OBJECTS:
            found.append(ast.unparse(node.func))
        if owner == "os" and name in ("system", "popen"):
            found.append(ast.unparse(node.func))
        if "shell" in named or "allow_pickle" in named:
            found.append(ast.unparse(node))
        if owner == "yaml" and name in ("load", "load_all", "parse", "compose"):
            loader = ast.unparse(named.get("Loader", ast.Constant(None)))
            found += [ast.unparse(node)] * (
                loader.rpartition(".")[2] not in SAFE_LOADERS
            )
    return found


@pytest.mark.fault("S5")
def test_no_module_makes_code_of_text_or_objects_of_bytes():
    found = {name: faults_of(tree) for name, tree in MODULES.items()}
    assert {name: calls for name, calls in found.items() if calls} == {}


@pytest.mark.fault("S5")
def test_pickle_passes_between_our_own_processes_only():
    users = {name for name, tree in MODULES.items() if imports(tree) & PICKLING}
    assert users == set(BETWEEN_OWN_PROCESSES)


@pytest.mark.parametrize(
    "text",
    [
        "eval('1')",
        "exec(text)",
        "os.system('ls')",
        "subprocess.run('ls', shell=True)",
        "np.load(path, allow_pickle=True)",
        "pd.read_pickle(path)",
        "yaml.load(text, Loader=yaml.Loader)",
        "yaml.load(text)",
        "yaml.unsafe_load(text)",
    ],
)
def test_each_of_them_would_be_seen(text):
    assert len(faults_of(ast.parse(text))) == 1


def test_the_loaders_called_safe_build_no_objects():
    text = "!!python/object/apply:os.system ['true']"
    for name in SAFE_LOADERS - {"_LOADER"}:
        loader = getattr(yaml, name)
        if "Base" in name:
            assert yaml.load(text, Loader=loader) == ["true"]
        else:
            with pytest.raises(yaml.YAMLError):
                yaml.load(text, Loader=loader)
