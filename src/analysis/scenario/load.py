"""From a file to a checked scenario: reading, inheritance, overrides."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NoReturn

from pydantic_core import PydanticCustomError

from analysis import paths
from analysis.errors import MachineError, Problem, ScenarioError
from analysis.language import Text, say
from analysis.scenario import fields, form_texts, load_texts
from analysis.scenario.build import build
from analysis.scenario.load_texts import SCENARIO, Kind
from analysis.scenario.messages import Issue, report
from analysis.scenario.overlay import merged, with_overrides
from analysis.scenario.provenance import live_marks
from analysis.scenario.schema import Scenario
from analysis.scenario.yamltext import (
    MAX_BYTES,
    Branch,
    Place,
    Scalar,
    decoded,
    read_tree,
)
from analysis.scenario.yamltext_texts import UNREADABLE

SUFFIX, FORM_SUFFIX = ".yaml", ".xlsx"
_SPREADSHEETS = {".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".ods", ".csv"}
MAX_ANCESTORS = 20


def load_scenario(path: Path | str, **overrides: Any) -> Scenario:
    """Return the scenario of a file, a filled form or a name in ``scenarios/``.

    ``overrides`` are values by dotted key path, as after ``--set``:
    ``load_scenario(path, **{"budget.when_short": "months"})``. Raises ScenarioError
    with every problem found.
    """
    file = scenario_file(path)
    if is_form(file):
        return _from_form(file, overrides)
    tree = read(file)
    issues = list(_name_issues(tree, file))
    return _scenario(tree, file.parent, overrides, issues)


def _from_form(file: Path, overrides: dict[str, Any]) -> Scenario:
    from analysis.scenario.form import read_form

    form = read_form(file)
    issues = list(_name_issues(form.tree, file))
    try:
        scenario = _scenario(form.tree, file.parent, overrides, issues)
    except ScenarioError as error:
        raise ScenarioError(form.problems(error.problems)) from None
    if problems := form.problems():
        raise ScenarioError(problems)
    return scenario


def is_form(path: Path) -> bool:
    """Say whether a path names a planner's form."""
    return path.suffix.lower() == FORM_SUFFIX


def parse_scenario(
    text: str, file: str = "scenario.yaml", **overrides: Any
) -> Scenario:
    """Return the scenario of a YAML text; ``extends`` is sought beside ``file``.

    The name need not equal the file's; everything else is as in load_scenario.
    """
    tree = _tree(text, Place(file))
    folder = Path(file).parent if Path(file).parent.name else paths.SCENARIOS
    return _scenario(tree, folder, overrides, [])


def scenario_file(path: Path | str, kind: Kind = SCENARIO) -> Path:
    """Return the existing file of a path or of a scenario name.

    ``kind`` is what messages call the file.
    """
    file = Path(path)
    if file.suffix.lower() in _SPREADSHEETS:
        _refuse(file, file.suffix, form_texts.SUFFIX)
    if not is_form(file) and file.suffix != SUFFIX and str(path) == file.name:
        file = paths.SCENARIOS / (_slug_or_refuse(str(path)) + SUFFIX)
    if not is_form(file) and file.suffix != SUFFIX:
        _refuse(file, file.suffix or file.name, form_texts.SUFFIX)
    if _is_elsewhere(file):
        _refuse(file, "", load_texts.LINK)
    if not _is_there(file):
        _refuse(file, "", _absent(file, kind))
    if is_form(file):
        _named_for_a_run(file)
    return file


def _is_elsewhere(file: Path) -> bool:
    """Say whether a file is a link to another folder, or one that goes in a circle."""
    try:
        return file.is_symlink() and file.resolve().parent != file.parent.resolve()
    except (OSError, RuntimeError) as error:
        return isinstance(error, RuntimeError)


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except PermissionError as error:
        _unreadable(file, error)
    except OSError:  # a name no file system takes
        return False


def _unreadable(file: Path, error: OSError) -> NoReturn:
    said = Problem(paths.shown(file), "", error.strerror or "", *UNREADABLE)
    raise MachineError(said) from None


