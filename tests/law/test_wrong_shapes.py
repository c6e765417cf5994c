"""Every node of every file of the law in a wrong shape: told, never a traceback."""

from __future__ import annotations

import shutil

import pytest
import yaml

from analysis import paths
from analysis.errors import ScenarioError
from analysis.law import parameters

FILES = sorted(
    path.name for path in paths.PARAMETERS.glob("*.yaml") if path.stem != "settlements"
)
WRONG = ["", "x", [], ["x"], {}, {"x": "y"}, [["x"]], "9" * 30, "-1"]
MOST = 8  # nodes tried of each file, spread over it; `make fuzz` tries more


def nodes_of(tree, trail=()):
    """Yield the place of every node below the root of a tree."""
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in pairs:
        yield (*trail, key)
        if isinstance(value, dict | list):
            yield from nodes_of(value, (*trail, key))


def put(tree, place, value):
    *above, last = place
    for key in above:
        tree = tree[key]
    tree[last] = value


def checked(folder, monkeypatch):
    monkeypatch.setattr(paths, "PARAMETERS", folder)
    for read in (parameters._read, parameters._sources):
        read.cache_clear()
    try:
        parameters.load_law()
        return parameters.check()
    except ScenarioError as error:
        return error.problems
    finally:
        for read in (parameters._read, parameters._sources):
            read.cache_clear()


@pytest.mark.fault("F9.law")
@pytest.mark.parametrize("name", FILES)
def test_a_node_of_another_shape_is_told(name, tmp_path, monkeypatch):
    folder = shutil.copytree(paths.PARAMETERS, tmp_path / "law")
    text = (folder / name).read_text(encoding="utf-8")
    places = list(nodes_of(yaml.load(text, yaml.CBaseLoader)))
    step = max(len(places) // MOST, 1)
    for number, place in enumerate(places[::step]):
        tree = yaml.load(text, yaml.CBaseLoader)
        wrong = WRONG[number % len(WRONG)]
        put(tree, place, wrong)
        (folder / name).write_text(yaml.safe_dump(tree), encoding="utf-8")
        for problem in checked(folder, monkeypatch):
            assert problem.sentence("id")
            assert problem.file, (place, wrong)
