"""A sweep file: one scenario for many regions, in variants and along a grid.

What a region is measured by (its labour force, its revenue) is written relative to it
and becomes a number in :mod:`analysis.scenario.sweep_file_region`; every scenario of a
sweep then passes the checks of any other scenario file.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from analysis import paths
from analysis.errors import Problem, ScenarioError
from analysis.language import Text
from analysis.scenario import sweep_file_schema as schema
from analysis.scenario import sweep_file_texts as texts
from analysis.scenario.build import build
from analysis.scenario.load import SUFFIX, read, scenario_file, with_parents
from analysis.scenario.load_texts import SWEEP
from analysis.scenario.messages import Issue, report, written
from analysis.scenario.overlay import SET_LEVEL, with_node
from analysis.scenario.provenance import live_marks
from analysis.scenario.schema import Scenario
from analysis.scenario.sweep_file_axes import overruling
from analysis.scenario.sweep_file_region import for_region
from analysis.scenario.yamltext import Branch, Node, Place, Scalar

PROBED = 8  # regions asked before a problem is taken for one of the file
PROBED_VALUES = 200  # of each axis of the grid that are tried when a file is read
_CELL = "cell"


@dataclass(frozen=True)
class Variant:
    """A named set of changes: dotted key -> what is written there."""

    name: str
    title: Text | None
    changes: Mapping[str, Node]


@dataclass(frozen=True)
class Axis:
    """One dimension of the grid: a dotted key and the values it takes in turn."""

    key: str
    values: tuple[Node, ...]


@dataclass(frozen=True)
class Cell:
    """One scenario of every region; ``values`` holds one node an axis."""

    name: str
    variant: Variant
    values: tuple[Node, ...]


@dataclass(frozen=True)
class Sweep:
    """Regions x variants x grid. ``base`` is what all scenarios share, parents too."""

    name: str
    title: Text
    why: Text
    regions: tuple[str, ...]
    base: Branch
    variants: tuple[Variant, ...]
    grid: tuple[Axis, ...]

    @property
    def count(self) -> int:
        """Return the number of scenarios of one region; none of them is built."""
        return math.prod([len(self.variants), *(len(one.values) for one in self.grid)])

    def cell(self, number: int) -> Cell:
        """Return scenario ``number`` (0 to count - 1); the last axis moves fastest."""
        places = []
        for axis in reversed(self.grid):
            number, at = divmod(number, len(axis.values))
            places.insert(0, at)
        variant = self.variants[number]
        values = tuple(a.values[at] for a, at in zip(self.grid, places, strict=True))
        name = "-".join([variant.name, *(str(at + 1) for at in places)])
        return Cell(name, variant, values)

    def cells(self) -> Iterator[Cell]:
        """Yield all scenarios, the same ones for every region."""
        return map(self.cell, range(self.count))

    def scenario(self, region: str, cell: Cell) -> Scenario:
        """Return one scenario of a region, checked as any other.

        Raises ScenarioError with all its problems.
        """
        changes = [*cell.variant.changes.items()]
        changes += [(a.key, v) for a, v in zip(self.grid, cell.values, strict=True)]
        tree = self.base
        for key, node in changes:
            tree = with_node(tree, key, node, node.place)
        tree = live_marks(self._named(tree, region, cell), self.base)
        return build(for_region(tree, region), tree, [])

    def scenarios_of(self, region: str) -> list[Scenario]:
        """Return all scenarios of a region; for many, build them cell by cell."""
        return [self.scenario(region, cell) for cell in self.cells()]

    def content(self) -> str:
        """Return what fixes the numbers, in one text: no titles, reasons or regions."""
        axes = [[axis.key, [_plain(one) for one in axis.values]] for axis in self.grid]
        sets = [[one.name, _changes(one)] for one in self.variants]
        return repr([_plain(self.base), sets, axes])

    def _named(self, tree: Branch, region: str, cell: Cell) -> Branch:
        place = self.base.place
        title = cell.variant.title or self.title
        own = {"schema": "1", "name": cell.name, "region": region}
        named = Branch(place)
        for key, node in tree.items():
            named.put(key, node, tree.lines[key])
        for key, text in own.items():
            named.put(key, Scalar(text, None, place), place)
        for key, both in (("title", title), ("why", self.why)):
            named.put(key, _bilingual(both, place), place)
        return named


def load_sweep(path: Path | str) -> Sweep:
    """Return the sweep of a file, its first scenarios checked.

    Raises ScenarioError with every problem of the file, its lines named; what is wrong
    with one region only shows when that region is computed.
    """
    file = sweep_file(path)
    tree = read(file, kind=SWEEP)
    changes = read(file, level=SET_LEVEL, kind=SWEEP)
    form, issues = schema.checked(tree, file.stem)
    issues += overruling(changes)
    if issues or form is None:
        raise ScenarioError(report(issues, tree))
    sweep = Sweep(
        name=form.name,
        title=Text(id=form.title.id, en=form.title.en),
        why=Text(id=form.why.id, en=form.why.en),
        regions=schema.regions_of(tree),
        base=_base(tree),
        variants=_variants(form, changes),
        grid=_grid(form, changes),
    )
    if problems := _common_problems(sweep):
        raise ScenarioError(problems)
    return sweep


def sweep_file(path: Path | str) -> Path:
    """Return the existing file of a path or of a name in ``sweeps/``."""
    file = Path(path)
    if not file.suffix and str(path) == file.name:
        file = paths.SWEEPS / f"{file.name}{SUFFIX}"
    if file.suffix != SUFFIX:
        raise ScenarioError(Problem(paths.shown(file), "", file.suffix, *texts.SUFFIX))
    return scenario_file(file, kind=SWEEP)


def _base(tree: Branch) -> Branch:
    """Return the scenario all share; a parent is one of its own region only."""
    own = tree["scenario"]
    parent = with_parents(own, schema.PARENTS)
    if "extends" not in own:
        return parent
    region = getattr(parent.get("region"), "text", "")
    if not region:
        issue = Issue(("scenario", "extends"), *texts.NO_REGION)
        raise ScenarioError(report([issue], tree))
    if schema.regions_of(tree) != (region,):
        issue = Issue(("regions",), *texts.of_one_region(region))
        raise ScenarioError(report([issue], tree))
    base = Branch(own.place)
    for key, node in parent.items():
        if key != "extends":
            base.put(key, node, parent.lines[key])
    return base


def _variants(form: schema.SweepFile, changes: Branch) -> tuple[Variant, ...]:
    if not form.variants:
        return (Variant(_CELL if form.grid else form.name, None, {}),)
    written_ = changes["variants"]
    return tuple(
        Variant(name, _text(one.title), _set_by(written_[name]))
        for name, one in form.variants.items()
    )


def _set_by(variant: Branch) -> dict[str, Node]:
    changes = variant.get("set")
    return dict(changes) if isinstance(changes, Branch) else {}


def _text(title: Any) -> Text | None:
    return None if title is None else Text(id=title.id, en=title.en)


def _grid(form: schema.SweepFile, changes: Branch) -> tuple[Axis, ...]:
    return tuple(Axis(key, tuple(changes["grid"][key])) for key in form.grid)


def _common_problems(sweep: Sweep) -> list[Problem]:
    """Return what is wrong in every region asked: the file's fault, not a region's."""
    step = max(1, len(sweep.regions) // PROBED)
    found: dict[tuple[str, str, str], Problem] | None = None
    for region in sweep.regions[::step]:
        here = {(p.file, p.where, p.rule["en"]): p for p in _problems(sweep, region)}
        found = here if found is None else {k: found[k] for k in found if k in here}
        if not found:
            return []
    return list((found or {}).values())


def _problems(sweep: Sweep, region: str) -> Iterable[Problem]:
    """Return the problems of every variant, and of each value of the grid."""
    return chain.from_iterable(_failures(sweep, region, cell) for cell in _each(sweep))


def _each(sweep: Sweep) -> Iterator[Cell]:
    inner = math.prod(len(axis.values) for axis in sweep.grid)
    yield from (sweep.cell(number * inner) for number in range(len(sweep.variants)))
    for axis in sweep.grid:
        inner //= len(axis.values)
        step = max(1, len(axis.values) // PROBED_VALUES)
        steps = range(step, len(axis.values), step)
        yield from (sweep.cell(at * inner) for at in steps)


def _failures(sweep: Sweep, region: str, cell: Cell) -> list[Problem]:
    try:
        sweep.scenario(region, cell)
    except ScenarioError as error:
        return list(error.problems)
    return []


def _bilingual(text: Text, place: Place) -> Branch:
    branch = Branch(place)
    for lang in ("id", "en"):
        branch.put(lang, Scalar(text[lang], True, place), place)
    return branch


def _changes(variant: Variant) -> list[Any]:
    return [[key, _plain(node)] for key, node in variant.changes.items()]


def _plain(node: Node) -> Any:
    """Return a node without the places it was written at."""
    if isinstance(node, Branch):
        return {key: _plain(item) for key, item in node.items()}
    if isinstance(node, Scalar):
        return [node.text, node.quoted]
    return tuple(_plain(item) for item in node)


def as_written(node: Node) -> str:
    """Return a value of the file as its reader wrote it, shortened."""
    return written(node)