def _named_for_a_run(file: Path) -> None:
    try:
        fields.slug(file.stem)
    except PydanticCustomError:
        plain = re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-")[:64]
        said = form_texts.file_name((plain or "cilegon-2027") + FORM_SUFFIX)
        _refuse(file, file.name, said)


def _slug_or_refuse(name: str) -> str:
    try:
        return fields.slug(name)
    except PydanticCustomError as error:
        context = error.context or {}
        _refuse(Path(name), name, (context["rule"], context["remedy"]))


def read(file: Path, level: int = 0, kind: Kind = SCENARIO) -> Branch:
    """Return the nodes of a YAML file; a deeper ``level`` overrides the ones before.

    Raises ScenarioError (not UTF-8, too large, no mapping), MachineError (unreadable).
    """
    place = Place(paths.shown(file), level=level)
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        _unreadable(file, error)
    return _tree(decoded(data, place, kind.too_large), place, kind)


def _tree(text: str, place: Place, kind: Kind = SCENARIO) -> Branch:
    tree = read_tree(text, place)
    if isinstance(tree, Branch):
        return tree
    texts = kind.empty if tree is None else kind.not_a_mapping
    raise ScenarioError(Problem(str(place), "", "", *texts))


def _name_issues(tree: Branch, file: Path) -> list[Issue]:
    name = tree.get("name")
    if not isinstance(name, Scalar) or name.text == file.stem or _of_a_run(file):
        return []
    rule = say(
        id=f"Nama harus sama dengan nama berkas ({file.stem}).",
        en=f"The name must equal the file's name ({file.stem}).",
    )
    remedy = say(
        id=f"Tulis name: {file.stem}, atau ganti nama berkas.",
        en=f"Write name: {file.stem}, or rename the file.",
    )
    return [Issue(("name",), rule, remedy)]


def _of_a_run(file: Path) -> bool:
    """Say whether a file is the resolved scenario a run folder holds."""
    return file.name == "scenario.yaml" and (file.parent / "manifest.json").is_file()


def _scenario(
    tree: Branch, folder: Path, overrides: dict[str, Any], issues: list[Issue]
) -> Scenario:
    written = with_parents(tree, folder)
    whole = live_marks(with_overrides(written, overrides), written)
    return build(whole, tree, issues)


def with_parents(tree: Branch, folder: Path) -> Branch:
    """Return ``tree`` laid over its parent, the parent over its own, and so on."""
    chain, seen = [tree], [_name_of(tree, "name")]
    while (parent := _name_of(chain[-1], "extends")) is not None:
        file = folder / (_parent_slug(chain[-1], parent) + SUFFIX)
        if parent in seen:
            _refuse_parent(
                chain[-1], " -> ".join([*filter(None, seen), parent]), load_texts.CYCLE
            )
        if len(chain) > MAX_ANCESTORS or not file.is_file():
            _refuse_parent(chain[-1], parent, _absent(file, SCENARIO))
        seen.append(parent)
        chain.append(read(scenario_file(file), level=-len(chain)))
    result = chain.pop()
    while chain:
        result = merged(result, chain.pop())
    return result


def _name_of(tree: Branch, key: str) -> str | None:
    node = tree.get(key)
    return node.text if isinstance(node, Scalar) and not node.null else None


def _parent_slug(tree: Branch, parent: str) -> str:
    try:
        return fields.slug(parent)
    except PydanticCustomError as error:
        context = error.context or {}
        return _refuse_parent(tree, parent, (context["rule"], context["remedy"]))


def _refuse_parent(tree: Branch, found: str, texts: tuple[Text, Text]) -> NoReturn:
    issue = Issue(("extends",), *texts, found)
    raise ScenarioError(report([issue], tree))


def _refuse(file: Path, found: str, texts: tuple[Text, Text]) -> NoReturn:
    raise ScenarioError(Problem(paths.shown(file), "", found, *texts))


def _absent(file: Path, kind: Kind) -> tuple[Text, Text]:
    known = [path.stem for path in file.parent.glob("*" + file.suffix)]
    rule = {lang: kind.absent[lang].format(file=file.name) for lang in ("id", "en")}
    return say(**rule), fields.suggest(file.stem, sorted(known))
